"""The ordinary slips in a plan's tables: each is read and said, or refused in one line with its mend.

An allotment of two tables is enough, so nothing is solved but for the workbook.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.test_workbook_out import FIRST, edit
from tradeoff.reports.workbook.as_xlsx import as_xlsx
from tradeoff.reports.workbook.plan_sheets import plan_workbook
from tradeoff.reports.workbook.plan_words import outlook_on_sheets

HOUSEHOLDS = "cluster_id,level_id,year,households\nforest,entry,2026-27,100\nhandloom,entry,2026-27,50\n"
OPENINGS = "cluster_id,year,opened\nforest,1,1\nhandloom,1,1\n"


def read(folder: Path, *, households: str = HOUSEHOLDS, openings: str = OPENINGS) -> tradeoff.SavedPlan:
    """An allotment of these two tables to the households of three clusters."""
    (folder / "households.csv").write_text(households)
    (folder / "openings.csv").write_text(openings)
    return tradeoff.read_plan(folder, scenario=tradeoff.read_scenario("three-clusters"))


@pytest.mark.parametrize(
    ("households", "told"),
    [
        (
            HOUSEHOLDS.replace("households", "HH"),
            "row 1, HH: no such column in this table ('HH') -> rename it to households, if that is what it is, or remove it",
        ),
        (HOUSEHOLDS.replace("forest", "{name}"), "row 2, cluster_id: not an id ('{name}') -> write forest, whose name it is"),
        (HOUSEHOLDS + "Total,,,151\n", "row 4, households: the total does not add up: the rows above are 150 together ('151')"),
    ],
)  # fmt: skip
def test_a_slip_is_one_line(tmp_path: Path, households: str, told: str) -> None:
    """With the mend that is obeyed."""
    clusters = {one.cluster_id: one.name for one in tradeoff.read_scenario("three-clusters").clusters}
    name = clusters["forest"]
    with pytest.raises(tradeoff.ScenarioError) as caught:
        read(tmp_path, households=households.replace("{name}", name))
    (line,) = map(str, caught.value.problems)
    assert line.startswith(f"households.csv, {told.replace('{name}', name)}")


def test_a_right_total_is_left_out_and_said(tmp_path: Path) -> None:
    """Of households it is known to add up, and of shares nobody adds up it is not."""
    plan = read(tmp_path, households=HOUSEHOLDS + "Total,,,150\n", openings=OPENINGS + "Total,,\n")
    assert sum(plan.decision.households.values()) == 150
    said = [
        "households.csv, row 4: 'Total' a row of totals, which add up; left out",
        "openings.csv, row 4: 'Total' a row of totals; left out",
    ]
    assert [str(one) for one in plan.readings] == said
    assert str(tradeoff.check_plan(plan)).splitlines()[:3] == [
        "Read, though written otherwise:",
        *(f"- {one}" for one in said),
    ]


def test_slips_of_an_edited_plan_are_one_line_each(tmp_path: Path) -> None:
    """A right row of totals is left out; a wrong one, and a cluster by its name, are a fault each, with its mend.

    So is a header that counts in thousands, or a table of its scenario in lakh.
    """
    saved, level = tmp_path / "plan.xlsx", {"breadth": 900.0}
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    saved.write_bytes(as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {}))))
    sheet = openpyxl.load_workbook(saved, data_only=True)["households"]
    last = max(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value)
    total = sum(sheet.cell(row, 5).value for row in range(FIRST, last + 1))
    edit(saved, {f"households!A{last + 1}": "Total", f"households!E{last + 1}": total})
    plan = tradeoff.read_plan(saved)
    (said,) = map(str, plan.readings)
    assert said == f"plan.xlsx, households, row {last + 1}: 'Total' a row of totals, which add up; left out"
    names = {one.cluster_id: one.name for one in plan.scenario.clusters}
    first = str(sheet.cell(FIRST, 1).value)
    edit(saved, {f"households!E{last + 1}": total + 1, f"households!A{FIRST}": names[first]})
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_plan(saved)
    by_name, wrong = sorted(map(str, caught.value.problems))
    assert by_name.startswith(f"plan.xlsx, households!A{FIRST}, cluster_id: ")
    assert by_name.endswith(f"-> write {first}, whose name it is")
    assert wrong.startswith(f"plan.xlsx, households!E{last + 1}, households: the total does not add up")
    edit(saved, {f"households!E{last + 1}": total, f"households!A{FIRST}": first})
    budgets = "scenario.budgets"
    edit(saved, {f"households!E{FIRST - 1}": "households ('000)", f"{budgets}!C{FIRST - 1}": "envelope (lakh rupees)"})
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_plan(saved)
    assert {(one.sheet, one.column, one.code, one.what) for one in caught.value.problems} == {
        ("households", "households", "E13", "its header counts in thousand, and its figures are read as they stand"),
        (budgets, "envelope", "E13", "its header counts in lakh, and money_unit in settings.csv is thousand"),
    }


LIST = (
    "district,cluster_id,cluster,segment_id,year,label,level_id,level,households,order_number,signature\n"
    "West,forest,Gatherers,all,1,2026-27,entry,Entry,100,7,A. Das\n"
    "North,handloom,Weavers,all,1,2026-27,entry,Entry,50,8,A. Das\n"
)


@pytest.mark.parametrize("last", ["", "Total,,,,,,,,150,,\n", "Seen: A. Das on 3 December,,,,,,,,,,\n"])
def test_what_people_add_at_the_foot_of_a_list_is_no_row_of_it(tmp_path: Path, last: str) -> None:
    (tmp_path / "enrolment.csv").write_text(LIST + last)
    plan = read(tmp_path)
    assert [str(one) for one in plan.readings] == (
        ["enrolment.csv, row 4: 'Total' a row of totals, which add up; left out"] if last.startswith("Total") else []
    )
    assert tradeoff.check_plan(plan).differences == ()


def test_a_wrong_total_of_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "enrolment.csv").write_text(LIST + "Total,,,,,,,,151,,\n")
    with pytest.raises(
        tradeoff.ScenarioError, match=r"1 problem in .*\n.*row 4, households: the total does not add up"
    ):
        read(tmp_path)


def test_a_signed_list_of_a_workbook_may_hold_dates_and_a_total(tmp_path: Path) -> None:
    saved, level = tmp_path / "plan.xlsx", {"breadth": 900.0}
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    saved.write_bytes(as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {}))))
    sheet = openpyxl.load_workbook(saved, data_only=True)["enrolment"]
    heads = {str(cell.value).split(" (")[0]: cell.column_letter for cell in sheet[FIRST - 1]}
    last = max(row for row in range(FIRST, sheet.max_row + 1) if sheet[f"B{row}"].value)
    total = sum(sheet[f"{heads['households']}{row}"].value for row in range(FIRST, last + 1))
    signed = {
        f"enrolment!{heads['order_date']}{FIRST}": date(2026, 12, 3),
        f"enrolment!{heads['signature']}{FIRST}": True,
    }
    edit(saved, {**signed, f"enrolment!A{last + 1}": "Total", f"enrolment!{heads['households']}{last + 1}": total})
    plan = tradeoff.read_plan(saved)
    assert [one.what for one in plan.readings] == ["a row of totals, which add up; left out"]
    assert tradeoff.check_plan(plan).differences == ()


def test_a_row_with_a_faulty_figure_tells_its_unknown_names_too(tmp_path: Path) -> None:
    """Both stand in row 2; a key that cannot be read is told alone, for nobody knows what it was to be."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        read(tmp_path, households=HOUSEHOLDS.replace("entry,2026-27,100", "entri,2026-27,-3"))
    level, below = map(str, sorted(caught.value.problems, key=lambda one: str(one.column), reverse=True))
    assert level.startswith("households.csv, row 2, level_id: these households are not offered this level ('entri')")
    assert level.endswith("did you mean 'entry'?")
    assert below.startswith("households.csv, row 2, households: below zero ('-3')")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        read(tmp_path, households=HOUSEHOLDS.replace("entry,2026-27,100", "entri,soon,100"))
    assert [one.column for one in caught.value.problems] == ["year"]


