"""Reforms that are made, not made, or still to be decided: never a share of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tradeoff.advice.binding import binding_sentences
from tradeoff.advice.unspent import closed_sentences
from tradeoff.cli import commands
from tradeoff.cli.failures import told
from tradeoff.frontier.reform_study import ReformFrontiers

HEAD = "investment_id name cost made opens_fund lag_years paid_by"
TRADE = ("--trade", "depth-breadth")


def harmonise(made: str) -> Mapping[str, str]:
    """100 of own money, places at 9; five under the old rules, 30 more under the new ones, which cost 60.

    What the rules allow is money of two funds, a unit a place: `old`, and `new`, which the reform opens at once.
    """
    return {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\nA A d 100",
        "activities": "activity_id name scope unit_cost eligible_funds\n"
        "work Work household 9 own\npermit Permit household 1 old;new\nenabling Reform - - own",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "level_contents": "level_id activity_id quantity_per_household\nentry work 1\nentry permit 1",
        "costs": "level_id cost_per_household\nentry -",
        "funds": "fund_id name\nown Own\nold Old\nnew New",
        "budgets": "department_id fund_id year envelope\nd own 1 100\nd old 1 5\nd new 1 30",
        "enabling": f"{HEAD}\nharmonise Harmonised_rules 60 {made} new 0 -",
    }


def read(folder: Path, tables: Mapping[str, str]) -> tradeoff.Scenario:
    """The scenario of these tables."""
    return tradeoff.read_scenario(write_folder(folder, tables))


@pytest.mark.parametrize(("made", "expected"), [("no", "5"), ("yes", "40/9"), ("decide", "5")])
def test_a_reform_is_made_or_not(tmp_path: Path, made: str, expected: str) -> None:
    """M1-10: 5 places without it, (100 - 60) / 9 with it; a sixth of it would have given 10, and half the gap 15/2."""
    found = tradeoff.trace_reforms(read(tmp_path / "m1-10", harmonise(made)), "depth-breadth", exact=True, certify=True)
    most = max(one.frontier.extreme_points[0].x for one in found.alternatives)
    assert most == pytest.approx(float(Fraction(expected)), rel=1e-9)
    assert len(found.alternatives) == (2 if made == "decide" else 1)
    for one in found.alternatives:
        assert one.frontier.proof is not None


def decided(tmp_path: Path) -> ReformFrontiers:
    """Both frontiers of a reform that costs 40 of 100 in year 1 and opens 120 in year 2."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households\nA A d 500",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nfull 2 Full 1 1",
        "costs": "level_id cost_per_household\nentry 1\nfull 4",
        "funds": "fund_id name\nown Own\nscheme Scheme",
        "budgets": "department_id fund_id year envelope\nd own 1 100\nd own 2 100\nd scheme 1 7\nd scheme 2 120",
        "enabling": f"{HEAD}\nrules New_rules 40 decide scheme - d",
    }
    return tradeoff.trace_reforms(read(tmp_path / "decide", tables), "depth-breadth", exact=True)


def test_the_frontiers_are_laid_over_each_other(tmp_path: Path) -> None:
    """200 of money without it; 60 + 100 + 120 with it: the scheme's 7 of year 1 are closed."""
    found = decided(tmp_path)
    ends = [[(p.x, p.y) for p in one.frontier.extreme_points] for one in found.alternatives]
    assert [dict(one.reforms) for one in found.alternatives] == [{"rules": False}, {"rules": True}]
    assert [point for line in ends for pair in line for point in pair] == [
        pytest.approx(value, rel=1e-9, abs=1e-9) for value in (200, 0, 50, 50, 280, 0, 70, 70)
    ]
    assert found.plan(breadth=240).remark == "rules made: of 2 combinations of rules this one has the most depth here"
    assert [dict(part.reforms) for part in found.union] == [{"rules": True}]
    with pytest.raises(tradeoff.InfeasibleError, match=r"whatever reforms are made: the greatest is 280"):
        found.plan(breadth=281)
    with pytest.raises(ValueError, match=r"a level of breadth or of depth is wanted"):
        found.plan(today=1)


