"""Draws one or several frontiers: efficient points, the edges between them, what lies on which axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import altair as alt
import pandas as pd

from tradeoff.advice.budgets import differ_in_money_alone
from tradeoff.advice.choice import NO_CHOICE, ends_of, is_choice
from tradeoff.advice.evidence import stamp
from tradeoff.advice.floors import floor_words
from tradeoff.advice.wording import figure
from tradeoff.charts.actions import SQUARES, action_layers
from tradeoff.charts.axes import axis_domain, axis_labels, axis_title, upright
from tradeoff.charts.style import ACCENT, INK, LINE, MUTED, config
from tradeoff.errors import shown
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.moo.pieces import Kind
from tradeoff.scenario.arguments import require_each, require_several
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import figures, hundredths, say

_VISIBLE = 0.002
"""The gap from which the outer bound can be told from the line."""
_FEW = 8
"""Edges up to this number carry their exchange rate as a label, where each is an edge indeed."""


def frontier(frontier: ScenarioFrontier, actions: Sequence[NamedAction] = ()) -> alt.LayerChart:
    """The frontier of one trade as points joined by straight edges; the line is never smoothed.

    Where both aims fall by less than 1% from one end to the other, both ends in words stand in its place.

    Args:
        frontier: What `trace_frontier` returns.
        actions: What `plans_for_action` returns of it, to be marked beside the points; none for the outlook alone.

    Returns:
        An Altair chart; x and y in the frontier's units.

    Example:
        >>> import tradeoff
        >>> traced = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> len(tradeoff.charts.frontier(traced).layer)
        3
    """
    require_frontier(frontier)
    require_each(actions, "actions", NamedAction, "plans_for_action")
    if not is_choice(frontier):
        return _no_choice([frontier])
    points = frontier.points
    layers = [*_line(frontier, points, LINE)]
    # Between the points of a bounded frontier the rate is not that of the line drawn.
    if 1 < len(points) <= _FEW + 1 and frontier.certificate.kind is Kind.EXACT:
        layers.append(_rates(frontier))
    aims = {"x": say(frontier.x), "y": say(frontier.y)}
    words = [say("every efficient plan between {x} and {y}", **aims)]
    if frontier.certificate.max_gap > _VISIBLE:
        layers.append(_outer_bound(frontier))
        words = [say("efficient plans between {x} and {y}; no plan lies beyond the dashed line", **aims)]
    if any(one.found for one in actions):
        layers += action_layers(actions, f"{frontier.x}:Q", f"{frontier.y}:Q")
        words.append(say(SQUARES[actions[0].form]))
    words += _stamps([frontier])
    title = alt.TitleParams(frontier.scenario.heading, subtitle=words)
    chart = alt.layer(*layers).properties(width=520, height=340, title=title)
    configured: alt.LayerChart = chart.configure(**config())
    return configured


def compare_frontiers(frontiers: Sequence[ScenarioFrontier], labels: Sequence[str] = ()) -> alt.LayerChart:
    """Several scenarios' frontiers of one trade over each other; one without a choice is its two ends, not a line.

    Args:
        frontiers: Frontiers of one trade.
        labels: What each is called; none: by its scenario's name.

    Raises:
        ValueError: There is none, they are of different trades, or labels are not one each and all different.
    """
    require_several(frontiers, "frontiers")
    for found in frontiers:
        require_frontier(found)
    if not frontiers or len({found.trade for found in frontiers}) != 1:
        raise ValueError(say("give frontiers of one and the same trade"))
    require_several(labels, "labels")
    if strange := [label for label in labels if not isinstance(label, str)]:
        raise ValueError(say("labels holds {strange}; give each frontier a text", strange=shown(strange[0])))
    names = list(labels) or [found.scenario.name for found in frontiers]
    if len(names) != len(frontiers) or len(set(names)) != len(names):
        raise ValueError(say("give each frontier a label of its own"))
    if not any(is_choice(found) for found in frontiers):
        return _no_choice(frontiers, names)
    first = frontiers[0]
    names = [
        name if is_choice(found) else say("{name}: no choice", name=name)
        for name, found in zip(names, frontiers, strict=True)
    ]
    named = zip(names, frontiers, strict=True)
    points = pd.DataFrame(
        [
            {first.x: point.x, first.y: point.y, "scenario": name, "joined": is_choice(found)}
            for name, found in named
            for point in found.extreme_points
        ]
    )
    of, title_of = _what_differs([found.scenario for found in frontiers])
    color = alt.Color("scenario:N", sort=names, title=title_of)
    line, dots = _line(first, points, color)
    words = say(of, x=say(first.x), y=say(first.y), count=len(names))
    title = alt.TitleParams(words, subtitle=_stamps(frontiers))
    layers = alt.layer(line.transform_filter("datum.joined"), dots)
    chart: alt.LayerChart = layers.properties(width=520, height=340, title=title).configure(**config())
    return chart


def stack(charts: Sequence[alt.LayerChart]) -> alt.LayerChart | alt.VConcatChart:
    """Charts below each other, each with its own colours, as one picture.

    Raises ValueError where there is none, or one of them is no chart.
    """
    require_each(charts, "charts", alt.TopLevelMixin, "charts.frontier")
    if not charts:
        raise ValueError("charts is an empty list; give one chart at least")
    if len(charts) == 1:
        return charts[0]
    bare = [chart.copy(deep=True) for chart in charts]
    for chart in bare:
        # Only the whole picture may carry a configuration.
        chart.config = alt.Undefined
    stacked: alt.VConcatChart = alt.vconcat(*bare).resolve_scale(color="independent").configure(**config())
    return stacked


def _what_differs(scenarios: Sequence[Scenario]) -> tuple[str, str]:
    """What several scenarios are, with a place for their number and for both aims, and what one of them is."""
    if differ_in_money_alone(scenarios):
        return "{x} and {y} at {count} budgets", say("budget")
    if len({scenario.data_hash for scenario in scenarios}) == 1:
        return "{x} and {y} under {count} combinations of reforms", say("reforms")
    return "{x} and {y} in {count} scenarios", say("scenario")


def _stamps(frontiers: Sequence[ScenarioFrontier]) -> list[str]:
    """What charts of these frontiers must carry, each once."""
    marks = [floor_words(found.scenario) for found in frontiers]
    marks += [stamp(found.scenario, (found.x, found.y)) for found in frontiers]
    return list(dict.fromkeys(mark for mark in marks if mark))


def _no_choice(frontiers: Sequence[ScenarioFrontier], names: Sequence[str] = ()) -> alt.LayerChart:
    """In a chart's place: that there is no choice, and both ends of each frontier in words."""
    rows: list[dict[str, object]] = []
    for position, found in enumerate(frontiers):
        name, ends = say("{name}: ", name=names[position]) if names else "", ends_of(found)
        for aim, end in ((found.x, ends.most_x), (found.y, ends.most_y)):
            x, y = (figure(found.scenario, of, value) for of, value in zip((found.x, found.y), end, strict=True))
            aims = {"x": x, "of_x": say(found.x), "y": y, "of_y": say(found.y)}
            words = say("most {aim}: {x} of {of_x}, {y} of {of_y}", aim=say(aim), **aims)
            rows.append({"row": len(rows), "words": f"{name}{words}"})
    base = alt.Chart(pd.DataFrame(rows)).encode(y=alt.Y("row:O", axis=None))
    texts = base.mark_text(align="left", fontSize=13, color=INK).encode(x=alt.value(0), text="words:N")
    limit = hundredths(NO_CHOICE, "g")
    below = [say("both aims fall by less than {limit} from one end to the other", limit=limit), *_stamps(frontiers)]
    between = {"x": say(frontiers[0].x), "y": say(frontiers[0].y)}
    title = alt.TitleParams(say("No choice here between {x} and {y}", **between), subtitle=below)
    chart: alt.LayerChart = (
        alt.layer(texts).properties(width=520, height=alt.Step(28), title=title).configure(**config())
    )
    return chart


