"""Changes read what they write as tables do: in memory, in `scenario.yaml`, in the sheet `changes`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run


@pytest.fixture(scope="module")
def pairs() -> tradeoff.Scenario:
    """three-pairs, in thousands of rupees."""
    return tradeoff.read_scenario("three-pairs")


def of_budgets(value: object) -> dict[str, object]:
    return {"table": "budgets", "where": {"department_id": "textiles", "year": 1}, "column": "envelope", "set": value}


@pytest.mark.parametrize(
    ("value", "thousands"),
    [
        ("2.5 lakh", 250),
        ("₹3 crore", 30_000),
        ("12,34,567", 1_234_567),
        ("50,000 rupees", 50),
        ("७००", 700),
        ("700", 700),
    ],
)
def test_money_is_read_as_in_a_table(pairs: tradeoff.Scenario, value: object, thousands: int) -> None:
    """A lakh is 100 thousand, and what a table of such money says."""
    changed = pairs.with_changes([of_budgets(value)], name="other")
    (row,) = (one for one in changed.budgets if (one.department_id, one.year) == ("textiles", 1))
    assert row.envelope == thousands
    plain = pairs.with_changes([of_budgets(thousands)], name="other")
    assert changed.data_hash == plain.data_hash


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (of_budgets("1,500"), "change 1, envelope: the comma may part thousands or decimals, in budgets.csv ('1,500') -> write 1500 or 1.5"),
        (of_budgets("40%"), "change 1, envelope: a percent stands where no share is wanted, in budgets.csv ('40%')"),
        (of_budgets("Rs 50,000"), "change 1, envelope: a sign of rupees does not say whether rupees or the money unit"),
        ({"table": "settings", "where": {"key": "horizon_years"}, "column": "value", "set": "2034-35"},
         "change 1, value: a year of the calendar, where a number of years is wanted ('2034-35')"),
        ({"table": "limits", "add": {"limit_id": "n", "measure": "households", "sense": ">=", "value": 1, "year": "2036-37"}},
         "change 1, year: outside the project years ('2036-37')"),
    ],
)  # fmt: skip
def test_what_means_two_things_is_refused(pairs: tradeoff.Scenario, change: dict[str, object], told: str) -> None:
    """In one line that names the change, its value and the mend."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        pairs.with_changes([change])
    (line,) = map(str, caught.value.problems)
    assert line.startswith(told)


def test_other_columns_by_their_kinds(pairs: tradeoff.Scenario) -> None:
    """A share in percent, a setting, a limit of money and one of households, a factor in percent, a word."""
    changed = pairs.with_changes(
        [
            {"table": "settings", "where": {"key": "facilitation_cost"}, "column": "value", "set": "2 lakh"},
            {"table": "clusters", "where": {"cluster_id": "brass"}, "column": "min_coverage", "set": "5 %"},
            {"table": "limits", "add": {"limit_id": "m", "measure": "money", "sense": "≤", "value": "2 crore"}},
            {"table": "limits", "add": {"limit_id": "h", "measure": "households", "sense": "≥", "value": "१०००"}},
            {"table": "limits", "where": {"limit_id": "m"}, "column": "reason", "set": "2.5 lakh is a text here"},
            {"table": "budgets", "where": {}, "column": "envelope", "multiply": "90 %"},
        ],
        name="other",
    )
    assert changed.settings.facilitation_cost == 200
    assert {one.cluster_id: one.min_coverage for one in changed.clusters}["brass"] == Fraction(5, 100)
    limits = {one.limit_id: one for one in changed.limits}
    assert (limits["m"].value, limits["m"].sense, limits["m"].reason) == (20_000, "<=", "2.5 lakh is a text here")
    assert limits["h"].value == 1_000
    assert {one.envelope for one in changed.budgets} == {630, 1170}


def test_a_variant_says_how_it_was_read(tmp_path: Path) -> None:
    """A folder at its line, a workbook at its cell."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "scenario.yaml").write_text(
        "based_on: three-pairs\nchanges:\n  - {table: budgets, where: {year: 1}, column: envelope, set: 2.5 lakh}\n"
    )
    run("new", "mine", "plan.xlsx", folder=tmp_path)
    for name, place in (("mine", "scenario.yaml, row 3, envelope"), ("plan.xlsx", "plan.xlsx, changes!D2, envelope")):
        scenario = tradeoff.read_scenario(tmp_path / name)
        assert {one.envelope for one in scenario.budgets if one.year == 1} == {250}
        assert f"{place}: '2.5 lakh' read as 250" in list(map(str, scenario.readings))
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx")["changes"]["D2"].value == "2.5 lakh"
