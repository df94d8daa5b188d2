"""Holds the parts of a surface against each other: points, and the triangles (of four objectives tetrahedra) on them.

    triangle  w . p is the same at all of its corners, w its normal
    surface   w . p >= that, for every other point p

all objectives minimised, in shares of their ranges, but for noise (see `rows`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.keep.checks import NotThatError
from tradeoff.moo.keep.rows import Rows, require_unbeaten, require_weights
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Facet, Ray

Indices = NDArray[np.intp]
_FLAT = 1e-6
"""Share of the ranges by which a point may lie off a plane: what the normal of a narrow triangle is known to."""
_AT_ONCE = 500
"""Triangles compared with all points at a time: thousands of each would fill the memory."""


def require_surface(rows: Rows, edges: Sequence[Facet], rays: Sequence[Ray]) -> None:
    """That all triangles and facets without an end of a surface fit its points and rays, and no point is beaten.

    Args:
        rows: The points.
        edges: What joins them.
        rays: The edges without an end.

    Raises:
        NotThatError: One does not, or is; its place is named.
    """
    for place, edge in enumerate(edges):
        require_weights(place, edge)
        if len(set(edge.points)) < len(edge.points):
            raise NotThatError(f"edges[{place}].points: {list(edge.points)} names a point twice")
        _require_sides(rows, place, edge, rays)
    require_unbeaten(rows, ties=False)
    ranges = np.ptp(rows.values, axis=0)
    wide = np.where(ranges > 0, ranges, 1.0)
    shares, noise = (rows.values - rows.values.min(axis=0)) / wide, rows.noise / wide
    places = [place for place, edge in enumerate(edges) if edge.normal]
    for begin in range(0, len(places), _AT_ONCE):
        some = places[begin : begin + _AT_ONCE]
        weights = np.array([edges[place].normal for place in some]) * wide
        weights /= weights.sum(axis=1, keepdims=True)
        most = max(len(edges[place].points) for place in some)
        corners = [(edges[place].points + edges[place].points[:1] * most)[:most] for place in some]
        _require_planes(some, weights, np.array(corners), shares, noise)


def _require_sides(rows: Rows, place: int, edge: Facet, rays: Sequence[Ray]) -> None:
    """That the rays which are the sides of a facet begin at its points, and lie on its plane."""
    for side in edge.rays:
        ray = rays[side]
        along = np.array(edge.normal) * rows.signs * ray.direction
        if ray.point not in edge.points or abs(along.sum()) > _FLAT * np.abs(along).sum():
            raise NotThatError(f"edges[{place}].rays: rays[{side}] is no side of it")


def _require_planes(places: Sequence[int], weights: Floats, corners: Indices, shares: Floats, noise: Floats) -> None:
    """That corners lie on their plane, and nothing below it.

    Args:
        places: Of the triangles among the edges.
        weights: A row a triangle, of unit sum.
        corners: The positions of its points.
        shares: The points, in shares of the ranges.
        noise: What these may differ by.
    """
    heights = weights @ shares.T
    own = np.take_along_axis(heights, corners, axis=1)
    room = _FLAT + 2 * weights @ noise
    if (wrong := np.ptp(own, axis=1) > room).any():
        raise NotThatError(f"edges[{places[int(np.argmax(wrong))]}].normal is not that of its points")
    if (wrong := heights.min(axis=1) < own.min(axis=1) - room).any():
        triangle = int(np.argmax(wrong))
        raise NotThatError(f"points[{int(heights[triangle].argmin())}] lies beyond edges[{places[triangle]}]")
