"""Options of HiGHS that a caller gives: refused with the reason, or the same frontier; and threads of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import highspy
import pulp
import pytest

import tradeoff
from tradeoff.moo.trace import solve_once


@pytest.fixture
def problem() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """At most 10 of each, many + 3 well <= 12."""
    held = pulp.LpProblem()
    many = held.add_variable("many", 0, 10, cat="Integer")
    well = held.add_variable("well", 0, 10, cat="Integer")
    held += many + 3 * well <= 12
    return held, {"many": 1 * many, "well": 1 * well}


@pytest.fixture
def pool() -> Iterator[None]:
    """Threads as another test finds them."""
    yield
    highspy.Highs.resetGlobalScheduler(True)


SENSE = {"many": "max", "well": "max"}
BY_HAND = [(10, 0), (9, 1), (6, 2), (3, 3), (0, 4)]
"""With w of the second there is room for 12 - 3 w of the first, and for 10 at most."""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"thread": 2}, "did you mean 'threads'"),
        ({"threads": 2.5}, "'threads' is 2.5; it is a whole number"),
        ({"threads": True}, "it is a whole number"),
        ({"threads": -1}, "'threads' is -1, which HiGHS does not take"),
        ({"mip_heuristic_effort": 3}, "'mip_heuristic_effort' is 3, which HiGHS does not take"),
        ({"mip_heuristic_effort": "much"}, "it is a number, such as"),
        ({"parallel": "yes"}, "'parallel' is 'yes'"),
        ({"presolve": "off"}, "'presolve' cannot be set here: whole numbers are asked for with presolve and without"),
        ({"time_limit": 3.0}, "give time_limit to the search itself"),
        ({"mip_rel_gap": 0.1}, "give gap to the search"),
        ({"primal_feasibility_tolerance": 1e-3}, "points are checked to tolerances"),
        ({"mip_max_nodes": 4}, "a solve that ends early has no optimum"),
        ({"objective_bound": 4.0}, "a solve that ends early has no optimum"),
        ({"output_flag": True}, "nothing is printed"),
        ({"log_to_console": True}, "nothing is printed"),
        ({"solution_file": "x"}, "save the frontier instead"),
        ({"ranging": "on"}, "not among those known to leave the frontier as it is"),
        ({4: 4}, "name it by a text"),
        ([("threads", 2)], "give HiGHS's options by name"),
    ],
)
def test_what_cannot_be_set_is_refused(
    problem: tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]], given: object, said: str
) -> None:
    """Before anything is solved, and by `solve_once` too."""
    held, objectives = problem
    with pytest.raises(ValueError, match="solver_options") as refused:
        tradeoff.trace(held, objectives, sense=SENSE, whole=True, solver_options=given)  # type: ignore[arg-type]
    assert said in str(refused.value)
    with pytest.raises(ValueError, match="solver_options") as refused:
        solve_once(held, objectives["many"], "max", solver_options=given)  # type: ignore[arg-type]
    assert said in str(refused.value)


@pytest.mark.usefixtures("pool")
@pytest.mark.parametrize(
    "given",
    [{"threads": 2}, {"threads": 2, "parallel": "on"}, {"mip_heuristic_effort": 1, "mip_pscost_minreliable": 2}],
)
def test_the_same_frontier(
    problem: tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]], given: dict[str, int | str]
) -> None:
    """By hand, on more threads and with other heuristics, and on one thread right after."""
    held, objectives = problem
    for options in (given, None):
        frontier = tradeoff.trace(held, objectives, sense=SENSE, whole=True, solver_options=options)
        assert [(point.x, point.y) for point in frontier.extreme_points] == BY_HAND


def test_options_reach_highs(
    problem: tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Every HiGHS that is run has them, and what the library relies on beside; after loading too, where they are given."""
    from tradeoff.moo.lp import branch_and_cut, branch_bound
    from tradeoff.moo.lp.running import run

    seen: list[tuple[object, object]] = []

    def spied(highs: highspy.Highs) -> highspy.HighsStatus:
        seen.append(
            (highs.getOptionValue("mip_heuristic_effort")[1], highs.getOptionValue("primal_feasibility_tolerance")[1])
        )
        return run(highs)

    for room in (branch_and_cut, branch_bound):
        monkeypatch.setattr(room, "run", spied)
    held, objectives = problem
    found = tradeoff.trace(held, objectives, sense=SENSE, whole=True, solver_options={"mip_heuristic_effort": 0.25})
    assert set(seen) == {(0.25, 1e-9)}
    seen.clear()
    found.within(0.1, "well", many=6)
    assert set(seen) == {(0.25, 1e-9)}
    found.save(tmp_path / "kept.json")
    given: dict[str, Any] = {"solver_options": {"mip_heuristic_effort": 0.25}}
    for options, effort in (({}, highspy.Highs().getOptionValue("mip_heuristic_effort")[1]), (given, 0.25)):
        seen.clear()
        tradeoff.Frontier.load(tmp_path / "kept.json", *problem, **options).within(0.1, "well", many=6)
        assert set(seen) == {(effort, 1e-9)}


@pytest.mark.usefixtures("pool")
def test_after_somebody_ran_highs_on_more_threads(
    problem: tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]],
) -> None:
    """HiGHS refuses another number of threads than the pool of the process has; the pool is made anew."""
    highspy.Highs.resetGlobalScheduler(True)
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    assert other.run() == highspy.HighsStatus.kOk
    held, objectives = problem
    assert len(tradeoff.trace(held, objectives, sense=SENSE, whole=True).extreme_points) == len(BY_HAND)
