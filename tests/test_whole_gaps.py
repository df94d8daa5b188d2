"""Over whole numbers: what is drawn is within the gap of all there is, where programmes are too small for it as well."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent.enumerate_whole import best_first, best_second, efficient, outcomes
from tests.test_whole import corners, drawn_at, handed_over, random_programme
from tradeoff.moo.integer.result import IntegerFrontier
from tradeoff.moo.integer.trace_integer import trace_integer

SHORT = {"integer": (20, 40, 85, 99), "binary": (5, 21, 99), "mixed": (13, 20, 96)}
"""Where the gap in its unit is more than what one end has beside the other, or just as much as a step."""


def cases() -> list[Any]:
    """Those by which a search was once misled, and a hundred more of each that are slow."""
    found = []
    for kind, known in SHORT.items():
        found += [pytest.param(kind, seed, marks=() if seed in known else pytest.mark.slow) for seed in range(100)]
    return found


def ranges_of(chain: IntegerFrontier) -> tuple[float, float]:
    """How far both objectives range between the ends; 1 where one solution is best at both."""
    return chain.points[-1].u - chain.points[0].u or 1.0, chain.points[0].v - chain.points[-1].v or 1.0


@pytest.mark.parametrize("gap", [0.05, 0.2])
@pytest.mark.parametrize(("kind", "seed"), cases())
def test_nothing_betters_what_is_drawn_by_more(kind: str, seed: int, gap: float) -> None:
    """At any order of the objectives: every outcome that is whole; of mixed columns at levels all along, in fractions."""
    programme = random_programme(seed, kind)
    model = handed_over(programme)
    for names in (("u", "v"), ("v", "u")):
        chain = trace_integer(model, *names, gap=gap)
        assert chain.gap <= gap * (1 + 1e-9)
        wide, high = ranges_of(chain)
        if kind != "mixed":
            for pair in efficient(outcomes(programme)):
                u, v = map(float, pair if names[0] == "u" else pair[::-1])
                reach = drawn_at(chain, u + gap * wide) if u + gap * wide >= chain.points[0].u else float("inf")
                assert reach <= v + gap * high + 1e-6, (u, v)
        elif names[0] == "u":
            first, last = Fraction(chain.points[0].u), Fraction(chain.points[-1].u)
            for i in range(1, 8):
                level = first + (last - first) * Fraction(i, 7) + Fraction(1, 10**9)
                best = best_second(programme, level)
                assert best is not None
                assert drawn_at(chain, float(level) + gap * wide) <= float(best) + gap * high + 1e-6, level


def require_claims(chain: IntegerFrontier, every: list[tuple[Fraction, Fraction]]) -> None:
    """That whatever a chain calls checked, efficient, supported or not, and bounded, is so beside all that is efficient."""
    pairs = [(float(u), float(v)) for u, v in every]
    near = {(round(u, 6), round(v, 6)) for u, v in pairs}
    for point in chain.points:
        place = (point.u, point.v)
        assert not point.efficient or (round(point.u, 6), round(point.v, 6)) in near, place
        assert all(v >= point.bound - 1e-6 for u, v in pairs if u <= point.u + 1e-9), place
        # By hand: a point is above the hull where a chord of two others passes below it.
        above = any(
            a[1] + (b[1] - a[1]) * (point.u - a[0]) / (b[0] - a[0]) < point.v - 1e-5
            for a in pairs
            for b in pairs
            if a[0] <= point.u <= b[0] and a[0] < b[0]
        )
        beaten = any(u <= point.u + 1e-9 and v < point.v - 1e-6 for u, v in pairs)
        assert point.supported is not True or not (above or beaten), place
        assert point.supported is not False or above or beaten, place
    for step in chain.steps:
        hidden = [pair for pair in pairs if pair[0] < step.to_u - 1e-6 and pair[1] < step.v - 1e-6]
        assert not step.checked or not hidden, (step, hidden)


@pytest.mark.parametrize("asked", [{}, {"gap": 0.03}, {"gap": 0.15}, {"gap": 0.5}, {"gap": 0.3, "step": 0.2}])
@pytest.mark.parametrize(("kind", "seed"), [case for case in cases() if "mixed" not in case.values])
def test_what_is_told_of_a_point_or_a_step_is_so_whatever_the_gap(
    kind: str, seed: int, asked: dict[str, float]
) -> None:
    """Of every programme of whole columns, in both orders, beside all its outcomes."""
    programme = random_programme(seed, kind)
    every, model = efficient(outcomes(programme)), handed_over(programme)
    require_claims(trace_integer(model, "u", "v", **asked), every)
    mirrored = [(v, u) for u, v in reversed(every)]
    require_claims(trace_integer(model, "v", "u", **asked), mirrored)


def six_items() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """One of six items, by price and wear: the example of docs/keep.md."""
    items = pulp.LpProblem()
    taken = [items.add_variable(f"item_{k}", cat="Binary") for k in range(6)]
    items += pulp.lpSum(taken) == 1
    price, wear = (pulp.lpDot(row, taken) for row in ((0, 1, 4, 5, 8, 10), (10, 9, 8, 4, 3, 0)))
    return items, {"price": price, "wear": wear}


@pytest.mark.parametrize("gap", [0.15, 0.2, 0.3, 0.6])
def test_an_answer_to_a_gap_is_checked_only_where_nothing_betters_it(gap: float) -> None:
    """By hand: (5, 4) is a corner of the hull, (1, 9), (4, 8) and (8, 3) lie above it."""
    items, asked = six_items()
    found = tradeoff.trace(items, asked, sense=dict.fromkeys(asked, "min"), whole=True, gap=gap)
    best = {0.5: 10, 1: 9, 3: 9, 4.5: 8, 5: 4, 7: 4, 9: 3, 10: 0, 11: 0}
    least = found.extreme_points[0].x
    for level, wear in best.items():
        if level >= least:
            reached = found.plan(price=level)
            assert not reached.checked or reached.objectives["wear"] == wear, level
    for point in found.extreme_points:
        on_hull = (point.x, point.y) in {(0, 10), (5, 4), (10, 0)}
        assert point.supported in (None, on_hull), point
    if [(point.x, point.y) for point in (found.extreme_points[0], found.extreme_points[-1])] == [(0, 10), (10, 0)]:
        assert found.ideal == {"price": 0, "wear": 0}
    else:
        with pytest.raises(ValueError, match=r"ends were found to a gap.*without a gap"):
            _ = found.ideal
    span = found.within(0.1, "item_0", price=10)
    assert (span.least, span.most) == (0, 0)
    json = found.chart().to_json()
    assert ("something better may hide under dashed steps" in json) == (not found.steps["checked"].all())


@pytest.mark.parametrize("gap", [0.05, 0.1, 0.2, 0.3])
def test_a_sum_whose_least_lies_beyond_an_end_is_no_reason_to_give_up(gap: float) -> None:
    """By trying all 2 ** 7: (0, 5), (0.25, 9), (3, 4950) and (3.25, 4954) are efficient. To a gap of 0.2 (0.25, 9) was an
    end, and the least sum lay at (0, 5), which is neither as good in the second nor between the ends.
    """
    problem = pulp.LpProblem()
    v = [problem.add_variable(f"v{k}", cat="Binary") for k in range(8)]
    problem += pulp.lpDot((3, 3, -1, -2, -2, 3, -3), v[:7]) == 6
    cost = pulp.lpDot((1.5, 0.1, -1.5, 3.0, 0.5, -0.1, -0.5, 0.25), v)
    worth = pulp.lpDot((-50, 1, -5, 5000, 5, -3, 50, 4), v) + 7
    found = tradeoff.trace(problem, {"a": cost, "b": worth}, sense={"a": "min", "b": "max"}, whole=True, gap=gap)
    assert found.certificate.max_gap <= gap * (1 + 1e-9)
    points = [point.values for point in found.extreme_points]
    wide, high = points[-1][0] - points[0][0], points[-1][1] - points[0][1]
    for a, b in ((0, 5), (0.25, 9), (3, 4950), (3.25, 4954)):
        assert any(x <= a + gap * wide + 1e-6 and y >= b - gap * high - 1e-6 for x, y in points), (a, b)


@pytest.mark.parametrize("asked", [{"levels": [-35.1, -35.0]}, {"step": 0.25}])
def test_ends_that_only_noise_tells_apart_are_one_solution(asked: dict[str, Any]) -> None:
    """One solution is best in both objectives; at either end its u comes out with other last digits."""
    programme = random_programme(244, "mixed")
    chain, least = trace_integer(handed_over(programme), "u", "v", **asked), Fraction("-35.1")
    assert best_first(programme) == least
    assert corners(chain) == [pytest.approx((float(least), float(best_second(programme, least))), abs=1e-9)]
    assert (chain.steps, chain.gap, len(chain.levels)) == ((), 0, len(asked.get("levels", [0])))
