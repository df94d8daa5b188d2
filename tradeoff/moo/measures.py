"""Says numbers of a frontier as a whole: ideal, payoff table, nadir, knee, hypervolume, spacing.

All are worked out from points, a row each, in which every objective is minimised; nothing is solved.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from numbers import Real

import numpy as np

from tradeoff.moo.lp.model import Floats

_FLAT = 1e-9
"""Share of the ranges by which the farthest point may lie off the straight line and still be on it."""
_BEYOND = 1e-9
"""Share of a level by which it may pass the best, through rounding alone."""
_StepEnds = tuple[float, float, float, float]
"""A stretch over whole numbers: the first objective from, to; the second there and there."""


@dataclass(frozen=True, kw_only=True)
class Nadir:
    """The worst that efficient solutions have of each objective, or what is known of it."""

    values: Mapping[str, float] = field(hash=False)
    is_exact: bool
    """Whether it is the nadir itself; else the nadir is as bad as this or worse."""


@dataclass(frozen=True, kw_only=True)
class Knee:
    """The point farthest from the line or plane between what is best in one objective and worst in the others."""

    position: int
    """Among the extreme points."""
    distance: float
    """From the line or plane, where each range is 1."""


def signs_of(senses: Sequence[str]) -> Floats:
    """1 for an objective that is minimised, -1 for one that is maximised."""
    return np.array([1.0 if sense == "min" else -1.0 for sense in senses])


def as_rows(points: Sequence[Sequence[float]]) -> Floats:
    """Points as an array."""
    return np.array(points, dtype=float).reshape(len(points), -1)


def read_number(value: object, what: str) -> float:
    """A finite number; true and false are none.

    Raises ValueError for anything else.
    """
    if not isinstance(value, Real) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{what} is {value!r:.40}, which is no finite number")
    return float(value)


def read_reference(reference: object, objectives: Sequence[str], senses: Sequence[str]) -> Floats:
    """What counts as bad of each objective, minimised.

    Args:
        reference: A value for every objective, in its unit and sense.
        objectives: Their names.
        senses: "max" or "min" for each.

    Raises:
        ValueError: It names other objectives, or a value is no finite number.
    """
    if not isinstance(reference, Mapping) or set(reference) != set(objectives):
        given = ", ".join(map(str, reference)) if isinstance(reference, Mapping) else repr(reference)
        wanted = ", ".join(objectives)
        raise ValueError(f"a reference names {wanted}, each with a value as bad as counts; got {given or 'nothing'}")
    return signs_of(senses) * [read_number(reference[name], f"the reference of {name!r}") for name in objectives]


def require_worst(points: Floats, worst: Floats, objectives: Sequence[str], senses: Sequence[str]) -> None:
    """Refuse a corner that is better than a point in some objective: what lies beyond it would not count.

    Args:
        points: Minimised, a row each.
        worst: The corner, minimised.
        objectives: Their names.
        senses: "max" or "min" for each.

    Raises:
        ValueError: It is better; the objective is named, and the worst there is of it.
    """
    for name, most, bad, sign in zip(objectives, worst, nadir(points), signs_of(senses), strict=True):
        if most < bad:
            value = sign * bad + 0.0
            raise ValueError(f"the reference of {name!r} is better than a point with {value:,.12g}; give that or worse")


def require_no_rays(rays: Sequence[object], what: str) -> None:
    """Refuse what a frontier with a ray does not have, since it has no end there.

    Raises ValueError, with the mend.
    """
    if rays:
        raise ValueError(
            f"{what} cannot be had of a frontier with a ray, which has no end. Bound the objective that betters "
            "without end by a constraint and trace it again"
        )


def is_beyond(level: float, best: float, sign: float) -> bool:
    """Whether a level is better than the best there is, rounding aside.

    Args:
        level: In an objective's unit.
        best: The best there is.
        sign: 1 where less is better, -1 where more is.
    """
    return sign * (best - level) > _BEYOND * (1 + abs(best))


def between(ends: tuple[float, float], level: float) -> float:
    """How far a level lies from the first of two values to the second, as a share; 0 where it does not."""
    share = (level - ends[0]) / (ends[1] - ends[0]) if ends[0] != ends[1] else 0.0
    return share if 0 < share < 1 else 0.0


def ideal(points: Floats) -> Floats:
    """The best of each objective by itself."""
    best: Floats = points.min(axis=0)
    return best


def nadir(points: Floats) -> Floats:
    """The worst of each objective over the points."""
    worst: Floats = points.max(axis=0)
    return worst


def payoff(points: Floats) -> list[int]:
    """For each objective which point is best in it, then in the others in their order."""
    count = points.shape[1]
    orders = [[first, *(other for other in range(count) if other != first)] for first in range(count)]
    return [min(range(len(points)), key=lambda i: tuple(points[i, order])) for order in orders]


def knee(points: Floats) -> Knee | None:
    """The point farthest from the line or plane between ends, towards the ideal; None where none lies off it.

    Between (0, 1) and (1, 0) in shares it is a line; between (0, 1, 1), (1, 0, 1) and (1, 1, 0) a plane.

    Raises ValueError for four objectives.
    """
    if points.shape[1] > 3:
        raise ValueError(f"a knee is of two objectives or three; this frontier has {points.shape[1]}")
    moving = points[:, np.ptp(points, axis=0) > 0]
    count = moving.shape[1]
    if len(points) < 3 or count < 2:
        return None
    shares = (moving - moving.min(axis=0)) / np.ptp(moving, axis=0)
    # On the line or plane all shares add up to one less than there are.
    distances = (count - 1 - shares.sum(axis=1)) / np.sqrt(count)
    position = int(np.argmax(distances))
    if distances[position] <= _FLAT:
        return None
    return Knee(position=position, distance=float(distances[position]))


def spacing(points: Floats) -> float:
    """The standard deviation of the distance to the nearest point (Schott 1995); 0 for fewer than three points.

    Objectives are shares of their ranges, and distances sums of differences.
    """
    if len(points) < 3:
        return 0.0
    ranges = np.ptp(points, axis=0)
    shares = points / np.where(ranges > 0, ranges, 1.0)
    apart = np.abs(shares[:, None, :] - shares[None, :, :]).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(np.std(apart.min(axis=1), ddof=1))


def dominated(points: Floats, worst: Floats) -> float:
    """The size of what points and their mixtures dominate, up to a corner that is no better than any of them.

    Whatever a mixture of points dominates up to the corner is a mixture of the points, each with some of its
    objectives as bad as the corner's: so it is the size of the hull of these.
    """
    count = points.shape[1]
    masks = [[bool(choice >> k & 1) for k in range(count)] for choice in range(2**count)]
    corners = np.concatenate([np.where(mask, worst, points) for mask in masks])
    if not np.ptp(corners, axis=0).all():
        return 0.0
    from scipy.spatial import ConvexHull

    # Of much longer than wide shapes a hull loses digits: each objective counts from 0 to 1 meanwhile.
    size = np.ptp(corners, axis=0)
    return float(ConvexHull((corners - corners.min(axis=0)) / size).volume * np.prod(size))


def by_points(points: Floats, worst: Floats) -> float:
    """The size of what points of three objectives dominate up to a corner, nothing being attainable between them.

    Slice by slice of the third: what the points that reach a slice dominate of the first two is an area of steps.
    """
    total = 0.0
    ordered = points[np.argsort(points[:, 2], kind="stable")]
    for count, until in enumerate([*ordered[1:, 2], worst[2]], start=1):
        area, least = 0.0, worst[1]
        for u, v in sorted(map(tuple, ordered[:count, :2].tolist())):
            if v < least:
                area, least = area + (worst[0] - u) * (least - v), v
        total += area * (until - ordered[count - 1, 2])
    return float(total)


def under_steps(points: Floats, steps: Sequence[_StepEnds], worst: Floats) -> float:
    """The size of what points and straight segments dominate up to a corner, nothing being attainable between them.

    Args:
        points: Of two objectives.
        steps: The stretches that are known; a segment may begin or end where no point is, but is only come near to.
        worst: The corner.
    """
    slopes = [step for step in steps if step[2] != step[3]]
    reached = [
        *map(tuple, points.tolist()),
        *((u, v) for a, b, at_a, at_b in slopes for u, v in ((a, at_a), (b, at_b))),
    ]
    us = sorted({u for u, _ in reached} | {float(worst[0])})
    total, least = 0.0, float(worst[1])
    for u, until in pairwise(us):
        least = min([least, *(v for at, v in reached if at == u)])
        ends = [(least, least)]
        for a, b, at_a, at_b in slopes:
            if a <= u and until <= b:
                ends.append(tuple(at_a + (at - a) / (b - a) * (at_b - at_a) for at in (u, until)))  # type: ignore[arg-type]
        lowest = min(ends, key=sum)
        total += (until - u) * (worst[1] - sum(lowest) / 2)
    return float(total)
