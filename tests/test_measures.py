"""Numbers of a frontier as a whole, worked out by hand: ideal, payoff, nadir, knee, hypervolume, spacing."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pulp
import pytest

import tradeoff

SENSE = {"many": "max", "well": "max"}


def line(**asked: object) -> tradeoff.Frontier:
    """The points (10, 2/3) and (0, 4) on the edge many + 3 well = 12 within 10 of each."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 10)
    problem += many + 3 * well <= 12
    return tradeoff.trace(problem, {"many": 1 * many, "well": 1 * well}, sense=SENSE, **asked)  # type: ignore[arg-type]


def bent() -> tradeoff.Frontier:
    """Costs minimised: (0, 4), (1, 1), (4, 0), the corners of y >= 4 - 3 x and y >= (4 - x) / 3."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 9), problem.add_variable("y", 0, 9)
    problem += y >= 4 - 3 * x
    problem += 3 * y >= 4 - x
    return tradeoff.trace(problem, {"cost": 1 * x, "dirt": 1 * y}, sense={"cost": "min", "dirt": "min"})


def corner() -> tradeoff.Frontier:
    """Three goods from one budget of 1: the triangle between the unit vectors."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0) for name in "abc"]
    problem += pulp.lpSum(goods) <= 1
    objectives = {variable.name: 1 * variable for variable in goods}
    return tradeoff.trace(problem, objectives, sense=dict.fromkeys("abc", "max"), exact=True)


def steps() -> tradeoff.Frontier:
    """Of 3 x + 4 y <= 12 in whole numbers: (4, 0), (2, 1), (1, 2), (0, 3)."""
    problem = pulp.LpProblem()
    x, y = (problem.add_variable(name, 0, 9, cat="Integer") for name in "xy")
    problem += 3 * x + 4 * y <= 12
    return tradeoff.trace(problem, {"x": 1 * x, "y": 1 * y}, sense={"x": "max", "y": "max"}, whole=True)


def test_ideal_payoff_and_nadir() -> None:
    """Of two objectives the ends have them."""
    found = line()
    assert found.ideal == pytest.approx({"many": 10, "well": 4})
    assert found.payoff.index.tolist() == ["best many", "best well"]
    assert found.payoff.to_numpy().tolist() == [pytest.approx([10, 2 / 3]), pytest.approx([0, 4])]
    nadir = found.nadir_bounds()
    assert nadir.values == pytest.approx({"many": 0, "well": 2 / 3})
    assert nadir.is_exact
    assert corner().nadir_bounds().values == pytest.approx({"a": 0, "b": 0, "c": 0}, abs=1e-9)
    assert corner().ideal == pytest.approx({"a": 1, "b": 1, "c": 1})


def test_the_knee_is_farthest_from_the_chord() -> None:
    """(1, 1) in shares is (1/4, 1/4): (1 - 1/2) / sqrt 2 from the line. A straight frontier has none."""
    found = bent().knee()
    assert found is not None
    assert (found.position, found.distance) == (1, pytest.approx(0.5 / math.sqrt(2)))
    assert line().knee() is None
    assert corner().knee() is None


def energy(**asked: object) -> tradeoff.Frontier:
    """Power of four sources for three loads (Mavrotas 2009), whose payoff table is published: two lines, no triangle."""
    sources = {
        "lignite": (31000, 30, 144, 0),
        "oil": (15000, 75, 72, 1),
        "gas": (22000, 60, 45, 1),
        "own": (10000, 90, 0, 0),
    }
    uses = {"base": ("lignite", "gas", "own"), "medium": ("lignite", "oil", "gas"), "peak": ("oil", "gas", "own")}
    problem = pulp.LpProblem()
    flow = {(s, use): problem.add_variable(f"{s}_{use}", 0) for use, of in uses.items() for s in of}
    for use, demand in {"base": 38400, "medium": 19200, "peak": 6400}.items():
        problem += pulp.lpSum(flow[s, use] for s in uses[use]) >= demand
    for name, row in sources.items():
        problem += pulp.lpSum(v for (s, _), v in flow.items() if s == name) <= row[0]
    names = ("cost", "carbon", "imports")
    aims = {n: pulp.lpSum(sources[s][k] * v for (s, _), v in flow.items()) for k, n in enumerate(names, start=1)}
    return tradeoff.trace(problem, aims, sense=dict.fromkeys(names, "min"), exact=True, **asked)  # type: ignore[arg-type]


