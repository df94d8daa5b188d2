"""Holds a programme in plain arrays: rows, columns, and every objective as a row of costs to be minimised."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

_WHOLE = 2.0**53
"""Up to here every whole number is a float."""
_ROUNDING = 1e-6
"""Share of the largest factor of a row that a solver may overstep it by, as it scales it."""
_LARGE = 1e4
"""Sums up to this are checked to less than a step by their relative rounding alone."""


class Sense(StrEnum):
    """Whether more of an objective is better or less."""

    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, kw_only=True)
class Model:
    """A linear programme in arrays: columns x, rows `row_lower <= A x <= row_upper`, several cost rows."""

    columns: tuple[str, ...]
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    """Which columns must be whole numbers."""
    row_names: tuple[str, ...]
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    """Where each row begins in `indices` and `values` (compressed sparse rows, rows + 1 entries)."""
    indices: Ints
    values: Floats
    objectives: tuple[str, ...]
    costs: tuple[Floats, ...]
    """One dense row an objective, as minimised."""
    signs: tuple[float, ...]
    """+1 for an objective minimised by its user, -1 for one maximised."""
    constants: tuple[float, ...]
    """The constant of each objective, in its user's sense; it never enters a solve."""
    scales: tuple[float, ...] = ()
    """The units its user reads in one unit of each objective; left out, one."""
    solver_options: Mapping[str, bool | int | float | str] = field(default_factory=dict)
    """How HiGHS is to go about it, by its own names, beyond what is set here; see `options.py`."""

    def cost(self, objective: str) -> Floats:
        """The row of costs, minimised, of one objective."""
        return self.costs[self.objectives.index(objective)]

    def value(self, objective: str, x: Floats) -> float:
        """The objective's value at x, in its user's sense and with its constant."""
        return self.published(objective, dot(self.cost(objective), x))

    def published(self, objective: str, minimised: float) -> float:
        """An objective as it was minimised, in its user's sense and unit and with its constant."""
        position = self.objectives.index(objective)
        return self.scale(objective) * (self.signs[position] * minimised + self.constants[position])

    def published_all(self, objective: str, minimised: Sequence[float]) -> list[float]:
        """As `published`, of many values."""
        position = self.objectives.index(objective)
        sign, constant, scale = self.signs[position], self.constants[position], self.scale(objective)
        return [scale * (sign * value + constant) for value in minimised]

    def minimised(self, objective: str, value: float) -> float:
        """The opposite of `published`."""
        position = self.objectives.index(objective)
        return self.signs[position] * (value / self.scale(objective) - self.constants[position])

    def scale(self, objective: str) -> float:
        """The units its user reads in one unit of an objective."""
        return self.scales[self.objectives.index(objective)] if self.scales else 1.0

    def by_name(self, x: Floats) -> dict[str, float]:
        """Columns by their names."""
        return dict(zip(self.columns, x.tolist(), strict=True))

    @cached_property
    def row_of(self) -> NDArray[np.intp]:
        """The row of each entry of the matrix."""
        return np.repeat(np.arange(len(self.row_names)), np.diff(self.starts))

    def sum_rows(self, entries: Floats) -> Floats:
        """The sum over each row of one number an entry of the matrix."""
        return np.bincount(self.row_of, weights=entries, minlength=len(self.row_names)).astype(float)

    def sum_columns(self, entries: Floats) -> Floats:
        """The sum over each column of one number an entry of the matrix."""
        return np.bincount(self.indices, weights=entries, minlength=len(self.columns)).astype(float)

    def violation(self, x: Floats) -> float:
        """The largest overstepping of a bound or row at x, relative to the size of what is added up there."""
        entries = self.values * x[self.indices]
        size, activity = 1 + self.sum_rows(np.abs(entries)), self.sum_rows(entries)
        beyond_rows = np.maximum(self.row_lower - activity, activity - self.row_upper) / size
        beyond_bounds = np.maximum(self.lower - x, x - self.upper) / (1 + np.abs(x))
        return float(max(beyond_rows.max(initial=0.0), beyond_bounds.max(initial=0.0)))

    def turned_over(self, costs: Sequence[Floats], x: Floats) -> Floats:
        """What each cost row would add up to if every column off its bounds were as much as its rows turn over at x.

        Rounding is in shares of that: such a column is what is left of its rows, and where they cancel it is noise.
        """
        entries = np.abs(self.values * x[self.indices])
        most = np.zeros(len(x))
        np.maximum.at(most, self.indices, self.sum_rows(entries)[self.row_of] / np.abs(self.values))
        most[(x == self.lower) | (x == self.upper)] = 0.0
        return np.array([float(np.abs(cost) @ most) for cost in costs])

    def unresolved(self, x: Floats) -> str:
        """What floats cannot tell of a solution with whole numbers: words for it, or none.

        A whole column beyond 2**53, from where floats leave whole numbers out; and a row of whole columns that is
        overstepped by half the step of one or more, which beside large sums counts as rounding (`violation`).
        """
        beyond = np.flatnonzero(self.integer & (np.abs(x) > _WHOLE))
        if len(beyond):
            column = int(beyond[0])
            return f"{self.columns[column]!r} is {x[column]:.17g}, and beyond 2**53 floats leave out whole numbers"
        entries = self.values * x[self.indices]
        large = self.sum_rows(np.abs(entries)) > _LARGE
        for row in np.flatnonzero(large & (self.sum_rows((~self.integer[self.indices]).astype(float)) == 0)).tolist():
            here = slice(self.starts[row], self.starts[row + 1])
            activity = math.fsum(entries[here].tolist())
            over = max(self.row_lower[row] - activity, activity - self.row_upper[row])
            steps = np.abs(self.values[here])
            if over > max(steps[steps > 0].min() / 2, _ROUNDING * steps.max()):
                return f"the row {self.row_names[row]!r} is overstepped by {over:.6g}, rounding in so large a sum"
        return ""


def dot(costs: Floats, x: Floats) -> float:
    """The sum of products, correctly rounded, so that the order of columns cannot show in the last digit."""
    used = np.flatnonzero(costs * x)
    return math.fsum((costs[used] * x[used]).tolist())
