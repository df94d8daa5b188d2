"""Rules of money, from scenario folders to values worked by hand and by an exact simplex, to 1e-9 and as fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tradeoff.advice.binding import binding_sentences
from tradeoff.cli import commands
from tradeoff.cli.failures import told

Tables = Mapping[str, str]
ONE_LEVEL = "level_id order name reached deep\nentry 1 Entry 1 1"


def study_of(folder: Path, tables: Tables) -> tradeoff.Study:
    """The study of a folder with these tables."""
    return tradeoff.Study(tradeoff.read_scenario(write_folder(folder, tables)))


def best(folder: Path, tables: Tables, aim: str = "breadth") -> float:
    """The greatest value of an aim; the other aim of depth and breadth, certified in fractions, says the same."""
    study = study_of(folder, tables)
    proof = study.frontier("depth-breadth", exact=True, certify=True)
    value = study.best(aim).objectives[aim]
    ends = (proof.extreme_points[0].x, proof.extreme_points[-1].y)
    assert value == pytest.approx(ends[0] if aim == "breadth" else ends[1], rel=1e-9)
    return value


def words(folder: Path, tables: Tables, aim: str = "breadth") -> str:
    """What binds at the best plan of an aim."""
    study = study_of(folder, tables)
    return " ".join(binding_sentences(study.best(aim), study.scenario))


def matching(share: str) -> Tables:
    """Central money of 600 and the state's 100 for households at 2 each."""
    return {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\nA A d 1000",
        "levels": ONE_LEVEL,
        "costs": "level_id cost_per_household\nentry 2",
        "funds": f"fund_id name needs_fund needs_share\ncentral Central {'state' if share != '-' else '-'} {share}\n"
        "state State - -",
        "budgets": "department_id fund_id year envelope\nd central 1 600\nd state 1 100",
    }


@pytest.mark.parametrize(("share", "expected"), [("0.4", 125), ("-", 350)])
def test_matching(tmp_path: Path, share: str, expected: float) -> None:
    """M10, 60:40: the state's 100 bring 150 of the centre's, 250 in all at 2 a household; without the rule 700."""
    assert best(tmp_path / "m10", matching(share)) == pytest.approx(expected, rel=1e-9)


def test_matching_is_told(tmp_path: Path) -> None:
    """Who waits for whom, and in what share."""
    said = "Central of d may pay no more beside State, which must pay 40% of both, in year 1."
    assert said in words(tmp_path / "m10", matching("0.4"))


def test_matching_leaves_alone_what_only_one_may_pay(tmp_path: Path) -> None:
    """Of 1,000 at 2, half for skills that both may pay: 100 of the state bring 150; kits only the centre pays: 450 more.

    A household takes skills for 1 and a kit for 1, so both must be paid alike: 250 each at most; 250 households.
    """
    tables = {
        **{name: text for name, text in matching("0.4").items() if name != "costs"},
        "activities": "activity_id name scope unit_cost eligible_funds\n"
        "skills Skills household 1 central;state\nkit Kit household 1 central",
        "level_contents": "level_id activity_id quantity_per_household\nentry skills 1\nentry kit 1",
        "costs": "level_id cost_per_household\nentry -",
    }
    assert best(tmp_path / "kits", tables) == pytest.approx(250, rel=1e-9)


def carry_over(share: str) -> Tables:
    """Two years of 100; in the first at most 30 households at 2."""
    return {
        "settings": settings(project_years=2, horizon_years=3),
        "departments": f"department_id name carry_over_share\nd D {share}",
        "clusters": "cluster_id name department_id poor_households\nA A d 1000",
        "levels": ONE_LEVEL,
        "costs": "level_id cost_per_household\nentry 2",
        "budgets": "department_id year envelope\nd 1 100\nd 2 100",
        "limits": "limit_id measure year sense value\nslow households 1 <= 30",
    }


