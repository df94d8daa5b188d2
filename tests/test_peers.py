"""`trace` against the instances of other projects' own test suites, over linear programmes with two objectives.

bensolve answers its ex01 with two vertices and two rays; along one of them an objective has no bound. That ray is given
here too, and certified where that is asked for (`test_rays.py`, `test_certify_rays.py`).
"""

from __future__ import annotations

from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent.peers import INSTANCES, of_kind, read

CLOSE = 1e-6
"""Share of the largest value by which a value may be off: that far others print theirs."""
HOW: dict[str, dict[str, Any]] = {
    "exact": {"exact": True},
    "exact, parametric": {"exact": True, "method": "parametric"},
    "exact, sandwich": {"exact": True, "method": "sandwich"},
    "exact, certified": {"exact": True, "certify": True},
    "gap": {"gap": 0.01},
    "gap, parametric": {"gap": 0.01, "method": "parametric"},
    "gap, sandwich": {"gap": 0.01, "method": "sandwich"},
    "gap, certified": {"gap": 0.01, "certify": True},
}
WITHOUT_BOUND = {"bensolve_ex01": {"first"}, "bensolve_ex03": {"first", "second"}, "bensolve_ex04": {"first", "second"}}
"""On paper: x - y falls along (0, 1) while x + y is at least 4; x and y alone fall where z, or the other, rises."""


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", of_kind("extreme"))
def test_the_same_vertices(name: str, how: str) -> None:
    """Every vertex of the instance and no other; to a gap the ends and none that is no vertex."""
    frontier = read(name).trace(**HOW[how])
    expected = INSTANCES[name]["expected"]
    allowed = CLOSE * max(abs(value) for point in expected for value in point)

    def same(found: tuple[float, float], wanted: list[float]) -> bool:
        return all(abs(a - b) <= allowed for a, b in zip(found, wanted, strict=True))

    found = [(point.x, point.y) for point in frontier.extreme_points]
    met = [[position for position, wanted in enumerate(expected) if same(point, wanted)] for point in found]
    positions = [position for places in met for position in places]
    assert [len(places) for places in met] == [1] * len(found)
    assert len(set(positions)) == len(found)
    if HOW[how].get("exact"):
        assert sorted(positions) == list(range(len(expected)))
    else:
        by_first = sorted(range(len(expected)), key=lambda position: expected[position][0])
        assert {by_first[0], by_first[-1]} <= set(positions)
        assert frontier.certificate.max_gap <= 0.01
    assert frontier.certificate.certified or "certified" not in how


@pytest.mark.parametrize("how", HOW)
def test_two_vertices_and_a_ray(how: str) -> None:
    """The answer of bensolve to its ex01, which is the whole frontier even where a gap would do."""
    frontier = read("bensolve_ex01").trace(**HOW[how])
    values = [value for point in frontier.extreme_points for value in point.values]
    assert values == pytest.approx([-6, 6, 0, 4], abs=CLOSE)
    (ray,) = frontier.rays
    assert (ray.point, ray.direction) == (0, pytest.approx((-1, 1)))
    assert frontier.certificate.certified or "certified" not in how


@pytest.mark.parametrize(
    ("name", "how"),
    [(name, how) for name in of_kind("UnboundedError") for how in HOW if name != "bensolve_ex01"],
)
def test_an_objective_without_bound(name: str, how: str) -> None:
    """Is said to be, and which: no sum of both has one, or they make one line."""
    with pytest.raises(tradeoff.UnboundedError) as caught:
        read(name).trace(**HOW[how])
    assert caught.value.objective in WITHOUT_BOUND[name]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", of_kind("InfeasibleError", "Continuous"))
def test_no_solution(name: str, how: str) -> None:
    """Is said to be none."""
    with pytest.raises(tradeoff.InfeasibleError):
        read(name).trace(**HOW[how])


ASKED: list[dict[str, Any]] = [{}, {"gap": 0.01}, {"exact": True}, {"levels": [1, 2]}, {"step": 0.1}]


@pytest.mark.parametrize("how", ASKED, ids=str)
@pytest.mark.parametrize("name", of_kind("InfeasibleError"))
def test_no_solution_over_whole_numbers(name: str, how: dict[str, Any]) -> None:
    """The same where columns may be whole."""
    with pytest.raises(tradeoff.InfeasibleError):
        read(name).trace(whole=True, **how)


@pytest.mark.parametrize("how", ASKED, ids=str)
@pytest.mark.parametrize("name", of_kind("UnboundedError"))
def test_an_objective_without_bound_over_whole_numbers(name: str, how: dict[str, Any]) -> None:
    """The same where columns may be whole, and where they are."""
    instance = read(name)
    for category in (pulp.LpContinuous, pulp.LpInteger):
        for column in instance.problem.variables():
            column.cat = category
        with pytest.raises(tradeoff.UnboundedError) as caught:
            instance.trace(whole=True, **how)
        assert caught.value.objective in WITHOUT_BOUND[name]
