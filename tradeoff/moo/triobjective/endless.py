"""Spans a surface that goes on without end: facets between corners, facets with two rays, and the rays.

The weights with a bounded sum form a polygon (`bounded_weights.py`); each of its sides belongs to a direction, in which
the solid conv(points) + cone(directions) goes on. Its facets without an end are told by the polygon alone:

    along a side, from one corner of the polygon to the next, the sums at both ends are two objectives that the
    direction of the side leaves as they are; from each corner of their line a ray goes on, and from each of its edges
    a facet between two rays;
    at a corner of the polygon meet two sides, and on the facet of its weights the last ray of one and the first of the
    other go on.

All others are bounded. They are spanned by Qhull (Barber, Dobkin and Huhdanpaa 1996) after the projective map of
`hull.py`, with any weights u inside the polygon for its (1, 1, 1):

    y -> y / (1 + u . y),   a direction d -> d / (u . d)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.triobjective.hull import qhull

_FLAT = 1e-10
"""In shares of the ranges: what stands out no more is in the middle of an edge, or on the facet."""

Pair = tuple[int, int]
Three = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class EndlessFacet:
    """A facet between two rays: all that its corners and both rays span."""

    corners: tuple[int, ...]
    """Those at which the rays begin, one or two; of a facet with more corners the others make triangles with them."""
    rays: tuple[Pair, Pair]
    """Each a point and a direction."""
    weights: tuple[float, ...]
    """Unit sum."""
    is_efficient: bool
    """Whether all weights are above 0."""


@dataclass(frozen=True, kw_only=True)
class Simplex:
    """A triangle of the boundary."""

    corners: Three
    """Positions of points, ascending; from the number of points on, directions."""
    weights: tuple[float, ...]
    """Unit sum."""
    is_efficient: bool
    """Whether all weights are above 0."""


@dataclass(frozen=True, kw_only=True)
class Endless:
    """A surface that goes on, of three minimised objectives in shares of ranges."""

    triangles: tuple[Simplex, ...]
    """Those between points, the ones that are not efficient among them."""
    facets: tuple[EndlessFacet, ...]
    """Those without an end, the ones that are not efficient among them."""
    rays: tuple[Pair, ...]
    """A point and a direction each; those in which one objective gets worse for nothing are not among them."""
    edges: tuple[Pair, ...]
    """Efficient edges between points that border no efficient facet."""
    simplices: tuple[Simplex, ...]
    """The whole boundary: the triangles, and the facets in triangles whose corners may be directions."""
    size: int
    """The number of points."""

    def in_turn(self) -> list[int]:
        """The points, each next to one shortly before as far as can be, so that a solver has a short way to it."""
        beside: dict[int, set[int]] = {place: set() for place in range(self.size)}
        for simplex in self.simplices:
            points = [corner for corner in simplex.corners if corner < self.size]
            for point in points:
                beside[point].update(points)
        turn: dict[int, None] = {}
        ahead = list(reversed(beside))
        while ahead:
            point = ahead.pop()
            if point not in turn:
                turn[point] = None
                ahead += sorted(beside[point] - turn.keys())
        return list(turn)


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Extreme points, from the best to the worst of the first objective, and how they are joined."""

    values: Floats
    """Points x objectives, as minimised, in their units."""
    ranges: Floats
    """Of the objectives over the points, or where they are all as good what an objective comes to."""
    places: tuple[int, ...]
    """Where each point stood before."""
    surface: Endless

    def weights(self) -> Floats:
        """Points x objectives, in their units: weights for which each is the best alone, the mean of its facets'."""
        sums = np.zeros(self.values.shape)
        for simplex in self.surface.simplices:
            for corner in simplex.corners:
                if corner < len(sums):
                    sums[corner] += simplex.weights
        weights: Floats = sums / sums.sum(axis=1, keepdims=True) / self.ranges
        return weights


def span_endless(points: Floats, directions: Floats, corners: Floats, worse: Sequence[int | None]) -> Endless:
    """The surface of points and the directions in which it goes on.

    Args:
        points: Points x 3, in shares of the ranges from the ideal.
        directions: A row a side of the polygon of weights, in its turn.
        corners: Unit-sum weights, a row a corner of the polygon: each side goes from its own to the next.
        worse: Of each side the objective that gets worse along its direction while nothing else moves; None where
            another betters.

    Raises:
        SolverError: Qhull gives up, or facets do not meet edge to edge as floats tell them.
    """
    turned = np.roll(corners, -1, axis=0)
    lines = [_line(points, here, there) for here, there in zip(corners, turned, strict=True)]
    facets: list[EndlessFacet] = []
    for side, line in enumerate(lines):
        before = lines[side - 1]
        last, first = before[-1], line[0]
        facets.append(
            EndlessFacet(
                corners=(last,) if last == first else (last, first),
                rays=((last, (side - 1) % len(lines)), (first, side)),
                weights=tuple(corners[side].tolist()),
                is_efficient=bool(corners[side].min() > 0),
            )
        )
        for one, other in pairwise(line):
            apart = points[other] - points[one]
            weights = corners[side] * -float(apart @ turned[side]) + turned[side] * float(apart @ corners[side])
            facets.append(
                EndlessFacet(
                    corners=(one, other),
                    rays=((one, side), (other, side)),
                    weights=tuple((weights / weights.sum()).tolist()),
                    is_efficient=worse[side] is None,
                )
            )
    flat = [_on_facet(points, facet) for facet in facets]
    triangles = [simplex for facet, on in zip(facets, flat, strict=True) for simplex in _fan(facet, on)]
    triangles += _between_points(points, directions, corners.mean(axis=0), flat)
    triangles.sort(key=lambda simplex: simplex.corners)
    simplices = [*triangles, *(simplex for facet in facets for simplex in _split(facet, len(points)))]
    return Endless(
        triangles=tuple(triangles),
        facets=tuple(facets),
        rays=tuple(sorted((p, side) for side, line in enumerate(lines) if worse[side] is None for p in line)),
        edges=_edges(simplices, len(points)),
        simplices=tuple(simplices),
        size=len(points),
    )


