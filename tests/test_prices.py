"""What limits a plan and what one more is worth, against values worked by hand, and asked again from the tables."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.independent.random_everything import write_everything
from tradeoff.advice.limits import limits_of
from tradeoff.advice.prices import Prices, prices
from tradeoff.advice.resources import Resource

Tables = Mapping[str, str]


def base(**more: str) -> Tables:
    """Two clusters of 100 poor households, A at 1 and B at 3 each for entry, 10 for all that is enough; 250 to spend.

    Money and months are thousands of rupees and agents' months; one department, one year.
    """
    tables = {
        "settings": settings(),
        "departments": "department_id name\nd Dept",
        "clusters": "cluster_id name department_id poor_households\nA Anna d 100\nB Bina d 100",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nfull 2 Full 1 1",
        "costs": "cluster_id level_id cost_per_household\nA entry 1\nB entry 3\n* full 10",
        "budgets": "department_id year envelope\nd 1 250",
    }
    return tables | more


def asked(folder: Path, tables: Tables, level: float, *, first: int | None = None) -> Prices:
    """Prices at a level of breadth, after every claim among them was asked again from the tables."""
    scenario = tradeoff.read_scenario(write_folder(folder, tables))
    found = prices(tradeoff.trace_frontier(scenario, "depth-breadth"), breadth=level, first=first)
    for claim in found.claims:
        assert claim.check().holds, (str(claim), claim.check().instead)
    return found


def idle(folder: Path, tables: Tables, level: float) -> tuple[str, ...]:
    """Why money is idle at a level of breadth, likewise."""
    scenario = tradeoff.read_scenario(write_folder(folder, tables))
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    _, claims = limits_of(frontier, frontier.plan(breadth=level), {"breadth": level})
    for claim in claims:
        assert claim.check().holds, (str(claim), claim.check().instead)
    return tuple(map(str, claims))


def test_what_was_solved_for_all_prices_is_not_solved_again_for_the_first() -> None:
    """Saved with all prices and shown with five: the second question needs one optimum, for the order to look in."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")
    at = {"breadth": (frontier.extreme_points[0].x + frontier.extreme_points[-1].x) / 2}
    plan, asked = frontier.plan(**at), frontier.study.what_if
    limits_of(frontier, plan, at, first=None)
    before = asked.solves
    assert before > 10
    again, _ = limits_of(frontier, plan, at)
    assert asked.solves <= before + 1
    fresh = tradeoff.trace_frontier(tradeoff.read_scenario("three-pairs"), "depth-breadth")
    alone, _ = limits_of(fresh, plan, at)
    assert [(str(price.claim), price.gain, price.loss) for price in again.prices] == [
        (str(price.claim), price.gain, price.loss) for price in alone.prices
    ]


def test_the_only_purse(tmp_path: Path) -> None:
    """100 reached in A alone for 100; the other 150 lift 150/9 of them. 1% more is 2.5: 2.5/9 more, or as many less.

    All of A are lifted for another 750, so that 256 steps, 640, still bring as much each.
    """
    (price,) = asked(tmp_path / "plan", base(), 100).prices
    assert price.gain == pytest.approx(2.5 / 9)
    assert price.loss == pytest.approx(2.5 / 9)
    assert str(price.claim) == (
        "Money of all departments: Rs 2,500 (1%) more brings 0.278 poor households with sufficient support, and so "
        "on at about this rate (within a tenth) up to Rs 6.4 lakh (256%); as much less costs 0.278 households."
    )


def test_a_step_less_that_breaks_the_level(tmp_path: Path) -> None:
    """A and half of B take all 250: less money does not reach 150; 1% more lifts 2.5/7 of those in B."""
    (price,) = asked(tmp_path / "plan", base(), 150).prices
    assert price.gain == pytest.approx(2.5 / 7)
    assert price.loss is None
    assert "with Rs 2,500 (1%) less there is no plan with 150 poor households reached." in str(price.claim)


