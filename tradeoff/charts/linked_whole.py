"""Draws a frontier of whole clusters for a page: points and steps, beside the outlook that shares would give."""

from __future__ import annotations

from typing import Any

import altair as alt

from tradeoff.advice.wording import bare_figure
from tradeoff.charts.linked import page_axes, silent
from tradeoff.charts.style import LINE, MUTED
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.words.spoken import say

_DASHED = [5, 3]
_FINE = [2, 3]


def linked_whole(found: WholeScenarioFrontier) -> dict[str, Any]:
    """The Vega-Lite specification of points and steps; no line joins two plans, for between them there is none.

    A step is dashed where a better plan may hide under it; the fine line is the outlook, in shares.

    Args:
        found: What `trace_whole_frontier` returns.
    """
    outlook = [{found.x: at.x, found.y: at.y} for at in found.outlook.extreme_points]
    points = [{found.x: at.x, found.y: at.y, **_words(found, at.x, at.y)} for at in found.extreme_points]
    x, y, _ = page_axes(found.outlook, [*outlook, *points])
    tips = [alt.Tooltip(f"{name}_words:N", title=say(name)) for name in (found.x, found.y)]
    shares = alt.Chart(alt.InlineData(values=outlook)).mark_line(color=MUTED, strokeWidth=1.5, strokeDash=_FINE)
    layers = [
        shares.encode(x=x, y=y, order=f"{found.x}:Q"),
        *(_steps(found, x, y, checked=checked) for checked in (True, False)),
        alt.Chart(alt.InlineData(values=points))
        .mark_circle(color=LINE, size=60, opacity=1)
        .encode(x=x, y=y, tooltip=tips),
    ]
    chart = alt.layer(*layers).properties(width="container", height=290)
    spec: dict[str, Any] = chart.configure(**silent()).to_dict()
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def _words(found: WholeScenarioFrontier, x: float, y: float) -> dict[str, str]:
    return {f"{aim}_words": bare_figure(found.scenario, aim, at) for aim, at in ((found.x, x), (found.y, y))}


def _steps(found: WholeScenarioFrontier, x: alt.X, y: alt.Y, *, checked: bool) -> alt.Chart:
    """What is had between the points, where nothing better hides there or where something may."""
    rows = [
        {found.x: step.start, "to": step.end, found.y: step.best, "at": step.best_at_end}
        for step in found.stretches
        if step.checked is checked
    ]
    dash = alt.Undefined if checked else _DASHED
    base = alt.Chart(alt.InlineData(values=rows)).mark_rule(color=LINE, strokeWidth=2, strokeDash=dash)
    drawn: alt.Chart = base.encode(x=x, x2="to:Q", y=y, y2="at:Q")
    return drawn
