"""`clusters.min_households`: a cluster serves so many or is not opened, by enumeration, by hand and in the check."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import write_folder
from tests.test_action import require_as_tried
from tests.test_whole_openings import START_UP
from tradeoff.programme.form import Form


@pytest.mark.parametrize("seed", range(15))
def test_smallest_openings_against_trying_every_whole_plan(tmp_path: Path, seed: int) -> None:
    """A row that no other rule implies, tried in whole numbers."""
    require_as_tried(tmp_path / "t", seed, level=seed % 4 + 1, fewest=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15, 100))
def test_more_smallest_openings(tmp_path: Path, seed: int) -> None:
    """Many more."""
    require_as_tried(tmp_path / "t", seed, level=seed % 4 + 1, fewest=True)


def with_fewest(folder: Path, fewest: int) -> Path:
    """The scenario with start-up costs, in which no cluster opens for fewer."""
    head, *rows = START_UP["clusters"].splitlines()
    clusters = "\n".join([f"{head} min_households", *(f"{row} {fewest}" for row in rows)])
    return write_folder(folder, {**START_UP, "clusters": clusters})


@pytest.mark.parametrize("form", ["whole", "action"])
def test_more_than_any_list_opens_nothing(tmp_path: Path, form: str) -> None:
    """Where every smallest opening exceeds the list, nothing whole is opened, though shares reach 100 households."""
    scenario = tradeoff.read_scenario(with_fewest(tmp_path / "s", 100_000))
    found = tradeoff.plan_for_action(scenario, "depth-breadth", form=form, breadth=100)
    assert (found.plan.objectives["breadth"], found.shortfall) == (0, 100)
    assert found.outlook.objectives["breadth"] >= 100
    assert found.plan.form is Form(form)
    told = [str(one) for one in scenario.remarks]
    assert any("plans and frontiers in shares do not hold it" in one for one in told)
    assert any("it is never opened whole" in one for one in told)


def test_the_check_names_an_opening_below_its_least(tmp_path: Path) -> None:
    """An action plan lawful where nobody asks for a least is checked against tables that do: exit 4, by how much."""
    free = write_folder(tmp_path / "s", START_UP)
    run("plan", str(free), "--trade", "depth-breadth", "--at", "breadth=300", "--out", "p", folder=tmp_path)
    assert "It keeps every limit." in run("check", "p", folder=tmp_path).stdout
    asked = with_fewest(tmp_path / "asked", 100_000)
    done = run("check", "p", "--scenario", str(asked), folder=tmp_path, code=4)
    assert "fewer join in" in done.stdout
    assert "than make its opening worth it" in done.stdout
