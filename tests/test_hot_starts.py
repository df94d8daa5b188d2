"""A solve that starts from a basis that is optimal already takes no step: what a face held is given back as it
stood.
"""

from __future__ import annotations

import random

import numpy as np
import pulp
import pytest

import tradeoff
from tradeoff.errors import UnboundedError
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.study import Study
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import AT_LOWER, AT_UPPER, BASIC, Statuses
from tradeoff.scenario.read import read_scenario

SEEDS = 150


@pytest.fixture(scope="module")
def orissa() -> Study:
    """A plan for 150 clusters on a solver."""
    return Study(read_scenario("orissa"))


def misplaced(solver: Solver, optimum: Optimum, statuses: Statuses) -> list[int]:
    """Columns and rows that do not rest on the bound that a basis names, by what they amount to."""
    scaled = solver.scaled
    values = np.concatenate([optimum.scaled_x, scaled.activity(solver.model, optimum.scaled_x)])
    named = np.where(
        statuses == AT_LOWER,
        np.concatenate([scaled.lower, scaled.row_lower]),
        np.concatenate([scaled.upper, scaled.row_upper]),
    )
    rests = np.isin(statuses, (AT_LOWER, AT_UPPER))
    return np.flatnonzero(
        rests & ~(np.abs(values - np.where(rests, named, values)) <= 1e-6 * (1 + np.abs(values)))
    ).tolist()


@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
def test_no_step_from_a_vertex_to_itself(orissa: Study, trade: str) -> None:
    """Orissa: from the basis of each point of a frontier, solved anew with all its stages, none takes an iteration."""
    solver = orissa._solver
    scaled = solver.scaled
    search = Search(solver, *axes_of(orissa.scenario, trade))
    for vertex in search.run(0.1).vertices:
        assert vertex.basis is not None
        before = solver.iterations
        optimum = lexicographic(solver, search.costs(vertex.stages), start=vertex.basis)
        assert solver.iterations == before
        assert misplaced(solver, optimum, vertex.basis) == []
        # On which of two equal bounds a column rests is nobody's business.
        moves = np.concatenate([scaled.lower < scaled.upper, scaled.row_lower < scaled.row_upper])
        assert (solver.basis() == vertex.basis)[moves].all()


def random_model(seed: int) -> Model:
    """Boxed, fixed, one-sided and free columns; rows of one side, of two sides and equations, around a point inside."""
    rng = random.Random(seed)
    columns, rows = rng.randint(3, 9), rng.randint(2, 7)
    inside = [rng.randint(-4, 4) for _ in range(columns)]
    lower, upper = np.full(columns, -np.inf), np.full(columns, np.inf)
    for j, at in enumerate(inside):
        kind = rng.choice(("boxed", "boxed", "fixed", "lower", "upper", "free"))
        if kind in ("boxed", "lower"):
            lower[j] = at - rng.randint(0, 3)
        if kind in ("boxed", "upper"):
            upper[j] = at + rng.randint(0, 3)
        if kind == "fixed":
            lower[j] = upper[j] = at
    matrix = np.array([[rng.randint(-3, 3) for _ in range(columns)] for _ in range(rows)], dtype=float)
    matrix[:, 0] += matrix.any(axis=1) == 0
    activity = matrix @ inside
    below = np.array([rng.choice((0, rng.randint(0, 4), np.inf)) for _ in range(rows)])
    above = np.array([rng.choice((0, rng.randint(0, 4), np.inf)) for _ in range(rows)])
    above[np.isinf(below) & np.isinf(above)] = 2.0
    place = np.nonzero(matrix)
    return Model(
        columns=tuple(f"x{j}" for j in range(columns)),
        lower=lower,
        upper=upper,
        integer=np.zeros(columns, dtype=bool),
        row_names=tuple(f"r{i}" for i in range(rows)),
        row_lower=activity - below,
        row_upper=activity + above,
        starts=np.concatenate([[0], np.cumsum((matrix != 0).sum(axis=1))]).astype(np.int32),
        indices=place[1].astype(np.int32),
        values=matrix[place],
        objectives=("f", "g"),
        costs=tuple(np.array([rng.randint(-4, 4) for _ in range(columns)], dtype=float) for _ in range(2)),
        signs=(1.0, 1.0),
        constants=(0.0, 0.0),
    )


