"""Draws the charts of a page, with what the page sets as its slider moves.

The parameters `level_x` and `level_y` place the plan's dot; the data set `slope` holds the line that shows what a step
costs there, which the page fills where one figure is told of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from tradeoff.advice.choice import is_choice
from tradeoff.advice.standing import Standing
from tradeoff.advice.wording import bare_figure
from tradeoff.charts.actions import action_layers, action_rows
from tradeoff.charts.axes import axis_domain, axis_labels, plain_title, upright
from tradeoff.charts.frontier import compare_frontiers
from tradeoff.charts.style import ACCENT, INK, LINE, config
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.named_plans import NamedPlan
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.words.spoken import say

_BESIDE = 0.16
"""Share of the x axis that is left free on the right, for the words beside the last plan."""
_ABOVE = 0.08
"""Share of the y axis that is left free on top, likewise."""
_LINE = 15
"""Pixels from one line of a title to the next; the page's script has it too."""
_LETTER = 7.5
"""Pixels of a letter of the words in a chart."""
_SIDES = ((0.0, "right", -8, 12), (0.75, "left", 8, -12))
"""Where what a line is called stands, of the lower of two and of the higher: after what share of its points from the
most x, which end of the words there, and pixels to the right and down."""
_NEAR = (0.12, 0.06)
"""Shares of both axes within which the words beside two plans would lie on each other: eight letters, and a line."""
_DASHES: dict[str, Any] = {"color": ACCENT, "strokeDash": [4, 3]}
_WORDS: dict[str, Any] = {"fontSize": 13, "baseline": "middle"}


def silent() -> dict[str, Any]:
    """The look of a page's charts, which are read aloud as their words and their table, not mark by mark."""
    return {**config(), "aria": False, "background": "transparent"}


def linked_frontier(
    frontier: ScenarioFrontier, marked: Standing | None = None, actions: Sequence[NamedAction] = ()
) -> dict[str, Any]:
    """The Vega-Lite specification of a frontier with a dot for the plan that is shown, on the line or inside it.

    Args:
        frontier: The line.
        marked: A saved plan that is marked besides, with its name; None for none.
        actions: The plans one can sanction that are marked beside those with a name; none for none.
    """
    saved = [] if marked is None else [{**_told(frontier, marked.reached), "plan": marked.plan.name}]
    points = [_told(frontier, {frontier.x: at.x, frontier.y: at.y}) for at in frontier.extreme_points]
    x, y, lows = page_axes(frontier, [*points, *saved, *action_rows(actions)])
    tips = [alt.Tooltip(f"{name}_words:N", title=say(name)) for name in (frontier.x, frontier.y)]
    base = alt.Chart(alt.InlineData(values=points))
    layers = [
        base.mark_line(color=LINE, strokeWidth=2.5).encode(x=x, y=y, order=f"{frontier.x}:Q"),
        _slope(),
        base.mark_circle(color=LINE, size=45, opacity=1).encode(x=x, y=y, tooltip=tips),
        _names(frontier, x, y),
        *_dot(*lows),
        *action_layers(actions, x, y),
        *_saved(saved, x, y, tips),
    ]
    params = [alt.param(name=f"level_{axis}", value=points[0][name]) for axis, name in _sides(frontier)]
    chart = alt.layer(*layers).add_params(*params).properties(width="container", height=290)
    spec: dict[str, Any] = chart.configure(**silent()).to_dict()
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def _sides(frontier: ScenarioFrontier) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("x", frontier.x), ("y", frontier.y)


def _told(frontier: ScenarioFrontier, at: dict[str, float]) -> dict[str, Any]:
    """A point with its figures in words: lakh and crore where it is money."""
    words = {f"{name}_words": bare_figure(frontier.scenario, name, at[name]) for name in (frontier.x, frontier.y)}
    return {frontier.x: at[frontier.x], frontier.y: at[frontier.y], **words}


