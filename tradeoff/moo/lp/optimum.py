"""Holds an optimum of a linear programme, and says what its own prices make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.model import Floats

PRICED = 2e-9
"""A reduced cost above this is a price; below, it is what the dual tolerance leaves of a zero."""
_WORST_SLACK = 1e-6
"""Distance from its bound, in scaled units, at which something with a price contradicts optimality."""


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """A checked optimum: columns in the user's units, and the duals of the scaled programme."""

    x: Floats
    scaled_x: Floats
    activity: Floats
    """Of the rows of the scaled programme."""
    reduced_costs: Floats
    prices: Floats

    is_only: bool = False
    """Whether it is checked that no other columns are as good, where that was asked."""

    @cached_property
    def values(self) -> Floats:
        """The scaled columns, then the activities of the scaled rows."""
        return np.concatenate([self.scaled_x, self.activity])

    @cached_property
    def duals(self) -> Floats:
        """The reduced costs of the columns, then the prices of the rows."""
        return np.concatenate([self.reduced_costs, self.prices])

    @property
    def is_priced(self) -> bool:
        """Whether all that is outside the basis has a price, so that this is the only optimum."""
        return bool(np.count_nonzero(np.abs(self.duals) > PRICED) == len(self.reduced_costs))


def require_own_prices(optimum: Optimum, cost: Floats, paid: Floats, turned_over: Floats) -> None:
    """Refuse prices of another objective: what a column costs is what its rows pay and its reduced cost.

    Args:
        optimum: What the solver found.
        cost: The cost row that was minimised, scaled, an entry a column.
        paid: What the rows pay for each column at the optimum's prices.
        turned_over: The same with every payment counted as positive.

    Raises:
        SolverError: The prices belong to another objective.
    """
    # What rows pay may cancel: prices of thousands leave more noise in a cost of nothing than prices of one.
    size = 1 + np.abs(cost) + np.abs(optimum.reduced_costs) + turned_over
    if (np.abs(cost - paid - optimum.reduced_costs) > _WORST_SLACK * size).any():
        raise SolverError("HiGHS returned prices that do not belong to the objective")


def is_complementary(optimum: Optimum, lower: Floats, upper: Floats) -> bool:
    """Whether a solution is optimal by its own duals: what has a price rests on the bound it is paid for.

    Args:
        optimum: The solution and its duals.
        lower: The bounds in force, of the scaled columns and then of the rows.
        upper: Likewise.
    """
    duals, values = optimum.duals, optimum.values
    bound = np.where(duals > PRICED, lower, np.where(duals < -PRICED, upper, values))
    return bool((np.abs(values - bound) <= _WORST_SLACK * (1 + np.abs(values))).all())


def is_paid_for(optimum: Optimum, cost: Floats, lower: Floats, upper: Floats) -> bool:
    """Whether a solution is optimal by its own duals to a share of what it costs, however small its amounts are.

    `is_complementary` takes a millionth for nothing; beside a limit of 8e9 it may be all there is of a column.

    Args:
        optimum: The solution and its duals.
        cost: Scaled, an entry a column.
        lower: The bounds in force, of the scaled columns and then of the rows.
        upper: Likewise.
    """
    duals, values = optimum.duals, optimum.values
    bound = np.where(duals > PRICED, lower, np.where(duals < -PRICED, upper, values))
    lost = float(np.abs(duals) @ np.abs(values - bound))
    return lost <= _WORST_SLACK * float(np.abs(cost) @ np.abs(optimum.scaled_x)) + PRICED


def settled_apart(
    optimum: Optimum, cost: Floats, lower: Floats, upper: Floats, original: Callable[[Floats], Floats]
) -> Optimum | None:
    """The optimum of another cost where no row joins columns: each goes to the bound that its own cost says.

    Args:
        optimum: Any solution.
        cost: Scaled, an entry a column.
        lower: The bounds in force, of the scaled columns and then of the rows.
        upper: Likewise.
        original: Puts scaled columns in their own units.

    Returns:
        None where a bound is missing, or the solution breaks one.
    """
    own, most = lower[: len(cost)], upper[: len(cost)]
    scaled_x = np.where(cost > PRICED, own, np.where(cost < -PRICED, most, optimum.scaled_x))
    if not np.isfinite(scaled_x).all():
        return None
    x, prices = original(scaled_x) + 0.0, np.zeros_like(optimum.prices)
    settled = replace(optimum, x=x, scaled_x=scaled_x, reduced_costs=cost, prices=prices)
    return settled if is_complementary(settled, lower, upper) and is_paid_for(settled, cost, lower, upper) else None
