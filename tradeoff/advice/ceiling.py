"""Says from the tables alone how many clusters can be opened at most: by people, by method, by year.

    people: sum over a set Y of years of W_y / f_min, the least over sets Y in which every opening is accompanied once
    method: pilots + kappa pilots open `lag` years before

In words: whoever is opened in year o needs an agent in each year of its accompaniment, so the months of any years that
catch every accompaniment once bound all openings together; the least such sum is the bound (intervals of years: the
cover is as tight as a linear programme). Agents are as many as can be: all courses full, all pilots open as early as
can be. Money, start-up months and households' time come on top, so that no plan opens more, and plans may open fewer.
W: agents' months of a year without those of clusters that ran before; f_min: `min_facilitation_months`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.advice.wording import year_name
from tradeoff.money import format_number
from tradeoff.programme.openings import can_open, is_running, last_opening, years
from tradeoff.scenario.people import is_pilot, is_staff_followed, replication, rows_by_year, trained_outside
from tradeoff.scenario.reforms import to_decide
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import AGENTS, CLUSTERS, Unit
from tradeoff.words.spoken import all_of, say, say_of

_PILOTS = Unit(many="pilots", one="pilot")

_ALWAYS = 10**6
"""Years of accompaniment where it has no end."""


@dataclass(frozen=True, kw_only=True)
class YearCeiling:
    """The most there can be in one year."""

    year: int
    agents: float | None
    """At work; None where the scenario gives months, or no limit."""
    at_a_time: int | None
    """Clusters that agents can accompany at once; None where agents do not limit them."""
    shown: int | None
    """Clusters, pilots and those that ran among them, open by the year by the method; None without such a limit."""


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    """How many clusters can be opened at most, those that ran before included."""

    clusters: int
    """On the list, closed ones not counted."""
    people: int | None
    """By agents' months; None where they do not limit openings."""
    method: int | None
    """By what pilots can show; None without such a limit."""
    by_year: tuple[YearCeiling, ...]
    sentences: tuple[str, ...]
    """The same in words, what limits most at the end; empty where nothing limits."""


def ceiling(scenario: Scenario) -> Ceiling:
    """The most clusters that people and method allow, unsolved; reforms that are to be decided count as made."""
    scenario = scenario.with_reforms(dict.fromkeys(to_decide(scenario), True))
    clusters = [cluster for cluster in scenario.clusters if can_open(cluster)]
    agents = _agents(scenario, clusters)
    months = _months(scenario, agents)
    by_year = tuple(
        YearCeiling(
            year=year,
            agents=float(agents[year]) if year in agents else None,
            at_a_time=_fitting(months[year], clusters) if year in months and _costs_time(clusters) else None,
            shown=_shown(scenario, clusters, year),
        )
        for year in years(scenario)
    )
    people = _people(scenario, clusters, months) if months and _costs_time(clusters) else None
    method = by_year[-1].shown
    found = Ceiling(clusters=len(clusters), people=people, method=method, by_year=by_year, sentences=())
    return Ceiling(**{**vars(found), "sentences": tuple(_sentences(scenario, found))})


def _costs_time(clusters: Sequence[Cluster]) -> bool:
    """Whether every cluster takes an agent's time while it is accompanied; else agents do not bound openings."""
    return bool(clusters) and all(cluster.min_facilitation_months for cluster in clusters)


def _pilots(clusters: Sequence[Cluster], year: int) -> int:
    """Pilots that can be open by the end of a year."""
    return sum(is_pilot(cluster) and (is_running(cluster) or year >= 1) for cluster in clusters)


def _agents(scenario: Scenario, clusters: Sequence[Cluster]) -> dict[int, Fraction]:
    """The most agents at work by year; empty where the scenario gives months, or no limit."""
    rows = rows_by_year(scenario)
    if not is_staff_followed(scenario):
        return {year: row.in_post or Fraction(0) for year, row in rows.items() if row.agent_months is None}
    coach = replication(scenario).agents_per_pilot_year or Fraction(0)
    found, staff = {}, rows[1].in_post or Fraction(0)
    for year in years(scenario):
        row = rows[year]
        staff = staff if row.posts is None else min(staff, row.posts)
        found[year] = staff
        trained = trained_outside(scenario, year) + coach * _pilots(clusters, year - 1)
        staff = staff * (1 - (row.attrition or Fraction(0))) + trained
    return found


def _months(scenario: Scenario, agents: dict[int, Fraction]) -> dict[int, Fraction]:
    given = {year: row.agent_months for year, row in rows_by_year(scenario).items() if row.agent_months is not None}
    each = 12 * scenario.settings.agent_availability
    return given | {year: each * count for year, count in agents.items()}


def _fitting(months: Fraction, clusters: Sequence[Cluster]) -> int:
    """How many clusters a number of months suffices for, those that take least first."""
    count, left = 0, months
    for needed in sorted(cluster.min_facilitation_months for cluster in clusters):
        if needed > left:
            # A share of the next one is a share of a cluster: the programme may open it, a sentence does not count it.
            break
        left -= needed
        count += 1
    return count


def _people(scenario: Scenario, clusters: Sequence[Cluster], months: dict[int, Fraction]) -> int:
    running = [cluster for cluster in clusters if is_running(cluster)]
    lasts = scenario.settings.accompaniment_years or _ALWAYS
    room = {}
    for year in years(scenario):
        ends = [(cluster, lasts - cluster.accompanied_before) for cluster in running]
        taken = sum((cluster.min_facilitation_months for cluster, end in ends if year <= end), start=Fraction(0))
        room[year] = max(Fraction(0), months[year] - taken)
    new = [cluster for cluster in clusters if not is_running(cluster)]
    last = max((last_opening(scenario, cluster) for cluster in new), default=0)
    return len(running) + _fitting(_least_cover(room, last, lasts), new)


