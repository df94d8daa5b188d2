"""The page's figures, the workbook's and the Python door's: at three positions of every choice they are the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import tradeoff
from tradeoff.advice.limits import limits_of
from tradeoff.advice.served import served
from tradeoff.reports.page_data import page_data
from tradeoff.reports.reported import Reported
from tradeoff.reports.told import tell
from tradeoff.reports.workbook.report_sheets import report_workbook
from tradeoff.reports.workbook.sheets import Table

SUMS = {"activity": "activity_id", "cluster": "cluster_id", "year": "year", "fund": "fund_id"}
"""What the page adds money up by, and the column of the workbook's sheets."""
SHEETS = {
    "activity": "money by activity",
    "cluster": "money by cluster",
    "year": "money by year",
    "fund": "money by year",
    "district": "money by district",
}


def by(plan: tradeoff.Plan, key: str) -> dict[str, int]:
    """Rupees of a plan by one column of `plan.money`, as whoever works in Python adds them up."""
    return {str(of): int(amount) for of, amount in plan.money.groupby(key)["amount"].sum().items()}


def on_sheet(sheets: Mapping[str, Table], key: str, plan: str, years: Mapping[str, str]) -> dict[str, int]:
    """The same by a sheet of the workbook, in the column of one plan."""
    sums: dict[str, int] = {}
    for row in sheets[SHEETS[key]].rows:
        of = str(row[SUMS.get(key, key)])
        of = next((year for year, name in years.items() if key == "year" and name == of), of)
        sums[of] = sums.get(of, 0) + int(str(row[plan] or 0))
    return {of: amount for of, amount in sums.items() if amount}


def by_district(money: Mapping[str, int], district_of: Mapping[str, str]) -> dict[str, int]:
    """Money of clusters added up by district; blank for what is of none."""
    sums: dict[str, int] = {}
    for cluster, amount in money.items():
        district = district_of.get(cluster, "")
        sums[district] = sums.get(district, 0) + amount
    return {district: amount for district, amount in sums.items() if amount}


def same_everywhere(study: tradeoff.Study) -> None:
    """Both ends and the middle of every choice: aims, money, rates, who is served, prices; form outlook in all three."""
    frontiers = [study.frontier(trade) for trade in study.scenario.trades]
    story = tell(Reported(frontiers=frontiers))
    page: dict[str, Any] = page_data(story)
    sheets = {sheet.name: sheet for sheet in report_workbook(story).sheets if isinstance(sheet, Table)}
    named = {str(row["plan"]): row for row in sheets["named plans"].rows}
    limits = sheets["limits"].rows
    district_of = {cluster.cluster_id: cluster.district for cluster in study.scenario.clusters}
    for frontier, pair in zip(frontiers, page["pairs"], strict=True):
        assert len(pair["named"]) == 3
        for one, shown in zip(frontier.named_plans, pair["named"], strict=True):
            at, key = {frontier.x: one.x}, f"{frontier.trade}, {one.word}"
            plan = frontier.plan(**at) if one.position is None else frontier.plans[one.position]
            told = shown["plan"] or pair["plans"][one.position]
            assert told["values"] == dict(plan.objectives)
            assert {aim: named[key][aim] for aim in plan.objectives} == dict(plan.objectives)
            for of in SUMS:
                door = by(plan, of)
                assert told["money"][of] == door, (key, of)
                assert on_sheet(sheets, of, key, page["years"]) == {name: sum_ for name, sum_ in door.items() if sum_}
            assert sum(told["money"]["cluster"].values()) == int(plan.money["amount"].sum())
            # The page adds tiles up from clusters, whose districts stand in its table of places.
            of_page = {cluster: place["district"] for cluster, place in page["places"].items()}
            doors = [by_district(by(plan, "cluster"), district_of), by_district(told["money"]["cluster"], of_page)]
            assert doors[0] == doors[1]
            if any(district_of.values()):
                assert on_sheet(sheets, "district", key, page["years"]) == doors[0]
            who = served(plan, study.scenario)
            assert [row["served"] for row in told["served"]] == [group.served for group in who]
            enrolled = {(of, level): count for of, row in told["households"].items() for level, count in row.items()}
            door_too = plan.households.groupby(["cluster", "level"])["households"].sum().to_dict()
            assert enrolled == pytest.approx(door_too, rel=1e-12)
            here = tuple(rate["words"] for rate in pair["rates"] if rate["low"] <= one.x <= rate["high"])
            # The door adds from where to where a rate holds, which the page shows by its slider.
            assert all(str(claim).startswith(here) for claim in tradeoff.rates(frontier, **at)), key
            priced, idle = limits_of(frontier, plan, at)
            sentences = [*(str(price.claim) for price in priced.prices), *map(str, idle)]
            assert [words for words in (*shown["limits"], *shown["idle"]) if words in sentences] == sentences
            listed = [row["sentence"] for row in limits if (row["choice"], row["plan"]) == (frontier.trade, one.word)]
            assert listed == [*shown["limits"], *shown["idle"]]


def test_three_clusters_are_the_same_everywhere() -> None:
    """One choice."""
    same_everywhere(tradeoff.Study(tradeoff.read_scenario("three-clusters")))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["three-pairs", "orissa"])
def test_three_choices_are_the_same_everywhere(name: str) -> None:
    """All six aims; of the second also several funds and years."""
    same_everywhere(tradeoff.Study(tradeoff.read_scenario(name)))
