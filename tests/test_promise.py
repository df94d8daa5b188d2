"""Promise against delivery below every headline: figures from paper, rows without a range named, nothing unasked lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tradeoff.advice.promise import end_promises, named_promises, promise_of

LOW, MONEY, HIGH = 6.0, 10.0, 11.0
"""Of the one envelope; a household costs one, and there are ten."""
BREADTH = ("--trade", "depth-breadth", "--at", "breadth=10")


def one_purse(folder: Path, budget: str) -> Path:
    """Ten households, each of which costs one; what there is of money is as a row of `budgets` says."""
    return write_folder(
        folder,
        {
            "settings": settings(),
            "clusters": "cluster_id name department_id poor_households\nA A d 10",
            "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
            "costs": "level_id cost_per_household\nentry 1",
            "budgets": f"department_id year envelope low high grade\n{budget}",
        },
    )


@pytest.fixture
def ranged(tmp_path: Path) -> Path:
    """The money there is may be anything from 6 to 11."""
    return one_purse(tmp_path / "ranged", f"d 1 {MONEY} {LOW} {HIGH} D")


def on_paper() -> list[float]:
    """Of 200 draws the 5th, 50th and 95th of a hundred: as many households as there is money for, ten at most.

    F(x) = (x - 6)^2 / (5 * 4) below 10, 1 - (11 - x)^2 / (5 * 1) above, solved for x.
    """
    quantiles = [np.random.default_rng([1, draw]).random() for draw in range(200)]
    money = [LOW + (20 * q) ** 0.5 if q < 4 / 5 else HIGH - (5 * (1 - q)) ** 0.5 for q in quantiles]
    return [float(value) for value in np.percentile(np.minimum(money, MONEY), (5, 50, 95))]


def block(*arguments: str, folder: Path) -> Any:
    return json.loads(run(*arguments, "--format", "json", folder=folder).stdout)["promise"]


@pytest.mark.parametrize("form", ["outlook", "whole", "action"])
def test_a_plan_says_what_the_ranges_leave_of_it(ranged: Path, form: str) -> None:
    found = block("plan", "ranged", *BREADTH, "--form", form, folder=ranged.parent)
    low, middle, high = on_paper()
    assert (found["draws"], found["seed"], found["figures"], found["not_stated"]) == (200, 1, 1, {})
    for one in found["aims"]:
        assert [one[name] for name in ("promised", "low", "median", "high")] == pytest.approx([10, low, middle, high])
    # 6 and the root of 20 times 0.05 is 7; 10 is the most that there are.
    assert (low, high) == (pytest.approx(7, abs=0.6), 10)
    shown = run("plan", "ranged", *BREADTH, "--form", form, folder=ranged.parent).stdout.splitlines()
    assert (
        shown[1] == f"breadth: promised 10; {round(low)} to 10 households in nine of ten draws over the ranges stated."
    )
    assert shown[3].startswith("Nothing is decided anew. Of 200 draws of the 1 figure with a range")


def test_each_way_to_ask_for_a_plan_says_it(ranged: Path) -> None:
    top = ranged.parent
    at_once = block("plan", "ranged", "--aim", "breadth=9", folder=top)
    assert at_once["aims"][0]["promised"] >= 9
    assert len(at_once["sentences"]) == 2
    mixed = block("plan", "ranged", *BREADTH, "--blend", folder=top)
    assert mixed["aims"] == block("plan", "ranged", *BREADTH, "--form", "outlook", folder=top)["aims"]


def test_folder_and_workbook_have_what_the_screen_has(ranged: Path) -> None:
    top = ranged.parent
    shown = run("plan", "ranged", *BREADTH, "--out", "saved", folder=top).stdout.splitlines()
    saved = json.loads((top / "saved" / "plan.json").read_text(encoding="utf-8"))["promise"]
    assert saved["sentences"] == shown[1:4]
    run("plan", "ranged", *BREADTH, "--out", "saved.xlsx", folder=top)
    sheet = openpyxl.load_workbook(top / "saved.xlsx")["plan"]
    column = [row[0].value or row[1].value for row in sheet.iter_rows(max_col=2)]
    first = column.index("Promise against delivery") + 1
    assert column[first : first + 3] == shown[1:4]
    assert run("check", "saved.xlsx", folder=top).returncode == run("check", "saved", folder=top).returncode == 0


def test_where_no_row_states_a_range_the_doubtful_ones_are_named(tmp_path: Path) -> None:
    one_purse(tmp_path / "bare", "d 1 10 - - D")
    found = block("plan", "bare", *BREADTH, folder=tmp_path)
    assert (found["draws"], found["aims"], found["not_stated"]) == (0, [], {"budgets": [2]})
    said = "none states a range. Doubtful rows (grade D): budgets.csv (2)."
    for command in (("plan", "bare", *BREADTH), ("frontier", "bare", "--trade", "depth-breadth")):
        assert said in run(*command, folder=tmp_path).stdout
    assert "promised" not in run("plan", "bare", *BREADTH, folder=tmp_path).stdout


def test_a_doubtful_row_without_a_range_is_named_beside_those_that_have_one(tmp_path: Path) -> None:
    folder = one_purse(tmp_path / "both", "d 1 10 6 11 D")
    levels = "level_id order name reached deep grade\nentry 1 Entry 1 1 E"
    write_folder(folder, {"levels": levels})
    assert (
        "1 doubtful row states no range and stays as it is (levels.csv)."
        in run("plan", "both", *BREADTH, folder=tmp_path).stdout.splitlines()
    )


def test_what_is_measured_promises_what_it_says(tmp_path: Path) -> None:
    one_purse(tmp_path / "sure", "d 1 10 - - A")
    assert block("plan", "sure", *BREADTH, folder=tmp_path) is None
    shown = run("plan", "sure", *BREADTH, folder=tmp_path).stdout.splitlines()
    assert shown[1] == ""
    assert (
        json.loads(run("frontier", "sure", "--trade", "depth-breadth", "--format", "json", folder=tmp_path).stdout)[
            "promises"
        ]
        == []
    )


def test_a_frontier_and_a_comparison_promise_what_their_plans_do() -> None:
    """Of the plans with a name, of both ends of each scenario: each as `stress` has it of that very plan."""
    pilots = tradeoff.read_scenario("orissa-pilots")
    frontier = tradeoff.trace_frontier(pilots, "today-tomorrow")
    told = json.loads(run("frontier", "orissa-pilots", "--trade", "today-tomorrow", "--format", "json").stdout)
    assert [one["id"] for one in told["promises"]] == ["x-end", "middle", "y-end"]
    for one, named in zip(told["promises"], frontier.named_plans, strict=True):
        found = tradeoff.stress(frontier.plan(today=named.x), draws=200)
        assert one["aims"] == json.loads(found.aims.to_json(orient="records", double_precision=15))
    compared = json.loads(
        run("compare", "orissa-pilots", "--budget", "80%,100%", "--trade", "today-tomorrow", "--format", "json").stdout
    )
    less, same = (one["promises"] for one in compared["choices"][0]["ends"])
    assert same["most_today"]["aims"] == told["promises"][0]["aims"]
    assert same["most_tomorrow"]["aims"] == told["promises"][2]["aims"]
    assert less["most_today"]["aims"] != same["most_today"]["aims"]
    shown = run("compare", "orissa-pilots", "--budget", "80%,100%", "--trade", "today-tomorrow").stdout
    assert shown.count("Promise against delivery") == shown.count("Nothing is decided anew") == 1


def test_nothing_is_promised_of_a_search_that_was_cut_short() -> None:
    calls = []

    def interrupt(*told: Any) -> None:
        calls.append(told)
        if len(calls) == 3:
            raise KeyboardInterrupt

    pilots = tradeoff.read_scenario("orissa-pilots")
    frontier = tradeoff.trace_frontier(pilots, "today-tomorrow", progress=interrupt)
    assert frontier.certificate.stopped
    assert named_promises(frontier) == ()
    assert end_promises(frontier) == {}


def test_whole_clusters_and_combinations_of_reforms_are_promised_by_their_own_plans() -> None:
    pilots = tradeoff.read_scenario("orissa-pilots")
    whole = tradeoff.trace_whole_frontier(pilots, "depth-breadth", step=0.5)
    found = end_promises(whole)
    for aim, plan in zip(("breadth", "depth"), (whole.plans[0], whole.plans[-1]), strict=True):
        own = promise_of(plan)
        assert own is not None
        assert own.found is not None
        assert found[aim].found is not None
        assert found[aim].found.promised == own.found.promised
        assert own.found.promised[aim] == pytest.approx(plan.objectives[aim])
    shown = run("frontier", "invented-state", "--trade", "depth-breadth", "--gap", "0.2").stdout
    assert shown.count("cannot be told: none states a range") == 1


def test_jupyter_shows_it_below_the_headline(ranged: Path) -> None:
    plan = tradeoff.plan_at(tradeoff.read_scenario(ranged), "depth-breadth", breadth=10)
    shown = plan._repr_html_()
    assert shown is not None
    low, _, _ = on_paper()
    assert (
        f"<br>breadth: promised 10; {round(low)} to 10 households in nine of ten draws over the ranges stated.<br>"
        in shown
    )
