"""From a small integer programme to its frontier by trying everything, in exact fractions.

Nothing here is shared with the engine. Every choice of the integer columns is tried; where columns are left that need
not be whole, the best of one objective within a level of the other is looked for among all vertices of what remains,
each the solution of as many equations as there are such columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

Row = tuple[tuple[Fraction, ...], Fraction]
"""Coefficients and right-hand side of `sum <= bound`."""


@dataclass(frozen=True, kw_only=True)
class WholeProgramme:
    """Columns between 0 and `upper`, rows `<=`, two objectives to be minimised; the first `integers` columns whole."""

    upper: tuple[int, ...]
    integers: int
    rows: tuple[Row, ...]
    first: tuple[Fraction, ...]
    second: tuple[Fraction, ...]


def times(coefficients: Sequence[Fraction], x: Sequence[Fraction]) -> Fraction:
    """The sum of products."""
    return sum((c * value for c, value in zip(coefficients, x, strict=True)), start=Fraction(0))


def choices(programme: WholeProgramme) -> Iterator[tuple[Fraction, ...]]:
    """Every choice of the integer columns."""
    for choice in product(*(range(upper + 1) for upper in programme.upper[: programme.integers])):
        yield tuple(Fraction(value) for value in choice)


def outcomes(programme: WholeProgramme) -> set[tuple[Fraction, Fraction]]:
    """Both objectives of every solution of a programme all of whose columns are whole."""
    assert programme.integers == len(programme.upper)
    return {
        (times(programme.first, x), times(programme.second, x))
        for x in choices(programme)
        if all(times(row, x) <= bound for row, bound in programme.rows)
    }


def efficient(points: set[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """The points that no other is at least as good as, from best first objective to best second."""
    kept: list[tuple[Fraction, Fraction]] = []
    for point in sorted(points):
        if not kept or point[1] < kept[-1][1]:
            kept.append(point)
    return kept


def best_second(programme: WholeProgramme, level: Fraction | None) -> Fraction | None:
    """The least second objective with the first at most `level` (None: anything); None without a solution."""
    found = [
        value
        for choice in choices(programme)
        if (value := _best(programme, choice, programme.second, level)) is not None
    ]
    return min(found, default=None)


def best_first(programme: WholeProgramme) -> Fraction | None:
    """The least first objective."""
    found = [
        value for choice in choices(programme) if (value := _best(programme, choice, programme.first, None)) is not None
    ]
    return min(found, default=None)


def _best(
    programme: WholeProgramme, choice: tuple[Fraction, ...], objective: Sequence[Fraction], level: Fraction | None
) -> Fraction | None:
    """The least objective over the columns that need not be whole, at one of the vertices they span."""
    n, free = programme.integers, len(programme.upper) - programme.integers
    rows = list(programme.rows)
    if level is not None:
        rows.append((programme.first, level))
    rest: list[Row] = [(row[n:], bound - times(row[:n], choice)) for row, bound in rows]
    for j in range(free):
        unit = tuple(Fraction(int(i == j)) for i in range(free))
        rest += [(unit, Fraction(programme.upper[n + j])), (tuple(-c for c in unit), Fraction(0))]
    fixed = times(objective[:n], choice)
    values = []
    for equations in combinations(rest, free):
        vertex = _solve([[*row, bound] for row, bound in equations])
        if vertex is not None and all(times(row, vertex) <= bound for row, bound in rest):
            values.append(fixed + times(objective[n:], vertex))
    return min(values, default=None)


def _solve(system: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of as many equations as unknowns by Gauss and Jordan; None where there is not exactly one."""
    n = len(system)
    for i in range(n):
        pivot = next((k for k in range(i, n) if system[k][i]), None)
        if pivot is None:
            return None
        system[i], system[pivot] = system[pivot], system[i]
        system[i] = [value / system[i][i] for value in system[i]]
        for k in range(n):
            if k != i and system[k][i]:
                system[k] = [a - system[k][i] * b for a, b in zip(system[k], system[i], strict=True)]
    return [row[-1] for row in system]
