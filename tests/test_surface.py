"""The surface of three objectives: cases on paper, and programmes without one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations, product

import pulp
import pytest

import tradeoff
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.moo.triobjective.surface import Surface

NAMES = ("f", "g", "h")


def door(problem: pulp.LpProblem, objectives: Mapping[str, pulp.LpAffineExpression]) -> Solver:
    """A solver for objectives to be minimised."""
    expressions = {name: pulp.LpAffineExpression(expression) for name, expression in objectives.items()}
    return Solver(from_pulp(problem, expressions, dict.fromkeys(expressions, Sense.MIN)))


def surface_of(
    problem: pulp.LpProblem, *objectives: pulp.LpAffineExpression, gap: float = 0.1, exact: bool = True
) -> Surface:
    """The exact surface of three objectives to be minimised."""
    solver = door(problem, dict(zip(NAMES, objectives, strict=True)))
    return trace_surface(solver, NAMES, gap=gap, exact=exact)


def values(surface: Surface) -> list[tuple[float, ...]]:
    """The points, rounded for comparison."""
    return [tuple(round(v, 9) + 0.0 for v in point.values) for point in surface.points]


def bent(problem: pulp.LpProblem, most: float | None = None) -> tuple[pulp.LpVariable, pulp.LpVariable]:
    """The columns x and y with 3x + y >= 4 and x + 3y >= 4: corners (0, 4), (1, 1), (4, 0)."""
    x, y = (problem.add_variable(name, 0, most) for name in "xy")
    problem += 3 * x + y >= 4
    problem += x + 3 * y >= 4
    return x, y


def test_simplex() -> None:
    """The least of each of three parts of a whole: three corners, one facet, checked by one solve after the six ends."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(3)]
    problem += pulp.lpSum(x) == 1
    surface = surface_of(problem, *x)
    assert values(surface) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert [facet.points for facet in surface.facets] == [(0, 1, 2)]
    assert surface.facets[0].weights == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-12)
    assert (surface.edges, surface.sums, surface.ranges) == ((), 7, (1, 1, 1))
    assert surface.gap <= 1e-10


def test_what_one_solve_settles_is_not_solved_again() -> None:
    """The only best solution of each of three worths, 2 ** i alone: an end of each, and the look between them."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(3)]
    problem += pulp.lpSum(x) <= 1
    worths = [-4 * x[0] - 2 * x[1] - 1 * x[2], -4 * x[1] - 2 * x[2] - 1 * x[0], -4 * x[2] - 2 * x[0] - 1 * x[1]]
    surface = surface_of(problem, *worths)
    assert values(surface) == [(-4, -1, -2), (-2, -4, -1), (-1, -2, -4)]
    assert surface.solves == 4


def test_without_rows_the_first_of_each_order_is_solved_alone() -> None:
    """A switch for each triple of -1, 0 and 1: corners by many weights above 0, three solves for six ends, and the look."""
    triples = list(product((-1, 0, 1), repeat=3))
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", 0, 1) for j in range(len(triples))]
    surface = surface_of(problem, *(pulp.lpSum(t[k] * x[j] for j, t in enumerate(triples)) for k in range(3)))
    corners = set()
    # Where no triple but (0, 0, 0) is worth 0 the corner is the only best.
    for weights in permutations((1, 2, 4, 7, 11, 13, 29, 100), 3):
        worth = [sum(w * part for w, part in zip(weights, triple, strict=True)) for triple in triples]
        if worth.count(0) == 1:
            taken = [triple for triple, value in zip(triples, worth, strict=True) if value < 0]
            corners.add(tuple(float(sum(column)) for column in zip(*taken, strict=True)))
    assert set(values(surface)) == corners
    assert len(surface.points) == len(corners) == 12
    assert surface.solves == 4


def test_an_objective_that_counts_nothing() -> None:
    """Beside one of zeros the best of the others come in turn: x = 0 leaves y = 4, y = 0 leaves x = 4."""
    problem = pulp.LpProblem()
    x, y = bent(problem)
    surface = surface_of(problem, 0 * x, 1 * x, 1 * y)
    assert values(surface) == [(0, 0, 4), (0, 1, 1), (0, 4, 0)]
    assert surface.edges == ((0, 1), (1, 2))


def test_gap_of_the_ends() -> None:
    """The same with a gap of 1/2: the ends alone leave the ideal point, which lies 1/3 beyond the triangle (1, 1,
    1).
    """
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(3)]
    problem += pulp.lpSum(x) == 1
    surface = surface_of(problem, *x, gap=0.5, exact=False)
    assert surface.sums == 6
    assert surface.gap == pytest.approx(1 / 3, abs=1e-12)
    assert surface.facets[0].gap == surface.gap


def test_cube() -> None:
    """Three aims that do not conflict: one point, found without a sum."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0, 1) for i in range(3)]
    surface = surface_of(problem, *(-v for v in x))
    assert values(surface) == [(-1, -1, -1)]
    assert (surface.facets, surface.edges, surface.gap) == ((), (), 0)


