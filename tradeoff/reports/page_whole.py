"""Gathers what a page shows of a choice whose clusters open whole: points, steps and bounds beside the outlook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tradeoff.advice.choice import is_choice
from tradeoff.advice.whole_openings import whole_sentences
from tradeoff.advice.wording import bare_figure
from tradeoff.charts.linked_whole import linked_whole
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import hundredths, say

NO_WHOLE: Mapping[str, WholeScenarioFrontier | str] = MappingProxyType({})
"""Where no frontier of whole clusters is shown."""


def whole_on_page(found: WholeScenarioFrontier | str | None) -> dict[str, Any] | None:
    """What a choice's section on whole clusters shows; None where it was not asked for.

    Args:
        found: What `trace_whole_frontier` returns, or in words why there is none.
    """
    if found is None:
        return None
    if isinstance(found, str):
        return {"sentences": whole_words(found), "chart": None, "head": [], "rows": []}
    return {
        "sentences": whole_words(found),
        "chart": linked_whole(found) if is_choice(found) else None,
        "head": [say("plan"), say(found.x), say(found.y), *map(heading_of, ("bound", "gap", "outlook", "outlook_gap"))],
        "rows": _rows(found),
    }


def whole_words(found: WholeScenarioFrontier | str) -> tuple[str, ...]:
    """How to read a frontier of whole clusters, or why there is none."""
    return (found,) if isinstance(found, str) else tuple(whole_sentences(found))


def _rows(found: WholeScenarioFrontier) -> list[list[str]]:
    """A row a plan, the figures in words."""
    rows = []
    columns = zip(found.extreme_points, found.gaps, found.outlook_values, found.outlook_gaps, strict=True)
    for place, (point, gap, most, below) in enumerate(columns):
        y, bound, outlook = (
            "–" if value is None else bare_figure(found.scenario, found.y, value)
            for value in (point.y, point.bound, most)
        )
        shares = "–" if below is None else hundredths(below, ".1f")
        rows.append(
            [
                str(place),
                bare_figure(found.scenario, found.x, point.x),
                y,
                bound,
                hundredths(gap, ".1f"),
                outlook,
                shares,
            ]
        )
    return rows
