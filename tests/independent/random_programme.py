"""From a seed to a small linear programme with two objectives, in fractions: families chosen to be hard on an engine.

Integers in a small range make ties, parallel edges, collinear points and degenerate corners abound. Unless a family is
about infeasible or unbounded programmes, rows are drawn around a point, so that they can hold. Shares no code with
`tradeoff`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

import pulp

F = Fraction
SENSES = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}


class Line(NamedTuple):
    """A row: terms by number of the column, `<=`, `>=` or `=`, bound."""

    terms: dict[int, Fraction]
    sense: str
    bound: Fraction


class Aim(NamedTuple):
    """An objective: a cost for every column, to be maximised (`max`) or minimised (`min`)."""

    name: str
    sense: str
    costs: list[Fraction]
    constant: Fraction


class Programme(NamedTuple):
    """Columns between `lower` and `upper` (None: no bound), rows, two objectives."""

    seed: int
    family: str
    lower: list[Fraction | None]
    upper: list[Fraction | None]
    rows: list[Line]
    aims: tuple[Aim, Aim]


Bounds = list[Fraction | None]
Parts = tuple[Bounds, Bounds, list[Line]]


def draw(seed: int, family: str | None = None) -> Programme:
    """The programme of a seed; the families take turns unless one is named."""
    rng = random.Random(seed)
    chosen = family or list(FAMILIES)[seed % len(FAMILIES)]
    return FAMILIES[chosen](rng)._replace(seed=seed, family=chosen)


def in_pulp(
    programme: Programme, *, columns: Sequence[int] | None = None, rows: Sequence[int] | None = None
) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]:
    """The problem, its objectives and senses; `columns` and `rows` give another order, names stay."""
    problem = pulp.LpProblem("random")
    order = list(columns) if columns is not None else list(range(len(programme.lower)))
    made = {j: problem.add_variable(f"x{j}", *map(_float, (programme.lower[j], programme.upper[j]))) for j in order}
    for i in rows if rows is not None else range(len(programme.rows)):
        line = programme.rows[i]
        terms = {made[j]: float(line.terms[j]) for j in order if j in line.terms}
        expression = pulp.LpAffineExpression(terms)
        problem.addConstraint(pulp.LpConstraint(expression, SENSES[line.sense], f"r{i}", float(line.bound)))
    objectives = {
        aim.name: pulp.LpAffineExpression({made[j]: float(aim.costs[j]) for j in order}, constant=float(aim.constant))
        for aim in programme.aims
    }
    return problem, objectives, {aim.name: aim.sense for aim in programme.aims}


def _float(bound: Fraction | None) -> float | None:
    return None if bound is None else float(bound)


def _finish(rng: random.Random, parts: Parts, costs: Sequence[Sequence[Fraction | int]]) -> Programme:
    """Add objectives of random senses, now and then with a constant."""
    lower, upper, rows = parts
    aims = [
        Aim(
            name, rng.choice(("max", "min")), list(map(F, row)), F(rng.choice((0, 0, 0, rng.randint(-9, 9), 1_000_000)))
        )
        for name, row in zip(("f", "g"), costs, strict=True)
    ]
    return Programme(0, "", lower, upper, rows, (aims[0], aims[1]))


def _around(
    rng: random.Random, at: Sequence[int], terms: dict[int, Fraction], *, senses: str = "<<<>=", room: int = 6
) -> Line:
    """A row that holds at a point, often without any room."""
    activity = sum((value * at[j] for j, value in terms.items()), F(0))
    sense = {"<": "<=", ">": ">=", "=": "="}[rng.choice(senses)]
    slack = {"<=": 1, ">=": -1, "=": 0}[sense] * rng.choice((0, rng.randint(0, room)))
    return Line(terms, sense, activity + slack)


def _integers(rng: random.Random, count: int, low: int, high: int, *, density: float = 1.0) -> dict[int, Fraction]:
    drawn = {j: F(rng.randint(low, high)) for j in range(count) if rng.random() < density}
    return {j: value for j, value in drawn.items() if value}


def _costs(rng: random.Random, count: int, low: int, high: int) -> list[list[int]]:
    """Two cost rows; every other time they pull against each other nearly everywhere."""
    first = [rng.randint(low, high) for _ in range(count)]
    if rng.random() < 0.5:
        return [first, [rng.randint(low, high) for _ in range(count)]]
    return [first, [-cost + rng.randint(-2, 2) for cost in first]]


def _clusters(rng: random.Random) -> Programme:
    """Clusters x activities: people once, capacities, budgets of departments, a ceiling over all."""
    clusters, activities = rng.choice(((2, 2), (2, 3), (2, 4), (5, 4), (12, 5)))
    count = clusters * activities
    price = [F(rng.randint(5, 60), 10) for _ in range(count)]
    rows = []
    for c in range(clusters):
        mine = range(c * activities, (c + 1) * activities)
        rows.append(Line(dict.fromkeys(mine, F(1)), "<=", F(rng.randint(5, 40))))
        if rng.random() < 0.5:
            rows.append(Line(dict.fromkeys(list(mine)[:2], F(1)), "<=", F(rng.randint(3, 20))))
    for d in range(2):
        rows.append(Line({j: price[j] for j in range(d, count, 2)}, "<=", F(rng.randint(10, 25 * clusters))))
    rows.append(Line(dict(enumerate(price)), "<=", F(rng.randint(20, 40 * clusters))))
    costs = [[F(rng.randint(0, 100), 100) for _ in range(count)] for _ in range(2)]
    programme = _finish(rng, ([F(0)] * count, [None] * count, rows), costs)
    return programme._replace(aims=tuple(aim._replace(sense="max") for aim in programme.aims))


def _dense(rng: random.Random) -> Programme:
    """Every row over every column."""
    count = rng.choice((2, 3, 5, 7, 8, 15, 25))
    at = [rng.randint(0, 9) for _ in range(count)]
    rows = [_around(rng, at, _integers(rng, count, -9, 9)) for _ in range(rng.randint(1, 7 if count <= 8 else 12))]
    rows.append(Line({j: F(1) for j in range(count)}, "<=", F(sum(at) + rng.randint(0, 20))))
    return _finish(rng, ([F(0)] * count, [None] * count, rows), _costs(rng, count, -9, 9))


def _sparse(rng: random.Random) -> Programme:
    """A few columns in a row, decimals as coefficients."""
    count = rng.choice((4, 6, 8, 20, 40))
    at = [rng.randint(0, 9) for _ in range(count)]
    rows = []
    for _ in range(rng.randint(2, count)):
        terms = {j: value / 8 for j, value in _integers(rng, count, -20, 60, density=2.5 / count).items()}
        rows.append(_around(rng, at, terms, senses="<<<<>>="))
    lower: Bounds = [F(0)] * count
    upper: Bounds = [F(a + rng.randint(0, 9)) for a in at]
    costs = [[F(value, 10) for value in row] for row in _costs(rng, count, -99, 99)]
    return _finish(rng, (lower, upper, rows), costs)


def _bounds(rng: random.Random) -> Programme:
    """Free, negative, boxed and fixed columns."""
    count = rng.choice((2, 4, 6, 8, 16))
    at = [rng.randint(-5, 5) for _ in range(count)]
    lower: Bounds = []
    upper: Bounds = []
    for a in at:
        kind = rng.choice(("free", "negative", "positive", "boxed", "boxed", "fixed"))
        lower.append(None if kind in ("free", "negative") else F(a if kind == "fixed" else a - rng.randint(0, 4)))
        upper.append(None if kind in ("free", "positive") else F(a if kind == "fixed" else a + rng.randint(0, 4)))
    rows = [_around(rng, at, _integers(rng, count, -4, 4, density=0.7)) for _ in range(rng.randint(0, 5))]
    signs = [F(rng.choice((-1, 1, 1, 2))) for _ in range(count)]
    weights = dict(enumerate(signs))
    middle = sum((v * at[j] for j, v in weights.items()), F(0))
    rows += [Line(weights, "<=", middle + rng.randint(0, 9)), Line(weights, ">=", middle - rng.randint(0, 9))]
    # Costs that the rows bound often enough: combinations of rows, with a nudge on the boxed columns.
    costs = []
    for _ in range(2):
        mix = [(rng.randint(-2, 2), row) for row in rows]
        cost = [sum((k * row.terms.get(j, F(0)) for k, row in mix), F(0)) for j in range(count)]
        boxed = [lower[j] is not None and upper[j] is not None for j in range(count)]
        costs.append([c + (rng.randint(-3, 3) if box else 0) for c, box in zip(cost, boxed, strict=True)])
    return _finish(rng, (lower, upper, rows), costs)


def _degenerate(rng: random.Random) -> Programme:
    """Zeros, ones and twos; the same row twice and thrice; many rows through one corner."""
    count = rng.choice((2, 3, 4, 6, 8, 12))
    at = [rng.choice((0, 0, 1, 2)) for _ in range(count)]
    rows = [
        _around(rng, at, _integers(rng, count, -1, 2, density=0.8), senses="<<<>", room=1)
        for _ in range(rng.randint(1, min(5, count)))
    ]
    for _ in range(rng.randint(0, 2)):
        twin = rng.choice(rows)
        factor = rng.choice((1, 1, 2))
        rows.append(Line({j: v * factor for j, v in twin.terms.items()}, twin.sense, twin.bound * factor))
    rows.append(Line({j: F(1) for j in range(count)}, "<=", F(sum(at) + rng.randint(0, 3))))
    return _finish(rng, ([F(0)] * count, [None] * count, rows), _costs(rng, count, -1, 2))


def _rupees(rng: random.Random) -> Programme:
    """Another family's programme with every column, row and objective in a unit of its own."""
    base = rng.choice((_clusters, _dense, _sparse, _degenerate))(rng)
    column = [F(10) ** rng.choice((-3, 0, 0, 2, 5)) for _ in base.lower]
    rows = []
    for row in base.rows:
        unit = F(10) ** rng.choice((-2, 0, 0, 3, 7))
        rows.append(Line({j: v * unit / column[j] for j, v in row.terms.items()}, row.sense, row.bound * unit))
    aims = []
    for aim in base.aims:
        unit = F(10) ** rng.choice((-6, 0, 5))
        aims.append(aim._replace(costs=[c * unit / column[j] for j, c in enumerate(aim.costs)], constant=F(0)))
    return base._replace(
        lower=[None if b is None else b * column[j] for j, b in enumerate(base.lower)],
        upper=[None if b is None else b * column[j] for j, b in enumerate(base.upper)],
        rows=rows,
        aims=(aims[0], aims[1]),
    )