def _line(points: Floats, here: Floats, there: Floats) -> list[int]:
    """The points that alone are the least for some weights between two, from the first weights on."""
    sums = points @ np.stack([here, there]).T
    line: list[int] = []
    for place in np.lexsort((sums[:, 1], sums[:, 0])).tolist():
        if line and sums[place, 1] >= sums[line[-1], 1] - _FLAT:
            # As good in the one sum and no better in the other; or so by rounding, and then the better one stays.
            continue
        if line and sums[place, 0] <= sums[line[-1], 0] + _FLAT:
            line.pop()
        while len(line) > 1 and _stands_out(sums[line[-2]], sums[line[-1]], sums[place]) <= _FLAT:
            line.pop()
        line.append(place)
    return line


def _stands_out(before: Floats, middle: Floats, after: Floats) -> float:
    """By how much the middle of three points is below the line of the others, in unit-sum weights of that line."""
    one, other = after - before
    weights = np.array([-other, one])
    return float(weights @ (before - middle) / weights.sum())


def _on_facet(points: Floats, facet: EndlessFacet) -> list[int]:
    """The points on a facet, in turn from the first of its rays' to the other, and on."""
    heights = points @ np.array(facet.weights)
    on = np.flatnonzero(heights <= heights[facet.corners[0]] + _FLAT).tolist()
    if len(facet.corners) == 1:
        return list(facet.corners)
    if len(on) < 3:
        return sorted(facet.corners)
    first, last = facet.corners
    normal = np.array(facet.weights) / np.linalg.norm(facet.weights)
    along = points[last] - points[first]
    across = np.cross(normal, along)
    middle = points[on].mean(axis=0)
    x, y = (points[on] - middle) @ along / np.linalg.norm(along), (points[on] - middle) @ across / np.linalg.norm(along)
    turned = [on[k] for k in np.argsort(np.arctan2(y, x)).tolist()]
    begin = turned.index(first)
    return turned[begin:] + turned[:begin]


def _fan(facet: EndlessFacet, on: Sequence[int]) -> list[Simplex]:
    """A facet's corners beyond those of its rays, in triangles around the first."""
    return [_on(facet, (on[0], one, other)) for one, other in pairwise(on[1:])] if len(on) > 2 else []


def _on(facet: EndlessFacet, corners: Iterable[int]) -> Simplex:
    """A part of a facet."""
    return Simplex(corners=_ascending(corners), weights=facet.weights, is_efficient=facet.is_efficient)


def _between_points(points: Floats, directions: Floats, inside: Floats, flat: Sequence[Sequence[int]]) -> list[Simplex]:
    """The triangles between points that are on no facet without an end."""
    size = len(points)
    near = points / (1 + points @ inside)[:, None]
    hull = qhull(np.vstack([near, directions / (directions @ inside)[:, None]]))
    bounded = (hull.simplices < size).all(axis=1)
    # As in `hull.py`: a . z + b <= 0 with z = y / (1 + u . y) reads (-a - b u) . y >= b.
    weights = -hull.equations[bounded, :3] - hull.equations[bounded, 3:] * inside
    weights /= weights.sum(axis=1, keepdims=True)
    every = zip(hull.simplices[bounded].tolist(), weights.tolist(), strict=True)
    sets = [set(on) for on in flat if len(on) > 2]
    return [
        Simplex(corners=_ascending(corners), weights=tuple(own), is_efficient=True)
        for corners, own in every
        if not any(on.issuperset(corners) for on in sets)
    ]


def _ascending(corners: Iterable[int]) -> Three:
    a, b, c = sorted(corners)
    return a, b, c


def _split(facet: EndlessFacet, points: int) -> list[Simplex]:
    """A facet between two rays in triangles whose corners may be directions."""
    (first, one), (last, other) = ((point, points + side) for point, side in facet.rays)
    if first == last:
        return [_on(facet, (first, one, other))]
    split = [_on(facet, (first, last, one))]
    return split if one == other else [*split, _on(facet, (last, one, other))]


def _edges(simplices: Sequence[Simplex], points: int) -> tuple[Pair, ...]:
    """The efficient edges between points that border no efficient facet.

    Raises SolverError where the facets do not close up, as far as that is told by which corners they share.
    """
    beside: dict[Pair, list[Simplex]] = defaultdict(list)
    for simplex in simplices:
        for edge in combinations(simplex.corners, 2):
            beside[edge].append(simplex)
    # Two directions are joined at infinity, beyond which there is nothing.
    if any(len(meeting) != (2 if edge[0] < points else 1) for edge, meeting in beside.items()):
        raise SolverError(
            "floating point does not tell how the facets of this surface meet; bound the objectives by constraints, or "
            "write amounts in other units"
        )
    loose = [
        edge
        for edge, meeting in beside.items()
        if edge[1] < points
        and not any(simplex.is_efficient for simplex in meeting)
        and np.sum([simplex.weights for simplex in meeting], axis=0).min() > _FLAT
    ]
    return tuple(sorted(loose))
