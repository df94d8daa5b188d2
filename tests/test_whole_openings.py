"""Whole openings in scenarios, from tables to points, steps and the outlook: against paper and against trying all."""

from __future__ import annotations

import csv
import hashlib
import html
import json
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.exact import Infeasible, maximise, value
from tests.independent.folders import AXES, settings, write_folder
from tests.independent.naive import Programme, Row, build
from tests.independent.random_scenario import write_random
from tests.independent.recompute import violations
from tradeoff.reports.whole_openings import write_whole_folder

F = Fraction
START_UP = {
    "settings": settings(openings="whole"),
    "clusters": "cluster_id name department_id poor_households start_up_cost\nA A d 200 300\nB B d 300 400\nC C d 400 500",
    "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
    "costs": "cluster_id level_id cost_per_household\n"
    "A entry 2\nA intensive 10\nB entry 2\nB intensive 8\nC entry 1\nC intensive 12",
    "budgets": "department_id year envelope\nd 1 2000",
}
BEST = {
    700: F(50, 3), 650: F(100, 3), 600: F(50), 550: F(200, 3), 500: F(250, 3), 450: F(650, 7), 400: F(100),
    350: F(750, 7), 300: F(500, 3), 250: F(550, 3), 200: F(200),
}  # fmt: skip
"""H4: the most intensive support when at least so many are reached, all eight openings tried by hand."""
OUTLOOK = [(F(5100, 7), F(0)), (F(700), F(50, 3)), (F(3625, 7), F(825, 7)), (F(1500, 7), F(1500, 7))]
"""H4 with openings as shares."""
INFEASIBLE = {
    "too many": ("2000", "5000", "limits.csv, row 2"),
    "only in shares": ("250", "10", "no plan of h4 that opens clusters whole satisfies all limits, though"),
}
"""Envelope, households wanted, and what is told: nobody can serve 5,000; 250 opens no whole cluster, the least is
300."""


@pytest.fixture
def start_up(tmp_path: Path) -> Path:
    """Three clusters that cost something to open, opened whole."""
    return write_folder(tmp_path / "h4", START_UP)


def outlook(level: Fraction) -> Fraction:
    """What shares reach at a level of breadth, by the lines between the corners of the outlook."""
    for (x1, y1), (x2, y2) in pairwise(OUTLOOK):
        if x2 <= level <= x1:
            return y1 + (x1 - level) / (x1 - x2) * (y2 - y1)
    return OUTLOOK[-1][1]


def close(number: Fraction | float) -> object:
    """To 1e-7, which is what branch and cut tells apart."""
    return pytest.approx(float(number), rel=1e-7, abs=1e-7)


def test_levels_of_three_clusters_with_start_up_costs(start_up: Path) -> None:
    """H4 by levels of 50 households: values, bounds, the outlook and the gap to it."""
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(start_up), "depth-breadth", step=0.1)
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(close(x), close(y)) for x, y in BEST.items()]
    assert [point.bound for point in frontier.extreme_points] == [close(y) for y in BEST.values()]
    assert list(frontier.outlook_values) == [close(outlook(F(x))) for x in BEST]
    expected = [1 - y / outlook(F(x)) for x, y in BEST.items()]
    assert list(frontier.outlook_gaps) == [close(gap) for gap in expected]
    assert max(expected) > F(37, 100)
    assert [(point.x, point.y) for point in frontier.outlook.extreme_points] == [
        (close(x), close(y)) for x, y in OUTLOOK
    ]


def test_every_piece_of_three_clusters(start_up: Path) -> None:
    """H4 without levels: at every level of 50 households the pieces promise just what trying all openings gives."""
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(start_up), "depth-breadth", step=None)
    assert frontier.certificate.kind == "exact"
    assert all(step.checked for step in frontier.stretches)
    for level, most in BEST.items():
        had = [point.y for point in frontier.extreme_points if point.x >= level - 1e-7]
        for step in frontier.stretches:
            if step.start > level:
                share = min(1.0, (step.start - level) / (step.start - step.end))
                had.append(step.best + share * (step.best_at_end - step.best))
        assert max(had) == close(most)


def test_plans_open_whole_clusters(start_up: Path) -> None:
    """The greatest reach opens B and C; the most intensive support opens B alone, for all the money that is left."""
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(start_up), "depth-breadth", step=0.1)
    assert frontier.plans[0].openings.values.tolist() == [["B", 1, 1.0], ["C", 1, 1.0]]
    last = frontier.plans[-1]
    assert last.openings.values.tolist() == [["B", 1, 1.0]]
    assert last.households.values.tolist() == [["B", "all", "intensive", 1, pytest.approx(200)]]
    assert last.money[["activity", "amount"]].values.tolist() == [["start_up", 400_000], ["support", 1_600_000]]


