"""A line thinned to so many points: the least gap that brute force finds, and all that is asked of it follows."""

from __future__ import annotations

import pickle
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff

CORNERS = [(Fraction(x), Fraction((9 - x) * (8 - x), 2)) for x in range(9)]
"""Convex: each step to the right saves one less than the one before, 8 and then 7."""


def bowl(lower: int | None = 0, **asked: Any) -> tradeoff.Frontier:
    """Two costs, y above each line through two neighbours; without the lower bound the first line has no end."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", lower, 20), problem.add_variable("y", 0, 99 if lower == 0 else None)
    for (a, high), (_, low) in pairwise(CORNERS):
        problem += y >= int(high) + int(low - high) * (x - int(a))
    asked = asked or {"exact": True}
    return tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "min", "y": "min"}, **asked)


def lost(kept: tuple[int, ...]) -> Fraction:
    """By how much of both ranges (8 and 36) a corner lies below the edges that are kept, in fractions."""
    worst = Fraction(0)
    for a, b in pairwise(kept):
        (u, v), (to_u, to_v) = ((x / 8, y / 36) for x, y in (CORNERS[a], CORNERS[b]))
        for x, y in CORNERS[a : b + 1]:
            short = (v - to_v) * (u - x / 8) + (to_u - u) * (v - y / 36)
            worst = max(worst, short / (v - to_v + to_u - u))
    return worst


@pytest.mark.parametrize("count", range(2, 9))
def test_the_gap_is_the_least_that_brute_force_finds(count: int) -> None:
    """Over every choice of so many corners with both ends; the gap stated is that of the points kept."""
    found = bowl().thinned(count)
    least = min(lost((0, *inner, 8)) for inner in combinations(range(1, 8), count - 2))
    assert len(found.points) <= count
    assert found.certificate.max_gap == pytest.approx(float(least), abs=1e-12)
    kept = tuple(round(point.x) for point in found.extreme_points)
    assert float(lost(kept)) == pytest.approx(float(least), abs=1e-12)
    assert (kept[0], kept[-1], found.certificate.kind) == (0, 8, "bounded")
    assert [edge.points for edge in found.edges] == [(i, i + 1) for i in range(len(kept) - 1)]
    for (point, after), edge in zip(pairwise(found.extreme_points), found.edges, strict=True):
        rate = (point.y - after.y) / (after.x - point.x)
        assert (point.rate_right, after.rate_left) == pytest.approx((rate, rate))
        assert edge.normal[0] / edge.normal[1] == pytest.approx(rate)


def test_what_nothing_lies_beyond_stays() -> None:
    """The outer line is all corners, and a plan between points is solved for as before."""
    found = bowl().thinned(3)
    assert found.outer.round(9).to_numpy().tolist() == [[float(x), float(y)] for x, y in CORNERS]
    assert found.plan(x=5).objectives["y"] == pytest.approx(6)
    assert found.solution(1)["x"] == pytest.approx(found.extreme_points[1].x)
    assert found.within(0.0, "y", x=5).most == pytest.approx(6)
    assert found.chart().to_dict()["title"]["text"] == ["no solution lies beyond the dashed line"]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_of_a_gap_the_thinned_line_states_a_greater_one(count: int) -> None:
    """No corner lies further beyond than is said, though most were never found; the outer line stays."""
    whole = bowl(gap=0.03)
    found = whole.thinned(count)
    kept = tuple(round(point.x) for point in found.extreme_points)
    assert len(kept) <= count < len(whole.points)
    assert max(float(lost(kept)), whole.certificate.max_gap) <= found.certificate.max_gap + 1e-12
    assert found.outer.equals(whole.outer)


def test_it_can_be_kept_and_thinned_again(tmp_path: Path) -> None:
    """Saved, loaded, pickled; thinned twice it still says what all of it lost."""
    found = bowl(exact=True, certify=True).thinned(4)
    assert (found.certificate.certified, found.proof, found.extreme_points[1].exact) == (False, None, None)
    found.save(tmp_path / "thin.json")
    assert tradeoff.Frontier.load(tmp_path / "thin.json") == found
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.solution(1) == found.solution(1)
    twice = found.thinned(2)
    assert twice.certificate.max_gap == pytest.approx(float(lost((0, 8))))
    assert twice.solution(-1)["x"] == pytest.approx(8)


def test_what_cannot_be_thinned_says_what_to_do() -> None:
    """Fewer than both ends, and a line without an end; enough room changes nothing."""
    found = bowl()
    assert found.thinned(9) == found
    for wrong in (1, True, 2.5):
        with pytest.raises(ValueError, match="2 or more, since both ends stay"):
            found.thinned(wrong)  # type: ignore[arg-type]
    endless = bowl(lower=None, exact=True)
    assert len(endless.rays) == 1
    assert endless.thinned(8) == endless
    with pytest.raises(ValueError, match="what thinning would lose cannot be had of a frontier with a ray"):
        endless.thinned(7)
