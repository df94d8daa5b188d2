"""Draws the money of a scenario as bars: its envelopes by year."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoff.charts.style import CONFIG, LINE
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def envelopes(scenario: Scenario) -> alt.Chart:
    """All envelopes of each year together, in lakh of rupees."""
    lakh = float(scenario.settings.money_unit) / 1e5
    rows = pd.DataFrame(
        [
            {"year": scenario.settings.years.shown(row.year or 1), "lakh": float(row.envelope) * lakh}
            for row in scenario.budgets
        ]
    )
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(color=LINE, height={"band": 0.7})
        .encode(
            x=alt.X("sum(lakh):Q", title=say("money (Rs lakh)"), axis=alt.Axis(tickCount=4)),
            y=alt.Y("year:O", sort=None, title=say("year")),
        )
        .properties(width=420, height=alt.Step(24))
    )
    configured: alt.Chart = chart.configure(**CONFIG)
    return configured
