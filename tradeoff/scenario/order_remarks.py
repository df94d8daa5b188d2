"""Remarks on the order of levels: W32 two that one household is offered have the same, so that neither is above.

Two packages of one rank may be meant so: then nothing says that the second is to cost more than the first, and trust
that opens either opens both.
"""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Cell, Offer
from tradeoff.words.spoken import say, say_of


def remark_order(cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """One remark, at the first row of `levels` whose order a level has that stands above it."""
    alike: dict[int, tuple[Offer, Offer]] = {}
    for cell in cells:
        for below, above in zip(cell.offers, cell.offers[1:], strict=False):
            if below.order == above.order:
                first, second = sorted((below, above), key=lambda offer: offer.level.row)
                alike.setdefault(second.level.row, (first, second))
    if not alike:
        return
    first, second = alike[min(alike)]
    others = len(alike) - 1
    more = say_of(others, ", and so in {count} more row", ", and so in {count} more rows") if others else ""
    what = say(
        "{level_id} has the order of {other}, so neither is above the other and their costs are not compared{more}",
        level_id=second.level_id,
        other=first.level_id,
        more=more,
    )
    mend = "number them as they follow each other; leave it if they are two of one rank"
    yield fault("W32", "levels.csv", "order", what, mend, row=second.level.row, value=f"{float(second.order):g}")
