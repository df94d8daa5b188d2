"""Lists one plan for the office by year: households to enrol, money to release, agents to post, clusters to open."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.advice.posting import postings
from tradeoff.advice.wording import cluster_names, purse_names, year_name
from tradeoff.programme.openings import is_running
from tradeoff.programme.plan import NEGLIGIBLE, Plan
from tradeoff.programme.plan_tables import PostingYear
from tradeoff.programme.purses import purse_of
from tradeoff.reports.tables import Record, as_csv
from tradeoff.scenario.scenario import Scenario

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "enrolment": (
        "district",
        "cluster_id",
        "cluster",
        "segment_id",
        "year",
        "label",
        "level_id",
        "level",
        "households",
        "order_number",
        "order_date",
        "signature",
    ),
    "release": (
        "department_id",
        "department",
        "fund_id",
        "fund",
        "year",
        "label",
        "amount",
        "unit",
        "order_number",
        "order_date",
        "signature",
    ),
    "posting": (
        "year",
        "label",
        *PostingYear.FIGURES,
        "order_number",
        "order_date",
        "signature",
    ),
    "opened": (
        "year",
        "label",
        "cluster_id",
        "cluster",
        "department_id",
        "department",
        "share",
        "order_number",
        "order_date",
        "signature",
    ),
}
"""The columns of each list; the last three are to be filled in."""
TO_FILL_IN = ("order_number", "order_date", "signature")


def list_tables(plan: Plan, scenario: Scenario) -> dict[str, bytes]:
    """`enrolment.csv`, `release.csv`, `posting.csv` and `opened.csv` of a plan, by file name."""
    rows = list_records(plan, scenario)
    return {f"{name}.csv": as_csv(rows[name], columns).encode() for name, columns in COLUMNS.items()}


def list_records(plan: Plan, scenario: Scenario) -> dict[str, list[Record]]:
    """The rows of each list, with blank space for order number, date and signature."""
    found = {
        "enrolment": _enrolment(plan, scenario),
        "release": _release(plan, scenario),
        "posting": _posting(plan, scenario),
        "opened": _opened(plan, scenario),
    }
    blank = dict.fromkeys(TO_FILL_IN, "")
    return {name: [{**row, **blank} for row in rows] for name, rows in found.items()}


def _enrolment(plan: Plan, scenario: Scenario) -> list[Record]:
    """Households that join each level in each cluster and year: by district, cluster, year and level in turn."""
    names = cluster_names(scenario)
    districts = {cluster.cluster_id: cluster.district for cluster in scenario.clusters}
    offers = {
        (cell.cluster_id, cell.segment_id, offer.level_id): offer for cell in scenario.cells for offer in cell.offers
    }
    rows = []
    for row in plan.records["households"]:
        cluster, segment, level = (str(row[key]) for key in ("cluster", "segment", "level"))
        offer, year = offers[cluster, segment, level], int(str(row["year"]))
        turn = (districts[cluster], names[cluster], cluster, year, offer.order, segment)
        listed: Record = {
            "district": districts[cluster],
            "cluster_id": cluster,
            "cluster": names[cluster],
            "segment_id": segment,
            "year": year,
            "label": year_name(scenario, year),
            "level_id": level,
            "level": offer.name,
            "households": row["households"],
        }
        rows.append((turn, listed))
    return [listed for _, listed in sorted(rows, key=lambda row: row[0])]


def _release(plan: Plan, scenario: Scenario) -> list[Record]:
    """Rupees that each purse spends, by department, fund and year."""
    names = purse_names(scenario)
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    rows: list[Record] = [
        {
            "department_id": row["department"],
            "department": names.get(str(row["department"]), row["department"]),
            "fund_id": row["fund"],
            "fund": funds.get(str(row["fund"]), row["fund"]),
            "year": row["year"],
            "label": year_name(scenario, int(str(row["year"]))),
            "amount": row["spent"],
            "unit": "INR",
        }
        for row in plan.records["purses"]
        if row["spent"]
    ]
    return sorted(rows, key=lambda row: (str(row["department_id"]), str(row["fund_id"]), int(str(row["year"]))))


def _posting(plan: Plan, scenario: Scenario) -> list[Record]:
    """Agent-months used, the whole agents who work them, those there are, and those recruited for the years after."""
    return [
        {
            "year": one.year,
            "label": year_name(scenario, one.year),
            **one.months,
            "months": one.used,
            "available": one.available,
            "agents": one.needed,
            "there": one.there,
            "short": one.short,
            "recruited": one.recruited,
        }
        for one in postings(plan, scenario)
    ]


def _opened(plan: Plan, scenario: Scenario) -> list[Record]:
    """The share of each cluster that is opened in each year; those that ran before are not opened."""
    names, purses, departments = cluster_names(scenario), purse_of(scenario), purse_names(scenario)
    running = {cluster.cluster_id for cluster in scenario.clusters if is_running(cluster)}
    before: dict[str, float] = {}
    rows: list[Record] = []
    for row in plan.records["openings"]:
        cluster, share = str(row["cluster"]), float(str(row["opened"]))
        year, more = int(str(row["year"])), share - before.get(cluster, 0.0)
        before[cluster] = share
        # What a solver's tolerance leaves of nothing opens nothing.
        if cluster not in running and more > NEGLIGIBLE:
            rows.append(
                {
                    "year": year,
                    "label": year_name(scenario, year),
                    "cluster_id": cluster,
                    "cluster": names[cluster],
                    "department_id": purses[cluster],
                    "department": departments.get(purses[cluster], purses[cluster]),
                    "share": more,
                }
            )
    return sorted(rows, key=lambda row: (row["year"], row["cluster_id"]))
