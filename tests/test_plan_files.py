"""Plans as folders: written, read back, checked as they are, edited by hand, and anybody's allotment."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tradeoff.cli import commands
from tradeoff.reports.folder import write_plan_folder
from tradeoff.scenario.write import scenario_files

SMALL = ("three-clusters", "three-clusters-more-money", "three-pairs", "three-pairs-austere")


def save(folder: Path, name: str = "three-pairs", trade: str = "depth-breadth", which: int = 1) -> Path:
    """The folder of a named plan of a shipped scenario."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(name), trade)
    named = frontier.named_plans[which]
    write_plan_folder(frontier, frontier.plan(**{frontier.x: named.x}), folder)
    return folder


def edit(path: Path, row: int, **cells: str) -> None:
    """Type other cells into a row of a table, as a spreadsheet counts it."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows[row - 2] |= cells
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("name", SMALL)
def test_every_named_plan_of_the_small_scenarios_comes_back_without_a_difference(name: str, tmp_path: Path) -> None:
    scenario = tradeoff.read_scenario(name)
    for trade in scenario.trades:
        frontier = tradeoff.trace_frontier(scenario, trade)
        for named in frontier.named_plans:
            folder = tmp_path / f"{trade}-{named.id}"
            write_plan_folder(frontier, frontier.plan(**{frontier.x: named.x}), folder)
            saved = tradeoff.read_plan(folder)
            assert saved.scenario.data_hash == scenario.data_hash
            found = tradeoff.check_plan(saved)
            assert (found.differences, found.broken) == ((), ())
            assert found.aims[frontier.x] == pytest.approx(named.x, rel=1e-9)


def test_the_tables_of_a_scenario_with_changes_in_proportion_keep_their_hash(tmp_path: Path) -> None:
    asked = tradeoff.with_budget(tradeoff.read_scenario("three-pairs"), "70 lakh")
    for name, content in scenario_files(asked).items():
        (tmp_path / name).write_bytes(content)
    assert tradeoff.read_scenario(tmp_path).data_hash == asked.data_hash


def test_money_edited_is_listed_with_its_place_and_both_amounts(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    with (folder / "money.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    edit(folder / "money.csv", 2, amount=str(int(row["amount"]) + 1000))
    found = tradeoff.check_plan(folder)
    money = [one for one in found.differences if one.table == "money"]
    assert [(one.stated - one.worked) for one in money] == [pytest.approx(1000, abs=1)]
    assert money[0].key["cluster_id"] == row["cluster_id"]
    assert (money[0].rows, money[0].column) == ((2,), "amount")
    result = CliRunner().invoke(commands, ["check", str(folder)])
    assert result.exit_code == 0
    assert (
        f"- money.csv, row 2, amount (department_id {row['department_id']}, cluster_id {row['cluster_id']}, "
        in result.output
    )


def test_a_row_that_is_gone_is_told_as_none(tmp_path: Path) -> None:
    """Its amount follows all the same, and no row is named for it."""
    folder = save(tmp_path / "plan")
    lines = (folder / "money.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "money.csv").write_text("".join((lines[0], *lines[2:])), encoding="utf-8")
    money = [one for one in tradeoff.check_plan(folder).differences if one.table == "money"]
    assert [(one.rows, one.stated) for one in money] == [((), 0.0)]
    assert str(money[0]).startswith("money.csv, in no row, amount (department_id ")


def test_two_limits_broken_by_hand_are_both_named(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    with (folder / "households.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    edit(folder / "households.csv", 2, households=str(float(row["households"]) + 100_000))
    result = CliRunner().invoke(commands, ["check", str(folder), "--format", "json"])
    assert result.exit_code == 4
    kinds = {one["kind"] for one in json.loads(result.output)["broken"]}
    assert {"purse", "population"} <= kinds


def test_purses_follow_from_what_is_decided_and_not_from_figures_that_were_let_stand(tmp_path: Path) -> None:
    """Whose households are gone, by hand: 642 - 42 of them at the entry of the gatherers cost 42 x 1,440 rupees less."""
    folder = save(tmp_path / "plan")
    households = folder / "households.csv"
    with households.open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert (row["cluster_id"], row["level_id"]) == ("forest", "entry")
    edit(households, 2, households=str(float(row["households"]) - 42))
    found = [one for one in tradeoff.check_plan(folder).differences if one.table in ("purses", "release", "enrolment")]
    assert [(one.table, one.column) for one in found] == [
        ("purses", "spent"),
        ("purses", "unspent"),
        ("enrolment", "households"),
        ("release", "amount"),
    ]
    offer = {
        (cell.cluster_id, o.level_id): o for cell in tradeoff.read_scenario("three-pairs").cells for o in cell.offers
    }
    less = 42 * float(offer["forest", "entry"].cost)
    assert [round(one.worked - one.stated) for one in found] == [round(-less), round(less), -42, round(-less)]


def test_what_several_funds_pay_is_held_together_where_nobody_says_which(tmp_path: Path) -> None:
    """40 households fewer at 5,000 rupees each: camps 1,000, groups 3,000 and health 1,000, which either fund may pay."""
    scenario = tradeoff.read_scenario("invented-state").with_reforms({"rules": False})
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth", gap=0.1)
    folder = tmp_path / "plan"
    write_plan_folder(frontier, frontier.plan(**{frontier.x: frontier.named_plans[1].x}), folder)
    with (folder / "households.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert (row["cluster_id"], row["level_id"], row["year"]) == ("food_a", "entry", "1")
    edit(folder / "households.csv", 2, households=str(float(row["households"]) - 40))
    found = [one for one in tradeoff.check_plan(folder).differences if one.table in ("purses", "release")]
    assert [(one.table, one.column, len(one.rows)) for one in found] == [
        ("purses", "spent", 2),
        ("purses", "unspent", 2),
        ("release", "amount", 1),
    ]
    assert all(one.key == {"department_id": "industries", "year": "2026-27"} for one in found)
    less = [one.stated - one.worked for one in found]
    assert less == pytest.approx([200_000, -200_000, 200_000], abs=3)


def test_a_purse_that_is_edited_is_held_against_the_decision(tmp_path: Path) -> None:
    """Not against the other figure of its row, which is wrong too."""
    folder = save(tmp_path / "plan")
    with (folder / "purses.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    edit(folder / "purses.csv", 2, spent="1", unspent="99")
    found = {one.column: one.worked for one in tradeoff.check_plan(folder).differences}
    assert found == {"spent": float(row["spent"]), "unspent": float(row["unspent"])}


@pytest.mark.parametrize(
    ("table", "column", "more"),
    [("enrolment", "households", 1), ("release", "amount", 2), ("posting", "households", 3), ("opened", "share", -0.1)],
)
def test_a_list_that_is_signed_is_held_against_the_decision(
    table: str, column: str, more: float, tmp_path: Path
) -> None:
    """With whatever is filled in by hand beside it."""
    folder = save(tmp_path / "plan")
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    edit(path, 2, order_number="12/2026", order_date="3 Dec 2026", signature="A. Das", label="the first year")
    assert tradeoff.check_plan(folder).differences == ()
    edit(path, 2, **{column: str(float(row[column]) + more)})
    (one,) = tradeoff.check_plan(folder).differences
    assert (one.table, one.column, one.rows) == (table, column, (2,))
    assert one.stated - one.worked == pytest.approx(more)


def test_the_list_that_is_gone_says_nothing(tmp_path: Path) -> None:
    """A plan is a plan without its print-outs."""
    folder = save(tmp_path / "plan")
    for table in ("enrolment", "release", "posting", "opened"):
        (folder / f"{table}.csv").unlink()
    assert tradeoff.check_plan(folder).differences == ()


@pytest.mark.parametrize("opened", ["0", "0.5"])
def test_a_cluster_that_is_not_open_is_told_from_a_list_that_is_too_short(opened: str, tmp_path: Path) -> None:
    """50 of the brass workers on the list join where nothing is open: once, in the year in which they join."""
    folder = save(tmp_path / "plan", which=2)
    scenario = tradeoff.read_scenario("three-pairs")
    cell = next(cell for cell in scenario.cells if (cell.cluster_id, cell.segment_id) == ("brass", "majority"))
    joined = 50 if opened == "0" else int(cell.households) * 3 // 4
    tables = {
        "households": f"brass,{cell.segment_id},{cell.offers[0].level_id},2,{joined}",
        "openings": f"brass,1,{opened}",
    }
    for table, row in tables.items():
        path = folder / f"{table}.csv"
        lines = [one for one in path.read_text(encoding="utf-8").splitlines() if ",brass," not in one]
        path.write_text("\n".join([*lines, f"0,{row}"]) + "\n", encoding="utf-8")
    told = [one for one in tradeoff.check_plan(folder).broken if "need it to be open" in one]
    assert len(told) == 1
    too_many = joined if opened == "0" else joined - int(cell.households) // 2
    assert told[0].startswith(f"{too_many} households{'' if opened == '0' else ' more'} in Old Town brass workers")
    assert not [one for one in tradeoff.check_plan(folder).broken if "on the list" in one]


def test_who_is_beside_the_list_is_told_once(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    edit(folder / "households.csv", 2, households="100000")
    assert len([one for one in tradeoff.check_plan(folder).broken if "more than there are on the list" in one]) == 1


def test_a_plan_that_has_lost_its_level_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    asked = ["plan", "three-pairs", "--trade", "depth-breadth", "--at", "breadth=1000", "--out", str(folder)]
    assert CliRunner().invoke(commands, asked).exit_code == 0
    assert "made for" not in CliRunner().invoke(commands, ["check", str(folder)]).output
    with (folder / "households.csv").open(encoding="utf-8") as file:
        households = dict(enumerate(csv.DictReader(file), start=2))
    number, row = next(
        one for one in households.items() if one[1]["level_id"] == "entry" and float(one[1]["households"]) > 50
    )
    edit(folder / "households.csv", number, households=str(float(row["households"]) - 45))
    poor = {(one.cluster_id, one.segment_id): one.poor_share for one in tradeoff.read_scenario("three-pairs").cells}
    listed = sum(float(one["households"]) * poor[one["cluster_id"], one["segment_id"]] for one in households.values())
    short = 1000 - float(listed - 45 * poor[row["cluster_id"], row["segment_id"]])
    told = CliRunner().invoke(commands, ["check", str(folder)]).output
    words = f"It was made for 1,000 households of breadth, and has {short:.0f} households less since."
    assert words in told
    assert f'level,"{words}"' in CliRunner().invoke(commands, ["check", str(folder), "--format", "csv"]).output


def test_an_allotment_needs_two_tables_and_the_name_of_its_scenario(tmp_path: Path) -> None:
    # Two households of one cluster, nothing else: cost and aims are worked out by hand from the tables.
    cluster = next(c for c in tradeoff.read_scenario("three-clusters").cells)
    offer = cluster.offers[0]
    place = f"{cluster.cluster_id},{cluster.segment_id},{offer.level_id},1,2"
    (tmp_path / "households.csv").write_text(f"cluster_id,segment_id,level_id,year,households\n{place}\n")
    (tmp_path / "openings.csv").write_text(f"cluster_id,year,opened\n{cluster.cluster_id},1,1\n")
    result = CliRunner().invoke(commands, ["check", str(tmp_path), "--scenario", "three-clusters", "--format", "json"])
    assert result.exit_code in (0, 4), result.output
    assert json.loads(result.output)["spent"] >= float(2 * offer.cost)


def test_every_fault_of_a_plan_is_told_once_with_its_place(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    edit(folder / "households.csv", 2, cluster_id="nowhere", year="99")
    edit(folder / "openings.csv", 2, opened="1.5")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_plan(folder)
    places = [(one.file, one.row, one.column, one.value) for one in caught.value.problems]
    assert places == [
        ("households.csv", 2, "cluster_id", "nowhere"),
        ("households.csv", 2, "year", "99"),
        ("openings.csv", 2, "opened", "1.5"),
    ]
    assert CliRunner().invoke(commands, ["check", str(folder)]).exception is not None


def test_negative_households_are_refused(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    edit(folder / "households.csv", 2, households="-3")
    with pytest.raises(tradeoff.ScenarioError, match=r"households.csv, row 2, households: below zero"):
        tradeoff.read_plan(folder)


def test_a_folder_of_several_plans_wants_a_number(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    with (folder / "households.csv").open("a", encoding="utf-8") as file:
        text = (folder / "households.csv").read_text().splitlines()[1]
        file.write(f"1{text[1:]}\n")
    with pytest.raises(ValueError, match="say which: --number"):
        tradeoff.read_plan(folder)
    assert tradeoff.read_plan(folder, number=0).decision.households


def test_a_plan_written_over_another_leaves_none_of_its_files(tmp_path: Path) -> None:
    folder = save(tmp_path / "plan")
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    write_plan_folder(frontier, frontier.plan(**{frontier.x: frontier.named_plans[1].x}), folder, overwrite=True)
    fresh = tmp_path / "fresh"
    write_plan_folder(frontier, frontier.plan(**{frontier.x: frontier.named_plans[1].x}), fresh)
    files = {path.relative_to(fresh): path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("more", [(), ("--openings", "whole"), ("--floor", "today=3 lakh")])
def test_every_plan_of_a_frontier_folder_is_checked_without_its_scenario(tmp_path: Path, more: tuple[str, ...]) -> None:
    folder = tmp_path / "f"
    asked = ["three-pairs", "--trade", "depth-breadth", "--out", str(folder), *more]
    assert CliRunner().invoke(commands, ["frontier", *asked]).exit_code == 0
    with (folder / "points.csv").open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    for number, point in enumerate(points):
        saved = tradeoff.read_plan(folder, number=number)
        assert tradeoff.read_scenario(folder / "scenario").data_hash == tradeoff.read_scenario("three-pairs").data_hash
        assert saved.form == ("whole" if "whole" in more else "outlook")
        assert bool(saved.scenario.floors) == ("--floor" in more)
        found = tradeoff.check_plan(saved)
        assert (found.differences, found.broken) == ((), ())
        assert found.aims["breadth"] == pytest.approx(float(point["breadth"]), rel=1e-9)
