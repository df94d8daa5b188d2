"""Draws three objectives of any problem: two by two and on parallel axes; four on these alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import altair as alt
import pandas as pd

from tradeoff.charts.found_rays import DASHED, WORDS, drawn_part
from tradeoff.charts.marks import Units, axis_of, figure, marks, row_of, short_title, told_aloud, tooltips
from tradeoff.charts.style import ACCENT, GRID, INK, MUTED
from tradeoff.moo.frontier import Frontier

_SMALL = 200
"""Width and height of one of three pictures side by side."""
_MOST = 600
"""Edges from which a projection would be a blot: points alone are drawn."""


def three(
    frontier: Frontier, marked: Mapping[str, Mapping[str, float]], units: Units, look: Mapping[str, Any]
) -> alt.VConcatChart:
    """Each two of three objectives, and below on parallel axes from the best of each (top) to the worst.

    Args:
        frontier: Of three objectives.
        marked: The objectives' values of solutions to be marked, by the words beside them.
        units: What objectives are counted in, where it is known.
        look: Fonts, colours and how digits are grouped.
    """
    points = pd.DataFrame([row_of(point.values, point=place) for place, point in enumerate(frontier.extreme_points)])
    pairs = [_pair(frontier, marked, units, points, (first, second)) for first, second in combinations(range(3), 2)]
    beside = alt.hconcat(*pairs).resolve_scale(color="independent")
    if frontier.rays:
        beside = beside.properties(title=alt.TitleParams(WORDS, fontSize=12, fontWeight="normal", color=MUTED))
    below = alt.vconcat(beside, _parallel(frontier, marked, units)).resolve_scale(color="independent")
    chart: alt.VConcatChart = below.configure(**look, **told_aloud(frontier, units))
    return chart


def four(
    frontier: Frontier, marked: Mapping[str, Mapping[str, float]], units: Units, look: Mapping[str, Any]
) -> alt.LayerChart:
    """Four objectives on parallel axes from the best of each (top) to the worst; six pairs would tell little more.

    Args:
        frontier: Of four objectives.
        marked: The objectives' values of solutions to be marked, by the words beside them.
        units: What objectives are counted in, where it is known.
        look: Fonts, colours and how digits are grouped.
    """
    chart: alt.LayerChart = _parallel(frontier, marked, units).configure(**look, **told_aloud(frontier, units))
    return chart


def _pair(
    frontier: Frontier,
    marked: Mapping[str, Mapping[str, float]],
    units: Units,
    points: pd.DataFrame,
    axes: tuple[int, int],
) -> alt.LayerChart | alt.FacetChart:
    """The surface seen along the third objective, with the edges of its triangles."""
    first, second = axes
    third = 3 - first - second
    colour = alt.Color(
        f"v{third}:Q",
        title=short_title(frontier, third, units),
        scale=alt.Scale(scheme="viridis"),
        legend=alt.Legend(orient="top", gradientLength=_SMALL - 40, titleLimit=_SMALL + 20),
    )
    x, y = axis_of(frontier, first, alt.X, units), axis_of(frontier, second, alt.Y, units)
    dots = alt.Chart(points).mark_circle(size=40, opacity=1)
    layers = [dots.encode(x=x, y=y, color=colour, tooltip=tooltips(frontier)), *marks(frontier, marked, x, y)]
    edges = {pair for facet in frontier.edges for pair in combinations(sorted(facet.points), 2)}
    if edges and len(edges) <= _MOST:
        at = [point.values for point in frontier.extreme_points]
        ends = [{**row_of(at[a]), "to": at[b][first], "at": at[b][second]} for a, b in sorted(edges)]
        rule = alt.Chart(pd.DataFrame(ends)).mark_rule(color=MUTED, opacity=0.45, strokeWidth=0.7)
        layers.insert(0, rule.encode(x=x, x2="to:Q", y=y, y2="at:Q"))
    if 0 < len(frontier.rays) <= _MOST:
        parts = [drawn_part(frontier, ray, marked) for ray in frontier.rays]
        ends = [{**row_of(begin), "to": end[first], "at": end[second]} for begin, end in parts]
        dashed = alt.Chart(pd.DataFrame(ends)).mark_rule(color=MUTED, strokeWidth=1, strokeDash=DASHED)
        layers.insert(0, dashed.encode(x=x, x2="to:Q", y=y, y2="at:Q"))
    return alt.layer(*layers).properties(width=_SMALL, height=_SMALL)


def _ends(frontier: Frontier) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The best and the worst of each objective; of a frontier with rays, which has neither, over its points."""
    if not frontier.rays:
        return frontier.ideal, frontier.nadir_bounds().values
    columns = zip(*(point.values for point in frontier.extreme_points), strict=True)
    ends = [
        sorted((min(column), max(column)), reverse=s == "max")
        for column, s in zip(columns, frontier.senses, strict=True)
    ]
    best, worst = zip(*ends, strict=True)
    return dict(zip(frontier.objectives, best, strict=True)), dict(zip(frontier.objectives, worst, strict=True))


