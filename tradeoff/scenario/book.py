"""Holds a scenario as it is written down: what it is called, what it asks, its tables or its changes, all as text.

It is what `tradeoff new` writes as a folder or as a workbook; nothing in it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradeoff.scenario.changes import WantedChange
from tradeoff.scenario.raw import RawTable


@dataclass(frozen=True, kw_only=True)
class Book:
    """A scenario as text, wherever it is written."""

    name: str
    """What results call it; it counts for the data hash."""
    title: str
    question: str
    based_on: str = ""
    changes: tuple[WantedChange, ...] = ()
    tables: Mapping[str, RawTable]
    """By name; none where it changes another scenario."""
