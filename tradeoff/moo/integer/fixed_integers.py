"""Finds the part of the frontier that the integer columns allow, once they are fixed.

With its integer columns fixed a programme is linear, and its frontier a convex frontier (`dichotomic.py`). The frontier
over whole numbers is what is lowest among these *slices* (Soylu and Yildiz 2016; Fattahi and Turkay 2018). Solving the
slice also cleans what branch and cut returns: the integer columns are integers to the last digit, the others an optimum
of a linear programme that was checked as all are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tradeoff.errors import InfeasibleError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import CutOffError, Stopped

_WORST_VIOLATION = 1e-9
"""Relative overstepping of a row by whole numbers alone: there is nothing to blame but the sum's own rounding."""
_NO_LIMIT = float("inf")


@dataclass(frozen=True, kw_only=True)
class AttainedPoint:
    """A corner of a slice: both objectives as minimised, and its columns once they are asked for."""

    u: float
    v: float
    find: Callable[[], Floats]


def frontier_with_integers_fixed(
    solver: IntegerSolver, integers: Floats, *, most_u: float, most_v: float
) -> list[AttainedPoint]:
    """The corners that the integer columns of `integers` allow, from best u to best v, within limits of both.

    Args:
        solver: The solver, with the programme on it.
        integers: A solution, an entry a column; its integer columns count, made whole.
        most_u: What u may be at most, in its own unit.
        most_v: What v may be at most.

    Returns:
        The corners; none where these integers leave no solution within the limits.

    Raises:
        CutOffError: Time is up.
        KeyboardInterrupt: Somebody interrupted.
        SolverError: The solver gave up.
    """
    model = solver.model
    costs = [model.cost(name) for name in (solver.first, solver.second)]
    if model.integer.all():
        return _single(solver, costs, integers, (most_u, most_v))
    linear = _fixed(solver, integers, most_u, most_v)
    try:
        search = Search(linear, solver.first, solver.second)
    except InfeasibleError:
        return []
    frontier = search.run(0.0)
    if frontier.stopped is Stopped.TIME_LIMIT:
        raise CutOffError
    if frontier.stopped is Stopped.INTERRUPTED:
        raise KeyboardInterrupt
    # Time that is up must not keep points that are checked from getting their solution.
    linear.stop_after(None)

    @cache
    def find(stages: tuple[tuple[float, float], ...]) -> Floats:
        return lexicographic(linear, search.costs(stages)).x

    return [
        AttainedPoint(u=vertex.u, v=vertex.v, find=lambda stages=vertex.stages: find(stages))  # type: ignore[misc]
        for vertex in frontier.vertices
    ]


def best_with_integers_fixed(
    solver: IntegerSolver, integers: Floats, objectives: tuple[str, str], *, most_u: float = _NO_LIMIT
) -> Floats | None:
    """The columns best in one objective, then in the other, with the integer columns of `integers`.

    Args:
        solver: The solver, with the programme on it.
        integers: A solution, an entry a column; its integer columns count, made whole.
        objectives: The names of the two, the one that counts first before the other.
        most_u: What the programme's first objective may be at most, in its own unit; without limit if left out.

    Returns:
        The columns; None where these integers leave no solution within the limit.

    Raises:
        CutOffError: Time is up.
        UnboundedError: An objective has no bound; it is not named.
        SolverError: The solver gave up.
    """
    model = solver.model
    if model.integer.all():
        costs = [model.cost(name) for name in (solver.first, solver.second)]
        return integers if _single(solver, costs, integers, (most_u, _NO_LIMIT)) else None
    try:
        linear = _fixed(solver, integers, most_u, _NO_LIMIT)
        x = lexicographic(linear, [model.cost(name) for name in objectives]).x
    except InfeasibleError:
        return None
    solver.learn(x)
    return x


def _single(
    solver: IntegerSolver, costs: list[Floats], integers: Floats, most: tuple[float, float]
) -> list[AttainedPoint]:
    values = [dot(cost, integers) for cost in costs]
    within = all(
        value <= limit + solver.noise(cost, integers) for value, limit, cost in zip(values, most, costs, strict=True)
    )
    if solver.model.violation(integers) > _WORST_VIOLATION or not within:
        return []
    return [AttainedPoint(u=values[0], v=values[1], find=lambda: integers)]


def _fixed(solver: IntegerSolver, integers: Floats, most_u: float, most_v: float) -> Solver:
    boxed = solver.boxed
    row_upper = boxed.row_upper.copy()
    row_upper[-2:] = most_u, most_v
    linear = Solver(
        replace(
            boxed,
            lower=np.where(boxed.integer, integers, boxed.lower),
            upper=np.where(boxed.integer, integers, boxed.upper),
            integer=np.zeros_like(boxed.integer),
            row_upper=row_upper,
        )
    )
    linear.stop_after(solver.seconds_left())
    return linear
