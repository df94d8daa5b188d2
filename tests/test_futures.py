"""Futures: what plans are worth in each, and the plans best by each rule, against figures worked out elsewhere."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder

H2 = {
    "settings": settings(project_years=3, horizon_years=8),
    "clusters": "cluster_id name sector department_id sector_outlook poor_households\n"
    "HL HL handloom d -0.2 400\nNT NT forest d 0 300\nEN EN engineering d 0 100",
    "levels": "level_id order name reached deep\nmarket 1 Market 1 0\nskills 2 Skills 1 0\ntechno 3 Technology 1 1",
    "costs": "cluster_id level_id cost_per_household offered\nHL market 4 1\nHL skills 6 1\nHL techno - 0\n"
    "NT market 4 1\nNT skills 10 1\nNT techno - 0\nEN market - 0\nEN skills 20 1\nEN techno 20 1",
    "effects": "cluster_id level_id income_gain lag_years persistence poor_share_of_gain\n"
    "HL market 8 0 0.625 1\nHL skills 8 1 0.625 1\nNT market 2 0 1 1\nNT skills 4 1 1 1\n"
    "EN skills 12 1 1 1\nEN techno 15 3 1 1",
    "budgets": "department_id year envelope\nd 1 4000\nd 2 0\nd 3 0",
}
BOOM_BASE_BUST = (
    "future_id probability outcome sector cluster_id multiply\n"
    "boom 1/4 tomorrow handloom - 5/4\nboom - tomorrow - EN 3/2\nbase 1/2 - - - -\n"
    "bust 1/4 tomorrow handloom - 1/2\nbust 1/4 tomorrow engineering EN 1/5"
)
RULES = {
    "best mean, tomorrow": "322225/32 61125/8 18575/4 319875/184",
    "best mean of the worst 50%, tomorrow": "1471225/152 293125/38 100575/19 183125/152",
    "least regret, tomorrow": "402618925/41492 79967925/10373 54487150/10373 93723375/82984",
    "best worst case, tomorrow": "10837275/1472 2548575/368 1174325/184 2292625/368",
}
"""Mean, mean of the worst half, worst and greatest regret, worked out in fractions by an exact simplex of its own."""


def h2(folder: Path, futures: str = BOOM_BASE_BUST, **tables: str) -> tradeoff.Scenario:
    """The example of today and tomorrow with a table of futures."""
    return tradeoff.read_scenario(write_folder(folder, {**H2, "futures": futures, **tables}))


def test_sixteen_numbers_of_the_paper(tmp_path: Path) -> None:
    """Today at least 5,000; handloom and engineering turn out better or worse tomorrow: four rules, four figures."""
    found = tradeoff.futures(
        h2(tmp_path / "h2"), "today-tomorrow", today=5000, rules=["mean", "cvar", "regret", "worst"], worst_share=0.5
    )
    assert [name for name in found.plans if name in RULES] == list(RULES)
    for plan, expected in RULES.items():
        one = found.of(plan, "tomorrow")
        got = (one.mean, one.worst_share_mean, one.worst, one.greatest_regret)
        assert got == tuple(pytest.approx(float(Fraction(part)), rel=1e-9) for part in expected.split())
        assert found.of(plan, "today").worst >= 5000 * (1 - 1e-9)


def faults(folder: Path, futures: str, **tables: str) -> list[str]:
    """What is told of a wrong table, a line each."""
    with pytest.raises(tradeoff.ScenarioError) as error:
        h2(folder, futures, **tables)
    return [str(one) for one in error.value.problems]


HEAD = "future_id probability table sector cluster_id level_id column outcome multiply set"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a - effect - - - income_gain - 2 -", "row 2, table: no such table ('effect') -> name one of effects,"),
        ("a - budgets - - - envelope - 2 -", "row 2, table: a future changes what a household gains, not this ('budgets')"),
        ("a - effects - - - gain - 2 -", "row 2, column: no such column of effects ('gain') -> name one of income_gain"),
        ("a - effects - - - grade - 2 -", "row 2, column: a future changes what a household gains, not this ('grade')"),
        ("a - effects - - - - - 2 -", "row 2, column: the column is missing"),
        ("a - - - - - income_gain - 2 -", "row 2, table: the table is missing"),
        ("a - effects HL - - income_gain - - 0", "row 2, sector: not in clusters.csv ('HL')"),
        ("a - levels handloom - - deep - - 0", "row 2, sector: levels has no such column ('handloom') -> leave it blank"),
        ("a - - - HX - - tomorrow 2 -", "row 2, cluster_id: not in clusters.csv ('HX')"),
        ("a - - - - techn - tomorrow 2 -", "row 2, level_id: not in levels.csv ('techn')"),
        ("a - - forest HL - - tomorrow 2 -", "row 2, outcome: it matches nothing that is offered"),
        ("a - - - HL techno - tomorrow 2 -", "row 2, outcome: it matches nothing that is offered"),
        ("a - - - * - - tomorrow 2 -", "row 2, cluster_id: no name ('*') -> leave the cell blank, which means all of them"),
        ("a - - - - - - breadth 2 -", "row 2, outcome: no such outcome ('breadth') -> write one of today, tomorrow, s"),
        ("a - - - - - - selectivity 2 -", "row 2, outcome: selectivity has no data here"),
        ("a - - - - - - tomorrow - 2", "row 2, set: an outcome is multiplied, not set ('2')"),
        ("a - - - - - - tomorrow - -", "row 2, multiply: the factor is missing"),
        ("a - - - - - - tomorrow -1 -", "row 2, multiply: below zero ('-1')"),
        ("a - effects - - - income_gain tomorrow 2 -", "row 2, outcome: an outcome beside a table's column"),
        ("a - effects - - - income_gain - 2 3", "row 2, multiply: `multiply` and `set` in one row ('2') -> keep one"),
        ("a - effects - - - income_gain - - -", "row 2, multiply: neither `multiply` nor `set` -> write one of them"),
        ("a - - - HL - - - - -", "row 2, table: it does not say what is otherwise -> write `table` and `column`, or"),
        ("a - - - - - - - 2 -", "row 2, table: it does not say what is otherwise"),
        ("a - effects - EN market income_gain - 2 -", "row 2, where: no row of effects matches"),
        ("a - effects - EN - income_gain - 2 -\na - effects - - skills income_gain - 2 -", "two changes of one cell"),
        ("a - effects - EN - poor_share_of_gain - 2 -", "row 2, poor_share_of_gain: a share lies between 0 and 1, in effects.csv"),
        ("a 0.5 - - - - - - - -\nb 0.4 - - - - - - - -", "probability: together 0.9, not 1 ('a 0.5, b 0.4') -> make them"),
        ("a 0.5 - - - - - - - -\nb - - - - - - - - -", "row 3, probability: b has no probability, and a have one"),
        ("a 0.5 - - - - - - - -\na 0.6 - - HL - - tomorrow 2 -", "another row says"),
        ("a 1.5 - - - - - - - -", "row 2, probability: a share lies between 0 and 1 ('1.5') -> write a share such as"),
        ("a 0.333 - - - - - - - -\nb 0.333 - - - - - - - -\nc 0.333 - - - - - - - -", "thirds as 1/3"),
        ("a 0.5 - - - - - - - -\nb 0.5 - - - - - - - -\nB - - - HL - - tomorrow 2 -", "row 4, future_id: differs from 'b' in capitals alone ('B') -> write b"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_place_value_and_mend(tmp_path: Path, rows: str, said: str) -> None:
    """One fault a slip, at the row of the table itself."""
    told = faults(tmp_path / "wrong", f"{HEAD}\n{rows}")
    assert len(told) == 1, told
    assert said in told[0]
    assert "futures.csv" in told[0]


def test_futures_change_no_frontier(tmp_path: Path) -> None:
    """The same points with the table and without."""
    with_them, without = h2(tmp_path / "with"), tradeoff.read_scenario(write_folder(tmp_path / "without", H2))
    one, other = (tradeoff.trace_frontier(scenario, "today-tomorrow") for scenario in (with_them, without))
    assert one.points.equals(other.points)


def test_without_probabilities_there_is_no_mean(tmp_path: Path) -> None:
    """Worst and regret as before, and a rule that needs them is refused."""
    table = "\n".join(
        " ".join(cell if i != 1 or row == 0 else "-" for i, cell in enumerate(line.split()))
        for row, line in enumerate(BOOM_BASE_BUST.splitlines())
    )
    scenario = h2(tmp_path / "h2", table)
    found = tradeoff.futures(scenario, today=5000, rules=["regret", "worst"], trade="today-tomorrow")
    regret = found.of("least regret, tomorrow", "tomorrow")
    assert (regret.mean, regret.worst_share_mean) == (None, None)
    assert regret.greatest_regret == pytest.approx(93723375 / 82984, rel=1e-9)
    assert found.of("best worst case, tomorrow", "tomorrow").worst == pytest.approx(1174325 / 184, rel=1e-9)
    with pytest.raises(ValueError, match="have no probabilities, so that there is no cvar"):
        tradeoff.futures(scenario, "today-tomorrow", today=5000, rules=["cvar"])


def test_the_command_prints_what_python_finds(tmp_path: Path) -> None:
    """For people, for programs and for spreadsheets; the exact figures of the paper in JSON."""
    h2(tmp_path / "h2")
    asked = ("futures", "h2", "--trade", "today-tomorrow", "--at", "today=50 lakh")
    shown = run(*asked, "--rule", "worst", folder=tmp_path).stdout
    assert "best worst case, tomorrow" in shown
    assert "boom (25%)" in shown
    assert "mean of worst 50%" in shown
    assert "No future changes breadth, depth and today of these plans." in shown
    rules = [word for rule in ("mean", "cvar", "regret", "worst") for word in ("--rule", rule)]
    found = json.loads(run(*asked, *rules, "--format", "json", folder=tmp_path).stdout)
    assert found["schema"] == "tradeoff/futures/1"
    assert found["floors"] == {"today": 5000.0}
    rows = {row["plan"]: row for row in found["summary"] if row["aim"] == "tomorrow"}
    for plan, expected in RULES.items():
        got = [rows[plan][name] for name in ("mean", "worst_share_mean", "worst", "greatest_regret")]
        assert got == [pytest.approx(float(Fraction(part)), rel=1e-9) for part in expected.split()]
    lines = run(*asked, "--format", "csv", folder=tmp_path).stdout.splitlines()
    assert lines[0] == "plan,aim,future,probability,value,best,regret"
    assert len(lines) == 1 + 4 * 3


def test_a_saved_plan_keeps_its_decision(tmp_path: Path) -> None:
    """300 forest households at the market add 10 each, 100 of engineering at skills 60: bust leaves a fifth of these."""
    h2(tmp_path / "h2")
    plan = tmp_path / "ours"
    write_folder(
        plan,
        {
            "households": "cluster_id segment_id level_id year households\nNT all market 1 300\nEN all skills 1 100",
            "openings": "cluster_id year opened\nNT 1 1\nEN 1 1",
        },
    )
    done = run(
        "futures", "--plan", "ours", "--scenario", "h2", "--rule", "worst", "--aim", "tomorrow", "--floor",
        "today=40 lakh", "--format", "json", folder=tmp_path,
    )  # fmt: skip
    found = json.loads(done.stdout)
    values = {
        row["future"]: row["value"] for row in found["values"] if (row["plan"], row["aim"]) == ("ours", "tomorrow")
    }
    assert values == {"base": 9000.0, "boom": 12000.0, "bust": 4200.0}
    assert found["plans"] == ["ours", "best worst case, tomorrow"]


def test_what_no_future_changes_is_worst_nowhere(tmp_path: Path) -> None:
    """No future is named where all have the same figure, and an optimum has no regret."""
    found = tradeoff.futures(h2(tmp_path / "h2"), "today-tomorrow", tomorrow="1 crore")
    (name,) = found.plans
    one = found.of(name, "today")
    assert (one.worst_in, one.regret_in, one.greatest_regret) == (None, None, 0.0)
    assert len({one.stated, one.worst, one.mean, one.worst_share_mean}) == 1
    assert found.of(name, "tomorrow").worst_in == "bust"


def test_a_future_below_a_stated_low_is_no_fault(tmp_path: Path) -> None:
    """A range is of the table's own figure: halved, the gain lies below its low, as a bust may."""
    effects = H2["effects"].replace("poor_share_of_gain", "poor_share_of_gain income_gain_low income_gain_high")
    effects = "\n".join(f"{line} - -" if " 8 0 " not in line else f"{line} 6 9" for line in effects.splitlines())
    effects = effects.replace("income_gain_high - -", "income_gain_high")
    table = (
        "future_id table cluster_id level_id column multiply\nbust effects HL market income_gain 1/2\nbase - - - - -"
    )
    found = tradeoff.futures(h2(tmp_path / "h2", table, effects=effects), "today-tomorrow", today=8840)
    (name,) = found.plans
    # 400 handloom households gain 14 each today, and half of it in a bust; all else stays: 8,840 and 6,040.
    assert found.of(name, "today").values == {"base": 8840.0, "bust": 6040.0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["h2", "--plan", "h2"], "name SCENARIO or --plan PLAN, one of the two"),
        (["h2", "--at", "today=50 lakh"], "add --trade CHOICE"),
        (["h2", "--rule", "mean"], "a rule makes one aim best; name it, one of breadth, depth, today, tomorrow"),
        (["h2", "--rule", "mean", "--aim", "tomorow"], "'tomorow' is not offered here"),
        (["h2", "--worst-share", "0"], "a worst share of 0 is none; write one above 0 and at most 1"),
        (["h2", "--worst-share", "half"], "a worst share of half is none"),
        (["three-clusters"], "three-clusters has no futures: the table futures.csv is missing or empty"),
    ],
)
def test_wrong_usage_is_told(tmp_path: Path, words: list[str], said: str) -> None:
    """Exit 2, with the mend."""
    h2(tmp_path / "h2")
    assert said in run("futures", *words, folder=tmp_path, code=2).stderr


