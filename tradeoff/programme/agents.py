"""From decisions to the agents' time they take: cluster development agents as a scarce resource, state-wide.

    (C7)  sum over c of [ phi_c (u_ct - u_c,t-1) + f_ct + sum over s, k of alpha_csk h_cskt ]  <=  M_t         [months]

In words: opening a cluster takes phi months, facilitation takes its own months, and every household takes alpha in its
year of enrolment. M: `agent_months`, else 12 x availability x agents in post. No table, no limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tradeoff.programme.columns import Enrolled, Facilitated
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.programme.openings import can_open, newly_opened, years
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import AGENT_MONTHS


def available_months(scenario: Scenario) -> Mapping[int, Fraction]:
    """Agent-months by year; empty where the scenario sets no limit."""
    months: dict[int, Fraction] = {}
    for row in scenario.agents:
        given = row.agent_months
        if given is None:
            given = 12 * scenario.settings.agent_availability * (row.in_post or Fraction(0))
        months[1 if row.year is None else row.year] = given
    return months


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
    """Agent-months that a cluster as a whole takes in a year: to open it, and to facilitate."""
    if not can_open(cluster):
        return {}
    terms = newly_opened(draft, cluster, year, cluster.start_up_agent_months)
    add_term(terms, draft.column(Facilitated(cluster.cluster_id, year)), Fraction(1))
    return terms


def add_rows(draft: Draft, scenario: Scenario, used: Mapping[int, Mapping[str, Terms]]) -> None:
    """Rows C7; `used` holds agent-months by year and use."""
    available = available_months(scenario)
    for year in years(scenario):
        if year in available:
            terms: Terms = {}
            for use in used[year].values():
                for column, months in use.items():
                    add_term(terms, column, months)
            draft.add_row(RowKind.AGENTS, {"year": str(year)}, terms, "<=", available[year], unit=AGENT_MONTHS)
