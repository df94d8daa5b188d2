"""A plan's workbook in French: titles, heads and notes are, and sheets that `check` reads back are read as English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.english_left import english_left
from tests.independent.command_line import run
from tradeoff.programme.plan_tables import DECISIONS, FIGURES
from tradeoff.reports.lists import COLUMNS
from tradeoff.reports.reported import Reported
from tradeoff.reports.told import tell
from tradeoff.reports.workbook.report_sheets import report_workbook
from tradeoff.reports.workbook.sheets import Table
from tradeoff.scenario.blank import blank_book
from tradeoff.scenario.measures import GROUPS
from tradeoff.scenario.objectives import AIMS
from tradeoff.scenario.tables import TABLES, Row
from tradeoff.scenario.workbook.write import as_workbook
from tradeoff.words.catalogue import read_language
from tradeoff.words.names import find_name, french, french_head, heading_of, plain, without_unit
from tradeoff.words.spoken import in_language

HEADER = 3
PLAN = ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "middle")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a plan for action, as the command writes it."""
    made = tmp_path_factory.mktemp("french") / "plan.xlsx"
    run(*PLAN, "--out", str(made), "--lang", "fr")
    return made


def heads(book: openpyxl.Workbook, sheet: str) -> list[str]:
    """The heads of a table, without their units."""
    return [without_unit(str(cell.value))[0] for cell in book[sheet][HEADER] if cell.value is not None]


def for_programs(book: openpyxl.Workbook) -> set[str]:
    """Names of sheets, and what stands below the words of the first sheet: facts that `check` looks for."""
    rows = [tuple(cell.value for cell in row[:2]) for row in book["plan"].iter_rows()]
    return {str(text) for row in rows if row[0] and row[1] for text in row} | set(book.sheetnames)


def test_a_workbook_to_fill_in_names_its_sheets_and_columns_as_they_are_called_there(tmp_path: Path) -> None:
    """Its first sheet sends nobody to `settings`, `scenario` or `grade`, which are not there, and no group is English."""
    with in_language("fr"):
        (tmp_path / "plan.xlsx").write_bytes(as_workbook(blank_book(2)))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sentences = [str(cell.value) for cell in book.worksheets[0]["B"] if cell.value]
    names = {kind.TABLE for kind in TABLES} | {"scenario", "changes", *Row.model_fields}
    absent = {name for name in names & french().keys() if french_head(name) != name}
    absent |= {*GROUPS, "voice", "health"}
    assert {"settings", "scenario", "grade"} <= absent
    assert [one for one in sentences if absent & set(re.findall(r"\w+", one))] == []
    assert {"part des femmes", "part des SC", "part des ST", "part des minorités"} <= set(sentences)


def test_no_word_of_a_workbook_stays_english(path: Path) -> None:
    """No cell is a sentence or a word that French has words for, none holds one, and no head is an English name."""
    book = openpyxl.load_workbook(path, data_only=True)
    said = read_language("fr").sentences
    tables = tradeoff.read_scenario("three-clusters").resolved.as_read.values()
    own = {text for table in tables for _, cells in table.rows for text in cells.values()}
    # Tables are called as their files are, and `all` is the id of those who are in no segment.
    own |= {kind.TABLE for kind in TABLES} | {"all"}
    told = []
    for sheet in book.worksheets:
        # What stands in tables of the scenario and of the plan is for programs, or somebody's own words.
        of_files = sheet.title in COLUMNS or sheet.title.startswith("scenario") or sheet.title in ("aims", "money")
        for row in sheet.iter_rows(max_row=HEADER if of_files else None, values_only=True):
            told += [value for value in row if isinstance(value, str) and value not in own]
    assert len(told) > 200
    assert {text for text in told if said.get(text, text) != text} - for_programs(book) == set()
    question = str(tradeoff.read_scenario("three-clusters").question)
    assert question in told
    assert english_left("\n".join(text for text in told if text != question)) == []
    assert [cell.value for cell in book["aims"]["C"][HEADER:]] == ["ménages", "ménages"]
    for name in book.sheetnames[1:]:
        english = {head for head in heads(book, name) if head in french() and plain(french()[head][0]) != plain(head)}
        assert english == set(), name


@pytest.mark.parametrize("kind", [*DECISIONS, *FIGURES, *TABLES], ids=lambda kind: kind.__name__)
def test_every_head_is_read_back_as_the_column_it_was(kind: type) -> None:
    """In French as in English; no two columns of a table have one head."""
    columns = [name for name in kind.model_fields if name not in ("row", "plan")]
    for code in ("fr", "en"):
        with in_language(code):
            written = [heading_of(name) for name in columns]
        assert [find_name(word, columns) for word in written] == columns


@pytest.mark.parametrize("columns", COLUMNS.values(), ids=list(COLUMNS))
def test_heads_of_lists_differ(columns: tuple[str, ...]) -> None:
    """An id and the name beside it are two columns in French too."""
    with in_language("fr"):
        assert len({heading_of(name) for name in columns}) == len(columns)


