"""Exact numbers, exact linear algebra, exact bases: on paper, against multiplication, and one library against
another.
"""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec

import numpy as np
import pulp
import pytest

import tradeoff
from tradeoff.errors import SolverError
from tradeoff.frontier.exact_programme import read_programme
from tradeoff.frontier.study import Study
from tradeoff.moo.exact.basis import ExactBasis
from tradeoff.moo.exact.lu import Arithmetic, Factors, SingularKernelError, as_pair, fastest, rationals
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import (
    ExactProgramme,
    IntegerForm,
    clear_denominators,
    exact_number,
    read_problem,
)
from tradeoff.moo.exact.repair import repair
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.programme import build_programme, exact_money_scale

F = Fraction
INSTALLED = [kind for kind in Arithmetic if find_spec(kind)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (0.1, F(1, 10)),
        (np.float64(1.5), F(3, 2)),
        (1e22, F(10**22)),
        (-2.5e-7, F(-1, 4_000_000)),
        (Decimal("0.3"), F(3, 10)),
        (F(1, 3), F(1, 3)),
        (7, F(7)),
        (np.int64(7), F(7)),
    ],
)
def test_numbers_are_taken_as_they_are_written(written: object, meant: Fraction) -> None:
    """Floats by their shortest decimal, everything else as it is."""
    assert exact_number(written) == meant


