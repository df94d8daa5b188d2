"""Reads the rows of `settings` into one typed object: years, money, horizon, and the order of ties."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tradeoff.scenario.amounts import WantedBudget, split_budgets
from tradeoff.scenario.objectives import AIMS, tie_order
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.tables.kinds import Amount, CellKind, Flag, Money, Rate, Share, read_number
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.scenario.written_numbers import written_number
from tradeoff.scenario.written_years import FIRST_CALENDAR_YEAR, ProjectYears, named_year
from tradeoff.words.spoken import say

__all__ = ["MONEY_UNITS", "Settings"]

MOST_YEARS = 100
"""Nobody plans for longer, and each year is as much work as the one before."""
_CURRENCY = re.compile(r"^(?:rs\.?|inr|₹|rupees)\s*(?:in\s+)?(?=\D)")
"""What people write before the name of a unit: "Rs. in lakh"."""
_OF_RUPEES = re.compile(r"(?<=\w)\s+(?:rupees|de roupies)$")
"""What people write behind it: "lakh rupees", and what French headers say."""
_LAST_CALENDAR_YEAR = 2199
"""A horizon of a hundred years from now ends before."""


def money_unit_of(text: str) -> Fraction | None:
    """Rupees in a unit of money, by its name however spelled ("Rs. in lakhs") or as a number; None for no such."""
    bare = _OF_RUPEES.sub("", _CURRENCY.sub("", text.strip().lower()).rstrip("."))
    singular = bare.removesuffix("s")
    if singular in MONEY_UNITS:
        return Fraction(MONEY_UNITS[singular])
    number = written_number(f"1 {bare}")
    if number is not None and number.times is not None:
        return Fraction(number.times)
    try:
        rupees = read_number(text)
    except ValueError:
        return None
    return rupees if rupees > 0 else None


def money_unit_name(text: str) -> str:
    """The name of a unit of money as the tables know it, for any spelling of it; the text itself for another."""
    worth = money_unit_of(text)
    names = {rupees: name for name, rupees in MONEY_UNITS.items()}
    is_name = worth is not None and text.strip() not in MONEY_UNITS and not text.strip()[:1].isdigit()
    return names.get(int(worth), text) if is_name and worth is not None and worth.denominator == 1 else text


def _rupees(text: object) -> Fraction:
    number = text if isinstance(text, Fraction) else money_unit_of(str(text).strip())
    if number is None:
        what = say("no unit of money above zero\twrite rupee, thousand, lakh, crore, or a number of rupees")
        raise ValueError(what + did_you_mean(str(text).strip().lower(), MONEY_UNITS))
    return number


def _tie_order(text: object) -> tuple[str, ...]:
    if isinstance(text, tuple):
        return text
    named = tuple(part.strip() for part in str(text).split(";"))
    unknown = [name for name in named if name not in AIMS]
    if unknown or len(set(named)) != len(named):
        raise ValueError(say("not an order of objectives\tlist some of {aims}, each once", aims="; ".join(AIMS)))
    return named + tuple(name for name in tie_order() if name not in named)


def _budgets(text: object) -> tuple[WantedBudget, ...]:
    if isinstance(text, tuple):
        return text
    return split_budgets(str(text))


def _years(text: object) -> int:
    number = read_number(text)
    # A year of the calendar is refused where its mend is known, with the other settings.
    is_dated = FIRST_CALENDAR_YEAR <= number <= _LAST_CALENDAR_YEAR
    if number.denominator != 1 or not (0 <= number <= MOST_YEARS or is_dated):
        raise ValueError(say("not a number of years up to {most_years}\twrite a whole number", most_years=MOST_YEARS))
    return int(number)


Years = Annotated[int, BeforeValidator(_years), CellKind.WHOLE]


class Settings(BaseModel):
    """What holds for the whole scenario; each field is a `key` of the table `settings`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    project_years: Years
    """Budget years 1..P in which households can be enrolled."""
    horizon_years: Years
    """Years 1..H in which benefits are counted; H > P."""
    currency: str = "INR"
    money_unit: Annotated[Fraction, BeforeValidator(_rupees)] = Fraction(100_000)
    """Rupees in one unit of money of the tables (default one lakh)."""
    price_year: str = ""
    first_year: str = ""
    """Label of project year 1, such as 2026-27."""
    discount_rate: Rate = Fraction(0)
    agent_availability: Share = Fraction(85, 100)
    facilitation_cost: Money = Fraction(0)
    """Money unit a facilitation month."""
    accompaniment_years: Years | None = None
    """Years in which an agent accompanies a cluster after its opening; None: to the project's end."""
    finish_inside: Flag = True
    """Whether every accompaniment ends within the project, so that no cluster opens too late for that."""
    min_contact_days: Amount | None = None
    openings: Literal["share", "whole"] = "share"
    """Whether a cluster can be opened in part, or whole or not at all."""
    tie_order: Annotated[tuple[str, ...], BeforeValidator(_tie_order)] = Field(default_factory=tie_order)
    budgets_shown: Annotated[tuple[WantedBudget, ...], BeforeValidator(_budgets)] = ()
    """Budgets that a report lays side by side, such as `20 crore, 40 crore`; none: it shows its own alone."""

    @property
    def years(self) -> ProjectYears:
        """The project years by their names."""
        return ProjectYears(first=named_year(self.first_year), count=self.project_years)
