"""Lists one plan for the office: money to release, agents to post, clusters to open, year by year."""

from __future__ import annotations

import math

from tradeoff.advice.wording import cluster_names, purse_names, year_name
from tradeoff.programme.openings import is_running
from tradeoff.programme.plan import Plan
from tradeoff.reports.tables import Record, as_csv
from tradeoff.scenario.scenario import Scenario

_COLUMNS = {
    "release": (
        "department_id",
        "department",
        "fund_id",
        "year",
        "label",
        "amount",
        "unit",
        "order_number",
        "signature",
    ),
    "posting": ("year", "label", "months", "agents", "recruited"),
    "opened": ("year", "label", "cluster_id", "cluster", "share"),
}


def list_tables(plan: Plan, scenario: Scenario) -> dict[str, bytes]:
    """`release.csv`, `posting.csv` and `opened.csv` of a plan, by file name."""
    rows = {"release": _release(plan, scenario), "posting": _posting(plan, scenario), "opened": _opened(plan, scenario)}
    return {f"{name}.csv": as_csv(rows[name], columns).encode() for name, columns in _COLUMNS.items()}


def _release(plan: Plan, scenario: Scenario) -> list[Record]:
    """Rupees that each purse spends, with space for the order that releases them."""
    names = purse_names(scenario)
    return [
        {
            "department_id": row["department"],
            "department": names.get(str(row["department"]), row["department"]),
            "fund_id": row["fund"],
            "year": row["year"],
            "label": year_name(scenario, int(str(row["year"]))),
            "amount": row["spent"],
            "unit": "INR",
            "order_number": "",
            "signature": "",
        }
        for row in plan.records["purses"]
        if row["spent"]
    ]


def _posting(plan: Plan, scenario: Scenario) -> list[Record]:
    """Agent-months used, the agents who work them, and those recruited for the years after."""
    each = 12 * float(scenario.settings.agent_availability)
    rows: list[Record] = []
    for row in plan.records["agents"]:
        months = math.fsum(float(str(row[use])) for use in ("start_up", "facilitation", "households"))
        # A solver's noise is nobody's post.
        agents = math.ceil(round(months / each, 6)) if each else ""
        rows.append(
            {
                "year": row["year"],
                "label": year_name(scenario, int(str(row["year"]))),
                "months": months,
                "agents": agents,
                "recruited": row["trained"],
            }
        )
    return rows


def _opened(plan: Plan, scenario: Scenario) -> list[Record]:
    """The share of each cluster that is opened in each year; those that ran before are not opened."""
    names = cluster_names(scenario)
    running = {cluster.cluster_id for cluster in scenario.clusters if is_running(cluster)}
    before: dict[str, float] = {}
    rows: list[Record] = []
    for row in plan.records["openings"]:
        cluster, share = str(row["cluster"]), float(str(row["opened"]))
        year, more = int(str(row["year"])), share - before.get(cluster, 0.0)
        before[cluster] = share
        if cluster not in running and more > 0:
            place = {"year": year, "label": year_name(scenario, year), "cluster_id": cluster}
            rows.append({**place, "cluster": names[cluster], "share": more})
    return sorted(rows, key=lambda row: (row["year"], row["cluster_id"]))
