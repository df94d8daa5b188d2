"""Reads what rows name whose figures are faulty, so that every slip of a row is told in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradeoff.errors import InputFault
from tradeoff.programme.plan_tables import PlanRow
from tradeoff.scenario.parse import parse_table
from tradeoff.scenario.raw import RawTable

_STAND_IN = "0"


def half_read(
    kind: type[PlanRow], raw: RawTable, read: Sequence[PlanRow], problems: Sequence[InputFault]
) -> tuple[PlanRow, ...]:
    """The rows of a table that could not be read for a figure alone, with nothing in its place.

    Args:
        kind: The type of its rows.
        raw: The table as text.
        read: Those of its rows that were read.
        problems: What was told of the others.
    """
    faulty: dict[int, set[str]] = {}
    for one in problems:
        if one.file == raw.file and one.row is not None and one.column is not None:
            faulty.setdefault(one.row, set()).add(one.column)
    done = {row.row for row in read}
    lost = tuple(
        (number, {**cells, **dict.fromkeys(faulty[number], _STAND_IN)})
        for number, cells in raw.rows
        if number not in done and number in faulty and faulty[number].isdisjoint(kind.KEY)
    )
    return parse_table(kind, replace(raw, rows=lost, refused=frozenset()), []) if lost else ()
