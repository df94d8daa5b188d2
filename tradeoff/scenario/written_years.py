"""Reads and writes project years by name: `2026-27` and `2026-2027` are year 1 where `first_year` is one of them.

A budget year is named by the two calendar years it touches, or by one where it is one; which it is, `first_year` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradeoff.errors import InputFault
from tradeoff.scenario.notes import Notes
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.written_numbers import ascii_digits
from tradeoff.words.spoken import say

_YEAR = re.compile(
    r"(?:(?:F\.?Y\.?|A\.?Y\.?|year|année|वर्ष|ବର୍ଷ)\s*)?(\d{4})(?:\s*[-/\u2010-\u2015]\s*(\d{4}|\d{2}))?", re.IGNORECASE
)
_SHORT = re.compile(r"\d{2}\s*[-/\u2010-\u2015]\s*\d{2}")
FIRST_CALENDAR_YEAR = 1900
"""No project has so many years: a year from here on is one of the calendar."""

NAMED = "named"
"""The way in which a note says that a year stands by its name."""


@dataclass(frozen=True, kw_only=True)
class NamedYear:
    """A year as it is named."""

    first: int
    """The calendar year in which it begins."""
    is_split: bool
    """Whether it ends in the next one."""

    def later(self, years: int) -> str:
        """The name of the year that comes so many years later.

        Example:
            >>> NamedYear(first=2098, is_split=True).later(1)
            '2099-00'
        """
        first = self.first + years
        return f"{first}-{(first + 1) % 100:02d}" if self.is_split else str(first)


def named_year(text: str) -> NamedYear | None:
    """A year by its name; None where the text names none, or two that do not follow each other.

    Example:
        >>> named_year("2026-27") == named_year("FY 2026/2027")
        True
        >>> named_year("2026-28") is None
        True
    """
    found = _YEAR.fullmatch(ascii_digits(text.strip()))
    if found is None or int(found[1]) < FIRST_CALENDAR_YEAR:
        return None
    first, second = int(found[1]), found[2]
    if second is not None and int(second) != (first + 1) % 10 ** len(second):
        return None
    return NamedYear(first=first, is_split=second is not None)


@dataclass(frozen=True, kw_only=True)
class ProjectYears:
    """The years of a project, as far as the settings say them."""

    first: NamedYear | None = None
    """The name of year 1; None where it has none, or one that is no year."""
    count: int | None = None
    """How many there are; None where that is not said."""

    def name(self, year: int) -> str:
        """A year as a sentence names it: `2026-27`, or `year 1` where year 1 has no name.

        Example:
            >>> ProjectYears(first=named_year("2026-27")).name(2), ProjectYears().name(2)
            ('2027-28', 'year 2')
        """
        return say("year {year}", year=year) if self.first is None else self.shown(year)

    def shown(self, year: int) -> str:
        """A year as a column of years shows it: `2026-27`, or `1`."""
        return str(year) if self.first is None else self.first.later(year - 1)

    def names(self, years: Sequence[int]) -> str:
        """Several years as a sentence names them: `2026-27, 2027-28`, or `years 1, 2`."""
        shown = ", ".join(map(self.shown, years))
        if self.first is not None:
            return shown
        return say("years {years}", years=shown) if len(years) > 1 else say("year {year}", year=shown)

    def span(self, first: int, last: int) -> str:
        """All years from one to another: `2026-27 to 2028-29`, or `years 1 to 3`."""
        if first == last:
            return self.name(first)
        ends = {"first": self.shown(first), "last": self.shown(last)}
        return say("years {first} to {last}" if self.first is None else "{first} to {last}", **ends)

    def numbered(self, table: RawTable, column: str, problems: list[InputFault]) -> RawTable:
        """A table with the years of a column by their numbers.

        Args:
            table: As it was read.
            column: The column, which may not be there.
            problems: What names no year of the project is added to it.
        """
        notes, rows = Notes(), []
        for number, cells in table.rows:
            text = text_of(cells, column)
            rows.append((number, {**cells, column: self.plain(number, column, text, notes)} if text else cells))
        notes.tell(table, problems, [])
        return replace(table, rows=tuple(rows), refused=table.refused | notes.refused)

    def plain(self, row: int, column: str, text: str, notes: Notes) -> str:
        """The number of the project year that a cell names; the text itself where it names none.

        Args:
            row: The row of the cell.
            column: Its column.
            text: What stands there.
            notes: How it was read, or why it cannot be, is added to it.
        """
        digits = ascii_digits(text)
        if digits.isdigit() and int(digits) < FIRST_CALENDAR_YEAR:
            if digits != text:
                notes.say(row, column, text, say("read as {digits}", digits=digits), way="script")
            return digits
        named = named_year(text)
        if named is None:
            if _YEAR.fullmatch(digits) and not digits.isdigit():
                what, mend = (
                    "two years that do not follow each other",
                    "name the year as 2026-27, or write 1, 2 and so on",
                )
                notes.say(row, column, text, what, way="apart", mend=mend)
            elif _SHORT.fullmatch(digits):
                mend = "name the year as 2026-27, or write 1, 2 and so on"
                notes.say(row, column, text, "two years without their century", way="short", mend=mend)
            return text
        if self.first is None:
            what = "a year of the calendar, and first_year does not say which year of the project it is"
            mend = "write 1, 2 and so on, or write in settings.csv as first_year what year 1 is called, such as 2026-27"
            notes.say(row, column, text, what, way="calendar", mend=mend)
        elif named.is_split != self.first.is_split:
            what = say("the years of the project are named as {later} is", later=self.first.later(0))
            notes.say(row, column, text, what, way="called", mend="name the year so, or write 1, 2 and so on")
        elif not 1 <= (year := named.first - self.first.first + 1) <= (self.count or year):
            until = "" if self.count is None else say(" to {later}", later=self.first.later(self.count - 1))
            mend = say("write a year from {later} on{until}", later=self.first.later(0), until=until)
            notes.say(row, column, text, "outside the project years", way="outside", mend=mend)
        else:
            notes.say(row, column, text, say("read as year {year}", year=year), way=NAMED)
            return str(year)
        return text
