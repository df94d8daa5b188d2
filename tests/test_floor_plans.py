"""Floors under all aims at once: plans to mix, the programme that mixes them, and how far mixtures fall short."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import linprog

import tradeoff
from tests.independent.naive import build
from tests.independent.recompute import rounding, saved_values, violations
from tradeoff.cli import commands
from tradeoff.frontier.floor_plans import ALLOWED, FloorPlans, plans_of
from tradeoff.frontier.floor_solver import FloorQuestion, FloorSolver
from tradeoff.moo.mixtures import Mixtures, Roof
from tradeoff.programme.plan import Plan
from tradeoff.reports.folder import write_plan_folder
from tradeoff.reports.vendor import ALL

Floats = np.ndarray
SCENARIOS = Path(__file__).parent.parent / "scenarios"
VENDOR = Path(tradeoff.__file__).parent / "reports" / "vendor"


def draw(draws: np.random.Generator, width: int) -> tuple[int, Floats]:
    """An aim, and floors under some of the others."""
    aim = int(draws.integers(width))
    held = draws.random(width) < draws.random()
    held[aim], held[(aim + 1) % width] = False, True
    return aim, np.where(held, draws.random(width), -np.inf)


def mixed(points: Floats, aim: int, floors: Floats) -> float | None:
    """The most of an aim in mixtures of points that keep floors, by SciPy; None where none does."""
    held = np.isfinite(floors)
    done = linprog(
        -points[:, aim], A_ub=-points[:, held].T, b_ub=-floors[held], A_eq=np.ones((1, len(points))), b_eq=[1]
    )
    assert done.status in (0, 2), done.message
    return None if done.status == 2 else -float(done.fun)


def lowering(points: Floats, floors: Floats) -> float:
    """The least by which floors are lowered all at once for a mixture to keep them, by SciPy."""
    held = np.isfinite(floors)
    rows = np.hstack([-points[:, held].T, -np.ones((held.sum(), 1))])
    whole = np.append(np.ones(len(points)), 0.0)[None]
    cost = np.append(np.zeros(len(points)), 1.0)
    return float(linprog(cost, A_ub=rows, b_ub=-floors[held], A_eq=whole, b_eq=[1]).fun)


def test_mixtures_are_those_of_another_solver() -> None:
    """Sixty questions to twenty points of five objectives: the same most, or the same lowering of floors."""
    draws = np.random.default_rng(5)
    points = draws.random((20, 5)) ** 2
    asked = Mixtures(points)
    seen = set()
    for _ in range(60):
        aim, floors = draw(draws, 5)
        found, best = asked.best(aim, floors), mixed(points, aim, floors)
        seen.add(best is None)
        assert found.weights.min() >= -1e-9
        assert found.weights.sum() == pytest.approx(1)
        # Of a share below a millionth nothing is mixed.
        assert found.values == pytest.approx(found.weights @ points, abs=1e-6)
        assert (found.values >= floors - found.lowered - 1e-7).all()
        assert found.plane.max() == 1
        assert (points @ found.plane <= found.values @ found.plane + 1e-6).all()
        if best is None:
            assert found.lowered == pytest.approx(lowering(points, floors), abs=1e-7)
        else:
            assert found.lowered == 0
            assert found.values[aim] == pytest.approx(best, abs=1e-7)
    assert seen == {True, False}


def test_a_roof_leaves_what_its_planes_leave() -> None:
    """X + y <= 1 leaves 0.75 of y above 0.25 of x, and nothing above 0.75 of both."""
    roof = Roof(np.array([[1.0, 1.0]]), np.array([1.0]))
    assert roof.most(1, np.array([0.25, -np.inf])) == pytest.approx(0.75)
    assert roof.most(1, np.array([0.75, 0.75])) is None


def best_by_scipy(solver: FloorSolver, question: FloorQuestion) -> float | None:
    """The same question to SciPy, on the programme's arrays before they are scaled; None where no plan keeps it."""
    model = solver._solver.model
    dense = np.zeros((len(model.row_names), len(model.columns)))
    np.add.at(dense, (model.row_of, model.indices), model.values)
    lower = model.row_lower.copy()
    lower[solver._rows] = question.floors
    upper, columns = model.upper.copy(), np.where(np.isfinite(model.upper), model.upper, np.inf)
    columns[solver._lowered] = upper[solver._lowered] = 0.0
    up, low = np.isfinite(model.row_upper), np.isfinite(lower)
    done = linprog(
        model.cost(f"share_{solver.aims[question.aim]}"),
        A_ub=np.vstack([dense[up], -dense[low]]),
        b_ub=np.concatenate([model.row_upper[up], -lower[low]]),
        bounds=list(zip(model.lower, columns, strict=True)),
        method="highs-ds",
    )
    assert done.status in (0, 2), done.message
    return None if done.status == 2 else -float(done.fun)


