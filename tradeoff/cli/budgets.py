"""Reads `--budget` into one scenario at several budgets, and compares scenarios with progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tradeoff.cli.infeasible import explained
from tradeoff.cli.progress import progress_of
from tradeoff.words.spoken import headed, say

if TYPE_CHECKING:
    from tradeoff.advice.compare import Comparison
    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.scenario.amounts import WantedBudget
    from tradeoff.scenario.scenario import Scenario


def read_wanted(budget: str) -> tuple[WantedBudget, ...]:
    """The budgets of `--budget`; what cannot be read is wrong usage."""
    from tradeoff.scenario.amounts import read_budgets

    try:
        return read_budgets(budget)
    except ValueError as error:
        raise click.UsageError(say("--budget: {error}", error=error)) from None


def at_budgets(scenario: Scenario, wanted: Sequence[WantedBudget]) -> list[Scenario]:
    """The scenario at each budget, the least first."""
    from tradeoff.advice.budgets import budget_labels
    from tradeoff.scenario import with_budget

    try:
        found = sorted((with_budget(scenario, one) for one in wanted), key=lambda one: one.rupees)
        # An amount and a share can be the same money.
        budget_labels(found)
    except ValueError as error:
        raise click.UsageError(say("--budget: {error}", error=error)) from None
    return found


def with_own(scenario: Scenario, others: Sequence[Scenario]) -> list[Scenario]:
    """The scenario at its own budget among itself at others, the least first; it stands for one of the same money."""
    return sorted([scenario, *(one for one in others if one.rupees != scenario.rupees)], key=lambda one: one.rupees)


def look_at_each(
    scenarios: Sequence[Scenario],
    trades: Sequence[str],
    *,
    gap: float,
    exact: bool,
    time_limit: float | None,
    known: Sequence[ScenarioFrontier] = (),
) -> list[Comparison]:
    """A comparison of the scenarios for each choice.

    Args:
        scenarios: Those to be compared; of budgets some may have no plan, of others each must have one, with some
            combination of its reforms if these are to be decided.
        trades: The choices.
        gap: As `tradeoff.compare` takes it.
        exact: Find every breakpoint instead.
        time_limit: Seconds for each frontier.
        known: Frontiers of one of the scenarios that are traced already, one a choice; none where all are to be traced.

    Raises:
        InfeasibleError: No plan satisfies the limits of any budget, or of one of several scenarios.
        KeyboardInterrupt: A frontier was cut short by Ctrl-C: a part of a comparison is none.
    """
    from tradeoff.advice.clashes import explain_clash
    from tradeoff.advice.compare import side_by_side
    from tradeoff.advice.compared import Compared, look_at_combinations
    from tradeoff.errors import InfeasibleError
    from tradeoff.frontier.study import uninterrupted
    from tradeoff.programme.programme import build_programme
    from tradeoff.scenario.reforms import combinations

    rows: list[tuple[Compared, ...]] = []
    for scenario in scenarios:
        if known and scenario is known[0].scenario:
            rows.append(tuple(Compared(scenario=scenario, frontier=frontier) for frontier in known))
            continue
        with progress_of(scenario.name) as progress, explained(scenario):
            found = look_at_combinations(
                scenario, trades, gap=gap, exact=exact, time_limit=time_limit, progress=progress
            )
        frontiers = [member.frontier for row in found for member in row if member.frontier is not None]
        for frontier in frontiers:
            uninterrupted(frontier)
        if not frontiers and not scenario.rescaled_from:
            # Of reforms to decide, the first combination makes none.
            raise InfeasibleError(headed(scenario.name, str(explain_clash(build_programme(combinations(scenario)[0])))))
        rows += found
    try:
        return [side_by_side(members, trade) for members, trade in zip(zip(*rows, strict=True), trades, strict=True)]
    except ValueError as error:
        raise click.UsageError(str(error)) from None
