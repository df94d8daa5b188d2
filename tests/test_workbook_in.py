"""Workbooks as people save them: what is read and said, and what is refused with its cell, value and mend."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.workbooks import Deed, place, put, said, saved, told, write

AT_ALL = tradeoff.read_scenario("three-pairs").data_hash


def hidden_row(workbook: Any) -> None:
    workbook["clusters"].row_dimensions[3].hidden = True


def hidden_column(workbook: Any) -> None:
    workbook["clusters"].column_dimensions["B"].hidden = True


def hidden_sheet(workbook: Any) -> None:
    workbook["effects"].sheet_state = "hidden"


def other_sheet(workbook: Any) -> None:
    workbook.create_sheet("My sums")["A1"] = "=1+1"


def french_sheet(workbook: Any) -> None:
    workbook["clusters"].title = "Grappes"


def title_above(workbook: Any) -> None:
    workbook["budgets"].insert_rows(1, 2)
    workbook["budgets"]["A1"] = "Budget of the state"


def totals(workbook: Any) -> None:
    sheet = workbook["budgets"]
    last = max(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value)
    place(sheet, "department_id", last + 2).value = "Total"
    envelope = place(sheet, "envelope", last + 2)
    envelope.value = sum(place(sheet, "envelope", row).value for row in range(2, last + 1))


def total_of_texts(workbook: Any) -> None:
    """As a formula adds up a column of which the first two figures are texts."""
    totals(workbook)
    sheet = workbook["budgets"]
    first = [place(sheet, "envelope", row) for row in (2, 3)]
    place(sheet, "envelope", 9).value -= sum(cell.value for cell in first)
    for cell in first:
        cell.value = f"{cell.value} "


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (hidden_row, ["clusters: row 3 hidden; read all the same"]),
        (hidden_column, ["clusters: column name hidden; read all the same"]),
        (hidden_sheet, ["effects: the sheet is hidden; read all the same"]),
        (other_sheet, ["'My sums': the sheet is no table; left out"]),
        (french_sheet, ["Grappes: 'Grappes' read as clusters"]),
        (title_above, ["budgets!A1: stands above the header; left out"]),
        (totals, ["budgets, row 9: 'Total' a row of totals, which add up; left out"]),
        (write("clusters", "name", 1, "Nom de la grappe"), None),
        (write("clusters", "name", 1, "Nom"), ["clusters!B1: 'Nom' read as name"]),
        (write("budgets", "envelope", 1, "Enveloppe (Rs '000)"), ["budgets!C1: \"Enveloppe (Rs '000)\" read as envelope"]),
        (write("budgets", "envelope", 1, " ENVELOPE "), []),
        (write("clusters", "district", 2, "\u00a0North "), ["clusters!D2: 'North' read without the spaces around it"]),
        (write("clusters", "cluster_id", 2, "weavers\u200b"), ["clusters!A2: 'weavers' read without the letters in it that cannot be seen"]),
        (put("budgets", "Z5", "see note"), ["budgets!Z5: 'see note' stands under no header; left out"]),
        (put("budgets", "A60", "Prepared by me"), ["budgets!A60: 'Prepared by me' stands alone below the table; left out"]),
        (write("levels", "reached", 2, True), ["levels!E2: 'TRUE' read as 1"]),
        (write("segments", "poor_share", 2, 0.6, "0%"), []),
        (write("budgets", "envelope", 2, 700, "#,##0,"), ["budgets!C2: '700' read as 700, though its format shows it in thousands"]),
        (write("budgets", "envelope", 2, 700, '"Rs "#,##0.00'), []),
        (lambda workbook: (put("settings", "B4", "Rs. in Thousands")(workbook), write("budgets", "envelope", 1, "envelope [Thousands]")(workbook)), ["settings!B4, value: 'Rs. in Thousands' read as thousand"]),
    ],
)  # fmt: skip
def test_what_means_one_thing_is_read_and_said(deed: Deed, words: list[str] | None, tmp_path: Path) -> None:
    """And the scenario is the one it was, hash and all."""
    path = saved(tmp_path / "plan.xlsx", deed)
    if words is None:
        assert any("no such column" in line for line in told(path))
        return
    assert said(path) == words
    assert tradeoff.read_scenario(path).data_hash == AT_ALL


def test_a_number_is_read_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    """To 15 significant digits: 0.1 * 3 is stored as 0.30000000000000004, and is 0.3; a small one without an exponent."""
    path = saved(
        tmp_path / "plan.xlsx", write("budgets", "envelope", 2, 0.1 * 3), write("budgets", "envelope", 3, 1e-7)
    )
    cells = [cells for _, cells in tradeoff.read_scenario(path).resolved.raw["budgets"].rows]
    assert [row["envelope"] for row in cells][:2] == ["0.3", "0.0000001"]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (write("effects", "income_gain", 3, "#DIV/0!"), ["effects!E3, income_gain: an error of the spreadsheet ('#DIV/0!') -> mend its formula, or type the figure; leave it blank where it is not known"]),
        (write("clusters", "name", 3, "#N/A"), ["clusters!B3, name: an error of the spreadsheet ('#N/A') -> mend its formula, or type the text"]),
        (write("budgets", "envelope", 3, "#DIV/0!"), ["budgets!C3, envelope: an error of the spreadsheet ('#DIV/0!') -> mend its formula, or type the figure"]),
        (total_of_texts, ["budgets!C9, envelope: the total does not add up: the rows above are 6000 together ('4600') -> a SUM skips cells that are text: type '700' in row 2 and 1 more as a number"]),
        (write("limits", "sense", 2, "#NAME?"), ["limits!E2, sense: an error of the spreadsheet ('#NAME?') -> type <= or >= or =; a spreadsheet takes => for a formula, so type >= for it"]),
        (write("limits", "sense", 2, "=>"), ["limits!E2, sense: an error of the spreadsheet -> type <= or >= or =; a spreadsheet takes => for a formula, so type >= for it"]),
        (write("levels", "deep", 2, True), ["levels!F2, deep: TRUE or FALSE stands where a number is wanted ('TRUE') -> write 1 for yes or 0 for no, or a share such as 0.35"]),
        (write("budgets", "envelope", 2, "=100*7"), ["budgets!C2, envelope: a formula whose value is not stored -> open the workbook in a spreadsheet program and save it, so that it is worked out; or type the figure"]),
        (write("budgets", "envelope", 2, datetime.date(2026, 5, 4)), ["budgets!C2, envelope: a date or time stands where a number is wanted; spreadsheets make one of 4-5 or 2026-04 ('2026-05-04') -> format the cell as number, and type it again"]),
        (write("clusters", "name", 2, datetime.datetime(2026, 4, 1)), ["clusters!B2, name: a date or time stands where a text is wanted; spreadsheets make one of 4-5 or 2026-04 ('2026-04-01') -> format the cell as text, and type it again"]),
        (write("budgets", "envelope", 2, True), ["budgets!C2, envelope: TRUE or FALSE stands where a number is wanted ('TRUE') -> type a number"]),
        (write("budgets", "envelope", 1, "envelope [crore]"), ["budgets!C1, envelope: its header counts in crore, and money_unit in the sheet settings is thousand ('envelope [crore]') -> write the figures in thousand and that in the header, or change money_unit"]),
        (put("settings", "B4", "Thousands of rupees"), ["settings!B4, money_unit: no unit of money above zero ('Thousands of rupees') -> write rupee, thousand, lakh, crore, or a number of rupees"]),
        (put("settings", "B4", "dollar"), ["settings!B4, money_unit: no unit of money above zero ('dollar') -> write rupee, thousand, lakh, crore, or a number of rupees"]),
        (put("clusters", "C2", "Department of Industries (illustrative)"), ["clusters!C2, department_id: not an id ('Department of Industries (illustrative)') -> write industries, whose name it is"]),
        (write("segments", "households", 1, "households ('000)"), ["segments!C1, households: its header counts in thousand, and its figures are read as they stand (\"households ('000)\") -> write them out in full"]),
        (put("settings", "B4", "Lakhz"), ["settings!B4, money_unit: no unit of money above zero ('Lakhz') -> write rupee, thousand, lakh, crore, or a number of rupees; did you mean 'lakh'?"]),
        (put("clusters", "L1", "Département"), ["clusters!L1: two columns of one meaning: this one and C1 ('department_id') ('Département') -> keep one of them"]),
        (lambda workbook: workbook["effects"].merge_cells("E2:F2"), ["effects!E2, income_gain: merged cells ('E2:F2') -> unmerge them, and write in each row what belongs there"]),
        (lambda workbook: workbook.create_sheet("Grappes").append(["cluster_id"]), ["Grappes: two sheets of one meaning: this one and 'clusters' ('Grappes') -> keep one of them"]),
        (write("budgets", "envelope", 2, 0.4, "0%"), ["budgets!C2, envelope: a percent stands where no share is wanted ('40%') -> write the amount itself, not a part of something"]),
        (put("scenario", "A3", "titel"), ["scenario!A3, key: no such key ('titel') -> remove the row; did you mean 'title'?"]),
        (put("scenario", "A3", "name"), ["scenario!A3, key: the key stands twice ('name') -> keep one of them"]),
        (put("scenario", "B5", "orissa"), ["plan.xlsx: a variant has no tables of its own ('activities, agents, budgets, clusters, departments, effects,'... of 120 letters) -> write what differs in the sheet of changes, and remove these sheets; or leave based_on blank"]),
        (lambda workbook: (put("changes", "A2", "budgets")(workbook), put("changes", "C2", "envelope")(workbook), put("changes", "E2", 0.9)(workbook)), ["changes!A2, table: changes without a base -> name the base under based_on in the sheet scenario, or remove them"]),
        (lambda workbook: (totals(workbook), put("budgets", "C9", 5)(workbook)), ["budgets!C9, envelope: the total does not add up: the rows above are 6000 together ('5') -> mend the total or the rows, or remove the row of totals"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_without_guessing_is_refused(deed: Deed, words: list[str], tmp_path: Path) -> None:
    """In one line, with the cell, what stands there, and the mend."""
    assert told(saved(tmp_path / "plan.xlsx", deed)) == words


MESSY: dict[str, Deed] = {
    "activities!G2": write("activities", "unit_cost", 2, "1.50.000"),
    "activities!G3": write("activities", "unit_cost", 3, "#NAME?"),
    "activities!H2": write("activities", "agent_months_per_unit", 2, -1),
    "agents!B2": write("agents", "agent_months", 2, "twenty"),
    "budgets!C2": write("budgets", "envelope", 2, 0.4, "0%"),
    "budgets!C3": write("budgets", "envelope", 3, "=7*100"),
    "budgets!C4": write("budgets", "envelope", 4, datetime.date(2026, 4, 5)),
    "clusters!D2": write("clusters", "district", 2, "#N/A"),
    "clusters!G3": write("clusters", "sector_outlook", 3, "#VALUE!"),
    "clusters!I4": write("clusters", "status", 4, "runing"),
    "clusters!L1": put("clusters", "L1", "Secteur"),
    "departments!C2": write("departments", "transfer_out_max_share", 2, 35),
    "effects!E3": write("effects", "income_gain", 3, "#REF!"),
    "effects!F4": write("effects", "value_added", 4, "=1/7"),
    "effects!H2": write("effects", "lag_years", 2, 1.5),
    "effects!I5": write("effects", "persistence", 5, datetime.datetime(2026, 4, 5, 12)),
    "levels!E2": write("levels", "reached", 2, 7),
    "level_contents!C3": write("level_contents", "quantity_per_household", 3, False),
    "limits!F2": lambda workbook: workbook["limits"].merge_cells("F2:F3"),
    "scenario!A5": put("scenario", "A5", "basd_on"),
    "segments!G2": write("segments", "women_share", 2, "#DIV/0!"),
}
"""By its place what is refused; some are told in one line with others of their column."""
SAID: list[Deed] = [
    hidden_row,
    hidden_column,
    hidden_sheet,
    other_sheet,
    write("segments", "cluster_id", 1, "Grappe"),
    write("activities", "name", 2, " Networks "),
    put("segments", "Z5", "see note"),
    put("limits", "A40", "Prepared by me"),
    write("levels", "participation", 3, True),
]


def test_thirty_slips_are_told_in_one_pass(tmp_path: Path) -> None:
    """Twenty-one faults, a line each at its cell, exit 3; and nine things that are read do not stand in the way."""
    assert len(MESSY) + len(SAID) == 30
    saved(tmp_path / "plan.xlsx", *SAID, *MESSY.values())
    lines = run("check", "plan.xlsx", folder=tmp_path, code=3).stderr.splitlines()[1:]
    places = [line.split("plan.xlsx, ")[1].split(":")[0].split(",")[0] for line in lines]
    assert sorted(places) == sorted(MESSY)
    assert all(" -> " in line for line in lines)


def test_what_is_read_of_a_messy_workbook_is_said(tmp_path: Path) -> None:
    """All nine, in the order of the sheets; and nothing else."""
    words = said(saved(tmp_path / "plan.xlsx", *SAID))
    assert sorted(words) == [
        "'My sums': the sheet is no table; left out",
        "activities!B2: 'Networks' read without the spaces around it",
        "clusters: column name hidden; read all the same",
        "clusters: row 3 hidden; read all the same",
        "effects: the sheet is hidden; read all the same",
        "levels!G3: 'TRUE' read as 1",
        "limits!A40: 'Prepared by me' stands alone below the table; left out",
        "segments!A1: 'Grappe' read as cluster_id",
        "segments!Z5: 'see note' stands under no header; left out",
    ]


def test_changes_that_cannot_be_made_are_told_at_their_row(tmp_path: Path) -> None:
    """What no change can be, and what finds nothing in the base."""
    path = saved(
        tmp_path / "plan.xlsx",
        put("changes", "A2", "budgets"),
        put("changes", "B2", "department"),
        put("changes", "A9", "budgets"),
        put("changes", "A10", "levels"),
        put("changes", "G10", "maybe"),
        of="three-pairs-austere",
    )
    assert told(path) == [
        "changes!B2, where: not columns and values ('department') -> write column = value, with ; between several",
        "changes!A9, changes: a change says one of `set`, `multiply`, `add` and `remove` -> write exactly one of them",
        "changes!G10, remove: neither yes nor blank ('maybe') -> write yes",
    ]


@pytest.mark.parametrize("name", ["floors", "Sheet12", "plafonds"])
def test_a_sheet_with_the_columns_of_a_table_is_told(name: str, tmp_path: Path) -> None:
    """Limits under another name are not left out as a sheet of somebody's own, and are no funds."""

    def rename(workbook: Any) -> None:
        workbook["limits"].title = name

    assert told(saved(tmp_path / "plan.xlsx", rename)) == [
        f"plan.xlsx: its columns are those of limits, and no sheet is called so ({name!r}) -> name it limits, or remove it"
    ]


