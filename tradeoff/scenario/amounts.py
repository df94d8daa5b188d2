"""Reads a budget as people say it, `20 crore` or `80%`, into exact rupees or an exact share.

A bare number is refused: nobody can tell whether 20 are rupees, lakh or crore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.printed_amounts import as_typed
from tradeoff.scenario.tables.kinds import read_number
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.words.spoken import clauses, say

_AMOUNT = re.compile(r"(?P<sign>Rs\.?|INR|₹)?\s*(?P<number>[^\s%A-Za-z]+)\s*(?P<unit>%|[A-Za-z]*)", re.IGNORECASE)
_MEND = "write a number with its unit and no separators inside it, such as 20 crore, 2.5 lakh or 400000000 rupees"


@dataclass(frozen=True, kw_only=True)
class WantedBudget:
    """Money of all years together, or a share of what a scenario has; one of the two."""

    text: str
    """As it was said, with single blanks: `20 crore`, `80%`."""
    rupees: Fraction | None = None
    share: Fraction | None = None


def read_budget(text: str) -> WantedBudget:
    """Read a budget in words: an amount with its unit, or a share in percent.

    Raises ValueError, with the mend, for a number without unit, an unknown unit, and what is not above zero.

    Example:
        >>> read_budget("2.5 lakh").rupees, read_budget("80%").share
        (Fraction(250000, 1), Fraction(4, 5))
    """
    try:
        return _read(text)
    except ValueError as error:
        raise ValueError(clauses(str(error).split("\t"))) from None


def read_budgets(text: str) -> tuple[WantedBudget, ...]:
    """Read several budgets, separated by commas or semicolons; raises as `read_budget` does, and for one said twice.

    Example:
        >>> [budget.text for budget in read_budgets("20 crore, 120 %")]
        ['20 crore', '120%']
    """
    try:
        return split_budgets(text)
    except ValueError as error:
        raise ValueError(clauses(str(error).split("\t"))) from None


def split_budgets(text: str) -> tuple[WantedBudget, ...]:
    """The same for a cell of a table: in the error's words a tab stands before the mend."""
    found = [_read(part) for part in text.split(";" if ";" in text else ",")]
    worth = [(budget.rupees, budget.share) for budget in found]
    for position, budget in enumerate(found):
        if worth[position] in worth[:position]:
            raise ValueError(say("{text!r} stands twice\tname each budget once", text=budget.text))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class AmountParts:
    """An amount taken apart: what stands for rupees before it, its digits, and the unit behind."""

    sign: str
    number: str
    unit: str
    """In lower case; blank for none."""

    @property
    def rupees(self) -> int | None:
        """Rupees in the unit it is counted in; None for an unknown unit, or none."""
        unit = self.unit or ("rupees" if self.sign else "")
        return MONEY_UNITS.get(unit, MONEY_UNITS.get(unit.removesuffix("s")))


def amount_parts(words: str) -> AmountParts | None:
    """Take an amount apart, such as `Rs 2.5 lakh` or `80%`; None where it is no number with a unit behind."""
    found = _AMOUNT.fullmatch(words)
    if found is None:
        return None
    return AmountParts(sign=found["sign"] or "", number=found["number"], unit=found["unit"].lower())


_MOST_TIMES = 5
"""Of a bare number below it the share meant is itself, and its hundredfold the percent: 0.8 is 80%."""


def _read(text: str) -> WantedBudget:
    words = " ".join(text.split())
    found = amount_parts(as_typed(words))
    if found is None:
        raise ValueError(say("{words!r} is not a budget\t{mend}, or a share such as 80%", words=words, mend=say(_MEND)))
    try:
        number = read_number(found.number)
    except ValueError:
        raise ValueError(
            say("{words!r} is not a plain number with its unit\t{mend}", words=words, mend=say(_MEND))
        ) from None
    if number <= 0:
        raise ValueError(say("{words!r} is no budget: it is not above zero\twrite an amount above zero", words=words))
    if found.unit == "%" and not found.sign:
        return WantedBudget(text=f"{found.number}%", share=number / 100)
    if not (found.unit or found.sign):
        raise ValueError(
            say(
                "{words!r} has no unit\t{mend}, or a share such as {number}%",
                words=words,
                mend=say(_MEND),
                number=f"{float(number * 100 if number < _MOST_TIMES else number):.15g}",
            )
        )
    if found.rupees is None:
        raise ValueError(say("{words!r} is counted in no unit known here\t{mend}", words=words, mend=say(_MEND)))
    return WantedBudget(text=words, rupees=number * found.rupees)
