"""Says how much is drawn of a ray, which has no end."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Ray

DASHED = [5, 3]
_PAST = 1.1
"""How far a ray is drawn past what is marked on it, so that it is seen to go on."""
WORDS = "the frontier goes on without an end where it is dashed"


def drawn_part(
    frontier: Frontier, ray: Ray, marked: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Both ends of what is drawn of a ray: no objective moves farther than over the points, or past what is marked.

    Args:
        frontier: Whose ray.
        ray: One of its rays.
        marked: The objectives' values of what is marked, by its words.
    """
    begin = frontier.extreme_points[ray.point].values
    spans = [max(column) - min(column) for column in zip(*(p.values for p in frontier.extreme_points), strict=True)]
    if not any(spans):
        # Of one point, which takes nothing, a piece in which each objective moves by no more than its own size there.
        spans = [abs(value) or 1.0 for value in begin]
    moved = [(span, abs(move)) for span, move in zip(spans, ray.direction, strict=True) if move]
    # What is the same at all points says nothing of how far.
    length = min((span / move for span, move in moved if span), default=1.0)
    better = next(k for k, move in enumerate(ray.direction) if (move < 0) == (frontier.senses[k] == "min") and move)
    for values in marked.values():
        ahead = (values[frontier.objectives[better]] - begin[better]) / ray.direction[better]
        length = max(length, _PAST * ahead)
    return begin, tuple(value + length * move for value, move in zip(begin, ray.direction, strict=True))
