"""Certified frontiers of two objectives: fractions equal to the known ones, floats that mislead, and refusals."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff
from tests.independent.exact_frontier import solve
from tests.independent.oracles import TWO, exactly, in_fractions, read_oracle
from tests.independent.random_programme import FAMILIES, draw
from tradeoff.checker.claims import check_certificate
from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Polyline, Vertex
from tradeoff.moo.exact import certify as proving
from tradeoff.moo.exact.certify import certify_polyline
from tradeoff.moo.exact.lu import Arithmetic
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import read_problem
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.pieces import Kind

F = Fraction


def accepted(frontier: Frontier) -> bool:
    """Whether the checker finds every claim of the certificate true, as written and read."""
    assert frontier.proof is not None
    data = json.loads(json.dumps(frontier.proof.as_dict()))
    return check_certificate(data, lambda how_far: None).kind == frontier.certificate.kind


@pytest.mark.parametrize(("path", "data"), TWO, ids=[path.stem for path, _ in TWO])
def test_oracles_as_fractions(path: Path, data: dict[str, Any]) -> None:
    """The extreme points of the file, equal as fractions, and rates that are their slopes; the checker agrees."""
    problem, objectives, senses = read_oracle(data)
    frontier = tradeoff.trace(problem, objectives, sense=senses, exact=True, certify=True)
    found = [point.exact for point in frontier.extreme_points if point.exact is not None]
    assert sorted(found) == sorted(tuple(map(exactly, point)) for point in data["expected"]["points"])
    assert (frontier.certificate.kind, frontier.certificate.max_gap) == (Kind.EXACT, 0.0)
    assert frontier.certificate.certified
    for a, b in zip(frontier.extreme_points, frontier.extreme_points[1:], strict=False):
        assert a.exact is not None
        assert b.exact is not None
        slope = abs((b.exact[1] - a.exact[1]) / (b.exact[0] - a.exact[0]))
        assert a.exact_rate_right == b.exact_rate_left == slope
        assert a.rate_right == float(slope)
    assert accepted(frontier)


@pytest.mark.parametrize(("path", "data"), TWO, ids=[path.stem for path, _ in TWO])
def test_bounded_oracles(path: Path, data: dict[str, Any]) -> None:
    """Some of the file's points, exactly, and a gap that is what was asked for; the checker agrees."""
    problem, objectives, senses = read_oracle(data)
    frontier = tradeoff.trace(problem, objectives, sense=senses, gap=0.05, certify=True)
    found = {point.exact for point in frontier.extreme_points}
    expected = {tuple(map(exactly, point)) for point in data["expected"]["points"]}
    assert found <= expected
    assert (found == expected) == (frontier.certificate.kind is Kind.EXACT)
    assert frontier.certificate.max_gap <= 0.05
    assert accepted(frontier)


def test_without_a_certificate_nothing_claims_to_be_exact() -> None:
    """No fractions, no proof, and the certificate says so."""
    problem, objectives, senses = read_oracle(TWO[0][1])
    frontier = tradeoff.trace(problem, objectives, sense=senses, exact=True)
    assert frontier.proof is None
    assert not frontier.certificate.certified
    assert {point.exact for point in frontier.extreme_points} == {None}


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(2, 8), marks=pytest.mark.slow)], ids=["two", "six"])
@pytest.mark.parametrize("family", FAMILIES)
def test_random_programmes_as_fractions(family: str, seeds: range) -> None:
    """The points of an exact rational solver, equal as fractions; certificates the checker accepts."""
    for seed in seeds:
        programme = draw(seed, family)
        truth = solve(programme)
        if truth.status != "optimal":
            continue
        problem, objectives, senses = in_fractions(programme)
        for gap in (None, 0.05):
            asked = {"exact": True} if gap is None else {"gap": gap}
            frontier = tradeoff.trace(problem, objectives, sense=senses, certify=True, **asked)
            found = [point.exact for point in frontier.extreme_points]
            assert found == truth.points if gap is None else set(found) <= set(truth.points), (seed, gap)
            assert accepted(frontier), (seed, gap)


