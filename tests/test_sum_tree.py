"""Branching on sums of whole columns: never above what can be had, wherever it stops, and equal to it at the end."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

import tradeoff
from tests.independent.folders import write_folder
from tests.mixed_models import programmes
from tests.test_whole_openings import START_UP
from tradeoff.frontier.opening_sums import opening_sums
from tradeoff.moo.integer.sum_tree import SumBranching
from tradeoff.moo.lp.branch_and_cut import BranchAndCut
from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.counted_relaxation import CountedRelaxation
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.scaling import scale
from tradeoff.moo.lp.weak_duality import weak_dual
from tradeoff.programme.columns import Enrolled, Opened

_NEAR = 1e-6
_FREE = float("inf")


def drawn_sums(model: Model, seed: int) -> csr_array:
    """Three sums of integer columns with coefficients from -2 to 2."""
    dice = random.Random(f"sums {seed}")
    rows = [[dice.randint(-2, 2) if whole else 0 for whole in model.integer] for _ in range(3)]
    return csr_array(np.array(rows, dtype=float))


@pytest.mark.parametrize("part", range(3))
def test_no_solution_undercuts_a_bound_and_the_last_is_met(part: int) -> None:
    """Thirty-six random programmes, at each corner's level, node by node against everything tried."""
    grew = 0
    for seed, model, best in programmes(36):
        if seed % 3 != part:
            continue
        boxed = BranchAndCut(model, "u", "v").boxed
        branching = SumBranching(boxed, drawn_sums(model, seed), limits=2, met=_forget)
        for u, v in best:
            most = float(u) + 1e-9 * (1 + abs(float(u))), _FREE
            known = float(v) + 100
            tree = branching.plant(model.cost("v"), most, known=known, deadline=_FREE)
            assert tree is not None
            near = _NEAR * (1 + abs(float(v)))
            for _ in range(200):
                assert tree.bound <= float(v) + near
                if tree.is_over:
                    break
                branching.grow(tree, within=0.0, nodes=1, deadline=_FREE)
            assert tree.bound == pytest.approx(float(v), rel=_NEAR, abs=_NEAR)
            grew += tree.nodes
    assert grew > 20


def test_it_meets_solutions_and_stops_where_told() -> None:
    """Columns whose sums are whole are handed over; nothing above what is known or enough is claimed or asked for."""
    met: list[Floats] = []
    for seed, model, best in programmes(12):
        boxed = BranchAndCut(model, "u", "v").boxed
        branching = SumBranching(boxed, drawn_sums(model, seed), limits=2, met=met.append)
        least = min(float(v) for _, v in best)
        tree = branching.plant(model.cost("v"), (_FREE, _FREE), known=least, deadline=_FREE)
        assert tree is not None
        branching.grow(tree, within=_FREE, nodes=100, deadline=_FREE)
        assert tree.nodes == 0
        branching.grow(tree, within=0.0, nodes=500, deadline=_FREE)
        assert tree.bound <= least
        assert tree.bound == pytest.approx(least, rel=_NEAR, abs=_NEAR)
        assert all(np.abs(x - np.round(x))[: len(model.integer)][model.integer].max() <= _NEAR for x in met[-1:])
    assert met


def test_out_of_time_it_claims_no_more_than_it_has() -> None:
    """A question whose time is over has no tree; a tree whose time is over stays as it is."""
    _, model, best = next(programmes(1))
    branching = SumBranching(BranchAndCut(model, "u", "v").boxed, None, limits=2, met=_forget)
    tree = branching.plant(model.cost("v"), (_FREE, _FREE), known=1e6, deadline=_FREE)
    assert tree is not None
    before = tree.bound
    branching.grow(tree, within=0.0, nodes=100, deadline=0.0)
    assert tree.bound == before <= min(float(v) for _, v in best) + _NEAR


def test_interrupted_in_a_division_it_claims_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever linear programme is cut off, the bound that is left is below every solution."""
    cut = 0
    for seed, model, best in programmes(6):
        least = min(float(v) for _, v in best)
        for moment in range(2, 12):
            branching = SumBranching(
                BranchAndCut(model, "u", "v").boxed, drawn_sums(model, seed), limits=2, met=_forget
            )
            tree = branching.plant(model.cost("v"), (_FREE, _FREE), known=least + 100, deadline=_FREE)
            assert tree is not None
            calls, relax = count(2), CountedRelaxation.relax

            def interrupted(self: CountedRelaxation, *words: Any, calls: Any = calls, moment: int = moment) -> object:
                if next(calls) == moment:
                    raise KeyboardInterrupt
                return relax(self, *words)  # noqa: B023

            with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
                patched.setattr(CountedRelaxation, "relax", interrupted)
                branching.grow(tree, within=0.0, nodes=100, deadline=_FREE)
                cut -= 1
            cut += 1
            assert tree.bound <= least + _NEAR * (1 + abs(least))
    assert cut > 10


def test_what_cannot_be_settled_stays_open_and_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is shown with an odd number of limits no bound is above the best, and most meet it with one more."""
    relax, reached, asked = CountedRelaxation.relax, 0, 0

    def unsettled(self: CountedRelaxation, within: Any, *words: Any) -> object:
        if len(within) % 2:
            raise UnsettledError
        return relax(self, within, *words)

    monkeypatch.setattr(CountedRelaxation, "relax", unsettled)
    for seed, model, best in programmes(24):
        branching = SumBranching(BranchAndCut(model, "u", "v").boxed, drawn_sums(model, seed), limits=2, met=_forget)
        least = min(float(v) for _, v in best)
        tree = branching.plant(model.cost("v"), (_FREE, _FREE), known=least + 100, deadline=_FREE)
        assert tree is not None
        branching.grow(tree, within=0.0, nodes=500, deadline=_FREE)
        assert tree.bound <= least + _NEAR * (1 + abs(least))
        if tree.nodes > 0:
            asked += 1
            reached += tree.bound == pytest.approx(least, rel=_NEAR, abs=_NEAR)
    assert reached >= 0.9 * asked > 4


