"""Names the axes of a frontier of any problem, and marks solutions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from tradeoff.charts.style import ACCENT
from tradeoff.moo.frontier import Frontier

Axis = TypeVar("Axis", alt.X, alt.Y)


def row_of(values: Sequence[float], **more: object) -> dict[str, object]:
    """A row of data: names are a caller's own, and Vega reads dots and brackets in those of fields."""
    return {**{f"v{place}": value for place, value in enumerate(values)}, **more}


def axis_of(frontier: Frontier, place: int, kind: type[Axis]) -> Axis:
    """The axis of an objective, with its name and which way is better.

    Args:
        frontier: Whose objective.
        place: Among its objectives.
        kind: Across or up.
    """
    better = "more" if frontier.senses[place] == "max" else "less"
    title = f"{frontier.objectives[place]} ({better} is better)"
    axis: Axis = kind(f"v{place}:Q", title=title, scale=alt.Scale(zero=False))
    return axis


def tooltips(frontier: Frontier) -> list[alt.Tooltip]:
    """What is read at a point: its position, and each objective."""
    objectives = [
        alt.Tooltip(f"v{place}:Q", title=name, format=",.6~g") for place, name in enumerate(frontier.objectives)
    ]
    return [alt.Tooltip("point:N", title="point"), *objectives]


def marks(frontier: Frontier, marked: Mapping[str, Mapping[str, float]], x: Any, y: Any) -> list[alt.Chart]:
    """Solutions as ringed dots with words beside; nothing where none is marked.

    Args:
        frontier: On which.
        marked: The objectives' values of each, by its words.
        x: The axis across.
        y: The axis up.
    """
    if not marked:
        return []
    rows = [row_of([at[name] for name in frontier.objectives], words=words) for words, at in marked.items()]
    base = alt.Chart(pd.DataFrame(rows)).encode(x=x, y=y)
    return [
        base.mark_point(size=110, color=ACCENT, strokeWidth=2.5),
        base.mark_text(align="left", dx=10, dy=-8, fontSize=12, color=ACCENT).encode(text="words:N"),
    ]
