"""Limits who can be enrolled where: population, openings, minimum coverage.

    (C1)  sum over k and tau <= t of h_csk,tau  <=  N_cs u_ct          each cell, each year      [households]
    (C2)  sum over s, k, t of h_cskt  >=  m_c sum_s N_cs u_cP          each cluster, last year   [households]
    (C10) 0 <= u_ct <= 1,  u_c,t-1 <= u_ct,  h >= 0

In words: a household is enrolled once, only in a cluster that is open, and no more of them than the opened share. A
cluster that runs already has u = 1 from the start and pays no start-up; a closed one enrols nobody; after its latest
start a cluster opens no further. Where the setting `openings` is `whole`, u is 0 or 1; C1 has a row a cell and year,
which is as tight as "nobody where it is not open" gets. N: households of the cell; m: minimum coverage; u: share
opened; h: newly enrolled.
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.columns import Enrolled, Opened
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import HOUSEHOLDS, SHARE


def is_running(cluster: Cluster) -> bool:
    """Whether the cluster is open before the first year."""
    return cluster.status in ("running", "pilot")


def can_open(cluster: Cluster) -> bool:
    """Whether the cluster can be open in any year."""
    return is_running(cluster) or (cluster.status != "closed" and cluster.latest_start != 0)


def years(scenario: Scenario) -> range:
    """The budget years 1..P."""
    return range(1, scenario.settings.project_years + 1)


def opened(draft: Draft, cluster: Cluster, year: int) -> pulp.LpVariable | None:
    """The column of the share open by the end of a year.

    Args:
        draft: The programme so far, with its columns.
        cluster: Which cluster; past its latest start it keeps what it has.
        year: A project year, from 1.

    Returns:
        None for a cluster that cannot open, or before year 1.
    """
    if cluster.latest_start is not None and not is_running(cluster):
        year = min(year, cluster.latest_start)
    return draft.column(Opened(cluster.cluster_id, year))


def newly_opened(draft: Draft, cluster: Cluster, year: int, factor: Fraction) -> Terms:
    """The share opened in a year, u_t - u_t-1; nothing for a cluster that runs already.

    Args:
        draft: The programme so far, with its columns.
        cluster: Which cluster.
        year: A project year, from 1.
        factor: What each share counts for.
    """
    terms: Terms = {}
    if not is_running(cluster) and factor:
        now, before = opened(draft, cluster, year), opened(draft, cluster, year - 1)
        if now is not before:
            add_term(terms, now, factor)
            add_term(terms, before, -factor)
    return terms


def add_columns(draft: Draft, scenario: Scenario) -> None:
    """Columns u and h for every cluster that can open and every level its cells are offered."""
    openable = [cluster for cluster in scenario.clusters if can_open(cluster)]
    whole = scenario.settings.openings == "whole"
    for cluster in openable:
        lower = 1.0 if is_running(cluster) else 0.0
        last = scenario.settings.project_years
        if cluster.latest_start is not None and not is_running(cluster):
            last = min(last, cluster.latest_start)
        for year in range(1, last + 1):
            draft.add_column(Opened(cluster.cluster_id, year), lower=lower, upper=1.0, whole=whole)
    names = {cluster.cluster_id for cluster in openable}
    for cell in scenario.cells:
        if cell.cluster_id in names:
            for offer in cell.offers:
                for year in years(scenario):
                    draft.add_column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))


def add_rows(draft: Draft, scenario: Scenario) -> None:
    """Rows C1, C2 and the monotone part of C10."""
    for cluster in scenario.clusters:
        if can_open(cluster):
            _add_population(draft, scenario, cluster)
            _add_coverage(draft, scenario, cluster)
            _add_monotone(draft, scenario, cluster)


def enrolled(draft: Draft, scenario: Scenario, cluster_id: str, *, until: int, segment_id: str | None = None) -> Terms:
    """Households enrolled until the end of a year.

    Args:
        draft: The programme so far, with its columns.
        scenario: Whose cells.
        cluster_id: Which cluster.
        until: The last project year that counts, from 1.
        segment_id: Of one segment; None for all of them.
    """
    terms: Terms = {}
    for cell in scenario.cells_of(cluster_id):
        if segment_id in (None, cell.segment_id):
            for offer in cell.offers:
                for year in range(1, until + 1):
                    key = Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year)
                    add_term(terms, draft.column(key), Fraction(1))
    return terms


def _add_population(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    for cell in scenario.cells_of(cluster.cluster_id):
        if not cell.offers:
            continue
        for year in years(scenario):
            terms = enrolled(draft, scenario, cluster.cluster_id, until=year, segment_id=cell.segment_id)
            add_term(terms, opened(draft, cluster, year), -cell.households)
            keys = {"cluster": cluster.cluster_id, "segment": cell.segment_id, "year": str(year)}
            draft.add_row(RowKind.POPULATION, keys, terms, "<=", Fraction(0), unit=HOUSEHOLDS, shown=cell.households)


def _add_coverage(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    if not cluster.min_coverage:
        return
    last = scenario.settings.project_years
    listed = sum((cell.households for cell in scenario.cells_of(cluster.cluster_id)), start=Fraction(0))
    terms = enrolled(draft, scenario, cluster.cluster_id, until=last)
    add_term(terms, opened(draft, cluster, last), -cluster.min_coverage * listed)
    keys = {"cluster": cluster.cluster_id}
    draft.add_row(RowKind.COVERAGE, keys, terms, ">=", Fraction(0), unit=SHARE, shown=cluster.min_coverage)


def _add_monotone(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    if is_running(cluster):
        return
    for year in years(scenario)[1:]:
        terms = newly_opened(draft, cluster, year, Fraction(1))
        if terms:
            keys = {"cluster": cluster.cluster_id, "year": str(year)}
            draft.add_row(RowKind.OPENING, keys, terms, ">=", Fraction(0), unit=SHARE)
