"""Remarks on clusters that start, wait, graduate and teach.

W19 a roll-out without a pilot; W20 nobody can join any more; W21 accompaniment that outlasts the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.people import is_pilot, replication
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import say


def remark_life(tables: Tables) -> Iterator[InputFault]:
    """All remarks on the life of clusters."""
    yield from _pilots(tables)
    yield from _graduated(tables)
    yield from _outlasting(tables)


def _pilots(tables: Tables) -> Iterator[InputFault]:
    taught = replication(tables)
    pilots = [cluster for cluster in tables.clusters if is_pilot(cluster) and cluster.status != "closed"]
    if taught.starts_per_pilot is not None and not pilots:
        what = "no cluster is a pilot, so that no roll-out can be opened: nobody has shown the method"
        mend = "give clusters the role pilot in clusters.csv, or remove replication.csv"
        yield fault("W19", "replication.csv", "starts_per_pilot", what, mend, row=taught.row)


def _graduated(tables: Tables) -> Iterator[InputFault]:
    lasts = tables.settings.accompaniment_years
    for cluster in tables.clusters:
        if lasts is not None and cluster.accompanied_before >= lasts:
            what = say(
                "{cluster_id} has been accompanied for all {lasts} years before, and takes nobody any more",
                cluster_id=cluster.cluster_id,
                lasts=lasts,
            )
            mend = "lower it if its accompaniment goes on"
            value = cluster.accompanied_before
            yield fault("W20", "clusters.csv", "accompanied_before", what, mend, row=cluster.row, value=value)


def _outlasting(tables: Tables) -> Iterator[InputFault]:
    settings = tables.settings
    if settings.accompaniment_years is not None and settings.accompaniment_years > settings.project_years:
        what = say(
            "every cluster is accompanied beyond the {project_years} project years",
            project_years=settings.project_years,
        )
        mend = "see what the state owes after the project, or shorten it"
        yield fault("W21", "settings.csv", "accompaniment_years", what, mend, value=settings.accompaniment_years)
