"""Frontiers over whole numbers, against paper and against trying everything."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pulp
import pytest

from tests.independent.enumerate_whole import WholeProgramme, best_first, best_second, efficient, outcomes
from tests.independent.tiers import spread
from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense
from tradeoff.moo.lp.scaling import scale
from tradeoff.moo.lp.stopping import CutOffError

F = Fraction
START_UP = {
    0: F(200),
    50: F(200),
    100: F(200),
    150: F(200),
    200: F(200),
    250: F(550, 3),
    300: F(500, 3),
    350: F(750, 7),
    400: F(100),
    450: F(650, 7),
    500: F(250, 3),
    550: F(200, 3),
    600: F(50),
    650: F(100, 3),
    700: F(50, 3),
}
"""Households that can be given intensive support when so many are reached: all eight openings tried, in fractions."""


def start_up_costs(money: float = 1.0) -> Model:
    """Three clusters with start-up costs, opened whole: reach B against intensive households D; budget 2,000."""
    problem = pulp.LpProblem("start_up")
    start, listed = {"A": 300, "B": 400, "C": 500}, {"A": 200, "B": 300, "C": 400}
    costs = {"A": (2, 10), "B": (2, 8), "C": (1, 12)}
    opened = {c: problem.add_variable(f"opened_{c}", 0, 1, cat=pulp.LpInteger) for c in listed}
    entry = {c: problem.add_variable(f"entry_{c}", 0) for c in listed}
    intensive = {c: problem.add_variable(f"intensive_{c}", 0) for c in listed}
    spent = [start[c] * opened[c] + costs[c][0] * entry[c] + costs[c][1] * intensive[c] for c in listed]
    problem += money * pulp.lpSum(spent) <= 2000 * money
    for c in listed:
        problem += entry[c] + intensive[c] <= listed[c] * opened[c]
    objectives = {"B": pulp.lpSum([*entry.values(), *intensive.values()]), "D": pulp.lpSum(intensive.values())}
    return from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MAX), whole=True)


def three_items() -> Model:
    """One of three items, worth (10, 0), (4, 4) and (0, 10): no weights choose the middle one, for 4 + 4 < 10."""
    problem = pulp.LpProblem("items")
    a, b, c = (problem.add_variable(name, 0, 1, cat=pulp.LpInteger) for name in "abc")
    problem += a + b + c <= 1
    objectives = {"many": 10 * a + 4 * b, "well": 4 * b + 10 * c}
    return from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MAX), whole=True)


def random_programme(seed: int, kind: str) -> WholeProgramme:
    """A small programme of 0/1 columns, of general integers, or of both with one or two columns that switch on."""
    draw = random.Random(f"{kind} {seed}")
    count = draw.randint(2, 8) if kind == "binary" else draw.randint(2, 4)
    free = draw.randint(1, 2) if kind == "mixed" else 0
    highest = {"binary": [1], "integer": [1, 2, 3, 4], "mixed": [1, 1, 2]}[kind]
    upper = [draw.choice(highest) for _ in range(count)] + [draw.randint(2, 9) for _ in range(free)]
    unit = draw.choice([1, 1, 3, 7])
    rows = []
    for _ in range(draw.randint(1, 3)):
        row = tuple(F(draw.randint(-2, 9) if draw.random() < 0.8 else 0, unit) for _ in upper)
        most = sum((max(c, F(0)) * u for c, u in zip(row, upper, strict=True)), start=F(0))
        rows.append((row, most * F(draw.randint(2, 9), 10)))
    for j in range(count, count + free):
        switch = [F(0)] * len(upper)
        switch[j], switch[draw.randrange(count)] = F(1), -F(draw.randint(1, 6))
        rows.append((tuple(switch), F(0)))
    first = tuple(F(draw.randint(-9, 3), unit) for _ in upper)
    second = tuple(F(draw.randint(-9, 3)) for _ in upper)
    return WholeProgramme(upper=tuple(upper), integers=count, rows=tuple(rows), first=first, second=second)


def handed_over(programme: WholeProgramme) -> Model:
    """The same programme as an analyst would write it in PuLP."""
    problem = pulp.LpProblem("random")
    x = [
        problem.add_variable(f"x{i}", 0, upper, cat=pulp.LpInteger if i < programme.integers else pulp.LpContinuous)
        for i, upper in enumerate(programme.upper)
    ]
    for row, bound in programme.rows:
        problem += pulp.lpSum(float(c) * v for c, v in zip(row, x, strict=True)) <= float(bound)
    objectives = {
        name: pulp.lpSum(float(c) * v for c, v in zip(costs, x, strict=True))
        for name, costs in (("u", programme.first), ("v", programme.second))
    }
    return from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MIN), whole=True)


def drawn_at(chain: IntegerFrontier, u: float) -> float:
    """What the drawing says is had in v for at most u; 1e-9 of rounding excused."""
    reached = [point.v for point in chain.points if point.u <= u + 1e-9]
    for segment in chain.segments:
        if segment.a.u <= u + 1e-9:
            share = min(1.0, max(0.0, (u - segment.a.u) / (segment.b.u - segment.a.u)))
            reached.append(segment.a.v + share * (segment.b.v - segment.a.v))
    return min(reached)


def corners(chain: IntegerFrontier) -> list[tuple[float, float]]:
    """The points of a chain as pairs."""
    return [(point.u, point.v) for point in chain.points]


def test_start_up_costs_at_levels_of_reach() -> None:
    """Levels 0 to 700 by 50 give the enumerated values, each with a checked bound as good."""
    model = start_up_costs()
    chain = trace_integer(model, "B", "D", levels=list(START_UP))
    assert [level.level for level in chain.levels] == list(START_UP)
    for level in chain.levels:
        assert model.published("D", level.point.v) == pytest.approx(float(START_UP[int(level.level)]), rel=1e-9)
        assert level.bound == pytest.approx(level.point.v, rel=1e-8)
        assert level.point.u <= level.u + 1e-9
    assert len(chain.points) == 11, "levels 0 to 200 have one answer"


@pytest.mark.parametrize("money", [1e-4, 1.0, 1e5])
def test_start_up_costs_whole_frontier(money: float) -> None:
    """Kinks on paper, in any unit of money.

    B with C leaves 1,100. From 700 down B's entry households become intensive, 3 given up for 1, until none is left:
    400 + 8 d = 1100, d = 87.5 at 487.5. Then C's give way, d = (1100 - B) / 7, until A with B is as good, which leaves
    1,300: (1300 - 2 B) / 6 = (1100 - B) / 7 at 312.5, 112.5. At 300 B alone has (1600 - 2 * 300) / 6 = 500/3; with it
    the line of A with B ends, open. B alone ends at 1600 / 8 = 200.
    """
    chain = trace_integer(start_up_costs(money), "B", "D")
    for reach, value in START_UP.items():
        assert -drawn_at(chain, -reach) == pytest.approx(float(value), rel=1e-9)
    assert [(segment.open_a, segment.open_b) for segment in chain.segments][-2:] == [(False, True), (False, False)]
    expected = [(-700, -50 / 3), (-487.5, -87.5), (-312.5, -112.5), (-300, -500 / 3), (-200, -200)]
    assert corners(chain) == [pytest.approx(point, rel=1e-9) for point in expected]
    assert [point.supported for point in chain.points] == [True, False, False, True, True]
    assert chain.gap <= 1e-7
    assert not chain.stopped


def test_points_below_the_chord_are_found() -> None:
    """The item in the middle is efficient and unsupported; between points there are steps and no lines."""
    chain = trace_integer(three_items(), "many", "well")
    assert corners(chain) == [(-10, 0), (-4, -4), (0, -10)]
    assert [point.bound for point in chain.points] == [0, -4, -10]
    assert [point.supported for point in chain.points] == [True, False, True]
    assert [(step.from_u, step.to_u, step.v, step.checked) for step in chain.steps] == [
        (-10, -4, 0, True),
        (-4, 0, -4, True),
    ]
    assert not chain.segments
    assert [point.x.tolist() for point in chain.points] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize("kind", ["binary", "integer"])
@pytest.mark.parametrize("block", spread(range(120), one_in=120))
def test_whole_columns_against_trying_everything(kind: str, block: int) -> None:
    """Ten random programmes a block: the same points, each with a bound as good, at any order of the objectives."""
    for seed in range(10 * block, 10 * block + 10):
        programme = random_programme(seed, kind)
        expected = [(float(u), float(v)) for u, v in efficient(outcomes(programme))]
        model = handed_over(programme)
        chain = trace_integer(model, "u", "v")
        assert corners(chain) == [pytest.approx(point, abs=1e-9) for point in expected], seed
        assert all(point.bound == pytest.approx(point.v, abs=1e-5) for point in chain.points), seed
        mirrored = trace_integer(model, "v", "u")
        assert corners(mirrored) == [pytest.approx(point[::-1], abs=1e-9) for point in expected[::-1]], seed


@pytest.mark.parametrize("block", spread(range(250), one_in=250))
def test_mixed_columns_against_trying_everything(block: int) -> None:
    """Eight random programmes a block, whose frontiers have segments, steps and jumps, at levels all along."""
    for seed in range(8 * block, 8 * block + 8):
        programme = random_programme(seed, "mixed")
        model = handed_over(programme)
        chain = trace_integer(model, "u", "v")
        least, most = best_first(programme), F(chain.points[-1].u)
        assert least is not None
        assert chain.points[0].u == pytest.approx(float(least), abs=1e-9)
        # A little beyond, so that no level falls between a value and its float.
        levels = [least + (most - least) * F(i, 7) + F(1, 10**9) for i in range(8)]
        at_levels = trace_integer(model, "u", "v", levels=[float(level) for level in levels])
        for level, answer in zip(levels, at_levels.levels, strict=True):
            value = best_second(programme, level)
            assert drawn_at(chain, float(level)) == pytest.approx(float(value), abs=1e-6), seed
            assert answer.point.v == pytest.approx(float(value), abs=1e-6), seed
            assert answer.bound <= answer.point.v
        for point in chain.points[1:]:
            before = best_second(programme, F(point.u) - F(1, 10**5))
            assert before is None or before > point.v - 1e-6, seed
            assert point.v - 1e-4 <= point.bound <= point.v, seed


def test_without_whole_columns_it_is_the_convex_frontier() -> None:
    """Units 12, `many` costs 1 and at most 10, `well` costs 3: corners (10, 2/3) and (0, 4) and the edge between."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 10)
    problem += many + 3 * well <= 12
    objectives = {"many": many + 0, "well": well + 0}
    chain = trace_integer(
        from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MAX), whole=True), "many", "well"
    )
    assert corners(chain) == [pytest.approx((-10, -2 / 3)), pytest.approx((0, -4))]
    assert len(chain.segments) == 1
    assert not chain.steps
    assert chain.segments[0].columns(-5.0) == pytest.approx([5, 7 / 3])


