"""Runs `tradeoff why`: why a cluster, a district or an activity is in a plan or not."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.cli.options import TradeType, fresh_file, progress_of, read, reform_option
from tradeoff.scenario.objectives import PAIRS, TODAY


@click.command("why")
@click.argument("scenario")
@click.argument("name", metavar="CLUSTER")
@click.option(
    "--trade", type=TradeType(), metavar="CHOICE", help=f"Which choice: {', '.join(PAIRS)}. Default: the first."
)
@click.option(
    "--at", metavar="AIM=LEVEL", help=f'Look at the plan with this much of one aim, as {TODAY.name}="26 crore".'
)
@click.option("--against", metavar="OTHER", help="Set it beside another cluster, and say what decides.")
@click.option("--letter", is_flag=True, help="Write the answer as a page to print, addressed to the cluster.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.html", help="Where to write the letter.")
@reform_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
def explain(
    scenario: str,
    name: str,
    trade: str | None,
    at: str | None,
    against: str | None,
    letter: bool,
    out: Path | None,
    reforms: tuple[str, ...],
    form: str,
) -> None:
    """Say why CLUSTER of SCENARIO, or an activity or a district, is funded in a plan or not.

    Every sentence is solved for: what taking it in costs in both aims, at which factor on its costs, effects or lists
    it enters by itself, which row stands in the way, what all plans nearly as good give it. It ranks nobody.
    """
    from tradeoff.advice.claims import sentences
    from tradeoff.advice.why import why
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.levels import read_at
    from tradeoff.cli.printing import print_json
    from tradeoff.reports.letter import letter_html, why_json

    if out is not None and not letter:
        raise click.UsageError("--out is where --letter writes; give both, or neither")
    target = None if out is None else fresh_file(out, (".html",))
    asked = read(scenario, reforms)
    choice = trade or next(iter(asked.trades), next(iter(PAIRS)))
    level = None if at is None else dict([read_at(at, asked, choice)])
    with progress_of(f"{asked.name}, {name}"), explained(asked):
        try:
            answer = why(asked, name, trade=choice, at=level, against=against)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    if letter:
        page = letter_html(answer)
        if target is None:
            click.echo(page)
        else:
            target.write_text(page, encoding="utf-8")
            click.echo(f"Wrote {target}", err=True)
    elif form == "json":
        print_json(why_json(answer))
    else:
        for heading, claims in answer.sections.items():
            click.echo(f"{heading}:")
            for sentence in sentences(claims):
                click.echo(f"- {sentence}")
            click.echo()
        click.echo(answer.how_solved)
