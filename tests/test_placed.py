"""Where faults, remarks and readings are said to stand: in a file of a folder, or in a cell of a workbook."""

from __future__ import annotations

from dataclasses import replace

from tradeoff.errors import written_place
from tradeoff.scenario.faults import fault
from tradeoff.scenario.placed import placed
from tradeoff.scenario.raw import RawTable, Reading, Sheet

SHEET = Sheet(workbook="plan.xlsx", name="Our clusters", letters={"cluster_id": "A", "households": "AC"})
CLUSTERS = RawTable(file="clusters.csv", columns=("cluster_id", "households"), rows=(), sheet=SHEET)
SETTINGS = RawTable(
    file="settings.csv",
    columns=("key", "value"),
    rows=(),
    sheet=Sheet(workbook="plan.xlsx", name="settings", letters={"key": "A", "value": "B"}),
)


def test_a_cell_of_a_workbook_is_named_as_a_formula_names_it() -> None:
    """A sheet whose name is no plain word stands between quotation marks, which are doubled inside."""
    assert written_place("budgets.csv", 3, "envelope") == "budgets.csv, row 3, envelope"
    assert written_place("plan.xlsx", 3, "year", sheet="budgets", letter="C") == "plan.xlsx, budgets!C3, year"
    assert written_place("plan.xlsx", 3, "year", sheet="x'y", letter="C") == "plan.xlsx, 'x''y'!C3, year"
    assert written_place("plan.xlsx", 1, "year", sheet="budgets") == "plan.xlsx, budgets, row 1, year"
    assert written_place("plan.xlsx", None, None, sheet="costs") == "plan.xlsx, costs"


def test_faults_of_tables_are_told_at_their_cells() -> None:
    """Of a setting the fault names the key, and the cell is that of its value; a table that is not there is a sheet."""
    tables = {"clusters": CLUSTERS, "settings": SETTINGS}
    found = [
        fault("E2", "clusters.csv", "households", "below departments.csv", "mend", row=7, value="-1"),
        fault("E9", "settings.csv", "horizon_years", "too short", "write more", row=4, value="1"),
        fault("E1", "costs.csv", None, "the table is missing", "add it"),
        fault("E2", "scenario.yaml", "title", "not a text", "mend", row=2),
    ]
    assert [str(one) for one in placed(found, tables)] == [
        "plan.xlsx, 'Our clusters'!AC7, households: below the sheet departments ('-1') -> mend",
        "plan.xlsx, settings!B4, horizon_years: too short ('1') -> write more",
        "plan.xlsx, costs: the table is missing -> add it",
        "scenario.yaml, row 2, title: not a text -> mend",
    ]
    of_files = {name: replace(table, sheet=None) for name, table in tables.items()}
    assert placed(found, of_files) == found


def test_a_reading_says_what_was_read_and_how() -> None:
    """With its place and the text that stands there."""
    reading = Reading(file="budgets.csv", row=3, column="envelope", value="2.5 lakh", what="read as 250000")
    assert str(reading) == "budgets.csv, row 3, envelope: '2.5 lakh' read as 250000"
    assert str(Reading(file="plan.xlsx", sheet="notes", what="left out")) == "plan.xlsx, notes: left out"
