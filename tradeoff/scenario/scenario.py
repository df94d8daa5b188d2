"""Holds one frozen `Scenario`, the thing that is asked: its tables, cells and offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tradeoff.errors import InputFault
from tradeoff.scenario.floors import FLOOR_ROW, floored_aim, set_floors
from tradeoff.scenario.objectives import AIMS, PAIRS
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import (
    Activity,
    Agents,
    Budget,
    Cluster,
    Cost,
    CostShare,
    Department,
    Effect,
    Enabling,
    Evidence,
    Exit,
    Fund,
    Level,
    LevelContent,
    Limit,
    Replication,
    Segment,
)

if TYPE_CHECKING:
    from tradeoff.scenario.levels import AimLevel


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
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Scenario(Tables):
    """One planning question: its tables as typed rows, and the cells and offers they define."""

    name: str
    """The folder's name; never its path."""
    title: str
    question: str
    cells: tuple[Cell, ...]
    """Resolved from the tables, sorted by cluster and segment."""
    missing: tuple[tuple[str, str], ...]
    """(objective, why it is not offered: the missing table and column) for the objectives that lack data."""
    based_on: str
    """Name of the base of a variant, else blank."""
    changes: tuple[Change, ...]
    remarks: tuple[InputFault, ...]
    """What is allowed but doubtful in the tables alone (W codes that need no solve)."""
    data_hash: str
    """sha256 over the tables as read, in canonical order, and the scenario's name."""
    rescaled_from: str = ""
    """The data hash of the scenario whose envelopes `with_budget` changed in proportion; blank: as it was read."""

    @property
    def objectives(self) -> tuple[str, ...]:
        """The aims whose data are there, in the order in which they are registered."""
        missing = {name for name, _ in self.missing}
        return tuple(name for name in AIMS if name not in missing)

    @property
    def trades(self) -> tuple[str, ...]:
        """The pairs both of whose aims are offered."""
        return tuple(pair.name for pair in PAIRS.values() if {pair.x, pair.y} <= set(self.objectives))

    @property
    def rupees(self) -> Fraction:
        """All envelopes of all years together, in rupees."""
        return sum((row.envelope for row in self.budgets), start=Fraction(0)) * self.settings.money_unit

    def with_openings(self, openings: Literal["share", "whole"]) -> Scenario:
        """The same question with clusters opened in shares, or whole or not at all, whatever its settings say."""
        return replace(self, settings=self.settings.model_copy(update={"openings": openings}))

    @property
    def floors(self) -> dict[str, Fraction]:
        """The floors that were asked for, by aim, in its unit."""
        return {floored_aim(limit): limit.value for limit in self.limits if limit.row == FLOOR_ROW}

    def with_floors(self, floors: Mapping[str, AimLevel]) -> Scenario:
        """The same question of plans that have at least so much of some aims; an aim's earlier floor is replaced.

        Args:
            floors: For each aim a number in its unit, or words with a unit: {"today": "26 crore"}.

        Raises:
            ValueError: An aim is not offered, or its level cannot be read or is below 0.
        """
        return set_floors(self, floors)

    def with_reforms(self, made: Mapping[str, bool]) -> Scenario:
        """The same question with some of its enabling investments made or not, whatever its table says.

        Raises ValueError for an investment that is not in the table.
        """
        known = {row.investment_id for row in self.enabling}
        if unknown := sorted(made.keys() - known):
            there = ", ".join(sorted(known)) or "none"
            raise ValueError(f"{self.name} has no enabling investment called {unknown[0]!r}; there are {there}")
        rows = tuple(
            row.model_copy(update={"made": "yes" if made[row.investment_id] else "no"})
            if row.investment_id in made
            else row
            for row in self.enabling
        )
        return replace(self, enabling=rows)

    @cached_property
    def _cells_by_cluster(self) -> dict[str, tuple[Cell, ...]]:
        cells: dict[str, list[Cell]] = {}
        for cell in self.cells:
            cells.setdefault(cell.cluster_id, []).append(cell)
        return {cluster_id: tuple(found) for cluster_id, found in cells.items()}

    def cells_of(self, cluster_id: str) -> tuple[Cell, ...]:
        """The cells of one cluster, by segment."""
        return self._cells_by_cluster.get(cluster_id, ())
