"""From cells to the objectives a scenario can speak of: which lack data, and in which column."""

from __future__ import annotations

from collections.abc import Callable

from tradeoff.scenario.scenario import Cell, Offer
from tradeoff.scenario.settings import OBJECTIVES

_Known = Callable[[Cell, Offer], bool]

_NEEDS: dict[str, tuple[tuple[str, str, _Known], ...]] = {
    "breadth": (("segments.csv", "poor_share", lambda cell, offer: cell.poor_share is not None),),
    "depth": (
        ("segments.csv", "poor_share", lambda cell, offer: cell.poor_share is not None),
        ("levels.csv", "deep", lambda cell, offer: offer.deep is not None),
    ),
    "today": (
        ("effects.csv", "income_gain", lambda cell, offer: offer.income_gain is not None),
        ("effects.csv", "persistence", lambda cell, offer: offer.persistence is not None),
        (
            "effects.csv",
            "poor_share_of_gain",
            lambda cell, offer: offer.poor_share_of_gain is not None or cell.poor_share is not None,
        ),
    ),
    "participation": (
        ("levels.csv", "participation", lambda cell, offer: offer.participation is not None or not cell.majority),
    ),
    "selectivity": (("effects.csv", "value_added", lambda cell, offer: offer.value_added is not None),),
}
_NEEDS["tomorrow"] = _NEEDS["today"]


def missing_objectives(cells: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    """(objective, why) for every objective that lacks data; a blank is not known, and never taken for 0."""
    offers = [(cell, offer) for cell in cells for offer in cell.offers]
    missing = []
    for name in OBJECTIVES:
        for file, column, known in _NEEDS[name]:
            lacking = [
                f"{cell.cluster_id}/{cell.segment_id}/{offer.level_id}"
                for cell, offer in offers
                if not known(cell, offer)
            ]
            if lacking:
                count = f"{len(lacking)} of {len(offers)} offers, first {lacking[0]}"
                missing.append((name, f"{file} has no {column} for {count}"))
                break
    return tuple(missing)
