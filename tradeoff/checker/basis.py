"""Recomputes the plan and the prices of a basis from its letters, and holds them against every limit and sign.

    rows    A x - r = 0, a letter for each column of x and for each row's sum r:
            b basic, l at its lower bound, u at its upper bound, z at zero
    plan    what rests is known; the rows whose sum rests determine the basic columns
    prices  y with y A = c on the basic columns, 0 for rows whose sum is basic; d = c - y A

No plan's c x is below the sum of (price x where it rests), if every price >= 0 rests on a lower and every price <= 0 on
an upper bound: c x = d x + y r for all x, term by term.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from tradeoff.checker.linear import solve
from tradeoff.checker.reading import Programme, UnreadableError, require


class Basis:
    """A basis of the programme: what it says of the plan and of the prices."""

    def __init__(self, programme: Programme, letters: str, name: str) -> None:
        self.programme, self.letters, self.name = programme, letters, name
        width = programme.width
        if len(letters) != width + len(programme.rows) or set(letters) - set("bluz"):
            raise UnreadableError(f"{name}: the basis is not a letter b, l, u or z for everything")
        self._basics = [j for j in range(width) if letters[j] == "b"]
        self._tight = [i for i in range(len(programme.rows)) if letters[width + i] != "b"]
        require(len(self._basics) == len(self._tight), f"{name}: its basis has not as many columns as rows")
        self.rests = [Fraction(0)] * len(letters)
        for k, letter in enumerate(letters):
            if letter in "lu":
                bound = (programme.lower if letter == "l" else programme.upper)[k]
                require(bound is not None, f"{name}: something rests on a bound it does not have")
                self.rests[k] = bound or Fraction(0)

    def plan(self) -> tuple[list[int], int]:
        """The columns and the rows' sums over one denominator, after checking that they keep every limit."""
        programme, width = self.programme, self.programme.width
        of = {j: k for k, j in enumerate(self._basics)}
        needs = []
        for i in self._tight:
            spent = sum(value * self.rests[j] for j, value in programme.rows[i].items() if self.rests[j])
            needs.append(self.rests[width + i] - spent)
        low = math.lcm(*(need.denominator for need in needs))
        rows = [{of[j]: value for j, value in programme.rows[i].items() if j in of} for i in self._tight]
        (found,) = solve(rows, [[int(need * low)] for need in needs], 1)
        x = list(self.rests[:width])
        for j, k in of.items():
            x[j] = found[k] / low
        denominator = math.lcm(*{value.denominator for value in x})
        whole = [value.numerator * (denominator // value.denominator) for value in x]
        whole += [sum(value * whole[j] for j, value in row.items()) for row in programme.rows]
        for k, value in enumerate(whole):
            for bound, sign in ((programme.lower[k], 1), (programme.upper[k], -1)):
                kept = bound is None or sign * (value * bound.denominator - bound.numerator * denominator) >= 0
                require(kept, f"{self.name}: its plan oversteps a limit")
        return whole, denominator

    def prices(self) -> list[tuple[list[int], int]]:
        """For each objective the reduced costs of all columns and the prices of all rows, over one denominator."""
        programme = self.programme
        at = {i: k for k, i in enumerate(self._tight)}
        rows = [{at[i]: value for i, value in programme.columns[j] if i in at} for j in self._basics]
        costs = [objective.costs for objective in programme.objectives]
        solved = solve(rows, [[cost.get(j, 0) for cost in costs] for j in self._basics], len(costs))
        result = []
        for objective, found in zip(programme.objectives, solved, strict=True):
            denominator = math.lcm(*{price.denominator for price in found})
            y = [0] * len(programme.rows)
            for i, k in at.items():
                y[i] = found[k].numerator * (denominator // found[k].denominator)
            d = [
                denominator * objective.costs.get(j, 0) - sum(value * y[i] for i, value in column if y[i])
                for j, column in enumerate(programme.columns)
            ]
            result.append((d + y, denominator * objective.factor))
        return result

    def bound(self, prices: list[tuple[list[int], int]], weights: Sequence[Fraction]) -> Fraction:
        """What no plan's weighted sum is below, after checking the sign of every price."""
        lower, upper = self.programme.lower, self.programme.upper
        times = [weight / denominator for weight, (_, denominator) in zip(weights, prices, strict=True)]
        low = math.lcm(*(value.denominator for value in times))
        first, second = (int(value * low) for value in times)
        total = Fraction(0)
        for k, (one, two) in enumerate(zip(prices[0][0], prices[1][0], strict=True)):
            price = first * one + second * two
            if not price:
                continue
            letter = self.letters[k]
            fixed = lower[k] is not None and lower[k] == upper[k]
            right = letter in "lu" and (fixed or (price > 0) == (letter == "l"))
            require(right, f"{self.name}: its prices do not certify the line")
            total += price * self.rests[k]
        return total / low
