"""`tradeoff.stress` interrupted: draws that are done stay, and it is told that not all are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.command_line import run
from tests.test_switching import small
from tradeoff.advice.stress_words import stress_sentences
from tradeoff.cli import commands
from tradeoff.cli.how_sure import find_sure

__all__ = ["small"]


def test_ctrl_c_keeps_what_is_done_and_says_how_many() -> None:
    scenario = tradeoff.read_scenario("orissa-pilots")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=700)

    def stop(done: int, wanted: int) -> None:
        if done >= 100:
            raise KeyboardInterrupt

    found = tradeoff.stress(plan, scenario=scenario, draws=500, told=stop)
    whole = tradeoff.stress(plan, scenario=scenario, draws=100)
    assert (found.draws, found.asked, found.delivered) == (100, 500, whole.delivered)
    assert "Interrupted: 100 of 500 draws are done." in list(stress_sentences(found))
    # Where nothing is doubtful too: exit code 130 came without a word.
    scenario = tradeoff.read_scenario("three-clusters")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=800)
    first, second = stress_sentences(tradeoff.stress(plan, scenario=scenario, draws=500, told=stop))
    assert first == "Interrupted: 100 of 500 draws are done."
    assert second.startswith("No figure states a range")


def strike(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Ctrl-C come when two jobs of such a question are done."""
    module = import_module(f"tradeoff.advice.{where}")
    shared = module.shared

    def struck(*given: Any, **named: Any) -> Iterator[Any]:
        yield from islice(shared(*given, **named), 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "shared", struck)


@pytest.mark.parametrize(
    ("where", "asked", "words"),
    [
        ("stress", ("--switching", "--optima", "4"), "Interrupted: 100 of 500 draws are done."),
        ("switching", ("--switching", "--optima", "4"), "Interrupted: 2 of 3 figures are done."),
        ("fresh_optima", ("--optima", "4", "--no-regret"), "Interrupted: 2 of 4 draws are done."),
    ],
)
def test_the_first_ctrl_c_ends_all_that_was_asked(
    where: str, asked: tuple[str, ...], words: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ended with 0 where switching values or optima were cut short, and went on with what was asked beside them."""
    strike(where, monkeypatch)
    command = ["stress", str(small), "--trade", "depth-breadth", "--at", "breadth=60", "--draws", "500", *asked]
    done = CliRunner().invoke(commands, command)
    assert done.exit_code == 130, done.output
    assert done.output.count("Interrupted") == 1
    assert f"- {words}" in done.output
    assert "tables do not take" not in done.output
    assert ("each solved anew" in done.output) == (where == "fresh_optima")
    assert "no regret" not in done.output.lower()


def test_a_table_that_was_not_reached_is_not_told_as_empty(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strike("stress", monkeypatch)
    asked = ("stress", str(small), "--trade", "depth-breadth", "--at", "breadth=60", "--switching")
    done = run(*asked, "--format", "csv", "--table", "switching", code=130)
    assert (done.stdout, done.stderr.strip()) == ("", "Interrupted; nothing was written.")


@pytest.mark.parametrize("where", ["stress", "switching"])
def test_a_report_asks_of_no_further_choice(where: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switching values that were cut short were taken for all of them, and the page ended with 0."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(small), "depth-breadth", exact=True)
    strike(where, monkeypatch)
    (sure,), cut = find_sure([frontier, frontier], 500, switching=True, workers=1)
    assert cut
    assert (sure.turns is None) == (where == "stress")