def test_a_plan_of_another_scenario_is_refused(tmp_path: Path) -> None:
    """It would be worth what its households gain elsewhere; so is what is no plan, or has no name."""
    h2(tmp_path / "h2")
    scenario = tradeoff.read_scenario(tmp_path / "h2")
    plan = tradeoff.plan_at(tradeoff.read_scenario("three-clusters"), "depth-breadth", breadth=900)
    for plans, said in (({"ours": plan}, "which h2 does not have"), ({"ours": 3}, "3 is no plan"), (plan, "by name")):
        with pytest.raises(ValueError, match=said):
            tradeoff.futures(scenario, plans=plans)  # type: ignore[arg-type]


def test_a_future_that_breaks_the_tables_is_told_at_its_row(tmp_path: Path) -> None:
    """A sector that grows so fast that gains rise by more than 5% a year is refused when the futures are asked for."""
    table = "future_id table cluster_id column set\nboom clusters NT sector_outlook 0.2"
    h2(tmp_path / "h2", table)
    assert "more than 5% a year" in run("futures", "h2", folder=tmp_path, code=3).stderr


@pytest.mark.parametrize(("name", "word"), [("x-end", 0), ("middle", 1), ("y-end", 2)])
def test_a_plan_is_asked_by_its_name(tmp_path: Path, name: str, word: int) -> None:
    """It is worth the same as where all plans with a name are told, and rules keep as much of the first aim."""
    scenario = h2(tmp_path / "h2")
    every = tradeoff.futures(scenario, "today-tomorrow")
    expected = [row for row in every.value_records if row["plan"] == list(every.plans)[word]]
    asked = ("futures", str(tmp_path / "h2"), "--trade", "today-tomorrow", "--at", name, "--rule", "worst")
    told = json.loads(run(*asked, "--format", "json").stdout)
    first, best = list(dict.fromkeys(row["plan"] for row in told["values"]))
    rows = [row for row in told["values"] if row["plan"] == first]
    assert [row["value"] for row in rows] == [pytest.approx(row["value"], rel=1e-9) for row in expected]
    today = {row["plan"]: row["value"] for row in told["values"] if row["aim"] == "today" and row["future"] == "base"}
    assert today[best] >= today[first] * (1 - 1e-9)


