"""Named plans of the shipped scenarios as the command saves them: checked by the command, and by fractions of their own.

`tests/independent/sanctioned.py` reads the tables alone and works in exact fractions.
"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.recompute import violations
from tests.independent.sanctioned import faults, wrong_figures

NAMES = ("x-end", "middle", "y-end")
FORMS = ("outlook", "whole", "action")
SMALL = {"three-clusters": 10, "three-clusters-more-money": 10}
LARGER = {"three-pairs": 20, "three-pairs-austere": 20, "orissa-pilots": 60, "invented-state": 60, "orissa": 60}
"""Scenarios with the seconds that a search is given."""
UNDECIDED = {"invented-state": ("--reform", "rules=yes")}


def plans() -> list[object]:
    """Every scenario, choice and name; what takes long is marked."""
    return [
        pytest.param(scenario, trade, name, id=f"{scenario}-{trade}-{name}", marks=[pytest.mark.slow] * slow)
        for slow, scenarios in ((False, SMALL), (True, LARGER))
        for scenario in scenarios
        for trade in tradeoff.read_scenario(scenario).trades
        for name in NAMES
    ]


def saved(folder: Path, scenario: str, trade: str, name: str, form: str) -> Path:
    """The folder of a named plan; the test is skipped where there is none."""
    asked = ("plan", scenario, "--trade", trade, "--at", name, "--form", form, "--out", "plan")
    seconds = str((SMALL | LARGER)[scenario])
    try:
        run(*asked, "--time-limit", seconds, *UNDECIDED.get(scenario, ()), folder=folder)
    except AssertionError as error:
        if name == "middle" and "no plan lies beyond the line between the ends" in str(error):
            pytest.skip("nothing lies beyond the line between the ends")
        raise
    return folder / "plan"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("scenario", "trade", "name"), plans())
def test_check_says_nothing_of_an_untouched_plan(
    tmp_path: Path, scenario: str, trade: str, name: str, form: str
) -> None:
    """No difference, no broken limit, and every rule kept by arithmetic that shares no code."""
    plan = saved(tmp_path, scenario, trade, name, form)
    found = json.loads(run("check", str(plan), "--format", "json").stdout)
    assert (found["form"], found["differences"], found["broken"], found["sentences"]) == (form, [], [], [])
    tables = plan / "scenario"
    if scenario in UNDECIDED:
        # Code of its own knows a reform that is made, not the word that leaves it to decide.
        table = tables / "enabling.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(",decide,", ",yes,"), encoding="utf-8")
    if form == "action":
        assert faults(tables, plan) == []
        assert wrong_figures(tables, plan) == []
    else:
        assert violations(tables, plan, 0) == []


@pytest.fixture
def broad(tmp_path: Path) -> Path:
    """The action plan with the most breadth of three clusters: all Rs 31 lakh are spent."""
    return saved(tmp_path, "three-clusters", "depth-breadth", "x-end", "action")


def test_the_independent_arithmetic_finds_what_is_wrong(broad: Path) -> None:
    """A household more, half a household, a rupee more, a loss that is none: each alone is found."""
    wrong = {
        "households.csv": (lambda count: str(int(count) + 1), lambda count: f"{int(count) - 1}.5"),
        "money.csv": (lambda amount: str(int(amount) + 1_000),),
    }
    for table, ways in wrong.items():
        text = (broad / table).read_text()
        head, first, *rest = text.splitlines()
        column = head.split(",").index("households" if table == "households.csv" else "amount")
        for way in ways:
            cells = first.split(",")
            cells[column] = way(cells[column])
            (broad / table).write_text("\n".join([head, ",".join(cells), *rest]) + "\n")
            assert faults(broad / "scenario", broad)
        (broad / table).write_text(text)
    about = json.loads((broad / "plan.json").read_text())
    about["loss"]["depth"] += 1
    (broad / "plan.json").write_text(json.dumps(about))
    assert [one.split(":")[0] for one in wrong_figures(broad / "scenario", broad)] == ["loss depth"]
    assert faults(broad / "scenario", broad) == []


def edit(path: Path, row: int, column: str, cell: str) -> str:
    """Type another cell into a table's row, as a spreadsheet counts it; what stood there is returned."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells, place = lines[row - 1].split(","), lines[0].split(",").index(column)
    cells[place], before = cell, cells[place]
    path.write_text("\n".join([*lines[: row - 1], ",".join(cells), *lines[row:]]) + "\n", encoding="utf-8")
    return before


