"""Says which money of a plan is left over, and why."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from tradeoff.advice.wording import listing, purse_names, year_name
from tradeoff.money import format_rupees
from tradeoff.programme.draft import RowKind
from tradeoff.programme.plan import Plan
from tradeoff.scenario.reforms import is_open, works_from
from tradeoff.scenario.scenario import Scenario

_SMALLEST = 100
"""Rupees below which a remainder is rounding, and no finding."""


def unspent_sentences(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Money no purse could use, by department and fund, with the rows that explain it."""
    left: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for purse in plan.records["purses"]:
        amount = int(str(purse["unspent"]))
        if amount >= _SMALLEST:
            left[str(purse["department"]), str(purse["fund"])].append((int(str(purse["year"])), amount))
    names, funds = purse_names(scenario), {fund.fund_id: fund.name for fund in scenario.funds}
    sentences = []
    for (department, fund), parts in sorted(left.items()):
        total = format_rupees(sum(amount for _, amount in parts))
        when = listing([year_name(scenario, year) for year, _ in parts])
        whose = names.get(department, department) + (f" ({funds[fund]})" if fund in funds else "")
        reason = _reason(plan, scenario, department, fund)
        sentences.append(f"{whose} leaves {total} unspent in {when}: {reason}.")
    return tuple(sentences)


def closed_sentences(scenario: Scenario) -> tuple[str, ...]:
    """Envelopes that no plan can spend, since no reform opens their fund in that year; by fund.

    Raises ValueError where a reform is still to be decided.
    """
    parts: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    for row in scenario.budgets:
        year = row.year or 1
        if row.envelope and not is_open(scenario, row.fund_id, year):
            parts[row.fund_id].append((year, row.envelope * scenario.settings.money_unit))
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    sentences = []
    for fund, closed in sorted(parts.items()):
        amount = format_rupees(float(sum(rupees for _, rupees in closed)))
        when = listing([year_name(scenario, year) for year in sorted({year for year, _ in closed})])
        openers = [row for row in scenario.enabling if row.opens_fund == fund]
        names = listing([row.name for row in openers])
        opens = [works_from(row) for row in openers if row.made == "yes"]
        until = f"opens it from {year_name(scenario, min(opens))} on" if opens else "would open it, and is not made"
        sentences.append(f"{funds[fund]} cannot be spent in {when}, {amount} in all: {names} {until}.")
    return tuple(sentences)


def _reason(plan: Plan, scenario: Scenario, department: str, fund: str) -> str:
    kinds = {row.kind for row in plan.binding}
    clusters = {c.cluster_id for c in scenario.clusters if department in ("ALL", c.department_id)}
    lists = {
        (keys["cluster"], keys["segment"])
        for keys in (dict(row.keys) for row in plan.binding if row.kind is RowKind.POPULATION)
        if keys["year"] == str(scenario.settings.project_years)
    }
    wanted = {(c.cluster_id, c.segment_id) for c in scenario.cells if c.cluster_id in clusters and c.offers}
    if wanted and wanted <= lists:
        return "every household on its lists is served, and no better level would serve either aim more"
    reasons = []
    if RowKind.AGENTS in kinds:
        reasons.append("the agents' months are used up")
    if RowKind.LIMIT in kinds:
        reasons.append("limits stand in the way")
    if RowKind.TRUST_GATE in kinds:
        reasons.append("facilitation allows no more")
    waiting = {dict(row.keys)["fund"] for row in plan.binding if row.kind is RowKind.MATCHING}
    if fund in waiting:
        reasons.append("no more stands beside it of the fund that it needs")
    if fund and any(activity.eligible_funds for activity in scenario.activities):
        reasons.append("the fund may pay for no more of what is done")
    return listing(reasons) if reasons else "no other plan that is as good at both aims would use it"
