"""Draws what the engine found, of any problem: a line, or points and steps; of three objectives pairs of them."""

from __future__ import annotations

from itertools import combinations

import altair as alt
import pandas as pd

from tradeoff.charts.style import CONFIG, LINE
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Shape

Found = alt.LayerChart | alt.VConcatChart
_SMALL = 200
"""Width and height of one of three pictures side by side."""


def found(frontier: Frontier) -> Found:
    """The points of a frontier, with the edges of a line or the steps of a staircase.

    Three objectives are drawn two by two, the third as colour, and below on parallel axes from the best of each (top)
    to the worst: a line a point.
    """
    if len(frontier.objectives) > 2:
        return _three(frontier)
    x, y = _x(frontier, 0), _y(frontier, 1)
    points = pd.DataFrame([{"v0": p.x, "v1": p.y} for p in frontier.extreme_points])
    dots = alt.Chart(points).mark_circle(size=50, opacity=1, color=LINE).encode(x=x, y=y)
    layers = [dots]
    if frontier.shape is Shape.LINE:
        line = alt.Chart(points).mark_line(color=LINE)
        layers.insert(0, line.encode(x=x, y=y, order="v0:Q"))
    if frontier.shape is Shape.STEPS and frontier.stretches:
        steps = pd.DataFrame(
            [{"v0": s.start, "to": s.end, "v1": s.best, "at": s.best_at_end} for s in frontier.stretches]
        )
        rule = alt.Chart(steps).mark_rule(color=LINE)
        layers.insert(0, rule.encode(x=x, x2="to:Q", y=y, y2="at:Q"))
    chart: alt.LayerChart = alt.layer(*layers).properties(width=520, height=340).configure(**CONFIG)
    return chart


def _x(frontier: Frontier, place: int) -> alt.X:
    """The axis of an objective; names are a caller's own, and Vega reads dots and brackets in those of fields."""
    return alt.X(f"v{place}:Q", title=_title(frontier, place), scale=alt.Scale(zero=False))


def _y(frontier: Frontier, place: int) -> alt.Y:
    return alt.Y(f"v{place}:Q", title=_title(frontier, place), scale=alt.Scale(zero=False))


def _title(frontier: Frontier, place: int) -> str:
    more = "more" if frontier.senses[place] == "max" else "less"
    return f"{frontier.objectives[place]} ({more} is better)"


def _three(frontier: Frontier) -> alt.VConcatChart:
    points = pd.DataFrame([{f"v{k}": value for k, value in enumerate(p.values)} for p in frontier.extreme_points])
    pairs = []
    for first, second in combinations(range(3), 2):
        third = 3 - first - second
        colour = alt.Color(
            f"v{third}:Q",
            title=frontier.objectives[third],
            scale=alt.Scale(scheme="viridis"),
            legend=alt.Legend(orient="top", gradientLength=_SMALL - 40),
        )
        dots = alt.Chart(points).mark_circle(size=40, opacity=1)
        pair = dots.encode(x=_x(frontier, first), y=_y(frontier, second), color=colour)
        pairs.append(pair.properties(width=_SMALL, height=_SMALL))
    beside = alt.hconcat(*pairs).resolve_scale(color="independent")
    below = alt.vconcat(beside, _parallel(frontier)).resolve_scale(color="independent")
    chart: alt.VConcatChart = below.configure(**CONFIG)
    return chart


def _parallel(frontier: Frontier) -> alt.LayerChart | alt.FacetChart:
    """A line a point over the three objectives, from the worst (0) to the best (1); the colour is the first's share."""
    best, worst = frontier.ideal, frontier.nadir_bounds().values
    rows = []
    for place, point in enumerate(frontier.extreme_points):
        shares = [
            (value - worst[name]) / (best[name] - worst[name]) if best[name] != worst[name] else 1.0
            for name, value in zip(frontier.objectives, point.values, strict=True)
        ]
        rows += [
            {"objective": name, "share": share, "point": place, "first": shares[0]}
            for name, share in zip(frontier.objectives, shares, strict=True)
        ]
    across = alt.X("objective:N", sort=list(frontier.objectives), title=None, axis=alt.Axis(labelAngle=0))
    up = alt.Y("share:Q", title="share of the range, 1 is best")
    colour = alt.Color("first:Q", scale=alt.Scale(scheme="viridis"), legend=None)
    lines = alt.Chart(pd.DataFrame(rows)).mark_line(opacity=0.7).encode(x=across, y=up, detail="point:N", color=colour)
    ends = pd.DataFrame(
        [
            {"objective": name, "share": share, "words": f"{value:.4g}"}
            for name in frontier.objectives
            for share, value in ((1.0, best[name]), (0.0, worst[name]))
        ]
    )
    words = alt.Chart(ends).mark_text(dx=4, align="left", fontSize=11).encode(x=across, y=up, text="words:N")
    sized = lines.properties(width=3 * _SMALL, height=_SMALL)
    return alt.layer(sized, words)
