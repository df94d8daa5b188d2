"""Runs `tradeoff report`: a page an adviser can show, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.options import TradeType, budget_option, fresh_file, gap_options, progress_of, read, reform_option

if TYPE_CHECKING:
    from tradeoff.advice.compare import Comparison


@click.command("report")
@click.argument("scenario")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write it (.html)."
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
@gap_options
@reform_option
@click.pass_context
def report_scenario(
    ctx: click.Context,
    scenario: str,
    out: Path,
    trades: tuple[str, ...],
    budget: str | None,
    gap: float,
    exact: bool,
    time_limit: float | None,
    reforms: tuple[str, ...],
) -> None:
    """Write a page on SCENARIO: charts with a slider, plans, exchange rates in words, sources.

    One file that opens in any browser without a network. It shows SCENARIO at the budgets of --budget too, or else at
    those of its setting budgets_shown.
    """
    from tradeoff.cli.budgets import at_budgets, look_at_each, read_wanted
    from tradeoff.cli.failures import INTERRUPTED
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.reforms import undecided
    from tradeoff.errors import InfeasibleError
    from tradeoff.frontier.study import Study
    from tradeoff.moo.lp.stopping import Stopped
    from tradeoff.reports.write import WRITERS, write_report
    from tradeoff.scenario.reforms import to_decide

    fresh_file(out, tuple(WRITERS))
    beside = read_wanted(budget) if budget is not None else None
    asked = read(scenario, reforms)
    if to_decide(asked):
        raise click.UsageError(undecided(asked, "a page shows the frontiers of one programme"))
    others = at_budgets(asked, asked.settings.budgets_shown if beside is None else beside)
    wanted = trades or asked.trades
    if not wanted:
        lacking = "; ".join(f"{name}: {why}" for name, why in asked.missing)
        raise click.UsageError(f"{asked.name} has data for none of the choices: {lacking}")
    with explained(asked):
        study = Study(asked)
        frontiers = []
        for trade in wanted:
            with progress_of(f"{asked.name}, {trade}") as progress:
                found = study.frontier(trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
                frontiers.append(found)
            if found.certificate.stopped is Stopped.INTERRUPTED:
                break
    cut = frontiers[-1].certificate.stopped is Stopped.INTERRUPTED
    compared: list[Comparison] = []
    if others and not cut:
        try:
            compared = look_at_each(others, wanted, gap=gap, exact=exact, time_limit=time_limit)
        except InfeasibleError as error:
            click.echo(f"The budgets are not shown: {error}", err=True)
        except KeyboardInterrupt:
            cut = True
    write_report(frontiers, out, budgets=compared)
    click.echo(f"Wrote {out}", err=True)
    if cut:
        left = [*wanted[len(frontiers) :], *(["the other budgets"] if others else [])]
        without = f", and nothing of {' and '.join(left)}" if left else ""
        click.echo(f"Interrupted: it holds what {frontiers[-1].trade} had by then{without}.", err=True)
        ctx.exit(INTERRUPTED)
