"""Why a cluster is in a plan or not: cases worked on paper, and every claim asked again of the tables."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_oracles import H1_CLUSTERS, H1_COSTS, levels
from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.why import COST, FACTORS, GIVEN, RANGE, REASONS, TOGETHER, WHERE


def claims_of(answer: tradeoff.Why, heading: str) -> tuple[Claim, ...]:
    """What is said under a heading; nothing where it is not there."""
    return answer.sections.get(heading, ())


def assert_all_hold(answer: tradeoff.Why) -> int:
    """Every claim but those of the tables asked again through them; how many were."""
    assert all(claim.expected for claim in answer.claims if claim.kind is not Kind.FACT)
    asked = [claim for claim in answer.claims if claim.expected]
    for claim in asked:
        verdict = claim.check()
        assert verdict.holds, (str(claim), verdict.instead)
    return len(asked)


@pytest.fixture(scope="module")
def forest() -> tradeoff.Why:
    """Three clusters and Rs 31 lakh, at 700 reached; nobody gathers in the forest."""
    return tradeoff.why(tradeoff.read_scenario("three-clusters"), "Forest", at={"breadth": 700})


def test_what_taking_in_costs_in_both_aims(forest: tradeoff.Why) -> None:
    """Costs are 2 and 14 at the loom, 3 and 12 in brass, 4 and 20 in the forest, of 3,100 thousand.

    Of 700 reached, 500 are at the loom and 200 in brass: 3,100 = 1,000 + 3 (200 - d) + 12 d gives d = 500/3. With 40 from
    the forest, 160 + 12 d + 2 (660 - d) spends 3,100 where all d in brass are deep: d = 162. At the same depth 500/3 cost
    2,000 and 160 are spent in the forest: 940 reach 470 at the loom, 2030/3 in all.
    """
    (cost,) = claims_of(forest, COST)
    assert cost.figures == {
        "lost_other": pytest.approx(500 / 3 - 162, abs=1e-4),
        "lost_held": pytest.approx(700 - 2030 / 3, abs=1e-3),
    }
    assert "a tenth of the listed poor households (40)" in str(cost)


def test_at_the_end_of_the_other_aim_nothing_makes_up_for_it() -> None:
    """At the least breadth depth is 3,100 / 12 = 775/3, all in brass; 40 of the forest leave 2,940 / 12 = 245."""
    answer = tradeoff.why(tradeoff.read_scenario("three-clusters"), "forest", at={"breadth": 200}, confirm=False)
    (cost,) = claims_of(answer, COST)
    assert cost.figures == {"lost_other": pytest.approx(775 / 3 - 245, abs=1e-3)}
    assert str(cost).endswith("no plan that does so has as much of depth as this one.")
    assert cost.check().holds


def test_a_loss_that_rounds_to_no_household_is_not_none(tmp_path: Path) -> None:
    """Of 50 thousand 20 at 2 leave 10, 10 / 8 deep. A tenth of Barpali's one, at 3, costs 0.1 / 8 = 0.0125 of these."""
    tables = {
        "clusters": "cluster_id name department_id poor_households\na Angul d 30\nb Barpali d 1",
        "costs": "cluster_id level_id cost_per_household\na entry 2\nb entry 3\n* standard 5\na intensive 10\nb intensive 12",
        "budgets": "department_id year envelope\nd 1 50",
    }
    answer = tradeoff.why(plan_with(tmp_path, **tables), "b", at={"breadth": 20}, confirm=False)
    (cost,) = claims_of(answer, COST)
    assert cost.figures["lost_other"] == pytest.approx(0.0125, abs=1e-5)
    assert "(0.1) of Barpali costs less than one household of depth" in str(cost)
    assert cost.check().holds


def test_the_factor_at_which_it_enters_by_itself(forest: tradeoff.Why) -> None:
    """Entry at 4 in the forest stands against 3 in brass: three quarters. Longer lists change no cost a household."""
    costs, lists = claims_of(forest, FACTORS)
    assert costs.figures["inside"] < 0.75 < costs.figures["outside"] <= 1.01 * costs.figures["inside"]
    assert "times 20" in str(lists)
    assert forest.confirmed == 2


def test_what_a_funded_cluster_gets_and_when_it_leaves() -> None:
    """At 700 brass has 200 households, d = 500/3 of them deep at 12 and the rest at 3: 2,100 thousand."""
    answer = tradeoff.why(tradeoff.read_scenario("three-clusters"), "handicraft", at={"breadth": 700}, confirm=False)
    funded, *others = claims_of(answer, GIVEN)
    assert funded.figures == {"money": pytest.approx(2_100_000), "households": pytest.approx(200)}
    assert [claim.figures.get("households") for claim in others[:2]] == [pytest.approx(100 / 3), pytest.approx(500 / 3)]
    assert assert_all_hold(answer) > 6


