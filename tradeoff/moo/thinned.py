"""Thins a line to so many points: the ends stay, and of all choices the one that leaves the least greatest gap.

    g(i, j) = by how much the outer bound lies beyond the edge from point i to point j, in shares of both ranges
    gap     = max of g over the edges kept

In words: what nothing lies beyond is as it was, so what is lost stands in the gap. A longer edge never lies nearer to
the outer bound; so for a given gap the fewest points are had by going as far as it allows, edge by edge, and the least
gap for a given number of points is found by halving.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tradeoff.moo import measures
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Facet, Kind, Point, Shape, Solution

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier

_RESOLVED = 1e-9
"""With no more than this share of both ranges beyond it a line is called exact."""
_HALVINGS = 50
"""After these the gap is known to the last digit of a share."""


@dataclass(frozen=True)
class _Places:
    """The solution of a point that was kept."""

    whole: Frontier
    kept: tuple[int, ...]

    def __call__(self, position: int) -> Solution:
        place = self.kept[position]
        return Solution(values=self.whole.solution(place), is_only=self.whole.is_only(place))


def thinned(frontier: Frontier, max_points: int) -> dict[str, Any]:
    """What changes of a line that is thinned; nothing where it has no more points anyway.

    Args:
        frontier: Two objectives over a linear programme.
        max_points: How many points may stay, 2 or more.

    Raises:
        ValueError: It is another number, or the frontier has no line or no end.
    """
    if isinstance(max_points, bool) or not isinstance(max_points, int) or max_points < 2:
        raise ValueError(f"max_points is {max_points!r}; it is a whole number, 2 or more, since both ends stay")
    points = frontier.extreme_points
    if len(points) <= max_points:
        return {}
    measures.require_no_rays(frontier.rays, "what thinning would lose")
    if frontier.shape is not Shape.LINE:
        raise ValueError(
            f"a frontier of shape {str(frontier.shape)!r} has no line along which points can be left out with what is "
            "lost known; trace it with a larger gap, which says so"
        )
    outer = frontier.certificate.outer or tuple((point.x, point.y) for point in points)
    signs = measures.signs_of(frontier.senses)
    rows, beyond = (measures.as_rows(at) * signs for at in ([point.values for point in points], outer))
    wide, lowest = abs(rows[-1] - rows[0]), rows.min(axis=0)
    loss = _Loss((rows - lowest) / wide, (beyond - lowest) / wide)
    kept, gap = loss.best(max_points)
    gap = max(gap, frontier.certificate.max_gap)
    certificate = replace(
        frontier.certificate,
        kind=Kind.EXACT if gap <= _RESOLVED else Kind.BOUNDED,
        max_gap=gap,
        method=f"{frontier.certificate.method}; thinned to {len(kept)} of {len(points)} points",
        outer=outer,
        certified=False,
    )
    edges = [_edge(frontier, a, b, place) for place, (a, b) in enumerate(pairwise(kept))]
    return {
        "certificate": certificate,
        "extreme_points": _points(points, kept),
        "edges": tuple(edges),
        "line": None,
        "proof": None,
        "_solve": _Places(frontier, kept),
    }


class _Loss:
    """By how much the outer bound lies beyond edges, with both objectives minimised and in shares of their ranges."""

    def __init__(self, points: Floats, outer: Floats) -> None:
        """Keep both, from the best of the first objective."""
        self._points, self._outer = points, outer
        self._across: list[float] = outer[:, 0].tolist()

    def best(self, count: int) -> tuple[tuple[int, ...], float]:
        """The positions of at most so many points with the least greatest gap, and that gap."""
        last = len(self._points) - 1
        low, high = 0.0, self.of(0, last)
        kept: tuple[int, ...] = (0, last)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            fewest = self._fewest(middle)
            low, high, kept = (low, middle, fewest) if len(fewest) <= count else (middle, high, kept)
        return kept, max(self.of(a, b) for a, b in pairwise(kept))

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

    def _fewest(self, gap: float) -> tuple[int, ...]:
        """The fewest points with no more than a gap between them; neighbours are joined whatever their gap."""
        kept, last = [0], len(self._points) - 1
        while kept[-1] < last:
            near, far = kept[-1] + 1, last
            while near < far:
                middle = (near + far + 1) // 2
                near, far = (middle, far) if self.of(kept[-1], middle) <= gap else (near, middle - 1)
            kept.append(near)
        return tuple(kept)


def _points(points: Sequence[Point], kept: Sequence[int]) -> tuple[Point, ...]:
    """The points kept, with the rates of their new edges."""
    rates = [
        points[a].rate_right
        if b == a + 1 or points[a].x == points[b].x
        else abs(points[b].y - points[a].y) / abs(points[b].x - points[a].x)
        for a, b in pairwise(kept)
    ]
    return tuple(
        replace(points[i], rate_left=left, rate_right=right, exact=None, exact_rate_left=None, exact_rate_right=None)
        for i, left, right in zip(kept, [None, *rates], [*rates, None], strict=True)
    )


def _edge(frontier: Frontier, a: int, b: int, place: int) -> Facet:
    """The edge between two points that are kept: as it was, or with the weights that make both as good."""
    if b == a + 1 or frontier.extreme_points[a].x == frontier.extreme_points[b].x:
        return replace(frontier.edges[a], points=(place, place + 1))
    one, other = frontier.extreme_points[a], frontier.extreme_points[b]
    wide, high = abs(other.x - one.x), abs(other.y - one.y)
    return Facet(points=(place, place + 1), normal=(high / (wide + high), wide / (wide + high)))