@pytest.mark.parametrize(("share", "expected"), [("0.25", "185/2"), ("-", "80"), ("1", "100")])
def test_carry_over(tmp_path: Path, share: str, expected: str) -> None:
    """M10: 30 + (100 + 25) / 2; without it 30 + 50; all of it: the 40 that are left, 30 + 70."""
    assert best(tmp_path / "carry", carry_over(share)) == pytest.approx(float(Fraction(expected)), rel=1e-9)


def test_purses_with_money_kept(tmp_path: Path) -> None:
    """Year 1: 60 spent, 25 kept, 15 lapse; year 2: 125 spent. In rupees, each purse adds up."""
    study = study_of(tmp_path / "carry", carry_over("0.25"))
    plan = study.best("breadth")
    columns = ["envelope", "spent", "carried_in", "carried_out", "unspent"]
    assert plan.purses[columns].to_numpy().tolist() == [
        [100_000, 60_000, 0, 25_000, 15_000],
        [100_000, 125_000, 25_000, 0, 0],
    ]
    assert "D may keep no more of the budget's money of year 1" in " ".join(binding_sentences(plan, study.scenario))


def fees(shares: str, ability: str) -> Tables:
    """400 a year for households at 10, of which 3 can be brought."""
    return {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id\nA A d",
        "segments": f"cluster_id segment_id households poor_share ability_to_pay\nA poor 1000 1 {ability}",
        "levels": ONE_LEVEL,
        "costs": "level_id cost_per_household\nentry 10",
        "budgets": "department_id year envelope\nd 1 400\nd 2 400",
        **({"cost_shares": f"activity_id segment_id year programme_share\n{shares}"} if shares else {}),
    }


PROGRESSIVE = "support - 1 0.8\nsupport - 2 0.5"


@pytest.mark.parametrize(
    ("shares", "ability", "expected"),
    [
        (PROGRESSIVE, "3", "400/7"),
        (PROGRESSIVE, "5", "160"),
        (PROGRESSIVE, "-", "80"),
        ("support poor 2 0.8\nsupport - - 0.8", "3", "800/7"),
        ("", "-", "80"),
    ],
)
def test_cost_sharing(tmp_path: Path, shares: str, ability: str, expected: str) -> None:
    """M1-2: 7 a household in year 1, and in year 2 five are asked of three: nobody. With 5 both years cost 5.

    An ability that is not known brings nothing and shuts nobody out; a row for the segment comes before one for all.
    """
    assert best(tmp_path / "fees", fees(shares, ability)) == pytest.approx(float(Fraction(expected)), rel=1e-9)


def test_what_is_brought_stands_beside_the_purse(tmp_path: Path) -> None:
    """400/7 households bring 3 each: 171,429 rupees that no purse sees; the remark says who is shut out."""
    study = study_of(tmp_path / "fees", fees(PROGRESSIVE, "3"))
    plan = study.best("breadth")
    assert plan.contributions["amount"].tolist() == [171_429]
    assert plan.purses["spent"].tolist() == [400_000, 0]
    remarks = [str(remark) for remark in study.scenario.remarks if remark.code == "W15"]
    assert remarks == [
        "cost_shares.csv, row 3, programme_share: at entry in year 2 a household of A/poor is asked for 5 thousand "
        "rupees and can bring 3 thousand rupees, so that nobody joins there ('0.5') -> raise programme_share, or expect that they are left out"
    ]


def quick_wins(floor: str) -> Tables:
    """A cluster of 92; 400 a year; quick wins cost 4 and gain 3 at once, long places cost 10 and pay later."""
    return {
        "settings": settings(project_years=2, horizon_years=4),
        "clusters": f"cluster_id name department_id poor_households early_gain_floor\nA A d 92 {floor}",
        "levels": "level_id order name reached deep\nquick 1 Quick 1 0\nlong 2 Long 1 1",
        "costs": "level_id cost_per_household\nquick 4\nlong 10",
        "effects": "level_id income_gain lag_years persistence\nquick 3 0 1\nlong 12 1 1",
        "budgets": "department_id year envelope\nd 1 400\nd 2 400",
    }


