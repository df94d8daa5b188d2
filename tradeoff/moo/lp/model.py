"""From a PuLP problem and its objectives to plain arrays, in one pass.

The rows become `row_lower <= A x <= row_upper`, the columns `lower <= x <= upper`, and every objective a row of costs
to be *minimised*: an objective to be maximised changes its sign here, and back in `Model.value`. Nothing to the right
of this file knows PuLP.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain, count
from operator import attrgetter

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
    integer: NDArray[np.bool_]
    """Which columns must be whole numbers."""
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

    @cached_property
    def row_of(self) -> NDArray[np.intp]:
        """The row of each entry of the matrix."""
        return np.repeat(np.arange(len(self.row_names)), np.diff(self.starts))

    def sum_rows(self, entries: Floats) -> Floats:
        """The sum over each row of one number an entry of the matrix."""
        return np.bincount(self.row_of, weights=entries, minlength=len(self.row_names)).astype(float)

    def violation(self, x: Floats) -> float:
        """The largest overstepping of a bound or row at x, relative to the size of what is added up there."""
        entries = self.values * x[self.indices]
        size, activity = 1 + self.sum_rows(np.abs(entries)), self.sum_rows(entries)
        beyond_rows = np.maximum(self.row_lower - activity, activity - self.row_upper) / size
        beyond_bounds = np.maximum(self.lower - x, x - self.upper) / (1 + np.abs(x))
        return float(max(beyond_rows.max(initial=0.0), beyond_bounds.max(initial=0.0)))


def dot(costs: Floats, x: Floats) -> float:
    """The sum of products, correctly rounded, so that the order of columns cannot show in the last digit."""
    used = np.flatnonzero(costs * x)
    return math.fsum((costs[used] * x[used]).tolist())


def hand_over(
    problem: pulp.LpProblem,
    objectives: Mapping[str, pulp.LpAffineExpression],
    sense: Mapping[str, Sense],
    *,
    whole: bool = False,
) -> Model:
    """Read `problem` (its own objective is ignored; it is left as found) and `objectives` into arrays.

    Integer variables are taken only where `whole` is true.

    Raises ValueError for an integer variable, a coefficient that is not a finite number, or two variables of one name.
    """
    constraints = problem.constraints()
    expressions = [constraint.expr for constraint in constraints]
    # Everything by entry happens in C: hashing a PuLP variable is a call into Python, hashing its id is not.
    entries = list(chain.from_iterable((*expressions, *objectives.values())))
    position: defaultdict[int, int] = defaultdict(count().__next__)
    places = np.fromiter(map(position.__getitem__, map(id, entries)), np.int32, len(entries))
    first_seen = np.empty(len(position), dtype=np.int64)
    first_seen[places[::-1]] = np.arange(len(entries))[::-1]
    columns = [entries[place] for place in first_seen.tolist()]
    names = tuple(variable.name for variable in columns)
    _require_own_names(names)
    integer = np.array([variable.cat != pulp.LpContinuous for variable in columns], dtype=bool)
    if integer.any() and not whole:
        first = names[int(integer.argmax())]
        raise ValueError(f"variable {first!r} is integer; ask for whole=True to trace over whole numbers")
    lengths = np.fromiter(map(len, expressions), np.int64, len(expressions))
    values = _numbers(chain.from_iterable(map(dict.values, expressions)), int(lengths.sum()))
    indices = places[: len(values)]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    bounds = -_numbers(map(attrgetter("constant"), constraints), len(constraints))
    senses = np.fromiter(map(attrgetter("sense"), constraints), np.int8, len(constraints))
    signs = tuple(-1.0 if sense[name] is Sense.MAX else 1.0 for name in objectives)
    costs = []
    done = len(values)
    for sign, objective in zip(signs, objectives.values(), strict=True):
        row = np.zeros(len(columns))
        row[places[done : done + len(objective)]] = sign * _numbers(objective.values(), len(objective))
        done += len(objective)
        costs.append(row)
    if not values.all():
        kept = values != 0
        starts = np.concatenate([[0], np.cumsum(kept)])[starts]
        indices, values = indices[kept], values[kept]
    constants = tuple(float(objective.constant) for objective in objectives.values())
    if not all(np.isfinite(part).all() for part in (values, bounds, np.array(constants), *costs)):
        raise ValueError("a coefficient of the problem or of an objective is not a finite number")
    return Model(
        columns=names,
        lower=_limits([variable.lowBound for variable in columns], -math.inf),
        upper=_limits([variable.upBound for variable in columns], math.inf),
        integer=integer,
        row_names=tuple(constraint.name for constraint in constraints),
        row_lower=np.where(senses >= 0, bounds, -math.inf),
        row_upper=np.where(senses <= 0, bounds, math.inf),
        starts=starts.astype(np.int32),
        indices=indices,
        values=values,
        objectives=tuple(objectives),
        costs=tuple(costs),
        signs=signs,
        constants=constants,
    )


def _numbers(values: Iterable[object], number: int) -> Floats:
    return np.fromiter(values, float, number)


def _limits(bounds: list[object], otherwise: float) -> Floats:
    given = np.array(bounds, dtype=object)
    absent = given == None  # noqa: E711 - by element
    given[absent] = otherwise
    limits = given.astype(float)
    if np.isnan(limits).any():
        raise ValueError("a bound of a variable is not a number")
    return limits


def _require_own_names(names: tuple[str, ...]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name, times in Counter(names).items() if times > 1)
        raise ValueError(f"two variables are called {twice!r}; give each a name of its own")
