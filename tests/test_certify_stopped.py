"""A time limit or Ctrl-C while points are certified: those certified by then, with a gap that is certified too."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from itertools import count, pairwise
from pathlib import Path

import pulp
import pytest

import tradeoff
from tests.test_every_kind import goods
from tradeoff.checker.claims import check_certificate
from tradeoff.moo.exact import certify
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.lp.stopping import CutOffError

CORNERS = 9


def arch() -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression], dict[str, str]]:
    """Corners at (k, k (17 - k) / 2) for k from 0 to 8: steps of 8, 7, ..., 1 in y for each unit of x given up."""
    problem = pulp.LpProblem()
    steps = [problem.add_variable(f"step{k}", 0, 1) for k in range(CORNERS - 1)]
    problem += pulp.lpSum(steps) <= CORNERS - 1
    gain = pulp.lpSum((CORNERS - 1 - k) * step for k, step in enumerate(steps))
    return problem, {"x": -pulp.lpSum(steps), "y": gain}, {"x": "max", "y": "max"}


@pytest.mark.parametrize(("error", "why"), [(KeyboardInterrupt, "interrupted"), (CutOffError, "time limit")])
def test_at_every_point(error: type[BaseException], why: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before the third point nothing is given; from then on more and more corners, whose gap covers what is missing."""
    problem, objectives, sense = arch()
    corners = [(-k, k * (17 - k) // 2) for k in range(CORNERS)]
    honest = certify._Certifier._attained
    most = CORNERS
    for moment in range(CORNERS, 0, -1):
        calls = count(1)

        def attained(self: certify._Certifier, vertex: object, calls=calls, moment=moment):
            if next(calls) == moment:
                raise error
            return honest(self, vertex)

        monkeypatch.setattr(certify._Certifier, "_attained", attained)
        if moment < 3:
            with pytest.raises(error):
                tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True)
            continue
        found = tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True)
        assert (found.certificate.stopped, found.certificate.kind, found.certificate.certified) == (
            why,
            "bounded",
            True,
        )
        points = [(int(x), int(y)) for x, y in (point.exact for point in found.extreme_points)]
        assert set(points) <= set(corners)
        assert {corners[0], corners[-1]} <= set(points)
        assert len(points) == moment - 1 < most
        most = len(points)
        # Ranges are 8 and 36: by how much of both a corner left out betters the line between its neighbours.
        beyond = Fraction(0)
        for (a, b), (c, d) in pairwise(points):
            for x, y in corners:
                if c < x < a:
                    over = (y - b) * (a - c) - (d - b) * (a - x)
                    beyond = max(beyond, Fraction(over, (d - b) * 8 + (a - c) * 36))
        assert 0 < beyond <= found.certificate.max_gap * (1 + 1e-12) < 1
        found.save(tmp_path / "kept.json")
        assert tradeoff.Frontier.load(tmp_path / "kept.json", problem, objectives) == found
        found.save_proof(tmp_path / "certificate.json")
        check_certificate(json.loads((tmp_path / "certificate.json").read_text()), lambda *_: None)


def test_no_time_for_a_surface(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is certified whole or not at all: said so after the limit, and Ctrl-C is Ctrl-C."""
    problem, objectives, sense = goods("a", "b", "c")
    honest = ExactOracle.propose
    for error, words in ((CutOffError, "ended certifying, though the search was done"), (KeyboardInterrupt, "^$")):

        def strike(self: ExactOracle, stages: object, error: type[BaseException] = error) -> object:
            raise error

        monkeypatch.setattr(ExactOracle, "propose", strike)
        with pytest.raises(error, match=words):
            tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True)
    monkeypatch.setattr(ExactOracle, "propose", honest)


def test_the_limit_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exact step takes a tenth of a second here: half a second is over after it and one step."""
    honest = ExactOracle.read

    def slow(self: ExactOracle, statuses: str) -> object:
        time.sleep(0.1)
        return honest(self, statuses)

    monkeypatch.setattr(ExactOracle, "read", slow)
    problem, objectives, sense = arch()
    begun = time.monotonic()
    found = tradeoff.trace(problem, objectives, sense=sense, exact=True, certify=True, time_limit=0.55)
    assert time.monotonic() - begun < 5
    assert found.certificate.stopped == "time limit"
    assert 2 < len(found.extreme_points) < CORNERS
