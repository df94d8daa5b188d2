"""Gathers the sheets of a report that say how sure its plans are: promise against delivery, what matters, the core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradeoff.advice.figure_units import spoken_unit, spoken_units
from tradeoff.advice.how_sure import HowSure
from tradeoff.advice.stress import aim_records
from tradeoff.advice.stress_words import MOST_SWINGS, swing_records
from tradeoff.advice.switches import switch_records
from tradeoff.programme.programme import money_words
from tradeoff.reports.names import place_names
from tradeoff.reports.tables import Record
from tradeoff.reports.workbook.sheets import Chart, Column, Figure, Shape, Table
from tradeoff.words.spoken import say

_COUNTED = ("promised", "low", "median", "high", "at_low", "at_high", "value", "value_still", "own", "at", "still")


def stress_sheets(sure: Sequence[HowSure]) -> Iterator[Table]:
    """Promise against delivery, the figures that matter most, which would change the advice, what is funded all along.

    Args:
        sure: What `how_sure` says of the frontiers; a sheet without a row is left out.
    """
    yield from _sheet(
        say("how sure"),
        say("What the plans with a name deliver over the ranges stated: 5, 50 and 95 of a hundred draws lie below"),
        [
            {"choice": one.frontier.trade, "plan": say(named.word), **_of_aim(row, one)}
            for one in sure
            for named, found in one.plans
            for row in aim_records(found)
        ],
    )
    yield from _sheet(
        say("figures that matter"),
        say(
            "What a plan delivers where one figure alone is at its low or its high: {most} figures an aim, the one "
            "that moves it most first",
            most=MOST_SWINGS,
        ),
        [row for one in sure for row in _matter(one)],
    )
    yield from _sheet(
        say("turns"),
        say("At which value a figure, by itself, would change the plan, the nearest to it first"),
        [
            {"choice": one.frontier.trade, "plan": say(one.first[0].word), **row}
            for one in sure
            if one.turns and one.first
            for row in switch_records(one.turns)
        ],
    )
    yield from _funded(sure)


def _matter(one: HowSure) -> Iterator[Record]:
    if one.first is None:
        return
    named, found = one.first
    for aim in (one.frontier.x, one.frontier.y):
        counted = spoken_units(one.frontier.units, one.frontier.scenario)[aim]
        for row in swing_records(found, aim):
            yield {"choice": one.frontier.trade, "plan": say(named.word), "aim": say(aim), "aim_unit": counted, **row}


def _of_aim(row: Record, one: HowSure) -> Record:
    """A record of an aim with its name and unit in the language that is spoken."""
    scenario = one.frontier.scenario
    return {**row, "aim": say(str(row["aim"])), "unit": spoken_unit(str(row["unit"]), money_words(scenario))}


def _sheet(name: str, title: str, rows: Sequence[Record]) -> Iterator[Table]:
    """A table of records; none without a row."""
    if rows:
        columns = tuple(Column(key=key, figure=_figure(key)) for key in rows[0])
        yield Table(name=name, title=title, columns=columns, rows=rows)


def _figure(key: str) -> Figure:
    return Figure.COUNT if key in _COUNTED else Figure.TEXT


def _funded(sure: Sequence[HowSure]) -> Iterator[Table]:
    """A row a cluster, a column a choice: the share of its range over which it is funded; with a chart."""
    known = [one for one in sure if one.core]
    if not known:
        return
    names = place_names(known[0].frontier.scenario)
    trades = {one.frontier.trade: one.funded for one in known}
    order = sorted(names, key=lambda name: (-sum(shares[name] for shares in trades.values()), name))
    rows = [
        {"cluster_id": name, "cluster": names[name], **{trade: shares[name] for trade, shares in trades.items()}}
        for name in order
    ]
    title = say(
        "Share of the range of each choice over which a cluster is funded by the plan that stands for each point"
    )
    unit = say("share of the range")
    bars = Chart(
        shape=Shape.BARS,
        title=say("Funded wherever one stands"),
        over="cluster",
        values=tuple(trades),
        value_title=unit,
    )
    columns = (
        Column(key="cluster_id"),
        Column(key="cluster"),
        *(Column(key=trade, unit=unit, figure=Figure.SHARE) for trade in trades),
    )
    yield Table(name=say("no regret"), title=title, columns=columns, rows=rows, charts=(bars,))