def test_unfunded_is_said_of_the_scenario_and_every_claim_holds(forest: tradeoff.Why) -> None:
    """Its words, and each claim asked of the tables."""
    assert not forest.is_funded
    first = str(claims_of(forest, GIVEN)[0])
    assert first.startswith("In this scenario's plan with ")
    assert first.endswith(" is not funded.")
    assert not [claim for claim in forest.claims if "worth" in str(claim)]
    assert assert_all_hold(forest) >= 8


def test_where_on_the_frontier_it_is_funded() -> None:
    """Of the four points of H1c only the first reaches the forest: 1100 is 500 + 300 + 300."""
    answer = tradeoff.why(tradeoff.read_scenario("three-clusters"), "forest", confirm=False)
    (where,) = claims_of(answer, WHERE)
    assert where.figures == {"funded": 1, "plans": 4}
    assert "at 1,100 households of breadth" in str(where)
    assert where.check().holds


def plan_with(tmp_path: Path, **tables: str) -> tradeoff.Scenario:
    """Two clusters of 30 in one department; some tables replaced."""
    small = {
        "settings": settings(),
        "departments": "department_id name\nd Crafts",
        "clusters": "cluster_id name department_id poor_households\na Angul d 30\nb Barpali d 30",
        "levels": levels("0", "0", "1"),
        "costs": "cluster_id level_id cost_per_household\n* entry 2\n* standard 5\n* intensive 10",
        "budgets": "department_id year envelope\nd 1 1000",
    }
    return tradeoff.read_scenario(write_folder(tmp_path / "small", {**small, **tables}))


AGENTS = {
    "costs": "cluster_id level_id cost_per_household agent_months_per_household\na entry 2 1\na standard 5 2\n"
    "a intensive 10 3\nb entry 2 2\nb standard 5 3\nb intensive 10 4",
    "agents": "year agent_months\n1 20",
}


def test_agents_explain_a_cluster_that_money_does_not(tmp_path: Path) -> None:
    """20 months reach 20 of Angul's 30 at one month each; Barpali takes two, and money lies idle.

    With 20 reached d of them are deep at three months: with 22 months d = 1, with 40 d = 10, all in Angul. With 200 its
    30 take 90, and 110 serve 110 / 4 = 27.5 in Barpali. Ten times the money changes nothing.
    """
    answer = tradeoff.why(plan_with(tmp_path, **AGENTS), "b", at={"breadth": 20}, confirm=False)
    (reason,) = claims_of(answer, REASONS)
    assert str(reason) == ("With 10 times the agents and nothing else changed, the plan serves Barpali.")
    assert reason.figures["gain"] == pytest.approx(27.5, abs=1e-3)
    assert reason.check().holds
    assert assert_all_hold(answer)


@pytest.mark.parametrize(("money", "gift"), [(1000, "10 lakh"), (0, "1 crore")])
def test_an_envelope_of_nothing_explains_a_cluster(tmp_path: Path, money: int, gift: str) -> None:
    """Barpali's own department has 0, which ten times is 0 still; with as much as Angul's it serves all 30 deeply."""
    tables = {
        "departments": "department_id name\nd Crafts\ne Woods",
        "clusters": "cluster_id name department_id poor_households\na Angul d 30\nb Barpali e 30",
        "budgets": f"department_id year envelope\nd 1 {money}\ne 1 0",
    }
    answer = tradeoff.why(plan_with(tmp_path, **tables), "b", confirm=False)
    (reason,) = claims_of(answer, REASONS)
    assert str(reason).startswith(f"With Rs {gift} in")
    assert str(reason).endswith(
        "in every envelope where Woods has 0 and nothing else changed, the plan serves Barpali."
    )
    assert reason.figures["gain"] == pytest.approx(30, abs=1e-3)
    assert assert_all_hold(answer)


def test_a_cap_explains_a_cluster_though_its_money_lies_idle(tmp_path: Path) -> None:
    """Nobody of Barpali may join at any level but by a limit of none on its poor: the limit alone explains it."""
    limit = "limit_id measure cluster_id sense value\ncap poor_households b <= 0"
    answer = tradeoff.why(plan_with(tmp_path, limits=limit), "b", at={"breadth": 30}, confirm=False)
    (reason,) = claims_of(answer, REASONS)
    assert str(reason) == "Without limit cap and with nothing else changed, the plan serves Barpali."
    (cost,) = claims_of(answer, COST)
    assert str(cost).startswith("No plan that keeps the limits takes in")
    assert assert_all_hold(answer)


