"""Runs `tradeoff futures`: what plans are worth in each future, with their decision kept, and the best by a rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tradeoff.cli.levels import NAMES
from tradeoff.cli.options import (
    floor_option,
    format_option,
    read,
    reform_option,
    trade_if_any_option,
)
from tradeoff.cli.progress import progress_of
from tradeoff.cli.saved_plan import plan_options, read_saved
from tradeoff.scenario.objectives import TODAY
from tradeoff.words.spoken import later, say

if TYPE_CHECKING:
    from tradeoff.programme.decision import SavedPlan
    from tradeoff.scenario.scenario import Scenario

RULES = ("mean", "worst", "cvar", "regret")
"""What a plan may be best by: `advice/future_plans.py`."""


_HELP = """Show what plans of SCENARIO are worth in each future of its table futures, with their decision kept.

The plan at a level with --trade and --at; the plans with a name with --trade alone; or with --plan PLAN one that
was saved. For each: every aim in each future, the mean, the mean of the worst share, the worst, and the greatest
regret against the best plan for that future alone. --rule adds the plan that is best by it.

Futures change what households gain, never what may be done: costs, lists, limits and floors stay.
"""


@click.command("futures", help=_HELP)
@click.argument("scenario", required=False)
@plan_options()
@trade_if_any_option
@click.option(
    "--at",
    metavar="AIM=LEVEL|NAME",
    help=later(
        'The plan with at least this much of one of the choice\'s two aims, as {name}="26 crore", or the plan '
        "called {names}; rules and regrets keep its level too.",
        name=TODAY.name,
        names=", ".join(NAMES),
    ),
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    type=click.Choice(RULES),
    help="Find the plan that is best by it as well: the mean; the worst future; the mean of the worst share (CVaR); "
    "the least greatest regret. May be repeated.",
)
@click.option("--aim", metavar="AIM", help="Which aim rules make best. Default: with --at the other of the choice.")
@click.option(
    "--worst-share",
    default="0.5",
    show_default=True,
    metavar="SHARE",
    help="Of the probability, whose mean is the mean of the worst share.",
)
@floor_option
@reform_option
@format_option
def show_futures(
    scenario: str | None,
    saved_plan: Path | None,
    numbers: int | None,
    of: str | None,
    trade: str | None,
    at: str | None,
    rules: tuple[str, ...],
    aim: str | None,
    worst_share: str,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
    form: str,
) -> None:
    """Show what plans of SCENARIO are worth in each future of its table futures, with their decision kept."""
    from tradeoff.advice.future_words import aim_rows, future_heads, futures_json, moved_aims, remarks
    from tradeoff.advice.futures import futures
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.levels import levels_of, named_plan, read_at
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.programme.decision import SavedPlan

    if (scenario is None) == (saved_plan is None):
        raise click.UsageError(say("name SCENARIO or --plan PLAN, one of the two"))
    if saved_plan is None and (numbers is not None or of is not None):
        raise click.UsageError(say("--number and --scenario are for --plan PLAN; leave them out, or name the plan"))
    question: Scenario | SavedPlan = (
        read(scenario or "", reforms) if saved_plan is None else read_saved(saved_plan, numbers, of, reforms)
    )
    tables = question.scenario if isinstance(question, SavedPlan) else question
    if at is not None and trade is None:
        raise click.UsageError(say("--at is a level of one of a choice's two aims; add --trade CHOICE"))
    kept = levels_of(floors, "--floor")
    name = None if trade is None else named_plan(at, trade)
    typed = None if at is None or trade is None or name else read_at(at, tables, trade)
    with progress_of(f"{tables.name}, futures"), explained(tables):
        level: dict[str, Any] = {} if typed is None else dict([typed])
        if name and trade is not None:
            level = _named(tables.with_openings("share").with_floors(kept), trade, name)
        found = futures(
            question,
            trade,
            floors=kept,
            rules=rules,
            aim=aim,
            worst_share=worst_share,
            **level,
        )
    if form == "json":
        print_json(futures_json(found))
    elif form == "csv":
        print_csv(found.value_records)
    else:
        for name in moved_aims(found) or tuple(found.scenario.objectives):
            click.echo(f"{name}:")
            print_table(aim_rows(found, name), names=future_heads(found).values())
            click.echo()
        for sentence in remarks(found):
            click.echo(sentence)


def _named(scenario: Scenario, trade: str, name: str) -> dict[str, float]:
    """The level of the choice's first aim that the plan with a name has.

    Args:
        scenario: With its floors, in shares.
        trade: The choice.
        name: One of `NAMES`.
    """
    from tradeoff.cli.levels import named_level
    from tradeoff.frontier.plan_at import outline
    from tradeoff.frontier.refusals import require_decided

    require_decided(scenario)
    found = outline(scenario, trade)
    return {found.x: named_level(found, name)}
