"""Turns the rows of `limits` into rows of the programme: floors, ceilings and equalities on any measure and scope.

    (C9)  sum over the scope of the measure  <=, >= or =  value
    (C8)  share of group g:  sum over the scope of (sigma_csg - value) h_cskt  <=, >= or =  0

In words: a blank key takes everything together, `*` makes one limit for each, a blank year takes all years. A share is
a share of the households enrolled in the scope. Money counts household costs, facilitation, start-up, and what the
state as a whole pays (training, reforms) where no place is named; with a segment, level or group, household costs only.
Of a group each household counts with its share. Clusters count as open by the end of the year, the last one if none is
named.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.programme.agents import cluster_months
from tradeoff.programme.columns import Enrolled, Paid
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.objectives import Enrolment, worth
from tradeoff.programme.openings import can_open, opened, years
from tradeoff.programme.purses import funds, purse_of
from tradeoff.programme.spending import Spending
from tradeoff.scenario import measures
from tradeoff.scenario.measures import (
    GROUPS,
    HOUSEHOLD_KEYS,
    KEYS,
    PLACE_KEYS,
    Measure,
    dimensions_of,
    find_measure,
)
from tradeoff.scenario.objectives import find_registered
from tradeoff.scenario.scenario import Cell, Scenario
from tradeoff.scenario.tables import Cluster, Limit

EACH = "*"
Scope = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a measure may count in for one limit: the programme so far, and the scope."""

    draft: Draft
    scenario: Scenario
    limit: Limit
    measure: Measure
    scope: Scope
    """A value for each key; blank for all."""
    spending: Mapping[str, list[Spending]]
    """By cluster."""

    def covers(self, **found: str) -> bool:
        """Whether something with these keys lies in the scope."""
        return all(self.scope[key] in ("", value) for key, value in found.items())

    def clusters(self) -> list[Cluster]:
        """The clusters in the scope."""
        return [cluster for cluster in self.scenario.clusters if _matches(self.scope, cluster)]

    def households(self, count: Callable[[Enrolment], Fraction]) -> Terms:
        """The sum over the scope of what each household enrolled counts for."""
        terms: Terms = {}
        for cluster in self.clusters():
            for cell in self.scenario.cells_of(cluster.cluster_id):
                for offer, year in itertools.product(cell.offers, years(self.scenario)):
                    if self.covers(segment_id=cell.segment_id, level_id=offer.level_id, year=str(year)):
                        column = self.draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))
                        settings = self.scenario.settings
                        one = Enrolment(cluster=cluster, cell=cell, offer=offer, year=year, settings=settings)
                        add_term(terms, column, count(one) * self.part(cell))
        return terms

    def part(self, cell: Cell) -> Fraction:
        """The share of a cell's households that the limit counts: that of its group, or all."""
        return dict(cell.group_shares)[self.scope["group"]] if self.scope["group"] else Fraction(1)

    @property
    def of_households(self) -> bool:
        """Whether the limit is narrowed to households."""
        return any(self.scope[key] for key in HOUSEHOLD_KEYS)


def _count_money(counted: Counted) -> Terms:
    if counted.scope["fund_id"] and len(funds(counted.scenario)) > 1:
        return _paid_by_fund(counted)
    terms: Terms = {}
    for cluster in counted.clusters():
        parts = {cell.segment_id: counted.part(cell) for cell in counted.scenario.cells_of(cluster.cluster_id)}
        for term in counted.spending[cluster.cluster_id]:
            found = {"segment_id": term.segment_id, "level_id": term.level_id, "activity_id": term.activity_id}
            if (term.level_id or not counted.of_households) and counted.covers(**found, year=str(term.year)):
                add_term(terms, term.column, term.lakh * parts.get(term.segment_id, Fraction(1)))
    placed = any(counted.scope[key] for key in PLACE_KEYS if key != "department_id")
    for term in () if placed or counted.of_households else counted.spending[""]:
        if counted.covers(department_id=term.paid_by, activity_id=term.activity_id, year=str(term.year)):
            add_term(terms, term.column, term.lakh)
    return terms


def _paid_by_fund(counted: Counted) -> Terms:
    """What a fund pays, by department, activity and year; by cluster the programme does not divide it."""
    terms: Terms = {}
    purses = set(purse_of(counted.scenario).values())
    for column in counted.draft.columns:
        key = column.key
        if isinstance(key, Paid) and key.department_id in purses:
            found = {"department_id": key.department_id, "activity_id": key.activity_id, "fund_id": key.fund_id}
            if counted.covers(**found, year=str(key.year)):
                add_term(terms, counted.draft.column(key), Fraction(1))
    return terms


def _count_share(counted: Counted) -> Terms:
    """What the group has beyond the share of it that is the limit's value."""
    group, value = counted.measure.group, counted.limit.value
    return counted.households(lambda one: dict(one.cell.group_shares)[group] - value)


