"""Small mixed-integer programmes drawn by seed, and what is best in them by trying everything, in exact fractions.

Nothing here is shared with the engine. Every choice of the integer columns is tried. What it leaves of the other
columns, at most two, is a polygon; its corners are the solutions of as many equations as there are such columns. The
best of the second objective within a level of the first is read off the lower left hull of the corners' values.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import pulp

F = Fraction
Row = tuple[tuple[int, ...], str, Fraction]
"""Coefficients, "<=", "==" or ">=", right-hand side."""
Values = tuple[Fraction, Fraction]
"""Both objectives of one solution."""
_MOST_CHOICES = 80
_FAR = F(10**7)
"""Where a column without an upper bound is cut off; what moves when that doubles has no bound."""


@dataclass(frozen=True, kw_only=True)
class MixedProgramme:
    """Columns from 0 up, both objectives minimised; the first `integers` columns are whole."""

    upper: tuple[int | None, ...]
    """None where nothing but rows limit a column; an integer column always has one."""
    unwritten: frozenset[int]
    """Integer columns whose upper bound follows from a row, and is not written beside it."""
    integers: int
    rows: tuple[Row, ...]
    first: tuple[Fraction, ...]
    second: tuple[Fraction, ...]


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What trying everything finds."""

    hulls: tuple[tuple[Values, ...], ...]
    """A lower left hull for each choice of the integer columns that has a solution."""
    unbounded: frozenset[str]
    """The objectives, "u" and "v", that have no bound."""

    def best_second(self, level: Fraction) -> Fraction | None:
        """The least second objective with the first at most `level`; None without a solution."""
        return min((v for hull in self.hulls if (v := _at(hull, level)) is not None), default=None)

    def jumps(self) -> list[Fraction]:
        """Values of the first objective at which another choice of the integer columns becomes possible, and better."""
        starts = sorted({hull[0] for hull in self.hulls})
        return [u for u, v in starts if self.best_second(u) == v]


def draw(seed: int) -> MixedProgramme:
    """A programme of one to four integer columns and up to two others, of one of two kinds in turn."""
    return _draw_packed(seed) if seed % 2 else _draw_varied(seed)


def _draw_packed(seed: int) -> MixedProgramme:
    """A few ceilings share everything, and nothing else limits the columns that need not be whole."""
    dice = random.Random(f"packed {seed}")
    whole = _draw_whole(dice)
    count = len(whole) + dice.randint(1, 2)
    ceilings = [tuple(dice.randint(0, 8) for _ in range(count)) for _ in range(dice.randint(2, 3))]
    others = tuple(int(i >= len(whole)) for i in range(count))
    rows = [*((row, "<=", F(dice.randint(10, 25))) for row in ceilings), (others, "<=", F(9))]
    return MixedProgramme(
        upper=(*whole, *(None for _ in range(count - len(whole)))),
        unwritten=frozenset(),
        integers=len(whole),
        rows=tuple(rows),
        first=tuple(F(dice.randint(-9, 1)) for _ in range(count)),
        second=tuple(F(dice.randint(-9, 1)) for _ in range(count)),
    )


def _draw_varied(seed: int) -> MixedProgramme:
    """A quarter has a big M, a fifth an equality, a fifth a floor; some have no solution, some no bound."""
    dice = random.Random(f"varied {seed}")
    whole = _draw_whole(dice)
    upper = (*whole, *(dice.choice([None, dice.randint(2, 9)]) for _ in range(dice.choice([0, 1, 2, 2]))))
    sizes = [9 if most is None else most for most in upper]
    rows = [_ceiling(dice, sizes) for _ in range(dice.randint(1, 3))]
    big = dice.random() < 0.25
    for j in range(len(whole), len(upper)):
        if dice.random() < 0.6:
            switch = dice.randrange(len(whole))
            factor = dice.choice([100, 1000]) if big else dice.randint(1, 6)
            rows.append((tuple(int(i == j) - factor * (i == switch) for i in range(len(upper))), "<=", F(0)))
    if dice.random() < 0.2:
        row = tuple(dice.randint(-3, 6) for _ in upper)
        reached = sum(c * dice.randint(0, size) for c, size in zip(row, sizes, strict=True))
        rows.append((row, "==", F(reached + (dice.random() < 0.15))))
    if dice.random() < 0.2:
        row = tuple(dice.randint(0, 6) for _ in upper)
        rows.append((row, ">=", F(sum(c * size for c, size in zip(row, sizes, strict=True)) * dice.randint(1, 9), 10)))
    unwritten = frozenset({dice.randrange(len(whole))} if dice.random() < 0.15 else ())
    for j in unwritten:
        rows.append((tuple(int(i == j) for i in range(len(upper))), "<=", F(whole[j])))
    unit = dice.choice([1, 1, 1, 3, 7])
    return MixedProgramme(
        upper=upper,
        unwritten=unwritten,
        integers=len(whole),
        rows=tuple(rows),
        first=tuple(F(dice.randint(-9, 3), unit) for _ in upper),
        second=tuple(F(dice.randint(-9, 3)) for _ in upper),
    )


