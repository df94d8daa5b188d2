"""Whole numbers so large that floats lose a step of one: refused, never called exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff
from tradeoff.errors import SolverError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense


def stairs(level: float) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Two units of k buy two of v: (level, 0), (level + 1, 1), (level + 2, 2)."""
    problem = pulp.LpProblem()
    v, k = problem.add_variable("v", cat="Integer"), problem.add_variable("k", 0, 2, cat="Integer")
    problem += v - k <= level
    return problem, {"v": 1 * v, "k": 1 * k}


@pytest.mark.parametrize("asked", [{}, {"levels": [1e5]}, {"gap": 0.5}])
@pytest.mark.parametrize("level", [1e5, 1e9, 1e10, 1e12, 1e16, 1e17])
def test_a_step_is_told_or_refused(level: float, asked: dict[str, Any]) -> None:
    """Every point where they can be told apart, else SolverError; one point is never all."""
    problem, objectives = stairs(level)
    try:
        found = tradeoff.trace(problem, objectives, sense={"v": "max", "k": "min"}, whole=True, **asked)
    except SolverError:
        assert level > 1e5
        return
    assert level < 1e10
    if not asked:
        assert [(point.x - level, point.y) for point in found.extreme_points] == [(2, 2), (1, 1), (0, 0)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1e10 + 2, 2), ""),
        ((1e10 + 3, 2), "overstepped by 1, rounding in so large a sum"),
        ((2.0**53 + 2, 2), "'v' is 9007199254740994, and beyond"),
    ],
)
def test_a_row_is_kept_to_the_step(values: tuple[float, float], words: str) -> None:
    """One unit too much of ten thousand million is no rounding, though a relative 1e-10."""
    problem, objectives = stairs(1e10)
    model = from_pulp(problem, objectives, {"v": Sense.MAX, "k": Sense.MIN}, whole=True)
    x = np.array([dict(zip("vk", values, strict=True))[name] for name in model.columns])
    assert words in model.unresolved(x)
    assert bool(words) == bool(model.unresolved(x))
