"""Draws which doubtful figures move an aim of a kept plan most: a bar a figure, the widest on top (a tornado)."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from tradeoff.advice.figure_units import units_words
from tradeoff.advice.stress import Stress
from tradeoff.advice.stress_words import HOW_TO_READ, MOST_SWINGS
from tradeoff.advice.swings import Swing, end_words, ranked
from tradeoff.charts.style import ACCENT, CONFIG, INK, LINE
from tradeoff.errors import shown
from tradeoff.programme.programme import units
from tradeoff.scenario.objectives import find_aim
from tradeoff.words.spoken import say

_RUPEES = ((1e7, "Rs crore"), (1e5, "Rs lakh"), (1.0, "rupees"))
_LINE = 80
"""Letters of a line below the title, which is as wide as the bars and their names."""
_LOW, _HIGH = "at its low", "at its high"


def tornado(found: Stress, aim: str) -> alt.LayerChart:
    """The figures that move an aim most, each by itself from its low to its high; the line is what the plan promises.

    Args:
        found: What `tradeoff.stress` returns.
        aim: One of the aims it works out, by name.

    Raises:
        ValueError: There is no such aim, or no figure with a range moves it.
    """
    if not isinstance(found, Stress):
        raise ValueError(say("{given} says nothing of ranges; give what stress returns", given=shown(found)))
    if aim not in found.promised:
        raise ValueError(
            say("{aim!r} is not offered here; there are {there}", aim=aim, there=", ".join(found.promised))
        )
    widest = ranked(found.swings, aim)[:MOST_SWINGS]
    if not widest:
        raise ValueError(say("no figure with a range moves {aim}; there is nothing to draw", aim=say(aim)))
    scale, unit = _counted(found, aim)
    own = found.at_own_figures[aim] * scale
    rows = pd.DataFrame(
        [
            {
                "figure": one.what,
                "from": own,
                "to": value * scale,
                "end": say(end),
                "its_value": _value(found, one, end),
                "grade": one.grade,
                "source": one.sources,
            }
            for one in widest
            for end, value in ((_LOW, one.at_low[aim]), (_HIGH, one.at_high[aim]))
        ]
    )
    axis = alt.X(
        "from:Q", scale=alt.Scale(zero=False, nice=True), title=say("{aim} delivered ({unit})", aim=say(aim), unit=unit)
    )
    promised = pd.DataFrame({"promised": [found.promised[aim] * scale]})
    line = alt.Chart(promised).mark_rule(color=INK).encode(x="promised:Q")
    heading = alt.TitleParams(say("What {aim} depends on", aim=say(aim)), subtitle=wrap(say(HOW_TO_READ), _LINE))
    layers = alt.layer(_bars(rows, [one.what for one in widest], axis, f"{say(aim)} ({unit})"), line)
    chart: alt.LayerChart = layers.properties(width=460, height=alt.Step(26), title=heading).configure(**CONFIG)
    return chart


def _bars(rows: pd.DataFrame, order: list[str], axis: alt.X, delivered: str) -> alt.Chart:
    """A bar from what is promised to each end.

    Args:
        rows: Two a figure, from, to and end.
        order: The figures, the one on top first.
        axis: Along which bars lie.
        delivered: What is delivered, with its unit.
    """
    colours = alt.Scale(domain=[say(_LOW), say(_HIGH)], range=[ACCENT, LINE])
    bars: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(height={"band": 0.7})
        .encode(
            # Named values, not the order of rows: the widest bar stands on top wherever the data go.
            y=alt.Y("figure:N", sort=order, title=None, axis=alt.Axis(labelLimit=420)),
            x=axis,
            x2="to:Q",
            color=alt.Color("end:N", scale=colours, title=say("with this figure")),
            tooltip=[
                alt.Tooltip("figure:N", title=say("figure")),
                alt.Tooltip("end:N", title=say("end")),
                alt.Tooltip("its_value:N", title=say("its value")),
                alt.Tooltip("to:Q", format=",.4~r", title=delivered),
                alt.Tooltip("grade:N", title=say("grade")),
                alt.Tooltip("source:N", title=say("source")),
            ],
        )
    )
    return bars


def _value(found: Stress, swing: Swing, end: str) -> str:
    """What a figure is at an end, with its unit; of several that move together their units alone."""
    unit = units_words(swing.figures, found.scenario)
    if len(swing.figures) > 1:
        return unit
    figure = swing.figures[0]
    return f"{end_words(figure.low if end == _LOW else figure.high)} {unit}".rstrip()


def _counted(found: Stress, aim: str) -> tuple[float, str]:
    """What values are multiplied by to be read, and the unit they then have: money in lakh or crore of rupees."""
    unit = find_aim(aim).unit
    if not unit.is_money:
        return 1.0, say(units(found.scenario)[aim])
    rupees = float(found.scenario.settings.money_unit)
    most = max(max(one.at_low[aim], one.at_high[aim]) for one in found.swings) * rupees
    size, words = next((size, words) for size, words in _RUPEES if most >= size or size == 1.0)
    return rupees / size, say(words) + (say(" a year") if unit.a_year else "")
