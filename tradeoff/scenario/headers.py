"""Reads the headers of tables: which column stands where, by whatever spelling of its name, and what none can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.head_units import HeadFault, head_fault, note_on, words_of
from tradeoff.scenario.percents import takes_percents
from tradeoff.scenario.raw import RawTable, Reading
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.kinds import cell_kind
from tradeoff.words.spoken import say

_WITH_UNIT = re.compile(r"(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]*)[)\]]\s*\*?")


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
    """The columns of shares and factors whose header says that their numbers are percents: `poor_share (%)`."""
    named = {known_column(written, kind): written for written in raw.columns}
    return frozenset(name for name, written in named.items() if "%" in written and takes_percents(kind, name))


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
        elif name != written and (wrong := _wrong_unit(raw, written, kind, name, money_unit)):
            problems.append(fault("E13", raw.file, name, wrong.what, wrong.mend, row=row, value=written))
            names[written] = name
        else:
            names[written] = name
            if name != written:
                readings.append(_read_as(raw, written, kind, name, money_unit))
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


def _wrong_unit(raw: RawTable, written: str, kind: type[Row], name: str, money_unit: Fraction) -> HeadFault | None:
    """What is wrong with the unit in a header; of a sheet that is told where the sheet is read."""
    words, found = words_of(kind.TABLE, name), _WITH_UNIT.fullmatch(written)
    if words is None or found is None or raw.sheet is not None:
        return None
    return head_fault(words, cell_kind(kind, name), found["unit"], money_unit)


def _read_as(raw: RawTable, written: str, kind: type[Row], name: str, money_unit: Fraction) -> Reading:
    """That a header is read as a column, and what behind its name counts for nothing."""
    words, found = words_of(kind.TABLE, name), _WITH_UNIT.fullmatch(written)
    note = "" if words is None or found is None else note_on(words, cell_kind(kind, name), found["unit"], money_unit)
    stands = written if raw.sheet is None else f"{raw.called(name)}{written.removeprefix(name)}"
    return raw.reading(note or say("read as the column {name}", name=name), row=raw.header_row, value=stands)
