"""What prices of rows say of a linear programme, be they right or wrong (Neumaier and Shcherbina 2004).

    c x  >=  sum_i (y_i L_i if y_i > 0 else y_i U_i) + sum_j (d_j l_j if d_j > 0 else d_j u_j),   d = c - A' y

with rows L <= A x <= U and columns l <= x <= u; with c = 0 a value above 0 shows that there is no solution (Farkas).
"""

from __future__ import annotations

import highspy
import numpy as np

from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.scaling import Scaled

NO_PRICE = 2e-9
"""A price below this, in scaled units, is what the dual tolerance leaves of a zero, where a bound is missing."""
_ROUNDING = 1e-12
"""Share of what a proof adds up that the sum's own rounding may move it by."""
Ends = tuple[Floats, Floats]
"""Lower and upper ends."""


def weak_dual(model: Model, scaled: Scaled, cost: Floats, prices: Floats, rows: Ends, columns: Ends) -> float:
    """What prices of rows show of a scaled cost: no solution has less; -inf where they show nothing.

    Args:
        model: The programme; its shape counts.
        scaled: Its numbers.
        cost: The scaled cost, an entry a column.
        prices: A price a row.
        rows: The ends of the rows, scaled.
        columns: The ends of the columns, scaled.
    """
    priced = scaled.values * prices[model.row_of]
    reduced = cost - np.bincount(model.indices, weights=priced, minlength=len(cost))
    at_rows = np.where(prices > 0, *rows)
    at_columns = np.where(reduced > 0, *columns)
    at, prices = np.concatenate([at_rows, at_columns]), np.concatenate([prices, reduced])
    counts = np.isfinite(at) | (np.abs(prices) > NO_PRICE)
    terms = prices[counts & (prices != 0)] * at[counts & (prices != 0)]
    return float(terms.sum() - _ROUNDING * np.abs(terms).sum()) if np.isfinite(terms).all() else -np.inf


def is_empty(highs: highspy.Highs, model: Model, scaled: Scaled, rows: Ends, columns: Ends) -> bool:
    """Whether the ray of prices that HiGHS gives shows that there is no solution.

    Args:
        highs: HiGHS after a solve that it called infeasible.
        model: The programme; its shape counts.
        scaled: Its numbers.
        rows: The ends of the rows, scaled.
        columns: The ends of the columns, scaled.
    """
    # highspy has this call; its type stubs do not name it yet.
    _, found, values = highs.getDualRay()  # type: ignore[attr-defined]
    ray = np.array(values)
    if not found or not ray.any():
        return False
    return weak_dual(model, scaled, np.zeros(len(model.columns)), ray / np.abs(ray).max(), rows, columns) > 0
