"""Gathers what a page's table of clusters shows: where each lies, whom it serves at which level, and what bars it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tradeoff.advice.not_funded import what_bars
from tradeoff.programme.openings import is_running
from tradeoff.programme.plan import Plan
from tradeoff.scenario.scenario import Scenario


def places(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Of each cluster what no plan changes: district, sector, whether it runs already, the row that bars it."""
    return {
        cluster.cluster_id: {
            "district": cluster.district,
            "sector": cluster.sector,
            "running": is_running(cluster),
            "bars": what_bars(scenario, cluster),
        }
        for cluster in scenario.clusters
    }


def households_by_cluster(plan: Plan) -> dict[str, dict[str, float]]:
    """Households that a plan enrols, by cluster and level, all years and segments together; no entry for none."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in plan.records["households"]:
        found[str(row["cluster"])][str(row["level"])] += float(str(row["households"]))
    return found


def opened_by_cluster(plan: Plan) -> dict[str, float]:
    """The share of each cluster that is open in the plan's last year; no entry for none."""
    found: dict[str, float] = {}
    for row in sorted(plan.records["openings"], key=lambda row: int(str(row["year"]))):
        found[str(row["cluster"])] = float(str(row["opened"]))
    return found
