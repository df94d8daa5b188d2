"""Gathers the sheets of a report: what the page says, every choice's points, and the plans with a name side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tradeoff.advice.choice import is_choice
from tradeoff.advice.evidence import stamp
from tradeoff.advice.figure_units import spoken_units
from tradeoff.advice.rates import Span
from tradeoff.advice.reforms import reform_sentences
from tradeoff.advice.wording import figure
from tradeoff.charts.axes import axis_domain, axis_words
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.plan import Plan
from tradeoff.reports.lists import list_records
from tradeoff.reports.names import activity_names, place_names
from tradeoff.reports.page_whole import whole_words
from tradeoff.reports.story import ChoiceTold, Story
from tradeoff.reports.tables import Record, plan_records, point_records, with_named_years
from tradeoff.reports.workbook.action_sheets import action_sheets, whole_sheets
from tradeoff.reports.workbook.columns import AGENT_MONTHS, HOUSEHOLDS, RUPEES
from tradeoff.reports.workbook.gathered import beside_each_other
from tradeoff.reports.workbook.sheets import Chart, Column, Figure, Shape, Table, Words, Workbook, unit_words
from tradeoff.reports.workbook.sources import grade_table, source_table
from tradeoff.reports.workbook.stress_sheets import stress_sheets
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import headed, say

_OUTLOOK = (
    "All plans here have the form outlook: clusters may open by shares, households and months come as fractions. "
    "`tradeoff plan --form action` finds one that can be sanctioned."
)
_AMOUNT = Column(key="amount", unit=RUPEES, figure=Figure.RUPEES)
_UNSPENT = Column(key="unspent", unit=RUPEES, figure=Figure.RUPEES)
_ENROLLED = Column(key="households", unit=HOUSEHOLDS, figure=Figure.COUNT)
_SHARE = Column(key="share", unit="share of a cluster", figure=Figure.SHARE)
_WORKED = Column(key="months", unit=AGENT_MONTHS, figure=Figure.COUNT)


def report_workbook(story: Story) -> Workbook:
    """The sheets of a report, from what is told of a scenario."""
    scenario = story.scenario
    named = {f"{one.frontier.trade}, {word}": plan for one in story.choices for word, plan in one.side_by_side.items()}
    whole = {one.frontier.trade: one.whole for one in story.choices if one.whole is not None}
    sheets: tuple[Words | Table, ...] = (
        _words(story),
        *(_points(one.frontier) for one in story.choices),
        _named(story, named),
        *whole_sheets(whole),
        *action_sheets([one for choice in story.choices for one in choice.actions]),
        *stress_sheets([one.sure for one in story.choices if one.sure is not None]),
        *_beside(named, scenario),
        _limits(story),
        grade_table(scenario),
        source_table(scenario),
    )
    return Workbook(title=say("{title}: report", title=scenario.heading), sheets=sheets)


def _words(story: Story) -> Words:
    """What is said, with the plan of which it holds."""
    scenario = story.scenario
    parts: list[tuple[str, tuple[str, ...]]] = [
        (say("The question"), tuple(filter(None, (scenario.question, story.stands_for, say(_OUTLOOK))))),
    ]
    for choice in story.choices:
        parts += _of_choice(choice, scenario)
    parts += [
        (say("How many clusters at most"), story.ceiling),
        (say("Findings"), story.findings),
        (say("Remarks"), story.remarks),
        (say("What the words mean"), story.meanings),
        (say("What no figure here contains"), story.left_out),
    ]
    facts = {"scenario": scenario.name, "data_hash": scenario.data_hash}
    facts |= {say("version of {name}", name=name): version for name, version in story.versions.items()}
    return Words(name=say("report"), title=scenario.heading, parts=tuple(parts), facts=facts)


def _of_choice(choice: ChoiceTold, scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is said of one choice, under its headings."""
    pair, trade = choice.heading, choice.frontier.trade
    rates = tuple(_rate(span, choice.frontier.x, scenario) for span in choice.rates)
    yield pair, (choice.opening, choice.certificate, choice.assumed, *rates)
    if choice.whole is not None:
        sentences = whole_words(choice.whole)
        yield say("{pair}, with clusters opened whole", pair=pair), sentences
    if choice.budgets is not None:
        yield say("{pair}, at other {beside}", pair=pair, beside=say("budgets")), tuple(choice.budgets.sentences)
    if choice.beside is not None:
        yield say("{pair}, beside other scenarios", pair=pair), tuple(choice.beside.sentences)
    if choice.reforms is not None:
        yield (
            say("{pair}, at other {beside}", pair=pair, beside=say("reforms")),
            tuple(reform_sentences(choice.reforms)),
        )
    for one in choice.named:
        yield say("What limits the plan {pair}, {one}", pair=trade, one=one.word), one.limits
        heading = say("Money left over by the plan {pair}, {one}", pair=trade, one=one.word)
        yield heading, tuple(map(str, one.idle))


