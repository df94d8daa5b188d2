"""The command line as a planner uses it: what is printed where, exit codes, slips answered in words."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run, run_apart
from tests.independent.folders import settings, write_folder
from tests.independent.random_scenario import write_random


@pytest.mark.parametrize(("command", "needed"), [("--help", set()), ("list", {"pydantic", "rich"})])
def test_what_only_tells_loads_nothing_heavy(command: str, needed: set[str]) -> None:
    """`tradeoff --help` imports neither pandas, pulp, altair, numpy nor pydantic; `list` reads settings and prints a
    table.
    """
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tradeoff", command], capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    heavy = {"pandas", "pulp", "altair", "numpy", "pydantic", "highspy", "numba", "rich", "jinja2", "babel"}
    assert not loaded & (heavy - needed)


@pytest.mark.parametrize("command", ["list", "new", "check", "frontier", "plan", "compare", "report"])
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    """A sentence of help, and a line in the README."""
    assert len(run(command, "--help").stdout.splitlines()) > 4
    assert f"tradeoff {command}" in (Path(__file__).parent.parent / "README.md").read_text()


def test_list() -> None:
    """The shipped scenarios, as JSON with its schema."""
    data = json.loads(run_apart("list", "--format", "json").stdout)
    assert data["schema"] == "tradeoff/list/1"
    assert [found["name"] for found in data["scenarios"]] == [s.name for s in tradeoff.shipped_scenarios()]


def test_new_copies_and_never_overwrites(tmp_path: Path) -> None:
    """The copy checks; a second copy to the same place is refused."""
    run("new", "three-clusters", "mine", folder=tmp_path)
    assert "the tables are right" in run("check", "mine", folder=tmp_path).stdout
    done = run("new", "three-clusters", "mine", folder=tmp_path, code=7)
    assert "mine is there already" in done.stderr


def test_check_tells_all_faults_and_exits_3(tmp_path: Path) -> None:
    """On stderr in words; with --format json also as an object on stdout."""
    run("new", "three-clusters", "mine", folder=tmp_path)
    (tmp_path / "mine" / "budgets.csv").write_text("department_id,year,envelope\nindustrie,1,3100\nindustries,1,35%\n")
    done = run_apart("check", "mine", "--format", "json", folder=tmp_path, code=3)
    data = json.loads(done.stdout)
    assert (data["schema"], data["exit"]) == ("tradeoff/error/1", 3)
    assert data["problems"] == [
        "budgets.csv, row 2, department_id: not in departments.csv ('industrie') -> name one that is there, or add it; "
        "did you mean 'industries'?",
        "budgets.csv, row 3, envelope: a percent stands where no share is wanted ('35%') -> write the amount itself, not a part of "
        "something",
    ]
    assert done.stderr.startswith("2 problems in mine:")


def test_check_of_a_variant_prints_before_and_after() -> None:
    """The envelope of the variant, and what stood there."""
    words = run("check", "three-clusters-more-money").stdout
    assert "Changes against three-clusters" in words
    assert "3100" in words
    assert "4600" in words


def clash(tmp_path: Path) -> Path:
    """Floors of 30, 30 and 45 households against a purse for 100, and a ceiling of 55 on the first two."""
    return write_folder(
        tmp_path / "clash",
        {
            "settings": settings(),
            "clusters": "cluster_id name department_id district poor_households\n"
            "roads Roads d north 50\nlabs Labs d north 50\nskills Skills d south 50\nexport Export d south 50",
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "cluster_id level_id cost_per_household\n* entry 1",
            "budgets": "department_id year envelope\nd 1 100",
            "limits": "limit_id measure cluster_id district sense value\nroads households roads - >= 30\n"
            "labs households labs - >= 30\nexport households export - >= 45\ncap households - north <= 55",
        },
    )


@pytest.mark.parametrize("command", [["check"], ["frontier", "--trade", "depth-breadth"]])
def test_a_clash_says_which_limits_and_by_how_much(tmp_path: Path, command: list[str]) -> None:
    """30 + 30 + 45 exceeds 100 by 5 and 30 + 30 exceeds 55 by 5: loosening roads or labs by 5 ends both."""
    done = run(command[0], str(clash(tmp_path)), *command[1:], code=4)
    assert "short by 5 households" in done.stderr
    assert "Loosening any one of these alone ends it as well:" in done.stderr
    alone = done.stderr.partition("alone ends it")[2]
    assert "limit roads: households at least 30 in Roads by 5 households" in alone
    assert "limit labs: households at least 30 in Labs by 5 households" in alone
    assert "limit export" not in alone
    assert "limit cap" not in alone


def test_frontier_prints_the_same_numbers_as_python() -> None:
    """JSON, CSV and the Python door."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    data = json.loads(run_apart("frontier", "three-clusters", "--trade", "depth-breadth", "--format", "json").stdout)
    assert data["schema"] == "tradeoff/frontier/1"
    assert (data["x"], data["y"]) == ("breadth", "depth")
    assert [(p["breadth"], p["depth"]) for p in data["points"]] == [(p.x, p.y) for p in frontier.extreme_points]
    assert data["points"][0]["rate_left"] is None
    text = run("frontier", "three-clusters", "--trade", "depth-breadth", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [float(row["breadth"]) for row in rows] == [point.x for point in frontier.extreme_points]


def test_plan_prints_the_same_plan_as_python() -> None:
    """900 reached, 800/9 sufficiently: 100 forest households at 4,000 rupees give up 100 x 4/9."""
    data = json.loads(
        run(
            *("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900"),
            *("--form", "outlook", "--format", "json"),
        ).stdout
    )
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    plan = frontier.plan(breadth=900)
    assert data["objectives"]["depth"] == plan.objectives["depth"] == pytest.approx(800 / 9, rel=1e-9)
    assert [row["amount"] for row in data["money"]] == plan.money["amount"].tolist()


def test_plan_beyond_the_ends() -> None:
    """Below the y end that end is shown and said; beyond the x end exit 4 with the greatest value."""
    low = run("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=100", "--form", "outlook")
    assert "already has 258.333 households of breadth" in low.stderr
    high = run("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=5000", code=4)
    assert "the greatest is 1,100" in high.stderr


def test_compare_says_what_more_money_brings() -> None:
    """At 950 households: Rs 46 lakh give 300 - 150 x 4/9... exactly as two independent frontiers have it."""
    data = json.loads(
        run(
            "compare", "three-clusters", "three-clusters-more-money", "--trade", "depth-breadth", "--format", "json"
        ).stdout
    )
    assert data["schema"] == "tradeoff/compare/1"
    # The common range is from 2600/7 (most depth with Rs 46 lakh) to 1,100 (greatest reach with Rs 31 lakh).
    assert data["levels"][0]["breadth"] == pytest.approx(2600 / 7, rel=1e-9)
    last = data["levels"][-1]
    assert (last["breadth"], last["three-clusters"]) == (1100, 0)
    # With Rs 46 lakh: from (1200, 1100/9), 100 fewer at 4/9 each.
    assert last["three-clusters-more-money"] == pytest.approx(1100 / 9 + 100 * 4 / 9, rel=1e-9)
    assert any("gives about" in sentence for sentence in data["sentences"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frontier", "three-clusters", "--trade", "depth-bredth"], "Did you mean depth-breadth?"),
        (["frontier", "three-clusters", "--trade", "breadth-depth"], "Did you mean depth-breadth?"),
        (["frontier", "three-cluster", "--trade", "depth-breadth"], "did you mean 'three-clusters'?"),
        (["frontier", "three-clusters", "--trade", "today-tomorrow"], "effects.csv has no income_gain"),
        (["frontier", "three-clusters"], "Missing option '--trade'"),
        (["frontier", "three-clusters", "--trade", "depth-breadth", "--gap", "2"], "2.0 is not in the range"),
        (
            ["frontier", "three-clusters", "--trade", "depth-breadth", "--exact", "--gap", "0.1"],
            "choose one of the two",
        ),
        (["report", "three-clusters", "--gap", "0.1", "--exact", "--out", "report.html"], "choose one of the two"),
        (["compare", "three-clusters", "three-clusters", "--exact", "--gap", "0.1"], "choose one of the two"),
        (
            ["plan", "three-clusters", "--trade", "depth-breadth", "--at", "today=3"],
            "write --at breadth=12000 or --at depth=12000",
        ),
        (["plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth"], "names no level; write AIM=LEVEL"),
        (["plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=100,000"], "write 100000, if that"),
        (["plan", "three-pairs", "--trade", "today-tomorrow", "--at", "today=26"], 'write today="26 crore"'),
        (["report", "three-clusters", "--out", "report.htm"], "Did you mean report.html?"),
        (["report", "three-clusters", "--out", "report.docx"], "write .html"),
        (["compare", "three-clusters", "--trade", "depth-breadth"], "needs at least two scenarios"),
        (["new", "three-cluster", "x"], "did you mean 'three-clusters'?"),
        (["chek", "three-clusters"], "Did you mean check?"),
    ],
)
def test_a_slip_is_answered_in_words(arguments: list[str], told: str, tmp_path: Path) -> None:
    """Exit code 2, and what was probably meant; nothing is written."""
    assert told in run(*arguments, folder=tmp_path, code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Exit code 7; with --overwrite earlier results go and what is somebody else's stays."""
    command = ["frontier", "three-clusters", "--trade", "depth-breadth", "--out", "saved"]
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "mine.txt").write_text("mine")
    assert "saved is not empty" in run(*command, folder=tmp_path, code=7).stderr
    assert (tmp_path / "saved" / "mine.txt").read_text() == "mine"
    run(*command, "--overwrite", folder=tmp_path)
    assert (tmp_path / "saved" / "mine.txt").read_text() == "mine"
    (tmp_path / "saved" / "mine.txt").unlink()
    names = {path.name for path in (tmp_path / "saved").iterdir()}
    assert names == {
        "frontier.json", "points.csv", "money.csv", "households.csv", "openings.csv", "facilitation.csv", "agents.csv",
        "transfers.csv", "purses.csv", "owed.csv", "contributions.csv", "chart.svg", "chart.png", "manifest.json",
        "scenario",
    }  # fmt: skip
    (tmp_path / "saved" / "points.csv").write_text("spoilt")
    (tmp_path / "saved" / "notes").mkdir()
    (tmp_path / "saved" / "notes" / "points.csv").write_text("mine too")
    run(*command, "--overwrite", folder=tmp_path)
    assert (tmp_path / "saved" / "points.csv").read_text().startswith("plan,")
    assert (tmp_path / "saved" / "notes" / "points.csv").read_text() == "mine too"
    assert [path.name for path in tmp_path.iterdir()] == ["saved"]


@pytest.mark.parametrize("out", [".", "big"])
def test_results_never_replace_a_scenario_or_the_place_one_stands_in(tmp_path: Path, out: str) -> None:
    """Not even with --overwrite."""
    write_random(tmp_path / "big", 5, clusters=2, years=1)
    before = sorted(path.name for path in (tmp_path / "big").iterdir())
    run("frontier", "three-clusters", "--trade", "depth-breadth", "--out", out, "--overwrite", folder=tmp_path, code=7)
    assert sorted(path.name for path in (tmp_path / "big").iterdir()) == before


@pytest.mark.parametrize("out", ["nowhere/report.html", "."])
def test_a_page_that_cannot_be_written(tmp_path: Path, out: str) -> None:
    """A missing folder, and a folder in place of a file."""
    name = out if out != "." else "page.html"
    if out == ".":
        (tmp_path / name).mkdir()
    done = run("report", "three-clusters", "--out", name, folder=tmp_path, code=7)
    assert "cannot write" in done.stderr


def test_no_formula_leaves_in_a_table(tmp_path: Path) -> None:
    """A text that a spreadsheet would run is written with a quotation mark in front; numbers below zero are not."""
    from tradeoff.reports.tables import as_csv

    assert as_csv([{"name": "=cmd|x", "amount": -5}], ["name", "amount"]) == "name,amount\n'=cmd|x,-5\n"
    assert as_csv([{"=cmd|x": -5}], ["=cmd|x"]) == "'=cmd|x\n-5\n"


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    """Interrupted at some moment of the work: exit 130, and either the whole page or none."""
    write_random(tmp_path / "big", 5, clusters=6, years=3)
    process = subprocess.Popen(
        [sys.executable, "-m", "tradeoff", "report", "big", "--exact", "--out", "report.html"],
        cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"big", "report.html"}


def test_a_time_limit_that_is_over_is_told(tmp_path: Path) -> None:
    """Before both ends are known there is nothing to show: exit 6."""
    done = run("frontier", "three-clusters", "--trade", "depth-breadth", "--time-limit", "0", code=6)
    assert "the time limit ended the search" in done.stderr
    assert "allow more time" in done.stderr


def test_the_twin_in_the_checkout() -> None:
    """Root `cli.py` is the same command."""
    twin = Path(__file__).parent.parent / "cli.py"
    done = subprocess.run([sys.executable, str(twin), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("tradeoff ")
