"""Runs `tradeoff check PLAN`: what a plan reaches and costs, what its files state otherwise, which limits it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradeoff.errors import InfeasibleError

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


def check_saved_plan(
    folder: str, number: int | None, scenario: Scenario | None, form: str, plan_form: str | None = None
) -> None:
    """Print what was found of a plan; a plan that breaks limits ends with the exit code of what is not feasible.

    Args:
        folder: Where it is.
        number: Which, of several; None for the only one.
        scenario: What it is a plan of; None: as its folder says.
        form: `table`, `json` or `csv`.
        plan_form: What of it is to be whole: `outlook`, `whole` or `action`; None: as its folder says.
    """
    from tradeoff.advice.plan_check import check_json, check_lines, check_plan, lost_level, other_tables
    from tradeoff.cli.printing import print_csv, print_json
    from tradeoff.programme.form import Form
    from tradeoff.programme.read_plan import read_plan

    try:
        wanted = None if plan_form is None else Form(plan_form)
        saved = read_plan(folder, number=number, scenario=scenario, form=wanted)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    found = check_plan(saved)
    if form == "json":
        print_json(check_json(found))
    elif form == "csv":
        rows = [{"kind": "reading", "sentence": str(one)} for one in saved.readings]
        rows += ({"kind": "tables", "sentence": sentence} for sentence in other_tables(found))
        rows += ({"kind": "level", "sentence": sentence} for sentence in lost_level(found))
        rows += ({"kind": "difference", "sentence": str(one)} for one in found.differences)
        print_csv([*rows, *({"kind": "broken", "sentence": sentence} for sentence in found.broken)])
    else:
        for line in check_lines(found):
            click.echo(line)
    if found.broken:
        click.get_current_context().exit(InfeasibleError.exit_code)
