"""Runs `tradeoff plan`: the plan at one point of a frontier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from tradeoff.scenario.objectives import BREADTH, TODAY
from tradeoff.words.spoken import later, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.programme.plan import Plan

OUTLOOK, WHOLE, ACTION = FORMS = ("outlook", "whole", "action")
"""The forms of a plan: `programme/form.py`."""
DEFAULT = ACTION
"""The form of a plan where none is named."""


_HELP = """Show the plan of SCENARIO that reaches at least a level of one aim, and then the most of the other.

Or, with --aim, the plan that comes nearest to several aims at once.

With reforms to decide it is that of the combination with the most of the other, which is named.
"""


@click.command("plan", help=_HELP)
@click.argument("scenario")
@trade_if_any_option
@click.option(
    "--at",
    metavar="AIM=LEVEL|NAME",
    help=later(
        "Reach at least this much of one of the choice's two aims, as {name}=12000 or "
        '{TODAY_name}="26 crore"; or the plan called {names}.',
        name=BREADTH.name,
        TODAY_name=TODAY.name,
        names=", ".join(NAMES),
    ),
)
@click.option(
    "--aim",
    "aims",
    multiple=True,
    metavar="AIM=LEVEL",
    help=later(
        "In place of --trade and --at: come nearest to several aims at once, as --aim {name}=15000 "
        '--aim {TODAY_name}="30 crore".',
        name=BREADTH.name,
        TODAY_name=TODAY.name,
    ),
)
@click.option("--cheapest", is_flag=True, help="With --aim: the least money that reaches them.")
@click.option(
    "--form",
    "plan_form",
    type=click.Choice(FORMS),
    default=None,
    help=later(
        "outlook: in shares, as the frontier is; whole: every cluster opens or does not; action: "
        "households, agents and rupees are whole too. Default: {default}.",
        default=DEFAULT,
    ),
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="With --form whole or action: end the search after this time with the best plan found.",
)
@click.option("--blend", is_flag=True, help="Mix the plans of the two points on either side, as the page does.")
@floor_option
@reform_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE.xlsx",
    help="Save the plan's tables to a folder, or to a workbook.",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace earlier results in the folder of --out, whose other files stay, or its workbook.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="List every cluster served, not the first ten by money, and everything that is used up.",
)
@format_option
def show_plan(
    scenario: str,
    trade: str | None,
    at: str | None,
    aims: tuple[str, ...],
    cheapest: bool,
    plan_form: str | None,
    time_limit: float,
    blend: bool,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
    out: Path | None,
    overwrite: bool,
    every: bool,
    form: str,
) -> None:
    """Show the plan of SCENARIO that reaches at least a level of one aim, and then the most of the other."""
    import time

    from tradeoff.advice.floors import floor_sentence
    from tradeoff.advice.in_shares import shares_sentence
    from tradeoff.cli.aims import require_aims_alone, show_for_aims
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.levels import named_level, named_plan, read_at
    from tradeoff.cli.saving import require_room
    from tradeoff.cli.whole_plan import show_whole_plan
    from tradeoff.frontier.action_plan import whole_plan_of
    from tradeoff.frontier.plan_at import outline
    from tradeoff.frontier.reform_study import trace_reforms
    from tradeoff.frontier.study import uninterrupted
    from tradeoff.programme.form import Form

    if (aims or cheapest or blend) and plan_form in (WHOLE, ACTION):
        raise click.UsageError(
            say("--aim, --cheapest and --blend give plans in shares; leave out --form {plan_form}", plan_form=plan_form)
        )
    if out is not None:
        require_room(out, overwrite=overwrite)
    wished = OUTLOOK if blend else plan_form or DEFAULT
    until = time.monotonic() + time_limit
    if aims or cheapest:
        require_aims_alone(trade=trade, at=at, aims=aims, blend=blend)
        show_for_aims(
            read(scenario, reforms, floors).with_openings("share"),
            aims,
            cheapest=cheapest,
            out=out,
            overwrite=overwrite,
            every=every,
            form=form,
        )
        return
    if trade is None or at is None:
        raise click.UsageError(
            say("say which plan: --trade CHOICE with --at, or --aim {name}=15000", name=BREADTH.name)
        )
    asked = read(scenario, reforms, floors).with_openings("share")
    name = named_plan(at, trade)
    wanted = None if name else read_at(at, asked, trade)
    with progress_of(f"{asked.name}, {trade}") as progress, explained(asked):
        # The page mixes the plans of the points it stores; everything else is solved at the level itself.
        found = trace_reforms(asked, trade, progress=progress) if blend else outline(asked, trade, progress=progress)
        aim, level = wanted or (found.x, named_level(found, str(name)))
        frontier = uninterrupted(found.best_at(level, of=aim).frontier)
        if wished != OUTLOOK:
            remark = found.plan(**{aim: level}).remark
            whole = whole_plan_of(
                frontier,
                Form(wished),
                {aim: level},
                until=until,
                progress=progress,
                remark=say("of the outlook: {remark}", remark=remark) if remark else "",
            )
        else:
            plan = frontier.blend(**{aim: level}) if blend else found.plan(**{aim: level})
    if wished != OUTLOOK:
        show_whole_plan(whole, out=out, overwrite=overwrite, every=every, form=form)
        plan = whole.plan
    else:
        _show_outlook(frontier, plan, {aim: level}, out=out, overwrite=overwrite, every=every, form=form)
        if told := shares_sentence(asked):
            click.echo(told, err=True)
    if kept := floor_sentence(asked):
        click.echo(kept, err=True)
    if plan.remark:
        click.echo(say("Note: {remark}.", remark=plan.remark), err=True)


def _show_outlook(
    frontier: ScenarioFrontier,
    plan: Plan,
    at: Mapping[str, float],
    *,
    out: Path | None,
    overwrite: bool,
    every: bool,
    form: str,
) -> None:
    """Save and print a plan in shares at a level."""
    from tradeoff.advice.promise import promise_of
    from tradeoff.cli.plan_screen import print_plan
    from tradeoff.cli.printing import print_csv, print_json
    from tradeoff.reports.folder import write_plan_folder
    from tradeoff.reports.limits import limits_json
    from tradeoff.reports.tables import plan_json, plan_records, with_typed_years
    from tradeoff.reports.workbook.place import is_workbook
    from tradeoff.reports.workbook.plan_words import outlook_on_sheets
    from tradeoff.reports.workbook.write import write_plan_workbook

    limits = limits_json(frontier, plan, at) if out is not None or form == "json" else {}
    promise = promise_of(plan, frontier.study.programme) if out is not None or form != "csv" else None
    if out is not None:
        if is_workbook(out):
            write_plan_workbook(outlook_on_sheets(frontier, plan, at, limits, promise), out, overwrite=overwrite)
        else:
            write_plan_folder(frontier, plan, out, at=at, limits=limits, promise=promise, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    if form == "json":
        print_json({**plan_json(frontier, plan, at=at, promise=promise), **limits})
    elif form == "csv":
        print_csv(with_typed_years(plan_records(plan, "money"), frontier.scenario))
    else:
        print_plan(frontier, plan, at, promise, every=every)
