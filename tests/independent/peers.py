"""Reads the instances of other projects' own test suites, with the answers they are published with.

`peers/*.json` hold one instance each: where it is from, the bounds of its variables (one for all, or a list; null is
none), `rows` as [[[variable, coefficient] ...], sense, bound], `objectives` as [[variable, coefficient] ...], and what
`kind` says of `expected`: `extreme` the vertices of the frontier, `nd` all nondominated points, `count` how many there
are, `z1` the values of the first objective, each in whatever order; an error's name that there are none. Where a suite
has no answer of its own it comes from an independent method, which `source` says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp

import tradeoff
from tests.independent.random_programme import SENSES

FOLDER = Path(__file__).parent.parent / "peers"
_DATA = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
INSTANCES: dict[str, Any] = {name: data for name, data in _DATA.items() if len(data["objectives"]) == 2}
"""Those of two objectives, by name."""


@dataclass(frozen=True)
class Instance:
    """An instance as a problem."""

    problem: pulp.LpProblem
    objectives: dict[str, pulp.LpAffineExpression]
    sense: dict[str, str]

    def trace(self, **how: Any) -> tradeoff.Frontier:
        """Its frontier."""
        return tradeoff.trace(self.problem, self.objectives, sense=self.sense, **how)


def read(name: str) -> Instance:
    """The instance of a file."""
    data = INSTANCES[name]
    problem = pulp.LpProblem()
    lower, upper = (bound if isinstance(bound, list) else [bound] * data["nvar"] for bound in (data["lb"], data["ub"]))
    bounds = enumerate(zip(lower, upper, strict=True))
    x = [problem.add_variable(f"x{j}", low, high, cat=data["cat"]) for j, (low, high) in bounds]

    def expression(terms: list[tuple[int, float]], constant: float) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression({x[j]: value for j, value in terms}, constant=constant)

    for terms, sense, bound in data["rows"]:
        problem.addConstraint(pulp.LpConstraint(expression(terms, -bound), SENSES[sense]))
    aims = map(expression, data["objectives"], data["constants"])
    names = ("first", "second")
    return Instance(problem, dict(zip(names, aims, strict=True)), dict(zip(names, data["sense"], strict=True)))


def of_kind(kind: str, category: str | None = None) -> list[str]:
    """The instances with such an answer, of one category of columns or of all."""
    return [name for name, data in INSTANCES.items() if data["kind"] == kind and category in (None, data["cat"])]


def over_whole_numbers() -> list[str]:
    """The instances over whole numbers that have an answer."""
    return [name for kind in ("nd", "count", "z1") for name in of_kind(kind)]
