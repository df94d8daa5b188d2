"""Prints one plan on one screen: what it reaches, where its money goes, whom it serves, and what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tradeoff.advice.promise import Promise
    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.programme.plan import Plan
    from tradeoff.scenario.scenario import Scenario


def print_plan(
    frontier: ScenarioFrontier, plan: Plan, at: Mapping[str, float], promise: Promise | None, *, every: bool
) -> None:
    """Print the plan at a level for people.

    Args:
        frontier: The frontier that it is a plan of.
        plan: The plan.
        at: The aim that was asked for, and its level.
        promise: What the ranges leave of it; None where nothing is doubtful.
        every: Whether every cluster is listed, and every row without slack is told.
    """
    print_tables(plan, frontier.scenario, promise, (frontier.x, frontier.y), every=every)
    print_limits(frontier, plan, at)


def print_limits(frontier: ScenarioFrontier, plan: Plan, at: Mapping[str, float]) -> None:
    """Print what limits a plan: prices, and why money is idle.

    Args:
        frontier: The frontier that it is a plan of.
        plan: The plan.
        at: The aim that was asked for, and its level.
    """
    from tradeoff.advice.limits import limits_of
    from tradeoff.advice.prices import worthless_sentence
    from tradeoff.advice.unspent import closed_sentences

    priced, idle = limits_of(frontier, plan, at)
    click.echo(f"\n{priced.heading}")
    for price in priced.prices:
        click.echo(f"- {price.claim}")
    for sentence in (worthless_sentence(priced), *map(str, idle), *closed_sentences(frontier.scenario)):
        if sentence:
            click.echo(f"- {sentence}")


def print_tables(plan: Plan, scenario: Scenario, promise: Promise | None, aims: Sequence[str], *, every: bool) -> None:
    """Print what a plan reaches, where its money goes, and whom it serves.

    Args:
        plan: The plan.
        scenario: Of which scenario.
        promise: What the ranges leave of it; None where nothing is doubtful.
        aims: Those of which promise and delivery are told.
        every: Whether every cluster is listed, and every row without slack is told.
    """
    from tradeoff.advice.binding import binding_sentences
    from tradeoff.advice.promise import promise_sentences
    from tradeoff.cli.printing import print_table
    from tradeoff.reports.plan_summary import not_funded_line, owed_line, plan_headline, plan_summary

    click.echo(plan_headline(plan, scenario))
    for sentence in () if promise is None else promise_sentences(promise, aims):
        click.echo(sentence)
    for section in plan_summary(plan, scenario, every=every):
        click.echo(f"\n{section.title}")
        print_table(section.lines)
        if section.note:
            click.echo(section.note)
    click.echo()
    for line in (not_funded_line(plan, scenario), owed_line(plan, scenario)):
        if line:
            click.echo(line)
    if every:
        for sentence in binding_sentences(plan, scenario):
            click.echo(f"- {sentence}")
