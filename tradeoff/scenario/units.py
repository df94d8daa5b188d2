"""Says what figures are counted in: households, months, shares, or rupees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tradeoff.words.spoken import language, say


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What a figure is counted in, and how people say one and many of it."""

    many: str
    one: str
    is_money: bool = False
    """Told in rupees, lakh and crore; the tables hold it in the scenario's money unit, the programme in lakh."""
    is_share: bool = False
    """Of the households enrolled, between 0 and 1."""
    a_year: bool = False
    """Said with `a year` behind it."""

    def of(self, count: str) -> str:
        """The word for a number as it is printed: `household` for 1, `households` for 1,100."""
        return say(self.one if language().is_one(count) else self.many)


@dataclass(frozen=True, kw_only=True)
class Plural:
    """A sentence about one of something, and the same about several; whole ones, for whoever translates them."""

    one: str
    many: str

    def of(self, count: str) -> str:
        """The sentence for a number as it is printed: its id, of the form that the language spoken has for it."""
        return self.one if language().is_one(count) else self.many


def uncounted(sentence: str) -> Plural:
    """A sentence that is the same however much it is about, as of money."""
    return Plural(one=sentence, many=sentence)


HOUSEHOLDS = Unit(many="households", one="household")
RUPEES = Unit(many="rupees", one="rupee", is_money=True)
RUPEES_A_YEAR = Unit(many="rupees", one="rupee", is_money=True, a_year=True)
AGENTS = Unit(many="agents", one="agent")
CLUSTERS = Unit(many="clusters", one="cluster")
AGENT_MONTHS = Unit(many="agent-months", one="agent-month")
SHARE = Unit(many="share", one="share", is_share=True)
MONEY_UNITS = {"rupee": 1, "thousand": 1_000, "lakh": 100_000, "crore": 10_000_000}
"""Rupees in each unit that money is counted in."""
_IN_UNITS = {
    "thousand": "{amount} thousand rupees",
    "lakh": "{amount} lakh rupees",
    "crore": "{amount} crore rupees",
}


def as_typed(rupees: Fraction, money_unit: Fraction, digits: int = 6) -> str:
    """An amount as the tables write it, with its unit: `5 thousand rupees`; in rupees where the unit has no name.

    Args:
        rupees: The amount.
        money_unit: Rupees in one unit of the tables.
        digits: Significant digits.
    """
    name = next((name for name, worth in MONEY_UNITS.items() if worth == money_unit), None)
    if name is None or name == "rupee":
        return say("{amount} rupees", amount=_figure(rupees, digits))
    return say(_IN_UNITS[name], amount=_figure(rupees / money_unit, digits))


def _figure(amount: Fraction, digits: int) -> str:
    return f"{Decimal(f'{float(amount):.{digits}g}'):f}"
