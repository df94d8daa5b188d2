"""Brings ends that lie far beyond all else to where they can still never bind: a bound of 1e20 that stands for none.

A solver scales amounts by the largest, and beside a limit of 8e9 that nothing comes near, 7 units are rounding. Where a
gap in the sizes of all ends is so wide, what the ends below it imply is worked out without those above it; an end above
that lies beyond what is implied is replaced by it, twice as wide, so that no solution is lost or won, and none rests
there. Savelsbergh (1994), section 1, for the implied ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.lp.implied_bounds import ends_of_activities, filled_ends
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.scaling import unscaled

_GAP = 1e3
"""How many times as large as the next smaller one an end must be to be looked at."""


@dataclass(frozen=True)
class _Ends:
    """Lower and upper ends of the columns, then of the rows."""

    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats


def with_near_bounds(model: Model) -> Model:
    """The programme with every end that is far beyond all others, and implied by them, brought near.

    Args:
        model: In its user's units. Its rows must not be loosened afterwards.
    """
    ends = _Ends(model.lower, model.upper, model.row_lower, model.row_upper)
    largest = np.zeros(len(model.row_names))
    np.maximum.at(largest, model.row_of, np.abs(model.values))
    largest[largest == 0] = 1.0
    for limit in _gaps(_sizes(ends, largest)):
        ends = _nearer(model, ends, largest, limit)
    whole = model.integer
    return replace(
        model,
        lower=np.where(whole, np.floor(ends.lower), ends.lower),
        upper=np.where(whole, np.ceil(ends.upper), ends.upper),
        row_lower=ends.row_lower,
        row_upper=ends.row_upper,
    )


def _sizes(ends: _Ends, largest: Floats) -> Floats:
    """How far from 0 each end is, those of rows in units of the column with the largest entry."""
    sizes: Floats = np.abs(np.concatenate([ends.lower, ends.upper, ends.row_lower / largest, ends.row_upper / largest]))
    return sizes


def _gaps(sizes: Floats) -> list[float]:
    """The sizes above which there is a gap, from the greatest on."""
    found = np.unique(sizes[np.isfinite(sizes) & (sizes > 0)])
    return [float(found[at]) for at in np.flatnonzero(found[1:] > _GAP * found[:-1])[::-1]]


def _nearer(model: Model, ends: _Ends, largest: Floats, limit: float) -> _Ends:
    """The ends with those beyond a limit brought near, where what lies within it implies them."""

    def far(values: Floats, unit: Floats | float = 1.0) -> NDArray[np.bool_]:
        return np.isfinite(values) & (np.abs(values / unit) > limit)

    beyond = far(ends.lower), far(ends.upper), far(ends.row_lower, largest), far(ends.row_upper, largest)
    without = replace(
        unscaled(model),
        lower=np.where(beyond[0], -np.inf, ends.lower),
        upper=np.where(beyond[1], np.inf, ends.upper),
        row_lower=np.where(beyond[2], -np.inf, ends.row_lower),
        row_upper=np.where(beyond[3], np.inf, ends.row_upper),
    )
    farthest = _GAP * limit
    lower, upper = filled_ends(model, without, farthest)
    least, most = ends_of_activities(model, without, lower, upper, np.inf)
    return _Ends(
        np.where(beyond[0] & (lower > ends.lower), lower, ends.lower),
        np.where(beyond[1] & (upper < ends.upper), upper, ends.upper),
        np.where(beyond[2] & (least > ends.row_lower), least, ends.row_lower),
        np.where(beyond[3] & (most < ends.row_upper), most, ends.row_upper),
    )
