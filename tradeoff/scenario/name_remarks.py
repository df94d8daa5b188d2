"""Remarks on names that are not names: W31 two clusters, departments, levels or activities that are called the same."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import say, say_of

_NAMED = (
    ("clusters", "cluster_id"),
    ("departments", "department_id"),
    ("levels", "level_id"),
    ("activities", "activity_id"),
    ("funds", "fund_id"),
)
"""(table, column of ids): results call these by name."""


def remark_names(tables: Tables) -> Iterator[InputFault]:
    """One remark a table, at its first row that has the name of another; capitals and spaces make no difference."""
    for table, column in _NAMED:
        first: dict[str, str] = {}
        twice = []
        for row in sorted(getattr(tables, table), key=lambda row: int(row.row)):
            one = first.setdefault(" ".join(row.name.casefold().split()), getattr(row, column))
            # A level may stand in several rows, one for each kind of household.
            if row.name and one != getattr(row, column):
                twice.append((row, one))
        if twice:
            row, one = twice[0]
            others = len(twice) - 1
            more = say_of(others, ", and so in {count} more row", ", and so in {count} more rows") if others else ""
            what = say(
                "{name} is called as {one} is, and results name both alike{more}",
                name=getattr(row, column),
                one=one,
                more=more,
            )
            mend = "give each a name of its own, with its place or kind, if they are two"
            yield fault("W31", f"{table}.csv", "name", what, mend, row=row.row, value=row.name)