def test_a_plan_of_no_name_and_a_name_without_a_choice_are_wrong_usage(tmp_path: Path) -> None:
    h2(tmp_path / "h2")
    wrong = run("futures", str(tmp_path / "h2"), "--trade", "today-tomorrow", "--at", "midle", code=2)
    assert "did you mean 'middle'?" in " ".join(wrong.stderr.split())
    assert "add --trade CHOICE" in " ".join(
        run("futures", str(tmp_path / "h2"), "--at", "middle", code=2).stderr.split()
    )


def test_a_level_at_the_very_most_of_its_aim_has_a_best_plan_in_every_future() -> None:
    """Only plans with the most today keep it: the most tomorrow of these is the frontier's own; it was told as 0."""
    add = {"future_id": "as_it_is", "probability": "1"}
    pilots = tradeoff.read_scenario("orissa-pilots").with_changes([{"table": "futures", "add": add}])
    end = tradeoff.trace_frontier(pilots, "today-tomorrow").extreme_points[0]
    found = tradeoff.futures(pilots, "today-tomorrow", today=end.x)
    assert found.best["tomorrow", "as_it_is"] == pytest.approx(end.y, rel=1e-6)
    assert min(regret for one in found.found for regret in one.regrets.values()) >= 0
    assert list(found.plans) == ["today Rs 67.1 lakh"]


