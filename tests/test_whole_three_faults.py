"""Three objectives over whole numbers with a solver that fails, lies, or is stopped, at any of its solves."""

from __future__ import annotations

import pytest

from tests.independent.enumerate_three import ThreeProgramme, draw_three
from tests.independent.tiers import SOME_OR_ALL, drawn
from tests.test_whole_faults import FAULTS
from tests.test_whole_three import traced, worst_left
from tradeoff.errors import SolverError
from tradeoff.moo.lp import integer_solver as door
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.stopping import CutOffError, Stopped
from tradeoff.moo.whole_three import questions


def handful() -> ThreeProgramme:
    """The first programme by seed with between six and fifteen points."""
    return next(programme for programme in map(draw_three, range(50)) if 6 <= len(programme.nondominated()) <= 15)


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_solver_that_fails_never_yields_a_wrong_point(
    monkeypatch: pytest.MonkeyPatch, fault: str, *, lasting: bool
) -> None:
    """Whichever solve fails, once or from then on: all points and no other leave, or an error."""
    programme = handful()
    truth = programme.nondominated()
    solves = traced(programme)[0].certificate.solves
    honest = door.IntegerSolver._read
    refused = 0
    for failing in range(1, solves + 1, 3):
        calls = iter(range(1, 10**6))

        def faulty(self: door.IntegerSolver, failing: int = failing, calls: object = calls) -> tuple[Floats, float]:
            call = next(calls)  # type: ignore[call-overload]
            found = honest(self)
            return FAULTS[fault](*found) if call == failing or (lasting and call > failing) else found

        monkeypatch.setattr(door.IntegerSolver, "_read", faulty)
        try:
            _, points = traced(programme)
        except SolverError:
            refused += 1
            continue
        assert set(points) == truth
        assert len(points) == len(truth)
    assert (refused > 0) == lasting


@pytest.mark.parametrize("sums", ["one solve a point", "two solves a point"])
@pytest.mark.parametrize(
    ("error", "reason"), [(CutOffError("time"), Stopped.TIME_LIMIT), (KeyboardInterrupt(), Stopped.INTERRUPTED)]
)
@pytest.mark.parametrize("one_in", SOME_OR_ALL)
def test_stopped_at_any_solve(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, reason: Stopped, sums: str, one_in: int
) -> None:
    """Every point is efficient or flagged, all that was met is there or bettered, what may be missing is bounded, and
    more time never loses a point.
    """
    programme = handful()
    truth = programme.nondominated()
    if sums.startswith("two"):
        monkeypatch.setattr(questions, "_LARGEST", 0.0)
    solves = traced(programme)[0].certificate.solves
    honest, learn = door.IntegerSolver._run, door.IntegerSolver.learn
    met: set[tuple[float, ...]] = set()

    def noted(self: door.IntegerSolver, x: Floats) -> None:
        learn(self, x)
        met.add(tuple(round(float(cost @ x)) for cost in self._costs))

    monkeypatch.setattr(door.IntegerSolver, "learn", noted)
    flagged, most = 0, 0
    for failing in drawn(range(1, solves + 1), one_in, (reason, sums)):
        calls = iter(range(1, 10**6))

        def cut(self: door.IntegerSolver, failing: int = failing, calls: object = calls) -> None:
            if next(calls) >= failing:  # type: ignore[call-overload]
                raise error
            honest(self)

        monkeypatch.setattr(door.IntegerSolver, "_run", cut)
        if failing <= 6:
            with pytest.raises(type(error)):
                traced(programme)
            continue
        met.clear()
        frontier, points = traced(programme)
        assert len(points) == sum(not any(is_bettered(one, by) for by in met) for one in met)
        assert frontier.certificate.stopped is reason
        assert frontier.certificate.kind == "bounded"
        known = [point for point, told in zip(points, frontier.extreme_points, strict=True) if told.efficient]
        assert set(known) <= truth
        assert len(set(points)) == len(points)
        assert worst_left(programme, points) <= frontier.certificate.max_gap + 1e-9
        assert frontier.certificate.max_gap <= 1
        assert len(known) >= most
        most = len(known)
        flagged += len(points) - len(known)
    assert most >= 3
    assert flagged > 0


def is_bettered(one: tuple[float, ...], by: tuple[float, ...]) -> bool:
    """Whether an outcome, as minimised, is as good in every objective as another one."""
    return one != by and all(better <= value for better, value in zip(by, one, strict=True))


def test_how_far_it_is_is_told() -> None:
    """Solves and points grow, what is left shrinks from 1 to nothing."""
    told: list[tuple[int, int, float]] = []
    frontier, points = traced(handful(), progress=lambda solves, points, left: told.append((solves, points, left)))
    solves, counts, left = zip(*told, strict=True)
    assert list(solves) == sorted(solves)
    assert list(counts) == sorted(counts)
    assert list(left) == sorted(left, reverse=True)
    assert left[0] == 1
    assert counts[-1] == len(points)
    assert solves[-1] == frontier.certificate.solves
