"""Blank cells are told where they are, all in one pass, and so is what a workbook's sheets of words say wrong."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import TABLES, Slip, folder_with


def told(path: Path) -> list[str]:
    """Every fault of a scenario, a line each, without the scenario's own file name in front."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(path)
    return [str(one).removeprefix(f"{path.name}, ") for one in caught.value.problems]


def test_a_new_workbook_is_told_its_blanks_in_one_pass(tmp_path: Path) -> None:
    """Every yellow cell in one line of its kind; filled in one after the other, the others stay what they were."""
    run("new", "--blank", "4", "plan.xlsx", folder=tmp_path)
    path = tmp_path / "plan.xlsx"
    places = ["budgets!C2", "clusters!B2", "clusters!F2", "costs!C2", "costs!C3"]
    assert [line.split(",")[0] for line in told(path)] == places
    for sheet, cells, value in (
        ("clusters", ("B2", "B3", "B4", "B5"), "Place"),
        ("clusters", ("F2", "F3", "F4", "F5"), 100),
        ("budgets", ("C2",), 300),
        ("costs", ("C2",), 0.1),
    ):
        book = openpyxl.load_workbook(path)
        for cell in cells:
            book[sheet][cell] = f"{value} {cell}" if value == "Place" else value
        book.save(path)
        places.remove(f"{sheet}!{cells[0]}")
        assert [line.split(",")[0] for line in told(path)] == places
    assert told(path)[0].startswith("costs!C3, cost_per_household: the cell is blank, and level full has no contents")


def test_a_blank_cost_is_told_where_it_is(tmp_path: Path) -> None:
    """The row that says it for a cell, though others of its level are filled; beside another fault only where it is sure."""
    blank = Slip("costs", "intensive,1\n", "intensive,1\nbarpali,intensive,\n", "")
    (line,) = told(folder_with(blank, tmp_path / "one"))
    assert line.startswith(
        "costs.csv, row 4, cost_per_household: the cell is blank, and level intensive has no contents"
    )
    sure = folder_with(Slip("costs", "intensive,1", "intensive,", ""), tmp_path / "two")
    (sure / "budgets.csv").write_text(TABLES["budgets"].replace("d,1,30", "d,1,"))
    assert [line.split(":")[0] for line in told(sure)] == [
        "budgets.csv, row 2, envelope",
        "costs.csv, row 3, cost_per_household",
    ]
    for offered in ("intensive,1\nnowhere,entry,\n", "intensive,1\nbarpali,intensive,\n"):
        folder = folder_with(Slip("costs", "intensive,1\n", offered, ""), tmp_path / str(len(offered)))
        (folder / "budgets.csv").write_text(TABLES["budgets"].replace("d,1,30", "d,1,"))
        assert not any(line.startswith("costs.csv, row 3") for line in told(folder))


def test_a_level_that_is_not_offered_may_cost_nothing_known(tmp_path: Path) -> None:
    """Blank beside `offered` 0, and blank where the contents of the level say it."""
    slip = Slip("costs", "", "level_id,cost_per_household,offered\nentry,0.2,1\nintensive,,0\n", "")
    assert tradeoff.read_scenario(folder_with(slip, tmp_path / "plan")).cells


@pytest.mark.parametrize(
    ("row", "base", "line"),
    [
        (
            ("budgets", "year = 1", "envelop", None, 0.9),
            "three-pairs",
            "changes!C3, column: budgets has no such column",
        ),
        (("budgets", "year = 9", "envelope", None, 0.9), "three-pairs", "changes!B3, where: no row of budgets matches"),
        (("budgets", "year = 1", "envelope", "many"), "three-pairs", "changes!D3, envelope: not a number"),
        (("budgt", None, "envelope", "1"), "three-pairs", "changes!A3, table: no such table"),
        (("budgets", "year = 1", "envelope", "1"), "three-pirs", "scenario!B5, based_on: there is no folder"),
    ],
)
def test_a_change_of_a_workbook_is_told_at_its_cell(
    tmp_path: Path, row: tuple[object, ...], base: str, line: str
) -> None:
    """Sheet, column and row of what is wrong in the sheets `changes` and `scenario`."""
    run("new", "--blank", "1", "plan.xlsx", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    for name in book.sheetnames:
        if name not in ("scenario", "changes"):
            del book[name]
    book["scenario"]["B5"] = base
    for place, value in enumerate(row, start=1):
        book["changes"].cell(3, place).value = value
    book.save(tmp_path / "plan.xlsx")
    (found,) = told(tmp_path / "plan.xlsx")
    assert found.startswith(line)
