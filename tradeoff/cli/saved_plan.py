"""Spells `--plan`, `--number` and `--scenario`, and reads the plans they name: wrong folders are wrong usage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tradeoff.cli.options import decided_of, read
from tradeoff.words.spoken import later, say

if TYPE_CHECKING:
    from tradeoff.programme.decision import SavedPlan

Command = TypeVar("Command", bound=Callable[..., Any])


def plan_options(*, several: bool = False) -> Callable[[Command], Command]:
    """`--plan`, `--number` and `--scenario`: a plan that was saved, in place of SCENARIO.

    Args:
        several: Whether more than one may be named.
    """
    again = say("; may be repeated") if several else ""

    def asked(command: Command) -> Command:
        command = click.option(
            "--scenario",
            "of",
            metavar="SCENARIO",
            help="What the plan is of, where its folder does not say, as of an allotment.",
        )(command)
        command = click.option(
            "--number",
            "numbers",
            type=int,
            metavar="N",
            multiple=several,
            help=(
                "Of a folder that holds several plans: which one, once a plan."
                if several
                else "Of a folder that holds several plans: which one."
            ),
        )(command)
        return click.option(
            "--plan",
            "plans" if several else "saved_plan",
            metavar="PLAN",
            type=click.Path(path_type=Path),
            multiple=several,
            help=later(
                "In place of SCENARIO: the folder of a plan, as `tradeoff plan --out` leaves it{again}.", again=again
            ),
        )(command)

    return asked


def read_saved(
    folder: Path, number: int | None, of: str | None, reforms: tuple[str, ...] = (), *, where_open: bool = False
) -> SavedPlan:
    """Read a plan that is named on the command line.

    Args:
        folder: Where it is.
        number: Which, of several; None for the only one.
        of: What it is a plan of; None: as its folder says.
        reforms: What `--reform` decides of a scenario that leaves reforms open, as `ID=yes` or `ID=no`.
        where_open: Pass over what this plan says itself, as where several are named.
    """
    from dataclasses import replace

    from tradeoff.programme.read_plan import read_plan
    from tradeoff.scenario.reforms import to_decide
    from tradeoff.whole_folder import restore

    restore(folder)
    try:
        saved = read_plan(folder, number=number, scenario=None if of is None else read(of))
        decided = decided_of(reforms)
        said = [name for name in decided if name not in to_decide(saved.scenario)]
        if where_open:
            decided = {name: answer for name, answer in decided.items() if name not in said}
        elif said:
            raise click.UsageError(
                say(
                    "the plan itself says about {said}; leave out --reform {said2}", said=", ".join(said), said2=said[0]
                )
            )
        return replace(saved, scenario=saved.scenario.with_reforms(decided)) if decided else saved
    except ValueError as error:
        raise click.UsageError(str(error)) from None
