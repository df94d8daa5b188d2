"""`tradeoff frontier` with reforms to decide: a frontier for each combination, and what a reform costs or brings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.progress import progress_of
from tradeoff.words.spoken import headed, say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


def undecided(scenario: Scenario, why: str) -> str:
    """That a command wants reforms decided, and how to decide them."""
    from tradeoff.scenario.reforms import to_decide

    names = to_decide(scenario)
    options = " ".join(say("--reform {name}=yes", name=name) for name in names)
    words = say(
        "{names} in enabling.csv is to be decided, and {why}; write {options}, or no, or decide it there",
        names=", ".join(names),
        why=why,
        options=options,
    )
    return scenario.placed(words)


def show_reform_frontiers(
    asked: Scenario,
    trade: str,
    *,
    gap: float,
    exact: bool,
    certify: bool,
    time_limit: float | None,
    out: Path | None,
    overwrite: bool,
    form: str,
) -> bool:
    """Find, save and print the frontiers of a scenario with reforms to decide; whether Ctrl-C cut one of them short.

    Args:
        asked: The scenario.
        trade: The choice, such as "depth-breadth".
        gap: A share of both ranges, as in `trace_frontier`.
        exact: Find every breakpoint instead.
        certify: Certify each frontier in exact fractions.
        time_limit: Seconds a frontier; None for no limit.
        out: A folder to save to, one folder a combination in it; None to save nothing.
        overwrite: Whether earlier results in it may be replaced.
        form: "table", "json" or "csv".
    """
    from tradeoff.advice.evidence import assumed_words, certificate_sentence
    from tradeoff.advice.floors import floor_sentence
    from tradeoff.advice.promise import end_promises, ends_json
    from tradeoff.advice.reforms import reform_sentences
    from tradeoff.cli.heads import units_line
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.print_promises import print_promises
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.frontier.reform_study import trace_reforms
    from tradeoff.moo.lp.stopping import Stopped
    from tradeoff.reports.reform_folder import write_reforms_folder
    from tradeoff.reports.tables import point_records, reforms_json
    from tradeoff.reports.whole import refuse_folder

    if out is not None:
        # Several frontiers must not end in a folder that may not be written.
        refuse_folder(out, overwrite=overwrite)
    with progress_of(f"{asked.name}, {trade}") as progress, explained(asked):
        found = trace_reforms(
            asked, trade, gap=gap, exact=exact, certify=certify, time_limit=time_limit, progress=progress
        )
    if out is not None:
        write_reforms_folder(found, out, overwrite=overwrite)
        click.echo(say("Wrote {out}", out=out), err=True)
    records = [{"reforms": one.name, **record} for one in found.alternatives for record in point_records(one.frontier)]
    if form == "json":
        promised = [{"reforms": one.name, **ends_json(end_promises(one.frontier))} for one in found.alternatives]
        print_json({**reforms_json(found), "promises": promised})
    elif form == "csv":
        print_csv(records)
    else:
        print_table([{k: v for k, v in record.items() if k != "only_plan"} for record in records])
        click.echo(units_line(found.units))
        for sentence in reform_sentences(found):
            click.echo(f"- {sentence}")
        if kept := floor_sentence(asked):
            click.echo(kept)
        click.echo(assumed_words(asked, (found.x, found.y)))
        print_promises(
            [
                ({"reforms": one.name}, promise, (aim,))
                for one in found.alternatives
                for aim, promise in end_promises(one.frontier).items()
            ]
        )
        for one in found.alternatives:
            click.echo(headed(one.name, certificate_sentence(one.frontier.certificate)))
    return any(one.frontier.certificate.stopped is Stopped.INTERRUPTED for one in found.alternatives)
