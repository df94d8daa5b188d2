"""What `trace` is called with: what is not modelled or does not fit is refused in plain words."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pulp
import pytest

from tradeoff import InfeasibleError, SolverError, trace
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.method import Method, Wish, choose_method

SENSES = {"a": "max", "b": "max"}


def small() -> tuple[pulp.LpProblem, pulp.LpVariable, pulp.LpVariable]:
    """Two amounts that share 10."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 8), problem.add_variable("y", 0, 8)
    problem += x + y <= 10
    return problem, x, y


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"gap": "0.1"}, "gap is '0.1', a str; it is a share"),
        ({"gap": True}, "gap is True, a bool"),
        ({"gap": Decimal("0.01")}, r"gap is Decimal\('0.01'\), a Decimal; it is a share of the ranges, a float"),
        ({"gap": 0.1, "exact": True}, "gap is 0.1 beside exact=True; exact leaves no gap"),
        ({"gap": 1.5}, "gap is 1.5; it is a share"),
        ({"time_limit": math.nan}, "time_limit is nan; it is a number of seconds"),
        ({"time_limit": "10"}, "time_limit is '10', a str"),
        ({"time_limit": -1}, "time_limit is -1"),
        ({"sense": "max"}, "sense is 'max', a str; give 'max' or 'min' for each objective"),
        ({"sense": None}, "sense is None"),
        ({"sense": {"a": "max", "c": "max"}}, "sense names"),
        ({"sense": {"a": "max", "b": None}}, "neither 'max' nor 'min'"),
        ({"objectives": None}, "objectives is None; give the expressions by name"),
        ({"objectives": [1, 2]}, "objectives is .*, a list; give the expressions by name"),
        ({"objectives": {"a": 1}}, "one objective is given"),
        ({"objectives": {"a": "x", "b": 1}}, "the objective 'a' is 'x', a str; give a PuLP expression"),
        ({"objectives": {"a": None, "b": 1}}, "the objective 'a' is None"),
        ({"problem": None}, "the problem is None; give a pulp.LpProblem"),
        ({"problem": "model.mps"}, "the problem is 'model.mps', a str"),
        ({"problem": []}, r"the problem is \[\], a list"),
        ({"step": "0.1", "whole": True}, "step is '0.1', a str"),
        ({"levels": ["3"], "whole": True}, "levels holds what is no number"),
        ({"levels": [3]}, "levels and step ask for values over whole numbers"),
        ({"method": "simplex"}, "method='simplex' is none; choose one of 'parametric', 'sandwich', 'epsilon', 'boxes'"),
        ({"method": "boxes"}, "method='boxes' cannot serve what is asked; 'sandwich' or 'parametric' does"),
        ({"method": "epsilon"}, "Epsilon-constraint takes two objectives and needs levels or a step"),
        ({"method": "parametric", "whole": True}, "'boxes' does"),
        ({"method": "quadrants", "whole": True}, "Quadrants serve three objectives over whole numbers"),
        ({"method": "epsilon", "levels": [1], "certify": True}, "levels have bounds checked in floats, no certificate"),
        ({"method": "epsilon", "levels": 5}, "levels is 5, a int; give a list of levels"),
        ({"step": 1e-7, "whole": True}, "step is 1e-07; that many levels are no picture"),
        ({"exact": "no"}, "exact is 'no', a str; it is True or False"),
        ({"certify": 1}, "certify is 1, a int; it is True or False"),
        ({"whole": None}, "whole is None; it is True or False"),
        ({"objectives": {"a": 1, "": 2}}, "an objective is called ''; give it a name that can be read"),
        ({"objectives": {"a": 1, " \t": 2}}, "give it a name that can be read"),
        (
            {"objectives": {"a": 1, "time_limit": 2}},
            r"called 'time_limit', as what `Frontier\.within` takes beside levels",
        ),
        ({"objectives": {"cost\n(EUR)": 1, "b": 2}}, r"an objective's name is 'cost\\n\(EUR\)', and holds '\\n'"),
        ({"objectives": {"a\u2028b": 1, "b": 2}}, r"holds '\\u2028', which no title can show"),
        ({"objectives": {"a\0": 1, "b": 2}}, r"holds '\\x00', which no title can show"),
        ({"levels": {5: 1}, "whole": True}, "levels is {5: 1}, a dict; give a list"),
        ({"levels": np.array([[5, 6]]), "whole": True}, "levels holds what is no number"),
        ({"levels": np.array(5), "whole": True}, r"levels is array\(5\), a ndarray; give a list"),
        ({"objectives": {"a": 1, "rate_left": 2}}, "an objective is called 'rate_left', as a column of the points is"),
        (
            {"objectives": {"a": 1, "b": 2, "c": 3}, "sense": {**SENSES, "c": "max"}, "step": 0.1, "method": "epsilon"},
            "levels and step are of two objectives; three are given",
        ),
    ],
)
def test_slips_are_told(change: dict[str, object], message: str) -> None:
    """Each before anything is solved."""
    problem, x, y = small()
    arguments: dict[str, object] = {"problem": problem, "objectives": {"a": x, "b": y}, "sense": SENSES, **change}
    with pytest.raises(ValueError, match=message):
        trace(arguments.pop("problem"), arguments.pop("objectives"), **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("levels", [(5, 6), range(5, 7), np.array([5, 6]), pd.Series([5.0, 6.0]), np.array([6, 5])])
def test_levels_are_any_sequence_of_numbers(levels: Any) -> None:
    """By hand: of two amounts that share 10, with at least 5 and 6 of one 5 and 4 are left for the other."""
    problem, x, y = small()
    for variable in (x, y):
        variable.cat = "Integer"
    found = trace(problem, {"a": +x, "b": +y}, sense=SENSES, whole=True, levels=levels)
    assert [point.values for point in found.extreme_points] == [(6, 4), (5, 5)]


@pytest.mark.parametrize("whole", [False, True])
def test_a_variable_without_a_name_is_told(whole: bool) -> None:
    """PuLP makes no name of an empty one."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("", 0, 8), problem.add_variable("y", 0, 8)
    problem += x + y <= 10
    with pytest.raises(ValueError, match=r"a variable of the problem has no name.*give each one of its own"):
        trace(problem, {"a": +x, "b": +y}, sense=SENSES, whole=whole)


@pytest.mark.parametrize("names", [("self", "share"), ("what", "frontier"), ("at", "other")])
def test_a_level_is_given_by_any_name(names: tuple[str, str]) -> None:
    """Of 10 shared 6 of the one leave 4 of the other, whatever they are called."""
    problem, x, y = small()
    found = trace(problem, dict(zip(names, (+x, +y), strict=True)), sense=dict.fromkeys(names, "max"))
    for name, other in (names, names[::-1]):
        assert found.plan(**{name: 6}).objectives[other] == pytest.approx(4)
        assert found.within(0, "x", **{name: 6}).least == pytest.approx(6 if name == names[0] else 4)


def test_a_constraint_is_no_objective() -> None:
    """PuLP makes an expression of it: x <= 3 would be traced as x - 3."""
    problem, x, y = small()
    with pytest.raises(ValueError, match="the objective 'a' is a constraint; give the expression alone"):
        trace(problem, {"a": x <= 3, "b": y}, sense=SENSES)


@pytest.mark.parametrize("kind", ["sos1", "sos2"])
def test_special_ordered_sets_are_refused(kind: str) -> None:
    """Left out, they would widen the problem in silence."""
    problem, x, y = small()
    getattr(problem, kind)["only one"] = {x: 1, y: 2}
    with pytest.raises(ValueError, match="the problem holds the special ordered set 'only one'"):
        trace(problem, {"a": x, "b": y}, sense=SENSES)


def test_crossed_bounds_name_the_variable() -> None:
    """HiGHS would refuse them in its own words."""
    problem, x, y = small()
    x.lowBound = 9
    with pytest.raises(InfeasibleError, match="the variable 'x' has a lower bound of 9 above its upper bound of 8"):
        trace(problem, {"a": x, "b": y}, sense=SENSES)


def test_no_variables() -> None:
    """Two numbers are no trade-off."""
    with pytest.raises(ValueError, match="hold no variable"):
        trace(pulp.LpProblem(), {"a": 1, "b": 2}, sense=SENSES)  # type: ignore[dict-item]


@pytest.mark.parametrize("how", [{"exact": True}, {"gap": 0.01}, {"exact": True, "certify": True}])
@pytest.mark.parametrize("large", [1e10, -1e10])
def test_a_fixed_amount_hides_no_range(how: dict[str, object], large: float) -> None:
    """On paper: cost 1e10 f + x with f fixed at 1 has the ends (1e10, 8) and (1e10 + 8, 0) beside y = 8 - x."""
    problem = pulp.LpProblem()
    fixed, x = problem.add_variable("f", 1, 1), problem.add_variable("x", 0, 8)
    frontier = trace(problem, {"cost": large * fixed + x, "kept": 8 - x}, sense={"cost": "max", "kept": "max"}, **how)  # type: ignore[arg-type]
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(large + 8, 0.0), (large, 8.0)]
    assert [point.rate_right for point in frontier.extreme_points[:1]] == [1.0]
    assert frontier.solution(0) == {"f": 1.0, "x": 8.0}


@pytest.mark.parametrize("how", [{"exact": True}, {"gap": 0.01}])
def test_what_floats_do_not_resolve_is_traced_in_fractions(how: dict[str, object]) -> None:
    """On paper: the same with f held at 1 by a row, where floats see one point."""
    problem = pulp.LpProblem()
    held, x = problem.add_variable("f", 0, 2), problem.add_variable("x", 0, 8)
    problem += held == 1
    sense = {"cost": "max", "kept": "max"}
    frontier = trace(problem, {"cost": 10**10 * held + x, "kept": 8 - x}, sense=sense, **how)  # type: ignore[arg-type]
    assert [point.exact for point in frontier.extreme_points] == [(10**10 + 8, 0), (10**10, 8)]
    assert frontier.extreme_points[0].exact_rate_right == Fraction(1)
    assert frontier.certificate.certified


def test_one_point_stays_one_point() -> None:
    """Where one solution is best at both, floats are enough and no certificate is claimed."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 8), problem.add_variable("y", 0, 8)
    problem += x + y <= 16
    frontier = trace(problem, {"a": x + y, "b": x + 3 * y}, sense=SENSES, exact=True)
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(16.0, 32.0)]
    assert not frontier.certificate.certified


