"""Lets rows of a programme give, to say by how much they would have to where it has no solution.

    row - b s <= bound,   row + b s >= bound,   s >= 0

In words: every row that may give gets a slack s for each side, counted in sizes b of the row: a floor of 5 households
and one of 5 crore rupees, each missed by half, both have s = 0.5. The elastic programme of Chinneck, *Feasibility and
Infeasibility in Optimization* (2008), section 6.1; what its slacks cost is left to whoever solves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulp

from tradeoff.programme.draft import RUPEES_IN_LAKH, RowMeaning
from tradeoff.programme.programme import Programme

_UP, _DOWN = 1, -1
_SIDES = {
    pulp.LpConstraintLE: (_UP,),
    pulp.LpConstraintGE: (_DOWN,),
    pulp.LpConstraintEQ: (_UP, _DOWN),
}


@dataclass(frozen=True, kw_only=True)
class Elastic:
    """A programme some of whose rows may give."""

    problem: pulp.LpProblem
    slacks: Mapping[str, tuple[tuple[str, int], ...]]
    """By row that may give: each slack column with +1 where it raises the row's bound, -1 where it lowers it."""


def loosen(
    programme: Programme,
    sizes: Mapping[str, float],
    *,
    moves: Mapping[str, float] | None = None,
    without: frozenset[str] = frozenset(),
) -> Elastic:
    """A programme with slack on some of its rows.

    Args:
        programme: Stays as it is.
        sizes: By name of each row that may give, what its slacks count in, above zero, in the programme's units.
        moves: By row name, what is added to its bound, in the programme's units; None for nothing.
        without: Names of the rows to leave out.
    """
    problem = pulp.LpProblem("elastic")
    slacks: dict[str, tuple[tuple[str, int], ...]] = {}
    for constraint in programme.problem.constraints():
        if constraint.name in without:
            continue
        terms = dict(constraint.items())
        if constraint.name in sizes:
            found = []
            for direction in _SIDES[constraint.sense]:
                slack = problem.add_variable(f"{constraint.name}{'up' if direction == _UP else 'down'}", 0)
                terms[slack] = -direction * sizes[constraint.name]
                found.append((slack.name, direction))
            slacks[constraint.name] = tuple(found)
        bound = -constraint.constant + (moves or {}).get(constraint.name, 0.0)
        problem.addConstraint(
            pulp.LpConstraint(pulp.LpAffineExpression(terms), constraint.sense, constraint.name, bound)
        )
    return Elastic(problem=problem, slacks=slacks)


def own_size(row: RowMeaning) -> float:
    """The size of a row's own value in the programme's units; 0 where its bound there is no size of its own.

    That is a value of 0, and a share, which stands on the left with the households it is a share of.
    """
    return 0.0 if row.unit.is_share else abs(row.bound) / units_of(row)


def units_of(row: RowMeaning) -> float:
    """How many of the units people read are one of the programme's: rupees in a lakh, else one."""
    return float(RUPEES_IN_LAKH) if row.unit.is_money else 1.0
