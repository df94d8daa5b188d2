"""Draws what the engine found, of any problem: the points, and what joins them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoff.charts.style import CONFIG, LINE
from tradeoff.moo.frontier import Frontier, Shape


def found(frontier: Frontier) -> alt.LayerChart:
    """The points of a frontier, with the edges of a line or the steps of a staircase; of three objectives the third is
    the colour.
    """
    # Names of objectives are a caller's own, and Vega reads dots and brackets in the name of a field.
    x, y = (alt.X("x:Q", title=frontier.objectives[0]), alt.Y("y:Q", title=frontier.objectives[1]))
    x, y = x.scale(zero=False), y.scale(zero=False)
    points = pd.DataFrame([{"x": p.x, "y": p.y, "z": p.z} for p in frontier.extreme_points])
    color: alt.Color | alt.Value = alt.value(LINE)
    if frontier.shape in (Shape.SURFACE, Shape.POINTS):
        color = alt.Color("z:Q", title=frontier.objectives[2], scale=alt.Scale(scheme="viridis"))
    layers = [alt.Chart(points).mark_circle(size=50, opacity=1).encode(x=x, y=y, color=color)]
    if frontier.shape is Shape.LINE:
        layers.insert(0, alt.Chart(points).mark_line(color=LINE).encode(x=x, y=y, order="x:Q"))
    if frontier.shape is Shape.STEPS and frontier.stretches:
        steps = pd.DataFrame(
            [{"x": s.start, "x2": s.end, "y": s.best, "y2": s.best_at_end} for s in frontier.stretches]
        )
        layers.insert(0, alt.Chart(steps).mark_rule(color=LINE).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
    chart: alt.LayerChart = alt.layer(*layers).properties(width=520, height=340).configure(**CONFIG)
    return chart