def test_one_plan_best_at_both_is_one_point() -> None:
    """Two aims that never clash."""
    problem = pulp.LpProblem()
    a = problem.add_variable("a", 0, 3, cat=pulp.LpInteger)
    problem += 2 * a <= 5
    model = from_pulp(problem, {"x": a + 0, "y": 2 * a}, {"x": Sense.MAX, "y": Sense.MAX}, whole=True)
    assert corners(trace_integer(model, "x", "y")) == [(-2, -4)]
    assert corners(trace_integer(model, "x", "y", step=0.25)) == [(-2, -4)]


@pytest.mark.parametrize(("items", "lot"), [(9, "f"), pytest.param(12, "knapsack", marks=pytest.mark.slow)])
@pytest.mark.parametrize("gap", [0.05, 0.1, 0.3])
def test_a_gap_is_kept_with_fewer_solves(gap: float, items: int, lot: str) -> None:
    """A knapsack of 9 or 12: whatever is efficient lies within the gap of what is drawn, of both ranges at once.

    Fewer than the same search takes for every piece; steps, one programme a point, are no match for so few points.
    """
    draw = random.Random(lot)
    weights = [draw.randint(20, 60) for _ in range(items)]
    worth = [tuple(F(-draw.randint(20, 60)) for _ in weights) for _ in range(2)]
    row = (tuple(map(F, weights)), F(sum(weights) // 2))
    programme = WholeProgramme(upper=(1,) * items, integers=items, rows=(row,), first=worth[0], second=worth[1])
    model = handed_over(programme)
    chain, exact = trace_integer(model, "u", "v", gap=gap), trace_integer(model, "u", "v", boxes=True)
    expected = [(float(u), float(v)) for u, v in efficient(outcomes(programme))]
    assert corners(exact) == expected
    assert sum(not point.supported for point in exact.points) > 0
    assert chain.solves < exact.solves
    assert worst_gap(chain, expected) <= chain.gap <= gap


def worst_gap(chain: IntegerFrontier, expected: list[tuple[float, float]]) -> float:
    """The share of both ranges by which a known plan betters every point of a chain."""
    range_u, range_v = expected[-1][0] - expected[0][0], expected[0][1] - expected[-1][1]
    return max(
        min(max((point.u - u) / range_u, (point.v - v) / range_v) for point in chain.points) for u, v in expected
    )


def test_steps_of_a_share_of_the_range() -> None:
    """Quarters of the range of reach, 200 to 700: 700, 575, 450, 325, 200; B and C leave 1,100, so (1100 - 325) / 7."""
    model = start_up_costs()
    chain = trace_integer(model, "B", "D", step=0.25)
    assert [level.level for level in chain.levels] == pytest.approx([700, 575, 450, 325, 200])
    values = [model.published("D", level.point.v) for level in chain.levels]
    assert values == pytest.approx([50 / 3, 175 / 3, 650 / 7, 775 / 7, 200], rel=1e-9)


def test_a_level_nobody_reaches_is_named() -> None:
    """At most 700 households can be reached."""
    with pytest.raises(InfeasibleError, match="no solution reaches 750 of 'B': the best is 700"):
        trace_integer(start_up_costs(), "B", "D", levels=[700, 750])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"gap": 1.0}, "gap is 1.0"),
        ({"gap": -0.1}, "gap is -0.1"),
        ({"step": 0.0}, "step is 0.0"),
        ({"levels": []}, "levels is empty"),
        ({"levels": [float("nan")]}, "not a finite number"),
        ({"levels": [1.0], "step": 0.1}, "choose one"),
    ],
)
def test_wrong_arguments(arguments: dict[str, object], message: str) -> None:
    """Each is named."""
    with pytest.raises(ValueError, match=message):
        trace_integer(three_items(), "many", "well", **arguments)  # type: ignore[arg-type]