def test_two_limits_broken_by_hand_are_both_named(broad: Path) -> None:
    """600 more at the first cluster's level are more than its list, and more than there is money for: exit 4."""
    before = edit(broad / "households.csv", 2, "households", "1")
    edit(broad / "households.csv", 2, "households", str(int(before) + 600))
    told = run("check", str(broad), code=4).stdout
    broken = told.partition("The plan breaks:")[2]
    assert "The money of" in broken
    assert "households more than there are on the list" in broken


def test_money_edited_is_listed_as_a_difference(broad: Path) -> None:
    """Rs 1,000 more in one row: what is stated and what follows, and no limit is said to be broken."""
    before = edit(broad / "money.csv", 2, "amount", "0")
    edit(broad / "money.csv", 2, "amount", str(int(before) + 1_000))
    told = run("check", str(broad)).stdout
    assert f"{int(before) + 1_000} is stated, {before} follows" in told
    assert "It keeps every limit." in told


@pytest.mark.parametrize("table", ["households", "openings", "agents", "money", "purses", "aims", "owed"])
def test_a_table_that_is_missing_is_named_alone(broad: Path, table: str) -> None:
    """What is left is still a plan and no scenario: one line, with what the table is to hold."""
    (broad / f"{table}.csv").unlink()
    done = run("check", str(broad), code=3)
    assert [line for line in done.stderr.splitlines() if ".csv" in line] == [
        f"  {table}.csv: the table is missing -> write it, with the columns {COLUMNS[table]}, or write the plan anew"
    ]


COLUMNS = {
    "households": "cluster_id, segment_id, level_id, year, households",
    "openings": "cluster_id, year, opened",
    "agents": "year, trained, available, start_up, facilitation, households",
    "money": "department_id, cluster_id, activity_id, year, fund_id, amount, unit",
    "purses": "department_id, year, fund_id, envelope, moved_in, moved_out, carried_in, carried_out, spent, unspent",
    "aims": "aim, value, unit",
    "owed": "cluster_id, year, months",
}


def test_tables_that_state_figures_are_named(broad: Path) -> None:
    """Who reads that nothing is different reads of which tables; of an allotment that states none it is not said."""
    told = run("check", str(broad)).stdout
    assert (
        "stated in agents.csv, money.csv, purses.csv, aims.csv, owed.csv, enrolment.csv, release.csv, posting.csv and opened.csv follows from what is decided"
        in told
    )
    for path in broad.iterdir():
        if path.is_file() and path.name not in ("households.csv", "openings.csv"):
            path.unlink()
    assert "stated" not in run("check", str(broad)).stdout


def test_a_table_missing_of_the_scenario_is_named_where_it_lies(broad: Path) -> None:
    """By its path in the plan's folder, though the scenario has a name of its own."""
    (broad / "scenario" / "clusters.csv").unlink()
    told = run("check", str(broad), code=3).stderr
    assert f"1 problem in {broad.name}:" in told
    assert "  scenario/clusters.csv: the table is missing -> add it" in told


