"""Three objectives of which one has no bound, where rounding, the solver or a unit once led astray."""

from __future__ import annotations

from pathlib import Path

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays, enumerate_surface_rays
from tests.independent.enumerate_surface_rays import Programme
from tests.test_surface_rays import ex01, require_same


@pytest.mark.parametrize(
    ("lower", "rows", "costs"),
    [
        # From the basis of another sum HiGHS calls unbounded what has a bound.
        ([0] * 3, [], [[871, 306, -1], [886, 500, -2], [-2, 852, 974]]),
        # Opposites of other sizes: at some weights all costs cancel, and a rounding error there is a sum without a bound.
        ([0] * 2, [], [[-7, 8], [343, -392], [10, 18]]),
        # HiGHS cannot tell at first whether there is a bound.
        ([0] * 2, [([9, 1], 60), ([6, 3], 2000)], [[19, 7], [-931, -49], [30, -2]]),
        # Amounts so large that the slack of a walk is lost in rounding.
        (
            [0] * 3,
            [([0, 9, 5], 60), ([4, 2, 8], 60), ([4, 0, 1], 9), ([5, 8, 6], 2000)],
            [[16, 20, 18], [-7, 6, 28], [7, 18, 24]],
        ),
        # One point, at which an objective is 0 but for the rounding of the sums that tell of it.
        ([0, 3], [], [[21, 12], [49, 28], [-11, 0]]),
        ([0, 3], [], [[27, 0], [63, 0], [-22, 99]]),
    ],
)
def test_what_floats_took_for_another(
    lower: list[int | None], rows: list[tuple[list[int], int]], costs: list[list[int]]
) -> None:
    """Small programmes at which rounding or the solver went astray, against brute force, and certified."""
    programme = Programme(lower, rows, costs)
    expected = enumerate_surface_rays.answer(programme)
    problem, aims, sense = enumerate_rays.as_problem(programme, (1, 1, 1))
    assert expected.rays
    require_same(tradeoff.trace(problem, aims, sense=sense), expected, programme, (1, 1, 1))
    assert tradeoff.trace(problem, aims, sense=sense, exact=True, certify=True).certificate.certified


def test_opposites_but_for_rounding() -> None:
    """0.3 * 0.1 is no tenth of 0.3 in floats: the weights with a bounded sum are a sliver, and the error says so."""
    problem, aims = ex01()
    x, y = problem.variables()
    aims = {"f1": 0.3 * x + 0.7 * y, "f2": -0.3 * 0.1 * x - 0.7 * 0.1 * y, "f3": x + y}
    with pytest.raises(tradeoff.SolverError, match=r"opposite but for rounding\. Write coefficients with fewer digits"):
        tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"))


def fall(*third: int) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Of two or three columns, each betters h by 1 for some of f and g, whose units are billions."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(name, 0) for name in "xyz"]
    problem += pulp.lpSum(x) >= 0
    costs = ((1, 4), (4, 1), third)
    aims = {
        "f": pulp.lpSum(1e-9 * cost[0] * v for v, cost in zip(x, costs, strict=True)),
        "g": pulp.lpSum(1e-9 * cost[1] * v for v, cost in zip(x, costs, strict=True)),
        "h": -pulp.lpSum(x),
    }
    return problem, aims


def test_directions_in_large_units_are_told_apart(tmp_path: Path) -> None:
    """(1, 4), (4, 1) and (2, 2) of f and g are three; with (5, 5) for the last there are two."""
    problem, aims = fall(2, 2)
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"))
    assert len(frontier.rays) == 3
    frontier.save(tmp_path / "f.json")
    assert tradeoff.Frontier.load(tmp_path / "f.json", problem, aims) == frontier
    with pytest.raises(ValueError, match="the problem given does not"):
        tradeoff.Frontier.load(tmp_path / "f.json", *fall(5, 5))
