"""Gathers the sheets of a report: what the page says, every choice's points, and the plans with a name side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tradeoff.advice.choice import is_choice
from tradeoff.advice.compare import Comparison
from tradeoff.advice.evidence import stamp
from tradeoff.advice.standing import Standing
from tradeoff.advice.wording import figure
from tradeoff.charts.axes import axis_domain, axis_words
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.plan import Plan
from tradeoff.reports.lists import list_records
from tradeoff.reports.names import activity_names, place_names
from tradeoff.reports.page_data import page_data, static_data
from tradeoff.reports.page_whole import NO_WHOLE
from tradeoff.reports.tables import Record, plan_records, point_records, with_named_years
from tradeoff.reports.workbook.action_sheets import action_sheets, whole_sheets
from tradeoff.reports.workbook.columns import AGENT_MONTHS, HOUSEHOLDS, RUPEES
from tradeoff.reports.workbook.gathered import beside_each_other
from tradeoff.reports.workbook.sheets import Chart, Column, Figure, Shape, Table, Words, Workbook
from tradeoff.reports.workbook.sources import grade_table, source_table
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

_OUTLOOK = (
    "All plans here have the form outlook: clusters may open by shares, households and months come as fractions. "
    "`tradeoff plan --form action` finds one that can be sanctioned."
)
_AMOUNT = Column(key="amount", unit=RUPEES, figure=Figure.RUPEES)
_UNSPENT = Column(key="unspent", unit=RUPEES, figure=Figure.RUPEES)
_ENROLLED = Column(key="households", unit=HOUSEHOLDS, figure=Figure.COUNT)
_SHARE = Column(key="share", unit="share of a cluster", figure=Figure.SHARE)
_WORKED = Column(key="months", unit=AGENT_MONTHS, figure=Figure.COUNT)


def report_workbook(
    frontiers: Sequence[ScenarioFrontier],
    budgets: Sequence[Comparison],
    reforms: Sequence[ReformFrontiers],
    plans: Sequence[Standing],
    actions: Sequence[NamedAction] = (),
    whole: Mapping[str, WholeScenarioFrontier | str] = NO_WHOLE,
) -> Workbook:
    """The sheets of a report.

    Args:
        frontiers: Of one scenario, one a choice.
        budgets: The same choices at several budgets.
        reforms: The same choices under each combination of the reforms to decide.
        plans: Where a saved plan stands beside each choice.
        actions: The plans one can sanction beside those with a name; none where they were not asked for.
        whole: By choice its frontier of whole clusters, or in words why there is none; empty where not asked for.
    """
    scenario = frontiers[0].scenario
    page = page_data(frontiers, budgets, reforms, plans, whole=whole)
    named = {key: plan for frontier in frontiers for key, plan in _plans(frontier).items()}
    sheets: tuple[Words | Table, ...] = (
        _words(scenario, page, static_data(frontiers, reforms)),
        *(_points(frontier) for frontier in frontiers),
        _named(frontiers, named, scenario),
        *whole_sheets(whole),
        *action_sheets(actions),
        *_beside(named, scenario),
        _limits(page),
        grade_table(scenario),
        source_table(scenario),
    )
    return Workbook(title=say("{title}: report", title=scenario.heading), sheets=sheets)


def _plans(frontier: ScenarioFrontier) -> dict[str, Plan]:
    """The plans of a choice that are shown, by choice and word; both ends where the search was cut short."""
    if frontier.certificate.stopped:
        ends = {"first point": frontier.plans[0], "last point": frontier.plans[-1]}
        return {f"{frontier.trade}, {word}": plan for word, plan in ends.items()}
    named = frontier.named_plans if is_choice(frontier) else frontier.named_plans[:1]
    return {
        f"{frontier.trade}, {one.word}": frontier.plan(**{frontier.x: one.x})
        if one.position is None
        else frontier.plans[one.position]
        for one in named
    }


def _words(scenario: Scenario, page: Mapping[str, Any], fixed: Mapping[str, Any]) -> Words:
    """What the page says, with the plan of which it holds."""
    parts: list[tuple[str, tuple[str, ...]]] = [
        (say("The question"), tuple(filter(None, (scenario.question, fixed["stands_for"], say(_OUTLOOK))))),
    ]
    for pair in page["pairs"]:
        rates = tuple(_rate(span, pair["x"], scenario) for span in pair["rates"])
        parts.append((pair["label"], (pair["opening"], pair["certificate"], pair["assumed"], *rates)))
        if pair["whole"]:
            heading = say("{pair}, with clusters opened whole", pair=pair["label"])
            parts.append((heading, tuple(pair["whole"]["sentences"])))
        for beside in ("budgets", "reforms"):
            if pair[beside]:
                parts.append(
                    (
                        say("{pair}, at other {beside}", pair=pair["label"], beside=beside),
                        tuple(pair[beside]["sentences"]),
                    )
                )
        for one in pair["named"]:
            parts.append(
                (say("What limits the plan {pair}, {one}", pair=pair["trade"], one=one["word"]), tuple(one["limits"]))
            )
            parts.append(
                (
                    say("Money left over by the plan {pair}, {one}", pair=pair["trade"], one=one["word"]),
                    tuple(one["idle"]),
                )
            )
    parts += [
        (say("How many clusters at most"), tuple(fixed["ceiling"])),
        ("Findings", tuple(fixed["findings"])),
        ("Remarks", tuple(fixed["remarks"])),
        (say("What the words mean"), tuple(fixed["meanings"])),
        (say("What no figure here contains"), tuple(fixed["left_out"])),
    ]
    facts = {"scenario": scenario.name, "data_hash": scenario.data_hash}
    facts |= {say("version of {name}", name=name): version for name, version in fixed["versions"].items()}
    return Words(name="report", title=scenario.heading, parts=tuple(parts), facts=facts)


def _rate(span: Mapping[str, Any], aim: str, scenario: Scenario) -> str:
    """What a step costs, with the levels at which it holds."""
    low, high = (figure(scenario, aim, span[end]) for end in ("low", "high"))
    where = (
        say("At {low} of {aim}", low=low, aim=say(aim))
        if low == high
        else say("From {low} to {high} of {aim}", low=low, high=high, aim=say(aim))
    )
    return f"{where}: {span['words']}"


def _points(frontier: ScenarioFrontier) -> Table:
    """The points of a choice as `points.csv` has them, with their chart where there is a choice."""
    records = point_records(frontier)
    rates = say(
        "{unit} of {y} for one more of {x}", unit=frontier.units[frontier.y], y=say(frontier.y), x=say(frontier.x)
    )
    columns = [
        Column(key=key, unit=rates, figure=Figure.RATE)
        if key.startswith("rate_")
        else Column(
            key=key, unit=frontier.units.get(key, ""), figure=Figure.COUNT if key in frontier.units else Figure.TEXT
        )
        for key in records[0]
    ]
    charts: tuple[Chart, ...] = ()
    title = say("{trade}: every point that was found, form outlook", trade=frontier.trade)
    if is_choice(frontier) and len(records) > 1:
        charts = (_line(frontier, records),)
    else:
        title += say("; no choice here")
    return Table(name=frontier.trade, title=title, columns=tuple(columns), rows=records, charts=charts)


def _point_column(frontier: ScenarioFrontier, key: str) -> Column:
    if key.startswith("rate_"):
        unit = say(
            "{unit} of {y} for one of {x}", unit=frontier.units[frontier.y], y=say(frontier.y), x=say(frontier.x)
        )
        return Column(key=key, unit=unit, figure=Figure.RATE)
    if key in frontier.units:
        return Column(key=key, unit=frontier.units[key], figure=Figure.COUNT)
    return Column(key=key)


def _line(frontier: ScenarioFrontier, records: Sequence[Record]) -> Chart:
    titles, starts = [], []
    stamped = stamp(frontier.scenario, (frontier.x, frontier.y))
    for aim in (frontier.x, frontier.y):
        values = [float(str(row[aim])) for row in records]
        low, _, is_cut = axis_domain(values)
        # The figures of the sheet are in the scenario's unit, and so is the axis.
        cut = say("; axis cut, does not start at 0") if is_cut else ""
        titles.append(f"{axis_words(frontier, aim)} ({say(frontier.units[aim])}){cut}")
        starts.append(low if is_cut else 0.0)
    return Chart(
        shape=Shape.LINE,
        title=": ".join(
            filter(None, (say("Efficient plans between {x} and {y}", x=say(frontier.x), y=say(frontier.y)), stamped))
        ),
        over=frontier.x,
        values=(frontier.y,),
        over_title=titles[0],
        value_title=titles[1],
        starts=(starts[0], starts[1]),
    )


def _named(frontiers: Sequence[ScenarioFrontier], named: Mapping[str, Plan], scenario: Scenario) -> Table:
    """What each plan with a name reaches of every aim."""
    units = frontiers[0].units
    aims = [Column(key=name, unit=units[name], figure=Figure.COUNT) for name in scenario.objectives]
    rows = [{"plan": key, **plan.objectives} for key, plan in named.items()]
    title = say("Plans with a name, and what each reaches; form outlook")
    return Table(name="named plans", title=title, columns=(Column(key="plan"), *aims), rows=rows)


def _beside(named: Mapping[str, Plan], scenario: Scenario) -> Iterator[Table]:
    """The tables of the plans with a name, a column a plan, each with its own total: only one of them can be."""
    places, activities = place_names(scenario), activity_names(scenario)
    of = {
        name: {
            key: _with_names(with_named_years(plan_records(plan, name), scenario), places, activities)
            for key, plan in named.items()
        }
        for name in ("money", "households", "purses")
    }
    lists = {key: list_records(plan, scenario) for key, plan in named.items()}
    of |= {name: {key: found[name] for key, found in lists.items()} for name in ("opened", "posting", "release")}
    money, place = of["money"], ("cluster_id", "cluster")
    by_activity = _table("money by activity", say("Money by activity"), money, ("activity_id", "activity"), _AMOUNT)
    bars = Chart(
        shape=Shape.BARS,
        title=say("Money by activity, {rupees}, form outlook", rupees=RUPEES),
        over="activity",
        values=tuple(named),
        value_title=RUPEES,
    )
    yield replace(by_activity, charts=(bars,) if by_activity.rows else ())
    yield _table("money by cluster", say("Money by cluster and activity"), money, (*place, "activity_id"), _AMOUNT)
    yield _table("money by year", say("Money by year and fund"), money, ("year", "fund_id"), _AMOUNT)
    title = say("Households newly enrolled by cluster and level")
    yield _table("households", title, of["households"], (*place, "level_id"), _ENROLLED)
    yield _table("opened", say("Clusters newly opened"), of["opened"], ("year", "label", *place), _SHARE)
    yield _table("posting", say("Agent-months worked"), of["posting"], ("year", "label"), _WORKED)
    whose = ("department_id", "department", "fund_id", "year", "label")
    yield _table("release", say("Rupees to release"), of["release"], whose, _AMOUNT)
    yield _table("unspent", say("Rupees left over"), of["purses"], ("department_id", "year", "fund_id"), _UNSPENT)


def _table(name: str, title: str, plans: Mapping[str, Sequence[Record]], down: Sequence[str], counted: Column) -> Table:
    """A table with a column a plan.

    Args:
        name: Of the sheet.
        title: What the rows are.
        plans: The records of each plan.
        down: The columns that make a row.
        counted: The column of the records that is added up, with its unit.
    """
    labels = [Column(key=key, figure=Figure.YEAR if key == "year" else Figure.TEXT) for key in down]
    figures = [replace(counted, key=key, is_added=True) for key in plans]
    rows = beside_each_other(plans, down, counted.key)
    return Table(
        name=name, title=say("{title}, by plan; form outlook", title=title), columns=(*labels, *figures), rows=rows
    )


def _with_names(records: Sequence[Record], places: Mapping[str, str], activities: Mapping[str, str]) -> list[Record]:
    """Records with the names of cluster and activity beside their ids."""
    return [
        {
            **row,
            "cluster": places.get(str(row.get("cluster_id")), row.get("cluster_id")),
            "activity": activities.get(str(row.get("activity_id")), row.get("activity_id")),
        }
        for row in records
    ]


def _limits(page: Mapping[str, Any]) -> Table:
    """What limits each plan with a name, and why its money is idle, as the page says it."""
    rows = [
        {"choice": pair["trade"], "plan": one["word"], "of": kind, "sentence": str(sentence)}
        for pair in page["pairs"]
        for one in pair["named"]
        for kind, sentences in (("price", one["limits"]), ("idle money", one["idle"]))
        for sentence in sentences
    ]
    columns = (
        Column(key="choice"),
        Column(key="plan"),
        Column(key="of"),
        Column(key="sentence", figure=Figure.SENTENCE),
    )
    title = say("Prices, and money left over, of the plans with a name; form outlook, each solved again")
    return Table(name="limits", title=title, columns=columns, rows=rows)
