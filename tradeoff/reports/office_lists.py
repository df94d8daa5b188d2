"""Sets out the lists of one plan for the office as they are printed: heads, rows, sums at the foot of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tradeoff.advice.posting import USES, short_sentences
from tradeoff.advice.wording import year_name
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.plan import Plan
from tradeoff.reports.lists import list_records
from tradeoff.reports.tables import Record
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import language, say, say_of

_MONTHS = {
    "year": "Year",
    "start_up": "Months to open",
    "facilitation": "Months of facilitation",
    "households": "Months with households",
    "months": "Months in all",
}
"""Heads of the columns of agents' months."""


@dataclass(frozen=True, kw_only=True)
class OfficeList:
    """One list as it is printed: heads, rows, sums at its foot, and what is to be known beside them."""

    title: str
    heads: tuple[str, ...]
    year: int
    """Which column holds years."""
    numbers: frozenset[int]
    """Which columns hold numbers."""
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...]
    """Lines below the rows, as wide as they are."""
    notes: tuple[str, ...] = ()
    none: str = ""
    """What is said where there are no rows."""


def office_lists(plan: Plan, scenario: Scenario) -> tuple[OfficeList, ...]:
    """The lists of a plan in the order in which they are printed: who is served, with what money, by whom, where."""
    records = list_records(plan, scenario)
    return (
        _enrolment(records["enrolment"], scenario),
        _release(records["release"], scenario),
        _posting(records["posting"], tuple(short_sentences(plan, scenario))),
        _opened(records["opened"], scenario),
    )


def _enrolment(records: Sequence[Record], scenario: Scenario) -> OfficeList:
    """Households by district, cluster, year and level; sums by district, by year, by level and of all."""
    has_districts = any(row["district"] for row in records)
    has_segments = len({cell.segment_id for cell in scenario.cells}) > 1
    heads = (say("District"), say("Cluster"), say("Segment"), say("Year"), say("Level of support"), say("Households"))
    shown = [place for place in range(len(heads)) if (place != 0 or has_districts) and (place != 2 or has_segments)]
    everywhere = (say("All"), "", "") if has_districts else ("", say("All"), "")
    keys = ("district", "cluster", "segment_id", "label", "level")
    rows = [(*(str(row[key]) for key in keys), _count(row["households"])) for row in records]
    order = {(offer.level_id, offer.name): offer.order for cell in scenario.cells for offer in cell.offers}
    by_district, by_year, by_level = (_added(records, *by) for by in (("district",), ("year",), ("level_id", "level")))
    any_year, any_level = say("all years"), say("all levels")
    sums: list[tuple[str, ...]] = []
    if len(by_district) > 1:
        for (district,), count in by_district.items():
            sums.append((str(district) or say("no district named"), "", "", any_year, any_level, _count(count)))
    if scenario.settings.project_years > 1:
        for year in range(1, scenario.settings.project_years + 1):
            label, count = year_name(scenario, year), by_year.get((year,), 0.0)
            sums.append((*everywhere, label, any_level, _count(count)))
    if len(by_level) > 1:
        for level_id, level in sorted(by_level, key=lambda one: (order[str(one[0]), str(one[1])], one)):
            sums.append((*everywhere, any_year, str(level), _count(by_level[level_id, level])))
    sums.append((*everywhere, any_year, any_level, _count(sum(float(str(row["households"])) for row in records))))
    return OfficeList(
        title=say("Households to enrol"),
        heads=tuple(heads[place] for place in shown),
        year=shown.index(3),
        numbers=frozenset([len(shown) - 1]),
        rows=tuple(tuple(row[place] for place in shown) for row in rows),
        sums=tuple(tuple(row[place] for place in shown) for row in sums),
        none=say("No household is enrolled."),
    )


def _added(records: Sequence[Record], *by: str) -> dict[tuple[object, ...], float]:
    """Households added up by some of their columns, in the order in which they come."""
    sums: dict[tuple[object, ...], float] = {}
    for row in records:
        key = tuple(row[name] for name in by)
        sums[key] = sums.get(key, 0.0) + float(str(row["households"]))
    return sums


