"""Says what a sheet of results holds: words, or a table with units, totals and charts; nothing here knows Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tradeoff.reports.tables import Record
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

_UNITS = {"Rs": "Rs", "months": "months", "count": "count"}
"""Units that no other sentence has."""
LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""


class Figure(StrEnum):
    """What stands in a column, for its number format and its width."""

    TEXT = "text"
    SENTENCE = "sentence"
    """A text as long as a line, or longer."""
    YEAR = "year"
    """A small whole number that nobody adds up."""
    RUPEES = "rupees"
    COUNT = "count"
    """Households, months, agents: with a decimal where they are not whole."""
    GIVEN = "given"
    """As a table of the scenario has it, with every digit: an amount, a share, a year."""
    SHARE = "share"
    RATE = "rate"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table: under which name the records have it, and what its header says."""

    key: str
    name: str = ""
    """The header without its unit; blank: the key."""
    unit: str = ""
    """In what it is counted, as the header says it; blank for texts and years."""
    figure: Figure = Figure.TEXT
    is_added: bool = False
    """Whether its total stands above the table."""
    sums: tuple[str, ...] = ()
    """The keys of neighbouring columns whose sum it is; none where it is no sum."""

    @property
    def header(self) -> str:
        """The name with the unit, both in the language that is spoken: `amount (Rs)`, `montant (roupies)`."""
        name = self.name or heading_of(self.key)
        return f"{name} ({unit_words(self.unit)})" if self.unit else name


def unit_words(unit: str) -> str:
    """What figures are counted in, in the language that is spoken."""
    return say(_UNITS[unit]) if unit in _UNITS else say(unit)


class Shape(StrEnum):
    """How a chart shows figures."""

    BARS = "bars"
    """A bar a row, one beside the other where there are several columns."""
    LINE = "line"
    """Points in the order of the rows, joined by straight lines."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of a table's own cells."""

    shape: Shape
    title: str
    over: str
    """The key of the column that names the bars, or holds x."""
    values: tuple[str, ...]
    """The keys of the columns that hold the lengths, or y."""
    over_title: str = ""
    value_title: str = ""
    starts: tuple[float, float] = (0.0, 0.0)
    """Where the axes of `over` and of the values begin; an axis that does not begin at 0 says so in its title."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet with a table: its title, its totals, its headers, its rows."""

    name: str
    title: str
    """A line above it: what the rows are, of which plan."""
    columns: tuple[Column, ...]
    rows: Sequence[Record]
    is_decided: bool = False
    """Whether its cells are decisions that may be changed: they are yellow, and the edited sheet is read back."""
    follows: tuple[str, ...] = ()
    """The keys of columns that are not decided but follow; they are not yellow."""
    charts: tuple[Chart, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees or prints it, since nothing is in it: it is there for who reads the file back."""
        return not self.rows


@dataclass(frozen=True, kw_only=True)
class Words:
    """A sheet of sentences under headings, and of names with what they say."""

    name: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading and sentences; a part without sentences is left out."""
    facts: Mapping[str, str]
    """Below them, in two columns: what a program looks for."""


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """All sheets, in turn."""

    title: str
    sheets: tuple[Words | Table, ...]
