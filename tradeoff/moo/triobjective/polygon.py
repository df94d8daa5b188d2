"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight wall a column (Ehrgott 2005, chapter 7). Only a few of the walls leave
an edge; they are found by walking along them, from one to the next that stands in the way, once around (Jarvis 1973).
"""

from __future__ import annotations

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
    """The weights w of the triangle with `walls . w >= 0`; None if they have no inside.

    Args:
        walls: Walls x 3, each of unit length.
        inside: Weights that keep all walls, maybe on some of them.
        towards: A direction, of zero sum, that leads further inside.
    """
    # In the plane of the first two weights a wall reads p x + q y + r >= 0.
    plane = np.vstack([_TRIANGLE, np.stack([walls[:, 0] - walls[:, 2], walls[:, 1] - walls[:, 2], walls[:, 2]], axis=1)])
    slopes = plane[:, :2]
    at = _Rest(plane, slopes)
    x, y = inside[:2].tolist()
    dx, dy = towards[:2].tolist()
    x, y, length, first = at.next_wall(x, y, dx, dy)
    if length <= _SHORT:
        return None
    corners: list[_Corner] = []
    numbers: list[int] = []
    wall = first
    for _ in range(_MOST_EDGES):
        # The inside is to the left.
        p, q = slopes[wall].tolist()
        x, y, length, then = at.next_wall(x, y, q, -p)
        if corners and length <= _SHORT:
            numbers[-1] = then
        else:
            corners.append((x, y))
            numbers.append(then)
        if then == first or at.is_same(then, first):
            return _polygon(corners, numbers)
        wall = then
    return None


@dataclass(frozen=True)
class _Rest:
    """The walls, for one walk around."""

    plane: Floats
    slopes: Floats

    def next_wall(self, x: float, y: float, dx: float, dy: float) -> tuple[float, float, float, int]:
        """Where a ray meets the first wall that stands in its way: the place, how far off, and which wall it is."""
        size = (dx * dx + dy * dy) ** 0.5 or 1.0
        dx, dy = dx / size, dy / size
        room, rates = self.plane @ np.array((x, y, 1.0)), self.slopes @ np.array((dx, dy))
        reach = np.where(rates < -_PARALLEL, room / np.minimum(rates, -_PARALLEL), -np.inf)
        wall = int(reach.argmax())
        length = max(-float(reach[wall]), 0.0)
        return x + length * dx, y + length * dy, length, wall

    def is_same(self, one: int, other: int) -> bool:
        """Whether two walls are one."""
        return bool(np.abs(self.plane[one] - self.plane[other]).max() <= _PARALLEL)


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