def page_axes(frontier: ScenarioFrontier, points: Sequence[dict[str, Any]]) -> tuple[alt.X, alt.Y, tuple[float, float]]:
    """Both axes of a page's chart, and where each begins.

    Args:
        frontier: Whose aims they are of.
        points: What lies on it, by aim.
    """
    low_x, high_x, cut_x = axis_domain([point[frontier.x] for point in points])
    low_y, high_y, cut_y = axis_domain([point[frontier.y] for point in points])
    # The plan of another choice lies inside: leave room for it down to zero.
    low_x, low_y = (0.0 if cut_x else low_x), (0.0 if cut_y else low_y)
    across = plain_title(frontier, frontier.x, high_x)
    up = plain_title(frontier, frontier.y, high_y)
    x = alt.X(
        f"{frontier.x}:Q",
        scale=alt.Scale(domain=[low_x, high_x + _BESIDE * (high_x - low_x)], nice=False),
        axis=alt.Axis(
            tickCount=5,
            labelFlush=True,
            title=[*across[:-1], f"{across[-1]} →"],
            **axis_labels(frontier, frontier.x, high_x),
        ),
    )
    title = {**upright(""), **above([f"↑ {up[0]}", *up[1:]])}
    y = alt.Y(
        f"{frontier.y}:Q",
        scale=alt.Scale(domain=[low_y, high_y + _ABOVE * (high_y - low_y)], nice=False),
        axis=alt.Axis(tickCount=5, **axis_labels(frontier, frontier.y, high_y), **title),
    )
    return x, y, (low_x, low_y)


def above(title: list[str]) -> dict[str, Any]:
    """The lines of a title that ends above its axis, however many there are."""
    return {"title": title, "titleBaseline": "bottom", "titleY": -8 - _LINE * (len(title) - 1)}


def _slope() -> alt.Chart:
    """The line along which a step more costs what is told; the page fills it."""
    line = alt.Chart(alt.NamedData(name="slope")).encode(x=alt.X("x:Q"), y=alt.Y("y:Q"), order="x:Q")
    made: alt.Chart = line.mark_line(color=ACCENT, strokeWidth=1.5, strokeDash=[2, 3], clip=True)
    return made


