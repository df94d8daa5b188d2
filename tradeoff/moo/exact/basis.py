"""Finds what a proposed basis proves, in exact rational arithmetic.

The rows read `A x - r = 0` with a logical column for every row's activity r (see `basis.py`). A basis says which
columns and logicals are basic; all others rest on a bound. That determines the solution, and for a cost row c the
prices:

    K x_B = r_N - A_N x_N          K: basic columns x rows whose logical is nonbasic, the kernel
    y K = c_B,   d = c - y A       reduced costs: d for columns, y for logicals

The solution is feasible if every basic keeps its bounds. It is optimal for c if d >= 0 at lower bounds, <= 0 at upper
ones and 0 where there is none; columns with equal bounds may have any d. Then no feasible solution is below c x. Prices
are linear in c: one solve an objective answers for every weighted sum, and tells the exact range of weights (Gass and
Saaty 1955). A floating point solver only proposes; what is certified here holds whatever it did (Applegate, Cook, Dash
and Espinoza 2007).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tradeoff.moo.exact.lu import Arithmetic, Factors, Number, SingularKernelError, as_pair, rationals
from tradeoff.moo.exact.rational import IntegerForm, Limit

BASIC, LOWER, UPPER, ZERO = "b", "l", "u", "z"
ExactWeights = tuple[Fraction, ...]
"""One weight an objective, none below 0, in the objectives' own units as they are minimised."""


@dataclass(frozen=True, kw_only=True)
class CommonDenominator:
    """Rational numbers over one denominator: `numerators[j] / denominator`."""

    numerators: list[int]
    denominator: int


