"""Counts the agents that a plan posts, year by year, in whole people, and names what whole people are short of.

    needed = months used / (12 a), rounded up      there = months there are / (12 a), rounded down      a: availability

In words: months are worked by people. A plan keeps the months there are; where attrition leaves 2.7 agents, two are at
work, and what takes 2.6 takes three: that one is short is told, and not rounded away.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tradeoff.advice.wording import listing, year_name
from tradeoff.money import format_number
from tradeoff.programme.plan import Plan
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

USES = ("start_up", "facilitation", "households")
"""What agents do, as the columns of `agents` name it."""
_NOISE = 6
"""Digits after the point up to which a share of an agent is more than a solver's tolerance leaves of none."""
SHORT = "Agents are whole people, and short in {years}: months that are there are no whole agent's."
_IN_YEAR = "{year} ({needed} needed, {there} there)"


@dataclass(frozen=True, kw_only=True)
class Posting:
    """The agents of one year."""

    year: int
    months: dict[str, float]
    """Agent-months by use."""
    available: float | None
    """Agent-months there are; None where nothing limits them."""
    needed: int | None
    """Agents who work the months used; None where the scenario lets an agent work no month."""
    there: int | None
    """Whole agents there are; None where nothing limits them, or as for `needed`."""
    recruited: float
    """Agents trained for the years after; whole in an action plan."""

    @property
    def used(self) -> float:
        """All months used."""
        return math.fsum(self.months.values())

    @property
    def short(self) -> int | None:
        """Whole agents that are lacking; None where nothing limits them."""
        return None if self.needed is None or self.there is None else max(0, self.needed - self.there)


def postings(plan: Plan, scenario: Scenario) -> tuple[Posting, ...]:
    """The agents of each year."""
    return tuple(
        posting(
            int(str(row["year"])),
            {use: float(str(row[use])) for use in USES},
            None if row["available"] is None else float(str(row["available"])),
            float(str(row["trained"])),
            scenario,
        )
        for row in plan.records["agents"]
    )


def posting(
    year: int, months: Mapping[str, float], available: float | None, recruited: float, scenario: Scenario
) -> Posting:
    """The agents of a year.

    Args:
        year: Of the project.
        months: Agent-months by use.
        available: Agent-months there are; None where nothing limits them.
        recruited: Agents trained.
        scenario: What an agent works in a year.
    """
    each = 12 * float(scenario.settings.agent_availability)
    used = math.fsum(months.values())
    return Posting(
        year=year,
        months=dict(months),
        available=available,
        needed=math.ceil(round(used / each, _NOISE)) if each else None,
        there=math.floor(round(available / each, _NOISE)) if each and available is not None else None,
        recruited=recruited,
    )


def short_sentences(plan: Plan, scenario: Scenario) -> Iterator[str]:
    """In which years whole agents are lacking; nothing where there are none."""
    lacking = [one for one in postings(plan, scenario) if one.short]
    years = [
        say(
            _IN_YEAR,
            year=year_name(scenario, one.year),
            needed=format_number(one.needed or 0),
            there=format_number(one.there or 0),
        )
        for one in lacking
    ]
    if years:
        yield say(SHORT, years=listing(years, most=len(years)))
