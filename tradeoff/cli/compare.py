"""Runs `tradeoff compare`: what one scenario costs against another."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.cli.options import format_option, fresh_file, gap_options, progress_of, read, trade_option, uninterrupted


@click.command("compare")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO SCENARIO...")
@trade_option
@gap_options
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the overlaid chart (.svg or .png).")
@format_option
def compare_scenarios(
    scenarios: tuple[str, ...],
    trade: str,
    gap: float,
    exact: bool,
    time_limit: float | None,
    out: Path | None,
    form: str,
) -> None:
    """Compare the frontiers of two or more SCENARIOs; the first is what the others are held against."""
    from tradeoff.advice.compare import compare
    from tradeoff.advice.evidence import assumed_words
    from tradeoff.cli.infeasible import explained
    from tradeoff.cli.printing import print_csv, print_json, print_table
    from tradeoff.frontier.study import trace_frontier

    if out is not None:
        fresh_file(out, (".svg", ".png"))
    frontiers = []
    for name in scenarios:
        asked = read(name)
        with progress_of(f"{asked.name}, {trade}") as progress, explained(asked):
            found = trace_frontier(asked, trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
            frontiers.append(uninterrupted(found))
    try:
        comparison = compare(frontiers)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    records: list[dict[str, object]] = [
        {comparison.x: level, **dict(zip(comparison.scenarios, values, strict=True))}
        for level, values in zip(comparison.levels, zip(*comparison.values, strict=True), strict=True)
    ]
    if form == "json":
        ends = [
            {"scenario": name, "most_" + comparison.x: list(first), "most_" + comparison.y: list(last)}
            for name, (first, last) in zip(comparison.scenarios, comparison.ends, strict=True)
        ]
        head = {"schema": "tradeoff/compare/1", "trade": trade, "x": comparison.x, "y": comparison.y}
        units = dict(frontiers[0].units)
        print_json({**head, "units": units, "ends": ends, "levels": records, "sentences": list(comparison.sentences)})
    elif form == "csv":
        print_csv(records)
    else:
        click.echo(f"{comparison.y} of each scenario at equal {comparison.x}:")
        print_table(records)
        click.echo()
        for sentence in comparison.sentences:
            click.echo(f"- {sentence}")
        for frontier in frontiers:
            words = assumed_words(frontier.scenario, (frontier.x, frontier.y))
            click.echo(f"  {frontier.scenario.name}: {words}")
    if out is not None:
        from tradeoff.charts import compare_frontiers
        from tradeoff.reports.pictures import save_picture

        save_picture(compare_frontiers(frontiers), out)
        click.echo(f"Wrote {out}", err=True)
