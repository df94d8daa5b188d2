"""Collects what is said of the cells of one table: once for each column and way, however many cells are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, Reading
from tradeoff.words.spoken import say, say_of


@dataclass(frozen=True, kw_only=True)
class _Note:
    """The first cell of which something is said, and the number of those like it."""

    row: int
    value: str
    what: str
    mend: str
    """Blank where nothing is wrong."""
    rows: list[int]


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What is said of the cells of one table."""

    of_columns: dict[tuple[str, str], _Note] = field(default_factory=dict)
    """By column and way."""
    refused: set[tuple[int, str]] = field(default_factory=set)
    """(row, column) of the cells of which a fault is told, so that no other is."""

    def say(self, row: int, column: str, value: str, what: str, *, way: str, mend: str = "") -> None:
        """Say how a cell was read, or why it cannot be.

        Args:
            row: As a spreadsheet counts it.
            column: The column's name.
            value: What stands there.
            what: How it was read, or what is wrong with it.
            way: Cells of one column and way are told in one line.
            mend: What to do; blank where nothing is wrong.
        """
        note = _Note(row=row, value=value, what=what, mend=mend, rows=[])
        self.of_columns.setdefault((column, way), note).rows.append(row)
        if mend:
            self.refused.add((row, column))

    def each(self) -> Iterator[tuple[str, str, str, str]]:
        """(column, value, what, mend) of all that is said; the mend is blank where nothing is wrong."""
        for (column, _), note in self.of_columns.items():
            yield column, note.value, note.what, note.mend

    def tell(self, raw: RawTable, problems: list[InputFault], readings: list[Reading]) -> None:
        """Add all of it to the problems and readings of a table.

        Args:
            raw: The table.
            problems: Faults are added to it.
            readings: What was read otherwise than it is written is added to it.
        """
        for (column, _), note in self.of_columns.items():
            more = len(note.rows) - 1
            what = say(note.what)
            if more:
                what += say_of(
                    more, ", and so is {count} more of this column", ", and so are {count} more of this column"
                )
            if note.mend:
                problems.append(fault("E3", raw.file, column, what, note.mend, row=note.row, value=note.value))
            else:
                readings.append(raw.reading(what, row=note.row, column=column, value=note.value))