def _line(frontier: ScenarioFrontier, points: pd.DataFrame, color: str | alt.Color) -> tuple[alt.Chart, alt.Chart]:
    x, y = frontier.x, frontier.y
    low_x, high_x, cut_x = axis_domain(points[x].tolist())
    low_y, high_y, cut_y = axis_domain(points[y].tolist())
    encoded = alt.value(color) if isinstance(color, str) else color
    base = alt.Chart(points).encode(
        x=alt.X(
            f"{x}:Q",
            title=axis_title(frontier, x, high_x, cut=cut_x),
            scale=alt.Scale(domain=[low_x, high_x], nice=False),
            axis=alt.Axis(tickCount=6, **axis_labels(frontier, x, high_x)),
        ),
        y=alt.Y(
            f"{y}:Q",
            scale=alt.Scale(domain=[low_y, high_y], nice=False),
            axis=alt.Axis(
                tickCount=6,
                **axis_labels(frontier, y, high_y),
                **upright(axis_title(frontier, y, high_y, cut=cut_y)),
            ),
        ),
        color=encoded,
    )
    tips = [
        alt.Tooltip(f"{name}:Q", title=f"{say(name)} ({say(frontier.units[name])})", format=",.4~r") for name in (x, y)
    ]
    return (
        base.mark_line(strokeWidth=2.5, interpolate="linear").encode(order=f"{x}:Q"),
        base.mark_circle(size=70, opacity=1).encode(tooltip=tips),
    )


def _outer_bound(frontier: ScenarioFrontier) -> alt.Chart:
    """The line that no plan is beyond, where it can be told from the line through the points."""
    bound = pd.DataFrame(frontier.certificate.outer, columns=[frontier.x, frontier.y])
    chart: alt.Chart = (
        alt.Chart(bound)
        .mark_line(strokeWidth=1.2, strokeDash=[5, 3], interpolate="linear")
        .encode(x=f"{frontier.x}:Q", y=f"{frontier.y}:Q", order=f"{frontier.x}:Q", color=alt.value(MUTED))
    )
    return chart


def _rates(frontier: ScenarioFrontier) -> alt.Chart:
    """At the middle of each edge what the second aim gains for one unit of the first."""
    points = frontier.extreme_points
    middles = pd.DataFrame(
        [
            {
                frontier.x: (a.x + b.x) / 2,
                frontier.y: (a.y + b.y) / 2,
                "rate": say("{rate} for 1", rate=figures(a.rate_right, ".2g")),
            }
            for a, b in pairwise(points)
            if a.rate_right is not None
        ]
    )
    chart: alt.Chart = (
        alt.Chart(middles)
        .mark_text(align="left", dx=8, dy=-8, color=MUTED, fontSize=11)
        .encode(x=f"{frontier.x}:Q", y=f"{frontier.y}:Q", text="rate:N", color=alt.value(ACCENT))
    )
    return chart
