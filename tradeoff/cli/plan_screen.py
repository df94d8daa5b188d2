"""Prints one plan on one screen: what it reaches, where its money goes, whom it serves, and what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.programme.plan import Plan


def print_plan(frontier: ScenarioFrontier, plan: Plan, at: Mapping[str, float], *, every: bool) -> None:
    """Print the plan at a level for people.

    Args:
        frontier: The frontier that it is a plan of.
        plan: The plan.
        at: The aim that was asked for, and its level.
        every: Whether every cluster is listed.
    """
    from tradeoff.advice.prices import price_plan, worthless_sentence
    from tradeoff.advice.unspent import closed_sentences, idle_claims
    from tradeoff.cli.printing import print_table
    from tradeoff.frontier.what_if import WhatIf
    from tradeoff.reports.plan_summary import not_funded_line, plan_headline, plan_summary

    scenario = frontier.scenario
    click.echo(plan_headline(plan, scenario))
    for section in plan_summary(plan, scenario, every=every):
        click.echo(f"\n{section.title}")
        print_table(section.lines)
        if section.note:
            click.echo(section.note)
    click.echo()
    if line := not_funded_line(plan, scenario):
        click.echo(line)
    what_if = WhatIf(frontier.study.programme)
    other = frontier.y if frontier.x in at else frontier.x
    priced, idle = price_plan(what_if, at, other), idle_claims(what_if, plan, at, other)
    click.echo(f"\n{priced.heading}")
    for price in priced.prices:
        click.echo(f"- {price.claim}")
    for sentence in (worthless_sentence(priced), *map(str, idle), *closed_sentences(scenario)):
        if sentence:
            click.echo(f"- {sentence}")
