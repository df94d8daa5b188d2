"""Runs `tradeoff check`: every problem at once, and what the choices of a scenario are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.options import format_option, read, reform_option
from tradeoff.cli.plan import FORMS
from tradeoff.cli.progress import steps_of
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.advice.findings import Findings
    from tradeoff.scenario.scenario import Scenario

_OF_A_CHANGE = ("table", "key", "column", "before", "after", "reason")


_CUT_OFF = 6
"""The exit code where time was up: whether any plan satisfies all limits may not be known."""
CUT = (
    "The time limit ended the solving: choices, aims that go together and idle money of which nothing is said were not "
    "looked at. The tables are right; allow more time with --time-limit."
)


_HELP = """Tell every problem of SCENARIO at once, each with its place and its mend.

Or, of a folder that holds a plan: what it reaches and costs, what is stated otherwise, which limits it breaks.

When the tables are right, say so; then solve for the best plan of each aim: is there a choice at all, are two aims one,
does money lie idle, do limits clash?
"""


@click.command("check", help=_HELP)
@click.argument("scenario")
@click.option("--number", type=int, metavar="N", help="Of a folder that holds several plans: which one.")
@click.option(
    "--form",
    "plan_form",
    type=click.Choice(FORMS),
    help="What of a plan is to be whole, as for `tradeoff plan`. Default: as plan.json says; without one, outlook.",
)
@click.option("--scenario", "of", metavar="SCENARIO", help="What a plan is of, where its folder does not say.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Write what was read to a new folder, or to a new workbook (.xlsx).",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="End the solving after this time and tell what is known by then, with exit code 6; tables are read and "
    "checked all the same.",
)
@reform_option
@format_option
def check_scenario(
    scenario: str,
    number: int | None,
    plan_form: str | None,
    of: str | None,
    out: Path | None,
    time_limit: float | None,
    reforms: tuple[str, ...],
    form: str,
) -> None:
    """Tell every problem of SCENARIO at once, each with its place and its mend."""
    from tradeoff.cli.check_plan import check_saved_plan
    from tradeoff.programme.read_plan import is_plan
    from tradeoff.whole_folder import restore

    restore(Path(scenario))
    if is_plan(Path(scenario)):
        if out is not None:
            raise click.UsageError(say("--out is for a scenario; a plan is in a folder already"))
        check_saved_plan(scenario, number, None if of is None else read(of, reforms), form, plan_form)
        return
    if number is not None or of is not None or plan_form is not None:
        raise click.UsageError(
            say(
                "--number, --form and --scenario are for a folder that holds a plan; {scenario} holds none",
                scenario=scenario,
            )
        )
    asked = read(scenario, reforms)
    if out is not None:
        _write_read(asked, out)
    _check_tables(asked, form, time_limit)


def _write_read(asked: Scenario, out: Path) -> None:
    """Write a scenario as it was read, so that people can see what their cells were taken for."""
    from tradeoff.scenario.write import book_of, write_book

    try:
        write_book(book_of(asked), out)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(say("What was read is in {out}.", out=out), err=True)


def _print_readings(asked: Scenario) -> None:
    """Print what of its files was read otherwise than it is written."""
    if asked.readings:
        click.echo(say("Read, though written otherwise:"))
    for reading in asked.readings:
        click.echo(f"- {reading}")


def _check_tables(asked: Scenario, form: str, time_limit: float | None) -> None:
    """Print what was found of a scenario's tables, and then, of its best plans, what only solving tells.

    Args:
        asked: The scenario.
        form: How to print it.
        time_limit: Seconds that the solving may take; None for no limit.
    """
    from tradeoff.advice.findings import solves_of
    from tradeoff.advice.reforms import findings_by_reform
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.printing import print_csv, print_json
    from tradeoff.moo.lp.stopping import Watch
    from tradeoff.scenario.reforms import combinations

    remarks = _remarks(asked)
    if form == "table":
        # Solving a state takes minutes; that the tables are right is known before.
        _print_tables(asked, remarks)
    count = solves_of(asked) * len(combinations(asked))
    what = say("{name}: solving for the best plan of each aim", name=asked.name)
    with steps_of(what, count) as step, explained(asked):
        found = findings_by_reform(asked.with_openings("share"), watch=Watch.of(time_limit, step))
    tests = [{"code": finding.code, "remark": finding.sentence} for finding in found.tests]
    if form == "json":
        print_json(_as_json(asked, remarks, tests, found))
    elif form == "csv":
        read_so = [{"code": "reading", "remark": str(reading)} for reading in asked.readings]
        print_csv([*read_so, *remarks, *tests])
    else:
        _print_found(found, tests)
    if found.is_cut:
        click.echo(say(CUT), err=True)
        click.get_current_context().exit(_CUT_OFF)


def _remarks(asked: Scenario) -> list[dict[str, str]]:
    """The remarks that need no solve, and what is to be known of the ones that do."""
    from tradeoff.scenario.reforms import to_decide

    remarks = [{"code": remark.code, "remark": str(remark)} for remark in asked.remarks]
    if open_ones := to_decide(asked):
        words = say(
            "enabling.csv leaves to decide: {open_ones}; each finding says under which combination it holds",
            open_ones=", ".join(open_ones),
        )
        remarks.append({"code": "note", "remark": asked.placed(words)})
    if asked.settings.openings == "whole":
        words = say("settings.csv opens clusters whole; the tests T1 to T4 here are solved with openings as shares")
        remarks.append({"code": "note", "remark": asked.placed(words)})
    return remarks


def _as_json(
    asked: Scenario, remarks: list[dict[str, str]], tests: list[dict[str, str]], found: Findings
) -> dict[str, object]:
    """All that was found, for programs.

    Args:
        asked: The scenario.
        remarks: What needed no solve.
        tests: What the best plans tell.
        found: The same, with how far every two aims go together.
    """
    from tradeoff.advice.ceiling import ceiling
    from tradeoff.advice.evidence import grades
    from tradeoff.advice.ranges_stated import ranges_stated
    from tradeoff.advice.ranges_words import unranged
    from tradeoff.advice.returns import returns
    from tradeoff.scenario.horizon import years_sentence

    most, ranges = ceiling(asked), ranges_stated(asked)
    return {
        "schema": "tradeoff/check/1",
        "scenario": asked.name,
        "data_hash": asked.data_hash,
        "years": years_sentence(asked.settings),
        "trades": list(asked.trades),
        "readings": [{**vars(reading), "reading": str(reading)} for reading in asked.readings],
        "missing": [{"objective": name, "why": why} for name, why in asked.missing],
        "changes": [{name: getattr(change, name) for name in _OF_A_CHANGE} for change in asked.changes],
        "grades": [{"of": part.kind, "grade": part.grade, "share": part.share} for part in grades(asked)],
        "ranges": {
            "stated": len(ranges.figures),
            "not_stated": [
                {"table": one.table, "row": one.row, "key": one.key, "grade": one.grade} for one in unranged(ranges)
            ],
        },
        "ceiling": {**vars(most), "by_year": [vars(row) for row in most.by_year]},
        "income_a_rupee": [vars(row) for row in returns(asked)],
        "remarks": remarks,
        "findings": tests,
        "together": [{"aims": list(finding.objectives), "remark": finding.sentence} for finding in found.together],
        "stopped": "time limit" if found.is_cut else "",
        "problems": [],
    }


def _print_tables(asked: Scenario, remarks: list[dict[str, str]]) -> None:
    """Print what needs no solve."""
    from tradeoff.advice.ceiling import ceiling
    from tradeoff.advice.evidence import KINDS, grade_words, grades
    from tradeoff.advice.ranges_stated import ranges_stated
    from tradeoff.advice.ranges_words import unranged_sentences
    from tradeoff.advice.returns import returns, returns_sentence
    from tradeoff.cli.printing import print_table
    from tradeoff.scenario.horizon import years_sentence

    cells = len(asked.cells)
    click.echo(
        say(
            "{name}: the tables are right ({count} clusters, {cells} cells).",
            name=asked.name,
            count=len(asked.clusters),
            cells=cells,
        )
    )
    _print_readings(asked)
    click.echo(say("Choices with data: {trades}.", trades=", ".join(asked.trades) or say("none")))
    click.echo(say("Years: {years_sentence}", years_sentence=years_sentence(asked.settings)))
    for name, why in asked.missing:
        click.echo(say("- {name} is not offered: {why}.", name=name, why=why))
    if asked.changes:
        click.echo(say("\nChanges against {based_on}:", based_on=asked.based_on))
        print_table(
            [
                {("row" if name == "key" else name): getattr(change, name) for name in _OF_A_CHANGE}
                for change in asked.changes
            ]
        )
    click.echo(say("\nWhat the figures rest on:"))
    print_table(
        [
            {
                "of": say(KINDS[part.kind]),
                "grade": f"{part.grade or '-'} {grade_words(part.grade)}",
                "share": say("{share:.0%}", share=part.share),
            }
            for part in grades(asked)
        ]
    )
    ranges = ranges_stated(asked)
    heading = say("Doubtful rows whose range is not stated (`tradeoff stress` leaves them as they are)")
    _print_list(heading, list(unranged_sentences(ranges)))
    if by_level := returns(asked):
        click.echo(
            say("\nRupees of income a rupee, by level ({returns_sentence}):", returns_sentence=returns_sentence(asked))
        )
        print_table([vars(row) for row in by_level])
    most = ceiling(asked)
    if most.sentences:
        click.echo(say("\nHow many clusters at most, before anything is solved:"))
        for sentence in most.sentences:
            click.echo(f"- {sentence}")
        print_table(
            [
                {"of": asked.settings.years.shown(row.year), **{k: v for k, v in vars(row).items() if k != "year"}}
                for row in most.by_year
            ]
        )
    _print_list(say("Remarks"), [f"{line['code']} {line['remark']}" for line in remarks])


def _print_found(found: Findings, tests: list[dict[str, str]]) -> None:
    """Print what the best plans of the aims tell."""
    _print_list(say("How far every two aims go together"), [finding.sentence for finding in found.together])
    # What two aims have in common was told above.
    told = {finding.sentence for finding in found.together}
    _print_list(
        say("Remarks on the best plans"),
        [f"{one['code']} {one['remark']}" for one in tests if one["remark"] not in told],
    )


def _print_list(title: str, lines: list[str]) -> None:
    """Print lines under a title, where there are any."""
    if lines:
        click.echo("\n" + say("{heading}:", heading=title))
    for line in lines:
        click.echo(f"- {line}")
