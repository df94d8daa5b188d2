"""Orissa's variants and plans: what each changes, every rule kept, the same bytes twice."""

from __future__ import annotations

import json
import runpy
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.orissa_model import Orissa
from tests.independent.recompute import violations
from tradeoff.reports.folder import write_frontier_folder

F = Fraction
TOP = Path(__file__).parent.parent / "scenarios"
VARIANTS = [
    "orissa-austere",
    "orissa-documented",
    "orissa-facility-counts",
    "orissa-no-reform",
    "orissa-poorest-districts",
    "orissa-transfers",
    "orissa-trust",
]


def test_the_tables_are_what_their_script_builds(tmp_path: Path) -> None:
    """Built again from evidence, places and lists, no byte differs."""
    for folder in ("orissa", "orissa-pilots"):
        shutil.copytree(TOP / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    runpy.run_path(str(tmp_path / "orissa" / "build.py"), run_name="__main__")
    for folder in ("orissa", "orissa-pilots"):
        for path in (TOP / folder).glob("*.csv"):
            assert (tmp_path / folder / path.name).read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_read(name: str) -> None:
    """Each says what it changes."""
    scenario = tradeoff.read_scenario(name)
    assert scenario.based_on == "orissa"
    assert scenario.changes
    if name == "orissa-documented":
        assert sum(cluster.status == "closed" for cluster in scenario.clusters) == 12
    if name == "orissa-austere":
        base = tradeoff.read_scenario("orissa")
        assert [b.envelope for b in scenario.budgets] == [b.envelope * F("0.9") for b in base.budgets]


def test_the_pilots_keep_every_rule(tmp_path: Path) -> None:
    """The small folder, recomputed from its tables by code of its own."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("orissa-pilots"), "depth-breadth")
    write_frontier_folder(frontier, tmp_path / "saved")
    for number in range(len(frontier.plans)):
        assert violations(TOP / "orissa-pilots", tmp_path / "saved", number) == []


@pytest.mark.slow
def test_the_most_of_each_aim_is_that_of_a_model_written_anew() -> None:
    """All mechanisms at once: the six bests of the shipped tables, by a programme that shares no code with the package."""
    study, model = tradeoff.Study(tradeoff.read_scenario("orissa")), Orissa(TOP / "orissa")
    for aim in study.scenario.objectives:
        lakh = 100_000 if aim in ("today", "tomorrow", "selectivity") else 1
        assert study.best(aim).objectives[aim] == pytest.approx(lakh * model.best(aim), rel=1e-8), aim


@pytest.mark.slow
@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
def test_the_state_plan_is_proved_feasible_and_reproducible(tmp_path: Path, trade: str) -> None:
    """Gap at most 0.001; every plan recomputed; the same bytes twice and shuffled; the exact frontier within the gap."""
    from tests.independent.folders import result_bytes, shuffle_rows

    shuffled = shuffle_rows(TOP / "orissa", tmp_path / "shuffled" / "orissa", 7)
    saved = []
    for number, source in enumerate((TOP / "orissa", shuffled)):
        frontier = tradeoff.trace_frontier(tradeoff.read_scenario(source), trade)
        assert frontier.certificate.max_gap <= 0.001
        write_frontier_folder(frontier, tmp_path / f"saved{number}")
        saved.append(result_bytes(tmp_path / f"saved{number}"))
    assert saved[0] == saved[1]
    for number in (0, len(frontier.plans) // 2, len(frontier.plans) - 1):
        assert violations(TOP / "orissa", tmp_path / "saved0", number) == []
    exact = tradeoff.trace_frontier(tradeoff.read_scenario("orissa"), trade, exact=True)
    line = frontier.extreme_points
    wide, high = line[0].x - line[-1].x, line[-1].y - line[0].y
    for point in exact.extreme_points:
        x, y = point.x - 0.001 * wide, point.y - 0.001 * high
        above = [b for b in line if b.x <= x]
        if not above:
            assert y <= line[-1].y + 1e-6 * high
            continue
        b = above[0]
        a = line[max(0, list(line).index(b) - 1)]
        drawn = b.y if a is b else a.y + (b.y - a.y) * (a.x - x) / (a.x - b.x)
        assert y <= drawn + 1e-6 * high


@pytest.mark.parametrize(
    "names",
    [
        ["three-pairs", "three-pairs-austere"],
        pytest.param(["orissa", "orissa-austere", "orissa-poorest-districts"], marks=pytest.mark.slow),
    ],
    ids=lambda names: names[0],
)
def test_the_floor_and_the_cut_in_words(names: list[str]) -> None:
    """`compare` figures equal independent solves of each scenario."""
    found = tradeoff.compare([tradeoff.read_scenario(name) for name in names], "depth-breadth", gap=0.01)
    for name, values in zip(names, found.values, strict=True):
        alone = tradeoff.trace_frontier(tradeoff.read_scenario(name), "depth-breadth", gap=0.05)
        for level, value in zip(found.levels, values, strict=True):
            assert alone.plan(breadth=level).objectives["depth"] == pytest.approx(value, rel=1e-6, abs=1e-6)
    assert any(f"{names[1]} costs" in sentence for sentence in found.sentences)


@pytest.mark.slow
def test_what_the_runs_can_give_by_arithmetic() -> None:
    """No pilots: the four that run, no more. Money without limit: what the method allows, 4 + 4 x 20.5."""
    runs = runpy.run_path(str(TOP / "orissa" / "runs.py"))
    found = {
        name: runs["most"](runs["build_programme"](runs["RUNS"][name].scenario()), "clusters")
        for name in ("no pilots", "money without limit", "half the pilots")
    }
    assert found["no pilots"] == pytest.approx(4)
    assert found["money without limit"] == pytest.approx(86)
    assert found["half the pilots"] == pytest.approx(4 + 2 * 20.5)


def test_the_readme_has_the_ends_of_every_variant() -> None:
    """The table of variants is that of the golden frontiers, and no variant is missing."""
    lines = (TOP / "orissa" / "README.md").read_text().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| orissa")]
    assert [row[0] for row in rows] == ["orissa", *VARIANTS]
    for name, *told in rows:
        ends = []
        for trade, rupees in (("depth-breadth", 1), ("today-tomorrow", 1e7), ("participation-selectivity", 1)):
            points = json.loads((TOP.parent / "tests" / "golden" / f"{name}.{trade}.json").read_text())
            ends += [points[0][0] / rupees, points[-1][1] / rupees]
        ends[-1] /= 1e7
        places = [0, 0, 1, 1, 0, 1]
        assert told == [f"{value:,.{place}f}" for value, place in zip(ends, places, strict=True)], name
