"""Adds a reference point to a programme: aims asked for at once, and how far beyond or short of them a plan comes.

    max  z + rho sum over i of f_i / R_i     s.t.  f_i >= q_i + R_i z        (Wierzbicki 1980)

f_i: an aim; q_i: what is asked of it; R_i: its range, the most there is of it less its floor; z: the margin in shares
of the ranges, below 0 where something falls short; rho: a little, so that nothing is left lying that costs no margin.

In words: the shortfalls, each as a share of its aim's range, are made as small as they can be all at once, and where
all is reached, the surplus as large. g_i = f_i / R_i are columns of their own, so that the numbers stay of one size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulp

from tradeoff.programme.programme import Programme

RHO = 1e-3
"""What a share of an aim's range weighs beside the margin."""
MARGIN = "margin"
"""The name of z; other columns are called x0, x1 and so on."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked of an aim, in the programme's units: households, or lakh of rupees."""

    asked: float
    scale: float
    """R, above 0."""


@dataclass(frozen=True, kw_only=True)
class Posed:
    """A programme with more columns and rows, for one question."""

    problem: pulp.LpProblem
    objective: pulp.LpAffineExpression
    """To be minimised."""
    then: tuple[pulp.LpAffineExpression, ...] = ()
    """To be minimised in turn among its best plans."""


def with_reference(programme: Programme, wishes: Mapping[str, Wish]) -> Posed:
    """The programme of a reference point.

    Args:
        programme: A scenario's; it is left as it is.
        wishes: What is asked of each aim.
    """
    problem = copied(programme)
    margin = problem.add_variable(MARGIN, None, None)
    objective: dict[pulp.LpVariable, float] = {margin: -1.0}
    for position, (aim, wish) in enumerate(wishes.items()):
        part = problem.add_variable(f"g{position}", None, None)
        terms = {column: factor / wish.scale for column, factor in programme.objectives[aim].items()}
        problem.addConstraint(
            pulp.LpConstraint(pulp.LpAffineExpression(terms | {part: -1.0}), pulp.LpConstraintEQ, f"part{position}", 0)
        )
        reached = pulp.LpAffineExpression({part: 1.0, margin: -1.0})
        asked = wish.asked / wish.scale
        problem.addConstraint(pulp.LpConstraint(reached, pulp.LpConstraintGE, f"asked{position}", asked))
        objective[part] = -RHO
    return Posed(problem=problem, objective=pulp.LpAffineExpression(objective))


def copied(programme: Programme) -> pulp.LpProblem:
    """A problem of the same rows, over the same columns."""
    problem = pulp.LpProblem(programme.problem.name)
    for row in programme.problem.constraints():
        expression = pulp.LpAffineExpression(dict(row.items()))
        problem.addConstraint(pulp.LpConstraint(expression, row.sense, row.name, -row.constant))
    return problem
