"""The invented scenarios: the sector story of `three-pairs`, and every mechanism in `invented-state`, by eye."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tradeoff.scenario.reforms import combinations
from tradeoff.scenario.tables import TABLES

TOP = Path(__file__).parent.parent / "scenarios"
STATE = TOP / "invented-state"
LEFT_OUT = {"costs", "evidence", "futures"}
"""Tables of figures that a scenario without evidence of its own does not have, and one that changes no plan."""
REAL = 0.01
"""A fall of both aims below this is no choice."""


def read(table: str) -> list[dict[str, str]]:
    """The rows of a table as typed."""
    with (STATE / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_growing_sector_serves_tomorrow_and_not_today() -> None:
    """Traditional sectors earn within the project's life; the competitive one, with its longer training, later."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "today-tomorrow")
    served = [
        plan.households.groupby("cluster")["households"].sum() for plan in (frontier.plans[0], frontier.plans[-1])
    ]
    assert "machine" not in served[0].index
    assert served[1]["machine"] > 100


@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
def test_every_choice_is_real_with_the_reform_and_without(trade: str) -> None:
    """Both aims fall by more than a hundredth from one end to the other."""
    for scenario in combinations(tradeoff.read_scenario("invented-state")):
        line = tradeoff.trace_frontier(scenario, trade).extreme_points
        assert 1 - line[-1].x / line[0].x > REAL
        assert 1 - line[0].y / line[-1].y > REAL


def test_every_table_stands_in_the_tour() -> None:
    """A mechanism that gets a table of its own is shown here too."""
    assert {path.stem for path in STATE.glob("*.csv")} == {kind.TABLE for kind in TABLES} - LEFT_OUT


def test_its_money_adds_up_to_its_question() -> None:
    """Rs 160 lakh in the question; thousands in the table."""
    assert sum(Fraction(row["envelope"]) for row in read("budgets")) == 16_000
    assert "Rs 160 lakh" in tradeoff.read_scenario("invented-state").question


def test_people_and_method_by_eye() -> None:
    """5 agents x 12 x 0.8 / 6 months = 8 clusters; 2 pilots x 3 starts + 1 that runs + the pilots = 9."""
    (settings,) = [row["value"] for row in read("settings") if row["key"] == "agent_availability"]
    agents = read("agents")[0]
    assert Fraction(agents["in_post"]) * 12 * Fraction(settings) / 6 == 8
    pilots = [row for row in read("clusters") if "pilot" in (row["status"], row["role"])]
    running = [row for row in read("clusters") if row["status"] == "running"]
    (method,) = read("replication")
    assert len(pilots) * int(method["starts_per_pilot"]) + len(running) + len(pilots) == 9
    last = str(max(int(row["year"]) for row in read("agents")))
    for scenario in combinations(tradeoff.read_scenario("invented-state")):
        for end in tradeoff.trace_frontier(scenario, "depth-breadth").plans:
            opened = end.openings[end.openings["year"] == int(last)]["opened"].sum()
            assert 6 - 1e-6 <= opened <= 9 + 1e-6