@pytest.mark.parametrize("method", ["parametric", "sandwich"])
def test_a_method_by_its_name(method: str) -> None:
    """On paper: x + y <= 10 with both at most 8 has the corners (8, 2) and (2, 8)."""
    problem, x, y = small()
    for how in ({"exact": True}, {"gap": 0.01}):
        frontier = trace(problem, {"a": x, "b": y}, sense=SENSES, method=method, **how)  # type: ignore[arg-type]
        assert [(point.x, point.y) for point in frontier.extreme_points] == [(8.0, 2.0), (2.0, 8.0)]
        assert frontier.certificate.method.startswith(method)


def test_nobody_looks_whether_a_level_is_supported() -> None:
    """Every efficient point of a linear programme is, the level between the ends too; none was asked for by weights."""
    problem, a, b = small()
    frontier = trace(problem, {"a": a, "b": b}, sense=SENSES, method="epsilon", step=0.5)
    assert [point.supported for point in frontier.extreme_points] == [True, None, True]
    assert frontier.points["supported"].sum() == 2


def test_levels_of_a_linear_programme() -> None:
    """On paper: at least 3 and at least 7.5 of a leave 7 and 2.5 of b; a method by name asks for it."""
    problem, x, y = small()
    frontier = trace(problem, {"a": x, "b": y}, sense=SENSES, method="epsilon", levels=[3, 7.5])
    assert sorted((point.x, point.y) for point in frontier.extreme_points) == [(3.0, 7.0), (7.5, 2.5)]