def budget() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Four projects, 5 of each, done for many or well: corners (20, 0), (15, 15), (10, 25), (5, 30), (0, 32)."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{i}", 0, 5) for i in range(4)]
    spent = [problem.add_variable(f"y{i}", 0, 5) for i in range(4)]
    problem += pulp.lpSum(x) + pulp.lpSum(spent) <= 20
    for a, b in zip(x, spent, strict=True):
        problem += a + b <= 5
    worth = [F(3), F(2), F(1), F(2, 5)]
    return problem, {"many": pulp.lpSum(x), "well": pulp.LpAffineExpression(dict(zip(spent, worth, strict=True)))}


CORNERS = [(20, 0), (15, 15), (10, 25), (5, 30), (0, 32)]


def prepared() -> tuple[ExactOracle, Search]:
    """The oracle and the search of `budget`."""
    problem, objectives = budget()
    senses = dict.fromkeys(objectives, Sense.MAX)
    solver = Solver(from_pulp(problem, objectives, senses))
    return ExactOracle(solver, read_problem(problem, objectives, senses, solver.model.columns)), Search(
        solver, "many", "well"
    )


def shown(chain: proving.CertifiedPolyline) -> list[tuple[Fraction, Fraction]]:
    """Points as `budget` counts them."""
    return [(-point.u, -point.v) for point in chain.points]


@pytest.mark.parametrize("missing", [(1,), (1, 2, 3), (0,), (4,), (0, 1, 4), (0, 1, 2, 3)])
def test_points_that_floats_missed_are_found(missing: tuple[int, ...]) -> None:
    """Whichever points the float chain lacks, ends too, the exact dichotomy puts them in."""
    oracle, search = prepared()
    chain = search.run(0.0)
    assert [(-round(v.u, 6), -round(v.v, 6)) for v in chain.vertices] == CORNERS
    left = [vertex for position, vertex in enumerate(chain.vertices) if position not in missing]
    certified = certify_polyline(oracle, search, Polyline(vertices=left, gap=0.0), exact=True)
    assert shown(certified) == CORNERS
    assert certified.gap == 0
    assert [line.share for line in certified.lines] == [0, F(1, 4), F(1, 3), F(1, 2), F(5, 7), 1]


def test_points_on_an_edge_are_dropped() -> None:
    """A point in the middle of an edge, and one twice, are no corners."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 3), problem.add_variable("y", 0, 3)
    problem += x + y <= 4
    cut = problem.add_variable("cut", 0, 2)
    problem += cut - x <= 0
    objectives = {"x": 1 * x, "y": 1 * y}
    senses = dict.fromkeys(objectives, Sense.MAX)
    solver = Solver(from_pulp(problem, objectives, senses))
    oracle = ExactOracle(solver, read_problem(problem, objectives, senses, solver.model.columns))
    search = Search(solver, "x", "y")
    middle = Vertex(u=-2.0, v=-2.0, stages=((0.5, 0.5), (0.4, 0.6)))
    for exact in (True, False):
        chain = Polyline(vertices=[*search.ends, middle, search.ends[0]], gap=0.5)
        assert shown(certify_polyline(oracle, search, chain, exact=exact)) == [(3, 1), (1, 3)]


def test_a_gap_is_certified_or_mended() -> None:
    """Two of five points claim a gap they do not have: further points go in until it holds."""
    oracle, search = prepared()
    ends = Polyline(vertices=list(search.ends), gap=0.4)
    loose = certify_polyline(oracle, search, ends, exact=False)
    assert loose.gap <= F(2, 5) * (1 + F(1, 10**8))
    tight = certify_polyline(oracle, search, Polyline(vertices=list(search.ends), gap=0.01), exact=False)
    assert set(shown(loose)) <= set(shown(tight)) <= set(CORNERS)
    assert tight.gap <= F(1, 99)


def test_the_libraries_prove_the_same() -> None:
    """The same points, bases, lines and gap from whichever rationals are installed."""
    pytest.importorskip("flint")
    pytest.importorskip("gmpy2")
    study = tradeoff.Study(tradeoff.read_scenario("orissa-pilots"))
    search = Search(study._solver, "today", "tomorrow")
    chain = search.run(0.001)
    programme = study._oracle("today", "tomorrow").programme
    proofs = []
    for arithmetic in Arithmetic:
        study._solver.forget()
        oracle = ExactOracle(study._solver, programme, arithmetic=arithmetic)
        proofs.append(certify_polyline(oracle, search, chain, exact=False))
    assert proofs[0] == proofs[1] == proofs[2]


def test_too_many_points_say_what_they_would_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """More breakpoints than are certified is an error with the time they would take."""
    monkeypatch.setattr(proving, "MOST_POINTS", 3)
    problem, objectives = budget()
    with pytest.raises(SolverError, match="has 5 points; certifying them would take about 0 minutes"):
        tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True, certify=True)


def test_a_programme_that_holds_only_in_floats_is_refused() -> None:
    """X <= 0.3 and x >= 0.1 + 0.2 have no solution in exact numbers; floats do not see that."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 0.3), problem.add_variable("y", 0, 1)
    problem += x + 0 * y >= 0.1 + 0.2
    problem += x + y <= 1
    objectives = {"x": 1 * x, "y": 1 * y}
    sense = dict.fromkeys(objectives, "max")
    assert len(tradeoff.trace(problem, objectives, sense=sense, exact=True).extreme_points) == 1
    with pytest.raises(SolverError):
        tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True)


