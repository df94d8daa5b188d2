"""Tells what a household is asked for and what it brings, in one year, at one level: see `programme/cost_shares.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.tables import CostShare


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """Rupees of one household, in the year it joins."""

    asked: Fraction
    able: Fraction | None
    """The most it can bring; None where that is not known, and then it brings nothing."""
    by_activity: Mapping[str, Fraction]
    """What it brings to each activity that asks for a share."""

    @property
    def brought(self) -> Fraction:
        """What it brings in all."""
        return sum(self.by_activity.values(), start=Fraction(0))

    @property
    def is_affordable(self) -> bool:
        """Whether it can bring what it is asked for, as far as that is known."""
        return self.able is None or self.asked <= self.able


def contribution(tables: Tables, cell: Cell, offer: Offer, year: int) -> Contribution:
    """What a household of a cell brings that joins at a level in a project year.

    Args:
        tables: Whose cost shares and money unit.
        cell: Where it lives; its segment says what it can bring.
        offer: The level it joins at.
        year: The project year in which it joins.
    """
    costs = {
        activity: (offer.cost * share, row.programme_share)
        for activity, share in offer.activity_shares
        if (row := cost_share(tables, activity, cell.segment_id, year)) is not None
    }
    ability = cell.segment.ability_to_pay
    able = None if ability is None else ability * tables.settings.money_unit
    whole = sum((cost for cost, _ in costs.values()), start=Fraction(0))
    brought = min(able or Fraction(0), whole)
    return Contribution(
        asked=sum((cost * (1 - share) for cost, share in costs.values()), start=Fraction(0)),
        able=able,
        by_activity={activity: brought * cost / whole for activity, (cost, _) in costs.items()} if brought else {},
    )


def cost_share(tables: Tables, activity_id: str, segment_id: str, year: int) -> CostShare | None:
    """The row that holds: one that names the segment before one that does not, then one that names the year; or None.

    Args:
        tables: Whose cost shares.
        activity_id: The activity that is paid for.
        segment_id: Of the household.
        year: The project year in which it joins.
    """
    rows = [
        row
        for row in tables.cost_shares
        if row.activity_id == activity_id and row.segment_id in ("", segment_id) and row.year in (None, year)
    ]
    return max(rows, key=lambda row: (bool(row.segment_id), row.year is not None), default=None)
