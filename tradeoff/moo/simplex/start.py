"""Holds what a parametric run starts from, what it leaves behind, and the error of one that cannot be checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tradeoff.errors import TradeoffError
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex.basis import Positions


class RunError(TradeoffError):
    """The run could not be checked; nothing of it may be used."""


@dataclass(frozen=True, kw_only=True)
class Corner:
    """An extreme point and the weights of v for which it is the best, as the run scales the cost rows."""

    u: float
    v: float
    weight_from: float
    weight_to: float
    pivots: int
    """Pivots made before the run left it: with the pivots up to here, its last basis is known."""


@dataclass(frozen=True, kw_only=True)
class Pivot:
    """One exchange: what entered, and what left for which bound. A column that replaces itself changed its bound."""

    entering: int
    leaving: int
    at_upper: bool


@dataclass(frozen=True, kw_only=True)
class Start:
    """A programme in scaled arrays and a basis that is optimal for u."""

    rows: csr_array
    lower: Floats
    """Of the structural columns, then of the rows' activities."""
    upper: Floats
    cost_u: Floats
    """Of the structural columns."""
    cost_v: Floats
    basic: Positions
    at_upper: NDArray[np.bool_]
    """Which nonbasic columns rest on their upper bound."""
