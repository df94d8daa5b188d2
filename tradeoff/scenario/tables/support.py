"""The tables of what is done and what comes of it: activities, support levels, their costs and effects."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from tradeoff.scenario.tables.kinds import (
    MATCH_ALL,
    Amount,
    Flag,
    Identifier,
    Money,
    Number,
    Pattern,
    Rate,
    Share,
    Whole,
)
from tradeoff.scenario.tables.row import Row


class Activity(Row):
    """Something money is spent on, with its unit and unit cost."""

    TABLE = "activities"
    KEY = ("activity_id",)

    activity_id: Identifier
    name: str
    axis: Literal["", "trust_governance", "capacity", "policy"] = ""
    kind: Literal[
        "", "network", "linkage", "skills", "support_institution", "finance", "voice", "health", "education", "policy"
    ] = ""
    scope: Literal["household", "cluster", "state"] = "household"
    unit: str = ""
    unit_cost: Money | None = None
    agent_months_per_unit: Amount = Fraction(0)
    eligible_funds: str = ""
    """Fund ids separated by `;`; blank: every fund may pay."""


class Level(Row):
    """A support level (package), offered to one segment or to all (`*`)."""

    TABLE = "levels"
    KEY = ("level_id", "segment_id")
    GONE: ClassVar[Mapping[str, str]] = {
        "requires_level": "remove it; let the level wait, or give it a trust_gate",
    }

    level_id: Identifier
    segment_id: Pattern = MATCH_ALL
    order: Number
    name: str
    reached: Flag
    deep: Share | None = None
    """Credit towards depth; blank: 1 where every income gain of the cell reaches its poverty gap, else 0."""
    participation: Flag | None = None
    min_contact_days: Amount | None = None
    dimensions: str = ""
    """What else the level serves, of voice, health, education and vulnerability, separated by `;`."""
    after_years: Whole = 0
    """Years for which its cluster must have been open before a household can join at this level."""
    trust_gate: Amount | None = None
    """Households at this level or above that one facilitation month makes possible; blank: no gate."""


class LevelContent(Row):
    """What one household gets at a level; with level_id `start_up`, what opening one cluster takes."""

    TABLE = "level_contents"
    KEY = ("level_id", "activity_id")

    level_id: Identifier
    activity_id: Identifier
    quantity_per_household: Amount


class Cost(Row):
    """What a household at a level costs in a cell, where it is known directly."""

    TABLE = "costs"
    KEY = ("cluster_id", "segment_id", "level_id")

    cluster_id: Pattern = MATCH_ALL
    segment_id: Pattern = MATCH_ALL
    level_id: Identifier
    cost_per_household: Money | None = None
    agent_months_per_household: Amount | None = None
    offered: Flag = True
    confirmed: Flag = False


class Effect(Row):
    """What a household at a level gains, once a year, and what the cluster's economy gains with it."""

    TABLE = "effects"
    KEY = ("cluster_id", "sector", "segment_id", "level_id")

    cluster_id: Pattern = MATCH_ALL
    sector: str = MATCH_ALL
    segment_id: Pattern = MATCH_ALL
    level_id: Pattern = MATCH_ALL
    income_gain: Money | None = None
    income_gain_low: Money | None = None
    income_gain_high: Money | None = None
    value_added: Money | None = None
    value_added_low: Money | None = None
    value_added_high: Money | None = None
    spill_value_added: Money | None = None
    lag_years: Whole = 0
    persistence: Rate | None = None
    poor_share_of_gain: Share | None = None
