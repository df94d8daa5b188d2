"""Gathers the sheets of one plan: in words, added up, what is decided, lists, prices, what follows, its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tradeoff.advice.figure_units import spoken_unit
from tradeoff.advice.wording import year_name
from tradeoff.programme.decision import DECIDED
from tradeoff.programme.plan import Plan
from tradeoff.programme.plan_sheets import SCENARIO, as_number, table_sheet
from tradeoff.programme.plan_tables import DECISIONS
from tradeoff.programme.programme import money_words
from tradeoff.reports.lists import COLUMNS, list_records
from tradeoff.reports.names import activity_names, place_names
from tradeoff.reports.tables import Record, aim_records, file_columns, plan_records, with_typed_years
from tradeoff.reports.workbook.columns import HOUSEHOLDS, RUPEES, column
from tradeoff.reports.workbook.gathered import TOTAL, Side, cross_table
from tradeoff.reports.workbook.sheets import Chart, Column, Figure, Shape, Table, Words, Workbook, unit_words
from tradeoff.reports.workbook.sources import grade_table, source_table
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables.columns import column_words
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import say

_TITLES = {
    "households": "Households newly enrolled",
    "openings": "Share of each cluster open by the end of each year; a year without a row is as the one before",
    "facilitation": "Facilitation months",
    "transfers": "Rupees that a department receives from others or gives to them",
    "agents": "Agents trained, which is decided, and the agent-months there are and used, which follow",
    "money": "Rupees spent; a blank cluster is the state as a whole",
    "purses": "Rupees of each purse: {balance}",
    "owed": "Facilitation months owed after the project, which the state must carry",
    "contributions": "Rupees that households bring themselves, beside the purses",
    "enrolment": "Households to enrol, by cluster, year and level",
    "opened": "Clusters newly opened, by year",
    "posting": "Agents at work and trained, by year",
    "release": "Rupees to release, by department, fund and year",
}
_BALANCE = (
    ("", "spent"),
    ("+", "moved_out"),
    ("-", "moved_in"),
    ("+", "carried_out"),
    ("-", "carried_in"),
    ("+", "unspent"),
    ("=", "envelope"),
)
"""How the columns of purses add up."""
_FIGURES = {kind.TABLE: kind.FIGURES for kind in DECISIONS}
_FOLLOWS = ("purses", "money", "contributions", "owed")
_MONEY = Column(key="amount", unit=RUPEES, figure=Figure.RUPEES)
_ENROLLED = Column(key="households", unit=HOUSEHOLDS, figure=Figure.COUNT)


@dataclass(frozen=True, kw_only=True)
class PlanOnSheets:
    """A plan, and what is said of it."""

    scenario: Scenario
    plan: Plan
    words: Words
    """The first sheet."""
    limits: Mapping[str, object]
    """What `limits_json` says of it; empty where nobody asked."""


def plan_workbook(found: PlanOnSheets) -> Workbook:
    """The sheets of a plan, in turn."""
    scenario, plan = found.scenario, found.plan
    tables = [
        *_added_up(plan, scenario),
        *(replace(_table(plan, scenario, name), is_decided=True, follows=_FIGURES[name]) for name in DECIDED),
        *(_list(plan, scenario, name) for name in COLUMNS),
        _aims(plan, scenario),
        *(_table(plan, scenario, name) for name in _FOLLOWS),
    ]
    of_the_plan = [
        replace(table, title=say("{title}. Form {form}", title=table.title, form=plan.form)) for table in tables
    ]
    prices = [price_table(found.limits, scenario)] if found.limits else []
    return Workbook(
        title=found.words.title,
        sheets=(
            found.words,
            *of_the_plan,
            *prices,
            grade_table(scenario),
            source_table(scenario),
            *_scenario(scenario),
        ),
    )


def price_table(limits: Mapping[str, Any], scenario: Scenario) -> Table:
    """What a step more and a step less of everything that limits a plan changes, each solved again.

    Args:
        limits: What `limits_json` returns.
        scenario: Of which scenario.
    """
    of = limits["prices_of"]
    aim, counted = of["aim"], f"{say(of['aim'])}, {spoken_unit(of['unit'], money_words(scenario))}"
    columns = (
        Column(key="of"),
        Column(key="step", name=say("one step")),
        Column(key="gain", name=say("a step more brings"), unit=counted, figure=Figure.COUNT),
        Column(key="loss", name=say("a step less takes"), unit=counted, figure=Figure.COUNT),
        Column(key="holds_to", name=say("holds to"), unit=say("steps; 0: not asked"), figure=Figure.COUNT),
        Column(key="sentence", name=say("in words"), figure=Figure.SENTENCE),
    )
    held = level_words(of["level"], of["held"], scenario)
    title = say(
        "What limits {aim} at {held} of {of}, each solved again. Form {of2}",
        aim=say(aim),
        held=say(held),
        of=say(of["held"]),
        of2=of["form"],
    )
    return Table(name=say("prices"), title=title, columns=columns, rows=limits["prices"])


def _aims(plan: Plan, scenario: Scenario) -> Table:
    columns = tuple(column("aims", key) for key in ("aim", "value", "unit"))
    money = money_words(scenario)
    rows = [{**row, "unit": spoken_unit(str(row["unit"]), money)} for row in aim_records(plan, scenario)]
    return Table(name="aims", title=say("What the plan reaches"), columns=columns, rows=rows)


def _table(plan: Plan, scenario: Scenario, name: str) -> Table:
    """A table of a plan as its file has it."""
    columns = tuple(column(name, key) for key in file_columns(name))
    rows = with_typed_years(plan_records(plan, name), scenario)
    return Table(name=name, title=say(_TITLES[name], balance=_balance()), columns=columns, rows=rows)


def _balance() -> str:
    """How the columns of purses add up, by their heads."""
    return " ".join(f"{sign} {heading_of(name)}" for sign, name in _BALANCE).strip()


def _list(plan: Plan, scenario: Scenario, name: str) -> Table:
    columns = tuple(column(name, key) for key in COLUMNS[name])
    return Table(name=name, title=say(_TITLES[name]), columns=columns, rows=list_records(plan, scenario)[name])


def _added_up(plan: Plan, scenario: Scenario) -> Iterator[Table]:
    """Money by activity, by cluster, by year and fund; households by cluster and level."""
    money, households = plan_records(plan, "money"), plan_records(plan, "households")
    years = {year: year_name(scenario, year) for year in range(1, scenario.settings.project_years + 1)}
    levels = {offer.level_id: (offer.order, offer.name) for cell in scenario.cells for offer in cell.offers}
    cluster = Side(key="cluster_id", word=heading_of("cluster"), names=place_names(scenario))
    activity = Side(key="activity_id", word=heading_of("activity"), names=activity_names(scenario))
    year = Side(key="year", word=heading_of("year"), names=years)
    funds = {"": say("no fund named")} | {fund.fund_id: fund.name for fund in scenario.funds}
    fund = Side(key="fund_id", word=heading_of("fund"), names=funds)
    level = Side(key="level_id", word=heading_of("level"), names={key: name for key, (_, name) in levels.items()})
    by_activity = cross_table(
        money,
        activity,
        year,
        _MONEY,
        name=say("money by activity"),
        title=say("Money by activity and year"),
        order=list(years),
    )
    title = say("Money by activity, all years, {rupees}. Form {form}", rupees=unit_words(RUPEES), form=plan.form)
    over = "name" if any(one.key == "name" for one in by_activity.columns) else activity.key
    bars = Chart(shape=Shape.BARS, title=title, over=over, values=(TOTAL,), value_title=unit_words(RUPEES))
    yield replace(by_activity, charts=(bars,) if by_activity.rows else ())
    yield cross_table(
        money, cluster, activity, _MONEY, name=say("money by cluster"), title=say("Money by cluster and activity")
    )
    yield cross_table(money, year, fund, _MONEY, name=say("money by year"), title=say("Money by year and fund"))
    there = {row["level_id"] for row in households}
    order = [key for key, _ in sorted(levels.items(), key=lambda item: (item[1][0], item[0])) if key in there]
    name, title = say("households by cluster"), say("Households by cluster and level")
    yield cross_table(households, cluster, level, _ENROLLED, name=name, title=title, order=order)


def _scenario(scenario: Scenario) -> Iterator[Table]:
    """The scenario's own words and tables, as they were read, with every change made."""
    said = {"name": scenario.name, "title": scenario.title, "question": scenario.question}
    yield Table(
        name=SCENARIO,
        title=say("The scenario that this is a plan of; its tables follow"),
        columns=(Column(key="key"), Column(key="value", figure=Figure.SENTENCE)),
        rows=[{"key": key, "value": text} for key, text in said.items()],
    )
    for name, table in sorted(scenario.resolved.as_read.items()):
        yield _as_read(name, table, scenario)


def _as_read(name: str, table: RawTable, scenario: Scenario) -> Table:
    more = {key for _, cells in table.rows for key in cells} - set(table.columns)
    columns = [*table.columns, *sorted(more)]
    rows = []
    for _, cells in table.rows:
        texts = {key: text_of(cells, key) for key in columns}
        rows.append({key: text if (number := as_number(text)) is None else number for key, text in texts.items()})
    return Table(
        name=table_sheet(name),
        title=say("Of the scenario {name}: {name2}, as it was read", name=scenario.name, name2=name),
        columns=tuple(_as_read_column(name, key, rows, scenario) for key in columns),
        rows=rows,
    )


def _as_read_column(table: str, key: str, rows: Sequence[Record], scenario: Scenario) -> Column:
    """A column of the scenario's own, with what its figures are counted in."""
    words = column_words().get((table, key)) or column_words().get(("every", key))
    money = money_words(scenario)
    unit = "" if words is None else spoken_unit(words.unit_in(money), money)
    is_number = any(isinstance(row[key], int | float) for row in rows)
    return Column(key=key, unit=unit, figure=Figure.GIVEN if is_number else Figure.TEXT)
