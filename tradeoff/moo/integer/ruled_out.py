"""Holds what a search over whole numbers has ruled out: that nothing lies below a line, and nothing under a step.

All in shares of the ranges. To a gap a bound may lie below what was found; whether nothing at all lies between the two
is told apart, for that alone is *checked*.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.moo.integer.envelope import SAME

CLOSED = 1e-7
"""Share of a range below which branch and cut, with its tolerance of 1e-9, is not asked to resolve anything."""
ROUNDED = 1 + 1e-9
"""What rounding may do to a gap that is just what was asked for."""


@dataclass(frozen=True, kw_only=True)
class SupportingLine:
    """Nothing lies below w_u u + w_v v >= bound, in shares; within from_u <= u <= to_u of a piece, or everywhere."""

    w_u: float
    w_v: float
    height: float
    """What the points that lie on the line have."""
    bound: float
    from_u: float
    from_v: float
    to_u: float
    everywhere: bool

    @property
    def is_tight(self) -> bool:
        """Whether nothing at all lies below the points on it; to a gap something may, down to the bound."""
        return self.height - self.bound <= CLOSED * ROUNDED

    def is_reached(self, u: float, v: float) -> bool:
        """Whether nothing has a lower sum than a point, which is then supported."""
        least = self.height if self.is_tight else self.bound
        return self.everywhere and self.w_u * u + self.w_v * v <= least + CLOSED

    def holds(self, u: float, v: float) -> bool:
        """Whether the line makes a point efficient."""
        inside = self.everywhere or self.from_u - SAME <= u <= self.to_u + SAME
        return inside and abs(self.w_u * u + self.w_v * v - self.height) <= CLOSED


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Nothing with u below `bound`, in shares, reaches `v`; known solutions do from `to_u` on."""

    from_u: float
    to_u: float
    v: float
    bound: float
