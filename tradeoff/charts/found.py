"""Draws what the engine found, of any problem: a line, or points and steps; of three pairs, of four parallel axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from tradeoff.charts.found_rays import DASHED, WORDS, drawn_part
from tradeoff.charts.found_three import four, three
from tradeoff.charts.marks import Units, axis_of, marks, require_units, row_of, told_aloud, tooltips
from tradeoff.charts.style import LINE, MUTED, PLAIN
from tradeoff.moo.arguments import require_line
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Shape

Found = alt.LayerChart | alt.VConcatChart
_VISIBLE = 0.002
"""The gap from which the outer bound can be told from the line."""


def found(
    frontier: Frontier,
    marked: Mapping[str, Mapping[str, float]] | None = None,
    units: Units | None = None,
    *,
    look: Mapping[str, Any] = PLAIN,
) -> Found:
    """The points of a frontier, with the edges of a line or the steps of a staircase.

    What may still be bettered is told apart: a dashed line that no solution lies beyond, dashed steps under which
    something may hide. Of rays the beginning is drawn, dashed. Three objectives are drawn two by two and below on
    parallel axes.

    Args:
        frontier: Of two, three or four objectives.
        marked: The objectives' values of solutions to be marked, each by the words beside it; None: none.
        units: What objectives are counted in, by name, for their titles; None: not said.
        look: Fonts, colours and how digits are grouped.

    Raises:
        ValueError: A marked solution lacks an objective, or a unit is of none.
    """
    marked, units = marked or {}, units or {}
    require_units(frontier, units)
    _require_objectives(frontier, marked)
    if len(frontier.objectives) > 3:
        return four(frontier, marked, units, look)
    if len(frontier.objectives) > 2:
        return three(frontier, marked, units, look)
    x, y = axis_of(frontier, 0, alt.X, units), axis_of(frontier, 1, alt.Y, units)
    layers, words = _lines(frontier, marked, x, y)
    points = pd.DataFrame([row_of(point.values, point=place) for place, point in enumerate(frontier.extreme_points)])
    dots = alt.Chart(points).mark_circle(size=50, opacity=1, color=LINE)
    layers.append(dots.encode(x=x, y=y, tooltip=tooltips(frontier)))
    layers += marks(frontier, marked, x, y)
    chart = alt.layer(*layers).properties(width=520, height=340)
    if words:
        # A title of its own, not a subtitle: without a title a subtitle is not drawn.
        chart = chart.properties(title=alt.TitleParams(words, fontSize=12, fontWeight="normal", color=MUTED))
    configured: alt.LayerChart = chart.configure(**look, **told_aloud(frontier, units))
    return configured


def _require_objectives(frontier: Frontier, marked: Mapping[str, Mapping[str, float]]) -> None:
    for words, values in marked.items():
        require_line(words, "what is said beside a marked solution")
        missing = [name for name in frontier.objectives if name not in values]
        if missing:
            raise ValueError(f"marked {words!r} has no value of {missing[0]!r}; give the objectives of a solution")


def _lines(
    frontier: Frontier, marked: Mapping[str, Mapping[str, float]], x: alt.X, y: alt.Y
) -> tuple[list[alt.Chart], list[str]]:
    """What joins the points, and what is said of it above the chart."""
    if frontier.shape is Shape.LINE:
        corners = [point.values for point in frontier.extreme_points]
        layers = [_polyline(corners, x, y)]
        if frontier.rays:
            dashed = [_polyline(drawn_part(frontier, ray, marked), x, y, dashed=True) for ray in frontier.rays]
            return [*dashed, *layers], [WORDS]
        if frontier.certificate.max_gap <= _VISIBLE or not frontier.certificate.outer:
            return layers, []
        bound = _polyline(frontier.certificate.outer, x, y, dashed=True)
        return [bound, *layers], ["no solution lies beyond the dashed line"]
    layers = []
    for checked in (True, False):
        stretches = [step for step in frontier.stretches if step.checked is checked]
        if stretches:
            steps = pd.DataFrame(
                [{"v0": s.start, "to": s.end, "v1": s.best, "at": s.best_at_end} for s in stretches], dtype=float
            )
            rule = alt.Chart(steps).mark_rule(
                color=LINE, strokeWidth=1.5, strokeDash=alt.Undefined if checked else DASHED
            )
            layers.append(rule.encode(x=x, x2="to:Q", y=y, y2="at:Q"))
    hidden = not all(step.checked for step in frontier.stretches)
    return layers, ["something better may hide under dashed steps"] if hidden else []


def _polyline(corners: Sequence[Sequence[float]], x: alt.X, y: alt.Y, *, dashed: bool = False) -> alt.Chart:
    """Corners joined in their order by straight edges."""
    rows = pd.DataFrame([row_of(corner, order=order) for order, corner in enumerate(corners)])
    line = alt.Chart(rows).mark_line(
        color=LINE, strokeWidth=1.5 if dashed else 2, strokeDash=DASHED if dashed else alt.Undefined
    )
    drawn: alt.Chart = line.encode(x=x, y=y, order="order:Q")
    return drawn