def _rate(span: Span, aim: str, scenario: Scenario) -> str:
    """What a step costs, with the levels at which it holds."""
    low, high = (figure(scenario, aim, end) for end in (span.low, span.high))
    where = (
        say("At {low} of {aim}", low=low, aim=say(aim))
        if low == high
        else say("From {low} to {high} of {aim}", low=low, high=high, aim=say(aim))
    )
    return headed(where, str(span.claim))


def _points(frontier: ScenarioFrontier) -> Table:
    """The points of a choice as `points.csv` has them, with their chart where there is a choice."""
    records = point_records(frontier)
    units = spoken_units(frontier.units, frontier.scenario)
    rates = say("{unit} of {y} for one more of {x}", unit=units[frontier.y], y=say(frontier.y), x=say(frontier.x))
    columns = [
        Column(key=key, unit=rates, figure=Figure.RATE)
        if key.startswith("rate_")
        else Column(key=key, unit=units.get(key, ""), figure=Figure.COUNT if key in units else Figure.TEXT)
        for key in records[0]
    ]
    charts: tuple[Chart, ...] = ()
    title = say("{trade}: every point that was found, form outlook", trade=frontier.trade)
    if is_choice(frontier) and len(records) > 1:
        charts = (_line(frontier, records),)
    else:
        title += say("; no choice here")
    return Table(name=frontier.trade, title=title, columns=tuple(columns), rows=records, charts=charts)


def _line(frontier: ScenarioFrontier, records: Sequence[Record]) -> Chart:
    titles, starts = [], []
    stamped = stamp(frontier.scenario, (frontier.x, frontier.y))
    for aim in (frontier.x, frontier.y):
        values = [float(str(row[aim])) for row in records]
        low, _, is_cut = axis_domain(values)
        # The figures of the sheet are in the scenario's unit, and so is the axis.
        cut = say("; axis cut, does not start at 0") if is_cut else ""
        titles.append(f"{axis_words(frontier, aim)} ({spoken_units(frontier.units, frontier.scenario)[aim]}){cut}")
        starts.append(low if is_cut else 0.0)
    title = say("Efficient plans between {x} and {y}", x=say(frontier.x), y=say(frontier.y))
    return Chart(
        shape=Shape.LINE,
        title=headed(title, stamped) if stamped else title,
        over=frontier.x,
        values=(frontier.y,),
        over_title=titles[0],
        value_title=titles[1],
        starts=(starts[0], starts[1]),
    )


def _named(story: Story, named: Mapping[str, Plan]) -> Table:
    """What each plan with a name reaches of every aim."""
    units = spoken_units(story.choices[0].frontier.units, story.scenario)
    aims = [Column(key=name, unit=units[name], figure=Figure.COUNT) for name in story.scenario.objectives]
    rows = [{"plan": key, **plan.objectives} for key, plan in named.items()]
    title = say("Plans with a name, and what each reaches; form outlook")
    return Table(name=say("named plans"), title=title, columns=(Column(key="plan"), *aims), rows=rows)


