"""A frontier that was saved, loaded with a problem whose frontier is another: it is refused, be the problem roomier or not."""

from __future__ import annotations

import json
from pathlib import Path

import pulp
import pytest

import tradeoff
from tests.test_every_kind import KINDS, traced
from tests.test_kept_agrees import bend

BINDING = {
    **dict.fromkeys(("line", "line, certified", "line, coarse", "steps"), (1,)),
    **dict.fromkeys(("ray", "two rays", "surface", "four", "points"), (0, 1)),
}
"""Which rows of its problem limit a kind: of a + 2 b <= 10 and 4 a + 3 b <= 10, both above 0, the second alone."""


def moved(kind: str, row: int, room: float) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """The problem of a kind with so much more room in a row."""
    problem, objectives, _ = KINDS[kind][0]()
    constraint = list(problem.constraints())[row]
    constraint.changeRHS(-constraint.constant - constraint.sense * room)
    return problem, objectives


@pytest.mark.parametrize("kind", BINDING)
def test_a_roomier_problem_is_refused(kind: str, tmp_path: Path) -> None:
    """With more room in a row that binds the frontier is another: so much that whole numbers feel it."""
    traced(kind).save(tmp_path / "kept.json")
    for row in BINDING[kind]:
        assert tradeoff.Frontier.load(tmp_path / "kept.json", *moved(kind, row, 0)) == traced(kind)
        with pytest.raises(ValueError, match="give the one traced"):
            tradeoff.Frontier.load(
                tmp_path / "kept.json", *moved(kind, row, 6 if kind in ("steps", "points") else 0.01)
            )


@pytest.mark.parametrize("kind", BINDING)
def test_a_narrower_problem_is_refused(kind: str, tmp_path: Path) -> None:
    """Solutions that stand in the file are none of it."""
    traced(kind).save(tmp_path / "kept.json")
    with pytest.raises(ValueError, match="give the one traced"):
        tradeoff.Frontier.load(tmp_path / "kept.json", *moved(kind, BINDING[kind][0], -3))


def roomier(first: float, second: float, most: float = 10) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """That of `bend`, with other limits."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, most), problem.add_variable("y", 0, most)
    problem += 2 * x + y <= first
    problem += x + 2 * y <= second
    return problem, {"a": +x, "b": +y}


def test_ends_and_edges_tell(tmp_path: Path) -> None:
    """With 2 x + y <= 30 both bests stay 10, and (10, 7) is had: by hand, more of b at the best a. With x + y <= 16 as
    the only limit between, ends change too; and a row that cuts nothing off is no other problem.
    """
    for asked in ({}, {"gap": 0.4}, {"certify": True}):
        bend(**asked).save(tmp_path / "kept.json")
        with pytest.raises(ValueError, match="'b' at the best of 'a' is 4 in the file and 7 in the problem given"):
            tradeoff.Frontier.load(tmp_path / "kept.json", *roomier(30, 24))
        same, objectives = roomier(24, 24)
        same += objectives["a"] + objectives["b"] <= 16
        assert tradeoff.Frontier.load(tmp_path / "kept.json", same, objectives).plan(a=10).objectives["b"] == 4
    # The ends stay, and (8, 8) is no longer the corner: 2 x + y <= 24 holds from x = 10 alone.
    bend().save(tmp_path / "kept.json")
    bulged, objectives = roomier(100, 100)
    x, y = bulged.variables()
    bulged += 5 * x + y <= 54
    bulged += x + 5 * y <= 54
    with pytest.raises(ValueError, match="solutions beyond edge 0 of the file; give the one traced"):
        tradeoff.Frontier.load(tmp_path / "kept.json", bulged, objectives)


@pytest.mark.parametrize("certify", [False, True])
def test_an_outer_bound_that_is_not_of_the_problem_is_refused(certify: bool, tmp_path: Path) -> None:
    """By hand: from (10, 4) to (7.2, 7.2) 8 a + 7 b is 108, and at (8, 8), which is had, 120."""
    path = tmp_path / "kept.json"
    found = bend(gap=0.5, certify=certify)
    found.save(path)
    assert tradeoff.Frontier.load(path, *roomier(24, 24)) == found
    said = json.loads(path.read_text())
    said["certificate"].update(outer=[[10, 4], [7.2, 7.2], [4, 10]], max_gap=0.2 / 6)
    path.write_text(json.dumps(said))
    assert tradeoff.Frontier.load(path).certificate.max_gap < 0.1  # The file alone cannot tell.
    with pytest.raises(ValueError, match=r"solutions beyond certificate\.outer\[0\] of the file; give the one traced"):
        tradeoff.Frontier.load(path, *roomier(24, 24))


def test_a_weight_at_which_another_point_is_best_is_refused(tmp_path: Path) -> None:
    """By hand, ranges being 6: at a weight of 0.6 of b, (4, 10) is worth 7.6 and (10, 4) only 6.4."""
    path = tmp_path / "kept.json"
    bend(gap=0.5, certify=True).save(path)
    said = json.loads(path.read_text())
    said["points"][0]["weight_to"] = 0.6
    path.write_text(json.dumps(said))
    with pytest.raises(ValueError, match="solutions beyond point 0 of the file"):
        tradeoff.Frontier.load(path, *roomier(24, 24))
