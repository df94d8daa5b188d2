"""Finds the plan at one level without tracing the frontier: both ends, and the one edge that lies over the level."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.frontier.reform_study import ReformFrontiers, trace_reforms
from tradeoff.frontier.refusals import require_decided
from tradeoff.frontier.study import Study
from tradeoff.moo.lp.stopping import Progress
from tradeoff.programme.plan import Plan
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.scenario import Scenario

ENDS_ALONE = 0.99
"""A gap that two ends always keep: what lies between is found where it is asked for."""


def plan_at(scenario: Scenario, trade: str, *, floors: Mapping[str, AimLevel] | None = None, **at: AimLevel) -> Plan:
    """The plan at one level: that of `trace_frontier(..., exact=True).plan(...)`, in a fraction of its solves.

    Args:
        scenario: What `read_scenario` returns.
        trade: "depth-breadth", "today-tomorrow" or "participation-selectivity".
        floors: For some aims the least that every plan keeps, as in `trace_frontier`.
        **at: One of the two aims with its level, as in `ScenarioFrontier.plan`.

    Raises:
        InfeasibleError: No plan satisfies the limits, keeps the floors, or has as much.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The choice is unknown, the scenario lacks its data, or the level cannot be read.

    Example:
        >>> import tradeoff
        >>> plan = tradeoff.plan_at(tradeoff.read_scenario("three-clusters"), "depth-breadth", breadth=900)
        >>> round(plan.objectives["depth"], 2)
        88.89
    """
    require_decided(scenario)
    asked = scenario.with_floors(floors or {})
    return Study(asked).frontier(trade, gap=ENDS_ALONE, choose=False).plan(**at)


def outline(scenario: Scenario, trade: str, *, progress: Progress | None = None) -> ReformFrontiers:
    """The ends alone of the frontiers of all combinations of reforms; plans at any level are found when asked for.

    Args:
        scenario: With its floors, if any.
        trade: The choice.
        progress: Called as in `trace_frontier`.

    Raises:
        InfeasibleError: No plan satisfies the limits, whatever reforms are made; and what `trace_reforms` raises.
    """
    return trace_reforms(scenario, trade, gap=ENDS_ALONE, choose=False, progress=progress)
