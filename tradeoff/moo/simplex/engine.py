"""From what is installed to what a walk runs on: array calls, or compiled loops where they repay."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex import kernels_numpy as passes
from tradeoff.moo.simplex.basis import Basis, Positions
from tradeoff.moo.simplex.schur_update import SchurBasis

LARGE = 4_000
"""Columns from which a walk runs on compiled loops from the start."""
LONG = 2_000
"""Pivots after which every walk does: loading numba takes about as long as these would have saved."""


class Passes(Protocol):
    """The passes over all columns; `passes` says what each does."""

    def first_at_zero(
        self, slopes: Floats, signed: Floats, relative: float, absolute: float, at: Positions, /
    ) -> tuple[int, float, int]:
        """The column whose reduced cost reaches zero first."""

    def advance(self, signed: Floats, slopes: Floats, step: float, /) -> None:
        """Let every reduced cost follow its slope."""

    def first_stop(
        self,
        amounts: Floats,
        lower: Floats,
        upper: Floats,
        at: Positions,
        speed: Floats,
        direction: float,
        least: float,
        slack: float,
        /,
    ) -> tuple[int, float, float]:
        """The place in `at` that stops a column, after how much, and the largest speed."""

    def weigh(self, lot: Floats, head: Positions, at: Positions, values: Floats, /) -> tuple[float, float]:
        """What a solved column weighs, seen through a row drawn by lot."""


class Engine(NamedTuple):
    """How a walk factorises its bases, and how it passes over its columns."""

    basis: type[Basis]
    passes: Passes


BY_ARRAYS = Engine(SchurBasis, passes)


def repays(columns: int, pivots: int) -> bool:
    """Whether compiled loops are worth loading for a walk of so many columns that has made so many pivots."""
    return columns >= LARGE or pivots >= LONG


@cache
def compiled() -> Engine | None:
    """The compiled engine; None where numba (the extra `fast`) is not installed or not fit for this Python."""
    try:
        from tradeoff.moo.simplex import kernels_numba as loops
        from tradeoff.moo.simplex.product_form import ProductBasis
    except ImportError:
        return None
    return Engine(ProductBasis, loops)
