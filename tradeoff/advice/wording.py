"""From values in a scenario's units to the figures of a sentence: whole households, rupees in lakh and crore."""

from __future__ import annotations

from tradeoff.money import format_number, format_rupees, format_significant
from tradeoff.programme.objectives import MONEY_OBJECTIVES
from tradeoff.scenario.scenario import Scenario

TITLES = {
    "breadth": "breadth (poor households reached)",
    "depth": "depth (poor households given sufficient support)",
    "today": "today (income to the poor within the project years)",
    "tomorrow": "tomorrow (income to the poor in the years after)",
    "participation": "participation (majority households taking part)",
    "selectivity": "selectivity (value added a year)",
}
"""What each objective counts, for axes and tables."""


def in_rupees(scenario: Scenario, objective: str, value: float) -> float:
    """A value of an objective of money in rupees; households stay what they are."""
    return value * float(scenario.settings.money_unit) if objective in MONEY_OBJECTIVES else value


def figure(scenario: Scenario, objective: str, value: float) -> str:
    """A value as a sentence says it: `1,100 households`, `Rs 8.84 lakh`, `Rs 75 lakh a year`."""
    if objective not in MONEY_OBJECTIVES:
        return households(value)
    words = format_rupees(in_rupees(scenario, objective, value))
    return f"{words} a year" if objective == "selectivity" else words


def households(count: float) -> str:
    """Whole households with Indian grouping."""
    words = format_number(count)
    return f"{words} household" if words == "1" else f"{words} households"


def about(scenario: Scenario, objective: str, value: float) -> str:
    """A difference between plans, to two significant digits: what the evidence can carry."""
    if objective in MONEY_OBJECTIVES:
        words = format_rupees(in_rupees(scenario, objective, value), 2)
        return f"about {words}" + (" a year" if objective == "selectivity" else "")
    if abs(value) < 1:
        return "less than one household"
    words = format_number(float(format_significant(value, 2).replace(",", "")))
    return f"about {words} household" + ("" if words == "1" else "s")


def listing(words: list[str], *, most: int = 4) -> str:
    """`a, b and c`, or `a, b, c and 5 more`."""
    if len(words) > most:
        return ", ".join(words[:most]) + f" and {format_number(len(words) - most)} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def cluster_names(scenario: Scenario) -> dict[str, str]:
    """The name of each cluster."""
    return {cluster.cluster_id: cluster.name for cluster in scenario.clusters}


def purse_names(scenario: Scenario) -> dict[str, str]:
    """The name of each department as a sentence says it."""
    names = {department.department_id: department.name for department in scenario.departments}
    return {"ALL": "all departments"} | names


def year_name(scenario: Scenario, year: int) -> str:
    """`2026-27` where the first year has such a label, else `year 1`."""
    first = scenario.settings.first_year
    if len(first) == 7 and first[4] == "-" and first[:4].isdigit() and first[5:].isdigit():
        begin = int(first[:4]) + year - 1
        return f"{begin}-{(begin + 1) % 100:02d}"
    return f"year {year}"
