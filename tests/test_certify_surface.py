"""Certified surfaces of three objectives: fractions equal to the known ones, and refusals."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.independent.oracles import THREE, exactly, read_oracle
from tradeoff.errors import SolverError
from tradeoff.moo.exact.certify_surface import CertifiedSurface, CertifiedTriangle, certify_surface, exact_normal
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import exact_number, read_problem
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.sandwich import trace_surface

F = Fraction


@pytest.mark.parametrize(("path", "data"), THREE, ids=[path.stem for path, _ in THREE])
def test_surfaces_as_fractions(path: Path, data: dict[str, Any]) -> None:
    """The extreme points of the file, equal as fractions; every triangle's plane certified; a nudged corner refused."""
    problem, objectives, senses = read_oracle(data)
    turned = {name: Sense(sense) for name, sense in senses.items()}
    solver = Solver(from_pulp(problem, objectives, turned))
    surface = trace_surface(solver, list(objectives), gap=0.01, exact=True)
    programme = read_problem(problem, objectives, turned, solver.model.columns)
    oracle = ExactOracle(solver, programme)
    stages = [
        [tuple(exact_number(w / size) for w, size in zip(s, surface.ranges, strict=True)) for s in point.stages]
        for point in surface.points
    ]
    triangles = [facet.points for facet in surface.facets]
    certified = certify_surface(oracle, stages, triangles)
    found = [
        tuple(o.published(value) for o, value in zip(programme.objectives, point, strict=True))
        for point in certified.points
    ]
    assert sorted(found) == sorted(tuple(map(exactly, point)) for point in data["expected"]["points"])
    assert len(certified.triangles) == len(triangles)
    wrong = [three for three in combinations(range(len(found)), 3) if three not in triangles][:5]
    for three in wrong:
        plane = [triangle for triangle in certified.triangles if set(three) <= on(triangle, certified)]
        if not plane:
            with pytest.raises(SolverError):
                certify_surface(oracle, stages, [three])


def on(triangle: CertifiedTriangle, surface: CertifiedSurface) -> set[int]:
    """The points on a triangle's plane."""
    return {
        position
        for position, point in enumerate(surface.points)
        if sum(w * v for w, v in zip(triangle.normal, point, strict=True)) == triangle.height
    }


def test_the_normal_of_three_points_on_paper() -> None:
    """The corners of a simplex have weights 1, 1, 1; points on a line have none; a slope that gains by losing is
    refused.
    """
    a, b, c = (F(1), F(0), F(0)), (F(0), F(1), F(0)), (F(0), F(0), F(1))
    assert exact_normal(a, b, c) == exact_normal(c, b, a) == (1, 1, 1)
    assert exact_normal((F(2), F(0), F(0)), (F(0), F(3), F(0)), (F(0), F(0), F(6))) == (3, 2, 1)
    with pytest.raises(SolverError, match="on one line"):
        exact_normal(a, b, (F(2), F(-1), F(0)))
    with pytest.raises(SolverError, match="below 0"):
        exact_normal(a, b, (F(1), F(1), F(1)))
