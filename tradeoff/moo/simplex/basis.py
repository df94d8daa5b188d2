"""Factorises a basis of a linear programme: what both ways of exchanging its columns stand on.

The rows read `A x - r = 0` with a *logical* column for every row's activity r. Position p of the basis is row p; a
logical that is basic sits at its own row. What is left is the *kernel* K: the structural basics against the rows whose
logical is not basic. Kernel rows with a single basic column give it away by a division; the rest is factorised (scipy's
SuperLU, Demmel et al. 1999, of the transpose with COLAMD, Davis et al. 2004, which fills in least here).

Exchanges since the factorisation are not multiplied in. `schur_update.py` keeps them in one small dense matrix, by
array calls; `product_form.py` one after another, in compiled loops.
"""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import SuperLU, splu

from tradeoff.moo.lp.model import Floats

Positions = NDArray[np.int64]
NOISE = 1e-13
"""What cancellation leaves of a zero in a solved column."""


class SingularError(ArithmeticError):
    """The basis cannot be factorised."""


class Basis(ABC):
    """The basic columns of `[A, -I]`, factorised.

    An exchange follows the `solve` of the column that enters and the `price` of the position it takes, and uses both.
    """

    most_exchanges: int
    """Exchanges kept beside the factors before the kernel is factorised anew."""

    def __init__(self, rows: csr_array, columns: csc_array, basic: Positions) -> None:
        """Factorise; `basic` holds the ids of the basic columns: structural j, or columns + i for row i's logical.

        Raises SingularError.
        """
        count, width = rows.shape
        self._count, self._width = count, width
        self._rows, self._columns = rows, columns
        self._starts, self._indices, self._data = columns.indptr, columns.indices, columns.data
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
        begin, end = self._starts[entering], self._starts[entering + 1]
        return self._indices[begin:end], self._data[begin:end]

    @abstractmethod
    def solve(self, entering: int) -> tuple[Positions, Floats]:
        """B^-1 of a column of `[A, -I]`: the positions where it is not zero, in no order, and its values there.

        They may be overwritten by the next solve.
        """

    @abstractmethod
    def price(self, position: int) -> Floats:
        """Solve y B = e_p for one position; y by row, which the next call may overwrite."""

    @abstractmethod
    def update_slopes(self, slopes: Floats, prices: Floats, factor: float) -> None:
        """Take a multiple of the row y `[A, -I]` off the slopes of all columns.

        Args:
            slopes: Of columns, then logicals; changed in place.
            prices: y, an entry a row.
            factor: The multiple.
        """

    @abstractmethod
    def exchange(self, position: int, entering: int, pivot: float) -> None:
        """Put a column, last solved for, in the place of what is basic at a position, last priced.

        Args:
            position: Of the basis.
            entering: The column; a logical counts on from the last column.
            pivot: The entry of B^-1 of the column at the position.
        """

    def _solve_kernel(self, right: Floats) -> Floats:
        easy = self._easy
        first = right[:easy] / self._divisors
        if self._lu is None:
            return first
        return np.concatenate([first, self._lu.solve(right[easy:] - self._below @ first, "T")])

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

    @property
    def full(self) -> bool:
        """Whether the next exchange needs a fresh factorisation."""
        return self.exchanges == self.most_exchanges


def _without_rows(matrix: csr_array, emptied: NDArray[np.bool_]) -> csr_array:
    """The matrix with some rows empty."""
    lengths = np.diff(matrix.indptr)
    kept = np.repeat(~emptied, lengths)
    starts = np.concatenate([[0], np.cumsum(lengths * ~emptied)]).astype(matrix.indptr.dtype)
    return csr_array((matrix.data[kept], matrix.indices[kept], starts), shape=matrix.shape)