def test_the_knee_of_three_is_farthest_from_the_plane() -> None:
    """The least imports: shares 150/780, 1008/1728 and 0, the sum short of 2, over sqrt 3."""
    found = energy().knee()
    assert found is not None
    assert (found.position, found.distance) == (1, pytest.approx((2 - 150 / 780 - 1008 / 1728) / math.sqrt(3)))


def test_a_certified_surface_knows_its_nadir() -> None:
    """Only then: the published worst of each."""
    nadir = energy(certify=True).nadir_bounds()
    assert nadir.is_exact
    assert nadir.values == pytest.approx({"cost": 3855000, "carbon": 6246000, "imports": 37000})
    assert not energy().nadir_bounds().is_exact


def test_two_levels_of_three_are_answered_in_words() -> None:
    """Of two levels the one that comes anyway is told; beyond the best of what is minimised one asks for worse, not less."""
    found = energy()
    assert found.plan(carbon=5000000, imports=36000).remark == (
        "the best of 'cost' at 5,000,000 of 'carbon' comes with 30,305.55556 of 'imports' anyway, "
        "which is better than 36,000"
    )
    with pytest.raises(tradeoff.InfeasibleError, match=r"the best is 4,518,000\. Ask for that or worse"):
        found.plan(carbon=4000000)
    with pytest.raises(tradeoff.InfeasibleError, match="together; give way in one of them"):
        found.plan(carbon=4600000, imports=24000)


def test_what_is_dominated() -> None:
    """Areas and a volume by hand: of a line what mixtures dominate too, of steps rectangles."""
    # Up to (0, 0): from many 0 to 10 the height is 4 - many / 3: 40 - 100 / 6.
    assert line().hypervolume({"many": 0, "well": 0}) == pytest.approx(40 - 100 / 6)
    # Up to (4, 4): a square of 16, less two triangles below the line of (0, 4), (1, 1), (4, 0): 1.5 + 1 + 1.5.
    assert bent().hypervolume({"cost": 4, "dirt": 4}) == pytest.approx(16 - (1.5 + 1 + 1.5))
    assert corner().hypervolume({"a": 0, "b": 0, "c": 0}) == pytest.approx(1 / 6)
    # (4, 0) dominates nothing above y = 0; x to 2 at y 1, to 1 at y 2, to 0 at y 3: 2 + 1.
    assert steps().hypervolume({"x": 0, "y": 0}) == pytest.approx(3)


@pytest.mark.parametrize("seed", range(5))
def test_a_volume_against_dice(seed: int) -> None:
    """A surface of random costs: the share of random points that some solution dominates, within four deviations."""
    dice = np.random.default_rng(seed)
    problem = pulp.LpProblem()
    goods = [problem.add_variable(f"g{i}", 0) for i in range(5)]
    problem += pulp.lpSum(goods) == 1
    costs = dice.uniform(0, 1, (3, 5))
    objectives = {
        name: pulp.lpSum(float(c) * good for c, good in zip(row, goods, strict=True))
        for name, row in zip("abc", costs, strict=True)
    }
    found = tradeoff.trace(problem, objectives, sense=dict.fromkeys("abc", "min"), exact=True)
    volume = found.hypervolume(dict.fromkeys("abc", 1.0))
    # A point is dominated where no weights separate it: max over weights of (least weighted cost - its own) <= 0.
    weights = np.array([w for w in itertools.product(range(21), repeat=3) if sum(w) == 20]) / 20
    points = dice.uniform(0, 1, (20_000, 3))
    least = (weights @ costs).min(axis=1)
    inside = ((least[None, :] - points @ weights.T).max(axis=1) <= 0).mean()
    # The grid of weights lets in a little too many.
    assert volume <= inside + 4 * math.sqrt(0.25 / len(points))
    assert volume >= inside - 0.02 - 4 * math.sqrt(0.25 / len(points))


