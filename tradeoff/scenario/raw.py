"""Holds raw tables: the text of every cell, with its row as a spreadsheet counts it.

What comes after does not know whether they came from a folder or a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tradeoff.errors import InputFault, quoted, written_place
from tradeoff.scenario.spelling import nearest
from tradeoff.words.spoken import headed, say

HEADER_ROW = 1
Cells = Mapping[str, str | Fraction]
"""The cells of a row by column: text, or a fraction that has no plain decimal, which changes in memory can leave."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Where a table stands in a workbook."""

    workbook: str
    """The workbook's file, such as `plan.xlsx`."""
    name: str
    letters: Mapping[str, str]
    """The letter of each of its columns, by the column's name."""
    heads: Mapping[str, str] = field(default_factory=dict)
    """What a column is called there, by its name: only those that have another name, as one in French."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing that was read otherwise than it is written, or left out: nothing is wrong with it, but it is said."""

    file: str
    """The table's file, or the workbook it stands in."""
    what: str
    """What was read and how, a sentence without its full stop: `read as 1234567`."""
    value: str | None = None
    """What stands there; None where it is no cell."""
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    letter: str | None = None
    """The column's letter in the sheet."""
    head: str | None = None
    """What the column is called there, where that is another name."""

    def __str__(self) -> str:
        place = written_place(self.file, self.row, self.head or self.column, sheet=self.sheet, letter=self.letter)
        value = "" if self.value is None else f"{quoted(self.value)} "
        return headed(place, f"{value}{self.what}")


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One table as text: its columns, and its rows with their numbers."""

    file: str
    """What the table is called in a folder, such as `clusters.csv`, wherever it stands; faults are first told of it."""
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]
    sheet: Sheet | None = None
    """Where it stands in a workbook; None for a file of its own."""
    header_row: int = HEADER_ROW
    may_have_decimal_commas: bool = False
    """Whether something else than commas separates cells, so that a comma may be a decimal sign."""
    refused: frozenset[tuple[int, str]] = frozenset()
    """(row, column) of cells of which a problem speaks already; a row has no column where all of it is refused."""
    text_cells: frozenset[tuple[int, str]] = frozenset()
    """(row, column) of the cells of a sheet that are texts, figures among them, which no formula adds up."""
    has_named_years: bool = False
    """Whether somebody typed years of it by their names, which stand here by their numbers."""
    unread_columns: frozenset[str] = frozenset()
    """Columns of which a problem says that they cannot be read."""

    def called(self, column: str) -> str:
        """What a column is called where the table stands: its name, or its head on a sheet that has another for it."""
        return column if self.sheet is None else self.sheet.heads.get(column, column)

    def reading(
        self, what: str, *, row: int | None = None, column: str | None = None, value: str | None = None
    ) -> Reading:
        """A reading of this table, at its place in the file or the workbook.

        Args:
            what: What was read and how.
            row: The row as a spreadsheet counts it; None for the whole table.
            column: The column's name; None for a whole row.
            value: What stands there.
        """
        if self.sheet is None:
            return Reading(file=self.file, what=say(what), row=row, column=column, value=value)
        return Reading(
            file=self.sheet.workbook,
            what=say(what),
            row=row,
            column=column,
            value=value,
            sheet=self.sheet.name,
            letter=self.sheet.letters.get(column or ""),
            head=self.sheet.heads.get(column or ""),
        )


@dataclass(frozen=True, kw_only=True)
class RawScenario:
    """What one folder or workbook holds, as text: nothing in it is converted or checked."""

    tables: dict[str, RawTable]
    problems: tuple[InputFault, ...] = ()
    """What could not be read, each with its place as people look it up."""
    readings: tuple[Reading, ...] = ()
    """What was read otherwise than it is written, or left out."""
    unread: frozenset[str] = frozenset()
    """Tables that are there, and of which a problem says why they cannot be read."""


def text_of(cells: Cells, column: str) -> str:
    """The text of a cell without the spaces around it; blank where there is none."""
    return str(cells.get(column, "")).strip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean 'barpali'?` with the nearest known word; blank where none is near."""
    near = nearest(word, known)
    return "" if near is None else say("; did you mean {near!r}?", near=near)
