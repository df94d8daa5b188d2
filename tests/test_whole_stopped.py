"""Searches over whole numbers that are stopped after every solve there is, and what each asks, against enumeration."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from tests.independent.enumerate_whole import WholeProgramme, efficient, outcomes
from tests.independent.tiers import SOME_OR_ALL, drawn
from tests.test_whole import corners, handed_over, random_programme, start_up_costs, three_items, worst_gap
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.integer_solver import Incumbent, IntegerSolver
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.stopping import CutOffError, Stopped
from tradeoff.moo.method import WholeSearch

F = Fraction
WAYS: dict[str, tuple[dict[str, Any], WholeSearch]] = {
    "steps": ({}, WholeSearch.STEPS),
    "boxes": ({"boxes": True}, WholeSearch.BOXES),
    "boxes, timed": ({"time_limit": 1e6}, WholeSearch.BOXES),
}


def knapsack(items: int, lot: str) -> WholeProgramme:
    """Items of random weights and two random worths, half of which can be carried."""
    draw = random.Random(lot)
    weights = [draw.randint(20, 60) for _ in range(items)]
    worth = [tuple(F(-draw.randint(20, 60)) for _ in weights) for _ in range(2)]
    row = (tuple(map(F, weights)), F(sum(weights) // 2))
    return WholeProgramme(upper=(1,) * items, integers=items, rows=(row,), first=worth[0], second=worth[1])


PROGRAMMES: dict[str, Callable[[], WholeProgramme]] = {
    "knapsack": lambda: knapsack(9, "f"),
    "binary": lambda: random_programme(4, "binary"),
    "integer": lambda: random_programme(34, "integer"),
}


def stopped_after(
    monkeypatch: pytest.MonkeyPatch, solves: int, model: Model, **how: Any
) -> tuple[IntegerFrontier | None, set[tuple[float, float]]]:
    """The frontier of a search that is cut off after so many solves, and what it had met; None before both ends."""
    calls = count(1)
    ask, learn = IntegerSolver.ask, IntegerSolver.learn
    met: set[tuple[float, float]] = set()

    def limited(self: IntegerSolver, *asked: Any) -> Any:
        if next(calls) > solves:
            raise CutOffError
        return ask(self, *asked)

    def noted(self: IntegerSolver, x: Floats) -> None:
        learn(self, x)
        met.add((float(model.cost("u") @ x), float(model.cost("v") @ x)))

    with monkeypatch.context() as patched:
        patched.setattr(IntegerSolver, "ask", limited)
        patched.setattr(IntegerSolver, "learn", noted)
        try:
            return trace_integer(model, "u", "v", **how), met
        except CutOffError:
            return None, met


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROGRAMMES)
@pytest.mark.parametrize("one_in", SOME_OR_ALL)
def test_stopped_after_every_solve(monkeypatch: pytest.MonkeyPatch, name: str, way: str, one_in: int) -> None:
    """What is checked is efficient, whatever was met is there or bettered, and what may be missing is bounded."""
    programme = PROGRAMMES[name]()
    attained = [(float(u), float(v)) for u, v in outcomes(programme)]
    expected = [(float(u), float(v)) for u, v in efficient(outcomes(programme))]
    model, (how, method) = handed_over(programme), WAYS[way]
    full = trace_integer(model, "u", "v", **how)
    assert corners(full) == [pytest.approx(point) for point in expected]
    assert all(point.efficient for point in full.points)
    moments = drawn(range(full.solves + 1), one_in, (name, way))
    parts = [stopped_after(monkeypatch, solves, model, **how) for solves in moments]
    assert any(chain is not None and chain.stopped is Stopped.TIME_LIMIT for chain, _ in parts)
    for chain, met in parts:
        if chain is None:
            continue
        assert chain.method == method
        best_met = [point for point in met if not any(bettered(point, by) for by in met)]
        assert corners(chain) == [pytest.approx(point) for point in sorted(best_met)]
        require_true(chain, attained, expected)
    assert parts[-1][0] == full


def bettered(point: tuple[float, float], by: tuple[float, float]) -> bool:
    """Whether one outcome is as good in both objectives, and better in one."""
    return by[0] <= point[0] and by[1] <= point[1] and by != point


def require_true(
    chain: IntegerFrontier, attained: list[tuple[float, float]], expected: list[tuple[float, float]]
) -> None:
    """Nothing that a chain says of its points, bounds, steps and gap is refuted by what can be attained."""
    for point in chain.points:
        assert any(point.u == pytest.approx(u) and point.v == pytest.approx(v) for u, v in attained)
        if point.efficient:
            assert any(point.u == pytest.approx(u) and point.v == pytest.approx(v) for u, v in expected)
        assert all(v >= point.bound - 1e-5 for u, v in attained if u <= point.u + 1e-6)
    for step in chain.steps:
        if step.checked:
            assert all(v >= step.v - 1e-6 for u, v in attained if u < step.to_u - 1e-6)
    assert worst_gap(chain, expected) <= chain.gap + 1e-6
    supported = on_the_hull(expected)
    for point in chain.points:
        if point.efficient and point.supported is not None:
            assert point.supported == any(point.u == pytest.approx(u) for u, _ in supported)


def on_the_hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Those of efficient points that no mixture of two others lies below."""

    def below(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> bool:
        share = (p[0] - a[0]) / (b[0] - a[0])
        return a[1] + share * (b[1] - a[1]) < p[1] - 1e-9

    return [p for p in points if not any(below(p, a, b) for a in points for b in points if a[0] < p[0] < b[0])]


@pytest.mark.parametrize(
    "how", [{}, {"boxes": True}, {"step": 0.1}, {"levels": [-5.0, -4.0, -3.0]}], ids=["all", "boxes", "step", "levels"]
)
@pytest.mark.parametrize(
    "made",
    [
        start_up_costs,
        three_items,
        lambda: handed_over(knapsack(9, "f")),
        lambda: handed_over(random_programme(6, "mixed")),
        lambda: handed_over(random_programme(4, "binary")),
    ],
    ids=["start-up costs", "three items", "knapsack", "mixed", "binary"],
)
def test_no_programme_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch, made: Callable[[], Model], how: dict[str, Any]
) -> None:
    """A cost row within two limits is minimised once in a run."""
    asked: list[tuple[bytes, float, float]] = []
    minimise = IntegerSolver.minimise

    def noted(self: IntegerSolver, cost: Floats, **limits: float) -> Incumbent:
        asked.append((cost.tobytes(), limits.get("most_u", float("inf")), limits.get("most_v", float("inf"))))
        return minimise(self, cost, **limits)

    monkeypatch.setattr(IntegerSolver, "minimise", noted)
    model = made()
    first, second = model.objectives
    levels = how.get("levels")
    if levels is not None:
        least = trace_integer(model, first, second).points[0].u
        how = {"levels": [model.published(first, least - level) for level in levels]}
        asked.clear()
    trace_integer(model, first, second, **how)
    assert len(asked) > 3
    assert len(set(asked)) == len(asked)


def test_a_step_above_the_last_end_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worths (9, 0) and (0, 1), one of which is to be had: two programmes an end, and the weighted sum of both."""
    programme = WholeProgramme(
        upper=(1, 1), integers=2, rows=(((F(1), F(1)), F(1)),), first=(F(-9), F(0)), second=(F(0), F(-1))
    )
    asked: list[float] = []
    minimise = IntegerSolver.minimise

    def noted(self: IntegerSolver, cost: Floats, **limits: float) -> Incumbent:
        asked.append(limits.get("most_v", float("inf")))
        return minimise(self, cost, **limits)

    monkeypatch.setattr(IntegerSolver, "minimise", noted)
    chain = trace_integer(handed_over(programme), "u", "v")
    assert corners(chain) == [(-9, 0), (0, -1)]
    assert [(step.from_u, step.to_u, step.v, step.checked) for step in chain.steps] == [(-9, 0, 0, True)]
    assert all(point.efficient for point in chain.points)
    assert len(asked) == 5