@pytest.mark.parametrize(("floor", "expected"), [("60", 72), ("-", 80), ("0", 80)])
def test_quick_wins(tmp_path: Path, floor: str, expected: float) -> None:
    """M6, for N = 92: the floor scales with the share opened, and 20 + 32 + 40 need all of it."""
    assert best(tmp_path / "m6", quick_wins(floor), "depth") == pytest.approx(expected, rel=1e-9)


def exits(post_funds: str, shares: tuple[str, ...]) -> Tables:
    """Three clusters of 100, 80, 60; a month of facilitation, at 10, lets 20 join; 4 months a year; own money 15 a year."""
    budgets = "\n".join(f"d own {year} 15\nd donor {year} 1000" for year in (1, 2, 3))
    table = "\n".join(f"{year} {share}" for year, share in enumerate(shares, 1))
    return {
        "settings": settings(project_years=3, horizon_years=4, facilitation_cost=10),
        "departments": f"department_id name post_funds\nd D {post_funds}",
        "clusters": "cluster_id name department_id poor_households post_cost\nA A d 100 5\nB B d 80 5\nC C d 60 5",
        "levels": "level_id order name reached deep trust_gate\nentry 1 Entry 1 1 20",
        "costs": "level_id cost_per_household\nentry 0",
        "funds": "fund_id name external\nown Own 0\ndonor Donor 1",
        "budgets": f"department_id fund_id year envelope\n{budgets}",
        "agents": "year agent_months\n1 4\n2 4\n3 4",
        **({"exit": f"year external_share_max\n{table}"} if shares else {}),
    }


@pytest.mark.parametrize(
    ("post_funds", "shares", "expected"),
    [("100", (), 240), ("100", ("1", "1", "1"), 240), ("100", ("1", "0.5", "0"), 170), ("11", (), 192)],
)
def test_exit(tmp_path: Path, post_funds: str, shares: tuple[str, ...], expected: float) -> None:
    """M16: 12 months reach all 240; 4 + 3 + 3/2 months reach 170; 11 carry 2.2 clusters, the largest first."""
    assert best(tmp_path / "m16", exits(post_funds, shares)) == pytest.approx(expected, rel=1e-9)


def test_exit_is_told(tmp_path: Path) -> None:
    """What binds, in words; in year 3, where they may pay nothing, nothing stands in the row."""
    said = words(tmp_path / "shares", exits("100", ("1", "0.5", "0")))
    assert "External funds may pay no more of the facilitation of year 2." in said
    said = words(tmp_path / "post", exits("11", ()))
    assert "D has said that it will pay Rs 11,000 a year after the project: its clusters take all of it." in said


def test_one_external_fund_alone(tmp_path: Path) -> None:
    """With no other money, a share of 0.9 leaves no facilitation at all, and so nobody."""
    tables = {
        **exits("100", ("1", "0.9", "0.9")),
        "funds": "fund_id name external\ndonor Donor 1",
        "budgets": "department_id fund_id year envelope\n" + "\n".join(f"d donor {year} 1000" for year in (1, 2, 3)),
    }
    assert best(tmp_path / "alone", tables) == pytest.approx(80, rel=1e-9)


def test_own_activities_name_their_funds(tmp_path: Path) -> None:
    """Facilitation that only own money may pay: 1.5 months a year, 90 households; start-up likewise.

    Start-up of 5 a cluster from the 45 of own money as well: f months and u clusters, 10 f + 5 u <= 45 in all, 20 f
    households: opening A costs 5 and holds 100, so 4 months and one cluster: 80.
    """
    tables = {
        **exits("100", ()),
        "activities": "activity_id name eligible_funds\nfacilitation F own\nstart_up S own",
    }
    assert best(tmp_path / "facilitation", tables) == pytest.approx(90, rel=1e-9)
    free = tables["clusters"].splitlines()
    costly = [free[0] + " start_up_cost", *(line + " 5" for line in free[1:])]
    both = {**tables, "clusters": "\n".join(costly)}
    # 20 f = 100 u and 10 f + 5 u = 45: u = 9/11.
    assert best(tmp_path / "start_up", both) == pytest.approx(900 / 11, rel=1e-9)


