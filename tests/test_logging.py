"""What a search tells through `logging`: what is solved, how far, what came of it; nothing where nobody listens."""

from __future__ import annotations

import logging

import pulp
import pytest

import tradeoff


def asked() -> tradeoff.Frontier:
    """A frontier of two points."""
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 10)
    problem += many + 3 * well <= 12
    return tradeoff.trace(problem, {"many": 1 * many, "well": 1 * well}, sense={"many": "max", "well": "max"})


def test_a_search_says_what_it_does(caplog: pytest.LogCaptureFixture) -> None:
    """At level INFO what is traced and what came of it, at level DEBUG each solve."""
    with caplog.at_level(logging.INFO, logger="tradeoff"):
        asked()
    lines = [record.getMessage() for record in caplog.records]
    assert lines[0] == "many against well: 2 columns, 1 rows"
    assert lines[-1].startswith("<Frontier of many, well: 2 points")
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="tradeoff"):
        asked()
    assert any(line.startswith("solve 1: ") for line in (record.getMessage() for record in caplog.records))


def test_nobody_listens(capfd: pytest.CaptureFixture[str]) -> None:
    """Without a handler nothing is printed."""
    asked()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("objectives", [("cost", "many"), ("cost", "many", "well")])
def test_a_search_over_whole_numbers_says_what_it_does(
    caplog: pytest.LogCaptureFixture, objectives: tuple[str, ...]
) -> None:
    """What is searched and what came of it; at level DEBUG as many solves as the certificate counts."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", cat="Binary") for j in range(4)]
    problem += pulp.lpSum(x) <= 3
    rows = {"cost": [2, 3, 4, 6], "many": [-1, -3, -4, -5], "well": [-5, -1, -3, -2]}
    aims = {name: pulp.LpAffineExpression(dict(zip(x, rows[name], strict=True))) for name in objectives}
    with caplog.at_level(logging.DEBUG, logger="tradeoff"):
        found = tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), whole=True)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.INFO]
    solves = [record.getMessage() for record in caplog.records if record.getMessage().startswith("solve ")]
    named = " against ".join(objectives) if len(objectives) == 2 else f"{', '.join(objectives)} against each other"
    assert said[0].startswith(f"{named} over whole numbers: 4 columns")
    assert said[-1] == f"{len(found.extreme_points)} points, {found.certificate.solves} solves, gap 0"
    assert len(solves) == found.certificate.solves


@pytest.mark.parametrize("objectives", [2, 3])
def test_a_search_that_is_stopped_says_so(caplog: pytest.LogCaptureFixture, objectives: int) -> None:
    """The last line names the reason."""
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", cat="Binary") for j in range(4)]
    rows = [[2, 3, 4, 6], [-1, -3, -4, -5], [-5, -1, -3, -2]][:objectives]
    aims = {f"aim {k}": pulp.LpAffineExpression(dict(zip(x, row, strict=True))) for k, row in enumerate(rows)}

    def interrupt(solves: int, points: int, left: float) -> None:
        if left < 1:
            raise KeyboardInterrupt

    with caplog.at_level(logging.INFO, logger="tradeoff"):
        tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), whole=True, progress=interrupt)
    assert caplog.records[-1].getMessage().endswith(", stopped: interrupted")
