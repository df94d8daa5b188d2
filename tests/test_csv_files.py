"""CSV files as spreadsheets save them: their separators, their letters, their line ends, and the numbers of their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradeoff.errors import InputFault
from tradeoff.scenario.csv_files import read_file, read_folder
from tradeoff.scenario.raw import RawTable, Reading

ROWS = [["fund_id", "name"], ["own", "Büro ଓଡ଼ିଶା"], ["mgnrega", "Work"]]


def told(tmp_path: Path, content: bytes, name: str = "funds.csv") -> tuple[RawTable | None, list[str], list[str]]:
    """The table of a file with this content, its faults and its readings."""
    (tmp_path / name).write_bytes(content)
    problems: list[InputFault] = []
    readings: list[Reading] = []
    table = read_file(tmp_path / name, ("fund_id", "name"), problems, readings)
    return table, [str(one) for one in problems], [str(one) for one in readings]


def cells(table: RawTable | None) -> list[list[str]]:
    """The rows with their header."""
    assert table is not None
    return [list(table.columns), *([str(row[name]) for name in table.columns] for _, row in table.rows)]


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_way_of_saving_gives_the_same_rows(tmp_path: Path, letters: str, separator: str, ends: str) -> None:
    """Any separator, line end and way of writing letters; what is not the plain way is said."""
    text = "".join(separator.join(row) + ends for row in ROWS)
    table, problems, readings = told(tmp_path, text.encode(letters))
    assert cells(table) == ROWS
    assert table is not None
    assert [number for number, _ in table.rows] == [2, 3]
    assert problems == []
    assert len(readings) == (letters == "utf-16") + (separator != ",")


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """A line break inside a cell, or a letter that some programs take for one, begins no row; a blank row is one."""
    text = 'fund_id,name\na,"two\nlines"\nb,"x\u2028y\x85z\fw"\n\n,\nc,last\n'
    table, problems, readings = told(tmp_path, text.encode())
    assert table is not None
    assert [(number, row["fund_id"]) for number, row in table.rows] == [(2, "a"), (3, "b"), (6, "c")]
    assert cells(table)[2][1] == "x\u2028y\x85z\x0cw"
    assert problems == []
    assert readings == ["funds.csv, row 4: the row is blank, and so are 1 more; left out"]


@pytest.mark.parametrize(
    ("content", "place_and_value"),
    [
        (b'fund_id,name\na,"open\nb,x\n', "funds.csv, row 2: not readable as CSV from here on"),
        (b"fund_id|name\na|b\n", "funds.csv, row 1: '|' separates its cells ('fund_id|name') -> save it with commas"),
        (b"sep=|\nfund_id|name\n", "funds.csv: it says that '|' separates its cells ('sep=|')"),
        (b"", "funds.csv: the file is empty -> write its header"),
        (b" \r\n,,\r\n", "funds.csv: the file is empty -> write its header"),
        (b"PK\x03\x04rest", "funds.csv: a workbook, or another archive, under the name of a CSV file -> open it"),
        (b"<html><table>", "funds.csv: a web page under the name of a CSV file"),
        ("fund_id,name\n".encode("utf-16-le"), "funds.csv: its letters are written in a way that is not known"),
        (b"\xff\xfea", "funds.csv: begins as UTF-16 text does"),
        (b"fund_id,name\na,fine\nb,\x81\n", "funds.csv, row 3: its letters are written neither as UTF-8 nor as old"),
        (
            b"fund_id,name\na;b\n",
            "funds.csv, row 2: semicolons separate its cells, and commas those of the header ('a;b')",
        ),
        (b"fund_id,name\na,b,c\n", "funds.csv, row 2: 3 cells under 2 columns ('c') -> put a text or a number"),
        (b"fund_id,\na,b\n", "funds.csv, row 2: cell 2 of the row stands under no column's name ('b') -> write the"),
        (b"fund_id,name,name\na,b,c\n", "funds.csv, row 1, name: the column stands twice ('name') -> keep one"),
    ],
)
def test_what_cannot_be_read_is_told_once(tmp_path: Path, content: bytes, place_and_value: str) -> None:
    """With its file, its row where there is one, and a mend."""
    _, problems, _ = told(tmp_path, content)
    assert len(problems) == 1
    assert problems[0].startswith(place_and_value)


def test_what_excel_says_of_separators_is_no_row(tmp_path: Path) -> None:
    """Its hint `sep=;` is not shown in a spreadsheet, so rows are counted without it."""
    table, problems, _ = told(tmp_path, b"sep=;\r\nfund_id;name\r\na;b\r\n")
    assert cells(table) == [["fund_id", "name"], ["a", "b"]]
    assert table is not None
    assert [number for number, _ in table.rows] == [2]
    assert problems == []


def test_unnamed_columns_without_cells_are_no_columns(tmp_path: Path) -> None:
    """As a spreadsheet leaves them where something was cleared at the right."""
    table, problems, readings = told(tmp_path, b"\n,,,\nfund_id,,name,,\na,,b,,\n")
    assert cells(table) == [["fund_id", "name"], ["a", "b"]]
    assert table is not None
    assert (table.header_row, [number for number, _ in table.rows]) == (3, [4])
    assert problems == []
    assert readings == ["funds.csv, row 3: the rows above are blank; read as the header"]


def test_files_are_found_however_their_names_are_written(tmp_path: Path) -> None:
    """Capitals do not matter; two files of one table are refused, and one with a nearly right name is that table."""
    (tmp_path / "Funds.CSV").write_text("fund_id,name\na,b\n")
    (tmp_path / "levls.csv").write_text("x\n")
    found = read_folder(tmp_path, {"funds": ("fund_id", "name"), "levels": (), "costs": ()})
    assert list(found.tables) == ["funds"]
    assert [str(one) for one in found.readings] == ["funds.csv: the file is called Funds.CSV; read as this table"]
    assert [str(one) for one in found.problems] == [
        "levls.csv: no table has this name ('levls.csv') -> rename or move it; did you mean 'levels.csv'?"
    ]
    assert found.unread == {"levels"}
    (tmp_path / "funds.csv").write_text("fund_id,name\na,b\n")
    found = read_folder(tmp_path, {"funds": ("fund_id", "name"), "levels": (), "costs": ()})
    assert [one.what for one in found.problems if one.file == "funds.csv"] == ["the same table as Funds.CSV"]


def test_rows_below_a_title_are_read_and_told_of_in_the_same_pass(tmp_path: Path) -> None:
    """Words above the header are one fault; which row the header is, and what separates its cells, is found below them."""
    content = "Funds: own and others\n;;\n2026\nfund_id;name\nown;Büro\nmgnrega;Work;more\n".encode()
    table, faults, _ = told(tmp_path, content)
    assert cells(table) == [["fund_id", "name"], ["own", "Büro"]]
    assert faults == [
        "funds.csv, row 1: words stand above the header, which is in row 4 ('Funds: own and others') -> remove what stands "
        "above the header, or put it elsewhere",
        "funds.csv, row 6: 3 cells under 2 columns ('more') -> put a text or a number that holds semicolons in quotation marks",
    ]
    assert table is not None
    assert table.header_row == 4
    assert table.rows[0][0] == 5


@pytest.mark.parametrize("first", ["fund_id,name", "fund_id,nme", "fund,name"])
def test_a_first_row_that_names_a_column_is_the_header(tmp_path: Path, first: str) -> None:
    """However the others are spelled, and though a row below it looks like one too."""
    table, faults, _ = told(tmp_path, f"{first}\nown,Own\nfund_id,name\n".encode())
    assert table is not None
    assert (table.header_row, faults) == (1, [])
