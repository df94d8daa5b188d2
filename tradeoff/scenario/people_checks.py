"""Finds what is wrong with the tables of people: years, agents counted twice, amounts that reach nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.budget_checks import MOST_YEARS, or_fewer_years
from tradeoff.scenario.faults import fault
from tradeoff.scenario.people import is_staff_followed, replication, rows_by_year
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Agents
from tradeoff.words.spoken import say

_FILE = "agents.csv"


def check_people(tables: Tables) -> Iterator[InputFault]:
    """Every fault of the tables `agents` and `replication`, and of what reforms add to training."""
    yield from _check_years(tables)
    followed = is_staff_followed(tables)
    for row in tables.agents:
        yield from _check_staff(row, first=row.year in (1, None)) if followed else _check_months(row)
    if followed:
        yield from _check_posts(tables)
    else:
        yield from _check_reforms(tables)
    yield from _check_replication(tables)


def _check_years(tables: Tables) -> Iterator[InputFault]:
    last = tables.settings.project_years
    years = [1 if row.year is None and last == 1 else row.year for row in tables.agents]
    for row, year in zip(tables.agents, years, strict=True):
        if year is None or not 1 <= year <= last:
            mend = say("write 1 to {last}", last=last)
            yield fault("E10", _FILE, "year", "outside the project years", mend, row=row.row, value=row.year)
    named = tables.settings.years
    lacking = [year for year in range(1, last + 1) if tables.agents and year not in years]
    if len(lacking) == 1:
        what = say("no row for {year}", year=named.name(lacking[0]))
        yield fault("E1", _FILE, "year", what, "add it, or remove the table", value=lacking[0])
    elif lacking:
        which = named.names(lacking) if len(lacking) <= MOST_YEARS else named.span(lacking[0], lacking[-1])
        mend = say("add a row a year, or remove the table") + or_fewer_years(last, lacking)
        yield fault("E1", _FILE, "year", say("no rows for {years}", years=which), mend)


def _check_months(row: Agents) -> Iterator[InputFault]:
    """Where agents neither leave nor are trained."""
    if row.agent_months is None and row.in_post is None:
        what, mend = "neither agent_months nor in_post is given", "write one of them"
        yield fault("E1", _FILE, "agent_months", what, mend, row=row.row)
    for column in ("posts", "training_cost"):
        value = getattr(row, column)
        if value is not None:
            what = "nobody is trained, so that it reaches nothing"
            mend = "write training_capacity in each year, or leave the cell blank"
            yield fault("E1", _FILE, column, what, mend, row=row.row, value=float(value))


def _check_staff(row: Agents, *, first: bool) -> Iterator[InputFault]:
    """Where agents are followed from year to year: their number is given once."""
    if row.agent_months is not None:
        what = "agents are trained or leave, so their months follow from how many are at work"
        mend = "leave agent_months blank, and write in_post in year 1"
        yield fault("E1", _FILE, "agent_months", what, mend, row=row.row, value=float(row.agent_months))
    if first and row.in_post is None:
        what, mend = "agents are trained or leave, and nobody says how many there are at first", "write in_post"
        yield fault("E1", _FILE, "in_post", what, mend, row=row.row)
    if not first and row.in_post is not None:
        what = "agents are trained or leave, so how many are at work follows from year 1"
        mend = "leave the cell blank; write in_post in year 1 only"
        yield fault("E1", _FILE, "in_post", what, mend, row=row.row, value=float(row.in_post))


def _check_posts(tables: Tables) -> Iterator[InputFault]:
    rows = rows_by_year(tables)
    staff = rows[1].in_post or Fraction(0) if 1 in rows else Fraction(0)
    found = []
    for year in range(1, tables.settings.project_years + 1):
        row = rows.get(year)
        if row is None:
            break
        if row.posts is not None and staff > row.posts:
            what = say(
                "{staff:g} agents are at work in {year} without anybody trained, and nobody is sent away",
                staff=float(staff),
                year=tables.settings.years.name(year),
            )
            mend, value = "raise it, or lower in_post", float(row.posts)
            found.append(fault("E8", _FILE, "posts", what, mend, row=row.row, value=value))
        staff *= 1 - (row.attrition or Fraction(0))
    if len(found) > 1 and found[0].row == rows[1].row:
        # Several years have room for fewer: it is the one number that is wrong, or all of theirs.
        first = rows[1]
        what = say("more than the {posts:g} posts of that year, and nobody is sent away", posts=float(first.posts or 0))
        mend, staff_typed = "lower it, or raise the posts of each year", f"{float(first.in_post or 0):g}"
        yield fault("E8", _FILE, "in_post", what, mend, row=first.row, value=staff_typed)
    else:
        yield from found


def _check_reforms(tables: Tables) -> Iterator[InputFault]:
    for reform in tables.enabling:
        if reform.training_added:
            what = "agents are not counted from year to year, so training that is added reaches nothing"
            mend = "write in_post in year 1 of agents.csv and training_capacity in each year (0 if there is none)"
            value = float(reform.training_added)
            yield fault("E1", "enabling.csv", "training_added", what, mend, row=reform.row, value=value)


def _check_replication(tables: Tables) -> Iterator[InputFault]:
    for row in tables.replication[1:]:
        what = "one row holds for all pilots, and this is another"
        yield fault("E1", "replication.csv", None, what, "keep one row", row=row.row)
    taught = replication(tables)
    if tables.replication and taught.starts_per_pilot is None and taught.agents_per_pilot_year is None:
        mend = "write starts_per_pilot or agents_per_pilot_year, or remove the table"
        yield fault("E1", "replication.csv", "starts_per_pilot", "the row says nothing", mend, row=taught.row)
    if taught.agents_per_pilot_year and not tables.agents:
        what = "agents have no limit here, so that training more of them reaches nothing"
        mend = "add agents.csv with in_post in year 1, or leave the cell blank"
        value = float(taught.agents_per_pilot_year)
        yield fault("E1", "replication.csv", "agents_per_pilot_year", what, mend, row=taught.row, value=value)
