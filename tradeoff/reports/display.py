"""Writes what Jupyter shows of a scenario, a plan or a frontier: a headline, a picture and the first rows.

Every text is escaped. The picture is an SVG in an `img`, in which no script runs and whose names meet no others of the
notebook; without the packages that draw it there are headline and rows alone.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context
from html import escape
from typing import TYPE_CHECKING, Any

from tradeoff.advice.compare import Comparison, end_records
from tradeoff.advice.promise import promise_of, promise_sentences
from tradeoff.errors import visible
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.money import format_number, format_rupees
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Shape
from tradeoff.programme.plan import Plan
from tradeoff.reports.pictures import Chart, as_svg
from tradeoff.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 5
_WHOLE = 100
"""From here on figures are shown without decimals."""
_LONG = 10_000
"""From here on whole numbers are amounts, and their digits grouped; years and numbers of plans are below."""
_DIGITS = 1e15
"""From here on floats no longer tell whole numbers apart."""
_STYLE = "font-family:system-ui,sans-serif;max-width:46rem"
Records = Sequence[Mapping[Any, object]]


@dataclass(frozen=True, kw_only=True)
class _Display:
    """What is shown of one thing."""

    headline: str
    words: str
    draw: Callable[[], Chart]
    rows: Records
    of: str
    """What a row stands for, in the plural."""
    count: Callable[[float], str] = format_number
    """How large numbers are written: a scenario's in lakh and crore."""


def html_of(thing: object) -> str:
    """The HTML of a scenario, plan, frontier or comparison; of anything else its `repr`, escaped."""
    for kind, display in _DISPLAYS:
        if isinstance(thing, kind):
            return _html(display(thing))
    return f"<pre>{_text(repr(thing))}</pre>"


def _text(words: str) -> str:
    """Words for HTML: no markup, and nothing that cannot be seen or turns others round."""
    return escape("\n".join(map(visible, words.split("\n"))))


def _html(shown: _Display) -> str:
    words = "".join(f"<br>{_text(line)}" for line in shown.words.split("\n")) if shown.words else ""
    return (
        f'<div style="{_STYLE}"><p><strong>{_text(shown.headline)}</strong>{words}</p>'
        f"{_picture(shown)}{_table(shown)}</div>"
    )


def _picture(shown: _Display) -> str:
    try:
        svg = as_svg(shown.draw())
    except ImportError:
        return ""
    source = base64.b64encode(svg).decode()
    return f'<img style="max-width:100%" alt="{_text(shown.headline)}" src="data:image/svg+xml;base64,{source}">'


def _table(shown: _Display) -> str:
    rows, count = shown.rows, shown.count
    if not rows:
        return ""
    head = "".join(f'<th style="text-align:left">{_text(str(name))}</th>' for name in rows[0])
    body = "".join(f"<tr>{''.join(_cell(value, count) for value in row.values())}</tr>" for row in rows[:_ROWS])
    more = f"<p>the first {_ROWS} of {count(len(rows))} {_text(shown.of)}</p>" if len(rows) > _ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object, count: Callable[[float], str]) -> str:
    if isinstance(value, float):
        return f'<td style="text-align:right">{_figure(value, count)}</td>'
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _LONG:
        return f'<td style="text-align:right">{count(value)}</td>'
    text = "" if value is None or str(value) == "<NA>" else str(value)
    return f'<td style="text-align:left">{_text(text)}</td>'


def _plain(value: float) -> str:
    """A whole number of any problem, thousands in threes; too large a one as a power of ten."""
    return f"{value:,.0f}" if abs(value) < _DIGITS else f"{value:.4g}"


def _figure(value: float, count: Callable[[float], str] = format_number) -> str:
    """A figure short enough to be read; blank where there is none."""
    if math.isnan(value):
        return ""
    return count(value) if abs(value) >= _WHOLE else f"{value:.4g}"


def _records(table: pd.DataFrame) -> Records:
    return table.to_dict("records")


def _how_good(frontier: Frontier) -> str:
    """How many points there are, how good they are known to be, and why the search ended where it ended early."""
    certificate, points = frontier.certificate, len(frontier.extreme_points)
    count = f"{points} {'point' if points == 1 else 'points'}"
    how = "certified in fractions" if certificate.certified else "checked"
    if certificate.kind == "exact":
        every = "point" if frontier.shape in (Shape.STEPS, Shape.POINTS) else "breakpoint"
        return f"{count}, every {every}, {how}"
    ranges = "both" if len(frontier.objectives) == 2 else "all"
    ended = f"; ended early: {certificate.stopped}" if certificate.stopped else ""
    most = _at_most(100 * certificate.max_gap)
    return f"{count}; nothing betters what is drawn by more than {most}% of {ranges} ranges at once, {how}{ended}"


