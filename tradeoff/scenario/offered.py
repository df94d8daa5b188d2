"""Tells which aims a scenario can speak of: those that lack data, and in which column."""

from __future__ import annotations

from tradeoff.scenario.objectives import AIMS
from tradeoff.scenario.resolved import Cell, Offer
from tradeoff.words.spoken import say


def missing_objectives(cells: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    """(aim, why) for every aim that lacks data; a blank is not known, and never taken for 0."""
    offers = [(cell, offer) for cell in cells for offer in cell.offers]
    missing = []
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
                missing.append(
                    (
                        aim.name,
                        say(
                            "{what} for {count} of {count2} offers, first {first}",
                            what=what,
                            count=len(lacking),
                            count2=len(offers),
                            first=first,
                        ),
                    )
                )
                break
    return tuple(missing)


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
