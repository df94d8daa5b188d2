"""Says what is owed where accompaniment may outlast the project, and charges its money to the last year's purse.

    o_c,P+j = f_min_c (u_cP - u_c,P+j-n)          j = 1..n-1, where `finish_inside` is 0      [months after the project]

In words: a cluster opened late is owed its accompaniment after the project, at its least months a year. The months are
shown as what the state must carry, and their money is spent in the project's last year. f_min:
`min_facilitation_months`; u: share opened; n: `accompaniment_years`; P: project years. (A long commitment: UNIDO (2010)
section 4.)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tradeoff.programme.accompaniment import accompanied
from tradeoff.programme.draft import Draft, Terms, add_term, in_lakh
from tradeoff.programme.openings import can_open, opened, years
from tradeoff.programme.spending import FACILITATION, Spending
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster


def months_owed(draft: Draft, scenario: Scenario) -> Mapping[str, Mapping[int, tuple[Terms, Fraction]]]:
    """Facilitation months owed, by cluster and year after the project: terms and a constant."""
    found = {c.cluster_id: _months_owed(draft, scenario, c) for c in scenario.clusters if can_open(c)}
    return {cluster_id: owed for cluster_id, owed in found.items() if owed}


def _months_owed(draft: Draft, scenario: Scenario, cluster: Cluster) -> dict[int, tuple[Terms, Fraction]]:
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
        for owed, constant in _months_owed(draft, scenario, cluster).values() if can_open(cluster) and month else ():
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
