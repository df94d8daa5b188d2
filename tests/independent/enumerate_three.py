"""Small programmes over whole numbers with three objectives, drawn by seed, and their points by trying everything.

Nothing here is shared with the engine: every choice of the columns is tried, in whole numbers; objectives in decimals
are counted in hundredths.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

import numpy as np
import pulp

Values = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class ThreeProgramme:
    """Whole columns between bounds, and three objectives."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[tuple[tuple[int, ...], str, int], ...]
    objectives: tuple[tuple[int, ...], ...]
    """Coefficients, in the `parts`-th part of the unit that the problem has them in."""
    senses: tuple[str, str, str]
    parts: int

    def problem(self) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]:
        """As `trace` is given it."""
        problem = pulp.LpProblem()
        bounds = enumerate(zip(self.lower, self.upper, strict=True))
        x = [problem.add_variable(f"x{j}", low, high, cat="Integer") for j, (low, high) in bounds]
        for terms, sense, limit in self.rows:
            total = pulp.lpSum(value * column for value, column in zip(terms, x, strict=True))
            problem += {"<=": total <= limit, ">=": total >= limit, "==": total == limit}[sense]
        names = ("a", "b", "c")
        aims = {
            name: pulp.LpAffineExpression({column: value / self.parts for column, value in zip(x, row, strict=True)})
            for name, row in zip(names, self.objectives, strict=True)
        }
        return problem, aims, dict(zip(names, self.senses, strict=True))

    def outcomes(self) -> np.ndarray:
        """The objectives of every solution as minimised, in parts: a row each, none twice."""
        columns = [range(low, high + 1) for low, high in zip(self.lower, self.upper, strict=True)]
        every = np.array(list(product(*columns)), dtype=np.int64)
        for terms, sense, limit in self.rows:
            total = every @ np.array(terms)
            every = every[{"<=": total <= limit, ">=": total >= limit, "==": total == limit}[sense]]
        signs = np.array([1 if sense == "min" else -1 for sense in self.senses])
        return np.unique((every @ np.array(self.objectives).T) * signs, axis=0)

    def nondominated(self) -> set[Values]:
        """The points that nothing is as good as in all objectives, in the user's senses and in parts."""
        rows = self.outcomes()
        signs = [1 if sense == "min" else -1 for sense in self.senses]
        kept = [row for row in rows if ((rows <= row).all(axis=1)).sum() == 1]
        return {(signs[0] * int(a), signs[1] * int(b), signs[2] * int(c)) for a, b, c in kept}


def draw_three(seed: int) -> ThreeProgramme:
    """A programme: 0/1 or whole columns, rows of every kind, coefficients of either sign, in units or in hundredths."""
    rng = random.Random(f"three objectives {seed}")
    kind = seed % 4
    if kind % 2 == 0:
        count = rng.randint(4, 9)
        lower, upper = [0] * count, [1] * count
    else:
        count = rng.randint(2, 5)
        lower = [rng.choice((0, 0, -2)) for _ in range(count)]
        upper = [low + rng.randint(1, 5) for low in lower]
    inside = [rng.randint(low, high) for low, high in zip(lower, upper, strict=True)]
    rows = []
    for _ in range(rng.randint(1, 3)):
        terms = tuple(rng.randint(-2, 9) for _ in range(count))
        here = sum(value * x for value, x in zip(terms, inside, strict=True))
        sense = rng.choice(("<=", "<=", ">=", "=="))
        room = {"<=": rng.randint(0, 6), ">=": -rng.randint(0, 6), "==": 0}[sense]
        # Every tenth or so has no solution at all, if its rows say so together.
        rows.append((terms, sense, here + room - (9 if seed % 11 == 0 else 0)))
    size = rng.choice((4, 20, 100))
    objectives = tuple(tuple(rng.randint(-size // 4, size) for _ in range(count)) for _ in range(3))
    senses = (rng.choice(("min", "max")), rng.choice(("min", "max")), rng.choice(("min", "max")))
    return ThreeProgramme(
        lower=tuple(lower),
        upper=tuple(upper),
        rows=tuple(rows),
        objectives=objectives,
        senses=senses,
        parts=100 if kind > 1 else 1,
    )
