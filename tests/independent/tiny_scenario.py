"""From a seed to a scenario so small that every plan with whole decisions can be tried, and the best by trying all."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.independent.folders import settings, write_folder
from tests.independent.naive import Column, Row, Terms, build

F = Fraction


def write_tiny(folder: Path, seed: int, *, fewest: bool = False) -> Path:
    """Two clusters in two departments, two levels, one year: start-up costs, a gate, agents, coverage, a share; with `fewest`
    no cluster opens for less than some households.
    """
    rng = random.Random(seed)
    names = ("c0", "c1")
    clusters = [
        f"{c} {c} d{i} {rng.randint(2, 4)} {rng.randint(0, 6)} {rng.choice(['0', '1', '0.5'])} "
        f"{rng.choice(['0', '0.5', '1'])} 1.5 {rng.choice(['0', '0.3', '0.5'])}"
        for i, c in enumerate(names)
    ]
    entry = {c: F(rng.randint(3, 9), 3) for c in names}
    costs = [
        f"{c} {k} {float(entry[c] * times):.4f} {rng.choice(['0', '0.25'])}"
        for c in names
        for k, times in (("entry", F(1)), ("intensive", F(rng.randint(5, 11), 3)))
    ]
    budgets = [f"d{i} 1 {rng.randint(60, 220) / 10}" for i in range(2)]
    limits = [
        f"most households - {rng.choice(['<=', '<=', '='])} {rng.randint(3, 7)}",
        f"first households c0 >= {rng.choice([0, 0, 1])}",
    ]
    tables = {
        "settings": settings(facilitation_cost=rng.choice(["0.5", "1.1"])),
        "departments": "department_id name\nd0 North\nd1 South",
        "clusters": "cluster_id name department_id poor_households start_up_cost start_up_agent_months "
        "min_facilitation_months max_facilitation_months min_coverage\n" + "\n".join(clusters),
        "levels": "level_id order name reached deep trust_gate\nentry 1 Entry 1 0 -\n"
        f"intensive 2 Intensive 1 1 {rng.choice(['-', '1', '2'])}",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\n" + "\n".join(costs),
        "budgets": "department_id year envelope\n" + "\n".join(budgets),
        "agents": f"year agent_months\n1 {rng.randint(3, 9) / 2}",
        "limits": "limit_id measure cluster_id sense value\n" + "\n".join(limits),
    }
    if fewest:
        head, *rows = tables["clusters"].splitlines()
        rows = [f"{row} {rng.randint(2, 4)}" for row in rows]
        tables["clusters"] = "\n".join([f"{head} min_households", *rows])
    return write_folder(folder, tables)


def tried(folder: Path, x: str, y: str, level: int) -> tuple[Fraction, Fraction] | None:
    """The most of y with at least a level of x, or with the most of x where nothing reaches it; None without a plan.

    Plans that keep equations come first, then those that miss them by one household.
    """
    programme = build(folder)
    columns = [*programme.columns, ("one",)]
    # Every combination of values, an entry a column, counted in halves: whole numbers, so that nothing is rounded.
    plans = np.array(list(product(*(_halves(column) for column in columns))), dtype=np.int64)
    off = np.stack([_missed(row, columns, plans) for row in programme.rows])
    equation = np.array([[row.sense == "="] for row in programme.rows])
    one = np.array([[2 * _size(row.terms, row.bound)] for row in programme.rows])
    meets = (off <= 0).all(axis=0)
    nearly = (off <= np.where(equation, one, 0)).all(axis=0)
    reached, most = (_sum(programme.objectives[name], columns, plans) for name in (x, y))
    for wanted in (2 * level, None):
        for kept in (meets, nearly):
            if kept.any():
                least = reached[kept].max() if wanted is None else wanted
                if (among := kept & (reached >= least)).any():
                    best = most[among].max()
                    return F(int(reached[among & (most == best)].max()), 2), F(int(best), 2)
    return None


def _halves(column: Column) -> list[int]:
    """What a column may be, in halves: openings 0 or 1, months up to 1.5, households up to 4."""
    return {"u": [0, 2], "f": [0, 1, 2, 3], "h": [0, 2, 4, 6, 8], "one": [2]}[column[0]]


def _size(terms: Terms, bound: Fraction = F(1)) -> int:
    """What makes a row's numbers whole."""
    return math.lcm(bound.denominator, *(value.denominator for value in terms.values()))


def _sum(terms: Terms, columns: list[Column], plans: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of whole terms over every plan, in halves."""
    return plans @ np.array([int(terms.get(column, F(0))) for column in columns], dtype=np.int64)


def _missed(row: Row, columns: list[Column], plans: NDArray[np.int64]) -> NDArray[np.int64]:
    """By how much plans miss a row, in halves of its own size; not above 0 where they keep it."""
    size = _size(row.terms, row.bound)
    over = _sum({column: value * size for column, value in row.terms.items()}, columns, plans) - int(
        2 * row.bound * size
    )
    return {"<=": over, ">=": -over, "=": np.abs(over)}[row.sense]
