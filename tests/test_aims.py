"""Several aims asked for at once: a reference point and the least money, worked by hand and by another solver."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

import tradeoff
from tests.independent.command_line import run
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.programme.programme import build_programme, money_scale
from tradeoff.reports.aims import aims_sentences


@pytest.fixture(scope="module")
def three() -> tradeoff.Scenario:
    """H1c: (1100, 0), (800, 400/3), (675, 175), (775/3, 775/3); entry 2, 3, 4, deep in the second at 12."""
    return tradeoff.read_scenario("three-clusters")


def test_a_reference_point_by_hand(three: tradeoff.Scenario) -> None:
    """1,000 and 200 are asked of 1,100 and 775/3 at most; on the edge from (800, 400/3), b = 800 - t, d = 400/3 + t / 3.

    (b - 1000) / 1100 = (d - 200) / (775/3): with u = 775/3, u (-200 - t) = 1100 (t / 3 - 200 / 3).
    """
    u = Fraction(775, 3)
    t = (Fraction(220000, 3) - 200 * u) / (u + Fraction(1100, 3))
    found = tradeoff.plan_for_aims(three, {"breadth": 1000, "depth": 200})
    assert found.reached == pytest.approx({"breadth": float(800 - t), "depth": float(Fraction(400, 3) + t / 3)})
    assert found.short == pytest.approx({"breadth": float(200 + t), "depth": float(Fraction(200, 3) - t / 3)})
    assert found.margin == pytest.approx(float(-(200 + t) / 1100))
    assert not found.is_reached
    # 10 less of breadth: both margins rise alike, t by 10 u / (u + 1100/3), depth by a third of that.
    first = found.releases[0]
    assert (first.aim, first.less) == ("breadth", pytest.approx(10))
    more = 10 * u / (u + Fraction(1100, 3)) / 3
    assert first.reached["depth"] - found.reached["depth"] == pytest.approx(float(more), rel=1e-4)


def test_aims_that_can_be_had_are_passed_alike(three: tradeoff.Scenario) -> None:
    """On the same edge, with 60 and 20 less than the point (700, 500/3): the surplus is shared by ranges."""
    found = tradeoff.plan_for_aims(three, {"breadth": 640, "depth": 140})
    assert found.is_reached
    over = {aim: (had - found.asked[aim]) / found.ranges[aim] for aim, had in found.reached.items()}
    assert over["breadth"] == pytest.approx(over["depth"], abs=1e-6)
    assert found.margin == pytest.approx(over["depth"], abs=1e-6)


@pytest.mark.parametrize("name", ["three-pairs", "orissa-pilots"])
def test_another_solver_finds_no_larger_margin(name: str) -> None:
    """SciPy on the programme's arrays with the reference point written out anew, for all six aims."""
    scenario = tradeoff.read_scenario(name)
    programme = build_programme(scenario)
    model = from_pulp(programme.problem, programme.objectives, dict.fromkeys(programme.objectives, Sense.MAX))
    dense = np.zeros((len(model.row_names), len(model.columns) + 1))
    np.add.at(dense, (model.row_of, model.indices), model.values)
    rows = [(dense[i], model.row_upper[i]) for i in np.flatnonzero(np.isfinite(model.row_upper))]
    rows += [(-dense[i], -model.row_lower[i]) for i in np.flatnonzero(np.isfinite(model.row_lower))]
    bounds = [*zip(model.lower, model.upper, strict=True), (None, None)]
    left, right = np.array([row for row, _ in rows]), np.array([bound for _, bound in rows])
    best = {}
    for aim in programme.objectives:
        solved = linprog(np.append(model.cost(aim), 0), A_ub=left, b_ub=right, bounds=bounds, method="highs-ds")
        best[aim] = -solved.fun + model.constants[model.objectives.index(aim)]
    asked = {aim: 0.9 * most for aim, most in best.items()}
    wishes = [
        np.append(model.cost(aim) / most, 1.0) for aim, most in best.items()
    ]  # -f / R + z <= -q / R, constants aside
    wanted = [(model.constants[model.objectives.index(aim)] - asked[aim]) / most for aim, most in best.items()]
    cost = np.append(sum(1e-3 * model.cost(aim) / most for aim, most in best.items()), -1.0)
    solved = linprog(
        cost, A_ub=np.vstack([left, *wishes]), b_ub=np.append(right, wanted), bounds=bounds, method="highs-ds"
    )
    units = {aim: money_scale(scenario, aim) for aim in best}
    found = tradeoff.plan_for_aims(scenario, {aim: units[aim] * level for aim, level in asked.items()})
    assert found.margin == pytest.approx(solved.x[-1], abs=1e-6)


