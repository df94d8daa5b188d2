"""`tradeoff new` to a workbook: what stands in it, that it comes back the same, and a blank one filled in."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.english_left import english_left
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.independent.workbooks import changed, place, saved, write
from tradeoff.scenario.measures import all_measures
from tradeoff.scenario.tables import TABLES
from tradeoff.scenario.tables.columns import SETTING, column_words
from tradeoff.scenario.tables.row import Row
from tradeoff.scenario.workbook.sheets import read_pairs, spelled
from tradeoff.words.catalogue import read_language
from tradeoff.words.names import find_name, french, plain

LIST = (Path(__file__).parent.parent / "scenarios" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [shipped.name for shipped in tradeoff.shipped_scenarios()])
def test_every_shipped_scenario_comes_back_the_same(name: str, tmp_path: Path) -> None:
    """The data hash, the words and the changes of a folder, after it was a workbook; nothing is read otherwise."""
    folder, workbook = tradeoff.read_scenario(name), tradeoff.copy_scenario(name, tmp_path / "plan.xlsx")
    back = tradeoff.read_scenario(workbook)
    assert back.data_hash == folder.data_hash
    assert (back.name, back.title, back.question) == (folder.name, folder.title, folder.question)
    assert (back.based_on, back.changes) == (folder.based_on, folder.changes)
    assert back.readings == ()


def test_a_workbook_becomes_a_folder_and_that_a_workbook_again(tmp_path: Path) -> None:
    """`new` takes one's own scenario too; `check --out` writes what was read, the same bytes from the second pass on."""
    run("new", "three-pairs", "plan.xlsx", folder=tmp_path)
    run("new", "plan.xlsx", "mine", folder=tmp_path)
    run("new", "mine", "again.xlsx", folder=tmp_path)
    assert (tmp_path / "plan.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    run("check", "again.xlsx", "--out", "once", folder=tmp_path)
    run("check", "once", "--out", "twice", folder=tmp_path)
    run("check", "twice", "--out", "other.xlsx", folder=tmp_path)
    once = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert once == {path.name: path.read_bytes() for path in (tmp_path / "twice").iterdir()}
    hashes = {tradeoff.read_scenario(tmp_path / one).data_hash for one in ("once", "twice", "other.xlsx", "plan.xlsx")}
    assert hashes == {tradeoff.read_scenario("three-pairs").data_hash}


def test_changes_come_back_from_their_sheet(tmp_path: Path) -> None:
    """A row a change: set, multiplied, added with signs and semicolons in its values, removed."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "scenario.yaml").write_text(
        "based_on: three-pairs\nchanges:\n"
        "- {table: budgets, where: {}, column: envelope, multiply: 0.9, reason: a cut}\n"
        "- {table: settings, where: {key: horizon_years}, column: value, set: 9}\n"
        '- {table: limits, add: {limit_id: f, measure: households, sense: ">=", value: 1, reason: \'a; "b" = c\'}}\n'
        "- {table: limits, where: {limit_id: women}, remove: true}\n",
        encoding="utf-8",
    )
    run("new", "mine", "plan.xlsx", folder=tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["changes"]
    assert [cell.value for cell in sheet[2]][:5] == ["budgets", None, "envelope", None, 0.9]
    back, folder = tradeoff.read_scenario(tmp_path / "plan.xlsx"), tradeoff.read_scenario(tmp_path / "mine")
    assert back.changes == folder.changes
    assert (back.data_hash, back.based_on) == (folder.data_hash, "three-pairs")
    run("new", "plan.xlsx", "back", folder=tmp_path)
    assert tradeoff.read_scenario(tmp_path / "back").changes == folder.changes


@pytest.mark.parametrize(
    "pairs", [{}, {"a": "1"}, {"a": 'x "y"; z', "sense": ">="}, {"a": " x ", "b": "= 5\n6", "c": ""}]
)
def test_columns_and_values_in_one_cell(pairs: dict[str, str]) -> None:
    """Whatever stands in the values."""
    assert read_pairs(spelled(pairs)) == pairs


@pytest.mark.parametrize("text", ["department", "a = 1; a = 2", "= 1"])
def test_what_is_no_pair_is_none(text: str) -> None:
    """No sign of equality, a column twice, no column."""
    assert read_pairs(text) is None


def test_what_stands_in_a_workbook(tmp_path: Path) -> None:
    """Sheets, units, colours, Indian numbers, frozen header, lists of ids, and which record holds a figure."""
    workbook = openpyxl.load_workbook(saved(tmp_path / "plan.xlsx", of="orissa"))
    folder = tradeoff.read_scenario("orissa")
    assert workbook.sheetnames[:3] == ["Read-me", "scenario", "settings"]
    assert workbook.sheetnames[-1] == "changes"
    assert set(workbook.sheetnames[2:-1]) == set(folder.resolved.as_read)
    budgets = workbook["budgets"]
    assert [cell.value for cell in budgets[1]][:4] == [
        "department_id", "fund_id", "year [project year]", "envelope [rupee]",
    ]  # fmt: skip
    assert "budget document" in budgets["D1"].comment.text
    assert budgets.freeze_panes == "B2"
    first = place(budgets, "envelope", 2)
    assert (first.value, first.fill.fgColor.rgb) == (7029600, "FFFFE699")
    assert first.number_format == r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0"
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in budgets.data_validations.dataValidation}
    assert lists["B2"] == "'funds'!$A$2:$A$23"
    segments = {one.formula1 for one in workbook["effects"].data_validations.dataValidation}
    assert '"*,leaders,majority"' in segments


def test_texts_stay_texts(tmp_path: Path) -> None:
    """A name that begins like a formula or a link, and ids of digits alone, are texts in the workbook and come back."""
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\n007 =1+2 d 100\n12 http://x.org d 50",
        "levels": "level_id order name reached deep\nentry 1 @Entry 1 0\n2 2 +Intensive 1 1",
        "costs": "cluster_id level_id cost_per_household\n* entry 2.50\n* 2 10",
        "budgets": "department_id year envelope\nd 1 300",
    }
    folder = tradeoff.read_scenario(write_folder(tmp_path / "mine", tables))
    run("new", "mine", "plan.xlsx", folder=tmp_path)
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "plan.xlsx") for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    back = tradeoff.read_scenario(tmp_path / "plan.xlsx")
    assert [(one.cluster_id, one.name) for one in back.clusters] == [("007", "=1+2"), ("12", "http://x.org")]
    assert back.data_hash == folder.data_hash


def test_a_blank_workbook_filled_in_passes(tmp_path: Path) -> None:
    """Names, households, two costs and a purse: enough for depth and breadth, and that is said."""
    run("new", "--blank", "10", "plan.xlsx", folder=tmp_path)
    deeds = [write("costs", "cost_per_household", 2, 0.05), write("costs", "cost_per_household", 3, 0.3)]
    for row in range(2, 12):
        deeds += [write("clusters", "name", row, f"Place {row}"), write("clusters", "poor_households", row, 100)]
    changed(tmp_path / "plan.xlsx", *deeds, write("budgets", "envelope", 2, 100))
    done = run("check", "plan.xlsx", folder=tmp_path)
    assert "the tables are right (10 clusters, 10 cells)" in done.stdout
    assert "depth-breadth" in done.stdout
    # 1,000 households at 0.05 lakh are 50 lakh; the other 50 lakh raise 200 of them to 0.3 (0.25 more each).
    ends = tradeoff.trace_frontier(tradeoff.read_scenario(tmp_path / "plan.xlsx"), "depth-breadth").points
    assert ends[["breadth", "depth"]].round(6).values.tolist() == [[1000, 200], [333.333333, 333.333333]]


def test_a_blank_folder_is_the_same_scenario(tmp_path: Path) -> None:
    """With the same faults to mend: the cells that nobody has filled in."""
    run("new", "--blank", "2", "plan", folder=tmp_path)
    run("new", "--blank", "2", "plan.xlsx", folder=tmp_path)
    folder = run("check", "plan", folder=tmp_path, code=3).stderr.splitlines()
    workbook = run("check", "plan.xlsx", folder=tmp_path, code=3).stderr.splitlines()
    assert folder[1:] == [
        "  budgets.csv, row 2, envelope: the cell is blank -> fill it in; write 0 if it is nothing",
        "  clusters.csv, row 2, name: the cell is blank -> fill it in; the same in row 3",
        "  clusters.csv, row 2, poor_households: the cluster has no rows in segments.csv and no number of households here -> write its poor households, or give it rows in segments.csv; the same in row 3",
        "  costs.csv, row 2, cost_per_household: the cell is blank, and level entry has no contents that would say what it costs -> write what a household costs, 0 if it is nothing; or take the level out with `offered` 0",
        "  costs.csv, row 3, cost_per_household: the cell is blank, and level full has no contents that would say what it costs -> write what a household costs, 0 if it is nothing; or take the level out with `offered` 0",
    ]
    assert workbook[1:] == [
        "  plan.xlsx, budgets!C2, envelope: the cell is blank -> fill it in; write 0 if it is nothing",
        "  plan.xlsx, clusters!B2, name: the cell is blank -> fill it in; the same in row 3",
        "  plan.xlsx, clusters!F2, poor_households: the cluster has no rows in the sheet segments and no number of households here -> write its poor households, or give it rows in the sheet segments; the same in row 3",
        "  plan.xlsx, costs!C2, cost_per_household: the cell is blank, and level entry has no contents that would say what it costs -> write what a household costs, 0 if it is nothing; or take the level out with `offered` 0",
        "  plan.xlsx, costs!C3, cost_per_household: the cell is blank, and level full has no contents that would say what it costs -> write what a household costs, 0 if it is nothing; or take the level out with `offered` 0",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["three-clusters", "plan.xls"], "a workbook that ends with .xlsx"),
        (["three-clusters", "plan.csv"], "name a folder, or a workbook"),
        (["three-clusters"], "name SCENARIO and PATH"),
        (["three-clusters", "plan.xlsx", "--blank", "3"], "or --blank N and PATH alone"),
        (["plan.xlsx", "--blank", "6000"], "name a number from 1 to 5000"),
        (["three-clusterz", "plan.xlsx"], "did you mean 'three-clusters'?"),
    ],
)
def test_wrong_usage_of_new(arguments: list[str], words: str, tmp_path: Path) -> None:
    """Is told, and nothing is written."""
    assert words in " ".join(run("new", *arguments, folder=tmp_path, code=2).stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Neither by `new` nor by `check --out`."""
    run("new", "three-clusters", "plan.xlsx", folder=tmp_path)
    before = (tmp_path / "plan.xlsx").read_bytes()
    for command in (["new", "--blank", "3", "plan.xlsx"], ["check", "three-pairs", "--out", "plan.xlsx"]):
        assert "is there already" in run(*command, folder=tmp_path, code=7).stderr
    assert (tmp_path / "plan.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_french_workbook_to_fill_in_is_explained_in_french(tmp_path: Path) -> None:
    """Its first sheet, its notes, and what each header's comment says, beside the column's own name."""
    run("new", "--blank", "3", "plan.xlsx", "--lang", "fr", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    french_of = read_language("fr").sentences
    told = [str(value) for row in book["Lisez-moi"].iter_rows(values_only=True) for value in row if value]
    told += [str(cell.value) for cell in book["paramètres"]["E"][1:] if cell.value]
    comments = [cell.comment.text for sheet in book.worksheets for cell in sheet[1] if cell.comment]
    assert any(text.startswith("un choix") for text in told)
    assert len(comments) > 60
    # Tables, and what a limit can be set on, are typed as they stand there.
    typed = {*book.sheetnames, *(kind.TABLE for kind in TABLES), *all_measures()}
    assert {text for text in told if french_of.get(text, text) != text} - typed == set()
    assert english_left("\n".join((*told, *comments))) == []
    english = ("In: ", "Blank: ", "Find it in", "Must be filled")
    assert [text for text in comments if any(word in text for word in english)] == []
    assert any(text.startswith("ménages pauvres (poor_households)") for text in comments)


@pytest.mark.parametrize("name", ["three-pairs", "invented-state", "orissa-pilots"])
def test_a_french_workbook_is_the_scenario_it_was_made_of(name: str, tmp_path: Path) -> None:
    """Names of sheets and columns are French, with units; they are read in any language, which is said in one line."""
    run("new", name, "plan.xlsx", "--lang", "fr", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    shared = {"segments", "agents", "budgets", "districts"}
    assert {kind.TABLE for kind in TABLES} & set(book.sheetnames) <= shared
    again = tradeoff.read_scenario(tmp_path / "plan.xlsx")
    assert again.data_hash == tradeoff.read_scenario(name).data_hash
    (said,) = again.readings
    assert str(said).startswith("plan.xlsx: its sheets and headers have French names")


def test_faults_of_a_french_workbook_name_its_sheets(tmp_path: Path) -> None:
    """The sheet that is faulty, one that is named in the mend, and one that is not there."""
    run("new", "three-clusters", "plan.xlsx", "--lang", "fr", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    book["budgets"]["A2"] = "industrie"
    del book["départements"]
    book["grappes"]["G2"] = None
    book.save(tmp_path / "plan.xlsx")
    told = run("check", "plan.xlsx", "--lang", "fr", folder=tmp_path, code=3).stderr.replace("\u00a0", " ")
    assert "plan.xlsx, grappes!G2, ménages pauvres : " in told
    assert "plan.xlsx, budgets!A2, département : absent de la feuille grappes" in told
    assert "feuille clusters" not in told
    assert "feuille departments" not in told


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.TABLE)
def test_the_words_of_columns_are_those_of_the_list_of_tables(kind: type[Row]) -> None:
    """Unit, default, example and meaning are said once, in `columns.csv`; the list of tables has the same."""
    section = LIST.split(f"### {kind.TABLE}.csv\n")[1].split("\n### ")[0].replace("`", "")
    for head, table in (("column", kind.TABLE), ("key", SETTING)):
        if f"| {head} | unit |" not in section:
            continue
        for line in section.split(f"| {head} | unit |")[1].split("\n\n")[0].splitlines()[2:]:
            name, unit, blank, example, *says = (cell.strip() for cell in line.strip("| ").split(" | "))
            words = column_words()[table, name]
            assert (words.unit, words.example) == (unit.replace("-", "text", 1) if unit == "-" else unit, example)
            assert (words.blank, words.says) == (blank.replace("**", ""), says[0] if says else "")
    for column in kind.model_fields.keys() - {"row"}:
        assert (kind.TABLE, column) in column_words() or ("every", column) in column_words()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.TABLE)
def test_every_name_has_a_french_one_and_no_two_of_a_table_share_one(kind: type[Row]) -> None:
    """Found by any of its spellings, with and without accents."""
    columns = [column for column in kind.model_fields if column != "row"]
    for column in columns:
        for word in (*french()[column], column, column.replace("_", " ").title()):
            assert find_name(word, columns) == column, word
            assert find_name(plain(word), columns) == column
    assert find_name(french()[kind.TABLE][0], [one.TABLE for one in TABLES]) == kind.TABLE
    assert re.fullmatch("[a-z_]+", kind.TABLE)
    assert find_name("", columns) is None
    assert find_name("गाँव", columns) is None
