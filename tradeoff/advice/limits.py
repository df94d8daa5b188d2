"""Says what limits one plan: prices, and why money is idle, on one solver."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.advice.claims import Claim
from tradeoff.advice.prices import FIRST, Prices, price_plan
from tradeoff.advice.unspent import idle_claims
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.programme.plan import Plan

_MORE = 1e-6
"""Share by which a plan has more than was asked for, beyond rounding."""


def limits_of(
    frontier: ScenarioFrontier, plan: Plan, at: Mapping[str, float], *, first: int | None = FIRST
) -> tuple[Prices, tuple[Claim, ...]]:
    """Prices at the level of a plan, and claims on the money it leaves over.

    Args:
        frontier: The frontier that it is a plan of.
        plan: The plan.
        at: The aim that was asked for, and its level in the unit of `points`.
        first: How many prices; None for all.

    Raises:
        SolverError: The solver gave up.
    """
    what_if = frontier.study.what_if
    aim, level = level_held(plan, at)
    at, y = {aim: level}, frontier.other(aim)
    return price_plan(what_if, plan, at, y, first=first), idle_claims(what_if, plan, at, y)


def level_held(plan: Plan, at: Mapping[str, float]) -> tuple[str, float]:
    """The aim that is held for the prices of a plan, and at which level.

    Args:
        plan: The plan.
        at: The aim that was asked for, and its level.
    """
    ((aim, level),) = at.items()
    had = plan.objectives[aim]
    # Every plan with the most of the other aim may have more than was asked for.
    return aim, had if had > level + _MORE * (1 + abs(had)) else level
