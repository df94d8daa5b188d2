"""From checked tables to remarks: what is allowed but doubtful, said before anybody relies on it (W codes)."""

from __future__ import annotations

from tradeoff.errors import Problem
from tradeoff.scenario.scenario import Cell, Tables


def remark_cells(tables: Tables, cells: tuple[Cell, ...]) -> tuple[Problem, ...]:
    """All remarks that need no solve."""
    return ()
