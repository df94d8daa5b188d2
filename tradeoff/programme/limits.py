"""From the rows of `limits` to rows of the programme: floors, ceilings and equalities on any measure and scope.

    (C9)  sum over the scope of the measure  <=, >= or =  value
    (C8)  share of group g:  sum over the scope of (sigma_csg - value) h_cskt  <=, >= or =  0

In words: a blank key takes everything together, `*` makes one limit for each, a blank year takes all years. A share is
a share of the households enrolled in the scope. Money counts household costs, facilitation and start-up; with a
segment or level, household costs only.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from tradeoff.programme.draft import ColumnKind, Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.objectives import MONEY_OBJECTIVES, worth
from tradeoff.programme.openings import years
from tradeoff.programme.purses import funds, purse_of
from tradeoff.programme.spending import Spending
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.tables import Cluster, Limit

EACH = "*"
KEYS = (
    "cluster_id", "department_id", "district", "sector", "segment_id", "level_id", "activity_id", "fund_id", "year",
)  # fmt: skip
Scope = dict[str, str]


def add_limits(draft: Draft, scenario: Scenario, spending: list[Spending]) -> None:
    """One row for each limit, and for each value where it says `*`."""
    by_cluster: dict[str, list[Spending]] = defaultdict(list)
    for term in spending:
        by_cluster[term.cluster_id].append(term)
    for limit in scenario.limits:
        each = any(getattr(limit, key) == EACH for key in KEYS)
        for scope in _scopes(scenario, limit):
            if each and not any(_matches(scope, cluster) for cluster in scenario.clusters):
                continue
            terms, bound, unit = _terms(draft, scenario, limit, scope, by_cluster)
            if each and not terms:
                continue
            keys = {"limit_id": limit.limit_id} | {key: value for key, value in scope.items() if value}
            shown = limit.value * scenario.settings.money_unit if unit == "rupees" else limit.value
            draft.add_row(RowKind.LIMIT, keys, terms, limit.sense, bound, unit=unit, shown=shown)


def _scopes(scenario: Scenario, limit: Limit) -> Iterator[Scope]:
    """The limit's keys, with every `*` replaced by each of the values there are."""
    values: dict[str, Iterable[str]] = {
        "cluster_id": (cluster.cluster_id for cluster in scenario.clusters),
        "department_id": (cluster.department_id for cluster in scenario.clusters),
        "district": (cluster.district for cluster in scenario.clusters),
        "sector": (cluster.sector for cluster in scenario.clusters),
        "segment_id": (cell.segment_id for cell in scenario.cells),
        "level_id": (offer.level_id for cell in scenario.cells for offer in cell.offers),
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
    place = {
        "cluster_id": cluster.cluster_id,
        "department_id": cluster.department_id,
        "district": cluster.district,
        "sector": cluster.sector,
    }
    return all(scope[key] in ("", value) for key, value in place.items())


def _terms(
    draft: Draft, scenario: Scenario, limit: Limit, scope: Scope, by_cluster: dict[str, list[Spending]]
) -> tuple[Terms, Fraction, str]:
    clusters = [cluster for cluster in scenario.clusters if _matches(scope, cluster)]
    if limit.measure == "money":
        bound = in_lakh(limit.value * scenario.settings.money_unit)
        if scope["fund_id"] and len(funds(scenario)) > 1:
            return _fund_terms(draft, scenario, scope), bound, "rupees"
        spent = [term for cluster in clusters for term in by_cluster[cluster.cluster_id]]
        return _money_terms(spent, scope), bound, "rupees"
    kind, _, name = limit.measure.partition(":")
    terms: Terms = {}
    for cluster in clusters:
        for cell in scenario.cells_of(cluster.cluster_id):
            for offer, year in itertools.product(cell.offers, years(scenario)):
                found = {"segment_id": cell.segment_id, "level_id": offer.level_id, "year": str(year)}
                if all(scope[key] in ("", value) for key, value in found.items()):
                    column = draft.column(ColumnKind.HOUSEHOLDS, cell.cluster_id, *found.values())
                    measure = _measure(kind, name, limit, (cluster, cell, offer), year, scenario)
                    add_term(terms, column, measure)
    if kind == "share":
        return terms, Fraction(0), "share"
    if name in MONEY_OBJECTIVES:
        return terms, in_lakh(limit.value * scenario.settings.money_unit), "rupees"
    return terms, limit.value, "households"


def _measure(
    kind: str, name: str, limit: Limit, place: tuple[Cluster, Cell, Offer], year: int, scenario: Scenario
) -> Fraction:
    """What one household counts for in the limit's measure."""
    cluster, cell, offer = place
    if kind == "share":
        return dict(cell.group_shares)[name] - limit.value
    if kind == "objective":
        value = worth(cell, offer, outlook=cluster.sector_outlook, year=year, settings=scenario.settings)[name]
        return in_lakh(value) if name in MONEY_OBJECTIVES else value
    return (cell.poor_share or Fraction(0)) if kind == "poor_households" else Fraction(1)


def _money_terms(spent: list[Spending], scope: Scope) -> Terms:
    terms: Terms = {}
    households_only = bool(scope["segment_id"] or scope["level_id"])
    for term in spent:
        found = {
            "segment_id": term.segment_id,
            "level_id": term.level_id,
            "activity_id": term.activity_id,
            "year": str(term.year),
        }
        if households_only and not term.level_id:
            continue
        if all(scope[key] in ("", value) for key, value in found.items()):
            add_term(terms, term.column, term.lakh)
    return terms


def _fund_terms(draft: Draft, scenario: Scenario, scope: Scope) -> Terms:
    """What a fund pays, by department, activity and year; by cluster the programme does not divide it."""
    terms: Terms = {}
    purses = set(purse_of(scenario).values())
    for column in draft.columns:
        if column.kind is ColumnKind.SPENT:
            found = dict(zip(("department_id", "activity_id", "fund_id", "year"), column.keys, strict=True))
            if found["department_id"] in purses and all(scope[key] in ("", value) for key, value in found.items()):
                add_term(terms, draft.column(column.kind, *column.keys), Fraction(1))
    return terms