def stages(model: Model) -> list[list[Floats]]:
    """Both objectives in both orders, and a weighted sum with each of them after it."""
    f, g = model.costs
    return [[f, g], [g, f], [f + 2 * g, f], [f + 2 * g, g, -f]]


def test_no_step_on_random_programmes() -> None:
    """From the basis that stages end at, the first of them takes no iteration; and what rests, rests where it says."""
    restarted = 0
    for seed in range(SEEDS):
        model = random_model(seed)
        for costs in stages(model):
            solver = Solver(model)
            try:
                optimum = lexicographic(solver, costs)
            except UnboundedError:
                continue
            statuses = solver.basis()
            assert (statuses == BASIC).sum() == len(model.row_names)
            assert misplaced(solver, optimum, statuses) == [], (seed, statuses)
            before = solver.iterations
            solver.start_from(statuses)
            solver.minimise(costs[0])
            assert solver.iterations == before, (seed, statuses)
            restarted += 1
    assert restarted > SEEDS


def test_a_tie_that_the_basis_decides_is_not_solved() -> None:
    """On paper: a + b <= 10 and c <= 3. What is best in a + b has a + b = 10, and c where the solve left it, at 0:
    least c, least a + b and least a + b + c are decided there. Most c is not.
    """
    model = Model(
        columns=("a", "b", "c"),
        lower=np.zeros(3),
        upper=np.array([np.inf, np.inf, 3]),
        integer=np.zeros(3, dtype=bool),
        row_names=("r",),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([10.0]),
        starts=np.array([0, 2], dtype=np.int32),
        indices=np.array([0, 1], dtype=np.int32),
        values=np.ones(2),
        objectives=(),
        costs=(),
        signs=(),
        constants=(),
    )
    a, b, c = np.eye(3)
    solver = Solver(model)
    x = lexicographic(solver, [-a - b, c, 2 * a + 2 * b, a + b + c]).x
    assert (x[0] + x[1], x[2], solver.solves) == (10, 0, 1)
    x = lexicographic(solver, [-a - b, -c, 2 * a + 2 * b, a + b + c]).x
    assert (x[0] + x[1], x[2], solver.solves) == (10, 3, 3)


def test_what_the_basis_decides_is_what_a_solve_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random programmes, stages in turn: as good at each, solved or decided; and some of both."""
    decided = 0
    for seed in range(SEEDS):
        model = random_model(seed)
        for costs in stages(model):
            quick, thorough = Solver(model), Solver(model)
            try:
                found = lexicographic(quick, [*costs, costs[0] + costs[1]])
            except UnboundedError:
                continue
            with monkeypatch.context() as patch:
                patch.setattr(Solver, "settle", lambda self, optimum, cost: None)
                solved = lexicographic(thorough, [*costs, costs[0] + costs[1]])
            for cost in costs:
                assert cost @ found.x == pytest.approx(cost @ solved.x, abs=1e-6), seed
            decided += thorough.solves - quick.solves
    assert decided > 20


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_rows_without_entries(rows: int) -> None:
    """Nothing in any row: HiGHS's own list of basic columns would be read from nowhere. On paper (4, 2) is best at
    both.
    """
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 1, 4), problem.add_variable("y", 2, 7)
    for _ in range(rows):
        problem += 0 * x <= 5
    for how in ({"exact": True}, {"gap": 0.05}, {"gap": 0.05, "method": "parametric"}):
        frontier = tradeoff.trace(problem, {"a": x - y, "b": x + 0}, sense={"a": "max", "b": "max"}, **how)  # type: ignore[arg-type]
        assert [(point.x, point.y) for point in frontier.extreme_points] == [(2.0, 4.0)]
        assert frontier.solution(0) == {"x": 4.0, "y": 2.0}
