"""Levels where good is good enough: solutions and bounds against enumeration, whatever ends the search."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.independent.tiers import spread
from tests.mixed_models import programmes
from tests.test_whole_openings import BEST, START_UP
from tradeoff.frontier import whole_study
from tradeoff.moo.integer import near_levels, near_rounds
from tradeoff.moo.integer.near_levels import trace_near
from tradeoff.moo.integer.near_rounds import _waiting, _widest
from tradeoff.moo.integer.near_search import LONGEST, Place, Search
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.lp.counted_relaxation import CountedRelaxation
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.lp.near_solver import NearSolver
from tradeoff.moo.lp.substituted import substituted
from tradeoff.programme.programme import build_programme

F = Fraction
_NEAR = 1e-6
Programme = tuple[Model, list[tuple[Fraction, Fraction]]]
"""A model, and its u and the least v at that level, by trying everything."""


def best_at(best: list[tuple[Fraction, Fraction]], u: float, *, slack: float = _NEAR) -> float:
    """No more than this is the least v with the first objective at most u, read at the corners below."""
    return min((float(v) for level, v in best if float(level) <= u + slack * (1 + abs(u))), default=np.inf)


def require_true(found: IntegerFrontier, model: Model, best: list[tuple[Fraction, Fraction]]) -> None:
    """Every point is a solution that can be had, and no solution lies below its bound."""
    assert found.points
    for point in found.points:
        assert model.violation(point.x) <= _NEAR
        assert (point.x[model.integer] == np.round(point.x[model.integer])).all()
        assert point.bound <= best_at(best, point.u, slack=0) + _NEAR * (1 + abs(point.v))
        assert point.bound <= point.v
    assert all(a.u < b.u and a.v > b.v for a, b in zip(found.points, found.points[1:], strict=False))


@pytest.mark.parametrize("seed", spread(range(3), one_in=3))
def test_bounds_hold_and_solutions_can_be_had(seed: int) -> None:
    """Sixty random mixed-integer programmes, twenty of them quickly: no solution undercuts a bound, and with no gap asked each
    end is the best.
    """
    for position, (_, model, best) in enumerate(programmes(60)):
        if position % 3 != seed:
            continue
        found = trace_near(model, "u", "v", share=1e-9, levels=5)
        require_true(found, model, best)
        assert found.points[0].u == pytest.approx(float(best[0][0]), rel=1e-6, abs=1e-6)
        assert found.points[-1].v == pytest.approx(min(float(v) for _, v in best), rel=1e-6, abs=1e-6)


def test_levels_between_the_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """H4: at 700, 650 and so on to 200 the best of all eight openings, each with a bound that meets it."""
    monkeypatch.setattr(whole_study, "_MANY", 0)
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    found = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, gap=1e-9)
    assert {point.x: F(point.y).limit_denominator(1000) for point in found.extreme_points} == pytest.approx(
        {breadth: BEST[breadth] for breadth in BEST}
    )
    assert max(found.gaps) <= 1e-6
    assert found.certificate.method.startswith("relax and fix")


@pytest.mark.parametrize("solve", spread(range(1, 22), one_in=3))
def test_stopped_at_any_solve_it_leaves_what_it_has(
    solve: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is interrupted, plans that can be had leave with bounds that hold; before the first there is nothing."""
    monkeypatch.setattr(whole_study, "_MANY", 0)
    asked, ask = [0], NearSolver._ask

    def interrupted(self: NearSolver, *words: object, **more: object) -> object:
        asked[0] += 1
        if asked[0] == solve:
            raise KeyboardInterrupt
        return ask(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(NearSolver, "_ask", interrupted)
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    if solve <= 2:
        with pytest.raises(KeyboardInterrupt):
            tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, gap=1e-9)
        return
    found = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, gap=1e-9)
    for point in found.extreme_points:
        level = next(b for b in sorted(BEST) if b >= point.x - 1e-6)
        assert point.y <= float(BEST[level]) + 1e-6 or level > point.x
        assert (point.bound or 0.0) >= float(BEST[level]) - 1e-6
        assert np.inf > (point.bound or 0.0) >= point.y
    assert bool(found.certificate.stopped) is (asked[0] >= solve)


