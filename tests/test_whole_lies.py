"""Frontiers over whole numbers with a solver that lies: solutions called optimal that are not, or said not to be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest

from tests.independent.tiers import SOME_OR_ALL, drawn
from tests.test_whole import corners, handed_over, random_programme, start_up_costs, three_items
from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp import integer_solver as door
from tradeoff.moo.lp.model import Floats, Model

PROGRAMMES: dict[str, Callable[[], Model]] = {
    "three items": three_items,
    "start-up costs": start_up_costs,
    "bent": lambda: handed_over(random_programme(6, "mixed")),
    "binary": lambda: handed_over(random_programme(4, "binary")),
}


def _lie_of_an_optimum(chain: IntegerFrontier) -> Callable[[door.IntegerSolver], tuple[Floats, float] | None]:
    """What calls the worst known solution within the limits of a solve its optimum, with a bound to match."""

    def lie(solver: door.IntegerSolver) -> tuple[Floats, float] | None:
        lp = solver._highs.getLp()
        cost, most = np.array(lp.col_cost_), np.array(lp.row_upper_)[-2:]
        costs = [solver.model.cost(name) for name in (solver.first, solver.second)]
        limits = most / solver._scaled.row_scale[-2:]
        within = [
            point.x / solver._scaled.column_scale
            for point in chain.points
            if all(c @ point.x <= limit for c, limit in zip(costs, limits, strict=True))
        ]
        worst = max(within, key=lambda x: float(cost @ x), default=None)
        return None if worst is None else (worst, float(cost @ worst))

    return lie


def _lying(
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[int], bool],
    lie: Callable[[door.IntegerSolver], tuple[Floats, float] | None] | None,
) -> None:
    """Let the solves of whose number `wrong` is true lie of their optimum, or, without a lie, say there is none."""
    calls = count(1)
    read, run = door.IntegerSolver._read, door.IntegerSolver._run

    def lying_read(self: door.IntegerSolver) -> tuple[Floats, float]:
        honest = read(self)
        return (lie(self) or honest) if lie is not None and wrong(next(calls)) else honest

    def lying_run(self: door.IntegerSolver) -> None:
        run(self)
        if lie is None and wrong(next(calls)):
            raise InfeasibleError("no solution satisfies all constraints together")

    monkeypatch.setattr(door.IntegerSolver, "_read", lying_read)
    monkeypatch.setattr(door.IntegerSolver, "_run", lying_run)


@pytest.mark.parametrize("one_in", SOME_OR_ALL)
@pytest.mark.parametrize("about", ["an optimum", "nothing"])
@pytest.mark.parametrize("at_levels", [False, True])
@pytest.mark.parametrize("proofs", [True, False])
@pytest.mark.parametrize(
    "name", [name if name == "three items" else pytest.param(name, marks=pytest.mark.slow) for name in PROGRAMMES]
)
def test_a_lie_at_any_solve_is_found_out(
    monkeypatch: pytest.MonkeyPatch, name: str, about: str, *, at_levels: bool, proofs: bool, one_in: int
) -> None:
    """Whichever solve lies, the frontier is right; with proofs by plain branch and bound also where all lie from there.

    Without them a second solve has to find the lie out, and two that agree on one lie could not.
    """
    model = PROGRAMMES[name]()
    first, second = model.objectives
    full = trace_integer(model, first, second)
    levels = [model.published(first, point.u) for point in full.points] if at_levels else None
    if not proofs:
        monkeypatch.setattr(door, "_FUTILE", 0)
    expected = trace_integer(model, first, second, levels=levels)
    for failing in drawn(range(1, expected.solves + 1), one_in, (about, at_levels, proofs)):
        for lasting in (False, True) if proofs else (False,):
            with monkeypatch.context() as patched:
                lie = _lie_of_an_optimum(full) if about == "an optimum" else None
                _lying(patched, lambda call, k=failing, on=lasting: call == k or (on and call > k), lie)  # type: ignore[misc]
                chain = trace_integer(model, first, second, levels=levels)
            assert corners(chain) == [pytest.approx(point, rel=1e-7, abs=1e-7) for point in corners(expected)], failing
            for point, honest in zip(chain.points, expected.points, strict=True):
                assert honest.v - 1e-4 <= point.bound <= point.v


def _middle(solver: door.IntegerSolver) -> tuple[Floats, float]:
    """The lie that the item in the middle, worth (4, 4), is the optimum."""
    middle = np.array([0.0, 1.0, 0.0])
    return middle, float(np.array(solver._highs.getLp().col_cost_) @ middle)


def test_two_that_agree_are_held_against_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked whether (4, 4) is best where a solution with 10 has been met; all lie, and none is believed."""
    monkeypatch.setattr(door, "_FUTILE", 0)
    model = three_items()
    solver = door.IntegerSolver(model, "many", "well")
    solver.learn(np.array([1.0, 0.0, 0.0]))
    _lying(monkeypatch, lambda _: True, _middle)
    with pytest.raises(SolverError, match="contradicts itself"):
        solver.minimise(model.cost("many"))


def test_what_is_met_later_refutes_a_bound_that_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two agree on a lie; the solution that shows it comes later."""
    monkeypatch.setattr(door, "_FUTILE", 0)
    model = three_items()
    solver = door.IntegerSolver(model, "many", "well")
    with monkeypatch.context() as patched:
        _lying(patched, lambda _: True, _middle)
        assert solver.minimise(model.cost("many")).bound == -4
    with pytest.raises(door.ContradictionError):
        solver.learn(np.array([1.0, 0.0, 0.0]))
    solver.distrust()
    assert solver.minimise(model.cost("many")).bound == -10


def test_a_contradiction_is_asked_again_before_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two solves agree on a lie about the best of the first objective; the rest of the search meets
    better.
    """
    monkeypatch.setattr(door, "_FUTILE", 0)
    _lying(monkeypatch, lambda call: call <= 2, _middle)
    assert corners(trace_integer(three_items(), "many", "well")) == [(-10, 0), (-4, -4), (0, -10)]
