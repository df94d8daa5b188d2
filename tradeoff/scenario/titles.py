"""Finds the header of a CSV file below the titles that people write above it: the first line that names its columns."""

from __future__ import annotations

import io
from collections.abc import Collection

from tradeoff.words.names import find_name, without_unit

_LOOKED_AT = 6
"""Filled lines in which a header is looked for."""
_ENOUGH = 2
"""Names of columns that make a line a header, where they are most of its cells."""
_HINT = "sep="
"""How the line begins in which Excel says what separates cells; it is no title."""


def lines_above_header(text: str, known: Collection[str], separators: Collection[str]) -> int:
    r"""How many lines stand above the header; 0 where the first filled line may be it, or none surely is.

    Args:
        text: What the file holds.
        known: The columns that its table may have.
        separators: What may stand between cells.

    Example:
        >>> lines_above_header("Budgets 2026\n\nyear;envelope\n1;30\n", ["year", "envelope"], ",;")
        2
    """
    filled = 0
    for number, line in enumerate(io.StringIO(text, newline="")):
        if not line.strip(' "\r\n' + "".join(separators)):
            continue
        splits = [[cell.strip(' "\r\n') for cell in line.split(mark)] for mark in separators]
        filled += 1
        if filled == 1 and (line.lower().startswith(_HINT) or any(_named(cells, known) for cells in splits)):
            return 0
        if any(_is_header(cells, known) for cells in splits):
            return number
        if filled == _LOOKED_AT:
            return 0
    return 0


def _is_header(cells: list[str], known: Collection[str]) -> bool:
    named = _named(cells, known)
    return named >= min(_ENOUGH, len(known)) and 2 * named > sum(map(bool, cells))


def _named(cells: list[str], known: Collection[str]) -> int:
    """How many cells are names of columns."""
    return sum(find_name(without_unit(cell)[0], known) is not None for cell in cells if cell)