def _parallel(
    frontier: Frontier, marked: Mapping[str, Mapping[str, float]], units: Units
) -> alt.LayerChart | alt.FacetChart:
    """A line a point over the objectives, as shares of ranges; the colour is the first's value, as in its legend."""
    best, worst = _ends(frontier)
    names = list(frontier.objectives)
    titles = {name: short_title(frontier, place, units) for place, name in enumerate(names)}

    def shares(values: Mapping[str, float]) -> list[float]:
        # Where a solution is worse than every point, it lies below.
        return [(values[n] - worst[n]) / (best[n] - worst[n]) if best[n] != worst[n] else 1.0 for n in names]

    def rows(values: Mapping[str, float], point: object) -> list[dict[str, object]]:
        of = shares(values)
        first = values[names[0]]
        return [{"named": titles[n], "part": s, "point": point, "first": first} for n, s in zip(names, of, strict=True)]

    lines = [
        row
        for place, point in enumerate(frontier.extreme_points)
        for row in rows(dict(zip(names, point.values, strict=True)), place)
    ]
    axis = alt.Axis(labelAngle=0, labelPadding=22, grid=True, gridColor=MUTED, domain=False, ticks=False)
    across = alt.X(
        "named:N", sort=list(titles.values()), title=None, axis=axis, scale=alt.Scale(type="point", padding=0.25)
    )
    up_axis = alt.Axis(values=[0, 1], labelExpr="datum.value == 1 ? 'best' : 'worst'", gridColor=GRID)
    told = "share of the range of the points" if frontier.rays else "share of the range"
    up = alt.Y("part:Q", title=told, axis=up_axis)
    colour = alt.Color("first:Q", scale=alt.Scale(scheme="viridis"), legend=None)
    layers = [
        alt.Chart(pd.DataFrame(lines))
        .mark_line(opacity=0.7)
        .encode(x=across, y=up, detail="point:N", color=colour)
        .properties(width=3 * _SMALL, height=_SMALL)
    ]
    title = alt.TitleParams(f"a line a point, coloured by {names[0]}", fontSize=12, fontWeight="normal", color=MUTED)
    if marked:
        found = [row for words, values in marked.items() for row in rows(values, words)]
        layers.append(
            alt.Chart(pd.DataFrame(found))
            .mark_line(color=ACCENT, strokeWidth=3)
            .encode(x=across, y=up, detail="point:N")
        )
        last = pd.DataFrame([rows(values, words)[-1] for words, values in marked.items()])
        named = alt.Chart(last).mark_text(align="left", dx=8, fontSize=11, color=ACCENT)
        layers.append(named.encode(x=across, y=up, text="point:N"))
    for share, of, dy in ((1.0, best, -9), (0.0, worst, 12)):
        ends = pd.DataFrame([{"named": titles[name], "part": share, "words": figure(of[name])} for name in names])
        figures = alt.Chart(ends).mark_text(dy=dy, fontSize=11, color=INK)
        layers.append(figures.encode(x=across, y=up, text="words:N"))
    return alt.layer(*layers).properties(title=title)
