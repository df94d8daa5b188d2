"""Frontiers over whole numbers with a solver that fails, or is stopped, at any of its solves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from tests.independent.tiers import SOME_OR_ALL, drawn
from tests.test_whole import corners, drawn_at, handed_over, random_programme, start_up_costs, worst_gap
from tradeoff.errors import SolverError
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp import integer_solver as door
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.stopping import CutOffError, Stopped

Fault = Callable[[Floats, float], tuple[Floats, float]]


def _raise(raw: Floats, bound: float) -> tuple[Floats, float]:
    raise SolverError("HiGHS gave up: on purpose")


FAULTS: dict[str, Fault] = {
    "raises": _raise,
    "not a number": lambda raw, bound: (np.full_like(raw, np.nan), bound),
    "infeasible": lambda raw, bound: (raw + 1e-3, bound),
    "suboptimal": lambda raw, bound: (np.zeros_like(raw), bound),
    "half a whole": lambda raw, bound: (raw * 0.5, bound),
    "low bound": lambda raw, bound: (raw, bound - 1.0),
    "high bound": lambda raw, bound: (raw, bound + 1.0),
    "no bound": lambda raw, bound: (raw, -np.inf),
}


def bent_programme() -> Model:
    """A random programme whose frontier has three segments, one of them open, and a step."""
    return handed_over(random_programme(6, "mixed"))


@cache
def undisturbed(build: Callable[[], Model], *, at_levels: bool) -> tuple[list[float] | None, IntegerFrontier]:
    """The levels that are asked for, None for every piece, and the frontier where no solver fails."""
    model = build()
    first, second = model.objectives
    full = trace_integer(model, first, second)
    if not at_levels:
        return None, full
    levels = [model.published(first, point.u) for point in full.points]
    return levels, trace_integer(model, first, second, levels=levels)


@pytest.mark.parametrize("one_in", SOME_OR_ALL)
@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize(
    ("fault", "build", "at_levels"),
    [
        *((fault, bent_programme, at_levels) for fault in FAULTS for at_levels in (False, True)),
        ("raises", start_up_costs, False),
        ("suboptimal", start_up_costs, False),
    ],
)
def test_a_solver_that_fails_never_yields_a_wrong_frontier(
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    build: Callable[[], Model],
    *,
    at_levels: bool,
    lasting: bool,
    one_in: int,
) -> None:
    """Whichever solve fails, once or from then on: the right frontier leaves, or an error."""
    honest = door.IntegerSolver._read
    model = build()
    first, second = model.objectives
    levels, expected = undisturbed(build, at_levels=at_levels)
    refused = 0
    for failing in drawn(range(1, expected.solves + 1), one_in, (fault, at_levels, lasting)):
        calls = iter(range(1, 10**6))

        def faulty(self: door.IntegerSolver, failing: int = failing, calls: object = calls) -> tuple[Floats, float]:
            call = next(calls)  # type: ignore[call-overload]
            found = honest(self)
            return FAULTS[fault](*found) if call == failing or (lasting and call > failing) else found

        monkeypatch.setattr(door.IntegerSolver, "_read", faulty)
        try:
            chain = trace_integer(model, first, second, levels=levels)
        except SolverError:
            refused += 1
            continue
        assert corners(chain) == [pytest.approx(point, rel=1e-7, abs=1e-7) for point in corners(expected)], failing
        assert not chain.stopped
    assert (refused > 0) == lasting


@pytest.mark.parametrize(
    ("error", "reason"), [(CutOffError("time"), Stopped.TIME_LIMIT), (KeyboardInterrupt(), Stopped.INTERRUPTED)]
)
@pytest.mark.parametrize("kind", ["binary", "mixed"])
@pytest.mark.parametrize("one_in", SOME_OR_ALL)
def test_what_is_checked_survives_a_stop(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, reason: Stopped, kind: str, one_in: int
) -> None:
    """Cut off at every solve: points of the true frontier, a gap that holds, and the reason; no ends, no frontier."""
    programme = random_programme(4, "binary")
    model = handed_over(programme) if kind == "binary" else start_up_costs()
    first, second = model.objectives
    full = trace_integer(model, first, second)
    honest = door.IntegerSolver._run
    stopped = 0
    for failing in drawn(range(1, full.solves + 1), one_in, (reason, kind)):
        calls = iter(range(1, 10**6))

        def cut(self: door.IntegerSolver, failing: int = failing, calls: object = calls) -> None:
            if next(calls) >= failing:  # type: ignore[call-overload]
                raise error
            honest(self)

        monkeypatch.setattr(door.IntegerSolver, "_run", cut)
        if failing <= 4:
            with pytest.raises(type(error)):
                trace_integer(model, first, second)
            continue
        chain = trace_integer(model, first, second)
        stopped += 1
        assert chain.stopped is reason
        for point in chain.points:
            if point.efficient:
                assert drawn_at(full, point.u) == pytest.approx(point.v, abs=1e-9)
            assert point.v >= drawn_at(full, point.u) - 1e-9
        assert worst_gap(chain, corners(full)) <= chain.gap + 1e-9
        assert corners(chain)[0] == pytest.approx(corners(full)[0], rel=1e-12)
        assert corners(chain)[-1] == pytest.approx(corners(full)[-1], rel=1e-12)
    assert stopped > 0