def _beside(named: Mapping[str, Plan], scenario: Scenario) -> Iterator[Table]:
    """The tables of the plans with a name, a column a plan, each with its own total: only one of them can be."""
    places, activities = place_names(scenario), activity_names(scenario)
    districts = {cluster.cluster_id: cluster.district for cluster in scenario.clusters if cluster.district}
    of = {
        name: {
            key: _with_names(with_named_years(plan_records(plan, name), scenario), places, activities, districts)
            for key, plan in named.items()
        }
        for name in ("money", "households", "purses")
    }
    lists = {key: list_records(plan, scenario) for key, plan in named.items()}
    of |= {name: {key: found[name] for key, found in lists.items()} for name in ("opened", "posting", "release")}
    money, place = of["money"], ("cluster_id", "cluster")
    by_activity = _table(
        say("money by activity"), say("Money by activity"), money, ("activity_id", "activity"), _AMOUNT
    )
    bars = Chart(
        shape=Shape.BARS,
        title=say("Money by activity, {rupees}, form outlook", rupees=unit_words(RUPEES)),
        over="activity",
        values=tuple(named),
        value_title=unit_words(RUPEES),
    )
    yield replace(by_activity, charts=(bars,) if by_activity.rows else ())
    yield _table(say("money by cluster"), say("Money by cluster and activity"), money, (*place, "activity_id"), _AMOUNT)
    if districts:
        yield _table(say("money by district"), say("Money by district"), money, ("district",), _AMOUNT)
    yield _table(say("money by year"), say("Money by year and fund"), money, ("year", "fund_id"), _AMOUNT)
    title = say("Households newly enrolled by cluster and level")
    yield _table("households", title, of["households"], (*place, "level_id"), _ENROLLED)
    yield _table("opened", say("Clusters newly opened"), of["opened"], ("year", "label", *place), _SHARE)
    yield _table("posting", say("Agent-months worked"), of["posting"], ("year", "label"), _WORKED)
    whose = ("department_id", "department", "fund_id", "year", "label")
    yield _table("release", say("Rupees to release"), of["release"], whose, _AMOUNT)
    yield _table(say("unspent"), say("Rupees left over"), of["purses"], ("department_id", "year", "fund_id"), _UNSPENT)


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


def _with_names(
    records: Sequence[Record], places: Mapping[str, str], activities: Mapping[str, str], districts: Mapping[str, str]
) -> list[Record]:
    """Records with the names of cluster and activity beside their ids, and the district where there is one.

    Args:
        records: What a plan has of one table.
        places: Names of clusters by id, and of what stands in place of one.
        activities: Names by id.
        districts: Of clusters by id.
    """
    return [
        {
            **row,
            "cluster": places.get(str(row.get("cluster_id")), row.get("cluster_id")),
            "district": districts.get(str(row.get("cluster_id")), ""),
            "activity": activities.get(str(row.get("activity_id")), row.get("activity_id")),
        }
        for row in records
    ]


def _limits(story: Story) -> Table:
    """What limits each plan with a name, and why its money is idle."""
    rows = [
        {"choice": choice.frontier.trade, "plan": one.word, "of": kind, "sentence": sentence}
        for choice in story.choices
        for one in choice.named
        for kind, sentences in ((say("price"), one.limits), (say("idle money"), map(str, one.idle)))
        for sentence in sentences
    ]
    columns = (
        Column(key="choice"),
        Column(key="plan"),
        Column(key="of"),
        Column(key="sentence", figure=Figure.SENTENCE),
    )
    title = say("Prices, and money left over, of the plans with a name; form outlook, each solved again")
    return Table(name=say("limits"), title=title, columns=columns, rows=rows)
