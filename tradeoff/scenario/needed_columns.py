"""Names the columns that a scenario can hardly do without, and says which cells may be left blank at all."""

from __future__ import annotations

from pydantic import BaseModel

from tradeoff.scenario.objectives import AIMS
from tradeoff.scenario.tables import Row

NEEDED_WITHOUT = {("clusters", "poor_households"): "segments", ("costs", "cost_per_household"): "level_contents"}
"""(table, column) of what must be filled in where there is no other table that says it otherwise."""

_WITH_OTHERS = frozenset({("segments", "poor_share"), ("activities", "unit_cost")})
"""(table, column) of what may be blank only where it is so in all rows, or nothing counts it."""


def may_be_blank(rows: type[BaseModel], column: str) -> bool:
    """Whether a cell may be left blank whatever else stands in the tables; of a setting the row is left out instead.

    Args:
        rows: The type of the rows, or that of the settings.
        column: One of its fields.
    """
    if not issubclass(rows, Row) or rows.model_fields[column].is_required():
        return False
    return (rows.TABLE, column) not in NEEDED_WITHOUT.keys() | _WITH_OTHERS


def needed_columns(table: str) -> frozenset[str]:
    """The columns of a table that stand for another table, or that an aim needs.

    Example:
        >>> sorted(needed_columns("levels")), sorted(needed_columns("clusters"))
        (['deep', 'participation'], ['poor_households'])
    """
    of_aims = {need.column for aim in AIMS.values() for need in aim.needs if need.file == f"{table}.csv"}
    return frozenset(of_aims | {column for home, column in NEEDED_WITHOUT if home == table})
