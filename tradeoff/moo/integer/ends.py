"""Finds the two ends of a frontier over whole numbers, each with the bound that was checked for it.

    min u, then min v with u <= u*;   min v, then min u with v <= v*

A row holds what is reached, for over whole numbers no reduced costs could do it (Haimes, Lasdon and Wismer 1971).
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.integer.fixed_integers import AttainedPoint, best_with_integers_fixed
from tradeoff.moo.lp.integer_solver import LOST, Incumbent, IntegerSolver
from tradeoff.moo.lp.model import Floats, dot

TOLD = 1e-7
"""Share of a range by which a bound may lie below the best there is, as tolerances of solvers have it."""


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two ends of a frontier over whole numbers, and the bound of each."""

    a: AttainedPoint
    b: AttainedPoint
    bound_a: float
    """No solution with the u of `a` has a lower v than this."""
    least_u: float
    """No solution at all has a lower u than this."""
    bound_b: float
    """No solution at all has a lower v than this."""
    is_best_a: bool
    """Whether `a` is checked to be the best in u, and of these the best in v; to a gap it may be neither."""
    is_best_b: bool
    """The same of `b`, the other way round."""

    @property
    def ranges(self) -> tuple[float, float]:
        """How far u and v range, in their units; 0 where one solution is best at both."""
        return self.b.u - self.a.u, self.a.v - self.b.v

    @property
    def beyond(self) -> float:
        """Share of the ranges by which a solution may still better an end; 0 without a gap."""
        ranges = self.ranges
        loose = (self.a.u - self.least_u, self.b.v - self.bound_b)
        return max((slack / size for slack, size in zip(loose, ranges, strict=True) if size > 0), default=0.0)


def find_ends(solver: IntegerSolver, gap: float) -> Ends:
    """Both lexicographic ends; with a gap nothing betters them by more than this share of the ranges.

    Raises UnboundedError with the objective's name, InfeasibleError, CutOffError or SolverError.
    """
    if gap:
        ends = _find(solver, gap)
        # One solution best at both, within a gap, may hide a whole frontier: there is no range to take a share of.
        if min(ends.ranges) > 0 and ends.beyond <= gap:
            return ends
    return _find(solver, 0.0)


def _find(solver: IntegerSolver, gap: float) -> Ends:
    cost_u, cost_v = (solver.model.cost(name) for name in (solver.first, solver.second))
    best_u = _best(solver, solver.first, solver.second, share=gap)
    best_v = _best(solver, solver.second, solver.first, share=gap)
    if gap:
        # A share of the value was enough to guess the ranges, and now it is a share of these that is asked.
        room_u = gap / 2 * (dot(cost_u, best_v.x) - dot(cost_u, best_u.x))
        room_v = gap / 2 * (dot(cost_v, best_u.x) - dot(cost_v, best_v.x))
        if dot(cost_u, best_u.x) - best_u.bound > room_u:
            best_u = _best(solver, solver.first, solver.second, gap=max(0.0, room_u))
        if dot(cost_v, best_v.x) - best_v.bound > room_v:
            best_v = _best(solver, solver.second, solver.first, gap=max(0.0, room_v))
    # What the ranges are at most: the second stages can only bring the ends closer.
    room_u = gap * max(0.0, dot(cost_u, best_v.x) - dot(cost_u, best_u.x))
    room_v = gap * max(0.0, dot(cost_v, best_u.x) - dot(cost_v, best_v.x))
    x_a, bound_a = _then(solver, solver.first, solver.second, best_u.x, room_u, room_v)
    x_b, least_u_b = _then(solver, solver.second, solver.first, best_v.x, room_v, room_u)
    a = AttainedPoint(u=dot(cost_u, x_a), v=dot(cost_v, x_a), find=lambda: x_a)
    b = AttainedPoint(u=dot(cost_u, x_b), v=dot(cost_v, x_b), find=lambda: x_b)
    least_u, least_v = (best_u.bound, best_v.bound) if gap else (a.u, b.v)
    wide, high = TOLD * (b.u - a.u), TOLD * (a.v - b.v)
    return Ends(
        a=a,
        b=b,
        bound_a=min(bound_a, a.v),
        least_u=min(least_u, a.u),
        bound_b=min(least_v, b.v),
        is_best_a=not gap or (a.u - least_u <= wide and a.v - bound_a <= high),
        is_best_b=not gap or (b.v - least_v <= high and b.u - least_u_b <= wide),
    )


def _best(solver: IntegerSolver, best: str, then: str, *, gap: float = 0.0, share: float = 0.0) -> Incumbent:
    """What is best in one objective, and of its slice in the other too."""
    cost = solver.model.cost(best)
    try:
        found = solver.minimise(cost, gap=gap, share=share)
    except UnboundedError:
        raise _unbounded(best) from None
    try:
        x = best_with_integers_fixed(solver, found.x, (best, then))
    except UnboundedError:
        raise _unbounded(then) from None
    if x is None or dot(cost, x) - found.bound > max(gap, share * abs(dot(cost, x))) + LOST * solver.size(cost, x):
        raise SolverError("HiGHS's optimum is none once its integer columns are whole")
    if dot(cost, x) < found.bound - solver.noise(cost, x):
        raise SolverError("a solution is better than what HiGHS called the best")
    return Incumbent(x=x, bound=found.bound)


def _then(solver: IntegerSolver, best: str, then: str, x: Floats, room: float, gap: float) -> tuple[Floats, float]:
    """Of what is best in one objective, `room` excused, the best in the other; and the checked bound of the other."""
    cost, later = solver.model.cost(best), solver.model.cost(then)
    most = dot(cost, x) + room
    limit = most + solver.slack(cost, x)
    try:
        if best == solver.first:
            found = solver.minimise(later, most_u=limit, gap=gap)
        else:
            found = solver.minimise(later, most_v=limit, gap=gap)
    except UnboundedError:
        raise _unbounded(then) from None
    except InfeasibleError as error:
        raise SolverError(f"HiGHS contradicts itself: {error}") from None
    other = best_with_integers_fixed(solver, found.x, (best, then))
    if other is not None and dot(cost, other) <= most + solver.noise(cost, x) and dot(later, other) < dot(later, x):
        x = other
    # With room in the first objective the slice's best of it may give up what that room had bought.
    if not room and dot(later, x) - found.bound > gap + LOST * solver.size(later, x):
        raise SolverError("HiGHS's optimum is none once its integer columns are whole")
    return x, found.bound


def _unbounded(objective: str) -> UnboundedError:
    return UnboundedError(
        f"the objective {objective!r} has no bound: nothing in the problem limits it. Add an upper bound or a "
        "constraint on the quantities it counts.",
        objective=objective,
    )
