"""Walks from basis to basis over the triangle of weights until every weight has its optimal basis.

Each basis of the table (`tableau.py`) is optimal over a polygon of weights (`polygon.py`); the polygons fill the
triangle, and where two meet along an edge their points are the ends of an edge of the surface. So from each polygon one
exchange across each edge leads to all its neighbours (the multiobjective simplex method, Ehrgott 2005 chapter 7; its
parametric form Rudloff, Ulus and Vanderbei 2017). Where several columns are tied along an edge, all those that gain
beyond it are let in: the least of the weighted sum there, and among its optima the least for weights a little further.

The walk proposes and claims nothing: points and prices are checked anew from the programme itself (`duality.py`), and
what it has missed is what the sandwich then finds.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.triobjective.polygon import BORDERS, Polygon, Triple, walk_around
from tradeoff.moo.triobjective.tableau import Flags, Tableau, WalkError

_TIED = 1e-9
"""A reduced cost that is no more, as a share of the three, is zero at these weights."""
_COSTLESS = 1e-11
"""A column whose three reduced costs are no more changes nothing."""
_SAME = 1e-9
"""In shares of the ranges, up to where two points are one."""
_ALONG = 0.4142
"""Where an edge is crossed: its middle may lie on more lines than one."""
_MOST_PIVOTS = 10_000
"""Exchanges for one crossing beyond which something goes round in circles."""
_MOST_FAILED = 20
"""Crossings that came to nothing after which the programme is not one for a walk."""
_CELLS_A_POINT, _CELLS = 12, 500
"""Polygons for each point, and beside, beyond which its many bases cost more than the sandwich's sums."""
_SHELF = 1e-7
"""Width of a shelf, well above what two values that count as one may differ by."""
_SECOND, _THIRD = 0.6180339887, 0.3819660113
"""By which the second and third value count on a shelf, so that points of a lattice do not share one."""
_KEY = 1e7
_UNITS = np.eye(3)
_Key = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A basis, and the weights for which it is optimal."""

    point: int
    """The position of its point."""
    polygon: Polygon
    walls: Floats
    """Edges x 3: what is >= 0 within, of unit length."""
    prices: Floats
    """3 x rows that stay."""
    basics: Flags
    at_upper: Flags


class Walk:
    """The cells and points found so far."""

    def __init__(self, table: Tableau) -> None:
        self._table = table
        self.cells: list[Cell] = []
        self.solutions: list[Floats] = []
        """The scaled columns at each point."""
        self.complete = False
        """Whether no edge is left to be crossed."""
        self.covered = 0.0
        """The share of the triangle that the cells fill."""
        self._values: Floats = np.empty((64, 3))
        self._shelves: dict[int, list[int]] = {}
        """Points by a sum of their values, for those near to one another to be found."""
        self._cells_of: list[list[int]] = []
        self._open: list[tuple[int, int, _Key]] = []
        self._sides: dict[_Key, int] = {}
        """How many cells have each edge."""
        self._at = -1
        """The cell whose basis the table holds."""

    @property
    def values(self) -> Floats:
        """The points, in shares of the ranges from wherever the costs count."""
        return self._values[: len(self.solutions)]

    def run(self, weights: Floats, pause: Callable[[Walk], None]) -> None:
        """Fill the triangle, from weights for which the table is optimal; `pause` is called for every cell.

        Raises WalkError where the programme is not one for a walk; what was found until then stays.
        """
        towards = np.array([0.59, -0.37, -0.22])
        if not self._cross(weights, towards):
            raise WalkError("the first basis is optimal nowhere")
        failed = 0
        while self._open:
            number, edge, key = self._open.pop()
            if self._sides[key] > 1:
                continue
            cell = self.cells[number]
            pause(self)
            if self._at != number:
                self._table.move_to(cell.basics, cell.at_upper)
            (a, b, c), (d, e, f) = cell.polygon.corners[edge - 1], cell.polygon.corners[edge]
            on_edge = np.array((a + _ALONG * (d - a), b + _ALONG * (e - b), c + _ALONG * (f - c)))
            wall = cell.walls[edge - 1]
            if not self._cross(on_edge, wall.sum() / 3 - wall):
                failed += 1
            if failed > _MOST_FAILED or len(self.cells) > _CELLS + _CELLS_A_POINT * len(self.solutions):
                raise WalkError("too many bases belong to each point")
        self.complete = not failed

    def _cross(self, weights: Floats, towards: Floats) -> bool:
        """Go to a basis that is optimal at `weights` and a little further on; whether there is a cell to show for it.

        Raises WalkError.
        """
        table = self._table
        self._at = -1
        both = np.array((weights, towards))
        for _ in range(_MOST_PIVOTS):
            reduced, sides = table.reduced, table.sides
            now, then = both.dot(reduced)
            sizes = np.sqrt(np.add.reduce(reduced * reduced, axis=0))
            sizes[sizes <= _COSTLESS] = np.inf
            # Of infinite size is what is left out: it gains nothing.
            tied = (np.abs(now) <= _TIED * sizes).nonzero()[0]
            gains = -sides[tied] * then[tied] / sizes[tied]
            if table.has_free:
                gains = np.where(table.free[table.outside[tied]], np.abs(then[tied]) / sizes[tied], gains)
            best = int(gains.argmax()) if len(gains) else 0
            if not len(gains) or gains[best] <= _TIED:
                return self._keep(sizes, sides, weights, towards)
            if table.is_box:
                table.flip(tied[gains > _TIED])
            else:
                place = int(tied[best])
                table.enter(place, float(sides[place]) or -float(np.sign(then[place])))
        raise WalkError("the walk goes round in circles")

    def _keep(self, sizes: Floats, sides: Floats, weights: Floats, towards: Floats) -> bool:
        """Take the basis for a cell, unless one has its weights; whether they have a cell now."""
        table = self._table
        values = table.values()
        known = self._known(values)
        if known is not None and self._is_covered(known, weights, towards):
            return True
        # What cannot move, or costs nothing, is a wall of zeros: it stands in nobody's way.
        walls = np.empty((3, BORDERS + len(sizes)))
        walls[:, :BORDERS] = _UNITS
        np.multiply(table.reduced, sides / sizes, out=walls[:, BORDERS:])
        polygon = walk_around(walls[:, BORDERS:], weights, towards)
        if polygon is None:
            return False
        point = self._add(values) if known is None else known
        number = self._at = len(self.cells)
        self.cells.append(
            Cell(
                point=point,
                polygon=polygon,
                walls=walls.T[list(polygon.walls)],
                prices=table.prices(),
                basics=table.basics(),
                at_upper=table.at_upper.copy(),
            )
        )
        self._cells_of[point].append(number)
        self.covered += polygon.area
        corners = polygon.corners
        for edge in range(len(corners)):
            if polygon.walls[edge - 1] >= BORDERS:
                key = _key(corners[edge - 1], corners[edge])
                self._sides[key] = self._sides.get(key, 0) + 1
                self._open.append((number, edge, key))
        return True

    def _known(self, values: Floats) -> int | None:
        """The position of a point; None where it is new."""
        at = _shelf(values)
        for shelf in (at, at - 1, at + 1):
            for position in self._shelves.get(shelf, ()):
                if np.abs(self._values[position] - values).max() <= _SAME:
                    return position
        return None

    def _add(self, values: Floats) -> int:
        """Take the table's solution for a new point; its position."""
        number = len(self.solutions)
        if number == len(self._values):
            self._values = np.vstack([self._values, np.empty_like(self._values)])
        self._values[number] = values
        self._shelves.setdefault(_shelf(values), []).append(number)
        self.solutions.append(self._table.solution())
        self._cells_of.append([])
        return number

    def _is_covered(self, point: int, weights: Floats, towards: Floats) -> bool:
        """Whether a cell of a point holds these weights and those a little further on."""
        for number in self._cells_of[point]:
            walls = self.cells[number].walls
            now, then = walls @ weights, walls @ towards
            if ((now > _TIED) | ((now >= -_TIED) & (then >= -_TIED))).all():
                return True
        return False


def _shelf(values: Floats) -> int:
    """Where a point is kept: points that count as one lie on the same shelf or on two beside one another."""
    first, second, third = values
    return math.floor(float(first + _SECOND * second + _THIRD * third) / _SHELF)


def _key(here: Triple, there: Triple) -> _Key:
    """An edge by its rounded ends, whichever comes first."""
    a, b, c, d = round(here[0] * _KEY), round(here[1] * _KEY), round(there[0] * _KEY), round(there[1] * _KEY)
    return (a, b, c, d) if (a, b) <= (c, d) else (c, d, a, b)