def _least_cover(room: dict[int, Fraction], last: int, lasts: int) -> Fraction:
    """The least sum of months of years that catch every accompaniment of openings in years 1 to `last`."""
    least = {0: Fraction(0)}
    """By year: the least sum for the openings up to it."""
    for opened_by in range(1, last + 1):
        # All openings of years first..opened_by are accompanied in any year from opened_by to first + lasts - 1.
        least[opened_by] = min(
            least[first - 1] + min(room[year] for year in room if opened_by <= year <= first + lasts - 1)
            for first in range(max(1, opened_by - lasts + 1), opened_by + 1)
        )
    return least[last]


def _shown(scenario: Scenario, clusters: Sequence[Cluster], year: int) -> int | None:
    taught = replication(scenario)
    if taught.starts_per_pilot is None:
        return None
    others = [cluster for cluster in clusters if not is_pilot(cluster)]
    ran = sum(map(is_running, others))
    starts = math.floor(taught.starts_per_pilot * _pilots(clusters, year - taught.lag_years))
    return _pilots(clusters, year) + ran + min(len(others) - ran, starts)


def _sentences(scenario: Scenario, found: Ceiling) -> list[str]:
    said, last = [], years(scenario)[-1]
    first = found.by_year[0]
    if found.people is not None and first.at_a_time is not None:
        who = say("The agents' months") if first.agents is None else _clusters(first.agents, AGENTS)
        said.append(
            say(
                "{who} of {year} can accompany {at_a_time} at a time.",
                who=who,
                year=year_name(scenario, 1),
                at_a_time=_clusters(first.at_a_time),
            )
        )
        changes = _what_changes(scenario)
        said.append(
            say_of(
                last,
                "By people at most about {people} of {clusters} can be accompanied in {count} year{included}.",
                "By people at most about {people} of {clusters} can be accompanied in {count} years{included}.",
                people=format_number(found.people),
                clusters=_clusters(found.clusters),
                included=say(", {changes} included", changes=changes) if changes else "",
            )
        )
    said += _second_start(scenario)
    if found.method is not None:
        pilots = _pilots([cluster for cluster in scenario.clusters if can_open(cluster)], last)
        said.append(
            say(
                "By method at most {method} of {clusters} can be open by {year}, the {pilots} among them.",
                method=format_number(found.method),
                clusters=_clusters(found.clusters),
                year=year_name(scenario, last),
                pilots=_clusters(pilots, _PILOTS),
            )
        )
    if found.people is not None and found.method is not None:
        said.append(_both(found.people, found.method, found.clusters))
    return said


def _both(people: int, method: int, clusters: int) -> str:
    most = min(people, method)
    if most >= clusters:
        return say("Both together set no bound below all {clusters}.", clusters=_clusters(clusters))
    what = (
        say("people and method alike")
        if people == method
        else say("people first")
        if people < method
        else say("method first")
    )
    return say(
        "Both together: at most about {most}, for want of {what}, whatever the money.", most=_clusters(most), what=what
    )


def _second_start(scenario: Scenario) -> list[str]:
    """Whether an agent is free again in time to start another cluster."""
    lasts = scenario.settings.accompaniment_years
    if lasts is None:
        return []
    opening = [last_opening(scenario, c) for c in scenario.clusters if can_open(c) and not is_running(c)]
    if not opening:
        return []
    last = max(opening)
    told = say_of(lasts, "{count} year", "{count} years")
    so = say(
        "{why_then} a cluster is opened in {year} at the latest",
        why_then=_why_then(scenario, last, told),
        year=year_name(scenario, last),
    )
    ran = [lasts - c.accompanied_before + 1 for c in scenario.clusters if is_running(c) and c.min_facilitation_months]
    if (freed := min((year for year in ran if year > 1), default=last + 1)) <= min(last, lasts):
        return [
            say(
                "{so}; an agent of a cluster that ran before can start another in {year}.",
                so=so,
                year=year_name(scenario, freed),
            )
        ]
    if 1 + lasts > last:
        return [say("{so}; no agent is freed in time for a second start.", so=so)]
    return [
        say(
            "{so}; an agent freed after the first {lasts} can start again in {year}.",
            so=so,
            lasts=lasts,
            year=year_name(scenario, 1 + lasts),
        )
    ]


def _why_then(scenario: Scenario, last: int, told: str) -> str:
    """What sets the last year of opening: the accompaniment that must end, latest_start, or the project's end."""
    settings = scenario.settings
    ends = settings.project_years - (settings.accompaniment_years or 1) + 1
    if settings.finish_inside and last == ends:
        return say("Accompanied for {told},", told=told)
    # Else accompaniment would allow later, and only the column forbids it.
    by = say("By latest_start") if last < settings.project_years else say("Within the project")
    return say("Accompaniment takes {told}. {by}", told=told, by=by)


def _what_changes(scenario: Scenario) -> str:
    if not is_staff_followed(scenario):
        return ""
    parts = {
        say("training"): any(trained_outside(scenario, year) for year in years(scenario)),
        say("coaching by pilots"): bool(replication(scenario).agents_per_pilot_year),
        say("who leaves"): any(row.attrition for row in scenario.agents),
    }
    words = [name for name, there in parts.items() if there]
    return all_of(words)


def _clusters(count: float, unit: Unit = CLUSTERS) -> str:
    words = format_number(count)
    return f"{words} {unit.of(words)}"
