"""Says which clusters are accompanied by an agent in a year, and which have graduated.

    A_ct = u_ct - u_c,t-n                                                              share of cluster c accompanied

In words: a share of a cluster that is opened in year o is accompanied in the n years o..o+n-1; then it graduates, and
its agent is free for another. A cluster that runs counts as opened in year 1 - `accompanied_before`, so that blank
means that its accompaniment starts with the project. Without n nobody graduates within the project. n:
`accompaniment_years`; u: share opened. (An agent works daily in the cluster through all stages of a programme that
ends: UNIDO (2010) section 3.)
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.draft import Draft, Terms, add_term
from tradeoff.programme.openings import is_running, opened
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster


def open_to_join(draft: Draft, cluster: Cluster, year: int) -> tuple[pulp.LpVariable | None, Fraction]:
    """The share that counts as opened by `year` for joining and accompaniment: a column, or a constant.

    It differs from `opened` before year 1 only, where a cluster that runs has been accompanied for a while.

    Args:
        draft: The programme so far, with its columns.
        cluster: One that can open.
        year: A project year; 0 and below lie before the project.
    """
    if year < 1 and is_running(cluster):
        return None, Fraction(year >= 1 - cluster.accompanied_before)
    return opened(draft, cluster, year), Fraction(0)


def accompanied(draft: Draft, scenario: Scenario, cluster: Cluster, year: int) -> tuple[Terms, Fraction]:
    """The share of a cluster that an agent accompanies in a year: terms and a constant.

    Args:
        draft: The programme so far, with its columns.
        scenario: What the tables say.
        cluster: One that can open.
        year: A project year; 0 and below lie before the project.
    """
    terms: Terms = {}
    column, constant = open_to_join(draft, cluster, year)
    add_term(terms, column, Fraction(1))
    if scenario.settings.accompaniment_years is not None:
        graduated, before = open_to_join(draft, cluster, year - scenario.settings.accompaniment_years)
        add_term(terms, graduated, Fraction(-1))
        constant -= before
        terms = {column: value for column, value in terms.items() if value}
    return terms, constant
