"""Holds many bases of one bounded programme side by side, each with its table, and exchanges columns in all at once.

An exchange in a small table is a few multiplications among twenty calls of Python; a hundred tables take hardly more
calls than one. What a table is, and by what bounds moves are judged, `tableau.py` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.statuses import AT_LOWER, AT_UPPER, BASIC, Statuses
from tradeoff.moo.triobjective.polygon import Positions
from tradeoff.moo.triobjective.tableau import (
    MOVING,
    REFRESHED,
    SLACK,
    SMALLEST_PIVOT,
    Flags,
    Tableau,
    WalkError,
)


@dataclass(kw_only=True, eq=False)
class Tables:
    """Bases of the programme that one tableau is of."""

    base: Tableau
    """The programme, and its wider bounds."""
    table: Floats
    """Tables x (basics, then the three objectives) x nonbasics."""
    head: Positions
    """Tables x basics: which columns and rows these are."""
    outside: Positions
    """Tables x nonbasics, likewise."""
    above: Flags
    """Tables x nonbasics: which of them rest on their upper bound."""
    exchanged: Positions
    """Of each table the exchanges since it was computed from the programme."""

    @classmethod
    def of(cls, base: Tableau) -> Tables:
        """The basis of a tableau alone."""
        return cls(
            base=base,
            table=base.table[None].copy(),
            head=base.head[None].copy(),
            outside=base.outside[None].copy(),
            above=base.at_upper[base.outside][None],
            exchanged=np.zeros(1, dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.table)

    def taken(self, which: Positions) -> Tables:
        """Copies of some of the tables."""
        return Tables(
            base=self.base,
            table=self.table[which],
            head=self.head[which],
            outside=self.outside[which],
            above=self.above[which],
            exchanged=self.exchanged[which],
        )

    def put(self, which: Positions, tables: Tables) -> None:
        """Take other tables in the place of some."""
        self.table[which], self.head[which], self.outside[which] = tables.table, tables.head, tables.outside
        self.above[which], self.exchanged[which] = tables.above, tables.exchanged

    @staticmethod
    def joined(parts: Sequence[Tables]) -> Tables:
        """All tables of several, in turn."""
        if len(parts) == 1:
            return parts[0]
        return Tables(
            base=parts[0].base,
            table=np.concatenate([part.table for part in parts]),
            head=np.concatenate([part.head for part in parts]),
            outside=np.concatenate([part.outside for part in parts]),
            above=np.concatenate([part.above for part in parts]),
            exchanged=np.concatenate([part.exchanged for part in parts]),
        )

    @property
    def reduced(self) -> Floats:
        """Tables x 3 x nonbasics: of the three objectives."""
        reduced: Floats = self.table[:, -3:]
        return reduced

    @property
    def sides(self) -> Floats:
        """Which way each nonbasic may move: 1 up, -1 down, 0 for no way or both."""
        may = self.base.may_move[self.outside]
        sides: Floats = np.where(self.above, -may, may)
        return sides

    @property
    def _resting(self) -> Floats:
        """Where each nonbasic rests, at the bounds themselves."""
        base = self.base
        resting: Floats = np.where(self.above, base.upper[self.outside], base.lower[self.outside])
        if base.has_free:
            resting[base.free[self.outside]] = 0.0
        return resting

    def _amounts(self) -> Floats:
        """Of the basics, between the wider bounds."""
        base = self.base
        resting = np.where(self.above, base.high[self.outside], base.low[self.outside])
        if base.has_free:
            resting[base.free[self.outside]] = 0.0
        amounts: Floats = (self.table[:, :-3] @ resting[:, :, None])[:, :, 0]
        return amounts

    def values(self) -> Floats:
        """Tables x 3: the objectives at the solutions."""
        values: Floats = (self.reduced @ self._resting[:, :, None])[:, :, 0]
        return values

    def solutions(self) -> Floats:
        """Tables x columns, between the bounds themselves."""
        values = np.zeros((len(self), len(self.base.lower)))
        resting, every = self._resting, np.arange(len(self))[:, None]
        values[every, self.outside] = resting
        values[every, self.head] = (self.table[:, :-3] @ resting[:, :, None])[:, :, 0]
        return values[:, : self.base.width]

    def prices(self) -> Floats:
        """Tables x 3 x rows that stay."""
        prices = np.zeros((len(self), len(self.base.lower), 3))
        prices[np.arange(len(self))[:, None], self.outside] = self.reduced.transpose(0, 2, 1)
        return prices[:, self.base.width :].transpose(0, 2, 1)

    def stands(self) -> Statuses:
        """Tables x (columns, then rows that stay): how each stands."""
        stands = np.full((len(self), len(self.base.lower)), BASIC, dtype=np.int8)
        stands[np.arange(len(self))[:, None], self.outside] = np.where(self.above, AT_UPPER, AT_LOWER)
        return stands

    def flip(self, which: Flags) -> None:
        """Let nonbasics (tables x nonbasics) go from one of their bounds to the other."""
        self.above ^= which

    def enter(self, places: Positions, directions: Floats) -> None:
        """In each table, let the nonbasic at a place move until something stops it.

        Args:
            places: Of each table one.
            directions: 1 to raise it, -1 to lower it.

        Raises:
            WalkError: Nothing stops one, or a pivot is too small to be trusted.
        """
        base, every = self.base, np.arange(len(self))
        entering = self.outside[every, places]
        rates = directions[:, None] * self.table[every, :-3, places]
        sizes = np.abs(rates)
        moves = sizes > MOVING
        bounds = np.where(rates > 0, base.high[self.head], base.low[self.head])
        room = np.abs(bounds - self._amounts())
        reach, wider = np.full(room.shape, np.inf), np.full(room.shape, np.inf)
        np.divide(room, sizes, out=reach, where=moves)
        np.divide(room + SLACK, sizes, out=wider, where=moves)
        least = wider.min(axis=1, initial=np.inf)
        own = base.high[entering] - base.low[entering]
        crosses = own <= least
        if not np.isfinite(own[crosses]).all():
            raise WalkError("nothing stops a column")
        self.above[every[crosses], places[crosses]] = directions[crosses] > 0
        stopped = (~crosses).nonzero()[0]
        if not len(stopped):
            return
        # Not room <= least * sizes: of much room the slack is lost in rounding, and then nothing would fit.
        fits = reach[stopped] <= least[stopped, None]
        rows = np.where(fits, sizes[stopped], 0.0).argmax(axis=1)
        self._exchange(stopped, rows, places[stopped])
        self.above[stopped, places[stopped]] = rates[stopped, rows] > 0

    def _exchange(self, which: Positions, rows: Positions, places: Positions) -> None:
        """In some tables, exchange a basic by its place in `head` and a nonbasic by its place in `outside`."""
        table = self.table if len(which) == len(self) else self.table[which]
        every = np.arange(len(which))
        row, column = table[every, rows], table[every, :, places]
        pivots = row[every, places]
        if (np.abs(pivots) < SMALLEST_PIVOT).any():
            raise WalkError("a pivot is too small to be trusted")
        row /= pivots[:, None]
        table -= column[:, :, None] * row[:, None]
        table[every, rows] = -row
        table[every, :, places] = column / pivots[:, None]
        table[every, rows, places] = 1.0 / pivots
        if table is not self.table:
            self.table[which] = table
        leaving = self.head[which, rows]
        self.head[which, rows], self.outside[which, places] = self.outside[which, places], leaving
        self.exchanged[which] += 1
        for number in which[self.exchanged[which] >= REFRESHED].tolist():
            self._refresh(number)

    def _refresh(self, number: int) -> None:
        """Compute a table anew from the programme itself, each column in its place."""
        table, head, outside = self.base.computed(self.head[number])
        rows = np.concatenate([_places(head, self.head[number]), len(head) + np.arange(3)])
        self.table[number] = table[np.ix_(rows, _places(outside, self.outside[number]))]
        self.exchanged[number] = 0


def _places(here: Positions, wanted: Positions) -> Positions:
    """Where each of the wanted is found."""
    order = np.argsort(here)
    places: Positions = order[np.searchsorted(here[order], wanted)]
    return places
