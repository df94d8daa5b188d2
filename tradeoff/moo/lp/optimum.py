"""Holds an optimum of a linear programme, and refuses one that its own prices contradict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.scaling import Scaled

PRICED = 2e-9
"""A reduced cost above this is a price; below, it is what the dual tolerance leaves of a zero."""
_WORST_SLACK = 1e-6
"""Distance from its bound, in scaled units, at which something with a price contradicts optimality."""


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """A proven optimum: columns in the user's units, and the duals of the scaled programme."""

    x: Floats
    scaled_x: Floats
    reduced_costs: Floats
    prices: Floats

    is_only: bool = False
    """Whether it is proved that no other columns are as good, where that was asked."""

    @property
    def is_priced(self) -> bool:
        """Whether all that is outside the basis has a price, so that this is the only optimum."""
        priced = np.count_nonzero(np.abs(self.reduced_costs) > PRICED)
        priced += np.count_nonzero(np.abs(self.prices) > PRICED)
        return bool(priced == len(self.reduced_costs))


def require_own_prices(model: Model, scaled: Scaled, optimum: Optimum, cost: Floats) -> None:
    """Refuse prices of another objective: what a column costs is what its rows pay and its reduced cost.

    Args:
        model: The programme.
        scaled: The same as the solver sees it.
        optimum: What the solver found.
        cost: The cost row that was minimised, scaled, an entry a column.

    Raises:
        SolverError: The prices belong to another objective.
    """
    paid = np.bincount(
        model.indices,
        weights=scaled.values * np.repeat(optimum.prices, np.diff(model.starts)),
        minlength=len(cost),
    )
    size = 1 + np.abs(cost) + np.abs(optimum.reduced_costs)
    if (np.abs(cost - paid - optimum.reduced_costs) > _WORST_SLACK * size).any():
        raise SolverError("HiGHS returned prices that do not belong to the objective")


def require_complementary(
    optimum: Optimum, *, activity: Floats, columns: tuple[Floats, Floats], rows: tuple[Floats, Floats]
) -> None:
    """Refuse a plan that its own prices call improvable: what has a price must rest on the bound it is paid for.

    Args:
        optimum: What the solver found.
        activity: A x of the scaled rows at it.
        columns: Lower and upper bounds of the scaled columns, as they were when it was found.
        rows: The same of the rows.

    Raises:
        SolverError: Something with a price lies away from its bound.
    """
    for price, value, (lower, upper) in (
        (optimum.reduced_costs, optimum.scaled_x, columns),
        (optimum.prices, activity, rows),
    ):
        bound = np.where(price > PRICED, lower, np.where(price < -PRICED, upper, value))
        if (np.abs(value - bound) > _WORST_SLACK * (1 + np.abs(value))).any():
            raise SolverError("HiGHS called a plan optimal that its own prices say can be improved")
