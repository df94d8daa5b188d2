"""Runs `tradeoff report`: a page an adviser can show, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.actions import ACTION, WHOLE, find_actions, find_whole, form_option
from tradeoff.cli.how_sure import draws_wanted, find_sure, stress_option
from tradeoff.cli.options import (
    TradeType,
    budget_option,
    floor_option,
    fresh_file,
    gap_options,
    read,
    reform_option,
)
from tradeoff.cli.progress import progress_of
from tradeoff.cli.saved_plan import plan_options, read_saved
from tradeoff.words.spoken import all_of, clauses, headed, say

if TYPE_CHECKING:
    from tradeoff.advice.compare import Comparison
    from tradeoff.advice.how_sure import HowSure
    from tradeoff.frontier.floor_plans import FloorPlans
    from tradeoff.frontier.named_actions import NamedAction
    from tradeoff.frontier.reform_study import ReformFrontiers
    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.frontier.whole_study import WholeScenarioFrontier
    from tradeoff.programme.decision import SavedPlan
    from tradeoff.scenario.scenario import Scenario


_HELP = """Write a page on SCENARIO: charts with a slider, plans, exchange rates in words, sources.

One file that opens in any browser without a network. It shows SCENARIO at the budgets of --budget too, or else at
those of its setting budgets_shown. Slider, plans and reasons are the outlook's, in shares. With --form whole, or
where settings open clusters whole, the plans that open them whole stand in a section of their own: points and steps.
With reforms to decide it lays the frontiers of all combinations over each other; slider and plans are those of the
combination with the most of the first choice's second aim, which is named.

With --beside OTHER the frontiers of another scenario, or of several, are drawn over this one's, with what they cost or
give against it.

With --plan PLAN in place of SCENARIO that plan is marked beside the frontiers of its scenario: where it stands in
both aims of each choice, how far from the frontier, its money and households.

With --form action each plan with a name has the one that can be sanctioned marked beside it: clusters, households,
agents and rupees whole, with how far it lies from the outlook.

A page answers floors under all aims at once, by mixtures of plans that are solved for it, up to 200 in all.