def test_hexagon() -> None:
    """The cube cut by a sum of at most 3/2: a hexagon of the orders of (1, 1/2, 0), as four triangles of one normal."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0, 1) for i in range(3)]
    problem += pulp.lpSum(x) <= 1.5
    surface = surface_of(problem, *(-v for v in x))
    assert values(surface) == sorted(permutations((-1.0, -0.5, 0.0)))
    assert len(surface.facets) == 4
    assert all(facet.weights == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-12) for facet in surface.facets)


def test_own_units() -> None:
    """Ranges 1, 10 and 100: weights alike in shares, 100 : 10 : 1 in the objectives' units; the plane is x's own
    row.
    """
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0) for i in range(3)]
    problem += pulp.lpSum(x) == 1
    surface = surface_of(problem, x[0] + 0, 10 * x[1] + 0, 100 * x[2] + 0)
    facet = surface.facets[0]
    assert facet.weights == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-12)
    assert facet.normal == pytest.approx((100 / 111, 10 / 111, 1 / 111), abs=1e-12)
    last = surface.planes[-1]
    assert last.value == pytest.approx(100 / 111, abs=1e-12)
    assert [plane.normal for plane in surface.planes[:3]] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


@pytest.mark.parametrize("how", [{"exact": True}, {"gap": 0.01}, {"exact": True, "certify": True}])
@pytest.mark.parametrize("large", [10**10, 10**11, 10**12])
def test_what_floats_lose_beside_a_large_cost_is_told(how: dict[str, object], large: int) -> None:
    """On paper: at the least of g, cost large g + x is traded against x and then y; floats would leave out corners."""
    problem = pulp.LpProblem()
    g, x, y = problem.add_variable("g", 0, 2), problem.add_variable("x", 0, 10), problem.add_variable("y", 0, 10)
    problem += x + y <= 12
    problem += 2 * g >= 2
    objectives = {"cost": large * g + x, "served": x, "other": y}
    sense = {"cost": "min", "served": "max", "other": "max"}
    with pytest.raises(tradeoff.SolverError, match="the objective 'cost' counts something that floats lose"):
        tradeoff.trace(problem, objectives, sense=sense, **how)  # type: ignore[arg-type]


def test_a_range_that_floats_lose_is_told() -> None:
    """Forty amounts of a hundred million each that must be there; beside them x counts from 0 to 1."""
    problem = pulp.LpProblem()
    fixed = [problem.add_variable(f"g{i}", 0, 100) for i in range(40)]
    x, y = problem.add_variable("x", 0, 1), problem.add_variable("y", 0, 1)
    for g in fixed:
        problem += 2 * g >= 20
    problem += x + y <= 1
    objectives = {"cost": 1e8 * pulp.lpSum(fixed) + x, "served": x, "other": y}
    sense = {"cost": "min", "served": "max", "other": "max"}
    with pytest.raises(tradeoff.SolverError, match="the objective 'cost' counts something that floats lose"):
        tradeoff.trace(problem, objectives, sense=sense, exact=True)


def test_what_is_too_small_to_count_is_no_fault() -> None:
    """What rounding leaves of a coefficient, of a column with bounds, is below what any surface resolves."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0, 1) for i in range(3)]
    problem += pulp.lpSum(x) == 1
    surface = surface_of(problem, x[0] + 1e-17 * x[1], x[1], x[2])
    assert values(surface) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]


