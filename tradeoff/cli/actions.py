"""Finds the plans one can sanction for commands that show a frontier: asked for by `--form`, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tradeoff.cli.options import progress_of

if TYPE_CHECKING:
    from tradeoff.frontier.named_actions import NamedAction
    from tradeoff.frontier.study import ScenarioFrontier

Command = TypeVar("Command", bound=Callable[..., Any])
OUTLOOK, ACTION = "outlook", "action"
"""The forms that may be asked for: `programme/form.py`."""


def form_option(command: Command) -> Command:
    """`--form`: the outlook alone, or beside each of its plans with a name the one that can be sanctioned."""
    return click.option(
        "--form",
        "plan_form",
        type=click.Choice([OUTLOOK, ACTION]),
        default=OUTLOOK,
        show_default=True,
        help="outlook: all plans in shares; action: beside each plan with a name also the one that can be sanctioned, "
        "with how far it lies from it. Each takes a minute or so at the size of a state; --time-limit holds for each.",
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
        with progress_of(f"{frontier.scenario.name}, {frontier.trade}, plans for action") as progress:
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
    from tradeoff.advice.named_action_words import KINDS, named_action_lines
    from tradeoff.cli.printing import print_table
    from tradeoff.reports.action import named_action_rows

    if not actions:
        return
    click.echo(f"\nBeside the outlook's plans with a name, {KINDS[actions[0].form]}:")
    print_table(named_action_rows(actions))
    for line in named_action_lines(actions):
        click.echo(f"- {line}")
