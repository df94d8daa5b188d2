"""The parametric run gives up on no scenario like the shipped ones, and finds what fractions and the search find."""

from __future__ import annotations

from fractions import Fraction

import pulp
import pytest

import tradeoff
from tests.independent.perturbed import perturbed
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.study import Study
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.parametric_frontier import parametric_frontier
from tradeoff.moo.exact.certificate import certify_frontier
from tradeoff.scenario.catalogue import shipped_scenarios
from tradeoff.scenario.read import read_scenario

F = Fraction
BREADTH, CHOICE = "depth-breadth", "participation-selectivity"
TIED = {2: (BREADTH,), 5: (BREADTH, CHOICE), 7: (CHOICE,)}
"""Seeds of Orissa and pairs where many plans are best in the first aim and floats tell them apart."""
SMALL = ("orissa-pilots", "three-clusters", "three-clusters-more-money", "three-pairs", "three-pairs-austere")
KINDS = [shipped.name for shipped in shipped_scenarios()]
SCENARIOS = 1000
SAME = 1e-8
"""Share of the ranges by which points found in floats on two roads may differ."""


def corners(search: Search, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points in shares of the ranges."""
    range_u, range_v = search.ranges
    return [(u / range_u, v / range_v) for u, v in points]


def same(search: Search, left: list[tuple[float, float]], right: list[tuple[float, float]]) -> bool:
    """Whether the points are the same but for rounding."""
    return len(left) == len(right) and all(
        abs(a - b) <= SAME * (1 + abs(a))
        for pair in zip(corners(search, left), corners(search, right), strict=True)
        for a, b in zip(*pair, strict=True)
    )


def run(study: Study, pair: str, *, search_too: bool) -> int:
    """The number of corners of a run; it raises where it gives up, and here where the search finds others."""
    first, second = axes_of(study.scenario, pair)
    search, chain = parametric_frontier(study._solver, first, second)
    if search_too:
        found = Search(study._solver, first, second).run(0.0)
        assert same(search, [(p.u, p.v) for p in chain.vertices], [(p.u, p.v) for p in found.vertices]), pair
    return len(chain.vertices)


@pytest.mark.slow
@pytest.mark.parametrize("seed", TIED)
def test_orissa_where_many_plans_are_best_in_one_aim(seed: int) -> None:
    """The run gives up nowhere; where the points are few, they are those of the exact fractions."""
    study = Study(perturbed(read_scenario("orissa"), seed))
    for pair in TIED[seed]:
        first, second = axes_of(study.scenario, pair)
        search, chain = parametric_frontier(study._solver, first, second)
        if pair == CHOICE:
            proof, _ = certify_frontier(study._oracle(first, second), search, chain, exact=True)
            exact = [(float(point.u), float(point.v)) for point in proof.chain.points]
            assert same(search, [(p.u, p.v) for p in chain.vertices], exact)


@pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1, 3), marks=pytest.mark.slow)], ids=["one", "two"])
@pytest.mark.parametrize("kind", SMALL)
def test_small_scenarios_like_the_shipped(kind: str, seeds: range) -> None:
    """Every pair they offer: the run gives up nowhere and finds what the search finds."""
    shipped = read_scenario(kind)
    for seed in seeds:
        study = Study(perturbed(shipped, seed))
        for pair in study.scenario.trades:
            run(study, pair, search_too=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_scenarios_like_the_shipped(kind: str) -> None:
    """A thousand in all, as many of each kind, every pair they offer; one in ten searched segment by segment as
    well.
    """
    shipped = read_scenario(kind)
    feasible = 0
    for seed in range(SCENARIOS // len(KINDS)):
        study = Study(perturbed(shipped, 1000 + seed))
        try:
            for pair in study.scenario.trades:
                run(study, pair, search_too=seed % 10 == 0)
        except InfeasibleError:
            continue
        feasible += 1
    assert feasible > SCENARIOS // len(KINDS) // 2


TINY = [F(1, 10**k) for k in (2, 4, 6, 7, 8)]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("tiny", TINY)
def test_a_tie_that_floats_tell_apart(tiny: Fraction, swapped: bool) -> None:
    """On paper: `k a + k q b <= 10 k` and u pays 0.1 for a, 0.1 q for b: all plans with a + q b = 10 are as good in u.

    b gives v a little besides. With c, d <= 4 and c + d <= 6, of which u takes c + d / 4 and v takes d + c / 4, the
    corners are c, d = 4, 2 and 2, 4, both with b = 10 / q. In floats 0.1 q is not q times 0.1, and k q / k may be
    another q: u's tie is none, by 1e-17, and that over a slope of `tiny` is no small weight.
    """
    for k in (3, 7, 11, 49):
        for q in (1, 9, 13):
            problem = pulp.LpProblem()
            a, b, c, d = (problem.add_variable(name, 0) for name in "abcd")
            problem += k * a + k * q * b <= 10 * k
            problem += c <= 4
            problem += d <= 4
            problem += c + d <= 6
            aims = {"u": 0.1 * a + 0.1 * q * b + c + 0.25 * d, "v": float(tiny) * b + 0.25 * c + d}
            names = ("v", "u") if swapped else ("u", "v")
            frontier = tradeoff.trace(
                problem, {name: aims[name] for name in names}, sense=dict.fromkeys(names, "max"), exact=True
            )
            assert frontier.certificate.method == "parametric simplex", (k, q)
            more = tiny * 10 / q
            expected = [(5.5, 3 + more), (4, 4.5 + more)]
            found = [point.values[::-1] if swapped else point.values for point in frontier.extreme_points]
            assert found[:: -1 if swapped else 1] == [pytest.approx(point, rel=1e-9) for point in expected]