def test_agents_that_are_used_up_and_worth_nothing(tmp_path: Path) -> None:
    """One month a household at either level: 100 months serve 100 whom money serves, and no more can be lifted by it.

    At a breadth of 100 lifting costs 9 and no month: an agent more brings nothing, though every month is used.
    """
    costs = "cluster_id level_id cost_per_household agent_months_per_household\nA entry 1 1\nB entry 3 1\n* full 10 1"
    found = asked(tmp_path / "plan", base(costs=costs, agents="year agent_months\n1 100"), 100)
    names = [price.resource.name for price in found.prices]
    assert names == ["money of all departments"]
    (agents,) = found.worthless
    assert agents.gain == 0
    # Without 12 x 0.85 of the months nobody reaches 100.
    assert agents.loss is None
    assert "with 10.2 months less there is no plan with 100 poor households reached." in str(agents.claim)


def test_a_floor_has_a_price(tmp_path: Path) -> None:
    """At least 20 households in B: of 250, 100 - 20 in A and 20 in B cost 140; 110/7 of those in B are lifted.

    1% of the floor less, 19.8: 139.6, so 0.4/7 more are lifted; 1% more as many less.
    """
    limits = "limit_id measure cluster_id sense value\nbina households B >= 20"
    found = asked(tmp_path / "plan", base(limits=limits), 100)
    _, floor = found.prices
    assert found.best == pytest.approx(110 / 7)
    assert (floor.resource.name, floor.gain) == ("floor bina (households)", pytest.approx(-0.4 / 7))
    assert floor.loss == pytest.approx(-0.4 / 7)
    assert "1% of it less brings 0.0571 poor households with sufficient support, 1% of it more costs" in str(
        floor.claim
    )


def test_agents_that_idle_money(tmp_path: Path) -> None:
    """Half a month to reach, a whole one for all that is enough; 60 months: 100 reached take 50, 20 of them lifted 10.

    The plan mixes the ends: (120, 0) for 280 and (60, 60) for 600, so at 100 it spends 386.67 of 2,000. Twice the
    months serve 120 fully: A for 1,000, 20 of B for 240.
    """
    costs = "cluster_id level_id cost_per_household agent_months_per_household\n" + (
        "A entry 1 0.5\nA full 10 1\nB entry 9 0.5\nB full 12 1"
    )
    given = base(costs=costs, agents="year agent_months\n1 60", budgets="department_id year envelope\nd 1 2000")
    (sentence,) = idle(tmp_path / "plan", given, 100)
    assert sentence == (
        "Dept leaves Rs 16.1 lakh unspent in year 1: twice the agents' months in year 1 would put Rs 8.53 lakh of it to "
        "use and bring another 100 poor households with sufficient support."
    )


def test_a_cap_that_idles_money(tmp_path: Path) -> None:
    """At most 30 households at the full level: all 200 for 400, 30 lifted in B for 210. Twice the cap takes 210 more."""
    limits = "limit_id measure level_id sense value\ncap households full <= 30"
    given = base(limits=limits, budgets="department_id year envelope\nd 1 2000")
    (sentence,) = idle(tmp_path / "plan", given, 200)
    assert sentence == (
        "Dept leaves Rs 13.9 lakh unspent in year 1: twice the ceiling cap (households) would put Rs 2.1 lakh of it to "
        "use and bring another 30 poor households with sufficient support."
    )


def test_money_that_nothing_puts_to_use(tmp_path: Path) -> None:
    """All 200 served fully take 2,000 of 9,000: no plan spends half of what is left."""
    (sentence,) = idle(tmp_path / "plan", base(budgets="department_id year envelope\nd 1 9000"), 200)
    assert (
        sentence == "Dept leaves Rs 70 lakh unspent in year 1: no plan with 200 poor households reached uses even "
        "a tenth of it."
    )


