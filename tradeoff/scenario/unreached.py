"""Finds amounts that reach no row of the programme: money that was typed and would be ignored (E2)."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.references import ALL, OF_THE_PROGRAMME, START_UP
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import say

_ELSEWHERE = {
    "facilitation": "facilitation_cost in settings.csv",
    "start_up": "start_up_cost in clusters.csv",
    "training": "training_cost in agents.csv",
    "enabling": "`cost` in enabling.csv",
}
"""Where the price of what the programme does itself stands."""


def check_activities(tables: Tables) -> Iterator[InputFault]:
    """Prices and time of activities that nobody is given, or that are priced elsewhere."""
    used = {content.activity_id for content in tables.level_contents}
    opening = {content.activity_id for content in tables.level_contents if content.level_id == START_UP}
    if tables.activities and not tables.level_contents:
        what = "no level holds any activity, for there is no row of level_contents.csv, so their prices reach nothing"
        mend = "write in level_contents.csv what each level holds, or remove the table"
        if any(activity.unit_cost or activity.agent_months_per_unit for activity in tables.activities):
            yield fault("E2", "activities.csv", None, what, mend)
        return
    for activity in tables.activities:
        name = activity.activity_id
        for column in ("unit_cost", "agent_months_per_unit"):
            amount = getattr(activity, column)
            if not amount:
                continue
            if name in _ELSEWHERE:
                what = say(
                    "{name} is priced in {elsewhere}; what stands here reaches nothing",
                    name=name,
                    elsewhere=say(_ELSEWHERE[name]),
                )
                mend = say("write it as {elsewhere}, and leave the cell blank", elsewhere=say(_ELSEWHERE[name]))
            elif activity.scope == "state":
                what = say("{name} is done for the state as a whole, and no cluster's spending holds it", name=name)
                mend = "write it as a row of enabling.csv, with its cost, its year and `made` yes, no or decide"
            elif name not in used:
                what = say("{name} stands in no row of level_contents.csv, so nobody is given it", name=name)
                mend = "add it to a level's contents, or leave the cell blank"
            elif activity.scope == "cluster" and column == "agent_months_per_unit" and name in opening:
                what = say(
                    "the agents' time to open a cluster is not counted by activity, so that of {name} reaches nothing",
                    name=name,
                )
                mend = "write it as start_up_agent_months in clusters.csv, and leave the cell blank"
            else:
                continue
            yield fault("E2", "activities.csv", column, what, mend, row=activity.row, value=float(amount))


def check_contents(tables: Tables) -> Iterator[InputFault]:
    """Contents of levels that the programme itself does."""
    for content in tables.level_contents:
        if content.activity_id in OF_THE_PROGRAMME:
            what = say(
                "{activity_id} is what the programme does itself, and no part of a level",
                activity_id=content.activity_id,
            )
            mend = "give the activity another id"
            yield fault("E2", "level_contents.csv", "activity_id", what, mend, row=content.row)


def check_purses(tables: Tables) -> Iterator[InputFault]:
    """Shares of a department's own purse where all have one."""
    if any(budget.department_id != ALL for budget in tables.budgets) or not tables.budgets:
        # Of ALL beside departments' own it is told that one of the two is wrong.
        return
    for department in tables.departments:
        for column in ("transfer_out_max_share", "carry_over_share"):
            share = getattr(department, column)
            if share and department.department_id != ALL:
                what = say(
                    "all departments have one purse, and {department_id} none of its own",
                    department_id=department.department_id,
                )
                mend = say("write it for a department_id {all}, or leave the cell blank", all=ALL)
                yield fault("E2", "departments.csv", column, what, mend, row=department.row, value=float(share))


def check_abilities(tables: Tables) -> Iterator[InputFault]:
    """What households can bring where nobody asks them."""
    if tables.cost_shares:
        return
    for segment in tables.segments:
        if segment.ability_to_pay:
            what = "nobody is asked for a share of any cost, so what households can bring reaches nothing"
            mend = "add cost_shares.csv with what is asked, or leave the cell blank"
            value = float(segment.ability_to_pay)
            yield fault("E2", "segments.csv", "ability_to_pay", what, mend, row=segment.row, value=value)