def best_by_trying(programme: Programme, wanted: str, floors: dict[str, Fraction]) -> Fraction | None:
    """The most of an objective with every opening tried as 0 or 1, in fractions; None where no opening allows any."""
    columns = [*programme.columns, ("one",)]
    rows = [*programme.rows, Row("one", {("one",): F(1)}, "=", F(1))]
    rows += [Row(f"at least {name}", programme.objectives[name], ">=", floor) for name, floor in floors.items()]
    opened = [column for column in programme.columns if column[0] == "u"]
    found = []
    for choice in product((F(0), F(1)), repeat=len(opened)):
        fixed = [Row(f"fixed {c}", {c: F(1)}, "=", v) for c, v in zip(opened, choice, strict=True)]
        with suppress(Infeasible):
            x = maximise(columns, [*rows, *fixed], programme.objectives[wanted])
            found.append(value(programme.objectives[wanted], x))
    return max(found, default=None)


@pytest.mark.parametrize(
    ("seed", "trade"), [(1, "depth-breadth"), (2, "today-tomorrow"), (9, "participation-selectivity")]
)
def test_every_opening_tried(tmp_path: Path, seed: int, trade: str) -> None:
    """A random scenario with every table filled: at each level the most that trying all openings finds, and no more."""
    folder = write_random(tmp_path / "random", seed, years=1)
    naive, (x, y) = build(folder), AXES[trade]
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(folder), trade, step=0.25)
    most_x, most_y = best_by_trying(naive, x, {}), best_by_trying(naive, y, {})
    assert most_x is not None
    assert most_y is not None
    least_x = best_by_trying(naive, x, {y: most_y})
    assert least_x is not None
    assert least_x < most_x
    for quarter in range(5):
        level = most_x - (most_x - least_x) * F(quarter, 4)
        reached = [point.y for point in frontier.extreme_points if point.x >= float(level) * (1 - 1e-9)]
        expected = best_by_trying(naive, y, {x: level})
        assert expected is not None
        assert max(reached) == close(expected)
    assert any(gap is not None and gap > 1e-3 for gap in frontier.outlook_gaps)


@pytest.mark.parametrize("seed", range(3))
def test_plans_over_two_years_keep_every_rule(tmp_path: Path, seed: int) -> None:
    """As saved to files, recomputed from the tables: openings 0 or 1 and never taken back, every row kept, and no plan
    above what shares reach.
    """
    folder = write_random(tmp_path / "scenario", seed)
    frontier = tradeoff.trace_whole_frontier(tradeoff.read_scenario(folder), "today-tomorrow", step=0.25)
    write_whole_folder(frontier, tmp_path / "saved")
    for number, plan in enumerate(frontier.plans):
        assert violations(folder, tmp_path / "saved", number) == []
        assert set(plan.openings["opened"]) <= {1.0}
    shares = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "today-tomorrow", exact=True)
    corners = [(point.x, point.y) for point in shares.extreme_points]
    for point in frontier.extreme_points:
        assert point.x <= corners[0][0] * (1 + 1e-7)
        most = corners[-1][1]
        for (x1, y1), (x2, y2) in pairwise(corners):
            if x2 <= point.x <= x1:
                most = y1 + (x1 - point.x) / (x1 - x2) * (y2 - y1)
        assert point.y <= most * (1 + 1e-7)
    assert any(gap is not None and gap > 1e-3 for gap in frontier.outlook_gaps)


def test_the_setting_decides_only_where_it_is_served(start_up: Path) -> None:
    """`openings = whole` is the same question as the option; what needs shares refuses it with its mend."""
    scenario = tradeoff.read_scenario(start_up)
    shares = scenario.with_openings("share")
    found = [
        tradeoff.trace_whole_frontier(asked, "depth-breadth", step=0.5).extreme_points for asked in (scenario, shares)
    ]
    assert found[0] == found[1]
    for ask in (lambda: tradeoff.Study(scenario), lambda: tradeoff.trace_frontier(scenario, "depth-breadth")):
        with pytest.raises(tradeoff.ScenarioError, match="call `trace_whole_frontier` or `plan_for_action`"):
            ask()
    assert tradeoff.trace_frontier(shares, "depth-breadth").extreme_points[0].x == close(OUTLOOK[0][0])