@pytest.mark.parametrize(
    "name",
    [
        "three-clusters",
        "three-pairs",
        pytest.param("invented-state", marks=pytest.mark.slow),
        pytest.param("orissa-pilots", marks=pytest.mark.slow),
    ],
)
def test_prices_of_shipped_scenarios_hold_when_asked_again(name: str) -> None:
    """The first prices of every choice in its middle, and at both ends where money is short."""
    scenario = tradeoff.read_scenario(name)
    scenario = scenario.with_reforms({row.investment_id: True for row in scenario.enabling})
    for trade in scenario.trades:
        frontier = tradeoff.trace_frontier(scenario, trade, gap=0.5)
        ends = frontier.extreme_points
        for level in ((ends[0].x + ends[-1].x) / 2, ends[-1].x):
            found = prices(frontier, first=3, **{frontier.x: level})
            assert found.prices
            for claim in found.claims:
                assert claim.check().holds, (str(claim), claim.check().instead)


def test_a_step_that_the_tables_refuse_is_not_told(tmp_path: Path) -> None:
    """One agent and half a one trained in year 1 have 1.5 posts in year 2, and another half could be trained.

    One post more brings that half, 10.2 / 2 months, and as many served fully. One more at work in year 1 would have no
    post, nor would the one who is there if there were a post less.
    """
    costs = "cluster_id level_id cost_per_household agent_months_per_household\nA entry 1 1\nB entry 3 1\n* full 10 1"
    agents = "year in_post attrition training_capacity posts\n1 1 0 1 1.5\n2 - 0 1 1.5"
    envelopes = "department_id year envelope\nd 1 2000\nd 2 2000"
    tables = base(costs=costs, agents=agents, budgets=envelopes, settings=settings(project_years=2, horizon_years=3))
    found = asked(tmp_path / "plan", tables, 1)
    told = {price.resource.name: str(price.claim) for price in (*found.prices, *found.worthless)}
    assert told == {
        "agents' posts in year 2": "Agents' posts in year 2: one post more brings 5.1 poor households with "
        "sufficient support; there is not so much to take away."
    }


def test_fewer_than_a_step_cannot_be_taken_away(tmp_path: Path) -> None:
    """5 months serve 5 households fully; a step is the 10.2 months of an agent, and there are not so many."""
    costs = "cluster_id level_id cost_per_household agent_months_per_household\nA entry 1 1\nB entry 3 1\n* full 10 1"
    (price,) = asked(tmp_path / "plan", base(costs=costs, agents="year agent_months\n1 5"), 1).prices
    assert price.gain == pytest.approx(10.2)
    assert str(price.claim).endswith("there is not so much to take away.")
    assert "changes nothing" not in str(price.claim)


def test_an_amount_that_costs_both_ways(tmp_path: Path) -> None:
    """Of 190, 100 reached in A leave 90, which lift just the 10 in A that are asked for; those in B cost 13.

    A tenth more leaves no plan. A tenth less saves 0.9, for which 0.9/12 are served fully in B instead of an entry in
    A: 0.025 fewer in all.
    """
    given = base(
        costs="cluster_id level_id cost_per_household\nA entry 1\nB entry 3\nA full 10\nB full 13",
        budgets="department_id year envelope\nd 1 190",
        limits="limit_id measure cluster_id level_id sense value\nsome households A full = 10",
    )
    found = asked(tmp_path / "plan", given, 100)
    (amount,) = [price for price in found.prices if price.resource.name.startswith("amount some")]
    assert amount.gain is None
    assert amount.loss == pytest.approx(0.025, rel=1e-4)
    assert "1% of it less costs 0.025 poor households with sufficient support; 1% of it more cannot be kept" in str(
        amount.claim
    )