BASE = {
    "settings": settings(project_years=2, horizon_years=4),
    "departments": "department_id name\nd D",
    "clusters": "cluster_id name department_id poor_households\nA A d 100",
    "activities": "activity_id name scope unit_cost\nnetwork Network household 1",
    "levels": ONE_LEVEL,
    "level_contents": "level_id activity_id quantity_per_household\nentry network 1",
    "costs": "level_id cost_per_household\nentry -",
    "effects": "level_id income_gain persistence\nentry 1 1",
    "budgets": "department_id year envelope\nd 1 50\nd 2 50",
}
TWO_FUNDS = {
    "funds": "fund_id name needs_fund needs_share external\nown Own - - 0\nscheme Scheme own 0.4 1",
    "budgets": "department_id fund_id year envelope\nd own 1 50\nd own 2 50\nd scheme 1 50\nd scheme 2 50",
}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"activities": BASE["activities"] + "\nreform Reform state 40"},
         "activities.csv, row 3, unit_cost: reform is done for the state as a whole, and no cluster's spending holds it "
         "('40') -> write it as a row of enabling.csv"),
        ({"activities": BASE["activities"] + "\nfair Fair household 4"},
         "row 3, unit_cost: fair stands in no row of level_contents.csv, so nobody is given it ('4') -> add it to a level's"),
        ({"activities": BASE["activities"] + "\nfacilitation F cluster 4"},
         "facilitation is priced in facilitation_cost in settings.csv; what stands here reaches nothing ('4') -> write it as"),
        ({"activities": "activity_id name scope unit_cost agent_months_per_unit\nnetwork N household 1 0\nstudy S cluster 5 2",
          "level_contents": BASE["level_contents"] + "\nstart_up study 1"},
         "the agents' time to open a cluster is not counted by activity, so that of study reaches nothing ('2') -> write it as "
         "start_up_agent_months"),
        ({"segments": "cluster_id segment_id households poor_share ability_to_pay\nA poor 9 1 3"},
         "segments.csv, row 2, ability_to_pay: nobody is asked for a share of any cost"),
        ({"cost_shares": "activity_id programme_share\nnetwrk 0.5"},
         "cost_shares.csv, row 2, activity_id: not in activities.csv ('netwrk') -> name one that is there, or add it; did you"),
        ({"cost_shares": "activity_id programme_share\nsupport 0.5"},
         "cost_shares.csv, row 2, activity_id: no household is asked for it"),
        ({"cost_shares": "activity_id year programme_share\nnetwork 3 0.5"}, "outside the project years ('3') -> write 1 to 2"),
        ({"cost_shares": "activity_id programme_share\nnetwork 50"}, "a share lies between 0 and 1 ('50') -> write a share such"),
        ({**TWO_FUNDS, "budgets": "department_id fund_id year envelope\nd scheme 1 50\nd scheme 2 50"},
         "funds.csv, row 3, needs_fund: scheme pays only beside own, of which budgets.csv has nothing ('own') -> write what"),
        ({**TWO_FUNDS, "activities": "activity_id name scope unit_cost eligible_funds\nnetwork Network household 1 own"},
         "no activity may be paid by both scheme and own, so the rule reaches nothing ('own') -> name both as eligible_funds"),
        ({**TWO_FUNDS, "funds": "fund_id name needs_share\nown Own -\nscheme Scheme 0.4"}, "a share of which fund is not said ('0.4')"),
        ({**TWO_FUNDS, "funds": "fund_id name needs_fund\nown Own -\nscheme Scheme own"}, "how much it must pay is not said"),
        ({**TWO_FUNDS, "funds": "fund_id name needs_fund needs_share\nown Own - -\nscheme Scheme scheme 0.4"},
         "a fund cannot be matched by itself ('scheme')"),
        ({**TWO_FUNDS, "exit": "year external_share_max\n1 0.5"}, "facilitation costs nothing here, so this share reaches nothing"),
        ({"settings": BASE["settings"] + "\nfacilitation_cost 1", "exit": "year external_share_max\n1 0.5"},
         "exit.csv, row 2, external_share_max: no fund is external, so this share reaches nothing ('0.5') -> set `external` to 1"),
        ({"departments": "department_id name post_funds\nd D 9"}, "no cluster of d costs anything after the project ('9')"),
        ({"clusters": BASE["clusters"].replace("households", "households post_cost") + " 5"},
         "what d will pay after the project is not said, so this cost reaches nothing ('5') -> write post_funds for d"),
        ({"departments": "department_id name carry_over_share\nd D 0.1", "budgets": "department_id year envelope\nALL 1 5\nALL 2 5"},
         "departments.csv, row 2, carry_over_share: all departments have one purse, and d none of its own ('0.1') -> write it for"),
        ({"departments": "department_id name carry_over_share\nd D 0.1", "settings": settings(), "budgets": "department_id year envelope\nd 1 5"},
         "with one project year there is no next one to keep money for ('0.1') -> leave the cell blank"),
        ({"clusters": BASE["clusters"].replace("households", "households early_gain_floor") + " 5", "effects": "level_id value_added\nentry 1"},
         "clusters.csv, row 2, early_gain_floor: the income gain at entry is not known here ('5') -> write income_gain"),
        ({"levels": "level_id order name reached deep dimensions\nentry 1 Entry 1 1 voice;helth"}, "no such dimension ('helth')"),
        ({"limits": "limit_id measure sense value\nL dimension:voice >= 5"}, "it matches nothing: measure=dimension:voice"),
        ({"limits": "limit_id measure group sense value\nL money women >= 5"}, "women_share is a column of segments.csv, which is not there ('women') -> add segments.csv"),
        ({"limits": "limit_id measure group sense value\nL money * >= 5"}, "no group's share is known in every cell"),
        ({"limits": "limit_id measure group sense value\nL clusters women >= 5"}, "groups are limited in households or money, not in clusters"),
    ],
)  # fmt: skip
def test_what_would_be_ignored_is_told(tmp_path: Path, tables: Tables, said: str) -> None:
    """Place, value and mend of an amount that reaches no row, and of a rule that cannot be meant."""
    with pytest.raises(tradeoff.ScenarioError) as error:
        tradeoff.read_scenario(write_folder(tmp_path / "wrong", {**BASE, **tables}))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({**TWO_FUNDS, "budgets": "department_id fund_id year envelope\nd own 1 50\nd own 2 0\nd scheme 1 50\nd scheme 2 50"},
         "W16 budgets.csv, envelope: d has 50 thousand rupees of scheme in year 2, which pays only beside own, and nothing of that ('50')"),
        ({"clusters": BASE["clusters"].replace("households", "households early_gain_floor") + " 101"},
         "W18 clusters.csv, row 2, early_gain_floor: all households of A together gain at most 100 thousand rupees a year "
         "at once, so it is never opened ('101') -> lower it"),
    ],
)  # fmt: skip
def test_what_waits_is_remarked(tmp_path: Path, tables: Tables, said: str) -> None:
    """Matching money with nothing beside it in a year; a floor no level can bring."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "odd", {**BASE, **tables}))
    assert said in "\n".join(f"{remark.code} {remark}" for remark in scenario.remarks)


def test_a_wrong_rule_ends_a_command_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` tells it, with the exit code of a faulty scenario."""
    tables = {**BASE, "activities": BASE["activities"] + "\nreform Reform state 40"}
    assert told(commands, ("check", str(write_folder(tmp_path / "wrong", tables)))) == 3
    assert "write it as a row of enabling.csv" in capsys.readouterr().err
