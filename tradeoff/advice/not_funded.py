"""Lists the clusters a plan leaves out, each with the reason where a row explains it."""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.advice.served import enrolments
from tradeoff.money import format_rupees
from tradeoff.programme.plan import Plan
from tradeoff.programme.purses import purse_of
from tradeoff.programme.spending import start_up_cost
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster


@dataclass(frozen=True, kw_only=True)
class NotFunded:
    """A cluster in which nobody is served in this scenario, and why, as far as a row says."""

    cluster_id: str
    name: str
    reason: str
    shared: str
    """The reason in words that fit every cluster it holds for, without this one's own figures."""


def not_funded(plan: Plan, scenario: Scenario) -> tuple[NotFunded, ...]:
    """Clusters without a single household in the plan. It is no ranking of their worth."""
    done = enrolments(plan, scenario)
    reached = {cell.cluster_id for cell, _, _, _ in done}
    purses = purse_of(scenario)
    dearest: dict[str, float] = {}
    for cluster in scenario.clusters:
        if cluster.cluster_id in reached:
            cost = _cost_of_reach(scenario, cluster)
            if cost is not None:
                purse = purses[cluster.cluster_id]
                dearest[purse] = max(dearest.get(purse, 0.0), cost)
    left_out = []
    for cluster in scenario.clusters:
        if cluster.cluster_id not in reached:
            reason, shared = _reason(scenario, cluster, dearest.get(purses[cluster.cluster_id]))
            left_out.append(NotFunded(cluster_id=cluster.cluster_id, name=cluster.name, reason=reason, shared=shared))
    return tuple(left_out)


def _cost_of_reach(scenario: Scenario, cluster: Cluster) -> float | None:
    """Rupees to reach one poor household the cheapest way, its share of the start-up included."""
    cells = scenario.cells_of(cluster.cluster_id)
    poor = sum(float(cell.households) * float(cell.poor_share or 0) for cell in cells)
    costs = [
        float(offer.cost) / float(cell.poor_share)
        for cell in cells
        if cell.poor_share
        for offer in cell.offers
        if offer.reached
    ]
    if not costs or not poor:
        return None
    opening = 0.0 if cluster.status in ("running", "pilot") else float(start_up_cost(scenario, cluster)[0]) / poor
    return min(costs) + opening


def _reason(scenario: Scenario, cluster: Cluster, dearest: float | None) -> tuple[str, str]:
    """Why, with this cluster's figures and without them."""
    plain = _plain_reason(scenario, cluster)
    if plain:
        return plain, plain
    cost = _cost_of_reach(scenario, cluster)
    if cost is None:
        plain = "no level that counts as reached is offered to poor households here"
        return plain, plain
    # What households bring is no part of these costs, so they explain nothing where some is asked of them.
    if dearest is not None and cost > dearest and not scenario.cost_shares:
        most = f"at most {format_rupees(dearest)} in the clusters its department funds"
        name = next(
            (d.name for d in scenario.departments if d.department_id == cluster.department_id), "its department"
        )
        return (
            f"reaching one poor household costs {format_rupees(cost)} here, and {most}",
            f"reaching one poor household costs more than where {name} funds: there at most {format_rupees(dearest)}",
        )
    plain = "no single row explains it; the same money brings more of both aims elsewhere"
    return plain, plain


def _plain_reason(scenario: Scenario, cluster: Cluster) -> str:
    """A reason that stands in one row of the tables, or an empty text."""
    if cluster.status == "closed":
        return "it is marked as closed"
    if cluster.latest_start == 0:
        return "its latest start lies before the first year"
    for limit in scenario.limits:
        if limit.cluster_id == cluster.cluster_id and limit.sense != ">=" and not limit.value:
            return f"limit {limit.limit_id} allows nothing here" + (f" ({limit.reason})" if limit.reason else "")
    return ""