def test_a_share_is_never_loosened_beyond_the_whole(tmp_path: Path) -> None:
    """At most 98% of the served may be women: 1% more of 0.98 is 0.9898, two steps 0.9996, four beyond 1."""
    resource = Resource(
        name="ceiling",
        step="1% of it",
        table="limits",
        where={"limit_id": "w"},
        column="value",
        by=Fraction(1, 100),
        is_share=True,
        value=Fraction(98, 100),
        most=Fraction(1),
    )
    assert [resource.allows(steps) for steps in (-1, 1, 2, 4)] == [True, True, True, False]


def test_a_floor_in_force_above_the_level_asked_for_holds(tmp_path: Path) -> None:
    """A floor of 120, 100 asked for: 100 in A and 20 in B cost 160, and 90/7 of those in B are lifted."""
    scenario = tradeoff.read_scenario(write_folder(tmp_path / "plan", base())).with_floors({"breadth": 120})
    found = prices(tradeoff.trace_frontier(scenario, "depth-breadth"), breadth=100)
    assert found.best == pytest.approx(90 / 7)
    assert found.claims
    for claim in found.claims:
        assert claim.check().holds, (str(claim), claim.check().instead)


def test_years_written_otherwise_are_the_same_years(tmp_path: Path) -> None:
    """A table that says year 01 is asked again as year 1."""
    years = settings(project_years=2, horizon_years=3)
    budgets = "department_id year envelope\nd 01 150\nd 2 100"
    found = asked(tmp_path / "plan", base(budgets=budgets, settings=years), 100)
    assert {price.resource.where.get("year") for price in found.prices} >= {"1"}


def test_places_where_there_were_none(tmp_path: Path) -> None:
    """Ten places where nobody can be trained add a decision to the programme: it is built anew, and their price told."""
    scenario = tradeoff.read_scenario(write_everything(tmp_path / "plan", 10, clusters=2, years=2))
    scenario = scenario.with_reforms({row.investment_id: row.made != "no" for row in scenario.enabling})
    assert scenario.agents[0].training_capacity == 0
    frontier = tradeoff.trace_frontier(scenario, scenario.trades[0], gap=0.02)
    found = prices(frontier, first=None, **{frontier.x: frontier.extreme_points[0].x})
    (places,) = [price for price in found.prices if price.resource.name == "training places in year 1"]
    assert (places.gain or 0) > 0
    assert places.claim.check().holds


def test_what_costs_most_to_lose_is_told_first() -> None:
    """One agent more brings next to nothing and one less takes two thirds: that limits a plan more than 1% of money."""
    changes = (
        {"table": "agents", "where": {}, "column": "agent_months", "set": 12},
        {"table": "limits", "where": {"limit_id": "women"}, "column": "value", "set": 0.7},
    )
    scenario = tradeoff.read_scenario("three-pairs").with_changes(changes)
    frontier = tradeoff.trace_frontier(scenario, "depth-breadth")
    middle = frontier.plan(breadth=frontier.extreme_points[len(frontier.extreme_points) // 2].x)
    found = prices(frontier, breadth=middle.objectives["breadth"])
    first = found.prices[0]
    assert first.resource.table == "agents"
    assert first.gain is not None
    assert first.loss is not None
    assert first.gain < first.loss / 10
    assert all(claim.check().holds for claim in found.claims)


def test_money_that_counts_only_for_what_others_may_have_of_it_is_told_so() -> None:
    """Textiles have more than they can spend: more of it helps through the tenth that may go to Industries."""
    change = {"table": "budgets", "where": {"department_id": "textiles"}, "column": "envelope", "set": 9000}
    scenario = tradeoff.read_scenario("three-pairs").with_changes([change])
    found = prices(tradeoff.trace_frontier(scenario, "depth-breadth"), breadth=1180)
    told = {
        one.resource.where["department_id"]: str(one.claim)
        for one in found.prices
        if one.resource.table == "budgets" and one.resource.where
    }
    textiles, industries = told["textiles"], told["industries"]
    assert "all years (left over there; what part of it may go to others counts): Rs 2.7 lakh" in textiles
    assert "left over" not in industries
