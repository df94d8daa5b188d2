"""Results as workbooks: the same rows as the folder's, live totals with their values, and no text that runs."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_scenario import SMALL
from tradeoff.reports.folder import plan_files
from tradeoff.reports.tables import plan_json
from tradeoff.reports.workbook.as_xlsx import as_xlsx, inert
from tradeoff.reports.workbook.plan_sheets import plan_workbook
from tradeoff.reports.workbook.plan_words import outlook_on_sheets
from tradeoff.reports.workbook.sheets import Column, Figure, Table, Workbook

HEADER, FIRST = 3, 4
"""Rows of every table, as a spreadsheet counts them: title, totals, headers, then the rows."""
DECIDED = ("households", "openings", "facilitation", "transfers", "agents")
HOSTILE = (
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "a\x07bell",
    "\x1b[31mred",
    "\u202eabc",
    "http://example.org/x",
    "mailto:a@example.org",
)


@pytest.fixture(scope="module")
def frontier() -> tradeoff.ScenarioFrontier:
    """Three kinds of money rules and several funds' worth of tables, small enough to solve at once."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")


@pytest.fixture(scope="module")
def content(frontier: tradeoff.ScenarioFrontier) -> bytes:
    """The workbook of a plan in shares."""
    level = {"breadth": 1500.5}
    return as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {})))


def opened(content: bytes, *, values: bool = True) -> openpyxl.Workbook:
    """The workbook as another program reads it, with the values of formulas or the formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def headers(sheet: Any) -> list[str]:
    """The headers of a table, without their units."""
    return [re.sub(r" \([^()]*\)$", "", str(cell.value)) for cell in sheet[HEADER] if cell.value is not None]


def rows(sheet: Any) -> list[tuple[object, ...]]:
    """The rows of a table, blanks as blank texts."""
    wide = len(headers(sheet))
    return [tuple("" if v is None else v for v in row[:wide]) for row in sheet.iter_rows(FIRST, values_only=True)]


def test_every_table_has_the_rows_of_the_folder(frontier: tradeoff.ScenarioFrontier, content: bytes) -> None:
    """Row for row and figure for figure, a number where the file has one."""
    plan = frontier.plan(breadth=1500.5)
    files = plan_files(frontier.scenario, plan, plan_json(frontier, plan))
    book = opened(content)
    tables = [name for name in files if name.endswith(".csv") and "/" not in name]
    assert {*DECIDED, "money", "purses", "aims", "release", "posting", "opened"} <= {
        n.removesuffix(".csv") for n in tables
    }
    for name in tables:
        listed = list(csv.DictReader(io.StringIO(files[name].decode())))
        sheet = book[name.removesuffix(".csv")]
        columns = headers(sheet)
        assert len(rows(sheet)) == len(listed)
        for row, record in zip(rows(sheet), listed, strict=True):
            for column, value in zip(columns, row, strict=True):
                text = record[column]
                assert Fraction(text) == Fraction(repr(value)) if isinstance(value, int | float) else value == text


def test_totals_are_formulas_with_the_sum_as_their_value(content: bytes) -> None:
    """Every total above a table adds up all rows below it, and has their sum stored."""
    formulas, values = opened(content, values=False), opened(content)
    seen = 0
    for sheet in formulas.worksheets[1:]:
        for cell in sheet[2]:
            if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                column = cell.column_letter
                assert cell.value == f"=SUM({column}{FIRST}:{column}1048576)"
                below = [row[cell.column - 1] for row in values[sheet.title].iter_rows(FIRST, values_only=True)]
                exact = sum(Fraction(repr(value)) for value in below if value is not None)
                stored = values[sheet.title][cell.coordinate].value
                assert abs(Fraction(repr(stored)) - exact) <= abs(exact) * Fraction(1, 10**11)
                seen += 1
    assert seen > 20


def test_money_adds_up_the_same_whichever_way(content: bytes) -> None:
    """By activity, by cluster, by year and in the purses it is the same rupees, to the last."""
    book = opened(content)
    totals = {
        name: book[name].cell(2, len(headers(book[name]))).value
        for name in ("money by activity", "money by cluster", "money by year")
    }
    spent = book["purses"].cell(2, headers(book["purses"]).index("spent") + 1).value
    assert set(totals.values()) == {spent}


def test_the_same_plan_gives_the_same_bytes(frontier: tradeoff.ScenarioFrontier, content: bytes) -> None:
    level = {"breadth": 1500.5}
    again = as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {})))
    assert again == content


def test_sheets_are_set_for_reading_and_for_paper(content: bytes) -> None:
    """Frozen headers, A4, headers on every printed page, yellow cells where something is decided, units in headers."""
    book = opened(content)
    assert book.sheetnames[0] == "plan"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == f"A{FIRST}"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$3"
    for name in DECIDED:
        assert book[name].cell(FIRST, 1).fill.fgColor.rgb == "FFFFE699"
    agents = {
        name: book["agents"].cell(FIRST, place).fill.fgColor.rgb
        for place, name in enumerate(headers(book["agents"]), 1)
    }
    assert {name for name, colour in agents.items() if colour == "FFFFE699"} == {"year", "trained"}
    assert book["money"].cell(FIRST, 1).fill.fgColor.rgb != "FFFFE699"
    assert "households (households)" in [cell.value for cell in book["households"][HEADER]]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "barChart" in package.read("xl/charts/chart1.xml").decode()


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    """Names that a spreadsheet would run, link or choke on: each is a text of its own cell, and nothing else."""
    folder = write_folder(tmp_path / "hostile", SMALL)
    seen = [name for name in HOSTILE if not any(letter in name for letter in "\x07\x1b\u202e")]
    names = "\n".join(f'c{place},"{name}",d,50' for place, name in enumerate(seen))
    (folder / "clusters.csv").write_text(
        f"cluster_id,name,department_id,poor_households\nbarpali,Barpali,d,100\nsonepur,Sonepur,d,50\n{names}\n"
    )
    (folder / "scenario.yaml").write_text('title: "=1+1 &G &P"\nquestion: "=HYPERLINK(1)"\n')
    # Letters that cannot be seen are refused in a table; a title made in memory may hold them.
    scenario = replace(tradeoff.read_scenario(folder), title=" ".join(HOSTILE))
    found = tradeoff.trace_frontier(scenario, "depth-breadth")
    end = found.extreme_points[0].x
    content = as_xlsx(plan_workbook(outlook_on_sheets(found, found.plans[0], {found.x: end}, {})))
    book = opened(content, values=False)
    texts = {
        cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "s"
    }
    for name in (*seen, " ".join(HOSTILE)):
        assert inert(name) in texts
    formulas = [c.value for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert all(re.fullmatch(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)", text) for text in formulas)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"<hyperlink" in part or b"externalLink" in part for part in parts.values())
    assert not any(bytes([code]) in part for name, part in parts.items() if name.endswith(".xml") for code in (7, 27))


def test_a_workbook_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    """Exit 7 before anything is solved; the file keeps its bytes, and nothing lies beside it."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    lock = tmp_path / ".~lock.plan.xlsx#"
    lock.write_text("somebody")
    asked = ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900", "--out", str(path))
    refused = run(*asked, "--overwrite", code=7)
    assert "is open in a spreadsheet" in refused.stderr
    lock.unlink()
    refused = run(*asked, code=7)
    assert "--overwrite" in refused.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]
    assert path.read_bytes() == b"mine"
    run(*asked, "--overwrite", "--form", "outlook")
    assert openpyxl.load_workbook(path).sheetnames[0] == "plan"


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods", "plan.xlsm"])
def test_other_spreadsheets_are_not_taken_for_folders(name: str, tmp_path: Path) -> None:
    asked = ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "middle", "--out", str(tmp_path / name))
    refused = run(*asked, code=2)
    assert "plan.xlsx" in refused.stderr


