"""Prints what `tradeoff stress` found: sentences and tables, JSON, or one table as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from tradeoff.advice.fresh_optima import COLUMNS as OPTIMA_COLUMNS
from tradeoff.advice.fresh_optima import FreshOptima, fresh_json, fresh_records
from tradeoff.advice.no_regret import COLUMNS as NO_REGRET_COLUMNS
from tradeoff.advice.no_regret import SORTS, NoRegret, no_regret_json
from tradeoff.advice.stress import Stress, aim_records
from tradeoff.advice.stress_words import SWING_COLUMNS, stress_json, stress_sentences, swing_records
from tradeoff.advice.switches import COLUMNS, Switches, switch_records
from tradeoff.cli.heads import head_words
from tradeoff.cli.printing import print_json, print_table
from tradeoff.frontier.axes import axes_of
from tradeoff.programme.programme import units
from tradeoff.reports.tables import as_csv
from tradeoff.words.spoken import say


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What was found of one plan."""

    found: Stress
    trade: str | None
    """The choice that the plan is of; None where it is not known."""
    core: NoRegret | None
    """Over which share of the frontier each cluster is funded, where it was asked."""
    fresh: FreshOptima | None
    """In how many plans solved anew each cluster is funded, where it was asked."""
    turns: Switches | None
    """At which value figures would change the advice, where it was asked."""

    @property
    def aims(self) -> Sequence[str]:
        """The two of the choice, or all where it is not known."""
        return axes_of(self.found.scenario, self.trade) if self.trade else tuple(self.found.promised)


def print_stress(shown: Shown, form: str, table: str) -> None:
    """Print what was found; with figures that move aims by themselves, for the aims of the choice.

    Args:
        shown: What was found.
        form: `table`, `json` or `csv`.
        table: Of CSV, which table.
    """
    if form == "json":
        print_json(
            {
                **stress_json(shown.found),
                "no_regret": None if shown.core is None else no_regret_json(shown.core),
                "optima": None if shown.fresh is None else fresh_json(shown.fresh),
                "switching": None if shown.turns is None else switch_records(shown.turns),
            }
        )
    elif form == "csv":
        click.echo(as_csv(*_table(shown, table)), nl=False)
        for sentence in stress_sentences(shown.found):
            click.echo(sentence, err=True)
        for part in (shown.turns, shown.fresh):
            if part is not None and part.is_cut:
                click.echo(part.sentences[0], err=True)
    else:
        _print_words(shown)


def _table(shown: Shown, table: str) -> tuple[list[dict[str, object]], Sequence[str]]:
    """The records of one table, and its columns, which it has where nothing was found too."""
    if table == "purses":
        return [vars(one) for one in shown.found.purses], list(shown.found.overspent.columns)
    if table == "swings":
        found = shown.found
        rows = [{"aim": aim, **row} for aim in shown.aims for row in swing_records(found, aim, None)]
        return rows, ("aim", *SWING_COLUMNS)
    if table == "switching":
        assert shown.turns is not None
        return switch_records(shown.turns), list(COLUMNS)
    if table == "optima":
        assert shown.fresh is not None
        return fresh_records(shown.fresh), OPTIMA_COLUMNS
    if table == "no-regret":
        assert shown.core is not None
        return [vars(one) for one in shown.core.shares], NO_REGRET_COLUMNS
    return aim_records(shown.found), ("aim", "promised", "low", "median", "high", "unit")


def _print_words(shown: Shown) -> None:
    for sentence in stress_sentences(shown.found):
        click.echo(f"- {sentence}")
    if shown.turns is not None:
        click.echo(say("\nWhich figure would change the advice, the nearest to it first:"))
        for sentence in shown.turns.sentences:
            click.echo(f"- {sentence}")
    if shown.fresh is not None:
        click.echo(say("\nIn how many plans, each solved anew under its own draw, a cluster is funded:"))
        for sentence in shown.fresh.sentences:
            click.echo(f"- {sentence}")
        titles = {row.cluster_id: row.name for row in shown.found.scenario.clusters}
        print_table([{**row, "cluster": titles[str(row["cluster"])]} for row in fresh_records(shown.fresh)])
    if shown.core is not None:
        click.echo(f"- {shown.core.sentence}")
        click.echo(
            say(
                "\nshare of the range of {x} over which the plan that stands for each point funds it",
                x=say(shown.core.x),
            )
        )
        if any(one.every is not None for one in shown.core.shares):
            click.echo(say("every: the share over which every equally good plan funds it"))
        asked = [{key: value for key, value in vars(one).items() if value is not None} for one in shown.core.shares]
        for sort in SORTS:
            print_table([{**one, "sort": head_words(sort)} for one in asked if one["sort"] == sort])
    counted = units(shown.found.scenario)
    for aim in shown.aims:
        if records := swing_records(shown.found, aim):
            click.echo(
                say(
                    "\n{aim}: what the plan delivers, in {unit}, where one figure, or those that are wrong together, "
                    "are at their low or their high and all others are right, widest first",
                    aim=say(aim),
                    unit=say(counted[aim]),
                )
            )
            print_table([{key: value for key, value in one.items() if key != "source"} for one in records])
