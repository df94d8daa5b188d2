"""Keeps what has been told of the tables, so that a fault is told once and what only follows from it is not.

A row that could not be read is in no typed table, and a column with a misspelt name is blank everywhere: what is
missing there is no fault of its own. A check that would be misled waits until the tables it looks at are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tradeoff.errors import InputFault
from tradeoff.scenario.raw import RawTable
from tradeoff.words.spoken import say, say_of

_ID = re.compile(r"[A-Za-z0-9_]{1,32}")
_BY_COLUMN = frozenset({"settings.csv", "budgets.csv"})
"""Tables whose checks look at unreadable rows too: what they miss follows from a fault of its column alone."""
_MOST_ROWS = 3
"""Rows that a line names; of the others it says how many they are."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was told while the tables were read."""

    raw: Mapping[str, RawTable]
    unread: frozenset[str]
    """Tables that are there and could not be read."""
    problems: tuple[InputFault, ...]
    doubtful: frozenset[str] = frozenset()
    """Settings that are not known, for which something else stands in the typed tables."""

    def is_whole(self, *tables: str) -> bool:
        """Whether every row and column of some tables was read."""
        files = {f"{table}.csv" for table in tables}
        return self.unread.isdisjoint(tables) and not any(one.file in files for one in self.problems)

    def knows(self, table: str, column: str) -> bool:
        """Whether the ids of a column are all known: none of them, and no name of a column, is unreadable.

        Args:
            table: The table's name.
            column: The column that holds the ids.
        """
        if table in self.unread:
            return False
        if table not in self.raw:
            return True
        here = [one for one in self.problems if one.file == f"{table}.csv"]
        lost = any(
            one.column in (column, None) and (one.value is None or not _ID.fullmatch(one.value))
            for one in here
            if one.row not in (None, self.raw[table].header_row)
        )
        header = any(one.row == self.raw[table].header_row for one in here)
        return not lost and not (header and column not in self.raw[table].columns)

    def is_doubled(self, table: str, column: str) -> bool:
        """Whether an id stands twice in its table: one of the two may be that which is named elsewhere.

        Args:
            table: The table's name.
            column: The column that holds the ids.
        """
        here = [one for one in self.problems if (one.file, one.column, one.code) == (f"{table}.csv", column, "E1")]
        return any(one.value is not None and _ID.fullmatch(one.value) for one in here)

    def new(self, found: Iterable[InputFault]) -> list[InputFault]:
        """Those faults that do not stand where one was told already, or follow from what could not be read."""
        places = {(one.file, one.row, one.column) for one in self.problems}
        rows = {(one.file, one.row) for one in self.problems if one.column is None and one.row is not None}
        files = {one.file for one in self.problems} | {f"{table}.csv" for table in self.unread}
        return [
            one
            for one in found
            if (one.file, one.row, one.column) not in places
            and (one.file, one.row) not in rows
            and not (one.row is None and one.file in files and self._may_follow(one))
            and not (one.file in files and self._lacks_column(one))
        ]

    def _may_follow(self, found: InputFault) -> bool:
        """Whether a fault of a whole table may follow from one that was told of it."""
        if found.file not in _BY_COLUMN or found.file.removesuffix(".csv") in self.unread:
            return True
        here = [one for one in self.problems if one.file == found.file]
        return found.column is None or any(one.column in (None, "department_id", found.column) for one in here)

    def _lacks_column(self, found: InputFault) -> bool:
        """Whether a fault is of a column that no header has, in a table whose header is faulty."""
        table = self.raw.get(found.file.removesuffix(".csv"))
        if table is None or found.column is None or found.column in table.columns:
            return False
        return any(one.file == found.file and one.row == table.header_row for one in self.problems)


def one_line_each(problems: Iterable[InputFault], raw: Mapping[str, RawTable]) -> list[InputFault]:
    """One line a fault: the same fault in several rows is told once, and so is a column that is not there.

    Args:
        problems: Faults in the order in which they were found.
        raw: The raw tables by name.
    """
    found = list(problems)
    in_rows = {(one.file, one.column) for one in found if one.row is not None}
    alike: dict[tuple[object, ...], list[InputFault]] = {}
    for one in found:
        if one.row is None and one.column is not None and (one.file, one.column) in in_rows:
            # That a year has no row is said by the row whose year is wrong.
            continue
        key: tuple[object, ...] = (one.code, one.file, one.column, one.what, one.value, one.mend)
        if _is_column_missing(one, raw):
            key = (one.file, one.column)
        alike.setdefault(key, []).append(one)
    return [_merged(ones) for ones in alike.values()]


def _is_column_missing(one: InputFault, raw: Mapping[str, RawTable]) -> bool:
    """Whether a fault of a blank cell stands in a table without the column."""
    table = raw.get(one.file.removesuffix(".csv"))
    return (
        table is not None
        and one.row is not None
        and one.value is None
        and one.column is not None
        and one.file != "settings.csv"
        and one.column not in table.columns
        and table.file == one.file
    )


def _merged(ones: list[InputFault]) -> InputFault:
    first = ones[0]
    rows = sorted({one.row for one in ones if one.row is not None and one.row != first.row})
    if not rows:
        return first
    named = ", ".join(map(str, rows[:_MOST_ROWS]))
    more = say(" and {most_rows} more", most_rows=len(rows) - _MOST_ROWS) if len(rows) > _MOST_ROWS else ""
    alike = say_of(
        len(rows), "; the same in row {rows}{more}", "; the same in rows {rows}{more}", rows=named, more=more
    )
    return replace(first, mend=first.mend + alike)
