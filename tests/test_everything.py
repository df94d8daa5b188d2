"""Scenarios in which every table is filled: mechanisms that meet in one programme, against one written a second time."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import AXES
from tests.independent.naive import build
from tests.independent.random_everything import write_everything
from tests.independent.recompute import best, objective, violations
from tests.independent.tiers import spread
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.programme import build_programme
from tradeoff.reports.folder import write_frontier_folder
from tradeoff.scenario.tables import TABLES


def test_every_table_is_filled(tmp_path: Path) -> None:
    """Each table has rows, over a few seeds; a mechanism with a table of its own is met here too."""
    filled: set[str] = set()
    for seed in range(3):
        for path in write_everything(tmp_path / str(seed), seed).glob("*.csv"):
            with path.open(newline="", encoding="utf-8") as stream:
                if any(csv.DictReader(stream)):
                    filled.add(path.stem)
    assert filled >= {kind.TABLE for kind in TABLES}


@pytest.mark.parametrize("seed", spread(range(40), one_in=10))
def test_another_solver_finds_the_same_best(tmp_path: Path, seed: int) -> None:
    """The naive programme, solved by SciPy, is as good at each aim."""
    folder = write_everything(tmp_path / "scenario", seed)
    programme = build(folder)
    study = tradeoff.Study(tradeoff.read_scenario(folder))
    assert len(study.scenario.objectives) == 6
    for name in study.scenario.objectives:
        assert study.best(name).objectives[name] == pytest.approx(best(programme, name), rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(("seed", "trade"), spread(range(6), AXES, one_in=6))
def test_plans_keep_every_rule_to_the_rupee(tmp_path: Path, seed: int, trade: str) -> None:
    """Rows, purses and spending of each plan as saved, and its aims."""
    folder = write_everything(tmp_path / "scenario", 100 + seed)
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), trade, gap=0.05)
    write_frontier_folder(frontier, tmp_path / "saved")
    for number, plan in enumerate(frontier.plans):
        assert violations(folder, tmp_path / "saved", number) == []
        for name, value in plan.objectives.items():
            assert objective(folder, tmp_path / "saved", number, name) == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_joining_later_never_raises_today_and_leaves_tomorrow(tmp_path: Path, seed: int) -> None:
    """In every cell, at every level, whatever lag, decline and discount."""
    programme = build_programme(tradeoff.read_scenario(write_everything(tmp_path / "scenario", seed, years=4)))
    enrolled = {column.key: column.name for column in programme.columns if isinstance(column.key, Enrolled)}
    values = {
        aim: {variable.name: value for variable, value in programme.exact_objectives[aim].items()}
        for aim in ("today", "tomorrow")
    }
    compared = 0
    for key, name in enrolled.items():
        later = enrolled.get(key._replace(year=key.year + 1))
        if later is not None:
            assert values["today"].get(later, 0) <= values["today"].get(name, 0)
            assert values["tomorrow"].get(later, 0) == values["tomorrow"].get(name, 0)
            compared += name in values["today"]
    assert compared
