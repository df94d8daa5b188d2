"""Finds ids that name nothing (E2), looked up in the text of the raw tables itself.

Rows that are faulty elsewhere are looked at too, so that a planner hears of every slip in one pass; and an id counts as
known even if its own row is faulty, so that one slip is not told twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import RawTable, did_you_mean, text_of

ALL = "ALL"
START_UP = "start_up"
OF_THE_PROGRAMME = ("facilitation", START_UP, "training", "enabling")
"""What the programme spends money on itself; as ids of activities they say which funds may pay for it."""
_ANY = frozenset({"", "*"})

RawTables = Mapping[str, RawTable]


def ids_of(raw: RawTables, table: str, column: str) -> set[str]:
    """The values of a column, as typed.

    Args:
        raw: The raw tables by name.
        table: The table's name; without it there are no values.
        column: The column's name.
    """
    return {text_of(cells, column) for _, cells in raw[table].rows} - {""} if table in raw else set()


def check_references(raw: RawTables) -> Iterator[InputFault]:
    """Every id that is not in the table it belongs to."""
    clusters, activities = ids_of(raw, "clusters", "cluster_id"), ids_of(raw, "activities", "activity_id")
    levels, sectors = ids_of(raw, "levels", "level_id"), ids_of(raw, "clusters", "sector")
    segments = ids_of(raw, "segments", "segment_id")
    whole = segments | {"all"}
    yield from _look_up(raw, "segments", "cluster_id", clusters, "clusters.csv", frozenset({""}))
    if segments:
        yield from _look_up(raw, "levels", "segment_id", whole, "segments.csv", _ANY)
    yield from _look_up(raw, "level_contents", "level_id", levels, "levels.csv", frozenset({"", START_UP}))
    yield from _look_up(raw, "level_contents", "activity_id", activities, "activities.csv", frozenset({""}))
    for table in ("costs", "effects"):
        yield from _look_up(raw, table, "cluster_id", clusters, "clusters.csv", _ANY)
        yield from _look_up(raw, table, "segment_id", whole, "segments.csv", _ANY)
        yield from _look_up(raw, table, "level_id", levels, "levels.csv", _ANY)
    yield from _look_up(raw, "effects", "sector", sectors, "clusters.csv", _ANY)
    yield from _check_purses(raw)
    funds = ids_of(raw, "funds", "fund_id")
    yield from _look_up(raw, "funds", "needs_fund", funds, "funds.csv", frozenset({""}))
    yield from _look_up(raw, "enabling", "opens_fund", funds, "funds.csv", frozenset({""}))
    purses = ids_of(raw, "budgets", "department_id")
    yield from _look_up(raw, "enabling", "paid_by", purses, "budgets.csv", frozenset({""}))
    yield from _look_up(raw, "cost_shares", "activity_id", activities | {"support"}, "activities.csv", frozenset({""}))
    yield from _look_up(raw, "cost_shares", "segment_id", whole, "segments.csv", frozenset({""}))


def _look_up(
    raw: RawTables, table: str, column: str, ids: set[str], home: str, also: frozenset[str]
) -> Iterator[InputFault]:
    if table not in raw:
        return
    for number, cells in raw[table].rows:
        value = text_of(cells, column)
        if value not in ids and value not in also:
            yield _unknown(raw[table].file, number, column, home, value, ids)


def _unknown(file: str, row: int, column: str, home: str, value: str, ids: set[str]) -> InputFault:
    mend = f"name one that is there, or add it{did_you_mean(value, ids)}"
    return fault("E2", file, column, f"not in {home}", mend, row=row, value=value)


def _check_purses(raw: RawTables) -> Iterator[InputFault]:
    """Departments and funds."""
    funds = ids_of(raw, "funds", "fund_id")
    shared = ALL in ids_of(raw, "budgets", "department_id")
    home = "departments.csv" if "departments" in raw else "clusters.csv"
    departments = ids_of(raw, home.removesuffix(".csv"), "department_id")
    if not shared and "departments" in raw:
        yield from _look_up(raw, "clusters", "department_id", departments, home, frozenset({""}))
    yield from _look_up(raw, "budgets", "department_id", departments, home, frozenset({"", ALL}))
    yield from _look_up(raw, "budgets", "fund_id", funds, "funds.csv", frozenset({""}))
    for number, cells in raw["budgets"].rows if funds and "budgets" in raw else ():
        if not text_of(cells, "fund_id"):
            yield fault(
                "E1",
                "budgets.csv",
                "fund_id",
                "funds.csv names funds, but this money names none",
                f"write which fund the money is from: {', '.join(sorted(funds))}",
                row=number,
            )
    for number, cells in raw["activities"].rows if "activities" in raw else ():
        for fund in filter(None, (part.strip() for part in text_of(cells, "eligible_funds").split(";"))):
            if fund not in funds:
                yield _unknown("activities.csv", number, "eligible_funds", "funds.csv", fund, funds)
