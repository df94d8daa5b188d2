"""Tells which aims a scenario can speak of: those that lack data, and in which column."""

from __future__ import annotations

from tradeoff.scenario.objectives import AIMS
from tradeoff.scenario.resolved import Cell


def missing_objectives(cells: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    """(aim, why) for every aim that lacks data; a blank is not known, and never taken for 0."""
    offers = [(cell, offer) for cell in cells for offer in cell.offers]
    missing = []
    for aim in AIMS.values():
        for need in aim.needs:
            lacking = [
                f"{cell.cluster_id}/{cell.segment_id}/{offer.level_id}"
                for cell, offer in offers
                if not need.known(cell, offer)
            ]
            if lacking:
                count = f"{len(lacking)} of {len(offers)} offers, first {lacking[0]}"
                missing.append((aim.name, f"{need.file} has no {need.column} for {count}"))
                break
    return tuple(missing)
