"""Factorises a square sparse matrix of integers and solves with it and its transpose, exactly.

    P K Q = L U        K: the kernel of a basis; L unit lower, U upper triangular, all entries rational

Pivots are chosen by least (entries in the row - 1)(entries in the column - 1) (Markowitz 1957), so that the triangular
part of a basis, nearly all of it, is peeled off without arithmetic and little fills in on the rest. No pivot is too
small: the numbers are exact. They are python-flint's or gmpy2's rationals where one of these is installed, and
`fractions` else; the answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeAlias

Number: TypeAlias = Any
"""A rational of whichever library is at work; it knows +, -, *, / and numerator and denominator by `as_pair`."""


class Arithmetic(StrEnum):
    """The library whose rationals are at work, the fastest first."""

    FLINT = "flint"
    GMPY2 = "gmpy2"
    FRACTIONS = "fractions"


class SingularKernelError(ArithmeticError):
    """The proposed basic columns are linearly dependent: they are no basis."""


def fastest() -> Arithmetic:
    """The fastest rationals that are installed."""
    return next(kind for kind in Arithmetic if find_spec(kind))


def rationals(arithmetic: Arithmetic) -> Callable[..., Number]:
    """The constructor `(numerator, denominator) -> rational` of a library."""
    if arithmetic is Arithmetic.FRACTIONS:
        return Fraction
    library = import_module(arithmetic)
    return library.fmpq if arithmetic is Arithmetic.FLINT else library.mpq  # type: ignore[no-any-return]


def as_pair(number: Number) -> tuple[int, int]:
    """Numerator and denominator as Python integers."""
    if isinstance(number, int):
        return number, 1
    if hasattr(number, "numerator"):
        return int(number.numerator), int(number.denominator)
    return int(number.p), int(number.q)


class Factors:
    """The factors of a square matrix given by its columns: `{row: value}` each, rows and columns 0 to size - 1."""

    def __init__(self, columns: Sequence[Mapping[int, int]], arithmetic: Arithmetic) -> None:
        """Factorise. Raises SingularKernelError."""
        self._number = rationals(arithmetic)
        self._size = len(columns)
        self._rows: list[dict[int, Number]] = [{} for _ in columns]
        self._in_column: list[set[int]] = [set(column) for column in columns]
        for j, column in enumerate(columns):
            for i, value in column.items():
                self._rows[i][j] = self._number(value, 1)
        self._short: list[tuple[int, int, int]] = [
            *((len(row), 0, i) for i, row in enumerate(self._rows)),
            *((len(rows), 1, j) for j, rows in enumerate(self._in_column)),
        ]
        heapify(self._short)
        self._done_rows, self._done_columns = [False] * self._size, [False] * self._size
        # Step by step: pivot row, pivot column, pivot, rest of the row (U), multipliers of the rows below (L).
        self._steps: list[tuple[int, int, Number, list[tuple[int, Number]], list[tuple[int, Number]]]] = []
        for _ in range(self._size):
            self._eliminate(*self._pivot())

    def _pivot(self) -> tuple[int, int]:
        while self._short:
            length, kind, at = heappop(self._short)
            now, done = (self._in_column, self._done_columns) if kind else (self._rows, self._done_rows)
            if done[at] or len(now[at]) != length:
                continue
            if not length:
                break
            if kind:
                return min(self._in_column[at], key=lambda i: (len(self._rows[i]), i)), at
            return at, min(self._rows[at], key=lambda j: (len(self._in_column[j]), j))
        raise SingularKernelError("the basic columns are linearly dependent")

    def _eliminate(self, p: int, q: int) -> None:
        row = self._rows[p]
        pivot = row.pop(q)
        self._done_rows[p] = self._done_columns[q] = True
        for j in row:
            self._in_column[j].discard(p)
        below = self._in_column[q]
        below.discard(p)
        multipliers = []
        rest = list(row.items())
        for i in sorted(below):
            other = self._rows[i]
            times = other.pop(q) / pivot
            multipliers.append((i, times))
            for j, value in rest:
                if j in other:
                    new = other[j] - times * value
                    if new:
                        other[j] = new
                    else:
                        del other[j]
                        self._in_column[j].discard(i)
                else:
                    other[j] = -times * value
                    self._in_column[j].add(i)
            heappush(self._short, (len(other), 0, i))
        for j, _ in rest:
            heappush(self._short, (len(self._in_column[j]), 1, j))
        self._in_column[q] = set()
        self._steps.append((p, q, pivot, rest, multipliers))

    def solve(self, right: Mapping[int, Number]) -> list[Number]:
        """Solve K x = right; `right` by row, x by column."""
        zero = self._number(0, 1)
        b = [zero] * self._size
        for i, value in right.items():
            b[i] = value
        for p, _, _, _, multipliers in self._steps:
            at = b[p]
            if at:
                for i, times in multipliers:
                    b[i] -= times * at
        x = [zero] * self._size
        for p, q, pivot, rest, _ in reversed(self._steps):
            at = b[p]
            for j, value in rest:
                if x[j]:
                    at -= value * x[j]
            if at:
                x[q] = at / pivot
        return x

    def solve_transposed(self, right: Mapping[int, Number]) -> list[Number]:
        """Solve y K = right; `right` by column, y by row."""
        zero = self._number(0, 1)
        c = [zero] * self._size
        for j, value in right.items():
            c[j] = value
        y = [zero] * self._size
        for p, q, pivot, rest, _ in self._steps:
            if c[q]:
                at = y[p] = c[q] / pivot
                for j, value in rest:
                    c[j] -= value * at
        for p, _, _, _, multipliers in reversed(self._steps):
            at = y[p]
            for i, times in multipliers:
                if y[i]:
                    at -= times * y[i]
            y[p] = at
        return y
