"""Holds what a saved frontier says is best against the problem that it is said to be of: ends and weighted sums.

    linear  the best of the objectives in turn, in every order, is had by a point
            the least of the weighted sum along every edge, triangle and ray is had by its points, but for the gap
            of a line to a gap a point has the least at its weights, and nothing lies beyond its outer bound
    whole   the best of either of two objectives at the best of the other is that of an end
            the least sum of all, in shares of their ranges, is had by a point or a segment, but for the gap

In words: over a linear programme nothing lies beyond what is drawn but what the gap leaves, so that a problem whose
frontier is another does not pass, be it a roomier one or a narrower. Over whole numbers that would take as long as the
search did; a roomier one may pass whose new points lie under a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations

import numpy as np

from tradeoff.moo.at_level import Levels
from tradeoff.moo.keep.load import Kept
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.measures import signs_of
from tradeoff.moo.pieces import Kind, Shape
from tradeoff.moo.whole_levels import WholeLevels

SAME = 1e-6
"""Share of a value by which file and problem may differ: what tolerances of solvers add up to."""


def require_linear(kept: Kept, levels: Levels) -> None:
    """That ends and weighted sums of a linear programme are those of the file.

    Args:
        kept: What was read.
        levels: The problem.

    Raises:
        ValueError: They are others.
        SolverError: The solver gave up.
    """
    model, names, rays = levels.model, kept.parts["objectives"], kept.parts["rays"]
    values = _minimised(kept)
    room = SAME * (1 + np.abs(values).max(axis=0))
    costs = [model.cost(name) for name in names]
    for order in permutations(range(len(names))) if not rays else ():
        x = levels.least([costs[place] for place in order])
        able = np.arange(len(values))
        for place in order:
            column = values[able, place]
            told = float(column.min())
            able = able[column <= told + room[place]]
            found = model.value(names[place], x)
            words = " at ".join(f"the best of {names[one]!r}" for one in order[: order.index(place) + 1][::-1])
            require_same(words, found, float(signs_of(kept.parts["senses"])[place] * told))
    for words, normal, least, gap in _sums(kept, values):
        x = levels.least([np.array(normal) @ np.array(costs)])
        signs = signs_of(kept.parts["senses"])
        found = float(sum(w * s * model.value(name, x) for w, s, name in zip(normal, signs, names, strict=True)))
        if found < least - gap * float(normal @ np.ptp(values, axis=0)) - float(normal @ room):
            raise ValueError(f"the problem given has solutions beyond {words} of the file; give the one traced")


def _sums(kept: Kept, values: Floats) -> Iterator[tuple[str, Floats, float, float]]:
    """Where each weighted sum is had, its weights, what it is there, and the share of the ranges that may better it."""
    parts = kept.parts
    points, certificate, rays = parts["extreme_points"], parts["certificate"], parts["rays"]
    is_exact = certificate.kind is Kind.EXACT
    if parts["shape"] is Shape.LINE and not rays and not is_exact:
        # Of a line to a gap it is known which weights make each point the best.
        ranges = np.ptp(values, axis=0)
        for place, (a, b) in enumerate(pairwise(points)):
            for at, weight in ((place, a.weight_to), (place + 1, b.weight_from)):
                normal = np.array([1 - weight, weight]) / ranges
                normal /= normal.sum()
                yield f"point {at}", normal, float(values[at] @ normal), 0.0
        outer = np.array(certificate.outer).reshape(-1, 2) * signs_of(parts["senses"])
        for place, (a, b) in enumerate(pairwise(outer)):
            normal = np.maximum([a[1] - b[1], b[0] - a[0]], 0.0)
            if normal.any():
                normal /= normal.sum()
                yield f"certificate.outer[{place}]", normal, float(min(a @ normal, b @ normal)), 0.0
        return
    seen = set()
    for place, edge in enumerate(parts["edges"]):
        if edge.normal and not edge.rays and edge.normal not in seen:
            seen.add(edge.normal)
            normal = np.array(edge.normal)
            yield f"edge {place}", normal, float((values @ normal).min()), 0.0 if is_exact else certificate.max_gap
    if rays and len(parts["objectives"]) == 2:
        # Between the rays and edges on both sides of it an end is the best; on a ray itself floats see no bound.
        upright = [np.array(edge.normal) for edge in parts["edges"]]
        for ray in rays:
            along = np.array([ray.rate, 1.0]) / (1 + ray.rate)
            upright.insert(0 if ray.point == 0 and _betters_first(kept, ray.direction) else len(upright), along)
        for place, (one, other) in enumerate(pairwise(upright)):
            normal = (one + other) / 2
            yield f"the points beside edge {place}", normal, float((values @ normal).min()), 0.0


def _betters_first(kept: Kept, direction: tuple[float, float]) -> bool:
    return bool(signs_of(kept.parts["senses"])[0] * direction[0] < 0)


def require_whole(kept: Kept, levels: WholeLevels) -> None:
    """That the ends over whole numbers, and the sum of all objectives in shares, are those of the file.

    Args:
        kept: What was read.
        levels: The problem.

    Raises:
        ValueError: They are others.
        SolverError: The solver gave up, or its answers do not agree.
    """
    model, names, certificate = levels.model, kept.parts["objectives"], kept.parts["certificate"]
    values, signs = _minimised(kept), signs_of(kept.parts["senses"])
    ranges = np.ptp(values, axis=0)
    if len(names) == 2 and certificate.kind is Kind.EXACT:
        for (name, best), end, at in ((names[::-1], 0, 1), (names, -1, 0)):
            x = np.array([kept.solutions[end].values[column] for column in model.columns])
            told = float(signs[at] * values[end, at])
            require_same(f"the best of {name!r} at the best of {best!r}", levels.second(name, best, x), told)
    if not ranges.all():
        return
    weights = 1 / ranges
    reached = [*values, *((signs * (step.end, step.best_at_end)) for step in kept.parts["stretches"] if step.mixture)]
    told = min(float(row @ weights) for row in reached)
    x = levels.least(weights @ np.array([model.cost(name) for name in names]))
    found = float(sum(w * s * model.value(name, x) for w, s, name in zip(weights, signs, names, strict=True)))
    room = SAME * float(weights @ (1 + np.abs(values).max(axis=0)))
    if found < told - certificate.max_gap * len(names) - room:
        raise ValueError("the problem given has solutions beyond the points of the file; give the one traced")


def _minimised(kept: Kept) -> Floats:
    """The points, a row each, less being better."""
    rows: Floats = np.array([point.values for point in kept.parts["extreme_points"]]) * signs_of(kept.parts["senses"])
    return rows


def require_same(what: str, in_problem: float, in_file: float, room: float = 0.0) -> None:
    """That both have one value, but for rounding and the room that a gap leaves.

    Args:
        what: What has it.
        in_problem: The one.
        in_file: The other.
        room: By how much they may differ besides.

    Raises:
        ValueError: They have not.
    """
    if abs(in_problem - in_file) > room + SAME * (1 + abs(in_file)):
        raise ValueError(
            f"{what} is {in_file:,.10g} in the file and {in_problem:,.10g} in the problem given; give the one traced"
        )
