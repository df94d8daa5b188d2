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
