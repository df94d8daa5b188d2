"""One question under many sets of changes: every set has its rows, in one table with the same columns."""

from __future__ import annotations

from fractions import Fraction

import pytest

import tradeoff

COLUMNS = ["change", "state", "plan", "breadth", "depth", "rate_left", "rate_right"]
LAST = ["rupees", "kind", "max_gap", "stopped", "remark"]


def money(lakh: float) -> list[dict[str, object]]:
    """One envelope of `three-clusters` set; its unit of money is a thousand rupees."""
    return [{"table": "budgets", "where": {}, "column": "envelope", "set": lakh * 100}]


@pytest.fixture(scope="module")
def three() -> tradeoff.Scenario:
    """The smallest scenario."""
    return tradeoff.read_scenario("three-clusters")


def test_a_row_a_set_and_point(three: tradeoff.Scenario) -> None:
    """The corners of Rs 31 lakh and 46 lakh as they were worked out in fractions; a rupee reaches nobody."""
    found = tradeoff.sweep(three, "depth-breadth", {"31": [], "46": money(46)}, exact=True)
    assert list(found)[: len(COLUMNS)] == COLUMNS
    assert list(found)[-len(LAST) :] == LAST
    corners = [(1100, 0), (800, Fraction(400, 3)), (675, 175), (Fraction(775, 3), Fraction(775, 3))]
    more = [(1200, Fraction(1100, 9)), (800, 300), (Fraction(2600, 7), Fraction(2600, 7))]
    assert found["change"].tolist() == ["31"] * 4 + ["46"] * 3
    assert found["plan"].tolist() == [0, 1, 2, 3, 0, 1, 2]
    expected = [float(value) for point in corners + more for value in point]
    assert found[["breadth", "depth"]].to_numpy(dtype=float).ravel().tolist() == pytest.approx(expected)
    # From (1100, 0) to (800, 400/3) 4/9 for one; at Rs 46 lakh from (1200, 1100/9) to (800, 300) 4/9 too.
    assert found["rate_right"].dropna()[[0, 4]].tolist() == pytest.approx([4 / 9, 4 / 9])
    assert found["rupees"].tolist() == [3_100_000.0] * 4 + [4_600_000.0] * 3
    assert set(found["state"]) == {"plan"}
    assert set(found["kind"]) == {"exact"}


def test_a_set_without_a_plan_keeps_its_row(three: tradeoff.Scenario) -> None:
    """At points and at levels alike; one level out of reach is told as such."""
    floor = {"limit_id": "all", "measure": "households", "sense": ">=", "value": 100_000}
    sets = {"too much": [{"table": "limits", "add": floor}], "as it is": []}
    found = tradeoff.sweep(three, "depth-breadth", sets)
    assert found["state"].tolist() == ["no plan", "plan", "plan", "plan", "plan"]
    assert found["remark"][0] == "no solution satisfies all constraints together"
    assert found.loc[0, ["plan", "breadth", "depth", "max_gap"]].isna().all()
    found = tradeoff.sweep(three, "depth-breadth", sets, at=[950, 1101])
    assert found["change"].tolist() == ["too much", "too much", "as it is", "as it is"]
    assert found["at"].tolist() == [950, 1101, 950, 1101]
    assert found["state"].tolist() == ["no plan", "no plan", "plan", "no plan"]
    # Half way from (1100, 0) to (800, 400/3).
    assert found["depth"][2] == pytest.approx(200 / 3)
    assert "no plan reaches 1,101" in found["remark"][3]
    assert found["remark"][2] == ""


def test_labels_and_faults(three: tradeoff.Scenario) -> None:
    """A list is numbered from 1; the faults of all sets are told before anything is solved."""
    assert tradeoff.sweep(three, "depth-breadth", [[], money(46)], at=800)["change"].tolist() == ["1", "2"]
    wrong = {"x": [{"table": "budgets"}], "y": [*money(1), {"table": "budgts", "where": {}, "remove": True}], "z": []}
    with pytest.raises(tradeoff.ScenarioError) as caught:
        tradeoff.sweep(three, "depth-breadth", wrong, progress=lambda *_: pytest.fail("solved"))
    assert [problem.file for problem in caught.value.problems] == ["x: change 1", "y: change 2"]
    whole = {"whole": [{"table": "settings", "add": {"key": "openings", "value": "whole"}}]}
    with pytest.raises(tradeoff.ScenarioError, match="whole: settings"):
        tradeoff.sweep(three, "depth-breadth", whole)
    with pytest.raises(ValueError, match="at least one set of changes"):
        tradeoff.sweep(three, "depth-breadth", [])
    with pytest.raises(ValueError, match="which is no list; write changes"):
        tradeoff.sweep(three, "depth-breadth", money(46))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="there is no choice called 'depth-width'"):
        tradeoff.sweep(three, "depth-width", [[]])


def test_ctrl_c_keeps_the_sets_that_are_done(three: tradeoff.Scenario) -> None:
    """Those after it stand in the table as not asked; before the first is done there is nothing to keep."""
    sets = {"31": [], "46": money(46), "20": money(20)}

    def stop(done: int, wanted: int) -> None:
        assert wanted == 3
        if done == 2:
            raise KeyboardInterrupt

    whole, found = (tradeoff.sweep(three, "depth-breadth", sets, at=[300, 800], told=told) for told in (None, stop))
    assert found["state"].tolist() == ["plan"] * 4 + ["not asked"] * 2
    assert found[:4].equals(whole[:4])
    assert found["at"].tolist() == [300, 800] * 3
    assert found["remark"].tolist()[4:] == ["interrupted before it was asked"] * 2

    def strike(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tradeoff.sweep(three, "depth-breadth", sets, progress=strike)


def test_a_set_that_is_cut_short_is_the_last(three: tradeoff.Scenario) -> None:
    """Its points are efficient and say that the search was interrupted; nothing after it is begun."""
    pilots = tradeoff.read_scenario("orissa-pilots")
    calls = []

    def interrupt(*told: object) -> None:
        calls.append(told)
        if len(calls) == 3:
            raise KeyboardInterrupt

    found = tradeoff.sweep(pilots, "today-tomorrow", [[], []], progress=interrupt)
    assert set(found["stopped"][found["change"] == "1"]) == {"interrupted"}
    assert found["state"][found["change"] == "2"].tolist() == ["not asked"]


def test_workers_that_cannot_be(three: tradeoff.Scenario) -> None:
    with pytest.raises(ValueError, match="give a whole number from 1, or the scheduler"):
        tradeoff.sweep(three, "depth-breadth", [[]], workers=0)
    with pytest.raises(ValueError, match="progress is told by one worker alone"):
        tradeoff.sweep(three, "depth-breadth", [[]], workers=2, progress=lambda *_: None)