@pytest.mark.parametrize("solve", [1, 2, 3, 5, 8, 13, 21, 34])
def test_stopped_inside_branching_it_leaves_what_it_has(
    solve: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at a linear programme of a tree: once the second end is met, plans leave with bounds that hold."""
    monkeypatch.setattr(whole_study, "_MANY", 0)
    searched, relaxed = [0], [0]
    ask, relax = NearSolver._ask, CountedRelaxation.relax

    def counted(self: NearSolver, *words: object, **more: object) -> object:
        searched[0] += 1
        return ask(self, *words, **more)  # type: ignore[arg-type]

    def interrupted(self: CountedRelaxation, *words: object) -> object:
        relaxed[0] += 1
        if relaxed[0] == solve:
            raise KeyboardInterrupt
        return relax(self, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(NearSolver, "_ask", counted)
    monkeypatch.setattr(CountedRelaxation, "relax", interrupted)
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    try:
        found = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, gap=1e-9)
    except KeyboardInterrupt:
        assert searched[0] < 2
        return
    assert searched[0] >= 2
    for point in found.extreme_points:
        level = next(b for b in sorted(BEST) if b >= point.x - 1e-6)
        assert np.inf > (point.bound or 0.0) >= float(BEST[level]) - 1e-6
        assert (point.bound or 0.0) >= point.y


def test_a_wrong_bound_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that claims too much is held against the other: the looser bound of the two leaves."""
    monkeypatch.setattr(whole_study, "_MANY", 0)
    search = NearSolver.search

    def boasting(self: NearSolver, cost: Floats, *words: object, **more: object) -> object:
        said = search(self, cost, *words, **more)  # type: ignore[arg-type]
        return said if said.x is None else type(said)(x=said.x, bound=float(cost @ said.x))

    monkeypatch.setattr(NearSolver, "search", boasting)
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h4", START_UP))
    found = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, gap=1e-9)
    for point in found.extreme_points:
        level = next(b for b in sorted(BEST) if b >= point.x - 1e-6)
        assert (point.bound or 0.0) >= float(BEST[level]) - 1e-6


