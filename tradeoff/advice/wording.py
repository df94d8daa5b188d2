"""Writes values as the figures of a sentence: whole households, rupees in lakh and crore."""

from __future__ import annotations

from tradeoff.money import format_number, format_rupees, format_significant, round_significant
from tradeoff.scenario.horizon import say_years
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import Unit
from tradeoff.words.spoken import all_of, say


def in_rupees(scenario: Scenario, objective: str, value: float) -> float:
    """A value of an aim of money in rupees; what is counted stays what it is.

    Args:
        scenario: Whose money unit the value is in.
        objective: The aim.
        value: In the aim's unit.
    """
    return value * float(scenario.settings.money_unit) if find_aim(objective).unit.is_money else value


def figure(scenario: Scenario, objective: str, value: float) -> str:
    """A value as a sentence says it: `1,100 households`, `Rs 8.84 lakh`, `Rs 75 lakh a year`.

    Args:
        scenario: Whose money unit the value is in.
        objective: The aim.
        value: In the aim's unit.
    """
    unit = find_aim(objective).unit
    return counted(unit, value) if not unit.is_money else bare_figure(scenario, objective, value)


def bare_figure(scenario: Scenario, objective: str, value: float) -> str:
    """The same without the unit of what is counted, for sentences that name it themselves; money as `figure` has it.

    Args:
        scenario: Whose money unit the value is in.
        objective: The aim.
        value: In the aim's unit.
    """
    unit = find_aim(objective).unit
    if not unit.is_money:
        return format_number(value)
    return format_rupees(in_rupees(scenario, objective, value)) + (say(" a year") if unit.a_year else "")


def between(scenario: Scenario, objective: str, low: float, high: float) -> tuple[str, str]:
    """Both ends of a range, the unit at the upper alone: `619` and `963 households`, `Rs 8` and `Rs 9 a year`.

    Args:
        scenario: Whose money unit the values are in.
        objective: The aim.
        low: In the aim's unit.
        high: As `low`.
    """
    if not find_aim(objective).unit.is_money:
        return format_number(low), figure(scenario, objective, high)
    return format_rupees(in_rupees(scenario, objective, low)), figure(scenario, objective, high)


def counted(unit: Unit, count: float) -> str:
    """A whole number of something with Indian grouping: `1 household`, `1,100 households`."""
    words = format_number(count)
    return f"{words} {unit.of(words)}"


def about(scenario: Scenario, objective: str, value: float) -> str:
    """A difference between plans, to two significant digits: what the evidence can carry.

    Args:
        scenario: Whose money unit the value is in.
        objective: The aim.
        value: In the aim's unit.
    """
    unit = find_aim(objective).unit
    if unit.is_money:
        words = format_rupees(in_rupees(scenario, objective, value), 2)
        return say("about {words}", words=words) + (say(" a year") if unit.a_year else "")
    if abs(value) < 1:
        return say("less than one {unit}", unit=say(unit.one))
    return say("about {value}", value=counted(unit, float(round_significant(value, 2))))


def solved(scenario: Scenario, aim: str, value: float, *, digits: int = 3) -> str:
    """A solved difference to three digits with its unit: `12.3 households`, `Rs 4.56 lakh`.

    Args:
        scenario: Whose money unit the value is in.
        aim: The aim.
        value: In its unit.
        digits: Of what is no money.
    """
    unit = find_aim(aim).unit
    if unit.is_money:
        rupees = format_rupees(in_rupees(scenario, aim, value))
        return rupees + (say(" a year") if unit.a_year else "")
    words = format_significant(value, digits)
    return f"{words} {unit.of(words)}"


def labelled(scenario: Scenario, aim: str, words: str, *, more: bool = False) -> str:
    """A figure with what it counts: `75.3 poor households with sufficient support`, `Rs 4 lakh a year of value added`.

    Args:
        scenario: Whose years a label may name.
        aim: The aim.
        words: What `figure` or `solved` says of it.
        more: Say that it is so much more: `75.3 more poor households`, `Rs 4 lakh more of value added`.
    """
    unit, label = find_aim(aim).unit, find_aim(aim).label
    if unit.is_money:
        label = say_years(label, scenario.settings)
        return say("{words} more of {label}" if more else "{words} of {label}", words=words, label=label)
    one, many = say(unit.one), say(unit.many)
    is_one = words.endswith(f" {one}")
    number = words.removesuffix(one if is_one else many).rstrip()
    counted = say_years(label.replace(unit.many, unit.one, 1) if is_one else label, scenario.settings)
    return say("{number} more {counted}", number=number, counted=counted) if more else f"{number} {counted}"


def listing(words: list[str], *, most: int = 4) -> str:
    """`a, b and c`, or `a, b, c and 5 more`."""
    if len(words) > most:
        return ", ".join(words[:most]) + say(" and {most} more", most=format_number(len(words) - most))
    return all_of(words)


def cluster_names(scenario: Scenario) -> dict[str, str]:
    """The name of each cluster."""
    return {cluster.cluster_id: cluster.name for cluster in scenario.clusters}


def purse_names(scenario: Scenario) -> dict[str, str]:
    """The name of each department as a sentence says it."""
    names = {department.department_id: department.name for department in scenario.departments}
    return {"ALL": say("all departments")} | names


def year_name(scenario: Scenario, year: int) -> str:
    """`2026-27` where the first year has such a label, else `year 1`."""
    return scenario.settings.years.name(year)