def test_a_french_plan_is_read_as_the_english_one(path: Path, tmp_path: Path) -> None:
    """Whichever language `check` speaks: nothing is stated otherwise, and the scenario keeps its data hash."""
    english = tmp_path / "english.xlsx"
    run(*PLAN, "--out", str(english))
    one, other = tradeoff.read_plan(path), tradeoff.read_plan(english)
    assert one.scenario.data_hash == other.scenario.data_hash
    assert one.decision == other.decision
    assert tradeoff.check_plan(one).differences == ()
    assert "It keeps every limit" in run("check", str(path)).stdout


def test_faults_in_a_french_plan_name_their_cells(path: Path, tmp_path: Path) -> None:
    """A cluster that is not there, in the column `grappe`; and a head in English among French ones is taken."""
    book = openpyxl.load_workbook(path)
    assert book["households"]["A3"].value == "grappe"
    book["households"]["A3"] = "cluster_id"
    book["openings"]["A4"] = "nulle_part"
    book.save(tmp_path / "edited.xlsx")
    told = run("check", str(tmp_path / "edited.xlsx"), "--lang", "fr", code=3).stderr
    assert "openings!A4" in told
    assert "households!" not in told


EDITS = {
    "a cluster that is not there": (("openings", "A4", "nulle_part"), "openings!A4, grappe\u00a0:"),
    "a text in a count": (("households", "E4", "beaucoup"), "households!E4, ménages\u00a0:"),
    "a column renamed": (("households", "E3", "nombre"), "households!E3, nombre\u00a0:.* renommez-la ménages"),
    "a column taken away": (("households", "E3", None), "households, ligne 3, ménages\u00a0: la colonne manque"),
    "two columns of one meaning": (
        ("households", "F3", "households"),
        r"households!F3\u00a0: .*celle-ci et E3 \('ménages'\)",
    ),
    "a purse that is no number": (("scenario.budgets", "C4", "mille"), "'scenario.budgets'!C4, enveloppe\u00a0:"),
    "a column nobody knows": (("scenario.budgets", "H3", "xyz"), "'scenario.budgets'!H3, xyz\u00a0:"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_faults_name_cells_and_heads_as_they_stand_there(edit: str, path: Path, tmp_path: Path) -> None:
    """One line a fault: the cell, the head in the sheet's language, and no name that stands nowhere in the file."""
    (sheet, cell, value), told = EDITS[edit]
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(tmp_path / "edited.xlsx")
    said = run("check", str(tmp_path / "edited.xlsx"), "--lang", "fr", code=3).stderr.splitlines()
    assert len(said) == 2
    assert re.search(told, said[1])
    assert re.search(r"cluster_id|envelope", said[1]) is None


def test_a_figure_that_stands_in_no_row_is_named_by_its_head(path: Path, tmp_path: Path) -> None:
    """Of a row that was taken out there is no cell: sheet, head and what names the row."""
    book = openpyxl.load_workbook(path)
    book["aims"].delete_rows(HEADER + 1)
    book.save(tmp_path / "edited.xlsx")
    for code in ("fr", "en"):
        told = run("check", str(tmp_path / "edited.xlsx"), "--lang", code).stdout
        assert re.search(r"aims, (?:sans ligne|in no row), valeur \(breadth\)", told)


def test_heads_are_words_as_one_writes_them(path: Path) -> None:
    """With blanks and no underscores; the balance of purses is told by the heads of its own columns."""
    book = openpyxl.load_workbook(path, data_only=True)
    assert not any("_" in head for name in book.sheetnames[1:] for head in heads(book, name))
    balance = str(book["purses"]["A1"].value).split("\u00a0: ")[1].split(". ")[0]
    assert set(re.split(r" [-+=] ", balance)) == set(heads(book, "purses")[3:])


SHARED = {
    "plan",
    "plan (number)",
    "distance",
    "source",
    "sources",
    "segment",
    "participation",
    "signature",
    "district",
    "table",
}
"""Heads that French writes as English does."""


def heads_of(reported: Reported) -> list[str]:
    """Names of the sheets of a report's workbook and their heads, without units, in the language that is spoken."""
    tables = [sheet for sheet in report_workbook(tell(reported)).sheets if isinstance(sheet, Table)]
    return [word for table in tables for word in (table.name, *(without_unit(one.header)[0] for one in table.columns))]


def test_no_head_of_a_report_stays_english() -> None:
    """With how sure its plans are: names of choices stay, and sheets that are files of a folder too."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), "today-tomorrow", exact=True)
    reported = Reported(frontiers=[frontier], sure=[tradeoff.how_sure(frontier, draws=2)])
    english = heads_of(reported)
    with in_language("fr"):
        named = heads_of(reported)
    same = {one for one, other in zip(english, named, strict=True) if one == other}
    assert "unspent" in english
    assert "promised" in english
    assert same - SHARED - {"today-tomorrow", *COLUMNS, "households"} == set()


def test_every_head_that_sheets_name_has_a_french_word() -> None:
    """Also those of sheets that few reports have: plans to sanction, values at which the advice would turn."""
    rooms = Path(tradeoff.__file__).parent / "reports" / "workbook"
    calls = [
        node
        for path in rooms.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Column"
    ]
    keys = {
        key.value.value
        for call in calls
        if not any(word.arg == "name" for word in call.keywords)
        for key in call.keywords
        if key.arg == "key" and isinstance(key.value, ast.Constant)
    }
    assert "y_bound" in keys
    assert {key for key in keys if key not in french() and key not in AIMS} == set()
