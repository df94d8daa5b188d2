"""`trace` over three objectives and over whole numbers, as an analyst would call it; expected values by hand."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pulp
import pytest

import tradeoff
from tests.test_trace_oracles import load
from tradeoff.moo.pieces import Kind, Shape

ORACLES = Path(__file__).parent / "oracles"


def simplex_corner() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Six units of work among three crops, at most four for each: a triangle cut at its corners, a hexagon."""
    problem = pulp.LpProblem("crops")
    crops = [problem.add_variable(name, 0, 4) for name in ("rice", "millet", "pulses")]
    problem += pulp.lpSum(crops) <= 6
    return problem, {crop.name: crop + 0 for crop in crops}


def test_three_objectives_have_points_and_facets() -> None:
    """The corners are the six orders of (4, 2, 0); all lie on rice + millet + pulses = 6, whose normal is equal
    parts.
    """
    problem, objectives = simplex_corner()
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True)
    assert frontier.shape is Shape.SURFACE
    assert frontier.certificate.kind is Kind.EXACT
    found = {tuple(round(value, 9) for value in row) for row in frontier.points.to_numpy().tolist()}
    assert found == set(itertools.permutations((4.0, 2.0, 0.0)))
    facets = frontier.facets
    assert len(facets) == 4
    assert {corner for k in range(3) for corner in facets[f"point_{k}"]} == set(range(6))
    for name in objectives:
        assert facets[f"normal_{name}"].to_list() == pytest.approx([1 / 3] * 4)
    best = frontier.solution(0)
    assert (best["rice"], best["rice"] + best["millet"] + best["pulses"]) == (pytest.approx(4), pytest.approx(6))


@pytest.mark.parametrize("name", ["p3_02_mavrotas_energy", "p3_04_domain_six_cells"])
def test_three_objectives_as_fractions(name: str) -> None:
    """The extreme points of the published problems, equal as fractions."""
    problem, objectives, senses, expected = load(ORACLES / f"{name}.json")
    frontier = tradeoff.trace(problem, objectives, sense=senses, exact=True, certify=True)
    assert frontier.certificate.certified
    assert sorted(point.exact or () for point in frontier.extreme_points) == sorted(
        tuple(Fraction(str(value)) for value in point) for point in expected["points"]
    )


def test_a_bounded_surface_has_fewer_points_and_says_its_gap() -> None:
    """To a gap of a fifth fewer corners do, and each is one of the six."""
    problem, objectives = simplex_corner()
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), gap=0.2)
    assert frontier.certificate.max_gap <= 0.2
    corners = set(itertools.permutations((4.0, 2.0, 0.0)))
    assert {tuple(round(value, 9) for value in point.values) for point in frontier.extreme_points} <= corners


def start_up() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Three clusters that are opened whole or not: start-up 300, 400, 500; households 200, 300, 400; budget 2,000."""
    problem = pulp.LpProblem("startup")
    data = {"a": (300, 200, 2, 10), "b": (400, 300, 2, 8), "c": (500, 400, 1, 12)}
    spent, reached, deep = [], [], []
    for name, (start, households, entry_cost, deep_cost) in data.items():
        opened = problem.add_variable(f"open_{name}", 0, 1, "Integer")
        entry, intensive = problem.add_variable(f"entry_{name}", 0), problem.add_variable(f"deep_{name}", 0)
        problem += entry + intensive <= households * opened
        spent.append(start * opened + entry_cost * entry + deep_cost * intensive)
        reached.append(entry + intensive)
        deep.append(intensive + 0)
    problem += pulp.lpSum(spent) <= 2000
    return problem, {"reach": pulp.lpSum(reached), "deep": pulp.lpSum(deep)}


HIDDEN = {
    **dict.fromkeys(range(0, 201, 50), "200"),
    250: "550/3",
    300: "500/3",
    350: "750/7",
    400: "100",
    450: "650/7",
    500: "250/3",
    550: "200/3",
    600: "50",
    650: "100/3",
    700: "50/3",
}
"""By solving all eight openings: the most intensive support with at least so many reached."""


def test_levels_over_whole_numbers() -> None:
    """Every level has the value that enumeration has, and a bound as good."""
    problem, objectives = start_up()
    senses = {"reach": "max", "deep": "max"}
    for reach, deep in HIDDEN.items():
        frontier = tradeoff.trace(problem, objectives, sense=senses, whole=True, levels=[reach])
        best = max(point.y for point in frontier.extreme_points if point.x >= reach - 1e-6)
        assert best == pytest.approx(float(Fraction(deep)), abs=1e-5)
    frontier = tradeoff.trace(problem, objectives, sense=senses, whole=True, levels=list(HIDDEN))
    answers = {round(point.x): point for point in frontier.extreme_points}
    for reach in range(200, 701, 50):
        assert answers[reach].y == pytest.approx(float(Fraction(HIDDEN[reach])), abs=1e-5)
        assert answers[reach].y <= answers[reach].bound <= answers[reach].y + 1e-4


def test_levels_that_leave_out_the_ends_do_not_claim_the_whole() -> None:
    """At 300 alone (deep 500/3) the rest is open up to the ends (700, 50/3) and (200, 200): min(400/500, 150/183.3)."""
    problem, objectives = start_up()
    one = tradeoff.trace(problem, objectives, sense={"reach": "max", "deep": "max"}, whole=True, levels=[300])
    assert [round(point.x) for point in one.extreme_points] == [300]
    assert one.certificate.kind is Kind.BOUNDED
    assert one.certificate.max_gap == pytest.approx(0.8, abs=1e-6)


def test_points_and_steps_over_whole_numbers() -> None:
    """The steps tell the same values at every level, and the greatest reach, 300 + 400, leaves the first shut."""
    problem, objectives = start_up()
    frontier = tradeoff.trace(problem, objectives, sense={"reach": "max", "deep": "max"}, whole=True)
    assert frontier.shape is Shape.STEPS
    assert list(frontier.points.columns) == ["reach", "deep", "bound", "supported"]
    assert frontier.points["supported"].sum() < len(frontier.points)
    for reach, deep in HIDDEN.items():
        values = [point.y for point in frontier.extreme_points if point.x >= reach - 1e-6]
        for step in frontier.stretches:
            if step.end <= reach < step.start:
                share = (step.start - reach) / (step.start - step.end)
                values.append(step.best + share * (step.best_at_end - step.best))
        assert max(values) == pytest.approx(float(Fraction(deep)), abs=1e-4)
    assert frontier.steps["checked"].all()
    everything = frontier.solution(0)
    assert [everything[f"open_{name}"] for name in "abc"] == [0, 1, 1]


def test_a_corner_that_only_fractions_tell_apart_has_a_plan() -> None:
    """0.1 + 0.2 is more than 0.3 by a hair, so two nearly parallel edges meet at a corner no float can see."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0, 1) for name in "abc")
    problem += a + b + c <= 3
    objectives = {"cost": (0.1 + 0.2) * a + 0.3 * b + 1 * c, "gain": a + b + c}
    frontier = tradeoff.trace(problem, objectives, sense={"cost": "min", "gain": "max"}, exact=True, certify=True)
    assert [point.exact[1] for point in frontier.extreme_points if point.exact] == [0, 1, 2, 3]
    assert frontier.solution(1) == {"a": 0, "b": 1, "c": 0}
    assert frontier.solution(2) == {"a": 1, "b": 1, "c": 0}


