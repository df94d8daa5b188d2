"""Holds the polygons of weights that bases are optimal over, their points, and the edges nobody has crossed yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.triobjective.polygon import BORDERS, Polygon, Triple

TIED = 1e-9
"""A reduced cost that is no more, as a share of the three, is zero at these weights."""
_SAME = 1e-9
"""In shares of the ranges, up to where two points are one."""
_ALONG = 0.4142
"""Where an edge is crossed: its middle may lie on more lines than one."""
_SHELF = 1e-7
"""Width of a shelf, well above what two values that count as one may differ by."""
_SECOND, _THIRD = 0.6180339887, 0.3819660113
"""By which the second and third value count on a shelf, so that points of a lattice do not share one."""
_KEY = 1e7
_NONE = 1e-12
"""A weight that is no more is what rounding leaves of none."""
_Key = tuple[int, int, int, int]


class Cell(NamedTuple):
    """A basis, and the weights for which it is optimal."""

    point: int
    """The position of its point."""
    polygon: Polygon
    walls: Floats
    """Edges x 3: what is >= 0 within, of unit length."""
    prices: Floats
    """3 x rows that stay."""
    stands: Statuses
    """How columns, then rows that stay, stand in it."""


class Edge(NamedTuple):
    """An edge of a cell to be crossed."""

    cell: int
    weights: Triple
    """A place on it."""
    wall: Floats
    """What is 0 along it and above 0 in the cell."""


class Cells:
    """The cells and points found so far."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.solutions: list[Floats] = []
        """The scaled columns at each point."""
        self.covered = 0.0
        """The share of the triangle that the cells fill."""
        self._values: list[Sequence[float]] = []
        self._shelves: dict[int, list[int]] = {}
        """Points by a sum of their values, for those near to one another to be found."""
        self._cells_of: list[list[int]] = []
        self._open: list[tuple[int, int, _Key]] = []
        self._sides: dict[_Key, int] = {}
        """How many cells have each edge."""

    @property
    def is_open(self) -> bool:
        """Whether edges may be left to be crossed."""
        return bool(self._open)

    def next_edge(self) -> Edge | None:
        """The edge found last that has a cell on one side alone, which from now on counts as crossed."""
        while self._open:
            number, edge, key = self._open.pop()
            if self._sides[key] > 1:
                continue
            cell = self.cells[number]
            (a, b, c), (d, e, f) = cell.polygon.corners[edge - 1], cell.polygon.corners[edge]
            on_edge = (a + _ALONG * (d - a), b + _ALONG * (e - b), c + _ALONG * (f - c))
            return Edge(number, on_edge, cell.walls[edge - 1])
        return None

    def find(self, values: Sequence[float]) -> int | None:
        """The position of the point with these values, in shares of the ranges; None where it is new."""
        at, (x, y, z) = _shelf(values), values
        for shelf in (at, at - 1, at + 1):
            for position in self._shelves.get(shelf, ()):
                a, b, c = self._values[position]
                if abs(a - x) <= _SAME and abs(b - y) <= _SAME and abs(c - z) <= _SAME:
                    return position
        return None

    def covers(self, point: int, weights: Floats, towards: Floats) -> bool:
        """Whether a cell of a point holds these weights and those a little further on.

        Args:
            point: Its position.
            weights: Three, of unit sum.
            towards: A direction of zero sum.
        """
        for number in self._cells_of[point]:
            walls = self.cells[number].walls
            now = walls @ weights
            if now.min() >= -TIED and (walls[now <= TIED] @ towards >= -TIED).all():
                return True
        return False

    def keep(self, cell: Cell, values: Sequence[float], solution: Floats) -> int:
        """Take a cell, and its point where that is new; the number of the cell.

        Args:
            cell: Its point is one that `find` knows, or the next.
            values: Of the point, the three objectives, in shares of the ranges from wherever the costs count.
            solution: Of the point, the scaled columns.
        """
        if cell.point == len(self.solutions):
            self._values.append(values)
            self._cells_of.append([])
            self._shelves.setdefault(_shelf(values), []).append(cell.point)
            self.solutions.append(solution)
        number, polygon = len(self.cells), cell.polygon
        self.cells.append(cell)
        self._cells_of[cell.point].append(number)
        self.covered += polygon.area
        ends = [(round(a * _KEY), round(b * _KEY)) for a, b, _ in polygon.corners]
        here, wall = ends[-1], polygon.walls[-1]
        sides, opened = self._sides, self._open
        a, b, c = polygon.corners[-1]
        for edge, (there, (d, e, f)) in enumerate(zip(ends, polygon.corners, strict=True)):
            # A column's wall may lie along a border of the triangle, beyond which there is nothing.
            within = (a > _NONE or d > _NONE) and (b > _NONE or e > _NONE) and (c > _NONE or f > _NONE)
            if wall >= BORDERS and within:
                key = (*here, *there) if here <= there else (*there, *here)
                sides[key] = sides.get(key, 0) + 1
                opened.append((number, edge, key))
            here, wall, a, b, c = there, polygon.walls[edge], d, e, f
        return number


def _shelf(values: Sequence[float]) -> int:
    """Where a point is kept: points that count as one lie on the same shelf or on two beside one another."""
    first, second, third = values
    return math.floor((first + _SECOND * second + _THIRD * third) / _SHELF)
