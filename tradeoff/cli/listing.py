"""Runs `tradeoff list` and `tradeoff new`: what is shipped, and a copy to start from."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.cli.options import format_option
from tradeoff.words.spoken import say

_LIST_HELP = """List the shipped scenarios."""


@click.command("list", help=_LIST_HELP)
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


_NEW_HELP = """Copy SCENARIO to a new PATH to start from: a folder, or a workbook to fill in where PATH ends with .xlsx.

SCENARIO is a shipped one, or a folder or workbook of your own that shall be had as the other.
"""


@click.command("new", help=_NEW_HELP)
@click.argument("names", nargs=-1, required=True, metavar="[SCENARIO] PATH")
@click.option("--blank", type=click.IntRange(min=1), metavar="N", help="N clusters to fill in, in place of a copy.")
def new_scenario(names: tuple[str, ...], blank: int | None) -> None:
    """Copy SCENARIO to a new PATH to start from: a folder, or a workbook to fill in where PATH ends with .xlsx."""
    from tradeoff.scenario import copy_scenario, shipped_names
    from tradeoff.scenario.blank import blank_book
    from tradeoff.scenario.catalogue import is_workbook
    from tradeoff.scenario.source import read_book
    from tradeoff.scenario.write import write_book

    if len(names) != (2 if blank is None else 1):
        raise click.UsageError(say("name SCENARIO and PATH, or --blank N and PATH alone"))
    path = Path(names[-1])
    if path.suffix.lower() != ".xlsx" and (is_workbook(path) or path.suffix.lower() == ".csv"):
        raise click.UsageError(
            say(
                "{name} ends with {suffix}; name a folder, or a workbook that ends with .xlsx",
                name=path.name,
                suffix=path.suffix,
            )
        )
    try:
        if blank is not None:
            write_book(blank_book(blank), path)
        elif is_workbook(path) or names[0] not in shipped_names():
            write_book(read_book(names[0]), path)
        else:
            copy_scenario(names[0], path)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    done = (
        say("{blank} clusters to fill in are in", blank=blank)
        if blank is not None
        else say("Copied {name} to", name=names[0])
    )
    click.echo(say("{done} {path}. Edit its tables, then: tradeoff check {path}", done=done, path=path), err=True)
