"""The tables of people: the agents who accompany clusters, how more are trained, and what pilots teach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from tradeoff.scenario.tables.kinds import Amount, Money, Share, Whole, Year
from tradeoff.scenario.tables.row import Row

_OF_A_CLUSTER = "remove it; write what an agent can accompany as min_facilitation_months of clusters.csv"


class Agents(Row):
    """Cluster development agents and their months in one year, state-wide."""

    TABLE = "agents"
    KEY = ("year",)
    GONE: ClassVar[Mapping[str, str]] = {
        "load_pilot": _OF_A_CLUSTER,
        "load_rollout": _OF_A_CLUSTER,
        "pay": "remove it; pay stands in facilitation_cost of settings.csv, in start-up and in unit costs",
    }

    year: Year | None = None
    agent_months: Amount | None = None
    in_post: Amount | None = None
    """Agents at work; where agents are trained or leave, those of year 1 only."""
    attrition: Share | None = None
    """Share of the agents at work that has left by the next year."""
    training_capacity: Amount | None = None
    """Agents that can be trained in the year; they work from the next one on."""
    posts: Amount | None = None
    """The most agents that may be at work; blank: no such limit."""
    training_cost: Money | None = None
    """Money unit for each agent trained."""


class Replication(Row):
    """How many clusters a pilot can show how to start, and how many agents it trains; one row, or none."""

    TABLE = "replication"
    KEY = ()

    starts_per_pilot: Amount | None = None
    """Roll-outs that each pilot makes possible, all years together; blank: no such limit."""
    lag_years: Whole = 1
    """Years from the opening of a pilot until others can follow it."""
    agents_per_pilot_year: Amount | None = None
    """Agents that each pilot trains in every year after the one in which it was opened."""
