"""Frontiers with rays, certified: every corner and rate is the fraction that brute force finds, and no word is taken."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays
from tradeoff.errors import InfeasibleError, UnboundedError
from tradeoff.moo.exact import directions

SENSES = ((1, 1), (-1, -1), (1, -1))
WITH_RAYS = (0, 1, 2, 5, 11, 12, 13, 16, 20, 23, 26, 30, 33, 35, 38, 41, 42, 43, 44, 47, 48, 49, 50, 55, 59)
"""Of sixty seeds those whose frontier has a ray, as brute force says again where each is tried."""


def ex01(sense: str = "min") -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """Ex01 of bensolve with 1/2 more of the first objective; maximised, both are negated."""
    problem, sign = pulp.LpProblem(), 1 if sense == "min" else -1
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    return problem, {"f1": sign * (x - y + 0.5), "f2": sign * (x + y)}


def traced(seed: int) -> tradeoff.Frontier:
    """A random programme's frontier, certified."""
    programme, senses = enumerate_rays.draw(seed), SENSES[seed % 3]
    problem, aims, asked = enumerate_rays.as_problem(programme, senses)
    return tradeoff.trace(problem, aims, sense=asked, exact=True, certify=True)


@pytest.mark.parametrize("seed", WITH_RAYS)
def test_the_fractions_of_brute_force(seed: int) -> None:
    """Corners and rates, to the last digit."""
    true, senses, frontier = enumerate_rays.answer(enumerate_rays.draw(seed)), SENSES[seed % 3], traced(seed)
    assert true.status == "frontier"
    assert true.start or true.end
    assert frontier.certificate.certified
    corners = []
    for point in frontier.extreme_points:
        assert point.exact is not None
        assert point.values == tuple(map(float, point.exact))
        corners.append(tuple(sign * value for sign, value in zip(senses, point.exact, strict=True)))
    assert corners == true.points
    inner = [(a[1] - b[1]) / (b[0] - a[0]) for a, b in zip(true.points, true.points[1:], strict=False)]
    assert [point.exact_rate_left for point in frontier.extreme_points] == [true.start, *inner]
    assert [point.exact_rate_right for point in frontier.extreme_points] == [*inner, true.end]


@pytest.mark.parametrize(("sense", "sign"), [("min", 1), ("max", -1)])
def test_by_hand(sense: str, sign: int, tmp_path: Path) -> None:
    """The corners (-6, 6) and (0, 4), half more in the first objective: 2 for 6 between them, 1 for 1 beyond."""
    problem, aims = ex01(sense)
    frontier = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, sense), certify=True)
    first, last = frontier.extreme_points
    assert first.exact == (sign * Fraction(-11, 2), sign * 6)
    assert last.exact == (sign * Fraction(1, 2), sign * 4)
    assert (first.exact_rate_left, first.exact_rate_right) == (1, Fraction(1, 3))
    assert (last.exact_rate_left, last.exact_rate_right) == (Fraction(1, 3), None)
    frontier.save(tmp_path / "f.json")
    loaded = tradeoff.Frontier.load(tmp_path / "f.json")
    assert loaded == frontier
    with pytest.raises(ValueError, match="a frontier that was loaded is certified"):
        loaded.save_proof(tmp_path / "certificate.json")


def lying(monkeypatch: pytest.MonkeyPatch, lie: Exception) -> list[Exception]:
    """Let the solver say so the first time it is asked for directions, and tell the truth from then on."""
    left, honest = [lie], directions.Solver.minimise

    def minimise(self: Any, *args: Any, **more: Any) -> Any:
        if left and any((name or "").startswith(directions.BETTERS) for name in self.model.row_names):
            raise left.pop()
        return honest(self, *args, **more)

    monkeypatch.setattr(directions.Solver, "minimise", minimise)
    return left


@pytest.mark.parametrize("lie", [InfeasibleError("none"), UnboundedError("for ever", objective="f2")])
def test_the_solver_is_not_believed(lie: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """That f1 has no ray, or one that costs nothing, is asked of fractions: it has one, at 1 for 1."""
    left = lying(monkeypatch, lie)
    problem, aims = ex01()
    with pytest.raises(tradeoff.SolverError, match="contradicts what fractions say"):
        tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"))
    assert not left, "the lie was told"


@pytest.mark.parametrize("certify", [False, True])
def test_what_the_solver_calls_unbounded_in_spite_of_fractions(certify: bool) -> None:
    """Of x + s y >= 0 and s x + y >= 0 with s above 1 there is one corner, 0; the error blames no objective.

    With s a ten thousandth of a millionth above 1 HiGHS takes the two rows for one.
    """
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    problem += x + 1.0000000001 * y >= 0
    problem += 1.0000000001 * x + y >= 0
    with pytest.raises(tradeoff.SolverError, match="that has a bound in exact fractions"):
        tradeoff.trace(problem, {"x": +x, "y": +y}, sense={"x": "min", "y": "min"}, certify=certify)
