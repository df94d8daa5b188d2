"""Builds a scenario's linear programme: one PuLP problem, its aims, and what every name in it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pulp

from tradeoff.programme import (
    agents,
    carry_over,
    cost_shares,
    early_gains,
    enabling,
    joining,
    matching,
    method,
    openings,
    owed,
    training,
    trust,
)
from tradeoff.programme import exit as leaving
from tradeoff.programme.columns import Column
from tradeoff.programme.draft import Draft, ExactTerms, RowMeaning, Terms, add_term, as_expression
from tradeoff.programme.limits import add_limits
from tradeoff.programme.objectives import objective_terms
from tradeoff.programme.purses import add_purses
from tradeoff.programme.spending import Spending, all_spending
from tradeoff.scenario.collecting import uncollected
from tradeoff.scenario.objectives import find_aim
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.settings import MONEY_UNITS
from tradeoff.words.spoken import say


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A scenario's linear programme; the same tables in any order of rows give the same programme."""

    scenario: Scenario
    problem: pulp.LpProblem
    objectives: Mapping[str, pulp.LpAffineExpression]
    """To be maximised; households, or lakh of rupees for the objectives of money."""
    money: pulp.LpAffineExpression
    """All spending, in lakh."""
    months: pulp.LpAffineExpression
    """All agent-months used."""
    agent_uses: Mapping[int, Mapping[str, Terms]]
    """Agent-months by year and use: start_up, facilitation, households."""
    agent_months: Mapping[int, tuple[Terms, Fraction]]
    """Agent-months there are, by year: terms and a constant; empty where nothing limits them."""
    months_owed: Mapping[str, Mapping[int, tuple[Terms, Fraction]]] = field(default_factory=dict)
    """Facilitation months owed after the project, by cluster and year after it: terms and a constant."""
    columns: tuple[Column, ...]
    rows: tuple[RowMeaning, ...]
    spending: tuple[Spending, ...]
    exact_rows: tuple[ExactTerms, ...]
    """The rows once more, as exact fractions."""
    exact_objectives: Mapping[str, Terms]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Something that a plan may be asked for beside the aims."""

    expression: pulp.LpAffineExpression
    scale: float = 1.0
    """Units people read in one of the expression's own: 100,000 for rupees, of lakh."""


@uncollected()
def build_programme(scenario: Scenario) -> Programme:
    """The linear programme of a scenario, by its mechanisms; one whose tables say nothing adds nothing.

    Where its setting `openings` is `whole` the columns of openings are integer.

    Raises ValueError where an enabling investment is still to be decided.
    """
    # A folder may be called anything; PuLP and the formats it writes want one word.
    draft = Draft(re.sub(r"\W", "_", scenario.name) or "scenario")
    openings.add_columns(draft, scenario)
    trust.add_columns(draft, scenario)
    training.add_columns(draft, scenario)
    for cluster in filter(openings.can_open, scenario.clusters):
        joining.add_rows(draft, scenario, cluster)
        openings.add_rows(draft, scenario, cluster)
    trust.add_rows(draft, scenario)
    method.add_rows(draft, scenario)
    training.add_rows(draft, scenario)
    spending = all_spending(draft, scenario)
    spending = cost_shares.share_costs(draft, scenario, spending)
    spending += owed.owed_spending(draft, scenario)
    spending += training.training_spending(draft, scenario)
    spending += enabling.reform_spending(draft, scenario)
    carry_over.add_carry_over(draft, scenario)
    add_purses(draft, scenario, spending)
    enabling.bar_own_funds(draft, scenario, spending)
    matching.add_rows(draft, scenario)
    leaving.add_rows(draft, scenario, spending)
    early_gains.add_rows(draft, scenario)
    uses = agents.months_used(draft, scenario)
    agents.add_rows(draft, scenario, uses)
    add_limits(draft, scenario, spending)
    money: Terms = {}
    for term in spending:
        add_term(money, term.column, term.lakh)
    months: Terms = {}
    for use in (use for by_use in uses.values() for use in by_use.values()):
        for column, amount in use.items():
            add_term(months, column, amount)
    objectives = objective_terms(draft, scenario)
    return Programme(
        scenario=scenario,
        problem=draft.problem,
        objectives={name: as_expression(terms) for name, terms in objectives.items()},
        money=as_expression(money),
        months=as_expression(months),
        agent_uses=uses,
        agent_months=agents.available_months(draft, scenario),
        months_owed=owed.months_owed(draft, scenario),
        columns=tuple(draft.columns),
        rows=tuple(draft.rows),
        spending=tuple(spending),
        exact_rows=tuple(draft.exact_rows),
        exact_objectives=objectives,
    )


def units(scenario: Scenario) -> dict[str, str]:
    """The unit of each objective the scenario offers, in words."""
    money = money_words(scenario)
    found = {}
    for name in scenario.objectives:
        unit = find_aim(name).unit
        found[name] = (money if unit.is_money else unit.many) + (" a year" if unit.a_year else "")
    return found


def money_words(scenario: Scenario) -> str:
    """What money is counted in, in words: `lakh rupees`."""
    return next(
        (f"{name} rupees" for name, rupees in MONEY_UNITS.items() if rupees == scenario.settings.money_unit),
        say("units of {money_unit:g} rupees", money_unit=float(scenario.settings.money_unit)),
    ).replace("rupee rupees", "rupees")


def money_scale(scenario: Scenario, objective: str) -> float:
    """Units the scenario's user reads in one unit of the programme (households, or lakh of rupees)."""
    return float(exact_money_scale(scenario, objective))


def exact_money_scale(scenario: Scenario, objective: str) -> Fraction:
    """The same as an exact fraction."""
    if not find_aim(objective).unit.is_money:
        return Fraction(1)
    return Fraction(MONEY_UNITS["lakh"]) / Fraction(scenario.settings.money_unit)


DIGITS = 12
"""Significant digits of a figure that leaves the house: fewer than the solver's noise spoils."""


def published(value: float) -> float:
    """A figure as it leaves the house: so many significant digits, and no minus zero."""
    return float(f"{value:.{DIGITS}g}") + 0.0
