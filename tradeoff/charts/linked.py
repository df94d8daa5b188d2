"""Draws the charts of a page, with parameters that the page sets as its slider moves.

`level_x`, `level_y` and `shown` place the plan's dot; the bars read a data set called `money` that the page fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from tradeoff.advice.choice import is_choice
from tradeoff.advice.standing import Standing
from tradeoff.charts.axes import axis_domain, axis_labels, axis_unit, upright
from tradeoff.charts.frontier import compare_frontiers
from tradeoff.charts.style import ACCENT, CONFIG, INK, LINE, MUTED
from tradeoff.frontier.study import ScenarioFrontier


def linked_frontier(frontier: ScenarioFrontier, marked: Standing | None = None) -> dict[str, Any]:
    """The Vega-Lite specification of a frontier with a dot for the plan that is shown, on the line or inside it.

    Args:
        frontier: The line.
        marked: A saved plan that is marked besides, with its name; None for none.
    """
    points = frontier.points[[frontier.x, frontier.y]]
    saved = [] if marked is None else [{**marked.reached, "plan": marked.plan.name}]
    beside = [] if marked is None else [marked.reached]
    low_x, high_x, cut_x = axis_domain(points[frontier.x].tolist() + [one[frontier.x] for one in beside])
    low_y, high_y, cut_y = axis_domain(points[frontier.y].tolist() + [one[frontier.y] for one in beside])
    # The plan of another choice lies inside: leave room for it down to zero.
    low_x, low_y = (0.0 if cut_x else low_x), (0.0 if cut_y else low_y)
    x = alt.X(
        f"{frontier.x}:Q",
        title=f"{frontier.x} ({axis_unit(frontier, frontier.x, high_x)}) · better →",
        scale=alt.Scale(domain=[low_x, high_x], nice=False),
        axis=alt.Axis(tickCount=5, labelFlush=True, **axis_labels(frontier, frontier.x, high_x)),
    )
    y = alt.Y(
        f"{frontier.y}:Q",
        scale=alt.Scale(domain=[low_y, high_y], nice=False),
        axis=alt.Axis(
            tickCount=5,
            **axis_labels(frontier, frontier.y, high_y),
            **upright(f"{frontier.y} ({axis_unit(frontier, frontier.y, high_y)}) · better ↑"),
        ),
    )
    tips = [
        alt.Tooltip(f"{name}:Q", title=f"{name} ({frontier.units[name]})", format=",.0f")
        for name in (frontier.x, frontier.y)
    ]
    base = alt.Chart(points)
    line = base.mark_line(color=LINE, strokeWidth=2.5).encode(x=x, y=y, order=f"{frontier.x}:Q")
    corners = base.mark_circle(color=LINE, size=45, opacity=1).encode(x=x, y=y, tooltip=tips)
    params = {name: alt.param(name=name, value=value) for name, value in _start(frontier).items()}
    dot = alt.Chart(alt.InlineData(values=[{}])).transform_calculate(here_x="level_x", here_y="level_y")
    down = dot.mark_rule(color=ACCENT, strokeDash=[4, 3]).encode(
        x=alt.X("here_x:Q"), y=alt.Y("here_y:Q"), y2=alt.datum(low_y)
    )
    left = dot.mark_rule(color=ACCENT, strokeDash=[4, 3]).encode(
        x=alt.X("here_x:Q"), x2=alt.datum(low_x), y=alt.Y("here_y:Q")
    )
    mark = dot.mark_point(color=ACCENT, filled=True, size=170, stroke="white", strokeWidth=2, opacity=1).encode(
        x=alt.X("here_x:Q"), y=alt.Y("here_y:Q")
    )
    layers = [line, corners, down, left, mark]
    if saved:
        named = alt.Chart(alt.InlineData(values=saved))
        tips = [alt.Tooltip("plan:N"), *tips]
        layers.append(
            named.mark_point(shape="diamond", color=INK, size=150, strokeWidth=2.5).encode(x=x, y=y, tooltip=tips)
        )
        layers.append(
            named.mark_text(align="left", baseline="top", dx=10, dy=4, fontSize=13, color=INK, limit=160).encode(
                x=x, y=y, text="plan:N"
            )
        )
    chart = alt.layer(*layers).add_params(*params.values())
    spec: dict[str, Any] = chart.properties(width="container", height=320).configure(**CONFIG).to_dict()
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def linked_comparison(frontiers: Sequence[ScenarioFrontier], labels: Sequence[str]) -> dict[str, Any] | None:
    """The Vega-Lite specification of frontiers over each other, as at several budgets; None where none has a choice.

    Args:
        frontiers: One for each budget, or each combination of reforms, that has a plan.
        labels: What each of them is called.
    """
    if not any(is_choice(frontier) for frontier in frontiers):
        return None
    spec: dict[str, Any] = compare_frontiers(frontiers, labels).to_dict()
    del spec["title"]
    first = frontiers[0]
    short = {}
    for aim, arrow in ((first.x, "→"), (first.y, "↑")):
        points = (point for frontier in frontiers for point in frontier.extreme_points)
        high = max(point.x if aim == first.x else point.y for point in points)
        short[aim] = f"{aim} ({axis_unit(first, aim, high)}) · better {arrow}"
    for layer in spec["layer"]:
        shown = layer["encoding"]
        # A telephone has room for no more.
        shown["color"]["legend"] = {"orient": "bottom", "title": None, "columns": 2}
        shown["x"]["title"], shown["y"]["axis"]["title"] = short[first.x], short[first.y]
    return {**spec, "width": "container", "height": 320, "autosize": {"type": "fit-x", "contains": "padding"}}


def _start(frontier: ScenarioFrontier) -> dict[str, float]:
    first = frontier.extreme_points[0]
    return {"level_x": first.x, "level_y": first.y}


def linked_bars(title: str, *, sort_by_amount: bool) -> dict[str, Any]:
    """The Vega-Lite specification of bars over the page's data set `money`: name, amount (rupees), words."""
    base = alt.Chart(alt.NamedData(name="money"))
    y = alt.Y(
        "name:N",
        title=None,
        sort="-x" if sort_by_amount else None,
        axis=alt.Axis(labelLimit=150, ticks=False, domain=False, labelPadding=8),
    )
    x = alt.X("amount:Q", axis=None, title=None, scale=alt.Scale(domainMin=0, padding=0))
    bars = base.mark_bar(color=LINE, height={"band": 0.62}, cornerRadiusEnd=2).encode(
        x=x, y=y, tooltip=[alt.Tooltip("name:N", title=title), alt.Tooltip("words:N", title="money")]
    )
    words = base.mark_text(align="left", dx=5, color=MUTED, fontSize=12).encode(x=x, y=y, text="words:N")
    chart = alt.layer(bars, words).properties(width="container", height=alt.Step(26)).configure(**CONFIG)
    spec: dict[str, Any] = chart.to_dict()
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}, "padding": {"right": 90}}
