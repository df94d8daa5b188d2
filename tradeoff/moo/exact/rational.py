"""Holds a linear programme in exact rational numbers, as a PuLP problem writes it.

Integers, `Fraction` and `Decimal` are taken as they are, floats as their shortest decimal: 0.1 is one tenth. A float
that was computed (0.1 + 0.2) has a long decimal, and that is what is certified.

    row_lower <= A x <= row_upper,   lower <= x <= upper,   each objective a row of costs, minimised

Every row of A is multiplied by the least common multiple of its denominators, so that A is integer; its bounds with it.
The signs of all prices stay. Cost rows carry their factor along.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.moo.lp.model import Sense

if TYPE_CHECKING:
    import pulp


Terms = Mapping[str, Fraction]
"""Exact coefficients by the name of the column."""
Limit = Fraction | None
"""A bound; None where there is none."""


def exact_number(value: object) -> Fraction:
    """A number as it was written: floats by their shortest decimal.

    Raises ValueError for what is no finite number.
    """
    if isinstance(value, Fraction | int | Decimal):
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"{value} is not a finite number")
        return Fraction(value)
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError(f"{number} is not a finite number")
    return Fraction(repr(number))


@dataclass(frozen=True, kw_only=True)
class ExactRow:
    """A row in exact numbers: `lower <= sum of terms <= upper`."""

    name: str
    terms: Terms
    lower: Limit
    upper: Limit


@dataclass(frozen=True, kw_only=True)
class ExactObjective:
    """An objective in its user's sense: `scale * (sum of terms + constant)` in the user's unit."""

    name: str
    sense: Sense
    terms: Terms
    constant: Fraction
    scale: Fraction = Fraction(1)

    @property
    def sign(self) -> int:
        """+1 where the user minimises, -1 where the user maximises."""
        return -1 if self.sense is Sense.MAX else 1

    def published(self, minimised: Fraction) -> Fraction:
        """A value as it was minimised, in the user's sense and unit."""
        return self.scale * (self.sign * minimised + self.constant)


@dataclass(frozen=True, kw_only=True)
class ExactProgramme:
    """A linear programme in exact numbers, its columns in the order of `Model.columns`."""

    columns: tuple[str, ...]
    lower: tuple[Limit, ...]
    upper: tuple[Limit, ...]
    rows: tuple[ExactRow, ...]
    objectives: tuple[ExactObjective, ...]


def read_problem(
    problem: pulp.LpProblem,
    objectives: Mapping[str, pulp.LpAffineExpression],
    sense: Mapping[str, Sense],
    columns: Sequence[str],
) -> ExactProgramme:
    """The exact programme behind a PuLP problem.

    Args:
        problem: The problem; its own objective is ignored.
        objectives: The expressions by name.
        sense: Whether each is maximised or minimised.
        columns: Names of the variables in the order of the model that the solver has.

    Raises:
        ValueError: A coefficient is no finite number.
    """
    rows = []
    variables: dict[str, pulp.LpVariable] = {}
    for constraint in problem.constraints():
        variables.update((variable.name, variable) for variable in constraint.expr)
        bound = -exact_number(constraint.constant)
        lower, upper = bound if constraint.sense >= 0 else None, bound if constraint.sense <= 0 else None
        rows.append(ExactRow(name=constraint.name, terms=_terms(constraint.expr.items()), lower=lower, upper=upper))
    found = []
    for name, expression in objectives.items():
        variables.update((variable.name, variable) for variable in expression)
        constant = exact_number(expression.constant)
        terms = _terms(expression.items())
        found.append(ExactObjective(name=name, sense=sense[name], terms=terms, constant=constant))
    limits = [
        (exact_limit(variables[name].lowBound), exact_limit(variables[name].upBound))
        if name in variables
        else (None, None)
        for name in columns
    ]
    return without_fixed_costs(
        ExactProgramme(
            columns=tuple(columns),
            lower=tuple(low for low, _ in limits),
            upper=tuple(high for _, high in limits),
            rows=tuple(rows),
            objectives=tuple(found),
        )
    )


def without_fixed_costs(programme: ExactProgramme) -> ExactProgramme:
    """The same programme, what columns that cannot move cost counted as constants, as `from_pulp` does."""
    limits = zip(programme.columns, programme.lower, programme.upper, strict=True)
    fixed = {name: low for name, low, high in limits if low is not None and low == high}
    objectives = []
    for objective in programme.objectives:
        kept = {name: value for name, value in objective.terms.items() if name not in fixed}
        constant = sum((value * fixed[name] for name, value in objective.terms.items() if name in fixed), Fraction(0))
        objectives.append(replace(objective, terms=kept, constant=objective.constant + constant))
    return replace(programme, objectives=tuple(objectives))


def _terms(items: Iterable[tuple[pulp.LpVariable, object]]) -> dict[str, Fraction]:
    numbers = ((variable.name, exact_number(value)) for variable, value in items)
    return {name: number for name, number in numbers if number}


def exact_limit(bound: object) -> Limit:
    """A bound as it was written; None where there is none, or it is endless."""
    if bound is None or (isinstance(bound, float) and math.isinf(bound)):
        return None
    return exact_number(bound)


@dataclass(frozen=True, kw_only=True)
class IntegerForm:
    """The same programme with integer rows and cost rows, as the linear algebra wants it."""

    columns: tuple[tuple[tuple[int, int], ...], ...]
    """Rows and integers of each column."""
    lower: tuple[Limit, ...]
    """Of the columns, then of the rows' activities in the rows' own factors."""
    upper: tuple[Limit, ...]
    costs: tuple[tuple[int, ...], ...]
    """One dense row an objective, minimised, times its factor."""
    cost_factors: tuple[int, ...]

    @property
    def width(self) -> int:
        """Number of columns, rows left aside."""
        return len(self.columns)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.lower) - len(self.columns)


def clear_denominators(programme: ExactProgramme) -> IntegerForm:
    """Multiply every row and cost row by the least common multiple of its denominators."""
    position = {name: j for j, name in enumerate(programme.columns)}
    columns: list[list[tuple[int, int]]] = [[] for _ in programme.columns]
    lower, upper = list(programme.lower), list(programme.upper)
    for i, row in enumerate(programme.rows):
        factor = math.lcm(*(value.denominator for value in row.terms.values()))
        for name, value in row.terms.items():
            columns[position[name]].append((i, value.numerator * (factor // value.denominator)))
        lower.append(None if row.lower is None else row.lower * factor)
        upper.append(None if row.upper is None else row.upper * factor)
    costs, factors = [], []
    for objective in programme.objectives:
        factor = math.lcm(*(value.denominator for value in objective.terms.values()))
        cost = [0] * len(columns)
        for name, value in objective.terms.items():
            cost[position[name]] = objective.sign * value.numerator * (factor // value.denominator)
        costs.append(tuple(cost))
        factors.append(factor)
    return IntegerForm(
        columns=tuple(map(tuple, columns)),
        lower=tuple(lower),
        upper=tuple(upper),
        costs=tuple(costs),
        cost_factors=tuple(factors),
    )
