"""Finds the plans one can sanction for commands that show a frontier: asked for by `--form`, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tradeoff.cli.progress import progress_of
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.frontier.named_actions import NamedAction
    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.frontier.whole_study import WholeScenarioFrontier

Command = TypeVar("Command", bound=Callable[..., Any])
OUTLOOK, WHOLE, ACTION = "outlook", "whole", "action"
"""The forms that may be asked for: `programme/form.py`."""


def form_option(command: Command) -> Command:
    """`--form`: the outlook, whole clusters, or beside each plan with a name the one that can be sanctioned."""
    return click.option(
        "--form",
        "plan_form",
        type=click.Choice([OUTLOOK, WHOLE, ACTION]),
        help="outlook: clusters open in shares; whole: they open or do not; action: the outlook, and beside each plan "
        "with a name the one that can be sanctioned, a minute or so each at the size of a state. --time-limit holds "
        "for each. Default: outlook or whole, as settings.csv says of openings.",
    )(command)


def find_actions(frontiers: Sequence[ScenarioFrontier], time_limit: float | None) -> tuple[list[NamedAction], bool]:
    """The plans one can sanction of each frontier, and whether Ctrl-C cut the search short.

    Args:
        frontiers: Of one scenario; those whose own search was cut short have none.
        time_limit: Seconds for each plan; None for as long as `tradeoff plan` takes unasked.
    """
    from tradeoff.advice.choice import is_choice
    from tradeoff.frontier.action_plan import TIME_LIMIT
    from tradeoff.frontier.named_actions import Missing, plans_for_action

    found: list[NamedAction] = []
    for frontier in frontiers:
        with progress_of(
            say("{name}, {trade}, plans for action", name=frontier.scenario.name, trade=frontier.trade)
        ) as progress:
            found += plans_for_action(
                frontier,
                first=None if is_choice(frontier) else 1,
                time_limit=TIME_LIMIT if time_limit is None else time_limit,
                progress=progress,
            )
        if found and found[-1].missing is Missing.UNASKED:
            return found, True
    return found, False


def print_actions(actions: Sequence[NamedAction]) -> None:
    """The plans one can sanction beside the outlook, a row each, and how far each lies from it."""
    from tradeoff.advice.named_action_words import kind_of, named_action_lines
    from tradeoff.cli.printing import print_table
    from tradeoff.reports.action import named_action_rows

    if not actions:
        return
    click.echo("\n" + say("Beside the outlook's plans with a name, {kind}:", kind=kind_of(actions[0].form)))
    print_table(named_action_rows(actions))
    for line in named_action_lines(actions):
        click.echo(f"- {line}")


def find_whole(
    frontiers: Sequence[ScenarioFrontier], time_limit: float | None
) -> dict[str, WholeScenarioFrontier | str]:
    """By choice the frontier of whole clusters beside that of shares, or in words why there is none.

    Args:
        frontiers: Of one scenario, one a choice.
        time_limit: Seconds for each; None for no limit.

    Raises:
        KeyboardInterrupt: Ctrl-C came before both ends of one were known.
    """
    from tradeoff.errors import InfeasibleError, SolverError
    from tradeoff.frontier.whole_study import trace_whole_frontier

    found: dict[str, WholeScenarioFrontier | str] = {}
    for frontier in frontiers:
        scenario, trade = frontier.scenario, frontier.trade
        with progress_of(say("{name}, {trade}, openings whole", name=scenario.name, trade=trade)) as progress:
            try:
                found[trade] = trace_whole_frontier(scenario, trade, time_limit=time_limit, progress=progress)
            except (InfeasibleError, SolverError) as error:
                found[trade] = say("Not shown, as the outlook is all that was found: {error}", error=error)
    return found