def test_two_rows_that_bar_it_together_are_no_single_row(tmp_path: Path) -> None:
    """Two limits of none on the same cluster: taking either away leaves the other."""
    limits = "limit_id measure cluster_id sense value\none poor_households b <= 0\ntwo poor_households b <= 0"
    answer = tradeoff.why(plan_with(tmp_path, limits=limits), "b", at={"breadth": 30}, confirm=False)
    (reason,) = claims_of(answer, REASONS)
    assert str(reason).startswith("No single row explains why Barpali is not funded")
    assert "limit one and limit two" in str(reason)
    assert reason.check().holds


def test_a_closed_cluster_is_barred_and_nothing_more_is_said(tmp_path: Path) -> None:
    """The row that bars it; factors and ranges would be beside the point."""
    clusters = "cluster_id name department_id poor_households status\na Angul d 30 -\nb Barpali d 30 closed"
    answer = tradeoff.why(plan_with(tmp_path, clusters=clusters), "b", at={"breadth": 30})
    (cost,) = claims_of(answer, COST)
    assert str(cost) == "No plan takes Barpali in: it is marked as closed."
    assert not claims_of(answer, FACTORS)
    assert assert_all_hold(answer)


NEAR = {
    "HL": [(0.02, 2032, 2248), (0.05, 1780, 2320)],
    "HC": [(0.02, 636, 1068), (0.05, 240, 1320)],
    "NT": [(0.02, 0, 288), (0.05, 0, 720)],
}
"""Least and most money in thousands, worked out elsewhere, of 2,200, 900 and nothing in the plan."""


def test_near_optimal_ranges(tmp_path: Path) -> None:
    """H1a at (800, 200): "forest produce gets nothing" is no finding; "nothing to 7.2 lakh within 5%" is."""
    tables = {
        "settings": settings(),
        "clusters": H1_CLUSTERS,
        "levels": levels("0", "0.5", "1"),
        "costs": H1_COSTS,
        "budgets": "department_id year envelope\nd 1 3100",
    }
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "h1a", tables))
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth", exact=True)
    found = tradeoff.money_ranges(frontier, at={"breadth": 800}, within=[0.02, 0.05])
    assert {one.subject.subject_id for one in found} == set(NEAR)
    for one in found:
        (wanted,) = [row for row in NEAR[one.subject.subject_id] if row[0] == one.within]
        assert (one.least / 1000, one.most / 1000) == (
            pytest.approx(wanted[1], abs=0.01),
            pytest.approx(wanted[2], abs=0.01),
        )
    answer = tradeoff.why(frontier, "NT", at={"breadth": 800}, confirm=False)
    assert [round(claim.figures["most"] / 1000) for claim in claims_of(answer, RANGE)][1:] == [288, 720]
    assert all(claim.check().holds for claim in claims_of(answer, RANGE))


def test_how_many_left_out_can_be_taken_in_together(tmp_path: Path) -> None:
    """Angul is dear: of 4 left out with 30 each at 2, 5 and 20 of 240 thousand, 3 each cost at most 2% of 20 in breadth.

    20 reached in z at 1 each spend the 20 there are; 2% is 0.4 household, and a tenth of a list is 1 at 1.1 in each of
    three, at 1.3 in the fourth: 19.6 households of which k come from a, b, c cost 19.6 + 0.1 k <= 20, so all three do.
    The fourth costs 0.3 more: 19.6 + 0.3 + 0.1 k <= 20 leaves one of the others, two in all. Three is the most.
    """
    names = "a b c e z"
    tables = {
        "clusters": "cluster_id name department_id poor_households\n"
        + "\n".join(f"{name} {name} d {100 if name == 'z' else 10}" for name in names.split()),
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
        "costs": "cluster_id level_id cost_per_household\n"
        + "\n".join(
            f"{name} {level} {cost * times}"
            for name, cost in {"a": 11, "b": 11, "c": 11, "e": 13, "z": 10}.items()
            for level, times in {"entry": 1, "intensive": 30}.items()
        ),
        "budgets": "department_id year envelope\nd 1 200",
    }
    answer = tradeoff.why(plan_with(tmp_path, **tables), "e", at={"breadth": 20}, confirm=False)
    (claim,) = claims_of(answer, TOGETHER)
    assert (claim.figures["left_out"], claim.figures["taken"]) == (4, 3)
    assert claim.figures["bound"] < 4
    assert claim.check().holds


