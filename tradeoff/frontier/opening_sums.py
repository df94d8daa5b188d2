"""Counts the clusters open in a year, and those that open in it: of all departments together, and of each.

    open_dt = sum over clusters c of d of u_ct;    new_dt = sum over clusters c of d of u_ct - u_c,t-1

In words: purses are by department and year, and so are months of agents; with whole openings each of these numbers is
whole, and "at most 2 begin in the third year, or at least 3" is what a search over openings has to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scipy.sparse import csr_array

from tradeoff.programme.columns import Opened
from tradeoff.scenario.scenario import Scenario

Sum = dict[int, float]
"""Coefficients by column."""


def opening_sums(scenario: Scenario, keys: Sequence[object]) -> csr_array:
    """The numbers of open clusters and of newly opened ones, a row a number, an entry a column.

    Args:
        scenario: Whose clusters they are.
        keys: What each column of the programme decides.
    """
    columns = {key: place for place, key in enumerate(keys) if isinstance(key, Opened)}
    years = range(1, scenario.settings.project_years + 1)
    departments: dict[str, list[str]] = {}
    for cluster in scenario.clusters:
        departments.setdefault(cluster.department_id, []).append(cluster.cluster_id)
    everywhere = [cluster.cluster_id for cluster in scenario.clusters]
    kept: dict[tuple[tuple[int, float], ...], None] = {}
    for clusters in (everywhere, *departments.values()):
        for year in years:
            for found in _counts(clusters, year, columns):
                # A column alone is branched on anyway, and the same number need not be there twice.
                if len(found) > 1:
                    kept[tuple(sorted(found.items()))] = None
    entries = [(row, column, value) for row, found in enumerate(kept) for column, value in found]
    rows, places, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((values, (rows, places)), shape=(len(kept), len(keys)), dtype=float)


def _counts(clusters: Iterable[str], year: int, columns: Mapping[Opened, int]) -> tuple[Sum, Sum]:
    """How many of some clusters are open by the end of a year, and how many of them open in it."""
    open_: Sum = {}
    new: Sum = {}
    for cluster in clusters:
        now, before = _opened(cluster, year, columns), _opened(cluster, year - 1, columns)
        if now is not None:
            open_[now] = 1.0
        if now is not None and now != before:
            new[now] = 1.0
            if before is not None:
                new[before] = -1.0
    return open_, new


def _opened(cluster: str, year: int, columns: Mapping[Opened, int]) -> int | None:
    """The column that says whether a cluster is open in a year; after its last opening it stays as it is."""
    while year > 0:
        if (column := columns.get(Opened(cluster, year))) is not None:
            return column
        year -= 1
    return None
