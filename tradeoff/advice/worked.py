"""Works out what a decision reaches, costs and breaks, in exact fractions against the rows of its programme.

    sum over the row of a_j x_j  <=  b        broken by  max(0, sum - b)  where that is more than rounding

In words: households, openings, months, agents and transfers are as decided, whatever limits say; all else follows. What
nobody decides, which fund pays what and how much is kept for the next year, is found by a linear programme in which
every row may give, so that a purse that cannot be kept is named with what it lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from tradeoff.advice.fill import fill
from tradeoff.programme.columns import (
    ColumnKey,
    Facilitated,
    Made,
    MovedIn,
    MovedOut,
    Opened,
    Trained,
)
from tradeoff.programme.decision import DECIDED, Decision
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind, RowMeaning, Terms
from tradeoff.programme.openings import is_running
from tradeoff.programme.programme import Programme, build_programme, exact_money_scale
from tradeoff.programme.purses import payer, purse_of
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import AGENT_MONTHS, AGENTS, HOUSEHOLDS, RUPEES, SHARE, Unit

Rupees = Fraction
NOISE = Fraction(1, 10**9)
"""Of the sizes added up in a row, the share that twelve published digits and a solver's tolerance may leave."""
RUPEE = Fraction(1, RUPEES_IN_LAKH)
"""In lakh. Published transfers are whole rupees, so that a purse may be off by one of them for each year."""
_OF_MONEY = frozenset({RowKind.MATCHING, RowKind.EXTERNAL})
"""Kinds of rows that are said as shares and count money."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A row that a decision does not keep."""

    row: RowMeaning
    by: Fraction
    """How far it is off, above 0, in what the row counts; money in rupees."""
    counts_money: bool
    total: Fraction
    """What stands on its left, likewise."""


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What follows from a decision."""

    scenario: Scenario
    aims: Mapping[str, Fraction]
    """Every offered aim, in its unit."""
    money: Mapping[tuple[str, str, str, int], Rupees]
    """By department, cluster (blank: the state), activity and year, all funds together."""
    months: Mapping[int, Mapping[str, Fraction]]
    """Agent-months by year: available (where something limits them), start_up, facilitation, households."""
    owed: Mapping[tuple[str, int], Fraction]
    """Facilitation months owed after the project, by cluster and year."""
    found: tuple[str, ...]
    """Tables that were left open, and were found so that least is broken, then at the least money."""
    broken: tuple[Broken, ...]

    @property
    def spent(self) -> Rupees:
        """All money, in rupees."""
        return sum(self.money.values(), start=Fraction(0))


def work_out(scenario: Scenario, decision: Decision, *, whole: bool = False) -> Worked:
    """What a decision reaches, costs and breaks.

    Args:
        scenario: What it decides on.
        decision: What is decided.
        whole: Whether it says that its openings are whole, so that each serves the fewest that make it worth it.

    Raises:
        SolverError: What nobody decides could not be found.
    """
    programme = build_programme(scenario.with_openings("share"))
    decided, strange = _placed(programme, decision)
    values = decided | fill(programme, decided, cheapest=bool(decision.left_open))
    return Worked(
        scenario=scenario,
        aims={
            name: _sum(terms, values) * exact_money_scale(scenario, name)
            for name, terms in programme.exact_objectives.items()
        },
        money=_money(programme, values),
        months=_months(programme, values),
        owed={
            (cluster, scenario.settings.project_years + after): months
            for cluster, by_year in programme.months_owed.items()
            for after, (terms, constant) in by_year.items()
            if (months := _sum(terms, values) + constant)
        },
        found=tuple(
            table
            for table in decision.left_open
            if any(isinstance(column.key, DECIDED[table]) for column in programme.columns)
        ),
        broken=(*strange, *(_too_small(decision, scenario) if whole else ()), *_broken(programme, values)),
    )


def placed_columns(programme: Programme, decision: Decision) -> dict[str, Fraction]:
    """The decided columns of a programme by name; a key without a value is 0."""
    return _placed(programme, decision)[0]


def _placed(programme: Programme, decision: Decision) -> tuple[dict[str, Fraction], list[Broken]]:
    """The decided columns by name, and what is decided where the programme has nothing to decide.

    Args:
        programme: Its columns.
        decision: What is decided; a key without a value is 0.
    """
    left: dict[type[ColumnKey], dict[ColumnKey, Fraction]] = defaultdict(dict)
    tables: tuple[Mapping[ColumnKey, Fraction], ...] = (
        cast("Mapping[ColumnKey, Fraction]", decision.households),
        cast("Mapping[ColumnKey, Fraction]", decision.openings),
        cast("Mapping[ColumnKey, Fraction]", decision.facilitation or {}),
        cast("Mapping[ColumnKey, Fraction]", decision.agents or {}),
    )
    for table in tables:
        for key, value in table.items():
            left[type(key)][key] = value
    moved = {key: rupees / RUPEES_IN_LAKH for key, rupees in (decision.transfers or {}).items()}
    left[MovedIn] = {MovedIn(*key): lakh for key, lakh in moved.items() if lakh > 0}
    left[MovedOut] = {MovedOut(*key): -lakh for key, lakh in moved.items() if lakh < 0}
    open_kinds = {kind for table in decision.left_open for kind in DECIDED[table]}
    values, last_open = {}, {}
    for column in programme.columns:
        kind = type(column.key)
        if kind is Made:
            values[column.name] = Fraction(1)
        elif kind in left and kind not in open_kinds:
            values[column.name] = left[kind].pop(column.key, Fraction(0))
            if isinstance(column.key, Opened):
                last_open[column.key.cluster_id] = values[column.name]
    return values, _strange(left, last_open, decision, programme.scenario)


def _strange(
    left: Mapping[type[ColumnKey], Mapping[ColumnKey, Fraction]],
    last_open: Mapping[str, Fraction],
    decision: Decision,
    scenario: Scenario,
) -> list[Broken]:
    """What is decided although no column is there for it, and what is open less than it already is.

    Args:
        left: Decisions without a column.
        last_open: By cluster, the share open by the last year in which it may be opened.
        decision: All of it.
        scenario: Its clusters.
    """
    found = []
    running = {cluster.cluster_id for cluster in scenario.clusters if cluster.status in ("running", "pilot")}
    for key, share in decision.openings.items():
        most = last_open.get(key.cluster_id, Fraction(0))
        keys = (("cluster", key.cluster_id), ("year", str(key.year)))
        if key.cluster_id in running and share < 1:
            found.append(_own(RowKind.OPENING, (*keys, ("running", "yes")), ">=", 1, 1 - share, SHARE))
        elif key in left[Opened] and share > most:
            found.append(_own(RowKind.OPENING, (*keys, ("late", "yes")), "<=", float(most), share - most, SHARE))
    for kind, row, unit in (
        (Facilitated, RowKind.FACILITATION, AGENT_MONTHS),
        (Trained, RowKind.TRAINING, AGENTS),
        (MovedOut, RowKind.TRANSFER, RUPEES),
        (MovedIn, RowKind.TRANSFER, RUPEES),
    ):
        for other, amount in left[kind].items():
            named = {"cluster_id": "cluster", "department_id": "department", "fund_id": "fund", "year": "year"}
            named_keys = tuple((named[name], str(value)) for name, value in other._asdict().items())
            if amount:
                size = amount * RUPEES_IN_LAKH if unit is RUPEES else amount
                found.append(_own(row, named_keys, "<=", 0, size, unit))
    return found


def _too_small(decision: Decision, scenario: Scenario) -> list[Broken]:
    """Clusters that are opened for fewer households than make it worth it."""
    served: dict[str, Fraction] = defaultdict(Fraction)
    for enrolled, count in decision.households.items():
        served[enrolled.cluster_id] += count
    last, found = scenario.settings.project_years, []
    for cluster in scenario.clusters:
        if cluster.min_households and not is_running(cluster):
            share = decision.openings.get(Opened(cluster.cluster_id, last), Fraction(0))
            lacking = cluster.min_households * share - served[cluster.cluster_id]
            if lacking > NOISE * cluster.min_households:
                keys = (("cluster", cluster.cluster_id),)
                found.append(_own(RowKind.SMALLEST, keys, ">=", float(cluster.min_households), lacking, HOUSEHOLDS))
    return found


def _own(
    kind: RowKind, keys: tuple[tuple[str, str], ...], sense: str, bound: float, by: Fraction, unit: Unit
) -> Broken:
    """A broken rule that the programme has no row for."""
    row = RowMeaning(name="", kind=kind, keys=keys, sense=sense, bound=bound, unit=unit)
    total = Fraction(bound) + (by if sense == "<=" else -by)
    return Broken(row=row, by=by, counts_money=unit is RUPEES, total=total)


def _broken(programme: Programme, values: Mapping[str, Fraction]) -> list[Broken]:
    found = []
    rupees = RUPEE * programme.scenario.settings.project_years
    for meaning, row in zip(programme.rows, programme.exact_rows, strict=True):
        parts = [factor * values[column.name] for column, factor in row.terms.items()]
        total = sum(parts, start=Fraction(0))
        beyond = total - row.bound
        by = {"<=": beyond, ">=": -beyond, "=": abs(beyond)}[meaning.sense]
        counts_money = meaning.unit.is_money or meaning.kind in _OF_MONEY
        allowed = NOISE * (sum(map(abs, parts), start=abs(row.bound)))
        if by > (max(allowed, rupees) if counts_money else allowed):
            size = RUPEES_IN_LAKH if counts_money else 1
            found.append(Broken(row=meaning, by=by * size, counts_money=counts_money, total=total * size))
    return found


def _sum(terms: Terms, values: Mapping[str, Fraction]) -> Fraction:
    return sum((factor * values[column.name] for column, factor in terms.items()), start=Fraction(0))


def _money(programme: Programme, values: Mapping[str, Fraction]) -> dict[tuple[str, str, str, int], Rupees]:
    purses = purse_of(programme.scenario)
    found: dict[tuple[str, str, str, int], Rupees] = defaultdict(Fraction)
    for term in programme.spending:
        if value := values[term.column.name]:
            place = (payer(purses, term), term.cluster_id, term.activity_id, term.year)
            found[place] += term.lakh * value * RUPEES_IN_LAKH
    return dict(found)


def _months(programme: Programme, values: Mapping[str, Fraction]) -> dict[int, dict[str, Fraction]]:
    found = {}
    for year, uses in programme.agent_uses.items():
        found[year] = {use: _sum(terms, values) for use, terms in uses.items()}
        if year in programme.agent_months:
            terms, constant = programme.agent_months[year]
            found[year]["available"] = _sum(terms, values) + constant
    return found
