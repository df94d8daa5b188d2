"""From a basis of a linear programme to its linear algebra: solves with B and its transpose, one exchange at a time.

The rows read `A x - r = 0` with a *logical* column for every row's activity r. Position p of the basis is row p; a
logical that is basic sits at its own row. What is left is the *kernel*: the structural basics against the rows whose
logical is not basic, a few hundred or thousand rows however many the programme has. Only the kernel is factorised
(scipy's SuperLU, of the transpose with COLAMD, which fills in least here), and every exchange since is kept in product
form (Dantzig and Orchard-Hays 1954) until the next factorisation.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import SuperLU, splu

from tradeoff.frontier.handover import Floats

Positions = NDArray[np.int64]
MOST_EXCHANGES = 64
"""Exchanges kept in product form before the kernel is factorised anew."""


class SingularError(ArithmeticError):
    """The basis cannot be factorised."""


class Basis:
    """The basic columns of `[A, -I]`, factorised."""

    def __init__(self, rows: csr_array, columns: csc_array, basic: Positions) -> None:
        """Factorise; `basic` holds the ids of the basic columns: structural j, or columns + i for row i's logical.

        Raises SingularError.
        """
        count, width = rows.shape
        self._rows, self._columns, self._width = count, columns, width
        self.head = np.empty(count, dtype=np.int64)
        logical = basic[basic >= width] - width
        structural = np.sort(basic[basic < width])
        is_logical = np.zeros(count, dtype=bool)
        is_logical[logical] = True
        self._kernel_rows = np.flatnonzero(~is_logical)
        self._logical_rows = np.flatnonzero(is_logical)
        if len(self._kernel_rows) != len(structural):
            raise SingularError("a basis must have as many columns as the programme has rows")
        self.head[self._logical_rows] = self._logical_rows + width
        self.head[self._kernel_rows] = structural
        self._basics: csc_array = columns[:, structural]
        self._basics_by_row: csr_array = self._basics.tocsr()
        self._basics_transposed: csr_array = self._basics.T.tocsr()
        self._lu = self._factorise(self._basics_by_row[self._kernel_rows])
        self.exchanges = 0
        self._etas = np.empty((MOST_EXCHANGES, count))
        self._pivots: list[tuple[int, float]] = []

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

    def column(self, position: int) -> tuple[NDArray[np.int32], Floats]:
        """Rows and values of a column of `[A, -I]`."""
        if position >= self._width:
            return np.array([position - self._width], dtype=np.int32), np.array([-1.0])
        begin, end = self._columns.indptr[position : position + 2]
        return self._columns.indices[begin:end], self._columns.data[begin:end]

    def forward(self, right: Floats) -> Floats:
        """Solve B w = right; w by position."""
        w: Floats = -right
        if self._lu is not None:
            kernel = self._lu.solve(right[self._kernel_rows], "T")
            w += self._basics_by_row @ kernel
            w[self._kernel_rows] = kernel
        for eta, (position, pivot) in zip(self._etas, self._pivots, strict=False):
            at = w[position] / pivot
            if at:
                w -= at * eta
            w[position] = at
        return w

    def backward(self, right: Floats) -> Floats:
        """Solve y B = right, a row vector by position; y by row."""
        c = right.copy()
        for k in range(len(self._pivots) - 1, -1, -1):
            position, pivot = self._pivots[k]
            eta = self._etas[k]
            c[position] += (c[position] - eta @ c) / pivot
        return self._backward_first(c)

    def backward_unit(self, position: int) -> Floats:
        """Solve y B = e_position; only the few positions exchanged so far can be touched before the kernel."""
        c = np.zeros(self._rows)
        c[position] = 1.0
        if self._pivots:
            places = np.unique(np.array([position, *(p for p, _ in self._pivots)]))
            small = self._etas[: len(self._pivots), places]
            values = c[places]
            for k in range(len(self._pivots) - 1, -1, -1):
                at, pivot = int(np.searchsorted(places, self._pivots[k][0])), self._pivots[k][1]
                values[at] += (values[at] - small[k] @ values) / pivot
            c[places] = values
        return self._backward_first(c)

    def _backward_first(self, c: Floats) -> Floats:
        y: Floats = -c
        y[self._kernel_rows] = 0.0
        if self._lu is not None:
            right = c[self._kernel_rows]
            if y.any():
                right = right - self._basics_transposed @ y
            y[self._kernel_rows] = self._lu.solve(right)
        return y

    def exchange(self, position: int, entering: int, column: Floats) -> None:
        """Put `entering` in the place of what is basic at `position`; `column` is B^-1 of the entering column."""
        self._etas[self.exchanges] = column
        self._pivots.append((position, float(column[position])))
        self.exchanges += 1
        self.head[position] = entering

    @property
    def full(self) -> bool:
        """Whether the next exchange needs a fresh factorisation."""
        return self.exchanges == MOST_EXCHANGES