@pytest.mark.parametrize(
    ("wish", "method"),
    [
        (Wish(objectives=2), Method.PARAMETRIC),
        (Wish(objectives=2, gap=0.001), Method.SANDWICH),
        (Wish(objectives=2, gap=0.001, columns=4_000), Method.PARAMETRIC),
        (Wish(objectives=2, gap=0.001, columns=4_000, timed=True), Method.SANDWICH),
        (Wish(objectives=2, gap=0.05, columns=4_000), Method.SANDWICH),
        (Wish(objectives=2, gap=0.001, columns=20_000), Method.SANDWICH),
        (Wish(objectives=2, gap=0.001, columns=20_000, compiled=True), Method.PARAMETRIC),
        (Wish(objectives=3, gap=0.01), Method.SANDWICH),
        (Wish(objectives=2, whole=True), Method.BOXES),
        (Wish(objectives=2, whole=True, levels=True), Method.EPSILON),
    ],
)
def test_the_rule(wish: Wish, method: Method) -> None:
    """As docs/methods.md has it."""
    assert choose_method(wish) is method


def test_fixed_columns_cost_a_constant() -> None:
    """Read into arrays: 5 f + 2 x with f fixed at 3 costs 2 x, and 15 beside."""
    problem = pulp.LpProblem()
    fixed, x = problem.add_variable("f", 3, 3), problem.add_variable("x", 0, 1)
    model = from_pulp(problem, {"a": 5 * fixed + 2 * x + 1}, {"a": Sense.MIN})
    assert dict(zip(model.columns, model.cost("a").tolist(), strict=True)) == {"f": 0.0, "x": 2.0}
    assert model.constants == (16.0,)


