"""Says which points over whole numbers a weighted sum reaches: the supported ones, as far as that is known.

    reached    w u + (1 - w) v  is no more than a bound of that sum over everything
    not        the point lies above the hull of points that are attained, which no sum prefers to all of them

In words: either is told by what is known, whatever is not known yet; a point that neither says anything of is told as
unknown, unless all points are there, for then the hull is that of all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tradeoff.moo.integer.envelope import SAME, Piece
from tradeoff.moo.integer.ruled_out import CLOSED, SupportingLine


def supported(
    hull: Sequence[tuple[float, float]], lines: Sequence[SupportingLine], u: float, v: float, *, is_complete: bool
) -> bool | None:
    """Whether a weighted sum reaches a point; None where that is not known.

    Args:
        hull: Of all that is known, as `hull_of` returns it.
        lines: What nothing lies below.
        u: The first objective, in shares.
        v: The second.
        is_complete: Whether all there is is known.
    """
    if any(line.is_reached(u, v) for line in lines):
        return True
    return False if _is_above(hull, u, v) else (True if is_complete else None)


def hull_of(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The lower left convex hull of pieces in order, in shares."""
    corners = [p for piece in pieces for p in ((piece.from_u, piece.from_v), (piece.to_u, piece.to_v))]
    hull: list[tuple[float, float]] = []
    for u, v in corners:
        if hull and u <= hull[-1][0] + SAME:
            hull.pop()
        while (
            len(hull) > 1
            and (hull[-1][0] - hull[-2][0]) * (v - hull[-2][1])
            <= (u - hull[-2][0]) * (hull[-1][1] - hull[-2][1]) + 1e-12
        ):
            hull.pop()
        hull.append((u, v))
    return hull


def _is_above(hull: Sequence[tuple[float, float]], u: float, v: float) -> bool:
    """Whether a point lies above a convex hull, both in shares, by what can be told."""
    if len(hull) < 2:
        return False
    after = min(max(1, bisect_left(hull, (u, v))), len(hull) - 1)
    (from_u, from_v), (to_u, to_v) = hull[after - 1], hull[after]
    total = from_v - to_v + to_u - from_u
    return ((u - from_u) * (from_v - to_v) + (v - from_v) * (to_u - from_u)) / total > CLOSED
