"""Explains why no plan satisfies all limits: which rows clash, by how much, and the least change that works."""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.advice.binding import limit_words
from tradeoff.advice.wording import purse_names, year_name
from tradeoff.errors import InfeasibleError
from tradeoff.money import format_number, format_rupees, format_significant
from tradeoff.moo.trace import solve_once
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind, RowMeaning
from tradeoff.programme.elastic import loosen, weight
from tradeoff.programme.programme import Programme
from tradeoff.scenario.floors import FLOOR_ROW
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import AGENT_MONTHS

_LIMITS = frozenset({RowKind.LIMIT})
_MEANS = frozenset(
    {
        RowKind.PURSE,
        RowKind.AGENTS,
        RowKind.POSTS,
        RowKind.METHOD,
        RowKind.COVERAGE,
        RowKind.FACILITATION,
        RowKind.EARLY_GAINS,
        RowKind.POST_FUNDS,
    }
)
_OF_YEARS = {
    RowKind.METHOD: "replication.csv, starts that pilots make possible",
    RowKind.TRAINING: "agents.csv, training capacity",
    RowKind.POSTS: "agents.csv, posts",
}
_SHORT = 1e-6
_MOST_ALONE = 12
"""Rows tried alone; beyond, the least change together is told only."""


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """A row and the least amount by which it must give, together with others or alone."""

    row: RowMeaning
    amount: float
    """In the row's unit; money in rupees."""


def least_change(programme: Programme) -> tuple[Shortfall, ...]:
    """The cheapest loosening that lets all rows hold together: of limits if they suffice, else of money and people."""
    for kinds in (_LIMITS, _LIMITS | _MEANS):
        rows = [row for row in programme.rows if row.kind in kinds]
        try:
            found = _shortfalls(programme, rows)
        except InfeasibleError:
            continue
        if found:
            return found
    return ()


def enough_alone(programme: Programme, candidates: tuple[RowMeaning, ...]) -> tuple[Shortfall, ...]:
    """The rows of which loosening just one, by the amount given, lets all others hold."""
    found: list[Shortfall] = []
    for row in candidates[:_MOST_ALONE]:
        try:
            found += _shortfalls(programme, [row])
        except InfeasibleError:
            continue
    return tuple(found)


def _shortfalls(programme: Programme, rows: list[RowMeaning]) -> tuple[Shortfall, ...]:
    laws = {limit.limit_id for limit in programme.scenario.limits if limit.law}
    costs = {row.name: weight(row, law=dict(row.keys).get("limit_id") in laws) for row in rows}
    elastic = loosen(programme, costs)
    values = solve_once(elastic.problem, elastic.cost, "min")
    found = []
    for row in rows:
        amount = sum(values.get(name, 0.0) for name in elastic.slacks[row.name])
        if amount * weight(row) > _SHORT:
            found.append(Shortfall(row=row, amount=amount * (RUPEES_IN_LAKH if row.unit.is_money else 1)))
    return tuple(found)


def shortfalls(programme: Programme) -> tuple[str, ...]:
    """The least change that lets all rows hold together: each row and its amount, in the planner's words and units."""
    return tuple(_told(short, programme.scenario) for short in least_change(programme))


def _told(short: Shortfall, scenario: Scenario) -> str:
    return f"{_name(short.row, scenario)}: short by {_amount(short, scenario)}"


def explain_clash(programme: Programme) -> str:
    """Which limits cannot hold together, by how much, and what would end it, in the planner's words and units."""
    scenario = programme.scenario
    together = least_change(programme)
    if not together:
        return "No plan satisfies all limits together."
    lines = ["No plan satisfies all limits together. The least change that works:"]
    lines += [f"  {_told(short, scenario)}" for short in together]
    others = [row for row in programme.rows if row.kind in _LIMITS and _key(row) not in {_key(s.row) for s in together}]
    purses = [row for row in programme.rows if row.kind in (RowKind.PURSE, RowKind.AGENTS)]
    alone = enough_alone(programme, (*(short.row for short in together), *others, *purses))
    if alone:
        lines.append("Loosening any one of these alone ends it as well:")
        lines += [f"  {_name(short.row, scenario)} by {_amount(short, scenario)}" for short in alone]
    return "\n".join(lines)


def _key(row: RowMeaning) -> str:
    return row.name


def _name(row: RowMeaning, scenario: Scenario) -> str:
    keys = dict(row.keys)
    if row.kind is RowKind.LIMIT:
        limit = next(limit for limit in scenario.limits if limit.limit_id == keys["limit_id"])
        place = "" if limit.row == FLOOR_ROW else f"limits.csv, row {limit.row}, "
        return f"{place}{limit_words(row, scenario)}"
    year = f" in {year_name(scenario, int(keys['year']))}" if "year" in keys else ""
    if row.kind is RowKind.PURSE:
        fund = f", fund {keys['fund']}" if keys["fund"] else ""
        return (
            f"budgets.csv, envelope of {purse_names(scenario).get(keys['department'], keys['department'])}{fund}{year}"
        )
    if row.kind is RowKind.AGENTS:
        return f"agents.csv, agent-months{year}"
    if row.kind in _OF_YEARS:
        return f"{_OF_YEARS[row.kind]}{year}"
    if row.kind is RowKind.POST_FUNDS:
        return f"departments.csv, post_funds of {purse_names(scenario).get(keys['department'], keys['department'])}"
    return f"clusters.csv, {row.kind.replace('_', ' ')} of {keys['cluster']}{year}"


def _amount(short: Shortfall, scenario: Scenario) -> str:
    unit = short.row.unit
    if unit.is_money:
        return format_rupees(short.amount)
    if unit.is_share:
        return f"{format_significant(short.amount)} households' worth of share"
    whole = short.amount >= 10 and unit != AGENT_MONTHS
    return f"{format_number(short.amount) if whole else format_significant(short.amount)} {unit.many}"
