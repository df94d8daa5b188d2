"""Finds levels that cost less than those below them (E8), and names the cost that makes the lower one dear."""

from __future__ import annotations

from collections.abc import Iterator, Set
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.cost_places import place_of_cost
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.unit_slips import plain_figure
from tradeoff.words.spoken import say


def check_order(tables: Tables, cells: tuple[Cell, ...], doubted: Set[str]) -> Iterator[InputFault]:
    """Levels that cost less than those below them.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
        doubted: Levels of which a cost stands in another unit, and says nothing of their order.
    """
    rows = {level.level_id: level for level in tables.levels}
    told: set[tuple[str, str]] = set()
    for cell in cells:
        for below, above in zip(cell.offers, cell.offers[1:], strict=False):
            worse = (
                below.income_gain is not None
                and above.income_gain is not None
                and above.income_gain < below.income_gain
            )
            pair = (below.level_id, above.level_id)
            if (
                below.order < above.order
                and above.cost < below.cost
                and not worse
                and pair not in told
                and doubted.isdisjoint(pair)
            ):
                told.add(pair)
                what = say(
                    "{level_id} stands above {below_level_id} and costs less in {cluster_id}, {segment_id}",
                    level_id=above.level_id,
                    below_level_id=below.level_id,
                    cluster_id=cell.cluster_id,
                    segment_id=cell.segment_id,
                )
                mend = say("order the levels by cost, or mend the cost") + _where_it_stands(tables, cell, below)
                yield fault(
                    "E8", "levels.csv", "order", what, mend, row=rows[above.level_id].row, value=float(above.order)
                )


def _where_it_stands(tables: Tables, cell: Cell, offer: Offer) -> str:
    """The row that says what a level costs a cell, or the largest part of it.

    Args:
        tables: The typed tables.
        cell: Whose cost it is.
        offer: The level.
    """
    place = place_of_cost(tables, cell, offer)
    if place is None:
        return ""
    if place.content is None:
        shown = plain_figure(place.value)
        return say(
            ": {level_id} is {value} in row {row} of costs.csv", level_id=offer.level_id, value=shown, row=place.row
        )
    prices = {activity.activity_id: activity.unit_cost or Fraction(0) for activity in tables.activities}
    return say(
        ": most of {level_id} is {quantity} of {activity_id}, row {row} of level_contents.csv, at {price} each",
        level_id=offer.level_id,
        quantity=plain_figure(place.content.quantity_per_household),
        activity_id=place.content.activity_id,
        row=place.content.row,
        price=plain_figure(prices[place.content.activity_id]),
    )