def _aims(rng: random.Random) -> Programme:
    """Objectives that are zero, the same, opposite, multiples, or nearly so."""
    base = rng.choice((_dense, _degenerate, _clusters))(rng)
    f, g = base.aims
    kind = rng.choice(("zero", "both zero", "same", "opposite", "multiple", "one apart"))
    costs = f.costs
    if kind == "both zero":
        f = f._replace(costs=[F(0)] * len(costs))
    changed = {
        "zero": [F(0)] * len(costs),
        "both zero": [F(0)] * len(costs),
        "same": costs,
        "opposite": [-c for c in costs],
        "multiple": [3 * c for c in costs],
        "one apart": [costs[0] - 1, *costs[1:]],
    }[kind]
    g = g._replace(costs=list(changed))
    return base._replace(aims=(f, g) if rng.random() < 0.5 else (g._replace(name="f"), f._replace(name="g")))


def _nowhere(rng: random.Random) -> Programme:
    """Rows and bounds with nothing to make them hold or to bound the objectives."""
    count = rng.choice((1, 2, 3, 5, 8, 12))
    lower: Bounds = [rng.choice((F(0), F(0), F(-3), None)) for _ in range(count)]
    upper: Bounds = [rng.choice((None, None, F(4))) for _ in range(count)]
    rows = [
        Line(_integers(rng, count, -4, 4, density=0.7), rng.choice(("<=", "<=", ">=", "=")), F(rng.randint(-6, 9)))
        for _ in range(rng.randint(1, 6))
    ]
    return _finish(rng, (lower, upper, rows), _costs(rng, count, -3, 3))


