"""The tables of what is asked and what it rests on: settings, limits, evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from tradeoff.scenario.tables.kinds import CellKind, Flag, Identifier, Measured
from tradeoff.scenario.tables.row import Row


class Setting(Row):
    """One key and its value; the keys are those of `tradeoff.scenario.settings.Settings`."""

    TABLE = "settings"
    KEY = ("key",)

    key: str
    value: str


class Limit(Row):
    """A floor, ceiling or equality on a measure over a scope; blank keys together, `*` one limit for each."""

    TABLE = "limits"
    KEY = ("limit_id",)

    limit_id: Identifier
    measure: str
    """One of those registered in `scenario/measures.py`."""
    cluster_id: str = ""
    department_id: str = ""
    district: str = ""
    sector: str = ""
    sector_type: str = ""
    segment_id: str = ""
    level_id: str = ""
    group: str = ""
    activity_id: str = ""
    fund_id: str = ""
    year: Annotated[str, CellKind.YEAR] = ""
    sense: Literal["<=", ">=", "="]
    value: Measured
    reason: str = ""
    law: Flag = False


class Evidence(Row):
    """A cited source."""

    TABLE = "evidence"
    KEY = ("ref",)

    ref: Identifier
    citation: str
    author: str = ""
    year: str = ""
    place: str = ""
    page: str = ""
    figure: str = ""
    unit: str = ""
