"""From the rows of `limits` to what is wrong with them: unknown measures, scopes that match nothing or mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import Problem
from tradeoff.scenario.cells import GROUPS
from tradeoff.scenario.offered import missing_objectives
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.scenario import Cell, Tables
from tradeoff.scenario.settings import OBJECTIVES
from tradeoff.scenario.tables import Cluster, Limit

MEASURES = (
    "households",
    "poor_households",
    "money",
    *(f"objective:{name}" for name in OBJECTIVES),
    *(f"share:{group}" for group in GROUPS),
)
_PLACES = ("cluster_id", "department_id", "district", "sector")
_KEYS = (*_PLACES, "segment_id", "level_id", "activity_id", "fund_id", "year")
_OWN_ACTIVITIES = frozenset({"support", "facilitation", "start_up"})


def check_limits(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[Problem]:
    """Every fault of the table `limits`."""
    values = _values(tables, cells)
    missing = dict(missing_objectives(cells))
    for limit in tables.limits:
        unknown = False
        for key in _KEYS:
            value = getattr(limit, key)
            if value and value != "*" and value not in values[key]:
                unknown = True
                mend = "name one that is there, leave it blank for all together, or write * for each"
                mend += did_you_mean(value, values[key])
                yield _fault("E2", limit, key, "no such name in the scenario", value, mend)
        if limit.measure not in MEASURES:
            mend = f"write one of {', '.join(MEASURES)}{did_you_mean(limit.measure, MEASURES)}"
            yield _fault("E2", limit, "measure", "no such measure", limit.measure, mend)
            continue
        yield from _check_meaning(limit, missing)
        if not unknown:
            yield from _check_scope(limit, tables, cells)


def _fault(code: str, limit: Limit, column: str, what: str, value: object, mend: str) -> Problem:
    shown = None if value is None else str(value)
    return Problem(code=code, file="limits.csv", row=limit.row, column=column, what=what, value=shown, mend=mend)


def _values(tables: Tables, cells: tuple[Cell, ...]) -> dict[str, set[str]]:
    used = {content.activity_id for content in tables.level_contents}
    return {
        "cluster_id": {cluster.cluster_id for cluster in tables.clusters},
        "department_id": {cluster.department_id for cluster in tables.clusters},
        "district": {cluster.district for cluster in tables.clusters},
        "sector": {cluster.sector for cluster in tables.clusters},
        "segment_id": {cell.segment_id for cell in cells},
        "level_id": {level.level_id for level in tables.levels},
        "activity_id": used | _OWN_ACTIVITIES,
        "fund_id": {fund.fund_id for fund in tables.funds},
        "year": {str(year) for year in range(1, tables.settings.project_years + 1)},
    }


def _check_meaning(limit: Limit, missing: dict[str, str]) -> Iterator[Problem]:
    kind, _, name = limit.measure.partition(":")
    if kind == "share" and limit.value > 1:
        what = "a share lies between 0 and 1"
        yield _fault("E5", limit, "value", what, float(limit.value), f"did you mean {float(limit.value / 100):g}?")
    if kind == "objective" and name in missing:
        yield _fault(
            "E2", limit, "measure", f"{name} has no data here: {missing[name]}", limit.measure, "give the data"
        )
    if limit.activity_id and kind != "money":
        what = f"activities are limited in money, not in {limit.measure}"
        yield _fault("E2", limit, "activity_id", what, limit.activity_id, "set the measure to money, or leave it blank")
    if limit.fund_id and kind != "money":
        what = f"funds are limited in money, not in {limit.measure}"
        yield _fault("E2", limit, "fund_id", what, limit.fund_id, "set the measure to money, or leave it blank")
    narrow = [key for key in ("cluster_id", "district", "sector", "segment_id", "level_id") if getattr(limit, key)]
    if limit.fund_id and narrow:
        what = f"the programme divides funds by department, activity and year, not by {narrow[0]}"
        yield _fault("E2", limit, narrow[0], what, getattr(limit, narrow[0]), "leave one of the two blank")


def _check_scope(limit: Limit, tables: Tables, cells: tuple[Cell, ...]) -> Iterator[Problem]:
    clusters = {cluster.cluster_id for cluster in tables.clusters if _covers(limit, cluster)}
    levels = [
        (cell, offer)
        for cell in cells
        if cell.cluster_id in clusters and limit.segment_id in ("", "*", cell.segment_id)
        for offer in cell.offers
        if limit.level_id in ("", "*", offer.level_id)
    ]
    if not levels:
        given = ", ".join(f"{key}={getattr(limit, key)}" for key in _KEYS if getattr(limit, key))
        yield _fault(
            "E2", limit, "limit_id", f"it matches nothing: {given}", limit.limit_id, "widen it, or remove the row"
        )
    kind, _, group = limit.measure.partition(":")
    if kind == "share":
        unknown = sorted({cell.cluster_id for cell, _ in levels if group not in dict(cell.group_shares)})
        if unknown:
            what = f"{group}_share is blank in segments.csv for {', '.join(unknown[:3])}"
            mend = f"write {group}_share for every cell of the limit's scope"
            yield _fault("E2", limit, "measure", what, limit.measure, mend)


def _covers(limit: Limit, cluster: Cluster) -> bool:
    return all(
        getattr(limit, key) in ("", getattr(cluster, key)) or (getattr(limit, key) == "*" and getattr(cluster, key))
        for key in _PLACES
    )
