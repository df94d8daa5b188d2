"""Reads the rows of the table `futures`: which columns they may name, and the changes that they make to tables.

A future changes what a household gains, never what may be done: the columns it may name (`MOVABLE`) count in aims, and
plans keep costs, lists, purses, limits and floors as the scenario has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tradeoff.scenario.changes import WantedChange, exact_text
from tradeoff.scenario.objectives import SELECTIVITY, TODAY, TOMORROW
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Future

MOVABLE: Mapping[str, tuple[str, ...]] = {
    "effects": (
        "income_gain",
        "lag_years",
        "persistence",
        "poor_share_of_gain",
        "value_added",
        "spill_value_added",
    ),
    "clusters": ("sector_outlook",),
    "segments": ("poor_share", "poverty_gap"),
    "levels": ("deep",),
}
"""By table the columns that may be otherwise in a future."""
OUTCOMES = (TODAY.name, TOMORROW.name, SELECTIVITY.name)
"""The aims whose outcome may be otherwise: those that rest on effects."""
KEYS = ("cluster_id", "sector", "segment_id", "level_id")
"""What narrows a row of the table."""
_RANGED = ("income_gain", "value_added")
"""Columns of effects with a low and a high, which say nothing of a future's own figure."""


def rows_by_future(tables: Tables) -> dict[str, tuple[Future, ...]]:
    """The rows of each future, by its id."""
    found: dict[str, tuple[Future, ...]] = {}
    for row in tables.futures:
        found[row.future_id] = (*found.get(row.future_id, ()), row)
    return found


def probabilities(rows: tuple[Future, ...]) -> dict[str, Fraction]:
    """The probability of each future that has one."""
    return {row.future_id: row.probability for row in rows if row.probability is not None}


def changes_of(row: Future) -> tuple[WantedChange, ...]:
    """The changes that a row makes to tables; none where it changes an outcome, or nothing."""
    if not row.table:
        return ()
    where = {key: getattr(row, key) for key in KEYS if getattr(row, key)}
    made = WantedChange(
        file="futures.csv",
        line=row.row,
        table=row.table,
        where=where,
        column=row.column,
        set_to=None if row.set is None else exact_text(row.set) or f"{row.set.numerator}/{row.set.denominator}",
        multiply=row.multiply,
    )
    if row.table != "effects" or row.column not in _RANGED:
        return (made,)
    ends = (f"{row.column}_low", f"{row.column}_high")
    emptied = (
        WantedChange(file="futures.csv", line=row.row, table=row.table, where=where, column=end, set_to="")
        for end in ends
    )
    return (made, *emptied)