@pytest.mark.parametrize("written", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(written: object) -> None:
    """NaN and infinity have no fraction."""
    with pytest.raises(ValueError, match="not a finite number"):
        exact_number(written)


def budget() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, Sense]]:
    """20 of money; `many` costs 1, at most 10; `well` costs 4, at most 4: corners (10, 5/2) and (4, 4)."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", None, 4)
    problem += many + 4 * well <= 20
    problem += 0.1 * well >= 0
    return problem, {"f": 1 * many + 3, "g": 0.25 * well}, {"f": Sense.MAX, "g": Sense.MIN}


def exact_budget(sense: Sense = Sense.MAX) -> tuple[Solver, ExactProgramme]:
    """The same, both objectives of one sense, with the solver of it in floats."""
    problem, objectives, _ = budget()
    senses = dict.fromkeys(objectives, sense)
    model = from_pulp(problem, objectives, senses)
    return Solver(model), read_problem(problem, objectives, senses, model.columns)


def test_a_problem_in_exact_numbers() -> None:
    """Bounds, sides of rows, constants, senses; the integer form clears 0.1 and 0.25 and turns what is maximised."""
    problem, objectives, senses = budget()
    programme = read_problem(problem, objectives, senses, ("many", "well"))
    assert (programme.lower, programme.upper) == ((0, None), (10, 4))
    assert [(row.lower, row.upper, dict(row.terms)) for row in programme.rows] == [
        (None, 20, {"many": 1, "well": 4}),
        (0, None, {"well": F(1, 10)}),
    ]
    f, g = programme.objectives
    assert (f.constant, f.sign, dict(g.terms)) == (3, -1, {"well": F(1, 4)})
    assert f.published(F(-10)) == 13
    form = clear_denominators(programme)
    assert form == IntegerForm(
        columns=(((0, 1),), ((0, 4), (1, 1))),
        lower=(F(0), None, None, F(0)),
        upper=(F(10), F(4), F(20), None),
        costs=((-1, 0), (0, 1)),
        cost_factors=(1, 4),
    )


@pytest.mark.parametrize("name", ["three-clusters", "three-pairs", "orissa-pilots"])
def test_a_scenario_in_exact_numbers_is_its_programme(name: str) -> None:
    """Every fraction, rounded once, is the float that the solver gets, in the same place."""
    programme = build_programme(tradeoff.read_scenario(name))
    objectives = dict(programme.objectives)
    model = from_pulp(programme.problem, objectives, dict.fromkeys(objectives, Sense.MAX))
    scales = {key: exact_money_scale(programme.scenario, key) for key in objectives}
    exact = read_programme(programme, scales, model.columns)
    position = {column: j for j, column in enumerate(model.columns)}
    rows = zip(exact.rows, model.starts[:-1], model.starts[1:], model.row_lower, model.row_upper, strict=True)
    for row, begin, end, lower, upper in rows:
        held = dict(zip(model.indices[begin:end].tolist(), model.values[begin:end].tolist(), strict=True))
        assert {position[key]: float(value) for key, value in row.terms.items()} == held
        assert -np.inf if row.lower is None else float(row.lower) == lower
        assert np.inf if row.upper is None else float(row.upper) == upper
    for objective, cost in zip(exact.objectives, model.costs, strict=True):
        assert {position[key]: -float(value) for key, value in objective.terms.items()} == {
            int(j): cost[j] for j in np.flatnonzero(cost)
        }
    assert [None if low == -np.inf else low for low in model.lower] == [
        None if low is None else float(low) for low in exact.lower
    ]


@pytest.mark.parametrize("arithmetic", INSTALLED)
def test_factors_on_paper(arithmetic: Arithmetic) -> None:
    """2x + y = 1, x + 3y = 2 has x = 1/5, y = 3/5; with the transpose of a triangle it is forward substitution."""
    number = rationals(arithmetic)
    factors = Factors([{0: 2, 1: 1}, {0: 1, 1: 3}], arithmetic)
    assert [as_pair(v) for v in factors.solve({0: number(1, 1), 1: number(2, 1)})] == [(1, 5), (3, 5)]
    triangle = Factors([{0: 2, 1: 5}, {1: 4}], arithmetic)
    assert [as_pair(v) for v in triangle.solve({0: number(1, 1)})] == [(1, 2), (-5, 8)]
    assert [as_pair(v) for v in triangle.solve_transposed({0: number(1, 1)})] == [(1, 2), (0, 1)]
    assert Factors([], arithmetic).solve({}) == []


@pytest.mark.parametrize("seed", range(20))
def test_factors_of_random_matrices(seed: int) -> None:
    """K x and y K, multiplied out, are the right-hand sides; all libraries give the same fractions."""
    rng = random.Random(seed)
    size = rng.randint(1, 25)
    columns = [{j: rng.randint(1, 9)} for j in range(size)]
    for j, column in enumerate(columns):
        for i in rng.sample(range(size), min(size, 3)):
            column[i] = rng.choice((-7, -2, 1, 3, 11)) + (40 if i == j else 0)
    right = {i: F(rng.randint(-9, 9), rng.randint(1, 9)) for i in range(size)}
    answers = []
    for arithmetic in INSTALLED:
        number = rationals(arithmetic)
        factors = Factors(columns, arithmetic)
        given = {i: number(value.numerator, value.denominator) for i, value in right.items()}
        x = [F(*as_pair(value)) for value in factors.solve(given)]
        y = [F(*as_pair(value)) for value in factors.solve_transposed(given)]
        answers.append((x, y))
    x, y = answers[0]
    assert [sum(columns[j].get(i, 0) * x[j] for j in range(size)) for i in range(size)] == list(right.values())
    assert [sum(a * y[i] for i, a in column.items()) for column in columns] == list(right.values())
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("arithmetic", INSTALLED)
def test_dependent_columns_are_no_basis(arithmetic: Arithmetic) -> None:
    """A column twice, an empty one, and one that is the sum of two others, are found out exactly."""
    for columns in ([{0: 1, 1: 2}, {0: 1, 1: 2}], [{0: 1}, {}], [{0: 1, 1: 1}, {1: 3, 2: 1}, {0: 1, 1: 4, 2: 1}]):
        with pytest.raises(SingularKernelError):
            Factors(columns, arithmetic)


@pytest.mark.parametrize("arithmetic", INSTALLED)
def test_a_basis_on_paper(arithmetic: Arithmetic) -> None:
    """`many` at 10, `well` basic: the plan (10, 5/2) is the best while a unit of money buys more by `many`.

    In g = well/4 a unit of `many` costs 1/16, in f it brings 1: it pays while the share s of g has 1 - s >= s/16.
    """
    _, programme = exact_budget()
    basis = ExactBasis(clear_denominators(programme), "ubub", arithmetic)
    assert basis.values == (-10, F(-5, 8))
    assert not basis.overstepped()
    assert basis.window == (0, F(16, 17))
    assert basis.proves((F(1), F(16)))
    assert not basis.proves((F(1), F(17)))
    assert basis.improvable((F(1), F(17))) == [0]
    assert basis.price((F(1), F(17)), 0) == F(17, 16) - 1


def test_a_basis_that_is_none() -> None:
    """Too many basics, or something at a bound it does not have."""
    form = clear_denominators(exact_budget()[1])
    with pytest.raises(SingularKernelError, match="as many columns"):
        ExactBasis(form, "bbbb", fastest())
    with pytest.raises(SingularKernelError, match="a bound it does not have"):
        _ = ExactBasis(form, "ulbb", fastest()).x


@pytest.mark.parametrize(
    ("letters", "weights", "values"),
    [
        ("lbbl", (F(1), F(1)), (-10, F(-5, 8))),  # nothing done at all: two primal pivots away
        ("lbbl", (F(1), F(20)), (-4, F(-1))),
        ("uubb", (F(1), F(20)), (-4, F(-1))),  # more than the money: one dual pivot away
        ("uubb", (F(1), F(1)), (-10, F(-5, 8))),
    ],
)
def test_pivots_mend_a_basis(letters: str, weights: tuple[Fraction, Fraction], values: tuple[Fraction, ...]) -> None:
    """From the empty plan, and from one that overspends, to the optimum on paper."""
    form = clear_denominators(exact_budget()[1])
    mended = repair(ExactBasis(form, letters, fastest()), weights, fastest())
    assert mended.values == values
    assert mended.proves(weights)
    assert not mended.overstepped()


def test_pivots_give_up() -> None:
    """A plan that overspends and is not even good is refused."""
    form = clear_denominators(exact_budget(Sense.MIN)[1])
    with pytest.raises(SolverError, match="neither feasible nor optimal"):
        repair(ExactBasis(form, "uubb", fastest()), (F(1), F(1)), fastest())


def test_the_oracle_finds_and_proves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exact least sum at any weights; and the same where the solver proposes the empty plan instead."""
    solver, programme = exact_budget()
    oracle = ExactOracle(solver, programme)
    assert oracle.minimise((F(1), F(16))).height == -10 - F(16 * 5, 8)
    assert oracle.minimise((F(1), F(0))).values == (-10, F(-5, 8))
    assert oracle.minimise((F(0), F(1))).values == (-4, F(-1))
    monkeypatch.setattr(ExactOracle, "propose", lambda self, stages: self.read("lbbl"))
    assert oracle.minimise((F(1), F(20))).values == (-4, F(-1))
    for wrong in ((F(0), F(0)), (F(-1), F(1)), (F(1),)):
        with pytest.raises(ValueError, match="one weight an objective"):
            oracle.minimise(wrong)


def test_the_oracle_wants_its_own_solver() -> None:
    """A solver of another programme is refused."""
    study = Study(tradeoff.read_scenario("three-clusters"))
    with pytest.raises(ValueError, match="not the programme"):
        ExactOracle(study._solver, exact_budget()[1])