def test_what_a_question_finds_is_the_best_there_is_and_its_plane_holds() -> None:
    """On three-pairs, all six aims: the same as SciPy; from wherever it starts; none lies beyond a plane that another left."""
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    solver = FloorSolver(study.programme, {aim: study.most(aim) for aim in study.scenario.objectives})
    draws = np.random.default_rng(3)
    found, seen = [solver.along(weights) for weights in np.eye(6)], set()
    for number in range(12):
        aim, floors = draw(draws, 6)
        question = FloorQuestion(aim=aim, floors=floors)
        # Every other from the corner nearest to its floors.
        near = np.maximum(floors, 0.0) if number % 2 else None
        answer, best = solver.settle(question, near=near), best_by_scipy(solver, question)
        seen.add(best is None)
        assert (answer.lowered > 0) == (best is None)
        if best is not None:
            assert answer.shares[aim] == pytest.approx(best, abs=1e-6)
        found.append(answer)
    assert seen == {True, False}
    for one in found:
        assert all(one.plane @ other.shares <= one.height + 1e-6 for other in found)


@pytest.fixture(scope="module")
def three() -> tuple[list[tradeoff.ScenarioFrontier], FloorPlans]:
    """Two aims, one choice: the line between its points is all there is to mix."""
    frontiers = [tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True)]
    return frontiers, tradeoff.plans_for_floors(frontiers)


def test_of_two_aims_the_frontier_is_enough(three: tuple[list[tradeoff.ScenarioFrontier], FloorPlans]) -> None:
    """No plan is added, and every floor that can be met is answered as if it were solved."""
    frontiers, found = three
    assert (found.stored, len(found.added)) == (len(frontiers[0].extreme_points), 0)
    assert (found.reached.asked, found.reached.refused, found.reached.lowered) == (200, 0, 0)
    assert found.reached.worst < 1e-6
    assert found.reached.is_enough


def test_added_plans_keep_every_rule_and_bring_mixtures_nearer(tmp_path: Path) -> None:
    """On three-pairs: each added plan satisfies its tables, read and added up apart; the worst of sixty floors gains."""
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    frontiers = [study.frontier(trade) for trade in study.scenario.trades]
    before = plans_of(frontiers)
    found = tradeoff.plans_for_floors(frontiers, plans=len(before) + 8)
    assert len(found.added) == 8
    assert found.solves > 200
    for number, plan in enumerate(found.added[:3]):
        saved = tmp_path / str(number)
        write_plan_folder(frontiers[0], plan, saved)
        assert violations(SCENARIOS / "three-pairs", saved, 0) == []
    sizes = np.array(found.most)
    points = [
        np.array([[plan.objectives[aim] for aim in found.aims] for plan in some]) / sizes
        for some in (before, [*before, *found.added])
    ]
    draws = np.random.default_rng(9)
    asked = [draw(draws, 6) for _ in range(60)]
    lowered = [sum(lowering(some, floors) for _, floors in asked) for some in points]
    assert lowered[1] < lowered[0]


