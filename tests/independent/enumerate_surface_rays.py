"""From a small programme of three objectives without bounds to its surface, by brute force in fractions.

Every choice of as many limits as there are variables is solved for a vertex, every choice of one fewer for a direction
(`enumerate_rays.py`). Their images and the three directions in which an objective gets worse generate the cone

    { (t, y) :  y = t (mixture of images) + directions,  t >= 0 }

in four dimensions. Its facets are the planes through three generators that have all others on one side; what is a
corner, an edge or a ray is told by how many facets meet there. All objectives are minimised. Shares no code with
`tradeoff`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from tests.independent.enumerate_rays import Programme, _directions, _own_limits, _vertices

Three = tuple[Fraction, Fraction, Fraction]
Four = tuple[Fraction, ...]
Ray = tuple[Three, Three]
"""The point it begins at, and its direction, so much of it that the first objective which betters goes by 1."""


class Facet(NamedTuple):
    """All corners and rays of an efficient facet."""

    points: frozenset[Three]
    rays: frozenset[Ray]


class Answer(NamedTuple):
    """`infeasible`, `empty`, `line`, or `frontier` with all of it."""

    status: str
    points: frozenset[Three] = frozenset()
    rays: frozenset[Ray] = frozenset()
    facets: dict[Three, Facet] = {}  # noqa: RUF012 - never written
    """By the unit-sum weights of each."""
    edges: frozenset[frozenset[Three]] = frozenset()
    """The efficient ones between points that border no efficient facet."""


def draw(seed: int) -> Programme:
    """Two to five variables, a few rows of small whole numbers, one cost or more below 0."""
    rng = random.Random(seed)
    count = rng.choice((2, 3, 3, 4, 4, 5))
    lower = [rng.choice((0, 0, 0, 0, -2, None)) for _ in range(count)]
    rows = [([rng.randint(-1, 5) for _ in range(count)], rng.randint(-3, 9)) for _ in range(rng.randint(2, 5))]
    costs = [[rng.randint(1, 6) for _ in range(count)] for _ in range(3)]
    for which in rng.choices((0, 1, 2), k=rng.choice((1, 1, 2, 2, 3, 4))):
        costs[which][rng.randrange(count)] = rng.choice((-1, -1, -2))
    if seed % 12 == 0:
        costs[2] = list(costs[0])
    if seed % 25 == 0:
        costs[1] = [-2 * cost for cost in costs[0]]
    return Programme(lower, rows, costs)


def answer(programme: Programme) -> Answer:
    """The true surface."""
    limits, count = [*_own_limits(programme.lower), *programme.rows], len(programme.lower)
    corners = {_image(programme, x) for x in _vertices(limits, count)}
    if not corners:
        return Answer("infeasible")
    ways = {_scaled(_image(programme, d)) for d in _directions(limits, count)} - {(Fraction(0),) * 3}
    ways |= {_three(int(i == j) for i in range(3)) for j in range(3)}
    generators: list[Four] = [*((Fraction(1), *p) for p in corners), *((Fraction(0), *d) for d in ways)]
    planes = _planes(generators)
    # Of all weights with a bounded sum some from the middle: none of them may be 0.
    middle = [sum((plane[1 + i] / sum(plane[1:]) for plane in planes), Fraction(0)) for i in range(3)]
    if min(middle) <= 0:
        return Answer("empty")
    if _rank([plane[1:] for plane in planes]) < 3:
        return Answer("line")
    through = {g: {plane for plane in planes if _dot(plane, g) == 0} for g in generators}
    points = {_three(g[1:]): through[g] for g in generators if g[0] and _rank(through[g]) == 3}
    at_infinity = {(Fraction(1), *[Fraction(0)] * 3)}
    ends = {_three(g[1:]): through[g] for g in generators if not g[0] and _rank(through[g] | at_infinity) == 3}
    rays, loose = set(), set()
    for p, beside in points.items():
        for d, along in ends.items():
            if min(d) < 0 and _rank(beside & along) == 2:
                rays.add((p, _by_one(d)))
    for (p, beside), (q, other) in combinations(points.items(), 2):
        both = beside & other
        alone = _rank(both) == 2 and not any(min(w[1:]) > 0 for w in both)
        if alone and min(sum(w[1 + i] for w in both) for i in range(3)) > 0:
            loose.add(frozenset((p, q)))
    facets = {}
    for plane in planes:
        weights = _three(w / sum(plane[1:]) for w in plane[1:])
        if min(weights) > 0:
            on = frozenset(p for p, beside in points.items() if plane in beside)
            going = frozenset(d for d, along in ends.items() if plane in along)
            facets[weights] = Facet(on, frozenset(r for r in rays if r[0] in on and r[1] in map(_by_one, going)))
    return Answer("frontier", frozenset(points), frozenset(rays), facets, frozenset(loose))


def _image(programme: Programme, x: Sequence[Fraction]) -> Three:
    return _three(sum((c * v for c, v in zip(cost, x, strict=True)), Fraction(0)) for cost in programme.costs)


def _three(values) -> Three:  # type: ignore[no-untyped-def]
    a, b, c = values
    return Fraction(a), Fraction(b), Fraction(c)


def _scaled(way: Three) -> Three:
    size = max(map(abs, way)) or 1
    return _three(value / size for value in way)


def _by_one(way: Three) -> Three:
    unit = next(-value for value in way if value < 0)
    return _three(value / unit for value in way)


def _dot(plane: Four, generator: Four) -> Fraction:
    return sum((a * b for a, b in zip(plane, generator, strict=True)), Fraction(0))


def _planes(generators: Sequence[Four]) -> set[Four]:
    """The facets of the cone that generators span, each as what is at least 0 on it; not the one at infinity."""
    found = set()
    whole = [_whole(g) for g in generators]
    for chosen in combinations(whole, 3):
        plane = _normal(chosen)
        if not any(plane[1:]):
            continue
        sides = [sum(a * b for a, b in zip(plane, g, strict=True)) for g in whole]
        if min(sides) >= 0 or max(sides) <= 0:
            size = sum(map(abs, plane[1:])) * (1 if max(sides) > 0 else -1)
            found.add(tuple(Fraction(value, size) for value in plane))
    return found


def _whole(values: Four) -> list[int]:
    """As much of a vector as makes whole numbers of it."""
    low = math.lcm(*(value.denominator for value in values))
    return [int(value * low) for value in values]


def _normal(chosen: Sequence[Sequence[int]]) -> list[int]:
    """What is 0 on three vectors of four numbers: signed minors."""
    p, q, r = chosen
    return [(-1) ** k * _minor(p, q, r, [i for i in range(4) if i != k]) for k in range(4)]


def _minor(p: Sequence[int], q: Sequence[int], r: Sequence[int], columns: Sequence[int]) -> int:
    a, b, c = columns
    one, two, three = q[b] * r[c] - q[c] * r[b], q[a] * r[c] - q[c] * r[a], q[a] * r[b] - q[b] * r[a]
    return p[a] * one - p[b] * two + p[c] * three


def _rank(rows) -> int:  # type: ignore[no-untyped-def]
    table = [list(row) for row in rows]
    rank = 0
    for column in range(len(table[0]) if table else 0):
        pivot = next((i for i in range(rank, len(table)) if table[i][column]), None)
        if pivot is None:
            continue
        table[rank], table[pivot] = table[pivot], table[rank]
        for i in range(rank + 1, len(table)):
            share = table[i][column] / table[rank][column]
            table[i] = [v - share * w for v, w in zip(table[i], table[rank], strict=True)]
        rank += 1
    return rank
