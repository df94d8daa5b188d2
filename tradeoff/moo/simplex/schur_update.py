"""Exchanges beside a factorised basis in one small dense matrix, by array calls alone.

With B0 the factorised basis, P the positions exchanged since and Q the columns that stand there now, one matrix holds
all that has changed (Eldersveld and Saunders 1992):

    V_P = rows P of B0^-1 A_Q                       (exchanges x exchanges)
    B w = a:   w_P = V_P^-1 (B0^-1 a)_P,            w elsewhere = B0^-1 (a - A_Q w_P)
    y B = e_p: y = t B0^-1,  t = e_p + tau on P,    tau = (target - (B0^-1 A_Q)_p) V_P^-1

In words: solve with the old basis, correct what the exchanged positions must carry, and solve for the rest. Columns are
sparse, so all work on rows is done on the few that are not zero. V_P^-1 grows by one row and column an exchange.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex.basis import NOISE, Basis, Positions

_MOST = 128


class SchurBasis(Basis):
    """A factorised basis whose exchanges stand in V_P^-1."""

    most_exchanges = _MOST

    def __init__(self, rows: csr_array, columns: csc_array, basic: Positions) -> None:
        super().__init__(rows, columns, basic)
        self._slot = np.full(self._count + self._width, -1, dtype=np.int64)
        """Where a column that has come in since stands among the exchanged positions."""
        self._exchanged: list[int] = []
        self._positions = np.empty(_MOST, dtype=np.int64)
        self._places = np.empty(_MOST, dtype=np.int64)
        """The exchanged positions again, and where each is in the kernel, as arrays."""
        self._entered: list[tuple[NDArray[np.int32], Floats]] = []
        """The columns that stand at the exchanged positions."""
        self._inverse = np.empty((0, 0))
        self._kernels = np.empty((_MOST, len(self._kernel_rows)))
        self._loose = _Rows()
        """The kernel's entries in the exchanged rows outside it, and which slot each such row has."""
        self._loose_slots: list[int] = []
        self._loose_at = np.full(self._count, -1, dtype=np.int64)
        """Which slot a row outside the kernel has."""
        self._kernel = self._carried = self._tau = np.empty(0)
        """Of the last solve the kernel's part and w_P, of the last price the weights of the exchanged positions."""

    def solve(self, entering: int) -> tuple[Positions, Floats]:
        """B^-1 of a column of `[A, -I]`: positions and values."""
        rows, values = self.column(entering)
        at, amounts = [rows], [values]
        right = np.zeros(len(self._kernel_rows))
        places = self._place[rows]
        right[places[places >= 0]] = values[places >= 0]
        kernel = self._solve_kernel(right)
        carried = np.empty(0)
        rest = kernel
        filled = len(self._exchanged)
        if filled:
            carried = self._inverse @ self._at_exchanged(kernel, rows, values)
            carrying = np.flatnonzero(np.abs(carried) > NOISE)
            rest = kernel - carried[carrying] @ self._kernels[carrying]
            for slot in carrying.tolist():
                rows, values = self._entered[slot]
                at.append(rows)
                amounts.append(-carried[slot] * values)
            places = self._places[:filled]
            rest[places[places >= 0]] = 0.0
        found, amount = self._sparse(rest, np.concatenate(at), np.concatenate(amounts))
        self._kernel, self._carried = kernel, carried
        return np.concatenate([found, self._positions[:filled]]), np.concatenate([amount, carried])

    def _sparse(self, kernel: Floats, rows: NDArray[np.int32], right: Floats) -> tuple[Positions, Floats]:
        """Where B0^-1 is not zero, and its values there, from its kernel part; the exchanged positions left out."""
        inside = np.flatnonzero(np.abs(kernel) > NOISE)
        entries, lengths = _ranges(self._spread_columns.indptr, inside)
        at = np.concatenate([self._spread_columns.indices[entries], rows])
        amounts = np.concatenate([self._spread_columns.data[entries] * np.repeat(kernel[inside], lengths), -right])
        w = _sum_at(at, amounts, self._count)
        w[rows[self._place[rows] >= 0]] = 0.0
        w[self._positions[: len(self._exchanged)]] = 0.0
        outside = np.flatnonzero(np.abs(w) > NOISE)
        return np.concatenate([self._kernel_rows[inside], outside]), np.concatenate([kernel[inside], w[outside]])

    def _at_exchanged(self, kernel: Floats, rows: NDArray[np.int32], right: Floats) -> Floats:
        """B0^-1 of a column at the exchanged positions alone."""
        places = self._places[: len(self._exchanged)]
        found = np.where(places >= 0, kernel[places], 0.0) if len(kernel) else np.zeros(len(places))
        if self._loose_slots:
            found[self._loose_slots] = self._loose.times(kernel)
            here = self._loose_at[rows]
            found[here[here >= 0]] -= right[here >= 0]
        return found

    def _row_of_exchanged(self, position: int) -> Floats:
        """Row `position` of B0^-1 A_Q."""
        filled = len(self._exchanged)
        place = self._place[position]
        if place >= 0:
            return self._kernels[:filled, place].copy()
        begin, end = self._spread_rows.indptr[position : position + 2]
        indices = self._spread_rows.indices[begin:end]
        row: Floats = self._kernels[:filled, indices] @ self._spread_rows.data[begin:end]
        begin, end = self._rows.indptr[position : position + 2]
        slots = self._slot[self._rows.indices[begin:end]]
        inside = slots >= 0
        row[slots[inside]] -= self._rows.data[begin:end][inside]
        slot = self._slot[self._width + position]
        if slot >= 0:
            row[slot] += 1.0
        return row

    def price(self, position: int) -> Floats:
        """Solve y B = e_p for one position; y by row."""
        if position in self._exchanged:
            tau = self._inverse[self._exchanged.index(position)]
        else:
            tau = -(self._row_of_exchanged(position) @ self._inverse) if self._exchanged else np.empty(0)
        unit = np.zeros(self._count)
        unit[self._positions[: len(self._exchanged)]] = tau
        kernel = unit[self._kernel_rows]
        if self._loose_slots:
            kernel += self._loose.weighted(tau[self._loose_slots], len(kernel))
        if position not in self._exchanged:
            place = self._place[position]
            if place >= 0:
                kernel[place] += 1.0
            else:
                unit[position] = 1.0
                begin, end = self._spread_rows.indptr[position : position + 2]
                kernel[self._spread_rows.indices[begin:end]] += self._spread_rows.data[begin:end]
        self._tau = tau
        return self._prices(unit, kernel)

    def update_slopes(self, slopes: Floats, prices: Floats, factor: float) -> None:
        """Take a multiple of the row y `[A, -I]` off the slopes of all columns."""
        slopes[: self._width] -= factor * (self._columns.T @ prices)
        slopes[self._width :] += factor * prices

    def exchange(self, position: int, entering: int, pivot: float) -> None:
        """Put `entering`, last solved for, in the place of what is basic at `position`, last priced."""
        filled, carried, tau = len(self._exchanged), self._carried, self._tau
        if position in self._exchanged:
            slot = self._exchanged.index(position)
            row = self._inverse[slot] / carried[slot]
            self._inverse = self._inverse - np.outer(carried, row)
            self._inverse[slot] = row
            self._slot[self.head[position]] = -1
            self._entered[slot] = self.column(entering)
        else:
            slot = filled
            grown = np.empty((filled + 1, filled + 1))
            grown[:filled, :filled] = self._inverse - np.outer(carried, tau / pivot)
            grown[:filled, filled] = carried / -pivot
            grown[filled, :filled] = tau / pivot
            grown[filled, filled] = 1 / pivot
            self._inverse = grown
            self._exchanged.append(position)
            self._positions[slot], self._places[slot] = position, self._place[position]
            self._entered.append(self.column(entering))
            if self._place[position] < 0:
                begin, end = self._spread_rows.indptr[position : position + 2]
                self._loose.add(self._spread_rows.indices[begin:end], self._spread_rows.data[begin:end])
                self._loose_slots.append(slot)
                self._loose_at[position] = slot
        self._kernels[slot] = self._kernel
        self._slot[entering] = slot
        self.head[position] = entering
        self.exchanges += 1


