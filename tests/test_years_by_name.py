"""Years by name: where `first_year` says what year 1 is called, results say `2026-27`, and both are read everywhere."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff.scenario.written_years import ProjectYears, named_year

NUMBERED = re.compile(r"\byears? [1-9]\b")

OUTLOOK = ("plan", "mine", "--trade", "depth-breadth", "--at", "breadth=900", "--form", "outlook")


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """three-pairs with its purses' years typed as an office names them; the folder that holds it."""
    folder = tmp_path_factory.mktemp("years")
    mine = tradeoff.copy_scenario("three-pairs", folder / "mine")
    text = (mine / "budgets.csv").read_text()
    for number, name in (("1", "2026-27"), ("2", "FY 2027-28"), ("3", "2028-2029")):
        text = text.replace(f",{number},", f",{name},")
    (mine / "budgets.csv").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("first", "names"),
    [
        ("2026-27", ("2027-28", "2026-27 to 2028-29", "2026-27, 2028-29")),
        ("FY 2026-2027", ("2027-28", "2026-27 to 2028-29", "2026-27, 2028-29")),
        ("2026", ("2027", "2026 to 2028", "2026, 2028")),
        ("2099-00", ("2100-01", "2099-00 to 2101-02", "2099-00, 2101-02")),
        ("", ("year 2", "years 1 to 3", "years 1, 3")),
        ("the first", ("year 2", "years 1 to 3", "years 1, 3")),
    ],
)
def test_a_year_has_one_name(first: str, names: tuple[str, str, str]) -> None:
    """Whatever first_year is written like; where it names no year there are numbers."""
    years = ProjectYears(first=named_year(first))
    assert (years.name(2), years.span(1, 3), years.names((1, 3))) == names


def test_a_plan_names_its_years(typed: Path) -> None:
    """On the screen, in the CSV that is printed, in its folder and its workbook; `check` reads them back."""
    asked = ("plan", "mine", "--trade", "depth-breadth", "--at", "breadth=1000", "--form", "outlook")
    screen = run(*asked, "--out", "of-it", folder=typed)
    assert "2026-27" in screen.stdout
    assert not NUMBERED.search(screen.stdout + screen.stderr)
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv", folder=typed).stdout)))
    assert rows
    assert {row["year"] for row in rows} <= {"2026-27", "2027-28", "2028-29"}
    for table in ("money", "households", "openings", "purses"):
        found = list(csv.DictReader(io.StringIO((typed / "of-it" / f"{table}.csv").read_text())))
        assert {row["year"] for row in found} <= {"2026-27", "2027-28", "2028-29"}, table
    told = run("check", "of-it", folder=typed).stdout
    assert "nothing is different" in told
    assert "It keeps every limit." in told


def test_a_plan_by_number_says_the_same(typed: Path) -> None:
    """An allotment with year 1 and one with 2026-27 are one plan, and a year that is none is refused at its cell."""
    run(*OUTLOOK, "--out", "named", folder=typed)
    shutil.copytree(typed / "named", typed / "numbered")
    for table in (typed / "numbered").glob("*.csv"):
        text = table.read_text()
        for number, name in (("1", "2026-27"), ("2", "2027-28"), ("3", "2028-29")):
            text = re.sub(rf"(^|,){name}(?=,)", rf"\g<1>{number}", text, flags=re.MULTILINE)
        table.write_text(text)
    one, other = tradeoff.read_plan(typed / "named"), tradeoff.read_plan(typed / "numbered")
    assert one.decision == other.decision
    assert one.stated == other.stated
    for text, said in (
        (
            "2036-37",
            "households.csv row 2, year: outside the project years ('2036-37') -> write a year from 2026-27 on to 2028-29",
        ),
        ("2026-28", "households.csv row 2, year: two years that do not follow each other ('2026-28')"),
        ("2026", "households.csv row 2, year: the years of the project are named as 2026-27 is ('2026')"),
    ):
        head, first, *rest = (typed / "named" / "households.csv").read_text().splitlines()
        spoilt = "\n".join([head, re.sub(r"\d{4}-\d\d", text, first), *rest]) + "\n"
        (typed / "numbered" / "households.csv").write_text(spoilt)
        with pytest.raises(tradeoff.ScenarioError) as caught:
            tradeoff.read_plan(typed / "numbered")
        assert len(caught.value.problems) == 1
        assert str(caught.value.problems[0]).replace(".csv, row", ".csv row").startswith(said)


def test_a_workbook_names_its_years(typed: Path) -> None:
    """The plan's yellow cells and the sums of it; edited by name it is taken back."""
    run(*OUTLOOK, "--out", "plan.xlsx", folder=typed)
    book = openpyxl.load_workbook(typed / "plan.xlsx")
    for name in ("households", "openings", "money", "purses"):
        header = next(cell for cell in book[name][3] if str(cell.value).startswith("year"))
        column = [row[header.column - 1].value for row in book[name].iter_rows(min_row=4)]
        assert column
        assert set(column) <= {"2026-27", "2027-28", "2028-29"}, name
    assert "nothing is different" in run("check", "plan.xlsx", folder=typed).stdout


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    """Whose tables count years gets files that count them, and JSON always does; sentences name them all the same."""
    asked = ("plan", "three-pairs", "--trade", "depth-breadth", "--at", "breadth=1000", "--form", "outlook")
    rows = csv.DictReader(io.StringIO(run(*asked, "--format", "csv", folder=tmp_path).stdout))
    assert {row["year"] for row in rows} <= {"1", "2", "3"}
    assert not NUMBERED.search(run(*asked, folder=tmp_path).stdout)


def test_faults_and_changes_name_years(typed: Path, tmp_path: Path) -> None:
    """What is missing, what a check says before anything is solved, and what a variant changes."""
    told = run("check", "mine", folder=typed).stdout
    assert "households join in 2026-27 to 2028-29; today is income in 2026-27 to 2028-29" in told
    assert not NUMBERED.search(told.replace("read as year 1", "").replace("read as year 2", ""))
    mine = tradeoff.read_scenario(typed / "mine")
    less = mine.with_changes(
        [{"table": "budgets", "where": {"department_id": "textiles", "year": 2}, "column": "envelope", "set": 1}]
    )
    assert [change.key for change in less.changes] == ["department_id=textiles, year=2027-28"]
    shutil.copytree(typed / "mine", tmp_path / "mine")
    lines = (tmp_path / "mine" / "budgets.csv").read_text().splitlines(keepends=True)
    (tmp_path / "mine" / "budgets.csv").write_text("".join(line for line in lines if "textiles,FY" not in line))
    with pytest.raises(tradeoff.ScenarioError, match="textiles has no row for 2027-28"):
        tradeoff.read_scenario(tmp_path / "mine")
