"""Reads what a report is to say of how sure its plans are, and finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tradeoff.cli.progress import counting
from tradeoff.cli.workers import workers_option
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.advice.how_sure import HowSure
    from tradeoff.frontier.scenario_frontier import ScenarioFrontier
    from tradeoff.workers import Workers

DRAWS = 200
"""For each plan with a name, where nobody says how many: at the size of a state they take a second."""


def stress_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command ask how sure plans are, and say who works it out."""
    draws = click.option(
        "--stress",
        "draws",
        type=click.IntRange(min=0),
        metavar="DRAWS",
        help=(
            "How sure each plan with a name is, from so many draws of the doubtful figures; 0 leaves it out. "
            "Default: 200."
        ),
    )
    turns = click.option(
        "--switching",
        is_flag=True,
        help="With it, at which value each doubtful figure would change the plan in the middle; many solves.",
    )
    decorated: Callable[..., Any] = draws(turns(workers_option(command)))
    return decorated


def draws_wanted(draws: int | None, *, switching: bool, workers: Workers) -> int:
    """How many draws a report has for each plan with a name; 0 for none. Workers that do not answer are told at once.

    Args:
        draws: How many were asked for; None where nobody said.
        switching: Whether it is to ask which figures would change the plan in the middle.
        workers: Who is to work them out.
    """
    from tradeoff.workers import require_answer

    count = DRAWS if draws is None else draws
    if switching and not count:
        raise click.UsageError(say("--switching asks of plans that --stress 0 leaves out; leave out one of them"))
    try:
        require_answer(workers)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return count


def find_sure(
    frontiers: Sequence[ScenarioFrontier], count: int, *, switching: bool, workers: Workers
) -> tuple[list[HowSure], bool]:
    """How sure the plans with a name of each choice are, and whether Ctrl-C ended it.

    Args:
        frontiers: Those of the report.
        count: How many draws, at least 1.
        switching: Whether to ask which figures would change the plan in the middle.
        workers: Who works them out.
    """
    from tradeoff.advice.how_sure import how_sure

    scenario = frontiers[0].scenario
    found: list[HowSure] = []
    try:
        for frontier in frontiers:
            name = say("{name}, {trade}, how sure", name=scenario.name, trade=frontier.trade)
            with counting(name, say("figures")) as told:
                found.append(how_sure(frontier, draws=count, turns=switching, workers=workers, told=told))
            if found[-1].is_cut:
                return found, True
    except KeyboardInterrupt:
        return found, True
    return found, False
