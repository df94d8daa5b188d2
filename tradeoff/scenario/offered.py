"""Tells which aims a scenario can speak of: those that lack data, and in which column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.objectives import AIMS, Need
from tradeoff.scenario.resolved import Cell, Offer
from tradeoff.words.spoken import say


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """What the data of an aim lack: the column, and the cells and offers that have nothing of it."""

    aim: str
    why: str
    need: Need
    offers: tuple[tuple[Cell, Offer], ...]
    of: int
    """How many offers there are."""


def missing_objectives(cells: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    """(aim, why) for every aim that lacks data; a blank is not known, and never taken for 0."""
    return tuple((name, one.why) for name, one in lacking_data(cells).items())


def lacking_data(cells: tuple[Cell, ...]) -> dict[str, Lacking]:
    """What every aim that lacks data lacks first, by its name."""
    offers = [(cell, offer) for cell in cells for offer in cell.offers]
    found = {}
    for aim in AIMS.values():
        for need in aim.needs:
            lacking = [(cell, offer) for cell, offer in offers if not need.known(cell, offer)]
            if lacking:
                cell, offer = lacking[0]
                first = f"{cell.cluster_id}/{cell.segment_id}/{offer.level_id}"
                named = need.column if "_" in need.column else f"`{need.column}`"
                what = say("{file} has no {column}", file=need.file, column=named)
                if need.column == "deep":
                    what = _no_depth(cell, offer, cells)
                why = say(
                    "{what} for {count} of {count2} offers, first {first}",
                    what=what,
                    count=len(lacking),
                    count2=len(offers),
                    first=first,
                )
                found[aim.name] = Lacking(aim=aim.name, why=why, need=need, offers=tuple(lacking), of=len(offers))
                break
    return found


def no_data(lacking: Lacking, file: str, column: str, row: int, value: str) -> Iterator[InputFault]:
    """The faults where something names an aim without data: at the blank cells, or where it is named if all are blank.

    Args:
        lacking: What the aim lacks.
        file: The file that names the aim.
        column: Its column.
        row: Its row.
        value: What stands there.
    """
    need = lacking.need
    if len(lacking.offers) == lacking.of:
        what = say("{aim} has no data here: {missing}", aim=say(lacking.aim), missing=lacking.why)
        named = need.column if "_" in need.column else f"`{need.column}`"
        mend = say("write {column} in {file}, or name another aim", column=named, file=need.file)
        yield fault("E2", file, column, what, mend, row=row, value=value)
        return
    rests = say("{aim}, which {file} names, rests on it", aim=say(lacking.aim), file=file)
    blank: dict[tuple[str, str, int], None] = {}
    absent: dict[int, tuple[Cell, Offer]] = {}
    for cell, offer in lacking.offers:
        if need.column == "poor_share" or (need.column == "poor_share_of_gain" and cell.poor_share is None):
            # It follows from the share of the poor, which others have.
            blank["segments.csv", "poor_share", cell.segment.row] = None
        elif need.file == "levels.csv":
            blank[need.file, need.column, offer.level.row] = None
        elif offer.effect is not None:
            blank[need.file, need.column, offer.effect.row] = None
        else:
            absent.setdefault(offer.level.row, (cell, offer))
    for place, name, number in blank:
        what = say("the cell is blank, and {rests}", rests=rests)
        yield fault("E2", place, name, what, "write it; 0 if it is nothing", row=number)
    for number, (cell, offer) in absent.items():
        what = say(
            "effects.csv has no row for it in {place}, and {rests}",
            place=f"{cell.cluster_id}/{cell.segment_id}",
            rests=rests,
        )
        mend = "add the row there, or mend segment_id here"
        yield fault("E2", "levels.csv", "level_id", what, mend, row=number, value=offer.level_id)


def _no_depth(cell: Cell, offer: Offer, cells: tuple[Cell, ...]) -> str:
    """What is missing where no level says whether it is sufficient: that, or one of the two from which it follows."""
    if cell.segment.poverty_gap is not None:
        return (
            "effects.csv has no income_gain to hold against the poverty_gap of segments.csv, and levels.csv no `deep`,"
        )
    if offer.income_gain is not None and any(other.segment.poverty_gap is not None for other in cells):
        return (
            "segments.csv has no poverty_gap to hold the income_gain of effects.csv against, and levels.csv no `deep`,"
        )
    return "levels.csv has no `deep`"