def test_command_prints_points_outlook_and_words(start_up: Path) -> None:
    """A table for people; JSON with its schema; CSV with a row a point."""
    command = ("frontier", "h4", "--trade", "depth-breadth", "--step", "0.1")
    done = run(*command, folder=start_up.parent)
    assert "lines between points are not plans" in done.stdout
    assert (
        "It is widest where breadth is 350 households: depth is 107 households instead of 171 households, 37.4% less"
        in (done.stdout)
    )
    data = json.loads(run(*command, "--format", "json", folder=start_up.parent).stdout)
    assert (data["schema"], data["openings"]) == ("tradeoff/whole/1", "whole")
    assert [(point["breadth"], point["depth"]) for point in data["points"]] == [
        (close(x), close(y)) for x, y in BEST.items()
    ]
    assert [(p["breadth"], p["depth"]) for p in data["outlook"]["points"]] == [(close(x), close(y)) for x, y in OUTLOOK]
    assert [(step["start"], step["end"]) for step in data["steps"]] == [(close(a), close(b)) for a, b in pairwise(BEST)]
    rows = list(csv.DictReader(run(*command, "--format", "csv", folder=start_up.parent).stdout.splitlines()))
    assert [float(row["depth"]) for row in rows] == [close(y) for y in BEST.values()]
    shares = json.loads(run(*command[:4], "--openings", "share", "--format", "json", folder=start_up.parent).stdout)
    assert shares["schema"] == "tradeoff/frontier/1"
    every = run(*command[:4], "--exact", folder=start_up.parent).stdout
    assert "nothing betters points and steps" in every


def test_command_saves_a_folder(start_up: Path) -> None:
    """Points, steps, plans and a manifest with their sums; the same bytes every time."""
    command = ("frontier", "h4", "--trade", "depth-breadth", "--openings", "whole", "--step", "0.5", "--out")
    for name in ("one", "two"):
        run(*command, name, folder=start_up.parent)
    one, two = start_up.parent / "one", start_up.parent / "two"
    files = json.loads((one / "manifest.json").read_text())["files"]
    assert {"whole.json", "points.csv", "steps.csv", "money.csv", "openings.csv", "households.csv"} <= set(files)
    for name, digest in files.items():
        assert hashlib.sha256((one / name).read_bytes()).hexdigest() == digest
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert len((one / "steps.csv").read_text().splitlines()) == 3
    assert "two is not empty" in run(*command, "two", folder=start_up.parent, code=7).stderr
    verified = run("verify", "one", folder=start_up.parent).stdout
    assert "nothing is certified; whole openings have the solver's bounds and no certificate" in verified


IN_SHARES = (
    "The settings open clusters whole; figures, prices and reasons here are the outlook's, in shares of clusters"
)
AT = ("--trade", "depth-breadth", "--at", "breadth=700")


@pytest.mark.parametrize(
    "command",
    [
        ("compare", "h4", "--budget", "80%,100%", "--trade", "depth-breadth"),
        ("compare", "h4", "three-clusters", "--trade", "depth-breadth"),
        ("compare", "three-clusters", "h4", "--trade", "depth-breadth", "--format", "json"),
        ("why", "h4", "A", *AT),
        ("why", "h4", "A", *AT, "--format", "json"),
        ("why", "h4", "A", *AT, "--letter"),
        ("plan", "h4", *AT, "--form", "outlook"),
        ("plan", "h4", *AT, "--blend"),
        ("plan", "h4", "--aim", "breadth=700"),
    ],
    ids=" ".join,
)
def test_what_is_answered_in_shares_says_so(start_up: Path, command: tuple[str, ...]) -> None:
    """Never shares in silence: beside every figure that is the outlook's stands that it is."""
    done = run(*command, folder=start_up.parent)
    assert IN_SHARES in html.unescape(done.stdout + done.stderr)


def test_scenarios_that_differ_in_whole_openings_are_told_apart(start_up: Path) -> None:
    """Compared in shares they may look the same, and are not: whose clusters open whole is said, by name, or nothing."""
    compare = ("compare", "--trade", "depth-breadth", "h4")
    shown = run(*compare, "three-clusters", folder=start_up.parent).stdout
    assert "By their settings clusters open whole in h4 and in shares in the others" in shown
    assert "By their settings" not in run(*compare, "--budget", "80%,100%", folder=start_up.parent).stdout


