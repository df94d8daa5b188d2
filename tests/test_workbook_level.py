"""A plan's workbook where the level that was asked for is not the one that the plan has."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_scenario import SMALL


@pytest.mark.parametrize(("form", "of"), [("outlook", "this plan"), ("action", "the outlook, in shares")])
def test_a_heading_names_the_level_of_the_figures_below_it(form: str, of: str, tmp_path: Path) -> None:
    """300 thousand give 30 households at 10 each, so that 30 are reached where 10 were asked.

    With 297 and 30 households still reached, d at 10 and 30 - d at 2 cost 297 for d = 29.625: 0.375 less. At the level
    of 10 that was asked it would be 0.3.
    """
    write_folder(tmp_path / "small", SMALL)
    asked = ("--trade", "depth-breadth", "--at", "breadth=10", "--form", form)
    shown = run("plan", "small", *asked, "--out", "plan.xlsx", folder=tmp_path).stdout
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    words = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value is not None]
    heading = words.index(f"What limits {of}, at 30 households of breadth")
    assert "as much less costs 0.375 households" in words[heading + 1]
    assert str(book["prices"]["A1"].value).startswith("What limits depth at 30 households of breadth")
    assert "What limits depth at 30 households of breadth" in shown
    assert ("at the same level" in shown, "at 30 households of breadth: it has more" in shown) == (
        False,
        form == "action",
    )
