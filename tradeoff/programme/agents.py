"""Counts the agents' time that decisions take: cluster development agents as a scarce resource, state-wide.

    (C7)  sum over c of [ phi_c (u_ct - u_c,t-1) + f_ct + sum over s, k of alpha_csk h_cskt ]  <=  M_t         [months]
          M_t = 12 a n_t,   n_t+1 = (1 - q_t) n_t + r_t                                            n, r: [agents]

In words: opening a cluster takes phi months, facilitation takes its own months, and every household takes alpha in its
year of enrolment. M: `agent_months`, else 12 x availability a x agents at work n. Where agents are trained or leave, n
starts from `in_post` of year 1; a share q leaves every year (`attrition`), and who is trained in a year (r,
`training.py`) works from the next one on. No table, no limit. (One agent works daily in the cluster: UNIDO (2010)
section 3.)
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tradeoff.programme.columns import Enrolled, Facilitated, Trained
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.programme.openings import can_open, newly_opened, years
from tradeoff.scenario.people import is_staff_followed, rows_by_year
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import AGENT_MONTHS


def at_work(draft: Draft, scenario: Scenario) -> dict[int, tuple[Terms, Fraction]]:
    """Agents at work by year, where they are trained or leave: terms of those trained before, and a constant."""
    rows = rows_by_year(scenario)
    found: dict[int, tuple[Terms, Fraction]] = {}
    terms: Terms = {}
    staff = rows[1].in_post or Fraction(0)
    for year in years(scenario):
        found[year] = terms, staff
        stays = 1 - (rows[year].attrition or Fraction(0)) if year in rows else Fraction(1)
        terms = {column: stays * value for column, value in terms.items() if stays * value}
        add_term(terms, draft.column(Trained(year)), Fraction(1))
        staff *= stays
    return found


def available_months(draft: Draft, scenario: Scenario) -> dict[int, tuple[Terms, Fraction]]:
    """Agent-months there are, by year: terms and a constant; empty where the scenario sets no limit."""
    each = 12 * scenario.settings.agent_availability
    if is_staff_followed(scenario):
        return {
            year: ({column: each * value for column, value in terms.items()}, each * staff)
            for year, (terms, staff) in at_work(draft, scenario).items()
        }
    return {
        year: ({}, each * (row.in_post or Fraction(0)) if row.agent_months is None else row.agent_months)
        for year, row in rows_by_year(scenario).items()
    }


def months_used(draft: Draft, scenario: Scenario) -> dict[int, dict[str, Terms]]:
    """Agent-months by year and use: start_up, facilitation, households."""
    return {year: _months_of(draft, scenario, year) for year in years(scenario)}


def _months_of(draft: Draft, scenario: Scenario, year: int) -> dict[str, Terms]:
    uses: dict[str, Terms] = {"start_up": {}, "facilitation": {}, "households": {}}
    for cluster in scenario.clusters:
        for column, months in cluster_months(draft, cluster, year).items():
            use = "facilitation" if column is draft.column(Facilitated(cluster.cluster_id, year)) else "start_up"
            add_term(uses[use], column, months)
        for cell in scenario.cells_of(cluster.cluster_id):
            for offer in cell.offers:
                enrolled = draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))
                add_term(uses["households"], enrolled, offer.agent_months)
    return uses


def cluster_months(draft: Draft, cluster: Cluster, year: int) -> Terms:
    """Agent-months that a cluster as a whole takes in a year: to open it, and to facilitate.

    Args:
        draft: The programme so far, with its columns.
        cluster: The cluster; nothing where it cannot open.
        year: The project year.
    """
    if not can_open(cluster):
        return {}
    terms = newly_opened(draft, cluster, year, cluster.start_up_agent_months)
    add_term(terms, draft.column(Facilitated(cluster.cluster_id, year)), Fraction(1))
    return terms


def add_rows(draft: Draft, scenario: Scenario, used: Mapping[int, Mapping[str, Terms]]) -> None:
    """Rows C7.

    Args:
        draft: The programme so far, with its columns.
        scenario: What the tables say.
        used: Agent-months by year and use.
    """
    for year, (trained, months) in available_months(draft, scenario).items():
        terms: Terms = {}
        for use in used[year].values():
            for column, value in use.items():
                add_term(terms, column, value)
        for column, value in trained.items():
            add_term(terms, column, -value)
        draft.add_row(RowKind.AGENTS, {"year": str(year)}, terms, "<=", months, unit=AGENT_MONTHS)
