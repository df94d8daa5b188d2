"""Names the axes of a frontier of any problem, and marks solutions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from tradeoff.charts.style import ACCENT
from tradeoff.errors import shown
from tradeoff.moo.arguments import require_line
from tradeoff.moo.frontier import Frontier

Axis = TypeVar("Axis", alt.X, alt.Y)
Units = Mapping[str, str]
"""What objectives are counted in, by name."""
_WHOLE, _LONG = 999.95, 1e15
"""From here on figures have no decimals, and from there on a power of ten: beyond it floats skip whole numbers."""


def row_of(values: Sequence[float], **more: object) -> dict[str, object]:
    """A row of data: names are a caller's own, and Vega reads dots and brackets in those of fields."""
    return {**{f"v{place}": value for place, value in enumerate(values)}, **more}


def axis_of(frontier: Frontier, place: int, kind: type[Axis], units: Units) -> Axis:
    """The axis of an objective, with its name, its unit, and which way is better.

    Args:
        frontier: Whose objective.
        place: Among its objectives.
        kind: Across or up.
        units: What objectives are counted in, where it is known.
    """
    name = frontier.objectives[place]
    better = "more is better" if frontier.senses[place] == "max" else "less is better"
    unit = f"{units[name]}; " if name in units else ""
    axis: Axis = kind(f"v{place}:Q", title=f"{name} ({unit}{better})", scale=alt.Scale(zero=False))
    return axis


def short_title(frontier: Frontier, place: int, units: Units) -> str:
    """An objective where there is little room: `cost (million euro, min)`.

    Args:
        frontier: Whose objective.
        place: Among its objectives.
        units: What objectives are counted in, where it is known.
    """
    name, sense = frontier.objectives[place], frontier.senses[place]
    return f"{name} ({units[name]}, {sense})" if name in units else f"{name} ({sense})"


def figure(value: float) -> str:
    """A figure short enough to stand in a chart or a table, thousands in threes.

    Example:
        >>> figure(3075000.0), figure(0.12345), figure(999.96)
        ('3,075,000', '0.1235', '1,000')
    """
    return f"{value:,.0f}" if _WHOLE <= abs(value) < _LONG else f"{value:.4g}"


def require_units(frontier: Frontier, units: Units) -> None:
    """Refuse a unit of what is no objective, by ValueError."""
    if not isinstance(units, Mapping):
        raise ValueError(f"units is {shown(units)}; give them by name, as in {{{frontier.objectives[0]!r}: 'tonnes'}}")
    strange = [name for name in units if name not in frontier.objectives]
    if strange:
        raise ValueError(
            f"units has {strange[0]!r}, which is no objective; name units of {', '.join(frontier.objectives)}"
        )
    if wordless := [name for name, unit in units.items() if not isinstance(unit, str)]:
        raise ValueError(
            f"units has {shown(units[wordless[0]])} for {wordless[0]!r}; write the unit as a text, such as 'tonnes'"
        )
    for name, unit in units.items():
        require_line(unit, f"the unit of {name!r}")


def tooltips(frontier: Frontier) -> list[alt.Tooltip]:
    """What is read at a point: its position, and each objective.

    Vega-Lite writes a tooltip's title into an expression, in which it escapes quotation marks but no backslashes.
    """
    titles = [name.replace("\\", "\\\\") for name in frontier.objectives]
    objectives = [alt.Tooltip(f"v{place}:Q", title=title, format=",.10~r") for place, title in enumerate(titles)]
    return [alt.Tooltip("point:N", title="point"), *objectives]


def told_aloud(frontier: Frontier, units: Units) -> dict[str, Any]:
    """Whether marks are described to those who listen to a page; as a part of a chart's configuration.

    Vega-Lite makes these descriptions of titles, as expressions: of one with a backslash it makes another letter, or
    none that can be read. A title itself is shown as it stands.
    """
    return {"aria": False} if any("\\" in words for words in (*frontier.objectives, *units.values())) else {}


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
