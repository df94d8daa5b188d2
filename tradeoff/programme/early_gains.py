"""Asks of a cluster that is opened some income at once: quick wins keep the others going.

    sum over s, k with lag 0 and no wait of gamma_csk h_cskt  >=  g_c (u_ct - u_c,t-1)      cluster c, year t    [lakh]

In words: in the year in which a share of a cluster is opened, households join in it at levels that pay at once, and
their yearly gain, the poor's and the others', is at least that share of the floor. A cluster that ran before owes
nothing. gamma: yearly income gain of a household; g: `clusters.early_gain_floor`; u: share opened.

« Une initiative de cluster doit rapidement entrer en action pour maintenir l'élan, en générant très tôt des profits »
(UNIDO 2010, section 4).
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.openings import can_open, newly_opened, years
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import RUPEES


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """One row for each cluster with a floor, and each year in which it can be opened."""
    for cluster in scenario.clusters:
        if cluster.early_gain_floor and can_open(cluster):
            floor = cluster.early_gain_floor * scenario.settings.money_unit
            for year in years(scenario):
                owed = newly_opened(draft, cluster, year, in_lakh(-floor))
                if owed:
                    terms: Terms = _gains(draft, scenario, cluster, year)
                    for column, lakh in owed.items():
                        add_term(terms, column, lakh)
                    keys = {"cluster": cluster.cluster_id, "year": str(year)}
                    draft.add_row(RowKind.EARLY_GAINS, keys, terms, ">=", Fraction(0), unit=RUPEES, shown=floor)


def _gains(draft: Draft, scenario: Scenario, cluster: Cluster, year: int) -> Terms:
    terms: Terms = {}
    for cell in scenario.cells_of(cluster.cluster_id):
        for offer in cell.offers:
            if offer.pays_at_once:
                key = Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year)
                add_term(terms, draft.column(key), in_lakh(offer.income_gain or Fraction(0)))
    return terms