@pytest.mark.parametrize("form", ["outlook", "action"])
@pytest.mark.parametrize("where", ["saved", "saved.xlsx"])
def test_a_saved_plan_is_counted_against_what_it_was_asked_with(tmp_path: Path, form: str, where: str) -> None:
    """In the future that changes nothing the plan with the most tomorrow for 5,000 today has no regret, saved or not.

    Against plans that may have less today it would lack what the end of the frontier has more. Whole, it lacks what whole
    households lose, and no more.
    """
    scenario = h2(tmp_path / "h2")
    frontier = tradeoff.trace_frontier(scenario, "today-tomorrow", exact=True)
    most = tradeoff.plan_at(scenario, "today-tomorrow", today=5000).objectives["tomorrow"]
    assert frontier.extreme_points[-1].y > most + 1000
    at = ("--trade", "today-tomorrow", "--at", "today=50 lakh")
    run("plan", "h2", *at, "--form", form, "--out", where, folder=tmp_path)
    found = json.loads(run("futures", "--plan", where, "--format", "json", folder=tmp_path).stdout)
    (base,) = [row for row in found["values"] if (row["aim"], row["future"]) == ("tomorrow", "base")]
    assert base["best"] == pytest.approx(most, rel=1e-6)
    assert base["regret"] == pytest.approx(0, abs=1e-3 if form == "outlook" else 50)
    assert "Regret is counted against plans that have at least Rs 50 lakh of today." in found["remarks"]
    if form == "outlook":
        asked = json.loads(run("futures", "h2", *at, "--format", "json", folder=tmp_path).stdout)
        regrets = [
            [row["greatest_regret"] for row in one["summary"] if row["aim"] == "tomorrow"] for one in (asked, found)
        ]
        assert regrets[1] == pytest.approx(regrets[0], abs=1e-3)


def test_a_level_that_cannot_be_is_told(tmp_path: Path) -> None:
    """Somebody edited what was asked: its file is named, and the mend."""
    h2(tmp_path / "h2")
    run(
        "plan",
        "h2",
        "--trade",
        "today-tomorrow",
        "--at",
        "today=50 lakh",
        "--form",
        "outlook",
        "--out",
        "p",
        folder=tmp_path,
    )
    about = json.loads((tmp_path / "p" / "plan.json").read_text())
    (tmp_path / "p" / "plan.json").write_text(json.dumps({**about, "asked": {"todey": 5000}}))
    told = run("futures", "--plan", "p", folder=tmp_path, code=3).stderr
    assert "plan.json" in told
    assert "did you mean 'today'" in told
