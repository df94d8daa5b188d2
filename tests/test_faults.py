"""A solver that fails, lies or slips at any single moment of a run: either an error leaves, or exactly the right
points.

Every fault is put into every solve in turn, on every road, and what comes out is compared with exact arithmetic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count

import highspy
import numpy as np
import pytest

import tradeoff
from tests.independent.agreement import ROADS, TO_A_GAP, check, check_plan
from tests.independent.exact_frontier import Answer, solve
from tests.independent.random_programme import Programme, draw
from tests.independent.tiers import spread
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp import solver as door
from tradeoff.moo.lp import statuses
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex import basis as algebra

Read = tuple[Floats, Floats, Floats]
"""Columns, reduced costs, row prices."""
Fault = Callable[[Read, list[Read]], Read]
"""From what HiGHS has, and what it had at earlier solves, to what is read."""
CASES = {"clusters": 44, "degenerate": 35, "equalities": 52}
"""Family and seed; see `test_the_cases_are_worth_it`."""
MOST = 200
"""Solves no run here reaches."""


@cache
def cases() -> list[tuple[Programme, Answer]]:
    """The programmes and their exact answers."""
    programmes = [draw(seed, family) for family, seed in CASES.items()]
    return [(programme, solve(programme)) for programme in programmes]


def test_the_cases_are_worth_it() -> None:
    """Several corners each, and every road takes several solves."""
    for programme, truth in cases():
        assert len(truth.points) >= 4
        for name, road in ROADS.items():
            frontier = road(programme)
            assert isinstance(frontier, Frontier)
            assert check(programme, truth, frontier, whole=name not in TO_A_GAP) == []
            assert 4 <= frontier.certificate.solves < MOST


def run_all(road: str, install: Callable[[int], Iterator[int]]) -> Counter[str]:
    """Fail at the first, second, third ... call until a run is over before; count errors and right answers.

    `install` sets the fault up for one call and returns the counter of calls.
    """
    counted: Counter[str] = Counter()
    for programme, truth in cases():
        for failing in range(1, MOST):
            calls = install(failing)
            answer = ROADS[road](programme)
            if isinstance(answer, Frontier):
                wrong = check(programme, truth, answer, whole=road not in TO_A_GAP)
                assert wrong == [], (programme.family, programme.seed, failing)
            counted["right" if isinstance(answer, Frontier) else type(answer).__name__] += 1
            if next(calls) <= failing:
                break
        else:
            raise AssertionError("a run never ends")
    return counted


def nudged(values: Floats, by: float) -> Floats:
    """One value, the largest, moved by a share of its size."""
    moved = values.copy()
    at = int(np.abs(moved).argmax())
    moved[at] += by * max(1.0, abs(moved[at]))
    return moved


def spoiled(values: Floats, by: float) -> Floats:
    """One value replaced."""
    return np.concatenate([values[:-1], [by]])


FAULTS: dict[str, Fault] = {
    "no number among the columns": lambda now, earlier: (spoiled(now[0], np.nan), now[1], now[2]),
    "no number among the reduced costs": lambda now, earlier: (now[0], spoiled(now[1], np.nan), now[2]),
    "no number among the prices": lambda now, earlier: (now[0], now[1], spoiled(now[2], np.nan)),
    "an endless column": lambda now, earlier: (spoiled(now[0], np.inf), now[1], now[2]),
    "beyond a row": lambda now, earlier: (now[0] * 1.01, now[1], now[2]),
    "a little beyond": lambda now, earlier: (nudged(now[0], 1e-4), now[1], now[2]),
    "worse than the best": lambda now, earlier: (now[0] * 0.9, now[1], now[2]),
    "a little worse": lambda now, earlier: (nudged(now[0], -1e-4), now[1], now[2]),
    "nothing": lambda now, earlier: (now[0] * 0, now[1], now[2]),
    "nothing, at no price": lambda now, earlier: (now[0] * 0, now[1] * 0, now[2] * 0),
    "an earlier plan": lambda now, earlier: (earlier[-2 % len(earlier)][0], now[1], now[2]),
    "an earlier answer": lambda now, earlier: earlier[-2 % len(earlier)],
    "the first answer": lambda now, earlier: earlier[0],
    "an earlier plan at no price": lambda now, earlier: (earlier[0][0], now[1] * 0, now[2] * 0),
    "earlier prices": lambda now, earlier: (now[0], earlier[0][1], earlier[0][2]),
    "prices turned": lambda now, earlier: (now[0], -now[1], -now[2]),
    "a price forgotten": lambda now, earlier: (now[0], now[1], nudged(now[2], -1.0)),
    "no prices": lambda now, earlier: (now[0], now[1] * 0, now[2] * 0),
}


def install_read(monkeypatch: pytest.MonkeyPatch, fault: Fault, *, lasting: bool) -> Callable[[int], Iterator[int]]:
    """Read wrongly at one solve, or from that solve on."""
    honest = door.Solver._read

    def install(failing: int) -> Iterator[int]:
        calls, earlier = count(1), list[Read]()

        def read(self: door.Solver) -> Read:
            now = honest(self)
            earlier.append(now)
            call = next(calls)
            return fault(now, earlier) if call == failing or (lasting and call > failing) else now

        monkeypatch.setattr(door.Solver, "_read", read)
        return calls

    return install


@pytest.mark.parametrize(("fault", "road"), spread(FAULTS, ROADS, one_in=5))
def test_a_wrong_answer(monkeypatch: pytest.MonkeyPatch, fault: str, road: str) -> None:
    """Read at one solve, whichever it is."""
    counted = run_all(road, install_read(monkeypatch, FAULTS[fault], lasting=False))
    assert counted["SolverError"] > 0


@pytest.mark.parametrize(("fault", "road"), spread(FAULTS, ROADS, one_in=5))
def test_wrong_answers_from_now_on(monkeypatch: pytest.MonkeyPatch, fault: str, road: str) -> None:
    """Read at every solve from one on, so that two wrong answers cannot bear each other out."""
    counted = run_all(road, install_read(monkeypatch, FAULTS[fault], lasting=True))
    assert counted["SolverError"] > 0


class Liar:
    """HiGHS, but at one run it answers wrongly."""

    def __init__(self, honest: highspy.Highs, lie: str, failing: int, calls: Iterator[int]) -> None:
        self._honest, self._lie, self._failing, self._calls = honest, lie, failing, calls
        self._lies = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._honest, name)

    def run(self) -> highspy.HighsStatus:
        """Solve, or lie."""
        self._lies = next(self._calls) == self._failing
        if self._lies and self._lie == "not run":
            return highspy.HighsStatus.kOk
        status = self._honest.run()
        if self._lies and self._lie == "error":
            return highspy.HighsStatus.kError
        return status

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802
        """What HiGHS says, or what it is made to say."""
        said = {
            "not run": highspy.HighsModelStatus.kOptimal,
            "infeasible": highspy.HighsModelStatus.kInfeasible,
            "no bound": highspy.HighsModelStatus.kUnbounded,
            "one or the other": highspy.HighsModelStatus.kUnboundedOrInfeasible,
            "no idea": highspy.HighsModelStatus.kUnknown,
            "not set": highspy.HighsModelStatus.kNotset,
            "out of iterations": highspy.HighsModelStatus.kIterationLimit,
            "out of time": highspy.HighsModelStatus.kTimeLimit,
        }
        return said[self._lie] if self._lies and self._lie in said else self._honest.getModelStatus()


LIES = ("not run", "error", "infeasible", "no bound", "one or the other", "no idea", "not set", "out of iterations")


@pytest.mark.parametrize(("lie", "road"), spread([*LIES, "out of time"], ROADS, one_in=5))
def test_a_lying_status(monkeypatch: pytest.MonkeyPatch, lie: str, road: str) -> None:
    """At one run, whichever it is: HiGHS did not run, or says that it failed, or that there is no optimum."""
    honest = door.quiet_highs

    def install(failing: int) -> Iterator[int]:
        calls = count(1)
        monkeypatch.setattr(
            door, "quiet_highs", lambda *given, **options: Liar(honest(*given, **options), lie, failing, calls)
        )
        return calls

    counted = run_all(road, install)
    assert counted["right"] > 0


@pytest.mark.parametrize("lie", LIES)
def test_a_status_that_always_lies(monkeypatch: pytest.MonkeyPatch, lie: str) -> None:
    """No frontier leaves."""
    honest = door.quiet_highs
    for road in ROADS.values():
        for programme, _ in cases():
            always = Liar(honest(), lie, 1, iter(lambda: 1, 0))
            monkeypatch.setattr(door, "quiet_highs", lambda *_, liar=always, **options: liar)
            assert isinstance(road(programme), tradeoff.TradeoffError)


def wrong_statuses(found: np.ndarray, how: str) -> np.ndarray:
    """A basis that is another one, or none."""
    told = np.array(found).copy()
    basic, resting = np.flatnonzero(told == statuses.BASIC), np.flatnonzero(told != statuses.BASIC)
    if how == "rows alone":
        told[:] = statuses.AT_LOWER
        told[-len(basic) :] = statuses.BASIC
    elif how == "two swapped":
        told[basic[0]], told[resting[0]] = told[resting[0]], told[basic[0]]
    elif how == "turned round":
        told = told[::-1].copy()
    elif how == "one too many":
        told[resting[0]] = statuses.BASIC
    elif how == "all above":
        told[resting] = statuses.AT_UPPER
    elif how == "all below":
        told[resting] = statuses.AT_LOWER
    else:
        told[resting[:1]] = 4
    return told


BASES = ("rows alone", "two swapped", "turned round", "one too many", "all above", "all below", "no status")


@pytest.mark.parametrize(("how", "road"), spread(BASES, ["exact", "compiled", "thinned"], one_in=3))
def test_a_wrong_basis(monkeypatch: pytest.MonkeyPatch, how: str, road: str) -> None:
    """The walk starts from what HiGHS says is its basis: whatever that is, the points are right or none leaves."""
    honest = door.Solver.basis

    def install(failing: int) -> Iterator[int]:
        calls = count(1)

        def basis(self: door.Solver) -> np.ndarray:
            found = honest(self)
            return wrong_statuses(found, how) if next(calls) == failing else found

        monkeypatch.setattr(door.Solver, "basis", basis)
        return calls

    assert sum(run_all(road, install).values()) > len(CASES)


class Slipping:
    """KernelFactors of a matrix that slip at one solve."""

    def __init__(self, honest: object, slip: Callable[[Floats], Floats], failing: int, calls: Iterator[int]) -> None:
        self._honest, self._slip, self._failing, self._calls = honest, slip, failing, calls

    def solve(self, right: Floats, trans: str = "N") -> Floats:
        """Solve, or nearly."""
        found: Floats = self._honest.solve(right, trans)  # type: ignore[attr-defined]
        return self._slip(found) if next(self._calls) == self._failing else found


SLIPS: dict[str, Callable[[Floats], Floats]] = {
    "a little": lambda found: found * (1 + 1e-5),
    "one entry": lambda found: nudged(found, 1e-3),
    "one entry, in the sixth digit": lambda found: nudged(found, 1e-6),
    "another entry": lambda found: nudged(found[::-1], 1e-4)[::-1],
    "in part": lambda found: np.where(np.arange(len(found)) % 2 == 0, found * 1.001, found),
    "nothing": lambda found: found * 0,
    "turned": lambda found: -found,
    "no number": lambda found: found * np.nan,
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_walk(monkeypatch: pytest.MonkeyPatch, slip: str) -> None:
    """One solve with the factors of the walk is a little wrong, whichever it is."""
    honest = algebra.splu

    def install(failing: int) -> Iterator[int]:
        calls = count(1)
        monkeypatch.setattr(algebra, "splu", lambda *a, **k: Slipping(honest(*a, **k), SLIPS[slip], failing, calls))
        return calls

    assert run_all("exact", install)["right"] > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_answer_while_the_plan_is_chosen(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """At every solve on the way to one plan: an error, or a plan that is allowed and worth its point."""
    honest = door.Solver._read
    refused = 0
    for programme, truth in cases():
        for failing in range(1, 5):
            frontier = ROADS["exact"](programme)
            assert isinstance(frontier, Frontier)
            install_read(monkeypatch, FAULTS[fault], lasting=False)(failing)
            for position in range(len(frontier.extreme_points)):
                try:
                    assert check_plan(programme, truth, frontier, position) == []
                except tradeoff.TradeoffError:
                    refused += 1
            monkeypatch.setattr(door.Solver, "_read", honest)
    assert refused > 0
