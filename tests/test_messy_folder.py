"""Many slips at once: each is told as it is told alone, in the same pass, and none brings lines of others with it."""

from __future__ import annotations

import random
import shutil
from itertools import combinations
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.slips import READ, REFUSED, TABLES, Slip, folder_with
from tests.test_slips import told

SCENARIOS = Path(__file__).parent.parent / "scenarios"
MESSY = (
    ("activities", "participation,2.5,", "participation,1.50.000,", "row 4, unit_cost: not a number"),
    ("activities", "Common workshop,capacity", "Common workshop,capcity", "row 6, axis: not one of the words"),
    ("activities", "design,Design and technology advice", "design,#REF!", "row 7, name: a spreadsheet's error"),
    ("agents", "1,40,", "1,forty,", "row 2, agent_months: not a number"),
    ("agents", "3,50,", "3,-50,", "row 4, agent_months: below zero"),
    ("budgets", "textiles,1,700,", "textiles,1,40%,", "row 2, envelope: a percent stands where no share is wanted"),
    ("budgets", "textiles,2,700,", "textils,2,700,", "row 3, department_id: not in departments.csv"),
    ("budgets", "industries,2,1300,", "industries,2,,", "row 6, envelope: the cell is blank"),
    ("budgets", "industries,3,1300,", "industries,3,=7*100,", "row 7, envelope: a formula, not its value"),
    ("clusters", "traditional,-0.03,3,", "tradtional,-0.03,3,", "row 2, sector_type: not one of the words"),
    ("clusters", "handicraft,traditional,-0.01", "handicraft,traditional,-1.2", "row 3, sector_outlook: the whole sector"),
    ("clusters", "0.02,4,candidate", "0.02,4,candidat", "row 4, status: not one of the words"),
    ("clusters", "machine,Station Road machine shops (illustrative),industries", "machine,Station,industry", "row 5, department_id: not in departments.csv"),
    ("departments", "(illustrative),0.1,invented for this example,E\nind", "(illustrative),35,invented for this example,E\nind", "row 2, transfer_out_max_share: a share lies"),
    ("effects", "majority,entry,0.5,0.5", "majority,entri,0.5,0.5", "row 2, level_id: not in levels.csv"),
    ("effects", "majority,market,3,3,0,0,0.5", "majority,market,3,3,0,0,95", "row 3, persistence: with a sector outlook"),
    ("effects", "intensive,11,14,0,1,", "intensive,11,14,0,1.5,", "row 5, lag_years: not a whole number"),
    ("effects", "engineering,majority,skills", "Engineering,majority,skills", "row 6, sector: not in clusters.csv"),
    ("level_contents", "entry,network,1,", 'entry,network,"0,5",', "row 2, quantity_per_household: a decimal comma"),
    ("level_contents", "market,market,1,", "market,mrket,1,", "row 6, activity_id: not in activities.csv"),
    ("level_contents", "skills,health,1,", "skills,network,1,", "row 8, level_id: the same level_id and activity_id as row 7"),
    ("levels", "health camp,1,0,1,4,,", "health camp,yes,0,1,4,,", "row 2, reached: neither 0 nor 1"),
    ("levels", "buyers,1,0,1,8,,invented for this example,E", "buyers,1,0,1,8,,invented for this example,F", "row 3, grade: not one of"),
    ("limits", "share:women,,,>=,", "share:women,,,=>,", "row 2, sense: not one of the words"),
    ("limits", "households,forest,", "households,forrest,", "row 3, cluster_id: no such name in the scenario"),
    ("segments", "weavers,majority,900,0.6", "weavers,majority,Rs 900,0.6", "row 2, households: a sign of rupees"),
    ("segments", "weavers,leaders,15,", "weaver,leaders,15,", "row 3, cluster_id: not in clusters.csv"),
    ("segments", "brass,majority,600,0.5", "brass,majority,600,1.2", "row 4, poor_share: a share lies"),
    ("settings", "horizon_years,8", "horizon_years,3", "row 3, horizon_years: not beyond the 3 project years"),
    ("settings", "facilitation_cost,30,", "discount_rate,5,", "row 7, discount_rate: a discount rate above 0.3"),
)  # fmt: skip
"""(table, what stands there, what is typed instead, how the one line begins that is said of it)."""


