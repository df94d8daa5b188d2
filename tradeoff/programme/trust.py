"""Lets facilitation months open the levels they make possible: trust as a public good.

    (C3)  sum over s, levels j of order >= k, tau <= t of h_csj,tau  <=  Gamma_k  sum over tau <= t of f_c,tau
    (C4)  f_min_c A_ct  <=  f_ct  <=  f_max_c A_ct                                                       [months a year]

In words: each facilitation month lets Gamma_k households take part at level k or above, and the same months serve
every level at once: one stock and one gate a level, never a sum over the gates (trust is not used up). Any level may
have a gate, the first one too. Months are done where a cluster is accompanied, A (`accompaniment.py`), and end when it
graduates.
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.accompaniment import accompanied
from tradeoff.programme.columns import Enrolled, Facilitated
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.programme.openings import can_open, years
from tradeoff.scenario.scenario import Cell, Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import AGENT_MONTHS, Unit

_HOUSEHOLDS_A_MONTH = Unit(many="households a month", one="household a month")


def _gates(cells: tuple[Cell, ...]) -> list[tuple[str, Fraction, Fraction]]:
    gated = {
        (offer.level_id, offer.order, offer.trust_gate)
        for cell in cells
        for offer in cell.offers
        if offer.trust_gate is not None
    }
    return sorted(gated)


def add_columns(draft: Draft, scenario: Scenario) -> None:
    """Columns f where facilitation opens a level or is required of an open cluster."""
    for cluster in scenario.clusters:
        if can_open(cluster) and (cluster.min_facilitation_months or _gates(scenario.cells_of(cluster.cluster_id))):
            for year in years(scenario):
                draft.add_column(Facilitated(cluster.cluster_id, year))


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """Rows C3 and C4."""
    for cluster in scenario.clusters:
        if can_open(cluster):
            _add_gates(draft, scenario, cluster)
            _add_months(draft, scenario, cluster)


def _add_gates(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    cells = scenario.cells_of(cluster.cluster_id)
    for level_id, order, gate in _gates(cells):
        for year in years(scenario):
            terms: Terms = {}
            for enrolment in range(1, year + 1):
                for cell in cells:
                    for offer in cell.offers:
                        if offer.order >= order:
                            key = Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, enrolment)
                            add_term(terms, draft.column(key), Fraction(1))
                months = draft.column(Facilitated(cluster.cluster_id, enrolment))
                add_term(terms, months, -gate)
            row = {"cluster": cluster.cluster_id, "level": level_id, "year": str(year)}
            draft.add_row(RowKind.TRUST_GATE, row, terms, "<=", Fraction(0), unit=_HOUSEHOLDS_A_MONTH, shown=gate)


def _add_months(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    for year in years(scenario):
        months = draft.column(Facilitated(cluster.cluster_id, year))
        if months is None:
            continue
        for sense, bound in (("<=", cluster.max_facilitation_months), (">=", cluster.min_facilitation_months)):
            if sense == ">=" and not bound:
                continue
            terms: Terms = {months: Fraction(1)}
            share, constant = accompanied(draft, scenario, cluster, year)
            for column, value in share.items():
                add_term(terms, column, -bound * value)
            keys = {"cluster": cluster.cluster_id, "year": str(year)}
            right = bound * constant
            draft.add_row(RowKind.FACILITATION, keys, terms, sense, right, unit=AGENT_MONTHS, shown=bound)