def test_a_plan_at_a_level_in_shares_is_that_of_the_outlook(start_up: Path) -> None:
    """OUTLOOK at 700: (700, 50/3)."""
    shown = run("plan", "h4", *AT, "--form", "outlook", "--format", "json", folder=start_up.parent).stdout
    assert json.loads(shown)["objectives"]["depth"] == close(F(50, 3))


@pytest.mark.parametrize("name", ["page.html", "page.xlsx"])
def test_a_report_is_of_the_outlook_and_says_so(start_up: Path, name: str) -> None:
    """The same figures as of the scenario with shares, and the sentence; at other budgets too."""
    run("report", "h4", "--no-at-least", "--out", name, "--budget", "80%,100%", folder=start_up.parent)
    path = start_up.parent / name
    text = path.read_text(encoding="utf-8") if path.suffix == ".html" else "\n".join(cells_of(path))
    assert IN_SHARES.replace("'", "\\u0027") in text or IN_SHARES in text
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(start_up).with_openings("share"), "depth-breadth")
    assert [(point.x, point.y) for point in frontier.extreme_points] == [(close(x), close(y)) for x, y in OUTLOOK]


def cells_of(path: Path) -> list[str]:
    """What stands in the cells of a workbook."""
    book = openpyxl.load_workbook(path, read_only=True)
    return [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def test_who_asks_for_shares_where_none_were_said_hears_nothing(tmp_path: Path) -> None:
    """The sentence stands only where the settings say otherwise."""
    assert "open clusters whole" not in run("why", "three-clusters", "forest", *AT).stdout
    assert not tradeoff.read_scenario("three-clusters").in_shares_though_whole


def test_check_says_that_its_tests_take_shares(start_up: Path) -> None:
    """The tables are right, and the remark stands."""
    done = run("check", "h4", folder=start_up.parent)
    assert "the tables are right" in done.stdout
    assert "solved with openings as shares" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--openings", "whole", "--certify"), "--certify is for openings as shares"),
        (("--openings", "whole", "--exact", "--step", "0.1"), "choose one"),
        (("--openings", "share", "--step", "0.1"), "--step is for openings whole"),
    ],
)
def test_options_that_do_not_fit(start_up: Path, options: tuple[str, ...], told: str) -> None:
    """Wrong usage, exit code 2."""
    done = run("frontier", "h4", "--trade", "depth-breadth", *options, folder=start_up.parent, code=2)
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize("case", INFEASIBLE)
def test_limits_that_cannot_hold(tmp_path: Path, case: str) -> None:
    """Exit code 4: which limit is short, or that only shares of clusters could keep it."""
    envelope, wanted, told = INFEASIBLE[case]
    tables = {
        **START_UP,
        "budgets": f"department_id year envelope\nd 1 {envelope}",
        "limits": f"limit_id measure sense value\nsome households >= {wanted}",
    }
    folder = write_folder(tmp_path / "h4", tables)
    assert told in run("frontier", "h4", "--trade", "depth-breadth", folder=tmp_path, code=4).stderr
    with pytest.raises(tradeoff.InfeasibleError):
        tradeoff.trace_whole_frontier(tradeoff.read_scenario(folder), "depth-breadth")


def test_time_that_is_too_short(start_up: Path) -> None:
    """Before both ends are known there is nothing to show: exit code 6."""
    done = run("frontier", "h4", "--trade", "depth-breadth", "--time-limit", "0.000001", folder=start_up.parent, code=6)
    assert "allow more time, ask for a gap" in done.stderr


def test_an_interrupted_search_keeps_what_is_checked(start_up: Path) -> None:
    """Ctrl-C after some levels: their plans are returned, each still the best at its level, and the rest is
    unchecked.
    """
    calls = []

    def interrupt(*left: float) -> None:
        calls.append(left)
        if len(calls) == 5:
            raise KeyboardInterrupt

    scenario = tradeoff.read_scenario(start_up)
    frontier = tradeoff.trace_whole_frontier(scenario, "depth-breadth", step=0.1, progress=interrupt)
    assert frontier.certificate.stopped == "interrupted"
    assert 2 < len(frontier.extreme_points) < len(BEST)
    # Levels 200 to 400 are answered, and 700 is an end: what lies at 450 to 650 may better the step at 700 by so much.
    assert [frontier.extreme_points[i].x for i in (0, 1, -1)] == [close(x) for x in (700, 400, 200)]
    assert frontier.certificate.max_gap >= min(F(250, 500), (BEST[450] - BEST[700]) / (BEST[200] - BEST[700])) - F(
        1, 10**6
    )
    for point in frontier.extreme_points:
        assert point.y == close(BEST[round(point.x)])
