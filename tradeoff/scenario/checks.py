"""From typed rows to what is wrong between them: unknown ids, missing years, money and order that cannot be meant.

Each check returns problems; none stops at the first. Codes: E2 unknown id, E6 and E7 levels, E8 order, E9 years, E10
budget years, E12 households, E13 units, E15 poor share; E1 for a row that is missing or says too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import Problem
from tradeoff.scenario.limit_checks import check_limits
from tradeoff.scenario.raw import RawTable
from tradeoff.scenario.references import ALL, START_UP, check_references, ids_of
from tradeoff.scenario.scenario import Cell, Tables
from tradeoff.scenario.tables import Cost, Row

_FASTEST_GROWTH = Fraction(105, 100)
"""Yearly retention of a gain above this is a slip of the pen, not a growing sector."""
_UNIT_SUSPICION = 50
"""Two costs of one level that differ by this factor were probably typed in two units."""


def fault(code: str, row: Row | None, file: str, column: str | None, what: str, value: object, mend: str) -> Problem:
    """A problem at a typed row."""
    number = None if row is None else row.row
    shown = None if value is None else str(value)
    return Problem(code=code, file=file, row=number, column=column, what=what, value=shown, mend=mend)


def check_tables(tables: Tables, raw: dict[str, RawTable]) -> list[Problem]:
    """Every fault between the tables that needs no resolved cell; ids are looked up in the raw tables, so that one
    faulty row is not reported again wherever it is named.
    """
    return [
        *check_references(raw),
        *_check_years(tables),
        *_check_budgets(tables, raw),
        *_check_agents(tables),
        *_check_clusters(tables),
        *_check_contents(tables),
        *_check_levels(tables),
        *_check_ranges(tables),
    ]


def check_cells(tables: Tables, cells: tuple[Cell, ...]) -> list[Problem]:
    """Every fault that shows only in resolved cells and offers."""
    return [
        *_check_order(tables, cells),
        *_check_units(tables.costs),
        *_check_poor_shares(tables),
        *_check_retention(tables),
        *_check_offers(tables, cells),
        *check_limits(tables, cells),
    ]


def _check_years(tables: Tables) -> Iterator[Problem]:
    settings = tables.settings
    if settings.project_years < 1:
        yield fault(
            "E9",
            None,
            "settings.csv",
            "project_years",
            "no year to plan for",
            settings.project_years,
            "write 1 or more",
        )
    if settings.horizon_years <= settings.project_years:
        what = f"not beyond the {settings.project_years} project years"
        yield fault(
            "E9",
            None,
            "settings.csv",
            "horizon_years",
            what,
            settings.horizon_years,
            "write a later last year of benefits",
        )


def _check_budgets(tables: Tables, raw: dict[str, RawTable]) -> Iterator[Problem]:
    last = tables.settings.project_years
    seen: dict[tuple[str, int], Row] = {}
    shared = any(budget.department_id == ALL for budget in tables.budgets)
    for budget in tables.budgets:
        year = budget.year
        if year is None and last != 1:
            what = f"the year is blank, with {last} project years"
            yield fault("E10", budget, "budgets.csv", "year", what, None, f"write 1 to {last}, a row a year")
            continue
        if year is not None and not 1 <= year <= last:
            yield fault("E10", budget, "budgets.csv", "year", "outside the project years", year, f"write 1 to {last}")
        if shared and budget.department_id != ALL:
            what = "one purse of ALL stands beside a department's own"
            yield fault(
                "E2", budget, "budgets.csv", "department_id", what, budget.department_id, "keep one or the other"
            )
        if not budget.lapses:
            what = "the programme does not carry money over yet"
            yield fault("E1", budget, "budgets.csv", "lapses", what, "0", "write 1, or leave it blank")
        seen[budget.department_id, 1 if year is None else year] = budget
    named = ids_of(raw, "budgets", "department_id")
    wanted = {ALL} if shared else {cluster.department_id for cluster in tables.clusters}
    if ids_of(raw, "departments", "department_id"):
        # A department that is not on the list is told as such, once.
        wanted &= ids_of(raw, "departments", "department_id") | {ALL}
    for department in sorted(wanted):
        for year in range(1, last + 1):
            if (department, year) not in seen and not _unread(raw, tables, department):
                what = f"{department} has no row for year {year}"
                mend = "add it; write 0 if there is no money"
                if department not in named:
                    what = f"{department} has no rows"
                    yield fault("E10", None, "budgets.csv", "department_id", what, department, "add a row a year")
                    break
                yield fault("E10", None, "budgets.csv", "year", what, year, mend)


def _unread(raw: dict[str, RawTable], tables: Tables, department: str) -> bool:
    """Whether a row of this department could not be read; it is reported where it stands, not as missing too."""
    read = {budget.row for budget in tables.budgets}
    rows = raw["budgets"].rows if "budgets" in raw else ()
    return any(cells.get("department_id", "").strip() == department and number not in read for number, cells in rows)


def _check_agents(tables: Tables) -> Iterator[Problem]:
    last = tables.settings.project_years
    years = [1 if row.year is None and last == 1 else row.year for row in tables.agents]
    for row, year in zip(tables.agents, years, strict=True):
        if year is None or not 1 <= year <= last:
            yield fault("E10", row, "agents.csv", "year", "outside the project years", row.year, f"write 1 to {last}")
        if row.agent_months is None and row.in_post is None:
            what, mend = "neither agent_months nor in_post is given", "write one of them"
            yield fault("E1", row, "agents.csv", "agent_months", what, None, mend)
    for year in range(1, last + 1):
        if tables.agents and year not in years:
            yield fault(
                "E1", None, "agents.csv", "year", f"no row for year {year}", year, "add it, or remove the table"
            )


def _check_clusters(tables: Tables) -> Iterator[Problem]:
    cells: dict[str, Fraction] = {}
    for segment in tables.segments:
        cells[segment.cluster_id] = cells.get(segment.cluster_id, Fraction(0)) + segment.households
    for cluster in tables.clusters:
        total = cells.get(cluster.cluster_id)
        if cluster.households is not None and total is not None and total != cluster.households:
            what = f"the segments of {cluster.cluster_id} add up to {float(total):g} households"
            yield fault(
                "E12", cluster, "clusters.csv", "households", what, float(cluster.households), "make both agree"
            )
        if cluster.min_facilitation_months > cluster.max_facilitation_months:
            what = f"above the most months a year, {float(cluster.max_facilitation_months):g}"
            value = float(cluster.min_facilitation_months)
            yield fault(
                "E8", cluster, "clusters.csv", "min_facilitation_months", what, value, "lower it, or raise the other"
            )
        if cluster.sector_outlook <= -1:
            what, mend = "the whole sector vanishes in a year", "write a share a year, such as -0.01"
            yield fault("E9", cluster, "clusters.csv", "sector_outlook", what, float(cluster.sector_outlook), mend)


def _check_contents(tables: Tables) -> Iterator[Problem]:
    activities = {activity.activity_id: activity for activity in tables.activities}
    for content in tables.level_contents:
        activity = activities.get(content.activity_id)
        if activity is None:
            continue
        wanted = "cluster" if content.level_id == START_UP else "household"
        if activity.scope != wanted:
            what = f"{content.activity_id} has scope {activity.scope}, and only {wanted} activities count here"
            mend = f"take it out, or set its scope to {wanted}"
            yield fault("E2", content, "level_contents.csv", "activity_id", what, content.activity_id, mend)
        if activity.unit_cost is None:
            what = f"{content.activity_id} is used in {content.level_id} and has no unit cost"
            yield fault("E1", activity, "activities.csv", "unit_cost", what, None, "write it; 0 if it costs nothing")


def _check_levels(tables: Tables) -> Iterator[Problem]:
    for level in tables.levels:
        if level.level_id == START_UP:
            what, mend = "the name is kept for opening a cluster", "give the level another id"
            yield fault("E1", level, "levels.csv", "level_id", what, level.level_id, mend)
        if level.deep and not level.reached:
            what, mend = "a level that counts as deep must count as reached", "set reached to 1, or deep to 0"
            yield fault("E7", level, "levels.csv", "deep", what, float(level.deep), mend)
    if tables.levels and not any(level.reached for level in tables.levels):
        yield fault(
            "E6", None, "levels.csv", "reached", "no level counts as reached", None, "set it to 1 where it does"
        )
    if tables.levels and all(level.deep == 0 for level in tables.levels):
        yield fault(
            "E6", None, "levels.csv", "deep", "no level counts as sufficient", None, "set it to 1 where it does"
        )


def _check_ranges(tables: Tables) -> Iterator[Problem]:
    """Low, value and high must stand in this order."""
    for rows, file in (
        (tables.clusters, "clusters.csv"),
        (tables.segments, "segments.csv"),
        (tables.activities, "activities.csv"),
        (tables.costs, "costs.csv"),
        (tables.effects, "effects.csv"),
        (tables.budgets, "budgets.csv"),
    ):
        for row in rows:
            if row.low is not None and row.high is not None and row.low > row.high:
                yield fault("E8", row, file, "low", "low lies above high", float(row.low), "exchange them")
    for effect in tables.effects:
        for column in ("income_gain", "value_added"):
            parts = [getattr(effect, f"{column}_low"), getattr(effect, column), getattr(effect, f"{column}_high")]
            given = [part for part in parts if part is not None]
            if given != sorted(given):
                what = f"{column}_low, {column} and {column}_high are not in rising order"
                yield fault("E8", effect, "effects.csv", column, what, None, "put the best guess between low and high")


def _check_order(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[Problem]:
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
            if above.cost < below.cost and not worse and pair not in told:
                told.add(pair)
                what = (
                    f"{above.level_id} stands above {below.level_id} and costs less "
                    f"in {cell.cluster_id}, {cell.segment_id}"
                )
                mend = "order the levels by cost, or mend the cost"
                yield fault("E8", rows[above.level_id], "levels.csv", "order", what, float(above.order), mend)


def _check_units(costs: tuple[Cost, ...]) -> Iterator[Problem]:
    groups: dict[tuple[str, str], list[Cost]] = {}
    for cost in costs:
        if cost.cost_per_household:
            groups.setdefault((cost.level_id, cost.segment_id), []).append(cost)
    for (level_id, _), rows in groups.items():
        ordered = sorted(row.cost_per_household or Fraction(0) for row in rows)
        middle = ordered[len(ordered) // 2] if len(ordered) > 2 else ordered[0]
        for row in rows:
            value = row.cost_per_household or Fraction(0)
            if max(value, middle) >= _UNIT_SUSPICION * min(value, middle) and not row.confirmed:
                what = f"{_UNIT_SUSPICION} times or more away from what {level_id} costs elsewhere ({float(middle):g})"
                mend = "write it in the unit of the others (lakh or rupees?), or set confirmed to 1"
                yield fault("E13", row, "costs.csv", "cost_per_household", what, float(value), mend)


def _check_poor_shares(tables: Tables) -> Iterator[Problem]:
    if any(segment.poor_share is not None for segment in tables.segments):
        for segment in tables.segments:
            if segment.poor_share is None:
                what = f"the poor share of {segment.cluster_id}, {segment.segment_id} is blank while others are given"
                yield fault("E15", segment, "segments.csv", "poor_share", what, None, "write it; 0 if none is poor")


def _check_retention(tables: Tables) -> Iterator[Problem]:
    fastest = max((cluster.sector_outlook for cluster in tables.clusters), default=Fraction(0))
    for effect in tables.effects:
        outlooks = [
            cluster.sector_outlook
            for cluster in tables.clusters
            if effect.cluster_id in ("*", cluster.cluster_id) and effect.sector in ("*", cluster.sector)
        ]
        growth = max(outlooks, default=fastest)
        if effect.persistence is not None and effect.persistence * (1 + growth) > _FASTEST_GROWTH:
            what = f"with a sector outlook of {float(growth):g} the gain grows by more than 5 % a year"
            mend = "write the share of the gain kept after a year, at most about 1"
            yield fault("E9", effect, "effects.csv", "persistence", what, float(effect.persistence), mend)


def _check_offers(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[Problem]:
    closed = {cluster.cluster_id for cluster in tables.clusters if cluster.status == "closed"}
    for cell in cells:
        matching = any(level.segment_id in ("*", cell.segment_id) for level in tables.levels)
        if not matching and cell.cluster_id not in closed:
            what = f"no level is meant for {cell.cluster_id}, {cell.segment_id}"
            yield fault(
                "E6", None, "levels.csv", "segment_id", what, cell.segment_id, "add a level for it, or one for *"
            )
