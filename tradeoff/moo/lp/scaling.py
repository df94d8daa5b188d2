"""Scales a model from its user's units to units a solver can trust.

Solvers judge feasibility and optimality by absolute tolerances. A limit of 4 000 000 000 units beside an effect of
0.000 000 001 a unit makes every solution look optimal. Three scalings, all by powers of two so that nothing is rounded:

    rows and columns   geometric means of the entries, a few passes (Curtis and Reid 1972 in spirit)
    all amounts        one factor, so that the largest finite bound or right-hand side is near `_LARGEST_AMOUNT`,
                       or beyond it where the middle one were less than `_MIDDLE_AMOUNT` then
    each cost row      its largest entry near `_LARGEST_COST`, well above the dual tolerance

In words: the solver sees x' with x = column_scale * amount * x', and rows multiplied by row_scale / amount.

A whole number in other units is no whole number: integer columns keep scale 1. Where there are any, the factor of the
amounts goes to the other columns alone, and the rows are brought to size once more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats, Model

_PASSES = 6
_LARGEST_AMOUNT = 2.0**10
_MIDDLE_AMOUNT = 2.0**-10
_LARGEST_COST = 2.0**7
_WIDEST_SPAN = 1e6
"""Ratio of the largest to the smallest entry of a row or column after scaling beyond which floats cannot be trusted."""
_FAINT = 1e-7
"""A scaled cost below this, with a dearest one of about a hundred, is too near the dual tolerance to be minimised."""
_TERMS = 4
"""Terms that tell a row without a name."""


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """A model as the solver sees it."""

    values: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    column_scale: Floats
    """Original unit of each column in one scaled unit, the common amount included; 1 for integer columns."""
    row_scale: Floats
    """Scaled units of each row in one original unit, the common amount included."""
    wide: bool = False
    """Whether entries span more than floats can be trusted with."""

    def cost(self, cost: Floats) -> Floats:
        """A cost row of the original columns, for the scaled ones."""
        return cost * self.column_scale * self.cost_scale(cost)

    def cost_scale(self, cost: Floats) -> float:
        """Scaled units of a cost row in one original unit."""
        largest = float(np.abs(cost * self.column_scale).max(initial=0.0))
        return 1.0 if largest == 0 else _power_of_two(_LARGEST_COST / largest)

    def faint(self, model: Model, cost: Floats) -> float:
        """How much of a cost row, in its unit, may be lost in the dual tolerance beside its dearest column.

        It is what the columns of such small costs can change at most; inf where one has no bound.
        """
        scaled = np.abs(self.cost(cost))
        lost = (scaled > 0) & (scaled < _FAINT)
        return float(np.abs(cost[lost]) @ (model.upper - model.lower)[lost])

    def activity(self, model: Model, x: Floats) -> Floats:
        """A x of the scaled rows at scaled columns."""
        return model.sum_rows(self.values * x[model.indices])

    def payments(self, model: Model, prices: Floats) -> Floats:
        """What each entry of the matrix pays its column at prices of the scaled rows."""
        payments: Floats = self.values * prices[model.row_of]
        return payments

    def original(self, x: Floats) -> Floats:
        """Scaled columns in their original units."""
        return x * self.column_scale


def _power_of_two(value: float) -> float:
    return 2.0 ** round(math.log2(value))


def scale(model: Model, *, wide: bool = False, certifiable: bool = True) -> Scaled:
    """Scale `model` once, for all its objectives.

    Scaling must not widen what was narrow: where its own choice leaves a row or column too wide, rows alone are scaled,
    and where that does, nothing is.

    Args:
        model: A programme in its user's units.
        wide: Take it however wide it stays: whoever asks certifies in fractions what comes out.
        certifiable: Whether what comes out could be certified, so that a refusal may say so.

    Raises:
        SolverError: The entries of a row or column span too many orders of magnitude in each of these.
    """
    for choose in (_both, _rows_alone, _nothing):
        scaled = _apply(model, *choose(model))
        if (
            max(_spans(model, scaled.values, by_row=by_row).max(initial=1.0) for by_row in (True, False))
            <= _WIDEST_SPAN
        ):
            return scaled
    if wide:
        return replace(_apply(model, *_both(model)), wide=True)
    raise SolverError(_too_wide(model, certifiable=certifiable))


def unscaled(model: Model) -> Scaled:
    """A model in its user's units."""
    return _apply(model, *_nothing(model))


_Factors = tuple[Floats, Floats, float]
"""What rows and columns are multiplied by, and the common amount."""


