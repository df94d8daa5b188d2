"""Thins a line to so many points: the ends stay, and of all choices the one that leaves the least greatest gap.

    g(i, j) = by how much the outer bound lies beyond the edge from point i to point j, in shares of both ranges
    gap     = max of g over the edges kept

In words: what nothing lies beyond is as it was, so what is lost stands in the gap. A longer edge never lies nearer to
the outer bound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tradeoff.moo import measures
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Facet, Kind, Point
from tradeoff.moo.thinned.fewest import least_gap
from tradeoff.moo.thinned.parts import kept_parts

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier

_RESOLVED = 1e-9
"""With no more than this share of both ranges beyond it a line is called exact."""


def thinned_line(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of a line that is thinned.

    Args:
        frontier: Two objectives over a linear programme, with more points.
        max_points: How many points may stay, 2 or more.
    """
    points = frontier.extreme_points
    outer = frontier.certificate.outer or tuple((point.x, point.y) for point in points)
    signs = measures.signs_of(frontier.senses)
    rows, beyond = (measures.as_rows(at) * signs for at in ([point.values for point in points], outer))
    wide, lowest = abs(rows[-1] - rows[0]), rows.min(axis=0)
    loss = _Loss((rows - lowest) / wide, (beyond - lowest) / wide)
    kept, gap = least_gap(len(points) - 1, loss.of, max_points)
    gap = max(gap, frontier.certificate.max_gap)
    parts = kept_parts(frontier, kept, gap, kind=Kind.EXACT if gap <= _RESOLVED else Kind.BOUNDED)
    return parts | {
        "certificate": replace(parts["certificate"], outer=outer),
        "extreme_points": _with_rates(parts["extreme_points"], points, kept),
        "edges": tuple(_edge(frontier, a, b, place) for place, (a, b) in enumerate(pairwise(kept))),
    }


class _Loss:
    """By how much the outer bound lies beyond edges, with both objectives minimised and in shares of their ranges."""

    def __init__(self, points: Floats, outer: Floats) -> None:
        """Keep both, from the best of the first objective."""
        self._points, self._outer = points, outer
        self._across: list[float] = outer[:, 0].tolist()

    def of(self, a: int, b: int) -> float:
        """By how much of both ranges at once the outer bound lies beyond the edge from one point to another."""
        u, v = map(float, self._points[a])
        to_u, to_v = map(float, self._points[b])
        weights = (v - to_v, to_u - u)
        if not sum(weights):
            return 0.0  # Corners that differ in fractions can be one in floats.
        # By position, not by value: a corner of the outer bound over an end counts for the edges on both sides.
        first = max(bisect_right(self._across, u) - 1, 0)
        between = self._outer[first : bisect_right(self._across, to_u)]
        short = weights[0] * (u - between[:, 0]) + weights[1] * (v - between[:, 1])
        return max(float(short.max(initial=0.0)) / (weights[0] + weights[1]), 0.0)


def _with_rates(left: Sequence[Point], points: Sequence[Point], kept: Sequence[int]) -> tuple[Point, ...]:
    """The points that are left, with the rates of their new edges."""
    rates = [
        points[a].rate_right
        if b == a + 1 or points[a].x == points[b].x
        else abs(points[b].y - points[a].y) / abs(points[b].x - points[a].x)
        for a, b in pairwise(kept)
    ]
    return tuple(
        replace(point, rate_left=before, rate_right=after)
        for point, before, after in zip(left, [None, *rates], [*rates, None], strict=True)
    )


def _edge(frontier: Frontier, a: int, b: int, place: int) -> Facet:
    """The edge between two points that are kept: as it was, or with the weights that make both as good."""
    if b == a + 1 or frontier.extreme_points[a].x == frontier.extreme_points[b].x:
        return replace(frontier.edges[a], points=(place, place + 1))
    one, other = frontier.extreme_points[a], frontier.extreme_points[b]
    wide, high = abs(other.x - one.x), abs(other.y - one.y)
    return Facet(points=(place, place + 1), normal=(high / (wide + high), wide / (wide + high)))