@pytest.mark.parametrize("place", range(3))
def test_identical_objectives_leave_a_line(place: int) -> None:
    """Two aims written twice: the three corners of a bent line, two edges, no facet."""
    problem = pulp.LpProblem()
    x, y = bent(problem)
    objectives = [x, x, x]
    objectives[place] = y
    surface = surface_of(problem, *objectives)
    corners = [(0, 4), (1, 1), (4, 0)] if place else [(4, 0), (1, 1), (0, 4)]
    assert values(surface) == [tuple(b if i == place else a for i in range(3)) for a, b in corners]
    assert (surface.facets, surface.edges) == ((), ((0, 1), (1, 2)))


def test_three_identical_objectives_leave_a_point() -> None:
    """The least of x three times: 0."""
    problem = pulp.LpProblem()
    x, _ = bent(problem)
    assert values(surface_of(problem, x, x, x)) == [(0, 0, 0)]


@pytest.mark.parametrize("level", [0, 5])
def test_a_constant_objective_leaves_a_line(level: int) -> None:
    """A third aim that is the same everywhere, 0 or 5: a constant, which is told and never solved for."""
    problem = pulp.LpProblem()
    x, y = bent(problem)
    fixed = problem.add_variable("fixed", level, level)
    surface = surface_of(problem, x, fixed, y)
    assert values(surface) == [(0, 0, 4), (1, 0, 1), (4, 0, 0)]
    told = tradeoff.trace(problem, {"x": x, "fixed": fixed, "y": y}, sense=dict.fromkeys(("x", "fixed", "y"), "min"))
    assert told.points.round(9).values.tolist() == [[0, level, 4], [1, level, 1], [4, level, 0]]
    assert (surface.facets, surface.edges) == ((), ((0, 1), (1, 2)))
    assert surface.gap <= 1e-10


def test_a_sum_as_third_aim_leaves_a_line() -> None:
    """An aim h = f + g lies flat, but no weights above 0 are normal to it: the bent line again."""
    problem = pulp.LpProblem()
    x, y = bent(problem)
    surface = surface_of(problem, x, y, x + y)
    assert values(surface) == [(0, 4, 4), (1, 1, 2), (4, 0, 4)]
    assert (surface.facets, surface.edges) == ((), ((0, 1), (1, 2)))


def test_a_flat_image_is_one_facet() -> None:
    """With h = - f - g every plan is efficient: the four corners of x, y <= 4 make two triangles of equal weights."""
    problem = pulp.LpProblem()
    x, y = bent(problem, 4)
    surface = surface_of(problem, x, y, -x - y)
    assert values(surface) == [(0, 4, -4), (1, 1, -2), (4, 0, -4), (4, 4, -8)]
    assert len(surface.facets) == 2
    assert all(facet.normal == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-12) for facet in surface.facets)


def test_an_aim_that_is_best_at_every_end_still_counts() -> None:
    """Mixtures of (0, 1, 0), (1, 0, 0) and (1/5, 1/5, 1/2): h is 0 at all six ends, and 1/2 in between."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0) for name in "abc")
    problem += a + b + c == 1
    surface = surface_of(problem, b + 0.2 * c, a + 0.2 * c, 0.5 * c)
    assert values(surface) == [(0, 1, 0), (0.2, 0.2, 0.5), (1, 0, 0)]
    assert surface.ranges == pytest.approx((1, 1, 0.5), abs=1e-12)
    # Through the three points goes 5 f + 5 g + 6 h = 5.
    assert [facet.normal for facet in surface.facets] == [pytest.approx((5 / 16, 5 / 16, 6 / 16), abs=1e-12)]


def test_infeasible() -> None:
    """Rows that cannot hold together raise."""
    problem = pulp.LpProblem()
    x, y = bent(problem, 1)
    problem += x + y <= 1
    with pytest.raises(tradeoff.InfeasibleError):
        surface_of(problem, x, y, x + y)


@pytest.mark.parametrize("place", range(3))
def test_unbounded_is_named(place: int) -> None:
    """The objective without a bound is named, wherever it stands."""
    problem = pulp.LpProblem()
    x, y = bent(problem)
    objectives = [x + 0, y + 0]
    objectives.insert(place, -x)
    with pytest.raises(tradeoff.UnboundedError) as caught:
        surface_of(problem, *objectives)
    assert caught.value.objective == NAMES[place]
