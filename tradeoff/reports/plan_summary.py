"""Gathers one plan into the few tables that fit a screen: money, openings, clusters, who is served, who is not.

Nothing is computed here but sums of the plan's own tables; every line of them is in the folder of `--out`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tradeoff.advice.served import listed_poor, reached_poor, served
from tradeoff.advice.wording import bare_figure, cluster_names, listing, purse_names, year_name
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.draft import RUPEES_IN_LAKH
from tradeoff.programme.openings import is_running
from tradeoff.programme.plan import Plan
from tradeoff.reports.names import activity_names
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say, say_one

SHOWN = 10
"""Clusters that are listed where not all are asked for."""
_LINES = 6
"""Departments or activities of which each has a line; smaller ones share one."""
_NAMED = 5
_LAKH = "Rs lakh"
_BY = ("department", "activity")

Line = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and its lines, all with the same columns; below them what was left out, or blank."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


def plan_headline(plan: Plan, scenario: Scenario) -> str:
    """How many clusters a plan serves, and how much of the money it spends."""
    spent = sum(_number(purse["spent"]) for purse in plan.records["purses"])
    there = sum(_number(purse["envelope"]) for purse in plan.records["purses"])
    clusters = len({row["cluster"] for row in plan.records["households"]})
    verb = say("is") if clusters == 1 else say("are")
    return say(
        "{clusters} of {count} clusters {verb} served with {spent} of {there}.",
        clusters=format_number(clusters),
        count=format_number(len(scenario.clusters)),
        verb=verb,
        spent=format_rupees(spent),
        there=format_rupees(there),
    )


def plan_summary(plan: Plan, scenario: Scenario, *, every: bool = False) -> tuple[Section, ...]:
    """A plan's tables for a screen.

    Args:
        plan: The plan.
        scenario: Of which scenario.
        every: Whether every cluster is listed, and not the first ten by money.
    """
    return (
        _aims(plan, scenario),
        _money(plan, scenario, "department", purse_names(scenario)),
        _money(plan, scenario, "activity", activity_names(scenario)),
        _openings(plan, scenario),
        _clusters(plan, scenario, every=every),
        _served(plan, scenario),
    )


def not_funded_line(plan: Plan, scenario: Scenario) -> str:
    """How many clusters are not funded in a scenario's plan, and the first few; blank where none is left out."""
    reached = {row["cluster"] for row in plan.records["households"]}
    names = [cluster.name for cluster in scenario.clusters if cluster.cluster_id not in reached]
    if not names:
        return ""
    count = len(names)
    more = say(" and {named} more", named=format_number(count - _NAMED)) if count > _NAMED else ""
    return say(
        "Not funded in this plan of the scenario: {count} of {count2} clusters ({names}{more}).",
        count=format_number(count),
        count2=format_number(len(scenario.clusters)),
        names=", ".join(names[:_NAMED]),
        more=more,
    )


def owed_line(plan: Plan, scenario: Scenario) -> str:
    """Facilitation that is owed after the project and that somebody must carry, by year; blank where none is."""
    by_year: dict[int, float] = defaultdict(float)
    for row in plan.records["owed"]:
        by_year[int(_number(row["year"]))] += _number(row["months"])
    if not by_year:
        return ""
    parts = [
        say("{months} in {year}", months=format_number(months, decimals=1), year=year_name(scenario, year))
        for year, months in sorted(by_year.items())
    ]
    return say(
        "Facilitation months owed after the project, which the state must carry: {parts}.",
        parts=listing(parts, most=len(parts)),
    )


def _aims(plan: Plan, scenario: Scenario) -> Section:
    lines = []
    for name, value in plan.objectives.items():
        aim = find_aim(name)
        lines.append(
            {
                "aim": name,
                "value": bare_figure(scenario, name, value),
                "of what": say_years(aim.label, scenario.settings),
            }
        )
    return Section(title=say("What it reaches"), lines=tuple(lines))


