"""The tables of people: the agents who accompany clusters."""

from __future__ import annotations

from tradeoff.scenario.tables.kinds import Amount, Whole
from tradeoff.scenario.tables.row import Row


class Agents(Row):
    """Months of cluster development agents' time in one year, state-wide."""

    TABLE = "agents"
    KEY = ("year",)
    NOT_USED_YET = frozenset({"attrition", "training_capacity", "load_pilot", "load_rollout", "pay"})

    year: Whole | None = None
    agent_months: Amount | None = None
    in_post: Amount | None = None
    attrition: Amount | None = None
    training_capacity: Amount | None = None
    load_pilot: Amount | None = None
    load_rollout: Amount | None = None
    pay: Amount | None = None