class _Rows:
    """A few sparse rows, one after another."""

    def __init__(self) -> None:
        self._indices: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._data: Floats = np.empty(0)
        self._row: Positions = np.empty(0, dtype=np.int64)
        self._rows = 0

    def add(self, indices: NDArray[np.int32], data: Floats) -> None:
        """One row more."""
        self._indices = np.concatenate([self._indices, indices])
        self._data = np.concatenate([self._data, data])
        self._row = np.concatenate([self._row, np.full(len(data), self._rows)])
        self._rows += 1

    def times(self, x: Floats) -> Floats:
        """Each row times a vector."""
        return _sum_at(self._row, self._data * x[self._indices], self._rows)

    def weighted(self, weights: Floats, width: int) -> Floats:
        """The weighted sum of the rows."""
        return _sum_at(self._indices, self._data * weights[self._row], width)


def _sum_at(at: NDArray[np.integer], amounts: Floats, length: int) -> Floats:
    """The sum of the amounts at each place."""
    # Of nothing at all, bincount gives whole zeros.
    return np.bincount(at, weights=amounts, minlength=length).astype(float, copy=False)


def _ranges(starts: NDArray[np.int32], at: Positions) -> tuple[Positions, Positions]:
    """The entries of some rows (or columns) of a compressed matrix, and how many each has."""
    begin = starts[at].astype(np.int64)
    lengths = starts[at + 1] - begin
    before = np.cumsum(lengths) - lengths
    return np.repeat(begin - before, lengths) + np.arange(int(lengths.sum())), lengths