def _both(model: Model) -> _Factors:
    """Rows and columns by geometric means, integer columns left as they are."""
    rows, columns = len(model.row_names), len(model.columns)
    row_of = model.row_of
    log = np.log2(np.abs(model.values))
    column_log = np.zeros(columns)
    in_column = np.bincount(model.indices, minlength=columns)
    row_log = np.zeros(rows)
    for _ in range(_PASSES):
        row_log = _middle_of_rows(model, column_log)
        entries = log + row_log[row_of]
        column_log = -np.bincount(model.indices, weights=entries, minlength=columns) / np.maximum(in_column, 1)
        column_log[model.integer] = 0.0
    column_log = np.where((in_column > 0) | model.integer, column_log, _size_alone(model))
    row_scale, column_scale = 2.0 ** np.round(row_log), 2.0 ** np.round(column_log)
    amount = _common_amount(model, row_scale, column_scale)
    if model.integer.any():
        column_scale[~model.integer] *= amount
        row_scale, amount = 2.0 ** np.round(_middle_of_rows(model, np.log2(column_scale))), 1.0
    return row_scale, column_scale, amount


def _rows_alone(model: Model) -> _Factors:
    """Rows by geometric means."""
    columns = np.zeros(len(model.columns))
    return 2.0 ** np.round(_middle_of_rows(model, columns)), 2.0**columns, 1.0


def _nothing(model: Model) -> _Factors:
    """The model as it is."""
    return np.ones(len(model.row_names)), np.ones(len(model.columns)), 1.0


def _middle_of_rows(model: Model, column_log: Floats) -> Floats:
    """The logarithm of what brings the geometric mean of each row's entries to 1."""
    rows = len(model.row_names)
    entries = np.log2(np.abs(model.values)) + column_log[model.indices]
    means: Floats = -np.bincount(model.row_of, weights=entries, minlength=rows) / np.maximum(np.diff(model.starts), 1)
    return means


def _apply(model: Model, row_scale: Floats, column_scale: Floats, amount: float) -> Scaled:
    return Scaled(
        values=model.values * row_scale[model.row_of] * column_scale[model.indices],
        lower=model.lower / column_scale / amount,
        upper=model.upper / column_scale / amount,
        row_lower=model.row_lower * row_scale / amount,
        row_upper=model.row_upper * row_scale / amount,
        column_scale=column_scale * amount,
        row_scale=row_scale / amount,
    )


def _size_alone(model: Model) -> Floats:
    """The logarithm of each column's largest finite bound: all that tells how much of a column without a row is much.

    Left at 0, a thousand of one such column beside a thousandth of another hides the second one's cost.
    """
    bounds = np.abs(np.stack([model.lower, model.upper]))
    largest = np.where(np.isfinite(bounds), bounds, 0.0).max(axis=0)
    return np.log2(np.where(largest > 0, largest, 1.0))


def _common_amount(model: Model, row_scale: Floats, column_scale: Floats) -> float:
    """What brings the largest bound or right-hand side near `_LARGEST_AMOUNT`, integer columns left aside.

    Beside one of 8e9 a few units would be rounding: the middle one stays above `_MIDDLE_AMOUNT`.
    """
    amounts = np.concatenate(
        [
            model.row_lower * row_scale,
            model.row_upper * row_scale,
            (model.lower / column_scale)[~model.integer],
            (model.upper / column_scale)[~model.integer],
        ]
    )
    sizes = np.abs(amounts[np.isfinite(amounts) & (amounts != 0)])
    if not len(sizes):
        return 1.0
    return _power_of_two(min(float(sizes.max()) / _LARGEST_AMOUNT, float(np.median(sizes)) / _MIDDLE_AMOUNT))


def _spans(model: Model, values: Floats, *, by_row: bool) -> Floats:
    """The ratio of the largest to the smallest entry of each row, or of each column; 1 where there is none."""
    place, number = (model.row_of, len(model.row_names)) if by_row else (model.indices, len(model.columns))
    largest, smallest = np.zeros(number), np.full(number, np.inf)
    np.maximum.at(largest, place, np.abs(values))
    np.minimum.at(smallest, place, np.abs(values))
    spans: Floats = np.divide(largest, smallest, out=np.ones_like(largest), where=largest > 0)
    return spans


def _too_wide(model: Model, *, certifiable: bool) -> str:
    """What to say of the widest row or variable as it was written: it is never scaling that made it so."""
    rows, columns = (_spans(model, model.values, by_row=by_row) for by_row in (True, False))
    if rows.max(initial=1.0) > _WIDEST_SPAN:
        what, span = _row_in_words(model, int(rows.argmax())), rows.max()
    else:
        what, span = f"variable {model.columns[int(columns.argmax())]!r}", columns.max()
    mend = "leave out what cannot matter, or ask for a certificate in fractions"
    if not certifiable:
        mend = "or leave out what cannot matter"
    return (
        f"the coefficients of {what} span a factor of {span:.0e}, however they are scaled; no solver can be trusted "
        f"with that. Write amounts in a larger unit, {mend}."
    )


def _row_in_words(model: Model, row: int) -> str:
    """A row by its name; without one by its number, from 1, and its first terms."""
    name = model.row_names[row]
    if name:
        return f"row {name!r}"
    entries = range(model.starts[row], model.starts[row + 1])
    terms = [f"{model.values[k]:g} {model.columns[model.indices[k]]}" for k in entries[:_TERMS]]
    more = " + ..." if len(entries) > _TERMS else ""
    return f"row {row + 1} without a name ({' + '.join(terms)}{more})"