@pytest.mark.parametrize(
    ("opened", "faulty"),
    [
        ("forest,1,1\nforest,2,0.5\n", 3),
        ("forest,3,0\nforest,1,1\n", 2),
        ("forest,1,0.333333333333\nforest,2,0.333333333332\n", None),
    ],
)
def test_what_is_opened_stays_open(tmp_path: Path, opened: str, faulty: int | None) -> None:
    """Closed again, its opening would be paid back; a share told in twelve digits is no smaller one."""
    (tmp_path / "households.csv").write_text("cluster_id,segment_id,level_id,year,households\n")
    (tmp_path / "openings.csv").write_text(f"cluster_id,year,opened\n{opened}")
    scenario = tradeoff.read_scenario("three-pairs")
    if faulty is None:
        assert tradeoff.read_plan(tmp_path, scenario=scenario).decision.households == {}
        return
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_plan(tmp_path, scenario=scenario)
    (line,) = map(str, caught.value.problems)
    assert line.startswith(f"openings.csv, row {faulty}, opened: below the 1 of the year before")
    assert line.endswith("-> write at least 1, or lower the years before")


def test_a_plan_says_that_the_tables_have_changed_since(tmp_path: Path) -> None:
    """A purse of 3,100 becomes 31,000; the same tables say nothing, and an allotment by hand says not from which it was."""
    saved, level = tmp_path / "plan.xlsx", {"breadth": 900.0}
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    saved.write_bytes(as_xlsx(plan_workbook(outlook_on_sheets(frontier, frontier.plan(**level), level, {}))))
    said = "The tables of three-clusters are no longer those that this plan was made from"
    assert said not in str(tradeoff.check_plan(saved))
    assert said not in str(tradeoff.check_plan(read(tmp_path)))
    sheet = openpyxl.load_workbook(saved)["scenario.budgets"]
    (cell,) = [cell for row in sheet for cell in row if cell.value == 3100]
    edit(saved, {f"scenario.budgets!{cell.coordinate}": 31000})
    assert str(tradeoff.check_plan(saved)).startswith(said)
    assert str(tradeoff.check_plan(tradeoff.read_plan(saved, scenario=frontier.scenario))).count(said) == 0
