"""Steps, surfaces and points of three objectives thinned to so many points: what the gap says is what is lost."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pulp
import pytest
from scipy.optimize import linprog

import tradeoff
from tests.independent.enumerate_whole import WholeProgramme, efficient, outcomes
from tests.test_whole import handed_over, random_programme
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.publish.staircase import staircase_frontier

F = Fraction
Rows = list[tuple[Fraction, ...]]
STAIRS = [(0, 90), (2, 80), (3, 78), (7, 60), (8, 41), (15, 40), (16, 22), (30, 5), (40, 0)]
"""Costs u against v: far from even, and not convex."""


def one_of(points: Sequence[Sequence[int]], **asked: Any) -> tradeoff.Frontier:
    """Whole numbers that take one of some points, all minimised."""
    problem = pulp.LpProblem()
    taken = [problem.add_variable(f"taken_{k}", cat="Binary") for k in range(len(points))]
    problem += pulp.lpSum(taken) == 1
    aims = {
        name: pulp.lpSum(value * one for value, one in zip(values, taken, strict=True))
        for name, values in zip("uvw", zip(*points, strict=True), strict=False)
    }
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), whole=True, **asked)


def in_shares(points: Sequence[Sequence[int]]) -> Rows:
    """Exactly, of the ranges of all points from the best on."""
    columns = list(zip(*points, strict=True))
    return [tuple(F(v - min(c), max(c) - min(c)) for v, c in zip(p, columns, strict=True)) for p in points]


def lost(points: Rows, kept: Sequence[int]) -> Fraction:
    """By how much of all ranges at once a point betters the best of those kept."""
    return max(min(max(a - b for a, b in zip(points[k], point, strict=True)) for k in kept) for point in points)


@pytest.mark.parametrize("count", range(2, 9))
def test_of_steps_the_gap_is_the_least_that_brute_force_finds(count: int) -> None:
    """Over every choice of so many points with both ends."""
    found, shares = one_of(STAIRS).thinned(count), in_shares(STAIRS)
    least = min(lost(shares, (0, *inner, 8)) for inner in combinations(range(1, 8), count - 2))
    kept = [STAIRS.index((round(point.x), round(point.y))) for point in found.extreme_points]
    assert len(kept) <= count
    assert lost(shares, kept) == least
    assert found.certificate.max_gap == pytest.approx(float(least), abs=1e-12)
    assert (kept[0], kept[-1], found.certificate.kind) == (0, 8, "bounded")
    for (a, b), step in zip(pairwise(kept), found.stretches, strict=True):
        assert (step.start, step.end, step.best) == pytest.approx((STAIRS[a][0], STAIRS[b][0], STAIRS[a][1]))
        assert step.checked == (b == a + 1)
        for level in range(STAIRS[a][0], STAIRS[b][0]):
            reached = found.plan(u=level)
            assert reached.objectives == pytest.approx({"u": STAIRS[a][0], "v": STAIRS[a][1]})
            # At the point itself, and on a step where nothing was left out.
            assert reached.checked == (b == a + 1 or level == STAIRS[a][0])
    assert [found.solution(place)[f"taken_{k}"] for place, k in enumerate(kept)] == [1] * len(kept)


def drawn(frontier: tradeoff.Frontier) -> np.ndarray[Any, Any]:
    """Points and a hundred places on every straight segment, minimised, a row each."""
    signs = [1 if sense == "min" else -1 for sense in frontier.senses]
    places = [point.values for point in frontier.extreme_points]
    for step in frontier.stretches:
        if not step.is_level:
            shares = np.linspace(0, 1, 101)
            places += [
                (step.start + s * (step.end - step.start), step.best + s * (step.best_at_end - step.best))
                for s in shares
            ]
    return np.array(places) * signs


def betters(places: np.ndarray[Any, Any], kept: np.ndarray[Any, Any]) -> float:
    """By how much of both ranges at once one of some places betters the best of others."""
    return max(float((kept - place).max(axis=1).min()) for place in places)


WITH_SEGMENTS = [7, 25, 40, 56]
"""Of random programmes, five points or more and segments between."""


@pytest.mark.parametrize("seed", WITH_SEGMENTS)
def test_straight_segments_count_where_they_better_the_most(seed: int) -> None:
    """Of mixed columns: no place on a segment betters the steps by more than is said, and one comes near it."""
    model = handed_over(random_programme(seed, "mixed"))
    whole = staircase_frontier(model, trace_integer(model, "u", "v"))
    assert any(not step.is_level for step in whole.stretches)
    every = drawn(whole)
    ranges = np.ptp([point.values for point in whole.extreme_points], axis=0)
    last = 1.0
    for count in range(2, len(whole.extreme_points)):
        found = whole.thinned(count)
        true = betters(every / ranges, drawn(found) / ranges)
        assert found.certificate.max_gap == pytest.approx(true, abs=0.02)
        assert found.certificate.max_gap >= true - 1e-9
        assert found.certificate.max_gap <= last + 1e-12
        last = found.certificate.max_gap


@pytest.mark.parametrize("lot", ["f", "o"])
def test_of_a_gap_or_thinned_twice_it_states_what_both_leave(lot: str) -> None:
    """Of a knapsack of nine: no solution at all, every one tried, betters what is left by more."""
    draw = random.Random(lot)
    weights = [draw.randint(20, 60) for _ in range(9)]
    worth = [tuple(F(-draw.randint(20, 60)) for _ in weights) for _ in range(2)]
    row = (tuple(map(F, weights)), F(sum(weights) // 2))
    programme = WholeProgramme(upper=(1,) * 9, integers=9, rows=(row,), first=worth[0], second=worth[1])
    model = handed_over(programme)
    whole = staircase_frontier(model, trace_integer(model, "u", "v", gap=0.05))
    every = np.array([[float(u), float(v)] for u, v in efficient(outcomes(programme))])
    ranges = np.ptp([point.values for point in whole.extreme_points], axis=0)
    assert len(whole.extreme_points) > 4
    assert whole.certificate.max_gap > 0
    for found in (whole.thinned(4), whole.thinned(4).thinned(3)):
        assert found.certificate.max_gap > whole.certificate.max_gap
        assert betters(every / ranges, drawn(found) / ranges) <= found.certificate.max_gap + 1e-9


def test_chosen_levels_are_refused() -> None:
    """Their ends need not be among them."""
    found = one_of(STAIRS, levels=[3, 8, 16, 30])
    with pytest.raises(ValueError, match=r"found at chosen levels.*fewer levels"):
        found.thinned(2)


def goods(aims: int, **asked: Any) -> tradeoff.Frontier:
    """A packing of twelve goods in five rows, small whole numbers, so much as possible of each aim."""
    rng, problem = random.Random(4), pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", 0, rng.randint(1, 4)) for j in range(12)]
    for _ in range(5):
        problem += pulp.lpSum(rng.randint(1, 9) * one for one in x) <= 40
    costs = {name: pulp.lpSum(rng.randint(0, 9) * one for one in x) for name in "abcd"[:aims]}
    return tradeoff.trace(problem, costs, sense=dict.fromkeys(costs, "max"), **asked)


def least_betterment(points: np.ndarray[Any, Any], kept: np.ndarray[Any, Any]) -> float:
    """By how much of all ranges a point betters every mixture of those kept: a linear programme a point."""
    count, worst = len(kept), 0.0
    for point in points:
        cost = np.append(np.zeros(count), 1.0)
        rows = np.hstack([kept.T, -np.ones((kept.shape[1], 1))])
        solved = linprog(
            cost, A_ub=rows, b_ub=point, A_eq=[[1.0] * count + [0.0]], b_eq=[1.0], bounds=[(0, None)] * (count + 1)
        )
        worst = max(worst, float(solved.x[-1]))
    return worst


def ends_of(points: np.ndarray[Any, Any]) -> set[int]:
    """Best in one objective after another, in every order."""
    orders = permutations(range(points.shape[1]))
    return {min(range(len(points)), key=lambda i: tuple(np.round(points[i, list(order)], 6))) for order in orders}


def test_a_surface_keeps_its_ends_and_states_what_is_lost() -> None:
    """Measured by linear programmes, in shares of the ranges between the ends; its triangles lie on its own points."""
    whole = goods(3, exact=True)
    rows = -np.array([point.values for point in whole.extreme_points])
    ends = sorted(ends_of(rows))
    ranges = rows[ends].max(axis=0) - rows.min(axis=0)
    last = 1.0
    for count in (len(ends), 12, 20, len(rows) - 1):
        found = whole.thinned(count)
        kept = -np.array([point.values for point in found.extreme_points])
        assert len(kept) == count
        assert {tuple(row) for row in rows[ends]} <= {tuple(row) for row in kept}
        true = least_betterment(rows / ranges, kept / ranges)
        assert found.certificate.max_gap == pytest.approx(true, abs=1e-7)
        assert 0 < true <= last
        last = true
        for facet in found.edges:
            if facet.normal:
                heights = kept @ np.array(facet.normal)
                assert heights[list(facet.points)] == pytest.approx(float(heights.min()), rel=1e-9)
    assert whole.thinned(len(rows)) == whole
    with pytest.raises(ValueError, match=rf"the ends of this frontier.* are {len(ends)} points"):
        whole.thinned(len(ends) - 1)


@pytest.mark.parametrize("aims", [3, 4])
def test_of_a_surface_to_a_gap_it_states_what_both_leave(aims: int) -> None:
    """Points of a much finer one, all of them attained, better it by no more; and thinned again the same holds."""
    fine, whole = goods(aims, gap=0.005 if aims == 3 else 0.03), goods(aims, gap=0.1)
    every, rows = (-np.array([point.values for point in one.extreme_points]) for one in (fine, whole))
    ends = sorted(ends_of(rows))
    ranges = rows[ends].max(axis=0) - rows.min(axis=0)
    for found in (whole.thinned(len(rows) - 2), whole.thinned(len(rows) - 2).thinned(len(rows) - 4)):
        kept = -np.array([point.values for point in found.extreme_points])
        assert found.certificate.max_gap > whole.certificate.max_gap
        assert least_betterment(every / ranges, kept / ranges) <= found.certificate.max_gap + 1e-7


def test_a_surface_flat_between_its_ends_is_refused() -> None:
    """Of (0, 1, 0), (1, 0, 0) and (1/4, 1/4, 1) the third objective has no range between the ends: none is at 1."""
    whole = one_of_mixed([(0, 8, 0), (8, 0, 0), (2, 2, 8), (3, 1, 8)])
    assert len(whole.extreme_points) == 4
    with pytest.raises(ValueError, match="'w' is the same at all ends, and not between"):
        whole.thinned(3)


def one_of_mixed(points: Sequence[Sequence[int]]) -> tradeoff.Frontier:
    """Mixtures of some points, all minimised."""
    problem = pulp.LpProblem()
    shares = [problem.add_variable(f"share_{k}", 0) for k in range(len(points))]
    problem += pulp.lpSum(shares) == 1
    aims = {
        name: pulp.lpSum(value * one for value, one in zip(values, shares, strict=True))
        for name, values in zip("uvw", zip(*points, strict=True), strict=True)
    }
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), exact=True)


def scattered() -> list[tuple[int, int, int]]:
    """Points of three costs of which none is as good as another in all."""
    rng = random.Random(3)
    drawn = [tuple(rng.randint(0, 30) for _ in range(3)) for _ in range(40)]
    return [
        (a, b, c)
        for a, b, c in dict.fromkeys(drawn)
        if not any(o != (a, b, c) and all(x <= y for x, y in zip(o, (a, b, c), strict=True)) for o in drawn)
    ]


def test_points_of_three_over_whole_numbers() -> None:
    """The gap is what is lost, in fractions; no more than twice the least that so many could leave is checked for none."""
    points = sorted(scattered())
    shares, whole = in_shares(points), one_of(points)
    assert [tuple(map(round, point.values)) for point in whole.extreme_points] == points
    last = F(1)
    for count in range(6, len(points)):
        found = whole.thinned(count)
        kept = [points.index(tuple(map(round, point.values))) for point in found.extreme_points]  # type: ignore[arg-type]
        assert len(kept) == count
        assert set(ends_of(np.array(points))) <= set(kept)
        true = lost(shares, kept)
        assert found.certificate.max_gap == pytest.approx(float(true), abs=1e-12)
        assert 0 < true <= last
        assert all(point.efficient for point in found.extreme_points)
        last = true
    with pytest.raises(ValueError, match="points may be missing already"):
        whole.thinned(8).thinned(7)


@pytest.mark.parametrize("shape", ["staircase", "surface", "points"])
def test_it_can_be_kept_drawn_and_asked(shape: str, tmp_path: Path) -> None:
    """Saved, loaded, pickled, drawn, measured; what was certified is not any more."""
    whole = {
        "staircase": lambda: one_of(STAIRS),
        "surface": lambda: goods(3, exact=True, certify=True),
        "points": lambda: one_of(sorted(scattered())),
    }[shape]()
    found = whole.thinned(7)
    assert (found.shape, found.certificate.certified, found.proof, found.extreme_points[1].exact) == (
        shape,
        False,
        None,
        None,
    )
    assert found.certificate.method.endswith(f"; thinned to 7 of {len(whole.extreme_points)} points")
    found.save(tmp_path / "thin.json")
    assert tradeoff.Frontier.load(tmp_path / "thin.json") == found
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.solution(1) == found.solution(1)
    assert found.chart().to_dict()
    worst = {
        name: max(p.values[k] for p in whole.extreme_points)
        if whole.senses[k] == "min"
        else min(p.values[k] for p in whole.extreme_points)
        for k, name in enumerate(found.objectives)
    }
    assert 0 < found.hypervolume(worst) < whole.hypervolume(worst)
