"""What a planner can get wrong with the mechanisms, at the command line: place, value and mend, and how the command ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_life_faults import lasting
from tests.test_life_faults import tables as lives
from tests.test_money_rules import BASE, PROGRESSIVE, TWO_FUNDS, fees
from tests.test_reforms import harmonise

TWO_LEVELS = "level_id order name reached deep after_years\nentry 1 Entry 1 0 0\nlate 2 Late 1 1 2"
ERRORS: dict[str, tuple[Mapping[str, str], str, str, str, str]] = {
    "a share of a reform": (
        harmonise("0.5"), "enabling.csv, row 2, made:", "not one of the words this column knows", "'0.5'", "write yes or no or decide"),
    "a reform that only the fund it opens may pay": (
        {**harmonise("decide"), "activities": harmonise("no")["activities"].replace("Reform - - own", "Reform - - new")},
        "enabling.csv, row 2, opens_fund:", "only new may pay for investments", "'new'", "add another fund to the eligible_funds"),
    "matching money with nothing beside it": (
        {**BASE, **TWO_FUNDS, "budgets": "department_id fund_id year envelope\nd scheme 1 50\nd scheme 2 50"},
        "funds.csv, row 3, needs_fund:", "scheme pays only beside own", "'own'", "write what each department has of own"),
    "accompaniment longer than the project": (
        lives(settings=lasting(4)), "settings.csv, row 5, accompaniment_years:", "longer than the 3 project years", "'4'",
        "write at most 3, or finish_inside 0"),
    "a state activity with a cost": (
        {**BASE, "activities": BASE["activities"] + "\nreform Reform state 40"}, "activities.csv, row 3, unit_cost:",
        "reform is done for the state as a whole", "'40'", "write it as a row of enabling.csv"),
    "a wait as long as the accompaniment": (
        lives(levels=TWO_LEVELS, costs="level_id cost_per_household\nentry 1\nlate 2"), "levels.csv, row 3, after_years:",
        "a cluster graduates after 2 years, before anybody could join at late", "'2'", "write less than 2"),
}  # fmt: skip
"""Tables; place, reason, value and mend."""
REMARKS: dict[str, tuple[Mapping[str, str], str, str, str, str]] = {
    "a fee nobody can pay": (
        fees(PROGRESSIVE, "3"), "cost_shares.csv, row 3, programme_share:", "at entry in year 2",
        "a household of A/poor is asked for 5 thousand rupees and can bring 3 thousand rupees", "raise programme_share"),
    "matching money with nothing beside it in one year": (
        {**BASE, **TWO_FUNDS,
         "budgets": "department_id fund_id year envelope\nd own 1 50\nd own 2 0\nd scheme 1 50\nd scheme 2 50"},
        "budgets.csv, envelope:", "d has 50 thousand rupees of scheme in year 2", "'50'", "pays only beside own"),
    "roll-outs without a pilot": (
        lives(replication="starts_per_pilot\n8"), "replication.csv, row 2, starts_per_pilot:", "no cluster is a pilot",
        "no roll-out can be opened", "give clusters the role pilot"),
}  # fmt: skip


def told_by(folder: Path, tables: Mapping[str, str], *, code: int) -> tuple[str, list[dict[str, object]]]:
    """What `check` prints on one line, and its problems or remarks as JSON."""
    write_folder(folder, tables)
    done = run("check", str(folder), code=code)
    data = json.loads(run("check", str(folder), "--format", "json", code=code).stdout)
    return " ".join((done.stdout + done.stderr).split()), data.get("problems", []) + data.get("remarks", [])


@pytest.mark.parametrize("name", list(ERRORS))
def test_an_error_ends_every_command_with_3(tmp_path: Path, name: str) -> None:
    """It names place, value and mend; `frontier`, `plan` and `report` tell the same and write nothing."""
    tables, *parts = ERRORS[name]
    words, problems = told_by(tmp_path / "wrong", tables, code=3)
    for part in parts:
        assert part in words, part
    assert problems
    page = tmp_path / "page.html"
    for command in (
        ("frontier", "wrong", "--trade", "depth-breadth"),
        ("plan", "wrong", "--trade", "depth-breadth", "--at", "breadth=1"),
        ("report", "wrong", "--out", str(page)),
    ):
        done = run(*command, folder=tmp_path, code=3)
        assert parts[0] in " ".join(done.stderr.split())
    assert not page.exists()


@pytest.mark.parametrize("name", list(REMARKS))
def test_a_remark_ends_with_0(tmp_path: Path, name: str) -> None:
    """It names place, value and mend, and the scenario is still solved."""
    tables, *parts = REMARKS[name]
    words, remarks = told_by(tmp_path / "odd", tables, code=0)
    for part in parts:
        assert part in words, part
    assert remarks
    run("frontier", "odd", "--trade", "depth-breadth", folder=tmp_path)


def test_a_share_of_a_reform_is_no_answer_to_it(tmp_path: Path) -> None:
    """`--reform ID=0.5` is wrong usage, and says what may be written."""
    write_folder(tmp_path / "decide", harmonise("decide"))
    done = run("frontier", "decide", "--trade", "depth-breadth", "--reform", "harmonise=0.5", folder=tmp_path, code=2)
    assert "harmonise=0.5" in done.stderr
    assert "write harmonise=yes or harmonise=no" in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", [("check",), ("verify",), ("stress", "--plan")])
def test_a_name_that_no_file_can_have(command: tuple[str, ...]) -> None:
    """It is wrong usage, not a folder that cannot be written."""
    said = run(*command, "a" * 300, code=2).stderr
    assert "no file has a name as long as" in said
    assert len(said) < 300
