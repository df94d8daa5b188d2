"""What a notebook gives in the wrong place: each public function says what it was given and what it takes instead."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.test_futures import h2

NONSENSE: tuple[object, ...] = ("H2", None, 3, object(), b"bytes")
"""A name in place of the thing itself, nothing, a number, what nobody takes, a path that is no text."""
TRADE = "depth-breadth"
MORE: Mapping[str, Mapping[str, object]] = {
    "plan_at": {"breadth": 900},
    "plan_for_action": {"breadth": 900},
    "prices": {"breadth": 900},
    "rates": {"breadth": 900},
    "switching": {"breadth": 900},
    "fresh_optima": {"breadth": 900},
    "money_ranges": {"at": {"breadth": 900}},
    "trace": {"sense": {"a": "max", "b": "max"}},
}
"""What a question needs by name, so that what is refused is the thing and not its absence."""


def _functions() -> dict[str, Callable[..., object]]:
    found = {name: getattr(tradeoff, name) for name in tradeoff.__all__}
    found |= {f"charts.{name}": getattr(tradeoff.charts, name) for name in tradeoff.charts.__all__}
    return {name: one for name, one in found.items() if inspect.isfunction(one) and inspect.signature(one).parameters}


FUNCTIONS = _functions()


def _told(call: Callable[[], object]) -> str:
    """What is said of a call that is refused, in words of this project."""
    with pytest.raises((tradeoff.TradeoffError, ValueError)) as caught:
        call()
    last = caught.traceback[-1].path
    assert isinstance(last, Path)
    assert "tradeoff" in last.parts, f"said by {last}: {caught.value}"
    return str(caught.value)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_public_function_says_what_it_was_given(name: str, nonsense: object, tmp_path: Path) -> None:
    """In the place of everything it cannot do without; the choice is a right one, so that it does not answer first."""
    needed = [
        one
        for one in inspect.signature(FUNCTIONS[name]).parameters.values()
        if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD
    ]
    given = [TRADE if one.name == "trade" else nonsense for one in needed]
    if name == "write_report" and isinstance(nonsense, str):
        given[1] = str(tmp_path / "report.html")
    words = _told(lambda: FUNCTIONS[name](*given, **MORE.get(name, {})))
    value = {str: "H2", bytes: "b'bytes'", object: "<object object at"}.get(type(nonsense), str(nonsense))
    assert value in words or name == "trace", words
    assert any(mend in words for mend in ("give", "name ", "write", "shipped")), words


@pytest.fixture(scope="module")
def clusters() -> tradeoff.Scenario:
    """A scenario without ranges and without futures."""
    return tradeoff.read_scenario("three-clusters")


@pytest.fixture(scope="module")
def plan(clusters: tradeoff.Scenario) -> tradeoff.Plan:
    """A plan of it."""
    return tradeoff.plan_at(clusters, TRADE, breadth=900)


@pytest.mark.parametrize(
    "name", ["no_regret", "rates_along", "plans_for_action", "charts.frontier", "prices", "rates", "money_ranges"]
)
def test_a_plan_is_no_frontier(name: str, plan: tradeoff.Plan) -> None:
    words = _told(lambda: FUNCTIONS[name](plan, **MORE.get(name, {})))
    assert words.endswith("is no frontier; give what trace_frontier returns")
    assert words.startswith("<Plan")


def test_a_plan_is_no_stress_and_a_name_no_scenario(plan: tradeoff.Plan, clusters: tradeoff.Scenario) -> None:
    assert "give what stress returns" in _told(lambda: tradeoff.charts.tornado(plan, "breadth"))  # type: ignore[arg-type]
    words = "'three-clusters' is a name and no scenario; give read_scenario('three-clusters') in its place"
    name: Any = "three-clusters"
    for call in (
        lambda: tradeoff.stress(plan, scenario=name),
        lambda: tradeoff.futures(name),
        lambda: tradeoff.switching(name, TRADE, breadth=900),
        lambda: tradeoff.compare([clusters, name], TRADE),
    ):
        assert _told(call) == words


ASKED_A_CHOICE = (
    "compare futures plan_at plan_for_action sweep switching trace_frontier trace_reforms trace_whole_frontier why"
)


@pytest.mark.parametrize("name", ASKED_A_CHOICE.split())
def test_a_choice_that_is_none_is_told_alike_everywhere(name: str, clusters: tradeoff.Scenario, tmp_path: Path) -> None:
    """And the nearest one is named."""
    things: dict[str, tuple[object, ...]] = {
        "compare": ([clusters, tradeoff.with_budget(clusters, "80%")],),
        "futures": (h2(tmp_path / "h2"),),
        "why": (clusters, "forest"),
    }
    asked = things.get(name, (clusters,))
    more = {**MORE.get(name, {}), **({"changes": [[]]} if name == "sweep" else {})}
    for wrong in ("depth-bredth", 7):
        words = _told(lambda: FUNCTIONS[name](*asked, trade=wrong, **more))  # noqa: B023
        assert words.startswith(f"there is no choice called {wrong!r}")
        assert ("did you mean 'depth-breadth'?" if wrong != 7 else "choose one of depth-breadth") in words


def test_a_single_thing_is_no_list(clusters: tradeoff.Scenario) -> None:
    frontier = tradeoff.trace_frontier(clusters, TRADE)
    rules: Any = "regret"
    assert "rules is 'regret', which is no list; write rules=[...]" in _told(
        lambda: tradeoff.futures(clusters, TRADE, rules=rules)
    )
    assert "clusters is 'forest', which is no list" in _told(
        lambda: tradeoff.money_ranges(frontier, "forest", at={"breadth": 900})
    )
    assert "has no cluster called 'forrest'; did you mean 'forest'?" in _told(
        lambda: tradeoff.money_ranges(frontier, ["forrest"], at={"breadth": 900})
    )
    floors: Any = "breadth=900"
    assert "levels is 'breadth=900'; list it by name" in _told(
        lambda: tradeoff.trace_frontier(clusters, TRADE, floors=floors)
    )


COUNTS = "give a whole number from 1, or None for all"


def test_how_many_shares_and_lists_of_charts_are_told(clusters: tradeoff.Scenario, plan: tradeoff.Plan) -> None:
    frontier, charts = tradeoff.trace_frontier(clusters, TRADE), tradeoff.charts
    wrong: Any
    for wrong, given in (("a", "'a'"), (-1, "-1"), (0, "0"), (1.5, "1.5"), (True, "True")):
        words = f"first is {given}; {COUNTS}"
        assert _told(lambda: tradeoff.prices(frontier, first=wrong, breadth=900)) == words  # noqa: B023
        assert _told(lambda: tradeoff.plans_for_action(frontier, first=wrong)) == words  # noqa: B023
    for wrong, words in (
        (0.1, "within is 0.1, which is no list; write within=[...]"),
        (["a"], "within holds 'a'; give shares from 0 to 1, as 0.02 for 2%"),
        ([0.01, -1], "within holds -1; give shares from 0 to 1, as 0.02 for 2%"),
        ([2], "within holds 2; give shares from 0 to 1, as 0.02 for 2%"),
    ):
        assert _told(lambda: tradeoff.money_ranges(frontier, at={"breadth": 900}, within=wrong)) == words  # noqa: B023
    ids: Any = [[]]
    assert "has no cluster called []" in _told(lambda: tradeoff.money_ranges(frontier, ids, at={"breadth": 900}))
    assert _told(lambda: charts.stack([])) == "charts is an empty list; give one chart at least"
    drawn: Any = [charts.allocation(plan), 3]
    for wrong in (drawn, drawn[1:]):
        assert _told(lambda: charts.stack(wrong)) == "charts holds 3; give what charts.frontier returns"  # noqa: B023
    wrong = [3]
    assert "actions holds 3; give what plans_for_action" in _told(lambda: charts.frontier(frontier, wrong))
    assert "labels holds 3; give" in _told(lambda: charts.compare_frontiers([frontier], wrong))
    assert "step is 'a', a str; it is a share" in _told(
        lambda: tradeoff.trace_whole_frontier(clusters, TRADE, step="a")
    )  # type: ignore[arg-type]


def test_sets_of_changes_and_parts_of_a_report_are_told(clusters: tradeoff.Scenario, tmp_path: Path) -> None:
    wrong: Any = "a"
    assert "at holds 'a'; give levels as plain numbers" in _told(
        lambda: tradeoff.sweep(clusters, TRADE, [[]], at=wrong)
    )
    wrong = [3]
    assert "changes['1'] is 3, which is no list" in _told(lambda: tradeoff.sweep(clusters, TRADE, wrong))
    wrong = 3
    assert "changes is 3; give sets of changes" in _told(lambda: tradeoff.sweep(clusters, TRADE, wrong))
    frontier = tradeoff.trace_frontier(clusters, TRADE)
    more: Any
    for name, maker in (("budgets", "compare"), ("reforms", "trace_reforms"), ("actions", "plans_for_action")):
        more = {name: [3]}
        assert f"{name} holds 3; give what {maker} returns" in _told(
            lambda: tradeoff.write_report(frontier, tmp_path / "page.html", **more)  # noqa: B023
        )
    more = {"whole": 3}
    assert "whole is 3; list it by name" in _told(
        lambda: tradeoff.write_report(frontier, tmp_path / "page.html", **more)
    )


def test_figures_without_ranges_turn_nothing_and_it_is_said(clusters: tradeoff.Scenario) -> None:
    found = tradeoff.switching(clusters, TRADE, breadth=900)
    assert found.sentences == ("No figure states a range that a plan depends on, so none was moved.",)
    assert found.table.empty


def test_what_a_chart_of_any_problem_cannot_mark_or_count() -> None:
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 10)
    problem += many + 3 * well <= 12
    frontier = tradeoff.trace(problem, {"many": many, "well": 1 * well}, sense={"many": "max", "well": "max"})
    marked, units, text = [frontier.plan(many=5)], {"many": 3}, "tonnes"
    assert "marked is [" in _told(lambda: frontier.chart(marked=marked))  # type: ignore[arg-type]
    assert "units has 3 for 'many'; write the unit as a text" in _told(lambda: frontier.chart(units=units))  # type: ignore[arg-type]
    assert "units is 'tonnes'; give them by name" in _told(lambda: frontier.chart(units=text))  # type: ignore[arg-type]


def test_further_arguments_are_told_as_well(clusters: tradeoff.Scenario, tmp_path: Path) -> None:
    frontier = tradeoff.trace_frontier(clusters, TRADE)
    wrong: Any
    for wrong in (None, [1], float("nan")):
        for door in (lambda: frontier.plan(breadth=wrong), lambda: tradeoff.plan_at(clusters, TRADE, breadth=wrong)):  # noqa: B023
            assert _told(door) == f"breadth={wrong!r} is no level; give a plain number"
    wrong = 5
    assert "5 is no budget; write it with its unit" in _told(lambda: tradeoff.with_budget(clusters, wrong))
    assert "5 is no name; give the id" in _told(lambda: tradeoff.why(clusters, wrong))
    assert "at is 5; list it by name" in _told(lambda: tradeoff.why(clusters, "forest", at=wrong))
    page = tmp_path / "page.html"
    assert "5 is no saved plan" in _told(lambda: tradeoff.write_report(frontier, page, plan=wrong))
    assert not page.exists()
