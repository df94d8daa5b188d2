"""Says when clusters can be opened, and how many households an opened one must cover.

    (C2)  sum over s, k, t of h_cskt  >=  m_c sum_s N_cs u_cP          each cluster, last year   [households]
    (C2b) sum over s, k, t of h_cskt  >=  n_c u_cP              where openings are whole            [households]
    (C10) 0 <= u_ct <= 1,  u_c,t-1 <= u_ct,  h >= 0

In words: a cluster opens bit by bit and never closes; where it is opened, at least its minimum coverage joins by the
last year, and where openings are whole a smallest number too: a cluster that the plan opens serves as many or is not
opened. In shares that would say nothing that can be sanctioned, so it is not asked. A cluster that runs already has u
= 1 from the start and pays no start-up; a closed one enrols nobody; after its latest start a cluster opens no further,
and where every accompaniment ends within the project, not after the last year that leaves time for one. Where the
setting `openings` is `whole`, u is 0 or 1. Who joins an open cluster, and when, is said in `joining.py`. N: households
of the cell; m: minimum coverage; n: `clusters.min_households`; u: share opened; h: newly enrolled.
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.columns import Enrolled, Opened
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.scenario.people import is_pilot
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
    """The column of the share open by the end of `year`; None for a cluster that cannot open, or before year 1.

    Args:
        draft: The programme so far, with its columns.
        cluster: Any cluster.
        year: A project year; 0 and below lie before the project.
    """
    while year > 0:
        if (column := draft.column(Opened(cluster.cluster_id, year))) is not None:
            return column
        # After its last opening a cluster stays as open as it is.
        year -= 1
    return None


def last_opening(scenario: Scenario, cluster: Cluster) -> int:
    """The last year in which a cluster that does not run may be opened further; 0 for never."""
    settings = scenario.settings
    last = settings.project_years
    if settings.accompaniment_years and settings.finish_inside:
        last = max(0, last - settings.accompaniment_years + 1)
    return last if cluster.latest_start is None else min(last, cluster.latest_start)


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


def pilots_open(draft: Draft, scenario: Scenario, year: int) -> tuple[Terms, Fraction]:
    """Pilots open by the end of a year: terms, and a constant for those that ran before year 1.

    Args:
        draft: The programme so far, with its columns.
        scenario: What the tables say.
        year: A project year; 0 and below lie before the project.
    """
    terms: Terms = {}
    constant = Fraction(0)
    for cluster in scenario.clusters:
        if is_pilot(cluster) and can_open(cluster):
            if year < 1:
                constant += is_running(cluster)
            else:
                add_term(terms, opened(draft, cluster, year), Fraction(1))
    return terms, constant


def add_columns(draft: Draft, scenario: Scenario) -> None:
    """Columns u and h for every cluster that can open and every level its cells are offered."""
    openable = [cluster for cluster in scenario.clusters if can_open(cluster)]
    whole = scenario.settings.openings == "whole"
    for cluster in openable:
        lower = 1.0 if is_running(cluster) else 0.0
        last = scenario.settings.project_years if is_running(cluster) else last_opening(scenario, cluster)
        for year in range(1, last + 1):
            draft.add_column(Opened(cluster.cluster_id, year), lower=lower, upper=1.0, whole=whole)
    names = {cluster.cluster_id for cluster in openable}
    for cell in scenario.cells:
        if cell.cluster_id in names:
            for offer in cell.offers:
                for year in years(scenario):
                    draft.add_column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))


def add_rows(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    """Rows C2 and the monotone part of C10 of a cluster that can open.

    Args:
        draft: The programme so far, with its columns.
        scenario: What the tables say.
        cluster: One that can open.
    """
    _add_coverage(draft, scenario, cluster)
    _add_smallest(draft, scenario, cluster)
    _add_monotone(draft, scenario, cluster)


def _add_coverage(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    if not cluster.min_coverage:
        return
    last = scenario.settings.project_years
    listed = sum((cell.households for cell in scenario.cells_of(cluster.cluster_id)), start=Fraction(0))
    terms = _served(draft, scenario, cluster)
    add_term(terms, opened(draft, cluster, last), -cluster.min_coverage * listed)
    keys = {"cluster": cluster.cluster_id}
    draft.add_row(RowKind.COVERAGE, keys, terms, ">=", Fraction(0), unit=SHARE, shown=cluster.min_coverage)


def _add_smallest(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    least = cluster.min_households
    if not least or is_running(cluster) or scenario.settings.openings != "whole":
        return
    terms = _served(draft, scenario, cluster)
    add_term(terms, opened(draft, cluster, scenario.settings.project_years), -least)
    keys = {"cluster": cluster.cluster_id}
    draft.add_row(RowKind.SMALLEST, keys, terms, ">=", Fraction(0), unit=HOUSEHOLDS, shown=least)


def _served(draft: Draft, scenario: Scenario, cluster: Cluster) -> Terms:
    """All who join a cluster in any year, at any level."""
    terms: Terms = {}
    for cell in scenario.cells_of(cluster.cluster_id):
        for offer in cell.offers:
            for year in years(scenario):
                key = Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year)
                add_term(terms, draft.column(key), Fraction(1))
    return terms


def _add_monotone(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    if is_running(cluster):
        return
    for year in years(scenario)[1:]:
        terms = newly_opened(draft, cluster, year, Fraction(1))
        if terms:
            keys = {"cluster": cluster.cluster_id, "year": str(year)}
            draft.add_row(RowKind.OPENING, keys, terms, ">=", Fraction(0), unit=SHARE)
