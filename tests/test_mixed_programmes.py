"""Random small mixed-integer programmes against trying everything: no wrong answer, and none refused."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import tradeoff
from tests.independent.mixed_programme import MixedProgramme, Truth, as_problem, draw, try_everything
from tests.independent.tiers import spread
from tests.test_whole import drawn_at
from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense

F = Fraction
_BESIDE = [F(0), F(1, 10**6), F(-1, 10**6), F(1, 10**4), F(-1, 10**4), F(1, 10**8)]
"""How far a level lies past a corner; before it where negative."""
_HARDLY = F(1, 10**8)
"""Share of a level by which it may be missed: a float is not the fraction, and a solver has its tolerance."""


def checked(programme: MixedProgramme) -> Truth:
    """Trace a programme, whole and at levels beside its corners, against trying everything."""
    problem, objectives = as_problem(programme)
    model = from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MIN), whole=True)
    truth = try_everything(programme)
    if not truth.hulls:
        with pytest.raises(InfeasibleError, match="no solution satisfies"):
            trace_integer(model, "u", "v")
    elif truth.unbounded:
        with pytest.raises(UnboundedError) as caught:
            trace_integer(model, "u", "v")
        assert caught.value.objective in truth.unbounded
    else:
        dice = random.Random(str(programme))
        corners, jumps = [u for hull in truth.hulls for u, _ in hull], truth.jumps()
        levels = [dice.choice(among) + dice.choice(_BESIDE) for among in (corners, jumps, jumps, jumps)]
        require_whole_frontier(trace_integer(model, "u", "v"), truth, levels)
        require_levels(model, truth, levels)
    return truth


def require_whole_frontier(chain: IntegerFrontier, truth: Truth, levels: list[Fraction]) -> None:
    """The drawing shows the best value at every level, its points are efficient, its bounds hold and are near."""
    least = min(u for hull in truth.hulls for u, _ in hull)
    assert chain.points[0].u == pytest.approx(float(least), rel=1e-8, abs=1e-8)
    for level in levels:
        if level > least + _HARDLY * (1 + abs(level)):
            require_best(drawn_at(chain, float(level)), truth, level)
    for point in chain.points:
        require_efficient(point.u, point.v, truth)
        require_bound(point.bound, point.v, truth, F(point.u))
    assert all(step.checked for step in chain.steps)


def require_levels(model: Model, truth: Truth, levels: list[Fraction]) -> None:
    """Each level has the best value, a bound that holds and is near, and an efficient plan; or nothing reaches it."""
    least = min(u for hull in truth.hulls for u, _ in hull)
    reached = [level for level in levels if level >= least]
    if any(level < least - _HARDLY * (1 + abs(least)) for level in levels):
        with pytest.raises(InfeasibleError, match="no solution reaches"):
            trace_integer(model, "u", "v", levels=[float(level) for level in levels])
    # A level that is a corner's own u may lie beyond it as a float, and then nothing reaches it.
    asked = [level for level in reached if F(float(level)) >= least] or [least + 1]
    chain = trace_integer(model, "u", "v", levels=[float(level) for level in asked])
    for level, answer in zip(asked, chain.levels, strict=True):
        assert answer.point.u <= level + _HARDLY * (1 + abs(level))
        require_best(answer.point.v, truth, level)
        require_efficient(answer.point.u, answer.point.v, truth)
        require_bound(answer.bound, answer.point.v, truth, level)


def require_best(v: float, truth: Truth, level: Fraction) -> None:
    """A value is the best at a level, or at one that hardly differs."""
    hardly = _HARDLY * (1 + abs(level))
    most, least = truth.best_second(level - hardly), truth.best_second(level + hardly)
    assert least is not None
    assert v >= least - 1e-6
    assert most is None or v <= most + 1e-6


def require_efficient(u: float, v: float, truth: Truth) -> None:
    """Nothing with a ten-thousandth less of the first objective is as good in the second."""
    sooner = truth.best_second(F(u) - F(1, 10**4))
    assert sooner is None or sooner > v + 1e-8


def require_bound(bound: float, v: float, truth: Truth, level: Fraction) -> None:
    """A bound on the second objective holds, and is no farther from the value than tolerances excuse."""
    best = truth.best_second(level - _HARDLY * (1 + abs(level)))
    assert best is None or bound <= best + 1e-6
    assert v - 1e-4 <= bound <= v


BESIDE_A_CORNER = MixedProgramme(
    upper=(2, 1, 2, 3, None, None),
    unwritten=frozenset(),
    integers=4,
    rows=(
        ((2, 5, 8, 4, 3, 7), "<=", F(19)),
        ((8, 2, 8, 0, 2, 4), "<=", F(23)),
        ((5, 3, 7, 5, 2, 7), "<=", F(15)),
        ((0, 0, 0, 0, 1, 1), "<=", F(9)),
    ),
    first=(F(1), F(0), F(-3), F(-9), F(-8), F(-7)),
    second=(F(-5), F(-1), F(1), F(-9), F(0), F(-8)),
)
"""With x3 = 3 the first objective reaches -27 and no less. A millionth beyond, HiGHS 1.15.1 with presolve calls -17.38
the best of the second. By hand: x3 = 2 leaves 7 of the first ceiling, "3 x4 + 7 x5 <= 11", "2 x4 + 7 x5 <= 5", and asks
8 x4 + 7 x5 >= 9.000001; on both of the last two lines x4 = 4.000001 / 6 and x5 = (5 - 2 x4) / 7, which gives
18 + 8 x5 = 22.190476 in exact fractions 58249999/2625000."""


@pytest.mark.parametrize(
    ("level", "best"),
    [(F(-27), F(-27)), (F(-27) - F(1, 10**6), F(-58249999, 2625000)), (F(-30), F(-442, 21))],
)
def test_a_millionth_past_a_corner(level: Fraction, best: Fraction) -> None:
    """By hand and by trying everything: HiGHS's word is not taken for it."""
    problem, objectives = as_problem(BESIDE_A_CORNER)
    assert try_everything(BESIDE_A_CORNER).best_second(level) == best
    asked = {"sense": dict.fromkeys(objectives, "min"), "whole": True}
    answer = tradeoff.trace(problem, objectives, **asked, levels=[float(level), -30]).points.iloc[-1]  # type: ignore[arg-type]
    assert answer["v"] == pytest.approx(float(best), rel=1e-9)
    assert answer["bound"] == pytest.approx(float(best), rel=1e-7)


def test_the_frontier_with_that_corner() -> None:
    """The whole of it was refused: a programme was called infeasible that has solutions."""
    checked(BESIDE_A_CORNER)


@pytest.mark.parametrize("block", spread(range(300), one_in=300))
def test_mixed_integer_programmes_against_trying_everything(block: int) -> None:
    """Ten random programmes a block, whole and at levels just past, at and before their corners."""
    for seed in range(10 * block, 10 * block + 10):
        checked(draw(seed))
