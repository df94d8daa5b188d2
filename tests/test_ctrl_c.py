"""Ctrl-C and the end of time at every solve, word of progress and line of the log, on every road of `trace`.

Either the interrupt reaches the caller, or a frontier that says so, of points that are efficient or flagged; the
problem is as it was, and traced again it gives what it gives undisturbed.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count, product
from typing import Any

import highspy
import numpy as np
import pulp
import pytest
from scipy.optimize import linprog

import tradeoff
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer import near_levels
from tradeoff.moo.lp import branch_and_cut, branch_bound, running, solver, verdict
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.stopping import CutOffError
from tradeoff.moo.simplex.parametric import ParametricSimplex

GAINS = np.array([[7, 2, 5, 9, 4, 6], [3, 8, 6, 2, 7, 5], [6, 5, 2, 4, 9, 3]])
WEIGHTS, ROOM = np.array([4, 5, 3, 6, 5, 4]), 12
"""A knapsack of six items; for a linear programme the items can be cut, over whole numbers there are four."""
CUT, UNCUT = 6, 4
ROADS: dict[str, tuple[int, dict[str, Any]]] = {
    "line, exact": (2, {"exact": True}),
    "line, segments": (2, {"exact": True, "method": "sandwich"}),
    "line, gap": (2, {"gap": 0.001}),
    "line, certified": (2, {"certify": True, "exact": True}),
    "levels": (2, {"levels": [8, 12, 16], "method": "epsilon"}),
    "levels, whole": (2, {"levels": [10, 12], "whole": True}),
    "whole": (2, {"whole": True}),
    "whole, three": (3, {"whole": True}),
    "surface": (3, {"gap": 0.01}),
    "surface, exact": (3, {"exact": True}),
}
"""The number of objectives, and what is asked of them."""
LONG = ("whole", "whole, three", "surface")
"""Roads with so many solves that a failure at each of them takes long."""
IN_TIERS = [pytest.param(road, marks=pytest.mark.slow if road in LONG else ()) for road in ROADS]
MOMENTS = 400
"""More than any run here has."""
AGAIN = 5
"""Of so many moments one is followed by the same question once more."""
Install = Callable[[int, Iterator[int], type[BaseException]], None]


def knapsack(objectives: int, whole: bool) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """The problem, and as many of its objectives."""
    problem = pulp.LpProblem("knapsack")
    items = [
        problem.add_variable(f"item{j}", 0, 1, cat="Integer" if whole else "Continuous")
        for j in range(UNCUT if whole else CUT)
    ]
    problem += pulp.lpSum(int(w) * item for w, item in zip(WEIGHTS, items, strict=False)) <= ROOM
    problem += 1 * items[0]
    gains = {
        name: pulp.lpSum(int(g) * item for g, item in zip(row, items, strict=False))
        for name, row in zip("abc"[:objectives], GAINS, strict=False)
    }
    return problem, gains


def told(problem: pulp.LpProblem) -> tuple[str, list[object]]:
    """All a problem says, and what it says of its variables' values."""
    return str(problem), [variable.varValue for variable in problem.variables()]


def values(frontier: Frontier) -> list[tuple[float, ...]]:
    """The points."""
    return [tuple(point.values) for point in frontier.extreme_points]


def is_efficient(point: tuple[float, ...], *, whole: bool) -> bool:
    """By enumeration; of a linear programme by another solver's door: no objective can gain where none may lose."""
    gains = GAINS[: len(point)]
    if whole:
        packed = [np.array(x) for x in product((0, 1), repeat=UNCUT) if WEIGHTS[:UNCUT] @ np.array(x) <= ROOM]
        gained = [gains[:, :UNCUT] @ x for x in packed]
        return not any((got >= point).all() and (got > point).any() for got in gained)
    rows, limits = np.vstack([WEIGHTS, -gains]), np.array([ROOM, *(-np.array(point) + 1e-9)])
    best = linprog(-gains.sum(axis=0), A_ub=rows, b_ub=limits, bounds=(0, 1))
    return bool(best.status == 0 and -best.fun <= sum(point) + 1e-6)


@pytest.fixture
def at_a_solve(monkeypatch: pytest.MonkeyPatch) -> Install:
    """In the middle of a run of HiGHS: it is over, and what it found is lost."""

    def install(moment: int, calls: Iterator[int], error: type[BaseException]) -> None:
        def run(highs: highspy.Highs) -> highspy.HighsStatus:
            status = running.run(highs)
            if next(calls) == moment:
                raise error
            return status

        for room in (solver, branch_and_cut, branch_bound, verdict):
            monkeypatch.setattr(room, "run", run)

    return install