def test_equal_combinations_are_decided_by_cost_then_by_id(tmp_path: Path) -> None:
    """Two investments that open nothing: none is made. Of two that open 5 places each for 1, one is enough for the 47 there
    are, at 9 a place: the first by id.
    """
    idle = f"{HEAD}\na A 0 decide - - -\nb B 0 decide - - -"
    found = tradeoff.trace_reforms(read(tmp_path / "idle", harmonise("no") | {"enabling": idle}), "depth-breadth")
    assert dict(found.best_at(1).reforms) == {"a": False, "b": False}
    twins = {
        **harmonise("no"),
        "activities": harmonise("no")["activities"].replace("old;new", "old;new;other"),
        "funds": harmonise("no")["funds"] + "\nother Other",
        "budgets": "department_id fund_id year envelope\nd own 1 47\nd old 1 0\nd new 1 5\nd other 1 5",
        "enabling": f"{HEAD}\nb B 1 decide new 0 -\na A 1 decide other 0 -",
    }
    found = tradeoff.trace_reforms(read(tmp_path / "twins", twins), "depth-breadth")
    assert dict(found.best_at(4).reforms) == {"a": True, "b": False}


def test_the_union_changes_hands_where_the_frontiers_cross(tmp_path: Path) -> None:
    """A camp of 45 places that reach only, opened by a reform that takes 20 of 100.

    Without it (100, 0) and (25, 25), y = (100 - x) / 3; with it 80 of money for full support at 4, and 45 places for
    nothing: (45 + 80, 0) ... (45 + 20, 20), y = (125 - x) / 3 down to 65 and 20 beyond: 20 = (100 - x) / 3 at x = 40.
    """
    tables = {
        **harmonise("no"),
        "clusters": "cluster_id name department_id poor_households\nA A d 500",
        "activities": "activity_id name scope unit_cost eligible_funds\n"
        "work Work household 1 own\nmore More household 3 own\ncamp Camp household 1 new\nenabling R - - own",
        "levels": "level_id order name reached deep\nvisit 0 Visit 1 0\nentry 1 Entry 1 0\nfull 2 Full 1 1",
        "level_contents": "level_id activity_id quantity_per_household\nvisit camp 1\nentry work 1\nfull work 1\nfull more 1",
        "costs": "level_id cost_per_household\nentry -",
        "budgets": "department_id fund_id year envelope\nd own 1 100\nd new 1 45",
        "enabling": f"{HEAD}\ncamps Camps 20 decide new 0 -",
    }
    found = tradeoff.trace_reforms(read(tmp_path / "cross", tables), "depth-breadth", exact=True)
    made, without = found.union
    assert (dict(made.reforms), dict(without.reforms)) == ({"camps": True}, {"camps": False})
    assert [value for point in made.points for value in point] == [pytest.approx(v, abs=1e-9) for v in (125, 0, 65, 20)]
    assert [value for point in without.points for value in point] == [pytest.approx(v) for v in (40, 20, 25, 25)]
    assert dict(found.best_at(41).reforms) == {"camps": True}
    assert dict(found.best_at(39).reforms) == {"camps": False}