def _names(frontier: ScenarioFrontier, x: alt.X, y: alt.Y) -> alt.Chart:
    """What people call the plans with a name, beside them; none of a search that was cut short.

    Plans that lie so close that their words would lie on each other are called together.
    """
    plans = () if frontier.certificate.stopped else frontier.named_plans
    across, up = (axis["scale"]["domain"][1] - axis["scale"]["domain"][0] for axis in (x, y))
    groups: list[list[NamedPlan]] = []
    for one in sorted(plans, key=lambda plan: plan.x):
        last = groups[-1][-1] if groups else None
        if last and one.x - last.x < _NEAR[0] * across and abs(one.y - last.y) < _NEAR[1] * up:
            groups[-1].append(one)
        else:
            groups.append([one])
    middles = [(group[len(group) // 2], ", ".join(say(one.word) for one in group)) for group in groups]
    # A line of several stands above its point, clear of the dot.
    rises = [-10 if len(group) == 1 else -18 for group in groups]
    named = [
        {frontier.x: one.x, frontier.y: one.y, "plan": words, "rise": rise}
        for (one, words), rise in zip(middles, rises, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=named)).encode(x=x, y=y, text="plan:N")
    # Longer words than there is room for on the right are moved to the left, above their point.
    room = f"width - scale('x', datum['{frontier.x}']) - {_LETTER:g} * length(datum.plan)"
    words: alt.Chart = base.mark_text(
        align="left",
        dx=alt.ExprRef(f"min(8, {room})"),
        dy=alt.ExprRef("datum.rise"),
        color=INK,
        fontWeight=600,
        **_WORDS,
    )
    return words


def _dot(low_x: float, low_y: float) -> list[alt.Chart]:
    """The plan that is shown, with lines to where both axes begin and words beside."""
    dot = alt.Chart(alt.InlineData(values=[{}])).transform_calculate(here_x="level_x", here_y="level_y")
    at: dict[str, Any] = {"x": alt.X("here_x:Q"), "y": alt.Y("here_y:Q")}
    words = say("you are here")
    # Left of the dot the line is out of the way; where there is no room for all words they begin at the axis.
    away = alt.ExprRef(f"max(-10, {_LETTER * len(words):g} - scale('x', level_x))")
    return [
        dot.mark_rule(**_DASHES).encode(**at, y2=alt.datum(low_y)),
        dot.mark_rule(**_DASHES).encode(**at, x2=alt.datum(low_x)),
        dot.mark_point(color=ACCENT, filled=True, size=170, stroke="white", strokeWidth=2, opacity=1).encode(**at),
        dot.mark_text(align="right", dx=away, dy=16, color=ACCENT, text=words, **_WORDS).encode(**at),
    ]


def _saved(saved: Sequence[dict[str, Any]], x: alt.X, y: alt.Y, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    """A saved plan, as a diamond with its name."""
    if not saved:
        return []
    named = alt.Chart(alt.InlineData(values=list(saved)))
    tooltip = [alt.Tooltip("plan:N", title=say("plan")), *tips]
    return [
        named.mark_point(shape="diamond", color=INK, size=150, strokeWidth=2.5).encode(x=x, y=y, tooltip=tooltip),
        named.mark_text(align="left", baseline="top", dx=10, dy=4, fontSize=13, color=INK, limit=160).encode(
            x=x, y=y, text="plan:N"
        ),
    ]


def linked_comparison(
    frontiers: Sequence[ScenarioFrontier], labels: Sequence[str], *, beside: bool = False
) -> dict[str, Any] | None:
    """The Vega-Lite specification of frontiers over each other, as at several budgets; None where none has a choice.

    Args:
        frontiers: One for each budget, each scenario, or each combination of reforms, that has a plan.
        labels: What each of them is called.
        beside: Whether what each is called stands beside its line, where there are two; else it stands below.
    """
    if not any(is_choice(frontier) for frontier in frontiers):
        return None
    spec: dict[str, Any] = compare_frontiers(frontiers, labels).to_dict()
    del spec["title"]
    spec["config"] |= {"aria": False, "background": "transparent"}
    first = frontiers[0]
    short = {}
    for aim in (first.x, first.y):
        points = (point for frontier in frontiers for point in frontier.extreme_points)
        high = max(point.x if aim == first.x else point.y for point in points)
        short[aim] = plain_title(first, aim, high)
    for layer in spec["layer"]:
        shown = layer["encoding"]
        # A telephone has room for no more.
        shown["color"]["legend"] = {"orient": "bottom", "title": None, "columns": 2}
        shown["x"]["title"] = short[first.x]
        shown["y"]["axis"] |= above(short[first.y])
    if beside and len(frontiers) == len(_SIDES):
        for layer in spec["layer"]:
            layer["encoding"]["color"]["legend"] = None
        spec["layer"] += _beside_lines(frontiers, spec["layer"][0]["encoding"])
    return {**spec, "width": "container", "height": 320, "autosize": {"type": "fit-x", "contains": "padding"}}


def _beside_lines(frontiers: Sequence[ScenarioFrontier], encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """What each of two frontiers is called: above the higher one on the left, and below the other on the right.

    Lines fall from left to right, so that words there have none of their own line behind them.
    """
    names = encoding["color"]["sort"]
    aims = (frontiers[0].x, frontiers[0].y)
    rising = sorted(range(len(frontiers)), key=lambda at: [(p.y, p.x) for p in frontiers[at].extreme_points[-1:]])
    layers = []
    for at, (place, align, dx, dy) in zip(rising, _SIDES, strict=True):
        points = frontiers[at].extreme_points
        point = points[int(place * len(points))]
        row = {aims[0]: point.x, aims[1]: point.y, "scenario": names[at]}
        shown = {key: encoding[key] for key in ("x", "y", "color")} | {"text": {"field": "scenario", "type": "nominal"}}
        mark = {"type": "text", "align": align, "dx": dx, "dy": dy, "fontSize": 13, "fontWeight": 600, "limit": 220}
        layers.append({"data": {"values": [row]}, "mark": mark, "encoding": shown})
    return layers
