"""Holds what tables define: their typed rows, the cells and offers resolved from them, and what a variant changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.scenario.raw import RawTable, Reading
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import (
    Activity,
    Agents,
    Budget,
    Cluster,
    Cost,
    CostShare,
    Department,
    District,
    Effect,
    Enabling,
    Evidence,
    Exit,
    Fund,
    Future,
    Level,
    LevelContent,
    Limit,
    Replication,
    Segment,
)

if TYPE_CHECKING:
    from tradeoff.scenario.remarks import Remarks


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change that a variant makes to its base: where, and what stood there before."""

    table: str
    key: str
    """The row's key, as `column=value, ...`."""
    column: str
    before: str
    """Blank for an added row."""
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A support level as one cell is offered it; money in rupees, a household."""

    level_id: str
    name: str
    order: Fraction
    cost: Fraction
    """Rupees a household, all years together, spent in the year of enrolment."""
    agent_months: Fraction
    reached: bool
    deep: Fraction | None
    """Credit 0..1 towards depth; None: not known."""
    participation: bool | None
    trust_gate: Fraction | None
    """Households at this level or above that one facilitation month makes possible."""
    income_gain: Fraction | None
    """Rupees a household and year."""
    lag_years: int
    persistence: Fraction | None
    poor_share_of_gain: Fraction | None
    value_added: Fraction | None
    """Rupees a year in the reference year, own."""
    spill_value_added: Fraction | None
    activity_shares: tuple[tuple[str, Fraction], ...]
    """How the cost divides over activities; the shares add up to 1."""
    cost_grade: str
    effect_grade: str
    is_factored: bool
    """Whether the cost comes from contents, and so with the segment's `cost_factor`."""
    level: Level = field(repr=False, compare=False)
    """The row of `levels` behind it, as typed: money in the scenario's money unit, and its place in the file."""
    effect: Effect | None = field(repr=False, compare=False)
    """The row of `effects` behind it, as typed; None where none matches."""

    @property
    def pays_at_once(self) -> bool:
        """Whether its income comes in the year in which its cluster is opened."""
        return self.lag_years == 0 and not self.level.after_years


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Households of one segment in one cluster, with the levels they are offered in rising order."""

    cluster_id: str
    segment_id: str
    households: Fraction
    poor_share: Fraction | None
    majority: bool
    group_shares: tuple[tuple[str, Fraction], ...]
    """(group, share) for the groups whose share is known: women, sc, st, minority."""
    offers: tuple[Offer, ...]
    grade: str
    segment: Segment = field(repr=False, compare=False)
    """The row of `segments` behind it, as typed, or what stands for the whole cluster."""


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The typed rows of every table of a scenario, in the order of their keys."""

    settings: Settings
    departments: tuple[Department, ...]
    clusters: tuple[Cluster, ...]
    segments: tuple[Segment, ...]
    activities: tuple[Activity, ...]
    levels: tuple[Level, ...]
    level_contents: tuple[LevelContent, ...]
    costs: tuple[Cost, ...]
    effects: tuple[Effect, ...]
    funds: tuple[Fund, ...]
    budgets: tuple[Budget, ...]
    agents: tuple[Agents, ...]
    replication: tuple[Replication, ...]
    cost_shares: tuple[CostShare, ...]
    exit: tuple[Exit, ...]
    enabling: tuple[Enabling, ...]
    limits: tuple[Limit, ...]
    futures: tuple[Future, ...]
    districts: tuple[District, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """Checked tables, as text and as typed rows, with the cells that were resolved from just these."""

    raw: Mapping[str, RawTable]
    """The tables as text, by name, with every change made."""
    as_read: Mapping[str, RawTable]
    """The same before anything was answered since: the text that the data hash is of."""
    tables: Tables
    cells: tuple[Cell, ...]
    missing: tuple[tuple[str, str], ...]
    remarks: Remarks
    """Of the tables as they were read, whatever rows took their place since."""
    readings: tuple[Reading, ...] = ()
    """What of them was read otherwise than it is written."""