def _draw_whole(dice: random.Random) -> list[int]:
    """Upper bounds of integer columns."""
    whole = [dice.choice([1, 1, 2, 3, 4])]
    for _ in range(dice.randint(0, 3)):
        highest = dice.choice([1, 1, 2, 3, 4])
        if math.prod(most + 1 for most in (*whole, highest)) <= _MOST_CHOICES:
            whole.append(highest)
    return whole


def _ceiling(dice: random.Random, sizes: Sequence[int]) -> Row:
    row = tuple(dice.randint(-2, 9) if dice.random() < 0.8 else 0 for _ in sizes)
    tenths = sum(max(c, 0) * size for c, size in zip(row, sizes, strict=True)) * dice.randint(2, 9)
    return row, "<=", F(tenths, 10) if dice.random() < 0.5 else F(tenths // 10)


def as_problem(programme: MixedProgramme) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """The same as an analyst would write it in PuLP, and its objectives "u" and "v"."""
    problem = pulp.LpProblem("random")
    x = [
        problem.add_variable(
            f"x{i}",
            0,
            None if i in programme.unwritten else most,
            cat=pulp.LpInteger if i < programme.integers else pulp.LpContinuous,
        )
        for i, most in enumerate(programme.upper)
    ]
    for row, sense, bound in programme.rows:
        expression = pulp.lpSum(c * column for c, column in zip(row, x, strict=True))
        if sense == "==":
            problem += expression == float(bound)
        else:
            problem += expression <= float(bound) if sense == "<=" else expression >= float(bound)
    objectives = {
        name: pulp.lpSum(float(c) * column for c, column in zip(costs, x, strict=True))
        for name, costs in (("u", programme.first), ("v", programme.second))
    }
    return problem, objectives


def try_everything(programme: MixedProgramme) -> Truth:
    """The hulls of all choices, and which objectives have no bound."""
    hulls = tuple(_hulls(programme, _FAR))
    if None not in programme.upper or not hulls:
        return Truth(hulls=hulls, unbounded=frozenset())
    farther = tuple(_hulls(programme, 2 * _FAR))
    ends = [(min(hull[0][0] for hull in part), min(hull[-1][1] for hull in part)) for part in (hulls, farther)]
    moved = [name for name, near, far in zip("uv", *ends, strict=True) if near != far]
    return Truth(hulls=hulls, unbounded=frozenset(moved))


def _hulls(programme: MixedProgramme, far: Fraction) -> Iterator[tuple[Values, ...]]:
    n = programme.integers
    for choice in product(*(range((most or 0) + 1) for most in programme.upper[:n])):
        u, v = (_times(costs[:n], choice) for costs in (programme.first, programme.second))
        corners = [
            (u + _times(programme.first[n:], rest), v + _times(programme.second[n:], rest))
            for rest in _corners(programme, choice, far)
        ]
        if corners:
            yield _lower_left(corners)


def _corners(programme: MixedProgramme, choice: Sequence[int], far: Fraction) -> list[tuple[Fraction, ...]]:
    """The corners of what a choice leaves of the other columns; one of no coordinates where there are no others."""
    n = programme.integers
    free = len(programme.upper) - n
    rest: list[tuple[tuple[int, ...], Fraction]] = []
    for row, sense, bound in programme.rows:
        left = bound - _times(row[:n], choice)
        rest += [(row[n:], left)] if sense != ">=" else []
        rest += [(tuple(-c for c in row[n:]), -left)] if sense != "<=" else []
    for j in range(free):
        unit = tuple(int(i == j) for i in range(free))
        most = programme.upper[n + j]
        rest += [(unit, far if most is None else F(most)), (tuple(-c for c in unit), F(0))]
    if any(bound < 0 for row, bound in rest if not any(row)):
        return []
    rest = [(row, bound) for row, bound in rest if any(row)]
    found: set[tuple[Fraction, ...]] = {()} if not free else set()
    if free == 1:
        found = {(bound / row[0],) for row, bound in rest}
    elif free == 2:
        for ((a, b), e), ((c, d), f) in combinations(rest, 2):
            if determinant := a * d - b * c:
                found.add(((e * d - b * f) / determinant, (a * f - e * c) / determinant))
    return [corner for corner in found if all(_times(row, corner) <= bound for row, bound in rest)]


def _times(coefficients: Sequence[int | Fraction], x: Sequence[int | Fraction]) -> Fraction:
    return F(sum(c * value for c, value in zip(coefficients, x, strict=True)))


def _lower_left(points: Sequence[Values]) -> tuple[Values, ...]:
    """The corners of the lower left hull, from best u to best v."""
    hull: list[Values] = []
    for u, v in sorted(points):
        if hull and v >= hull[-1][1]:
            continue
        while len(hull) > 1 and _turns_up(hull[-2], hull[-1], (u, v)):
            hull.pop()
        hull.append((u, v))
    return tuple(hull)


def _turns_up(p: Values, q: Values, r: Values) -> bool:
    return (q[0] - p[0]) * (r[1] - p[1]) <= (r[0] - p[0]) * (q[1] - p[1])


def _at(hull: Sequence[Values], level: Fraction) -> Fraction | None:
    position = bisect_right([u for u, _ in hull], level) - 1
    if position < 0:
        return None
    (u, v) = hull[position]
    if position + 1 == len(hull):
        return v
    next_u, next_v = hull[position + 1]
    return v + (next_v - v) * (level - u) / (next_u - u)