@pytest.mark.parametrize(
    ("text", "words"), [("a\u202eb", "holds a letter that cannot"), ("a" * 5000, "5000 letters long")]
)
def test_a_title_that_does_not_show_what_it_holds(text: str, words: str, tmp_path: Path) -> None:
    """It is refused as such a text in a table is."""
    (line,) = told(saved(tmp_path / "plan.xlsx", put("scenario", "B3", text)))
    assert line.startswith(f"scenario!B3, value: {words}")


def test_true_where_a_word_is_wanted(tmp_path: Path) -> None:
    """The word is told."""
    path = saved(tmp_path / "plan.xlsx", put("changes", "G2", True), of="three-pairs-austere")
    assert any(
        line == "changes!G2, remove: TRUE or FALSE, which this column does not know ('TRUE') -> write yes"
        for line in told(path)
    )


def test_a_title_in_another_unit_is_asked(tmp_path: Path) -> None:
    """It is not left out as a title of words alone."""

    def titled(workbook: Any) -> None:
        title_above(workbook)
        workbook["budgets"]["A1"] = "Budget (Rs in lakh)"

    assert told(saved(tmp_path / "plan.xlsx", titled)) == [
        "budgets!A1: stands above the header and counts in lakh, and money_unit in the sheet settings is thousand "
        "('Budget (Rs in lakh)') -> write the figures in thousand and that above them, or change money_unit"
    ]


@pytest.mark.parametrize("name", ["Cluster", "cluster list"])
def test_a_sheet_whose_name_is_nearly_a_table_is_told(name: str, tmp_path: Path) -> None:
    """It is not left out as a sheet of somebody's own."""

    def rename(workbook: Any) -> None:
        workbook["clusters"].title = name

    first = told(saved(tmp_path / "plan.xlsx", rename))[0]
    assert (
        first == f"plan.xlsx: no table has this name ({name!r}) -> rename or remove the sheet; did you mean 'clusters'?"
    )


def test_a_workbook_that_names_no_table(tmp_path: Path) -> None:
    """Is one fault, and not a missing table after the other."""

    def rename(workbook: Any) -> None:
        for number, name in enumerate(workbook.sheetnames):
            workbook[name].title = f"Sheet{number}"

    (line,) = told(saved(tmp_path / "plan.xlsx", rename))
    assert line.startswith("plan.xlsx: no sheet has the name of a table -> name sheets after the tables")
