"""Proofs by plain branch and bound: true wherever HiGHS stops, and come to an end where its solves did not."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, product

import highspy
import numpy as np
import pulp
import pytest

from tests.mixed_models import programmes
from tradeoff.moo.lp import branch_bound
from tradeoff.moo.lp.branch_and_cut import BranchAndCut
from tradeoff.moo.lp.branch_bound import BranchBound, Proof, UnsettledError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.model import Model, Sense
from tradeoff.moo.lp.running import run
from tradeoff.moo.lp.scaling import scale
from tradeoff.moo.lp.stopping import CutOffError

_FREE = float("inf")
_NEAR = 1e-6
_SLACK = 1e-7
_PLENTY = 10_000
"""Iterations that no solve here needs."""


def proof(model: Model, *, iterations: int | None) -> tuple[BranchBound, Proof | None]:
    """What is proved of v by solves of so many iterations each (None for as many as it takes); None for nothing."""
    boxed = BranchAndCut(model, "u", "v").boxed
    if iterations is not None:
        boxed = replace(boxed, solver_options={"simplex_iteration_limit": iterations})
    relaxation = BranchBound(boxed, scale(boxed, certifiable=False))
    question = model.cost("v"), (_FREE, _FREE)
    try:
        settled = relaxation.prove(*question, None, slack=lambda _: _SLACK, effort=5_000, seconds_left=lambda: None)
    except UnsettledError:
        return relaxation, None
    return relaxation, settled


@pytest.mark.parametrize("iterations", range(1, 6, 2))
def test_solves_that_come_to_no_end_prove_nothing_false(iterations: int) -> None:
    """Against everything tried: no bound is above the best, whatever was the number of iterations allowed."""
    for _, model, best in programmes(8):
        least = min(float(v) for _, v in best)
        relaxation, settled = proof(model, iterations=iterations)
        near = _NEAR * (1 + abs(least))
        if settled is not None:
            assert settled.bound <= least + near
            assert settled.x is None or float(model.cost("v") @ settled.x) >= least - near
        try:
            relaxed = relaxation.relaxed(model.cost("v"), (_FREE, _FREE))
        except UnsettledError:
            continue
        assert relaxed.bound <= least + near
        assert relaxed.x is None or float(model.cost("v") @ relaxed.x) <= least + near


@pytest.mark.parametrize("every", [2, 5])
def test_solves_that_come_to_no_end_are_divided(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    """Where a solve in so many, the first of all among them, is cut short, the proof goes on and most often ends."""
    solves = count()
    cut = 0

    def cut_short(highs: highspy.Highs) -> highspy.HighsStatus:
        nonlocal cut
        is_cut = next(solves) % every == 0
        highs.setOptionValue("simplex_iteration_limit", 1 if is_cut else _PLENTY)
        status = run(highs)
        cut += highs.getModelStatus() == highspy.HighsModelStatus.kIterationLimit
        return status

    monkeypatch.setattr(branch_bound, "run", cut_short)
    short = met = 0
    for _, model, best in programmes(10):
        least = min(float(v) for _, v in best)
        solves, cut = count(), 0
        settled = proof(model, iterations=None)[1]
        if cut:
            short += 1
            met += settled is not None and settled.bound == pytest.approx(least, rel=_NEAR, abs=_NEAR)
    assert short > 4
    assert met >= 0.8 * short


def test_so_many_nodes_end_a_solve_whatever_the_clock_says() -> None:
    """Two sums of twelve switches come near half of all the weights: cut off within a node, and tried out with plenty."""
    weights = np.random.default_rng(3).integers(1, 100, size=(2, 12))
    halves = weights.sum(axis=1) // 2
    problem = pulp.LpProblem()
    switches = [problem.add_variable(f"x{number}", cat="Binary") for number in range(12)]
    off = [problem.add_variable(f"off{row}", 0) for row in range(2)]
    for row, by in enumerate(off):
        total = pulp.lpSum(int(weight) * x for weight, x in zip(weights[row], switches, strict=True))
        problem += total - int(halves[row]) <= by
        problem += int(halves[row]) - total <= by
    aims = {"u": pulp.lpSum(off), "v": pulp.lpSum(switches)}
    model = from_pulp(problem, aims, dict.fromkeys(aims, Sense.MIN), whole=True)
    least = min(int(np.abs(weights @ np.array(tried) - halves).sum()) for tried in product((0, 1), repeat=12))
    solver = IntegerSolver(model, "u", "v")
    solver.stop_beyond(1)
    with pytest.raises(CutOffError):
        solver.minimise(model.cost("u"))
    solver.stop_beyond(_PLENTY)
    assert solver.minimise(model.cost("u")).bound == pytest.approx(least, abs=_NEAR)