def _equalities(rng: random.Random) -> Programme:
    """A transport problem: equalities alone, one of them redundant, every basis degenerate now and then."""
    sources, sinks = rng.choice(((2, 2), (2, 3), (2, 4), (4, 6)))
    flow = [[rng.randint(0, 6) for _ in range(sinks)] for _ in range(sources)]
    rows = [Line({s * sinks + t: F(1) for t in range(sinks)}, "=", F(sum(flow[s]))) for s in range(sources)]
    rows += [
        Line({s * sinks + t: F(1) for s in range(sources)}, "=", F(sum(flow[s][t] for s in range(sources))))
        for t in range(sinks)
    ]
    count = sources * sinks
    return _finish(rng, ([F(0)] * count, [None] * count, rows), _costs(rng, count, 0, 9))


def _tiny(rng: random.Random) -> Programme:
    """One column, no rows at all, rows without terms."""
    count = rng.choice((1, 1, 2, 4, 6))
    lower: Bounds = [F(rng.randint(-3, 2)) for _ in range(count)]
    upper: Bounds = [low + rng.randint(0, 4) if low is not None else None for low in lower]
    rows = [Line({}, rng.choice(("<=", ">=", "=")), F(0)) for _ in range(rng.randint(0, 2))]
    if rows and rng.random() < 0.1:
        rows.append(Line({}, ">=", F(1)))
    if rng.random() < 0.4:
        rows.append(Line(_integers(rng, count, -2, 2), "<=", F(rng.randint(-1, 5))))
    return _finish(rng, (lower, upper, rows), _costs(rng, count, -3, 3))


def _hull(rng: random.Random) -> Programme:
    """Mixtures of points of a grid: corners, points on edges, points twice, points inside."""
    count = rng.choice((3, 5, 8, 20, 60))
    side = rng.choice((3, 6, 30, 1000))
    points = [(rng.randint(0, side), rng.randint(0, side)) for _ in range(count)]
    rows = [Line({j: F(1) for j in range(count)}, "=", F(1))]
    return _finish(rng, ([F(0)] * count, [None] * count, rows), [[p[k] for p in points] for k in range(2)])


FAMILIES: dict[str, Callable[[random.Random], Programme]] = {
    "clusters": _clusters,
    "dense": _dense,
    "sparse": _sparse,
    "bounds": _bounds,
    "degenerate": _degenerate,
    "rupees": _rupees,
    "aims": _aims,
    "nowhere": _nowhere,
    "equalities": _equalities,
    "tiny": _tiny,
    "hull": _hull,
}