def test_a_reference_that_is_better_than_a_point_is_refused() -> None:
    """And one that names other objectives."""
    with pytest.raises(ValueError, match="the reference of 'many' is better than a point with 0"):
        line().hypervolume({"many": 1, "well": 0})
    with pytest.raises(ValueError, match="a reference names many, well"):
        line().hypervolume({"many": 0})


def test_spacing() -> None:
    """(0, 1), (1/4, 1/4), (1, 0) in shares: each is 1 from its nearest, so evenly; of the steps not."""
    assert bent().spacing() == pytest.approx(0)
    assert line().spacing() == 0
    # (4, 0), (2, 1), (1, 2), (0, 3) in shares: nearest 1/2 + 1/3, then 1/4 + 1/3 three times.
    nearest = [5 / 6, 7 / 12, 7 / 12, 7 / 12]
    assert steps().spacing() == pytest.approx(np.std(nearest, ddof=1))


def test_levels_alone_have_no_ends() -> None:
    """Of 3 x + 4 y <= 12 asked at x >= 1 and 2, (4, 0) and (0, 3) are not among the points, so nothing is said of them."""
    problem = pulp.LpProblem()
    x, y = (problem.add_variable(name, 0, 9, cat="Integer") for name in "xy")
    problem += 3 * x + 4 * y <= 12
    found = tradeoff.trace(problem, {"x": x, "y": y}, sense={"x": "max", "y": "max"}, whole=True, levels=[1, 2])
    for ask in (
        lambda: found.ideal,
        lambda: found.payoff,
        lambda: found.nadir_bounds(),
        lambda: found.knee(),
    ):
        with pytest.raises(ValueError, match="found at chosen levels"):
            ask()
    # What was found dominates what it dominates: (2, 1) and (1, 2) up to (0, 0).
    assert found.hypervolume({"x": 0, "y": 0}) == pytest.approx(3)


def test_how_far_a_nadir_is_known() -> None:
    """Of two objectives it is the ends'; of three over a linear programme only the worst of the points found."""
    assert bent().nadir_bounds().is_exact
    assert steps().nadir_bounds().is_exact
    assert not corner().nadir_bounds().is_exact
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0, cat="Integer") for name in "abc"]
    problem += pulp.lpSum(goods) <= 1
    objectives = {variable.name: 1 * variable for variable in goods}
    found = tradeoff.trace(problem, objectives, sense=dict.fromkeys("abc", "max"), whole=True)
    assert found.nadir_bounds().is_exact
    assert found.nadir_bounds().values == {"a": 0, "b": 0, "c": 0}


@pytest.mark.parametrize("wrong", [None, math.nan, "4", True])
def test_a_reference_that_is_no_number(wrong: object) -> None:
    """Refused in words."""
    with pytest.raises(ValueError, match=r"the reference of 'dirt' is .*, which is no finite number"):
        bent().hypervolume({"cost": 4, "dirt": wrong})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="a reference names cost, dirt"):
        bent().hypervolume(wrong)  # type: ignore[arg-type]


def test_a_level_between_two_points() -> None:
    """On many + 3 well = 12: 6 of many leave 2; by place and by name; beyond the best nothing, below the worst the end."""
    found = line()
    reached = found.plan(many=6)
    assert reached.objectives == pytest.approx({"many": 6, "well": 2})
    assert reached.values == pytest.approx({"many": 6, "well": 2})
    assert found.plan(y=2).objectives == pytest.approx({"many": 6, "well": 2})
    assert found.plan(well=0).objectives == pytest.approx({"many": 10, "well": 2 / 3})
    with pytest.raises(tradeoff.InfeasibleError, match="no solution reaches 11 of 'many': the best is 10"):
        found.plan(many=11)
    for wrong in ({}, {"many": 1, "well": 1}, {"x": 1, "many": 1}, {"few": 1}, {"many": math.inf}):
        with pytest.raises(ValueError):
            found.plan(**wrong)