def test_the_least_money_by_hand(three: tradeoff.Scenario) -> None:
    """800: 500 at 2 and 300 at 3, 1,900 of 3,100 thousand. 1,100 and 100 deep: 3,100 and 100 times 9, 4,000."""
    within = tradeoff.cheapest_plan(three, {"breadth": 800})
    assert (within.factor, within.spent, within.envelopes) == (1, 1_900_000, 3_100_000)
    beyond = tradeoff.cheapest_plan(three, {"breadth": 1100, "depth": 100})
    assert float(beyond.factor) == pytest.approx(40 / 31, abs=2e-5)
    assert beyond.reached == pytest.approx({"breadth": 1100, "depth": 100}, rel=1e-6)
    with pytest.raises(tradeoff.InfeasibleError, match="no amount of money"):
        tradeoff.cheapest_plan(three, {"breadth": 1201})
    unfunded = three.with_changes([{"table": "budgets", "where": {}, "column": "envelope", "set": 0}])
    with pytest.raises(tradeoff.InfeasibleError, match="an envelope of 0, which stays 0"):
        tradeoff.cheapest_plan(unfunded, {"breadth": 800})


@pytest.mark.parametrize(
    ("name", "aims"), [("three-pairs", ("breadth", "today")), ("orissa-pilots", ("depth", "today"))]
)
def test_the_least_factor_by_bisection(name: str, aims: tuple[str, str]) -> None:
    """All envelopes times so much: with a millionth more some plan has both aims, with a thousandth less none has."""
    scenario = tradeoff.read_scenario(name)
    study = tradeoff.Study(scenario)
    asked = {aim: 0.98 * study.best(aim).objectives[aim] for aim in aims}
    found = tradeoff.cheapest_plan(scenario, asked)
    assert found.factor > 1
    for factor, reached in ((found.factor, True), (found.factor * Fraction(999, 1000), False)):
        share = f"{float(100 * factor):.8f}%"
        money = tradeoff.with_budget(scenario, share)
        (first, second) = aims
        try:
            most = tradeoff.Study(money.with_floors({first: asked[first]})).best(second).objectives[second]
        except tradeoff.InfeasibleError:
            most = 0.0
        assert (most >= asked[second] * (1 - 1e-6)) is reached


def test_what_is_released_is_told_of_an_aim_that_falls_short() -> None:
    """Participation is asked for 810 and passed; with less selectivity it rises most of all, which releases nothing."""
    scenario = tradeoff.read_scenario("three-pairs")
    found = tradeoff.plan_for_aims(scenario, {"breadth": 1440, "participation": 810, "selectivity": 11475.1})
    assert found.short["participation"] == 0
    first = found.releases[0]
    rises = {aim: (first.reached[aim] - found.reached[aim]) / found.ranges[aim] for aim in ("breadth", "participation")}
    assert rises["participation"] > rises["breadth"] > 0
    told = list(aims_sentences(found))[-1]
    assert "1% less of selectivity" in told
    assert "release most: breadth rises by" in told


