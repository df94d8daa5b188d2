"""Chooses what a run stands on: array calls, or compiled loops where they repay."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol

from tradeoff.moo.lp.model import Floats
from tradeoff.moo.simplex import kernels_numpy as kernels
from tradeoff.moo.simplex.basis import Basis, Positions
from tradeoff.moo.simplex.schur_update import SchurBasis

LARGE = 4_000
"""Columns from which a run stands on compiled loops from the start."""
LONG = 2_000
"""Pivots after which every run does: loading numba takes about as long as these would have saved."""


class Kernels(Protocol):
    """The passes over all columns; `kernels` says what each does."""

    def dual_ratio_test(
        self, slopes: Floats, signed: Floats, relative: float, absolute: float, at: Positions, /
    ) -> tuple[int, float, int]:
        """The column whose reduced cost reaches zero first."""

    def update_reduced_costs(self, signed: Floats, slopes: Floats, step: float, /) -> None:
        """Let every reduced cost follow its slope."""

    def harris_ratio_test(
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

    def freivalds_check(
        self, random_row: Floats, head: Positions, at: Positions, values: Floats, /
    ) -> tuple[float, float]:
        """What a solved column weighs, seen through a row drawn at random."""


class Engine(NamedTuple):
    """How a run factorises its bases, and how it passes over its columns."""

    basis: type[Basis]
    kernels: Kernels


BY_ARRAYS = Engine(SchurBasis, kernels)


def repays(columns: int, pivots: int) -> bool:
    """Whether compiled loops are worth loading for a run of so many columns that has made so many pivots."""
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
