"""Says how much is drawn of a ray, which has no end."""

from __future__ import annotations

from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Ray

DASHED = [5, 3]
WORDS = "the frontier goes on without an end where it is dashed"


def drawn_part(frontier: Frontier, ray: Ray) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Both ends of what is drawn of a ray: no objective moves farther on it than over the points."""
    begin = frontier.extreme_points[ray.point].values
    spans = [max(column) - min(column) for column in zip(*(p.values for p in frontier.extreme_points), strict=True)]
    if not any(spans):
        # Of one point, which takes nothing, a piece in which each objective moves by no more than its own size there.
        spans = [abs(value) or 1.0 for value in begin]
    moved = [(span, abs(move)) for span, move in zip(spans, ray.direction, strict=True) if move]
    # What is the same at all points says nothing of how far.
    length = min((span / move for span, move in moved if span), default=1.0)
    return begin, tuple(value + length * move for value, move in zip(begin, ray.direction, strict=True))
