"""Counts what decisions cost: every household, facilitation month and opening, by activity.

    X_cat = sum over s, k of kappa_csk share_csk,a h_cskt  +  w f_ct  +  F_c (u_ct - u_c,t-1)                     [lakh]

In words: the whole cost of a household falls in its year of enrolment and divides over activities as its level's
contents do; facilitation months cost w each; opening costs F once. kappa, F in rupees in the tables' cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pulp

from tradeoff.programme.columns import Enrolled, Facilitated
from tradeoff.programme.draft import Draft, in_lakh
from tradeoff.programme.openings import can_open, newly_opened, years
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster

FACILITATION = "facilitation"
START_UP = "start_up"
Shares = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, kw_only=True)
class Spending:
    """One term of spending: `lakh` for each unit of `column`, on one activity in one year.

    It is of one cluster, or of the state as a whole: then `cluster_id` is blank.
    """

    column: pulp.LpVariable
    lakh: Fraction
    cluster_id: str
    activity_id: str
    year: int
    segment_id: str = ""
    """Blank, with level_id, for facilitation and start-up, which serve the whole cluster."""
    level_id: str = ""
    paid_by: str = ""
    """The department that pays; blank: the one that leads the cluster. Spending without a cluster names it."""
    brought: Fraction = Fraction(0)
    """Lakh that the household itself brings, beside what is spent."""


def start_up_cost(scenario: Scenario, cluster: Cluster) -> tuple[Fraction, Shares]:
    """Rupees to open a cluster, and how they divide over activities."""
    unit_costs = {activity.activity_id: activity.unit_cost or Fraction(0) for activity in scenario.activities}
    parts = [
        (content.activity_id, content.quantity_per_household * unit_costs[content.activity_id])
        for content in scenario.level_contents
        if content.level_id == START_UP
    ]
    total = sum((part for _, part in parts), start=Fraction(0))
    cost = total if cluster.start_up_cost is None else cluster.start_up_cost
    shares = tuple((activity, part / total) for activity, part in parts) if total else ((START_UP, Fraction(1)),)
    return cost * scenario.settings.money_unit, shares


def all_spending(draft: Draft, scenario: Scenario) -> list[Spending]:
    """Every term of spending of the programme, cluster by cluster."""
    terms: list[Spending] = []
    for cluster in scenario.clusters:
        if can_open(cluster):
            terms += _household_spending(draft, scenario, cluster)
            terms += _cluster_spending(draft, scenario, cluster)
    return terms


def _household_spending(draft: Draft, scenario: Scenario, cluster: Cluster) -> list[Spending]:
    terms = []
    for cell in scenario.cells_of(cluster.cluster_id):
        for offer in cell.offers:
            parts = [(activity, in_lakh(offer.cost * share)) for activity, share in offer.activity_shares]
            for year in years(scenario):
                column = draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))
                for activity, lakh in parts:
                    if column is not None and lakh:
                        terms.append(
                            Spending(
                                column=column,
                                lakh=lakh,
                                cluster_id=cell.cluster_id,
                                activity_id=activity,
                                year=year,
                                segment_id=cell.segment_id,
                                level_id=offer.level_id,
                            )
                        )
    return terms


def _cluster_spending(draft: Draft, scenario: Scenario, cluster: Cluster) -> list[Spending]:
    settings = scenario.settings
    month = in_lakh(settings.facilitation_cost * settings.money_unit)
    cost, shares = start_up_cost(scenario, cluster)
    terms = []
    for year in years(scenario):

        def spend(column: pulp.LpVariable, lakh: Fraction, activity: str, year: int = year) -> Spending:
            return Spending(column=column, lakh=lakh, cluster_id=cluster.cluster_id, activity_id=activity, year=year)

        months = draft.column(Facilitated(cluster.cluster_id, year))
        if months is not None and month:
            terms.append(spend(months, month, FACILITATION))
        for activity, share in shares:
            opening = newly_opened(draft, cluster, year, in_lakh(cost) * share)
            terms += [spend(column, lakh, activity) for column, lakh in opening.items()]
    return terms
