"""Reads a folder of CSV files into raw tables: the text of every cell, with its row as a spreadsheet counts it.

Nothing is converted here. What comes after does not know whether the tables came from a folder or a workbook.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from tradeoff.errors import InputFault, written_place
from tradeoff.scenario.faults import fault

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

    def __str__(self) -> str:
        place = written_place(self.file, self.row, self.column, sheet=self.sheet, letter=self.letter)
        value = "" if self.value is None else f"{self.value!r} "
        return f"{place}: {value}{self.what}"


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One table as text: its columns, and its rows with their numbers."""

    file: str
    """What the table is called in a folder, such as `clusters.csv`, wherever it stands; faults are first told of it."""
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]
    sheet: Sheet | None = None
    """Where it stands in a workbook; None for a file of its own."""


@dataclass(frozen=True, kw_only=True)
class RawScenario:
    """What one folder or workbook holds, as text: nothing in it is converted or checked."""

    tables: dict[str, RawTable]
    problems: tuple[InputFault, ...] = ()
    """What could not be read, each with its place as people look it up."""
    readings: tuple[Reading, ...] = ()
    """What was read otherwise than it is written, or left out."""


def text_of(cells: Cells, column: str) -> str:
    """The text of a cell without the spaces around it; blank where there is none."""
    return str(cells.get(column, "")).strip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as `; did you mean 'barpali'?` with the nearest known word; blank where none is near."""
    choices = {choice.lower(): choice for choice in sorted(known)}
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"; did you mean {choices[close[0]]!r}?" if close else ""


def read_folder(folder: Path, known_tables: Iterable[str]) -> RawScenario:
    """The raw tables of a folder by name, and what is wrong with its files."""
    names = list(known_tables)
    tables: dict[str, RawTable] = {}
    problems: list[InputFault] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem in names:
            table = read_file(path, problems)
            if table is not None:
                tables[path.stem] = table
        else:
            hint = did_you_mean(path.stem, names).replace("'?", ".csv'?")
            problems.append(
                fault("E1", path.name, None, "no table has this name", f"rename or move it{hint}", value=path.name)
            )
    return RawScenario(tables=tables, problems=tuple(problems))


def read_file(path: Path, problems: list[InputFault]) -> RawTable | None:
    """One CSV file as text; None where it cannot be read, and then `problems` says why."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(fault("E1", path.name, None, "not UTF-8 text", "save the file as CSV UTF-8", row=line))
        return None
    try:
        lines = list(_numbered(csv.reader(text.splitlines(keepends=True), strict=True)))
    except csv.Error as error:
        problems.append(fault("E1", path.name, None, f"not readable as CSV: {error}", "mend the quotation marks"))
        return None
    if not lines:
        problems.append(
            fault(
                "E1",
                path.name,
                None,
                "the file is empty",
                "write its header and rows; a table that may be left out needs no file",
            )
        )
        return None
    (_, header), *body = lines
    columns = tuple(column.strip() for column in header)
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        problems.append(
            fault(
                "E1",
                path.name,
                None,
                "columns are not separated by commas",
                "save it comma-separated",
                row=HEADER_ROW,
                value=columns[0],
            )
        )
        return None
    for column, count in Counter(columns).items():
        if count > 1:
            problems.append(
                fault(
                    "E1", path.name, column, "the column stands twice", "keep one of them", row=HEADER_ROW, value=column
                )
            )
    rows: list[tuple[int, Cells]] = []
    for number, cells in body:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(
                fault(
                    "E1",
                    path.name,
                    None,
                    f"{len(cells)} cells under {len(columns)} columns",
                    "put a text with a comma in quotation marks, and write numbers without separators",
                    row=number,
                    value=",".join(cells[len(columns) :]),
                )
            )
            continue
        rows.append((number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False))))
    return RawTable(file=path.name, columns=columns, rows=tuple(rows))


def _numbered(reader: Any) -> Iterable[tuple[int, list[str]]]:
    """Rows with the number of the line on which each begins."""
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1
