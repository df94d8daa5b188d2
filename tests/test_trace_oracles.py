"""`trace` against problems with known exact answers: textbooks, special shapes, and worked examples in fractions.

`oracles/*.json` hold one problem each with its source and its exact extreme points (decimals or p/q as strings); the
points were found by an exact rational simplex and checked by a second exact solver.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.sandwich import trace_surface

ORACLES = sorted((Path(__file__).parent / "oracles").glob("*.json"))
SENSES = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}


def number(value: Any) -> float:
    """An oracle's number: decimals as they are, `p/q` as a fraction."""
    return float(Fraction(str(value)))


def load(path: Path) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str], dict[str, Any]]:
    """The problem of an oracle file, its objectives, senses and expected answer."""
    data = json.loads(path.read_text(), parse_float=str)
    problem = pulp.LpProblem("oracle")
    bounds = zip(data["vars"], data["lb"], data["ub"], strict=True)
    columns = [
        problem.add_variable(name, *(None if bound is None else number(bound) for bound in (low, high)))
        for name, low, high in bounds
    ]
    rows: list[dict[pulp.LpVariable, float]] = [{} for _ in data["b"]]
    for i, j, v in zip(data["A"]["i"], data["A"]["j"], data["A"]["v"], strict=True):
        rows[i][columns[j]] = number(v)
    for i, (row, sense, bound) in enumerate(zip(rows, data["row_sense"], data["b"], strict=True)):
        problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(row), SENSES[sense], f"r{i}", number(bound)))
    given = data["objectives"]
    objectives = {
        name: pulp.LpAffineExpression(dict(zip(columns, map(number, costs), strict=True)), constant=number(constant))
        for name, costs, constant in zip(given["names"], given["C"], given["const"], strict=True)
    }
    return problem, objectives, dict(zip(given["names"], given["sense"], strict=True)), data["expected"]


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.stem)
def test_oracle(path: Path) -> None:
    """The same extreme points to 1e-9, or the same status."""
    problem, objectives, senses, expected = load(path)
    if len(objectives) == 3:
        assert_surface(problem, objectives, senses, expected["points"])
        return
    if expected["status"] == "infeasible":
        with pytest.raises(tradeoff.InfeasibleError):
            tradeoff.trace(problem, objectives, sense=senses, exact=True)
        return
    if expected["status"] == "unbounded":
        for certify in (False, True):
            found = tradeoff.trace(problem, objectives, sense=senses, exact=True, certify=certify)
            assert without_bound(found) == expected["unbounded_objectives"]
        return
    frontier = tradeoff.trace(problem, objectives, sense=senses, exact=True)
    points = sorted((tuple(map(number, point)) for point in expected["points"]), reverse=True)
    if senses[frontier.objectives[0]] == "min":
        points.reverse()
    assert len(frontier.extreme_points) == len(points)
    for found, (x, y) in zip(frontier.extreme_points, points, strict=True):
        assert (found.x, found.y) == (pytest.approx(x, rel=1e-9, abs=1e-9), pytest.approx(y, rel=1e-9, abs=1e-9))


def without_bound(frontier: tradeoff.Frontier) -> list[str]:
    """The objectives that better along a ray, where no certificate is asked for."""
    signs = [1 if sense == "min" else -1 for sense in frontier.senses]
    moved = [[sign * by for sign, by in zip(signs, ray.direction, strict=True)] for ray in frontier.rays]
    return [name for place, name in enumerate(frontier.objectives) if any(by[place] < 0 for by in moved)]