def test_branch_and_cut_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a time limit too no search from a known solution, at a level or the first end, goes on for ever."""
    asked: list[float] = []
    ask = NearSolver._ask

    def noted(self: NearSolver, *words: Any, **more: Any) -> object:
        start, held, seconds = words[3:5] + words[6:7]
        if start is not None and held is None:
            asked.append(seconds)
        return ask(self, *words, **more)

    monkeypatch.setattr(NearSolver, "_ask", noted)
    monkeypatch.setattr(near_rounds, "_NODES", (0, 0, 0))
    monkeypatch.setattr(near_rounds, "_REFINING", (0,))
    monkeypatch.setattr(near_levels, "_ENDS", 0)
    for _, model, best in programmes(10):
        require_true(trace_near(model, "u", "v", share=1e-9, levels=5), model, best)
    assert len(asked) > 4
    assert max(asked) <= LONGEST


def test_where_what_is_known_is_near_enough_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content with whatever is had, a search asks for its ends; levels between take what these left, with bounds."""
    asked, ask = [0], NearSolver._ask

    def counted(self: NearSolver, *words: object, **more: object) -> object:
        asked[0] += 1
        return ask(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(NearSolver, "_ask", counted)
    for _, model, best in programmes(5):
        asked[0] = 0
        require_true(trace_near(model, "u", "v", share=1e6, levels=30), model, best)
        assert asked[0] <= 4


def test_what_is_completed_does_not_hang_on_what_was_asked_before() -> None:
    """From where the last question ended as from scratch: the same value, and none where there is none."""
    for _, model, _ in programmes(10):
        solver, free = NearSolver(model, "u", "v"), (np.inf, np.inf)
        u, v = model.cost("u"), model.cost("v")
        for cost in (u, v, u):
            x = solver.search(cost, free, start=None, share=1e-9, seconds=np.inf).x
            assert x is not None
            again, afresh = solver.completed(cost, free, x), solver.relaxation.complete(cost, free, x)
            assert again is not None
            assert afresh is not None
            assert cost @ again == pytest.approx(cost @ afresh, rel=1e-9, abs=1e-9)
            assert solver.completed(cost, (-1e9, np.inf), x) is None


def test_a_solution_takes_back_what_it_contradicts() -> None:
    """A bound of HiGHS's word that a solution lies below holds nowhere any more; what duality gives stays."""
    _, model, best = next(programmes(1))
    search = Search(NearSolver(model, "u", "v"), share=0.01, deadline=np.inf, progress=None)
    search.places = [Place(most=np.inf), Place(most=float(best[0][0]))]
    least = min(float(v) for _, v in best)
    search.rule_out(np.inf, least - 100, sure=True)
    search.rule_out(np.inf, least + 100)
    assert [place.bound for place in search.places] == [least + 100] * 2
    search.learn(search.solver.confirm(search.cost_v, (np.inf, np.inf), start=None, share=1e-9, seconds=np.inf).x)
    assert search.places[0].v == pytest.approx(least)
    assert [place.bound for place in search.places] == [least - 100] * 2
    assert all(place.is_done for place in search.places)


def test_the_end_waits_until_the_levels_are_done() -> None:
    """What is left at the first objective's end, where the second may be next to nothing, takes nobody's time."""
    _, model, _ = next(programmes(1))
    end = Place(most=1.0, x=np.zeros(1), v=-1.0, bound=-9.0, is_end=True)
    narrow, wide = (
        Place(most=most, x=np.zeros(1), v=-10.0, bound=bound) for most, bound in ((2.0, -10.2), (3.0, -10.4))
    )
    search = Search(NearSolver(model, "u", "v"), share=0.01, deadline=np.inf, progress=None)
    search.places = [end, narrow, wide]
    assert _waiting(search, set()) == [narrow, wide]
    assert _widest(_waiting(search, set())) is wide
    assert _waiting(search, {2.0, 3.0}) == []
    assert _waiting(search, {2.0, 3.0}, at_end=True) == [end]


def test_half_of_the_levels_are_near_as_a_share_of_the_range_too() -> None:
    """Where a tenth of y is asked and y is large beside its range, half between the ends meet a tenth of that too."""
    refined = 0
    for _, model, best in programmes(20):
        found = trace_near(model, "u", "v", share=0.1, levels=6)
        require_true(found, model, best)
        values = [level.point.v for level in found.levels]
        if len(values) < 3 or max(values) <= min(values):
            continue
        most = 0.1 * (max(values) - found.points[-1].v)
        between = sorted(found.levels, key=lambda level: level.u)[1:]
        near = sum(level.point.v - level.bound <= most + _NEAR for level in between)
        assert 2 * near >= len(between)
        refined += 1
    assert refined > 3


def optimum(model: Model, cost: Floats) -> float:
    """The least cost by SciPy, inf where it finds no solution."""
    matrix = csr_array((model.values, model.indices, model.starts), shape=(len(model.row_names), len(model.columns)))
    rows = LinearConstraint(matrix, model.row_lower, model.row_upper)
    solved = milp(cost, constraints=rows, bounds=Bounds(model.lower, model.upper), integrality=model.integer)
    return float(solved.fun) if solved.status == 0 else np.inf


def test_equations_put_in_their_place_change_no_optimum() -> None:
    """What a department pays out of its funds is taken out of the programme, and the best stays the best."""
    scenario = tradeoff.read_scenario("orissa")
    programme = build_programme(scenario.with_reforms({row.investment_id: True for row in scenario.enabling}))
    names = ("breadth", "depth", "today")
    objectives = {name: programme.objectives[name] for name in names}
    model = from_pulp(programme.problem, objectives, dict.fromkeys(names, Sense.MAX))
    reduced, out = substituted(model)
    assert out.sum() > 20
    assert not out[model.integer].any()
    for name in names:
        assert optimum(reduced, reduced.cost(name)) == pytest.approx(optimum(model, model.cost(name)), rel=1e-7)


def test_the_command_shows_gaps(tmp_path: Path) -> None:
    """Each row says by what share of its bound it may still be bettered."""
    shown = run(
        "frontier", "h4", "--trade", "depth-breadth", "--openings", "whole", "--step", "0.5",
        folder=write_folder(tmp_path / "h4", START_UP).parent,
    ).stdout  # fmt: skip
    assert "gap" in shown.splitlines()[0]
