"""Reading scenarios: what a planner types, and what they are told."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, shuffle_rows, write_folder

SMALL = {
    "settings": settings(),
    "departments": "department_id name\nd Handloom",
    "clusters": "cluster_id name department_id poor_households\nbarpali Barpali d 100\nsonepur Sonepur d 50",
    "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
    "costs": "cluster_id level_id cost_per_household\n* entry 2\n* intensive 10",
    "budgets": "department_id year envelope\nd 1 300",
}


def problems(tmp_path: Path, **tables: str) -> list[str]:
    """What is told about the small scenario with some tables replaced."""
    folder = write_folder(tmp_path / "plan", {**SMALL, **tables})
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder)
    return [str(problem) for problem in caught.value.problems]


def test_eleven_faults_are_told_at_once(tmp_path: Path) -> None:
    """Each with its file, row, column, value and mend; nothing hides behind another, and 60% is no fault."""
    found = problems(
        tmp_path,
        clusters="cluster_id name department_id poor_households start_up_cost\n"
        "barpali Barpali d 1,00 0\nsonepur Sonepur handlom 50 -5\nBARPALI Twice d 10 0",
        segments="cluster_id segment_id households poor_share women_share\nbarpali all 100 35 0.5\nbarpalli all 50 0.5 60%",
        levels="level_id order name reached deep colour\nentry 1 Entry 1 0 red\nintensive 2 Intensive 0 1 -",
        costs="cluster_id level_id cost_per_household\n* entry Rs2\n* intensive 10\n* intensiv 5",
        limits="limit_id measure sense value\nfloor housholds >= 5",
    )
    assert found == [
        "clusters.csv, row 2, poor_households: a decimal comma, where a plain number is wanted ('1,00') -> write 1 or 100, if "
        "that is meant",
        "clusters.csv, row 3, department_id: not in departments.csv ('handlom') -> name one that is there, or add it",
        "clusters.csv, row 3, start_up_cost: below zero ('-5') -> write a number of 0 or more",
        "clusters.csv, row 4, cluster_id: the same cluster_id as row 2 ('BARPALI') -> keep one row, or give it its own key",
        "costs.csv, row 2, cost_per_household: a sign of rupees does not say whether rupees or the money unit are meant "
        "('Rs2') -> write 2 where the money unit is meant, or 2 rupees",
        "costs.csv, row 4, level_id: not in levels.csv ('intensiv') -> name one that is there, or add it; did you mean "
        "'intensive'?",
        "levels.csv, row 1, colour: no such column in this table ('colour') -> remove it",
        "levels.csv, row 3, deep: a level that counts as deep must count as reached ('1') -> set `reached` to 1, or "
        "`deep` to 0",
        "limits.csv, row 2, measure: no such measure ('housholds') -> write one of households, poor_households, money, "
        "clusters, agent_months, objective:breadth, objective:depth, objective:today, objective:tomorrow, "
        "objective:participation, objective:selectivity, share:women, share:sc, share:st, share:minority, "
        "dimension:voice, dimension:health, dimension:education, dimension:vulnerability; did you mean 'households'?",
        "segments.csv, row 2, poor_share: a share lies between 0 and 1 ('35') -> write a share such as 0.35; did you mean "
        "0.35?",
        "segments.csv, row 3, cluster_id: not in clusters.csv ('barpalli') -> name one that is there, or add it; did you "
        "mean 'barpali'?",
    ]


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"clusters": "cluster_id name\nbarpali Barpali"}, "the column is missing -> add it"),
        ({"budgets": "department_id year envelope\nd 2 300"}, "outside the project years ('2') -> write 1 to 1"),
        ({"departments": "department_id name\nd D\nx X", "budgets": "department_id year envelope\nx 1 300"}, "d has no rows ('d') -> add a row a year"),
        ({"settings": settings(project_years=3, horizon_years=4)}, "d has no rows for years 2, 3 -> add a row a year; write 0 if there is no money"),
        ({"settings": settings(horizon_years=1)}, "not beyond the 1 project years ('1') -> write a later last year"),
        ({"settings": settings(projct_years=1)}, "no such setting ('projct_years') -> remove the row; did you mean 'project_years'?"),
        ({"settings": settings(openings="hole")}, "not one of the words this column knows ('hole') -> write share or whole"),
        ({"settings": settings(money_unit="dollar")}, "no unit of money above zero ('dollar') -> write rupee, thousand, lakh, crore"),
        ({"clusters": "cluster_id name department_id poor_households"}, "clusters.csv: the table has no rows -> add at least one"),
        ({"levels": "level_id order name reached deep"}, "levels.csv: the table has no rows -> add at least one"),
        ({"settings": settings(tie_order="today;depht")}, "not an order of objectives ('today;depht')"),
        ({"costs": "cluster_id level_id cost_per_household\n* entry 2"}, "level intensive has no cost for barpali, all"),
        (
            {"costs": "cluster_id level_id cost_per_household\nbarpali entry 2\nsonepur entry 200000\n* intensive 300000"},
            "50 times or more away from what entry costs elsewhere (2) ('200000') -> write it in the unit of the others",
        ),
        ({"costs": "cluster_id level_id cost_per_household\n* entry 12\n* intensive 10"}, "stands above entry and costs less"),
        ({"levels": "level_id order name reached deep\nentry 1 Entry 0 0\nintensive 2 Intensive 0 0"}, "no level counts as reached"),
        ({"levels": "level_id order name reached deep\nentry 1 Entry yes 0"}, "neither 0 nor 1 ('yes') -> write 1 for yes or 0 for no"),
        ({"levels": "level_id order name reached deep requires_level\nentry 1 E 1 0 -\nintensive 2 I 1 1 entry"}, "row 1, requires_level: this column is no longer read ('requires_level') -> remove it; let the level wait, or give it a"),
        ({"budgets": "department_id year envelope lapses\nd 1 300 0"}, "this column is no longer read ('lapses') -> remove it, and write what may be kept for the next year as carry_over_share"),
        ({"agents": "year in_post\n2 4"}, "outside the project years ('2')"),
        ({"agents": "year in_post\n1 -"}, "neither agent_months nor in_post is given"),
        ({"limits": "limit_id measure cluster_id sense value\nL households nowhere >= 5"}, "no such name in the scenario ('nowhere')"),
        ({"limits": "limit_id measure cluster_id activity_id sense value\nL households - support >= 5"}, "activities are limited in money, not in households"),
        ({"limits": "limit_id measure sense value\nL share:women >= 0.5"}, "women_share is a column of segments.csv, which is not there ('share:women') -> add segments.csv, a row for each cluster, with the columns cluster_id, segment_id, households, poor_share and women_share"),
        (
            {"limits": "limit_id measure sense value\nL share:women >= 0.5", "segments": "cluster_id segment_id households poor_share women_share\nbarpali all 9 1 0.5"},
            "women_share is a column of segments.csv, which has no row of sonepur ('share:women') -> add a row of each such cluster there, with cluster_id",
        ),
        (
            {"limits": "limit_id measure sense value\nL share:women >= 0.5", "segments": "cluster_id segment_id households poor_share\nbarpali all 9 1\nsonepur all 9 1"},
            "women_share is blank in segments.csv for barpali, sonepur ('share:women') -> write women_share for every cell of the limit's scope",
        ),
        ({"limits": "limit_id measure sense value\nL share:women >= 50"}, "did you mean 0.5?"),
        ({"limits": "limit_id measure sense value\nL objective:today >= 50"}, "today has no data here: effects.csv has no income_gain"),
        ({"limits": "limit_id measure sense value\nL households > 5"}, "not one of the words this column knows ('>') -> write <= or >= or ="),
        ({"effects": "level_id income_gain persistence\nentry 3 12"}, "the gain grows by more than 5% a year ('12')"),
        ({"effects": "level_id income_gain income_gain_low income_gain_high\nentry 3 4 5"}, "not in rising order"),
        ({"effects": "level_id income_gain\nentry #DIV/0!"}, "not a number but a spreadsheet's error ('#DIV/0!') -> type the number"),
        ({"departmens": "department_id name\nd D"}, "no table has this name ('departmens.csv') -> rename or move it; did you mean 'departments.csv'?"),
    ],
)  # fmt: skip
def test_a_fault_and_its_mend(tmp_path: Path, tables: dict[str, str], told: str) -> None:
    """One fault each, told in words."""
    assert told in "\n".join(problems(tmp_path, **tables))


def test_a_ragged_row_and_a_file_in_another_code(tmp_path: Path) -> None:
    """Indian grouping without quotation marks makes a cell too many; an old spreadsheet saves Windows text."""
    folder = write_folder(tmp_path / "plan", SMALL)
    (folder / "budgets.csv").write_text("department_id,year,envelope\nd,1,1,50,000\n")
    (folder / "departments.csv").write_bytes("department_id,name\nd,Büro\n".encode("cp1252"))
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder)
    text = str(caught.value)
    assert "budgets.csv, row 2: 5 cells under 3 columns ('50,000')" in text
    (folder / "budgets.csv").write_text("department_id,year,envelope\nd,1,150000\n")
    scenario = tradeoff.read_scenario(folder)
    assert scenario.departments[0].name == "Büro"
    assert [str(reading) for reading in scenario.readings] == [
        "departments.csv, row 2: 'Büro' and what follows is no UTF-8; read as old Windows text (cp1252)"
    ]


def test_an_empty_file_is_told_once(tmp_path: Path) -> None:
    """It is not missing too: to remove it and to add it are no two mends of one table."""
    folder = write_folder(tmp_path / "plan", SMALL)
    (folder / "costs.csv").write_text("")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(folder)
    assert [problem.what for problem in caught.value.problems if problem.file == "costs.csv"] == ["the file is empty"]


def test_unknown_scenarios_are_answered_with_the_nearest() -> None:
    """A slip of the pen in a name."""
    with pytest.raises(ValueError, match="did you mean 'three-clusters'"):
        tradeoff.read_scenario("three-cluster")


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    """Spaces, signs and other scripts in a folder's name: no warning of PuLP's, which here is an error."""
    for name in ("two words", "ओडिशा 60 %", "a+b (copy)"):
        shutil.copytree("scenarios/three-clusters", tmp_path / name)
        assert tradeoff.Study(tradeoff.read_scenario(tmp_path / name)).best("breadth").objectives["breadth"] > 0


def test_money_is_exact_in_any_unit(tmp_path: Path) -> None:
    """0.1 lakh is exactly 10,000 rupees, and so is 0.001 crore."""
    for unit, cost in (("rupee", "10000"), ("thousand", "10"), ("lakh", "0.1"), ("crore", "0.001"), ("500", "20")):
        tables = {**SMALL, "settings": settings(money_unit=unit)}
        tables["costs"] = f"cluster_id level_id cost_per_household confirmed\n* entry {cost} -\n* intensive 1000000 1"
        scenario = tradeoff.read_scenario(write_folder(tmp_path / unit, tables))
        assert scenario.cells[0].offers[0].cost == Fraction(10_000)


def test_shuffled_rows_are_the_same_data(tmp_path: Path) -> None:
    """The hash looks at the tables, not at the order of their rows."""
    folder = write_folder(tmp_path / "plan", SMALL)
    other = shuffle_rows(folder, tmp_path / "other" / "plan", 3)
    one, two = tradeoff.read_scenario(folder), tradeoff.read_scenario(other)
    assert one.data_hash == two.data_hash
    assert one.cells == two.cells


def test_the_most_specific_row_wins_whole(tmp_path: Path) -> None:
    """A row for the cluster beats one for its sector, even where it leaves a cell blank: the cost comes from
    contents.
    """
    tables = {
        **SMALL,
        "clusters": "cluster_id name department_id sector poor_households\na A d x 10\nb B d x 10\nc C d y 10",
        "activities": "activity_id name unit_cost\nnetwork Network 3",
        "level_contents": "level_id activity_id quantity_per_household\nentry network 2",
        "costs": "cluster_id level_id cost_per_household agent_months_per_household\na entry - 0.5\n* entry 4 -\n* intensive 10 -",
        "effects": "cluster_id sector level_id income_gain persistence\na * * 7 1\n* x * 5 1\n* * entry 3 1\n* * intensive 2 1",
    }
    cells = {
        cell.cluster_id: cell.offers for cell in tradeoff.read_scenario(write_folder(tmp_path / "p", tables)).cells
    }
    assert [cells[c][0].cost for c in "abc"] == [6000, 4000, 4000]
    assert cells["a"][0].agent_months == Fraction(1, 2)
    assert [cells[c][0].income_gain for c in "abc"] == [7000, 5000, 3000]
    assert cells["c"][1].income_gain == 2000


def variant(tmp_path: Path, changes: str) -> tradeoff.Scenario:
    """A variant of the small scenario."""
    write_folder(tmp_path / "base", SMALL)
    (tmp_path / "variant").mkdir()
    (tmp_path / "variant" / "scenario.yaml").write_text(f"title: Variant\nbased_on: ../base\nchanges:\n{changes}")
    return tradeoff.read_scenario(tmp_path / "variant")


def test_a_variant_names_its_base_and_lists_what_differs(tmp_path: Path) -> None:
    """A tenth less money, another horizon, one more limit; with what stood there before."""
    changed = variant(
        tmp_path,
        "  - {table: budgets, where: {department_id: d}, column: envelope, multiply: 0.9, reason: a cut}\n"
        "  - {table: settings, where: {key: horizon_years}, column: value, set: 8}\n"
        '  - {table: limits, add: {limit_id: floor, measure: households, sense: ">=", value: 5}, reason: promise}\n',
    )
    assert changed.budgets[0].envelope == 270
    assert changed.settings.horizon_years == 8
    assert changed.limits[0].limit_id == "floor"
    told = [(change.table, change.before, change.after) for change in changed.changes]
    assert told == [
        ("budgets", "300", "270"),
        ("settings", "2", "8"),
        ("limits", "", "measure=households; sense=>=; value=5"),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("  - {table: budgets, where: {department_id: x}, column: envelope, set: 1}\n", "scenario.yaml, row 4, where: no row of budgets matches ('department_id=x')"),
        ("  - {table: budgts, where: {department_id: d}, column: envelope, set: 1}\n", "no such table ('budgts')"),
        ("  - {table: budgets, where: {department_id: d}, column: envelop, set: 1}\n", "budgets has no such column ('envelop') -> name a column of budgets; did you mean 'envelope'?"),
        ("  - {table: budgets, where: {department_id: d}, column: envelope, set: 1}\n" * 2, "two changes of one cell"),
        ("  - {table: clusters, add: {cluster_id: barpali, name: B, department_id: d}}\n", "clusters has this row already ('cluster_id=barpali')"),
        ("  - {table: budgets, where: {department_id: d}, column: envelope, set: 1, multiply: 2}\n", "a change says one of `set`, `multiply`, `add` and `remove`"),
        ("  - {table: budgets, where: {department_id: d}, column: department_id, multiply: 2}\n", "'d' cannot be multiplied"),
    ],
)  # fmt: skip
def test_a_faulty_change(tmp_path: Path, changes: str, told: str) -> None:
    """Each change that cannot be meant, with its line."""
    with pytest.raises(tradeoff.ScenarioError) as caught:
        variant(tmp_path, changes)
    assert told in str(caught.value)


def test_yaml_slips(tmp_path: Path) -> None:
    """A key twice, and a base that is a variant itself."""
    folder = write_folder(tmp_path / "plan", SMALL)
    (folder / "scenario.yaml").write_text("title: One\ntitle: Two\n")
    with pytest.raises(tradeoff.ScenarioError, match=r"scenario\.yaml, row 2: the key .title. stands twice"):
        tradeoff.read_scenario(folder)
    (folder / "scenario.yaml").write_text("based_on: three-pairs-austere\n")
    for table in folder.glob("*.csv"):
        table.unlink()
    with pytest.raises(tradeoff.ScenarioError, match="its base three-pairs-austere is a variant itself"):
        tradeoff.read_scenario(folder)


def test_objectives_without_data_are_named() -> None:
    """The missing table and column, and how much of it."""
    missing = dict(tradeoff.read_scenario("three-clusters").missing)
    assert missing["today"] == "effects.csv has no income_gain for 9 of 9 offers, first forest/all/entry"
    assert set(missing) == {"today", "tomorrow", "participation", "selectivity"}


@pytest.mark.parametrize("name", [found.name for found in tradeoff.shipped_scenarios()])
def test_shipped_rows_carry_source_and_grade(name: str) -> None:
    """Every row of data says where it is from and how good it is."""
    scenario = tradeoff.read_scenario(name)
    for table in ("clusters", "segments", "activities", "levels", "costs", "effects", "budgets", "agents"):
        for row in getattr(scenario, table):
            assert row.source, (table, row.row)
            assert row.grade, (table, row.row)
