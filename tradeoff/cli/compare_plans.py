"""Runs `tradeoff compare --plan A --plan B`: what one plan has more or less than another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.saved_plan import read_saved
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.advice.plan_differences import PlanDifference
    from tradeoff.scenario.scenario import Scenario


_WHAT = {"opened": "share open at the end", "money": "money", "households": "households"}
"""What figures are called."""
_HEADS = ("", "what", "difference")
"""Of the columns beside those of the two plans."""


def compare_plans(
    folders: Sequence[Path], numbers: Sequence[int], of: str | None, reforms: tuple[str, ...], form: str
) -> None:
    """Print what the second of two plans has more or less than the first.

    Args:
        folders: Where they are.
        numbers: Which of several plans each is; none where each folder holds one.
        of: What they are plans of, where their folders do not say.
        reforms: What `--reform` decides of a scenario that leaves reforms open.
        form: `table`, `json` or `csv`.
    """
    from tradeoff.advice.plan_differences import differences_json, differences_sentences, plan_differences
    from tradeoff.cli.printing import print_csv, print_json, print_table

    if len(folders) != 2:
        raise click.UsageError(say("two plans are compared: tradeoff compare --plan A --plan B"))
    if numbers and len(numbers) != len(folders):
        raise click.UsageError(
            say("give --number once a plan, in their order, or leave it out where each folder holds one")
        )
    which: Sequence[int | None] = numbers or [None] * len(folders)
    saved = [
        read_saved(folder, number, of, reforms, where_open=True) for folder, number in zip(folders, which, strict=True)
    ]
    try:
        found = plan_differences(*saved)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        print_json(differences_json(found))
        return
    if form == "csv":
        print_csv([{**vars(row), "difference": row.difference} for row in found.rows])
        for sentence in differences_sentences(found):
            click.echo(sentence, err=True)
        return
    names = _names(folders, numbers)
    print_table([_shown(row, names, saved[0].scenario) for row in found.rows], names=names)
    click.echo()
    for sentence in differences_sentences(found):
        click.echo(f"- {sentence}")


def _names(folders: Sequence[Path], numbers: Sequence[int]) -> list[str]:
    """What two plans are called in a head: short where that tells them apart."""
    for names in (
        [f.name for f in folders],
        [say("{n} of {name}", n=n, name=f.name) for f, n in zip(folders, numbers, strict=False)],
    ):
        if len({*names, *_HEADS}) == len(folders) + len(_HEADS):
            return names
    return [f"{place}: {folder}" for place, folder in enumerate(folders, start=1)]


def _shown(row: PlanDifference, names: Sequence[str], scenario: Scenario) -> dict[str, object]:
    """A row as a table for people has it."""
    from tradeoff.cli.heads import unit_words

    return {
        "": _whose(row),
        "what": say(_WHAT[row.figure]) if row.of != "aim" else unit_words(row.unit),
        names[0]: _words(row, row.first, scenario),
        names[1]: _words(row, row.second, scenario),
        "difference": _difference(row, scenario),
    }


def _whose(row: PlanDifference) -> str:
    """What a row is of: an aim as it is typed, a department or cluster by its name, or all of the plan."""
    match row.of:
        case "aim":
            return say("aim {name}", name=row.name)
        case "department":
            return say("department {name}", name=row.name)
        case "cluster":
            return say("cluster {name}", name=row.name)
    return say("whole plan")


def _words(row: PlanDifference, value: float, scenario: Scenario) -> str:
    from tradeoff.advice.wording import bare_figure
    from tradeoff.money import format_number, format_rupees

    if row.of == "aim":
        return bare_figure(scenario, row.id, value)
    if row.unit == "INR":
        return format_rupees(value)
    return format_number(value, decimals=2 if row.figure == "opened" else 0)


def _difference(row: PlanDifference, scenario: Scenario) -> str:
    """What the second plan has more, to three digits, with its sign."""
    from tradeoff.advice.wording import solved
    from tradeoff.money import format_rupees, format_significant

    size = abs(row.difference)
    if not size:
        return say("none")
    if row.of == "aim":
        words = solved(scenario, row.id, size)
    else:
        words = format_rupees(size) if row.unit == "INR" else format_significant(size)
    return f"{'+' if row.difference > 0 else '-'}{words}"
