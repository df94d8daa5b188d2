"""Loosens a programme without a solution, to say by how much its rows would have to give.

Every row that may give gets a slack s >= 0 with a cost: `row - s <= bound`, `row + s >= bound`. The least weighted sum
of slacks is a least change that makes the rows hold together (Chinneck 2008, elastic filtering). A slack is weighed by
the size of its row's own bound, so that a floor of 5 households and one of 5 crore rupees compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulp

from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind, RowMeaning
from tradeoff.programme.programme import Programme

LAW = 1000.0
"""How much dearer it is to loosen a row that is law, or the money and people there are, than a limit."""


@dataclass(frozen=True, kw_only=True)
class Elastic:
    """A programme whose rows may give, at a price."""

    problem: pulp.LpProblem
    cost: pulp.LpAffineExpression
    """To be minimised."""
    slacks: Mapping[str, tuple[str, ...]]
    """Names of the slack columns of each row that may give."""


def loosen(programme: Programme, rows: Mapping[str, float]) -> Elastic:
    """The programme with slack on some rows: `rows` gives the cost of each row's name; the others stay hard."""
    problem = pulp.LpProblem("elastic")
    cost: dict[pulp.LpVariable, float] = {}
    slacks: dict[str, tuple[str, ...]] = {}
    for constraint in programme.problem.constraints():
        terms = dict(constraint.items())
        if constraint.name in rows:
            names = []
            for sign, senses in (
                (-1.0, (pulp.LpConstraintLE, pulp.LpConstraintEQ)),
                (1.0, (pulp.LpConstraintGE, pulp.LpConstraintEQ)),
            ):
                if constraint.sense in senses:
                    slack = problem.add_variable(f"s{len(cost)}", 0)
                    terms[slack] = sign
                    cost[slack] = rows[constraint.name]
                    names.append(slack.name)
            slacks[constraint.name] = tuple(names)
        expression = pulp.LpAffineExpression(terms)
        problem.addConstraint(pulp.LpConstraint(expression, constraint.sense, constraint.name, -constraint.constant))
    return Elastic(problem=problem, cost=pulp.LpAffineExpression(cost), slacks=slacks)


def weight(row: RowMeaning, *, law: bool = False) -> float:
    """The cost of one unit of slack on a row, in shares of the row's own bound; more for `law`."""
    bound = abs(row.bound) / (RUPEES_IN_LAKH if row.unit.is_money else 1)
    return (LAW if law or row.kind is not RowKind.LIMIT else 1.0) / max(bound, 1e-6)
