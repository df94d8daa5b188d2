"""Holds a basis of a linear programme as a dense table, and exchanges columns in it.

With a logical column for every row's activity the rows read `A x - r = 0`. So what is basic, and each objective, is a
plain sum over what is not:

    x_B = D x_N,    f = R x_N           D, R: the table, a row for each basic and each objective

R are the reduced costs of all three objectives at once. An exchange is one update of the table by a column times a row
(Dantzig 1963). Rows of one column are bounds of that column and no rows here.

All bounds are also held a little wider, each by its own small amount (Charnes 1952): moves are judged by these, so that
no two columns reach a bound together and no step is empty, while what is read are values at the bounds themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import dger
from scipy.sparse import csr_array

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import AT_LOWER, AT_UPPER, BASIC, Statuses

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
_WIDER = 1e-8
"""By what share of its size, and at least of 1, a bound is widened; twice that at most."""
MOVING = 1e-9
"""A smaller rate is what rounding leaves of a zero."""
SLACK = 1e-13
"""How far beyond its bound a column may go for the sake of a larger pivot."""
SMALLEST_PIVOT = 1e-7
_FEW = 10_000
"""Numbers in the rows, zeros with them, up to which they are no sparse matrix."""
REFRESHED = 200
"""Exchanges after which the table is computed anew."""


class WalkError(Exception):
    """The table cannot be trusted, or the programme does not fit into one; the caller takes the slower road."""


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """A scaled programme, its rows of one column taken for bounds."""

    rows: csr_array | Floats
    """Of the rows that stay; all numbers where they are few, for a sparse matrix costs more to ask than to add up."""
    kept: Positions
    """Which rows those are."""
    bounds: Positions
    """The others, where they have an entry at all: row and column, a line each."""
    lower: Floats
    """Of the columns, then of the activities of the rows that stay."""
    upper: Floats
    costs: Floats
    """3 x columns."""


def bounded(solver: Solver, costs: Floats) -> Bounded:
    """The programme of a solver in its scaled units, with `costs` (3 x columns) of the scaled columns."""
    model, scaled = solver.model, solver.scaled
    shape = (len(model.row_names), len(model.columns))
    rows = csr_array((scaled.values, model.indices, model.starts), shape=shape)
    entries = np.diff(model.starts)
    lower, upper = scaled.lower.copy(), scaled.upper.copy()
    alone = np.flatnonzero(entries == 1)
    at = model.starts[alone]
    columns, factors = model.indices[at], scaled.values[at]
    ends = np.stack([scaled.row_lower[alone], scaled.row_upper[alone]]) / factors
    np.maximum.at(lower, columns, ends.min(axis=0))
    np.minimum.at(upper, columns, ends.max(axis=0))
    kept = np.flatnonzero(entries > 1)
    if len(kept) < len(entries):
        rows = rows[kept]
    return Bounded(
        rows=rows.toarray() if np.prod(rows.shape) <= _FEW else rows,
        kept=kept,
        bounds=np.stack([alone, columns], axis=1),
        lower=np.concatenate([lower, scaled.row_lower[kept]]),
        upper=np.concatenate([upper, scaled.row_upper[kept]]),
        costs=costs,
    )


class Tableau:
    """A basis of a bounded programme with its table."""

    def __init__(self, programme: Bounded, solver: Solver, optimum: Optimum) -> None:
        """Begin with the basis of the solver's last optimum.

        Raises WalkError if it is none without the rows that became bounds.
        """
        self.programme = programme
        height, self.width = programme.rows.shape
        rows = programme.rows
        self._dense: Floats = rows if isinstance(rows, np.ndarray) else rows.toarray()
        self.lower, self.upper = programme.lower, programme.upper
        statuses = solver.basis()
        values = np.concatenate([optimum.scaled_x, optimum.activity[programme.kept]])
        # A column that rests on a bound that was a row is basic there, and here it is not.
        bounds = programme.bounds[statuses[self.width + programme.bounds[:, 0]] != BASIC]
        statuses[bounds[:, 1]] = AT_LOWER
        basic = np.concatenate([statuses[: self.width], statuses[self.width + programme.kept]]) == BASIC
        if basic.sum() != height:
            raise WalkError("the basis does not fit the rows")
        with np.errstate(invalid="ignore"):
            self.at_upper: Flags = np.abs(self.upper - values) < np.abs(values - self.lower)
        self.at_upper |= ~np.isfinite(self.lower) & np.isfinite(self.upper)
        self.at_upper &= np.isfinite(self.upper)
        self.free: Flags = ~np.isfinite(self.lower) & ~np.isfinite(self.upper)
        self.is_box = height == 0 and bool(np.isfinite([self.lower, self.upper]).all())
        """Whether nothing but its own bounds stops any column."""
        self.has_free = bool(self.free.any())
        self.may_move = ((self.lower < self.upper) & ~self.free).astype(float)
        self.pivots = 0
        self._exchanged = 0
        self._compute(np.flatnonzero(basic))
        self._widen()

    def _settle(self) -> None:
        """Note where each column rests if it is not basic, at wider bounds and at its own, and its way from there."""
        self._way = np.where(self.at_upper, -self.may_move, self.may_move)
        self._place = np.where(self.free, 0.0, np.where(self.at_upper, self.high, self.low))
        self._own_place = np.where(self.free, 0.0, np.where(self.at_upper, self.upper, self.lower))

    def _rest(self, column: int, *, at_upper: bool) -> None:
        """Let a column rest on one of its bounds."""
        self.at_upper[column] = at_upper
        self._way[column] = -self.may_move[column] if at_upper else self.may_move[column]
        self._place[column] = self.high[column] if at_upper else self.low[column]
        self._own_place[column] = self.upper[column] if at_upper else self.lower[column]

    def _compute(self, basic: Positions) -> None:
        """Take the table of some basics."""
        self.table, self.head, self.outside = self.computed(basic)
        self._exchanged = 0

    def computed(self, basic: Positions) -> tuple[Floats, Positions, Positions]:
        """The table of some basics, from the programme itself; which these are row by row, and the others.

        Raises WalkError where they are no basis.
        """
        height, width = self._dense.shape
        is_basic = np.zeros(width + height, dtype=np.bool_)
        is_basic[basic] = True
        columns, rest = np.flatnonzero(is_basic[:width]), np.flatnonzero(~is_basic[:width])
        own, tight = np.flatnonzero(is_basic[width:]), np.flatnonzero(~is_basic[width:])
        right = np.hstack([-self._dense[np.ix_(tight, rest)], np.eye(len(tight))])
        try:
            moves = np.linalg.solve(self._dense[np.ix_(tight, columns)], right)
        except np.linalg.LinAlgError:
            raise WalkError("the basis is singular") from None
        everything = np.vstack([self._dense[own], self.programme.costs])
        table = everything[:, columns] @ moves
        table[:, : len(rest)] += everything[:, rest]
        whole = np.ascontiguousarray(np.vstack([moves, table]))
        return whole, np.concatenate([columns, width + own]), np.concatenate([rest, width + tight])

    def _widen(self) -> None:
        """Widen every bound a little, and of the basics as far as it takes for all to be within."""
        rng = np.random.default_rng(0)
        wider = _WIDER * rng.uniform(1.0, 2.0, (2, len(self.lower)))
        with np.errstate(invalid="ignore"):
            self.low = self.lower - wider[0] * (1 + np.abs(self.lower))
            self.high = self.upper + wider[1] * (1 + np.abs(self.upper))
        self.low[~np.isfinite(self.lower)], self.high[~np.isfinite(self.upper)] = -np.inf, np.inf
        self._settle()
        amounts = self._amounts()
        least = wider[:, self.head]
        self.low[self.head] = np.minimum(self.low[self.head], amounts - least[0])
        self.high[self.head] = np.maximum(self.high[self.head], amounts + least[1])

    def _amounts(self) -> Floats:
        """Of the basics, between the wider bounds."""
        amounts: Floats = self.table[:-3] @ self._place[self.outside]
        return amounts

    @property
    def reduced(self) -> Floats:
        """Of the three objectives, a column for each nonbasic in the order of `outside`."""
        reduced: Floats = self.table[-3:]
        return reduced

    @property
    def sides(self) -> Floats:
        """Which way each nonbasic may move: 1 up, -1 down, 0 for no way or (`free`) both."""
        sides: Floats = self._way[self.outside]
        return sides

    def solution(self) -> Floats:
        """The columns, between the bounds themselves."""
        values = np.zeros(len(self.lower))
        resting = self._own_place[self.outside]
        values[self.outside] = resting
        values[self.head] = self.table[:-3] @ resting
        return values[: self.width]

    def values(self) -> Floats:
        """The three objectives at the solution."""
        values: Floats = self.table[-3:] @ self._own_place[self.outside]
        return values

    def prices(self) -> Floats:
        """Of the rows that stay, for each objective: 3 x rows."""
        prices = np.zeros((3, len(self.lower)))
        prices[:, self.outside] = self.reduced
        return prices[:, self.width :]

    def enter(self, place: int, direction: float) -> None:
        """Let the nonbasic at a place of `outside` move until something stops it.

        Args:
            place: Which.
            direction: 1 to raise it, -1 to lower it.

        Raises:
            WalkError: Nothing stops it, or the pivot is too small to be trusted.
        """
        entering = int(self.outside[place])
        every = direction * self.table[:-3, place]
        moving = (np.abs(every) > MOVING).nonzero()[0]
        rates, at = every[moving], self.head[moving]
        sizes = np.abs(rates)
        room = np.abs(np.where(rates > 0, self.high[at], self.low[at]) - self._amounts()[moving])
        least = float(((room + SLACK) / sizes).min(initial=np.inf))
        own = float(self.high[entering] - self.low[entering])
        if own <= least:
            if not np.isfinite(own):
                raise WalkError("nothing stops a column")
            self._rest(entering, at_upper=direction > 0)
            self.pivots += 1
            return
        among = int(np.where(room / sizes <= least, sizes, 0.0).argmax())
        self._rest(int(at[among]), at_upper=bool(rates[among] > 0))
        self.exchange(int(moving[among]), place)

    def flip(self, places: Positions) -> None:
        """Let nonbasics, by their places in `outside`, go from one of their bounds to the other."""
        for column in self.outside[places].tolist():
            self._rest(column, at_upper=not self.at_upper[column])
        self.pivots += len(places)

    def exchange(self, position: int, place: int) -> None:
        """Exchange a basic, by its place in `head`, and a nonbasic, by its place in `outside`."""
        table = self.table
        row, column = table[position].copy(), table[:, place].copy()
        pivot = float(row[place])
        if abs(pivot) < SMALLEST_PIVOT:
            raise WalkError("a pivot is too small to be trusted")
        dger(-1.0 / pivot, row, column, a=table.T, overwrite_a=1)
        table[position] = row / -pivot
        table[:, place] = column / pivot
        table[position, place] = 1.0 / pivot
        self.head[position], self.outside[place] = self.outside[place], self.head[position]
        self.pivots += 1
        self._exchanged += 1
        if self._exchanged >= REFRESHED:
            self._compute(self.head)

    def move_to(self, stands: Statuses) -> None:
        """Go to a basis that is known: how columns and rows stand in it."""
        basic = stands == BASIC
        while True:
            places = basic[self.outside].nonzero()[0]
            if not len(places):
                break
            positions = (~basic[self.head]).nonzero()[0]
            sizes = np.abs(self.table[positions][:, places])
            best = int(sizes.argmax())
            self.exchange(int(positions[best // len(places)]), int(places[best % len(places)]))
        self.at_upper = stands == AT_UPPER
        self._settle()

    def stands(self) -> Statuses:
        """How columns and rows stand."""
        stands = np.where(self.at_upper, AT_UPPER, AT_LOWER).astype(np.int8)
        stands[self.head] = BASIC
        return stands