def test_infeasible() -> None:
    """2 a = 3 has a solution, but none in whole numbers."""
    problem = pulp.LpProblem()
    a = problem.add_variable("a", 0, 9, cat=pulp.LpInteger)
    problem += 2 * a == 3
    model = from_pulp(problem, {"x": a + 0, "y": -1 * a}, {"x": Sense.MAX, "y": Sense.MAX}, whole=True)
    with pytest.raises(InfeasibleError, match="no solution satisfies all constraints"):
        trace_integer(model, "x", "y")


@pytest.mark.parametrize("category", [pulp.LpInteger, pulp.LpContinuous])
@pytest.mark.parametrize("order", [("x", "y"), ("y", "x")])
def test_unbounded_names_the_objective(category: str, order: tuple[str, str]) -> None:
    """Nothing limits b, which y counts; first or second makes no difference."""
    problem = pulp.LpProblem()
    a = problem.add_variable("a", 0, 9, cat=pulp.LpInteger)
    b = problem.add_variable("b", 0, cat=category)
    problem += 2 * a <= 5
    problem += a - b <= 1
    model = from_pulp(problem, {"x": a + 0, "y": b + 0}, {"x": Sense.MAX, "y": Sense.MAX}, whole=True)
    with pytest.raises(UnboundedError, match="'y' has no bound") as caught:
        trace_integer(model, *order)
    assert caught.value.objective == "y"


def test_integer_columns_keep_their_unit() -> None:
    """Rupees beside openings: openings are not scaled, everything else may be."""
    model = start_up_costs(1e5)
    scaled = scale(model)
    assert (scaled.column_scale[model.integer] == 1).all()
    assert np.array_equal(scaled.upper[model.integer], model.upper[model.integer])


def test_progress_ends_with_nothing_left() -> None:
    """Solves rise, what is left ends at 0."""
    heard: list[tuple[int, int, float]] = []
    trace_integer(start_up_costs(), "B", "D", progress=lambda *news: heard.append(news))
    assert [news[0] for news in heard] == sorted(news[0] for news in heard)
    assert heard[-1][2] == 0


def test_time_is_over_before_it_begins() -> None:
    """Without ends there is nothing to return."""
    with pytest.raises(CutOffError, match="time limit"):
        trace_integer(start_up_costs(), "B", "D", time_limit=0.0)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """Not by HiGHS either."""
    trace_integer(start_up_costs(), "B", "D")
    assert capfd.readouterr() == ("", "")
