"""From the problems of `tests/oracles/` and drawn ones to PuLP problems with fractions as coefficients."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pulp

from tests.independent.random_programme import SENSES, Programme

F = Fraction
ORACLES = [
    (path, data)
    for path in sorted((Path(__file__).parent.parent / "oracles").glob("*.json"))
    if (data := json.loads(path.read_text(), parse_float=str))["expected"]["status"] == "optimal"
]
Given = tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]


def exactly(value: Any) -> Fraction:
    """A number of an oracle file."""
    return F(str(value))


def read_oracle(data: dict[str, Any]) -> Given:
    """The problem of an oracle file with fractions as coefficients."""
    problem = pulp.LpProblem()
    bounds = zip(data["vars"], data["lb"], data["ub"], strict=True)
    columns = [
        problem.add_variable(n, *(None if b is None else exactly(b) for b in (low, up))) for n, low, up in bounds
    ]
    rows: list[dict[pulp.LpVariable, Fraction]] = [{} for _ in data["b"]]
    for i, j, v in zip(data["A"]["i"], data["A"]["j"], data["A"]["v"], strict=True):
        rows[i][columns[j]] = exactly(v)
    for row, sense, bound in zip(rows, data["row_sense"], data["b"], strict=True):
        expression = pulp.LpAffineExpression(row, constant=-exactly(bound))
        problem.addConstraint(pulp.LpConstraint(expression, SENSES[sense]))
    given = data["objectives"]
    objectives = {
        name: pulp.LpAffineExpression(dict(zip(columns, map(exactly, costs), strict=True)), constant=exactly(constant))
        for name, costs, constant in zip(given["names"], given["C"], given["const"], strict=True)
    }
    return problem, objectives, dict(zip(given["names"], given["sense"], strict=True))


def in_fractions(programme: Programme) -> Given:
    """A random programme with fractions as coefficients."""
    problem = pulp.LpProblem()
    x = [
        problem.add_variable(f"x{j}", low, high)
        for j, (low, high) in enumerate(zip(programme.lower, programme.upper, strict=True))
    ]
    for line in programme.rows:
        terms = {x[j]: value for j, value in line.terms.items()}
        expression = pulp.LpAffineExpression(terms, constant=-line.bound)
        problem.addConstraint(pulp.LpConstraint(expression, SENSES[line.sense]))
    objectives = {
        aim.name: pulp.LpAffineExpression(dict(zip(x, aim.costs, strict=True)), constant=aim.constant)
        for aim in programme.aims
    }
    return problem, objectives, {aim.name: aim.sense for aim in programme.aims}


TWO = [(path, data) for path, data in ORACLES if len(data["objectives"]["names"]) == 2]
THREE = [(path, data) for path, data in ORACLES if len(data["objectives"]["names"]) == 3]