def _count_clusters(counted: Counted) -> Terms:
    """The share open of each cluster by the end of a year; those that ran before are open."""
    terms: Terms = {}
    year = int(counted.scope["year"] or counted.scenario.settings.project_years)
    for cluster in counted.clusters():
        if can_open(cluster):
            add_term(terms, opened(counted.draft, cluster, year), Fraction(1))
    return terms


def _count_agent_months(counted: Counted) -> Terms:
    """The agents' time that households take, and, where they are not what is asked about, that of whole clusters."""
    terms = counted.households(lambda one: one.offer.agent_months)
    for cluster, year in itertools.product(counted.clusters(), years(counted.scenario)):
        if not counted.of_households and counted.covers(year=str(year)):
            for column, months in cluster_months(counted.draft, cluster, year).items():
                add_term(terms, column, months)
    return terms


def _count_dimension(counted: Counted) -> Terms:
    """Poor households at the levels that serve the dimension."""
    name = counted.measure.dimension
    return counted.households(lambda one: one.poor * (name in dimensions_of(one.offer.level.dimensions)))


TERMS: dict[str, Callable[[Counted], Terms]] = {
    measures.HOUSEHOLDS_ENROLLED.kind: lambda counted: counted.households(lambda _: Fraction(1)),
    measures.POOR_HOUSEHOLDS.kind: lambda counted: counted.households(lambda one: one.poor),
    measures.MONEY.kind: _count_money,
    measures.OBJECTIVE: lambda counted: counted.households(lambda one: worth(counted.measure.aim, one)),
    measures.SHARE_OF_GROUP: _count_share,
    measures.CLUSTERS_OPEN.kind: _count_clusters,
    measures.AGENTS_TIME.kind: _count_agent_months,
    measures.DIMENSION: _count_dimension,
}
"""What each kind of measure of `scenario/measures.py` counts: in its unit, money in lakh."""


def add_limits(draft: Draft, scenario: Scenario, spending: list[Spending]) -> None:
    """Add one row for each limit, and for each value where it says `*`.

    Args:
        draft: The programme so far, with its columns.
        scenario: Whose limits.
        spending: Every term of spending.
    """
    by_cluster: dict[str, list[Spending]] = defaultdict(list)
    for term in spending:
        by_cluster[term.cluster_id].append(term)
    for limit in scenario.limits:
        measure = find_measure(limit.measure)
        count = find_registered("measure with terms in programme/limits.py", measure.kind, TERMS)
        each = any(getattr(limit, key) == EACH for key in KEYS)
        for scope in _scopes(scenario, limit):
            counted = Counted(
                draft=draft, scenario=scenario, limit=limit, measure=measure, scope=scope, spending=by_cluster
            )
            if each and not counted.clusters():
                continue
            terms = count(counted)
            if each and not terms:
                continue
            keys = {"limit_id": limit.limit_id} | {key: value for key, value in scope.items() if value}
            bound, shown = _bound(limit, measure, scenario)
            draft.add_row(RowKind.LIMIT, keys, terms, limit.sense, bound, unit=measure.unit, shown=shown)


def _bound(limit: Limit, measure: Measure, scenario: Scenario) -> tuple[Fraction, Fraction]:
    """A limit's value in the programme's units, and as people know it."""
    if measure.unit.is_share:
        # The value stands on the left, with the households it is a share of.
        return Fraction(0), limit.value
    if measure.unit.is_money:
        rupees = limit.value * scenario.settings.money_unit
        return in_lakh(rupees), rupees
    return limit.value, limit.value


def _scopes(scenario: Scenario, limit: Limit) -> Iterator[Scope]:
    """The limit's keys, with every `*` replaced by each of the values there are."""
    values: dict[str, Iterable[str]] = {
        "cluster_id": (cluster.cluster_id for cluster in scenario.clusters),
        "department_id": (cluster.department_id for cluster in scenario.clusters),
        "district": (cluster.district for cluster in scenario.clusters),
        "sector": (cluster.sector for cluster in scenario.clusters),
        "sector_type": (cluster.sector_type for cluster in scenario.clusters),
        "segment_id": (cell.segment_id for cell in scenario.cells),
        "level_id": (offer.level_id for cell in scenario.cells for offer in cell.offers),
        "group": (group for group in GROUPS if all(group in dict(cell.group_shares) for cell in scenario.cells)),
        "activity_id": (activity.activity_id for activity in scenario.activities),
        "fund_id": funds(scenario),
        "year": map(str, years(scenario)),
    }
    choices = []
    for key in KEYS:
        given = str(getattr(limit, key))
        choices.append(sorted({value for value in values[key] if value}) if given == EACH else [given])
    for chosen in itertools.product(*choices):
        yield dict(zip(KEYS, chosen, strict=True))


def _matches(scope: Scope, cluster: Cluster) -> bool:
    return all(scope[key] in ("", getattr(cluster, key)) for key in PLACE_KEYS)
