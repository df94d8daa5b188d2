"""From a basis of a linear programme to solves with B and its transpose, one exchange of a column at a time.

The rows read `A x - r = 0` with a *logical* column for every row's activity r. Position p of the basis is row p; a
logical that is basic sits at its own row. What is left is the *kernel* K: the structural basics against the rows whose
logical is not basic. Kernel rows with a single basic column give it away by a division; the rest is factorised (scipy's
SuperLU, of the transpose with COLAMD, which fills in least here).

Exchanges are not multiplied in one by one. With B0 the factorised basis, P the positions exchanged since and Q the
columns that stand there now, one small dense matrix holds all that has changed (Eldersveld and Saunders 1992):

    V_P = rows P of B0^-1 A_Q                       (exchanges x exchanges)
    B w = a:   w_P = V_P^-1 (B0^-1 a)_P,            w elsewhere = B0^-1 (a - A_Q w_P)
    y B = e_p: y = t B0^-1,  t = e_p + tau on P,    tau = (target - (B0^-1 A_Q)_p) V_P^-1

In words: solve with the old basis, correct what the exchanged positions must carry, and solve for the rest. Columns are
sparse, so all work on rows is done on the few that are not zero. V_P^-1 grows by one row and column an exchange.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import SuperLU, splu

from tradeoff.frontier.handover import Floats

Positions = NDArray[np.int64]
MOST_EXCHANGES = 128
"""Exchanges kept beside the factors before the kernel is factorised anew."""
_NOISE = 1e-13
"""What cancellation leaves of a zero in a solved column."""


class SingularError(ArithmeticError):
    """The basis cannot be factorised."""


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A column as the basis sees it, w = B^-1 a, and what an exchange needs of the way there."""

    at: Positions
    """The positions where w is not zero."""
    values: Floats
    kernel: Floats
    """The kernel's part of B0^-1 a."""
    carried: Floats
    """w_P: the part of w that stands at the exchanged positions."""


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A row of the inverse, y with y B = e_p, and what an exchange needs of the way there."""

    prices: Floats
    """By row."""
    tau: Floats
    """The weights of the exchanged positions."""


class Basis:
    """The basic columns of `[A, -I]`, factorised."""

    def __init__(self, rows: csr_array, columns: csc_array, basic: Positions) -> None:
        """Factorise; `basic` holds the ids of the basic columns: structural j, or columns + i for row i's logical.

        Raises SingularError.
        """
        count, width = rows.shape
        self._count, self._width = count, width
        self._rows, self._columns = rows, columns
        logical = basic[basic >= width] - width
        structural = np.sort(basic[basic < width])
        is_kernel = np.ones(count, dtype=bool)
        is_kernel[logical] = False
        kernel_rows = np.flatnonzero(is_kernel)
        if len(kernel_rows) != len(structural):
            raise SingularError("a basis must have as many columns as the programme has rows")
        basics = columns[:, structural].tocsr()
        kernel_rows, structural, basics = self._peel(basics, kernel_rows, structural)
        self._kernel_rows = kernel_rows
        self.head = np.empty(count, dtype=np.int64)
        self.head[logical] = logical + width
        self.head[kernel_rows] = structural
        self._place = np.full(count, -1, dtype=np.int64)
        """Of a kernel row in the kernel."""
        self._place[kernel_rows] = np.arange(len(structural))
        kernel = basics[kernel_rows]
        easy = self._easy
        self._below: csr_array = kernel[easy:, :easy]
        self._above: csr_array = self._below.T.tocsr()
        self._lu = self._factorise(kernel[easy:, easy:])
        self._spread_rows: csr_array = _without_rows(basics, is_kernel)
        """The basic columns outside the kernel's rows."""
        self._spread_columns: csc_array = self._spread_rows.tocsc()
        self._slot = np.full(count + width, -1, dtype=np.int64)
        """Where a column that has come in since stands among the exchanged positions."""
        self._exchanged: list[int] = []
        self._positions = np.empty(MOST_EXCHANGES, dtype=np.int64)
        self._places = np.empty(MOST_EXCHANGES, dtype=np.int64)
        """The exchanged positions again, and where each is in the kernel, as arrays."""
        self._entered: list[tuple[NDArray[np.int32], Floats]] = []
        """The columns that stand at the exchanged positions."""
        self._inverse = np.empty((0, 0))
        self._kernels = np.empty((MOST_EXCHANGES, len(structural)))
        self._loose = _Rows()
        """The kernel's entries in the exchanged rows outside it, and which slot each such row has."""
        self._loose_slots: list[int] = []
        self._loose_at = np.full(count, -1, dtype=np.int64)
        """Which slot a row outside the kernel has."""
        self.exchanges = 0

    def _peel(
        self, basics: csr_array, kernel_rows: Positions, structural: Positions
    ) -> tuple[Positions, Positions, csr_array]:
        """Put first what needs no factors: the kernel rows that hold one basic column, and these columns."""
        single = kernel_rows[np.diff(basics.indptr)[kernel_rows] == 1]
        at = basics.indices[basics.indptr[single]]
        at, first = np.unique(at, return_index=True)
        single = single[first]
        self._easy = len(single)
        self._divisors: Floats = basics.data[basics.indptr[single]]
        is_hard = np.ones(self._count, dtype=bool)
        is_hard[single] = False
        hard_rows = kernel_rows[is_hard[kernel_rows]]
        is_hard = np.ones(len(structural), dtype=bool)
        is_hard[at] = False
        hard = np.flatnonzero(is_hard)
        order = np.concatenate([at, hard])
        position = np.empty(len(order), dtype=basics.indices.dtype)
        position[order] = np.arange(len(order), dtype=position.dtype)
        ordered = csr_array((basics.data, position[basics.indices], basics.indptr), shape=basics.shape)
        return np.concatenate([single, hard_rows]), structural[order], ordered

    @staticmethod
    def _factorise(kernel: csr_array) -> SuperLU | None:
        if not kernel.shape[0]:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                # Kernels are nearly triangular; relaxed supernodes would fill them with zeros.
                return splu(csc_array(kernel.T), permc_spec="COLAMD", relax=1, options={"SymmetricMode": False})
            except (RuntimeError, Warning, ValueError) as error:
                raise SingularError(f"the kernel cannot be factorised: {error}") from None

    def column(self, entering: int) -> tuple[NDArray[np.int32], Floats]:
        """Rows and values of a column of `[A, -I]`."""
        if entering >= self._width:
            return np.array([entering - self._width], dtype=np.int32), np.array([-1.0])
        begin, end = self._columns.indptr[entering : entering + 2]
        return self._columns.indices[begin:end], self._columns.data[begin:end]

    def solve(self, entering: int) -> Solved:
        """B^-1 of a column of `[A, -I]`."""
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
            carrying = np.flatnonzero(np.abs(carried) > _NOISE)
            rest = kernel - carried[carrying] @ self._kernels[carrying]
            for slot in carrying.tolist():
                rows, values = self._entered[slot]
                at.append(rows)
                amounts.append(-carried[slot] * values)
            places = self._places[:filled]
            rest[places[places >= 0]] = 0.0
        found, amount = self._sparse(rest, np.concatenate(at), np.concatenate(amounts))
        return Solved(
            at=np.concatenate([found, self._positions[:filled]]),
            values=np.concatenate([amount, carried]),
            kernel=kernel,
            carried=carried,
        )

    def _solve_kernel(self, right: Floats) -> Floats:
        easy = self._easy
        first = right[:easy] / self._divisors
        if self._lu is None:
            return first
        return np.concatenate([first, self._lu.solve(right[easy:] - self._below @ first, "T")])

    def _sparse(self, kernel: Floats, rows: NDArray[np.int32], right: Floats) -> tuple[Positions, Floats]:
        """Where B0^-1 is not zero, and its values there, from its kernel part; the exchanged positions left out."""
        inside = np.flatnonzero(np.abs(kernel) > _NOISE)
        entries, lengths = _ranges(self._spread_columns.indptr, inside)
        at = np.concatenate([self._spread_columns.indices[entries], rows])
        amounts = np.concatenate([self._spread_columns.data[entries] * np.repeat(kernel[inside], lengths), -right])
        w = _sum_at(at, amounts, self._count)
        w[rows[self._place[rows] >= 0]] = 0.0
        w[self._positions[: len(self._exchanged)]] = 0.0
        outside = np.flatnonzero(np.abs(w) > _NOISE)
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

    def price(self, position: int) -> Priced:
        """Solve y B = e_p for one position."""
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
        return Priced(prices=self._prices(unit, kernel), tau=tau)

    def solve_all(self, right: Floats) -> Floats:
        """Solve B w = right just after a factorisation; w by position."""
        kernel = self._solve_kernel(right[self._kernel_rows])
        w: Floats = self._spread_rows @ kernel - right
        w[self._kernel_rows] = kernel
        return w

    def price_all(self, costs: Floats) -> Floats:
        """Solve y B = costs just after a factorisation; costs by position, y by row."""
        outside = costs.copy()
        outside[self._kernel_rows] = 0.0
        return self._prices(outside, costs[self._kernel_rows] + outside @ self._spread_rows)

    def _prices(self, unit: Floats, kernel: Floats) -> Floats:
        """Solve y B0 = unit, given what its kernel part has to be once the rows outside are paid for."""
        easy = self._easy
        y = -unit
        last = kernel[easy:] if self._lu is None else self._lu.solve(kernel[easy:])
        y[self._kernel_rows[easy:]] = last
        y[self._kernel_rows[:easy]] = (kernel[:easy] - self._above @ last) / self._divisors
        return y

    def exchange(self, position: int, entering: int, pivot: float, solved: Solved, priced: Priced) -> None:
        """Put `entering` in the place of what is basic at `position`, where B^-1 of its column is `pivot`."""
        filled = len(self._exchanged)
        if position in self._exchanged:
            slot = self._exchanged.index(position)
            row = self._inverse[slot] / solved.carried[slot]
            self._inverse = self._inverse - np.outer(solved.carried, row)
            self._inverse[slot] = row
            self._slot[self.head[position]] = -1
            self._entered[slot] = self.column(entering)
        else:
            slot = filled
            grown = np.empty((filled + 1, filled + 1))
            grown[:filled, :filled] = self._inverse - np.outer(solved.carried, priced.tau / pivot)
            grown[:filled, filled] = solved.carried / -pivot
            grown[filled, :filled] = priced.tau / pivot
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
        self._kernels[slot] = solved.kernel
        self._slot[entering] = slot
        self.head[position] = entering
        self.exchanges += 1

    @property
    def full(self) -> bool:
        """Whether the next exchange needs a fresh factorisation."""
        return self.exchanges == MOST_EXCHANGES


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


def _without_rows(matrix: csr_array, emptied: NDArray[np.bool_]) -> csr_array:
    """The matrix with some rows empty."""
    lengths = np.diff(matrix.indptr)
    kept = np.repeat(~emptied, lengths)
    starts = np.concatenate([[0], np.cumsum(lengths * ~emptied)]).astype(matrix.indptr.dtype)
    return csr_array((matrix.data[kept], matrix.indices[kept], starts), shape=matrix.shape)


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
