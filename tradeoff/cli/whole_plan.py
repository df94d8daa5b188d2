"""Runs `tradeoff plan --form action` and `--form whole`: the plan one can sanction, beside the outlook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.frontier.action_plan import ActionPlan


def show_whole_plan(found: ActionPlan, *, out: Path | None, overwrite: bool, every: bool, form: str) -> None:
    """Save and print a plan with whole decisions.

    Args:
        found: The plan.
        out: A folder or a workbook (.xlsx) to save to; None to save nothing.
        overwrite: Whether earlier results in it may be replaced.
        every: Whether every cluster is listed, and every row without slack is told.
        form: `table`, `json` or `csv`.
    """
    from tradeoff.advice.action_words import action_sentences
    from tradeoff.advice.promise import promise_of
    from tradeoff.cli.plan_screen import print_limits, print_tables
    from tradeoff.cli.printing import print_csv, print_json
    from tradeoff.reports.action import action_json, write_action_folder
    from tradeoff.reports.limits import limits_json
    from tradeoff.reports.tables import plan_records, with_typed_years
    from tradeoff.reports.workbook.place import is_workbook
    from tradeoff.reports.workbook.plan_words import action_on_sheets
    from tradeoff.reports.workbook.write import write_plan_workbook

    at = {found.aim: found.level}
    limits = limits_json(found.frontier, found.outlook, at) if out is not None or form == "json" else {}
    promise = promise_of(found.plan, found.frontier.study.programme) if out is not None or form != "csv" else None
    if out is not None:
        if is_workbook(out):
            write_plan_workbook(action_on_sheets(found, limits, promise), out, overwrite=overwrite)
        else:
            write_action_folder(found, out, limits=limits, promise=promise, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    if form == "json":
        print_json({**action_json(found, promise), **limits})
    elif form == "csv":
        print_csv(with_typed_years(plan_records(found.plan, "money"), found.scenario))
    else:
        print_tables(found.plan, found.scenario, promise, (found.frontier.x, found.frontier.y), every=every)
        for sentence in action_sentences(found):
            click.echo(sentence)
        print_limits(found.frontier, found.outlook, at)