@pytest.mark.parametrize(
    ("name", "aims", "share"),
    [
        ("three-pairs", ("breadth", "today"), 0.5),
        ("three-pairs", ("breadth", "today"), 0.9),
        ("orissa-pilots", ("depth", "today"), 0.5),
        ("orissa-pilots", ("depth", "today"), 0.98),
    ],
)
def test_another_solver_finds_no_less_money(name: str, aims: tuple[str, str], share: float) -> None:
    """SciPy's interior point on the programme's arrays: least spending, else least factor, with phi written out anew."""
    scenario = tradeoff.read_scenario(name)
    asked = {aim: share * tradeoff.Study(scenario).most(aim) for aim in aims}
    once, twice = (arrays_with_money(one) for one in (scenario, tradeoff.with_budget(scenario, "200%")))
    rows, bounds_once = inequalities(once)
    bounds_twice = inequalities(twice)[1]
    wanted = np.array([-once.cost(aim) for aim in aims])
    # f_i >= q_i, constants aside.
    at_least = [once.constants[once.objectives.index(a)] - asked[a] / money_scale(scenario, a) for a in aims]
    columns = [*zip(once.lower, once.upper, strict=True)]
    left, right = np.vstack([rows, wanted]), np.append(bounds_once, at_least)
    within = linprog(once.cost("money"), A_ub=left, b_ub=right, bounds=columns, method="highs-ipm")
    found = tradeoff.cheapest_plan(scenario, asked)
    assert (found.factor == 1) is (within.status == 0)
    if within.status == 0:
        lakh = within.fun + once.constants[once.objectives.index("money")]
        assert found.spent == pytest.approx(100_000 * lakh, rel=1e-6)
        return
    grows = np.append(bounds_twice - bounds_once, np.zeros(len(aims)))
    beyond = linprog(
        np.append(np.zeros(len(columns)), 1.0),
        A_ub=np.column_stack([left, -grows]),
        b_ub=right - grows,
        bounds=[*columns, (0, None)],
        method="highs-ipm",
    )
    assert beyond.status == 0
    # What is told is rounded up to five decimals.
    assert -1e-7 <= float(found.factor) - beyond.fun <= 1.1e-5


def arrays_with_money(scenario: tradeoff.Scenario) -> Model:
    """A scenario's programme as arrays, costs as they are, with all spending in lakh among them."""
    programme = build_programme(scenario)
    expressions = {**programme.objectives, "money": programme.money}
    return from_pulp(programme.problem, expressions, dict.fromkeys(expressions, Sense.MIN))


def inequalities(model: Model) -> tuple[Floats, Floats]:
    """All rows as `A x <= b`."""
    dense = np.zeros((len(model.row_names), len(model.columns)))
    np.add.at(dense, (model.row_of, model.indices), model.values)
    above, below = np.isfinite(model.row_upper), np.isfinite(model.row_lower)
    return np.vstack([dense[above], -dense[below]]), np.append(model.row_upper[above], -model.row_lower[below])


def test_the_command(tmp_path: Path) -> None:
    """Table, JSON, folder, and what may not stand together."""
    asked = ("plan", "three-clusters", "--aim", "breadth=1000", "--aim", "depth=200")
    table = run(*asked, "--out", "saved", folder=tmp_path).stdout
    assert "No plan reaches all of them." in table
    assert "Asking 1% less of breadth (10 households) would release most: depth rises by 1.38 households" in table
    assert "Money by department" in table
    found = json.loads(run(*asked, "--format", "json").stdout)
    assert found["short_by"]["depth"] == pytest.approx(200 - found["reached"]["depth"])
    saved = json.loads((tmp_path / "saved" / "plan.json").read_text())
    assert saved["objectives"] == found["objectives"]
    assert (tmp_path / "saved" / "money.csv").is_file()
    assert "a plan for several aims at once holds no one level" in saved["no_prices"]
    assert not (tmp_path / "saved" / "prices.csv").exists()
    cheap = run("plan", "three-clusters", "--aim", "breadth=800", "--cheapest").stdout
    assert "Least money that reaches them: Rs 19 lakh of the Rs 31 lakh there are." in cheap
    both = run(*asked, "--trade", "depth-breadth", code=2)
    assert "leave it out" in both.stderr
    assert "add --aim" in run("plan", "three-clusters", "--cheapest", code=2).stderr
    assert "say which plan" in run("plan", "three-clusters", code=2).stderr
    assert "has no unit" in run("plan", "three-pairs", "--aim", "today=3000", code=2).stderr
    impossible = run("plan", "three-clusters", "--aim", "breadth=1201", "--cheapest", code=4)
    assert "no amount of money" in impossible.stderr
