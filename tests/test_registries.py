"""Aims, pairs and measures stand in their registries alone: dummies of each go through everything, halves through
nothing.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import AXES
from tradeoff.advice.binding import binding_sentences
from tradeoff.charts.linked import linked_frontier
from tradeoff.cli import commands
from tradeoff.cli.failures import told
from tradeoff.programme import limits as limit_terms
from tradeoff.programme import objectives as aim_terms
from tradeoff.programme.halves import missing_halves
from tradeoff.programme.programme import build_programme
from tradeoff.scenario import measures, objectives
from tradeoff.scenario.measures import Measure, find_measure
from tradeoff.scenario.objectives import Aim, Pair, find_aim, find_pair
from tradeoff.scenario.tables import Limit
from tradeoff.scenario.units import Plural, Unit, uncounted

TOP = Path(__file__).parent.parent
REGISTRIES = {TOP / "tradeoff" / "scenario" / name for name in ("objectives.py", "measures.py")}
NAMES = {name for axes in AXES.values() for name in axes} | set(AXES)
JOBS = Aim(
    name="jobs",
    unit=Unit(many="person-years", one="person-year"),
    axis="paid work found",
    label="person-years of paid work",
    meaning="Jobs: two person-years of paid work for each household enrolled at {reached}.",
    needs=(),
    tie_place=7,
)
JOBS_DEPTH = Pair(
    name="jobs-depth",
    x="jobs",
    y="depth",
    heading="Work or sufficient support",
    names=("busy", "middle", "deep"),
    opening="With {money} there is work for {x1} with sufficient support for {y1}, or for {x2} with {y2}.",
    more=Plural(
        one="{step} more person-year of work costs {cost} their sufficient support.",
        many="{step} more person-years of work cost {cost} their sufficient support.",
    ),
    less=uncounted("{step} of work less, in person-years, lift {cost} to sufficient support."),
)
PLACES = Measure(
    kind="places", unit=Unit(many="places", one="place"), words="training places", keys=("cluster_id", "year")
)


@pytest.fixture
def dummies(monkeypatch: pytest.MonkeyPatch) -> None:
    """An aim of 2 a household reached, its pair with depth, and a measure of 3 a household."""
    monkeypatch.setitem(objectives.AIMS, "jobs", JOBS)
    monkeypatch.setitem(objectives.PAIRS, "jobs-depth", JOBS_DEPTH)
    monkeypatch.setitem(aim_terms.TERMS, "jobs", lambda one: Fraction(2 * one.offer.reached))
    monkeypatch.setitem(measures.MEASURES, "places", PLACES)
    monkeypatch.setitem(limit_terms.TERMS, "places", lambda counted: counted.households(lambda _: Fraction(3)))


@pytest.fixture
def plan_folder(tmp_path: Path, dummies: None) -> Path:
    """three-pairs with at most 2,400 training places, which are 800 households; and a floor of 100 jobs."""
    folder = tmp_path / "plan"
    shutil.copytree(TOP / "scenarios" / "three-pairs", folder)
    with (folder / "limits.csv").open("a", encoding="utf-8") as stream:
        stream.write("cap,places,,,<=,2400,the hall has no more,,E\nwork,objective:jobs,,,>=,100,,,E\n")
    return folder


def enrolled(plan: tradeoff.Plan, *, reached: bool) -> float:
    """Households of a plan's table, leaders (whose level does not count as reached) left out if `reached`."""
    rows = plan.households
    return float(rows[rows["segment"] != "leaders"]["households"].sum() if reached else rows["households"].sum())


def test_the_dummy_aim_and_measure_are_solved_for(plan_folder: Path) -> None:
    """2 a household reached, 3 a household enrolled against 2,400: figures from the plan's own table of households."""
    scenario = tradeoff.read_scenario(plan_folder)
    assert scenario.objectives[-1] == "jobs"
    assert scenario.trades == (*AXES, "jobs-depth")
    assert scenario.settings.tie_order[-1] == "jobs"
    frontier = tradeoff.trace_frontier(scenario, "jobs-depth")
    assert len(frontier.plans) > 1
    for plan in frontier.plans:
        assert plan.objectives["jobs"] == pytest.approx(2 * enrolled(plan, reached=True), rel=1e-6)
        assert 3 * enrolled(plan, reached=False) <= 2400 * (1 + 1e-6)
    assert frontier.extreme_points[0].x == pytest.approx(1600, rel=1e-6)
    assert frontier.units["jobs"] == "person-years"
    words = "Limit cap: training places at most 2,400 (the hall has no more) is met with nothing to spare."
    assert words in binding_sentences(frontier.plans[0], scenario)


