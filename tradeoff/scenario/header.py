"""Reads the header of a table: which column stands where, and what no column can be."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault


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
                what = f"cell {at + 1} of the row stands under no column's name"
                mend = f"write the column's name in row {header_row}, or empty the cells"
                problems.append(fault("E1", file, None, what, mend, row=first[0], value=first[1]))
    return columns
