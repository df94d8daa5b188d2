"""Ctrl-C while plans are chosen: the points that have one by then, with an honest gap, and what each command makes of
it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count, pairwise
from pathlib import Path

import pytest

import tradeoff
from tradeoff.cli import commands
from tradeoff.cli.failures import told
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Vertex
from tradeoff.moo.canonical import Chosen
from tradeoff.moo.lp.model import Floats

Interrupt = Callable[[int], None]


@pytest.fixture
def interrupt(monkeypatch: pytest.MonkeyPatch) -> Interrupt:
    """Ctrl-C at the choice of a plan, counted from 1."""
    honest = Search.solution

    def install(moment: int) -> None:
        calls = count(1)

        def solution(self: Search, vertex: Vertex, ties: Sequence[Floats]) -> Chosen:
            if next(calls) == moment:
                raise KeyboardInterrupt
            return honest(self, vertex, ties)

        monkeypatch.setattr(Search, "solution", solution)

    return install


def trace(*, exact: bool, certify: bool = False) -> ScenarioFrontier:
    """Four points: (1,100, 0), (800, 400/3), (675, 175), (775/3, 775/3)."""
    scenario = tradeoff.read_scenario("three-clusters")
    return tradeoff.trace_frontier(scenario, "depth-breadth", exact=exact, certify=certify)


def corners(frontier: ScenarioFrontier) -> list[tuple[float, float]]:
    """Breadth and depth of the points."""
    return [(point.x, point.y) for point in frontier.extreme_points]


@pytest.mark.parametrize("exact", [True, False])
def test_points_with_a_plan_are_kept(interrupt: Interrupt, exact: bool) -> None:
    """After the ends the first, then the second; what is left out lies beyond the line by no more than is said."""
    whole = corners(trace(exact=exact))
    ranges = whole[0][0] - whole[-1][0], whole[-1][1] - whole[0][1]
    for moment, kept in ((3, [0, 3]), (4, [0, 1, 3])):
        interrupt(moment)
        cut = trace(exact=exact)
        assert cut.certificate.stopped == "interrupted"
        assert cut.certificate.kind == "bounded"
        assert corners(cut) == [whole[i] for i in kept]
        assert len(cut.plans) == len(cut.only_plans) == len(kept)
        for point, plan in zip(cut.extreme_points, cut.plans, strict=True):
            assert plan.objectives["breadth"] == pytest.approx(point.x)
        # The share of both ranges at once by which a point left out betters the line of its neighbours.
        beyond = []
        for a, b in pairwise(kept):
            (x_a, y_a), (x_b, y_b) = whole[a], whole[b]
            normal = (y_b - y_a) / ranges[1], (x_a - x_b) / ranges[0]
            for x, y in whole[a + 1 : b]:
                over = normal[0] * (x - x_a) / ranges[0] + normal[1] * (y - y_a) / ranges[1]
                beyond.append(over / (normal[0] + normal[1]))
        # Up to the twelve digits of what is published.
        assert 0 < max(beyond) <= cut.certificate.max_gap + 1e-11
        assert cut.certificate.max_gap < 0.5
        # What it is asked later it still answers: on the true edge, not on the line.
        assert cut.most(800.0) == pytest.approx(400 / 3)


def test_progress_tells_of_plans() -> None:
    """After the search: one more point each time, and the share of the four that is left."""
    told: list[tuple[int, float]] = []
    scenario = tradeoff.read_scenario("three-clusters")
    tradeoff.trace_frontier(
        scenario, "depth-breadth", exact=True, progress=lambda sums, points, left: told.append((points, left))
    )
    assert told[-4:] == [(1, 0.75), (2, 0.5), (3, 0.25), (4, 0.0)]


def test_an_end_without_a_plan_is_no_frontier(interrupt: Interrupt) -> None:
    """Before both ends have one, and where a proof of every point was asked for, the interrupt goes on."""
    for moment in (1, 2):
        interrupt(moment)
        with pytest.raises(KeyboardInterrupt):
            trace(exact=True)
    interrupt(3)
    with pytest.raises(KeyboardInterrupt):
        trace(exact=True, certify=True)


def run(*arguments: str) -> int:
    """The exit code of a command, in this process."""
    return told(commands, list(arguments))


def test_the_frontier_is_shown(interrupt: Interrupt, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Shown and saved as far as it is known, and the exit code says that it was interrupted."""
    interrupt(3)
    folder = tmp_path / "out"
    assert run("frontier", "three-clusters", "--trade", "depth-breadth", "--exact", "--out", str(folder)) == 130
    shown = capsys.readouterr().out
    assert "1100" in shown.replace(",", "")
    assert "cut short (interrupted)" in shown
    assert "No rates are told of a search that was cut short" in shown
    assert "Reaching 50" not in shown
    assert len((folder / "points.csv").read_text(encoding="utf-8").splitlines()) == 1 + 2


def test_the_page_holds_what_there_is(interrupt: Interrupt, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No search begins after an interrupt; the page says that one was cut short, the command what is missing."""
    interrupt(3)
    page = tmp_path / "page.html"
    assert run("report", "three-clusters", "--out", str(page)) == 130
    said = capsys.readouterr().err
    assert "Interrupted: it holds what depth-breadth had by then" in said
    assert "cut short (interrupted)" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("moment", [5, 7])
def test_the_page_without_the_budgets(
    interrupt: Interrupt, capsys: pytest.CaptureFixture[str], tmp_path: Path, moment: int
) -> None:
    """After the four plans of the page's own frontier, before and after the ends at the first other budget are known."""
    interrupt(moment)
    page = tmp_path / "page.html"
    assert run("report", "three-clusters", "--budget", "20 lakh, 46 lakh", "--out", str(page)) == 130
    assert "and nothing of the other budgets" in capsys.readouterr().err
    written = page.read_text(encoding="utf-8")
    assert '"budgets":null' in written
    assert "cut short" not in written


@pytest.mark.parametrize(
    ("moment", "arguments"),
    [
        (1, ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900")),
        (2, ("plan", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900")),
        (3, ("compare", "three-clusters", "three-clusters", "--trade", "depth-breadth")),
        (3, ("compare", "three-clusters", "--budget", "20 lakh, 46 lakh")),
    ],
)
def test_commands_that_need_all_of_it(
    interrupt: Interrupt, capsys: pytest.CaptureFixture[str], moment: int, arguments: tuple[str, ...]
) -> None:
    """Nothing is shown of a part."""
    interrupt(moment)
    assert run(*arguments) == 130
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Interrupted; nothing was written." in shown.err
