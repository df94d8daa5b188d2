"""What doubtful figures are counted in, where a table of swings and JSON tell their ends."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_futures import H2
from tradeoff.advice.figure_units import spoken_unit, unit_of
from tradeoff.advice.ranges_stated import Doubtful
from tradeoff.advice.swings import end_words
from tradeoff.cli import commands
from tradeoff.scenario.ranged import MAIN
from tradeoff.words.spoken import in_language

UNITS = {
    ("clusters", "poor_households"): "households",
    ("clusters", "start_up_cost"): "lakh rupees",
    ("clusters", "sector_outlook"): "share a year",
    ("segments", "households"): "households",
    ("segments", "poor_share"): "share",
    ("activities", "unit_cost"): "lakh rupees a unit",
    ("level_contents", "quantity_per_household"): "units",
    ("costs", "cost_per_household"): "lakh rupees",
    ("effects", "income_gain"): "lakh rupees a year",
    ("effects", "value_added"): "lakh rupees a year",
    ("budgets", "envelope"): "lakh rupees",
    ("agents", "in_post"): "agents",
    ("agents", "agent_months"): "months",
    ("agents", "training_capacity"): "agents a year",
    ("enabling", "cost"): "lakh rupees in each of its years",
    ("settings", "facilitation_cost"): "lakh rupees a month",
    ("settings", "agent_availability"): "share",
}
"""What the figures that are drawn are counted in, by the tables' own description."""


@pytest.mark.parametrize(("table", "column"), UNITS)
def test_every_figure_that_is_drawn_has_its_unit(table: str, column: str, tmp_path: Path) -> None:
    in_lakh = settings(project_years=3, horizon_years=8, money_unit="lakh")
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "lakh", {**H2, "settings": in_lakh}))
    figure = Doubtful(
        table=table, key="id=a", column=column, row=2, value=1.0, low=0.5, high=2.0, source="", grade="D", group=0
    )
    assert unit_of(figure, scenario) == UNITS[table, column]


@pytest.mark.parametrize("unit", sorted(set(UNITS.values())))
def test_every_unit_is_said_in_french(unit: str) -> None:
    """In words of its own, the unit of money in it too; `agents` alone is the same word in both."""
    with in_language("fr"):
        said = spoken_unit(unit, "lakh rupees")
    assert said != unit or unit == "agents"
    assert not set(said.split()) & {"rupees", "a", "year", "in", "each", "of"}
    assert spoken_unit(unit, "lakh rupees") == unit


def test_no_figure_that_is_drawn_is_left_out_of_the_units() -> None:
    assert set(UNITS) == {(table, column) for table, columns in MAIN.items() for column in columns}


def test_the_table_of_swings_tells_units() -> None:
    asked = ["stress", "orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", "--draws", "1"]
    lines = CliRunner().invoke(commands, asked).stdout.splitlines()
    assert any(line.startswith("breadth: what the plan delivers, in households, where one figure") for line in lines)
    (fund,) = {" ".join(line.split()[:8]) for line in lines if line.startswith("activities.csv, fund, ")}
    assert fund == "activities.csv, fund, unit_cost 1,500 6,000 rupees a unit"
    swings = json.loads(CliRunner().invoke(commands, [*asked, "--format", "json"]).stdout)["swings"]
    told = {(one["table"], one["column"]): one["unit"] for swing in swings for one in swing["figures"]}
    assert told["segments", "households"] == "households"
    assert told["settings", "facilitation_cost"] == "rupees a month"


def test_every_table_is_to_be_had_as_csv() -> None:
    asked = ["stress", "orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", "--draws", "50"]
    result = CliRunner().invoke(commands, [*asked, "--format", "csv", "--table", "swings"])
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert list(rows[0]) == ["aim", "figure", "low", "high", "unit", "at_low", "at_high", "grade", "source"]
    assert {row["aim"] for row in rows} == {"breadth", "depth"}
    fund = next(row for row in rows if row["figure"] == "activities.csv, fund, unit_cost")
    assert (fund["low"], fund["high"], fund["unit"], fund["at_low"]) == ("1500", "6000", "rupees a unit", "700")
    purses = CliRunner().invoke(commands, [*asked, "--format", "csv", "--table", "purses"]).stdout.splitlines()
    assert purses[0] == "department,fund,year,share,median,high"
    for wrong, words in (
        (["--table", "swings"], "--table goes with --format csv"),
        (["--format", "csv", "--table", "switching"], "add --switching"),
        (["--format", "csv", "--table", "no-regret"], "add --no-regret"),
    ):
        result = CliRunner().invoke(commands, [*asked, *wrong])
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize(
    ("value", "words"),
    [(62500, "62,500"), (4285.7, "4,286"), (-0.03, "-0.03"), (0.015, "0.015"), (0, "0"), (1.5, "1.5")],
)
def test_a_small_end_is_not_told_as_nothing(value: float, words: str) -> None:
    assert end_words(value) == words
