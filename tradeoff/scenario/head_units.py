"""Holds what a column's header says in brackets against what the column is counted in: `envelope [lakh a month]`.

What contradicts the column is refused, and what says nothing that is known is said to count for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tradeoff.scenario.counted import (
    AGENTS,
    CLUSTERS,
    FACTOR,
    HOUSEHOLDS,
    MONEY,
    PERIODS,
    PERSONS,
    SHARE,
    UNITS,
    YEARS,
    Counted,
    counted,
)
from tradeoff.scenario.tables.columns import ColumnWords, column_words
from tradeoff.scenario.tables.kinds import CellKind
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.words.spoken import say, say_one

_PARTS = frozenset({CellKind.SHARE, CellKind.RATE})
_NO_FIGURES = frozenset({None, CellKind.FLAG, CellKind.UNIT})
_OF_EACH = {
    **dict.fromkeys(
        ("poverty_gap", "ability_to_pay", "cost_per_household", "agent_months_per_household", "income_gain",
         "income_gain_low", "income_gain_high", "value_added", "value_added_low", "value_added_high",
         "spill_value_added", "quantity_per_household"),
        frozenset({HOUSEHOLDS}),
    ),
    **dict.fromkeys(("unit_cost", "agent_months_per_unit"), frozenset({UNITS})),
    **dict.fromkeys(("start_up_cost", "post_cost", "start_up_agent_months"), frozenset({CLUSTERS})),
    "training_cost": frozenset({AGENTS, PERSONS}),
}  # fmt: skip
"""What the figures of a column are of one of, as its header may say."""
_UNIT_IN_TITLE = re.compile(r"[(\[](?P<brackets>[^()\[\]]*)[)\]]|\b(?:in|en) +(?P<words>.+)$", re.IGNORECASE)
"""Where a title names the unit of the amounts below it."""
_NAMES = {Fraction(worth): name for name, worth in MONEY_UNITS.items()} | {Fraction(10**6): "million"}
_SCALED = ("thousand",)
"""Names of units that have a word in other languages."""


@dataclass(frozen=True, kw_only=True)
class HeadFault:
    """What is wrong with the unit in a header, and the mend."""

    what: str
    mend: str


def head_fault(words: ColumnWords, kind: CellKind | None, unit: str, money_unit: Fraction | None) -> HeadFault | None:
    """What is wrong with the unit in a header; None where it is the column's, or says nothing that is known.

    Args:
        words: What is told of the column.
        kind: What its cells are; None for texts and ids.
        unit: What stands in brackets.
        money_unit: Rupees in one unit of the scenario's money; None where it is not known.
    """
    said = counted(unit)
    if kind in _NO_FIGURES and (words.table, words.column) != ("settings", "value"):
        return None
    if words.is_money:
        return _of_money(words, said, unit, money_unit)
    if said.currency or (said.scale is not None and words.table != "every"):
        return scale_fault(said)
    own = _own(words, kind)
    if not own.things or kind is None:
        return None
    if SHARE in own.things or FACTOR in own.things:
        differs = bool(said.things) and not said.is_percent and not said.things & {SHARE, FACTOR}
    else:
        differs = said.is_percent or bool(said.things and not said.things & own.things)
    is_of_each_year = (words.table, "year") in column_words() and said.periods == {YEARS}
    # A share of what a year brings is no share a year.
    by_other = said.has_span or bool(said.periods and said.periods != own.periods and not is_of_each_year)
    if SHARE in own.things and not own.periods:
        by_other = False
    if own.things & PERIODS and not said.things and said.periods == own.things:
        by_other = False
    return _differs(words, unit, money_unit) if differs or by_other or _is_of_others(words, said) else None


def scale_fault(said: Counted) -> HeadFault:
    """What is wrong with a header that counts in thousands or lakh what is read as it stands."""
    what = say("its header counts in {said}, and its figures are read as they stand", said=_scale_name(said))
    return HeadFault(what=what, mend="write them out in full")


def title_fault(title: str, money_unit: Fraction) -> HeadFault | None:
    """What is wrong with a title above amounts of money: that it names another unit; None where nothing is.

    Args:
        title: What stands above the header.
        money_unit: Rupees in one unit of the scenario's money.
    """
    found = _UNIT_IN_TITLE.search(title)
    said = counted(title if found is None else found["brackets"] or found["words"])
    worth = said.scale or (Fraction(1) if said.is_money else None)
    if said.unread or said.things - PERIODS - {MONEY} or said.currency or worth in (None, money_unit):
        return None
    there = _name_of(money_unit)
    return HeadFault(
        what=say(
            "stands above the header and counts in {said}, and money_unit in settings.csv is {unit}",
            said=_scale_name(said),
            unit=there,
        ),
        mend=say("write the figures in {unit} and that above them, or change money_unit", unit=there),
    )


def note_on(words: ColumnWords, kind: CellKind | None, unit: str, money_unit: Fraction | None) -> str:
    """How a column of figures is read in whose header something stands that says nothing which is known; else blank.

    Args:
        words: What is told of the column.
        kind: What its cells are; None for texts and ids.
        unit: What stands in brackets.
        money_unit: Rupees in one unit of the scenario's money; None where it is not known.
    """
    if kind in _NO_FIGURES or not unit.strip():
        return ""
    said, own = counted(unit), _own(words, kind)
    says_unit = bool(said.things or said.by or said.is_percent or said.scale is not None)
    if not said.unread and (own.things or words.is_money or not says_unit):
        return ""
    there = "%" if said.is_percent else unit_of(words, money_unit)
    if not there or not (own.things or words.is_money):
        return say("read as the column {name}; nothing that stands in its brackets counts", name=words.column)
    sentence = "read as the column {name}, counted in {unit}; nothing else that stands in its brackets counts"
    return say(sentence, name=words.column, unit=there)


def _of_money(words: ColumnWords, said: Counted, unit: str, money_unit: Fraction | None) -> HeadFault | None:
    name = _scale_name(said)
    worth = said.scale or (Fraction(1) if said.is_money else None)
    if money_unit is not None and (said.currency or (worth is not None and worth != money_unit)):
        there = _name_of(money_unit)
        what = say("its header counts in {said}, and money_unit in settings.csv is {unit}", said=name, unit=there)
        mend = say("write the figures in {unit} and that in the header, or change money_unit", unit=there)
        return HeadFault(what=what, mend=mend)
    own = counted(words.unit)
    others = said.things - PERIODS - {MONEY, FACTOR}
    periods = said.periods | (said.things & PERIODS)
    is_of_each_year = (words.table, "year") in column_words() and periods == {YEARS} and not own.periods
    by_other = said.has_span or bool(periods and periods != own.periods and not is_of_each_year)
    if said.is_percent or (others and not said.is_money) or by_other or _is_of_others(words, said):
        return _differs(words, unit, money_unit)
    return None


def _is_of_others(words: ColumnWords, said: Counted) -> bool:
    """Whether a header counts by something else than what the column is of one of: by heads, not households."""
    each = _OF_EACH.get(words.column)
    others = said.by - PERIODS
    return each is not None and bool(others) and not others <= each


def _differs(words: ColumnWords, unit: str, money_unit: Fraction | None) -> HeadFault:
    there = say("shares between 0 and 1") if SHARE in counted(words.unit).things else unit_of(words, money_unit)
    each = _OF_EACH.get(words.column, frozenset())
    if HOUSEHOLDS in each:
        there = say("{unit}, for one household", unit=there)
    elif (words.table, "year") in column_words() and words.is_money and " a " not in words.unit:
        there = say("{unit}, for the year of the row", unit=there)
    what = say("its header counts in {said}, and the column is counted in {unit}", said=unit, unit=there)
    return HeadFault(what=what, mend=say("write the figures in {unit}, and that in the header", unit=there))


def unit_of(words: ColumnWords, money_unit: Fraction | None) -> str:
    """What a column is counted in, in the language that is spoken; blank where that goes without saying.

    Args:
        words: What is told of the column.
        money_unit: Rupees in one unit of the scenario's money; None where it is not known.
    """
    money = "" if money_unit is None else _name_of(money_unit)
    return words.spoken_unit(money).strip() if words.unit_in("lakh") else ""


def _own(words: ColumnWords, kind: CellKind | None) -> Counted:
    return Counted(things=frozenset({SHARE})) if kind in _PARTS and not words.is_share else _counted(words)


@cache
def _counted(words: ColumnWords) -> Counted:
    return counted(words.unit) if words.unit_in("lakh") else Counted()


def _scale_name(said: Counted) -> str:
    """The unit of money or the scale that a header names: `lakh`, `euro`."""
    return said.currency or _name_of(said.scale or Fraction(1))


def _name_of(money_unit: Fraction) -> str:
    """A unit of money by its name; `100 rupees` where it has none."""
    name = _NAMES.get(money_unit)
    return say("{rupees:.15g} rupees", rupees=float(money_unit)) if name is None else say_one(name, _SCALED)


def words_of(table: str, column: str) -> ColumnWords | None:
    """What is told of a column; of those that every table may have, what is told of all.

    Args:
        table: The table's name.
        column: The column's.
    """
    return column_words().get((table, column)) or column_words().get(("every", column))
