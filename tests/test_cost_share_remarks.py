"""What is remarked of cost shares: once a row, with its unit, and where nobody knows what households can bring."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_money_rules import PROGRESSIVE, fees


def test_one_remark_a_row_that_asks_too_much(tmp_path: Path) -> None:
    """One row for both years and two cells of which one pays more: 50 % of 10 and of 12 against 4.9 thousand."""
    tables = fees("support - - 0.5", "4.9") | {
        "clusters": "cluster_id name department_id\nA A d\nB B d",
        "segments": "cluster_id segment_id households poor_share cost_factor ability_to_pay\n"
        "A poor 100 1 1 4.9\nB poor 100 1 1.2 4.9",
        "activities": "activity_id name scope unit_cost\nsupport Support household 10",
        "level_contents": "level_id activity_id quantity_per_household\nentry support 1",
        "costs": "level_id cost_per_household\nentry -",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "fees", tables))
    (remark,) = [remark for remark in scenario.remarks if remark.code == "W15"]
    assert (remark.row, remark.value) == (2, "0.5")
    assert remark.what == (
        "at entry in year 1 a household of B/poor is asked for 6 thousand rupees and can bring 4.9 thousand "
        "rupees, so that nobody joins there, nor in 1 more year and 1 more cell"
    )


def test_amounts_that_differ_are_told_apart(tmp_path: Path) -> None:
    """5 against 4.9999: never "asked for 5 and can bring 5"."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "fees", fees("support - 2 0.5", "4.9999")))
    (remark,) = [remark for remark in scenario.remarks if remark.code == "W15"]
    assert "is asked for 5 thousand rupees and can bring 4.9999 thousand rupees, so" in remark.what


@pytest.mark.parametrize(("shares", "told"), [(PROGRESSIVE, 1), ("support - - 1", 0), ("", 0)])
def test_an_ability_that_is_not_known_is_remarked(tmp_path: Path, shares: str, told: int) -> None:
    """Only where somebody is asked for something; the row is that of the segment."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "fees", fees(shares, "-")))
    found = [remark for remark in scenario.remarks if remark.code == "W23"]
    assert len(found) == told
    for remark in found:
        assert (remark.file, remark.row, remark.column) == ("segments.csv", 2, "ability_to_pay")
        assert remark.what == (
            "households of A/poor are asked for a share of support, and what they can bring is not known, so that they "
            "bring nothing and nobody is shut out"
        )
