"""Laws that any right answer obeys, on random scenarios; each states the premise it needs."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tradeoff
from tests.independent.folders import AXES, result_bytes, shuffle_rows
from tests.independent.random_scenario import write_random
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.reports.folder import write_frontier_folder

SEEDS = st.integers(0, 10_000)
few = settings(max_examples=1, deadline=None, derandomize=True)
Points = list[tuple[float, float]]
PAIR = "depth-breadth"


def make(seed: int, change: Callable[[Path], None] | None = None, *, unit: str = "thousand") -> tradeoff.Scenario:
    """A random scenario of two clusters, changed by `change` before it is read."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_random(Path(name) / "random", seed, clusters=2, years=2, money_unit=unit)
        if change is not None:
            change(folder)
        return tradeoff.read_scenario(folder)


def edit(table: str, row_change: Callable[[dict[str, str]], object]) -> Callable[[Path], None]:
    """A change of every row of one table."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        with path.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            row_change(row)
        with path.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    return change


def times(column: str, factor: str) -> Callable[[dict[str, str]], object]:
    """Multiply a filled cell exactly."""

    def change(row: dict[str, str]) -> None:
        if row[column]:
            row[column] = f"{float(Fraction(row[column]) * Fraction(factor)):.10g}"

    return change


def trace(scenario: tradeoff.Scenario, trade: str = PAIR, **how: object) -> ScenarioFrontier:
    """An exact frontier unless said otherwise."""
    return tradeoff.trace_frontier(scenario, trade, **({"exact": True} | how))  # type: ignore[arg-type]


def points(frontier: ScenarioFrontier) -> Points:
    """Its extreme points."""
    return [(point.x, point.y) for point in frontier.extreme_points]


def same(one: Points, other: Points, *, rel: float = 1e-8) -> bool:
    """Equal point by point."""
    return len(one) == len(other) and all(
        a == pytest.approx(b, rel=rel, abs=1e-7)
        for p, q in zip(one, other, strict=True)
        for a, b in zip(p, q, strict=True)
    )


def height(frontier: ScenarioFrontier, x: float) -> float:
    """Y of the drawn line at x."""
    line = points(frontier)
    if x <= line[-1][0]:
        return line[-1][1]
    for a, b in pairwise(line):
        if b[0] <= x <= a[0]:
            return a[1] + (b[1] - a[1]) * (a[0] - x) / (a[0] - b[0])
    return float("-inf") if x > line[0][0] else line[0][1]


@few
@given(SEEDS)
def test_the_unit_of_money_does_not_matter(seed: int) -> None:
    """Premise: the same amounts written in rupees, lakh and crore. Same frontier, amounts converted."""
    in_thousand = {trade: points(trace(make(seed), trade)) for trade in AXES}
    for unit, factor in (("rupee", 1000.0), ("lakh", 0.01), ("crore", 0.0001)):
        scenario = make(seed, unit=unit)
        for trade, (x, y) in AXES.items():
            scale = [factor if name in ("today", "tomorrow", "selectivity") else 1.0 for name in (x, y)]
            wanted = [(p[0] * scale[0], p[1] * scale[1]) for p in in_thousand[trade]]
            found = points(trace(scenario, trade))
            assert len(found) == len(wanted)
            for p, q in zip(found, wanted, strict=True):
                assert p == (pytest.approx(q[0], rel=1e-8, abs=1e-9), pytest.approx(q[1], rel=1e-8, abs=1e-9))


@few
@given(SEEDS)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    """No premise: the same bytes with the rows of every CSV shuffled, and on a second run."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_random(Path(name) / "random", seed)
        shuffled = shuffle_rows(folder, Path(name) / "shuffled" / "random", seed)
        saved = []
        for number, source in enumerate((folder, folder, shuffled)):
            target = Path(name) / f"saved{number}"
            write_frontier_folder(trace(tradeoff.read_scenario(source), gap=0.01, exact=False), target)
            saved.append(result_bytes(target))
        assert saved[0] == saved[1]
        assert saved[0] == saved[2]


