"""Whole surfaces in fractions: those found are certified, and each of a hundred false ones is refused."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations

import pulp
import pytest

import tradeoff
from tests.independent.enumerate_surface import enumerate_surface
from tests.independent.tiers import spread
from tests.test_surface_drawn import RICH, Drawn, draw
from tradeoff.errors import SolverError
from tradeoff.moo.exact.certify_surface import CertifiedSurface, CertifiedTriangle, certify_surface, exact_normal
from tradeoff.moo.exact.certify_whole import Corners, certify_whole
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import exact_number, read_problem
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.sandwich import trace_surface

F = Fraction


def written(drawn: Drawn) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """A drawn programme as a problem and three objectives."""
    rows, right, objectives = drawn
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(len(rows[0]))]
    for row, bound in zip(rows, right, strict=True):
        problem += pulp.lpSum(a * v for a, v in zip(row, x, strict=True)) <= bound
    named = zip("fgh", objectives, strict=True)
    return problem, {name: pulp.LpAffineExpression(dict(zip(x, costs, strict=True))) for name, costs in named}


@dataclass(frozen=True)
class Whole:
    """A surface with what proves it."""

    oracle: ExactOracle
    surface: CertifiedSurface
    rest: tuple[Corners, ...]
    edges: tuple[tuple[int, int], ...]


@cache
def whole(seed: int) -> Whole:
    """The certified surface of a drawn programme."""
    problem, objectives = written(draw(seed))
    senses = dict.fromkeys(objectives, Sense.MIN)
    solver = Solver(from_pulp(problem, objectives, senses))
    found = trace_surface(solver, list(objectives), gap=0.5, exact=True)
    oracle = ExactOracle(solver, read_problem(problem, objectives, senses, solver.model.columns))
    stages = []
    for point in found.points:
        shares = [[exact_number(w / size) for w, size in zip(s, found.ranges, strict=True)] for s in point.stages]
        stages.append([(a, b, c) for a, b, c in shares])
    certified = certify_surface(oracle, stages, [facet.points for facet in found.facets])
    return Whole(oracle, certified, found.rest, found.edges)


def refuses(proof: Whole, surface: CertifiedSurface, rest: list[Corners]) -> None:
    """It must not pass."""
    with pytest.raises(SolverError):
        certify_whole(proof.oracle, surface, rest, proof.edges)


@pytest.mark.parametrize("seed", spread(range(100, 600), one_in=50))
def test_every_vertex_is_certified(seed: int) -> None:
    """The same corners as by trying every vertex, equal as fractions, and certified to be the whole surface."""
    drawn = draw(seed)
    problem, objectives = written(drawn)
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys("fgh", "min"), exact=True, certify=True)
    assert sorted(point.exact or () for point in frontier.extreme_points) == enumerate_surface(*drawn)
    assert frontier.certificate.certified


@pytest.mark.parametrize("seed", RICH)
def test_the_whole_is_certified(seed: int) -> None:
    """What was found passes, with its parts in any order."""
    proof = whole(seed)
    certify_whole(proof.oracle, proof.surface, proof.rest, proof.edges)
    turned = replace(proof.surface, triangles=proof.surface.triangles[::-1])
    certify_whole(proof.oracle, turned, [corners[::-1] for corners in proof.rest[::-1]], proof.edges)


FALSE = list(range(100))


@pytest.mark.parametrize("number", [n for n in FALSE if n % 4 == 0])
def test_a_dropped_facet_leaves_a_hole(number: int) -> None:
    """Any facet left out, drawn or not."""
    rng = random.Random(number)
    proof = whole(RICH[number // 4 % len(RICH)])
    triangles, rest = list(proof.surface.triangles), list(proof.rest)
    every: list[list[CertifiedTriangle] | list[Corners]] = [part for part in (triangles, rest) if part]
    part = rng.choice(every)
    del part[rng.randrange(len(part))]
    refuses(proof, replace(proof.surface, triangles=tuple(triangles)), rest)


@pytest.mark.parametrize("number", [n for n in FALSE if n % 4 == 1])
def test_a_moved_corner_is_refused(number: int) -> None:
    """One facet that goes to another point than it should."""
    rng = random.Random(number)
    proof = whole(RICH[number // 4 % len(RICH)])
    rest = list(proof.rest)
    at = rng.randrange(len(rest))
    others = sorted(set(range(len(proof.surface.points))) - set(rest[at]))
    rest[at] = (rng.choice(others), *rest[at][1:])
    refuses(proof, proof.surface, rest)


@pytest.mark.parametrize("number", [n for n in FALSE if n % 4 == 2])
def test_a_moved_point_is_refused(number: int) -> None:
    """One point a little worse in one objective than it could be; better ones no feasible basis attains."""
    rng = random.Random(number)
    proof = whole(RICH[number // 4 % len(RICH)])
    points = [list(point) for point in proof.surface.points]
    points[rng.randrange(len(points))][rng.randrange(3)] += F(1, 10**9)
    moved = tuple((a, b, c) for a, b, c in points)
    refuses(proof, replace(proof.surface, points=moved), list(proof.rest))


def flips(proof: Whole) -> list[tuple[Corners, Corners, tuple[Corners, Corners]]]:
    """Two triangles of different planes with a common side, and the two over the other diagonal."""
    found = []
    for one, other in combinations(proof.surface.triangles, 2):
        common = sorted(set(one.points) & set(other.points))
        if len(common) == 2 and one.normal != other.normal:
            (p,), (q,) = set(one.points) - set(common), set(other.points) - set(common)
            found.append((one.points, other.points, ((common[0], p, q), (common[1], p, q))))
    return found


@pytest.mark.parametrize("number", [n for n in FALSE if n % 4 == 3])
def test_a_flipped_side_is_refused(number: int) -> None:
    """Two triangles that meet along the wrong diagonal: all closes up, but something lies beyond or gains by losing."""
    rng = random.Random(number)
    rich = [seed for seed in RICH if flips(whole(seed))]
    proof = whole(rich[number // 4 % len(rich)])
    one, other, new = rng.choice(flips(proof))
    kept = [triangle for triangle in proof.surface.triangles if triangle.points not in (one, other)]
    with pytest.raises(SolverError, match=r"beyond the facet|below 0|on one line"):
        certify_whole(proof.oracle, replace(proof.surface, triangles=tuple(kept)), [*proof.rest, *new], proof.edges)


def test_an_edge_that_is_not_there_is_refused() -> None:
    """The bent line (0, 4), (1, 1), (4, 0) twice written has two loose edges; one more, or one less, is refused."""
    problem = pulp.LpProblem()
    x, y = (problem.add_variable(name, 0) for name in "xy")
    problem += 3 * x + y >= 4
    problem += x + 3 * y >= 4
    objectives = {"f": x + 0, "g": x + 0, "h": y + 0}
    senses = dict.fromkeys(objectives, Sense.MIN)
    solver = Solver(from_pulp(problem, objectives, senses))
    found = trace_surface(solver, list(objectives), gap=0.5, exact=True)
    oracle = ExactOracle(solver, read_problem(problem, objectives, senses, solver.model.columns))
    one = F(1)
    points = ((F(0), F(0), 4 * one), (one, one, one), (4 * one, 4 * one, F(0)))
    surface = CertifiedSurface(points=points, triangles=())
    certify_whole(oracle, surface, found.rest, [(0, 1), (1, 2)])
    for edges in ([(0, 1)], [(0, 1), (0, 2), (1, 2)]):
        with pytest.raises(SolverError, match="the efficient edges"):
            certify_whole(oracle, surface, found.rest, edges)


def test_a_corner_that_was_missed_is_refused() -> None:
    """Three corners of a triangle close up without the fourth point, which lies below its middle."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(4)]
    problem += pulp.lpSum(x) == 1
    objectives = {name: 3 * x[i] + 0.5 * x[3] for i, name in enumerate("fgh")}
    senses = dict.fromkeys(objectives, Sense.MIN)
    solver = Solver(from_pulp(problem, objectives, senses))
    oracle = ExactOracle(solver, read_problem(problem, objectives, senses, solver.model.columns))
    points = ((F(3), F(0), F(0)), (F(0), F(3), F(0)), (F(0), F(0), F(3)))
    assert exact_normal(*points) == (1, 1, 1)
    # Without the fourth: the triangle, and two facets where each of the objectives is at its best, 0.
    rest: list[Corners] = [(0, 1, 2), (0, 1, 3), (1, 3, 4), (1, 2, 4), (2, 4, 5), (0, 2, 5), (0, 3, 5)]
    with pytest.raises(
        SolverError, match=r"beyond the facet of points 0 and 1 and 2 of 3 of the surface.*write them rounded"
    ):
        certify_whole(oracle, CertifiedSurface(points=points, triangles=()), rest, [])