@pytest.mark.parametrize("how", [{"exact": True}, {"gap": 0.01}])
@pytest.mark.parametrize("large", [10**9, 10**11, 10**12])
def test_what_is_lost_beside_a_large_cost_is_traced_in_fractions(how: dict[str, object], large: int) -> None:
    """On paper: cost large g + x with g in 1..2 is least at x = 0, and x = 1 serves best for 1 more."""
    problem = pulp.LpProblem()
    g, x = problem.add_variable("g", 1, 2), problem.add_variable("x", 0, 1)
    sense = {"cost": "min", "served": "max"}
    frontier = trace(problem, {"cost": large * g + x, "served": x}, sense=sense, **how)  # type: ignore[arg-type]
    assert [point.exact for point in frontier.extreme_points] == [(large, 0), (large + 1, 1)]


def test_corners_that_are_one_in_floats() -> None:
    """On paper: a = y + 1e-17 x and b = y - 1e-17 x have the corners x = 1 and x = 0, both at y = 1."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 1), problem.add_variable("y", 0, 1)
    frontier = trace(problem, {"a": y + 1e-17 * x, "b": y - 1e-17 * x}, sense=SENSES, certify=True)
    tiny = Fraction(1, 10**17)
    assert [point.exact for point in frontier.extreme_points] == [(1 + tiny, 1 - tiny), (1, 1)]
    assert frontier.extreme_points[0].exact_rate_right == 1


@pytest.mark.parametrize(("low", "high", "most"), [(0, 3.5, 3), (0.2, 2.9999999, 2), (-1.5, 1.7, 1), (0, 3 - 1e-12, 3)])
def test_whole_numbers_within_broken_bounds(low: float, high: float, most: int) -> None:
    """On paper: the most of x is the greatest whole number within its bounds."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", low, high, "Integer"), problem.add_variable("y", 0, 5, "Integer")
    problem += x + y <= 5
    frontier = trace(problem, {"a": x, "b": y}, sense=SENSES, whole=True)
    assert frontier.extreme_points[0].x == most
    x.upBound, x.lowBound = 0.8, 0.2
    with pytest.raises(InfeasibleError, match="the variable 'x' has a lower bound of 1 above its upper bound of 0"):
        trace(problem, {"a": x, "b": y}, sense=SENSES, whole=True)


@pytest.mark.parametrize("how", [{"whole": True}, {"method": "epsilon", "step": 0.5}])
def test_nobody_is_sent_for_a_certificate_that_is_not_given(how: dict[str, object]) -> None:
    """Over whole numbers and at levels `certify` is refused, so that what is too wide for floats must change."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 9), problem.add_variable("y", 0, 9)
    problem += 1e8 * x + y <= 1e8
    problem += x + 1e8 * y <= 1e8
    with pytest.raises(SolverError, match=r"in a larger unit, or leave out what cannot matter\.$"):
        trace(problem, {"a": x, "b": y}, sense=SENSES, **how)  # type: ignore[arg-type]


def test_a_gap_that_is_just_met_over_whole_numbers() -> None:
    """A programme of five points whose last gap is the 0.2 that is asked for, but for rounding; against gap 0."""
    problem = pulp.LpProblem()
    x = problem.add_variable("x", 0, 3, "Integer")
    y, z = problem.add_variable("y", cat="Binary"), problem.add_variable("z", cat="Binary")
    problem += -x + 5 * y - z <= 2
    problem += 5 * x + 5 * y - z <= 10
    objectives = {"a": -2 * x + 0.5 * y + 3 * z, "b": y - 2 * z}
    bounded = trace(problem, objectives, sense=SENSES, whole=True, gap=0.2)
    every = trace(problem, objectives, sense=SENSES, whole=True)
    assert {(p.x, p.y) for p in bounded.extreme_points} <= {(p.x, p.y) for p in every.extreme_points}


def test_corners_that_are_one_in_floats_have_solutions_of_their_own() -> None:
    """On paper: the corner with more of a has x = 1, the other x = 0, though both are (1, 1) in floats."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 1), problem.add_variable("y", 0, 1)
    frontier = trace(problem, {"a": y + 1e-17 * x, "b": y - 1e-17 * x}, sense=SENSES, certify=True)
    assert [frontier.solution(position)["x"] for position in (0, 1)] == [1.0, 0.0]
