"""What a programme becomes when tables change, by parts and hot, against building and solving everything anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.random_everything import write_everything
from tests.independent.tiers import SOME_OR_ALL, drawn
from tradeoff.advice.resources import resources
from tradeoff.frontier.what_if import WhatIf
from tradeoff.programme.differences import Differences, ShapeError
from tradeoff.programme.programme import build_programme
from tradeoff.scenario import Scenario

SHIPPED = ("three-clusters", "three-pairs", "invented-state", "orissa-pilots")


def decided(name: str) -> Scenario:
    """A shipped scenario, its reforms made."""
    scenario = tradeoff.read_scenario(name)
    return scenario.with_reforms({row.investment_id: True for row in scenario.enabling})


def with_envelope(scenario: Scenario, place: int, factor: Fraction) -> Scenario:
    """The scenario with one envelope multiplied."""
    rows = list(scenario.budgets)
    rows[place] = rows[place].model_copy(update={"envelope": rows[place].envelope * factor})
    return scenario.with_parts(budgets=tuple(rows))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_change_of_money_found_by_parts_is_that_of_building_anew(name: str) -> None:
    """Every envelope a tenth larger: the part without any cluster tells what the whole programmes tell."""
    scenario = decided(name)
    programme = build_programme(scenario)
    moved = 0
    for place in range(min(4, len(scenario.budgets))):
        changed = with_envelope(scenario, place, Fraction(11, 10))
        part, whole = (Differences(programme).to(changed, clusters=these) for these in ((), None))
        assert part.bounds == pytest.approx(whole.bounds, abs=1e-12)
        assert part.factors == pytest.approx(whole.factors, abs=1e-12)
        assert not part.worths
        assert not whole.worths
        moved += len(part.bounds)
    assert moved


@pytest.mark.parametrize("name", SHIPPED)
def test_a_change_of_one_cluster_found_by_parts_is_that_of_building_anew(name: str) -> None:
    """Its households half as many again: built for it alone, and for all."""
    scenario = decided(name)
    programme = build_programme(scenario)
    cluster = scenario.clusters[1].cluster_id
    cells = tuple(
        replace(cell, households=cell.households * Fraction(3, 2)) if cell.cluster_id == cluster else cell
        for cell in scenario.cells
    )
    changed = scenario.with_parts(cells=cells)
    part, whole = (Differences(programme).to(changed, clusters=these) for these in ([cluster], None))
    assert part.factors or part.bounds
    for found, wanted in ((part.bounds, whole.bounds), (part.factors, whole.factors), (part.worths, whole.worths)):
        assert found == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("seed", [50, *range(8)])
@pytest.mark.parametrize("one_in", SOME_OR_ALL)
def test_every_step_found_by_parts_is_that_of_building_anew(tmp_path: Path, seed: int, one_in: int) -> None:
    """Of scenarios with every table filled: each envelope, agent, place, promise and rule a step larger."""
    scenario = tradeoff.read_scenario(write_everything(tmp_path / "plan", seed, clusters=3, years=2 + seed % 2))
    scenario = scenario.with_reforms({row.investment_id: row.made != "no" for row in scenario.enabling})
    found = Differences(build_programme(scenario))
    asked = [resource for resource in resources(scenario) if resource.touches is not None]
    assert {resource.table for resource in asked} >= {"budgets", "agents", "departments"}
    for resource in drawn(asked, one_in, seed):
        changed = resource.change(scenario, 1)
        part, whole = (found.to(changed, clusters=these) for these in (resource.touches, None))
        assert part.bounds == pytest.approx(whole.bounds, abs=1e-9), resource.name
        assert part.factors == pytest.approx(whole.factors, abs=1e-9), resource.name
        assert part.worths == pytest.approx(whole.worths, abs=1e-9), resource.name


def test_a_change_that_takes_a_rule_away_is_refused() -> None:
    """Nothing of a programme with a row less can be said row by row."""
    scenario = decided("invented-state")
    with pytest.raises(ShapeError):
        Differences(build_programme(scenario)).to(scenario.with_parts(limits=()), clusters=None)


@pytest.mark.parametrize("name", SHIPPED)
def test_hot_answers_are_those_of_the_scenario_solved_anew(name: str) -> None:
    """At a level, and with an envelope, a cluster's households or an income changed: as a frontier of the tables."""
    scenario = decided(name)
    trade = scenario.trades[-1]
    frontier = tradeoff.trace_frontier(scenario, trade, gap=0.5)
    x, y = frontier.x, frontier.y
    level = sum(frontier.points[x].iloc[[0, -1]]) / 2
    asked = WhatIf(build_programme(scenario))
    assert asked.most(y, {x: level}) == pytest.approx(frontier.most(level), rel=1e-7)
    less = with_envelope(scenario, 0, Fraction(99, 100))
    cluster = scenario.clusters[0].cluster_id
    fewer = scenario.with_parts(
        cells=tuple(
            replace(cell, households=cell.households * Fraction(9, 10)) if cell.cluster_id == cluster else cell
            for cell in scenario.cells
        ),
    )
    for changed, touched in ((less, ()), (fewer, (cluster,)), (fewer, None)):
        change = asked.differences.to(changed, clusters=touched)
        anew = tradeoff.trace_frontier(changed, trade, gap=0.5)
        wanted = anew.most(level) if level <= anew.extreme_points[0].x else None
        assert asked.most(y, {x: level}, change=change) == pytest.approx(wanted, rel=1e-7)
    # What was asked in between leaves nothing behind.
    assert asked.most(y, {x: level}) == pytest.approx(frontier.most(level), rel=1e-7)


def test_what_nobody_reaches_has_no_answer() -> None:
    """1,100 households can be reached in the smallest scenario (its README); 1,101 cannot, and at 1,100 none deeply."""
    asked = WhatIf(build_programme(tradeoff.read_scenario("three-clusters")))
    assert asked.most("depth", {"breadth": 1100}) == pytest.approx(0, abs=1e-6)
    assert asked.most("depth", {"breadth": 1101}) is None
    assert asked.most("breadth", at_most={"breadth": 500}) == pytest.approx(500)
    assert asked.least("breadth", {"depth": 175}) == pytest.approx(175)
