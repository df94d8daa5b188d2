"""Finds settings and numbers of years that cannot be meant: a year of the calendar for a count, 5 for 5% (E9)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.kinds import CellKind, cell_kind
from tradeoff.scenario.written_years import FIRST_CALENDAR_YEAR, named_year
from tradeoff.words.spoken import say

_FILE = "settings.csv"
_HIGHEST_RATE = Fraction(3, 10)
"""A year. No public appraisal discounts at more."""
_DOUBLING = 1
"""No sector doubles year after year; from here on a growth was typed in percent."""
_COUNTS = tuple(
    (kind.TABLE, column)
    for kind in TABLES
    for column in kind.model_fields
    if column != "row" and cell_kind(kind, column) is CellKind.WHOLE
)
"""(table, column) of every whole number: all of them are numbers of years."""


def check_settings(settings: Settings, doubtful: frozenset[str] = frozenset()) -> list[InputFault]:
    """Every fault of the settings alone; what only follows from one of them, or from one not known, is left out."""
    found = [one for key in ("project_years", "horizon_years", "accompaniment_years") for one in _dated(settings, key)]
    in_order = [] if found or doubtful & {"project_years", "horizon_years"} else _check_order(settings)
    return [*found, *_check_first_year(settings), *in_order, *_check_discount(settings)]


def check_counts(tables: Tables) -> Iterator[InputFault]:
    """Numbers of years in the other tables that are years of the calendar."""
    for table, column in _COUNTS:
        for row in getattr(tables, table):
            value = getattr(row, column)
            if value is not None and value >= FIRST_CALENDAR_YEAR:
                what, mend = "a year of the calendar, where a number of years is wanted", "write how many years"
                yield fault("E9", f"{table}.csv", column, what, mend, row=row.row, value=value)


def is_doubling(outlook: Fraction) -> bool:
    """Whether a sector's outlook, as a share a year, cannot be meant."""
    return outlook >= _DOUBLING


def check_outlooks(tables: Tables) -> Iterator[InputFault]:
    """Sectors that would grow faster than any has."""
    for cluster in tables.clusters:
        if is_doubling(cluster.sector_outlook):
            what = "a sector that doubles every year or grows faster"
            mend, value = _as_share(cluster.sector_outlook), f"{float(cluster.sector_outlook):g}"
            yield fault("E9", "clusters.csv", "sector_outlook", what, mend, row=cluster.row, value=value)


def _dated(settings: Settings, key: str) -> Iterator[InputFault]:
    year = getattr(settings, key)
    if year is None or year < FIRST_CALENDAR_YEAR:
        return
    first = named_year(settings.first_year)
    mend = say("write how many years, such as {years}", years=10 if key == "horizon_years" else 5)
    if first is not None and key != "accompaniment_years" and year >= first.first:
        # Of split years the calendar year may be the first half of the last one or its second.
        last = year - first.first + 1
        mend = say("write how many years there are from {first} on: ", first=first.later(0))
        mend += say("{last} if the last is {later}", last=last, later=first.later(last - 1))
        if first.is_split and last > 1:
            mend += say(", {last} if it is {later}", last=last - 1, later=first.later(last - 2))
    yield fault("E9", _FILE, key, "a year of the calendar, where a number of years is wanted", mend, value=year)


def _check_first_year(settings: Settings) -> Iterator[InputFault]:
    """A name of year 1 with figures in it that is no year: results would count the years, and nobody would say why."""
    name = settings.first_year
    if named_year(name) is None and any(letter.isdigit() for letter in name):
        mend = "write the year as 2026-27 or 2026, or leave it blank to count the years"
        yield fault("E9", _FILE, "first_year", "no year that can be read", mend, value=name)


def _check_order(settings: Settings) -> Iterator[InputFault]:
    if settings.project_years < 1:
        what, mend = "no year to plan for", "write 1 or more"
        yield fault("E9", _FILE, "project_years", what, mend, value=settings.project_years)
    if settings.horizon_years <= settings.project_years:
        what, mend = (
            say("not beyond the {project_years} project years", project_years=settings.project_years),
            "write a later last year of benefits",
        )
        yield fault("E9", _FILE, "horizon_years", what, mend, value=settings.horizon_years)


def _check_discount(settings: Settings) -> Iterator[InputFault]:
    rate = settings.discount_rate
    if rate > _HIGHEST_RATE:
        what = say("a discount rate above {highest_rate:g} a year", highest_rate=float(_HIGHEST_RATE))
        yield fault("E9", _FILE, "discount_rate", what, _as_share(rate), value=f"{float(rate):g}")


def _as_share(rate: Fraction) -> str:
    """The mend of a rate: its hundredth where it may have been meant as percent."""
    mend = say("write a share a year, 0.05 for 5%")
    return (
        say("{mend}; did you mean {rate:g}?", mend=mend, rate=float(rate / 100))
        if 1 <= rate <= 100 * _HIGHEST_RATE
        else mend
    )
