"""What results say of rows names the sheets and cells of the workbook that was read, and never files that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.workbooks import saved
from tradeoff.advice.clash_names import name_of, where
from tradeoff.advice.ranges_stated import ranges_stated
from tradeoff.advice.ranges_words import unranged_places, unranged_sentences
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.scenario.units import RUPEES


def purse(department: str, year: str) -> RowMeaning:
    """The row of the programme that holds a department to its money of a year."""
    keys = (("department", department), ("fund", ""), ("year", year))
    return RowMeaning(name="purse", kind=RowKind.PURSE, keys=keys, sense="<=", bound=1.0, unit=RUPEES)


def test_limits_and_purses_are_cells(tmp_path: Path) -> None:
    """In a folder they are rows of its files, as they stand there."""
    book = tradeoff.read_scenario(saved(tmp_path / "plan.xlsx"))
    limit = book.limits[0]
    letter, second = book.resolved.raw["limits"].sheet.letters["value"], "industries"
    assert where(limit, book) == f"limits!{letter}{limit.row}"
    assert name_of(purse(second, "1"), book).startswith("budgets!C5, envelope of ")
    folder = tradeoff.read_scenario("three-pairs")
    assert where(limit, folder) == f"limits.csv, row {limit.row}"
    assert name_of(purse(second, "1"), folder).startswith("budgets.csv, envelope of ")


@pytest.mark.parametrize("title", ["settings", "Paramètres"])
def test_doubtful_rows_are_told_of_their_sheets(tmp_path: Path, title: str) -> None:
    """Under the names that the sheets have."""

    def rename(workbook: object) -> None:
        workbook["settings"].title = title  # type: ignore[index]

    book = tradeoff.read_scenario(saved(tmp_path / "plan.xlsx", rename))
    ranges = ranges_stated(book)
    assert f"the sheet {title} (" in unranged_places(ranges)
    assert any(one.startswith(f"the sheet {title}: ") for one in unranged_sentences(ranges))
    assert ".csv" not in unranged_places(ranges)
