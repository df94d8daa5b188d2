"""Finds what is wrong in the table `limits`: unknown measures, scopes that match nothing or mean nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.measures import (
    GROUPS,
    HOUSEHOLD_KEYS,
    KEYS,
    PLACE_KEYS,
    Measure,
    all_measures,
    dimensions_of,
)
from tradeoff.scenario.offered import Lacking, no_data
from tradeoff.scenario.raw import did_you_mean, text_of
from tradeoff.scenario.references import OF_THE_PROGRAMME, WHOLE, RawTables, ids_of
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.tables import Cluster, Limit
from tradeoff.scenario.told import Told
from tradeoff.words.spoken import all_of, any_of, say

_PLURALS = {
    "cluster_id": "clusters",
    "department_id": "departments",
    "district": "districts",
    "sector": "sectors",
    "sector_type": "sector types",
    "segment_id": "segments",
    "level_id": "levels",
    "group": "groups",
    "activity_id": "activities",
    "fund_id": "funds",
    "year": "years",
}
_NARROW = tuple(key for key in (*PLACE_KEYS, *HOUSEHOLD_KEYS) if key != "department_id")
"""What a limit on a fund cannot be narrowed to."""
_OWN_ACTIVITIES = frozenset({"support", *OF_THE_PROGRAMME})


def check_limit_rows(tables: Tables, raw: RawTables, told: Told) -> Iterator[InputFault]:
    """What is wrong with limits whatever the cells are: measures that are none, unknown names, scopes without a sense.

    Args:
        tables: The typed tables.
        raw: The same as text.
        told: What could not be read of them: a name is not unknown that may stand there.
    """
    measures = all_measures()
    values = _written(tables, raw, told)
    for limit in (*tables.limits, *_half_read(tables, raw)):
        measure = measures.get(limit.measure)
        if measure is None:
            mend = say(
                "write one of {measures}{hint}",
                measures=", ".join(measures),
                hint=next(
                    (say("; did you mean {near!r}?", near=one) for one in measures if _is_end(limit.measure, one)), ""
                )
                or did_you_mean(limit.measure, measures),
            )
            yield fault("E2", "limits.csv", "measure", "no such measure", mend, row=limit.row, value=limit.measure)
        yield from (one for key in values if (one := _unknown_name(limit, key, values[key])))
        if measure is not None:
            yield from _check_meaning(limit, measure)


def check_limits(tables: Tables, cells: tuple[Cell, ...], missing: Mapping[str, Lacking]) -> Iterator[InputFault]:
    """Every fault of the table `limits` that shows only beside the cells.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
        missing: What the data of each aim lack, as far as they lack any.
    """
    values = _values(tables, cells)
    measures = all_measures()
    for limit in tables.limits:
        unknown = [one for key in KEYS if (one := _unknown_name(limit, key, values[key]))]
        yield from unknown
        measure = measures.get(limit.measure)
        if measure is None:
            continue
        if measure.aim in missing:
            yield from no_data(missing[measure.aim], "limits.csv", "measure", limit.row, limit.measure)
        if not unknown:
            yield from _check_scope(limit, measure, tables, cells)


def _unknown_name(limit: Limit, key: str, known: Set[str]) -> InputFault | None:
    """That a limit names what is not there; None where it is.

    Args:
        limit: The limit.
        key: The column that names it.
        known: The names there are.
    """
    value = getattr(limit, key)
    if not value or value == "*" or value in known:
        return None
    mend = say("name one that is there, leave it blank for all together, or write * for each")
    mend += did_you_mean(value, known)
    return fault("E2", "limits.csv", key, "no such name in the scenario", mend, row=limit.row, value=value)


def _half_read(tables: Tables, raw: RawTables) -> Iterator[Limit]:
    """The limits of rows that could not be read whole, as far as they name something: their figures are stand-ins."""
    read = {limit.row for limit in tables.limits}
    for number, cells in raw["limits"].rows if "limits" in raw else ():
        names = {key: text_of(cells, key) for key in ("measure", *KEYS)}
        if number not in read and names["measure"]:
            yield Limit.model_validate({"row": number, "limit_id": "unread", "sense": ">=", "value": "0", **names})


def _written(tables: Tables, raw: RawTables, told: Told) -> dict[str, Set[str]]:
    """By column the names that stand in the tables, in rows that could not be read too; none where some are lost."""
    homes = dict.fromkeys(PLACE_KEYS, "clusters") | {"level_id": "levels", "fund_id": "funds"}
    known: dict[str, Set[str]] = {
        key: ids_of(raw, home, key) for key, home in homes.items() if told.knows(home, key) and home in raw
    }
    if told.knows("segments", "segment_id") and "segments" in raw:
        known["segment_id"] = ids_of(raw, "segments", "segment_id") | {WHOLE}
    if "project_years" not in told.doubtful:
        known["year"] = _years(tables)
    return known | {"group": set(GROUPS)}


def _values(tables: Tables, cells: tuple[Cell, ...]) -> dict[str, set[str]]:
    used = {content.activity_id for content in tables.level_contents}
    return {
        "cluster_id": {cluster.cluster_id for cluster in tables.clusters},
        "department_id": {cluster.department_id for cluster in tables.clusters},
        "district": {cluster.district for cluster in tables.clusters},
        "sector": {cluster.sector for cluster in tables.clusters},
        "sector_type": {cluster.sector_type for cluster in tables.clusters},
        "segment_id": {cell.segment_id for cell in cells},
        "level_id": {level.level_id for level in tables.levels},
        "group": set(GROUPS),
        "activity_id": used | _OWN_ACTIVITIES,
        "fund_id": {fund.fund_id for fund in tables.funds},
        "year": _years(tables),
    }


def _years(tables: Tables) -> set[str]:
    return {str(year) for year in range(1, tables.settings.project_years + 1)}


def _check_meaning(limit: Limit, measure: Measure) -> Iterator[InputFault]:
    if measure.unit.is_share and limit.value > 1:
        what = "a share lies between 0 and 1"
        yield fault(
            "E5",
            "limits.csv",
            "value",
            what,
            say("did you mean {value:g}?", value=float(limit.value / 100)),
            row=limit.row,
            value=float(limit.value),
        )
    for key in KEYS:
        if getattr(limit, key) and key not in measure.keys:
            allowed = any_of(name for name, other in all_measures().items() if key in other.keys)
            what = say(
                "{plural} are limited in {allowed}, not in {measure}",
                plural=say(_PLURALS[key]),
                allowed=allowed,
                measure=limit.measure,
            )
            mend = say("set the measure to {allowed}, or leave it blank", allowed=allowed)
            yield fault("E2", "limits.csv", key, what, mend, row=limit.row, value=getattr(limit, key))
    narrow = [key for key in _NARROW if getattr(limit, key)]
    if limit.fund_id and narrow:
        what = say("the programme divides funds by department, activity and year, not by {narrow}", narrow=narrow[0])
        yield fault(
            "E2",
            "limits.csv",
            narrow[0],
            what,
            "leave one of the two blank",
            row=limit.row,
            value=getattr(limit, narrow[0]),
        )


def _check_scope(limit: Limit, measure: Measure, tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    clusters = {cluster.cluster_id for cluster in tables.clusters if _covers(limit, cluster)}
    levels = [
        (cell, offer)
        for cell in cells
        if cell.cluster_id in clusters and limit.segment_id in ("", "*", cell.segment_id)
        for offer in cell.offers
        if limit.level_id in ("", "*", offer.level_id)
        and (not measure.dimension or measure.dimension in dimensions_of(offer.level.dimensions))
    ]
    if not levels:
        scope = {"measure": limit.measure} if measure.dimension else {}
        scope |= {key: getattr(limit, key) for key in KEYS if getattr(limit, key)}
        given = ", ".join(f"{key}={value}" for key, value in scope.items())
        yield fault(
            "E2",
            "limits.csv",
            "limit_id",
            say("it matches nothing: {given}", given=given)
            if given
            else "it matches nothing: no level is offered anywhere",
            "widen it, or remove the row",
            row=limit.row,
            value=limit.limit_id,
        )
    if limit.group == "*" and not any(all(name in dict(cell.group_shares) for cell in cells) for name in GROUPS):
        what = "no group's share is known in every cell"
        mend = "write a share for every cell in segments.csv"
        if not tables.segments:
            mend = _rows_of_segments("women_share", is_there=False)
        yield fault("E2", "limits.csv", "group", what, mend, row=limit.row)
    group = measure.group or limit.group
    if group and group != "*":
        share = f"{group}_share"
        unknown = sorted({cell.cluster_id for cell, _ in levels if group not in dict(cell.group_shares)})
        if unknown:
            what = say(
                "{group}_share is blank in segments.csv for {unknown}", group=group, unknown=", ".join(unknown[:3])
            )
            mend = say("write {group}_share for every cell of the limit's scope", group=group)
            whole = clusters - {segment.cluster_id for segment in tables.segments}
            if lacking := sorted(whole.intersection(unknown)):
                named = ", ".join(lacking[:3])
                what = say("{share} is a column of segments.csv, which has no row of {named}", share=share, named=named)
                if not tables.segments:
                    what = say("{share} is a column of segments.csv, which is not there", share=share)
                mend = _rows_of_segments(share, is_there=bool(tables.segments))
            column, value = ("measure", limit.measure) if measure.group else ("group", group)
            yield fault("E2", "limits.csv", column, what, mend, row=limit.row, value=value)


def _is_end(word: str, measure: str) -> bool:
    """Whether a word is what stands behind the colon of a measure: `women` of `share:women`."""
    return measure.partition(":")[2] == word.strip().lower() != ""


def _rows_of_segments(share: str, *, is_there: bool) -> str:
    """The mend where whole clusters have no segments, which alone have shares of groups.

    Args:
        share: The column that is wanted.
        is_there: Whether the table has rows of other clusters.
    """
    columns = all_of(("cluster_id", "segment_id", "households", "poor_share", share))
    if is_there:
        return say("add a row of each such cluster there, with {columns}", columns=columns)
    return say("add segments.csv, a row for each cluster, with the columns {columns}", columns=columns)


def _covers(limit: Limit, cluster: Cluster) -> bool:
    return all(
        getattr(limit, key) in ("", getattr(cluster, key)) or (getattr(limit, key) == "*" and getattr(cluster, key))
        for key in PLACE_KEYS
    )
