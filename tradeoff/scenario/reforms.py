"""Tells which enabling investments are made, from when they work, and which funds they keep closed until then."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.scenario.floors import FLOOR_ROW
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.tables import Enabling
from tradeoff.words.spoken import all_of, say

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario

NO_REFORM = "none"
"""What the combination is called in which none of the investments is made."""
MOST_TO_DECIDE = 3
"""Each one more doubles the frontiers to trace; beyond eight nobody can lay them over each other."""


def made(tables: Tables) -> tuple[Enabling, ...]:
    """The investments that are made, by id.

    Raises ValueError where one is still to be decided: `Scenario.with_reforms` decides it.
    """
    if open_ones := to_decide(tables):
        raise ValueError(
            say("the enabling investments {open_ones} are still to be decided", open_ones=", ".join(open_ones))
        )
    return tuple(row for row in tables.enabling if row.made == "yes")


def to_decide(tables: Tables) -> tuple[str, ...]:
    """The ids of the investments that are still to be decided."""
    return tuple(row.investment_id for row in tables.enabling if row.made == "decide")


def answers(tables: Tables) -> tuple[str, ...]:
    """What is said of each investment, in the order of the table: yes, no or decide; then the floors asked for.

    Scenarios of one data hash are one programme only where these are the same too.
    """
    floors = (f"{limit.measure} {limit.value}" for limit in tables.limits if limit.row == FLOOR_ROW)
    return (*(row.made for row in tables.enabling), *floors)


def combinations(scenario: Scenario) -> tuple[Scenario, ...]:
    """The scenario with every combination of the investments still to be decided, none of them first."""
    open_ones = to_decide(scenario)
    choices = itertools.product((False, True), repeat=len(open_ones))
    return tuple(scenario.with_reforms(dict(zip(open_ones, choice, strict=True))) for choice in choices)


def decided_in(scenario: Scenario, combination: Scenario) -> dict[str, bool]:
    """Whether each investment that a scenario leaves to decide is made in one of its combinations."""
    open_ones = to_decide(scenario)
    return {row.investment_id: row.made == "yes" for row in combination.enabling if row.investment_id in open_ones}


def combination_name(reforms: Mapping[str, bool]) -> str:
    """The investments made of those decided, as `centre and harmonise made`; `none made` where there is none."""
    names = [name for name, is_made in reforms.items() if is_made]
    return say("{names} made", names=all_of(names)) if names else say("none made")


def works_from(investment: Enabling) -> int:
    """The project year from which an investment opens its fund and adds to training."""
    return investment.year + investment.lag_years


def is_paid_in(investment: Enabling, year: int) -> bool:
    """Whether its cost falls in a project year."""
    return investment.year <= year < investment.year + investment.years


def is_open(tables: Tables, fund_id: str, year: int) -> bool:
    """Whether the money of a fund is there in a project year, as far as reforms open it.

    Args:
        tables: Whose enabling investments.
        fund_id: The fund; blank where budgets name none, which is always open.
        year: The project year.
    """
    opened_by = [row for row in tables.enabling if fund_id and row.opens_fund == fund_id]
    return not opened_by or any(row in made(tables) and year >= works_from(row) for row in opened_by)


def reform_cost(tables: Tables) -> Fraction:
    """Rupees that all investments made cost, all years together."""
    costs = (row.cost * row.years for row in made(tables))
    return sum(costs, start=Fraction(0)) * tables.settings.money_unit
