"""Finds the rays of a frontier: ways on which one objective betters without end at the least cost in the other.

The directions of a linear programme are what its rows and bounds leave with every limit at 0. Over those along which an
objective betters by 1, the least loss of the other is a linear programme too; its basis is checked in exact fractions,
so that whether there is a ray, and at which rate, depends on no unit and on no tolerance. That there is no such
direction, or one that costs the other nothing, is not left to a solver's word either: of all directions along which the
objective betters by 1 at most, an exact basis proves the best.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactProgramme, ExactRow, Limit
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver

_BETTERS = "betters"
"""How the row begins that says by how much an objective may better."""


@dataclass(frozen=True, kw_only=True)
class Recession:
    """A direction of the columns along which one objective betters by 1 without end, both as minimised."""

    columns: tuple[Fraction, ...]
    cost: Fraction
    """What the other objective loses meanwhile; the least that is possible."""


Ways = tuple[Recession | None, Recession | None]
"""The cheapest ways without end of the first and of the second objective; None where an objective has a bound."""


def recessions(model: Model, programme: ExactProgramme, *, until: float | None) -> Ways:
    """The cheapest ways without end of two objectives.

    Args:
        model: The programme, without whole numbers.
        programme: The same in fractions, with the two objectives in their order.
        until: When there is no more time, as `time.monotonic` counts; None for no limit.

    Raises:
        UnboundedError: The frontier is empty, or a straight line without a point to begin at.
        SolverError: The solver gave up, or a direction could not be checked in fractions.
    """
    first, second = (objective.name for objective in programme.objectives)
    ways = _cheapest(model, programme, 0, until), _cheapest(model, programme, 1, until)
    for name, way in zip((first, second), ways, strict=True):
        if way is not None and way.cost <= 0:
            raise _empty(name)
    one, other = ways
    if one is not None and other is not None:
        left = one.cost * other.cost - 1
        if left < 0:
            raise _empty(first)
        if left == 0:
            raise UnboundedError(
                f"the frontier of {first!r} and {second!r} is a straight line without an end on either side, and has "
                "no extreme point. Bound one of the two by a constraint.",
                objective=first,
            )
    return ways


def _cheapest(model: Model, programme: ExactProgramme, better: int, until: float | None) -> Recession | None:
    """The direction in which an objective betters by 1 at the least cost in the other; None where none betters it."""
    loser = 1 - better
    limits = {better: (-1, -1)}
    solver = _solver(model, programme, limits, until)
    name = programme.objectives[loser].name
    try:
        solver.minimise(solver.model.cost(name))
    except InfeasibleError:
        if _betters(model, programme, better, held=False, until=until):
            raise _contradicted(programme.objectives[better].name) from None
        return None
    except UnboundedError:
        if not _betters(model, programme, loser, held=True, until=until):
            raise _contradicted(name) from None
        raise _empty(name) from None
    oracle = ExactOracle(solver, _exact_directions(programme, limits, loser))
    basis = oracle.minimise((Fraction(1),)).basis
    width = len(programme.columns)
    return Recession(columns=tuple(basis.value(place) for place in range(width)), cost=basis.values[0])


def _betters(model: Model, programme: ExactProgramme, which: int, *, held: bool, until: float | None) -> bool:
    """Whether an objective betters along a direction, by an exact basis: the least that is had with 1 at most.

    That programme has directions and a bound whatever the answer, so that a basis proves either.

    Args:
        model: The programme.
        programme: The same in fractions.
        which: The objective.
        held: Only along directions that leave the other objective as it is.
        until: When there is no more time; None for no limit.
    """
    limits = {which: (-1, 0)} | ({1 - which: (0, 0)} if held else {})
    oracle = ExactOracle(_solver(model, programme, limits, until), _exact_directions(programme, limits, which))
    try:
        return oracle.minimise((Fraction(1),)).basis.values[0] < 0
    except (InfeasibleError, UnboundedError):
        raise _contradicted(programme.objectives[which].name) from None


_Limits = Mapping[int, tuple[int, int]]
"""By objective: by how much it may go along a direction, as it is minimised."""


def _solver(model: Model, programme: ExactProgramme, limits: _Limits, until: float | None) -> Solver:
    """The directions of a programme within limits of its objectives, on a solver."""
    cone = _directions(model, {programme.objectives[place].name: most for place, most in limits.items()})
    # A cost row may be wider than a row should be; what comes out is checked in fractions.
    solver = Solver(cone, wide=True)
    solver.stop_after(None if until is None else until - time.monotonic())
    return solver


def _directions(model: Model, limits: Mapping[str, tuple[int, int]]) -> Model:
    """The directions of a programme, as a programme, with a row for each objective that has limits."""
    costs = [model.cost(name) for name in limits]
    used = [np.flatnonzero(cost) for cost in costs]
    ends = model.starts[-1] + np.cumsum([len(part) for part in used])
    low, high = zip(*limits.values(), strict=True)
    return replace(
        model,
        lower=_homogeneous(model.lower),
        upper=_homogeneous(model.upper),
        row_names=(*model.row_names, *(f"{_BETTERS} {name}" for name in limits)),
        row_lower=np.append(_homogeneous(model.row_lower), np.array(low, dtype=float)),
        row_upper=np.append(_homogeneous(model.row_upper), np.array(high, dtype=float)),
        starts=np.append(model.starts, ends).astype(model.starts.dtype),
        indices=np.concatenate([model.indices, *used]).astype(model.indices.dtype),
        values=np.concatenate([model.values, *(cost[part] for cost, part in zip(costs, used, strict=True))]),
    )


def _exact_directions(programme: ExactProgramme, limits: _Limits, minimised: int) -> ExactProgramme:
    """The same in fractions, with one objective alone."""
    rows = [replace(row, lower=_zero(row.lower), upper=_zero(row.upper)) for row in programme.rows]
    for place, (low, high) in limits.items():
        objective = programme.objectives[place]
        terms = {name: objective.sign * value for name, value in objective.terms.items()}
        name = f"{_BETTERS} {objective.name}"
        rows.append(ExactRow(name=name, terms=terms, lower=Fraction(low), upper=Fraction(high)))
    return replace(
        programme,
        lower=tuple(map(_zero, programme.lower)),
        upper=tuple(map(_zero, programme.upper)),
        rows=tuple(rows),
        objectives=(programme.objectives[minimised],),
    )


def _homogeneous(bounds: Floats) -> Floats:
    """Bounds of directions: 0 where there is a bound, none where there is none."""
    return np.where(np.isfinite(bounds), 0.0, bounds)


def _zero(bound: Limit) -> Limit:
    return None if bound is None else Fraction(0)


def _empty(name: str) -> UnboundedError:
    return UnboundedError(
        f"the objective {name!r} has no bound, and no weighted sum of both has one: every solution can be bettered. "
        "Bound it by a constraint.",
        objective=name,
    )


def _contradicted(name: str) -> SolverError:
    return SolverError(
        f"HiGHS contradicts what fractions say of whether {name!r} betters without end. Bound the objective by a "
        "constraint."
    )
