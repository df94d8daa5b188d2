"""Finds what is wrong with the rules of money: matching, carry-over, cost shares, quick wins, exit."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.contributions import cost_share
from tradeoff.scenario.faults import fault
from tradeoff.scenario.references import OF_THE_PROGRAMME
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.tables import Fund
from tradeoff.words.spoken import say


def check_money(tables: Tables) -> Iterator[InputFault]:
    """Every fault of the rules of money that needs no resolved cell."""
    for fund in tables.funds:
        yield from _check_matching(tables, fund)
    yield from _check_carry_over(tables)
    yield from _check_post_costs(tables)
    yield from _check_exit(tables)


def _check_matching(tables: Tables, fund: Fund) -> Iterator[InputFault]:
    if not fund.needs_fund:
        if fund.needs_share is not None:
            what, mend = "a share of which fund is not said", "write the fund that must pay beside it as needs_fund"
            yield fault("E1", "funds.csv", "needs_share", what, mend, row=fund.row, value=float(fund.needs_share))
        return
    if fund.needs_share is None:
        what, mend = "how much it must pay is not said", "write needs_share, such as 0.4 of what both pay"
        yield fault("E1", "funds.csv", "needs_share", what, mend, row=fund.row)
    if fund.needs_fund == fund.fund_id:
        what, mend = "a fund cannot be matched by itself", "name another fund"
        yield fault("E2", "funds.csv", "needs_fund", what, mend, row=fund.row, value=fund.needs_fund)
    elif fund.fund_id in _with_money(tables) and fund.needs_fund not in _with_money(tables):
        what = say(
            "{fund_id} pays only beside {needs_fund}, of which budgets.csv has nothing",
            fund_id=fund.fund_id,
            needs_fund=fund.needs_fund,
        )
        mend = say(
            "write what each department has of {needs_fund}, or leave needs_fund and needs_share blank",
            needs_fund=fund.needs_fund,
        )
        yield fault("E2", "funds.csv", "needs_fund", what, mend, row=fund.row, value=fund.needs_fund)
    elif not _common_activities(tables, fund):
        what = say(
            "no activity may be paid by both {fund_id} and {needs_fund}, so the rule reaches nothing",
            fund_id=fund.fund_id,
            needs_fund=fund.needs_fund,
        )
        mend = "name both as eligible_funds of an activity, or leave needs_fund and needs_share blank"
        yield fault("E2", "funds.csv", "needs_fund", what, mend, row=fund.row, value=fund.needs_fund)


def _with_money(tables: Tables) -> set[str]:
    return {budget.fund_id for budget in tables.budgets if budget.envelope}


def _common_activities(tables: Tables, fund: Fund) -> bool:
    """Whether anything that costs money may be paid by both a fund and the one it needs."""
    used = {content.activity_id for content in tables.level_contents}
    rows = {activity.activity_id: activity.eligible_funds for activity in tables.activities}
    may_cost = used or {"support"}
    if tables.settings.facilitation_cost:
        may_cost = may_cost | {"facilitation"}
    if any(cluster.start_up_cost for cluster in tables.clusters):
        may_cost = may_cost | {"start_up"}
    wanted = {fund.fund_id, fund.needs_fund}
    named = [{part.strip() for part in rows.get(name, "").split(";") if part.strip()} for name in may_cost]
    return any(not funds or wanted <= funds for funds in named)


def _check_carry_over(tables: Tables) -> Iterator[InputFault]:
    for department in tables.departments:
        if department.carry_over_share and tables.settings.project_years == 1:
            what, mend = "with one project year there is no next one to keep money for", "leave the cell blank"
            share = float(department.carry_over_share)
            yield fault("E10", "departments.csv", "carry_over_share", what, mend, row=department.row, value=share)


def _check_post_costs(tables: Tables) -> Iterator[InputFault]:
    funds = {department.department_id: department.post_funds for department in tables.departments}
    for cluster in tables.clusters:
        if cluster.post_cost and funds.get(cluster.department_id) is None:
            what = say(
                "what {department_id} will pay after the project is not said, so this cost reaches nothing",
                department_id=cluster.department_id,
            )
            mend = say(
                "write post_funds for {department_id} in departments.csv; 0 if it will pay nothing",
                department_id=cluster.department_id,
            )
            value = float(cluster.post_cost)
            yield fault("E2", "clusters.csv", "post_cost", what, mend, row=cluster.row, value=value)
    asking = {cluster.department_id for cluster in tables.clusters if cluster.post_cost}
    for department in tables.departments:
        if department.post_funds is not None and department.department_id not in asking:
            what = say(
                "no cluster of {department_id} costs anything after the project", department_id=department.department_id
            )
            mend = "write post_cost for its clusters, or leave the cell blank"
            value = float(department.post_funds)
            yield fault("E2", "departments.csv", "post_funds", what, mend, row=department.row, value=value)


def _check_exit(tables: Tables) -> Iterator[InputFault]:
    last = tables.settings.project_years
    for row in tables.exit:
        if not 1 <= row.year <= last:
            what, mend = "outside the project years", say("write 1 to {last}", last=last)
            yield fault("E10", "exit.csv", "year", what, mend, row=row.row, value=row.year)
        value = float(row.external_share_max)
        if not any(fund.external for fund in tables.funds):
            what, mend = "no fund is external, so this share reaches nothing", "set `external` to 1 in funds.csv"
            yield fault("E2", "exit.csv", "external_share_max", what, mend, row=row.row, value=value)
        if not tables.settings.facilitation_cost:
            what = "facilitation costs nothing here, so this share reaches nothing"
            mend = "write facilitation_cost in settings.csv, or remove the row"
            yield fault("E2", "exit.csv", "external_share_max", what, mend, row=row.row, value=value)


def check_early_gains(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Floors on gains that are not known; a blank gain is never taken for 0."""
    offered: dict[str, list[Offer]] = {}
    for cell in cells:
        offered.setdefault(cell.cluster_id, []).extend(cell.offers)
    for cluster in tables.clusters:
        if not cluster.early_gain_floor:
            continue
        offers = offered.get(cluster.cluster_id, [])
        unknown = sorted({offer.level_id for offer in offers if offer.income_gain is None})
        if unknown:
            what = say("the income gain at {unknown} is not known here", unknown=", ".join(unknown))
            mend = "write income_gain in effects.csv; 0 if there is none"
            value = float(cluster.early_gain_floor)
            yield fault("E1", "clusters.csv", "early_gain_floor", what, mend, row=cluster.row, value=value)


def check_contributions(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """Rows of `cost_shares` that are asked of nobody."""
    years = range(1, tables.settings.project_years + 1)
    asked = {
        (activity, cell.segment_id) for cell in cells for offer in cell.offers for activity, _ in offer.activity_shares
    }
    holding = {
        row.row
        for activity, segment_id in asked
        for year in years
        if (row := cost_share(tables, activity, segment_id, year)) is not None
    }
    for row in tables.cost_shares:
        if row.year is not None and row.year not in years:
            what, mend = (
                "outside the project years",
                say("write 1 to {count}, or leave it blank for all", count=len(years)),
            )
            yield fault("E10", "cost_shares.csv", "year", what, mend, row=row.row, value=row.year)
        elif row.activity_id in OF_THE_PROGRAMME:
            what, mend = "the programme pays this itself; no household is asked for it", "remove the row"
            yield fault("E2", "cost_shares.csv", "activity_id", what, mend, row=row.row, value=row.activity_id)
        elif row.row not in holding:
            what = "no household is asked for it: no level it is offered holds this activity, or other rows hold first"
            mend = "add the activity to a level's contents, or remove the row"
            yield fault("E2", "cost_shares.csv", "activity_id", what, mend, row=row.row, value=row.activity_id)