@pytest.fixture
def saved(content: bytes, tmp_path: Path) -> Path:
    """The workbook as a file."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    return path


def edit(path: Path, cells: dict[str, object]) -> None:
    """Type into cells such as `households!E4`, and save as another program does."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book[sheet][cell] = value
    book.save(path)


def test_an_untouched_plan_comes_back_without_a_difference(frontier: tradeoff.ScenarioFrontier, saved: Path) -> None:
    """The scenario keeps its data hash, and what follows is what is stated."""
    plan = tradeoff.read_plan(saved)
    assert plan.scenario.data_hash == frontier.scenario.data_hash
    assert (plan.scenario.title, plan.trade) == (frontier.scenario.title, "depth-breadth")
    found = tradeoff.check_plan(plan)
    assert (found.differences, found.broken) == ((), ())
    before = saved.read_bytes()
    assert "breadth: " in run("check", str(saved)).stdout
    assert saved.read_bytes() == before


def test_an_edited_plan_is_worked_out_as_its_folder_is(saved: Path) -> None:
    """A thousand households more in the first row: more of them than the list has, and more money than there is."""
    first = openpyxl.load_workbook(saved, data_only=True)["households"]["E4"].value
    edit(saved, {"households!E4": first + 100_000})
    result = run("check", str(saved), code=4)
    assert re.search(r"differ:\n- aims!B4 \(breadth\): \S+ is stated, \S+ follows\n", result.stdout)
    assert "more join" in result.stdout or "more is needed" in result.stdout


