"""`tradeoff plan` with several aims asked for at once: what comes nearest, what falls short, or the least money."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.levels import levels_of
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


def require_aims_alone(*, trade: str | None, at: str | None, aims: tuple[str, ...], blend: bool) -> None:
    """Refuse `--aim` beside what asks for a plan of one choice, and `--cheapest` without it.

    Args:
        trade: What `--trade` says; None for nothing.
        at: What `--at` says, likewise.
        aims: What `--aim` says.
        blend: Whether `--blend` is there.
    """
    if not aims:
        raise click.UsageError(say("--cheapest wants to know what is to be reached; add --aim AIM=LEVEL, once an aim"))
    if trade is not None or at is not None or blend:
        raise click.UsageError(say("--aim asks for a plan of all choices; leave it out, or --trade, --at and --blend"))


def show_for_aims(
    scenario: Scenario,
    texts: tuple[str, ...],
    *,
    cheapest: bool,
    out: Path | None,
    overwrite: bool,
    every: bool,
    form: str,
) -> None:
    """Print the plan that comes nearest to aims, or reaches them for the least money.

    Args:
        scenario: The scenario, with its floors.
        texts: The aims as typed, such as `breadth=15000`.
        cheapest: Whether the least money is asked for.
        out: A folder or a workbook (.xlsx) to save the plan's tables in; None for none.
        overwrite: Whether earlier results there are replaced.
        every: Whether every cluster is listed.
        form: `table`, `json` or `csv`.
    """
    from tradeoff.advice.in_shares import shares_sentence
    from tradeoff.advice.promise import promise_of
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.plan_screen import print_tables
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.frontier.aims import plan_for_aims
    from tradeoff.frontier.cheapest import cheapest_plan
    from tradeoff.reports.aims import AimsFound, aims_json, aims_lines, found_sentences, write_aims_folder
    from tradeoff.reports.tables import plan_records, with_typed_years
    from tradeoff.reports.workbook.place import is_workbook
    from tradeoff.reports.workbook.plan_words import aims_on_sheets
    from tradeoff.reports.workbook.write import write_plan_workbook

    with explained(scenario):
        aims = levels_of(texts, "--aim")
        found: AimsFound = cheapest_plan(scenario, aims) if cheapest else plan_for_aims(scenario, aims)
    promise = promise_of(found.plan) if out is not None or form != "csv" else None
    if out is not None:
        if is_workbook(out):
            write_plan_workbook(aims_on_sheets(found, promise), out, overwrite=overwrite)
        else:
            write_aims_folder(found, out, promise=promise, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    if form == "json":
        print_json(aims_json(found, promise))
    elif form == "csv":
        print_csv(with_typed_years(plan_records(found.plan, "money"), found.scenario))
    else:
        print_table(aims_lines(found))
        for sentence in found_sentences(found):
            click.echo(sentence)
        click.echo()
        print_tables(found.plan, found.scenario, promise, tuple(found.asked), every=every)
    if told := shares_sentence(scenario):
        click.echo(told, err=True)
