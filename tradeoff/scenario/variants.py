"""Applies a variant's changes to its base's raw tables, and keeps what stood there before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.describe import FILE, WantedChange
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, did_you_mean
from tradeoff.scenario.scenario import Change
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.tables.kinds import read_number

_KINDS: dict[str, type[Row]] = {kind.TABLE: kind for kind in TABLES}
_Cell = tuple[str, int, str]


def apply_changes(
    tables: dict[str, RawTable], changes: tuple[WantedChange, ...], problems: list[InputFault]
) -> tuple[dict[str, RawTable], tuple[Change, ...]]:
    """The tables with every change made, and the changes with what stood there before.

    Args:
        tables: The base's raw tables by name; they stay as they are.
        changes: What the variant asks for.
        problems: Faults are added to it, and their changes left out.
    """
    made: list[Change] = []
    touched: set[_Cell] = set()
    tables = dict(tables)
    for wanted in changes:
        kind = _KINDS.get(wanted.table)
        if kind is None:
            mend = f"name one of {', '.join(_KINDS)}{did_you_mean(wanted.table, _KINDS)}"
            problems.append(fault("E2", FILE, "table", "no such table", mend, row=wanted.line, value=wanted.table))
            continue
        columns = [name for name in kind.model_fields if name != "row"]
        given = [*wanted.where, *([wanted.column] if wanted.column else []), *(wanted.add or {})]
        unknown = [column for column in given if column not in columns]
        if unknown:
            mend = f"name a column of {wanted.table}{did_you_mean(unknown[0], columns)}"
            problems.append(
                fault(
                    "E2", FILE, "column", f"{wanted.table} has no such column", mend, row=wanted.line, value=unknown[0]
                )
            )
            continue
        table = tables.get(wanted.table, RawTable(file=f"{wanted.table}.csv", columns=(), rows=()))
        if wanted.add is not None:
            tables[wanted.table] = _add(kind, table, wanted, made, problems)
        else:
            tables[wanted.table] = _alter(kind, table, wanted, made, touched, problems)
    return tables, tuple(made)


def _shown_key(kind: type[Row], cells: dict[str, str]) -> str:
    return ", ".join(f"{column}={cells[column]}" for column in kind.KEY if cells.get(column))


def _add(
    kind: type[Row], table: RawTable, wanted: WantedChange, made: list[Change], problems: list[InputFault]
) -> RawTable:
    new = dict(wanted.add or {})
    key = [new.get(column, "").lower() for column in kind.KEY]
    if any([cells.get(column, "").lower() for column in kind.KEY] == key for _, cells in table.rows):
        what, mend = f"{wanted.table} has this row already", "change it with where and set instead"
        problems.append(fault("E2", FILE, "add", what, mend, row=wanted.line, value=_shown_key(kind, new)))
        return table
    after = "; ".join(f"{column}={value}" for column, value in new.items() if column not in kind.KEY)
    made.append(
        Change(table=wanted.table, key=_shown_key(kind, new), column="", before="", after=after, reason=wanted.reason)
    )
    columns = (*table.columns, *(column for column in new if column not in table.columns))
    number = max((number for number, _ in table.rows), default=1) + 1
    return RawTable(file=table.file, columns=columns, rows=(*table.rows, (number, new)))


def _alter(
    kind: type[Row],
    table: RawTable,
    wanted: WantedChange,
    made: list[Change],
    touched: set[_Cell],
    problems: list[InputFault],
) -> RawTable:
    rows = []
    matched = False
    for number, cells in table.rows:
        if all(cells.get(column, "").strip() == value for column, value in wanted.where.items()):
            matched = True
            cell = (wanted.table, number, wanted.column)
            if cell in touched:
                what, mend = "two changes of one cell", "keep one of them"
                problems.append(
                    fault("E2", FILE, wanted.column, what, mend, row=wanted.line, value=_shown_key(kind, cells))
                )
            touched.add(cell)
            before = cells.get(wanted.column, "").strip()
            after = _new_value(before, wanted, problems)
            key = _shown_key(kind, cells)
            made.append(
                Change(
                    table=wanted.table, key=key, column=wanted.column, before=before, after=after, reason=wanted.reason
                )
            )
            cells = {**cells, wanted.column: after}
        rows.append((number, cells))
    if not matched:
        shown = ", ".join(f"{column}={value}" for column, value in wanted.where.items())
        problems.append(
            fault(
                "E2",
                FILE,
                "where",
                f"no row of {wanted.table} matches",
                "name a row that is there",
                row=wanted.line,
                value=shown,
            )
        )
    columns = table.columns if wanted.column in table.columns else (*table.columns, wanted.column)
    return RawTable(file=table.file, columns=columns, rows=tuple(rows))


def _new_value(before: str, wanted: WantedChange, problems: list[InputFault]) -> str:
    if wanted.set_to is not None:
        return wanted.set_to
    try:
        product = read_number(before) * read_number(wanted.multiply)
    except ValueError:
        what, mend = f"{before!r} cannot be multiplied", "multiply a cell that holds a number, by a plain number"
        problems.append(fault("E2", FILE, "multiply", what, mend, row=wanted.line, value=wanted.multiply))
        return before
    return _as_decimal(product)


def _as_decimal(number: Fraction) -> str:
    """The plain decimal of a product of two decimals; it always ends."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    return f"{Decimal(int(number * 10**places)).scaleb(-places):f}"
