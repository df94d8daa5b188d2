"""Finds what is wrong with the money of each year: years outside the project, purses beside one for all, no rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import text_of
from tradeoff.scenario.references import ALL, RawTables, ids_of
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import all_of, say

MOST_YEARS = 5
"""Years that a line names one by one."""
_MOST_DIGITS = 4
"""Of a year; what is longer is refused where it stands."""
_LACKING = {
    False: "{departments} has no rows for {years}",
    True: "{departments} have no rows for {years}",
}
"""What is said of departments, by whether there are several."""


def check_budgets(tables: Tables, raw: RawTables) -> Iterator[InputFault]:
    """Every fault of the years and the purses of the table `budgets`."""
    last = tables.settings.project_years
    shared = ALL in ids_of(raw, "budgets", "department_id")
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
    if shared:
        yield from _one_purse_or_several(tables)
    yield from _missing_rows(tables, raw, shared=shared)


def _one_purse_or_several(tables: Tables) -> Iterator[InputFault]:
    """Rows of ALL among those of departments, or these among those of ALL: the fewer are those that slipped."""
    of_all = [budget for budget in tables.budgets if budget.department_id == ALL]
    others = [budget for budget in tables.budgets if budget.department_id != ALL]
    if len(of_all) < len(others):
        what, slipped = "one purse of ALL stands beside departments' own", of_all
        mend = "write the department whose money it is, or ALL in every row"
    else:
        what, slipped = "one purse of ALL stands beside a department's own", others
        mend = "keep one or the other"
        if {budget.year for budget in of_all}.isdisjoint(budget.year for budget in others):
            mend = "write ALL as in the other rows, or a department in every row"
    for budget in slipped:
        yield fault("E2", "budgets.csv", "department_id", what, mend, row=budget.row, value=budget.department_id)


def _missing_rows(tables: Tables, raw: RawTables, *, shared: bool) -> Iterator[InputFault]:
    """Departments without money, and years without; one line for those that lack the same years.

    Args:
        tables: The typed tables.
        raw: The same as text.
        shared: Whether all have one purse.
    """
    last, named = tables.settings.project_years, tables.settings.years
    listed = ids_of(raw, "budgets", "department_id")
    wanted = {ALL} if shared else {cluster.department_id for cluster in tables.clusters}
    known = ids_of(raw, "departments", "department_id")
    if known and not shared:
        # A department that is not on the list is told as such, once.
        wanted = ids_of(raw, "clusters", "department_id") & known
    seen, unclear = _years_seen(raw)
    # Under a name that is not on the list, or beside ALL, stands what another lacks.
    listed_so = {ALL.casefold()} if shared else {one.casefold() for one in known}
    strays = {year for name, years in seen.items() if listed_so and name not in listed_so for year in years}
    lacking: dict[tuple[int, ...], list[str]] = {}
    for department in sorted(wanted):
        own = seen.get(department.casefold(), set())
        years = tuple(year for year in range(1, last + 1) if year not in own and (not own or year not in strays))
        if not years or department.casefold() in unclear:
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
            which = named.names(years) if len(years) <= MOST_YEARS else named.span(years[0], years[-1])
            what = say(_LACKING[len(departments) > 1], departments=all_of(departments), years=which)
            mend = say("add a row a year; write 0 if there is no money") + or_fewer_years(last, years)
            yield fault("E10", "budgets.csv", "year", what, mend)


def or_fewer_years(last: int, lacking: Sequence[int]) -> str:
    """The other mend where more years lack rows than have them: their number may be what is wrong.

    Args:
        last: The last year of the project.
        lacking: The years without rows.
    """
    return say("; or mend project_years in settings.csv, {last}", last=last) if 2 * len(lacking) > last else ""


def _years_seen(raw: RawTables) -> tuple[dict[str, set[int]], set[str]]:
    """By department the years of its rows, read or not; and the departments with a row of no clear year.

    Capitals make no difference: a name in others is told as a department that is not on the list.
    """
    seen: dict[str, set[int]] = {}
    unclear: set[str] = set()
    for _, cells in raw["budgets"].rows if "budgets" in raw else ():
        department, year = text_of(cells, "department_id").casefold(), text_of(cells, "year") or "1"
        if year.isascii() and year.isdigit() and len(year) <= _MOST_DIGITS:
            seen.setdefault(department, set()).add(int(year))
        else:
            unclear.add(department)
    return seen, unclear
