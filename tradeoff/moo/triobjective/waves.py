"""Fills the triangle of weights in waves: all edges that are open at a time are crossed side by side.

Each wave takes the tables of the cells that the one before has found. Where several edges lead to one basis the last
exchange is done for each of them, and the rest once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.triobjective.cells import TIED, Cell, Cells, Edge
from tradeoff.moo.triobjective.polygon import BORDERS, Polygon, Positions, walk_around_all
from tradeoff.moo.triobjective.tableau import Tableau, WalkError
from tradeoff.moo.triobjective.tables import Tables

COSTLESS = 1e-11
"""A column whose three reduced costs are no more changes nothing."""
MOST_PIVOTS = 10_000
"""Exchanges for one crossing beyond which something goes round in circles."""
_BORDERS = np.eye(BORDERS)
_AT_ONCE = 250_000
"""Numbers in the tables that are exchanged at a time: about as many as the processor has at hand."""


class Waves:
    """The tables of the cells found last, and what is known of bases."""

    def __init__(self, cells: Cells, base: Tableau, count: Callable[[int], None]) -> None:
        """Begin with one table.

        Args:
            cells: Where they are kept.
            base: The table.
            count: Told after every few crossings how many came to nothing; it raises WalkError where that is enough.
        """
        self._cells, self._count = cells, count
        self._tables = Tables.of(base)
        self._first = 0
        """The number of the cell that the first of the tables is of."""
        self._known: set[bytes] = set()
        """Bases met by now."""
        self._most = max(1, _AT_ONCE // base.table.size)

    def begin(self, weights: Floats, towards: Floats) -> None:
        """Find the first cell, at weights for which the table is optimal and a little further on.

        Raises WalkError where there is none.
        """
        self._tables = self._cross(self._tables, weights[None], towards[None])
        if not self._cells.cells:
            raise WalkError("the first basis is optimal nowhere")

    def go_on(self, pause: Callable[[], None]) -> bool:
        """Cross all edges that are open; whether there were any. `pause` is called before every few of them.

        Raises WalkError.
        """
        edges: list[Edge] = []
        while (edge := self._cells.next_edge()) is not None:
            edges.append(edge)
        following = len(self._cells.cells)
        parts: list[Tables] = []
        for begin in range(0, len(edges), self._most):
            pause()
            some = edges[begin : begin + self._most]
            walls, places = np.array([edge.wall for edge in some]), np.array([edge.weights for edge in some])
            tables = self._tables.taken(np.array([edge.cell - self._first for edge in some]))
            parts.append(self._cross(tables, places, walls.mean(axis=1, keepdims=True) - walls))
        if parts:
            self._tables, self._first = Tables.joined(parts), following
        return bool(edges)

    def _cross(self, tables: Tables, weights: Floats, towards: Floats) -> Tables:
        """Cross an edge with each table, and keep the bases that are new; the tables of these, in turn.

        Args:
            tables: They are moved.
            weights: Where, a row a table.
            towards: Whither, likewise.

        Raises:
            WalkError: See `cross`.
        """
        sizes = cross(tables, weights, towards)
        stands = tables.stands()
        new = np.array(self._new(stands), dtype=np.int64)
        if len(new) < len(tables):
            tables, weights, towards, stands = tables.taken(new), weights[new], towards[new], stands[new]
            sizes = sizes[new]
        # What cannot move, or costs nothing, is a wall of zeros: it stands in nobody's way.
        walls = tables.reduced * (tables.sides / sizes)[:, None]
        polygons = walk_around_all(walls, weights, towards)
        kept = self._keep(tables, stands, polygons, _own_walls(walls, polygons), weights, towards)
        return tables if len(kept) == len(tables) else tables.taken(kept)

    def _keep(
        self,
        tables: Tables,
        stands: Statuses,
        polygons: Sequence[Polygon | None],
        walls: Sequence[Floats],
        weights: Floats,
        towards: Floats,
    ) -> Positions:
        """Take tables for cells, unless cells have their weights; which of them were taken.

        Args:
            tables: Of different bases.
            stands: What stands how in them.
            polygons: Where each is optimal.
            walls: Of each the walls of its polygon, a row an edge.
            weights: Where it was asked for.
            towards: And in which direction.

        Raises:
            WalkError: Too many came to nothing.
        """
        cells, kept, failed = self._cells, [], 0
        prices, solutions = tables.prices(), tables.solutions()
        for place, (values, polygon) in enumerate(zip(tables.values().tolist(), polygons, strict=True)):
            known = cells.find(values)
            if known is not None and cells.covers(known, weights[place], towards[place]):
                continue
            if polygon is None:
                failed += 1
                continue
            kept.append(place)
            cell = Cell(
                point=len(cells.solutions) if known is None else known,
                polygon=polygon,
                walls=walls[place],
                prices=prices[place],
                stands=stands[place],
            )
            cells.keep(cell, values, solutions[place])
        self._count(failed)
        return np.array(kept, dtype=np.int64)

    def _new(self, stands: Statuses) -> list[int]:
        """Which bases (a row each) were not met before; from now on they were."""
        known, new = self._known, []
        for place, basis in enumerate(map(bytes, stands)):
            if basis not in known:
                known.add(basis)
                new.append(place)
        return new


def cross(tables: Tables, weights: Floats, towards: Floats) -> Floats:
    """Go with each table to a basis that is optimal at its weights and a little further on; its `column_sizes` there.

    Args:
        tables: They are moved.
        weights: A row a table.
        towards: A direction of zero sum a table.

    Raises:
        WalkError: A table goes round in circles, nothing stops a column, or a pivot is too small to be trusted.
    """
    both = np.empty((len(tables), 2, 3))
    both[:, 0], both[:, 1] = weights, towards
    going = np.arange(len(tables))
    for _ in range(MOST_PIVOTS):
        moved = tables if len(going) == len(tables) else tables.taken(going)
        gains, then, sizes = _gains(moved, both[going])
        best = gains.argmax(axis=1)
        every = np.arange(len(going))
        steps = (gains[every, best] > TIED).nonzero()[0]
        if not len(steps):
            return sizes if moved is tables else column_sizes(tables.reduced)
        going, best, gains, then = going[steps], best[steps], gains[steps], then[steps]
        if len(going) < len(every):
            moved = moved.taken(steps)
        if tables.base.is_box:
            moved.flip(gains > TIED)
        else:
            every = np.arange(len(going))
            sides = moved.sides[every, best]
            moved.enter(best, np.where(sides == 0, -np.sign(then[every, best]), sides))
        if moved is not tables:
            tables.put(going, moved)
    raise WalkError("the walk goes round in circles")


def _own_walls(walls: Floats, polygons: Sequence[Polygon | None]) -> list[Floats]:
    """Of each polygon the walls (sets x 3 x walls) that its edges are on, a row an edge."""
    numbers = [polygon.walls if polygon else () for polygon in polygons]
    counts = np.array([len(part) for part in numbers], dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(numbers), np.int64, int(counts.sum()))
    own = flat >= BORDERS
    rows = _BORDERS[np.where(own, 0, flat)]
    rows[own] = walls[np.repeat(np.arange(len(counts)), counts)[own], :, flat[own] - BORDERS]
    ends = np.cumsum(counts)
    return [rows[begin:end] for begin, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)]


def _gains(tables: Tables, both: Floats) -> tuple[Floats, Floats, Floats]:
    """What each nonbasic that is tied at some weights gains a little further on, the rate of its cost there, and its
    size.

    Args:
        tables: Some.
        both: Of each the weights and the direction, tables x 2 x 3.
    """
    reduced, sides = tables.reduced, tables.sides
    sizes = column_sizes(reduced)
    now, then = (both @ reduced).transpose(1, 0, 2)
    gains = -sides * then / sizes
    if tables.base.has_free:
        gains = np.where(tables.base.free[tables.outside], np.abs(then) / sizes, gains)
    # Of infinite size is what is left out: it gains nothing.
    gains[np.abs(now) > TIED * sizes] = 0.0
    return gains, then, sizes


def column_sizes(reduced: Floats) -> Floats:
    """The length of each column's reduced costs (tables x 3 x columns); inf where they change nothing."""
    sizes: Floats = np.sqrt((reduced * reduced).sum(axis=1))
    sizes[sizes <= COSTLESS] = np.inf
    return sizes
