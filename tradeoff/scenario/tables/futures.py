"""The table of futures: ways in which what a household gains may turn out, whatever is decided."""

from __future__ import annotations

from tradeoff.scenario.tables.kinds import Amount, Identifier, Number, Share
from tradeoff.scenario.tables.row import Row


class Future(Row):
    """What is otherwise in one future: cells of a table, or an outcome; a row of its id alone changes nothing."""

    TABLE = "futures"
    KEY = ("future_id", "table", "column", "outcome", "cluster_id", "sector", "segment_id", "level_id")

    future_id: Identifier
    probability: Share | None = None
    """Of the future; in one of its rows or in several alike. Blank in all: no future has one."""
    table: str = ""
    cluster_id: str = ""
    """Blank, as the three below: whatever stands there."""
    sector: str = ""
    segment_id: str = ""
    level_id: str = ""
    column: str = ""
    """The column of `table` that is otherwise."""
    outcome: str = ""
    """In place of table and column: one of `future_rows.OUTCOMES`, and what households add to it."""
    multiply: Amount | None = None
    set: Number | None = None
