"""Finds what cannot be meant in the life of a cluster: accompaniment and waits."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import say

_RUNNING = ("running", "pilot")


def check_life(tables: Tables) -> Iterator[InputFault]:
    """Every fault of accompaniment, of what came before, and of waits."""
    settings = tables.settings
    lasts, project = settings.accompaniment_years, settings.project_years
    if lasts is not None and lasts < 1:
        what, mend = "no year of accompaniment", "write 1 or more; leave it blank for all years of the project"
        yield fault("E9", "settings.csv", "accompaniment_years", what, mend, value=lasts)
    elif lasts is not None and lasts > project and settings.finish_inside:
        what = say(
            "longer than the {project} project years within which it is to end, so that no cluster could be opened",
            project=project,
        )
        mend = say("write at most {project}, or finish_inside 0, and the state carries the rest", project=project)
        yield fault("E9", "settings.csv", "accompaniment_years", what, mend, value=lasts)
    for cluster in tables.clusters:
        if cluster.accompanied_before and cluster.status not in _RUNNING:
            what = say("{cluster_id} has not been opened before the project", cluster_id=cluster.cluster_id)
            mend = "set its status to running or pilot, or leave the cell blank"
            value = cluster.accompanied_before
            yield fault("E9", "clusters.csv", "accompanied_before", what, mend, row=cluster.row, value=value)
    # Nobody joins later than in the last year, and a cluster that ran has its years before the project besides.
    longest = project + max((c.accompanied_before for c in tables.clusters if c.status in _RUNNING), default=0)
    for level in tables.levels:
        if lasts and level.after_years >= lasts:
            what = say(
                "a cluster graduates after {lasts} years, before anybody could join at {level_id}",
                lasts=lasts,
                level_id=level.level_id,
            )
            mend = say("write less than {lasts}, or lengthen accompaniment_years in settings.csv", lasts=lasts)
            yield fault("E9", "levels.csv", "after_years", what, mend, row=level.row, value=level.after_years)
        elif level.after_years >= longest:
            what = say(
                "no cluster is open for so long within the {project} project years, so that nobody could join at ",
                project=project,
            )
            mend = say("write less than {longest}, or remove the level", longest=longest)
            yield fault(
                "E9", "levels.csv", "after_years", what + level.level_id, mend, row=level.row, value=level.after_years
            )
