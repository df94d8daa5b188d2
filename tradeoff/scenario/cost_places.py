"""Finds the cell that says what a level costs a household, or the largest part of it, in money or in agents' time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.cells import MostSpecific, Place
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.tables import Activity, Cost, LevelContent


@dataclass(frozen=True, kw_only=True)
class CostPlace:
    """A cell of a table, and the price and the quantity where a level is priced by its contents."""

    file: str
    column: str
    row: int
    value: Fraction
    level_id: str
    content: LevelContent | None = None
    """The part of the level that it prices; None where `costs` says what all of it costs."""


def place_of_cost(tables: Tables, cell: Cell, offer: Offer) -> CostPlace | None:
    """Where the money that a level costs a household stands, or the price of the dearest part of it.

    Args:
        tables: The typed tables.
        cell: Whose cost it is.
        offer: The level.
    """
    return _place(tables, cell, offer, "cost_per_household", "unit_cost")


def place_of_months(tables: Tables, cell: Cell, offer: Offer) -> CostPlace | None:
    """The same of agent-months.

    Args:
        tables: The typed tables.
        cell: Whose time it takes.
        offer: The level.
    """
    return _place(tables, cell, offer, "agent_months_per_household", "agent_months_per_unit")


def _place(tables: Tables, cell: Cell, offer: Offer, column: str, of_part: str) -> CostPlace | None:
    """Where `costs` says what a level takes, in a column of its own; else the largest part of its contents."""
    cost = _row_of_costs(tables, cell, offer)
    value = None if cost is None else getattr(cost, column)
    if cost is None or value is None:
        return _largest_part(tables, offer, of_part)
    return CostPlace(file="costs.csv", column=column, row=cost.row, value=value, level_id=offer.level_id)


def _row_of_costs(tables: Tables, cell: Cell, offer: Offer) -> Cost | None:
    sector = next(one.sector for one in tables.clusters if one.cluster_id == cell.cluster_id)
    place = Place(cluster_id=cell.cluster_id, sector=sector, segment_id=cell.segment_id, level_id=offer.level_id)
    return MostSpecific(tables.costs).find(place)


def _largest_part(tables: Tables, offer: Offer, column: str) -> CostPlace | None:
    activities = {activity.activity_id: activity for activity in tables.activities}
    parts = [
        (content, activities[content.activity_id])
        for content in tables.level_contents
        if content.level_id == offer.level_id and content.activity_id in activities
    ]
    if not parts:
        return None

    def amount(part: tuple[LevelContent, Activity]) -> Fraction:
        return part[0].quantity_per_household * (getattr(part[1], column) or Fraction(0))

    content, activity = max(parts, key=amount)
    value = getattr(activity, column) or Fraction(0)
    quantity, level_id = content.quantity_per_household, offer.level_id
    if quantity > value and quantity != 1:
        # Of a price and a quantity the larger one is the likelier slip.
        return CostPlace(
            file="level_contents.csv",
            column="quantity_per_household",
            row=content.row,
            value=quantity,
            level_id=level_id,
            content=content,
        )
    return CostPlace(
        file="activities.csv", column=column, row=activity.row, value=value, level_id=level_id, content=content
    )
