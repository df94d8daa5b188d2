"""What-ifs in memory: the scenario, frontier, plans and certificate that the same changes in a variant's file give."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import tradeoff
from tests.independent.folders import result_bytes
from tradeoff.reports.folder import plan_tables, write_frontier_folder
from tradeoff.scenario.tables import TABLES

Changes = Sequence[Mapping[str, object]]
SHIPPED = Path(__file__).parent.parent / "scenarios"

A_TENTH_LESS = {"table": "budgets", "where": {}, "column": "envelope", "multiply": 0.9, "reason": "a cut of 10 %"}
NO_FOREST_FLOOR = {"table": "limits", "where": {"limit_id": "forest_floor"}, "remove": True}
NO_WOMENS_SHARE = {"table": "limits", "where": {"limit_id": "women"}, "remove": True}
LATER = {"table": "settings", "where": {"key": "horizon_years"}, "column": "value", "set": 12}
A_FLOOR = {
    "table": "limits",
    "add": {"limit_id": "weavers", "measure": "households", "cluster_id": "brass", "sense": ">=", "value": 50},
}


def on_disk(folder: Path, base: tradeoff.Scenario, changes: Changes) -> tradeoff.Scenario:
    """The variant whose `scenario.yaml` says these changes; JSON is YAML too."""
    folder.mkdir()
    said = {"title": base.title, "question": base.question, "based_on": base.name, "changes": list(changes)}
    (folder / "scenario.yaml").write_text(json.dumps(said, default=float), encoding="utf-8")
    return tradeoff.read_scenario(folder)


def same(one: tradeoff.Scenario, other: tradeoff.Scenario) -> bool:
    """Equal in every field, and in what stands behind cells and offers, which `==` does not look at."""
    behind = [
        [(cell.segment, [(offer.level, offer.effect) for offer in cell.offers]) for cell in scenario.cells]
        for scenario in (one, other)
    ]
    return one == other and one.resolved == other.resolved and behind[0] == behind[1]


@pytest.mark.parametrize(
    ("trade", "changes"),
    [
        ("depth-breadth", [A_TENTH_LESS]),
        ("today-tomorrow", [NO_WOMENS_SHARE, LATER]),
        ("participation-selectivity", [A_FLOOR, A_TENTH_LESS]),
    ],
)
def test_every_byte_is_that_of_the_variant_on_disk(tmp_path: Path, trade: str, changes: Changes) -> None:
    """The whole folder that a frontier is written to: points, plans, certificate, the hash in its manifest."""
    base = tradeoff.read_scenario("three-pairs")
    read = on_disk(tmp_path / "what-if", base, changes)
    made = base.with_changes(changes, name="what-if")
    assert same(made, read)
    folders = []
    for scenario, name in ((read, "one"), (made, "two")):
        frontier = tradeoff.trace_frontier(scenario, trade, certify=True)
        write_frontier_folder(frontier, tmp_path / name)
        folders.append(result_bytes(tmp_path / name))
        between = frontier.plan(**{frontier.x: sum(point.x for point in frontier.extreme_points[:2]) / 2})
        folders[-1] |= {f"between {file}": content for file, content in plan_tables([between], scenario).items()}
    assert folders[0] == folders[1]
    assert {"manifest.json", "certificate.json", "money.csv"} <= folders[0].keys()
    unchanged = tradeoff.trace_frontier(base, trade, certify=True)
    assert unchanged.extreme_points != frontier.extreme_points


ONE_A_TABLE: Changes = [
    {"table": "settings", "where": {"key": "discount_rate"}, "column": "value", "set": 0.03},
    {"table": "departments", "where": {}, "column": "carry_over_share", "set": 0.3},
    {"table": "clusters", "where": {"cluster_id": "weavers_a"}, "column": "min_coverage", "set": 0.2},
    {"table": "segments", "where": {"segment_id": "leaders"}, "column": "households", "multiply": 1.5},
    {"table": "activities", "where": {"activity_id": "groups"}, "column": "unit_cost", "multiply": "1.1"},
    {"table": "levels", "where": {"level_id": "entry"}, "column": "name", "set": "Other"},
    {"table": "level_contents", "where": {"level_id": "entry"}, "column": "quantity_per_household", "multiply": 2},
    {"table": "costs", "add": {"level_id": "entry", "cluster_id": "weavers_a", "cost_per_household": 3}},
    {"table": "effects", "where": {}, "column": "income_gain", "multiply": 1.25},
    {"table": "funds", "where": {"fund_id": "partner"}, "column": "needs_share", "set": 0.3},
    {"table": "budgets", "where": {"year": 1}, "column": "envelope", "multiply": 1.1},
    {"table": "agents", "where": {}, "column": "attrition", "set": 0.05},
    {"table": "replication", "where": {}, "column": "lag_years", "set": 0},
    {"table": "cost_shares", "where": {}, "column": "programme_share", "set": 0.95},
    {"table": "exit", "where": {}, "remove": True},
    {"table": "enabling", "where": {"investment_id": "school"}, "column": "cost", "multiply": 2},
    {"table": "limits", "where": {"limit_id": "sc"}, "remove": True},
    {"table": "futures", "add": {"future_id": "plain"}},
    {"table": "districts", "where": {"district": "South"}, "column": "tile_row", "set": 3},
    {"table": "evidence", "add": {"ref": "survey", "citation": "A survey to come"}},
]


def test_every_table_is_there_once() -> None:
    """So that no table is left out below."""
    assert [change["table"] for change in ONE_A_TABLE] == [kind.TABLE for kind in TABLES]


@pytest.mark.parametrize("change", ONE_A_TABLE, ids=[str(change["table"]) for change in ONE_A_TABLE])
def test_what_is_not_read_again_is_what_reading_gives(tmp_path: Path, change: dict[str, object]) -> None:
    """A change of each table: cells, remarks and hash are those of all tables read anew."""
    base = tradeoff.read_scenario("invented-state")
    made = base.with_changes([change], name="what-if")
    assert same(made, on_disk(tmp_path / "what-if", base, [change]))
    assert not same(replace(made, name=base.name, data_hash=base.data_hash), base)
    assert made.changes
    assert made.based_on == "invented-state"


def test_no_disk_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be gone."""
    folder = tradeoff.copy_scenario("three-clusters", tmp_path / "plan")
    scenario = tradeoff.read_scenario(folder)
    for path in folder.iterdir():
        path.unlink()
    assert scenario.with_changes([A_TENTH_LESS]).rupees == scenario.rupees * Fraction(9, 10)