@few
@given(SEEDS)
def test_everything_doubled_doubles(seed: int) -> None:
    """Premise: all households, envelopes, agent-months, start-up costs and months, and absolute limits are doubled.

    Gates and facilitation ceilings are per cluster and month, so facilitation ceilings and floors double too.
    """

    def double(folder: Path) -> None:
        for table, column in (
            ("segments", "households"),
            ("budgets", "envelope"),
            ("agents", "agent_months"),
            ("agents", "in_post"),
            ("clusters", "start_up_cost"),
            ("clusters", "start_up_agent_months"),
            ("clusters", "min_facilitation_months"),
            ("clusters", "max_facilitation_months"),
        ):
            edit(table, times(column, "2"))(folder)
        edit("activities", lambda row: row["scope"] == "cluster" and times("unit_cost", "2")(row))(folder)
        edit("limits", lambda row: row["measure"].startswith("share") or times("value", "2")(row))(folder)

    for trade in AXES:
        once, twice = points(trace(make(seed), trade)), points(trace(make(seed, double), trade))
        assert same([(2 * x, 2 * y) for x, y in once], twice)


@few
@given(SEEDS)
def test_more_money_never_hurts(seed: int) -> None:
    """Premise: ceilings on money stay as they are, floors too; only envelopes grow."""
    poor, rich = trace(make(seed)), trace(make(seed, edit("budgets", times("envelope", "1.2"))))
    for x, y in points(poor):
        assert height(rich, x) >= y - 1e-7 * (1 + y)


@few
@given(SEEDS)
def test_one_more_limit_never_helps(seed: int) -> None:
    """Premise: the limit is added to the others, which stay."""

    def add(folder: Path) -> None:
        with (folder / "limits.csv").open("a") as stream:
            stream.write("extra,households,,,,,<=,40\n")

    free, bound = trace(make(seed)), trace(make(seed, add))
    for x, y in points(bound):
        assert height(free, x) >= y - 1e-7 * (1 + y)


@few
@given(SEEDS)
def test_a_dominated_level_changes_nothing(seed: int) -> None:
    """Premise: a level that costs more than another and brings no more of anything; agents' time counts as cost."""

    def add(folder: Path) -> None:
        with (folder / "levels.csv").open("a") as stream:
            stream.write("worse,majority,1.5,Worse,1,0,1,\n")
        with (folder / "level_contents.csv").open("a") as stream:
            stream.write("worse,network,1.5\n")
        with (folder / "effects.csv").open("a") as stream:
            stream.write("*,*,majority,worse,0,0,0,1,0.5,\n")

    for trade in AXES:
        assert same(points(trace(make(seed), trade)), points(trace(make(seed, add), trade)))


@few
@given(SEEDS)
def test_splitting_a_cluster_changes_nothing(seed: int) -> None:
    """Premise: no start-up cost or months, facilitation or gates, and limits that see no single cluster."""

    def simple(folder: Path) -> None:
        edit("levels", lambda row: row.update(trust_gate=""))(folder)
        edit(
            "clusters",
            lambda row: row.update(start_up_cost="0", start_up_agent_months="0", min_facilitation_months="0",
                                   min_coverage="0", status="candidate", latest_start=""),
        )(folder)  # fmt: skip
        edit("limits", lambda row: row["cluster_id"] == "*" and row.update(cluster_id=""))(folder)
        edit("costs", lambda row: row.update(cluster_id="*"))(folder)
        lines = (folder / "costs.csv").read_text().splitlines()
        (folder / "costs.csv").write_text("\n".join(lines) + "\n")

    def split(folder: Path) -> None:
        simple(folder)
        for table in ("clusters", "segments"):
            lines = (folder / f"{table}.csv").read_text().splitlines()
            copies = [line.replace("c0", "c9", 1) for line in lines if line.startswith("c0,")]
            (folder / f"{table}.csv").write_text("\n".join([*lines, *copies]) + "\n")
        edit("segments", lambda row: row["cluster_id"] in ("c0", "c9") and times("households", "0.5")(row))(folder)

    for trade in AXES:
        assert same(points(trace(make(seed, simple), trade)), points(trace(make(seed, split), trade)))


