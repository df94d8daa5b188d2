"""Resolves typed rows into cells and their offers: which level costs what, for whom, and what it brings.

A cell is a row of `segments`, or a whole cluster where that table has none of its rows. It is offered every level whose
segment matches, unless `costs.offered` is 0. Of several rows that match, the most specific wins whole: one that names
the cluster before one that names the sector, before one that names the segment, before `*`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Generic, TypeVar

from tradeoff.errors import InputFault
from tradeoff.scenario.blanks import cost_blank, households_blank
from tradeoff.scenario.faults import fault
from tradeoff.scenario.measures import GROUPS
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.tables import Cluster, Cost, Effect, Level, Row, Segment
from tradeoff.words.spoken import say

SUPPORT = "support"
"""The activity that takes the money of a level without contents."""
WHOLE_CLUSTER = "all"
"""The segment of a cluster without rows in `segments`."""
_GRADES = "ABCDE"
_KEYS = ("cluster_id", "sector", "segment_id", "level_id")

Matched = TypeVar("Matched", bound=Row)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a row must match: the keys of one level offered to one cell."""

    cluster_id: str
    sector: str
    segment_id: str
    level_id: str


def resolve_cells(tables: Tables) -> tuple[tuple[Cell, ...], tuple[InputFault, ...]]:
    """The cells that the tables define, sorted by cluster and segment, and what is wrong with them."""
    segments: dict[str, list[Segment]] = {}
    for segment in tables.segments:
        segments.setdefault(segment.cluster_id, []).append(segment)
    cells: list[Cell] = []
    problems: list[InputFault] = []
    resolver = _Resolver(tables, problems)
    for cluster in tables.clusters:
        rows = segments.get(cluster.cluster_id) or [_whole_cluster(cluster, problems)]
        cells += [resolver.cell(cluster, row) for row in rows]
    resolver.tell_costs_missing()
    return tuple(sorted(cells, key=lambda cell: (cell.cluster_id, cell.segment_id))), tuple(problems)


class MostSpecific(Generic[Matched]):
    """Rows by the keys they name, so that the most specific one is looked up and not searched for."""

    def __init__(self, rows: Iterable[Matched]) -> None:
        self._rows: dict[tuple[str, ...], Matched] = {}
        for row in rows:
            self._rows.setdefault(tuple(getattr(row, key, "*") for key in _KEYS), row)

    def find(self, place: Place) -> Matched | None:
        """The row that matches `place` and names most of it, cluster first; None where none matches."""
        for keys in product(*((getattr(place, key), "*") for key in _KEYS)):
            row = self._rows.get(keys)
            if row is not None:
                return row
        return None


def worst_grade(grades: Iterable[str]) -> str:
    """The weakest of some grades; blank where none is given."""
    return max((grade for grade in grades if grade), key=_GRADES.index, default="")


def _whole_cluster(cluster: Cluster, problems: list[InputFault]) -> Segment:
    if cluster.poor_households is None:
        problems.append(households_blank(cluster.row))
    return Segment(
        row=cluster.row,
        cluster_id=cluster.cluster_id,
        segment_id=WHOLE_CLUSTER,
        households=cluster.poor_households or Fraction(0),
        poor_share=Fraction(1),
        grade=cluster.grade,
    )


