"""From a small programme without bounds to its frontier: vertices and extreme directions by brute force, in fractions.

Every choice of as many limits as there are variables is solved for a vertex, every choice of one fewer for a direction;
both objectives are minimised here. Shares no code with `tradeoff`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import pulp

Pair = tuple[Fraction, Fraction]
Limit = tuple[list[int], int]
"""Coefficients, and what their sum is at least."""


class Programme(NamedTuple):
    """Variables at least at `lower` (None: at most at 0), rows of at-least limits, a row of costs an objective."""

    lower: list[int | None]
    rows: list[Limit]
    costs: list[list[int]]


class Answer(NamedTuple):
    """`infeasible`, `empty`, `line`, or `frontier` with points from the best first objective and the rates of rays."""

    status: str
    points: list[Pair]
    start: Fraction | None
    """What the second objective loses for each unit of the first, without end; None where the first has a bound."""
    end: Fraction | None
    """What the second objective gains for each unit of the first given up, without end; None likewise."""


def as_problem(
    programme: Programme, senses: Sequence[int]
) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]:
    """The programme as PuLP has it, its objectives f, g (and h), and their senses: 1 for min, -1 for max."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", low, None if low is not None else 0) for j, low in enumerate(programme.lower)]
    for terms, bound in programme.rows:
        problem += pulp.lpSum(a * v for a, v in zip(terms, x, strict=True)) >= bound
    aims = {
        name: pulp.lpSum(sign * c * v for c, v in zip(cost, x, strict=True))
        for name, sign, cost in zip("fgh"[: len(senses)], senses, programme.costs, strict=True)
    }
    return problem, aims, {name: "min" if sign > 0 else "max" for name, sign in zip(aims, senses, strict=True)}


def draw(seed: int) -> Programme:
    """Two to four variables, a few rows of small whole numbers."""
    rng = random.Random(seed)
    count = rng.choice((2, 3, 4))
    lower = [rng.choice((0, 0, 0, -2, None)) for _ in range(count)]
    rows = [([rng.randint(-1, 5) for _ in range(count)], rng.randint(-3, 9)) for _ in range(rng.randint(2, 4))]
    costs = [[rng.randint(1, 6) for _ in range(count)] for _ in range(2)]
    for which in rng.sample((0, 1), rng.choice((0, 1, 1, 2, 2))):
        costs[which][rng.randrange(count)] = -1
    if seed % 10 == 0:
        # One cost, twice over, along which nothing is the least but a whole line.
        costs[1] = [-2 * cost if place else cost for place, cost in enumerate(costs[0])]
    return Programme(lower, rows, costs)


def answer(programme: Programme) -> Answer:
    """The true frontier."""
    limits = [*_own_limits(programme.lower), *programme.rows]
    corners = {_image(programme, x) for x in _vertices(limits, len(programme.lower))}
    if not corners:
        return Answer("infeasible", [], None, None)
    ways = [_image(programme, d) for d in _directions(limits, len(programme.lower))]
    # Weights (w, 1 - w) for which no way betters the sum: w d0 + (1 - w) d1 >= 0.
    low, high = Fraction(0), Fraction(1)
    for first, second in ways:
        slope = first - second
        if slope > 0:
            low = max(low, -second / slope)
        elif slope < 0:
            high = min(high, -second / slope)
        elif second < 0:
            return Answer("empty", [], None, None)
    if low > high or (low == high and low in (0, 1)):
        return Answer("empty", [], None, None)
    if low == high:
        return Answer("line", [], None, None)
    points = _least(sorted(corners), low, high)
    start = None if high == 1 else high / (1 - high)
    return Answer("frontier", points, start, None if low == 0 else low / (1 - low))


def _least(corners: Sequence[Pair], low: Fraction, high: Fraction) -> list[Pair]:
    """The corners that alone are the least for some weight strictly between, from the greatest weight of the first."""
    turns = {low, high}
    for a, b in combinations(corners, 2):
        run, rise = b[0] - a[0], a[1] - b[1]
        if run + rise and low < rise / (run + rise) < high:
            turns.add(rise / (run + rise))
    found: list[Pair] = []
    for before, after in zip(sorted(turns)[:-1], sorted(turns)[1:], strict=True):
        w = (before + after) / 2
        best = min(corners, key=lambda p: w * p[0] + (1 - w) * p[1])
        if best not in found:
            found.insert(0, best)
    return found


def _own_limits(lower: Sequence[int | None]) -> list[Limit]:
    unit = [[int(i == j) for i in range(len(lower))] for j in range(len(lower))]
    return [(row, low) if low is not None else ([-v for v in row], 0) for row, low in zip(unit, lower, strict=True)]


def _image(programme: Programme, x: Sequence[Fraction]) -> Pair:
    one, other = (sum((c * v for c, v in zip(cost, x, strict=True)), Fraction(0)) for cost in programme.costs)
    return one, other


def _keeps(limits: Sequence[Limit], x: Sequence[Fraction], *, homogeneous: bool) -> bool:
    return all(
        sum(a * v for a, v in zip(terms, x, strict=True)) >= (0 if homogeneous else bound) for terms, bound in limits
    )


def _vertices(limits: Sequence[Limit], count: int) -> list[list[Fraction]]:
    found = []
    for chosen in combinations(limits, count):
        x = _solved([terms for terms, _ in chosen], [bound for _, bound in chosen])
        if x is not None and _keeps(limits, x, homogeneous=False):
            found.append(x)
    return found


def _directions(limits: Sequence[Limit], count: int) -> list[list[Fraction]]:
    """A pointed cone's extreme directions: one fewer limit at 0, and a coordinate at 1 or -1."""
    found = []
    for chosen in combinations(limits, count - 1):
        for place in range(count):
            for size in (1, -1):
                unit = [int(i == place) for i in range(count)]
                d = _solved([*(terms for terms, _ in chosen), unit], [*[0] * (count - 1), size])
                if d is not None and _keeps(limits, d, homogeneous=True):
                    found.append(d)
    return found


def _solved(rows: Sequence[Sequence[int]], right: Sequence[int]) -> list[Fraction] | None:
    """The only solution of as many equations as unknowns; None where there is not just one."""
    table = [[Fraction(v) for v in (*row, b)] for row, b in zip(rows, right, strict=True)]
    for k in range(len(table)):
        pivot = next((i for i in range(k, len(table)) if table[i][k]), None)
        if pivot is None:
            return None
        table[k], table[pivot] = table[pivot], table[k]
        table[k] = [v / table[k][k] for v in table[k]]
        for i in range(len(table)):
            if i != k and table[i][k]:
                table[i] = [v - table[i][k] * w for v, w in zip(table[i], table[k], strict=True)]
    return [row[-1] for row in table]
