"""Runs `tradeoff frontier --openings whole`: points and steps, and the outlook with shares beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.progress import progress_of
from tradeoff.words.names import heading_of
from tradeoff.words.spoken import hundredths, say

if TYPE_CHECKING:
    from tradeoff.moo.lp.stopping import Stopped
    from tradeoff.scenario.scenario import Scenario

_ROUNDING = 1e-6
"""Relative difference of a value and its bound that a table for people does not show."""


def show_whole_frontier(
    asked: Scenario,
    trade: str,
    *,
    gap: float,
    step: float | None,
    time_limit: float | None,
    out: Path | None,
    overwrite: bool,
    form: str,
) -> Stopped:
    """Find, save and print the frontier of a scenario that opens clusters whole.

    Args:
        asked: The scenario, with openings whole.
        trade: Which choice.
        gap: Share of the range of y by which a plan may fall short.
        step: Levels of x this share of its range apart are solved; None for every piece of the frontier.
        time_limit: Seconds; None for no limit.
        out: A folder to save to; None to save nothing.
        overwrite: Whether earlier results in it may be replaced.
        form: `table`, `json` or `csv`.

    Returns:
        Why the search ended early, if it did.
    """
    from tradeoff.advice.evidence import assumed_words
    from tradeoff.advice.floors import floor_sentence
    from tradeoff.advice.promise import end_promises, ends_json
    from tradeoff.advice.whole_openings import whole_sentences
    from tradeoff.cli.heads import units_line
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.print_promises import print_promises
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.reports.whole import refuse_folder
    from tradeoff.reports.whole_openings import step_records, whole_json, whole_point_records, write_whole_folder

    if out is not None:
        # Minutes of solving must not end in a folder that may not be written.
        refuse_folder(out, overwrite=overwrite)
    with (
        progress_of(say("{name}, {trade}, openings whole", name=asked.name, trade=trade)) as progress,
        explained(asked),
    ):
        from tradeoff.frontier.whole_study import trace_whole_frontier

        frontier = trace_whole_frontier(asked, trade, gap=gap, step=step, time_limit=time_limit, progress=progress)
    if out is not None:
        write_whole_folder(frontier, out, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    if form == "json":
        print_json({**whole_json(frontier), "promises": ends_json(end_promises(frontier))})
    elif form == "csv":
        print_csv(whole_point_records(frontier))
    else:
        print_table([_for_people(record, frontier.y) for record in whole_point_records(frontier)])
        if step is None and frontier.stretches:
            click.echo(
                say(
                    "\nWith {x} from {start} to {end}, {y} is from {best} to {best_at_end}:",
                    start=heading_of("start"),
                    end=heading_of("end"),
                    best=heading_of("best"),
                    best_at_end=heading_of("best_at_end"),
                    x=say(frontier.x),
                    y=say(frontier.y),
                )
            )
            print_table(step_records(frontier))
        click.echo(units_line(frontier.units))
        for sentence in whole_sentences(frontier):
            click.echo(sentence)
        if kept := floor_sentence(asked):
            click.echo(kept)
        click.echo(assumed_words(asked, (frontier.x, frontier.y)))
        ends = end_promises(frontier).items()
        print_promises([({"plan": say("the most {aim}", aim=say(aim))}, one, (aim,)) for aim, one in ends])
    return frontier.certificate.stopped


def _for_people(record: dict[str, object], y: str) -> dict[str, object]:
    """A record with its gap in percent, and its bound without what only the solver's rounding leaves."""
    bound, value = record["bound"], record[y]
    gaps = {
        name: hundredths(share, ".1f") if isinstance(share := record[name], float) else ""
        for name in ("gap", "outlook_gap")
    }
    if isinstance(bound, float) and isinstance(value, float) and abs(bound - value) <= _ROUNDING * (1 + abs(value)):
        bound = value
    return {**record, "bound": bound, **gaps}
