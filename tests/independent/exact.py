"""From a programme in fractions to its exact frontier: a textbook simplex (Bland's rule) and exact segments.

Deliberately plain. Columns are non-negative; upper bounds come as rows.
"""

from __future__ import annotations

from fractions import Fraction

from tests.independent.naive import Column, Programme, Row, Terms

F = Fraction
Point = tuple[Fraction, Fraction]


class Infeasible(Exception):
    """The rows cannot all hold."""


def maximise(columns: list[Column], rows: list[Row], objective: Terms) -> dict[Column, Fraction]:
    """An optimal vertex; raises Infeasible. The programme must be bounded."""
    index = {column: j for j, column in enumerate(columns)}
    n = len(columns)
    table: list[list[Fraction]] = []
    basis: list[int] = []
    width = n + 2 * len(rows)
    for i, row in enumerate(rows):
        line = [F(0)] * width
        for column, value in row.terms.items():
            line[index[column]] += value
        line[n + i] = {"<=": F(1), ">=": F(-1), "=": F(0)}[row.sense]
        bound = row.bound
        if bound < 0 or (bound == 0 and row.sense == ">="):
            line, bound = [-v for v in line], -bound
        if line[n + i] == 1:
            basis.append(n + i)
        else:
            line[n + len(rows) + i] = F(1)
            basis.append(n + len(rows) + i)
        table.append([*line, bound])
    artificial = range(n + len(rows), width)
    if any(b in artificial for b in basis):
        first = [F(0)] * width
        for j in artificial:
            first[j] = F(-1)
        if _pivot_to_optimum(table, basis, first) != 0:
            raise Infeasible
        for i, b in enumerate(basis):
            if b in artificial:
                j = next((j for j in range(n + len(rows)) if table[i][j] != 0), None)
                if j is not None:
                    _pivot(table, i, j)
                    basis[i] = j
    for line in table:
        for j in artificial:
            line[j] = F(0)
    costs = [F(0)] * width
    for column, value in objective.items():
        costs[index[column]] += value
    _pivot_to_optimum(table, basis, costs)
    x = dict.fromkeys(columns, F(0))
    for i, b in enumerate(basis):
        if b < n:
            x[columns[b]] = table[i][-1]
    return x


def _pivot(table: list[list[Fraction]], i: int, j: int) -> None:
    head = table[i][j]
    table[i] = [v / head if v else v for v in table[i]]
    filled = [(place, v) for place, v in enumerate(table[i]) if v]
    for k, line in enumerate(table):
        if k != i and line[j]:
            factor = line[j]
            for place, v in filled:
                line[place] -= factor * v


def _pivot_to_optimum(table: list[list[Fraction]], basis: list[int], costs: list[Fraction]) -> Fraction:
    # Below the table stands what a column more would gain, and less the value: a pivot is a pivot of it too.
    gains = [*costs, F(0)]
    for b, line in zip(basis, table, strict=True):
        if costs[b]:
            gains = [gain - costs[b] * v if v else gain for gain, v in zip(gains, line, strict=True)]
    table.append(gains)
    try:
        while True:
            gains = table[-1]
            entering = next(
                (j for j, gain in enumerate(gains[:-1]) if gain > 0 and any(line[j] for line in table[:-1])), None
            )
            if entering is None:
                return -gains[-1]
            ratios = [
                (line[-1] / line[entering], basis[i], i) for i, line in enumerate(table[:-1]) if line[entering] > 0
            ]
            assert ratios, "unbounded"
            leaving = min(ratios)[2]
            _pivot(table, leaving, entering)
            basis[leaving] = entering
    finally:
        table.pop()


def value(terms: Terms, x: dict[Column, Fraction]) -> Fraction:
    return sum((v * x.get(column, F(0)) for column, v in terms.items()), F(0))


def frontier(programme: Programme, x_name: str, y_name: str) -> list[Point]:
    """The exact extreme points of the efficient set, from the most x to the most y."""
    columns = [*programme.columns, ("one",)]
    rows = [*programme.rows, Row("one", {("one",): F(1)}, "=", F(1))]
    rows += [Row(f"most {c}", {c: F(1)}, "<=", F(1)) for c in columns if c[0] == "u"]
    fx, fy = programme.objectives[x_name], programme.objectives[y_name]

    def end(first: Terms, second: Terms) -> Point:
        best = value(first, maximise(columns, rows, first))
        x = maximise(columns, [*rows, Row("keep", first, ">=", best)], second)
        return value(fx, x), value(fy, x)

    a, b = end(fx, fy), end(fy, fx)
    if a == b:
        return [a]

    def between(a: Point, b: Point) -> list[Point]:
        p, q = b[1] - a[1], a[0] - b[0]
        mixed: Terms = {}
        for terms, weight in ((fx, p), (fy, q)):
            for column, v in terms.items():
                mixed[column] = mixed.get(column, F(0)) + weight * v
        x = maximise(columns, rows, mixed)
        c = (value(fx, x), value(fy, x))
        if p * c[0] + q * c[1] == p * a[0] + q * a[1]:
            return []
        return [*between(a, c), c, *between(c, b)]

    points = [a, *between(a, b), b]
    return [
        point
        for i, point in enumerate(points)
        if i in (0, len(points) - 1) or not _straight(points[i - 1], point, points[i + 1])
    ]


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1])
