"""Reads how much of an aim is asked for, `today=26 crore` or `breadth=12,000`, into the aim's unit of a scenario.

Money in words carries its unit: nobody can tell whether 26 are rupees, lakh or crore. What a program passes as a number
is in the unit in which `frontier.units` and `points` count.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

from tradeoff.errors import shown
from tradeoff.money import format_rupees, format_significant
from tradeoff.scenario.amounts import amount_parts
from tradeoff.scenario.arguments import require_by_name
from tradeoff.scenario.objectives import AIMS, find_aim
from tradeoff.scenario.printed_amounts import as_named, as_typed
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.tables.kinds import read_number
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario

AimLevel = float | Fraction | str
"""How much of an aim: a number in its unit, or words such as "26 crore"."""
_EXACT = 10
"""Significant digits of a level that is told as one to ask for."""
_CUT_OFF = 6
"""Significant digits of the greatest that can be asked for."""
_INDIAN = re.compile(r"\d{1,2}(,\d\d)*,\d{3}(\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(,\d{2,3})+(\.\d+)?")


def read_levels(levels: Mapping[str, AimLevel], scenario: Scenario) -> dict[str, Fraction]:
    """How much of each aim is asked for, in the units of a scenario.

    Args:
        levels: For each aim a number in its unit, or words with a unit: {"breadth": 12000, "today": "26 crore"}.
        scenario: Whose money unit counts, and whose aims there are.

    Raises:
        ValueError: An aim is not offered, or its level cannot be read.

    Example:
        >>> import tradeoff
        >>> read_levels({"today": "2.5 lakh", "breadth": "1,200"}, tradeoff.read_scenario("three-pairs"))
        {'today': Fraction(250, 1), 'breadth': Fraction(1200, 1)}
    """
    require_by_name(levels, "levels")
    return {aim: read_level(level, aim, scenario) for aim, level in levels.items()}


def read_level(level: AimLevel, aim: str, scenario: Scenario) -> Fraction:
    """One level in the unit its aim has in a scenario.

    Args:
        level: A number in that unit, or words with a unit.
        aim: Of what.
        scenario: Whose money unit counts.

    Raises:
        ValueError: As in `read_levels`.
    """
    _require_offered(aim, scenario)
    if isinstance(level, str):
        return _read_words(" ".join(level.split()), aim, scenario)
    if not isinstance(level, Real | Decimal) or not math.isfinite(level):
        raise ValueError(say("{aim}={level} is no level; give a plain number", aim=aim, level=shown(level)))
    # A float means the decimal it is written as.
    return Fraction(level) if isinstance(level, int | Fraction) else Fraction(repr(float(level)))


def split_level(text: str) -> tuple[str, str]:
    """`today=26 crore` as ("today", "26 crore"); raises ValueError where no level stands behind the aim."""
    aim, equals, level = (part.strip() for part in text.partition("="))
    # An aim may stand as it is said in the language spoken.
    aim = next((name for name in AIMS if as_named(aim) == as_named(say(name))), aim)
    if not (aim and equals and level):
        example = f"{aim}=" if aim in AIMS else next(iter(AIMS)) + "="
        raise ValueError(
            say(
                "{text!r} names no level; write AIM=LEVEL, such as {example}{example_of}",
                text=text,
                example=example,
                example_of=example_of(example[:-1]),
            )
        )
    return aim, level


def example_of(aim: str) -> str:
    """A level of an aim as the command line takes it."""
    return '"26 crore"' if aim in AIMS and find_aim(aim).unit.is_money else "12000"


def level_words(value: float, aim: str, scenario: Scenario) -> str:
    """A level so exactly that it can be asked for again: `12,345.6789 households`, `Rs 26.0123 crore`.

    Args:
        value: In the aim's unit.
        aim: Of what.
        scenario: Whose money unit counts.
    """
    unit = find_aim(aim).unit
    if unit.is_money:
        return format_rupees(value * float(scenario.settings.money_unit), _EXACT) + (" a year" if unit.a_year else "")
    words = format_significant(value, _EXACT)
    return f"{words} {unit.of(words)}"


def greatest_words(value: float, aim: str, scenario: Scenario) -> str:
    """The greatest level that plans reach, cut off after a few digits so that it can be asked for.

    Args:
        value: In the aim's unit.
        aim: Of what.
        scenario: Whose money unit counts.
    """
    if value > 0:
        place = 10.0 ** (math.floor(math.log10(value)) + 1 - _CUT_OFF)
        value = math.floor(value / place) * place
    return level_words(value, aim, scenario)


def _require_offered(aim: str, scenario: Scenario) -> None:
    if aim not in AIMS:
        there = ", ".join(scenario.objectives)
        raise ValueError(
            say(
                "there is no aim called {aim!r}; there are {there}{hint}",
                aim=say(aim),
                there=there,
                hint=did_you_mean(aim, AIMS),
            )
        )
    missing = dict(scenario.missing)
    if aim in missing:
        raise ValueError(
            say("{name} has no data for {aim}: {missing}", name=scenario.name, aim=say(aim), missing=missing[aim])
        )


def _read_words(words: str, aim: str, scenario: Scenario) -> Fraction:
    unit = find_aim(aim).unit
    said = as_typed(words.lower() if unit.is_money else words)
    for name in () if unit.is_money else (unit.many, unit.one, say(unit.many), say(unit.one)):
        said = said.removesuffix(name).rstrip()
    parts = amount_parts(said)
    if parts is None:
        raise ValueError(_unread(words, aim))
    number = _read_digits(parts.number, words, aim)
    if number < 0:
        raise ValueError(
            say("{aim}={words} lies below 0, which every plan has; write a level of 0 or more", aim=aim, words=words)
        )
    if not unit.is_money:
        if parts.sign or (parts.unit and parts.rupees in (None, 1)):
            raise ValueError(_unread(words, aim))
        households = sum((cell.households for cell in scenario.cells), start=Fraction(0))
        if parts.unit and unit.many == "households" and number * (parts.rupees or 1) > households:
            raise ValueError(
                say(
                    "{aim}={words} would be {rupees:.15g} households, and there are {households:.15g} in all; "
                    "{aim} counts households, not money: write a number of them",
                    aim=aim,
                    words=words,
                    rupees=float(number * (parts.rupees or 1)),
                    households=float(households),
                )
            )
        return number * (parts.rupees or 1)
    if not (parts.unit or parts.sign):
        raise ValueError(
            say(
                '{aim}={words} has no unit; write {aim}="{number} crore", "{number} lakh" or "{number} rupees"',
                aim=aim,
                words=words,
                number=parts.number,
            )
        )
    if parts.rupees is None:
        raise ValueError(_unread(words, aim))
    return number * parts.rupees / scenario.settings.money_unit


def _read_digits(digits: str, words: str, aim: str) -> Fraction:
    """A number, with commas where Indian grouping leaves no doubt: 12,000 and 1,20,000."""
    if _INDIAN.fullmatch(digits):
        return Fraction(digits.replace(",", ""))
    try:
        return read_number(digits)
    except ValueError:
        if _GROUPED.fullmatch(digits):
            plain = digits.replace(",", "")
            raise ValueError(
                say(
                    "{aim}={words}: the commas of {digits} do not stand as in 1,20,000; write {plain}, if that "
                    "is meant",
                    aim=aim,
                    words=words,
                    digits=digits,
                    plain=plain,
                )
            ) from None
        raise ValueError(_unread(words, aim)) from None


def _unread(words: str, aim: str) -> str:
    if find_aim(aim).unit.is_money:
        return say(
            '{aim}={words} is no amount of money; write a number with its unit, such as {aim}="26 '
            'crore", "2.5 lakh" or "400000000 rupees"',
            aim=aim,
            words=words,
        )
    return say(
        "{aim}={words} is no number of {many}; write a plain number, such as {aim}=12000",
        aim=aim,
        words=words,
        many=find_aim(aim).unit.of("2"),
    )
