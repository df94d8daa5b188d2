"""Says in words what a doubtful figure is counted in, in the language that is spoken: `lakh rupees a year`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradeoff.advice.ranges_stated import Doubtful
from tradeoff.programme.programme import money_words
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables.columns import SETTING, column_words
from tradeoff.words.spoken import all_of, say, say_one

_MONEY = (
    "rupees",
    "thousand rupees",
    "lakh rupees",
    "crore rupees",
)
_OF = (
    "{money} a year",
    "{money} a month",
    "{money} a unit",
    "{money} a head",
    "{money} in each of its years",
)
_COUNTED = (
    "agents",
    "agents a year",
    "clusters",
    "days",
    "factor",
    "households",
    "households a month",
    "months",
    "months a year",
    "project year",
    "share",
    "share a year",
    "units",
    "years",
)
"""Units of figures that are no money."""


def unit_of(one: Doubtful, scenario: Scenario) -> str:
    """What a figure is counted in, in English, as JSON has it: `households`, `thousand rupees a unit`, `share`."""
    place = (SETTING if one.table == "settings" else one.table, one.column)
    return column_words()[place].unit_in(money_words(scenario))


def units_words(figures: Sequence[Doubtful], scenario: Scenario) -> str:
    """What figures are counted in, each unit once, in the language that is spoken."""
    money = money_words(scenario)
    return all_of(dict.fromkeys(spoken_unit(unit_of(one, scenario), money) for one in figures))


def spoken_units(units: Mapping[str, str], scenario: Scenario) -> dict[str, str]:
    """What aims are counted in, as `frontier.units` has it, in the language that is spoken."""
    money = money_words(scenario)
    return {aim: spoken_unit(unit, money) for aim, unit in units.items()}


def spoken_unit(unit: str, money: str) -> str:
    """A unit in the language that is spoken.

    Args:
        unit: As `unit_of` has it.
        money: What money is counted in, as `money_words` has it.
    """
    if not unit.startswith(money):
        return say_one(unit, _COUNTED)
    counted = say_one(money, _MONEY)
    form = next((form for form in _OF if form.format(money=money) == unit), None)
    return counted if form is None else say(form, money=counted)
