"""Says which doubtful rows of a scenario state no range, by table and row: nothing can be said of how sure they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tradeoff.advice.ranges_stated import NOT_STATED, LeftAlone, Ranges
from tradeoff.words.spoken import all_of, say, say_of

_NAMED = 12
"""Stretches of rows named in a sentence; JSON names each row."""


def unranged(ranges: Ranges) -> list[LeftAlone]:
    """The doubtful rows (grade C to E) that state no range, by table and row.

    Args:
        ranges: What `ranges_stated` says of a scenario.
    """
    found = (one for one in ranges.left if one.why == NOT_STATED)
    return sorted(found, key=lambda one: (one.table, one.row))


def unranged_sentences(ranges: Ranges) -> Iterator[str]:
    """A sentence a table with doubtful rows whose range is not stated, each row named.

    Args:
        ranges: As for `unranged`.
    """
    for table, rows in groupby(unranged(ranges), key=lambda one: one.table):
        found = list(rows)
        grades = all_of(sorted({one.grade for one in found}))
        stretches = _stretches([one.row for one in found])
        more = say(" and more") if len(stretches) > _NAMED else ""
        words = say_of(
            len(found),
            "{table}.csv: {count} row of grade {grades}, range not stated (row {rows}{more})",
            "{table}.csv: {count} rows of grade {grades}, range not stated (rows {rows}{more})",
            table=table,
            grades=grades,
            rows=", ".join(stretches[:_NAMED]),
            more=more,
        )
        yield ranges.placed(words)


def unranged_places(ranges: Ranges) -> str:
    """The same in short: `activities.csv (2-9), agents.csv (2-4)`.

    Args:
        ranges: As for `unranged`.
    """
    parts = []
    for table, rows in groupby(unranged(ranges), key=lambda one: one.table):
        stretches = _stretches([one.row for one in rows])
        more = say(" and more") if len(stretches) > _NAMED else ""
        parts.append(f"{table}.csv ({', '.join(stretches[:_NAMED])}{more})")
    return ranges.placed(", ".join(parts))


def _stretches(rows: Sequence[int]) -> list[str]:
    """Row numbers, those that follow each other as `4-9`."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][-1] + 1:
            found[-1].append(row)
        else:
            found.append([row])
    return [f"{part[0]}" if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in found]
