"""Finds what is wrong between tables: unknown ids, missing years, money and order that cannot be meant.

Each check returns problems; none stops at the first. Codes: E2 unknown id, E6 and E7 levels, E8 order, E9 years, E10
budget years, E12 households, E13 units, E15 poor share; E1 for a row that is missing or says too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
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
from tradeoff.scenario.offered import missing_objectives
from tradeoff.scenario.people_checks import check_people
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.references import START_UP, RawTables
from tradeoff.scenario.reform_checks import check_reforms
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.retention import check_retention
from tradeoff.scenario.settings_checks import check_counts, check_outlooks, check_settings
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
    counted = "project_years" not in told.doubtful and not any(one.column == "project_years" for one in found)
    if counted:
        found += check_budgets(tables, raw)
    for check, needs in _CHECKS:
        known = check not in _BY_SETTINGS or not told.doubtful
        if told.is_whole(*needs) and known and (counted or check not in _BY_YEAR):
            found += told.new(check(tables))
    if "money_unit" not in told.doubtful:
        found += told.new(check_costs(tables, budgets_known=told.is_whole("budgets")))
    if told.is_whole("futures", *MOVABLE) and not told.doubtful:
        found += check_futures(tables, raw)
    found += told.new(check_retention(tables, raw, told))
    found += told.new(check_limit_rows(tables, raw, told))
    return found


def check_cells(
    tables: Tables, cells: tuple[Cell, ...], *, costs_known: bool = True, effects_known: bool = True
) -> list[InputFault]:
    """Every fault that shows only in resolved cells and offers.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
        costs_known: Whether every offer has a cost; one without seems to be the cheapest.
        effects_known: Whether every offer has its effects; without them an aim seems to have no data.
    """
    missing = dict(missing_objectives(cells)) if effects_known else {}
    wrong = {one.row for one in check_costs(tables)}
    doubted = {cost.level_id for cost in tables.costs if cost.row in wrong}
    return [
        *(_check_order(tables, cells, doubted) if costs_known else ()),
        *(check_purse_units(tables, cells) if costs_known else ()),
        *_check_offers(tables, cells),
        *check_early_gains(tables, cells),
        *check_contributions(tables, cells),
        *check_limits(tables, cells, missing),
        *check_outcomes(tables, cells, missing),
    ]


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
    activities = {activity.activity_id: activity for activity in tables.activities}
    unpriced: dict[str, list[str]] = {}
    for content in tables.level_contents:
        activity = activities.get(content.activity_id)
        if activity is None:
            continue
        wanted = "cluster" if content.level_id == START_UP else "household"
        if activity.scope != wanted:
            what = say(
                "{activity_id} has scope {scope}, and only {wanted} activities count here",
                activity_id=content.activity_id,
                scope=activity.scope,
                wanted=wanted,
            )
            mend = say("take it out, or set its scope to {wanted}", wanted=wanted)
            yield fault(
                "E2", "level_contents.csv", "activity_id", what, mend, row=content.row, value=content.activity_id
            )
        if activity.unit_cost is None:
            unpriced.setdefault(content.activity_id, []).append(content.level_id)
    for name, levels in unpriced.items():
        what = say("{name} is used in {levels} and has no unit cost", name=name, levels=", ".join(levels))
        mend = "write it; 0 if it costs nothing"
        yield fault("E1", "activities.csv", "unit_cost", what, mend, row=activities[name].row)


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


def _check_order(tables: Tables, cells: tuple[Cell, ...], doubted: Set[str]) -> Iterator[InputFault]:
    """Levels that cost less than those below them.

    Args:
        tables: The typed tables.
        cells: The cells that they define.
        doubted: Levels of which a cost stands in another unit, and says nothing of their order.
    """
    rows = {level.level_id: level for level in tables.levels}
    told: set[tuple[str, str]] = set()
    for cell in cells:
        for below, above in zip(cell.offers, cell.offers[1:], strict=False):
            worse = (
                below.income_gain is not None
                and above.income_gain is not None
                and above.income_gain < below.income_gain
            )
            pair = (below.level_id, above.level_id)
            if (
                below.order < above.order
                and above.cost < below.cost
                and not worse
                and pair not in told
                and doubted.isdisjoint(pair)
            ):
                told.add(pair)
                what = say(
                    "{level_id} stands above {below_level_id} and costs less in {cluster_id}, {segment_id}",
                    level_id=above.level_id,
                    below_level_id=below.level_id,
                    cluster_id=cell.cluster_id,
                    segment_id=cell.segment_id,
                )
                mend = "order the levels by cost, or mend the cost"
                yield fault(
                    "E8", "levels.csv", "order", what, mend, row=rows[above.level_id].row, value=float(above.order)
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
    for cell in cells:
        matching = "*" in meant or cell.segment_id in meant
        if not matching and cell.cluster_id not in closed:
            what = say(
                "no level is meant for {cluster_id}, {segment_id}",
                cluster_id=cell.cluster_id,
                segment_id=cell.segment_id,
            )
            yield fault(
                "E6", "levels.csv", "segment_id", what, "add a level for it, or one for *", value=cell.segment_id
            )


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
    (_check_poor_shares, ("segments",)),
)
"""Each check, and the tables that must have been read whole for what it finds to be a fault of its own."""
_BY_YEAR = (check_people, check_life, check_money, check_reforms)
"""Checks that look at what there is in each year of the project."""
_BY_SETTINGS = (*_BY_YEAR, check_activities, check_contents, check_purses, check_abilities)
"""Checks that look at settings, and wait until all are known."""