def test_every_command_shows_the_dummies(
    plan_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """list, new, check, frontier in every form, plan, compare, report and verify; unit and words in each that has
    figures.
    """
    monkeypatch.chdir(plan_folder.parent)

    def run(*arguments: str, code: int = 0) -> str:
        assert told(commands, arguments) == code, capsys.readouterr()
        shown = capsys.readouterr()
        return shown.err if code else shown.out

    trade = ("--trade", "jobs-depth")
    assert "three-pairs" in run("list")
    run("new", "three-pairs", "copy")
    assert "jobs-depth" in run("check", "plan")
    assert "jobs-depth" in json.loads(run("check", "plan", "--format", "json"))["trades"]
    table = run("frontier", "plan", *trade, "--certify", "--out", "saved")
    assert "jobs in person-years" in table
    assert "there is work for 1,600 person-years with sufficient support" in table
    assert "more person-years of work cost less than one household their sufficient support" in table
    found = json.loads(run("frontier", "plan", *trade, "--format", "json"))
    assert (found["x"], found["units"]["jobs"]) == ("jobs", "person-years")
    rows = list(csv.DictReader(io.StringIO(run("frontier", "plan", *trade, "--format", "csv"))))
    assert float(rows[0]["jobs"]) == pytest.approx(1600, rel=1e-6)
    other = run("frontier", "plan", "--trade", "depth-breadth")
    assert "jobs in person-years" in other
    plan = run("plan", "plan", *trade, "--at", "jobs=1600", "--form", "outlook", "--all")
    assert "person-years" in plan
    assert "training places at most 2,400" in plan
    compared = run("compare", "plan", "copy", *trade)
    assert "At the same jobs of" in compared
    assert "person-years, copy" in compared
    run("report", "plan", *trade, "--no-at-least", "--out", "page.html")
    run("verify", "saved")
    assert "there is no choice called 'depth-jobs'" in run("frontier", "plan", "--trade", "depth-jobs", code=2)
    with (plan_folder / "limits.csv").open("a", encoding="utf-8") as stream:
        stream.write("floor,places,,,>=,2700,,,E\n")
    clash = run("frontier", "plan", *trade, code=4)
    assert "limit floor: training places at least 2,700: short by 300 places" in clash


def test_page_and_charts_show_the_dummies(plan_folder: Path, tmp_path: Path) -> None:
    """Heading, label, unit and meaning on the page; words and unit on the axes."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(plan_folder), "jobs-depth")
    path = tmp_path / "report.html"
    tradeoff.write_report(frontier, path)
    page = path.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert data["pairs"][0]["label"] == "Work or sufficient support"
    assert data["objectives"]["jobs"] == {
        "name": "jobs",
        "label": "person-years of paid work",
        "money": False,
        "aYear": False,
    }
    assert "Four choices made explicit" in page
    assert "Jobs: two person-years of paid work for each household enrolled at entry, market, skills and" in page
    chart = json.dumps(tradeoff.charts.frontier(frontier).to_dict())
    assert "jobs: paid work found (person-years), more is better" in chart
    assert "jobs (person-years)" in chart
    assert "jobs-depth" not in json.dumps(tradeoff.charts.compare_frontiers([frontier]).to_dict())
    assert "paid work found (person-years)" in json.dumps(linked_frontier(frontier), ensure_ascii=False)
    assert tradeoff.charts.allocation(frontier.plans[0]).to_dict()


HALVES: list[tuple[Callable[[pytest.MonkeyPatch], None], str]] = [
    (
        lambda patch: patch.setitem(objectives.AIMS, "jobs", JOBS),
        "the aim 'jobs' is registered in scenario/objectives.py and has no terms in programme/objectives.py",
    ),
    (
        lambda patch: patch.setitem(aim_terms.TERMS, "jobs", lambda _: Fraction(1)),
        "the aim 'jobs' has terms in programme/objectives.py and is not registered in scenario/objectives.py",
    ),
    (
        lambda patch: patch.setitem(measures.MEASURES, "places", PLACES),
        "the measure 'places' is registered in scenario/measures.py and has no terms in programme/limits.py",
    ),
    (
        lambda patch: patch.setitem(limit_terms.TERMS, "places", lambda _: {}),
        "the measure 'places' has terms in programme/limits.py and is not registered in scenario/measures.py",
    ),
    (
        lambda patch: patch.setitem(objectives.PAIRS, "jobs-depth", JOBS_DEPTH),
        "the pair 'jobs-depth' is of 'jobs', and no aim of that name is registered in scenario/objectives.py",
    ),
]


@pytest.mark.parametrize(("half", "message"), HALVES, ids=[message[:30] for _, message in HALVES])
def test_a_half_is_told(
    monkeypatch: pytest.MonkeyPatch, half: Callable[[pytest.MonkeyPatch], None], message: str
) -> None:
    """Which half is missing, and where it belongs; nothing is missing of what is shipped."""
    assert missing_halves() == ()
    half(monkeypatch)
    assert missing_halves() == (message,)


def test_a_half_registered_aim_fails_at_import() -> None:
    """In an interpreter of its own, in which `tradeoff.programme` has not been imported yet."""
    code = (
        "from dataclasses import replace\n"
        "from tradeoff.scenario.objectives import AIMS\n"
        "AIMS['jobs'] = replace(AIMS['depth'], name='jobs')\n"
        "import tradeoff.programme.draft\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=TOP, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"ImportError: {HALVES[0][1]}"


def with_limit(scenario: tradeoff.Scenario, limit: Limit) -> tradeoff.Scenario:
    """The scenario with one limit that no check has seen."""
    tables = replace(scenario.resolved.tables, limits=(limit,))
    return replace(scenario, limits=tables.limits, resolved=replace(scenario.resolved, tables=tables))


def test_a_half_fails_at_the_build_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An aim or a measure that came without terms after the import; a measure nobody knows."""
    scenario = tradeoff.read_scenario("three-pairs")
    first = scenario.limits[0]
    for name in ("hosueholds", "objective:jobs", "share:men"):
        unknown = with_limit(scenario, first.model_copy(update={"measure": name}))
        with pytest.raises(LookupError, match=f"there is no measure called '{name}'; there are households, poor_house"):
            build_programme(unknown)
    monkeypatch.setitem(measures.MEASURES, "places", PLACES)
    half = with_limit(scenario, first.model_copy(update={"measure": "places"}))
    with pytest.raises(LookupError, match=r"no measure with terms in programme/limits.py called 'places'"):
        build_programme(half)
    monkeypatch.setitem(objectives.AIMS, "jobs", JOBS)
    with pytest.raises(LookupError, match=r"no aim with terms in programme/objectives.py called 'jobs'"):
        build_programme(scenario)


@pytest.mark.parametrize(
    ("find", "known"), [(find_aim, "breadth"), (find_pair, "depth-breadth"), (find_measure, "money")]
)
def test_an_unknown_name_raises_with_what_there_is(find: Callable[[str], object], known: str) -> None:
    """The known ones are found."""
    assert find(known)
    with pytest.raises(LookupError, match=rf"called 'happiness'; there are .*{known}"):
        find("happiness")


def texts(tree: ast.Module) -> list[str]:
    """Every string constant of a file that is no docstring."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


SOURCES = sorted(path for path in (TOP / "tradeoff").rglob("*") if path.suffix in (".py", ".js", ".j2"))


def compares_a_measure(tree: ast.Module) -> list[str]:
    """Comparisons of a limit's measure with what the code says itself."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            of_measure = any(isinstance(side, ast.Attribute) and side.attr == "measure" for side in sides)
            if of_measure and any(isinstance(side, ast.Constant) for side in sides):
                found.append(ast.unparse(node))
    return found


def test_names_stand_in_the_registries_alone() -> None:
    """No other file says an aim or a pair in a text, or compares a limit's measure with one; docstrings may.

    `households`, `money` and `share` name tables, columns and settings as well, and `poor_households` a column: of the
    measures that leave it to what is done with them.
    """
    word = re.compile(rf"(?<![\w-])({'|'.join(NAMES)})(?![\w-])", re.IGNORECASE)
    for path in sorted(set(SOURCES) - REGISTRIES):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text if path.suffix == ".py" else "")
        words = texts(tree) if path.suffix == ".py" else [text]
        assert [text for text in words if word.search(text)] == [], path
        assert [text for text in words if re.match(r"(objective|share):", text)] == [], path
        assert compares_a_measure(tree) == [], path
