"""A seeded programme of the size and shape of a state's plan: clusters x activities x levels x years.

It is no place and no plan: every number is drawn from `seed`. Budgets with carry-over, staff with hiring, populations,
capacities, prerequisites, district floors and a women's share couple everything, so that the frontiers have as many
corners as real ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp

DEPARTMENTS = 4
PAIRS = (("today", "tomorrow"), ("participation", "selectivity"), ("depth", "breadth"))


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A PuLP problem and its six objectives, all to be maximised."""

    problem: pulp.LpProblem
    objectives: dict[str, pulp.LpAffineExpression]

    def pair(self, first: str, second: str) -> dict[str, pulp.LpAffineExpression]:
        """Two of the objectives."""
        return {first: self.objectives[first], second: self.objectives[second]}


def make_instance(clusters: int, *, activities: int = 10, levels: int = 3, years: int = 5, seed: int = 7) -> Instance:
    """Draw an instance; 150 clusters give about 23,000 columns."""
    random = np.random.default_rng(seed)
    shape = (clusters, activities, levels, years)
    problem = pulp.LpProblem("benchmark")
    names = [f"n{i}" for i in range(int(np.prod(shape)))]
    flat = [problem.add_variable(name, 0) for name in names]
    n = np.array(flat, dtype=object).reshape(shape)
    rows = 0

    def row(
        columns: np.ndarray, values: np.ndarray, sense: int, bound: float, *extra: tuple[pulp.LpVariable, float]
    ) -> None:
        nonlocal rows
        terms = dict(zip(columns.ravel().tolist(), values.ravel().tolist(), strict=True)) | dict(extra)
        problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), sense, f"r{rows}", bound))
        rows += 1

    at_most, at_least = pulp.LpConstraintLE, pulp.LpConstraintGE
    households = np.round(random.lognormal(5.5, 0.9, clusters)) + 30
    poor = np.round(random.uniform(0.3, 0.95, (clusters, activities)), 3)
    step = np.array([1.0, 3.0, 9.0])[:levels]
    cost = np.round(
        random.uniform(0.02, 0.06, (clusters, activities, 1)) * step * random.uniform(0.8, 1.2, shape[:3]), 4
    )
    effort = np.round(random.uniform(0.01, 0.03, (clusters, activities, 1)) * np.array([1.0, 2.0, 4.0])[:levels], 4)
    women = np.round(random.uniform(0.1, 0.9, (clusters, activities)), 3)
    department = np.arange(clusters) % DEPARTMENTS
    districts = np.arange(clusters) % max(1, clusters // 5)
    # Prices and effects differ a little from year to year, as everywhere.
    by_year = np.round(cost[..., None] * random.uniform(0.95, 1.05, shape), 5)
    ones = np.ones(shape)

    for c in range(clusters):
        for t in range(years):
            row(n[c, :, :, : t + 1], ones[c, :, :, : t + 1], at_most, float(households[c]))
    # Some have had the lower levels before the plan begins.
    before = np.round(random.uniform(0.2, 3.0, (clusters, activities)), 2)
    capacity = np.round(households[:, None] * random.uniform(0.08, 0.35, (clusters, activities)), 1)
    for c in range(clusters):
        for a in range(activities):
            for t in range(years):
                row(n[c, a, :, t], ones[c, a, :, t], at_most, float(capacity[c, a]))
            for t in sorted({min(t, years - 1) for t in (1, 2, 4)}):
                # The highest level needs the lower ones before it.
                weights = np.where(np.arange(levels)[:, None] == levels - 1, 1.0, -0.5) * np.ones((levels, t + 1))
                row(n[c, a, :, : t + 1], weights, at_most, float(before[c, a]))
    total = float((households[:, None, None] * cost / activities).sum())
    envelope = 0.18 * total / (DEPARTMENTS * years)
    carried: dict[int, pulp.LpVariable] = {}
    for t in range(years):
        for d in range(DEPARTMENTS):
            mine = department == d
            kept = problem.add_variable(f"kept{d}_{t}", 0, round(envelope / 2, 3))
            extra = [(kept, 1.0)] + ([(carried[d], -1.0)] if d in carried else [])
            if mine.any():
                row(n[mine, :, :, t], by_year[mine, :, :, t], at_most, round(envelope, 3), *extra)
            carried[d] = kept
    staff = 0.05 * float((households[:, None, None] * effort / activities).sum()) / years
    hired: list[pulp.LpVariable] = []
    for t in range(years):
        hired.append(problem.add_variable(f"hired{t}", 0, round(staff / 2, 3)))
        months = np.broadcast_to(effort[..., None], shape)[..., t]
        row(n[..., t], months, at_most, round(staff, 3), *((h, -1.0) for h in hired))
    for d in range(int(districts.max()) + 1):
        here = districts == d
        floor = 0.02 * float(households[here].sum())
        row(n[here], np.broadcast_to(poor[:, :, None, None], shape)[here], at_least, round(floor, 2))
    for t in range(years):
        balance = np.broadcast_to((women - 0.4)[:, :, None], shape[:3])
        row(n[..., t], np.round(balance, 4), at_least, 0.0)

    gain = np.round(random.uniform(0.02, 0.05, (clusters, activities, 1)) * np.array([1.0, 2.2, 4.5])[:levels], 4)
    later = np.round(gain * random.uniform(0.2, 1.8, (clusters, activities, 1)) * np.array([0.5, 1.0, 1.6])[:levels], 4)
    added = np.round(gain * random.lognormal(0, 0.8, (clusters, activities, 1)), 4)
    early = (years - np.arange(years)) / years
    majority = np.round(random.uniform(0.4, 1.0, (clusters, activities)), 3)
    deep = np.round(random.uniform(0.7, 1.0, (clusters, activities)), 3)
    is_deep = np.arange(levels) == levels - 1
    full = np.broadcast_to
    amounts = {
        "today": full(gain[..., None] * early, shape),
        "tomorrow": full(later[..., None] * (2 - early), shape),
        "participation": full(majority[:, :, None, None], shape),
        "selectivity": full(added[..., None], shape),
        "depth": full((poor * deep)[:, :, None, None] * is_deep[:, None], shape),
        "breadth": full(poor[:, :, None, None], shape),
    }
    varied = {name: np.round(values * random.uniform(0.95, 1.05, shape), 6) for name, values in amounts.items()}
    objectives = {
        name: pulp.LpAffineExpression(dict(zip(flat, values.ravel().tolist(), strict=True)))
        for name, values in varied.items()
    }
    return Instance(problem=problem, objectives=objectives)
