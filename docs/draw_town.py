"""Draws the pictures of `keep.md`: the town of the third notebook, as charts are drawn today.

python docs/draw_town.py        # town*.svg, beside this file
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt
import pulp

sys.path.insert(0, str(Path(__file__).parent.parent))

import tradeoff
from tradeoff.charts.style import CONFIG
from tradeoff.reports.pictures import save_picture

FOLDER = Path(__file__).parent
SOURCES = {  # MW a unit, most units, fixed and running cost, carbon, imported
    "lignite": (30, 2, 60, 42, 950, 0),
    "gas": (20, 4, 35, 62, 400, 1),
    "cable": (20, 2, 20, 80, 120, 1),
    "wind": (12, 5, 150, 2, 0, 0),
    "solar": (20, 3, 60, 1, 0, 0),
    "wood": (15, 2, 190, 70, 50, 0),
}
BLOCKS: dict[str, tuple[int, int, dict[str, int]]] = {  # hours, demand, percent of what is built
    "evening": (1500, 90, {"wind": 42, "solar": 0}),
    "day": (2880, 65, {"wind": 40, "solar": 12}),
    "summer": (2200, 58, {"wind": 22, "solar": 36}),
    "night": (2180, 42, {"wind": 28, "solar": 0}),
}
UNITS = {"cost": "million euro", "emissions": "thousand t", "imports": "GWh"}
Aims = dict[str, pulp.LpAffineExpression]


def town(cat: str = "Continuous") -> tuple[pulp.LpProblem, Aims]:
    """The programme and its three objectives; `cat` is PuLP's category of the units that are built."""
    problem = pulp.LpProblem("town")
    built = {name: problem.add_variable(f"built_{name}", 0, row[1], cat=cat) for name, row in SOURCES.items()}
    power = {(name, block): problem.add_variable(f"power_{name}_{block}", 0) for name in SOURCES for block in BLOCKS}
    for block, (_, demand, percent) in BLOCKS.items():
        problem += pulp.lpSum(power[name, block] for name in SOURCES) >= demand
        for name, row in SOURCES.items():
            problem += power[name, block] <= percent.get(name, 100) * row[0] / 100 * built[name]

    def a_year(column: int, divisor: float) -> pulp.LpAffineExpression:
        return pulp.lpSum(
            row[column] * hours / divisor * power[name, block]
            for name, row in SOURCES.items()
            for block, (hours, _, _) in BLOCKS.items()
        )

    fixed = pulp.lpSum(row[2] * row[0] / 1000 * built[name] for name, row in SOURCES.items())
    return problem, {"cost": fixed + a_year(3, 1e6), "emissions": a_year(4, 1e6), "imports": a_year(5, 1000)}


def traced(*names: str, cat: str = "Continuous", **asked: Any) -> tradeoff.Frontier:
    """The town's frontier between some of its objectives; `asked` goes to `trace`."""
    problem, aims = town(cat)
    return tradeoff.trace(problem, {name: aims[name] for name in names}, sense=dict.fromkeys(names, "min"), **asked)


def drawn(frontier: tradeoff.Frontier, **marked: Any) -> Any:
    """The chart with units; `marked` by the words beside each plan."""
    units = {name: UNITS[name] for name in frontier.objectives}
    return frontier.chart(units=units, marked={words.replace("_", " "): plan for words, plan in marked.items()})


def line() -> Any:
    """To a gap of a tenth, with the plan at 35 million."""
    frontier = traced("cost", "emissions", gap=0.1)
    return drawn(frontier, at_35_million=frontier.plan(cost=35))


def within() -> Any:
    """What the plan at 35 million builds, between the least and the most of nearly as good ones."""
    frontier = traced("cost", "emissions", gap=0.1)
    plan = frontier.plan(cost=35)
    spans = {name: frontier.within(0.02, f"built_{name}", cost=35) for name in SOURCES}
    rows = [
        {
            "source": name,
            "least": round(span.least, 6),
            "most": round(span.most, 6),
            "built": round(plan.values[f"built_{name}"], 6),
        }
        for name, span in spans.items()
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("source:N", sort=list(SOURCES), title=None))
    bars = base.mark_bar(color="#0b4f8a", opacity=0.45, height=14).encode(
        x=alt.X("least:Q", title="units built"), x2="most:Q"
    )
    ticks = base.mark_tick(color="#d55e00", thickness=3, height=20).encode(x="built:Q")
    return (bars + ticks).properties(width=420, height=alt.Step(28)).configure(**CONFIG)


def thinned() -> Any:
    """Every corner thinned to five points."""
    return drawn(traced("cost", "emissions", exact=True).thinned(5))


def whole() -> Any:
    """Whole units, with what 35 million buy."""
    frontier = traced("cost", "emissions", cat="Integer", whole=True)
    return drawn(frontier, at_35_million=frontier.plan(cost=35))


def surface() -> Any:
    """All three objectives, every corner."""
    return drawn(traced("cost", "emissions", "imports", exact=True))


PICTURES: dict[str, Callable[[], Any]] = {
    "town-line.svg": line,
    "town-within.svg": within,
    "town-thinned.svg": thinned,
    "town-whole.svg": whole,
    "town.svg": surface,
}


def main() -> None:
    """Draw them all."""
    for name, draw in PICTURES.items():
        save_picture(draw(), FOLDER / name)


if __name__ == "__main__":
    main()
