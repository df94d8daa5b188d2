"""Finds the rays of a frontier: ways on which one objective betters without end at the least cost in the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.solver import Solver

_NOTHING = 1e-9
"""A rate, or what two rates leave of each other, that is not told from none in floating point."""


@dataclass(frozen=True, kw_only=True)
class Recession:
    """A direction of the columns along which one objective betters by 1 without end, both as minimised."""

    columns: Floats
    cost: float
    """What the other objective loses meanwhile; the least that is possible."""


def recessions(model: Model, first: str, second: str) -> tuple[Recession | None, Recession | None]:
    """The cheapest ways without end of the first and of the second objective; None where an objective has a bound.

    Args:
        model: The programme, without whole numbers.
        first: One of its objectives.
        second: Another.

    Raises:
        UnboundedError: The frontier is empty, or a straight line without a point to begin at.
        SolverError: The solver gave up.
    """
    ways = _cheapest(model, first, second), _cheapest(model, second, first)
    for name, way in zip((first, second), ways, strict=True):
        if way is not None and way.cost <= _NOTHING:
            raise _empty(name)
    one, other = ways
    if one is not None and other is not None:
        left = one.cost * other.cost - 1
        if left < -_NOTHING:
            raise _empty(first)
        if left <= _NOTHING:
            raise UnboundedError(
                f"the frontier of {first!r} and {second!r} is a straight line without an end on either side, and has "
                "no extreme point. Bound one of the two by a constraint.",
                objective=first,
            )
    return ways


def _cheapest(model: Model, better: str, other: str) -> Recession | None:
    """The direction in which `better` betters by 1 at the least cost in `other`."""
    cost = model.cost(better)
    used = np.flatnonzero(cost)
    cone = replace(
        model,
        lower=_homogeneous(model.lower),
        upper=_homogeneous(model.upper),
        row_names=(*model.row_names, "betters"),
        row_lower=np.append(_homogeneous(model.row_lower), -1.0),
        row_upper=np.append(_homogeneous(model.row_upper), -1.0),
        starts=np.append(model.starts, model.starts[-1] + len(used)).astype(model.starts.dtype),
        indices=np.append(model.indices, used).astype(model.indices.dtype),
        values=np.append(model.values, cost[used]),
    )
    try:
        found = Solver(cone).minimise(cone.cost(other)).x
    except InfeasibleError:
        return None
    except UnboundedError:
        raise _empty(other) from None
    return Recession(columns=found, cost=dot(model.cost(other), found))


def _homogeneous(bounds: Floats) -> Floats:
    """Bounds of directions: 0 where there is a bound, none where there is none."""
    return np.where(np.isfinite(bounds), 0.0, bounds)


def _empty(name: str) -> UnboundedError:
    return UnboundedError(
        f"the objective {name!r} has no bound, and no weighted sum of both has one: every solution can be bettered. "
        "Bound it by a constraint.",
        objective=name,
    )
