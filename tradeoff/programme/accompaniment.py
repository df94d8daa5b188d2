"""From openings to which clusters are accompanied by an agent in a year, and which have graduated.

    A_ct = u_ct - u_c,t-n                                                              share of cluster c accompanied
    owed_c,P+j = f_min_c (u_cP - u_c,P+j-n)     j = 1..n-1, where `finish_inside` is 0       [months after the project]

In words: a share of a cluster that is opened in year o is accompanied in the n years o..o+n-1; then it graduates, and
its agent is free for another. A cluster that runs counts as opened in year 1 - `accompanied_before`, so that blank
means that its accompaniment starts with the project. Without n nobody graduates within the project. Where
accompaniment may outlast the project, what is owed afterwards is what the state must carry, and its money is charged
to the purse of the last year. n: `accompaniment_years`; f_min: `min_facilitation_months`; u: share opened; P: project
years. (An agent works daily in the cluster through all stages of a programme that ends: UNIDO (2010) section 3.)
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.draft import Draft, Terms, add_term, in_lakh
from tradeoff.programme.openings import can_open, is_running, opened, years
from tradeoff.programme.spending import FACILITATION, Spending
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster


def open_to_join(draft: Draft, cluster: Cluster, year: int) -> tuple[pulp.LpVariable | None, Fraction]:
    """The share that counts as opened by `year` for joining and accompaniment: a column, or a constant.

    It differs from `opened` before year 1 only, where a cluster that runs has been accompanied for a while.
    """
    if year < 1 and is_running(cluster):
        return None, Fraction(year >= 1 - cluster.accompanied_before)
    return opened(draft, cluster, year), Fraction(0)


def accompanied(draft: Draft, scenario: Scenario, cluster: Cluster, year: int) -> tuple[Terms, Fraction]:
    """The share of a cluster that an agent accompanies in a year: terms and a constant."""
    terms: Terms = {}
    column, constant = open_to_join(draft, cluster, year)
    add_term(terms, column, Fraction(1))
    if scenario.settings.accompaniment_years is not None:
        graduated, before = open_to_join(draft, cluster, year - scenario.settings.accompaniment_years)
        add_term(terms, graduated, Fraction(-1))
        constant -= before
    return {column: value for column, value in terms.items() if value}, constant


def months_owed(draft: Draft, scenario: Scenario, cluster: Cluster) -> dict[int, tuple[Terms, Fraction]]:
    """Facilitation months owed after the project, by year after it: terms and a constant."""
    settings = scenario.settings
    if settings.accompaniment_years is None or settings.finish_inside or not cluster.min_facilitation_months:
        return {}
    owed = {}
    for after in range(1, settings.accompaniment_years):
        terms, constant = accompanied(draft, scenario, cluster, settings.project_years + after)
        months = cluster.min_facilitation_months
        owed[after] = {column: months * value for column, value in terms.items()}, months * constant
    return owed


def owed_spending(draft: Draft, scenario: Scenario) -> list[Spending]:
    """What the months owed after the project cost, paid in its last year."""
    month = in_lakh(scenario.settings.facilitation_cost * scenario.settings.money_unit)
    sums: list[tuple[Cluster, Terms]] = []
    for cluster in scenario.clusters:
        terms: Terms = {}
        for owed, constant in months_owed(draft, scenario, cluster).values() if can_open(cluster) and month else ():
            for column, months in owed.items():
                add_term(terms, column, months)
            # A cluster that runs is open for certain: what it owes stands on its column of the last year.
            add_term(terms, opened(draft, cluster, years(scenario)[-1]), constant)
        sums.append((cluster, terms))
    return [
        Spending(
            column=column,
            lakh=month * months,
            cluster_id=cluster.cluster_id,
            activity_id=FACILITATION,
            year=scenario.settings.project_years,
        )
        for cluster, terms in sums
        for column, months in terms.items()
        if months
    ]
