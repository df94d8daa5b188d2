"""Puts faults and remarks where people look them up: a sheet and its cell, where a table stands in a workbook.

What finds faults tells them of `clusters.csv` and its columns, wherever a table stands; a workbook is known here alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tradeoff.errors import InputFault, written_cell
from tradeoff.scenario.named_columns import columns_as_there
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.tables import TABLES
from tradeoff.words.names import heads_as_written
from tradeoff.words.spoken import say

_NAMES = frozenset(kind.TABLE for kind in TABLES)
_FILE = re.compile(r"\b([a-z_]+)\.csv\b")


def placed(found: Iterable[InputFault], tables: Mapping[str, RawTable]) -> list[InputFault]:
    """The same faults, of settings with their rows, at the cell of the workbook where the tables stand in one.

    Args:
        found: Faults or remarks, told of the tables' files.
        tables: The raw tables by name.
    """
    workbook = next((table.sheet.workbook for table in tables.values() if table.sheet is not None), None)
    found = [_in_its_row(one, tables) for one in found]
    return found if workbook is None else [_placed(one, workbook, tables) for one in found]


def placed_words(words: str, tables: Mapping[str, RawTable]) -> str:
    """The same words with sheets in place of files, and columns as they are called there, where it is a workbook.

    Args:
        words: What is said of the tables' files.
        tables: The raw tables by name.
    """
    return _in_sheets(words, "", tables) if any(table.sheet is not None for table in tables.values()) else words


def placed_cell(table: str, column: str, row: int, tables: Mapping[str, RawTable]) -> str:
    """A cell as a spreadsheet writes it, `limits!H2`; blank where the table stands in a file, or has no such row.

    Args:
        table: The table's name.
        column: The column's name.
        row: As a spreadsheet counts it.
        tables: The raw tables by name.
    """
    found = tables.get(table)
    if found is None or found.sheet is None or all(number != row for number, _ in found.rows):
        return ""
    letter = found.sheet.letters.get(column)
    return "" if letter is None else written_cell(found.sheet.name, letter, row)


def _in_its_row(found: InputFault, tables: Mapping[str, RawTable]) -> InputFault:
    """The same fault; where it is of one setting, with the row of its key."""
    if found.file != "settings.csv" or found.row is not None or "settings" not in tables:
        return found
    rows = tables["settings"].rows
    return replace(found, row=next((row for row, cells in rows if text_of(cells, "key") == found.column), None))


def _placed(found: InputFault, workbook: str, tables: Mapping[str, RawTable]) -> InputFault:
    name = found.file.removesuffix(".csv")
    found = replace(found, what=_in_sheets(found.what, name, tables), mend=_in_sheets(found.mend, name, tables))
    if name == found.file or name not in _NAMES:
        return found
    sheet = tables[name].sheet if name in tables else None
    if found.sheet is not None:
        return replace(found, file=workbook, head=None if sheet is None else sheet.heads.get(found.column or ""))
    if sheet is None:
        return replace(found, file=workbook, sheet=_called(name, tables))
    # Of settings a fault names the key; what is wrong is its value.
    column = "value" if name == "settings" and found.column not in sheet.letters else found.column
    letter, head = sheet.letters.get(column or ""), sheet.heads.get(found.column or "")
    return replace(found, file=workbook, sheet=sheet.name, letter=letter, head=head)


def _in_sheets(words: str, table: str, tables: Mapping[str, RawTable]) -> str:
    def sheet(file: re.Match[str]) -> str:
        return say("the sheet {file}", file=_called(file[1], tables)) if file[1] in _NAMES else file[0]

    return _FILE.sub(sheet, columns_as_there(words, table, tables))


def _called(name: str, tables: Mapping[str, RawTable]) -> str:
    """What the sheet of a table is called; one that is not there in the language of the others."""
    titles = {other: table.sheet.name for other, table in tables.items() if table.sheet is not None}
    return titles.get(name) or heads_as_written(titles, _NAMES).get(name, name)
