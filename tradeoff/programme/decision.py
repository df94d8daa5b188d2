"""Holds what people decide in a plan, and what a folder states about what follows from it.

What is decided is exact, whoever wrote it: a plan of ours, one edited by hand, or anybody's allotment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from tradeoff.programme.columns import ColumnKey, Enrolled, Facilitated, MovedIn, MovedOut, Opened, Trained
from tradeoff.programme.form import Form
from tradeoff.scenario.raw import Reading
from tradeoff.scenario.scenario import Scenario

DECIDED: Mapping[str, tuple[type[ColumnKey], ...]] = {
    "households": (Enrolled,),
    "openings": (Opened,),
    "facilitation": (Facilitated,),
    "agents": (Trained,),
    "transfers": (MovedIn, MovedOut),
}
"""The tables that hold what is decided, and the decisions in each."""
REQUIRED = ("households", "openings")
"""The tables no plan is without."""
Figures = Mapping[tuple[Any, ...], Mapping[str, Fraction]]
"""By key of a row, its figures by column."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is decided, by table and key; a table that is None is left to be found."""

    households: Mapping[Enrolled, Fraction]
    openings: Mapping[Opened, Fraction]
    facilitation: Mapping[Facilitated, Fraction] | None = None
    """Months."""
    agents: Mapping[Trained, Fraction] | None = None
    transfers: Mapping[tuple[str, str, int], Fraction] | None = None
    """Rupees received, net, by department, fund and year."""

    @property
    def left_open(self) -> tuple[str, ...]:
        """The tables that are to be found."""
        return tuple(table for table in DECIDED if getattr(self, table) is None)


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """A plan as a folder has it: its scenario, what is decided, and the figures that are said to follow."""

    folder: Path
    scenario: Scenario
    """With the reforms and floors that the plan was asked with."""
    form: Form
    decision: Decision
    trade: str | None
    """The choice that it is a plan of; None where nobody said."""
    asked: Mapping[str, float] = field(default_factory=dict)
    """The aim of that choice that was asked for, and its level in the unit of `points`; empty where nobody said."""
    stated: Mapping[str, Figures] = field(repr=False)
    """By table that is there, its figures: money, purses, aims, owed, and the months of agents."""
    rows: Mapping[str, Mapping[tuple[Any, ...], int]] = field(default_factory=dict, repr=False)
    """By table and key, the row in which its figures stand, as a spreadsheet counts them."""
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """Of a workbook, the letter of each column of its sheets, by table."""
    heads: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """Of a workbook, by table what columns are called on its sheet that have another name there, as one in French."""
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    """What of its tables was left out, or read otherwise than it is written."""
    is_of_other_tables: bool = False
    """Whether the scenario's tables have changed since the plan was made, as far as it says from which."""

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self.folder.resolve().name

    def __repr__(self) -> str:
        return f"<SavedPlan {self.name!r} of {self.scenario.name!r}>"
