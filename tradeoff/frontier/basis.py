"""From a basis of a linear programme to solves with B and its transpose, one exchange of a column at a time.

The rows read `A x - r = 0` with a *logical* column for every row's activity r. Position p of the basis is row p; a
logical that is basic sits at its own row. What is left is the *kernel* K: the structural basics against the rows whose
logical is not basic, a few hundred or thousand rows however many the programme has. Only the kernel is factorised
(scipy's SuperLU, of the transpose with COLAMD, which fills in least here).

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
MOST_EXCHANGES = 80
"""Exchanges kept beside the factors before the kernel is factorised anew."""


class SingularError(ArithmeticError):
    """The basis cannot be factorised."""


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A column as the basis sees it: B^-1 a, and what an exchange needs of the way there."""

    column: Floats
    """By position."""
    kernel: Floats
    """The kernel's part of B0^-1 a."""
    carried: Floats
    """w_P: the part of the solution that stands at the exchanged positions."""


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
        self.head = np.empty(count, dtype=np.int64)
        logical = basic[basic >= width] - width
        structural = np.sort(basic[basic < width])
        is_kernel = np.ones(count, dtype=bool)
        is_kernel[logical] = False
        self._kernel_rows = np.flatnonzero(is_kernel)
        if len(self._kernel_rows) != len(structural):
            raise SingularError("a basis must have as many columns as the programme has rows")
        self._is_logical = ~is_kernel
        self.head[logical] = logical + width
        self.head[self._kernel_rows] = structural
        self._basics: csc_array = columns[:, structural]
        self._basics_by_row: csr_array = self._basics.tocsr()
        self._place = np.full(count, -1, dtype=np.int64)
        """Of a kernel row in the kernel."""
        self._place[self._kernel_rows] = np.arange(len(structural))
        self._lu = self._factorise(self._basics_by_row[self._kernel_rows])
        self._slot = np.full(count + width, -1, dtype=np.int64)
        """Where a column that has come in since stands among the exchanged positions."""
        self._exchanged: list[int] = []
        self._inverse = np.empty((0, 0))
        self._kernels = np.empty((len(structural), MOST_EXCHANGES), order="F")
        self.exchanges = 0

    @staticmethod
    def _factorise(kernel: csr_array) -> SuperLU | None:
        if not kernel.shape[0]:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                return splu(csc_array(kernel.T), permc_spec="COLAMD", options={"SymmetricMode": False})
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
        right = np.zeros(self._count)
        at, values = self.column(entering)
        right[at] = values
        kernel = self._solve_kernel(right[self._kernel_rows])
        carried = np.empty(0)
        rest = kernel
        if self._exchanged:
            carried = self._inverse @ self._at_exchanged(kernel, right)
            rest = kernel - self._kernels[:, : len(self._exchanged)] @ carried
            for amount, position in zip(carried.tolist(), self._exchanged, strict=True):
                if amount:
                    at, values = self.column(int(self.head[position]))
                    right[at] -= amount * values
        column = self._spread(rest, right)
        column[self._exchanged] = carried
        return Solved(column=column, kernel=kernel, carried=carried)

    def _solve_kernel(self, right: Floats) -> Floats:
        return right if self._lu is None else self._lu.solve(right, "T")

    def _spread(self, kernel: Floats, right: Floats) -> Floats:
        """B0^-1 by position, from its kernel part."""
        w: Floats = self._basics_by_row @ kernel - right
        w[self._kernel_rows] = kernel
        return w

    def _at_exchanged(self, kernel: Floats, right: Floats) -> Floats:
        """B0^-1 of a column at the exchanged positions alone."""
        places = self._place[self._exchanged]
        found = np.empty(len(places))
        inside = places >= 0
        found[inside] = kernel[places[inside]]
        for k in np.flatnonzero(~inside).tolist():
            row = self._exchanged[k]
            begin, end = self._basics_by_row.indptr[row : row + 2]
            indices = self._basics_by_row.indices[begin:end]
            found[k] = self._basics_by_row.data[begin:end] @ kernel[indices] - right[row]
        return found

    def _row_of_exchanged(self, position: int) -> Floats:
        """Row `position` of B0^-1 A_Q."""
        filled = len(self._exchanged)
        place = self._place[position]
        if place >= 0:
            return self._kernels[place, :filled].copy()
        begin, end = self._basics_by_row.indptr[position : position + 2]
        indices = self._basics_by_row.indices[begin:end]
        row: Floats = self._basics_by_row.data[begin:end] @ self._kernels[indices, :filled]
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
        unit = np.zeros(self._count)
        if position in self._exchanged:
            tau = self._inverse[self._exchanged.index(position)]
        else:
            unit[position] = 1.0
            tau = -(self._row_of_exchanged(position) @ self._inverse) if self._exchanged else np.empty(0)
        unit[self._exchanged] = tau
        return Priced(prices=self._back(unit), tau=tau)

    def solve_all(self, right: Floats) -> Floats:
        """Solve B w = right just after a factorisation; w by position."""
        return self._spread(self._solve_kernel(right[self._kernel_rows]), right)

    def price_all(self, costs: Floats) -> Floats:
        """Solve y B = costs just after a factorisation; costs by position, y by row."""
        return self._back(costs.copy())

    def _back(self, c: Floats) -> Floats:
        """Solve y B0 = c; `c` is used up."""
        kernel = c[self._kernel_rows]
        np.negative(c, out=c)
        c[self._kernel_rows] = 0.0
        if self._lu is not None:
            at = np.flatnonzero(c)
            if len(at):
                kernel -= c[at] @ self._basics_by_row[at]
            c[self._kernel_rows] = self._lu.solve(kernel)
        return c

    def exchange(self, position: int, entering: int, solved: Solved, priced: Priced) -> None:
        """Put `entering` in the place of what is basic at `position`."""
        filled = len(self._exchanged)
        if position in self._exchanged:
            slot = self._exchanged.index(position)
            row = self._inverse[slot] / solved.carried[slot]
            self._inverse = self._inverse - np.outer(solved.carried, row)
            self._inverse[slot] = row
            self._slot[self.head[position]] = -1
        else:
            slot = filled
            pivot = solved.column[position]
            grown = np.empty((filled + 1, filled + 1))
            grown[:filled, :filled] = self._inverse - np.outer(solved.carried, priced.tau / pivot)
            grown[:filled, filled] = solved.carried / -pivot
            grown[filled, :filled] = priced.tau / pivot
            grown[filled, filled] = 1 / pivot
            self._inverse = grown
            self._exchanged.append(position)
        self._kernels[:, slot] = solved.kernel
        self._slot[entering] = slot
        self.head[position] = entering
        self.exchanges += 1

    @property
    def full(self) -> bool:
        """Whether the next exchange needs a fresh factorisation."""
        return self.exchanges == MOST_EXCHANGES