def test_a_level_on_a_coarse_frontier_is_solved_for() -> None:
    """Whatever the gap: the corner (1, 1) is met though only the ends were found."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 9), problem.add_variable("y", 0, 9)
    problem += y >= 4 - 3 * x
    problem += 3 * y >= 4 - x
    found = tradeoff.trace(problem, {"cost": x, "dirt": y}, sense={"cost": "min", "dirt": "min"}, gap=0.9)
    assert len(found.extreme_points) == 2
    assert found.plan(cost=1).objectives == pytest.approx({"cost": 1, "dirt": 1})


def test_levels_of_three() -> None:
    """Of a budget of 1: with 1/2 of a, the rest is best in b; with a and b held, in c."""
    found = corner()
    assert found.plan(a=0.5).objectives == pytest.approx({"a": 0.5, "b": 0.5, "c": 0}, abs=1e-9)
    assert found.plan(a=0.5, b=0.25).objectives == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})
    with pytest.raises(tradeoff.InfeasibleError):
        found.plan(a=0.7, b=0.7)


def test_levels_over_whole_numbers() -> None:
    """At least 1.5 of x: the point (2, 1)."""
    reached = steps().plan(x=1.5)
    assert reached.objectives == {"x": 2, "y": 1}
    assert reached.values == pytest.approx({"x": 2, "y": 1})
    with pytest.raises(tradeoff.InfeasibleError, match="no solution reaches 5 of 'x': the best is 4"):
        steps().plan(x=5)


def test_what_nearly_as_good_solutions_have_in_common() -> None:
    """Within a tenth of the ranges (10 and 10/3) of (6, 2): many from 5 to 7, and both together 7 2/3 to 8 1/3."""
    found = line()
    span = found.within(0.1, "many", many=6)
    assert (span.least, span.most) == (pytest.approx(5), pytest.approx(7))
    elsewhere = pulp.LpProblem()
    both = elsewhere.add_variable("many") + elsewhere.add_variable("well") + 1
    span = found.within(0.1, both, many=6)
    # With many 5 well is at least 5/3; with many 7 it is at most 5/3; on the edge well = (12 - many) / 3.
    assert (span.least, span.most) == (pytest.approx(5 + 5 / 3 + 1), pytest.approx(7 + 5 / 3 + 1))
    with pytest.raises(ValueError, match="no variable called 'few'"):
        found.within(0.1, "few", many=6)
    with pytest.raises(ValueError, match="share is 2"):
        found.within(2, "many", many=6)


def test_what_points_of_three_dominate() -> None:
    """Boxes up to (3, 3, 3) from (1, 2, 2) and (2, 1, 1): 2 x 1 x 1 and 1 x 2 x 2, which share 1 x 1 x 1."""
    problem = pulp.LpProblem()
    pick = [problem.add_variable(f"pick{i}", cat="Binary") for i in range(2)]
    problem += pulp.lpSum(pick) == 1
    table = {"a": (1, 2), "b": (2, 1), "c": (2, 1)}
    objectives = {name: pulp.lpSum(v * p for v, p in zip(values, pick, strict=True)) for name, values in table.items()}
    found = tradeoff.trace(problem, objectives, sense=dict.fromkeys(table, "min"), whole=True)
    assert found.hypervolume(dict.fromkeys(table, 3)) == pytest.approx(2 + 4 - 1)
    assert found.plan(a=1.5).objectives == {"a": 1, "b": 2, "c": 2}
    assert found.plan(a=2, b=1).objectives == {"a": 2, "b": 1, "c": 1}
