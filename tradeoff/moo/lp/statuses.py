"""Says how columns and rows stand in a basis, in small numbers and in HiGHS's words."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from tradeoff.errors import SolverError

Statuses = NDArray[np.int8]
"""How columns, then rows stand in a basis, by HiGHS's numbers: see `AT_LOWER`, `BASIC`, `AT_UPPER`, `AT_ZERO`."""
AT_LOWER, BASIC, AT_UPPER, AT_ZERO = 0, 1, 2, 3
_STATUS = np.array(
    [
        highspy.HighsBasisStatus.kLower,
        highspy.HighsBasisStatus.kBasic,
        highspy.HighsBasisStatus.kUpper,
        highspy.HighsBasisStatus.kZero,
    ],
    dtype=object,
)


def from_highs(basis: highspy.HighsBasis) -> Statuses:
    """How columns, then rows stand in a basis of HiGHS.

    Raises SolverError where it is none.
    """
    if not basis.valid:
        raise SolverError("HiGHS has no basis to show")
    # Thousands of enumerators, and this the shortest way to their numbers.
    return np.fromiter(map(highspy.HighsBasisStatus.__int__, (*basis.col_status, *basis.row_status)), dtype=np.int8)


def to_highs(statuses: Statuses, columns: int) -> highspy.HighsBasis:
    """The basis in HiGHS's words; the first `columns` statuses are those of columns.

    Raises SolverError where it is not said how some column stands.
    """
    if statuses.max(initial=0) >= len(_STATUS):
        raise SolverError("HiGHS does not say on which bound a column rests")
    basis = highspy.HighsBasis()
    names = _STATUS[statuses].tolist()
    basis.col_status, basis.row_status = names[:columns], names[columns:]
    basis.valid = True
    return basis