def require_sound(road: str, frontier: Frontier, why: str) -> None:
    """It says why it ended, and its points are efficient or flagged."""
    objectives, asked = ROADS[road]
    assert frontier.certificate.stopped == why
    assert len(frontier.extreme_points) == len(frontier.points)
    assert 0 <= frontier.certificate.max_gap <= 1
    for point in frontier.extreme_points:
        if point.efficient is not False and "levels" not in asked:
            assert is_efficient(tuple(point.values), whole=asked.get("whole", False))
    assert objectives == len(frontier.objectives)


@pytest.mark.parametrize(("error", "why"), [(KeyboardInterrupt, "interrupted"), (CutOffError, "time limit")])
@pytest.mark.parametrize("road", IN_TIERS)
def test_at_every_solve(at_a_solve: Install, road: str, error: type[BaseException], why: str) -> None:
    """Ctrl-C, and the end of time, before the first solve has its answer, the second, ..."""
    objectives, asked = ROADS[road]
    whole = asked.get("whole", False)
    undisturbed = None
    for moment in range(MOMENTS):
        problem, gains = knapsack(objectives, whole)
        before, calls = told(problem), count(1)
        sense = dict.fromkeys(gains, "max")
        at_a_solve(moment, calls, error)
        try:
            frontier = tradeoff.trace(problem, gains, sense=sense, **asked)
        except error:
            frontier = None
        happened = next(calls)
        assert told(problem) == before
        if moment == 0:
            undisturbed = values(frontier)
            continue
        if happened <= moment:
            assert values(frontier) == undisturbed
            assert moment > 2
            break
        if frontier is not None and frontier.certificate.stopped:
            require_sound(road, frontier, why)
        elif frontier is not None:
            assert values(frontier) == undisturbed
        if moment % AGAIN == 1:
            assert values(tradeoff.trace(problem, gains, sense=sense, **asked)) == undisturbed
    else:
        raise AssertionError("a run never ends")


