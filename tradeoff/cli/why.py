"""Runs `tradeoff why`: why a cluster, a district or an activity is in a plan or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.levels import NAMES
from tradeoff.cli.options import TradeType, fresh_file, read, reform_option
from tradeoff.cli.progress import progress_of
from tradeoff.cli.saved_plan import plan_options, read_saved
from tradeoff.scenario.objectives import PAIRS, TODAY
from tradeoff.words.spoken import later, say

if TYPE_CHECKING:
    from tradeoff.advice.why import Why


_HELP = """Say why CLUSTER of SCENARIO, or an activity or a district, is funded in a plan or not.

Every sentence is solved for: what taking it in costs in both aims, at which factor on its costs, effects or lists
it enters by itself, which row stands in the way, what all plans nearly as good give it. It ranks nobody.

With --plan PLAN in place of SCENARIO: what that plan gives CLUSTER, what the outlook at the same level gives it,
and what the difference costs; reasons are the outlook's.
"""


@click.command("why", help=_HELP)
@click.argument("names", nargs=-1, required=True, metavar="[SCENARIO] CLUSTER")
@plan_options()
@click.option(
    "--trade",
    type=TradeType(),
    metavar="CHOICE",
    help=later("Which choice: {pairs}. Default: the first.", pairs=", ".join(PAIRS)),
)
@click.option(
    "--at",
    metavar="PLAN",
    help=later(
        'Look at the plan with this much of one aim, as {name}="26 crore", or at the one called {names}.',
        name=TODAY.name,
        names=", ".join(NAMES),
    ),
)
@click.option("--against", metavar="OTHER", help="Set it beside another cluster, and say what decides.")
@click.option("--letter", is_flag=True, help="Write the answer as a page to print, addressed to the cluster.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.html", help="Where to write the letter.")
@reform_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
def explain(
    names: tuple[str, ...],
    saved_plan: Path | None,
    numbers: int | None,
    of: str | None,
    trade: str | None,
    at: str | None,
    against: str | None,
    letter: bool,
    out: Path | None,
    reforms: tuple[str, ...],
    form: str,
) -> None:
    """Say why CLUSTER of SCENARIO, or an activity or a district, is funded in a plan or not."""
    from tradeoff.cli.printing import print_json
    from tradeoff.reports.letter import letter_html, why_json
    from tradeoff.reports.whole import write_whole

    if out is not None and not letter:
        raise click.UsageError(say("--out is where --letter writes; give both, or neither"))
    target = None if out is None else fresh_file(out, (".html",))
    if saved_plan is not None:
        answer = _of_plan(names, saved_plan, numbers, of, trade=trade, at=at, against=against, reforms=reforms)
    elif numbers is not None or of is not None:
        raise click.UsageError(say("--number and --scenario are for --plan PLAN; leave them out, or name the plan"))
    else:
        answer = _of_scenario(names, trade=trade, at=at, against=against, reforms=reforms)
    if letter:
        page = letter_html(answer)
        if target is None:
            click.echo(page)
        else:
            write_whole(target, page.encode())
            click.echo(say("Wrote {target}", target=target), err=True)
    elif form == "json":
        print_json(why_json(answer))
    else:
        click.echo(str(answer))


def _of_scenario(
    names: tuple[str, ...], *, trade: str | None, at: str | None, against: str | None, reforms: tuple[str, ...]
) -> Why:
    from tradeoff.advice.why import why
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.levels import named_level, named_plan, read_at
    from tradeoff.frontier.plan_at import outline

    if len(names) != 2:
        raise click.UsageError(say("name the scenario and the cluster: tradeoff why SCENARIO CLUSTER"))
    scenario, name = names
    asked = read(scenario, reforms)
    choice = trade or next(iter(asked.trades), next(iter(PAIRS)))
    plan = named_plan(at, choice)
    level = None if at is None or plan else dict([read_at(at, asked, choice)])
    if plan:
        with progress_of(f"{asked.name}, {choice}") as progress, explained(asked):
            found = outline(asked, choice, progress=progress)
            level = {found.x: named_level(found, plan)}
    with progress_of(f"{asked.name}, {name}"), explained(asked):
        try:
            return why(asked, name, trade=choice, at=level, against=against)
        except ValueError as error:
            raise click.UsageError(str(error)) from None


def _of_plan(
    names: tuple[str, ...],
    folder: Path,
    number: int | None,
    of: str | None,
    *,
    trade: str | None,
    at: str | None,
    against: str | None,
    reforms: tuple[str, ...],
) -> Why:
    from tradeoff.advice.why_plan import why_plan
    from tradeoff.cli.infeasible import explained

    if len(names) != 1:
        raise click.UsageError(say("--plan stands in place of SCENARIO: tradeoff why --plan PLAN CLUSTER"))
    if at is not None:
        raise click.UsageError(
            say("a plan is looked at where it is; leave out --at, or name SCENARIO in place of --plan")
        )
    saved = read_saved(folder, number, of, reforms)
    with progress_of(f"{folder}, {names[0]}"), explained(saved.scenario):
        try:
            return why_plan(saved, names[0], trade=trade, against=against)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