def test_time_that_ends_in_a_division_leaves_the_node_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next time that is given goes on there, and meets the best."""
    relax, went_on = CountedRelaxation.relax, 0
    for seed, model, best in programmes(12):
        branching = SumBranching(BranchAndCut(model, "u", "v").boxed, drawn_sums(model, seed), limits=2, met=_forget)
        least = min(float(v) for _, v in best)
        tree = branching.plant(model.cost("v"), (_FREE, _FREE), known=least + 100, deadline=_FREE)
        assert tree is not None
        deadline = time.monotonic() + 0.02

        def slow(self: CountedRelaxation, *_: Any, deadline: float = deadline) -> object:
            while time.monotonic() <= deadline:
                pass
            raise UnsettledError

        with monkeypatch.context() as patched:
            patched.setattr(CountedRelaxation, "relax", slow)
            branching.grow(tree, within=0.0, nodes=100, deadline=deadline)
        assert CountedRelaxation.relax is relax
        went_on += not tree.is_over
        branching.grow(tree, within=0.0, nodes=500, deadline=_FREE)
        assert tree.bound == pytest.approx(least, rel=_NEAR, abs=_NEAR)
    assert went_on > 4


def test_prices_bound_wherever_the_simplex_stops() -> None:
    """Ended after any number of iterations, no bound is above the best, and no columns are handed on."""
    early = 0
    for seed, model, best in programmes(12):
        least = min(float(v) for _, v in best)
        for iterations in range(6):
            boxed = BranchAndCut(model, "u", "v").boxed
            boxed = replace(boxed, solver_options={"simplex_iteration_limit": iterations})
            relaxation = CountedRelaxation(boxed, drawn_sums(model, seed), limits=2)
            relaxation.ask(model.cost("v"), (_FREE, _FREE))
            with suppress(UnsettledError):
                relaxed = relaxation.relax({}, None, _FREE)
                assert relaxed.bound <= least + _NEAR * (1 + abs(least))
                early += relaxed.x is None
    assert early > 4


def _forget(_: Floats) -> None:
    """Nothing."""


def test_whatever_the_prices_no_solution_undercuts_them() -> None:
    """A thousand random prices of rows, right or wrong: what they prove is never above the best of everything tried."""
    dice = np.random.default_rng(7)
    proofs = 0
    for _, model, best in programmes(20):
        scaled = scale(model, certifiable=False)
        cost = model.cost("v")
        least = min(float(v) for _, v in best)
        rows, columns = (scaled.row_lower, scaled.row_upper), (scaled.lower, scaled.upper)
        for _ in range(50):
            prices = dice.normal(size=len(model.row_names)) * (dice.random(len(model.row_names)) < 0.7)
            prices = np.where(np.isfinite(rows[0]), prices, -np.abs(prices))
            prices = np.where(np.isfinite(rows[1]), prices, np.abs(prices))
            proof = weak_dual(model, scaled, scaled.cost(cost), prices, rows, columns) / scaled.cost_scale(cost)
            assert proof <= least + 1e-9 * (1 + abs(least))
            proofs += proof > -_FREE
    assert proofs > 200


def test_a_sum_that_need_not_be_whole_is_refused() -> None:
    """Branching on it would cut solutions off: half a column, or a column that is an amount."""
    model = next(model for _, model, _ in programmes(40) if not model.integer.all())
    whole, amount = int(np.argmax(model.integer)), int(np.argmin(model.integer))
    for column, value in ((whole, 0.5), (amount, 1.0)):
        sums = csr_array(([value], ([0], [column])), shape=(1, len(model.columns)))
        with pytest.raises(ValueError, match="whole"):
            CountedRelaxation(model, sums, limits=0)


def test_what_is_counted_of_openings(tmp_path: Path) -> None:
    """Two departments, two years: open and new by year, of each and of both; a sum of one column is left out."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    first, second, third = (cluster.cluster_id for cluster in scenario.clusters[:3])
    assert len({cluster.department_id for cluster in scenario.clusters}) == 1
    assert scenario.settings.project_years == 1
    keys = [Opened(first, 1), Enrolled(first, "all", "on", 1), Opened(second, 1), Opened(third, 1)]
    assert opening_sums(scenario, keys).toarray().tolist() == [[1, 0, 1, 1]]
    assert opening_sums(scenario, keys[:2]).shape == (0, 2)