It says how sure each plan with a name is: what it delivers over the ranges that the tables state, and the ten figures
that matter most; of up to 30 clusters, or with --exact, also which clusters are funded wherever one stands.
"""


@click.command("report", help=_HELP)
@click.argument("scenario", required=False)
@plan_options()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to write it: a page (.html) or a workbook (.xlsx).",
)
@click.option(
    "--trade",
    "trades",
    type=TradeType(),
    multiple=True,
    metavar="CHOICE",
    help="Only this choice; may be repeated. Default: all with data.",
)
@budget_option
@click.option(
    "--beside",
    multiple=True,
    metavar="SCENARIO",
    help="Draw the frontiers of another scenario over this one's; may be repeated.",
)
@form_option
@gap_options
@floor_option
@click.option(
    "--at-least/--no-at-least",
    default=None,
    help="Whether the page answers floors under all aims at once, by mixtures of plans. Default: yes.",
)
@reform_option
@stress_option
@click.pass_context
def report_scenario(
    ctx: click.Context,
    scenario: str | None,
    saved_plan: Path | None,
    numbers: int | None,
    of: str | None,
    out: Path,
    trades: tuple[str, ...],
    budget: str | None,
    beside: tuple[str, ...],
    plan_form: str | None,
    gap: float,
    exact: bool,
    time_limit: float | None,
    floors: tuple[str, ...],
    at_least: bool | None,
    reforms: tuple[str, ...],
    draws: int | None,
    switching: bool,
    workers: int | str,
) -> None:
    """Write a page on SCENARIO: charts with a slider, plans, exchange rates in words, sources."""
    from tradeoff.cli.budgets import at_budgets, look_at_each, read_wanted, with_own
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.signals import INTERRUPTED
    from tradeoff.errors import InfeasibleError
    from tradeoff.reports.workbook.place import refuse_open
    from tradeoff.reports.write import WRITERS, write_report
    from tradeoff.scenario.reforms import decided_in

    refuse_open(fresh_file(out, tuple(WRITERS)))
    is_page = out.suffix.lower() == ".html"
    if at_least and not is_page:
        raise click.UsageError(say("--at-least is for a page; leave it out, or write to a file that ends with .html"))
    mixing = is_page if at_least is None else at_least
    wanted_money = read_wanted(budget) if budget is not None else None
    asked, saved = _asked(scenario, saved_plan, numbers, of, floors=floors, reforms=reforms)
    others = at_budgets(asked, asked.settings.budgets_shown if wanted_money is None else wanted_money)
    wanted = trades or asked.trades
    if not wanted:
        lacking = clauses(headed(name, why) for name, why in asked.missing)
        raise click.UsageError(
            say("{name} has data for none of the choices: {lacking}", name=asked.name, lacking=lacking)
        )
    count = draws_wanted(draws, switching=switching, workers=workers)
    shares = asked.with_openings("share")
    with explained(shares):
        frontiers, laid, cut = _trace(shares, wanted, gap=gap, exact=exact, time_limit=time_limit)
    if laid:
        decided = decided_in(shares, frontiers[0].scenario)
        others = [one.with_reforms(decided) for one in others]
    if others:
        others = with_own(frontiers[0].scenario, others)
    compared: list[Comparison] = []
    if others and not cut:
        try:
            compared = look_at_each(others, wanted, gap=gap, exact=exact, time_limit=time_limit, known=frontiers)
        except InfeasibleError as error:
            click.echo(say("The budgets are not shown: {error}", error=error), err=True)
        except KeyboardInterrupt:
            cut = True
    laid_beside: list[Comparison] = []
    if beside and not cut:
        others_read = [read(name, (), floors) for name in beside]
        laid_beside, cut = _lay_beside(frontiers, others_read, gap=gap, exact=exact, time_limit=time_limit)
    actions: list[NamedAction] = []
    whole: dict[str, WholeScenarioFrontier | str] = {}
    if (plan_form or asked.settings.openings) == WHOLE and not cut:
        try:
            whole = find_whole(frontiers, time_limit)
        except KeyboardInterrupt:
            cut = True
    acting = plan_form == ACTION
    if acting and not cut:
        actions, cut = find_actions(frontiers, time_limit)
        acting = cut
    sure: list[HowSure] = []
    if count and not cut:
        sure, cut = find_sure(frontiers, count, switching=switching, workers=workers)
    floors_found: FloorPlans | None = None
    if mixing and not cut:
        floors_found, cut = _find_floor_plans(frontiers, time_limit, must=bool(at_least))
    write_report(
        frontiers,
        out,
        budgets=compared,
        beside=laid_beside,
        reforms=laid,
        plan=saved,
        actions=actions,
        whole=whole,
        floors=floors_found,
        sure=sure,
        typed=scenario or of or _beside(saved_plan),
    )
    click.echo(say("Wrote {out}", out=out), err=True)
    if cut:
        left = [*wanted[len(frontiers) :], *([say("the other budgets")] if others and not compared else [])]
        left += [say("the other scenarios")] if beside and not laid_beside else []
        left += [say("plans for action that were still to be found")] if acting else []
        left += [say("how sure the plans are")] if count and len(sure) < len(frontiers) else []
        left += [say("plans with whole clusters")] if plan_form == WHOLE and not whole else []
        left += [say("floors under all aims")] if mixing and floors_found is None else []
        without = say(", and nothing of {left}", left=all_of(left)) if left else ""
        click.echo(
            say("Interrupted: it holds what {trade} had by then{without}.", trade=frontiers[-1].trade, without=without),
            err=True,
        )
        ctx.exit(INTERRUPTED)


def _asked(
    scenario: str | None,
    folder: Path | None,
    number: int | None,
    of: str | None,
    *,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
) -> tuple[Scenario, SavedPlan | None]:
    """The scenario that is reported on, and the plan that is marked, if any."""
    if (scenario is None) == (folder is None):
        raise click.UsageError(say("name what is reported on: SCENARIO, or --plan PLAN in its place"))
    if folder is None:
        if number is not None or of is not None:
            raise click.UsageError(say("--number and --scenario are for --plan PLAN; leave them out, or name the plan"))
        return read(str(scenario), reforms, floors), None
    if floors:
        raise click.UsageError(say("a plan says itself which floors it keeps; leave out --floor"))
    saved = read_saved(folder, number, of, reforms)
    return saved.scenario, saved


def _beside(plan: Path | None) -> str | None:
    """The scenario that lies in the folder of a plan; None where the plan is no folder."""
    from tradeoff.programme.read_plan import SCENARIO

    return str(plan / SCENARIO) if plan is not None and plan.is_dir() else None


def _trace(
    asked: Scenario, wanted: Sequence[str], *, gap: float, exact: bool, time_limit: float | None
) -> tuple[list[ScenarioFrontier], list[ReformFrontiers], bool]:
    """The frontiers the page moves on, those of all combinations of reforms, and whether Ctrl-C cut the last short."""
    from tradeoff.frontier.reform_study import trace_reforms
    from tradeoff.frontier.study import Study
    from tradeoff.moo.lp.stopping import Stopped
    from tradeoff.scenario.reforms import to_decide

    study = None if to_decide(asked) else Study(asked)
    frontiers: list[ScenarioFrontier] = []
    reforms: list[ReformFrontiers] = []
    for trade in wanted:
        with progress_of(f"{asked.name}, {trade}") as progress:
            if study is not None:
                found = [study.frontier(trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)]
                frontiers += found
            else:
                laid = trace_reforms(asked, trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
                reforms.append(laid)
                found = [one.frontier for one in laid.alternatives]
        if any(frontier.certificate.stopped is Stopped.INTERRUPTED for frontier in found):
            return frontiers or _leading(reforms), reforms, True
    return frontiers or _leading(reforms), reforms, False


def _lay_beside(
    frontiers: Sequence[ScenarioFrontier],
    others: Sequence[Scenario],
    *,
    gap: float,
    exact: bool,
    time_limit: float | None,
) -> tuple[list[Comparison], bool]:
    """The scenario against others, a choice each, and whether Ctrl-C ended it: a part of a comparison is none."""
    from tradeoff.cli.budgets import look_at_each

    laid = [frontiers[0].scenario, *others]
    trades = [frontier.trade for frontier in frontiers]
    try:
        found = look_at_each(laid, trades, gap=gap, exact=exact, time_limit=time_limit, known=frontiers)
    except KeyboardInterrupt:
        return [], True
    return found, False


def _find_floor_plans(
    frontiers: Sequence[ScenarioFrontier], time_limit: float | None, *, must: bool
) -> tuple[FloorPlans | None, bool]:
    """Plans whose mixtures answer floors under all aims at once, and whether Ctrl-C ended it.

    None too where nobody asked and the solver gave up.
    """
    from tradeoff.errors import SolverError
    from tradeoff.frontier.floor_plans import plans_for_floors

    try:
        with progress_of(say("{name}, plans to mix", name=frontiers[0].scenario.name)) as progress:
            return plans_for_floors(frontiers, time_limit=time_limit, progress=progress), False
    except KeyboardInterrupt:
        return None, True
    except SolverError as error:
        if must:
            raise
        click.echo(say("Floors under all aims are not shown: {error}", error=error), err=True)
        return None, False


def _leading(reforms: Sequence[ReformFrontiers]) -> list[ScenarioFrontier]:
    """Of each choice the frontier under the combination that has most in the first of them."""
    chosen = reforms[0].leading.reforms
    # Limits do not depend on the aims: a combination that has a plan has one for every choice.
    return [one.frontier for found in reforms if (one := found.under(chosen)) is not None]
