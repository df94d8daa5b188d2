"""Reads a PuLP problem and its objectives into plain arrays, in one pass.

The rows become `row_lower <= A x <= row_upper`, the columns `lower <= x <= upper`, and every objective a row of costs
to be *minimised*: an objective to be maximised changes its sign here, and back in `Model.published`. Nothing to the
right of this file knows PuLP.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, count
from operator import attrgetter

import numpy as np
import pulp

from tradeoff.errors import InfeasibleError
from tradeoff.moo.lp.model import Floats, Model, Sense, dot

_WHOLE = 1e-9
"""Distance from a whole number up to which a bound of an integer variable is that number."""


def from_pulp(
    problem: pulp.LpProblem,
    objectives: Mapping[str, pulp.LpAffineExpression],
    sense: Mapping[str, Sense],
    *,
    whole: bool = False,
    scales: Mapping[str, float] | None = None,
) -> Model:
    """Read a problem and its objectives into arrays.

    What columns that cannot move cost is a constant: beside 1e10 of them a range of 1 would vanish.

    Args:
        problem: The problem; its own objective is ignored, and it is left as found.
        objectives: The expressions by name.
        sense: Whether each is maximised or minimised.
        whole: Whether integer variables are taken; else they are refused.
        scales: By objective, the units its user reads in one unit of its expression; None where all are 1.

    Raises:
        ValueError: There is no variable, an integer variable without `whole`, a set of kind SOS, a coefficient that is
            not a finite number, or two variables of one name.
        InfeasibleError: The bounds of a variable cross; it is named.
    """
    _refuse_sets(problem)
    constraints = problem.constraints()
    expressions = [constraint.expr for constraint in constraints]
    # Everything by entry happens in C: hashing a PuLP variable is a call into Python, hashing its id is not.
    entries = list(chain.from_iterable((*expressions, *objectives.values())))
    position: defaultdict[int, int] = defaultdict(count().__next__)
    places = np.fromiter(map(position.__getitem__, map(id, entries)), np.int32, len(entries))
    first_seen = np.empty(len(position), dtype=np.int64)
    first_seen[places[::-1]] = np.arange(len(entries))[::-1]
    columns = [entries[place] for place in first_seen.tolist()]
    if not columns:
        raise ValueError("the problem and its objectives hold no variable; there is nothing to decide")
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
    constants = [float(objective.constant) for objective in objectives.values()]
    if not all(np.isfinite(part).all() for part in (values, bounds, np.array(constants), *costs)):
        raise ValueError("a coefficient of the problem or of an objective is not a finite number")
    lower = _limits([variable.lowBound for variable in columns], -math.inf)
    upper = _limits([variable.upBound for variable in columns], math.inf)
    _require_room(names, lower, upper)
    # A whole number within 0.2 and 3.5 is one within 1 and 3.
    lower[integer], upper[integer] = np.ceil(lower[integer] - _WHOLE), np.floor(upper[integer] + _WHOLE)
    _require_room(names, lower, upper)
    fixed = lower == upper
    for place, (sign, cost) in enumerate(zip(signs, costs, strict=True)):
        constants[place] += sign * dot(cost[fixed], lower[fixed])
        cost[fixed] = 0.0
    return Model(
        columns=names,
        lower=lower,
        upper=upper,
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
        constants=tuple(constants),
        scales=tuple((scales or {}).get(name, 1.0) for name in objectives),
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


def _refuse_sets(problem: pulp.LpProblem) -> None:
    """Refuse what PuLP holds beside rows and columns, rather than leave it out."""
    sets = [name for kind in (problem.sos1, problem.sos2) for name in kind]
    if sets:
        raise ValueError(
            f"the problem holds the special ordered set {str(sets[0])!r}; such sets are not modelled. Write it with "
            "0/1 variables, and trace with whole=True"
        )


def _require_room(names: tuple[str, ...], lower: Floats, upper: Floats) -> None:
    crossed = np.flatnonzero(lower > upper)
    if len(crossed):
        at = int(crossed[0])
        raise InfeasibleError(
            f"the variable {names[at]!r} has a lower bound of {lower[at]:g} above its upper bound of {upper[at]:g}; no "
            "solution keeps both"
        )