class _Resolver:
    """Resolves offers; keeps what it looks up for every cell."""

    def __init__(self, tables: Tables, problems: list[InputFault]) -> None:
        self._money_unit = tables.settings.money_unit
        self._problems = problems
        self._activities = {activity.activity_id: activity for activity in tables.activities}
        self._contents: dict[str, list[tuple[str, Fraction, str]]] = {}
        for content in tables.level_contents:
            parts = self._contents.setdefault(content.level_id, [])
            parts.append((content.activity_id, content.quantity_per_household, content.grade))
        self._level_ids = sorted({level.level_id for level in tables.levels})
        self._levels = MostSpecific(tables.levels)
        self._costs = MostSpecific(tables.costs)
        self._effects = MostSpecific(tables.effects)
        self._prices = {level_id: self._priced(level_id) for level_id in self._level_ids}
        self._months = {level_id: self._contents_months(level_id) for level_id in self._level_ids}
        self._without_cost: dict[str, list[str]] = {}
        self._blank: dict[int, str] = {}
        """The level of each row of costs that should say what it costs, and is blank."""

    def tell_costs_missing(self) -> None:
        """Add a fault for each level offered somewhere at no known cost, at the blank cell if there is one."""
        self._problems += [cost_blank(level_id, row) for row, level_id in self._blank.items()]
        for level_id, places in self._without_cost.items():
            more = say(" and {count} more", count=len(places) - 1) if len(places) > 1 else ""
            what = say("level {level_id} has no cost for {place}{more}", level_id=level_id, place=places[0], more=more)
            mend = "add a row with its cost, give the level contents, or take it out with `offered` 0"
            self._problems.append(fault("E2", "costs.csv", "cost_per_household", what, mend))

    def cell(self, cluster: Cluster, segment: Segment) -> Cell:
        shares = ((group, getattr(segment, f"{group}_share")) for group in GROUPS)
        found = [self._offer(cluster, segment, level_id) for level_id in self._level_ids]
        offers = [offer for offer in found if offer is not None]
        return Cell(
            cluster_id=cluster.cluster_id,
            segment_id=segment.segment_id,
            households=segment.households,
            poor_share=segment.poor_share,
            majority=segment.majority,
            group_shares=tuple((group, share) for group, share in shares if share is not None),
            offers=tuple(sorted(offers, key=lambda offer: (offer.order, offer.level_id))),
            grade=segment.grade,
            segment=segment,
        )

    def _offer(self, cluster: Cluster, segment: Segment, level_id: str) -> Offer | None:
        place = Place(
            cluster_id=cluster.cluster_id, sector=cluster.sector, segment_id=segment.segment_id, level_id=level_id
        )
        level = self._levels.find(place)
        cost = self._costs.find(place)
        if level is None or (cost is not None and not cost.offered):
            return None
        effect = self._effects.find(place)
        rupees, shares, grade = self._cost(cost, segment, level)
        gain = None if effect is None or effect.income_gain is None else effect.income_gain * self._money_unit
        return Offer(
            level_id=level_id,
            name=level.name,
            order=level.order,
            cost=rupees,
            agent_months=self._agent_months(cost, level_id),
            reached=level.reached,
            deep=self._deep(level, segment, gain),
            participation=level.participation,
            trust_gate=level.trust_gate,
            income_gain=gain,
            lag_years=0 if effect is None else effect.lag_years,
            persistence=None if effect is None else effect.persistence,
            poor_share_of_gain=None if effect is None else effect.poor_share_of_gain,
            value_added=self._rupees(effect, "value_added"),
            spill_value_added=self._rupees(effect, "spill_value_added"),
            activity_shares=shares,
            cost_grade=grade,
            effect_grade="" if effect is None else effect.grade,
            is_factored=cost is None or cost.cost_per_household is None,
            level=level,
            effect=effect,
        )

    def _rupees(self, effect: Effect | None, column: str) -> Fraction | None:
        value = None if effect is None else getattr(effect, column)
        return None if value is None else value * self._money_unit

    def _cost(
        self, cost: Cost | None, segment: Segment, level: Level
    ) -> tuple[Fraction, tuple[tuple[str, Fraction], ...], str]:
        """Rupees a household, how they divide over activities, and the weakest grade behind them."""
        total, shares, grade = self._prices[level.level_id]
        if cost is not None and cost.cost_per_household is not None:
            return cost.cost_per_household * self._money_unit, shares, cost.grade
        if level.level_id not in self._contents and cost is not None:
            self._blank[cost.row] = level.level_id
        elif level.level_id not in self._contents:
            self._without_cost.setdefault(level.level_id, []).append(f"{segment.cluster_id}, {segment.segment_id}")
        return segment.cost_factor * total * self._money_unit, shares, grade

    def _priced(self, level_id: str) -> tuple[Fraction, tuple[tuple[str, Fraction], ...], str]:
        """What the contents of a level cost before any factor, how that divides, and their weakest grade."""
        parts, grades = [], []
        for activity_id, quantity, grade in self._contents.get(level_id, []):
            activity = self._activities.get(activity_id)
            if activity is not None and activity.scope == "household":
                parts.append((activity_id, quantity * (activity.unit_cost or Fraction(0))))
                grades += [grade, activity.grade]
        total = sum((part for _, part in parts), start=Fraction(0))
        shares = (
            tuple((activity, part / total) for activity, part in parts if part) if total else ((SUPPORT, Fraction(1)),)
        )
        return total, shares, worst_grade(grades)

    def _agent_months(self, cost: Cost | None, level_id: str) -> Fraction:
        if cost is not None and cost.agent_months_per_household is not None:
            return cost.agent_months_per_household
        return self._months[level_id]

    def _contents_months(self, level_id: str) -> Fraction:
        """Agent months that the contents of a level ask for, a household."""
        return sum(
            (
                quantity * self._activities[activity_id].agent_months_per_unit
                for activity_id, quantity, _ in self._contents.get(level_id, [])
                if activity_id in self._activities
            ),
            start=Fraction(0),
        )

    def _deep(self, level: Level, segment: Segment, gain: Fraction | None) -> Fraction | None:
        if level.deep is not None:
            return level.deep
        if segment.poverty_gap is None or gain is None:
            return None
        return Fraction(gain >= segment.poverty_gap * self._money_unit)