def _release(records: Sequence[Record], scenario: Scenario) -> OfficeList:
    """Rupees by department, fund and year; sums by department, by year and of all."""
    has_funds = any(row["fund"] for row in records)
    middle = (say("Fund"),) if has_funds else ()
    fund = [(str(row["fund"]),) if has_funds else () for row in records]
    rows = [
        (str(row["department"]), *more, str(row["label"]), _rupees(row["amount"]))
        for row, more in zip(records, fund, strict=True)
    ]
    years = range(1, scenario.settings.project_years + 1)
    by_department: dict[str, int] = {}
    for row in records:
        name = str(row["department"])
        by_department[name] = by_department.get(name, 0) + int(str(row["amount"]))
    by_year = {year_name(scenario, year): _sum(row for row in records if row["year"] == year) for year in years}
    gap = ("",) * len(middle)
    several = len(by_department) > 1
    sums = [(name, *gap, say("all years"), _both(amount)) for name, amount in by_department.items()] if several else []
    sums += [(say("All"), *gap, label, _both(amount)) for label, amount in by_year.items() if len(years) > 1]
    sums.append((say("All"), *gap, say("all years"), _both(_sum(records))))
    return OfficeList(
        title=say("Release of money"),
        heads=(say("Department"), *middle, say("Year"), say("Amount, Rs")),
        year=1 + len(middle),
        numbers=frozenset([2 + len(middle)]),
        rows=tuple(rows),
        sums=tuple(sums),
        none=say("No money is released."),
    )


def _posting(records: Sequence[Record], notes: tuple[str, ...]) -> OfficeList:
    """Agents by year: those who are needed, those there are, those recruited; and their months."""
    limited = any(row["there"] is not None for row in records)
    there = (say("Agents there"), say("Short")) if limited else ()
    heads = tuple(say(_MONTHS[name]) for name in _MONTHS)
    rows = [
        (
            str(row["label"]),
            *(_months(row[use]) for use in (*USES, "months")),
            _count(row["agents"]),
            *((_count(row["there"]), _count(row["short"])) if limited else ()),
            _count(row["recruited"]),
        )
        for row in records
    ]
    totals = [_months(sum(float(str(row[use])) for row in records)) for use in USES]
    whole = _months(sum(float(str(row["months"])) for row in records))
    recruited = _count(sum(float(str(row["recruited"])) for row in records))
    return OfficeList(
        title=say("Posting of agents"),
        heads=(*heads, say("Agents to post"), *there, say("Trained for later")),
        year=0,
        numbers=frozenset(range(1, 7 + len(there))),
        rows=tuple(rows),
        # Who works in two years is one agent: their number is no sum.
        sums=((say("All years"), *totals, whole, "", *("",) * len(there), recruited),) if len(records) > 1 else (),
        notes=notes,
        none=say("No agents are posted."),
    )


def _opened(records: Sequence[Record], scenario: Scenario) -> OfficeList:
    """Clusters by the year in which they open; where one opens in part, the share."""
    in_parts = any(abs(float(str(row["share"])) - 1) > _WHOLE for row in records)
    share = (say("Share opened"),) if in_parts else ()
    rows = [
        (
            str(row["label"]),
            str(row["cluster"]),
            str(row["department"]),
            *((_share(float(str(row["share"]))),) if in_parts else ()),
        )
        for row in records
    ]
    years = range(1, scenario.settings.project_years + 1)
    by_year = {year_name(scenario, year): [row for row in records if row["year"] == year] for year in years}
    sums = [(label, *_counted(found, in_parts)) for label, found in by_year.items() if len(years) > 1]
    sums.append((say("All years"), *_counted(records, in_parts)))
    return OfficeList(
        title=say("Clusters opened"),
        heads=(say("Year"), say("Cluster"), say("Department"), *share),
        year=0,
        numbers=frozenset([3]) if in_parts else frozenset(),
        rows=tuple(rows),
        sums=tuple(sums),
        none=say("No cluster is opened."),
    )


_WHOLE = 1e-6
"""Share up to which a cluster is opened as a whole."""


def _counted(found: Sequence[Record], in_parts: bool) -> tuple[str, ...]:
    """How many clusters are opened, or how many together where some open in part."""
    names = len({row["cluster_id"] for row in found})
    words = say_of(names, "{names} cluster", "{names} clusters", names=format_number(names))
    return (words, "", _share(sum(float(str(row["share"])) for row in found))) if in_parts else (words, "")


def _share(share: float) -> str:
    return format_number(share, decimals=3)


def _sum(records: Iterable[Record]) -> int:
    return sum(int(str(row["amount"])) for row in records)


def _rupees(amount: object) -> str:
    return format_number(float(str(amount)))


def _both(amount: int) -> str:
    """Rupees to the last one, and in lakh or crore."""
    words = format_rupees(amount)
    return f"{format_number(amount)} ({words.removeprefix('Rs ')})" if amount >= 100_000 else format_number(amount)


def _months(months: object) -> str:
    return _short(float(str(months)))


def _count(count: object) -> str:
    """A number of people; with what is behind the point where a plan in shares has that."""
    if count is None:
        return say("not limited")
    return _short(float(str(count)))


def _short(number: float) -> str:
    """Two digits behind the decimal sign at most, and no noughts at the end."""
    return format_number(number, decimals=2).rstrip("0").rstrip(language().decimal)
