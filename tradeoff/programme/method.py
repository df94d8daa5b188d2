"""Lets a programme grow from its pilots: nobody starts a cluster by a method that no pilot has shown.

    sum over roll-outs c of (u_ct - u_c0)  <=  kappa sum over pilots c of u_c,t-lag             year t        [clusters]

In words: by any year at most kappa times as many roll-outs have been opened as there were pilots `lag` years before.
Clusters that ran before the project are not new; pilots that ran before teach from year 1. kappa:
`replication.starts_per_pilot`; lag: `lag_years`; u: share opened. No row in `replication`, no limit. (Four pilots,
state departments trained on them, then 150 clusters: UNIDO (2010) section 3.3.)
"""

from __future__ import annotations

from fractions import Fraction

from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.programme.openings import can_open, is_running, opened, pilots_open, years
from tradeoff.scenario.people import is_pilot, replication
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import CLUSTERS


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """One row for each year in which roll-outs can have been opened."""
    taught = replication(scenario)
    if taught.starts_per_pilot is None:
        return
    starts = [
        cluster
        for cluster in scenario.clusters
        if not is_pilot(cluster) and not is_running(cluster) and can_open(cluster)
    ]
    for year in years(scenario):
        terms: Terms = {}
        for cluster in starts:
            add_term(terms, opened(draft, cluster, year), Fraction(1))
        if not terms:
            continue
        pilots, constant = pilots_open(draft, scenario, year - taught.lag_years)
        for column, value in pilots.items():
            add_term(terms, column, -taught.starts_per_pilot * value)
        keys, most = {"year": str(year)}, taught.starts_per_pilot * constant
        draft.add_row(RowKind.METHOD, keys, terms, "<=", most, unit=CLUSTERS, shown=taught.starts_per_pilot)
