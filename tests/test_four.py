"""Four objectives over a linear programme: cases on paper, exact enumeration, and SciPy against the gap."""

from __future__ import annotations

import logging
import pickle
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import numpy as np
import pulp
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

import tradeoff
from tests.independent.enumerate_surface import enumerate_surface, shortfall

NAMES = ("a", "b", "c", "d")
LEAST = dict.fromkeys(NAMES, "min")
Array = NDArray[np.float64]


def whole() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Four parts of a whole, the least of each: four corners and one tetrahedron between them."""
    problem = pulp.LpProblem()
    parts = [problem.add_variable(name, 0, 1) for name in NAMES]
    problem += pulp.lpSum(parts) == 1
    return problem, {name: 1 * part for name, part in zip(NAMES, parts, strict=True)}


def programme(rows: Array, right: Array, costs: Array) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Minimise four objectives over `rows x <= right, x >= 0`."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(rows.shape[1])]
    for row, most in zip(rows.tolist(), right.tolist(), strict=True):
        problem += pulp.lpSum(factor * v for factor, v in zip(row, x, strict=True)) <= most
    sums = [pulp.lpSum(factor * v for factor, v in zip(cost, x, strict=True)) for cost in costs.tolist()]
    return problem, dict(zip(NAMES, sums, strict=True))


def ends(rows: Array, right: Array, costs: Array) -> Array:
    """The 24 lexicographic optima, by SciPy."""
    found = []
    for order in permutations(range(4)):
        above, most = rows, right
        for i in order:
            best = linprog(costs[i], A_ub=above, b_ub=most)
            assert best.success
            above, most = np.vstack([above, costs[i]]), np.append(most, best.fun + 1e-8)
        found.append(costs @ best.x)
    return np.array(found)


def missed(point: Array, drawn: Array, ranges: Array) -> float:
    """The smallest t for which a mixture of `drawn` is as good as `point + t ranges` in everything, by SciPy."""
    count = len(drawn)
    above = np.hstack([drawn.T, -ranges[:, None]])
    whole = np.append(np.ones(count), 0.0)[None]
    found = linprog(np.append(np.zeros(count), 1.0), A_ub=above, b_ub=point, A_eq=whole, b_eq=[1.0])
    assert found.success
    return float(found.fun)


def test_a_whole_in_four_parts() -> None:
    """On paper: a corner for each part alone, one facet, all weights alike."""
    problem, objectives = whole()
    frontier = tradeoff.trace(problem, objectives, sense=LEAST)
    # The least of one part is 0, whoever has the rest.
    assert sorted(map(tuple, frontier.points.round(9).to_numpy().tolist())) == sorted(
        tuple(float(i == k) for i in range(4)) for k in range(4)
    )
    ((*corners, a, b, c, d),) = frontier.facets.to_numpy().tolist()
    assert corners == [0, 1, 2, 3]
    assert [a, b, c, d] == pytest.approx([0.25] * 4)
    assert frontier.certificate.max_gap <= 0.01


@pytest.mark.parametrize("seed", range(4))
def test_nothing_betters_the_surface_by_more_than_the_gap(seed: int) -> None:
    """By random weights and at random levels SciPy finds no solution that the drawn points miss by more."""
    random = np.random.default_rng(seed)
    rows = random.integers(1, 9, (6, 8)).astype(float)
    right, costs = random.integers(50, 120, 6).astype(float), -random.integers(0, 9, (4, 8)).astype(float)
    gap = 0.05
    frontier = tradeoff.trace(*programme(rows, right, costs), sense=LEAST, gap=gap)
    drawn, known = frontier.points.to_numpy(), ends(rows, right, costs)
    low, ranges = known.min(axis=0), np.ptp(known, axis=0)
    assert frontier.certificate.max_gap <= gap
    asked = [*random.dirichlet(np.full(4, 0.7), 40) / ranges, *frontier.facets.to_numpy()[:, 4:]]
    found = [linprog(weights @ costs, A_ub=rows, b_ub=right) for weights in asked]
    for levels in low + random.uniform(0.1, 0.9, (40, 4)) * ranges:
        held = np.arange(4) != random.integers(4)
        above, most = np.vstack([rows, costs[held]]), np.append(right, levels[held])
        found.append(linprog(costs[~held][0], A_ub=above, b_ub=most))
    worst = max(missed(costs @ best.x, drawn, ranges) for best in found if best.success)
    assert worst <= frontier.certificate.max_gap + 1e-7


@pytest.mark.parametrize("seed", range(12))
def test_against_every_vertex(seed: int) -> None:
    """Tiny programmes in fractions: every point is a corner, and no corner is missed by more than the gap."""
    random = np.random.default_rng(100 + seed)
    rows, right = random.integers(1, 6, (3, 4)), random.integers(3, 12, 3)
    costs = random.integers(-5, 3, (4, 4))
    problem, objectives = programme(rows.astype(float), right.astype(float), costs.astype(float))
    frontier = tradeoff.trace(problem, objectives, sense=LEAST)
    true = enumerate_surface(rows.tolist(), right.tolist(), costs.tolist())
    drawn = frontier.points.to_numpy()
    nearest = [min(true, key=lambda image, row=row: max(abs(np.array(image, float) - row))) for row in drawn]
    assert np.array(nearest, dtype=float) == pytest.approx(drawn, abs=1e-7)
    ranges = tuple(max(column) - min(column) for column in zip(*true, strict=True))
    for corner in true:
        assert shortfall(corner, nearest, ranges) <= Fraction(frontier.certificate.max_gap) + Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"exact": True}, r"exact is set, and four objectives are given.* Ask for a gap such as 0.01"),
        ({"certify": True}, "certify is set, and four objectives are given"),
        ({"whole": True}, "over whole numbers a frontier is traced between two or three. Make one of them"),
        ({"step": 0.1}, "levels and step are of two objectives"),
    ],
)
def test_what_four_do_not_offer(how: dict[str, object], message: str) -> None:
    """Each is refused with the reason and what to do instead."""
    problem, objectives = whole()
    with pytest.raises(ValueError, match=message):
        tradeoff.trace(problem, objectives, sense=LEAST, **how)  # type: ignore[arg-type]


def test_five_are_refused() -> None:
    """With what to do instead."""
    problem, objectives = whole()
    five = {**objectives, "e": objectives["a"] + objectives["b"]}
    with pytest.raises(ValueError, match=r"5 objectives are given; .* constraints with a floor or a ceiling"):
        tradeoff.trace(problem, five, sense=dict.fromkeys(five, "min"))


def test_what_it_can_be_asked(tmp_path: Path) -> None:
    """On paper: of parts of a whole the ideal is none of each, the worst all; half of a at most leaves half of d."""
    problem, objectives = whole()
    frontier = tradeoff.trace(problem, objectives, sense=LEAST)
    assert repr(frontier).startswith("<Frontier of a, b, c, d: 4 points, ")
    assert frontier.ideal == pytest.approx(dict.fromkeys(NAMES, 0.0))
    nadir = frontier.nadir_bounds()
    assert dict(nadir.values) == pytest.approx(dict.fromkeys(NAMES, 1.0))
    assert not nadir.is_exact
    assert frontier.payoff.shape == (4, 4)
    # Below the plane a + b + c + d = 1 nothing can be had: a corner of the unit cube, of size 1 / 4!.
    assert frontier.hypervolume(dict.fromkeys(NAMES, 1.0)) == pytest.approx(1 - 1 / 24)
    assert frontier.spacing() == pytest.approx(0.0)
    with pytest.raises(ValueError, match="a knee is of two objectives or three; this frontier has 4"):
        frontier.knee()
    reached = frontier.plan(a=0.25, b=0.25, w=0.125)
    assert reached.objectives == pytest.approx({"a": 0.25, "b": 0.25, "c": 0.375, "d": 0.125})
    span = frontier.within(0.125, "c", a=0.25, b=0.25, w=0.125)
    assert (span.least, span.most) == pytest.approx((0.0, 0.5))
    assert frontier.solution(0)["a"] == pytest.approx(0.0)
    path = tmp_path / "frontier.json"
    frontier.save(path)
    for again in (tradeoff.moo.frontier.Frontier.load(path, problem, objectives), pickle.loads(pickle.dumps(frontier))):
        assert again.points.equals(frontier.points)
        assert again.facets.equals(frontier.facets)
        assert again.plan(a=0.5).objectives == pytest.approx(frontier.plan(a=0.5).objectives)
    frontier.save(tmp_path / "frontier.csv")
    assert (tmp_path / "frontier.csv").read_text().startswith("a,b,c,d\n")


def test_chart() -> None:
    """Four objectives on parallel axes, a line a point."""
    pytest.importorskip("altair")
    drawn = tradeoff.trace(*whole(), sense=LEAST)
    said = str(drawn.chart({"here": drawn.plan(a=0.5)}).to_dict())
    assert all(f"'named': '{name} (min)'" in said for name in NAMES)
    assert "here" in said


@pytest.mark.parametrize("count", [3, 4])
def test_a_surface_says_what_it_does(count: int, caplog: pytest.LogCaptureFixture) -> None:
    """What is solved and what came of it goes to the logger `tradeoff`."""
    problem, objectives = whole()
    some = dict(list(objectives.items())[:count])
    with caplog.at_level(logging.INFO, logger="tradeoff"):
        tradeoff.trace(problem, some, sense=dict.fromkeys(some, "min"), gap=0.1)
    first, *_, last = (record.getMessage() for record in caplog.records)
    assert first == f"{', '.join(some)} against each other, gap 0.1: 4 columns, 1 rows"
    assert last.startswith(f"<Frontier of {', '.join(some)}: ")
