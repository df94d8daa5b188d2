"""Runs `tradeoff compare`: what one scenario costs against another, or what more money buys in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradeoff.cli.compare_plans import compare_plans
from tradeoff.cli.options import (
    TradeType,
    budget_option,
    floor_option,
    format_option,
    fresh_file,
    gap_options,
    read,
    reform_option,
)
from tradeoff.cli.saved_plan import plan_options
from tradeoff.scenario.objectives import PAIRS
from tradeoff.words.spoken import any_of, clauses, headed, later, say

if TYPE_CHECKING:
    from tradeoff.advice.compare import Comparison
    from tradeoff.advice.promise import Promise
    from tradeoff.scenario.scenario import Scenario

    _Promised = list[dict[str, Promise]]
    """By scenario and aim, of the plan with the most of it."""


_HELP = """Compare the frontiers of two or more SCENARIOs, or of one at several budgets.

The first scenario is what the others are held against. With --budget every envelope of the one scenario changes in
proportion: at which budgets is there a choice at all, and what does each further crore buy where x stays the same?
A budget that no plan can meet is shown with what it is short by. With reforms to decide, each combination of them
stands for itself.

With --plan A --plan B in place of SCENARIOs: what the second plan has more or less than the first, of every aim, by
department and by cluster.
"""


@click.command("compare", help=_HELP)
@click.argument("scenarios", nargs=-1, metavar="SCENARIO...")
@plan_options(several=True)
@click.option(
    "--trade",
    type=TradeType(),
    metavar="CHOICE",
    help=later("Which choice: {pairs}. With --budget default: all.", pairs=", ".join(PAIRS)),
)
@budget_option
@gap_options
@floor_option
@reform_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the overlaid chart (.svg or .png).")
@format_option
def compare_scenarios(
    scenarios: tuple[str, ...],
    plans: tuple[Path, ...],
    numbers: tuple[int, ...],
    of: str | None,
    trade: str | None,
    budget: str | None,
    gap: float,
    exact: bool,
    time_limit: float | None,
    floors: tuple[str, ...],
    reforms: tuple[str, ...],
    out: Path | None,
    form: str,
) -> None:
    """Compare the frontiers of two or more SCENARIOs, or of one at several budgets."""
    from tradeoff.advice.promise import end_promises
    from tradeoff.cli.budgets import look_at_each

    if plans:
        if scenarios or trade or budget or floors or out is not None:
            raise click.UsageError(
                say("--plan stands in place of SCENARIO, and without --trade, --budget, --floor and --out")
            )
        compare_plans(plans, numbers, of, reforms, form)
        return
    if numbers or of is not None:
        raise click.UsageError(say("--number and --scenario are for --plan; leave them out, or name the plans"))
    if not scenarios:
        raise click.UsageError(say("name two scenarios, one with --budget, or two plans by --plan"))
    if out is not None:
        fresh_file(out, (".svg", ".png"))
    read_each = [read(name, reforms, floors) for name in scenarios]
    asked, trades = _several(read_each, trade) if budget is None else _budgets(read_each, trade, budget)
    found = look_at_each(asked, trades, gap=gap, exact=exact, time_limit=time_limit)
    if form == "csv":
        _print_csv(found)
    else:
        promised = [[end_promises(member.frontier) for member in one.members] for one in found]
        if form == "json":
            _print_json(found, promised, budget is not None)
        else:
            _print_words(found, promised)
    if out is not None:
        from tradeoff.charts import compare_frontiers, stack
        from tradeoff.reports.pictures import save_picture

        save_picture(stack([compare_frontiers(one.frontiers, one.drawn_labels) for one in found]), out)
        click.echo(say("Wrote {out}", out=out), err=True)


def _several(scenarios: list[Scenario], trade: str | None) -> tuple[list[Scenario], tuple[str, ...]]:
    from tradeoff.scenario.reforms import to_decide

    if trade is None:
        raise click.UsageError(say("name the choice: --trade {pairs}", pairs=any_of(PAIRS)))
    if len(scenarios) < 2 and not to_decide(scenarios[0]):
        raise click.UsageError(say("a comparison needs at least two scenarios, or one and --budget"))
    return scenarios, (trade,)


def _budgets(scenarios: list[Scenario], trade: str | None, budget: str) -> tuple[list[Scenario], tuple[str, ...]]:
    from tradeoff.cli.budgets import at_budgets, read_wanted
    from tradeoff.cli.reforms import undecided
    from tradeoff.scenario.reforms import to_decide

    if len(scenarios) > 1:
        raise click.UsageError(say("--budget lays one scenario beside itself at several budgets; name one"))
    wanted = read_wanted(budget)
    base = scenarios[0]
    if to_decide(base):
        raise click.UsageError(undecided(base, say("--budget lays one programme beside itself")))
    trades = (trade,) if trade else base.trades
    if not trades:
        lacking = clauses(headed(name, why) for name, why in base.missing)
        raise click.UsageError(
            say("{name} has data for none of the choices: {lacking}", name=base.name, lacking=lacking)
        )
    return at_budgets(base, wanted), trades


def _print_json(found: list[Comparison], promised: list[_Promised], of_budgets: bool) -> None:
    from tradeoff.cli.printing import print_json
    from tradeoff.reports.comparison import comparison_json

    choices = [comparison_json(one, each) for one, each in zip(found, promised, strict=True)]
    schema: dict[str, object] = {"schema": "tradeoff/compare/1"}
    print_json(schema | {"choices": choices} if of_budgets else schema | choices[0])


def _print_csv(found: list[Comparison]) -> None:
    from tradeoff.cli.printing import print_csv
    from tradeoff.reports.comparison import budget_records, level_records

    of_budgets = found[0].is_of_budgets
    print_csv([record for one in found for record in (budget_records(one) if of_budgets else level_records(one))])


def _print_words(found: list[Comparison], promised: list[_Promised]) -> None:
    from tradeoff.advice.evidence import assumed_words
    from tradeoff.advice.floors import floor_sentence
    from tradeoff.advice.in_shares import shares_sentence
    from tradeoff.cli.heads import unit_words
    from tradeoff.cli.printing import print_table
    from tradeoff.reports.comparison import level_records, shown_ends
    from tradeoff.scenario.objectives import find_pair

    for position, one in enumerate(found):
        if one.is_of_budgets:
            click.echo(
                "\n" * bool(position) + say("{heading}, at each budget:", heading=say(find_pair(one.trade).heading))
            )
            print_table(shown_ends(one))
            click.echo(
                say("\nThe most {y} with at least so much {x} (blank: out of reach):", y=say(one.y), x=say(one.x))
            )
        else:
            click.echo(say("{y} of each scenario at equal {x}:", y=say(one.y), x=say(one.x)))
        print_table(level_records(one), names=one.labels)
        click.echo()
        if one.is_of_budgets:
            click.echo(
                say(
                    "Units: {x} in {unit}, {y} in {unit2}.",
                    x=say(one.x),
                    unit=unit_words(one.units[one.x]),
                    y=say(one.y),
                    unit2=unit_words(one.units[one.y]),
                )
            )
        if told := next(filter(None, (shares_sentence(member.scenario) for member in one.members)), ""):
            click.echo(told)
        if kept := floor_sentence(one.members[0].scenario):
            click.echo(kept)
        for sentence in one.sentences:
            click.echo(f"- {sentence}")
        _print_promises(one, promised[position])
        if one.is_of_budgets:
            # All of them rest on the same figures.
            click.echo(f"  {assumed_words(one.members[0].scenario, (one.x, one.y))}")
            continue
        for label, member in zip(one.labels, one.members, strict=True):
            click.echo("  " + headed(label, assumed_words(member.scenario, (one.x, one.y))))


def _print_promises(one: Comparison, promised: _Promised) -> None:
    """What the plan with the most of each aim delivers, scenario below scenario."""
    from tradeoff.cli.print_promises import print_promises

    ends = [(label, by_aim) for label, by_aim in zip(one.labels, promised, strict=True) if by_aim]
    print_promises([({"scenario": label}, by_aim[aim], (aim,)) for aim in (one.x, one.y) for label, by_aim in ends])
