"""Gathers what a page shows by district: the poor listed and reached, and where each district's tile lies."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tradeoff.scenario.scenario import Scenario

_MANY = 6
"""From this number of districts on, the page compares them; where they have tiles, it always does."""
_ASSUMED = frozenset({"D", "E"})
"""Grades of a layout that nobody took from a map."""


def districts_on_page(scenario: Scenario) -> dict[str, Any] | None:
    """Where the tiles lie, and whether that is assumed; None where there are few districts and no tiles.

    Figures follow the plan shown: the page adds up those of the clusters of each district.
    """
    if not _is_compared(scenario):
        return None
    return {
        "places": [[one.district, one.tile_column, one.tile_row] for one in scenario.districts],
        "assumed": any(one.grade in _ASSUMED for one in scenario.districts),
    }


def poor_by_district(scenario: Scenario, poor: dict[str, float]) -> dict[str, float]:
    """Poor households by district; empty where the page does not compare districts.

    Args:
        scenario: Whose clusters lie in districts.
        poor: Poor households by cluster.
    """
    if not _is_compared(scenario):
        return {}
    districts = {cluster.cluster_id: cluster.district for cluster in scenario.clusters if cluster.district}
    sums: dict[str, float] = defaultdict(float)
    for cluster, count in poor.items():
        if cluster in districts:
            sums[districts[cluster]] += count
    return {name: round(count, 1) for name, count in sums.items()}


def _is_compared(scenario: Scenario) -> bool:
    named = {cluster.district for cluster in scenario.clusters} - {""}
    return bool(scenario.districts and named) or len(named) >= _MANY
