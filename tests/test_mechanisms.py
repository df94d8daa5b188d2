"""Each rule of money stands in a file and its lines of the build: without them everything that does not use it is as before.

And each moves the aims only the way it may: rules that take away never help, rules that allow never hurt.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

import tradeoff
from tests.independent.folders import write_folder
from tests.independent.random_rules import add_columns, append, write_rules
from tests.test_money_rules import carry_over, exits, fees, matching, quick_wins
from tests.test_reforms import harmonise

TOP = Path(__file__).parent.parent
USES = {
    "matching": (matching("0.4"), 125.0),
    "carry_over": (carry_over("0.25"), 92.5),
    "cost_shares": (fees("support - 1 0.8\nsupport - 2 0.5", "3"), 400 / 7),
    "early_gains": (quick_wins("60"), 92.0),
    "exit": (exits("100", ("1", "0.5", "0")), 170.0),
    "enabling": (harmonise("yes"), 40 / 9),
}
"""For each mechanism a scenario that uses it, and the greatest reach there; the sources stand with the oracles."""
LINES = {"exit": r"leaving"}
"""How the build calls a mechanism, where not by its file's name."""
DRIVER = """
import json, sys
import tradeoff
for folder in json.load(sys.stdin):
    print(tradeoff.Study(tradeoff.read_scenario(folder)).best("breadth").objectives["breadth"])
"""


@pytest.mark.parametrize("name", list(USES))
def test_a_mechanism_can_be_taken_out(tmp_path: Path, name: str) -> None:
    """A copy of the tree without its file and its lines in the build finds what the others use, and the shipped ones."""
    copy = tmp_path / "copy"
    shutil.copytree(TOP / "tradeoff", copy / "tradeoff", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TOP / "scenarios" / "three-pairs", copy / "scenarios" / "three-pairs")
    (copy / "tradeoff" / "programme" / f"{name}.py").unlink()
    build = copy / "tradeoff" / "programme" / "programme.py"
    lines = build.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line for line in lines if not re.search(rf"\b{LINES.get(name, name)}\b(?!_)[.,\n]?", line) or "def " in line
    ]
    assert 2 <= len(lines) - len(kept) <= 4
    build.write_text("".join(kept), encoding="utf-8")
    others = {other: case for other, case in USES.items() if other != name}
    folders = [str(write_folder(tmp_path / other, tables)) for other, (tables, _) in others.items()]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        input=json.dumps([*folders, "three-pairs"]),
        capture_output=True,
        text=True,
        cwd=copy,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [float(line) for line in done.stdout.split()]
    whole = tradeoff.Study(tradeoff.read_scenario("three-pairs")).best("breadth").objectives["breadth"]
    assert found == [pytest.approx(value, rel=1e-9) for value in (*(value for _, value in others.values()), whole)]


def bests(seed: int, change: Callable[[Path], None] = lambda _: None) -> dict[str, float]:
    """The greatest value of each aim of a random scenario with every rule filled; of reforms to decide, of the best."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_rules(Path(name) / "rules", seed)
        change(folder)
        scenario = tradeoff.read_scenario(folder)
    study = tradeoff.Study(scenario)
    return {aim: study.best(aim).objectives[aim] for aim in scenario.objectives}


def blank(table: str, *columns: str) -> Callable[[Path], None]:
    """A change that empties columns."""
    return lambda folder: add_columns(folder, table, lambda _: dict.fromkeys(columns, ""))


def assert_none_worse(one: dict[str, float], other: dict[str, float]) -> None:
    """The first is at least as good at every aim."""
    for aim, value in other.items():
        assert one[aim] >= value - 1e-7 * (1 + abs(value)), aim


@how(max_examples=3, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_rules_that_take_away_never_help(seed: int) -> None:
    """Without the floor on early gains, the exit, what departments carry on, or a limit, no aim is worse."""
    with_all = bests(seed)
    assert_none_worse(bests(seed, blank("clusters", "early_gain_floor")), with_all)
    assert_none_worse(bests(seed, lambda folder: (folder / "exit.csv").unlink()), with_all)

    def carried_on(folder: Path) -> None:
        blank("clusters", "post_cost")(folder)
        blank("departments", "post_funds")(folder)

    assert_none_worse(bests(seed, carried_on), with_all)
    tighter = bests(seed, lambda folder: append(folder, "limits", "tight,clusters,,,,,<=,1.9,,,"))
    assert_none_worse(with_all, tighter)


@how(max_examples=3, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_rules_that_allow_never_hurt(seed: int) -> None:
    """More may be kept, more may be moved: no aim is worse. A reform to decide is never worse than one not made."""
    with_all = bests(seed)
    more = bests(seed, lambda folder: add_columns(folder, "departments", lambda _: {"carry_over_share": "0.6"}))
    assert_none_worse(more, with_all)
    more = bests(seed, lambda folder: add_columns(folder, "departments", lambda _: {"transfer_out_max_share": "0.5"}))
    assert_none_worse(more, with_all)

    def decide(folder: Path) -> None:
        add_columns(folder, "enabling", lambda row: {"made": "decide"} if row["investment_id"] == "centre" else {})

    with tempfile.TemporaryDirectory() as name:
        folder = write_rules(Path(name) / "rules", seed)
        decide(folder)
        scenario = tradeoff.read_scenario(folder)
        found = tradeoff.trace_reforms(scenario, "depth-breadth")
        without = tradeoff.trace_frontier(scenario.with_reforms({"centre": False}), "depth-breadth")
    for point in without.extreme_points:
        assert found.plan(breadth=point.x).objectives["depth"] >= point.y - 1e-6 * (1 + point.y)
