"""Random scenarios whose limits clash, and by brute force over all subsets which clash and what must give at least.

Shares no code with `tradeoff`: the rows are those of `naive.py`, solved by scipy.
"""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Collection
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from tests.independent.naive import Programme, Row, Terms, build
from tests.independent.random_scenario import write_random

HEAD = "limit_id,measure,cluster_id,sector,segment_id,year,sense,value,law"
TOLERANCE = 1e-6
"""Of a row's own value, as the programme has it."""


def write_clashing(folder: Path, seed: int, *, most: int, money_unit: str = "thousand") -> Path:
    """A random scenario with two to `most` limits, of which many cannot hold; the same in whatever unit of money."""
    write_random(folder, seed, money_unit=money_unit)
    rng = random.Random(f"clash {seed}")
    scale = {"rupee": 1000, "thousand": 1, "lakh": 0.01, "crore": 0.0001}[money_unit]
    with (folder / "segments.csv").open(newline="", encoding="utf-8") as stream:
        lists = {(row["cluster_id"], row["segment_id"]): int(row["households"]) for row in csv.DictReader(stream)}

    def money(amount: float) -> str:
        return f"{amount * scale:.7f}".rstrip("0").rstrip(".")

    def draw() -> str:
        cluster, size = rng.choice([(c, n) for (c, s), n in sorted(lists.items()) if s == "majority"])
        kind = rng.randrange(9)
        amount = rng.randint(20, 110) * size // 100 + 1
        law = int(rng.random() < 0.15)
        return [
            f"households,{cluster},,majority,,>=,{amount},{law}",
            f"households,{cluster},,,,<=,{rng.choice([0, amount // 3])},{law}",
            f"households,*,,majority,,>=,{amount // 3},{law}",
            f"objective:depth,,,,,>=,{amount // 2},{law}",
            f"objective:today,,,,,>=,{money(rng.randint(100, 900))},{law}",
            f"money,{cluster},,,{rng.choice(['', '1', '2'])},<=,{money(rng.randint(5, 90))},{law}",
            f"share:women,{rng.choice(['', cluster])},,,,>=,0.{rng.randint(2, 9)},{law}",
            f"poor_households,,weaving,,{rng.choice(['1', '2'])},{rng.choice(['>=', '='])},{amount // 2},{law}",
            f"agent_months,,,,,<=,{rng.randint(0, 9)},{law}",
        ][kind]

    lines = [f"l{number},{draw()}" for number in range(rng.randint(2, most))]
    (folder / "limits.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return folder


class Brute:
    """The limits of a folder, and the programme they are set on."""

    def __init__(self, folder: Path) -> None:
        self.programme: Programme = build(folder)
        with (folder / "limits.csv").open(newline="", encoding="utf-8") as stream:
            given = list(csv.DictReader(stream))
        self.laws = {row["limit_id"] for row in given if row["law"] == "1"}
        self.values = {row["limit_id"]: abs(float(row["value"])) for row in given}
        self.shares = {row["limit_id"] for row in given if row["measure"].startswith("share")}
        self.hard = [row for row in self.programme.rows if not row.name.startswith("C9 ")]
        self.limits: dict[str, list[Row]] = {row["limit_id"]: [] for row in given}
        for row in self.programme.rows:
            if row.name.startswith("C9 "):
                self.limits[row.name.split()[1]].append(row)

    def can_hold(self, names: Collection[str]) -> bool:
        """Whether some limits can hold together: what they miss at least, in shares, is nothing."""
        found = self.least(names, everything_else_free=True)
        return found is not None and found <= TOLERANCE

    def minimal_clashes(self) -> set[frozenset[str]]:
        """Every subset of the limits that cannot hold while all smaller ones can."""
        found: set[frozenset[str]] = set()
        for count in range(len(self.limits) + 1):
            for names in map(frozenset, itertools.combinations(self.limits, count)):
                if not any(clash <= names for clash in found) and not self.can_hold(names):
                    found.add(names)
        return found

    def least(self, names: Collection[str] | None = None, *, everything_else_free: bool = False) -> float | None:
        """The least sum of what limits miss, as shares of their values; None where law leaves nothing.

        With names, of these, law or not, without the others.
        """
        soft: list[tuple[Row, float]] = []
        hard = list(self.hard)
        for limit_id, rows in self.limits.items():
            if names is not None and limit_id not in names:
                continue
            for row in rows:
                if limit_id in self.laws and not everything_else_free:
                    hard.append(row)
                else:
                    soft.append((row, self.measure(limit_id, row)))
        return self._solve(hard, soft)

    def measure(self, limit_id: str, row: Row) -> float:
        """A limit's own value; of 0 and of shares the most by which it could be missed without limits."""
        if limit_id not in self.shares and self.values[limit_id]:
            return self.values[limit_id]
        most = 0.0
        for side, sign in ((">=", 1.0), ("<=", -1.0)):
            if row.sense in (side, "="):
                lowest = self._optimum(self.hard, row.terms, sign)
                if lowest is None:
                    return 1.0
                most = max(most, sign * float(row.bound) - lowest)
        return most if most > TOLERANCE else 1.0

    def _columns(self) -> list[tuple[str, ...]]:
        return list(dict.fromkeys([*self.programme.columns, *(c for row in self.programme.rows for c in row.terms)]))

    def _optimum(self, rows: list[Row], terms: Terms, sign: float) -> float | None:
        columns = self._columns()
        cost = np.zeros(len(columns))
        for column, value in terms.items():
            cost[columns.index(column)] += sign * float(value)
        return self._linprog(columns, rows, [], cost)

    def _solve(self, hard: list[Row], soft: list[tuple[Row, float]]) -> float | None:
        columns = self._columns()
        return self._linprog(columns, hard, soft, np.zeros(len(columns)))

    @staticmethod
    def _linprog(
        columns: list[tuple[str, ...]], hard: list[Row], soft: list[tuple[Row, float]], cost: np.ndarray
    ) -> float | None:
        """Rows as `A x <= b`, slack columns behind the others, each counting in shares of its row's measure."""
        place = {column: number for number, column in enumerate(columns)}
        width = len(columns) + 2 * len(soft)
        matrix, bounds = [], []
        for number, (row, measure) in enumerate([*((row, 0.0) for row in hard), *soft]):
            for side, sign in (("<=", 1.0), (">=", -1.0)):
                if row.sense not in (side, "="):
                    continue
                line = np.zeros(width)
                for column, value in row.terms.items():
                    line[place[column]] += sign * float(value)
                if measure:
                    line[len(columns) + 2 * (number - len(hard)) + (sign > 0)] = -measure
                matrix.append(line)
                bounds.append(sign * float(row.bound))
        limits = [(1.0, 1.0) if c == ("one",) else (0.0, 1.0 if c[0] == "u" else None) for c in columns]
        limits += [(0.0, None)] * (2 * len(soft))
        whole = np.concatenate([cost, np.ones(2 * len(soft))])
        found = linprog(whole, A_ub=np.array(matrix), b_ub=np.array(bounds), bounds=limits, method="highs")
        assert found.status in (0, 2), found.message
        return float(found.fun) if found.status == 0 else None
