"""Holds the frontier over whole numbers as it is drawn: points, segments, steps, levels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.stopping import Stopped

_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row in the user's units beyond which a point is not published."""


@dataclass(frozen=True, kw_only=True)
class IntegerPoint:
    """An efficient point of a frontier over whole numbers (within the gap, if one was asked); both minimised."""

    u: float
    v: float
    bound: float
    """Checked: no solution with the first objective at most `u` has the second below this."""
    supported: bool | None
    """Whether a weighted sum is checked to reach it; None where that is not known, as at levels between the ends."""
    efficient: bool = True
    """Whether it is checked that nothing betters it; to a gap, or where a search ended early, some may be bettered."""
    x: Floats = field(repr=False, compare=False)
    """The columns, integer ones exactly whole."""


@dataclass(frozen=True, kw_only=True)
class IntegerSegment:
    """A straight stretch of the frontier; its integer columns are the same all along."""

    a: IntegerPoint
    b: IntegerPoint
    open_a: bool
    """Whether the end with the better u is only approached: an equally good v is had with less u."""
    open_b: bool
    """Whether the end with the better v is only approached: at its u another solution jumps lower."""
    checked: bool
    """Whether it is checked that nothing lies below it; to a gap something may."""

    def columns(self, u: float) -> Floats:
        """The columns of the solution at a u of the segment; raises ValueError beyond its ends."""
        if not self.a.u <= u <= self.b.u:
            raise ValueError(f"u is {u}; the segment runs from {self.a.u} to {self.b.u}")
        share = (u - self.a.u) / (self.b.u - self.a.u)
        mixture: Floats = self.a.x + share * (self.b.x - self.a.x)
        return mixture


@dataclass(frozen=True, kw_only=True)
class IntegerStep:
    """Between two solutions: with the first objective from `from_u` up to but not at `to_u`, the second is `v`."""

    from_u: float
    to_u: float
    v: float
    checked: bool
    """Whether nothing better is hidden under it; `v` is attainable either way."""


@dataclass(frozen=True, kw_only=True)
class IntegerLevel:
    """The answer to one level: the best second objective with the first at most `u`."""

    level: float
    """As it was asked, in the first objective's own sense."""
    u: float
    """The same as minimised."""
    point: IntegerPoint
    """The efficient solution that answers; its `v` is the value."""
    bound: float
    """Checked: no solution within the level has the second objective below this."""


@dataclass(frozen=True, kw_only=True)
class IntegerFrontier:
    """The frontier over whole numbers, from best u to best v."""

    points: tuple[IntegerPoint, ...]
    segments: tuple[IntegerSegment, ...]
    steps: tuple[IntegerStep, ...]
    levels: tuple[IntegerLevel, ...]
    """In the order asked; empty where no levels were."""
    gap: float
    """No solution betters what is drawn by more than this share of both ranges at once."""
    solves: int
    """Integer programmes solved."""
    stopped: Stopped
    """Blank, or why the search ended early; what is there is checked all the same."""
    method: str


def make_point(
    model: Model, first: str, second: str, x: Floats, *, bound: float, supported: bool | None
) -> IntegerPoint:
    """A point from its columns, checked once more against every row, bound and whole number.

    Args:
        model: The programme.
        first: The name of its first objective.
        second: The name of its second.
        x: A solution, an entry a column, in the user's units.
        bound: What no solution with u as good has v below, in the unit of v.
        supported: Whether a weighted sum reaches it; None where nobody looked.

    Raises:
        SolverError: The columns are no solution.
    """
    integer = x[model.integer]
    if not np.isfinite(x).all() or (integer != np.round(integer)).any() or model.violation(x) > _WORST_VIOLATION:
        raise SolverError("a solution of the frontier did not survive the check of its rows")
    if words := model.unresolved(x):
        raise SolverError(
            f"a solution of the frontier is not resolved in floats: {words}. Write amounts in larger units"
        )
    u, v = dot(model.cost(first), x), dot(model.cost(second), x)
    return IntegerPoint(u=u, v=v, bound=min(bound, v), supported=supported, x=x)
