"""Names the rows of a programme as a planner finds them: which table, which row, what it says."""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.advice.binding import bound_words, limit_words
from tradeoff.advice.wording import listing, purse_names, year_name
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.scenario.measures import find_measure
from tradeoff.scenario.placed import placed_cell
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Limit
from tradeoff.words.spoken import all_of, say

_OF_YEARS = {
    RowKind.METHOD: "replication.csv, starts that pilots make possible",
    RowKind.TRAINING: "agents.csv, training capacity",
    RowKind.POSTS: "agents.csv, posts",
    RowKind.AGENTS: "agents.csv, agent-months",
}
_EACH = {
    "cluster_id": "clusters",
    "department_id": "departments",
    "district": "districts",
    "sector": "sectors",
    "sector_type": "types of sector",
    "segment_id": "segments",
    "level_id": "levels",
    "group": "groups",
    "activity_id": "activities",
    "fund_id": "funds",
    "year": "years",
}
"""What a key of a limit goes through where it says `*`."""
_KINDS = {">=": "floors", "<=": "caps", "=": "amounts"}
"""What limits of a sense are called."""
_FIRST_ROW = 2
"""The first row of a table below its header; a limit with a smaller one stands in no file."""


def limit_of(row: RowMeaning, scenario: Scenario) -> Limit:
    """The limit that a row of the programme comes from."""
    return next(limit for limit in scenario.limits if limit.limit_id == dict(row.keys)["limit_id"])


def where(limit: Limit, scenario: Scenario) -> str:
    """The row of the table, the cell or the option of the command line that a limit was written in."""
    if is_in_table(limit):
        cell = placed_cell(Limit.TABLE, "value", limit.row, scenario.resolved.as_read)
        return cell or scenario.placed(say("limits.csv, row {row}", row=limit.row))
    return say("--floor {limit_id}", limit_id=limit.limit_id.removeprefix("floor_"))


def kind_of(row: RowMeaning, scenario: Scenario) -> object:
    """What rows that are told as a group have in common."""
    if row.kind is not RowKind.LIMIT:
        return row.kind
    limit = limit_of(row, scenario)
    return limit.measure, row.sense, tuple(key for key, _ in row.keys), is_in_table(limit)


def group_name(rows: Sequence[RowMeaning], scenario: Scenario) -> str:
    """Rows alike in one name: `limits.csv, rows 4 to 9, 6 floors on households`."""
    if rows[0].kind is not RowKind.LIMIT:
        return say("{table_of}, {count} rows", table_of=table_of(rows[0], scenario), count=len(rows))
    limits = {limit.limit_id: limit for limit in (limit_of(row, scenario) for row in rows)}
    if len(limits) == 1:
        (limit,) = limits.values()
        words = bound_words(rows[0], scenario)
        each = all_of(say(_EACH[key]) for key in _EACH if getattr(limit, key) == "*")
        return say(
            "{where}, {words}, in each of {count} {each}",
            where=where(limit, scenario),
            words=words,
            count=len(rows),
            each=each,
        )
    numbers = sorted(limit.row for limit in limits.values())
    is_run = numbers[-1] - numbers[0] == len(numbers) - 1
    which = (
        say("{number} to {number2}", number=numbers[0], number2=numbers[-1])
        if is_run
        else listing([str(number) for number in numbers], most=8)
    )
    measure = say(find_measure(limit_of(rows[0], scenario).measure).words)
    table = (
        scenario.placed(say("limits.csv, rows {which}", which=which))
        if is_in_table(limit_of(rows[0], scenario))
        else say("the command line")
    )
    return say(
        "{table}, {count} {kind} on {measure}",
        table=table,
        count=len(limits),
        kind=say(_KINDS[rows[0].sense]),
        measure=measure,
    )


def place_of(row: RowMeaning, scenario: Scenario) -> str:
    """What tells a row from those alike: its limit, place or year."""
    keys = dict(row.keys)
    if row.kind is RowKind.LIMIT:
        scope = [value for key, value in keys.items() if key != "limit_id"]
        return ", ".join([keys["limit_id"], *scope])
    year = year_name(scenario, int(keys["year"])) if "year" in keys else ""
    return ", ".join(part for part in (keys.get("department", ""), keys.get("cluster", ""), year) if part)


def table_of(row: RowMeaning, scenario: Scenario) -> str:
    """The table and column that rows of money, people or clusters come from."""
    if row.kind is RowKind.PURSE:
        return scenario.placed(say("budgets.csv, envelopes"))
    if row.kind is RowKind.POST_FUNDS:
        return scenario.placed(say("departments.csv, post_funds"))
    said = _OF_YEARS.get(row.kind)
    return scenario.placed(say(said) if said else say("clusters.csv, {kind}", kind=row.kind.replace("_", " ")))


def name_of(row: RowMeaning, scenario: Scenario) -> str:
    """A row in full: `limits.csv, row 4, limit women: share of women at least 40%`."""
    keys = dict(row.keys)
    if row.kind is RowKind.LIMIT:
        return f"{where(limit_of(row, scenario), scenario)}, {limit_words(row, scenario)}"
    year = say(" in {year}", year=year_name(scenario, int(keys["year"]))) if "year" in keys else ""
    if row.kind in _OF_YEARS:
        return f"{scenario.placed(say(_OF_YEARS[row.kind]))}{year}"
    if "department" in keys:
        fund = say(", fund {key}", key=keys["fund"]) if keys.get("fund") else ""
        table = say("budgets.csv, envelope") if row.kind is RowKind.PURSE else say("departments.csv, post_funds")
        return say(
            "{table} of {purse}{fund}{year}",
            table=_with_cell(table, row, scenario),
            purse=purse_names(scenario).get(keys["department"], keys["department"]),
            fund=fund,
            year=year,
        )
    words = say("clusters.csv, {kind} of {key}{year}", kind=row.kind.replace("_", " "), key=keys["cluster"], year=year)
    return scenario.placed(words)


def _with_cell(words: str, row: RowMeaning, scenario: Scenario) -> str:
    """A table and its column, with the cell where it stands in a workbook: `budgets!C2, envelope`."""
    keys = dict(row.keys)
    purse = (keys.get("department"), keys.get("fund", ""), keys.get("year"))
    rows = [one.row for one in scenario.budgets if (one.department_id, one.fund_id, str(one.year or 1)) == purse]
    if row.kind is RowKind.PURSE and len(rows) == 1:
        cell = placed_cell("budgets", "envelope", rows[0], scenario.resolved.as_read)
        return words.replace("budgets.csv", cell) if cell else words
    return scenario.placed(words)


def table_order(row: RowMeaning, scenario: Scenario) -> int:
    """Sorts limits as their table has them, and leaves other rows behind them in the programme's order."""
    return limit_of(row, scenario).row if row.kind is RowKind.LIMIT else 1 << 30


def is_in_table(limit: Limit) -> bool:
    """Whether a limit stands in a table; one from the command line does not."""
    return limit.row >= _FIRST_ROW