def _money(plan: Plan, scenario: Scenario, by: str, names: Mapping[str, str]) -> Section:
    """Lakh by year and in all, the greatest first, with the sum of all below."""
    years = range(1, scenario.settings.project_years + 1)
    sums: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in plan.records["money"]:
        sums[str(row[by])][int(_number(row["year"]))] += _number(row["amount"]) / RUPEES_IN_LAKH
    order = sorted(sums, key=lambda key: -sum(sums[key].values()))
    rows = [(names.get(key, key), sums[key]) for key in order]
    if len(rows) > _LINES + 1:
        rest = {year: sum(part.get(year, 0.0) for _, part in rows[_LINES:]) for year in years}
        rows = [*rows[:_LINES], (say("{lines} others", lines=format_number(len(rows) - _LINES)), rest)]
    if len(rows) > 1:
        rows.append((say("in all"), {year: sum(part.get(year, 0.0) for part in sums.values()) for year in years}))
    lines = [
        {by: name}
        | {year_name(scenario, year): _lakh(part.get(year, 0.0)) for year in years}
        | ({"all years": _lakh(sum(part.values()))} if len(years) > 1 else {})
        for name, part in rows
    ]
    return Section(title=say("Money by {by}, {lakh}", by=say_one(by, _BY), lakh=say(_LAKH)), lines=tuple(lines))


def _openings(plan: Plan, scenario: Scenario) -> Section:
    """Clusters newly opened by year, shares added up; those that ran before are none."""
    running = {cluster.cluster_id for cluster in scenario.clusters if is_running(cluster)}
    opened = _shares(plan, running)
    years = range(1, scenario.settings.project_years + 1)
    line: dict[str, object] = {"": say("newly opened")}
    for year in years:
        line[year_name(scenario, year)] = _tenths(sum(parts.get(year, 0.0) for parts in opened.values()))
    if len(years) > 1:
        line["all years"] = _tenths(sum(sum(parts.values()) for parts in opened.values()))
    return Section(title=say("Clusters opened"), lines=(line,))


def _shares(plan: Plan, running: set[str]) -> dict[str, dict[int, float]]:
    """The share of each cluster newly opened, by year."""
    opened: dict[str, dict[int, float]] = defaultdict(dict)
    before: dict[str, float] = defaultdict(float)
    for row in plan.records["openings"]:
        cluster = str(row["cluster"])
        if cluster not in running:
            opened[cluster][int(_number(row["year"]))] = _number(row["opened"]) - before[cluster]
            before[cluster] = _number(row["opened"])
    return opened


def _clusters(plan: Plan, scenario: Scenario, *, every: bool) -> Section:
    names = cluster_names(scenario)
    money: dict[str, float] = defaultdict(float)
    for row in plan.records["money"]:
        money[str(row["cluster"])] += _number(row["amount"])
    households: dict[str, float] = defaultdict(float)
    for row in plan.records["households"]:
        households[str(row["cluster"])] += _number(row["households"])
    poor, listed = reached_poor(plan, scenario), listed_poor(scenario)
    order = sorted((key for key in names if key in households), key=lambda key: (-money[key], key))
    shown = order if every else order[:SHOWN]
    lines = [
        {
            "cluster": names[key],
            _LAKH: _lakh(money[key] / RUPEES_IN_LAKH),
            "households": format_number(households[key]),
            "poor reached": format_number(poor[key]),
            "poor listed": format_number(listed[key]),
        }
        for key in shown
    ]
    left = len(order) - len(shown)
    note = say("and {left} more; --all lists them, --out saves every line", left=format_number(left)) if left else ""
    return Section(title=say("Clusters served, by money"), lines=tuple(lines), note=note)


def _served(plan: Plan, scenario: Scenario) -> Section:
    lines = [
        {
            "who": part.name,
            "listed": format_number(part.listed),
            "served": format_number(part.served or 0.0),
            "sufficiently": format_number(part.sufficient or 0.0),
        }
        for part in served(plan, scenario)
        if part.listed is not None
    ]
    return Section(title=say("Who is served, households"), lines=tuple(lines))


def _lakh(amount: float) -> str:
    return format_number(amount, decimals=1)


def _tenths(amount: float) -> str:
    return format_number(amount, decimals=1)


def _number(value: object) -> float:
    return float(str(value))
