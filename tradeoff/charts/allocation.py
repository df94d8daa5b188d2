"""Draws a plan's money as bars: by activity, by cluster or by year."""

from __future__ import annotations

from typing import Literal

import altair as alt

from tradeoff.charts.style import CONFIG, LINE
from tradeoff.errors import shown
from tradeoff.programme.plan import Plan
from tradeoff.words.spoken import say, say_one

_BARS = ("activity", "cluster", "year")


def allocation(plan: Plan, by: Literal["activity", "cluster", "year"] = "activity") -> alt.Chart:
    """The plan's money as bars, in rupees.

    Args:
        plan: A plan of a frontier.
        by: What each bar stands for.

    Raises:
        ValueError: `by` is none of activity, cluster and year.
    """
    if by not in _BARS:
        raise ValueError(say("money is shown by activity, cluster or year, not by {by!r}", by=by))
    if not isinstance(plan, Plan):
        raise ValueError(
            say("{given} has no money to draw; give what plan_at or frontier.plan returns", given=shown(plan))
        )
    money = plan.money.groupby(by, as_index=False)["amount"].sum()
    sort: str | list[str] = "-x"
    if by == "year":
        money["year"] = [plan.years[year - 1] for year in money["year"]]
        sort = list(plan.years)
    chart: alt.Chart = (
        alt.Chart(money)
        .mark_bar(color=LINE, height={"band": 0.7})
        .encode(
            x=alt.X("amount:Q", title=say("money (rupees)"), axis=alt.Axis(format=",.0f", tickCount=4)),
            y=alt.Y(f"{by}:N", title=say_one(by, _BARS), sort=sort),
            tooltip=[
                alt.Tooltip(f"{by}:N", title=say_one(by, _BARS)),
                alt.Tooltip("amount:Q", title=say("rupees"), format=",.0f"),
            ],
        )
        .properties(width=420, height=alt.Step(24))
    )
    configured: alt.Chart = chart.configure(**CONFIG)
    return configured
