"""What results say of rows names the sheets and cells of the workbook that was read, and never files that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.workbooks import saved
from tradeoff.advice.clash_names import name_of, where
from tradeoff.advice.ranges_stated import Doubtful, ranges_stated
from tradeoff.advice.ranges_words import unranged_places, unranged_sentences
from tradeoff.advice.swings import figures_words
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.reports.letter import letter_html
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


def test_what_the_tables_hold_is_told_of_their_sheets(tmp_path: Path) -> None:
    """By `why`, its letter and `stress`; of a folder its files are named."""
    book, folder = tradeoff.read_scenario(saved(tmp_path / "plan.xlsx")), tradeoff.read_scenario("three-pairs")
    for scenario, place in ((book, "the sheet clusters row 3: "), (folder, "clusters.csv row 3: ")):
        answer = tradeoff.why(scenario, "brass", trade="depth-breadth", at="middle")
        assert f"- {place}cluster_id brass" in str(answer)
        assert place in letter_html(answer)
        assert (".csv" in str(answer)) == (scenario is folder)
    one, other = (
        Doubtful(
            table="costs",
            key=f"cluster_id={name}",
            column="cost_per_household",
            row=2,
            value=3.0,
            low=1.0,
            high=4.0,
            source="",
            grade="D",
            group=0,
            sheet="coûts",
        )
        for name in ("a", "b")
    )
    assert figures_words([one]) == "the sheet coûts, a, cost_per_household"
    assert figures_words([one, other]) == "the sheet coûts, cost_per_household of a and b"
