"""A seeded programme of the size and shape of a state's plan: clusters x activities x levels x years.

It is no place and no plan: every number is drawn from `seed`. What couples the columns is what couples real plans:

    n[c, a, k, t]   households of cluster c that begin activity a at level k in year t, at most what the activity can
                    take in a year and what its list holds; a level needs the levels below it
    s[c, t]         what the cluster spends in the year, at most what it can absorb
    b[c]            households reached, at most the poor of the cluster; only some of those who begin are newcomers
    k[d, t]         money a department carries into the next year, within its envelope
    h[d, t]         staff it hires on top of those it has, paid until the end

and every year each department's beginners are women in two cases of five, every district has a floor. Costs, efforts
and effects differ by cluster, activity and level, and a little (`_SPREAD`) from year to year. Money suffices for about
a fifth of what could be done, so that most choices are live on the way from one aim to the other: 150 clusters have
13,010 rows, 23,440 columns and 16,800 to 18,700 extreme points for each pair of objectives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import pulp
from numpy.typing import NDArray

DEPARTMENTS = 4
PAIRS = (("today", "tomorrow"), ("participation", "selectivity"), ("depth", "breadth"))
_SPREAD = 0.05
_MONEY, _ABSORBED, _STAFF = 0.2, 0.6, 0.25
"""Envelopes, spending of a cluster and staff, as shares of what every activity at its capacity would take."""

Floats = NDArray[np.float64]
Columns = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A PuLP problem and its six objectives, all to be maximised."""

    problem: pulp.LpProblem
    objectives: dict[str, pulp.LpAffineExpression]

    def pair(self, first: str, second: str) -> dict[str, pulp.LpAffineExpression]:
        """Two of the objectives."""
        return {first: self.objectives[first], second: self.objectives[second]}


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What is drawn: arrays by cluster c, activity a, level k and year t, as far as each depends on them."""

    shape: tuple[int, int, int, int]
    households: Floats
    """By c."""
    cost: Floats
    """Money a household, by c, a, k, t."""
    effort: Floats
    """Staff months a household, by c, a, k."""
    poor: Floats
    """Share, by c, a."""
    women: Floats
    """Share, by c, a."""
    newcomers: Floats
    """Poor households reached for the first time, a beginner; by c, a, k, t."""
    capacity: Floats
    """Beginners a year, by c, a, t."""
    listed: Floats
    """Beginners over all years, by c, a."""
    ratio: Floats
    """Beginners at a level for each one at the levels below, by c, a, k."""
    before: Floats
    """Households that had the level below before the plan, by c, a, k."""
    amounts: dict[str, Floats]
    """What an objective counts for each n, by c, a, k, t."""


def make_instance(clusters: int, *, activities: int = 10, levels: int = 3, years: int = 5, seed: int = 7) -> Instance:
    """Draw an instance and build it; the same arguments give the same instance."""
    return build(draw(clusters, activities=activities, levels=levels, years=years, seed=seed))


def draw(clusters: int, *, activities: int, levels: int, years: int, seed: int) -> Draw:
    """The numbers of an instance."""
    random = np.random.default_rng(seed)
    uniform = random.uniform
    shape = (clusters, activities, levels, years)
    dearer, harder, better = np.array([[1.0, 3.0, 9.0], [1.0, 2.0, 4.0], [1.0, 2.2, 4.5]])[:, :levels]

    def varied(values: Floats) -> Floats:
        return np.round(values * uniform(1 - _SPREAD, 1 + _SPREAD, shape), 6)

    by_level = shape[:3]
    households = np.round(random.lognormal(5.5, 0.9, clusters)) + 30
    cost = uniform(0.02, 0.06, (clusters, activities, 1)) * dearer * uniform(0.8, 1.2, by_level)
    effort = uniform(0.01, 0.03, (clusters, activities, 1)) * harder * uniform(0.8, 1.2, by_level)
    poor, women = uniform(0.3, 0.95, (clusters, activities)), uniform(0.1, 0.9, (clusters, activities))
    new = uniform(0.09, 0.3, (clusters, activities, 1)) * np.where(np.arange(levels) == levels - 1, 0.8, 1.0)
    gain = uniform(0.02, 0.05, (clusters, activities, 1)) * better * uniform(0.8, 1.2, by_level)
    later = gain * uniform(0.2, 1.8, (clusters, activities, 1)) * np.array([0.5, 1.0, 1.6])[:levels]
    added = gain * random.lognormal(0, 0.8, (clusters, activities, 1))
    majority, deep = uniform(0.4, 1.0, (clusters, activities)), uniform(0.7, 1.0, (clusters, activities))
    early = (years - np.arange(years)) / years
    is_deep = np.arange(levels) == levels - 1
    return Draw(
        shape=shape,
        households=households,
        cost=varied(cost[..., None]),
        effort=np.round(effort, 4),
        poor=np.round(poor, 3),
        women=np.round(women, 3),
        newcomers=varied((poor[..., None] * new)[..., None]),
        capacity=np.round(households[:, None, None] * uniform(0.05, 0.3, (clusters, activities, years)), 1),
        listed=np.round(households[:, None] * uniform(0.2, 0.8, (clusters, activities)), 1),
        ratio=np.round(uniform(0.3, 0.8, by_level), 2),
        before=np.round(households[:, None, None] * uniform(0, 0.05, by_level), 2),
        amounts={
            "today": varied(gain[..., None] * early),
            "tomorrow": varied(later[..., None] * (2 - early)),
            "participation": varied(majority[..., None, None]),
            "selectivity": varied(added[..., None]),
            "depth": varied((poor * deep)[..., None, None] * is_deep[:, None]),
        },
    )


class Builder:
    """Columns and rows the fast legal way: a dict of terms, then one constraint of it, never a sum of products."""

    def __init__(self) -> None:
        self.problem = pulp.LpProblem("benchmark")
        self.numbers = count()

    def columns(self, letter: str, shape: tuple[int, ...], upper: Floats | None = None) -> Columns:
        """Columns from 0 to `upper`, named by letter and number."""
        size = int(np.prod(shape))
        limits = [None] * size if upper is None else np.round(np.broadcast_to(upper, shape), 3).ravel().tolist()
        found = [self.problem.add_variable(f"{letter}{i}", 0, limits[i]) for i in range(size)]
        return np.array(found, dtype=object).reshape(shape)

    def row(
        self,
        columns: Columns,
        values: Floats | float,
        sense: int,
        bound: float,
        extra: Sequence[tuple[pulp.LpVariable, float]] = (),
    ) -> None:
        """One row: the sum of values times columns, and the extra terms, against a bound."""
        expression = self.total(columns, values, extra)
        name = f"r{next(self.numbers)}"
        self.problem.addConstraint(pulp.LpConstraint(expression, sense, name, round(float(bound), 3)))

    def total(
        self, columns: Columns, values: Floats | float, extra: Sequence[tuple[pulp.LpVariable, float]] = ()
    ) -> pulp.LpAffineExpression:
        """The sum of values times columns, and the extra terms."""
        every = np.broadcast_to(values, columns.shape).ravel().tolist()
        return pulp.LpAffineExpression(dict(zip(columns.ravel().tolist(), every, strict=True)) | dict(extra))


_AT_MOST, _AT_LEAST, _EQUAL = pulp.LpConstraintLE, pulp.LpConstraintGE, pulp.LpConstraintEQ


def build(drawn: Draw, builder: Builder | None = None) -> Instance:
    """The PuLP problem of what was drawn; another builder may write its rows another way."""
    build = builder or Builder()
    clusters, _, _, years = drawn.shape
    n = build.columns("n", drawn.shape)
    possible = (drawn.capacity[:, :, None, :] * drawn.cost).mean(axis=2).sum(axis=1)
    spend = build.columns("s", (clusters, years), _ABSORBED * possible)
    reach = build.columns("b", (clusters,), drawn.households * drawn.poor.mean(axis=1))
    for c in range(clusters):
        _build_cluster(build, drawn, c, n[c], spend[c], reach[c])
    _build_departments(build, drawn, n, spend, possible)
    districts = np.arange(clusters) % max(1, clusters // 3)
    for district in range(int(districts.max()) + 1):
        here = districts == district
        floor = 0.05 * drawn.households[here].sum()
        build.row(n[here], drawn.poor[here][:, :, None, None], _AT_LEAST, floor)
    objectives = {name: build.total(n, values) for name, values in drawn.amounts.items()}
    objectives["breadth"] = build.total(reach, 1.0)
    return Instance(problem=build.problem, objectives=objectives)


def _build_cluster(build: Builder, drawn: Draw, c: int, n: Columns, spend: Columns, reach: pulp.LpVariable) -> None:
    activities, levels, years = n.shape
    for t in range(years):
        build.row(n[:, :, t], drawn.cost[c, :, :, t], _EQUAL, 0.0, [(spend[t], -1.0)])
    for a in range(activities):
        for t in range(years):
            build.row(n[a, :, t], 1.0, _AT_MOST, drawn.capacity[c, a, t])
        build.row(n[a], 1.0, _AT_MOST, drawn.listed[c, a])
        for k in range(1, levels):
            needed = np.where(np.arange(k + 1) == k, 1.0, -drawn.ratio[c, a, k])
            build.row(n[a, : k + 1], needed[:, None], _AT_MOST, drawn.before[c, a, k])
    build.row(n, -drawn.newcomers[c], _AT_MOST, 0.0, [(reach, 1.0)])


def _build_departments(build: Builder, drawn: Draw, n: Columns, spend: Columns, possible: Floats) -> None:
    clusters, _, _, years = drawn.shape
    department = np.arange(clusters) % DEPARTMENTS
    work = (drawn.capacity[:, :, None, :] * drawn.effort[..., None]).mean(axis=2).sum(axis=1)
    for d in range(min(DEPARTMENTS, clusters)):
        mine = department == d
        # Envelopes swell and shrink: carrying over is worth something.
        swings = 1 + 0.2 * np.sin(np.arange(years) + d)
        envelope = _MONEY * possible[mine].sum(axis=0).mean() * swings
        staff = _STAFF * work[mine].sum(axis=0).mean()
        kept = build.columns(f"k{d}_", (years,), envelope / 2)
        hired = build.columns(f"h{d}_", (years,), np.array(0.3 * staff))
        for t in range(years):
            pay = [(hired[t], round(0.05 * (years - t), 2)), (kept[t], 1.0)] + [(kept[t - 1], -1.0)] * (t > 0)
            build.row(spend[mine, t], 1.0, _AT_MOST, envelope[t], pay)
            build.row(n[mine, :, :, t], drawn.effort[mine], _AT_MOST, staff, [(h, -1.0) for h in hired[: t + 1]])
            build.row(n[mine, :, :, t], np.round(drawn.women[mine] - 0.4, 3)[:, :, None], _AT_LEAST, 0.0)
