"""Ends that rows imply: no solution lies beyond them, none is missing where rows give one, and solves stop by them."""

from __future__ import annotations

import numpy as np
import pulp
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.mixed_models import programmes
from tradeoff.moo.lp.branch_and_cut import BranchAndCut
from tradeoff.moo.lp.counted_relaxation import CountedRelaxation
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.implied_bounds import with_implied_bounds
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.lp.scaling import scale

_FREE = float("inf")


def best(model: Model, cost: Floats) -> Floats | None:
    """A solution of least cost by scipy, without the ends in question; None where there is none or no least."""
    matrix = csr_array((model.values, model.indices, model.starts), shape=(len(model.row_names), len(model.columns)))
    rows = LinearConstraint(matrix, model.row_lower, model.row_upper)
    found = milp(cost, integrality=model.integer, bounds=Bounds(model.lower, model.upper), constraints=rows)
    return None if found.x is None else np.array(found.x)


def test_an_end_follows_from_a_row() -> None:
    """2 x + 3 y <= 12 with both from 0 up: x is at most 6 and y at most 4; z, in no such row, has no end."""
    problem = pulp.LpProblem()
    x, y, z = (problem.add_variable(name, 0) for name in "xyz")
    problem += 2 * x + 3 * y <= 12
    problem += z >= x
    model = from_pulp(problem, {"u": 1 * x, "v": 1 * y}, dict.fromkeys("uv", Sense.MIN), whole=True)
    scaled = scale(model, certifiable=False)
    found = with_implied_bounds(model, scaled)
    upper = dict(zip(model.columns, found.original(found.upper).tolist(), strict=True))
    unit = dict(zip(model.columns, scaled.column_scale.tolist(), strict=True))
    assert upper["x"] == pytest.approx(2 * 6 + unit["x"])
    assert upper["y"] == pytest.approx(2 * 4 + unit["y"])
    assert upper["z"] == _FREE
    assert found.lower.tolist() == [0, 0, 0]
    first = float(found.row_lower[0] / scaled.row_scale[0])
    assert -_FREE < first < 0


def test_no_solution_lies_beyond() -> None:
    """Thirty random programmes, ten random costs each: what scipy finds without the ends lies within them."""
    dice, met, ended = np.random.default_rng(3), 0, 0
    for _, model, _ in programmes(30):
        scaled = scale(model, certifiable=False)
        found = with_implied_bounds(model, scaled)
        ended += int((np.isinf(scaled.upper) & np.isfinite(found.upper)).sum())
        for _ in range(10):
            x = best(model, dice.normal(size=len(model.columns)))
            if x is None:
                continue
            met += 1
            at = x / scaled.column_scale
            assert (at >= found.lower - 1e-6).all()
            assert (at <= found.upper + 1e-6).all()
            activity = scaled.activity(model, at)
            assert (activity >= found.row_lower - 1e-6).all()
            assert (activity <= found.row_upper + 1e-6).all()
    assert met > 150
    assert ended > 5


def test_a_solve_ends_where_its_bound_passes_what_is_known() -> None:
    """Random programmes, and known costs on both sides of the optimum: bounds hold, and lie above where it ended."""
    ended = whole = 0
    for _, model, truth in programmes(40):
        least = min(float(v) for _, v in truth)
        boxed = BranchAndCut(model, "u", "v").boxed
        none = csr_array((0, len(model.columns)), dtype=float)
        for below in (10.0, 1.0, 0.1, -1.0):
            relaxation = CountedRelaxation(boxed, none, limits=2)
            relaxation.ask(model.cost("v"), (_FREE, _FREE))
            known = least - below
            relaxed = relaxation.relax({}, None, _FREE, known)
            assert relaxed.bound <= least + 1e-6 * (1 + abs(least))
            assert relaxed.x is not None or relaxed.bound > known
            ended += relaxed.x is None
            whole += relaxed.x is not None
    assert ended > 5
    assert whole > 5
