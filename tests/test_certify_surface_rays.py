"""Certified surfaces that go on: the fractions of brute force, and the checker, which refuses each of many false files."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays, enumerate_surface_rays
from tests.test_surface_rays import SENSES, ex01
from tradeoff.checker.folder import check_folder
from tradeoff.checker.reading import RefusedError
from tradeoff.checker.surfaces import CheckedSurface, check_surface
from tradeoff.errors import SolverError
from tradeoff.moo.exact.bounded_weights import Direction
from tradeoff.moo.exact.certify_endless import Drawn, certify_endless
from tradeoff.moo.exact.endless_oracle import EndlessOracle
from tradeoff.moo.exact.surface_rays_proof import SurfaceRaysProof
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver

Data = dict[str, Any]
F = Fraction
QUICK = (1, 4, 10, 68, 75, 92, 174)
"""Of the random ones: several rays, objectives opposite, facets of more corners."""


def check(data: Data) -> CheckedSurface:
    """What the checker says."""
    return check_surface(json.loads(json.dumps(data)), lambda _: None)


def compare(seed: int) -> None:
    """Points and rays to the last digit, and the checker agrees."""
    programme, senses = enumerate_surface_rays.draw(seed), SENSES[seed % 4]
    expected = enumerate_surface_rays.answer(programme)
    if expected.status != "frontier" or not expected.rays:
        return
    problem, aims, asked = enumerate_rays.as_problem(programme, senses)
    frontier = tradeoff.trace(problem, aims, sense=asked, exact=True, certify=True)
    assert frontier.certificate.certified
    assert isinstance(frontier.proof, SurfaceRaysProof)
    found = []
    for point in frontier.extreme_points:
        assert point.exact is not None
        assert point.values == tuple(map(float, point.exact))
        found.append(tuple(sign * value for sign, value in zip(senses, point.exact, strict=True)))
    assert sorted(found) == sorted(expected.points)
    data = frontier.proof.as_dict()
    checked = check(data)
    assert checked.values == [point.exact for point in frontier.extreme_points]
    rays = {
        (
            found[ray["point"]],
            tuple(s * F(v) for s, v in zip(senses, data["directions"][ray["direction"]]["moves"], strict=True)),
        )
        for ray in data["rays"]
    }
    assert rays == expected.rays
    assert (checked.rays, checked.edges) == (len(expected.rays), len(expected.edges))
    assert checked.endless == sum(bool(facet.rays) for facet in expected.facets.values())


@pytest.mark.parametrize("seed", QUICK)
def test_some_as_fractions(seed: int) -> None:
    """The same of a few."""
    assert enumerate_surface_rays.answer(enumerate_surface_rays.draw(seed)).rays
    compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(400))
def test_the_fractions_of_brute_force(seed: int) -> None:
    """Of 400 random programmes those that have a ray."""
    compare(seed)


def truncated() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """A triangle of x + y + z = 6, from each corner of which a ray goes on: (-2, -2, 10) and along it, and so on."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(name) for name in "xyz"]
    for k in range(3):
        problem += pulp.lpSum((4 if i == k else 1) * v for i, v in enumerate(x)) >= 0
    problem += pulp.lpSum(x) >= 6
    return problem, {v.name: pulp.LpAffineExpression(v) for v in x}


@cache
def _traced() -> tradeoff.Frontier:
    problem, aims = truncated()
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), exact=True, certify=True)


def written() -> Data:
    """Its certificate."""
    proof = _traced().proof
    assert proof is not None
    return copy.deepcopy(proof.as_dict())


def test_what_is_written() -> None:
    """Three directions, the facet of all corners, and three between two rays: three triangles more and one at infinity."""
    data = written()
    assert data["schema"] == "tradeoff/certificate-surface-rays/1"
    assert [point["values"] for point in data["points"]] == [["-2", "-2", "10"], ["-2", "10", "-2"], ["10", "-2", "-2"]]
    assert sorted(direction["moves"] for direction in data["directions"]) == [
        ["-1", "-1", "5"],
        ["-1", "5", "-1"],
        ["5", "-1", "-1"],
    ]
    assert len(data["planes"]) == 4
    assert len(data["facets"]) == 7
    assert check(data).sentences() == [
        "Certified in exact fractions: 3 points, 1 triangle, 3 facets between rays and 3 rays are the whole surface of "
        "x, y and z; no plan lies beyond it.",
        "Every point has a plan that keeps all limits, and is efficient; no plan is below any of 4 planes, shown by "
        "prices; 7 facets, those to infinity among them, close up without a hole.",
    ]


def test_by_hand(tmp_path: Path) -> None:
    """Ex01 with a third objective, maximised: the command recomputes it, and the fractions are kept."""
    problem, aims = ex01("max")
    aims["f1"] += 0.5
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "max"), exact=True, certify=True)
    assert [point.exact for point in frontier.extreme_points] == [(F(13, 2), -6, -12), (F(1, 2), -4, -6)]
    frontier.save_proof(tmp_path / "certificate.json")
    told = " ".join(check_folder(tmp_path / "certificate.json", lambda _: None))
    assert "2 points, 1 edge and 1 ray are the whole surface of f1, f2 and f3" in told
    frontier.save(tmp_path / "f.json")
    assert tradeoff.Frontier.load(tmp_path / "f.json") == frontier


def drop_a_ray(data: Data) -> str:
    """One of three."""
    del data["rays"][1]
    return r"the ray from point \d along direction \d is missing"


def double_a_ray(data: Data) -> str:
    """One twice."""
    data["rays"].append(data["rays"][0])
    return r"ray 3 stands twice"


