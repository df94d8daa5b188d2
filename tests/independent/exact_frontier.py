"""From a random programme to its exact frontier: simplex in whole numbers (Bland's rule), exact segments.

Every table is kept as integers over one common denominator (Edmonds 1967, Bareiss 1968): a pivot on p takes
`(p T[i][j] - T[i][q] T[r][j]) / d` without a remainder, and p becomes the next d. Shares no code with `tradeoff`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from tests.independent.random_programme import Programme

F = Fraction
Point = tuple[Fraction, Fraction]
Weights = tuple[Fraction, Fraction]


class Answer(NamedTuple):
    """What is true of a programme; objectives in their user's senses, best of the first one first."""

    status: str
    """`optimal`, `infeasible` or `unbounded`."""
    unbounded: tuple[str, ...]
    points: list[Point]
    plans: list[list[Fraction]]
    """One of the plans of each point."""


class Unbounded(Exception):
    """There is no least value."""


class Table:
    """`rows z = right, z >= 0` over columns that are shifted, mirrored or split; two cost rows below."""

    def __init__(self, programme: Programme) -> None:
        self._shift = [F(0)] * len(programme.lower)
        self._parts: list[tuple[int, int]] = []
        """Of each column z: the column x it is a part of, and its sign."""
        ceilings: list[tuple[int, Fraction]] = []
        for j, (low, high) in enumerate(zip(programme.lower, programme.upper, strict=True)):
            if low is None and high is None:
                self._parts += [(j, 1), (j, -1)]
                continue
            self._shift[j] = low if low is not None else (high or F(0))
            if low is not None and high is not None:
                ceilings.append((len(self._parts), high - low))
            self._parts.append((j, 1 if low is not None else -1))
        lines = [
            ([F(sign) * row.terms.get(j, F(0)) for j, sign in self._parts], row.sense,
             row.bound - sum((v * self._shift[j] for j, v in row.terms.items()), F(0)))
            for row in programme.rows
        ]  # fmt: skip
        lines += [([F(k == at) for k in range(len(self._parts))], "<=", room) for at, room in ceilings]
        self._fill(lines)
        self.costs = [[F(c) * (-1 if aim.sense == "max" else 1) for c in aim.costs] for aim in programme.aims]
        for cost in self.costs:
            row = [F(sign) * cost[j] for j, sign in self._parts]
            factor = lcm(*(v.denominator for v in row))
            self.table.append([int(v * factor) for v in row] + [0] * (self.width + 1 - len(row)))
            self.factors.append(factor)

    def _fill(self, lines: list[tuple[list[Fraction], str, Fraction]]) -> None:
        count, own = len(lines), len(self._parts)
        self.width = own + 2 * count
        """Columns z, a slack a row, an artificial a row."""
        self.table: list[list[int]] = []
        self.basis: list[int] = []
        self.factors: list[int] = []
        self.denominator = 1
        self.artificial = own + count
        for i, (terms, sense, bound) in enumerate(lines):
            factor = lcm(*(v.denominator for v in terms), bound.denominator) * (-1 if bound < 0 else 1)
            slack = {"<=": 1, ">=": -1, "=": 0}[sense] * (1 if factor > 0 else -1)
            row = [int(v * factor) for v in terms] + [0] * (2 * count) + [int(bound * factor)]
            row[own + i] = slack
            if slack != 1:
                row[own + count + i] = 1
            self.basis.append(own + i if slack == 1 else own + count + i)
            self.table.append(row)

    def pivot(self, r: int, q: int) -> None:
        """Let column q enter in row r."""
        line, d = self.table[r], self.denominator
        if line[q] < 0:
            line = self.table[r] = [-v for v in line]
        p = line[q]
        for i, other in enumerate(self.table):
            if i != r:
                head = other[q]
                if head:
                    self.table[i] = [(p * a - head * b) // d for a, b in zip(other, line, strict=True)]
                elif p != d:
                    self.table[i] = [p * a // d for a in other]
        self.denominator = p
        self.basis[r] = q

    def make_feasible(self) -> bool:
        """Phase one; whether the rows can hold."""
        needed = [i for i, b in enumerate(self.basis) if b >= self.artificial]
        first = [0] * self.artificial + [1] * (self.width - self.artificial) + [0]
        for i in needed:
            first = [a - b for a, b in zip(first, self.table[i], strict=True)]
        self.table.append(first)
        self._descend(lambda: self.table[-1], self.width)
        feasible = self.table.pop()[-1] == 0
        for i in range(len(self.basis) - 1, -1, -1):
            if self.basis[i] >= self.artificial:
                found = next((j for j in range(self.artificial) if self.table[i][j]), None)
                if found is not None:
                    self.pivot(i, found)
                elif feasible:
                    del self.table[i], self.basis[i]
        self.table = [[*row[: self.artificial], row[-1]] for row in self.table]
        return feasible

    def _descend(self, reduced, width: int, barred: frozenset[int] = frozenset()) -> None:  # type: ignore[no-untyped-def]
        while True:
            costs = reduced()
            entering = next((j for j in range(width) if costs[j] < 0 and j not in barred), None)
            if entering is None:
                return
            best = None
            for i, basic in enumerate(self.basis):
                at = self.table[i][entering]
                if at > 0:
                    ratio = (F(self.table[i][-1], at), basic, i)
                    best = ratio if best is None else min(best, ratio)
            if best is None:
                raise Unbounded
            self.pivot(best[2], entering)

    def minimise(self, *stages: Weights) -> list[Fraction]:
        """The plan that minimises weighted sums of the two costs, one after the other; raises Unbounded."""
        barred: set[int] = set()
        for weights in stages:
            p, q = (w / f for w, f in zip(weights, self.factors, strict=True))
            scale = lcm(p.denominator, q.denominator)
            a, b = int(p * scale), int(q * scale)

            def reduced(a: int = a, b: int = b) -> list[int]:
                return [a * u + b * v for u, v in zip(self.table[-2], self.table[-1], strict=True)]

            self._descend(reduced, self.artificial, frozenset(barred))
            barred |= {j for j, d in enumerate(reduced()[:-1]) if d > 0}
        x = list(self._shift)
        for i, basic in enumerate(self.basis):
            if basic < len(self._parts):
                j, sign = self._parts[basic]
                x[j] += F(sign * self.table[i][-1], self.denominator)
        return x

    def point(self, x: list[Fraction]) -> Point:
        """The two costs of a plan, minimised."""
        u, v = (sum((c * a for c, a in zip(cost, x, strict=True)), F(0)) for cost in self.costs)
        return u, v


ONE, ZERO = F(1), F(0)


def solve(programme: Programme) -> Answer:
    """The exact extreme points of the efficient set, or why there are none."""
    bounds = zip(programme.lower, programme.upper, strict=True)
    if any(low is not None and high is not None and low > high for low, high in bounds):
        return Answer("infeasible", (), [], [])
    table = Table(programme)
    if not table.make_feasible():
        return Answer("infeasible", (), [], [])
    without = []
    for aim, weights in zip(programme.aims, ((ONE, ZERO), (ZERO, ONE)), strict=True):
        try:
            table.minimise(weights)
        except Unbounded:
            without.append(aim.name)
    if without:
        return Answer("unbounded", tuple(without), [], [])
    x_a, x_b = table.minimise((ONE, ZERO), (ZERO, ONE)), table.minimise((ZERO, ONE), (ONE, ZERO))
    plans = [x_a] if table.point(x_a) == table.point(x_b) else [x_a, *_between(table, x_a, x_b), x_b]
    points = [_published(programme, table.point(x)) for x in plans]
    return Answer("optimal", (), points, plans)


HAIR = F(1, 10**9)
"""Share of a rate within which a ray's must be the true one."""


def solve_between(programme: Programme, start: Fraction | None, end: Fraction | None) -> Answer | None:
    """The extreme points between two rays, where weighted sums have a bound on this side of each and none beyond.

    `start` and `end` are what the second cost gives for the first along the ray at either end, None where there is none.
    None where the sums say otherwise.
    """
    table = Table(programme)
    table.make_feasible()
    beyond = [rate * (1 + sign * HAIR) for rate, sign in ((start, 1), (end, -1)) if rate is not None]
    if any(_has_bound(table, (rate, ONE)) for rate in beyond):
        return None
    try:
        x_a = table.minimise(*((ONE, ZERO), (ZERO, ONE)) if start is None else ((start * (1 - HAIR), ONE),))
        x_b = table.minimise(*((ZERO, ONE), (ONE, ZERO)) if end is None else ((end * (1 + HAIR), ONE),))
    except Unbounded:
        return None
    plans = [x_a] if table.point(x_a) == table.point(x_b) else [x_a, *_between(table, x_a, x_b), x_b]
    return Answer("optimal", (), [_published(programme, table.point(x)) for x in plans], plans)


def _has_bound(table: Table, weights: Weights) -> bool:
    try:
        table.minimise(weights)
    except Unbounded:
        return False
    return True


def _between(table: Table, x_a: list[Fraction], x_b: list[Fraction]) -> list[list[Fraction]]:
    """The plans of the extreme points beyond the segment of two others."""
    (u_a, v_a), (u_b, v_b) = table.point(x_a), table.point(x_b)
    p, q = v_a - v_b, u_b - u_a
    x = table.minimise((p, q), (ONE, ZERO))
    u, v = table.point(x)
    if p * u + q * v == p * u_a + q * v_a:
        return []
    return [*_between(table, x_a, x), x, *_between(table, x, x_b)]


def _published(programme: Programme, point: Point) -> Point:
    x, y = (
        (-value if aim.sense == "max" else value) + aim.constant
        for aim, value in zip(programme.aims, point, strict=True)
    )
    return x, y


def slopes(programme: Programme, points: list[Point]) -> list[Fraction]:
    """Improvement of the second objective for each unit of the first given up, edge by edge."""
    return [abs(b[1] - a[1]) / abs(a[0] - b[0]) for a, b in pairwise(points)]
