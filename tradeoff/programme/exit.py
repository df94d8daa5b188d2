"""Prepares for the day on which outside money ends: what departments carry on, and how facilitation passes to them.

    sum over c in C_d of p_c u_cP  <=  B_d                                 department d with post-project funds  [lakh]
    sum over d and external o of z_d,facilitation,o,t  <=  e_t sum over d, o of z_d,facilitation,o,t      year t [lakh]

In words: the clusters of a department that are open in the last year cost it no more a year afterwards than it has said
it will pay; and of all facilitation of a year, external funds pay at most the share e. p: `clusters.post_cost`; B:
`departments.post_funds`; external: `funds.external`; e: `exit.external_share_max`; u: share opened.

« … la poursuite des initiatives de développement des clusters, une fois que les organismes d'appui se sont retirés »
(UNIDO 2010, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tradeoff.programme.columns import Paid
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.openings import can_open, opened
from tradeoff.programme.purses import funds
from tradeoff.programme.spending import FACILITATION, Spending
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import RUPEES, SHARE


def add_rows(draft: Draft, scenario: Scenario, spending: Sequence[Spending]) -> None:
    """The rows of what is carried on and of external money.

    Args:
        draft: The programme so far, with its purses.
        scenario: Whose exit.
        spending: Every term of spending.
    """
    _add_post_funds(draft, scenario)
    for row in scenario.exit:
        terms: Terms = {}
        for term in spending:
            if (term.activity_id, term.year) == (FACILITATION, row.year):
                add_term(terms, term.column, -row.external_share_max * term.lakh)
        for column, lakh in _paid_from_outside(draft, scenario, spending, row.year).items():
            add_term(terms, column, lakh)
        if terms:
            keys, shown = {"year": str(row.year)}, row.external_share_max
            draft.add_row(RowKind.EXTERNAL, keys, terms, "<=", Fraction(0), unit=SHARE, shown=shown)


def _add_post_funds(draft: Draft, scenario: Scenario) -> None:
    for department in scenario.departments:
        terms: Terms = {}
        for cluster in scenario.clusters:
            if cluster.department_id == department.department_id and can_open(cluster):
                share = opened(draft, cluster, scenario.settings.project_years)
                add_term(terms, share, in_lakh(cluster.post_cost * scenario.settings.money_unit))
        if terms and department.post_funds is not None:
            carried = department.post_funds * scenario.settings.money_unit
            keys = {"department": department.department_id}
            draft.add_row(RowKind.POST_FUNDS, keys, terms, "<=", in_lakh(carried), unit=RUPEES, shown=carried)


def _paid_from_outside(draft: Draft, scenario: Scenario, spending: Sequence[Spending], year: int) -> Terms:
    """What external funds pay of a year's facilitation: all or nothing of it where there is one fund only."""
    external = {fund.fund_id for fund in scenario.funds if fund.external}
    terms: Terms = {}
    if len(funds(scenario)) == 1:
        for term in spending:
            if external & set(funds(scenario)) and (term.activity_id, term.year) == (FACILITATION, year):
                add_term(terms, term.column, term.lakh)
        return terms
    for column in draft.columns:
        key = column.key
        if isinstance(key, Paid) and (key.activity_id, key.year) == (FACILITATION, year) and key.fund_id in external:
            add_term(terms, draft.column(key), Fraction(1))
    return terms
