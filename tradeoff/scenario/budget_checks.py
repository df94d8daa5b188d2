"""Finds what is wrong with the money of each year: years outside the project, purses beside one for all, no rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import text_of
from tradeoff.scenario.references import ALL, RawTables, ids_of
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import all_of, say

_MOST_YEARS = 5
_LACKING = {
    False: "{departments} has no rows for {years}",
    True: "{departments} have no rows for {years}",
}
"""What is said of departments, by whether there are several."""
"""Years that a line names one by one."""


def check_budgets(tables: Tables, raw: RawTables) -> Iterator[InputFault]:
    """Every fault of the years and the purses of the table `budgets`."""
    last = tables.settings.project_years
    seen: set[tuple[str, int]] = set()
    shared = any(budget.department_id == ALL for budget in tables.budgets)
    for budget in tables.budgets:
        year = budget.year
        if year is None and last != 1:
            what = say("the year is blank, with {last} project years", last=last)
            yield fault(
                "E10", "budgets.csv", "year", what, say("write 1 to {last}, a row a year", last=last), row=budget.row
            )
            continue
        if year is not None and not 1 <= year <= last:
            yield fault(
                "E10",
                "budgets.csv",
                "year",
                "outside the project years",
                say("write 1 to {last}", last=last),
                row=budget.row,
                value=year,
            )
        if shared and budget.department_id != ALL:
            what = "one purse of ALL stands beside a department's own"
            yield fault(
                "E2",
                "budgets.csv",
                "department_id",
                what,
                "keep one or the other",
                row=budget.row,
                value=budget.department_id,
            )
        seen.add((budget.department_id, 1 if year is None else year))
    yield from _missing_rows(tables, raw, seen, shared=shared)


def _missing_rows(
    tables: Tables, raw: RawTables, seen: Collection[tuple[str, int]], *, shared: bool
) -> Iterator[InputFault]:
    """Departments without money, and years without; one line for those that lack the same years.

    Args:
        tables: The typed tables.
        raw: The same as text.
        seen: (department, year) of every row.
        shared: Whether all have one purse.
    """
    last, named = tables.settings.project_years, tables.settings.years
    listed = ids_of(raw, "budgets", "department_id")
    wanted = {ALL} if shared else {cluster.department_id for cluster in tables.clusters}
    if ids_of(raw, "departments", "department_id"):
        # A department that is not on the list is told as such, once.
        wanted &= ids_of(raw, "departments", "department_id") | {ALL}
    lacking: dict[tuple[int, ...], list[str]] = {}
    for department in sorted(wanted):
        years = tuple(year for year in range(1, last + 1) if (department, year) not in seen)
        if not years or _unread(raw, tables, department):
            continue
        if department not in listed:
            what = say("{department} has no rows", department=department)
            yield fault("E10", "budgets.csv", "department_id", what, "add a row a year", value=department)
        else:
            lacking.setdefault(years, []).append(department)
    for years, departments in lacking.items():
        if len(years) == len(departments) == 1:
            what, mend = (
                say("{department} has no row for {year}", department=departments[0], year=named.name(years[0])),
                "add it; write 0 if there is no money",
            )
            yield fault("E10", "budgets.csv", "year", what, mend, value=years[0])
        else:
            which = named.names(years) if len(years) <= _MOST_YEARS else named.span(years[0], years[-1])
            what = say(_LACKING[len(departments) > 1], departments=all_of(departments), years=which)
            yield fault("E10", "budgets.csv", "year", what, "add a row a year; write 0 if there is no money")


def _unread(raw: RawTables, tables: Tables, department: str) -> bool:
    """Whether a row of this department could not be read; it is reported where it stands, not as missing too."""
    read = {budget.row for budget in tables.budgets}
    rows = raw["budgets"].rows if "budgets" in raw else ()
    return any(
        # In other capitals it is told as a department that is not on the list.
        (named := text_of(cells, "department_id")).casefold() == department.casefold()
        and (number not in read or named != department)
        for number, cells in rows
    )
