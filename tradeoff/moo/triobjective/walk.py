"""Walks from basis to basis over the triangle of weights until every weight has its optimal basis.

Each basis of the table (`tableau.py`) is optimal over a polygon of weights (`polygon.py`); the polygons fill the
triangle, and where two meet along an edge their points are the ends of an edge of the surface. So from each polygon one
exchange across each edge leads to all its neighbours (the multiobjective simplex method, Ehrgott 2005 chapter 7; its
parametric form Rudloff, Ulus and Vanderbei 2017). Where several columns are tied along an edge, all those that gain
beyond it are let in: the least of the weighted sum there, and among its optima the least for weights a little further.

Small tables are walked in waves, all open edges at once (`waves.py`); of large ones there is one, which goes from each
polygon on to the next.

The walk proposes and claims nothing: points and prices are checked anew from the programme itself (`duality.py`), and
what it has missed is what the sandwich then finds.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.triobjective.cells import TIED, Cell, Cells
from tradeoff.moo.triobjective.polygon import BORDERS, walk_around
from tradeoff.moo.triobjective.tableau import Tableau, WalkError
from tradeoff.moo.triobjective.waves import COSTLESS, MOST_PIVOTS, Waves

_MOST_FAILED = 20
"""Crossings that came to nothing after which the programme is not one for a walk."""
_CELLS_A_POINT, _CELLS = 12, 500
"""Polygons for each point, and beside, beyond which its many bases cost more than the sandwich's sums."""
_SMALL_TABLE = 10_000
"""Numbers in a table up to which many are kept at a time."""
_START = np.array([0.59, -0.37, -0.22])
"""From the first weights a direction that no two objectives share."""
_UNITS = np.eye(3)


class Walk(Cells):
    """The cells and points found so far, and the table that finds more."""

    def __init__(self, table: Tableau) -> None:
        super().__init__()
        self._table = table
        self.complete = False
        """Whether no edge is left to be crossed."""
        self._failed = 0
        self._at = -1
        """The cell whose basis the table holds."""

    def run(self, weights: Floats, pause: Callable[[Walk], None]) -> None:
        """Fill the triangle, from weights for which the table is optimal.

        Args:
            weights: Three, of unit sum.
            pause: Called before every crossing, or every wave of them.

        Raises:
            WalkError: The programme is not one for a walk; what was found until then stays.
        """
        if self._table.table.size <= _SMALL_TABLE:
            self._run_in_waves(weights, pause)
        else:
            self._run_one_by_one(weights, pause)
        self.complete = not self._failed

    def _count(self, failed: int) -> None:
        """Count crossings that came to nothing; raises WalkError where they or the bases are too many."""
        self._failed += failed
        if self._failed > _MOST_FAILED or len(self.cells) > _CELLS + _CELLS_A_POINT * len(self.solutions):
            raise WalkError("too many bases belong to each point")

    def _run_in_waves(self, weights: Floats, pause: Callable[[Walk], None]) -> None:
        waves = Waves(self, self._table, self._count)
        waves.begin(weights, _START)
        while waves.go_on(lambda: pause(self)):
            pass

    def _run_one_by_one(self, weights: Floats, pause: Callable[[Walk], None]) -> None:
        if not self._cross(weights, _START):
            raise WalkError("the first basis is optimal nowhere")
        while (edge := self.next_edge()) is not None:
            pause(self)
            if self._at != edge.cell:
                self._table.move_to(self.cells[edge.cell].stands)
            self._count(not self._cross(np.array(edge.weights), edge.wall.sum() / 3 - edge.wall))

    def _cross(self, weights: Floats, towards: Floats) -> bool:
        """Go to a basis that is optimal at `weights` and a little further on; whether there is a cell to show for it.

        Raises WalkError.
        """
        table = self._table
        self._at = -1
        both = np.array((weights, towards))
        for _ in range(MOST_PIVOTS):
            reduced, sides = table.reduced, table.sides
            now, then = both.dot(reduced)
            sizes = np.sqrt(np.add.reduce(reduced * reduced, axis=0))
            sizes[sizes <= COSTLESS] = np.inf
            # Of infinite size is what is left out: it gains nothing.
            tied = (np.abs(now) <= TIED * sizes).nonzero()[0]
            gains = -sides[tied] * then[tied] / sizes[tied]
            if table.has_free:
                gains = np.where(table.free[table.outside[tied]], np.abs(then[tied]) / sizes[tied], gains)
            best = int(gains.argmax()) if len(gains) else 0
            if not len(gains) or gains[best] <= TIED:
                return self._keep(sizes, sides, weights, towards)
            if table.is_box:
                table.flip(tied[gains > TIED])
            else:
                place = int(tied[best])
                table.enter(place, float(sides[place]) or -float(np.sign(then[place])))
        raise WalkError("the walk goes round in circles")

    def _keep(self, sizes: Floats, sides: Floats, weights: Floats, towards: Floats) -> bool:
        """Take the basis for a cell, unless one has its weights; whether they have a cell now."""
        table = self._table
        values = table.values().tolist()
        known = self.find(values)
        if known is not None and self.covers(known, weights, towards):
            return True
        # What cannot move, or costs nothing, is a wall of zeros: it stands in nobody's way.
        walls = np.empty((3, BORDERS + len(sizes)))
        walls[:, :BORDERS] = _UNITS
        np.multiply(table.reduced, sides / sizes, out=walls[:, BORDERS:])
        polygon = walk_around(walls[:, BORDERS:], weights, towards)
        if polygon is None:
            return False
        cell = Cell(
            point=len(self.solutions) if known is None else known,
            polygon=polygon,
            walls=walls.T[list(polygon.walls)],
            prices=table.prices(),
            stands=table.stands(),
        )
        self._at = self.keep(cell, values, table.solution())
        return True