def _at_most(value: float) -> str:
    """A value in two digits, never less than it is but for rounding."""
    return f"{Context(prec=2, rounding=ROUND_CEILING).create_decimal(f'{value:.9g}'):f}"


def _scenario(scenario: Scenario) -> _Display:
    def draw() -> Chart:
        from tradeoff.charts.envelopes import envelopes

        return envelopes(scenario)

    years = scenario.settings.project_years
    words = (
        f"{len(scenario.clusters)} clusters, {format_rupees(float(scenario.rupees))} over {years} "
        f"{'year' if years == 1 else 'years'}; choices: {', '.join(scenario.trades) or 'none'}"
    )
    if scenario.changes:
        words += f"; {len(scenario.changes)} changes against {scenario.based_on}"
    rows = [
        {
            "cluster": cluster.cluster_id,
            "name": cluster.name,
            "district": cluster.district,
            "households": float(sum(cell.households for cell in scenario.cells_of(cluster.cluster_id))),
        }
        for cluster in scenario.clusters
    ]
    return _Display(headline=scenario.heading, words=words, draw=draw, rows=rows, of="clusters")


def _plan(plan: Plan) -> _Display:
    def draw() -> Chart:
        from tradeoff.charts.allocation import allocation

        return allocation(plan)

    spent = sum(float(str(row["amount"])) for row in plan.records["money"])
    words = "; ".join(f"{aim}: {_figure(value)}" for aim, value in plan.objectives.items())
    if (promise := promise_of(plan)) is not None:
        told = tuple(promise_sentences(promise, tuple(plan.objectives)))
        # Each aim is told once: with what the ranges leave of it, or bare.
        words = "\n".join(told if promise.found is not None else (words, *told))
    headline = f"A plan of {format_rupees(spent)}" + (f": {plan.remark}" if plan.remark else "")
    return _Display(headline=headline, words=words, draw=draw, rows=plan.records["money"], of="lines of money")


def _frontier(found: ScenarioFrontier) -> _Display:
    def draw() -> Chart:
        from tradeoff.charts.frontier import frontier

        return frontier(found)

    words = _how_good(found.frontier)
    headline = f"{found.scenario.heading}: {found.x} and {found.y}"
    return _Display(headline=headline, words=words, draw=draw, rows=_records(found.points), of="points")


def _whole(found: WholeScenarioFrontier) -> _Display:
    def draw() -> Chart:
        from tradeoff.charts.found import found as drawn
        from tradeoff.charts.style import CONFIG

        return drawn(found.frontier, units={name: found.units[name] for name in (found.x, found.y)}, look=CONFIG)

    words = f"{_how_good(found.frontier)}; clusters open whole or not at all"
    headline = f"{found.scenario.heading}: {found.x} and {found.y}"
    return _Display(headline=headline, words=words, draw=draw, rows=_records(found.points), of="points")


def _reforms(found: ReformFrontiers) -> _Display:
    rows: Records = [
        {"reforms": one.name, "points": len(one.frontier.extreme_points), "kind": str(one.frontier.certificate.kind)}
        for one in found.alternatives
    ]
    draw = _over_each_other([one.frontier for one in found.alternatives], [one.name for one in found.alternatives])
    words = f"{len(rows)} combinations of reforms have a plan, {len(found.impossible)} have none"
    headline = f"{found.scenario.heading}: {found.x} and {found.y}"
    return _Display(headline=headline, words=words, draw=draw, rows=rows, of="combinations")


def _comparison(found: Comparison) -> _Display:
    draw = _over_each_other(found.frontiers, found.drawn_labels)
    headline = f"{found.x} and {found.y} of {len(found.members)} scenarios"
    words = " ".join(found.sentences[:3])
    return _Display(headline=headline, words=words, draw=draw, rows=end_records(found), of="scenarios")


def _engine(frontier: Frontier) -> _Display:
    def draw() -> Chart:
        from tradeoff.charts.found import found

        return found(frontier)

    words = _how_good(frontier)
    *names, last = frontier.objectives
    headline = f"{', '.join(names)} and {last}"
    rows = _records(frontier.points)
    return _Display(headline=headline, words=words, draw=draw, rows=rows, of="points", count=_plain)


def _over_each_other(frontiers: Iterable[ScenarioFrontier], labels: Iterable[str]) -> Callable[[], Chart]:
    def draw() -> Chart:
        from tradeoff.charts.frontier import compare_frontiers

        return compare_frontiers(list(frontiers), list(labels))

    return draw


_DISPLAYS: tuple[tuple[type, Callable[[Any], _Display]], ...] = (
    (Scenario, _scenario),
    (Plan, _plan),
    (ScenarioFrontier, _frontier),
    (WholeScenarioFrontier, _whole),
    (ReformFrontiers, _reforms),
    (Comparison, _comparison),
    (Frontier, _engine),
)
