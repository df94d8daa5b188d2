"""What keeps a funded cluster in a plan: the limits that do so are named, and what it would cost without them."""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.test_why import assert_all_hold, claims_of, plan_with
from tradeoff.advice.why import COST, FACTORS, KEEPS, Why

CHEAP = {
    "clusters": "cluster_id name department_id poor_households\na Angul d 10\nb Barpali d 10",
    "costs": "cluster_id level_id cost_per_household\na entry 2\nb entry 1\n* standard 9\na intensive 10\nb intensive 14",
    "budgets": "department_id year envelope\nd 1 50",
}


def asked(tmp_path: Path, limits: str, breadth: float, **tables: str) -> Why:
    """Why Barpali is in the plan at a breadth."""
    rows = "limit_id measure cluster_id level_id sense value\n" + limits
    scenario = plan_with(tmp_path, **{**CHEAP, "limits": rows, **tables})
    return tradeoff.why(scenario, "b", trade="depth-breadth", at={"breadth": breadth})


def test_the_limit_that_alone_decides_is_named(tmp_path: Path) -> None:
    """Five in Barpali are asked for, whose entry at 1 is cheap: 50 thousand reach 10, d of them deep at 10 in Angul.

    e + 10 d = 50 with e + d = 10 gives d = 40 / 9; all ten in Angul 2 (10 - d) + 10 d = 50 give d = 15 / 4. Without the
    limit it so costs 40 / 9 - 15 / 4, and stays in until its entry costs 2 as in Angul. With it five at 8 and five at 2
    spend 50: dearer, nobody reaches 10. Of less than half its list no five can come, whatever is reached.
    """
    answer = asked(tmp_path, "five households b - >= 5", 10)
    kept, without = claims_of(answer, KEEPS)
    assert str(kept) == (
        "Barpali is kept in by limits.csv, row 2, limit five: households at least 5 in Barpali: no plan that keeps this "
        "leaves it out."
    )
    assert without.figures == {"lost_other": pytest.approx(40 / 9 - 15 / 4, abs=1e-4)}
    assert (
        str(without)
        == "Without limit five, leaving Barpali out costs less than one household of depth at the same breadth."
    )
    assert not claims_of(answer, COST)
    costs, lists = claims_of(answer, FACTORS)
    assert costs.figures["inside"] < 8 < costs.figures["outside"]
    assert "no plan has 10 households of breadth any more" in str(costs)
    assert lists.figures["outside"] < 0.5 <= lists.figures["inside"]
    assert "no plan keeps all limits any more, whatever its breadth" in str(lists)
    costs, *_ = claims_of(answer, f"{FACTORS}, without limit five")
    assert costs.figures["inside"] < 2 < costs.figures["outside"]
    assert_all_hold(answer)


def test_each_limit_that_suffices_is_named_and_both_must_go(tmp_path: Path) -> None:
    """Two floors, of five and of three: taking either away leaves the other."""
    answer = asked(tmp_path, "five households b - >= 5\nthree households b - >= 3", 10)
    *kept, without = claims_of(answer, KEEPS)
    assert ["five" in str(claim) for claim in kept] != ["three" in str(claim) for claim in kept]
    assert len(kept) == 2
    assert str(without).startswith("Without limit five and limit three, leaving Barpali out costs")
    assert without.figures == {"lost_other": pytest.approx(40 / 9 - 15 / 4, abs=1e-4)}
    assert_all_hold(answer)


def test_limits_that_keep_it_in_together_are_named_together(tmp_path: Path) -> None:
    """At most 5 in Angul and at least 8 in all leave 3 for Barpali; without either nobody must come from there."""
    answer = asked(tmp_path, "cap households a - <= 5\nall households - - >= 8", 8)
    kept, _ = claims_of(answer, KEEPS)
    assert kept.figures == {"limits": 2}
    assert str(kept).endswith("together: no plan that keeps all of these leaves it out.")
    assert_all_hold(answer)


def test_a_level_is_named_where_it_is_to_blame(tmp_path: Path) -> None:
    """At most 5 in Angul: 8 reached take 3 from Barpali, 5 need none."""
    answer = asked(tmp_path, "cap households a - <= 5", 8)
    kept, _ = claims_of(answer, KEEPS)
    assert str(kept).endswith("no plan that keeps this, and has 8 households of breadth, leaves it out.")
    assert_all_hold(answer)


def test_a_limit_without_which_a_plan_as_good_leaves_it_out(tmp_path: Path) -> None:
    """100 thousand reach 10, two deep at 10 in Angul, n at 14 and 8 - n at 1 in Barpali: 13 n = 72. Without the cap ten in Angul."""
    limit = "cap households a intensive <= 2"
    answer = asked(tmp_path, limit, 10, budgets="department_id year envelope\nd 1 100")
    (kept,) = claims_of(answer, KEEPS)
    assert str(kept).endswith("without it and with nothing else changed, a plan as good leaves Barpali out.")
    out, *_ = claims_of(answer, COST)
    assert out.figures["lost_other"] == pytest.approx(72 / 13, abs=1e-4)
    assert_all_hold(answer)


def test_of_a_funded_cluster_leaving_out_comes_first(tmp_path: Path) -> None:
    """Without limits nothing keeps it in, and that taking it in costs nothing is not said."""
    scenario = plan_with(tmp_path, **CHEAP)
    answer = tradeoff.why(scenario, "b", at={"breadth": 10}, confirm=False)
    assert not claims_of(answer, KEEPS)
    (cost,) = claims_of(answer, COST)
    assert cost.figures["lost_other"] == pytest.approx(40 / 9 - 15 / 4, abs=1e-4)
    assert str(cost).startswith("Leaving Barpali out costs")


def test_the_command_names_the_row() -> None:
    """At least 100 households of the forest's majority."""
    shown = run("why", "three-pairs", "forest", "--trade", "depth-breadth", "--at", "breadth=900").stdout
    assert "is kept in by limits.csv, row 3, limit forest_floor: households at least 100 in" in shown
    assert (
        "leaves Hill forest gatherers (illustrative) out."
        not in shown.partition("What it costs")[2].partition("At which")[0]
    )
