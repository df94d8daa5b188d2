"""Adds up the records of plans for a sheet: money by cluster and activity, households by cluster and level."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradeoff.reports.tables import Record, rounded
from tradeoff.reports.workbook.columns import column
from tradeoff.reports.workbook.sheets import Column, Table

TOTAL = "total"
"""The key of the sum of a row."""
Keys = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """What rows or columns of a crossed table stand for."""

    key: str
    """The column of the records."""
    word: str
    """What one of them is, such as `cluster`."""
    names: Mapping[Any, str]
    """The name of each value; others are called by themselves."""

    def name(self, value: object) -> str:
        """What a value is called."""
        return self.names.get(value, str(value))


def cross_table(
    records: Sequence[Record],
    down: Side,
    across: Side,
    counted: Column,
    *,
    name: str,
    title: str,
    order: Sequence[object] = (),
) -> Table:
    """A table of records added up, such as money by cluster and activity: each row, each column and all have a sum.

    Args:
        records: What is added up.
        down: What a row stands for.
        across: What a column stands for.
        counted: The records' column that is added up, with its unit.
        name: Of the sheet.
        title: Above it.
        order: As for `crossed`.
    """
    rows, made = crossed(records, (down.key,), across.key, counted.key, order)
    values = {cell_key(value): value for value in (*order, *(record[across.key] for record in records))}
    figures = [
        Column(key=key, name=across.name(values[key]), unit=counted.unit, figure=counted.figure, is_added=True)
        for key in made
    ]
    whole = Column(key=TOTAL, unit=counted.unit, figure=counted.figure, is_added=True, sums=made)
    is_named = any(down.name(row[down.key]) != str(row[down.key]) for row in rows)
    label = column("", down.key)
    columns = (label, *([Column(key="name", name=down.word)] if is_named else []), *figures, whole)
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=[{**row, "name": down.name(row[down.key])} for row in rows],
    )


def crossed(
    records: Iterable[Record], down: Sequence[str], across: str, value: str, order: Sequence[object] = ()
) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """Records added up: a row for each value of some columns, a column for each value of another, and the row's sum.

    Args:
        records: With all these columns.
        down: The columns that make a row; they stand in it.
        across: The column whose values become columns, each under the key `cell_key` gives it.
        value: What is added up.
        order: Values of `across` that have a column even where nothing is, in this order; others follow, sorted.

    Returns:
        The rows, sorted, and the keys of the columns that were made.
    """
    sums: dict[Keys, dict[object, list[float]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        sums[tuple(record[column] for column in down)][record[across]].append(amount(record[value]))
    found = {one for parts in sums.values() for one in parts}
    columns = [*order, *sorted(found - set(order), key=str)]
    rows: list[dict[str, object]] = []
    for key in sorted(sums, key=_sortable):
        cells = {cell_key(one): add(sums[key].get(one, [])) for one in columns}
        rows.append({**dict(zip(down, key, strict=True)), **cells, TOTAL: add(cells.values())})
    return rows, tuple(map(cell_key, columns))


def beside_each_other(
    plans: Mapping[str, Iterable[Record]], down: Sequence[str], value: str
) -> list[dict[str, object]]:
    """The records of several plans in one table: a row for each value of some columns, a column a plan.

    Args:
        plans: The records of each plan, by its key.
        down: The columns that make a row.
        value: What stands under the plan's key, added up where a plan has several such records; None where it has none.
    """
    sums: dict[Keys, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for plan, records in plans.items():
        for record in records:
            sums[tuple(record[column] for column in down)][plan].append(amount(record[value]))
    return [
        dict(zip(down, key, strict=True))
        | {plan: add(sums[key][plan]) if plan in sums[key] else None for plan in plans}
        for key in sorted(sums, key=_sortable)
    ]


def cell_key(value: object) -> str:
    """The key of a column that stands for a value, which no record has for itself."""
    return f"of {value}"


def add(parts: Iterable[float]) -> float:
    """A sum of figures as files have them; of whole ones a whole number."""
    listed = list(parts)
    if all(isinstance(part, int) for part in listed):
        return sum(listed)
    return rounded(math.fsum(listed))


def amount(value: object) -> float:
    """A figure of a record, as files have it; nothing for a blank."""
    return rounded(value) if isinstance(value, int | float) else 0


def _sortable(key: Keys) -> tuple[tuple[bool, float, str], ...]:
    """Numbers by size, before texts by their letters."""
    return tuple(
        (not isinstance(part, int | float), part if isinstance(part, int | float) else 0, str(part)) for part in key
    )
