"""Turns the size of all envelopes into a column: every row as it would be with phi times the money.

    row(phi)  =  row(0) + phi (row(1) - row(0))        bounds only; no coefficient moves with money

In words: the programme is built twice, with the envelopes as they are and with twice as much, and what differs between
the two is what moves with money: the purses, what may be moved from one to another, what may be kept for next year.
Limits in rupees stay as they are written.
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.programme import Programme, build_programme
from tradeoff.programme.reference import Posed
from tradeoff.scenario.envelopes import with_budget
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

FACTOR = "factor"
"""The name of phi; other columns are called x0, x1 and so on."""


def with_factor(scenario: Scenario) -> tuple[Programme, Posed]:
    """The programme of a scenario whose envelopes are a factor of what they are, and the factor to be minimised.

    Raises ValueError where all envelopes are 0, or a coefficient moves with the money.
    """
    once, twice = build_programme(scenario), build_programme(with_budget(scenario, "200%"))
    problem = pulp.LpProblem(once.problem.name)
    factor = problem.add_variable(FACTOR, 0)
    rows = zip(once.problem.constraints(), once.exact_rows, twice.exact_rows, strict=True)
    for row, before, after in rows:
        if {c.name: v for c, v in before.terms.items()} != {c.name: v for c, v in after.terms.items()}:
            raise ValueError(
                say(
                    "row {name} of {scenario_name} does not grow in proportion to its envelopes",
                    name=row.name,
                    scenario_name=scenario.name,
                )
            )
        _add(problem, dict(row.items()), row, after.bound - before.bound, before.bound, factor)
    return once, Posed(problem=problem, objective=pulp.LpAffineExpression({factor: 1.0}))


def _add(
    problem: pulp.LpProblem,
    terms: dict[pulp.LpVariable, float],
    row: pulp.LpConstraint,
    grows: Fraction,
    bound: Fraction,
    factor: pulp.LpVariable,
) -> None:
    """Add a row whose bound grows by so much with each envelope more."""
    if grows:
        terms[factor] = -float(grows)
    problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), row.sense, row.name, float(bound - grows)))