def test_a_surface_with_an_endless_idle_column_has_plans() -> None:
    """Column d counts for nothing and has no end; it is drawn to its bound."""
    problem = pulp.LpProblem()
    a, b, c, d = (problem.add_variable(name, 0) for name in "abcd")
    problem += a + 2 * b + 4 * c <= 8
    problem += a - d <= 9
    objectives = {"a": a + 0, "b": b + 0, "c": c + 0}
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True)
    assert {point.values for point in frontier.extreme_points} == {(8, 0, 0), (0, 4, 0), (0, 0, 2)}
    assert all(frontier.solution(position)["d"] == 0 for position in range(3))
    with pytest.raises(ValueError, match="has no outer line"):
        _ = frontier.outer


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"certify": True, "whole": True}, "no rational certificate"),
        ({"levels": [1]}, "set whole=True"),
        ({"whole": True, "exact": True, "step": 0.1}, "leave out levels and step, or exact"),
        ({"whole": True, "levels": []}, "levels is empty"),
    ],
)
def test_arguments_that_do_not_fit(change: dict[str, object], message: str) -> None:
    """Slips are told in words."""
    problem, objectives = start_up()
    with pytest.raises(ValueError, match=message):
        tradeoff.trace(problem, objectives, sense={"reach": "max", "deep": "max"}, **change)  # type: ignore[arg-type]


def test_a_bounded_surface_is_not_called_certified() -> None:
    """Its gap is not certified in fractions."""
    problem, objectives = simplex_corner()
    with pytest.raises(ValueError, match="exact=True"):
        tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), gap=0.1, certify=True)


def test_the_outer_bound_lies_beyond_and_the_plan_is_the_only_one() -> None:
    """To a wide gap the outer bound has tips beyond the line; one corner of a budget has a single solution."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 8)
    problem += many + 2 * well <= 18
    problem += 2 * many + well <= 21
    objectives, senses = {"many": many + 0, "well": well + 0}, {"many": "max", "well": "max"}
    loose = tradeoff.trace(problem, objectives, sense=senses, gap=0.6)
    # By hand: ends (10, 1) and (2, 8); between, no more is known than many <= 10 and well <= 8: half of both ranges.
    assert loose.outer.to_numpy().tolist() == [[10, 1], [10, 8], [2, 8]]
    assert loose.certificate.max_gap == pytest.approx(0.5)
    exact = tradeoff.trace(problem, objectives, sense=senses, exact=True)
    assert [point.values for point in exact.extreme_points] == [(10, 1), (8, 5), (2, 8)]
    assert exact.certificate.outer == ()
    assert exact.is_only(1) is True
    edges = exact.facets
    # The first edge lies on 2 many + well = 21, the second on many + 2 well = 18.
    assert edges["normal_many"].to_list() == pytest.approx([2 / 3, 1 / 3])


def test_a_plan_that_is_not_the_only_one_is_said_to_be_so() -> None:
    """Two free columns of which only the sum counts: no bound and no rank decides between them."""
    problem = pulp.LpProblem()
    x = problem.add_variable("x", 0, 1)
    one, other = problem.add_variable("one"), problem.add_variable("other")
    problem += one + other == 1
    frontier = tradeoff.trace(problem, {"x": x + 0, "y": -1 * x}, sense={"x": "max", "y": "max"}, exact=True)
    assert frontier.is_only(0) is False
    values = frontier.solution(0)
    assert values["one"] + values["other"] == pytest.approx(1)
