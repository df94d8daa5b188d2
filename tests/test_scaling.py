"""Scaling for the solver: it widens nothing, and what is refused is told as it was written."""

from __future__ import annotations

import random

import numpy as np
import pulp
import pytest

import tradeoff
from tradeoff.errors import SolverError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.lp.scaling import scale


@pytest.mark.parametrize("cat", ["Integer", "Continuous"])
def test_big_m_beside_a_small_floor(cat: str) -> None:
    """One switch of two allows 1,000, the other 10 more; with none the floor of 0.01 is missed.

    In shares a switch opens as far as its amount asks: 1,010 for 2, and 0.01 for 0.01 / 1,000.
    """
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(2)]
    y = [problem.add_variable(f"y{i}", 0, 1, cat=cat) for i in range(2)]
    for amount, switch, most in zip(x, y, (1000, 10), strict=True):
        problem += amount <= most * switch
    problem += pulp.lpSum(x) >= 0.01
    objectives = {"served": pulp.lpSum(x), "opened": pulp.lpSum(y)}
    whole = cat == "Integer"
    frontier = tradeoff.trace(problem, objectives, sense={"served": "max", "opened": "min"}, exact=True, whole=whole)
    corners = [(1010, 2), (1000, 1)] if whole else [(1010, 2), (1000, 1), (0.01, 0.01 / 1000)]
    assert [(point.x, point.y) for point in frontier.extreme_points] == [pytest.approx(c, rel=1e-9) for c in corners]


def drawn(seed: int) -> Model:
    """Rows whose entries span up to a million, some columns whole, limits from a thousandth to a million."""
    draw = random.Random(f"scaling {seed}")
    problem = pulp.LpProblem()
    columns = [
        problem.add_variable(f"x{i}", 0, 10 ** draw.uniform(-3, 6), cat=draw.choice(["Integer", "Continuous"]))
        for i in range(draw.randint(2, 6))
    ]
    for _ in range(draw.randint(1, 6)):
        # From a thousandth to a little below a thousand: no row or column spans more than a million.
        terms = [10 ** draw.uniform(-3, 2.99) * column for column in columns if draw.random() < 0.7]
        problem += pulp.lpSum(terms) <= 10 ** draw.uniform(-3, 6)
    objectives = {name: pulp.lpSum(draw.uniform(1, 9) * column for column in columns) for name in "uv"}
    return from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MIN), whole=True)


def widest(model: Model, values: Floats) -> float:
    """The largest ratio of two entries of one row or one column."""
    spans = [
        np.abs(values[place == k]).max() / np.abs(values[place == k]).min()
        for place in (model.row_of, model.indices)
        for k in np.unique(place)
    ]
    return float(max(spans, default=1.0))


def test_scaling_never_makes_a_programme_too_wide() -> None:
    """Of 300 programmes within a million none is refused, or handed to the solver wider than that."""
    for seed in range(300):
        model = drawn(seed)
        assert widest(model, model.values) <= 1e6
        assert widest(model, scale(model).values) <= 1e6


def too_wide(name: str | None) -> pulp.LpProblem:
    """Two rows; two entries of the second, and of both its columns, differ by a factor of 10,000,000 either way."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0, 9, cat="Integer") for name in "abc")
    problem += a + b <= 7
    problem += (1e7 * a + b + c >= 1, name) if name else 1e7 * a + b + c >= 1
    problem.setObjective(a + c)
    return problem


@pytest.mark.parametrize(
    ("name", "words"),
    [("floor", r"row 'floor'"), (None, r"row 2 without a name \(1e\+07 a \+ 1 b \+ 1 c\)")],
)
def test_what_is_refused_is_told_as_it_was_written(name: str | None, words: str) -> None:
    """A row by its name, or by its number and terms; the factor is that of the row as written."""
    problem = too_wide(name)
    a, b, c = problem.variables()
    with pytest.raises(SolverError, match=rf"coefficients of {words} span a factor of 1e\+07"):
        tradeoff.trace(problem, {"x": a + c, "y": b + 0}, sense={"x": "max", "y": "min"}, whole=True)
