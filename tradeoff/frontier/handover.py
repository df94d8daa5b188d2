"""From a PuLP problem and its objectives to plain arrays, in one pass.

The rows become `row_lower <= A x <= row_upper`, the columns `lower <= x <= upper`, and every objective a row of costs
to be *minimised*: an objective to be maximised changes its sign here, and back in `Model.value`. Nothing to the right
of this file knows PuLP.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pulp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Sense(StrEnum):
    """Whether more of an objective is better or less."""

    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, kw_only=True)
class Model:
    """A linear programme in arrays: columns x, rows `row_lower <= A x <= row_upper`, several cost rows."""

    columns: tuple[str, ...]
    lower: Floats
    upper: Floats
    row_names: tuple[str, ...]
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    """Where each row begins in `indices` and `values` (compressed sparse rows, rows + 1 entries)."""
    indices: Ints
    values: Floats
    objectives: tuple[str, ...]
    costs: tuple[Floats, ...]
    """One dense row an objective, as minimised."""
    signs: tuple[float, ...]
    """+1 for an objective minimised by its user, -1 for one maximised."""
    constants: tuple[float, ...]
    """The constant of each objective, in its user's sense; it never enters a solve."""

    def cost(self, objective: str) -> Floats:
        """The row of costs, minimised, of one objective."""
        return self.costs[self.objectives.index(objective)]

    def value(self, objective: str, x: Floats) -> float:
        """The objective's value at x, in its user's sense and with its constant."""
        return self.published(objective, dot(self.cost(objective), x))

    def published(self, objective: str, minimised: float) -> float:
        """An objective as it was minimised, in its user's sense and with its constant."""
        position = self.objectives.index(objective)
        return self.signs[position] * minimised + self.constants[position]

    def activity(self, x: Floats) -> Floats:
        """A x, row by row."""
        return self.sum_rows(self.values * x[self.indices])

    def sum_rows(self, entries: Floats) -> Floats:
        """The sum over each row of one number an entry of the matrix."""
        rows = np.repeat(np.arange(len(self.row_names)), np.diff(self.starts))
        return np.bincount(rows, weights=entries, minlength=len(self.row_names)).astype(float)

    def violation(self, x: Floats) -> float:
        """The largest overstepping of a bound or row at x, relative to the size of what is added up there."""
        size = 1 + self.sum_rows(np.abs(self.values * x[self.indices]))
        activity = self.activity(x)
        beyond_rows = np.maximum(self.row_lower - activity, activity - self.row_upper) / size
        beyond_bounds = np.maximum(self.lower - x, x - self.upper) / (1 + np.abs(x))
        return float(max(beyond_rows.max(initial=0.0), beyond_bounds.max(initial=0.0)))


def dot(costs: Floats, x: Floats) -> float:
    """The sum of products, correctly rounded, so that the order of columns cannot show in the last digit."""
    used = np.flatnonzero(costs * x)
    return math.fsum((costs[used] * x[used]).tolist())


def _bound(value: object, otherwise: float) -> float:
    return otherwise if value is None else float(value)  # type: ignore[arg-type]


def hand_over(
    problem: pulp.LpProblem, objectives: Mapping[str, pulp.LpAffineExpression], sense: Mapping[str, Sense]
) -> Model:
    """Read `problem` (its own objective is ignored; it is left as found) and `objectives` into arrays.

    Raises ValueError for an integer variable, a coefficient that is not a finite number, or two variables of one name.
    """
    position: dict[str, int] = {}
    columns: list[pulp.LpVariable] = []

    def place(variable: pulp.LpVariable) -> int:
        found = position.setdefault(variable.name, len(columns))
        if found == len(columns):
            columns.append(variable)
        elif columns[found] is not variable:
            raise ValueError(f"two variables are called {variable.name!r}; give each a name of its own")
        return found

    starts, indices, values = [0], list[int](), list[float]()
    row_lower, row_upper = list[float](), list[float]()
    constraints = problem.constraints()
    for constraint in constraints:
        for variable, coefficient in constraint.items():
            if coefficient:
                indices.append(place(variable))
                values.append(float(coefficient))
        starts.append(len(indices))
        bound = -float(constraint.constant)
        row_lower.append(bound if constraint.sense >= 0 else -math.inf)
        row_upper.append(bound if constraint.sense <= 0 else math.inf)
    for objective in objectives.values():
        for variable in objective:
            place(variable)
    integer = [variable.name for variable in columns if variable.cat != pulp.LpContinuous]
    if integer:
        raise ValueError(f"variable {integer[0]!r} is integer; only continuous problems can be traced so far")
    costs, signs = [], []
    for name, objective in objectives.items():
        sign = -1.0 if sense[name] is Sense.MAX else 1.0
        row = np.zeros(len(columns))
        for variable, coefficient in objective.items():
            row[position[variable.name]] += sign * float(coefficient)
        costs.append(row)
        signs.append(sign)
    constants = tuple(float(objective.constant) for objective in objectives.values())
    finite = [np.array(values), np.array(constants), *costs]
    if not all(np.isfinite(part).all() for part in finite) or any(map(math.isnan, row_lower + row_upper)):
        raise ValueError("a coefficient of the problem or of an objective is not a finite number")
    return Model(
        columns=tuple(variable.name for variable in columns),
        lower=np.array([_bound(variable.lowBound, -math.inf) for variable in columns], dtype=float),
        upper=np.array([_bound(variable.upBound, math.inf) for variable in columns], dtype=float),
        row_names=tuple(constraint.name for constraint in constraints),
        row_lower=np.array(row_lower, dtype=float),
        row_upper=np.array(row_upper, dtype=float),
        starts=np.array(starts, dtype=np.int32),
        indices=np.array(indices, dtype=np.int32),
        values=np.array(values, dtype=float),
        objectives=tuple(objectives),
        costs=tuple(costs),
        signs=tuple(signs),
        constants=constants,
    )
