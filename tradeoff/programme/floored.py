"""Adds floors to a programme that can move, or give way together, between solves.

    f_i = R_i g_i,   g_i + s >= q_i,   s >= 0

f_i: an aim; R_i: what one share of it is, the most there is; q_i: its floor, in shares; s: by how much all floors are
lowered at once. In words: every floor is kept where s is 0, and where no plan keeps them s says how far the nearest is
off. g_i and s are columns of their own, so that the numbers stay of one size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pulp

from tradeoff.programme.programme import Programme
from tradeoff.programme.reference import copied

LOWERED = "lowered"
"""The name of s; other columns are called x0, x1 and so on."""


def share_name(aim: str) -> str:
    """The name of the column of an aim's share."""
    return f"share_{aim}"


def floor_name(aim: str) -> str:
    """The name of the row of an aim's floor."""
    return f"floor_{aim}"


def with_moving_floors(programme: Programme, scales: Mapping[str, float]) -> pulp.LpProblem:
    """The programme with a floor of 0 under the share of every aim.

    Args:
        programme: A scenario's; it is left as it is.
        scales: R by aim, above 0, in the programme's units: households, or lakh of rupees.
    """
    problem = copied(programme)
    lowered = problem.add_variable(LOWERED, 0, None)
    for aim, scale in scales.items():
        share = problem.add_variable(share_name(aim), None, None)
        terms = {column: factor / scale for column, factor in programme.objectives[aim].items()}
        sums = pulp.LpAffineExpression(terms | {share: -1.0})
        problem.addConstraint(pulp.LpConstraint(sums, pulp.LpConstraintEQ, f"sum_{aim}", 0))
        kept = pulp.LpAffineExpression({share: 1.0, lowered: 1.0})
        problem.addConstraint(pulp.LpConstraint(kept, pulp.LpConstraintGE, floor_name(aim), 0))
    return problem


def asked_of(problem: pulp.LpProblem, aims: Iterable[str]) -> dict[str, pulp.LpAffineExpression]:
    """By its column's name what can be asked of such a programme: by how much floors are lowered, and every share."""
    columns = {variable.name: variable for variable in problem.variables()}
    return {name: pulp.LpAffineExpression(columns[name]) for name in (LOWERED, *map(share_name, aims))}
