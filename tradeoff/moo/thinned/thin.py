"""Thins a frontier of any shape: the door to the ways that do so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tradeoff.moo import measures
from tradeoff.moo.pieces import Shape
from tradeoff.moo.thinned.farthest import thinned_points, thinned_surface
from tradeoff.moo.thinned.line import thinned_line
from tradeoff.moo.thinned.steps import thinned_steps

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier

_WAYS = {
    Shape.LINE: thinned_line,
    Shape.STEPS: thinned_steps,
    Shape.SURFACE: thinned_surface,
    Shape.POINTS: thinned_points,
}


def thinned(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of a frontier that is thinned; nothing where it has no more points anyway.

    Args:
        frontier: Any that has ends.
        max_points: How many points may stay, 2 or more, and no fewer than it has ends.

    Raises:
        ValueError: It is another number, or the frontier has a ray, or points at levels, or what is left open between
            its points is not known in ranges that are.
    """
    if isinstance(max_points, bool) or not isinstance(max_points, int) or max_points < 2:
        raise ValueError(f"max_points is {max_points!r}; it is a whole number, 2 or more, since both ends stay")
    if len(frontier.extreme_points) <= max_points:
        return {}
    measures.require_no_rays(frontier.rays, "what thinning would lose")
    return _WAYS[frontier.shape](frontier, max_points)
