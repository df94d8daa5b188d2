"""Runs `tradeoff stress`: how sure a plan is, over the ranges that its tables state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.options import floor_option, format_option, read, reform_option, trade_if_any_option
from tradeoff.cli.progress import counting, progress_of
from tradeoff.cli.saved_plan import plan_options, read_saved
from tradeoff.cli.workers import workers_option
from tradeoff.scenario.objectives import BREADTH
from tradeoff.words.spoken import later, say

if TYPE_CHECKING:
    from tradeoff.advice.fresh_optima import FreshOptima
    from tradeoff.advice.no_regret import NoRegret
    from tradeoff.advice.switches import Switches
    from tradeoff.programme.plan import Plan
    from tradeoff.scenario.scenario import Scenario


AIMS, PURSES, SWINGS, SWITCHING, NO_REGRET, OPTIMA = TABLES = (
    "aims",
    "purses",
    "swings",
    "switching",
    "no-regret",
    "optima",
)
_HELP = """Say how sure a plan is: what it delivers where doubtful figures are anything within the ranges stated.

The plan is kept. People who are not on the list are not served, and a purse that is asked for more than it has cuts
its lines in proportion.
"""


@click.command("stress", help=_HELP)
@click.argument("scenario", required=False)
@plan_options()
@trade_if_any_option
@click.option(
    "--at",
    metavar="AIM=LEVEL|NAME",
    help=later(
        "With SCENARIO: the plan in shares at this level, as {name}=12000, or by name, as `plan` takes it.",
        name=BREADTH.name,
    ),
)
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="How often to draw the doubtful figures.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed, the same draws.")
@workers_option
@click.option(
    "--no-regret",
    "core",
    is_flag=True,
    help="Trace the frontier of the plan's choice too, and say which clusters are funded wherever one stands on it.",
)
@click.option(
    "--every-plan",
    "every",
    is_flag=True,
    help="With --no-regret: also over which share every equally good plan funds a cluster; more solves.",
)
@click.option(
    "--switching",
    "turning",
    is_flag=True,
    help="With SCENARIO: at which value each doubtful figure would change the advice; many solves.",
)
@click.option(
    "--optima",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="With SCENARIO: solve anew under the first N draws, and say in how many each cluster is funded.",
)
@floor_option
@reform_option
@format_option
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default=AIMS,
    show_default=True,
    help=(
        "With --format csv, what is printed: aims; purses overspent; swings, what each figure does by itself; "
        "what --switching, --no-regret or --optima found."
    ),
)
def stress_plan(
    scenario: str | None,
    saved_plan: Path | None,
    numbers: int | None,
    of: str | None,
    trade: str | None,
    at: str | None,
    draws: int,
    seed: int,
    workers: int | str,
    core: bool,
    every: bool,
    turning: bool,
    optima: int,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
    form: str,
    table: str,
) -> None:
    """Say how sure a plan is: what it delivers where doubtful figures are anything within the ranges stated."""
    from tradeoff.advice.stress import stress
    from tradeoff.cli.print_stress import Shown, print_stress

    if form != "csv" and table != AIMS:
        raise click.UsageError(say("--table goes with --format csv; the other formats print every table"))
    for name, is_asked in ((SWITCHING, turning), (NO_REGRET, core or every), (OPTIMA, optima)):
        if table == name and not is_asked:
            raise click.UsageError(say("--table {name} prints what --{name} finds; add --{name}", name=name))
    if (scenario is None) == (saved_plan is None):
        raise click.UsageError(say("say which plan: SCENARIO with --trade and --at, or --plan PLAN"))
    turns = fresh = shares = None
    if saved_plan is not None:
        if turning or optima:
            name = "switching" if turning else "optima"
            raise click.UsageError(
                say("--{name} asks a level again; name SCENARIO with --trade and --at, not --plan", name=name)
            )
        if trade or at or floors:
            raise click.UsageError(
                say("a saved plan has its choice, level and floors; leave out --trade, --at and --floor")
            )
        saved = read_saved(saved_plan, numbers, of, reforms)
        with counting(saved.name, say("draws")) as told:
            trade = saved.trade
            found = stress(saved, draws=draws, seed=seed, workers=workers, told=told)
        is_cut = found.is_cut
    else:
        assert scenario is not None
        if of or numbers is not None:
            raise click.UsageError(say("--scenario and --number go with --plan"))
        if trade is None or at is None:
            raise click.UsageError(
                say("say which plan: --trade CHOICE with --at, as --at {name}=900", name=BREADTH.name)
            )
        plan, asked, level = _plan_at(read(scenario, reforms, floors).with_openings("share"), trade, at)
        with counting(asked.name, say("draws")) as told:
            found = stress(plan, scenario=asked, draws=draws, seed=seed, workers=workers, told=told)
        is_cut = found.is_cut
        if turning and not is_cut:
            turns = _turns(asked, trade, level, workers)
            is_cut = turns.is_cut
        if optima and not is_cut:
            fresh = _fresh(asked, trade, level, optima, seed, workers)
            is_cut = fresh.is_cut
    if (core or every) and not is_cut:
        shares = _core(found.scenario, trade, every=every)
    if form == "csv" and {SWITCHING: turns, OPTIMA: fresh, NO_REGRET: shares}.get(table, found) is None:
        # An empty table would say that there is none.
        raise KeyboardInterrupt
    show = Shown(found=found, trade=trade, core=shares, turns=turns, fresh=fresh)
    print_stress(show, form, table)
    if is_cut:
        from tradeoff.cli.signals import INTERRUPTED

        click.get_current_context().exit(INTERRUPTED)


def _plan_at(scenario: Scenario, trade: str, at: str) -> tuple[Plan, Scenario, dict[str, float]]:
    """The plan in shares at a level, the scenario with the reforms that it makes, and the level."""
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.levels import named_level, named_plan, read_at
    from tradeoff.frontier.plan_at import outline
    from tradeoff.frontier.study import uninterrupted

    name = named_plan(at, trade)
    wanted = None if name else read_at(at, scenario, trade)
    with progress_of(f"{scenario.name}, {trade}") as progress, explained(scenario):
        found = outline(scenario, trade, progress=progress)
        aim, level = wanted or (found.x, named_level(found, str(name)))
        frontier = uninterrupted(found.best_at(level, of=aim).frontier)
        plan = found.plan(**{aim: level})
    if plan.remark:
        click.echo(say("Note: {remark}.", remark=plan.remark), err=True)
    return plan, frontier.scenario, {aim: level}


def _turns(scenario: Scenario, trade: str, level: Mapping[str, float], workers: int | str) -> Switches:
    """At which value each doubtful figure would change the advice."""
    from tradeoff.advice.switching import switching

    with counting(say("{name}, switching values", name=scenario.name), say("figures")) as told:
        return switching(scenario, trade, workers=workers, told=told, **level)


def _fresh(
    scenario: Scenario, trade: str, level: Mapping[str, float], draws: int, seed: int, workers: int | str
) -> FreshOptima:
    """In how many plans solved anew each cluster is funded."""
    from tradeoff.advice.fresh_optima import fresh_optima

    with counting(say("{name}, fresh optima", name=scenario.name), say("draws")) as told:
        return fresh_optima(scenario, trade, draws=draws, seed=seed, workers=workers, told=told, **level)


def _core(scenario: Scenario, trade: str | None, *, every: bool) -> NoRegret:
    """Over how much of the frontier of a choice each cluster is funded."""
    from tradeoff.advice.no_regret import no_regret
    from tradeoff.frontier.study import trace_frontier, uninterrupted

    if trade is None:
        raise click.UsageError(say("the plan does not say which choice it is a plan of; leave out --no-regret"))
    with progress_of(f"{scenario.name}, {trade}") as progress:
        return no_regret(uninterrupted(trace_frontier(scenario, trade, exact=True, progress=progress)), every=every)
