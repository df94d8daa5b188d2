"""Over whole numbers: what is drawn is within the gap of all there is, where programmes are too small for it as well."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

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


@pytest.mark.parametrize("asked", [{"levels": [-35.1, -35.0]}, {"step": 0.25}])
def test_ends_that_only_noise_tells_apart_are_one_solution(asked: dict[str, Any]) -> None:
    """One solution is best in both objectives; at either end its u comes out with other last digits."""
    programme = random_programme(244, "mixed")
    chain, least = trace_integer(handed_over(programme), "u", "v", **asked), Fraction("-35.1")
    assert best_first(programme) == least
    assert corners(chain) == [pytest.approx((float(least), float(best_second(programme, least))), abs=1e-9)]
    assert (chain.steps, chain.gap, len(chain.levels)) == ((), 0, len(asked.get("levels", [0])))
