"""`trace` as an analyst would call it: on small PuLP problems solved on paper, and on problems that have no answer."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import pulp
import pytest

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.pieces import Kind
from tradeoff.moo.trace import solve_once, trace

BOTH_MAX = {"many": "max", "well": "max"}


def budget_problem() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """20 units of money; `many` costs 1, at most 10; `well` costs 4, at most 4: corners (10, 2.5) and (4, 4)."""
    problem = pulp.LpProblem("budget")
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 4)
    problem += many + 4 * well <= 20
    return problem, {"many": many + 0, "well": well + 0}


def test_two_corners_and_their_rate() -> None:
    """Giving up 6 of `many` frees 6 units, 1.5 of `well`: rate 1/4 at both ends of the one edge."""
    problem, objectives = budget_problem()
    frontier = trace(problem, objectives, sense=BOTH_MAX, exact=True)
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(10, 2.5), (4, 4)]
    assert frontier.points["rate_right"][0] == frontier.points["rate_left"][1] == pytest.approx(0.25, rel=1e-12)
    assert frontier.points["rate_left"].isna().tolist() == [True, False]
    assert frontier.solution(1) == {"many": 4, "well": 4}
    assert frontier.certificate.kind is Kind.EXACT


def test_rates_are_improvements_whatever_the_senses() -> None:
    """Minimising cost against maximising `well`: one unit more cost buys 1/4 of `well`."""
    problem = pulp.LpProblem()
    well = problem.add_variable("well", 0, 4)
    frontier = trace(problem, {"cost": 4 * well, "well": well + 0}, sense={"cost": "min", "well": "max"}, exact=True)
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(0, 0), (16, 4)]
    assert frontier.points["rate_right"][0] == pytest.approx(0.25, rel=1e-12)


def test_an_objective_constant_moves_the_values_and_nothing_else() -> None:
    """A thousand on top of `many` moves its values by a thousand."""
    problem, objectives = budget_problem()
    shifted = trace(problem, {**objectives, "many": objectives["many"] + 1000}, sense=BOTH_MAX, exact=True)
    assert [point.x for point in shifted.extreme_points] == [1010, 1004]


def test_fractions_and_decimals_are_coefficients_too() -> None:
    """A third of `many` and 0.1 of `well`, as exact numbers."""
    problem, _ = budget_problem()
    many, well = problem.constraints()[0].keys()
    objectives = {
        "many": pulp.LpAffineExpression({many: Fraction(1, 3)}),
        "well": pulp.LpAffineExpression({well: Decimal("0.1")}),
    }
    frontier = trace(problem, objectives, sense=BOTH_MAX, exact=True)
    assert frontier.extreme_points[0].x == pytest.approx(10 / 3, rel=1e-12)
    assert frontier.extreme_points[1].y == pytest.approx(0.4, rel=1e-12)


def test_the_problem_is_left_as_found() -> None:
    """Objective, sense and values of the problem are its owner's."""
    problem, objectives = budget_problem()
    problem.setObjective(objectives["well"])
    before = (problem.sense, str(problem.objective), [variable.varValue for variable in objectives["many"]])
    trace(problem, objectives, sense=BOTH_MAX)
    assert (problem.sense, str(problem.objective), [variable.varValue for variable in objectives["many"]]) == before


def test_a_bounded_frontier_keeps_its_promise() -> None:
    """On a quarter circle of 40 tangents no point lies beyond the bounded line by more than the gap of both ranges."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 1), problem.add_variable("y", 0, 1)
    for step in range(1, 40):
        angle = math.pi / 2 * step / 40
        problem += math.cos(angle) * x + math.sin(angle) * y <= 1
    objectives, senses = {"x": x + 0, "y": y + 0}, {"x": "max", "y": "max"}
    exact = trace(problem, objectives, sense=senses, exact=True)
    bounded = trace(problem, objectives, sense=senses, gap=0.01)
    assert len(bounded.extreme_points) < len(exact.extreme_points)
    assert 0 < bounded.certificate.max_gap <= 0.01
    assert bounded.certificate.kind is Kind.BOUNDED
    best, end = exact.extreme_points[0], exact.extreme_points[-1]
    range_x, range_y = best.x - end.x, end.y - best.y
    line = bounded.extreme_points
    for point in exact.extreme_points:
        shifted = (point.x - bounded.certificate.max_gap * range_x, point.y - bounded.certificate.max_gap * range_y)
        assert (shifted[0] <= end.x and shifted[1] <= end.y) or any(
            b.x <= shifted[0] <= a.x and shifted[1] <= a.y + (b.y - a.y) * (a.x - shifted[0]) / (a.x - b.x) + 1e-9
            for a, b in itertools.pairwise(line)
        )


def test_swapping_the_axes_mirrors_a_bounded_frontier_gap() -> None:
    """The gap is symmetric, so both orders of the axes keep the same promise."""
    problem, objectives = budget_problem()
    swapped = {"well": objectives["well"], "many": objectives["many"]}
    there = trace(problem, objectives, sense=BOTH_MAX, gap=0.2)
    back = trace(problem, swapped, sense=BOTH_MAX, gap=0.2)
    assert [(p.y, p.x) for p in reversed(back.extreme_points)] == [(p.x, p.y) for p in there.extreme_points]


def test_infeasible() -> None:
    """More than everything is asked for."""
    problem, objectives = budget_problem()
    problem += objectives["many"] >= 11
    with pytest.raises(InfeasibleError, match="no solution satisfies all constraints together"):
        trace(problem, objectives, sense=BOTH_MAX)


def test_unbounded_names_the_objective() -> None:
    """`well` loses its ceiling and its price."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0)
    with pytest.raises(UnboundedError, match="the objective 'well' has no bound") as caught:
        trace(problem, {"many": many + 0, "well": well + 0}, sense=BOTH_MAX)
    assert caught.value.objective == "well"