def assert_surface(
    problem: pulp.LpProblem,
    objectives: dict[str, pulp.LpAffineExpression],
    senses: dict[str, str],
    expected: list[list[Any]],
) -> None:
    """The same extreme points of three objectives to 1e-9, in whatever order."""
    solver = Solver(from_pulp(problem, objectives, {name: Sense(sense) for name, sense in senses.items()}))
    surface = trace_surface(solver, tuple(objectives), gap=0.01, exact=True)
    found = sorted(
        tuple(solver.model.published(*pair) for pair in zip(surface.names, point.values, strict=True))
        for point in surface.points
    )
    wanted = sorted(tuple(map(number, point)) for point in expected)
    assert found == [pytest.approx(point, rel=1e-9, abs=1e-9) for point in wanted]


def trace_points(problem: pulp.LpProblem, objectives: dict[str, pulp.LpAffineExpression]) -> list[tuple[float, float]]:
    """The exact frontier of two objectives to be maximised."""
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True)
    return [(point.x, point.y) for point in frontier.extreme_points]


def assert_points(found: list[tuple[float, float]], expected: list[tuple[str, str]]) -> None:
    """Equal to 1e-9, in order."""
    wanted = [(float(Fraction(x)), float(Fraction(y))) for x, y in expected]
    assert len(found) == len(wanted)
    for point, (x, y) in zip(found, wanted, strict=True):
        assert point == (pytest.approx(x, rel=1e-9, abs=1e-9), pytest.approx(y, rel=1e-9, abs=1e-9))


COST = {"HL": (2, 5, 14), "HC": (3, 8, 12), "NT": (4, 8, 20)}
COUNT = {"HL": 500, "HC": 300, "NT": 400}


def three_clusters(budget: int) -> tuple[pulp.LpProblem, dict[tuple[str, int], pulp.LpVariable]]:
    """Worked example H1: three clusters, three levels, one budget (thousand rupees)."""
    problem = pulp.LpProblem("h1")
    h = {(c, k): problem.add_variable(f"h_{c}_{k}", 0) for c in COST for k in range(3)}
    problem += pulp.lpSum(COST[c][k] * h[c, k] for c, k in h) <= budget
    for c in COST:
        problem += pulp.lpSum(h[c, k] for k in range(3)) <= COUNT[c]
    return problem, h


def credits(h: dict[tuple[str, int], pulp.LpVariable]) -> pulp.LpAffineExpression:
    """Depth with credits 0, 1/2, 1."""
    return pulp.lpSum(k / 2 * h[c, k] for c, k in h)


@pytest.mark.parametrize(
    ("momentum", "expected"),
    [
        (True, [("927", "56091/32"), ("4149/5", "317229/160"), ("1245/2", "155925/64")]),
        (False, [("915", "45375/32"), ("5485/6", "328565/192"), ("2385/4", "311385/128")]),
    ],
)
def test_phasing(momentum: bool, expected: list[tuple[str, str]]) -> None:
    """Worked example H5: quick wins and long-term work over three years, trust as a stock."""
    problem = pulp.LpProblem("h5")
    q, g, f, s = (
        {t: problem.add_variable(f"{name}{t}", 0) for t in (1, 2, 3)} for name in ("quick", "long", "facil", "stock")
    )
    today, tomorrow = pulp.LpAffineExpression(), pulp.LpAffineExpression()
    for t in (1, 2, 3):
        problem += q[t] + 2 * g[t] + f[t] <= 100
        if t == 1:
            problem += s[1] == 10
        else:
            problem += s[t] == s[t - 1] + f[t - 1] + (0.1 if momentum else 0) * q[t - 1]
        problem += g[t] <= 2 * s[t]
        for year in range(t, 9):
            gain = 3 * 0.5 ** (year - t) * q[t] + (4 * g[t] if year > t else 0)
            if year <= 3:
                today += gain
            else:
                tomorrow += gain
    problem += pulp.lpSum(q.values()) <= 150
    problem += pulp.lpSum(g.values()) <= 150
    assert_points(trace_points(problem, {"today": today, "tomorrow": tomorrow}), expected)


