"""The tables of who there is: clusters, the households in them, and where their districts lie."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from tradeoff.scenario.tables.kinds import Amount, Flag, Growth, Identifier, Money, Share, Whole, Year
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
    sector_outlook: Growth = Fraction(0)
    """Growth a share a year: -0.01 is a decline of one percent a year."""
    poor_households: Amount | None = None
    """Households of the one cell of a cluster without rows in `segments`."""
    households: Amount | None = None
    """All households of all segments together, where known; checked against `segments`."""
    start_up_cost: Money | None = None
    start_up_agent_months: Amount = Fraction(0)
    min_facilitation_months: Amount = Fraction(0)
    max_facilitation_months: Amount = Fraction(12)
    min_coverage: Share = Fraction(0)
    min_households: Amount | None = None
    """Households served in all by the last year, below which opening is not worth it; held where openings are whole."""
    status: Literal["candidate", "running", "pilot", "closed"] = "candidate"
    accompanied_before: Whole = 0
    """Of a running cluster: the years for which it has been accompanied before the project."""
    role: Literal["", "pilot", "roll_out"] = ""
    """Whether it teaches others how to start; blank: a pilot where its status says so, else a roll-out."""
    latest_start: Year | None = None
    """The last project year (1, 2, ...) in which the cluster may be opened."""
    early_gain_floor: Money | None = None
    """Income gained at once, money unit a year, that opening the whole cluster asks for in the year it is opened."""
    post_cost: Money = Fraction(0)
    """Money a year that the whole cluster costs its department after the project."""


class Segment(Row):
    """A cell: households of one kind in one cluster, each counted in exactly one segment."""

    TABLE = "segments"
    KEY = ("cluster_id", "segment_id")
    GONE: ClassVar[Mapping[str, str]] = {
        "workers_per_household": "remove it; everything is counted in households",
    }

    cluster_id: Identifier
    segment_id: Identifier
    households: Amount
    poor_share: Share | None = None
    poverty_gap: Money | None = None
    """Yearly shortfall below the poverty line, money unit a household."""
    majority: Flag = True
    cost_factor: Amount = Fraction(1)
    ability_to_pay: Money | None = None
    """Money that a household can bring at most; blank: it brings nothing, and is asked for nothing."""
    women_share: Share | None = None
    sc_share: Share | None = None
    st_share: Share | None = None
    minority_share: Share | None = None


class District(Row):
    """Where a district lies on a map of tiles, one a district: a drawing of the state, of which no plan takes note."""

    TABLE = "districts"
    KEY = ("district",)

    district: str
    """As the clusters name it."""
    tile_column: Whole
    """From 1 on, counted eastward."""
    tile_row: Whole
    """From 1 on, counted southward."""
