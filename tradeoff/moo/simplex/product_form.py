"""Exchanges beside a factorised basis one after another, the product form of the inverse, in compiled loops.

After Dantzig and Orchard-Hays 1954; the formula stands in docs/exact.md. Solved columns are short here (a few dozen
places of many thousands), and so are the etas that exchanges leave; what decides is to touch nothing else. SuperLU's
factors are taken out and kept by rows and by columns for that.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array, tril, triu

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex.basis import NOISE, Basis, Positions
from tradeoff.moo.simplex.sparse_solves import (
    Etas,
    KernelFactors,
    Scratch,
    Sparse,
    append_eta,
    btran,
    ftran,
    update_slopes,
)


class ProductBasis(Basis):
    """A factorised basis whose exchanges stand in a row of etas."""

    most_exchanges = 256

    def __init__(self, rows: csr_array, columns: csc_array, basic: Positions) -> None:
        super().__init__(rows, columns, basic)
        count, most = self._count, self.most_exchanges
        self._for_columns, self._for_rows = self._take_out()
        self._etas = Etas(
            starts=np.zeros(most + 1, dtype=np.int64),
            positions=np.empty(32 * most, dtype=np.int64),
            values=np.empty(32 * most),
            pivot_at=np.empty(most, dtype=np.int64),
            pivots=np.empty(most),
        )
        self._scratch = Scratch(
            hard=np.zeros(len(self._for_columns.diagonal)),
            kernel=np.zeros(len(self._kernel_rows)),
            whole=np.zeros(count),
            seen=np.zeros(count, dtype=np.bool_),
            at=np.empty(count, dtype=np.int64),
        )
        self._values, self._prices_by_row = np.empty(count), np.empty(count)
        self._by_row = _sparse(rows)
        self._solved: tuple[Positions, Floats] = np.empty(0, dtype=np.int64), np.empty(0)

    def _take_out(self) -> tuple[KernelFactors, KernelFactors]:
        """SuperLU's factors and what stands around them, as compiled loops read them: for columns, for rows."""
        hard = len(self._kernel_rows) - self._easy
        lower = upper = csc_array((hard, hard))
        rows_to = columns_to = np.empty(0, dtype=np.int64)
        if self._lu is not None:
            lower, upper = csc_array(self._lu.L), csc_array(self._lu.U)
            # The transpose is what is factorised.
            columns_to, rows_to = self._lu.perm_r.astype(np.int64), self._lu.perm_c.astype(np.int64)
        diagonal = upper.diagonal()
        lower, upper = tril(lower, -1, format="csc"), triu(upper, 1, format="csc")
        for_columns = KernelFactors(
            row_of=self._kernel_rows,
            place_of=self._place,
            divisors=self._divisors,
            below=_sparse(self._above),
            first=_sparse(upper.tocsr()),
            second=_sparse(lower.tocsr()),
            diagonal=diagonal,
            into=rows_to,
            out_of=_inverse(columns_to),
            outside=_sparse(self._spread_columns),
        )
        for_rows = for_columns._replace(
            below=_sparse(self._below),
            first=_sparse(lower),
            second=_sparse(upper),
            into=columns_to,
            out_of=_inverse(rows_to),
            outside=_sparse(self._spread_rows),
        )
        return for_columns, for_rows

    def solve(self, entering: int) -> tuple[Positions, Floats]:
        """B^-1 of a column of `[A, -I]`: positions and values."""
        rows, values = self.column(entering)
        count = ftran(rows, values, self._for_columns, self._etas, self.exchanges, NOISE, self._scratch, self._values)
        # The places are noted in what pricing uses too.
        self._solved = self._scratch.at[:count].copy(), self._values[:count]
        return self._solved

    def price(self, position: int) -> Floats:
        """Solve y B = e_p for one position; y by row."""
        btran(position, self._for_rows, self._etas, self.exchanges, self._scratch, self._prices_by_row)
        return self._prices_by_row

    def update_slopes(self, slopes: Floats, prices: Floats, factor: float) -> None:
        """Take a multiple of the row y `[A, -I]` off the slopes of all columns."""
        update_slopes(slopes, prices, factor, self._by_row)

    def exchange(self, position: int, entering: int, pivot: float) -> None:
        """Put `entering`, last solved for, in the place of what is basic at `position`, last priced."""
        at, values = self._solved
        needed = int(self._etas.starts[self.exchanges]) + len(at)
        if needed > len(self._etas.values):
            longer = {name: np.resize(getattr(self._etas, name), 2 * needed) for name in ("positions", "values")}
            self._etas = self._etas._replace(**longer)
        append_eta(at, values, position, pivot, self.exchanges, self._etas)
        self.head[position] = entering
        self.exchanges += 1


def _sparse(matrix: csr_array | csc_array) -> Sparse:
    return Sparse(
        starts=matrix.indptr.astype(np.int32, copy=False),
        indices=matrix.indices.astype(np.int32, copy=False),
        values=matrix.data,
    )


def _inverse(permutation: Positions) -> Positions:
    inverse = np.empty_like(permutation)
    inverse[permutation] = np.arange(len(permutation))
    return inverse
