"""Rupees of income a rupee by level, by hand, and the remark on a level that gives more than anybody should believe."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_cli import run
from tradeoff.advice.returns import returns
from tradeoff.errors import InputFault
from tradeoff.scenario.returns import income_a_rupee

EFFECTS = "level_id income_gain persistence lag_years poor_share_of_gain\nentry 100 0.5 1 0.25"


def one_level(tmp_path: Path, *, cost: object = 10, also: dict[str, object] | None = None, **changes: str) -> Path:
    """A gain of 100 from the second of four years on, half of it kept from year to year, at a cost of 10."""
    tables = {
        "settings": settings(project_years=2, horizon_years=4, **(also or {})),
        "clusters": "cluster_id name department_id poor_households sector sector_outlook\n"
        "a A d 10 craft 0\nb B d 10 food 0.5",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": f"level_id cost_per_household\nentry {cost}",
        "effects": EFFECTS,
        "budgets": "department_id year envelope\nd 1 5\nd 2 5",
    }
    return write_folder(tmp_path / "returns", tables | changes)


def remarks(folder: Path) -> list[InputFault]:
    return [remark for remark in tradeoff.read_scenario(folder).remarks if remark.code == "W22"]


@pytest.mark.parametrize(
    ("rate", "level", "growing"),
    [
        # 100 (1 + 1/2 + 1/4) / 10, and with a growth of one half 100 (1 + 3/4 + 9/16) / 10.
        (0, Fraction(35, 2), Fraction(185, 8)),
        # At 25 % a year: 100 (4/5 + 8/25 + 16/125) / 10, and 100 (4/5 + 12/25 + 36/125) / 10.
        (0.25, Fraction(312, 25), Fraction(392, 25)),
    ],
)
def test_by_hand(tmp_path: Path, rate: float, level: Fraction, growing: Fraction) -> None:
    """The whole of the household's income counts, whatever share of it goes to the poor."""
    scenario = tradeoff.read_scenario(one_level(tmp_path, also={"discount_rate": rate}))
    offers = [cell.offers[0] for cell in scenario.cells]
    found = [income_a_rupee(scenario.settings, c, o) for c, o in zip(scenario.clusters, offers, strict=True)]
    assert found == [level, growing]
    (row,) = returns(scenario)
    assert (row.level, row.least, row.least_in, row.most, row.most_in, row.cells) == (
        "entry",
        float(level),
        "a/all",
        float(growing),
        "b/all",
        2,
    )


def test_orissa_as_its_readme_derives_it() -> None:
    """Entry: 12,960 a year, 0.8833 x 1.02 kept, nine years, on 5,800 in a growing sector: 15.7; handloom 6.3."""
    (entry, *_) = returns(tradeoff.read_scenario("orissa"))
    assert (entry.level, round(entry.least, 1), round(entry.most, 1)) == ("entry", 6.3, 15.7)


def test_check_prints_it(tmp_path: Path) -> None:
    """A table for people, the same figures as JSON."""
    folder = str(one_level(tmp_path))
    told = run("check", folder).stdout
    assert "Rupees of income a rupee, by level (income until the 4th year of a household that joins in year 1" in told
    (row,) = json.loads(run("check", folder, "--format", "json").stdout)["income_a_rupee"]
    assert (row["least"], row["most"], row["most_in"]) == (17.5, 23.125, "b/all")


def test_without_incomes_nothing_is_said() -> None:
    """`three-clusters` has no effects."""
    assert returns(tradeoff.read_scenario("three-clusters")) == ()
    assert "Rupees of income" not in run("check", "three-clusters").stdout


def test_above_25_is_remarked_on_with_its_row(tmp_path: Path) -> None:
    """At a cost of 7 the growing cluster has 33.0, the other exactly 25 and no remark."""
    (remark,) = remarks(one_level(tmp_path, cost=7))
    assert (remark.file, remark.row, remark.column, remark.value) == ("effects.csv", 2, "income_gain", "100")
    assert remark.what == "entry gives 33 rupees of income a rupee in b/all, above 25"
    assert "only if it holds all that the studied programme gave" in remark.mend


def test_one_remark_a_row_and_level(tmp_path: Path) -> None:
    """At 5 both clusters are above: told once, where it is most."""
    (remark,) = remarks(one_level(tmp_path, cost=5))
    assert remark.what == "entry gives 46.2 rupees of income a rupee in b/all and in 1 more, above 25"


def test_income_at_no_cost(tmp_path: Path) -> None:
    """No ratio is invented."""
    folder = one_level(tmp_path, cost=0)
    (remark,) = remarks(folder)
    assert remark.what == "entry gives income at no cost in a/all and in 1 more, above 25"
    assert returns(tradeoff.read_scenario(folder)) == ()
