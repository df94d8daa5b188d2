"""Finds what is wrong between tables: unknown ids, missing years, money and order that cannot be meant.

Each check returns problems; none stops at the first. Codes: E2 unknown id, E6 and E7 levels, E8 order, E9 years, E10
budget years, E12 households, E13 units, E15 poor share; E1 for a row that is missing or says too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.budget_checks import check_budgets
from tradeoff.scenario.district_checks import check_districts
from tradeoff.scenario.faults import fault
from tradeoff.scenario.future_checks import check_futures, check_outcomes
from tradeoff.scenario.future_rows import MOVABLE
from tradeoff.scenario.life_checks import check_life
from tradeoff.scenario.limit_checks import check_limit_rows, check_limits
from tradeoff.scenario.measures import DIMENSIONS, dimensions_of
from tradeoff.scenario.money_checks import check_contributions, check_early_gains, check_money
from tradeoff.scenario.offered import lacking_data
from tradeoff.scenario.order_checks import check_order
from tradeoff.scenario.people_checks import check_people
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.references import START_UP, RawTables
from tradeoff.scenario.reform_checks import check_reforms
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.retention import check_retention
from tradeoff.scenario.settings_checks import check_counts, check_outlooks, check_settings
from tradeoff.scenario.tables import LevelContent
from tradeoff.scenario.told import Told
from tradeoff.scenario.unit_slips import check_costs, check_purse_units
from tradeoff.scenario.unreached import check_abilities, check_activities, check_contents, check_purses
from tradeoff.scenario.written_words import parted
from tradeoff.words.spoken import say


def check_tables(tables: Tables, raw: RawTables, told: Told) -> list[InputFault]:
    """Every fault between the tables that needs no resolved cell.

    Args:
        tables: The typed tables.
        raw: The same as text.
        told: What could not be read of them: what that would mislead is not checked.
    """
    found = [*check_settings(tables.settings, told.doubtful), *check_counts(tables)]
    told = replace(told, problems=(*told.problems, *found))
    # Which years there are is not known where their number is wrong.
    wrong = {one.column for one in found if one.column is not None and one.file == "settings.csv"}
    doubtful = told.doubtful | (wrong & {"project_years"})
    if "project_years" not in doubtful:
        found += check_budgets(tables, raw)
    for check, needs in _CHECKS:
        if told.is_whole(*needs) and doubtful.isdisjoint(_BY_SETTINGS.get(check, ())):
            found += told.new(check(tables))
    if "money_unit" not in told.doubtful:
        found += told.new(check_costs(tables, budgets_known=told.is_whole("budgets")))
    if told.is_whole("futures", *MOVABLE):
        found += check_futures(tables, raw)
    found += told.new(check_retention(tables, raw, told))
    found += told.new(check_limit_rows(tables, raw, told))
    return found


def check_cells(
    tables: Tables,
    cells: tuple[Cell, ...],
    *,
    costs_known: bool = True,
    effects_known: bool = True,
    doubtful: Set[str] = frozenset(),
) -> list[InputFault]:
    """Every fault that shows only in resolved cells and offers.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
        costs_known: Whether every offer has a cost; one without seems to be the cheapest.
        effects_known: Whether every offer has its effects; without them an aim seems to have no data.
        doubtful: Settings that are not known.
    """
    counted = "project_years" not in doubtful
    unoffered = list(_check_offers(tables, cells))
    # Where a level is meant for others than those whose effects are known, that alone is told.
    missing = lacking_data(cells) if effects_known and not unoffered else {}
    wrong = {one.row for one in check_costs(tables)}
    doubted = {cost.level_id for cost in tables.costs if cost.row in wrong}
    found = [
        *(check_order(tables, cells, doubted) if costs_known else ()),
        *(check_purse_units(tables, cells) if costs_known and "money_unit" not in doubtful else ()),
        *unoffered,
        *check_early_gains(tables, cells),
        *(check_contributions(tables, cells) if counted else ()),
        *(check_limits(tables, cells, missing) if counted else ()),
        *check_outcomes(tables, cells, missing),
    ]
    # Two aims may rest on one blank cell.
    blank = {(one.file, one.row, one.column): one for one in reversed(found) if one.value is None}
    return [one for one in found if blank.get((one.file, one.row, one.column), one) is one or one.row is None]


def _check_segments(tables: Tables) -> Iterator[InputFault]:
    cells: dict[str, Fraction] = {}
    for segment in tables.segments:
        cells[segment.cluster_id] = cells.get(segment.cluster_id, Fraction(0)) + segment.households
    for cluster in tables.clusters:
        total = cells.get(cluster.cluster_id)
        if cluster.households is not None and total is not None and total != cluster.households:
            what = say(
                "the segments of {cluster_id} add up to {total:g} households",
                cluster_id=cluster.cluster_id,
                total=float(total),
            )
            yield fault(
                "E12",
                "clusters.csv",
                "households",
                what,
                "make both agree",
                row=cluster.row,
                value=float(cluster.households),
            )


def _check_clusters(tables: Tables) -> Iterator[InputFault]:
    for cluster in tables.clusters:
        if cluster.min_facilitation_months > cluster.max_facilitation_months:
            what = say(
                "above the most months a year, {max_facilitation_months:g}",
                max_facilitation_months=float(cluster.max_facilitation_months),
            )
            value = float(cluster.min_facilitation_months)
            yield fault(
                "E8",
                "clusters.csv",
                "min_facilitation_months",
                what,
                "lower it, or raise the other",
                row=cluster.row,
                value=value,
            )
        if cluster.sector_outlook <= -1:
            what, mend = "the whole sector vanishes in a year", "write a share a year, such as -0.01"
            yield fault(
                "E9", "clusters.csv", "sector_outlook", what, mend, row=cluster.row, value=float(cluster.sector_outlook)
            )


def _check_contents(tables: Tables) -> Iterator[InputFault]:
    """Activities of another scope than where they are held, and held ones without a price."""
    activities = {activity.activity_id: activity for activity in tables.activities}
    known = {START_UP, *(level.level_id for level in tables.levels)}
    held: dict[str, list[LevelContent]] = {}
    for content in tables.level_contents:
        if content.activity_id in activities and content.level_id in known:
            held.setdefault(content.activity_id, []).append(content)
    for name, contents in held.items():
        activity = activities[name]
        astray = [content for content in contents if _scope_of(content) != activity.scope]
        if len(astray) == len(contents) > 1 and len({_scope_of(content) for content in contents}) == 1:
            # No row holds it as it is said to be: it is what is said that is wrong.
            wanted = _scope_of(contents[0])
            what = say("every row of level_contents.csv with {name} is for a {wanted}", name=name, wanted=wanted)
            mend = say("set its scope to {wanted}", wanted=wanted)
            yield fault("E2", "activities.csv", "scope", what, mend, row=activity.row, value=activity.scope)
            astray = []
        for content in astray:
            what = say(
                "{activity_id} has scope {scope}, and only {wanted} activities count here",
                activity_id=name,
                scope=activity.scope,
                wanted=_scope_of(content),
            )
            mend = say("set its scope to {wanted} in activities.csv, or take it out", wanted=_scope_of(content))
            yield fault("E2", "level_contents.csv", "activity_id", what, mend, row=content.row, value=name)
        if activity.unit_cost is None:
            levels = ", ".join(content.level_id for content in contents)
            what = say("{name} is used in {levels} and has no unit cost", name=name, levels=levels)
            yield fault("E1", "activities.csv", "unit_cost", what, "write it; 0 if it costs nothing", row=activity.row)


def _scope_of(content: LevelContent) -> str:
    return "cluster" if content.level_id == START_UP else "household"


def _check_levels(tables: Tables) -> Iterator[InputFault]:
    for level in tables.levels:
        if level.level_id == START_UP:
            what, mend = "the name is kept for opening a cluster", "give the level another id"
            yield fault("E1", "levels.csv", "level_id", what, mend, row=level.row, value=level.level_id)
        if level.deep and not level.reached:
            what, mend = "a level that counts as deep must count as reached", "set `reached` to 1, or `deep` to 0"
            yield fault("E7", "levels.csv", "deep", what, mend, row=level.row, value=float(level.deep))
        for name in dimensions_of(level.dimensions):
            if name not in DIMENSIONS:
                mend = say(
                    "name some of {dimensions}{hint}",
                    dimensions="; ".join(DIMENSIONS),
                    hint=did_you_mean(name, DIMENSIONS),
                )
                if (several := parted(name, DIMENSIONS)) is not None:
                    mend = say("write {dimensions}", dimensions=several)
                yield fault("E2", "levels.csv", "dimensions", "no such dimension", mend, row=level.row, value=name)
    if tables.levels and not any(level.reached for level in tables.levels):
        yield fault("E6", "levels.csv", "reached", "no level counts as reached", "set it to 1 where it does")
    if tables.levels and all(level.deep == 0 for level in tables.levels):
        yield fault("E6", "levels.csv", "deep", "no level counts as sufficient", "set it to 1 where it does")


def _check_ranges(tables: Tables) -> Iterator[InputFault]:
    """Low, value and high must stand in this order."""
    for rows, file in (
        (tables.clusters, "clusters.csv"),
        (tables.segments, "segments.csv"),
        (tables.activities, "activities.csv"),
        (tables.costs, "costs.csv"),
        (tables.effects, "effects.csv"),
        (tables.budgets, "budgets.csv"),
        (tables.enabling, "enabling.csv"),
    ):
        for row in rows:
            if row.low is not None and row.high is not None and row.low > row.high:
                yield fault(
                    "E8", file, "low", "`low` lies above `high`", "exchange them", row=row.row, value=float(row.low)
                )
    for effect in tables.effects:
        for column in ("income_gain", "value_added"):
            parts = [getattr(effect, f"{column}_low"), getattr(effect, column), getattr(effect, f"{column}_high")]
            given = [part for part in parts if part is not None]
            if given != sorted(given):
                what = say("{column}_low, {column} and {column}_high are not in rising order", column=column)
                yield fault(
                    "E8", "effects.csv", column, what, "put the best guess between `low` and `high`", row=effect.row
                )


def _check_poor_shares(tables: Tables) -> Iterator[InputFault]:
    if any(segment.poor_share is not None for segment in tables.segments):
        for segment in tables.segments:
            if segment.poor_share is None:
                what = say(
                    "the poor share of {cluster_id}, {segment_id} is blank while others are given",
                    cluster_id=segment.cluster_id,
                    segment_id=segment.segment_id,
                )
                yield fault("E15", "segments.csv", "poor_share", what, "write it; 0 if none is poor", row=segment.row)


def _check_offers(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    closed = {cluster.cluster_id for cluster in tables.clusters if cluster.status == "closed"}
    meant = {level.segment_id for level in tables.levels}
    without: dict[str, list[str]] = {}
    for cell in cells:
        if "*" not in meant and cell.segment_id not in meant and cell.cluster_id not in closed:
            without.setdefault(cell.segment_id, []).append(cell.cluster_id)
    for segment_id, clusters in without.items():
        more = say(" and {count} more", count=len(clusters) - 1) if len(clusters) > 1 else ""
        what = say(
            "no level is meant for {cluster_id}, {segment_id}{more}",
            cluster_id=clusters[0],
            segment_id=segment_id,
            more=more,
        )
        yield fault("E6", "levels.csv", "segment_id", what, "add a level for it, or one for *", value=segment_id)


_CHECKS: tuple[tuple[Callable[[Tables], Iterator[InputFault]], tuple[str, ...]], ...] = (
    (check_people, ("agents", "replication", "enabling")),
    (check_life, ("clusters", "levels")),
    (_check_segments, ("segments",)),
    (_check_clusters, ()),
    (check_outlooks, ()),
    (_check_contents, ("activities", "level_contents")),
    (_check_levels, ()),
    (_check_ranges, ()),
    (check_money, ("funds", "budgets", "activities", "level_contents", "clusters", "departments", "exit")),
    (check_reforms, ("enabling", "budgets", "activities")),
    (check_activities, ("activities", "level_contents", "costs")),
    (check_contents, ("level_contents",)),
    (check_purses, ("budgets", "departments")),
    (check_abilities, ("cost_shares", "segments")),
    (check_districts, ()),
    (_check_poor_shares, ()),
)
"""Each check, and the tables that must have been read whole for what it finds to be a fault of its own."""
_BY_SETTINGS: Mapping[Callable[[Tables], Iterator[InputFault]], frozenset[str]] = {
    check_people: frozenset({"project_years", "first_year"}),
    check_life: frozenset({"project_years", "accompaniment_years", "finish_inside"}),
    check_money: frozenset({"project_years", "facilitation_cost"}),
    check_reforms: frozenset({"project_years", "first_year"}),
}
"""The settings that a check looks at, and for which it waits."""
