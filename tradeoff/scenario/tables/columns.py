"""Says of every column what it is counted in, what a blank means, and which record holds the figure.

The list is `columns.csv` beside this file; what may stand in a cell is typed in the classes of the tables.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradeoff.words.spoken import say

_LIST = Path(__file__).parent / "columns.csv"
SETTING = "settings: value"
"""The table under which the keys of `settings` are listed: what their value is counted in."""
_MONEY = "money"
_NO_UNIT = ("text", "id", "number", "-")
"""Units that nobody needs to be told in a header."""


@dataclass(frozen=True, kw_only=True)
class ColumnWords:
    """What people are told of a column, or of a setting."""

    table: str
    column: str
    unit: str
    """Its unit, or the words it takes; `money` stands for the scenario's unit of money."""
    blank: str
    """What a blank cell means; `required` where it may not be blank."""
    example: str
    says: str
    record: str
    """Where the figure is found in an office; blank where it is a choice."""

    @property
    def is_money(self) -> bool:
        """Whether it holds an amount in the scenario's unit of money."""
        return self.unit == _MONEY or self.unit.startswith(f"{_MONEY} ")

    @property
    def is_share(self) -> bool:
        """Whether it holds a share between 0 and 1, or one a year."""
        return self.unit.split()[0] == "share" and "," not in self.unit

    def unit_in(self, money_unit: str) -> str:
        """The unit for a header: `lakh a year`, `households`; blank where a header needs none.

        Args:
            money_unit: The scenario's unit of money, as `settings` names it.
        """
        if self.is_money:
            return money_unit + self.unit.removeprefix(_MONEY)
        if self.is_share:
            return " ".join(["share", *(["a year"] if self.unit == "share a year" else [])])
        is_choice = "," in self.unit or self.unit.split()[0] in _NO_UNIT or " id" in self.unit
        return "" if is_choice else self.unit

    def spoken_unit(self, money_unit: str) -> str:
        """What its figures are counted in, or the words it takes, in the language that is spoken.

        Args:
            money_unit: The scenario's unit of money, as `settings` names it.
        """
        if self.is_money:
            return say("{money}" + self.unit.removeprefix(_MONEY), money=money_unit)
        return say(self.unit_in(money_unit) or self.unit)


@cache
def column_words() -> Mapping[tuple[str, str], ColumnWords]:
    """What is told of every column, by table and column, in the order of the tables."""
    with _LIST.open(encoding="utf-8", newline="") as lines:
        found = [ColumnWords(**row) for row in csv.DictReader(lines)]
    return {(words.table, words.column): words for words in found}
