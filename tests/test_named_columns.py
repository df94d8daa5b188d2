"""A message calls a column as the user's own file does: by its French head in a French workbook, else by its name."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import Slip, folder_with
from tradeoff.errors import ScenarioError
from tradeoff.scenario.blank import blank_book
from tradeoff.scenario.named_columns import columns_as_there
from tradeoff.scenario.raw import RawTable, Sheet
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.workbook.write import as_workbook
from tradeoff.words.names import french_head
from tradeoff.words.spoken import in_language


def table(name: str, **heads: str) -> RawTable:
    """A table on a sheet whose heads are these."""
    sheet = Sheet(workbook="plan.xlsx", name=name, letters={}, heads=heads)
    return RawTable(file=f"{name}.csv", columns=tuple(heads), rows=(), sheet=sheet)


def filled(path: Path, *cells: tuple[str, str, object]) -> Path:
    """A French workbook of two clusters with what a plan needs, and some cells over it."""
    with in_language("fr"):
        path.write_bytes(as_workbook(blank_book(2)))
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in (
        *(("grappes", f"B{row}", f"lieu {row}") for row in (2, 3)),
        *(("grappes", f"F{row}", 100) for row in (2, 3)),
        ("coûts", "C2", 0.1),
        ("coûts", "C3", 0.4),
        ("budgets", "C2", 60),
        *cells,
    ):
        book[sheet][cell] = value
    book.save(path)
    return path


def told(path: Path) -> list[str]:
    """What is wrong in a workbook or folder, in French, a line a fault."""
    with in_language("fr"), pytest.raises(ScenarioError) as caught:
        tradeoff.read_scenario(path)
    with in_language("fr"):
        return [str(one) for one in caught.value.problems]


def test_each_column_is_called_as_its_own_sheet_has_it() -> None:
    """The table that is named beside it comes first, then the one spoken of; a head in English stays."""
    tables = {
        "clusters": table("clusters", cluster_id="pôle", start_up_cost="coût de démarrage"),
        "costs": table("costs", cluster_id="grappe", offered="offert"),
        "limits": table("limits", value="valeur"),
        "levels": RawTable(
            file="levels.csv", columns=("deep",), rows=(), sheet=Sheet(workbook="p", name="l", letters={})
        ),
    }
    for words, of, said in (
        ("check cluster_id", "costs", "check 'grappe'"),
        ("check cluster_id in clusters.csv", "costs", "check 'pôle' in clusters.csv"),
        ("write start_up_cost, and `offered` 0", "levels", "write 'coût de démarrage', and 'offert' 0"),
        ("set `deep` to 0", "levels", "set `deep` to 0"),
        ("limits.csv, value", "", "limits.csv, 'valeur'"),
        ("what is offered, and its value", "costs", "what is offered, and its value"),
        ("write one of households, poor_households", "limits", "write one of households, poor_households"),
        ("no such name ('start_up_cost')", "costs", "no such name ('start_up_cost')"),
    ):
        assert columns_as_there(words, of, tables) == said
    plain = {"costs": RawTable(file="costs.csv", columns=("offered",), rows=())}
    assert (
        columns_as_there("write start_up_cost, and `offered` 0", "costs", plain)
        == "write start_up_cost, and `offered` 0"
    )


FRENCH = {
    "a level offered nowhere": (("coûts", "C2", None), "retirez le niveau par «\u00a0offert\u00a0» 0"),
    "sufficient, and not reached": (
        ("niveaux", "D3", 0),
        "mettez «\u00a0atteint\u00a0» à 1, ou «\u00a0suffisant\u00a0» à 0",
    ),
    "a year of the calendar": (
        ("budgets", "B2", "2026-27"),
        "dans la feuille paramètres comme «\u00a0première année\u00a0»",
    ),
    "another unit in a header": (("budgets", "C1", "enveloppe [crore]"), "ou changez «\u00a0unité monétaire\u00a0»"),
    "a setting misspelt": (("paramètres", "A4", "unité monetair"), "renommez-la unité monétaire"),
    "a horizon too short": (("paramètres", "B3", 1), "paramètres!B3, années d'horizon\u00a0:"),
    "a key of the scenario": (("scénario", "A2", "nomm"), "vouliez-vous dire 'nom'"),
    "a column twice": (("grappes", "D1", "pôle"), "celle-ci et A1 ('grappe')"),
    "* for all purses": (("budgets", "A2", "*"), "écrivez ALL, qui veut dire tous"),
}


@pytest.mark.parametrize("slip", FRENCH)
def test_a_french_workbook_is_told_of_in_its_own_words(slip: str, tmp_path: Path) -> None:
    """Beside the place: in what is wrong and in the mend, and no name stands there that its sheets do not have."""
    cell, words = FRENCH[slip]
    said = "\n".join(told(filled(tmp_path / "plan.xlsx", cell)))
    assert words in said
    assert not [name for name in (*Settings.model_fields, "offered", "reached", "deep", "cluster_id") if name in said]


def test_an_english_folder_keeps_its_names_in_french(tmp_path: Path) -> None:
    """What its file has is what it is called."""
    folder = folder_with(Slip("levels", "Intensive,1,1", "Intensive,0,1", ""), tmp_path / "s")
    assert "mettez `reached` à 1, ou `deep` à 0" in told(folder)[0]


def test_settings_have_french_names_in_a_french_workbook(tmp_path: Path) -> None:
    """Written, offered as a list, and read back as what they are: 5 % of a rate too, and a key in English beside them."""
    path = filled(tmp_path / "plan.xlsx", ("paramètres", "A5", "taux d'actualisation"), ("paramètres", "B5", 0.05))
    book = openpyxl.load_workbook(path)
    sheet = book["paramètres"]
    assert [sheet[f"A{row}"].value for row in (2, 3, 4)] == ["années du projet", "années d'horizon", "unité monétaire"]
    assert [cell.value for cell in book["scénario"]["A"][1:]] == ["nom", "titre", "question", "base"]
    rules = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith("A")]
    lists = [rule.formula1 for rule in rules]
    assert lists == ['"' + ",".join(french_head(key) for key in Settings.model_fields) + '"']
    assert len(lists[0]) <= 257
    sheet["B5"].number_format = "0%"
    sheet["A4"] = "money_unit"
    book.save(path)
    scenario = tradeoff.read_scenario(path)
    assert (scenario.settings.project_years, scenario.settings.discount_rate * 20) == (1, 1)
    assert "ne donne pas «\u00a0valeur ajoutée\u00a0»" in run("check", str(path), "--lang", "fr").stdout


ABOUT = {
    "~640": "write 640 alone",
    "environ 1500": "write 1500 alone",
    "approx. 640": "write 640 alone",
    "640+": "write 640 alone",
    "about 1,500": "write 1500 or 1.5, whichever is meant",
    "minus 640": "write a plain decimal number",
    "2 dozen": "write a plain decimal number",
    "600 or 700": "write a plain decimal number",
}


@pytest.mark.parametrize("typed", ABOUT)
def test_about_so_many_is_told_with_the_number_to_type(typed: str, tmp_path: Path) -> None:
    """Where one number is meant; never half of another one."""
    folder = folder_with(Slip("segments", ",100,", f',"{typed}",', ""), tmp_path / "s")
    with pytest.raises(ScenarioError) as caught:
        tradeoff.read_scenario(folder)
    assert [ABOUT[typed] in str(one) for one in caught.value.problems] == [True]


@pytest.mark.parametrize(
    ("table", "old", "new", "mend"),
    [
        ("budgets", "d,1,30\nd,2,30\ne,1,20\ne,2,20", "*,1,50\ntous,2,50", "write ALL, which means all of them"),
        ("budgets", "d,1,30", "*,1,30", "name one, in a row for each"),  # ALL beside departments' own purses is refused
        ("budgets", "d,1,30", "d,tous,30", "name one, in a row for each"),
        ("costs", "*,entry", "all,entry", "write *, which means all of them"),
        ("costs", "*,entry", "*,*", "name one, in a row for each"),
        ("clusters", "Barpali,d,", "Barpali,*,", "name one, in a row for each"),
        ("limits", "limit_id,measure,sense,value\nfloor,", "limit_id,cluster_id,measure,sense,value\nfloor,all,", "or write * for each"),
    ],
)  # fmt: skip
def test_what_stands_for_all_is_said(table: str, old: str, new: str, mend: str, tmp_path: Path) -> None:
    """`*`, ALL, a blank, or nothing: what the column knows."""
    with pytest.raises(ScenarioError) as caught:
        tradeoff.read_scenario(folder_with(Slip(table, old, new, ""), tmp_path / "s"))
    assert any(mend in str(one) for one in caught.value.problems)