def endless(objectives: int) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Over three limits as docs/rays.md has them the first objective falls for ever."""
    problem = pulp.LpProblem("endless")
    x, y, z = (problem.add_variable(name, 0) for name in "xyz")
    problem += 2 * x + y + z >= 6
    problem += x + 2 * y + z >= 6
    problem += x + y + 2 * z >= 6
    aims = {"f": x - 3 * y - 2 * z, "g": y + 2 * z, "h": x + 2 * y + z}
    return problem, dict(list(aims.items())[:objectives])


ENDLESS: tuple[tuple[int, dict[str, Any]], ...] = (
    (2, {}),
    (2, {"method": "sandwich"}),
    (2, {"exact": True, "certify": True}),
    (3, {}),
    (3, {"exact": True, "certify": True}),
)


@pytest.mark.parametrize(
    ("objectives", "asked"), [pytest.param(*one, marks=pytest.mark.slow if len(one[1]) > 1 else ()) for one in ENDLESS]
)
@pytest.mark.parametrize(
    ("where", "error", "words"),
    [
        ("solve", KeyboardInterrupt, "^$"),
        ("progress", KeyboardInterrupt, "^$"),
        ("solve", CutOffError, "^the time limit ended .*[Aa]llow more time"),
    ],
)
def test_a_frontier_with_rays_is_whole_or_nothing(
    at_a_solve: Install, objectives: int, asked: dict[str, Any], where: str, error: type[BaseException], words: str
) -> None:
    """Ctrl-C is Ctrl-C and the end of time the end of time, wherever they come: never another error, nor a part."""
    undisturbed = None
    for moment in range(MOMENTS):
        problem, aims = endless(objectives)
        before, calls = told(problem), count(1)
        at_a_solve(moment if where == "solve" else 0, calls if where == "solve" else count(1), error)

        def progress(*_: object, calls: Iterator[int] = calls, moment: int = moment) -> None:
            if where == "progress" and next(calls) == moment:
                raise error

        raised = None
        try:
            frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), progress=progress, **asked)
        except (KeyboardInterrupt, tradeoff.TradeoffError) as ended:
            raised = ended
        assert told(problem) == before
        is_over = next(calls) <= moment
        if raised is not None:
            assert moment
            assert not is_over
            assert type(raised) is error
            assert re.search(words, str(raised))
            continue
        # An exact step that would be too late is done in floats.
        assert moment == 0 or is_over or error is CutOffError
        assert not frontier.certificate.stopped
        found = values(frontier), [(ray.point, ray.direction) for ray in frontier.rays]
        undisturbed = undisturbed or found
        assert found == undisturbed
        assert len(frontier.rays) == objectives - 1
        if is_over and moment:
            assert moment > 1
            break
    else:
        raise AssertionError("a run never ends")


@pytest.mark.parametrize("where", ["progress", "log"])
@pytest.mark.parametrize("road", IN_TIERS)
def test_out_of_progress_and_the_log(road: str, where: str) -> None:
    """What is called now and then may be where Ctrl-C strikes."""
    objectives, asked = ROADS[road]
    problem, gains = knapsack(objectives, asked.get("whole", False))
    sense = dict.fromkeys(gains, "max")
    before = told(problem)
    undisturbed = values(tradeoff.trace(problem, gains, sense=sense, **asked))
    logger = logging.getLogger("tradeoff")
    level = logger.level
    for moment in range(1, MOMENTS):
        calls = count(1)

        def strike(*_: object, calls: Iterator[int] = calls, moment: int = moment) -> bool:
            if next(calls) == moment:
                raise KeyboardInterrupt
            return True

        try:
            if where == "log":
                logger.setLevel(logging.DEBUG)
                logger.addFilter(strike)
            progress = strike if where == "progress" else None
            frontier = tradeoff.trace(problem, gains, sense=sense, progress=progress, **asked)
        except KeyboardInterrupt:
            frontier = None
        finally:
            logger.removeFilter(strike)
            logger.setLevel(level)
        assert told(problem) == before
        if next(calls) <= moment:
            break
        if frontier is not None and frontier.certificate.stopped:
            require_sound(road, frontier, "interrupted")
        elif frontier is not None:
            assert values(frontier) == undisturbed
        if moment % AGAIN == 1:
            assert values(tradeoff.trace(problem, gains, sense=sense, **asked)) == undisturbed
    else:
        raise AssertionError("a run never ends")


@pytest.mark.parametrize(("objectives", "threads"), [(2, 1), (2, 2), (3, 1)])
def test_a_signal_in_the_middle_of_a_long_solve(objectives: int, threads: int) -> None:
    """The first programme alone takes many seconds; Ctrl-C is with the caller within two, and afterwards as before."""
    chance = np.random.default_rng(2)
    problem = pulp.LpProblem()
    items = [problem.add_variable(f"item{j}", 0, 1, cat="Integer") for j in range(60)]
    for _ in range(30):
        weights = chance.integers(1, 100, 60)
        problem += pulp.lpSum(int(w) * item for w, item in zip(weights, items, strict=True)) <= int(0.4 * weights.sum())
    gains = {
        name: pulp.lpSum(int(g) * item for g, item in zip(chance.integers(10, 100, 60), items, strict=True))
        for name in "abc"[:objectives]
    }
    struck: list[float] = []

    def strike() -> None:
        struck.append(time.process_time())
        os.kill(os.getpid(), signal.SIGINT)

    handler = signal.getsignal(signal.SIGINT)
    timer = threading.Timer(1.0, strike)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        tradeoff.trace(
            problem, gains, sense=dict.fromkeys(gains, "max"), whole=True, solver_options={"threads": threads}
        )
    # Processor time, for other programs on the machine are not at issue.
    assert time.process_time() - struck[0] < 2
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.mark.parametrize("error", [KeyboardInterrupt, CutOffError])
def test_before_anything_is_known(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is Ctrl-C and the end of time the end of time, where a run has nothing to give back."""

    def strike(*_: object, **__: object) -> None:
        raise error

    problem, gains = knapsack(2, whole=True)
    model = from_pulp(problem, gains, dict.fromkeys(gains, Sense.MAX), whole=True)
    monkeypatch.setattr(near_levels, "_first_round", strike)
    with pytest.raises(error):
        near_levels.trace_near(model, *gains, share=0.01, levels=5)
    problem, gains = knapsack(2, whole=False)
    monkeypatch.setattr(ParametricSimplex, "run", strike)
    with pytest.raises(error):
        tradeoff.trace(problem, gains, sense=dict.fromkeys(gains, "max"), exact=True)
