"""Prints records: a table for people, JSON with its schema, or CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence

import click

from tradeoff.errors import visible
from tradeoff.reports.tables import as_csv
from tradeoff.words.spoken import figures, language, say

_WIDE = 240
Record = Mapping[str, object]


def print_records(
    form: str,
    schema: str,
    head: Mapping[str, object],
    name: str,
    records: Sequence[Record],
    *,
    hidden: tuple[str, ...] = (),
) -> None:
    """Print records in the form that was asked for.

    Args:
        form: `table`, `json` or `csv`.
        schema: The name of the JSON object's schema.
        head: What the JSON object holds besides the records.
        name: Under which key it holds them.
        records: What to print; all have the same columns.
        hidden: Columns that a table for people leaves out.
    """
    if form == "json":
        print_json({"schema": schema, **head, name: list(records)})
    elif form == "csv":
        print_csv(records)
    else:
        print_table([{key: value for key, value in record.items() if key not in hidden} for record in records])


def print_json(data: Mapping[str, object]) -> None:
    """Print one JSON object, alone on stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


def print_csv(records: Sequence[Record]) -> None:
    """Print records as CSV."""
    click.echo(as_csv(records, list(records[0]) if records else []), nl=False)


def print_table(records: Sequence[Record], *, names: Collection[str] = ()) -> None:
    """Print records as a plain table that fits the terminal; numbers to the right.

    Args:
        records: What to print; all have the same columns.
        names: Heads that are somebody's own names, as of scenarios: they stand as they are in every language.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tradeoff.cli.heads import head_words

    if not records:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    numeric = {key for key in records[0] if all(_is_figure(record[key]) for record in records)}
    for key in records[0]:
        head = key if key in names else head_words(key)
        table.add_column(Text(visible(head)), justify="right" if key in numeric else "left", overflow="fold")
    for record in records:
        table.add_row(*(Text(visible(shown(value))) for value in record.values()))

    class Terminal(Console):
        """A terminal, or what stands for one."""

        def on_broken_pipe(self) -> None:
            """Leave it to the command to say that nobody reads."""
            raise BrokenPipeError

    # Not a terminal: nothing to fit into.
    console = Terminal()
    (console if console.is_terminal else Terminal(width=_WIDE)).print(table)


def _is_figure(value: object) -> bool:
    """Whether a cell holds a number, or the text of one."""
    if value is None or isinstance(value, int | float):
        return True
    spoken = language()
    written = re.escape(spoken.group), re.escape(spoken.decimal)
    return bool(re.fullmatch(r"-?[\d{}]+({}\d+)?".format(*written), str(value)))


def shown(value: object) -> str:
    """A value as a table for people shows it."""
    from tradeoff.money import format_number

    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else "-"
    if not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int) or abs(value) >= 1000:
        return format_number(value)
    return figures(value, ".4g")