@pytest.mark.parametrize("rich", [15, 30])
def test_what_the_state_pays_adds_up_over_departments(tmp_path: Path, rich: int) -> None:
    """Reforms of Rs 10,000 and 1,001 shared by envelopes 3 : 1 and 6 : 1; ninths and twelfths of a rupee add up.

    Each of seven departments spends the rest of its money on households, at Rs 7 each, so that every purse is full.
    """
    poor = [f"d{i}" for i in range(6)]
    tables = {
        "settings": settings(money_unit="rupee"),
        "clusters": "cluster_id name department_id poor_households\n"
        + "\n".join(f"c{d} C {d} 90000" for d in ("rich", *poor)),
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "level_id cost_per_household\nentry 7",
        "budgets": f"department_id year envelope\nrich 1 {rich}000\n" + "\n".join(f"{d} 1 5000" for d in poor),
        "enabling": f"{HEAD}\nrules Rules 10000 yes - 0 -\ncentre Centre 1001 yes - 0 -",
    }
    plan = tradeoff.Study(read(tmp_path / "shared", tables)).best("breadth")
    assert plan.money[plan.money["activity"] == "enabling"]["amount"].sum() == 11_001
    assert plan.money["amount"].min() > 0
    assert plan.purses["spent"].tolist() == plan.purses["envelope"].tolist()
    assert plan.money.groupby("department")["amount"].sum().to_dict() == {"rich": rich * 1000} | dict.fromkeys(
        poor, 5000
    )


def test_commands_with_a_reform_to_decide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """frontier, plan, check and compare show every combination; budgets and whole openings want it decided, and say how."""
    monkeypatch.chdir(tmp_path)
    decided(tmp_path)

    def run(*arguments: str, code: int = 0) -> str:
        assert told(commands, arguments) == code, capsys.readouterr()
        shown = capsys.readouterr()
        return shown.err if code else shown.out + shown.err

    shown = run("frontier", "decide", *TRADE)
    assert "rules made costs Rs 40,000 in all." in shown
    assert (
        "At the same breadth of 135 households, rules made gives about 27 households of depth against none made."
        in shown
    )
    assert "there is nothing between two of them, and no share of a reform" in shown
    found = json.loads(run("frontier", "decide", *TRADE, "--format", "json"))
    assert found["schema"] == "tradeoff/frontier/1"
    assert [part["decided"] for part in found["frontiers"]] == [{"rules": False}, {"rules": True}]
    assert [part["reforms"] for part in found["frontiers"]] == [{"rules": False}, {"rules": True}]
    assert found["frontiers"][1]["cost_of_reforms"] == 40_000
    assert found["union"]["certified"] is False
    assert [point["breadth"] for point in found["union"]["stretches"][0]["points"]] == [
        pytest.approx(280),
        pytest.approx(70),
    ]
    assert run("frontier", "decide", *TRADE, "--format", "csv").startswith("reforms,plan,breadth,depth")
    assert "Note: of the outlook: rules made: of 2" in run("plan", "decide", *TRADE, "--at", "breadth=240")
    outlook = ("plan", "decide", *TRADE, "--at", "breadth=240", "--form", "outlook")
    shown = run(*outlook)
    assert "Note: rules made: of 2 combinations" in shown
    assert "Enabling investments" in shown
    plan = json.loads(run(*outlook, "--format", "json").partition("\nNote")[0])
    assert plan["reforms"] == {"rules": True}
    assert {"cluster_id": "", "activity_id": "enabling", "amount": 40_000} in [
        {key: row[key] for key in ("cluster_id", "activity_id", "amount")} for row in plan["money"]
    ]
    assert "enabling.csv leaves to decide: rules; each finding says under which combination it holds" in run(
        "check", "decide"
    )
    shown = run("compare", "decide", *TRADE, "--out", "both.svg")
    assert "decide (rules made) gives about 27 households of depth against decide (none made)" in shown
    assert "one scenario stands twice" in run("compare", "decide", "decide", *TRADE, code=2)
    assert "--reform rules=yes" in run("compare", "decide", "--budget", "80%,100%", code=2)
    shown = run("compare", "decide", "--budget", "80%,100%", "--reform", "rules=no", *TRADE)
    assert "at each budget" in shown
    run("frontier", "decide", *TRADE, "--out", "saved", "--reform", "rules=yes", "--certify")
    assert json.loads((tmp_path / "saved" / "frontier.json").read_text())["reforms"] == {"rules": True}
    run("verify", "saved")
    run("report", "decide", "--out", "page.html", "--no-at-least", "--reform", "rules=no")
    assert "--reform 'rules' decides nothing; write rules=yes or rules=no" in run(
        "check", "decide", "--reform", "rules", code=2
    )
    assert "has no enabling investment called 'rulse'; there are rules" in run(
        "frontier", "decide", *TRADE, "--reform", "rulse=yes", code=2
    )


