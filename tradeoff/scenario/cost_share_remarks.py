"""Remarks on what households are asked for.

W15 a household is asked for more than it can bring; W23 what it can bring is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.cells import WHOLE_CLUSTER
from tradeoff.scenario.contributions import Contribution, contribution, cost_share
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import CostShare
from tradeoff.scenario.units import as_typed
from tradeoff.words.spoken import all_of, say, say_of

_FILE = "cost_shares.csv"
_FULL = 15
"""Digits beyond which two amounts are not told apart."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a household of a cell is asked for at a level in a year, and the row that asks for most of it."""

    cell: Cell
    offer: Offer
    year: int
    row: CostShare
    bring: Contribution

    @property
    def place(self) -> str:
        return f"{self.cell.cluster_id}/{self.cell.segment_id}"


def remark_cost_shares(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """All remarks on cost shares, one a row and level, or one a segment whose ability is not known."""
    asked = [one for cell in cells for one in _asked(tables, cell)] if tables.cost_shares else []
    yield from _closed(asked, tables.settings)
    yield from _unknown(asked)


def _asked(tables: Tables, cell: Cell) -> Iterator[_Asked]:
    for offer in cell.offers:
        for year in range(1, tables.settings.project_years + 1):
            shares = [
                (offer.cost * part * (1 - row.programme_share), row)
                for activity, part in offer.activity_shares
                if (row := cost_share(tables, activity, cell.segment_id, year)) is not None
            ]
            if any(amount for amount, _ in shares):
                row = max(shares, key=lambda share: share[0])[1]
                bring = contribution(tables, cell, offer, year)
                yield _Asked(cell=cell, offer=offer, year=year, row=row, bring=bring)


def _closed(asked: list[_Asked], settings: Settings) -> Iterator[InputFault]:
    found: dict[tuple[int, str], list[_Asked]] = defaultdict(list)
    for one in asked:
        if not one.bring.is_affordable:
            found[one.row.row, one.offer.level_id].append(one)
    for (row, level_id), closed in sorted(found.items()):
        # Where most is lacking; of equals in the first year.
        worst = max(closed, key=lambda one: (one.bring.asked - (one.bring.able or 0), -one.year))
        wanted, able = _apart(worst.bring.asked, worst.bring.able or Fraction(0), settings.money_unit)
        years = len({one.year for one in closed if one.place == worst.place}) - 1
        places = len({one.place for one in closed}) - 1
        also = [
            say_of(count, one, many)
            for count, one, many in (
                (years, "{count} more year", "{count} more years"),
                (places, "{count} more cell", "{count} more cells"),
            )
            if count
        ]
        what = say(
            "at {level_id} in {year} a household of {place} is asked for {wanted} and can bring "
            "{able}, so that nobody joins there",
            level_id=level_id,
            year=settings.years.name(worst.year),
            place=worst.place,
            wanted=wanted,
            able=able,
        ) + (say(", nor in {also}", also=all_of(also)) if also else "")
        mend = "raise programme_share, or expect that they are left out"
        typed = f"{float(worst.row.programme_share):g}"
        yield fault("W15", _FILE, "programme_share", what, mend, row=row, value=typed)


def _unknown(asked: list[_Asked]) -> Iterator[InputFault]:
    found: dict[str, dict[str, _Asked]] = defaultdict(dict)
    for one in asked:
        if one.bring.able is None:
            found[one.cell.segment_id].setdefault(one.place, one)
    for segment_id, places in sorted(found.items()):
        first = next(iter(places.values()))
        more = say_of(len(places) - 1, " and {count} more cell", " and {count} more cells") if len(places) > 1 else ""
        what = say(
            "households of {place}{more} are asked for a share of {activity_id}, and what they can bring "
            "is not known, so that they bring nothing and nobody is shut out",
            place=first.place,
            more=more,
            activity_id=first.row.activity_id,
        )
        mend = say("write what a household of {segment_id} can bring", segment_id=segment_id)
        yield fault("W23", "segments.csv", "ability_to_pay", what, mend, row=_row_of(first.cell))


def _row_of(cell: Cell) -> int | None:
    """The row of `segments`; None where the cell is a whole cluster, whose row is one of `clusters`."""
    return None if cell.segment_id == WHOLE_CLUSTER else cell.segment.row


def _apart(one: Fraction, other: Fraction, money_unit: Fraction) -> tuple[str, str]:
    """Two amounts as typed, with as many digits as tell them apart."""
    digits = 3
    while digits < _FULL and as_typed(one, money_unit, digits) == as_typed(other, money_unit, digits):
        digits += 1
    return as_typed(one, money_unit, digits), as_typed(other, money_unit, digits)
