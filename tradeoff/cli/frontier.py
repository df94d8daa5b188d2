"""Runs `tradeoff frontier`: every efficient plan between two aims."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from tradeoff.cli.actions import ACTION, WHOLE, find_actions, form_option, print_actions
from tradeoff.cli.options import (
    floor_option,
    format_option,
    gap_options,
    openings_options,
    read,
    reform_option,
    trade_option,
)
from tradeoff.cli.progress import progress_of
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.frontier.named_actions import NamedAction
    from tradeoff.frontier.study import ScenarioFrontier


Openings = Literal["share", "whole"]
_OTHERWISE = {
    "share": "--form {form} opens clusters in shares; leave out --openings whole",
    "whole": "--form {form} opens clusters whole; leave out --openings share",
}
"""What is wrong with the other `--openings`, by what a form implies."""
_HELP = """Find every efficient plan of SCENARIO between two aims.

Points are listed from the most of the first aim to the most of the second; rate_right is what the second gains for
each unit of the first given up on the way to the next point. With openings whole there are points and steps, and
the outlook that shares would give beside them; with reforms to decide, a frontier for each combination of them.
With --form action each plan with a name has the one that can be sanctioned beside it, in words and on the chart.
"""


@click.command("frontier", help=_HELP)
@click.argument("scenario")
@trade_option
@gap_options
@openings_options
@form_option
@floor_option
@reform_option
@click.option(
    "--certify",
    is_flag=True,
    help="Certify points, rates and gap in exact fractions, or fail; with --out also certificate.json.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Save points, plans and charts to a folder."
)
@click.option(
    "--overwrite", is_flag=True, help="Replace earlier results in the folder of --out; other files in it stay."
)
@format_option
@click.pass_context
def show_frontier(
    ctx: click.Context,
    scenario: str,
    trade: str,
    gap: float,
    exact: bool,
    openings: Openings | None,
    step: float,
    plan_form: str | None,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
    certify: bool,
    time_limit: float | None,
    out: Path | None,
    overwrite: bool,
    form: str,
) -> None:
    """Find every efficient plan of SCENARIO between two aims."""
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.reforms import show_reform_frontiers, undecided
    from tradeoff.cli.signals import INTERRUPTED
    from tradeoff.cli.whole import show_whole_frontier
    from tradeoff.moo.lp.stopping import Stopped
    from tradeoff.reports.folder import write_frontier_folder
    from tradeoff.reports.whole import refuse_folder
    from tradeoff.scenario.reforms import to_decide

    asked = read(scenario, reforms, floors)
    openings = _openings_of(plan_form, openings)
    if openings is not None:
        asked = asked.with_openings(openings)
    given = {name for name in ("gap", "step") if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT}
    if plan_form == ACTION and to_decide(asked):
        raise click.UsageError(undecided(asked, say("plans for action are found for one combination at a time")))
    if asked.settings.openings == "whole":
        if certify:
            raise click.UsageError(say("--certify is for openings as shares; whole ones have bounds, no certificate"))
        if to_decide(asked):
            raise click.UsageError(undecided(asked, say("openings whole are traced for one combination at a time")))
        if exact and "step" in given:
            raise click.UsageError(say("--exact finds every piece of the frontier, --step levels of it; choose one"))
        stopped = show_whole_frontier(
            asked,
            trade,
            gap=gap if "gap" in given else 0.0,
            step=None if exact else step,
            time_limit=time_limit,
            out=out,
            overwrite=overwrite,
            form=form,
        )
        if stopped is Stopped.INTERRUPTED:
            ctx.exit(INTERRUPTED)
        return
    if "step" in given:
        raise click.UsageError(say("--step is for openings whole; write --openings whole, or leave it out"))
    if to_decide(asked):
        if show_reform_frontiers(
            asked,
            trade,
            gap=gap,
            exact=exact,
            certify=certify,
            time_limit=time_limit,
            out=out,
            overwrite=overwrite,
            form=form,
        ):
            ctx.exit(INTERRUPTED)
        return
    if out is not None:
        # Nothing is solved for a folder that may not be written.
        refuse_folder(out, overwrite=overwrite)
    with progress_of(f"{asked.name}, {trade}") as progress, explained(asked):
        from tradeoff.frontier.study import trace_frontier

        frontier = trace_frontier(
            asked, trade, gap=gap, exact=exact, certify=certify, time_limit=time_limit, progress=progress
        )
    actions, cut = find_actions([frontier], time_limit) if plan_form == ACTION else ([], False)
    if out is not None:
        write_frontier_folder(frontier, out, actions=actions, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    _print(frontier, form, actions)
    if cut or frontier.certificate.stopped is Stopped.INTERRUPTED:
        ctx.exit(INTERRUPTED)


def _openings_of(plan_form: str | None, openings: Openings | None) -> Openings | None:
    """How clusters open, by `--form` or by `--openings`; None for what the settings say."""
    if plan_form is None:
        return openings
    implied: Openings = "whole" if plan_form == WHOLE else "share"
    if openings not in (None, implied):
        raise click.UsageError(say(_OTHERWISE[implied], form=plan_form))
    return implied


def _print(frontier: ScenarioFrontier, form: str, actions: Sequence[NamedAction]) -> None:
    from tradeoff.advice.choice import is_choice, opening
    from tradeoff.advice.evidence import assumed_words, certificate_sentence, only_words
    from tradeoff.advice.floors import floor_sentence
    from tradeoff.advice.no_difference import idle_floors
    from tradeoff.advice.promise import named_promises, promise_json
    from tradeoff.advice.rates import CUT_SHORT, beside_plans, rates_along
    from tradeoff.cli.heads import units_line
    from tradeoff.cli.print_promises import print_promises
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.reports.action import named_action_records
    from tradeoff.reports.tables import claim_records, frontier_json, named_records, point_records

    whole = not frontier.certificate.stopped
    promised = named_promises(frontier) if form != "csv" else ()
    if form == "json":
        said = {
            "rates": claim_records(rates_along(frontier) if whole else ()),
            "named": named_records(frontier),
            "promises": [
                {"id": named.id, **(promise_json(one, (frontier.x, frontier.y)) or {})} for named, one in promised
            ],
        }
        beside = {"actions": named_action_records(actions)} if actions else {}
        print_json({**frontier_json(frontier), **said, **beside})
    elif form == "csv":
        print_csv(point_records(frontier))
    else:
        chosen = is_choice(frontier)
        # Two ends that are one plan have no rate between them.
        hidden = {"only_plan"} if chosen else {"only_plan", "rate_left", "rate_right"}
        rows = point_records(frontier)
        ends = rows if chosen else [rows[i] for i in dict.fromkeys((0, len(rows) - 1))]
        print_table([{k: v for k, v in record.items() if k not in hidden} for record in ends])
        click.echo(units_line(frontier.units))
        click.echo(opening(frontier))
        if kept := floor_sentence(frontier.scenario):
            click.echo(kept)
        for idle in idle_floors(frontier):
            click.echo(idle)
        click.echo(assumed_words(frontier.scenario, (frontier.x, frontier.y)))
        print_promises([({"plan": say(named.word)}, one, (frontier.x, frontier.y)) for named, one in promised])
        if chosen and not whole:
            click.echo(say(CUT_SHORT))
        for claim in rates_along(frontier) if whole else ():
            click.echo(f"- {claim}")
        for heading, claims in beside_plans(frontier) if whole else ():
            click.echo(heading)
            for claim in claims:
                click.echo(f"- {claim}")
        click.echo(certificate_sentence(frontier.certificate))
        if words := only_words(frontier.only_plans):
            click.echo(words)
        print_actions(actions)
    if form != "table" and not is_choice(frontier):
        click.echo(opening(frontier), err=True)