def test_one_programme_holds_one_answer(tmp_path: Path) -> None:
    """A study and a frontier of one combination want the reform decided."""
    scenario = read(tmp_path / "decide", harmonise("decide"))
    with pytest.raises(tradeoff.ScenarioError, match=r"one programme holds one answer, and of harmonise there are two"):
        tradeoff.trace_frontier(scenario, "depth-breadth")
    with pytest.raises(tradeoff.ScenarioError, match=r"write yes or no, give --reform"):
        tradeoff.trace_whole_frontier(scenario, "depth-breadth")


def test_a_reform_nobody_can_afford_leaves_the_other_combination(tmp_path: Path) -> None:
    """60 of 50: with it there is no plan, without it there is."""
    tables = harmonise("decide") | {"budgets": "department_id fund_id year envelope\nd own 1 50\nd old 1 5\nd new 1 30"}
    found = tradeoff.trace_reforms(read(tmp_path / "dear", tables), "depth-breadth")
    assert [dict(reforms) for reforms in found.impossible] == [{"harmonise": True}]
    assert found.alternatives[0].frontier.extreme_points[0].x == pytest.approx(5)


def test_a_reform_is_divided_by_envelopes(tmp_path: Path) -> None:
    """40 in each of two years over departments with 30 and 10, then 10 and 30: 30 and 10, then 10 and 30."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households\nA A p 100\nB B q 100",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "level_id cost_per_household\nentry 1",
        "budgets": "department_id year envelope\np 1 60\np 2 20\nq 1 20\nq 2 60",
        "enabling": "investment_id name cost years made\ncentre Centre 40 2 yes",
    }
    plan = tradeoff.Study(read(tmp_path / "shares", tables)).best("breadth")
    reform = plan.money[plan.money["activity"] == "enabling"]
    found = {(row.department, row.year): row.amount for row in reform.itertuples()}
    assert found == {("p", 1): 30_000, ("q", 1): 10_000, ("p", 2): 10_000, ("q", 2): 30_000}
    assert plan.objectives["breadth"] == pytest.approx(80)


def test_a_fund_never_pays_the_reform_that_opens_it(tmp_path: Path) -> None:
    """Paid in years 1 and 2; from year 2 on the scheme has 100, and may pay for another reform, never for its own.

    Own money 20 a year, both reforms at 10 a year: own pays 20 in year 1, and in year 2 the scheme pays 10 of the other.
    """
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households\nA A d 500",
        "activities": "activity_id name scope unit_cost eligible_funds\nwork Work household 1 own",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "level_contents": "level_id activity_id quantity_per_household\nentry work 1",
        "costs": "level_id cost_per_household\nentry -",
        "funds": "fund_id name\nown Own\nscheme Scheme",
        "budgets": "department_id fund_id year envelope\nd own 1 20\nd own 2 20\nd scheme 1 0\nd scheme 2 100",
        "enabling": "investment_id name cost years made opens_fund\nrules Rules 10 2 yes scheme\ncentre Centre 10 2 yes -",
    }
    study = tradeoff.Study(read(tmp_path / "own", tables))
    plan = study.best("breadth")
    assert plan.objectives["breadth"] == pytest.approx(10)
    said = " ".join(binding_sentences(plan, study.scenario))
    assert "Scheme of d may not pay for the reform that opens it, in year 2." in said


def test_limits_on_money_count_reforms_where_no_place_is_named(tmp_path: Path) -> None:
    """At most 70 in all, 60 of them for the reform, leaves 1 place at 10; a ceiling on the district does not see it."""
    base = harmonise("yes") | {"clusters": "cluster_id name department_id district poor_households\nA A d N 100"}
    for keys, values, ceiling, expected in (
        ("", "", 70, 1),
        (" department_id", " d", 70, 1),
        (" activity_id", " enabling", 60, 40 / 9),
        (" district", " N", 30, 3),
        (" fund_id activity_id", " own enabling", 60, 40 / 9),
    ):
        limits = f"limit_id measure{keys} sense value\ncap money{values} <= {ceiling}"
        study = tradeoff.Study(read(tmp_path / "".join(["cap", *keys.split()]), base | {"limits": limits}))
        assert study.best("breadth").objectives["breadth"] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("enabling", "said"),
    [
        (f"{HEAD}\na A 1 half - - -", "enabling.csv, row 2, made: not one of the words this column knows ('half') -> write yes or no or decide"),
        (f"{HEAD}\na A 1 yes nwe - -", "opens_fund: not in funds.csv ('nwe') -> name one that is there, or add it; did you mean 'new'?"),
        (f"{HEAD}\na A 1 yes - - x", "paid_by: not in budgets.csv ('x')"),
        (f"{HEAD}\na A 1 yes new - -\nb B 1 no new - -", "enabling.csv, row 3, opens_fund: a opens this fund already ('new') -> let one"),
        (HEAD + "".join(f"\n{x} N 1 decide - - -" for x in "abcd"),
         "enabling.csv, made: 4 investments are to be decided, which are 16 combinations ('a; b; c; d') -> leave at most 3"),
        ("investment_id name cost years made\na A 1 2 yes", "from year 1 on it would be paid beyond the last project year 1, which "
         "reaches no purse ('2') -> write at most 1"),
        ("investment_id name cost year made\na A 1 2 yes", "enabling.csv, row 2, year: outside the project years ('2') -> write 1 to 1"),
        ("investment_id name cost years made\na A 1 0 yes", "no year to pay in ('0') -> write 1 or more"),
    ],
)  # fmt: skip
def test_a_wrong_reform_is_told(tmp_path: Path, enabling: str, said: str) -> None:
    """Place, value and mend; a share of a reform among them."""
    with pytest.raises(tradeoff.ScenarioError) as error:
        read(tmp_path / "wrong", harmonise("no") | {"enabling": enabling})
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("enabling", "said"),
    [
        (f"{HEAD}\na A 1 yes - - -", "W17 enabling.csv, row 2, opens_fund: a opens no fund and adds to no training -> expect that"),
        (f"{HEAD}\na A 1 yes new 1 -", "W17 enabling.csv, row 2, lag_years: a works from year 2 on, after the project ('1')"),
    ],
)  # fmt: skip
def test_a_reform_that_opens_nothing_is_remarked(tmp_path: Path, enabling: str, said: str) -> None:
    """It only costs."""
    scenario = read(tmp_path / "idle", harmonise("no") | {"enabling": enabling})
    assert said in "\n".join(f"{remark.code} {remark}" for remark in scenario.remarks)


def test_money_of_a_fund_that_is_closed_is_told(tmp_path: Path) -> None:
    """Rs 30,000 of the new rules stand in the envelopes, and are no one's to spend where the reform is not made."""
    (said,) = closed_sentences(read(tmp_path / "no", harmonise("no")))
    assert said.startswith("New cannot be spent in year 1, Rs 30,000")
    assert said.endswith(" in all: Harmonised_rules would open it, and is not made.")
    assert closed_sentences(read(tmp_path / "yes", harmonise("yes"))) == ()
    orissa = tradeoff.read_scenario("orissa")
    # 60 % of the Rs 12 crore of year 1 are the centre's; harmonisation opens them a year later.
    (said,) = closed_sentences(orissa)
    assert "Rs 7.2 crore in all" in said
    assert said.endswith("opens it from year 2 on.")
