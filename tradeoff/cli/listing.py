"""Runs `tradeoff list` and `tradeoff new`: what is shipped, and a copy to start from."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.cli.options import format_option


@click.command("list")
@format_option
def list_scenarios(form: str) -> None:
    """List the shipped scenarios."""
    from tradeoff.cli.printing import print_records
    from tradeoff.scenario import shipped_scenarios

    records = [
        {"name": found.name, "title": found.title, "based_on": found.based_on, "question": found.question}
        for found in shipped_scenarios()
    ]
    print_records(form, "tradeoff/list/1", {}, "scenarios", records, hidden=("question",))


@click.command("new")
@click.argument("scenario")
@click.argument("folder", type=click.Path(path_type=Path))
def new_scenario(scenario: str, folder: Path) -> None:
    """Copy the shipped SCENARIO to a new FOLDER to start from."""
    from tradeoff.scenario import copy_scenario, shipped_names
    from tradeoff.scenario.raw import did_you_mean

    if scenario not in shipped_names():
        hint = did_you_mean(scenario, shipped_names()) or f"; there are {', '.join(shipped_names())}"
        raise click.UsageError(f"there is no shipped scenario called {scenario!r}{hint}")
    copy_scenario(scenario, folder)
    click.echo(f"Copied {scenario} to {folder}. Edit its tables, then: tradeoff check {folder}", err=True)
