"""Limits who can join, where and when: each household once, and while its cluster is accompanied.

    (C1)  sum over k, tau = s..min(P, b + w_k) of h_csk,tau  <=  N_cs (u_cb - u_c,s-n)
          each cell, 1 <= s <= P, max(1 - max_k w_k, s - n + 1) <= b <= P                          [households]

In words: who joins from year s on, at a level that needs its cluster to have been opened by year b, joins a share of
it that was opened after year s - n and by year b: opened before, it has graduated. A level that waits w years takes
households of shares opened w years before, no later ones. These rows say as much as a count for every year of opening.
Without n nobody graduates and s = 1 suffices; without waits either, what is left is "no more have joined by t than the
share opened by t": N u_ct. N: households of the cell; u: share opened, by the count of `accompaniment.py`; n:
`accompaniment_years`; w: `levels.after_years`; h: newly enrolled. (Trust first, then work of more risk: UNIDO (2010)
sections 3.1 and 4.)
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from tradeoff.programme.accompaniment import open_to_join
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term
from tradeoff.programme.openings import is_running, last_opening, years
from tradeoff.scenario.scenario import Cell, Scenario
from tradeoff.scenario.tables import Cluster
from tradeoff.scenario.units import HOUSEHOLDS

_ONE = Fraction(1)


def add_rows(draft: Draft, scenario: Scenario, cluster: Cluster) -> None:
    """Rows C1 of a cluster that can open.

    Args:
        draft: The programme so far, with its columns.
        scenario: What the tables say.
        cluster: One that can open.
    """
    for cell in scenario.cells_of(cluster.cluster_id):
        if cell.offers:
            _add_cell(draft, scenario, cluster, cell)


def _add_cell(draft: Draft, scenario: Scenario, cluster: Cluster, cell: Cell) -> None:
    last = years(scenario)[-1]
    years_of = scenario.settings.accompaniment_years
    waits = tuple(offer.level.after_years for offer in cell.offers)
    if years_of is None and not any(waits):
        pairs = tuple((1, year) for year in years(scenario))
    else:
        before = cluster.accompanied_before if is_running(cluster) else None
        pairs = _pairs(last, years_of, waits, before, last_opening(scenario, cluster))
    columns = [
        [draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year)) for year in years(scenario)]
        for offer in cell.offers
    ]
    for joining_from, opened_by in pairs:
        terms: Terms = {}
        for wait, by_year in zip(waits, columns, strict=True):
            for column in by_year[joining_from - 1 : max(0, opened_by + wait)]:
                add_term(terms, column, _ONE)
        column, share = open_to_join(draft, cluster, opened_by)
        add_term(terms, column, -cell.households)
        graduated, left = None, Fraction(0)
        if years_of is not None:
            graduated, left = open_to_join(draft, cluster, joining_from - years_of)
            add_term(terms, graduated, cell.households)
        bound = cell.households * (share - left)
        keys = {"cluster": cluster.cluster_id, "segment": cell.segment_id, "year": str(opened_by)}
        everybody = joining_from == 1 and graduated is None and not left and opened_by > 0
        kind = RowKind.POPULATION if everybody else RowKind.JOINING
        if not everybody:
            keys["from"] = str(joining_from)
        draft.add_row(kind, keys, terms, "<=", bound, unit=HOUSEHOLDS, shown=cell.households)


@lru_cache(maxsize=4096)
def _pairs(
    last: int, accompanied: int | None, waits: tuple[int, ...], before: int | None, last_opening: int
) -> tuple[tuple[int, int], ...]:
    """The pairs (s, b) whose rows say something that no other row of the same right side says.

    Args:
        last: The last project year.
        accompanied: n; None for no end.
        waits: w of each level.
        before: Years for which a running cluster has been accompanied; None for one that does not run.
        last_opening: The last year in which a cluster that does not run may be opened.
    """

    def share(year: int) -> int:
        """What the share opened by a year is: 0 nothing, -1 all, t the column of year t."""
        if before is not None:
            return -1 if year >= 1 - before else 0
        return max(0, min(year, last_opening))

    found: dict[tuple[int, int], list[tuple[int, int, frozenset[tuple[int, int]]]]] = {}
    for start in range(1, last + 1 if accompanied is not None else 2):
        first = 1 - max(waits)
        for by in range(first if accompanied is None else max(first, start - accompanied + 1), last + 1):
            right = (share(by), 0 if accompanied is None else share(start - accompanied))
            joins = frozenset(
                (level, year) for level, wait in enumerate(waits) for year in range(start, min(last, by + wait) + 1)
            )
            if joins:
                found.setdefault((0, 0) if right[0] == right[1] else right, []).append((start, by, joins))
    kept = []
    for rows in found.values():
        for position, (start, by, joins) in enumerate(rows):
            others = (other for place, (*_, other) in enumerate(rows) if place != position)
            later = (other for *_, other in rows[position + 1 :])
            if not any(joins < other for other in others) and joins not in later:
                kept.append((start, by))
    return tuple(sorted(kept))
