"""Marks beside plans with a name the ones that can be sanctioned: squares, each tied to the point it stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from tradeoff.advice.wording import bare_figure
from tradeoff.charts.style import INK
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.programme.form import Form
from tradeoff.words.spoken import say

SQUARES = {
    Form.WHOLE: "squares: the plans with a name, clusters opened whole",
    Form.ACTION: "squares: the plans with a name for action, clusters, households and rupees whole",
}
"""What the marks are, for a subtitle."""


def action_rows(actions: Sequence[NamedAction]) -> list[dict[str, Any]]:
    """Of each plan that was found where it stands and where its outlook does, with figures in words."""
    rows = []
    for one in actions:
        if one.reached is None:
            continue
        x, y = one.frontier.x, one.frontier.y
        words = {f"{aim}_words": bare_figure(one.frontier.scenario, aim, value) for aim, value in one.reached.items()}
        outlook = {"outlook_x": one.named.x, "outlook_y": one.named.y}
        rows.append(
            {x: one.reached[x], y: one.reached[y], "plan": f"{say(one.named.word)}, {one.form}", **words, **outlook}
        )
    return rows


def action_layers(actions: Sequence[NamedAction], x: Any, y: Any) -> list[alt.Chart]:
    """A square for each plan that was found, and a line to the outlook it is held against; nothing where none was.

    Args:
        actions: Of one frontier.
        x: The axis across, or its field.
        y: The axis up, likewise.
    """
    rows = action_rows(actions)
    if not rows:
        return []
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    frontier = actions[0].frontier
    tips = [
        alt.Tooltip("plan:N", title=say("plan")),
        *(alt.Tooltip(f"{aim}_words:N", title=say(aim)) for aim in (frontier.x, frontier.y)),
    ]
    return [
        base.mark_rule(color=INK, strokeWidth=1.5).encode(x2="outlook_x:Q", y2="outlook_y:Q"),
        base.mark_square(filled=False, color=INK, size=90, strokeWidth=2, opacity=1).encode(tooltip=tips),
    ]
