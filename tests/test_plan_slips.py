"""The ordinary slips in a plan's tables: each is read and said, or refused in one line with its mend.

An allotment of two tables is enough, so nothing is solved; the same in a workbook is in `test_workbook_out.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff

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