def test_set_against_another_the_input_that_decides_is_named(tmp_path: Path) -> None:
    """Barpali costs 3 where Angul costs 2; at Angul's cost less a month it would enter, and at its list it would not."""
    costs = (
        "cluster_id level_id cost_per_household\na entry 2\na standard 5\na intensive 10\n"
        "b entry 3\nb standard 6\nb intensive 12"
    )
    clusters = "cluster_id name department_id poor_households start_up_cost\na Angul d 10 0\nb Barpali d 30 0\nc Cuttack d 30 0"
    costs += "\nc entry 2.5\nc standard 5.5\nc intensive 11"
    asked = plan_with(tmp_path, costs=costs, clusters=clusters, budgets="department_id year envelope\nd 1 30")
    answer = tradeoff.why(asked, "Barpali", at={"breadth": 14}, against="Angul", confirm=False)
    said = [str(claim) for claim in answer.sections["Against another"]]
    assert "The households on the lists: 30 in Barpali, 10 in Angul." in said
    assert said[-1] == (
        "With the costs and agents' months a household as in Angul and nothing else changed, the plan serves Barpali."
    )
    assert assert_all_hold(answer)


@pytest.mark.parametrize(("name", "kind"), [("industries", "no"), ("West", "district"), ("forest", "cluster")])
def test_what_is_asked_about_is_found_or_the_nearest_is_named(name: str, kind: str) -> None:
    """A district by its name; a department is none of the three."""
    scenario = tradeoff.read_scenario("three-clusters")
    if kind == "no":
        with pytest.raises(ValueError, match="no cluster, district or activity called 'industries'"):
            tradeoff.why(scenario, name, at={"breadth": 700})
        return
    answer = tradeoff.why(scenario, name, at={"breadth": 700}, confirm=False)
    assert (str(answer.subject.sort), answer.is_funded) == (kind, False)
    assert_all_hold(answer)


def sampled(name: str, count: int, seed: int) -> list[tradeoff.Why]:
    """Some clusters of a shipped scenario, each in a plan of one of its choices."""
    scenario = tradeoff.read_scenario(name)
    scenario = scenario.with_reforms({row.investment_id: row.made != "no" for row in scenario.enabling})
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        trade, cluster = draw.choice(scenario.trades), draw.choice(scenario.clusters)
        frontier = tradeoff.trace_frontier(scenario, trade, gap=0.5)
        high, low = (frontier.extreme_points[end].x for end in (0, -1))
        level = low + draw.choice([0.25, 0.5, 0.75]) * (high - low)
        found.append(tradeoff.why(scenario, cluster.cluster_id, trade=trade, at={frontier.x: level}, confirm=False))
    return found


@pytest.mark.parametrize(("name", "seed"), [("three-clusters", 1), ("three-pairs", 2), ("three-pairs-austere", 3)])
def test_claims_of_shipped_scenarios_hold(name: str, seed: int) -> None:
    """Asked again by changing the tables; a sample by seed."""
    answers = sampled(name, 2, seed)
    assert sum(map(assert_all_hold, answers)) > 10
    assert {Kind.COST, Kind.RANGE} <= {claim.kind for answer in answers for claim in answer.claims}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["appl_42mouza", "dhok_bairpali"])
def test_a_large_scenario_is_answered_in_few_solves(name: str) -> None:
    """One of 150 clusters that is left out and one that is funded; both sides of each factor are borne out."""
    answer = tradeoff.why(tradeoff.read_scenario("orissa"), name, at={"breadth": 9000})
    assert answer.is_funded == (name == "dhok_bairpali")
    assert answer.solves <= 150
    assert_all_hold(answer)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["three-pairs", "three-clusters-more-money", "invented-state", "orissa-pilots"])
@pytest.mark.parametrize("seed", range(10))
def test_more_claims_of_shipped_scenarios_hold(name: str, seed: int) -> None:
    """The same in shards."""
    for answer in sampled(name, 2, 100 + seed):
        assert_all_hold(answer)


def test_the_command_prints_claims_json_and_a_letter(tmp_path: Path) -> None:
    """As a user calls it; solves are counted in the JSON."""
    command = ("why", "three-clusters", "forest", "--at", "breadth=700")
    assert "enters the plan by itself" in run(*command).stdout
    answer = json.loads(run(*command, "--format", "json").stdout)
    assert answer["schema"] == "tradeoff/why/1"
    assert 0 < answer["solves"] <= 150
    letter = tmp_path / "forest.html"
    run(*command, "--letter", "--out", str(letter))
    page = letter.read_text(encoding="utf-8")
    assert "To Hill forest gatherers (illustrative)" in page
    assert "@page { size: A4;" in page
    assert "http" not in page
    assert "did you mean 'forest'?" in run(*command[:2], "forrest", code=2).stderr