def test_price_of_equal_coverage() -> None:
    """Worked example E1: the least covered cluster's share against depth."""
    problem, h = three_clusters(3100)
    theta = problem.add_variable("theta", 0)
    for c in COST:
        problem += pulp.lpSum(h[c, k] for k in range(3)) >= COUNT[c] * theta
    expected = [
        ("31/35", "0"),
        ("31/50", "155"),
        ("31/66", "2325/11"),
        ("1/3", "250"),
        ("3/34", "5000/17"),
        ("0", "300"),
    ]
    assert_points(trace_points(problem, {"theta": theta + 0, "depth": credits(h)}), expected)


@pytest.mark.parametrize(
    ("gamma", "depth", "reach"),
    [
        ("2/3", "300", "1100"),
        ("1/2", "10850/37", "1100"),
        ("1/4", "13330/49", "1100"),
        ("1/10", "159650/617", "1100"),
        ("0", "250", "7440/7"),
    ],
)
def test_price_of_equality(gamma: str, depth: str, reach: str) -> None:
    """Worked example E1: best depth and best reach under a ceiling on the Gini of coverage."""
    problem, h = three_clusters(3100)
    ceiling = float(Fraction(gamma))
    share = {c: pulp.lpSum(h[c, k] for k in range(3)) * (1 / COUNT[c]) for c in COST}
    spread = pulp.LpAffineExpression()
    names = list(COST)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            d = problem.add_variable(f"d_{a}_{b}", 0)
            problem += share[a] - share[b] <= d
            problem += share[b] - share[a] <= d
            spread += d
    problem += spread <= ceiling * len(names) * pulp.lpSum(share.values())
    points = trace_points(problem, {"reach": pulp.lpSum(h.values()), "depth": credits(h)})
    assert points[0][0] == pytest.approx(float(Fraction(reach)), rel=1e-9)
    assert points[-1][1] == pytest.approx(float(Fraction(depth)), rel=1e-9)


def test_depth_measured_by_money_leaves_one_point() -> None:
    """The budget is spent either way: reach 1,100 and 3,100 thousand rupees (P1-1)."""
    problem, h = three_clusters(3100)
    spent = pulp.lpSum(COST[c][k] * h[c, k] for c, k in h)
    assert_points(trace_points(problem, {"reach": pulp.lpSum(h.values()), "money": spent}), [("1100", "3100")])


def test_money_above_entry_teaches_only_the_entry_costs() -> None:
    """Every exchange rate is one of the entry costs 4, 3, 2 (P1-1b)."""
    problem, h = three_clusters(3100)
    above = pulp.lpSum((COST[c][k] - COST[c][0]) * h[c, k] for c, k in h)
    frontier = tradeoff.trace(
        problem, {"reach": pulp.lpSum(h.values()), "above": above}, sense={"reach": "max", "above": "max"}, exact=True
    )
    rates = [point.rate_right for point in frontier.extreme_points if point.rate_right is not None]
    assert rates
    assert all(min(abs(rate - cost) for cost in (2, 3, 4)) < 1e-9 for rate in rates)


def test_diminishing_gains_leave_one_point() -> None:
    """Gains 3, 4, 6 for the three levels: the plan of most reach is the plan of most gain (P1-2): 1,100 x 3."""
    problem, h = three_clusters(3100)
    gain = pulp.lpSum((3, 4, 6)[k] * h[c, k] for c, k in h)
    assert_points(trace_points(problem, {"reach": pulp.lpSum(h.values()), "gain": gain}), [("1100", "3300")])


def test_counting_participations_counts_twice() -> None:
    """Two cheap activities for all 900 households make 1,800 'beneficiaries' (P1-4), against 300 trained."""
    problem = pulp.LpProblem()
    health, savings, skills = (problem.add_variable(name, 0, 900) for name in ("health", "savings", "skills"))
    problem += health + savings + 6 * skills <= 1800
    points = trace_points(problem, {"participations": health + savings + skills, "trained": skills + 0})
    assert_points(points, [("1800", "0"), ("300", "300")])