def test_a_point_that_is_not_there() -> None:
    """Positions count from 0, or from the end; beyond, the error says how many there are."""
    problem, objectives = budget_problem()
    frontier = trace(problem, objectives, sense=BOTH_MAX)
    last = len(frontier.extreme_points) - 1
    assert frontier.solution(-1) == frontier.solution(last)
    for position in (last + 1, -last - 2):
        with pytest.raises(IndexError, match=f"no point {position}; the frontier has {last + 1}, numbered from 0"):
            frontier.solution(position)
        with pytest.raises(IndexError, match=f"no point {position}; the frontier has {last + 1}, numbered from 0"):
            frontier.is_only(position)


def test_a_time_limit_that_is_over_gives_no_value() -> None:
    """Before both ends are known there is nothing to return, and more time is what helps."""
    problem, objectives = budget_problem()
    three, senses = {**objectives, "neither": 1 * problem.variables()[0]}, {**BOTH_MAX, "neither": "min"}
    with pytest.raises(SolverError, match=r"the time limit ended the search before .*; allow more time"):
        trace(problem, objectives, sense=BOTH_MAX, time_limit=0)
    with pytest.raises(SolverError, match=r"the time limit ended the search before .*; allow more time"):
        trace(problem, objectives, sense=BOTH_MAX, whole=True, time_limit=0)
    with pytest.raises(SolverError, match=r"the time limit ended the search before .*; allow more time"):
        trace(problem, three, sense=senses, time_limit=0)


def test_ctrl_c_keeps_what_is_checked() -> None:
    """Interrupting the search after the ends returns them, and the certificate says so."""
    problem, objectives = budget_problem()
    many, well = problem.constraints()[0].keys()
    problem += many + 2 * well <= 15

    def interrupt(solves: int, points: int, gap: float) -> None:
        raise KeyboardInterrupt

    full = trace(problem, objectives, sense=BOTH_MAX, exact=True)
    cut = trace(problem, objectives, sense=BOTH_MAX, exact=True, progress=interrupt)
    assert cut.certificate.stopped == "interrupted"
    assert {(p.x, p.y) for p in cut.extreme_points} <= {(p.x, p.y) for p in full.extreme_points}


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """A solve that prints would corrupt what the command line pipes."""
    problem, objectives = budget_problem()
    trace(problem, objectives, sense=BOTH_MAX)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sense": {"many": "max"}}, "give 'max' or 'min' for each of"),
        ({"sense": {"many": "max", "well": "most"}}, "'most' is neither 'max' nor 'min'"),
        ({"gap": 0.0}, "gap is 0.0; it is a share"),
        ({"gap": math.nan}, "gap is nan; it is a share"),
    ],
)
def test_arguments_that_do_not_fit(change: dict[str, object], message: str) -> None:
    """Slips are told in words."""
    problem, objectives = budget_problem()
    arguments: dict[str, object] = {"sense": BOTH_MAX, **change}
    with pytest.raises(ValueError, match=message):
        trace(problem, objectives, **arguments)  # type: ignore[arg-type]


def test_integer_variables_are_refused() -> None:
    """A whole-number choice is not a linear programme."""
    problem = pulp.LpProblem()
    whole = problem.add_variable("whole", 0, 4, "Integer")
    with pytest.raises(ValueError, match="variable 'whole' is integer"):
        trace(problem, {"many": whole + 0, "well": -1 * whole}, sense=BOTH_MAX)


def test_a_coefficient_that_is_no_number_is_refused() -> None:
    """HiGHS itself would take NaN and answer."""
    problem, objectives = budget_problem()
    (many,) = objectives["many"]
    with pytest.raises(ValueError, match="not a finite number"):
        trace(problem, {**objectives, "many": pulp.LpAffineExpression({many: math.nan})}, sense=BOTH_MAX)


def test_two_variables_of_one_name_are_refused() -> None:
    """Their values could not be told apart in the answer."""
    problem = pulp.LpProblem()
    one, other = problem.add_variable("same", 0, 1), problem.add_variable("same", 0, 2)
    with pytest.raises(ValueError, match="two variables are called 'same'"):
        trace(problem, {"many": one + 0, "well": other + 0}, sense=BOTH_MAX)


def test_solve_once() -> None:
    """One optimum by name."""
    problem, objectives = budget_problem()
    assert solve_once(problem, objectives["well"], "max")["well"] == 4
