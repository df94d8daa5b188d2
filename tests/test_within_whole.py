"""What nearly as good solutions have at least and at most over whole numbers, held against trying everything."""

from __future__ import annotations

import math
import pickle
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

import pulp
import pytest

import tradeoff
from tests.independent.mixed_programme import MixedProgramme, as_problem, draw, try_everything
from tests.independent.tiers import drawn
from tests.test_whole_faults import FAULTS
from tradeoff.moo.at_level import Span
from tradeoff.moo.lp import branch_and_cut
from tradeoff.moo.lp import integer_solver as door
from tradeoff.moo.lp.stopping import CutOffError

Costs = tuple[Fraction, ...]
SHARE = 0.137
"""Of a range; no whole number of anything."""
SEEDS = 160
SOME_OR_ALL = [pytest.param(16, id="some"), pytest.param(1, marks=pytest.mark.slow, id="all")]
"""One programme in so many."""


def aims_of(programme: MixedProgramme, dice: random.Random, count: int) -> list[Costs]:
    """Two aims as drawn; three count whole columns alone."""
    if count == 2:
        return [programme.first, programme.second]
    n, size = programme.integers, len(programme.upper)
    return [tuple(Fraction(dice.randint(-9, 3) if j < n else 0) for j in range(size)) for _ in range(3)]


def least(programme: MixedProgramme, cost: Costs, limits: list[tuple[Costs, Fraction]]) -> float:
    """The least of a cost over all solutions within limits; -inf where it has none."""
    rows = [(aim, "<=", limit) for aim, limit in limits]
    within = replace(programme, rows=(*programme.rows, *rows), first=cost, second=cost)  # type: ignore[arg-type]
    truth = try_everything(within)
    assert truth.hulls
    return -math.inf if truth.unbounded else float(min(hull[0][0] for hull in truth.hulls))


@cache
def asked(seed: int, aims: int) -> tuple[tradeoff.Frontier, MixedProgramme, list[Costs], Costs] | None:
    """A frontier, its programme, its aims, and a cost of which the ends are sought; None where it has none."""
    dice, programme = random.Random(f"within {seed}"), draw(seed)
    costs = aims_of(programme, dice, aims)
    problem, objectives = as_problem(programme)
    if aims == 3:
        columns = {variable.name: variable for variable in problem.variables()}
        costs = [tuple(c * (f"x{j}" in columns) for j, c in enumerate(cost)) for cost in costs]
        objectives = {
            name: pulp.lpSum(float(c) * columns[f"x{j}"] for j, c in enumerate(cost) if c)
            for name, cost in zip("uvw", costs, strict=True)
        }
    try:
        found = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "min"), whole=True)
    except (tradeoff.InfeasibleError, tradeoff.UnboundedError):
        return None
    known = found.solution(0)
    counts = tuple(Fraction(dice.randint(-4, 5) * (f"x{j}" in known)) for j in range(len(programme.upper)))
    return found, programme, costs, counts


def exactly(value: float) -> Fraction:
    """A value of small programmes as it is."""
    return Fraction(value).limit_denominator(10**6)


def limits_of(found: tradeoff.Frontier, costs: list[Costs], share: float, **at: float) -> list[tuple[Costs, Fraction]]:
    """What each aim may be at most, from the solution at a level and the ranges of the points."""
    reached, points = found.plan(**at).objectives, [point.values for point in found.extreme_points]
    limits = []
    for k, (name, cost) in enumerate(zip(found.objectives, costs, strict=True)):
        column = [exactly(point[k]) for point in points]
        limits.append((cost, exactly(reached[name]) + Fraction(share) * (max(column) - min(column))))
    return limits


def expression(cost: Costs) -> pulp.LpAffineExpression:
    """The cost in PuLP's terms, of a problem of its own with as many columns, and 7 beside."""
    problem = pulp.LpProblem()
    columns = [problem.add_variable(f"x{j}") for j in range(len(cost))]
    return pulp.lpSum(int(c) * x for c, x in zip(cost, columns, strict=True) if c) + 7