def messy(folder: Path) -> Path:
    """A copy of three-pairs with all of them."""
    shutil.copytree(SCENARIOS / "three-pairs", folder)
    for table, right, wrong, _ in MESSY:
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(right) == 1, (table, right)
        path.write_text(text.replace(right, wrong), encoding="utf-8")
    return folder


def test_thirty_faults_of_a_folder_are_told_in_one_pass(tmp_path: Path) -> None:
    """A line each with place, value and mend, exit 3; what stands between tables is told beside what stands in a cell."""
    assert len(MESSY) == 30
    messy(tmp_path / "plan")
    said = run("check", "plan", folder=tmp_path, code=3).stderr.splitlines()
    lines = [line.strip() for line in said[1:]]
    assert said[0] == "30 problems in plan:"
    for table, _, _, begins in MESSY:
        (line,) = [line for line in lines if line.startswith(f"{table}.csv, {begins}")]
        assert " -> " in line
    assert len(lines) == len(MESSY)


def lines_of(slip: Slip) -> range:
    """The lines of its table that a slip is in."""
    before = TABLES[slip.table].partition(slip.old)[0]
    return range(before.count("\n"), before.count("\n") + 1 + slip.old.rstrip("\n").count("\n"))


def together(one: Slip, other: Slip) -> bool:
    """Whether two slips can be made at once, neither of which changes what the other one is."""
    if one.table != other.table:
        return True
    return not set(lines_of(one)) & set(lines_of(other))


UNSURE = (
    *("Budget of the state", "project_years", "projct_years", "housholds", "department_id\n", '"Handloom'),
    *("Total", "योग", "D,1", "d,1.5", "d,2026", "d,2031-32", "Handloom,1", "Industries,textile", "e,2,20\nd,1,30"),
)
"""What leaves open what the rest means: how many years there are, which rows and columns, whose they are and what they add up to."""
NAMELESS = (",B", "barpali,S")
"""What takes a cluster its id, so that a row of another table may be of it."""
SURE = [
    slip
    for slip in (*READ, *REFUSED)
    if slip.old and slip.new not in NAMELESS and not any(part in str(slip.new) for part in UNSURE)
]
PAIRS = [pair for pair in combinations(SURE, 2) if together(*pair)]


@pytest.mark.parametrize("seed", range(40))
def test_two_slips_at_once_are_told_as_each_alone(seed: int, tmp_path: Path) -> None:
    """Neither hides the other, and both together bring no third line."""
    one, other = random.Random(seed).choice(PAIRS)
    folder = folder_with(one, tmp_path / "both")
    path = folder / f"{other.table}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(other.old, str(other.new), 1), encoding="utf-8")
    alone = [told(folder_with(slip, tmp_path / name)) for slip, name in ((one, "one"), (other, "other"))]
    refused = [any(" -> " in line for line in lines) for lines in alone]
    wanted = [line for lines, fault in zip(alone, refused, strict=True) if fault or not any(refused) for line in lines]
    found = told(folder)
    if one.table == other.table:
        # Rows below one that is left out have other numbers.
        assert len(found) == len(wanted)
    else:
        assert sorted(found) == sorted(wanted)


def test_a_cost_in_rupees_is_told_beside_blanks(tmp_path: Path) -> None:
    """A new folder with one cost in rupees among those in lakh: in the same pass as the blanks that are left."""
    run("new", "--blank", "3", "plan", folder=tmp_path)
    costs = tmp_path / "plan" / "costs.csv"
    header, *rows = costs.read_text(encoding="utf-8").splitlines()
    at = header.split(",").index("cost_per_household")
    typed = []
    for row, cost in zip(rows, ("0.2", "12000"), strict=True):
        cells = row.split(",")
        cells[at] = cost
        typed.append(",".join(cells))
    costs.write_text("\n".join([header, *typed, typed[1].replace("*", "c1", 1).replace("12000", "0.9")]) + "\n")
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.read_scenario(tmp_path / "plan")
    lines = [str(one) for one in caught.value.problems]
    assert [line.partition(":")[0] for line in lines] == [
        "budgets.csv, row 2, envelope",
        "clusters.csv, row 2, name",
        "clusters.csv, row 2, poor_households",
        "costs.csv, row 3, cost_per_household",
    ]
    assert "50 times or more away from what full costs elsewhere" in lines[-1]