def test_numbers_of_every_kind_say_the_same() -> None:
    """A tenth less as float, text, Decimal, Fraction, numpy's; nothing is rounded on the way."""
    base = tradeoff.read_scenario("three-clusters")
    values = [0.9, "0.9", Decimal("0.9"), Fraction(9, 10), np.float64(0.9), np.float32(0.9)]
    made = [base.with_changes([A_TENTH_LESS | {"multiply": value}], name="less") for value in values]
    assert all(same(one, made[0]) for one in made)
    assert made[0].budgets[0].envelope == 2790
    whole = [base.with_changes([A_TENTH_LESS | {"multiply": value}], name="twice") for value in (2, np.int64(2))]
    assert same(*whole)
    digits = "0." + "1234567890" * 4
    (longer,) = base.with_changes([A_TENTH_LESS | {"multiply": Decimal(digits)}]).budgets
    assert longer.envelope == 3100 * Fraction(digits)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"table": "budgets", "where": {"year": 9}, "column": "envelope", "set": 1}, "change 1, where: no row of budgets matches ('year=9') -> name a row that is there"),
        ({"where": {}, "column": "envelope", "set": 1}, "change 1, changes: a change without its table"),
        ("budgets", "change 1, changes: a change without its table"),
        ({"table": "budgets", "where": {}, "column": "envelope"}, "a change says one of `set`, `multiply`, `add` and `remove`"),
        ({"table": "budgets", "column": "envelope", "set": 1}, "a change of a cell needs `where` and `column` -> add them; `where: {}` matches all rows"),
        ({"table": "budgets", "remove": True}, "to remove rows needs `where`"),
        ({"table": "budgets", "where": {}, "column": "year", "remove": True}, "change 1, column: remove takes no column"),
        ({"table": "budgets", "where": {}, "remove": False}, "remove is true or is not written ('False')"),
        ({"table": "budgets", "where": "year", "column": "envelope", "set": 1}, "change 1, where: not columns and values ('year')"),
        ({"table": "budgets", "where": {}, "column": "envelope", "set": None}, "change 1, set: the value is missing"),
        ({"table": "budgets", "where": {}, "column": "envelope", "set": True}, "true and false stand in no table ('True') -> write 1 or 0"),
        ({"table": "budgets", "where": {}, "column": "envelope", "set": float("nan")}, "change 1, set: not a number ('nan')"),
        ({"table": "budgets", "where": {}, "column": "envelope", "multiply": Fraction(1, 3)}, "a fraction whose decimal does not end ('1/3')"),
        ({"table": "budgets", "where": {}, "column": "envelope", "set": [1]}, "neither a text nor a number ('[1]')"),
        ({"table": "budgets", "where": {}, "column": "", "set": 1}, "budgets has no such column ('')"),
        ({"table": "budgets", "where": {}, "column": "envelope", "set": "1,000"}, "change 1, envelope: the comma may part thousands or decimals, in budgets.csv ('1,000') -> write 1000 or 1, whichever is meant"),
        ({"table": "budgets", "where": {}, "remove": True}, "budgets.csv, department_id: "),
        ({"table": "replication", "where": {}, "remove": True}, "replication has no rows"),
        ({"table": "clusters", "add": {"cluster_id": "new", "department_id": "nobody"}}, "change 1, department_id: not in departments.csv, in clusters.csv ('nobody')"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(change: object, told: str) -> None:
    """With the number of the change, also where only the tables show what is wrong with it."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario("three-clusters").with_changes([change])  # type: ignore[list-item]
    assert told in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    """Of changes that cannot be read, cannot be made, and make the tables wrong."""
    wrong = [{"table": "budgets"}, A_TENTH_LESS | {"where": {"year": 7}}, LATER | {"set": "soon"}]
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario("three-clusters").with_changes(wrong)
    assert [problem.file for problem in caught.value.problems] == ["change 1", "change 2", "change 3"]
    with pytest.raises(ValueError, match=r"changes are a list of mappings; write \[\{\.\.\.\}\] for a single one"):
        tradeoff.read_scenario("three-clusters").with_changes(A_TENTH_LESS)  # type: ignore[arg-type]


def test_two_changes_may_not_meet() -> None:
    """One row written and removed, in either order of time; a row removed and put back otherwise is meant."""
    scenario = tradeoff.read_scenario("three-pairs")
    lower = {"table": "limits", "where": {"limit_id": "forest_floor"}, "column": "value", "set": 50}
    with pytest.raises(
        tradeoff.ScenarioError, match="change 2, remove: one change writes this row and another removes"
    ):
        scenario.with_changes([lower, NO_FOREST_FLOOR])
    with pytest.raises(tradeoff.ScenarioError, match="change 2, where: no row of limits matches"):
        scenario.with_changes([NO_FOREST_FLOOR, lower])
    (row,) = [limit for limit in scenario.limits if limit.limit_id == "forest_floor"]
    again = {"limit_id": "forest_floor", "measure": row.measure, "sense": row.sense, "value": 7}
    other = scenario.with_changes([NO_FOREST_FLOOR, {"table": "limits", "add": again}])
    assert {limit.limit_id: limit.value for limit in other.limits}["forest_floor"] == 7
    assert [(c.before == "", c.after == "") for c in other.changes] == [(False, True), (True, False)]


def test_a_blank_cell_is_matched_by_what_it_means(tmp_path: Path) -> None:
    """`*` finds the rows that leave a pattern blank, and a blank finds them too."""
    folder = tradeoff.copy_scenario("three-clusters", tmp_path / "plan")
    with (folder / "costs.csv").open(newline="", encoding="utf-8") as stream:
        header, *rows = list(csv.reader(stream))
    place = header.index("segment_id")
    for row in rows:
        row[place] = "" if row[place] == "*" else row[place]
    with (folder / "costs.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *rows])
    scenario = tradeoff.read_scenario(folder)
    for value in ("*", ""):
        change = {"table": "costs", "where": {"segment_id": value}, "column": "cost_per_household", "multiply": 2}
        assert len(scenario.with_changes([change]).changes) == len(rows)


def test_changes_come_on_top_of_what_was_decided_before() -> None:
    """Of a budget that has no decimal, of openings and reforms; and a budget comes on top of changes."""
    base = tradeoff.read_scenario("invented-state")
    asked = tradeoff.with_budget(base.with_reforms({"rules": True}).with_openings("whole"), "70 lakh")
    made = asked.with_changes([{"table": "limits", "where": {"limit_id": "sc"}, "remove": True}])
    assert made.rupees == 7_000_000
    assert made.settings.openings == "whole"
    assert {row.investment_id: row.made for row in made.enabling} == {"school": "yes", "rules": "yes"}
    assert "sc" not in {row.limit_id for row in made.limits}
    assert made.rescaled_from == ""
    assert [change.table for change in made.changes] == ["budgets"] * len(base.budgets) + ["limits"]
    third = tradeoff.with_budget(tradeoff.read_scenario("three-pairs"), "20 lakh").with_changes([A_TENTH_LESS])
    assert {row.envelope for row in third.budgets} == {210, 390}
    assert tradeoff.with_budget(third, "200%").rupees == 2 * third.rupees


def test_names_tell_changes_apart() -> None:
    """Given none, two sets of changes have two names and hashes; no change, none of its own."""
    base = tradeoff.read_scenario("three-clusters")
    less, least = base.with_changes([A_TENTH_LESS]), base.with_changes([A_TENTH_LESS | {"multiply": 0.8}])
    assert len({base.name, less.name, least.name}) == len({base.data_hash, less.data_hash, least.data_hash}) == 3
    assert less.name.startswith("three-clusters-changed-")
    none = base.with_changes([])
    assert (none.name, none.data_hash, none.changes) == (base.name, base.data_hash, ())
    twice = less.with_changes([LATER | {"set": 9}])
    assert [change.table for change in twice.changes] == ["budgets", "settings"]


@pytest.mark.parametrize("name", [*(kind.TABLE for kind in TABLES), "cells", "missing"])
def test_rows_replaced_by_hand_are_refused(name: str) -> None:
    """Cells are resolved from rows once: what is replaced alone would change nothing, or be lost at the next change."""
    scenario = tradeoff.read_scenario("invented-state")
    rows = getattr(scenario, name)
    other = rows.model_copy(update={"horizon_years": 20}) if name == "settings" else (*rows, "another")
    with pytest.raises(ValueError, match=rf"{name} replaced by hand, .* use scenario.with_changes\(\[") as caught:
        replace(scenario, **{name: other})
    assert "invented-state" in str(caught.value)
    assert replace(scenario, title="Another").title == "Another"
    assert name in {one.name for one in fields(scenario)}


def test_project_years_go_by_name_and_by_number() -> None:
    """`2026-27`, `FY 2026-2027` and 1 are the same year of three-pairs, in what is looked for, set and added."""
    three = tradeoff.read_scenario("three-pairs")
    hashes = set()
    for first, second in (("2026-27", "2027-28"), ("FY 2026-2027", "2027/28"), ("1", "2")):
        changes: list[dict[str, object]] = [
            {"table": "budgets", "where": {"year": first}, "column": "envelope", "multiply": 2},
            {
                "table": "limits",
                "add": {"limit_id": "n", "measure": "households", "sense": ">=", "value": 1, "year": second},
            },
        ]
        changed = three.with_changes(changes, name="twice")
        assert {row.year for row in changed.budgets} == {1, 2, 3}
        assert [row.year for row in changed.limits if row.limit_id == "n"] == ["2"]
        hashes.add(changed.data_hash)
    assert len(hashes) == 1
    with pytest.raises(tradeoff.ScenarioError, match="no row of budgets matches"):
        three.with_changes([{"table": "budgets", "where": {"year": "2036-37"}, "column": "envelope", "set": 1}])
