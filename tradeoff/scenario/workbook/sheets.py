"""Names the sheets of a workbook that are no tables, and spells a change as the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tradeoff.scenario.changes import WantedChange
from tradeoff.scenario.tables import Row
from tradeoff.scenario.workbook.grid import Grid
from tradeoff.scenario.workbook.header import find_header
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

READ_ME = "Read-me"
SCENARIO = "scenario"
CHANGES = "changes"
SHEET_COLUMNS = {
    SCENARIO: ("key", "value"),
    CHANGES: ("table", "where", "column", "set", "multiply", "add", "remove", "reason"),
}
_PART = re.compile(r'\s*([^=;"\n]+?)\s*=\s*(?:"((?:[^"]|"")*)"|([^;\n]*?))\s*(?:[;\n]|$)')


def sheet_name(table: str) -> str:
    """What the sheet of a table is called in the language that is spoken; all of them are read back in any.

    Example:
        >>> sheet_name("clusters")
        'clusters'
    """
    return say(READ_ME) if table == READ_ME else heading_of(table)


def table_by_columns(grid: Grid, kinds: Iterable[type[Row]]) -> str | None:
    """The table whose columns a sheet has, whatever its name: no other stands in its header, and none is missing.

    Args:
        grid: The sheet.
        kinds: The types of the rows of the tables it may be.
    """
    for kind in kinds:
        known = [name for name in kind.model_fields if name != "row"]
        needed = {name for name in known if kind.model_fields[name].is_required()}
        header = find_header(grid, known)
        named = {one.name for one in header.headings} if header is not None else set()
        if needed and len(named) > 1 and needed <= named <= set(known):
            return kind.TABLE
    return None


def change_cells(change: WantedChange) -> dict[str, str]:
    """A change as the cells of a row of the sheet `changes`."""
    cells = {
        "table": change.table,
        "where": spelled(change.where),
        "column": change.column,
        "set": change.set_to,
        "multiply": None if change.multiply is None else str(change.multiply),
        "add": None if change.add is None else spelled(change.add),
        "remove": "yes" if change.remove else None,
        "reason": change.reason,
    }
    return {column: text for column, text in cells.items() if text}


def spelled(pairs: Mapping[str, str]) -> str:
    """Columns and values as one text: `department_id = forest; year = 1`."""
    return "; ".join(f"{column} = {_quoted(value)}" for column, value in pairs.items())


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if value != value.strip() or re.search(r'[;"\n]', value) else value


def read_pairs(text: str) -> dict[str, str] | None:
    """Columns and values from such a text; None where it is none."""
    pairs: dict[str, str] = {}
    at = 0
    while text[at:].strip():
        found = _PART.match(text, at)
        if found is None or found[1] in pairs:
            return None
        pairs[found[1]] = found[3] if found[2] is None else found[2].replace('""', '"')
        at = found.end()
    return pairs