@few
@given(SEEDS)
def test_gains_on_another_scale_keep_the_plans(seed: int) -> None:
    """Premise: all income gains times 3 (depth flags are given, no poverty gap). Same plans, money times 3."""
    plain, scaled = make(seed), make(seed, edit("effects", times("income_gain", "3")))
    one, other = trace(plain, "today-tomorrow"), trace(scaled, "today-tomorrow")
    assert same([(3 * x, 3 * y) for x, y in points(one)], points(other))


@few
@given(SEEDS)
def test_shape_of_a_frontier(seed: int) -> None:
    """No premise: rates strictly rise to the left, x falls, y rises, both sides of a point agree; D is at most B where
    credits are at most 1.
    """
    scenario = make(seed)
    for trade in AXES:
        frontier = trace(scenario, trade)
        line = frontier.extreme_points
        for a, b in pairwise(line):
            assert a.x > b.x
            assert a.y < b.y
            assert a.rate_right == b.rate_left == pytest.approx((b.y - a.y) / (a.x - b.x), rel=1e-6)
            if a.rate_left is not None and a.rate_right is not None:
                assert a.rate_left > a.rate_right
        for plan in frontier.plans:
            assert plan.objectives["depth"] <= plan.objectives["breadth"] + 1e-7


@few
@given(SEEDS)
def test_hot_cold_gap_exact_and_plan_agree(seed: int) -> None:
    """No premise: at the same point the same plan, however it was found."""
    scenario = make(seed)
    hot, cold = tradeoff.Study(scenario), tradeoff.Study(scenario, hot=False)
    for trade, (x, _) in AXES.items():
        exact = hot.frontier(trade, exact=True)
        assert same(points(exact), points(cold.frontier(trade, exact=True)))
        known = dict(zip(points(exact), exact.plans, strict=True))
        rough = hot.frontier(trade, gap=0.05)
        for frontier in (cold.frontier(trade, exact=True), rough):
            for point, plan in zip(points(frontier), frontier.plans, strict=True):
                nearest = min(known, key=lambda p: abs(p[0] - point[0]) + abs(p[1] - point[1]))
                assert point == pytest.approx(nearest, rel=1e-8, abs=1e-7)
                assert_same_plan(plan, known[nearest])
        for point in exact.extreme_points:
            assert_same_plan(rough.plan(**{x: point.x}), known[point.x, point.y])
        between = (exact.extreme_points[0].x + exact.extreme_points[-1].x) / 2
        assert_same_plan(rough.plan(**{x: between}), exact.plan(**{x: between}))


def assert_same_plan(one: tradeoff.Plan, other: tradeoff.Plan) -> None:
    """The same households everywhere."""
    keys = ["cluster", "segment", "level", "year"]
    both = one.households.merge(other.households, on=keys, how="outer").fillna(0.0)
    assert (both["households_x"] - both["households_y"]).abs().max() <= 1e-5 or both.empty


@few
@given(SEEDS)
def test_the_gap_is_kept(seed: int) -> None:
    """No premise: no exact point lies beyond the bounded line by more than the stated share of both ranges."""
    scenario = make(seed)
    for trade in AXES:
        exact, rough = trace(scenario, trade), trace(scenario, trade, exact=False, gap=0.1)
        gap = rough.certificate.max_gap
        assert gap <= 0.1
        line = points(exact)
        wide, high = line[0][0] - line[-1][0], line[-1][1] - line[0][1]
        for x, y in line:
            assert y - gap * high <= height(rough, x - gap * wide) + 1e-7 * (1 + y)


LAWS = {name: value.hypothesis.inner_test for name, value in list(globals().items()) if hasattr(value, "hypothesis")}


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds_for_more(law: str) -> None:
    """Every law above, on more scenarios."""
    settings(few, max_examples=6)(given(SEEDS)(LAWS[law]))()
