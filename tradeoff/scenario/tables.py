"""Types the rows of every table: what columns each has, and what each cell may hold.

One class a table, one field a column; a field without default is required, a blank cell takes the default, and 0 must
be typed. Numbers are exact (`fractions.Fraction`), money is in the scenario's money unit. `NOT_USED_YET` names the
columns that the format knows and the programme does not use so far: a value there is an error, never ignored.
"""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from tradeoff.scenario.cell_types import MATCH_ALL, Amount, Flag, Identifier, Number, Pattern, Share, Whole


class Row(BaseModel):
    """What every row of data may carry: its place in the file, its source and its grade."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    """The columns that together name a row; no two rows may share them."""
    NOT_USED_YET: ClassVar[frozenset[str]] = frozenset()

    row: int
    """The row as a spreadsheet counts it; the header is row 1."""
    source: str = ""
    grade: Literal["", "A", "B", "C", "D", "E"] = ""
    """A measured with a comparison group, B administrative record, C expert range, D assumption, E placeholder."""
    low: Number | None = None
    high: Number | None = None
    note: str = ""


class Department(Row):
    """A purse: a department with its own envelope, or `ALL` for one purse shared by everybody."""

    TABLE = "departments"
    KEY = ("department_id",)
    NOT_USED_YET = frozenset({"carry_over_share", "absorption_now", "absorption_per_trained_staff"})

    department_id: Identifier
    name: str
    transfer_out_max_share: Share = Fraction(0)
    carry_over_share: Share | None = None
    absorption_now: Amount | None = None
    absorption_per_trained_staff: Amount | None = None


class Cluster(Row):
    """A place and its product, led by one department."""

    TABLE = "clusters"
    KEY = ("cluster_id",)

    cluster_id: Identifier
    name: str
    department_id: Identifier
    district: str = ""
    sector: str = ""
    sector_type: Literal["", "traditional", "competitive"] = ""
    sector_outlook: Number = Fraction(0)
    """Growth a share a year: -0.01 is a decline of one percent a year."""
    poor_households: Amount | None = None
    """Households of the one cell of a cluster without rows in `segments`."""
    households: Amount | None = None
    """All households of all segments together, where known; checked against `segments`."""
    start_up_cost: Amount | None = None
    start_up_agent_months: Amount = Fraction(0)
    min_facilitation_months: Amount = Fraction(0)
    max_facilitation_months: Amount = Fraction(12)
    min_coverage: Share = Fraction(0)
    status: Literal["candidate", "running", "pilot", "closed"] = "candidate"
    latest_start: Whole | None = None
    """The last project year (1, 2, ...) in which the cluster may be opened."""


class Segment(Row):
    """A cell: households of one kind in one cluster, each counted in exactly one segment."""

    TABLE = "segments"
    KEY = ("cluster_id", "segment_id")
    NOT_USED_YET = frozenset({"ability_to_pay", "workers_per_household"})

    cluster_id: Identifier
    segment_id: Identifier
    households: Amount
    poor_share: Share | None = None
    poverty_gap: Amount | None = None
    """Yearly shortfall below the poverty line, money unit a household."""
    majority: Flag = True
    cost_factor: Amount = Fraction(1)
    ability_to_pay: Amount | None = None
    workers_per_household: Amount | None = None
    women_share: Share | None = None
    sc_share: Share | None = None
    st_share: Share | None = None
    minority_share: Share | None = None


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
    unit_cost: Amount | None = None
    agent_months_per_unit: Amount = Fraction(0)
    eligible_funds: str = ""
    """Fund ids separated by `;`; blank: every fund may pay."""


class Level(Row):
    """A support level (package), offered to one segment or to all (`*`)."""

    TABLE = "levels"
    KEY = ("level_id", "segment_id")
    NOT_USED_YET = frozenset({"requires_level", "dimensions"})

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
    requires_level: str = ""
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
    cost_per_household: Amount | None = None
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
    income_gain: Amount | None = None
    income_gain_low: Amount | None = None
    income_gain_high: Amount | None = None
    value_added: Amount | None = None
    value_added_low: Amount | None = None
    value_added_high: Amount | None = None
    spill_value_added: Amount | None = None
    lag_years: Whole = 0
    persistence: Amount | None = None
    poor_share_of_gain: Share | None = None


class Fund(Row):
    """A source of money with rules of its own on what it may pay."""

    TABLE = "funds"
    KEY = ("fund_id",)

    fund_id: Identifier
    name: str


class Budget(Row):
    """A department's envelope from one fund in one year."""

    TABLE = "budgets"
    KEY = ("department_id", "fund_id", "year")

    department_id: Identifier
    fund_id: str = ""
    year: Whole | None = None
    envelope: Amount
    lapses: Flag = True


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


class Limit(Row):
    """A floor, ceiling or equality on a measure over a scope; blank keys together, `*` one limit for each."""

    TABLE = "limits"
    KEY = ("limit_id",)

    limit_id: Identifier
    measure: str
    """One of `scenario/measures.py`: a name of its own, `objective:` with an aim, or `share:` with a group."""
    cluster_id: str = ""
    department_id: str = ""
    district: str = ""
    sector: str = ""
    segment_id: str = ""
    level_id: str = ""
    activity_id: str = ""
    fund_id: str = ""
    year: str = ""
    sense: Literal["<=", ">=", "="]
    value: Amount
    reason: str = ""
    law: Flag = False


class Evidence(Row):
    """A cited source."""

    TABLE = "evidence"
    KEY = ("ref",)

    ref: Identifier
    citation: str
    author: str = ""
    year: str = ""
    place: str = ""
    page: str = ""
    figure: str = ""
    unit: str = ""


class Setting(Row):
    """One key and its value; the keys are those of `tradeoff.scenario.settings.Settings`."""

    TABLE = "settings"
    KEY = ("key",)

    key: str
    value: str


TABLES: tuple[type[Row], ...] = (
    Setting, Department, Cluster, Segment, Activity, Level, LevelContent, Cost, Effect, Fund, Budget, Agents, Limit,
    Evidence,
)  # fmt: skip
