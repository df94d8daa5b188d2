"""Spells what several commands share: the scenario, the choice, the gap, the format."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from click.core import ParameterSource

from tradeoff.scenario.objectives import PAIRS, TODAY
from tradeoff.words.spoken import any_of, later, say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario

Command = TypeVar("Command", bound=Callable[..., Any])


class TradeType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """One of the choices, with a hint for a slip."""

    name = "choice"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take a choice by its name."""
        if value in PAIRS:
            return value
        swapped = "-".join(reversed(value.split("-")))
        close = [swapped] if swapped in PAIRS else get_close_matches(value, PAIRS, n=1, cutoff=0.4)
        hint = say(" Did you mean {close}?", close=close[0]) if close else ""
        return self.fail(
            say(
                "there is no choice called {value!r}; there are {pairs}.{hint}",
                value=value,
                pairs=", ".join(PAIRS),
                hint=hint,
            ),
            param,
            ctx,
        )

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Offer the choices to the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(pair) for pair in PAIRS if pair.startswith(incomplete)]


def trade_option(command: Command) -> Command:
    """`--trade`: which of the choices."""
    return click.option(
        "--trade",
        type=TradeType(),
        required=True,
        metavar="CHOICE",
        help=later("Which choice: {pairs}.", pairs=", ".join(PAIRS)),
    )(command)


def trade_if_any_option(command: Command) -> Command:
    """`--trade` where it may be left out."""
    return click.option(
        "--trade", type=TradeType(), metavar="CHOICE", help=later("Which choice: {pairs}.", pairs=", ".join(PAIRS))
    )(command)


def gap_options(command: Command) -> Command:
    """`--gap`, `--exact` and `--time-limit`: how good the frontier must be; `--gap` beside `--exact` is wrong usage."""

    @wraps(command)
    def checked(*args: object, **given: object) -> object:
        source = click.get_current_context().get_parameter_source("gap")
        if given["exact"] and source is not ParameterSource.DEFAULT:
            raise click.UsageError(say("--exact leaves no gap, and --gap allows one; choose one of the two"))
        return command(*args, **given)

    asked = click.option(
        "--time-limit",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Stop the search after this time and keep what is found.",
    )(cast("Command", checked))
    asked = click.option("--exact", is_flag=True, help="Find every breakpoint instead.")(asked)
    return click.option(
        "--gap",
        type=click.FloatRange(0, 1, min_open=True, max_open=True),
        default=0.001,
        show_default=True,
        help="No plan may better the frontier by more than this share of both ranges.",
    )(asked)


def budget_option(command: Command) -> Command:
    """`--budget`: the same scenario with other amounts of money."""
    return click.option(
        "--budget",
        metavar="AMOUNTS",
        help='Money of all years together, as "20 crore,40 crore", or shares of it, as 80%,120%; '
        "every envelope in proportion.",
    )(command)


def openings_options(command: Command) -> Command:
    """`--openings` and `--step`: clusters opened in shares or whole, and how densely the whole ones are looked at."""
    command = click.option(
        "--step",
        type=click.FloatRange(0, 1, min_open=True),
        default=0.05,
        show_default=True,
        help="With openings whole: solve at levels of the first aim this share of its range apart.",
    )(command)
    return click.option(
        "--openings",
        type=click.Choice(["share", "whole"]),
        help="Open clusters in shares, or whole or not at all. Default: as settings.csv says.",
    )(command)


def format_option(command: Command) -> Command:
    """`--format`: for people, for programs, for spreadsheets."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="How to print the result on stdout.",
    )(command)


def reform_option(command: Command) -> Command:
    """`--reform`: enabling investments made or not, whatever the table says."""
    return click.option(
        "--reform",
        "reforms",
        multiple=True,
        metavar="ID=yes|no",
        help="Make an enabling investment, or not; may be repeated. Default: as enabling.csv says.",
    )(command)


def floor_option(command: Command) -> Command:
    """`--floor`: what every plan keeps of some aims."""
    return click.option(
        "--floor",
        "floors",
        multiple=True,
        metavar="AIM=LEVEL",
        help=later(
            'Only plans with at least so much of an aim, as {name}="26 crore"; may be repeated, once an aim.',
            name=TODAY.name,
        ),
    )(command)


def read(scenario: str, reforms: tuple[str, ...] = (), floors: tuple[str, ...] = ()) -> Scenario:
    """Read a scenario; an unknown name is wrong usage, faulty tables are the scenario's own error.

    Args:
        scenario: A folder, or the name of a shipped one.
        reforms: What `--reform` decides, as `ID=yes` or `ID=no`.
        floors: What `--floor` keeps, as `AIM=LEVEL`.
    """
    from tradeoff.cli.levels import levels_of
    from tradeoff.scenario import read_scenario

    decided = decided_of(reforms)
    try:
        asked = read_scenario(scenario)
        asked = asked.with_reforms(decided) if decided else asked
        return asked.with_floors(levels_of(floors, "--floor")) if floors else asked
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def decided_of(reforms: tuple[str, ...]) -> dict[str, bool]:
    """By investment whether `--reform` makes it, from `ID=yes` and `ID=no`."""
    decided = {}
    for text in reforms:
        name, _, answer = text.partition("=")
        if answer not in ("yes", "no"):
            raise click.UsageError(
                say("--reform {text!r} decides nothing; write {name}=yes or {name}=no", text=text, name=name or "ID")
            )
        decided[name] = answer == "yes"
    return decided


def fresh_file(path: Path, suffixes: tuple[str, ...]) -> Path:
    """An output path whose suffix is known, in a folder one may write in; else an error before anything is solved."""
    from tradeoff.reports.whole import refuse_file

    if path.suffix.lower() not in suffixes:
        close = get_close_matches(path.suffix.lower(), suffixes, n=1)
        hint = say(" Did you mean {name}?", name=path.with_suffix(close[0]).name) if close else ""
        raise click.UsageError(
            say(
                "{name} ends with {suffix}; write {suffixes}.{hint}",
                name=path.name,
                suffix=path.suffix or "nothing",
                suffixes=any_of(suffixes),
                hint=hint,
            )
        )
    refuse_file(path)
    return path
