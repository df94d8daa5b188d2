"""From a small programme in fractions to the extreme points of its efficient surface, by trying every vertex.

Deliberately plain, and by definition alone: a point y is a corner of what is possible or worse unless some mixture of
the other vertices is at least as good at everything. Each of these questions is an exact linear programme.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from tests.independent.exact import Infeasible, maximise
from tests.independent.naive import Row

F = Fraction
Image = tuple[Fraction, ...]


def solve_square(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """Gauss-Jordan elimination; None for a singular system."""
    table = [[*row, bound] for row, bound in zip(rows, right, strict=True)]
    for i in range(len(table)):
        pivot = next((k for k in range(i, len(table)) if table[k][i]), None)
        if pivot is None:
            return None
        table[i], table[pivot] = table[pivot], table[i]
        table[i] = [v / table[i][i] for v in table[i]]
        for k in range(len(table)):
            if k != i and table[k][i]:
                table[k] = [a - table[k][i] * b for a, b in zip(table[k], table[i], strict=True)]
    return [row[-1] for row in table]


def vertex_images(rows: list[list[int]], right: list[int], objectives: list[list[int]]) -> list[Image]:
    """The objectives' values at every vertex of `rows x <= right, x >= 0`, each value once."""
    n = len(rows[0])
    walls = [[F(v) for v in row] for row in rows] + [[F(-int(i == j)) for j in range(n)] for i in range(n)]
    bounds = [F(b) for b in right] + [F(0)] * n
    images: set[Image] = set()
    for chosen in combinations(range(len(walls)), n):
        x = solve_square([walls[i] for i in chosen], [bounds[i] for i in chosen])
        if x is not None and all(
            sum(a * v for a, v in zip(wall, x, strict=True)) <= bound for wall, bound in zip(walls, bounds, strict=True)
        ):
            images.add(tuple(sum((c * v for c, v in zip(costs, x, strict=True)), F(0)) for costs in objectives))
    return sorted(images)


def is_reached(point: Image, by: list[Image]) -> bool:
    """Whether some mixture of `by` is at most `point` in every objective."""
    if any(all(a <= b for a, b in zip(other, point, strict=True)) for other in by):
        return True
    columns = [("share", str(i)) for i in range(len(by))]
    rows = [Row("whole", dict.fromkeys(columns, F(1)), "=", F(1))]
    for k, bound in enumerate(point):
        rows.append(Row(f"f{k}", {("share", str(i)): image[k] for i, image in enumerate(by)}, "<=", bound))
    try:
        maximise(columns, rows, {})
    except Infeasible:
        return False
    return True


def enumerate_surface(rows: list[list[int]], right: list[int], objectives: list[list[int]]) -> list[Image]:
    """The efficient extreme points of minimising the objectives over `rows x <= right, x >= 0`, sorted."""
    images = vertex_images(rows, right, objectives)
    corners = images
    for image in images:
        others = [other for other in corners if other != image]
        if others and is_reached(image, others):
            corners = others
    return corners


def shortfall(point: Image, drawn: list[Image], ranges: Image) -> Fraction:
    """The smallest t >= 0 such that `point + t ranges` is reached by a mixture of `drawn`."""
    columns = [("share", str(i)) for i in range(len(drawn))]
    rows = [Row("whole", dict.fromkeys(columns, F(1)), "=", F(1))]
    for k, bound in enumerate(point):
        terms = {("share", str(i)): image[k] for i, image in enumerate(drawn)}
        rows.append(Row(f"f{k}", terms | {("t",): -ranges[k]}, "<=", bound))
    return maximise([*columns, ("t",)], rows, {("t",): F(-1)})[("t",)]