@pytest.mark.parametrize("sheet", ["households", "aims", "scenario.clusters"])
def test_a_sheet_missing_of_a_plans_workbook_is_named(tmp_path: Path, sheet: str) -> None:
    """Without its households a plan is not taken for one that serves nobody."""
    at = ("--trade", "depth-breadth", "--at", "breadth=900")
    run("plan", "three-clusters", *at, "--out", "p.xlsx", folder=tmp_path)
    workbook = openpyxl.load_workbook(tmp_path / "p.xlsx")
    del workbook[sheet]
    workbook.save(tmp_path / "p.xlsx")
    told = run("check", "p.xlsx", folder=tmp_path, code=3).stderr
    where = f"p.xlsx: the sheet {sheet} is missing" if "." not in sheet else f"p.xlsx, '{sheet}': the table is missing"
    assert where in told


def test_a_plan_of_a_frontier_without_its_purses_is_not_checked(tmp_path: Path) -> None:
    """A folder of several plans states money, purses, agents and what is owed, and no aims."""
    run("frontier", "three-clusters", "--trade", "depth-breadth", "--out", "f", folder=tmp_path)
    assert (
        "stated in agents.csv, money.csv, purses.csv and owed.csv"
        in run("check", "f", "--number", "1", folder=tmp_path).stdout
    )
    (tmp_path / "f" / "purses.csv").unlink()
    assert "purses.csv: the table is missing" in run("check", "f", "--number", "1", folder=tmp_path, code=3).stderr


def test_half_a_cluster_and_half_a_household_break_an_action_plan(broad: Path) -> None:
    """They are worked out as they are, and named; the same tables taken as an outlook keep every limit: exit 4 and 0."""
    edit(broad / "openings.csv", 2, "opened", "0.5")
    before = edit(broad / "households.csv", 2, "households", "0")
    edit(broad / "households.csv", 2, "households", f"{int(before) // 2 - 1}.5")
    told = run("check", str(broad), code=4).stdout
    assert "is open to 0.5 in 2026-27, and the plan's form is action" in told
    assert "households enrol at" in told
    assert "It keeps every limit." in run("check", str(broad), "--form", "outlook").stdout


def test_an_allotment_is_checked_in_the_form_that_is_asked(tmp_path: Path) -> None:
    """Without plan.json it is in shares, in which no least opening is asked: 3 households, where 5 are the least."""
    scenario = tradeoff.copy_scenario("three-clusters", tmp_path / "copy")
    clusters = (scenario / "clusters.csv").read_text().splitlines()
    rows = [f"{line},{'min_households' if place == 0 else '5'}" for place, line in enumerate(clusters)]
    (scenario / "clusters.csv").write_text("\n".join(rows) + "\n")
    allotment = tmp_path / "allotment"
    allotment.mkdir()
    (allotment / "households.csv").write_text(f"{COLUMNS['households'].replace(' ', '')}\nforest,all,entry,1,3\n")
    (allotment / "openings.csv").write_text(f"{COLUMNS['openings'].replace(' ', '')}\nforest,1,1\n")
    asked = ("check", str(allotment), "--scenario", str(scenario))
    assert "It keeps every limit." in run(*asked).stdout
    told = run(*asked, "--form", "action", code=4).stdout
    assert "2 households fewer join in" in told
    assert "--form and --scenario are for a folder" in run("check", str(scenario), "--form", "action", code=2).stderr


FAULTS = [
    ("households.csv", "cluster_id", "nowhere", "nowhere"),
    ("households.csv", "households", "-3", "below zero"),
    ("households.csv", "households", "many", "many"),
    ("households.csv", "year", "99", "99"),
    ("openings.csv", "opened", "1.5", "1.5"),
]


@pytest.mark.parametrize(("table", "column", "cell", "told"), FAULTS)
def test_a_fault_of_reading_is_one_line_with_its_place(
    broad: Path, table: str, column: str, cell: str, told: str
) -> None:
    """Exit 3: file, row, value and what to do, once; nothing is worked out of the rest."""
    edit(broad / table, 2, column, cell)
    done = run("check", str(broad), code=3)
    lines = [line for line in done.stderr.splitlines() if table in line]
    assert len(lines) == 1
    assert f"{table}, row 2, {column}" in lines[0]
    assert told in lines[0]
    assert " -> " in lines[0]
    assert done.stdout == ""
