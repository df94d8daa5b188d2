"""Gives columns and rows the ends that the rows of a programme imply, twice as wide.

    a_j x_j <= U - sum over k != j of min(a_k l_k, a_k u_k)        for a row with upper end U

in words: who is enrolled is no more than live there, though no bound says so. Prices that are wrong by a rounding show
nothing where an end is missing, and HiGHS will not stop at a cost that it has passed; with all ends there, every row of
prices shows something. Ends are twice as wide as what they follow from, so that no rounding loses a solution and none
holds at an optimum. Savelsbergh (1994), section 1.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tradeoff.moo.lp.model import Floats, Ints, Model
from tradeoff.moo.lp.scaling import Scaled

_PASSES = 4
"""Passes over the rows; an end that follows from ends found one pass before is found in the next."""
_FARTHEST = 1e7
"""In scaled units; an end beyond is left out, for its product with a rounding would be no rounding."""


def with_implied_bounds(model: Model, scaled: Scaled) -> Scaled:
    """The programme with every missing end that its rows imply; no solution is lost and no optimum moves.

    Args:
        model: Its shape.
        scaled: Its numbers. A row that is to move later must be as free here as it ever gets.
    """
    lower, upper = filled_ends(model, scaled, _FARTHEST)
    least, most = ends_of_activities(model, scaled, lower, upper, _FARTHEST)
    return replace(
        scaled,
        lower=lower,
        upper=upper,
        row_lower=np.where(np.isinf(scaled.row_lower), least, scaled.row_lower),
        row_upper=np.where(np.isinf(scaled.row_upper), most, scaled.row_upper),
    )


def filled_ends(model: Model, scaled: Scaled, farthest: float) -> tuple[Floats, Floats]:
    """The ends of the columns, missing ones filled in from what the rows imply.

    Args:
        model: Its shape.
        scaled: Its numbers.
        farthest: An implied end beyond is left out.
    """
    lower, upper = scaled.lower.copy(), scaled.upper.copy()
    for _ in range(_PASSES):
        most, least = _ends_of_columns(model, scaled, lower, upper, farthest)
        lower, upper = np.where(np.isinf(lower), least, lower), np.where(np.isinf(upper), most, upper)
    return lower, upper


def ends_of_activities(
    model: Model, scaled: Scaled, lower: Floats, upper: Floats, farthest: float
) -> tuple[Floats, Floats]:
    """The least and the most that each row can come to between ends of the columns, twice as wide.

    Args:
        model: Its shape.
        scaled: Its numbers.
        lower: Of the columns.
        upper: Likewise.
        farthest: What lies beyond is left out.
    """
    lows, highs = _contributions(scaled.values, model.indices, lower, upper)
    return _widened(model.sum_rows(lows), -1.0, farthest), _widened(model.sum_rows(highs), 1.0, farthest)


def _ends_of_columns(
    model: Model, scaled: Scaled, lower: Floats, upper: Floats, farthest: float
) -> tuple[Floats, Floats]:
    """What the rows say that each column is at most and at least."""
    lows, highs = _contributions(scaled.values, model.indices, lower, upper)
    at_most = scaled.row_upper[model.row_of] - _rest(model, lows)
    at_least = scaled.row_lower[model.row_of] - _rest(model, highs)
    rises = scaled.values > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(rises, at_most, at_least) / scaled.values
        least = np.where(rises, at_least, at_most) / scaled.values
    ends_most, ends_least = np.full(len(upper), np.inf), np.full(len(lower), -np.inf)
    np.minimum.at(ends_most, model.indices, np.where(np.isnan(most), np.inf, most))
    np.maximum.at(ends_least, model.indices, np.where(np.isnan(least), -np.inf, least))
    return _widened(ends_most, 1.0, farthest), _widened(ends_least, -1.0, farthest)


def _contributions(values: Floats, columns: Ints, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The least and the most that each entry adds to its row."""
    with np.errstate(invalid="ignore"):
        at_lower, at_upper = values * lower[columns], values * upper[columns]
    zero = values == 0
    lows, highs = np.where(values > 0, at_lower, at_upper), np.where(values > 0, at_upper, at_lower)
    return np.where(zero, 0.0, lows), np.where(zero, 0.0, highs)


def _rest(model: Model, entries: Floats) -> Floats:
    """For each entry, the sum of all others of its row, infinite where one of them is."""
    endless = np.isinf(entries)
    finite = np.where(endless, 0.0, entries)
    total, missing = model.sum_rows(finite)[model.row_of], model.sum_rows(endless.astype(float))[model.row_of]
    sign = np.sign(entries[endless][0]) if endless.any() else 1.0
    return np.where(missing - endless > 0, sign * np.inf, total - finite)


def _widened(ends: Floats, side: float, farthest: float) -> Floats:
    """Ends farther out; none where they are far already."""
    wide = ends + side * (np.abs(ends) + 1.0)
    return np.where(np.abs(wide) <= farthest, wide, side * np.inf)