def move_a_ray(data: Data) -> str:
    """Let it begin at another point."""
    data["rays"][0]["point"] = (data["rays"][0]["point"] + 1) % 3
    return r"ray 0 is no edge of the surface"


def turn_a_ray(data: Data) -> str:
    """Let it go along another direction."""
    data["rays"][0]["direction"] = (data["rays"][0]["direction"] + 1) % 3
    return r"ray 0 is no edge of the surface"


def flip_a_way(data: Data) -> str:
    """Turn a way round, and say truly what that does."""
    way, moves = data["directions"][0]["way"], data["directions"][0]["moves"]
    way["values"] = [str(-F(value)) for value in way["values"]]
    data["directions"][0]["moves"] = [str(-F(value)) for value in moves]
    return r"direction 0: its way runs against a lower bound of row \d, and cannot be gone for ever"


def bend_a_way(data: Data) -> str:
    """Turn it aside, to where it may be gone all the same, and say truly what that does: it is on the facets no more."""
    way, moves = data["directions"][0]["way"], data["directions"][0]["moves"]
    low = min(range(3), key=lambda k: F(way["values"][k]))
    most = max(range(3), key=lambda k: F(way["values"][k]))
    assert low != most
    way["values"][most] = moves[most] = "6"
    return r"facet \d+: its plane does not reach to infinity along direction 0"


def bend_what_is_said(data: Data) -> str:
    """Say that it goes aside."""
    data["directions"][1]["moves"] = ["-1", "6", "-1"]
    return r"direction 1 does not go where it says"


def lengthen_a_way(data: Data) -> str:
    """Twice as far, and say so."""
    for part in (data["directions"][2], data["directions"][2]["way"]):
        key = "moves" if "moves" in part else "values"
        part[key] = [str(2 * F(value)) for value in part[key]]
    return r"direction 2 does not better its first objective by 1"


def worsen(data: Data) -> str:
    """Say that along a direction an objective gets worse, and no more."""
    data["directions"][0] = {"worse": 0}
    return r"the directions are not the edges of a cone|does not reach to infinity along the direction of the first"


def swap_directions(data: Data) -> str:
    """Two of three, so that they turn the other way."""
    data["directions"][:2] = data["directions"][1::-1]
    return r"the directions are not the edges of a cone in turn"


def drop_a_direction(data: Data) -> str:
    """The last."""
    del data["directions"][2]
    return r"has 2 directions"


def drop_a_facet(data: Data) -> str:
    """One that goes on."""
    facets = data["facets"]
    del facets[next(k for k, facet in enumerate(facets) if max(facet["corners"]) > 2 and facets.count(facet) == 1)]
    return "hole"


def only_worse(data: Data) -> str:
    """Say that the surface goes on as any other."""
    data["directions"] = [{"worse": k} for k in range(3)]
    return "no direction on which an objective betters"


FALSE: tuple[Callable[[Data], str], ...] = (
    drop_a_ray,
    double_a_ray,
    move_a_ray,
    turn_a_ray,
    flip_a_way,
    bend_a_way,
    bend_what_is_said,
    lengthen_a_way,
    worsen,
    swap_directions,
    drop_a_direction,
    drop_a_facet,
    only_worse,
)


@pytest.mark.parametrize("change", FALSE, ids=lambda change: change.__name__)
def test_the_checker_refuses(change: Callable[[Data], str]) -> None:
    """Each false file, with its place."""
    data = written()
    words = change(data)
    with pytest.raises(RefusedError, match=words):
        check(data)


def drawn() -> tuple[EndlessOracle, tuple[Direction, ...], Drawn]:
    """What floats would propose of the triangle with three rays."""
    problem, aims = truncated()
    senses = dict.fromkeys(aims, Sense.MIN)
    proof = _traced().proof
    assert isinstance(proof, SurfaceRaysProof)
    oracle = EndlessOracle(Solver(from_pulp(problem, aims, senses), wide=True), proof.surface.programme)
    whole = proof.surface.whole
    facets = {tuple(sorted(corners)): min(normal) > 0 for corners, normal in whole.facets.items()}
    # The mean of the normals (1, 1, 1) / 3 and two of (4, 1, 1) / 6 and the like.
    weights = tuple(tuple(F(2) if k != place else F(1) for k in range(3)) for place in (2, 1, 0))
    return oracle, proof.directions, Drawn(weights=weights, facets=facets, rays=proof.rays, edges=())  # type: ignore[arg-type]


def test_what_is_drawn_is_certified() -> None:
    """As it stands it passes."""
    assert len(certify_endless(*drawn()).facets) == 7


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: replace(d, rays=d.rays[1:]), "rays are not those"),
        (lambda d: replace(d, edges=((0, 1),)), "edges without a facet are not those"),
        (lambda d: replace(d, facets=dict(list(d.facets.items())[1:])), "leave a hole"),
        (lambda d: replace(d, facets={**d.facets, (0, 1, 2): False}), "whether the facet"),
        (lambda d: replace(d, facets={**d.facets, (0, 3, 4): True, (0, 4, 5): True, (0, 3, 5): True}), "beyond|weight"),
        (lambda d: replace(d, weights=d.weights[:1] * 3), "are one"),
    ],
)
def test_what_is_drawn_wrong_is_not(change: Callable[[Drawn], Drawn], words: str) -> None:
    """A ray, an edge, a facet or a point that is not as it should be."""
    oracle, directions, right = drawn()
    with pytest.raises(SolverError, match=words):
        certify_endless(oracle, directions, change(right))


def test_directions_out_of_turn_are_refused() -> None:
    """They are not the edges of a cone then."""
    oracle, directions, right = drawn()
    with pytest.raises(SolverError, match="edges of a cone"):
        certify_endless(oracle, directions[::-1], right)
