"""Finds the rays of a frontier: ways on which one objective betters without end at the least cost in the other.

The directions of a linear programme are what its rows and bounds leave with every limit at 0. Over those along which an
objective betters by 1, the least loss of the other is a linear programme too; its basis is checked in exact fractions,
so that whether there is a ray, and at which rate, depends on no unit and on no tolerance. That there is no such
direction, or one that costs the other nothing, is not left to a solver's word either: of all directions along which the
objective betters by 1 at most, an exact basis proves the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.exact.directions import Limits, contradicted, directions
from tradeoff.moo.exact.rational import ExactProgramme
from tradeoff.moo.lp.model import Model


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
    limits: Limits = {better: (-1, -1)}
    oracle = directions(model, programme, limits, (loser,), until=until)
    name = programme.objectives[loser].name
    try:
        oracle.solver.minimise(model.cost(name))
    except InfeasibleError:
        if _betters(model, programme, better, held=False, until=until):
            raise contradicted(programme.objectives[better].name) from None
        return None
    except UnboundedError:
        if not _betters(model, programme, loser, held=True, until=until):
            raise contradicted(name) from None
        raise _empty(name) from None
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
    limits: Limits = {which: (-1, 0)} | ({1 - which: (0, 0)} if held else {})
    oracle = directions(model, programme, limits, (which,), until=until)
    try:
        return oracle.minimise((Fraction(1),)).basis.values[0] < 0
    except (InfeasibleError, UnboundedError):
        raise contradicted(programme.objectives[which].name) from None


def _empty(name: str) -> UnboundedError:
    return UnboundedError(
        f"the objective {name!r} has no bound, and no weighted sum of both has one: every solution can be bettered. "
        "Bound it by a constraint.",
        objective=name,
    )
