"""The engine's roads (walk, segments, bounded) against exact rational arithmetic on random programmes, and each
other.
"""

from __future__ import annotations

from fractions import Fraction

import pulp
import pytest

import tradeoff
from benchmarks.instance import PAIRS, make_instance
from tests.independent import agreement
from tests.independent.agreement import examine
from tests.independent.exact_frontier import Answer, solve
from tests.independent.random_programme import FAMILIES, Aim, Line, Programme, draw
from tests.test_enumeration import enumerate_frontier
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Found
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver

F = Fraction
QUICK = 44
SLOW = 3000
FEW_COLUMNS = [seed for seed in range(78) if len(draw(seed, "degenerate").lower) <= 4]
"""Few enough that every vertex can be named."""


def budget() -> Programme:
    """20 of money; `many` costs 1, at most 10; `well` costs 4, at most 4: corners (10, 5/2) and (4, 4)."""
    aims = (Aim("many", "max", [F(1), F(0)], F(0)), Aim("well", "max", [F(0), F(1)], F(0)))
    row = Line({0: F(1), 1: F(4)}, "<=", F(20))
    return Programme(0, "paper", [F(0), F(0)], [F(10), F(4)], [row], aims)


def test_the_exact_solver_on_paper() -> None:
    """One edge; mirrored when an objective is minimised and its column negative; no bound; no plan; one point."""
    programme = budget()
    assert solve(programme).points == [(10, F(5, 2)), (4, 4)]
    mirrored = programme._replace(
        lower=[F(-10), F(0)],
        upper=[F(0), F(4)],
        rows=[Line({0: F(-1), 1: F(4)}, "<=", F(20))],
        aims=(Aim("many", "min", [F(1), F(0)], F(1)), programme.aims[1]),
    )
    assert solve(mirrored).points == [(-9, F(5, 2)), (-3, 4)]
    free = programme._replace(upper=[None, None], rows=[])
    assert solve(free)[:2] == ("unbounded", ("many", "well"))
    assert solve(programme._replace(upper=[None, F(4)], rows=[]))[:2] == ("unbounded", ("many",))
    assert solve(programme._replace(rows=[*programme.rows, Line({0: F(1)}, ">=", F(11))])).status == "infeasible"
    assert solve(programme._replace(rows=[])).points == [(10, 4)]
    loose = Programme(0, "paper", [None], [None], [Line({0: F(2)}, "=", F(-1))], tuple(
        aim._replace(costs=aim.costs[:1]) for aim in programme.aims
    ))  # fmt: skip
    assert solve(loose).points == [(F(-1, 2), 0)]


@pytest.mark.parametrize("seed", FEW_COLUMNS)
def test_the_exact_solver_against_every_vertex(seed: int) -> None:
    """Small whole numbers, rows twice and thrice: the same points as by naming every vertex."""
    programme = draw(seed, "degenerate")
    walls = [[int(line.terms.get(j, F(0))) for j in range(len(programme.lower))] for line in programme.rows]
    right = [int(line.bound) for line in programme.rows]
    turned = [
        [-v for v in wall] if line.sense == ">=" else wall for line, wall in zip(programme.rows, walls, strict=True)
    ]
    bounds = [-b if line.sense == ">=" else b for line, b in zip(programme.rows, right, strict=True)]
    costs = [[int(c) * (1 if aim.sense == "max" else -1) for c in aim.costs] for aim in programme.aims]
    expected = enumerate_frontier(turned, bounds, costs[0], costs[1])
    signs = [1 if aim.sense == "max" else -1 for aim in programme.aims]
    constants = [aim.constant for aim in programme.aims]
    assert solve(programme).points == [(signs[0] * x + constants[0], signs[1] * y + constants[1]) for x, y in expected]


@pytest.mark.parametrize("change", ["dropped", "moved", "other status", "more"])
def test_a_disagreement_is_seen(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """The comparison itself: told a truth with a point less, a nudged point, none, or one more, it objects."""
    programme = draw(7, "sparse")
    truth = solve(programme)
    assert len(truth.points) > 2
    x, y = truth.points[1]
    told = {
        "dropped": truth._replace(points=[*truth.points[:1], *truth.points[2:]]),
        "moved": truth._replace(points=[truth.points[0], (x + F(1, 10**4), y), *truth.points[2:]]),
        "other status": Answer("infeasible", (), [], []),
        "more": truth._replace(points=[*truth.points[:2], (x + 1, y - 1), *truth.points[2:]]),
    }[change]
    assert examine(programme).disagreements == []
    monkeypatch.setattr(agreement, "solve", lambda programme: told)
    assert examine(programme).disagreements


ONCE_WRONG = {
    52: "weights did not meet where a segment closed without a solve of its own",
    124: "the plan of a point whose ranks have no end on the optimal face",
    212: "called infeasible by presolve; it is unbounded",
    447: "an endless step of the walk",
    6462: "weights crossed in the last digits",
    10741: "a corner lost beside columns that stand in no row",
}


@pytest.mark.parametrize("seed", ONCE_WRONG)
def test_programmes_that_were_once_wrong(seed: int) -> None:
    """Seeds the long run objected to."""
    assert examine(draw(seed)).disagreements == []


@pytest.mark.parametrize("family", FAMILIES)
def test_random_programmes(family: str) -> None:
    """No disagreement in value, order, count, rate, weights, gap, status or plan; the seed reproduces one."""
    seeds = range(1, 1 + -(-QUICK // len(FAMILIES)))
    wrong = {seed: verdict for seed in seeds if (verdict := examine(draw(seed, family))).disagreements}
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_many_random_programmes(family: str) -> None:
    """The same on many times as many."""
    seeds = [*range(1, 29), *range(10_000, 10_000 + -(-SLOW // len(FAMILIES)))]
    wrong = {seed: verdict for seed in seeds if (verdict := examine(draw(seed, family))).disagreements}
    assert wrong == {}


def segments(problem: pulp.LpProblem, objectives: dict[str, pulp.LpAffineExpression]) -> list[tuple[float, float]]:
    """The frontier of two objectives to be maximised, by solving every segment."""
    search = Search(Solver(from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MAX))), *objectives)
    return [(-vertex.u, -vertex.v) for vertex in search.run(0.0).vertices]


@pytest.mark.parametrize("clusters", [1, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_walk_and_chords_agree_on_a_plan(clusters: int, pair: tuple[str, str]) -> None:
    """A plan of clusters: the walk answers, and every segment solved one by one gives the same points."""
    instance = make_instance(clusters)
    objectives = instance.pair(*pair)
    frontier: Frontier = tradeoff.trace(
        instance.problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True
    )
    assert frontier.certificate.method == Found.PARAMETRIC
    found = [(point.x, point.y) for point in frontier.extreme_points]
    by_chords = segments(instance.problem, objectives)
    size = [max(abs(point[k]) for point in found) for k in (0, 1)]
    missing = [p for p in found if not any(close(p, q, size) for q in by_chords)]
    extra = [q for q in by_chords if not any(close(p, q, size) for p in found)]
    assert (missing, extra) == ([], [])
    assert len(found) == len(by_chords)


def close(p: tuple[float, float], q: tuple[float, float], size: list[float]) -> bool:
    """Equal to nine digits of the largest value."""
    return all(abs(a - b) <= 1e-9 * s for a, b, s in zip(p, q, size, strict=True))
