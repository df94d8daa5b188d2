"""Reads raw tables into typed rows: every cell by the one reader of its kind, every fault with its place."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tradeoff.errors import InputFault
from tradeoff.scenario.check_columns import check_columns
from tradeoff.scenario.faults import fault
from tradeoff.scenario.needed_columns import may_be_blank
from tradeoff.scenario.percents import percent_mend
from tradeoff.scenario.raw import Cells, RawTable, did_you_mean, text_of
from tradeoff.scenario.tables import Row
from tradeoff.scenario.tables.kinds import IN_FULL, CellKind, cell_kind
from tradeoff.scenario.written_words import TURNED, allowed_words
from tradeoff.words.spoken import all_of, any_of, say

Parsed = TypeVar("Parsed", bound=Row)
_MOST_FAULTY = 1_000
"""Rows of a table that are told to be wrong: nobody reads more, and a fault takes more memory than a row."""


def parse_table(kind: type[Parsed], raw: RawTable, problems: list[InputFault]) -> tuple[Parsed, ...]:
    """The rows of one table, sorted by key.

    Args:
        kind: The type of its rows.
        raw: The table as text.
        problems: Faults are added to it, and their rows left out.
    """
    known = [name for name in kind.model_fields if name != "row"]
    if raw.columns and not set(raw.columns) & set(known):
        what = "this row is no header of the table"
        mend = say(
            "write the names of its columns in the first row: {key} and so on", key=", ".join(kind.KEY or known[:1])
        )
        problems.append(fault("E1", raw.file, None, what, mend, row=raw.header_row, value=", ".join(raw.columns[:3])))
        return ()
    missing = check_columns(kind, raw, problems)
    # Without a column that it must have no row can be read; what is wrong in its others is told all the same.
    told: dict[int, set[str]] = {number: set(missing) for number, _ in raw.rows} if missing else {}
    for number, column in raw.refused:
        told.setdefault(number, set()).add(column)
    nothing: set[str] = set()
    rows: list[Parsed] = []
    for place, (number, cells) in enumerate(raw.rows):
        if place - len(rows) >= _MOST_FAULTY and missing:
            break
        if place - len(rows) >= _MOST_FAULTY:
            what = say(
                "{most_faulty} rows above this one are wrong, and from here on none was looked at",
                most_faulty=_MOST_FAULTY,
            )
            problems.append(fault("E1", raw.file, None, what, "mend those above first", row=number))
            break
        if row := _parse_row(kind, raw.file, number, cells, problems, told=told.get(number, nothing)):
            rows.append(row)
    _refuse_double_keys(kind, raw, problems)
    return tuple(sorted(rows, key=lambda row: [_sortable(getattr(row, key)) for key in kind.KEY]))


def _sortable(value: object) -> tuple[bool, object]:
    return (value is not None, value)


def _parse_row(
    kind: type[Parsed], file: str, number: int, cells: Cells, problems: list[InputFault], *, told: set[str]
) -> Parsed | None:
    """A row; None where it is faulty, and then `problems` says why unless that was `told` of its columns already."""
    fields = set(kind.model_fields) - {"row"}
    # A blank cell takes its default; a cell with spaces around its text is read without them.
    given = {
        column: cell if isinstance(cell, Fraction) else cell.strip()
        for column, cell in cells.items()
        if column in fields and text_of(cells, column)
    }
    before = len(problems)
    for column in sorted(kind.NOT_USED_YET & given.keys()):
        what, mend = "the programme does not use this column yet", "leave the cell blank"
        problems.append(fault("E1", file, column, what, mend, row=number, value=given[column]))
    try:
        row = kind.model_validate({"row": number, **given})
    except ValidationError as error:
        for detail in error.errors():
            if detail["loc"][0] not in told:
                problems.append(explain(kind, file, number, detail))
        return None
    return row if len(problems) == before and not told else None


def explain(kind: type[BaseModel], file: str, number: int, detail: ErrorDetails) -> InputFault:
    """One fault in our words: what is wrong, and the mend.

    Args:
        kind: What was to be read.
        file: The table's file.
        number: The row.
        detail: What Pydantic says.
    """
    column = str(detail["loc"][0])
    value = None if detail["type"] == "missing" else str(detail["input"])
    if detail["type"] == "missing":
        wanted = cell_kind(kind, column)
        counted = wanted in (CellKind.AMOUNT, CellKind.MONEY, CellKind.SHARE, CellKind.NUMBER, CellKind.MEASURED)
        what, mend = "the cell is blank", "fill it in; write 0 if it is nothing" if counted else "fill it in"
    elif detail["type"] == "literal_error":
        allowed = allowed_words(kind, column)
        hint = (
            say("; did you mean {turned!r}?", turned=turned)
            if (turned := TURNED.get(str(value).lower())) in allowed
            else did_you_mean(str(value), allowed)
        )
        what, mend = (
            "not one of the words this column knows",
            say("write {allowed}{hint}", allowed=any_of(allowed), hint=hint),
        )
    else:
        what, _, mend = detail["msg"].removeprefix("Value error, ").partition("\t")
        mend = percent_mend(kind, column, str(value)) or mend
        mend = mend if may_be_blank(kind, column) else IN_FULL.get(mend, mend)
    code = "E5" if "share" in what else "E4" if "below zero" in what else "E3"
    return fault(code if detail["type"] != "missing" else "E1", file, column, what, mend, row=number, value=value)


def _refuse_double_keys(kind: type[Row], raw: RawTable, problems: list[InputFault]) -> None:
    """E1: two rows of one key, also among faulty rows; ids are the same if they differ in case or signs only."""
    there = [column for column in kind.KEY if column in raw.columns]
    absent = [column for column in kind.KEY if column not in raw.columns]
    header = raw.header_row
    if absent and any((one.code, one.file, one.row) == ("E1", raw.file, header) for one in problems):
        # Where a name is misspelt in the header, what it is the name of tells rows apart.
        return
    seen: dict[tuple[str, ...], int] = {}
    doubles: list[tuple[int, int, list[str]]] = []
    for number, cells in raw.rows:
        given = [text_of(cells, column) or blank_means(kind, column) for column in there]
        key = tuple(re.sub(r"[^a-z0-9*]", "_", value.lower()) for value in given)
        first = seen.setdefault(key, number)
        if first != number and (any(given) or (absent and there)):
            doubles.append((first, number, given))
    if absent and 2 * len(doubles) >= len(raw.rows) > 0:
        first, number, _ = doubles[0]
        what = say(
            "rows {first} and {number} are the same, for there is no column {absent}",
            first=first,
            number=number,
            absent=any_of(map(raw.called, absent)),
        )
        mend = "add the column that tells them apart, or keep one of the rows"
        problems.append(fault("E1", raw.file, absent[-1], what, mend, row=raw.header_row))
        return
    for first, number, given in doubles:
        what = say("the same {there} as row {first}", there=all_of(map(raw.called, there)), first=first)
        mend = "keep one row, or give it its own key"
        problems.append(
            fault("E1", raw.file, (there or list(kind.KEY))[0], what, mend, row=number, value=", ".join(given))
        )


def blank_means(kind: type[Row], column: str) -> str:
    """What a blank cell of a text column means: `*` where the column takes patterns."""
    default = kind.model_fields[column].default
    return default if isinstance(default, str) else ""


def is_whole(kind: type[Row], column: str) -> bool:
    """Whether a column holds whole numbers, such as years."""
    annotation = kind.model_fields[column].annotation
    return any((get_args(part) or (part,))[0] is int for part in get_args(annotation) or (annotation,))
