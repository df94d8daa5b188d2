"""Lists the clusters a plan leaves out, each with the row that bars it; where none does it is silent.

Why a cluster that could be funded is not, is solved for: `advice/why.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.advice.served import enrolments
from tradeoff.programme.openings import is_running, last_opening
from tradeoff.programme.plan import Plan
from tradeoff.scenario.measures import CLUSTERS_OPEN, HOUSEHOLDS_ENROLLED, KEYS
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.words.spoken import say

_BARRING = (HOUSEHOLDS_ENROLLED.name, CLUSTERS_OPEN.name)
"""The measures of which nothing allowed means that nobody is served."""


@dataclass(frozen=True, kw_only=True)
class NotFunded:
    """A cluster in which nobody is served in a plan, and what bars it, as far as a row of the tables does."""

    cluster_id: str
    name: str
    reason: str
    """Why no plan serves anybody here; blank where plans could."""


def not_funded(plan: Plan, scenario: Scenario) -> tuple[NotFunded, ...]:
    """Clusters without a single household in the plan. It is no ranking of their worth."""
    reached = {cell.cluster_id for cell, _, _, _ in enrolments(plan, scenario)}
    return tuple(
        NotFunded(cluster_id=cluster.cluster_id, name=cluster.name, reason=what_bars(scenario, cluster))
        for cluster in scenario.clusters
        if cluster.cluster_id not in reached
    )


def what_bars(scenario: Scenario, cluster: Cluster) -> str:
    """The row of the tables by which no plan serves anybody in a cluster, in words; blank where there is none."""
    if cluster.status == "closed":
        return say("it is marked as closed")
    if not is_running(cluster) and cluster.latest_start == 0:
        return say("its latest start lies before the first year")
    if not is_running(cluster) and last_opening(scenario, cluster) == 0:
        return say("the project is shorter than its accompaniment, which must end inside")
    if not any(cell.offers and cell.households for cell in scenario.cells_of(cluster.cluster_id)):
        return say("no support level is offered to anybody here")
    for limit in scenario.limits:
        others = [key for key in KEYS if key != "cluster_id" and getattr(limit, key)]
        is_bar = limit.measure in _BARRING and limit.sense != ">=" and not limit.value
        if is_bar and limit.cluster_id == cluster.cluster_id and not others:
            return say("limit {limit_id} allows nothing here", limit_id=limit.limit_id) + (
                f" ({limit.reason})" if limit.reason else ""
            )
    return ""