def test_what_is_vendored_is_what_was_released() -> None:
    """By its hash, with its licences beside it; each is named in CONTRIBUTING."""
    contributing = (VENDOR.parent.parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for one in ALL:
        assert hashlib.sha256((VENDOR / one.file).read_bytes()).hexdigest() == one.sha256
        assert f"npm {one.name} {one.version}" in contributing
        assert one.sha256 in contributing
        for licence in one.licences:
            assert "Permission is hereby granted, free of charge" in (VENDOR / licence).read_text(encoding="utf-8")


def test_a_workbook_has_no_floors(tmp_path: Path) -> None:
    asked = ["report", "three-clusters", "--at-least", "--out", str(tmp_path / "book.xlsx")]
    done = CliRunner().invoke(commands, asked)
    assert done.exit_code == 2
    assert "--at-least is for a page" in " ".join(done.output.split())


def test_plans_of_another_scenario_are_refused(
    three: tuple[list[tradeoff.ScenarioFrontier], FloorPlans], tmp_path: Path
) -> None:
    other = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters-more-money"), "depth-breadth")
    with pytest.raises(ValueError, match="of the frontiers reported on"):
        tradeoff.write_report(other, tmp_path / "page.html", floors=three[1])
    with pytest.raises(ValueError, match="plans_for_floors returns"):
        tradeoff.write_report(other, tmp_path / "page.html", floors="all")  # type: ignore[arg-type]


def overstepped(
    source: Path, frontier: tradeoff.ScenarioFrontier, plans: Sequence[Plan], weights: Floats, folder: Path
) -> list[str]:
    """The rows of the tables, read and built apart, that mixtures of plans overstep; plans as their saved files say."""
    programme = build(source)
    place = {column: at for at, column in enumerate([("one",), *programme.columns])}
    values = np.zeros((len(plans), len(place)))
    values[:, 0] = 1.0
    for number, plan in enumerate(plans):
        write_plan_folder(frontier, plan, folder / str(number))
        saved = saved_values(programme, folder / str(number), 0)
        for column in saved.keys() & place.keys():  # what runs already is open without a column
            values[number, place[column]] = saved[column]
    mixed_values = weights @ values
    found = [f"a share below 0: {mixed_values.min()}"] if mixed_values.min() < -1e-6 else []
    for row in programme.rows:
        at = [place[column] for column in row.terms]
        factors = np.array([float(factor) for factor in row.terms.values()])
        sums, size = mixed_values[:, at] @ factors, mixed_values[:, at] @ np.abs(factors)
        over = sums - float(row.bound)
        over = {"<=": over, ">=": -over, "=": np.abs(over)}[row.sense]
        # Money is saved in whole rupees, households in twelve digits.
        room = 1e-6 * (1 + size + abs(float(row.bound))) + rounding(row.terms, programme)
        if (over > room).any():
            found.append(f"{row.name}: by {over.max()}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["orissa-pilots", "orissa"])
def test_five_hundred_fresh_floors(name: str, tmp_path: Path) -> None:
    """What is printed holds on floors drawn anew: none is refused that can be met; mixtures keep every row of the tables."""
    study = tradeoff.Study(tradeoff.read_scenario(name))
    frontiers = [study.frontier(trade) for trade in study.scenario.trades]
    found = tradeoff.plans_for_floors(frontiers)
    assert found.reached.is_enough
    assert found.stored + len(found.added) <= 200
    sizes = np.array(found.most)
    plans = [*plans_of(frontiers), *found.added]
    points = np.array([[plan.objectives[aim] for aim in found.aims] for plan in plans]) / sizes
    solver = FloorSolver(study.programme, dict(zip(found.aims, found.most, strict=True)))
    draws = np.random.default_rng(2026)
    short, weights, mixtures, width = [], [], Mixtures(points), len(sizes)
    for _ in range(500):
        aim, floors = draw(draws, width)
        answer = solver.settle(FloorQuestion(aim=aim, floors=floors))
        if answer.lowered:
            continue
        mixture = mixtures.best(aim, floors)
        assert mixture.lowered <= ALLOWED
        assert (mixture.weights @ points >= floors - mixture.lowered - 1e-6).all()
        weights.append(mixture.weights)
        short.append(max(mixture.lowered, answer.shares[aim] - mixture.values[aim]))
    assert len(short) > 250
    # Two samples have their 95th percentile a little apart: three standard errors of the difference of two shares.
    within = np.mean(np.array(short) <= found.reached.usual + 1e-9)
    assert within >= 0.95 - 3 * (0.05 * 0.95 * (1 / len(short) + 1 / found.reached.met)) ** 0.5
    assert max(short) <= 3 * max(found.reached.worst, ALLOWED)
    assert overstepped(SCENARIOS / name, frontiers[0], plans, np.array(weights), tmp_path) == []