def test_a_sheet_without_a_row_is_hidden(tmp_path: Path) -> None:
    """With one purse, no agents, no shares of cost and one year nothing is moved, facilitated, brought or owed.

    `check` finds every sheet all the same: a hidden one is there, and has no row. What may be decided on one is said.
    """
    write_folder(tmp_path / "small", SMALL)
    run("plan", "small", "--trade", "depth-breadth", "--at", "breadth=150", "--out", "plan.xlsx", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    state = {sheet.title: sheet.sheet_state for sheet in book if not rows(sheet)}
    assert {"contributions", "owed", "facilitation", "transfers"} <= state.keys()
    assert set(state.values()) == {"hidden"}
    assert all(sheet.sheet_state == "visible" for sheet in book if sheet.title not in state)
    told = [cell.value for cell in book["plan"]["B"] if str(cell.value).startswith("Nothing is in ")]
    assert len(told) == 1
    assert set(re.findall(r"[\w.]+", told[0].split(". Such")[0].removeprefix("Nothing is in "))) == set(state)
    assert "To decide something in facilitation or transfers, show the sheet first" in told[0]
    assert "nothing is different" in run("check", str(tmp_path / "plan.xlsx")).stdout


def test_faults_of_an_edited_plan_name_their_cells(saved: Path) -> None:
    """A cluster that is not there, a share of 1.5, a formula that nobody worked out: each with its sheet and cell."""
    edit(saved, {"households!A4": "nowhere", "openings!C4": 1.5, "facilitation!C4": "=1+1"})
    told = run("check", str(saved), code=3).stderr
    assert "plan.xlsx, households!A4" in told
    assert "plan.xlsx, openings!C4" in told
    assert told.count("plan.xlsx, facilitation!C4") == 1
    assert "Traceback" not in told


@pytest.fixture(scope="module")
def report(frontier: tradeoff.ScenarioFrontier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the frontier as a workbook."""
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    tradeoff.write_report(frontier, path)
    return path


def test_a_report_has_every_point_and_its_chart(frontier: tradeoff.ScenarioFrontier, report: Path) -> None:
    """A row a point, to twelve digits, and a native chart of them; a report on paper begins with words."""
    book = openpyxl.load_workbook(report, data_only=True)
    assert book.sheetnames[:2] == ["report", "depth-breadth"]
    listed = rows(book["depth-breadth"])
    places = [headers(book["depth-breadth"]).index(aim) for aim in (frontier.x, frontier.y)]
    found = [tuple(row[place] for place in places) for row in listed]
    assert found == [(pytest.approx(p.x, rel=1e-11), pytest.approx(p.y, rel=1e-11)) for p in frontier.extreme_points]
    with zipfile.ZipFile(report) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert sum("scatterChart" in chart for chart in charts) == 1
    assert sum("barChart" in chart for chart in charts) == 1
    said = [cell.value for cell in book["report"]["B"] if cell.value]
    told = [text for text in said if "Reaching 50 more" in text]
    assert told
    assert all(text.startswith(("At ", "From ")) and " households of breadth: " in text for text in told)


def test_a_report_totals_each_plan_by_itself(frontier: tradeoff.ScenarioFrontier, report: Path) -> None:
    """Of each plan with a name the money of its own tables, whichever sheet adds it up; never a sum over plans."""
    book = openpyxl.load_workbook(report, data_only=True)
    for named in frontier.named_plans:
        plan = frontier.plan(**{frontier.x: named.x})
        for name in ("money by activity", "money by cluster", "money by year", "release"):
            sheet = book[name]
            place = headers(sheet).index(f"{frontier.trade}, {named.word}")
            assert sheet.cell(2, place + 1).value == sum(int(str(row["amount"])) for row in plan.records["money"])
        place = headers(book["households"]).index(f"{frontier.trade}, {named.word}")
        enrolled = sum(float(str(row["households"])) for row in plan.records["households"])
        assert book["households"].cell(2, place + 1).value == pytest.approx(enrolled, rel=1e-9)


def test_a_report_that_is_open_elsewhere_is_refused_before_anything_is_solved(tmp_path: Path) -> None:
    (tmp_path / "~$report.xlsx").write_text("somebody")
    run("report", "three-clusters", "--out", str(tmp_path / "report.xlsx"), code=7)
    (tmp_path / "~$report.xlsx").unlink()
    run("report", "three-clusters", "--out", str(tmp_path / "report.xlsx"))
    assert openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames[0] == "report"


def test_sheets_are_laid_out_for_the_eye(content: bytes) -> None:
    """Figures and their heads at the right and the top of a row, texts at the left; a chart below its short table."""
    sheet = opened(content)["money by activity"]
    for cell in (sheet.cell(FIRST, sheet.max_column), sheet.cell(HEADER, sheet.max_column)):
        assert cell.alignment.horizontal == "right"
    assert sheet.cell(FIRST, sheet.max_column).alignment.vertical == "top"
    assert sheet.cell(HEADER, 1).alignment.horizontal == "left"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    column, row = re.findall(r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", drawing)[0]
    assert (int(column), int(row)) == (0, sheet.max_row + 1)


def test_a_long_text_takes_the_lines_it_needs() -> None:
    """A text wider than the widest column is wrapped and its row is higher; one that fits keeps a line."""
    rows = [{"of": "x" * 42, "count": 1}, {"of": "money of a department " * 4, "count": 2}]
    columns = (Column(key="of"), Column(key="count", figure=Figure.COUNT))
    book = opened(as_xlsx(Workbook(title="t", sheets=(Table(name="s", title="t", columns=columns, rows=rows),))))
    sheet = book["s"]
    assert sheet.row_dimensions[FIRST].height in (None, 15.0)
    assert sheet.row_dimensions[FIRST + 1].height == 45.0
    assert [bool(sheet.cell(row, 1).alignment.wrap_text) for row in (FIRST, FIRST + 1)] == [False, True]
