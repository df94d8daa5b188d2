"""What every row of data may carry: its place in the file, its source, its grade and its range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from tradeoff.scenario.tables.kinds import Number


class Row(BaseModel):
    """What every row of data may carry: its place in the file, its source and its grade."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    """The columns that together name a row; no two rows may share them."""
    NOT_USED_YET: ClassVar[frozenset[str]] = frozenset()
    GONE: ClassVar[Mapping[str, str]] = {}
    """Columns that older folders may still have, and what to do with each: its mend."""

    row: int
    """The row as a spreadsheet counts it; the header is row 1."""
    source: str = ""
    grade: Literal["", "A", "B", "C", "D", "E"] = ""
    """A measured with a comparison group, B administrative record, C expert range, D assumption, E placeholder."""
    low: Number | None = None
    high: Number | None = None
    note: str = ""