@pytest.mark.parametrize("one_in", SOME_OR_ALL)
@pytest.mark.parametrize("aims", [2, 3])
def test_against_trying_everything(aims: int, one_in: int) -> None:
    """At the level of a point and between two, at no share and at some: both ends, attained and with their bounds."""
    tried = endless = 0
    for seed in drawn(range(1, SEEDS), one_in, aims):
        case = asked(seed, aims)
        if case is None:
            continue
        found, programme, costs, cost = case
        point = found.extreme_points[len(found.extreme_points) // 2]
        worse = found.extreme_points[-1]
        level = {"u": point.x if seed % 3 else (point.x + worse.x) / 2}
        share = (0.0, SHARE)[seed % 2]
        limits = limits_of(found, costs, share, **level)
        least_one = least(programme, cost, limits)
        most_one = -least(programme, tuple(-c for c in cost), limits)
        span = found.within(share, expression(cost), **level)
        assert (span.least, span.most) == (
            pytest.approx(least_one + 7, abs=1e-6),
            pytest.approx(most_one + 7, abs=1e-6),
        )
        assert (span.least_checked, span.most_checked) == (True, True)
        assert span.least_bound == pytest.approx(span.least, abs=1e-5)
        assert span.most_bound == pytest.approx(span.most, abs=1e-5)
        tried, endless = tried + 1, endless + math.isinf(span.least) + math.isinf(span.most)
    assert tried > SEEDS // one_in // 3
    assert endless < tried


def chosen() -> tuple[tradeoff.Frontier, pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Of 3 x + 4 y <= 12 in whole numbers (4, 0), (2, 1), (1, 2), (0, 3); t is what of 12 is left, in parts."""
    problem = pulp.LpProblem()
    x, y = (problem.add_variable(name, 0, 9, cat="Integer") for name in "xy")
    t = problem.add_variable("t", 0)
    problem += 3 * x + 4 * y + t <= 12
    objectives = {"x": +x, "y": +y}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys("xy", "max"), whole=True), problem, objectives


def test_by_hand() -> None:
    """A third of both ranges, 4 and 3, below (2, 1): x at least 2/3, y at least 0; so from (1, 0) up."""
    found, *_ = chosen()
    spans = {name: found.within(1 / 3, name, x=2) for name in "xyt"}
    assert {name: (span.least, span.most) for name, span in spans.items()} == {"x": (1, 4), "y": (0, 2), "t": (0, 9)}
    assert found.within(0, "x", x=2).most == 2
    assert found.within(0, "t", x=2).most == pytest.approx(2)


def test_an_end_may_be_known_without_a_solve() -> None:
    """In no time (4, 0), (2, 1) and (1, 2) are known, with t = 0; in parts x is 2/3 to 4, y 0 to 5/2 and t 0 to 10."""
    found, *_ = chosen()
    ends = {name: found.within(1 / 3, name, x=2, time_limit=1e-9) for name in "xyt"}
    assert ends["x"] == Span(least=1, most=4, least_bound=1, most_bound=4)
    assert ends["y"] == Span(least=0, most=2, least_bound=0, most_bound=2)
    assert ends["t"] == replace(
        Span(least=0, most=0, least_bound=0, most_bound=ends["t"].most_bound), most_checked=False
    )
    assert ends["t"].most_bound == pytest.approx(10)


def test_of_a_file_with_its_problem_and_pickled(tmp_path: Path) -> None:
    """The same; without the problem it is refused, and so is another problem."""
    found, problem, objectives = chosen()
    found.save(tmp_path / "kept.json")
    span = found.within(0.25, "t", x=2)
    assert tradeoff.Frontier.load(tmp_path / "kept.json", problem, objectives).within(0.25, "t", x=2) == span
    assert pickle.loads(pickle.dumps(found)).within(0.25, "t", x=2) == span
    with pytest.raises(ValueError, match="answers for its points alone"):
        tradeoff.Frontier.load(tmp_path / "kept.json").within(0.25, "t", x=2)
    for most, whole, words in (
        (15, True, "best of 'x' is 4 in the file and 5"),
        (11, True, "solution 0 of the file is"),
    ):
        other = pulp.LpProblem()
        x, y = (other.add_variable(name, 0, 9, cat="Integer" if whole else "Continuous") for name in "xy")
        other += 3 * x + 4 * y + other.add_variable("t", 0) <= most
        with pytest.raises(ValueError, match=words):
            tradeoff.Frontier.load(tmp_path / "kept.json", other, {"x": +x, "y": +y})


def test_where_the_ranges_are_not_known() -> None:
    """At chosen levels nobody knows the ends; a linear programme takes no time limit."""
    _, problem, objectives = chosen()
    asked = {"sense": dict.fromkeys("xy", "max")}
    levels = tradeoff.trace(problem, objectives, whole=True, levels=[1, 2], **asked)
    with pytest.raises(ValueError, match="points were found at chosen levels"):
        levels.within(0.1, "t", x=2)
    free = pulp.LpProblem()
    x = free.add_variable("x", 0, 2)
    line = tradeoff.trace(free, {"x": +x, "y": -x}, **asked)
    with pytest.raises(ValueError, match="time_limit is of whole numbers"):
        line.within(0.1, "x", x=1, time_limit=3)
    with pytest.raises(ValueError, match="time_limit is -1"):
        line.within(0.1, "x", x=1, time_limit=-1)


def at_a_point(
    seeds: Iterable[int],
) -> Iterator[tuple[tradeoff.Frontier, pulp.LpAffineExpression, dict[str, float], tuple[float, float]]]:
    """Frontiers of two aims, each with an expression, the level of a point in the middle, and both ends there."""
    for seed in seeds:
        case = asked(seed, 2)
        if case is None:
            continue
        found, programme, costs, cost = case
        level = {"u": found.extreme_points[len(found.extreme_points) // 2].x}
        limits = limits_of(found, costs, SHARE, **level)
        ends = least(programme, cost, limits) + 7, 7 - least(programme, tuple(-c for c in cost), limits)
        yield found, expression(cost), level, ends


@pytest.mark.parametrize("one_in", SOME_OR_ALL)
def test_cut_off_at_every_solve(monkeypatch: pytest.MonkeyPatch, one_in: int) -> None:
    """An end that is not known is flagged: what it tells is attained, and its bound holds; Ctrl-C is Ctrl-C."""
    honest, flagged = branch_and_cut.run, 0
    for found, what, level, ends in at_a_point(drawn(range(1, SEEDS), 2 * one_in, 2)):
        for error in (CutOffError, KeyboardInterrupt):
            for moment in range(1, 9):
                calls = count(1)

                def run(highs: object, calls: Iterator[int] = calls, moment: int = moment) -> object:
                    status = honest(highs)  # type: ignore[arg-type]
                    if next(calls) >= moment:
                        raise error  # noqa: B023 - called at once
                    return status

                monkeypatch.setattr(branch_and_cut, "run", run)
                try:
                    span = found.within(SHARE, what, **level)
                except KeyboardInterrupt:
                    assert error is KeyboardInterrupt
                    continue
                finally:
                    monkeypatch.setattr(branch_and_cut, "run", honest)
                assert span.least_bound - 1e-6 <= ends[0] <= span.least + 1e-6
                assert span.most - 1e-6 <= ends[1] <= span.most_bound + 1e-6
                if span.least_checked:
                    assert span.least == pytest.approx(ends[0], abs=1e-6)
                if span.most_checked:
                    assert span.most == pytest.approx(ends[1], abs=1e-6)
                unknown = (not span.least_checked) + (not span.most_checked)
                flagged += unknown
                if not unknown:
                    break
                assert error is CutOffError
    assert flagged >= 8


@pytest.mark.parametrize("one_in", SOME_OR_ALL)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_solver_that_fails_never_yields_a_wrong_end(monkeypatch: pytest.MonkeyPatch, fault: str, one_in: int) -> None:
    """Whichever solve fails, once or from then on: both ends as they are, or an error."""
    honest = door.IntegerSolver._read
    for found, what, level, ends in at_a_point(drawn([5, 2, 8, 9, 12, 14], one_in, fault)):
        for moment in (1, 2):
            for lasting in (False, True):
                calls = count(1)

                def faulty(
                    self: door.IntegerSolver,
                    calls: Iterator[int] = calls,
                    moment: int = moment,
                    lasting: bool = lasting,
                ) -> object:
                    call, read = next(calls), honest(self)
                    return FAULTS[fault](*read) if call == moment or (lasting and call > moment) else read

                monkeypatch.setattr(door.IntegerSolver, "_read", faulty)
                try:
                    span = found.within(SHARE, what, **level)
                except tradeoff.SolverError:
                    continue
                finally:
                    monkeypatch.setattr(door.IntegerSolver, "_read", honest)
                assert (span.least, span.most) == pytest.approx(ends, abs=1e-6)
