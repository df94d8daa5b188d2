"""Prints the lists of one plan for the office: a page of A4 sheets that needs no network and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradeoff.advice.posting import USES, short_sentences
from tradeoff.advice.wording import figure, solved, year_name
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan
from tradeoff.reports.lists import list_records
from tradeoff.reports.tables import Record
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import language, say, say_of

_HERE = Path(__file__).parent / "page"
_TO_SIGN = {"order_number": "Order number", "order_date": "Date", "signature": "Signature"}
"""Columns of the lists that are filled in by hand."""
_MONTHS = {
    "year": "Year",
    "start_up": "Months to open",
    "facilitation": "Months of facilitation",
    "households": "Months with households",
    "months": "Months in all",
}
"""Heads of the columns of agents' months."""
_FORMS = {
    Form.ACTION: "action plan: clusters, households, agents recruited and rupees are whole, months of facilitation "
    "come in halves",
    Form.WHOLE: "whole openings: every cluster opens or does not; households come as fractions",
    Form.OUTLOOK: "outlook, in shares: to look at, not to sanction; `tradeoff plan --trade CHOICE --at AIM=LEVEL` "
    "gives what can be",
}


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


def lists_html(plan: Plan, scenario: Scenario, about: Mapping[str, object]) -> bytes:
    """The page of lists of a plan, the same bytes every time.

    Args:
        plan: The plan.
        scenario: What it is a plan of.
        about: What `plan.json` says of it.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = (_HERE / "lists.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page: str = environment.get_template("lists.html.j2").render(
        scenario=scenario,
        level=_level(plan, scenario, about),
        form=say(_FORMS[plan.form]),
        lists=_lists(plan, scenario),
        to_sign=[say(_TO_SIGN[name]) for name in _TO_SIGN],
        say=say,
        spoken=language(),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'",
    )
    return page.encode()


def _level(plan: Plan, scenario: Scenario, about: Mapping[str, Any]) -> str:
    """The choice, what the plan has of its aims and what it lacks of the level; of several aims, those asked."""
    trade = about.get("trade")
    aims = [about["x"], about["y"]] if trade else list(about.get("asked", plan.objectives))
    had = ", ".join(f"{say(aim)} {figure(scenario, aim, plan.objectives[aim])}" for aim in aims)
    if not trade:
        return say("Several aims: {had}", had=had)
    short = ""
    if about.get("shortfall"):
        ((aim, level),) = about["asked"].items()
        lacking = solved(scenario, aim, about["shortfall"])
        short = say(
            "; {lacking} short of the {level} of {aim} that was asked",
            lacking=lacking,
            level=level_words(level, aim, scenario),
            aim=say(aim),
        )
    return say("{heading}: {had}{short}", heading=say(find_pair(trade).heading), had=had, short=short)


def _lists(plan: Plan, scenario: Scenario) -> tuple[OfficeList, ...]:
    records = list_records(plan, scenario)
    return (
        _release(records["release"], scenario),
        _posting(records["posting"], tuple(short_sentences(plan, scenario))),
        _opened(records["opened"], scenario),
    )


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
        heads=(*heads, say("Agents to post"), *there, say("Recruited for later")),
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
