"""From frontiers to one report file, its kind by the suffix."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.reports.whole import write_whole

SUFFIXES = (".html",)


def write_report(frontiers: ScenarioFrontier | Sequence[ScenarioFrontier], path: str | Path) -> None:
    """Write a report on one frontier, or on several of one scenario, whole or not at all.

    Args:
        frontiers: What `trace_frontier` returns, or up to three of them for different choices.
        path: Where to write; `.html` is one page that opens without a network.

    Raises:
        ValueError: The suffix is unknown, or the frontiers are none, of several scenarios, or twice of one choice.
        OSError: The file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise ValueError(
            f"{target.name} ends with {target.suffix or 'nothing'}; a report ends with {' or '.join(SUFFIXES)}"
        )
    shown = [frontiers] if isinstance(frontiers, ScenarioFrontier) else list(frontiers)
    if not shown:
        raise ValueError("there is no frontier to report on")
    if len({frontier.scenario.data_hash for frontier in shown}) > 1:
        raise ValueError("a report is on one scenario; compare several with `tradeoff compare`")
    if len({frontier.trade for frontier in shown}) != len(shown):
        raise ValueError("two frontiers are of the same choice")
    from tradeoff.reports.page import render_page

    write_whole(target, render_page(shown).encode())