@pytest.mark.parametrize("seed", range(30))
def test_a_solver_that_proposes_nonsense_is_not_believed(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Now and then the proposed basis has two letters swapped: the true corners come out, or an error."""
    rng = np.random.default_rng(seed)
    honest = ExactOracle._statuses

    def spoilt(self: ExactOracle, optimum: Any) -> str:
        letters = list(honest(self, optimum))
        if rng.random() < 0.4:
            i, j = rng.integers(len(letters), size=2)
            letters[i], letters[j] = letters[j], letters[i]
        return "".join(letters)

    monkeypatch.setattr(ExactOracle, "_statuses", spoilt)
    problem, objectives = budget()
    try:
        frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"), exact=True, certify=True)
    except SolverError:
        return
    assert [point.exact for point in frontier.extreme_points] == CORNERS


@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
def test_a_scenario_is_certified_in_its_own_units(trade: str) -> None:
    """Figures are the fractions rounded to twelve digits; fractions are in the units of the tables; the checker
    agrees.
    """
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), trade, certify=True)
    plain = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), trade)
    assert len(frontier.extreme_points) == len(plain.extreme_points)
    for point, before in zip(frontier.extreme_points, plain.extreme_points, strict=True):
        assert point.exact is not None
        assert (point.x, point.y) == tuple(float(f"{float(value):.12g}") for value in point.exact)
        assert (point.x, point.y) == (pytest.approx(before.x, rel=1e-9), pytest.approx(before.y, rel=1e-9))
        assert (point.rate_right is None) == (point.exact_rate_right is None)
    assert frontier.proof is not None
    checked = check_certificate(json.loads(json.dumps(frontier.proof.as_dict())), lambda how_far: None)
    assert checked.values == [point.exact for point in frontier.extreme_points]


def test_three_clusters_on_paper() -> None:
    """Worked example H1c in fractions: 1100, 800, 675 and 775/3 households reached."""
    frontier = tradeoff.trace_frontier(
        tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True, certify=True
    )
    assert [point.exact for point in frontier.extreme_points] == [
        (1100, 0),
        (800, F(400, 3)),
        (675, 175),
        (F(775, 3), F(775, 3)),
    ]
    assert [point.exact_rate_right for point in frontier.extreme_points] == [F(4, 9), F(1, 3), F(1, 5), None]


@pytest.mark.parametrize("spread", [7, 8, 10])
def test_a_wide_row_is_traced_in_fractions(spread: int) -> None:
    """On paper: K a + b <= K and a + K b <= K leave (1, 0), (K / (K + 1), K / (K + 1)) and (0, 1)."""
    wide = 10**spread
    problem = pulp.LpProblem()
    a, b = problem.add_variable("a", 0, 1), problem.add_variable("b", 0, 1)
    problem += wide * a + b <= wide
    problem += a + wide * b <= wide
    objectives, sense = {"a": a + 0, "b": b + 0}, {"a": "max", "b": "max"}
    with pytest.raises(SolverError, match="or ask for a certificate in fractions"):
        tradeoff.trace(problem, objectives, sense=sense, exact=True)
    frontier = tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True)
    middle = F(wide, wide + 1)
    assert [point.exact for point in frontier.extreme_points] == [(1, 0), (middle, middle), (0, 1)]
    assert accepted(frontier)
