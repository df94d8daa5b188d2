"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight wall a column (Ehrgott 2005, chapter 7). Only a few of the walls
leave an edge; they are found by walking along them, from one to the next that stands in the way, once around (Jarvis
1973).
"""

from __future__ import annotations

import math
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
_TRIANGLE = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0], [0.0, 0.0, 1.0]])

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
    plane = np.empty((3, BORDERS + walls.shape[1]))
    plane[:, :BORDERS] = _TRIANGLE
    plane[:, BORDERS:] = walls
    plane[:2, BORDERS:] -= walls[2]
    walk = _Ray(plane, inside[:2].tolist())
    length, first = walk.to_next(*towards[:2].tolist())
    if length <= _SHORT:
        return None
    corners: list[_Corner] = []
    numbers: list[int] = []
    p, q, r = start = plane[:, first].tolist()
    for _ in range(_MOST_EDGES):
        # The inside is to the left.
        length, wall = walk.to_next(q, -p)
        if corners and length <= _SHORT:
            numbers[-1] = wall
        else:
            corners.append(walk.place)
            numbers.append(wall)
        p, q, r = plane[:, wall].tolist()
        if abs(p - start[0]) + abs(q - start[1]) + abs(r - start[2]) <= _PARALLEL:
            return _polygon(corners, numbers)
    return None


class _Ray:
    """A place within walls, from where one goes on to the next wall that stands in the way."""

    def __init__(self, plane: Floats, place: Sequence[float]) -> None:
        self._plane = plane
        self._ray = np.array(((*place, 1.0), (0.0, 0.0, 0.0)))
        self._reach = np.empty(plane.shape[1])
        self.place: _Corner = (place[0], place[1])

    def to_next(self, dx: float, dy: float) -> tuple[float, int]:
        """Go in a direction up to the first wall in the way: how far off it was, and which it is."""
        ray, reach = self._ray, self._reach
        size = math.hypot(dx, dy) or 1.0
        ray[1, 0], ray[1, 1] = dx, dy = dx / size, dy / size
        room, rates = ray.dot(self._plane)
        reach.fill(-np.inf)
        np.divide(room, rates, out=reach, where=rates < -_PARALLEL)
        wall = int(reach.argmax())
        length = max(-float(reach[wall]), 0.0)
        x, y = self.place
        ray[0, 0], ray[0, 1] = self.place = x + length * dx, y + length * dy
        return length, wall


def _polygon(corners: list[_Corner], numbers: list[int]) -> Polygon | None:
    x0, y0 = corners[0]
    area, (a, b) = 0.0, (0.0, 0.0)
    for x, y in corners[1:]:
        c, d = x - x0, y - y0
        area += a * d - b * c
        a, b = c, d
    if area <= _LEAST_AREA:
        return None
    return Polygon(corners=tuple(map(_weights, corners)), walls=tuple(numbers), area=area)


def _weights(corner: _Corner) -> Triple:
    x, y = max(corner[0], 0.0), max(corner[1], 0.0)
    z = max(1.0 - x - y, 0.0)
    total = x + y + z
    return x / total, y / total, z / total
