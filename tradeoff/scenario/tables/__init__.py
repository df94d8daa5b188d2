"""Types the rows of every table: what columns each has, and what each cell may hold.

One class a table, one field a column; a field without default is required, a blank cell takes the default, and 0 must
be typed. Numbers are exact (`fractions.Fraction`), money is in the scenario's money unit. `NOT_USED_YET` names the
columns that the format knows and the programme does not use so far: a value there is an error, never ignored.
Tables stand in files by family: places, support, money, people, rules, futures, and the question itself.
"""

from __future__ import annotations

from tradeoff.scenario.tables.futures import Future
from tradeoff.scenario.tables.kinds import Amount, Flag, Share, Whole, read_number
from tradeoff.scenario.tables.money import Budget, Department, Fund
from tradeoff.scenario.tables.people import Agents, Replication
from tradeoff.scenario.tables.places import Cluster, District, Segment
from tradeoff.scenario.tables.question import Evidence, Limit, Setting
from tradeoff.scenario.tables.row import Row
from tradeoff.scenario.tables.rules import CostShare, Enabling, Exit
from tradeoff.scenario.tables.support import Activity, Cost, Effect, Level, LevelContent

__all__ = [
    "TABLES",
    "Activity",
    "Agents",
    "Amount",
    "Budget",
    "Cluster",
    "Cost",
    "CostShare",
    "Department",
    "District",
    "Effect",
    "Enabling",
    "Evidence",
    "Exit",
    "Flag",
    "Fund",
    "Future",
    "Level",
    "LevelContent",
    "Limit",
    "Replication",
    "Row",
    "Segment",
    "Setting",
    "Share",
    "Whole",
    "read_number",
]

TABLES: tuple[type[Row], ...] = (
    Setting, Department, Cluster, Segment, Activity, Level, LevelContent, Cost, Effect, Fund, Budget, Agents,
    Replication, CostShare,
    Exit, Enabling, Limit, Future, District, Evidence,
)  # fmt: skip
