"""Finds the rays of a frontier: ways on which one objective betters without end at the least cost in the other.

The directions of a linear programme are what its rows and bounds leave with every limit at 0. Over those along which an
objective betters by 1, the least loss of the other is a linear programme too; its basis is checked in exact fractions,
so that whether there is a ray, and at which rate, depends on no unit and on no tolerance.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactProgramme, ExactRow, Limit
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver

_BETTERS = "betters"
"""The name of the row that lets an objective better by 1."""


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
    """The direction in which an objective betters by 1 at the least cost in the other."""
    loser = programme.objectives[1 - better]
    cone = _directions(model, programme.objectives[better].name)
    # A cost row may be wider than a row should be; what comes out is checked in fractions.
    solver = Solver(cone, wide=True)
    solver.stop_after(None if until is None else until - time.monotonic())
    try:
        solver.minimise(cone.cost(loser.name))
    except InfeasibleError:
        return None
    except UnboundedError:
        raise _empty(loser.name) from None
    oracle = ExactOracle(solver, _exact_directions(programme, better))
    basis = oracle.minimise((Fraction(1),)).basis
    width = len(programme.columns)
    return Recession(columns=tuple(basis.value(place) for place in range(width)), cost=basis.values[0])


def _directions(model: Model, better: str) -> Model:
    """The directions of a programme along which an objective betters by 1, as a programme."""
    cost = model.cost(better)
    used = np.flatnonzero(cost)
    return replace(
        model,
        lower=_homogeneous(model.lower),
        upper=_homogeneous(model.upper),
        row_names=(*model.row_names, _BETTERS),
        row_lower=np.append(_homogeneous(model.row_lower), -1.0),
        row_upper=np.append(_homogeneous(model.row_upper), -1.0),
        starts=np.append(model.starts, model.starts[-1] + len(used)).astype(model.starts.dtype),
        indices=np.append(model.indices, used).astype(model.indices.dtype),
        values=np.append(model.values, cost[used]),
    )


def _exact_directions(programme: ExactProgramme, better: int) -> ExactProgramme:
    """The same in fractions, with the other objective alone."""
    gainer = programme.objectives[better]
    terms = {name: gainer.sign * value for name, value in gainer.terms.items()}
    betters = ExactRow(name=_BETTERS, terms=terms, lower=Fraction(-1), upper=Fraction(-1))
    rows = [replace(row, lower=_zero(row.lower), upper=_zero(row.upper)) for row in programme.rows]
    return replace(
        programme,
        lower=tuple(map(_zero, programme.lower)),
        upper=tuple(map(_zero, programme.upper)),
        rows=(*rows, betters),
        objectives=(programme.objectives[1 - better],),
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