def common_denominator(numbers: Sequence[Number]) -> CommonDenominator:
    """Bring rationals to their least common denominator."""
    pairs = [as_pair(number) for number in numbers]
    denominator = math.lcm(*{low for _, low in pairs})
    return CommonDenominator(numerators=[high * (denominator // low) for high, low in pairs], denominator=denominator)


class ExactBasis:
    """A basis of a programme in exact numbers: its solution, its prices, and what they prove."""

    def __init__(self, form: IntegerForm, statuses: str, arithmetic: Arithmetic) -> None:
        """Factorise; `statuses` has a letter for each column, then for each row: b, l, u or z.

        Raises SingularKernelError where the basics are no basis.
        """
        self.form, self.statuses = form, statuses
        self._number = rationals(arithmetic)
        width = form.width
        self._structural = [j for j in range(width) if statuses[j] == BASIC]
        self._kernel_rows = [i for i in range(form.height) if statuses[width + i] != BASIC]
        if len(self._structural) != len(self._kernel_rows):
            raise SingularKernelError("a basis must have as many columns as the programme has rows")
        at_row = {i: k for k, i in enumerate(self._kernel_rows)}
        kernel = [{at_row[i]: a for i, a in form.columns[j] if i in at_row} for j in self._structural]
        self._at_row = at_row
        self._factors = Factors(kernel, arithmetic)

    def resting(self, position: int) -> Fraction:
        """Where a nonbasic column or logical rests.

        Raises SingularKernelError where it has no such bound.
        """
        status = self.statuses[position]
        bound = {LOWER: self.form.lower[position], UPPER: self.form.upper[position], ZERO: Fraction(0)}[status]
        if bound is None:
            raise SingularKernelError("a column rests on a bound it does not have")
        return bound

    @cached_property
    def x(self) -> CommonDenominator:
        """The value of every column, then of every row's activity."""
        form, width = self.form, self.form.width
        right: dict[int, Fraction] = {k: self.resting(width + i) for k, i in enumerate(self._kernel_rows)}
        values: list[Number] = [0] * width
        for j in range(width):
            if self.statuses[j] != BASIC and (at := self.resting(j)):
                values[j] = at
                for i, a in form.columns[j]:
                    if i in self._at_row:
                        right[self._at_row[i]] -= a * at
        numbers = {k: self._number(value.numerator, value.denominator) for k, value in right.items() if value}
        for j, value in zip(self._structural, self._factors.solve(numbers), strict=True):
            values[j] = value
        common = common_denominator(values)
        activity = [0] * form.height
        for j, value in enumerate(common.numerators):
            if value:
                for i, a in form.columns[j]:
                    activity[i] += a * value
        return CommonDenominator(numerators=common.numerators + activity, denominator=common.denominator)

    def overstepped(self) -> list[int]:
        """The basic columns and logicals beyond a bound; none if the solution is feasible."""
        x, lower, upper = self.x, self.form.lower, self.form.upper
        return [
            position
            for position, value in enumerate(x.numerators)
            if self.statuses[position] == BASIC
            and (_below(value, x.denominator, lower[position]) or _above(value, x.denominator, upper[position]))
        ]

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """The objectives at the solution, as minimised, without constants."""
        x = self.x
        return tuple(
            Fraction(sum(c * v for c, v in zip(cost, x.numerators, strict=False) if c), x.denominator * factor)
            for cost, factor in zip(self.form.costs, self.form.cost_factors, strict=True)
        )

    @cached_property
    def reduced(self) -> tuple[CommonDenominator, ...]:
        """For each objective the reduced cost of every column and logical; 0 for the basics."""
        return tuple(
            self._reduced(cost, factor) for cost, factor in zip(self.form.costs, self.form.cost_factors, strict=True)
        )

    def _reduced(self, cost: Sequence[int], factor: int) -> CommonDenominator:
        form = self.form
        right = {k: self._number(cost[j], 1) for k, j in enumerate(self._structural) if cost[j]}
        prices = common_denominator(self._factors.solve_transposed(right))
        y = [0] * form.height
        for i, price in zip(self._kernel_rows, prices.numerators, strict=True):
            y[i] = price
        d = [
            0 if self.statuses[j] == BASIC else cost[j] * prices.denominator - sum(a * y[i] for i, a in column if y[i])
            for j, column in enumerate(form.columns)
        ]
        return CommonDenominator(numerators=d + y, denominator=prices.denominator * factor)

    @cached_property
    def _watched(self) -> list[tuple[int, str]]:
        """The nonbasic columns and logicals whose reduced cost must have a sign: those that can move."""
        lower, upper = self.form.lower, self.form.upper
        return [
            (position, status)
            for position, status in enumerate(self.statuses)
            if status != BASIC and (lower[position] is None or lower[position] != upper[position])
        ]

    def improvable(self, weights: ExactWeights) -> list[int]:
        """The nonbasic columns and logicals whose move would lower the weighted sum; none if the basis proves it."""
        factors = _common(weights, self.reduced)
        rows = [d.numerators for d in self.reduced]
        found = []
        for position, status in self._watched:
            price = sum(f * row[position] for f, row in zip(factors, rows, strict=True) if f)
            if price < 0 if status == LOWER else price > 0 if status == UPPER else price != 0:
                found.append(position)
        return found

    def price(self, weights: ExactWeights, position: int) -> Fraction:
        """The reduced cost of a column or logical in the weighted sum."""
        parts = (Fraction(d.numerators[position], d.denominator) for d in self.reduced)
        return sum((w * part for w, part in zip(weights, parts, strict=True)), Fraction(0))

    def value(self, position: int) -> Fraction:
        """The value of a column or logical at the solution."""
        return Fraction(self.x.numerators[position], self.x.denominator)

    def direction(self, entering: int) -> dict[int, Fraction]:
        """How fast every basic moves when a nonbasic rises, everything else resting; none that stands still."""
        form, width = self.form, self.form.width
        right: dict[int, Number] = {}
        if entering >= width:
            right[self._at_row[entering - width]] = self._number(1, 1)
        else:
            for i, a in form.columns[entering]:
                if i in self._at_row:
                    right[self._at_row[i]] = self._number(-a, 1)
        moved = {
            j: Fraction(*as_pair(v)) for j, v in zip(self._structural, self._factors.solve(right), strict=True) if v
        }
        activity: dict[int, Fraction] = {}
        for j, rate in [*moved.items(), *([(entering, Fraction(1))] if entering < width else [])]:
            for i, a in form.columns[j]:
                if i not in self._at_row:
                    activity[i] = activity.get(i, Fraction(0)) + a * rate
        return moved | {width + i: rate for i, rate in activity.items() if rate}

    def effects(self, leaving: int) -> dict[int, Fraction]:
        """How fast one basic moves when each nonbasic rises, everything else resting; only those that move it."""
        form, width = self.form, self.form.width
        if leaving < width:
            right = {self._structural.index(leaving): self._number(1, 1)}
        else:
            row = leaving - width
            entries = {j: a for j in range(width) for i, a in form.columns[j] if i == row}
            right = {k: self._number(entries[j], 1) for k, j in enumerate(self._structural) if j in entries}
        y = {
            i: Fraction(*as_pair(v))
            for i, v in zip(self._kernel_rows, self._factors.solve_transposed(right), strict=True)
            if v
        }
        rates = {width + i: v for i, v in y.items()}
        for j, column in enumerate(form.columns):
            if self.statuses[j] != BASIC:
                own = sum((a for i, a in column if leaving == width + i), 0)
                rate = own - sum((a * y[i] for i, a in column if i in y), Fraction(0))
                if rate:
                    rates[j] = rate
        return rates

    def proves(self, weights: ExactWeights) -> bool:
        """Whether no feasible solution has a smaller weighted sum than this basis, feasible or not itself."""
        return not self.improvable(weights)

    def height(self, weights: ExactWeights) -> Fraction:
        """The weighted sum at the solution."""
        return sum((w * value for w, value in zip(weights, self.values, strict=True)), Fraction(0))

    @cached_property
    def window(self) -> tuple[Fraction, Fraction] | None:
        """For two objectives: the least and greatest share of the second, of weights adding to 1, that it proves.

        None if there is none.
        """
        du, dv = self.reduced
        least, most = (1, 0), (0, 1)
        for position, status in self._watched:
            p, q = du.numerators[position] * dv.denominator, dv.numerators[position] * du.denominator
            sides = {LOWER: (1,), UPPER: (-1,), ZERO: (1, -1)}[status]
            for side in sides:
                a, b = side * p, side * q
                if a >= 0 and b >= 0:
                    continue
                if a < 0 and b < 0:
                    return None
                # alpha a + beta b >= 0 bounds beta / alpha from below where a < 0, from above where b < 0.
                if a < 0:
                    least = (b, -a) if -a * least[0] > least[1] * b else least
                else:
                    most = (-b, a) if a * most[0] < most[1] * -b else most
        if least[1] * most[0] > most[1] * least[0]:
            return None
        return Fraction(least[1], sum(least)), Fraction(most[1], sum(most))


def _common(weights: ExactWeights, reduced: Sequence[CommonDenominator]) -> list[int]:
    """Integers in the proportion of weight over denominator of each objective's reduced costs."""
    shares = [Fraction(weight) / d.denominator for weight, d in zip(weights, reduced, strict=True)]
    denominator = math.lcm(*(value.denominator for value in shares))
    return [value.numerator * (denominator // value.denominator) for value in shares]


def _below(value: int, denominator: int, bound: Limit) -> bool:
    return bound is not None and value * bound.denominator < bound.numerator * denominator


def _above(value: int, denominator: int, bound: Limit) -> bool:
    return bound is not None and value * bound.denominator > bound.numerator * denominator
