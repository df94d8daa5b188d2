"""Reads the headers of tables: which column stands where, by whatever spelling of its name, and what none can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, Reading
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.written_numbers import written_number
from tradeoff.words.spoken import say

_WITH_UNIT = re.compile(r"(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]*)[)\]]\s*\*?")
_PARTS = frozenset({CellKind.SHARE, CellKind.RATE})


def read_columns(
    header: Sequence[str],
    body: Sequence[tuple[int, Sequence[str]]],
    file: str,
    problems: list[InputFault],
    *,
    header_row: int,
) -> dict[int, str]:
    """The columns by their place from the left, the first being 0; unnamed ones without cells are left out.

    Args:
        header: The cells of the header.
        body: The rows under it with their numbers, to tell an empty column from one whose name is missing.
        file: The table's file.
        problems: Faults are added to it: a name that stands twice, cells under no name.
        header_row: The row of the header.
    """
    columns: dict[int, str] = {}
    unnamed: list[InputFault] = []
    for at, cell in enumerate(header):
        name = cell.strip()
        if name in columns.values():
            what, mend = "the column stands twice", "keep one of them"
            problems.append(fault("E1", file, name, what, mend, row=header_row, value=name))
        elif name:
            columns[at] = name
        else:
            first = next(((row, cells[at]) for row, cells in body if at < len(cells) and cells[at].strip()), None)
            if first is not None:
                what = say("cell {at} of the row stands under no column's name", at=at + 1)
                mend = say("write the column's name in row {header_row}, or empty the cells", header_row=header_row)
                unnamed.append(fault("E1", file, None, what, mend, row=first[0], value=first[1]))
    if len(unnamed) <= len(columns):
        # More cells without names than names are no table's header, which is told when the names are looked up.
        problems += unnamed
    return columns


def known_column(written: str, kind: type[Row]) -> str:
    """The column that a header means, in other capitals, with blanks for `_` or with a unit behind; else as it is.

    Args:
        written: What the header says.
        kind: The type of the table's rows.
    """
    if written in kind.model_fields:
        return written
    found = _WITH_UNIT.fullmatch(written)
    name = re.sub(r"[\s_-]+", "_", (found["name"] if found else written).strip().lower())
    return name if name in kind.model_fields and name != "row" else written


def percent_columns(raw: RawTable, kind: type[Row]) -> frozenset[str]:
    """The columns of shares whose header says that their numbers are percents: `poor_share (%)`."""
    named = {known_column(written, kind): written for written in raw.columns}
    return frozenset(
        name
        for name, written in named.items()
        if name in kind.model_fields and "%" in written and cell_kind(kind, name) in _PARTS
    )


def with_known_columns(
    raw: RawTable, kind: type[Row], money_unit: Fraction, problems: list[InputFault], readings: list[Reading]
) -> RawTable:
    """The same table with its columns by their own names; two of one meaning are refused, and so is another unit.

    Args:
        raw: The table as it is written.
        kind: The type of its rows.
        money_unit: Rupees in one unit of its money.
        problems: Faults are added to it.
        readings: What was read otherwise than it is written is added to it.
    """
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    for written in raw.columns:
        name = known_column(written, kind)
        row = raw.header_row
        if name in taken:
            what, mend = say("the same column as {taken!r}", taken=taken[name]), "keep one of them"
            problems.append(fault("E1", raw.file, written, what, mend, row=row, value=written))
        elif name != written and (unit := _other_unit(written, kind, name, money_unit)):
            what = say("its header says {unit}, and money_unit in settings.csv says otherwise", unit=unit)
            mend = "write the figures in the money unit, and the header without another"
            problems.append(fault("E13", raw.file, name, what, mend, row=row, value=written))
            names[written] = name
        else:
            names[written] = name
            if name != written:
                readings.append(raw.reading(say("read as the column {name}", name=name), row=row, value=written))
        taken.setdefault(name, written)
    if list(names) == list(names.values()) and len(names) == len(raw.columns):
        return raw
    rows = tuple(
        (row, {names[column]: cell for column, cell in cells.items() if column in names}) for row, cells in raw.rows
    )
    sheet = raw.sheet
    if sheet is not None:
        sheet = replace(sheet, letters={names.get(column, column): letter for column, letter in sheet.letters.items()})
    refused = frozenset((row, names.get(column, column)) for row, column in raw.refused)
    return replace(raw, columns=tuple(names.values()), rows=rows, sheet=sheet, refused=refused)


def _other_unit(written: str, kind: type[Row], name: str, money_unit: Fraction) -> str | None:
    """The unit of money that a header names, where it is another one than the table's."""
    found = _WITH_UNIT.fullmatch(written)
    if found is None or cell_kind(kind, name) is not CellKind.MONEY:
        return None
    words = re.split(r"[\s.,/]+", found["unit"].strip())
    units = [number.times for word in words if word and (number := written_number(f"1 {word}")) and number.times]
    # "lakh rupees" is lakh.
    return found["unit"] if units and max(units) != money_unit else None
