"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight wall a column (Ehrgott 2005, chapter 7). Only a few of the walls leave
an edge; they are found by walking along them, from one to the next that stands in the way, once around (Jarvis 1973).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.moo.lp.model import Floats

BORDERS = 3
"""The triangle's own walls, where some weight is 0, come before those of columns."""
_PARALLEL = 1e-9
"""Walls at a smaller angle are parallel; where they are so near to one another, they are one."""
_SHORT = 1e-10
"""An edge that is no longer is a corner."""
_LEAST_AREA = 1e-19
"""Of a polygon that has an inside, as a share of the triangle."""
_MOST_EDGES = 1000
_TRIANGLE = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, -1.0, 1.0]])

Triple = tuple[float, float, float]
_Corner = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Polygon:
    """Where a basis is optimal: corners in turn, and which wall each edge is on."""

    corners: tuple[Triple, ...]
    """Unit-sum weights."""
    walls: tuple[int, ...]
    """Of the edge from each corner to the next: the borders 0 to 2 of the triangle, then the columns' own."""
    area: float
    """As a share of the triangle."""

    @property
    def middle(self) -> Triple:
        """The mean of the corners."""
        count = len(self.corners)
        a, b, c = (sum(part) / count for part in zip(*self.corners, strict=True))
        return a, b, c


def walk_around(walls: Floats, inside: Floats, towards: Floats) -> Polygon | None:
    """The weights w of the triangle with `w . walls >= 0`; None if they have no inside.

    Args:
        walls: 3 x walls, each of unit length.
        inside: Weights that keep all walls, maybe on some of them.
        towards: A direction, of zero sum, that leads further inside.
    """
    # In the plane of the first two weights a wall reads p x + q y + r >= 0.
    plane = np.empty((BORDERS + walls.shape[1], 3))
    plane[:BORDERS] = _TRIANGLE
    plane[BORDERS:] = walls.T
    plane[BORDERS:, :2] -= plane[BORDERS:, 2:]
    x, y, length, first = _next_wall(plane, inside[:2].tolist(), towards[:2].tolist())
    if length <= _SHORT:
        return None
    corners: list[_Corner] = []
    numbers: list[int] = []
    p, q, r = start = plane[first].tolist()
    for _ in range(_MOST_EDGES):
        # The inside is to the left.
        x, y, length, wall = _next_wall(plane, (x, y), (q, -p))
        if corners and length <= _SHORT:
            numbers[-1] = wall
        else:
            corners.append((x, y))
            numbers.append(wall)
        p, q, r = plane[wall].tolist()
        if abs(p - start[0]) + abs(q - start[1]) + abs(r - start[2]) <= _PARALLEL:
            return _polygon(corners, numbers)
    return None


def _next_wall(plane: Floats, place: Sequence[float], along: Sequence[float]) -> tuple[float, float, float, int]:
    """Where a ray meets the first wall that stands in its way: the place, how far off, and which wall it is."""
    (x, y), (dx, dy) = place, along
    size = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / size, dy / size
    room, rates = np.array(((x, y, 1.0), (dx, dy, 0.0))) @ plane.T
    np.minimum(rates, -_PARALLEL / 2, out=rates)
    reach = room / rates
    reach[rates >= -_PARALLEL] = -np.inf
    wall = int(reach.argmax())
    length = max(-float(reach[wall]), 0.0)
    return x + length * dx, y + length * dy, length, wall


def _polygon(corners: list[_Corner], numbers: list[int]) -> Polygon | None:
    x0, y0 = corners[0]
    rest = [(x - x0, y - y0) for x, y in corners[1:]]
    area = sum(a * d - b * c for (a, b), (c, d) in zip(rest, rest[1:], strict=False))
    if area <= _LEAST_AREA:
        return None
    return Polygon(corners=tuple(map(_weights, corners)), walls=tuple(numbers), area=area)


def _weights(corner: _Corner) -> Triple:
    x, y = max(corner[0], 0.0), max(corner[1], 0.0)
    z = max(1.0 - x - y, 0.0)
    total = x + y + z
    return x / total, y / total, z / total
