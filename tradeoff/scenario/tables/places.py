"""The tables of who there is: clusters, and the households in them."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from tradeoff.scenario.tables.kinds import Amount, Flag, Identifier, Number, Share, Whole
from tradeoff.scenario.tables.row import Row


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
