"""Ordinary slips: each is read and said, or refused with place, value and mend, in one line; none is passed over.

Figures of the wrong size (rupees in a table in lakh, a discount rate of 5) are in `test_sense.py`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import READ, REFUSED, TABLES, Slip, folder_with

RIGHT = Slip("budgets", "d,1,30", "d,1,30", "")


def told(folder: Path) -> list[str]:
    """What is told of a folder: its readings, or its faults."""
    try:
        return [str(reading) for reading in tradeoff.read_scenario(folder).readings]
    except tradeoff.ScenarioError as error:
        return [str(problem) for problem in error.problems]


def test_nothing_is_told_of_what_is_right(tmp_path: Path) -> None:
    """Neither a fault nor a reading."""
    assert told(folder_with(RIGHT, tmp_path / "plan")) == []


@pytest.mark.parametrize("slip", READ, ids=lambda slip: slip.name)
def test_what_means_one_thing_is_read_and_said(tmp_path: Path, slip: Slip) -> None:
    """In one line, and the scenario is that of plain tables."""
    lines = told(folder_with(slip, tmp_path / "plan"))
    assert len(lines) == 1
    assert lines[0].removeprefix(f"{slip.table}.csv").lstrip(",: ").startswith(slip.told.lstrip(",: "))
    assert " -> " not in lines[0]


@pytest.mark.parametrize("slip", REFUSED, ids=lambda slip: slip.name)
def test_what_means_two_things_is_refused_once(tmp_path: Path, slip: Slip) -> None:
    """In one line, with its place and a mend."""
    lines = told(folder_with(slip, tmp_path / "plan"))
    assert len(lines) == 1
    assert lines[0].removeprefix(f"{slip.table}.csv").lstrip(",: ").startswith(slip.told.lstrip(",: "))
    assert " -> " in lines[0]


def spoiled_tables() -> Iterator[tuple[str, str, str | None]]:
    """(what is spoiled, table, its text): each table gone or garbled, each column misspelt, each first cell wrong."""
    for table, text in TABLES.items():
        yield f"no {table}", table, None
        yield f"{table} garbled", table, f"\0{text}"
        yield f"{table} empty", table, ""
        header, first, *rest = csv.reader(text.splitlines())
        for at, column in enumerate(header):
            named = [f"{name}x" if name == column else name for name in header]
            yield f"{table}.{column} misspelt", table, as_text([named, first, *rest])
            wrong = [cell if place != at else "?!" for place, cell in enumerate(first)]
            yield f"{table}.{column} wrong", table, as_text([header, wrong, *rest])


def as_text(rows: list[list[str]]) -> str:
    """Rows as a CSV file has them."""
    return "".join(",".join(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("table", "text"), [(t, x) for _, t, x in spoiled_tables()], ids=[n for n, _, _ in spoiled_tables()]
)
def test_one_fault_is_one_line(tmp_path: Path, table: str, text: str | None) -> None:
    """Whatever is spoiled, what only follows from it is not told; a free text or a table that may be left out may be."""
    lines = told(folder_with(Slip(table, "", text, ""), tmp_path / "plan"))
    assert len(lines) <= 1
    if text is None:
        assert len(lines) == (table not in ("departments", "effects", "limits"))
    elif "?!" not in text:
        assert len(lines) == 1
        assert lines[0].startswith(f"{table}.csv")


def test_readings_change_nothing_that_is_hashed(tmp_path: Path) -> None:
    """However a number or a year is written, the data are the same."""
    plain = tradeoff.read_scenario(folder_with(RIGHT, tmp_path / "plan"))
    for number, slip in enumerate(
        [
            Slip("budgets", "d,1,30", "d,1,30 lakh", ""),
            Slip("budgets", "d,1,30", "d,2026-27,₹0.3 crore", ""),
            Slip("segments", "0.6", "60 %", ""),
            Slip("segments", "households", "Households", ""),
            Slip("settings", "money_unit,lakh", "money_unit,Lacs", ""),
            Slip("budgets", "", TABLES["budgets"].replace(",", ";").encode("utf-16"), ""),
        ]
    ):
        written = tradeoff.read_scenario(folder_with(slip, tmp_path / str(number) / "plan"))
        assert written.readings
        assert written.data_hash == plain.data_hash


def test_every_fault_of_reading_is_told_by_check(tmp_path: Path) -> None:
    """With exit code 3, and readings above what it finds."""
    for number, slip in enumerate((REFUSED[0], Slip("budgets", "", b"PK\x03\x04", ""), Slip("clusters", "", None, ""))):
        words = run("check", str(folder_with(slip, tmp_path / str(number))), code=3).stderr
        assert words.startswith("1 problem in")
    folder = folder_with(READ[0], tmp_path / "plan")
    out = run("check", str(folder)).stdout
    assert "Read, though written otherwise:\n- budgets.csv, row 2, envelope: '12,34,567' read as 1234567\n" in out
    out = run("check", str(folder), "--format", "json").stdout
    assert json.loads(out)["readings"][0]["value"] == "12,34,567"


def test_a_total_that_a_spreadsheet_added_up_in_floats(tmp_path: Path) -> None:
    """Excel keeps 0.1 + 0.2 + 29.7 as 29.999999999999996; a total that is wrong in its 11th digit is wrong."""
    for number, (total, words) in enumerate(
        (
            ("99.9999999999996", "a row of totals"),
            ("99.999999999", "does not add up"),
            ("100.000000001", "does not add"),
        )
    ):
        slip = Slip("budgets", "e,2,20\n", f"e,2,20\nTotal,,{total}\n", "")
        (line,) = told(folder_with(slip, tmp_path / str(number)))
        assert words in line


def test_slips_around_the_tables(tmp_path: Path) -> None:
    """A misspelt key of scenario.yaml, a base that is not there, an empty folder: one line each."""
    (tmp_path / "scenario.yaml").write_text("base: three-clusters\n")
    assert told(tmp_path) == [
        "scenario.yaml, row 1, base: no such key ('base') -> rename it to based_on, if that is what it is, or remove it"
    ]
    (tmp_path / "scenario.yaml").write_text("based_on: three-cluster\n")
    assert len(told(tmp_path)) == 1
    assert told(tmp_path)[0].startswith("scenario.yaml, row 1, based_on: there is no folder and no shipped scenario")
    (tmp_path / "scenario.yaml").unlink()
    assert len(told(tmp_path)) == 1
    assert told(tmp_path)[0].startswith("settings.csv: there is no table of a scenario here -> add its tables")


def test_a_change_that_is_wrong_in_many_rows_is_told_once() -> None:
    """It is one slip, whatever rows it reaches."""
    change = {"table": "costs", "where": {}, "column": "cost_per_household", "set": "much"}
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario("three-clusters").with_changes([change])
    assert len(caught.value.problems) == 1


def test_a_count_of_households_is_no_money() -> None:
    """`depth=100 lakh` asks for a crore of households, where there are a few thousand."""
    with pytest.raises(ValueError, match="would be 10000000 households, and there are"):
        tradeoff.read_scenario("three-clusters").with_floors({"depth": "100 lakh"})


def test_the_column_that_is_really_missing_is_named(tmp_path: Path) -> None:
    """Depth follows from gains and gaps where no level says it: whichever of them is missing is named."""
    levels = "level_id,order,name,reached\nentry,1,Entry,1\nintensive,2,Intensive,1\n"
    gaps = "cluster_id,segment_id,households,poor_share,poverty_gap\nbarpali,p,9,1,0.2\nsonepur,p,9,1,"
    told_by = {
        "levels.csv has no `deep` for": {"levels": levels},
        "effects.csv has no income_gain to hold": {"levels": levels, "segments": gaps + "0.1\n", "effects": None},
        "segments.csv has no poverty_gap to hold": {"levels": levels, "segments": gaps + "\n"},
    }
    for number, (told_so, tables) in enumerate(told_by.items()):
        folder = folder_with(RIGHT, tmp_path / str(number))
        for name, text in tables.items():
            (folder / f"{name}.csv").unlink()
            if text is not None:
                (folder / f"{name}.csv").write_text(text)
        assert dict(tradeoff.read_scenario(folder).missing)["depth"].startswith(told_so)
