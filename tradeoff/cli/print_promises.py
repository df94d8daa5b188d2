"""Prints what several plans promise against what the ranges leave of it, a table of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.advice.promise import Promise


def print_promises(promised: Sequence[tuple[Mapping[str, str], Promise, Sequence[str]]]) -> None:
    """Print a row a plan and aim, and below the table once how it was found; nothing where nothing is doubtful.

    Args:
        promised: For each plan what stands before its figures by head of the column, what `promise_of` says of it, and
            of which aims it is told.
    """
    from tradeoff.advice.promise import how_found, promise_rows
    from tradeoff.cli.printing import print_table

    if not promised:
        return
    rows = [{**head, **row} for head, promise, aims in promised for row in promise_rows(promise, aims)]
    if rows:
        click.echo(say("\nPromise against delivery, over the ranges stated:"))
        print_table(rows)
    for sentence in dict.fromkeys(sentence for _, promise, _ in promised for sentence in how_found(promise)):
        click.echo(sentence)
