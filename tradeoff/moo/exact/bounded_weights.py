"""Finds the weights of three objectives whose sum has a bound: a polygon, in exact fractions.

Along a direction d of the programme the objectives move by y = C d; a weighted sum has a bound exactly if no direction
betters it. So the weights with a bounded sum are

    W = { w >= 0 with unit sum :  w . y >= 0 for every direction },

what is left of the triangle of weights when each y has cut off what it betters: the dual cone of the upper image's
recession cone (Hamel, Loehne and Rudloff 2014), cut at unit sum. It is found from outside (Benson 1998): the triangle
first, and at each corner of what is left the direction that betters its sum the most, among those along which no
objective betters by more than one. Either that cuts the corner off, or an exact basis proves that there is none. Each
side of W that remains belongs to an extreme direction of the cone, and each to a side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.exact.directions import contradicted, directions
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactProgramme
from tradeoff.moo.lp.model import Floats, Model

Exact3 = tuple[Fraction, Fraction, Fraction]
_ZERO, _ONE = Fraction(0), Fraction(1)
_AXES: tuple[Exact3, ...] = ((_ONE, _ZERO, _ZERO), (_ZERO, _ONE, _ZERO), (_ZERO, _ZERO, _ONE))

_APART = Fraction(1, 10**14)
"""In shares of all weights, what two corners must be apart at the least for floats to tell their sums."""


@dataclass(frozen=True, kw_only=True)
class Direction:
    """An extreme direction of all that is no better than some solution."""

    moves: Exact3
    """What the objectives do along it, as they are minimised."""
    columns: tuple[Fraction, ...] | None
    """What the columns do; None where one objective gets worse, for which no column has to move."""

    def published(self, model: Model) -> tuple[tuple[float, ...], Floats]:
        """What objectives, in their user's senses, and columns do along so much of it that the first objective which
        betters goes by 1; not of one that gets worse.
        """
        scales = [Fraction(model.scale(name)) for name in model.objectives]
        unit = next(-move * scale for move, scale in zip(self.moves, scales, strict=True) if move < 0)
        moves = [float(move * scale / unit) for move, scale in zip(self.moves, scales, strict=True)]
        shown = tuple(sign * move + 0.0 for sign, move in zip(model.signs, moves, strict=True))
        return shown, np.array([float(value / unit) for value in self.columns or ()])


@dataclass(frozen=True, kw_only=True)
class BoundedWeights:
    """The weights whose sum has a bound: a convex polygon with an inside."""

    corners: tuple[Exact3, ...]
    """In turn; of the objectives in their own units, of any sum."""
    sides: tuple[Direction, ...]
    """From each corner to the next: the direction that nothing is won or lost along at the weights there."""

    @property
    def ways(self) -> list[Direction]:
        """The directions along which an objective betters without end."""
        return [side for side in self.sides if side.columns is not None]

    def triangles(self) -> list[tuple[Exact3, Exact3, Exact3]]:
        """The polygon in triangles, all around the corner for which the least of them is the largest."""

        def around(first: int) -> list[tuple[Exact3, Exact3, Exact3]]:
            apex, *rest = self.corners[first:] + self.corners[:first]
            return [(apex, one, other) for one, other in pairwise(rest)]

        def least(first: int) -> Fraction:
            return min(volume(*(_unit_sum(corner) for corner in triangle)) for triangle in around(first))

        return around(max(range(len(self.corners)), key=least))


def bounded_weights(model: Model, programme: ExactProgramme, *, until: float | None) -> BoundedWeights:
    """The weights of three objectives whose sum has a bound; all of them where each objective has one.

    Args:
        model: The programme, without whole numbers.
        programme: The same in fractions, with the three objectives in their order.
        until: When there is no more time, as `time.monotonic` counts; None for no limit.

    Raises:
        UnboundedError: The frontier is empty, or goes on on both sides of a line, without a point to begin at.
        SolverError: The solver gave up, or a direction could not be checked in fractions.
    """
    # Corners are told in weights of objectives of like sizes, so that no unit makes a sliver of the polygon.
    sizes = [_size(model, objective.name) for objective in programme.objectives]
    limits = {place: (-size, None) for place, size in enumerate(sizes)}
    oracle = directions(model, programme, limits, (0, 1, 2), until=until)
    # The side from an objective alone to the next is where the third has no weight.
    polygon = _Polygon(corners=_AXES, sides=tuple(Direction(moves=_AXES[i - 1], columns=None) for i in range(3)))
    known: set[Exact3] = set()
    endless: set[int] = set()
    while unknown := [corner for corner in polygon.corners if corner not in known]:
        corner = unknown[0]
        better = _best(oracle, _divided(corner, sizes))
        if better is None:
            known.add(corner)
        else:
            endless |= {place for place, move in enumerate(better.moves) if move < 0}
            polygon = polygon.cut(better, _divided(better.moves, sizes))
    names = [objective.name for objective in programme.objectives]
    if len(polygon.corners) < 3:
        raise _without_a_point(polygon.corners, names, names[min(endless)])
    _require_apart(polygon.corners, names)
    return BoundedWeights(
        corners=tuple(_divided(corner, sizes) for corner in polygon.corners),
        sides=tuple(
            # Of an objective alone one, whatever its unit.
            side if side.columns is not None else Direction(moves=_AXES[side.moves.index(1)], columns=None)
            for side in polygon.sides
        ),
    )


def _require_apart(corners: Sequence[Exact3], names: Sequence[str]) -> None:
    """Refuse corners that floats take for one: the sums there would be one objective."""
    shares = [_unit_sum(corner) for corner in corners]
    for here, there in zip(shares, shares[1:] + shares[:1], strict=True):
        if max(abs(one - other) for one, other in zip(here, there, strict=True)) < _APART:
            raise SolverError(
                f"weighted sums of {', '.join(map(repr, names))} that have a bound are told from those that have none "
                "by less than floats resolve, as where one objective is another's opposite but for rounding. Write "
                "coefficients with fewer digits, or bound the objectives by constraints."
            )


def _size(model: Model, name: str) -> Fraction:
    """The power of two next to the largest factor of an objective."""
    largest = float(np.abs(model.cost(name)).max(initial=0.0))
    return Fraction(2) ** round(np.log2(largest)) if largest else _ONE


def _divided(values: Exact3, sizes: Sequence[Fraction]) -> Exact3:
    a, b, c = (value / size for value, size in zip(values, sizes, strict=True))
    return a, b, c


def _best(oracle: ExactOracle, weights: Exact3) -> Direction | None:
    """The direction that betters a weighted sum the most; None where none does, as an exact basis proves."""
    try:
        optimum = oracle.minimise(weights)
    except (InfeasibleError, UnboundedError):
        first = next(place for place, weight in enumerate(weights) if weight)
        raise contradicted(oracle.programme.objectives[first].name) from None
    if optimum.height >= 0:
        return None
    a, b, c = optimum.values
    width = len(oracle.programme.columns)
    return Direction(moves=(a, b, c), columns=tuple(optimum.basis.value(place) for place in range(width)))


@dataclass(frozen=True, kw_only=True)
class _Polygon:
    """What is left of the triangle of weights; it may be a segment, a point, or nothing."""

    corners: tuple[Exact3, ...]
    sides: tuple[Direction, ...]
    """From each corner to the next."""

    def cut(self, better: Direction, moves: Exact3) -> _Polygon:
        """Without the weights whose sum a direction betters; `moves` are its own in the units of the weights."""
        heights = [dot(corner, moves) for corner in self.corners]
        kept: list[tuple[Exact3, Direction]] = []
        for place, (corner, side, height) in enumerate(zip(self.corners, self.sides, heights, strict=True)):
            there, then = self.corners[place + 1 - len(heights)], heights[place + 1 - len(heights)]
            if height > 0 or (height == 0 and then >= 0):
                kept.append((corner, side))
            elif height == 0:
                kept.append((corner, better))
            if min(height, then) < 0 < max(height, then):
                kept.append((_between(corner, height, there, then), better if height > 0 else side))
        # A segment has two sides, and is cut in the same place on both.
        new = [pair for place, pair in enumerate(kept) if len(kept) < 2 or pair[0] != kept[place + 1 - len(kept)][0]]
        return _Polygon(corners=tuple(corner for corner, _ in new), sides=tuple(side for _, side in new))


def _between(here: Exact3, low: Fraction, there: Exact3, high: Fraction) -> Exact3:
    """Where on the way from one place to another what is `low` here and `high` there is 0."""
    a, b, c = ((high * x - low * y) / (high - low) for x, y in zip(here, there, strict=True))
    return a, b, c


def _unit_sum(weights: Exact3) -> Exact3:
    a, b, c = (weight / sum(weights) for weight in weights)
    return a, b, c


def dot(weights: Exact3, moves: Exact3) -> Fraction:
    """The weighted sum."""
    return sum((w * move for w, move in zip(weights, moves, strict=True)), _ZERO)


def volume(a: Exact3, b: Exact3, c: Exact3) -> Fraction:
    """The determinant of three rows: above 0 where they turn as the axes do.

    Args:
        a: A row.
        b: Another.
        c: And another.
    """
    return dot(a, (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]))


def _without_a_point(corners: Sequence[Exact3], names: Sequence[str], endless: str) -> UnboundedError:
    """Of weights without an inside: nothing is efficient, or what is goes on on both sides of a line.

    Only sums in which every objective counts tell what is efficient; the middle of the corners is one if any is.
    """
    inside = [sum((corner[place] for corner in corners), _ZERO) for place in range(3)]
    if min(inside) > 0:
        first, second, third = map(repr, names)
        return UnboundedError(
            f"the frontier of {first}, {second} and {third} holds a straight line without an end on either side, and "
            "has no extreme point. Bound one of them by a constraint.",
            objective=endless,
        )
    return UnboundedError(
        f"the objective {endless!r} has no bound, and no weighted sum of all three has one: every solution can be "
        "bettered. Bound it by a constraint.",
        objective=endless,
    )
