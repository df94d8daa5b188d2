"""Remarks on money that waits for something.

W15 a household is asked for more than it can bring; W16 matching money with nothing beside it; W17 an investment that
opens nothing within the project; W18 quick wins that no level can bring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.contributions import contribution
from tradeoff.scenario.faults import fault
from tradeoff.scenario.reforms import works_from
from tradeoff.scenario.scenario import Cell, Tables

_NAMED = 3
"""Cells named in one remark; the others are counted."""


def remark_money(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """All remarks on rules of money and reforms."""
    yield from _closed_offers(tables, cells)
    yield from _unmatched(tables)
    yield from _reforms(tables)
    yield from _quick_wins(tables, cells)


def _closed_offers(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    found: dict[tuple[str, int, Fraction, Fraction], list[str]] = defaultdict(list)
    for cell in cells if tables.cost_shares else ():
        for offer in cell.offers:
            for year in range(1, tables.settings.project_years + 1):
                bring = contribution(tables, cell, offer, year)
                if bring.able is not None and not bring.is_affordable:
                    key = (offer.level_id, year, bring.asked, bring.able)
                    found[key].append(f"{cell.cluster_id}/{cell.segment_id}")
    for (level_id, year, asked, able), places in sorted(found.items()):
        named = ", ".join(places[:_NAMED])
        if len(places) > _NAMED:
            named += f" and {len(places) - _NAMED} more"
        what = (
            f"{named}: at {level_id} in year {year} a household is asked for {_typed(tables, asked)} and can "
            f"bring {_typed(tables, able)}, so nobody joins there"
        )
        mend = "raise programme_share, or expect that they are left out"
        yield fault("W15", "cost_shares.csv", "programme_share", what, mend)


def _unmatched(tables: Tables) -> Iterator[InputFault]:
    """Departments that have money of a fund in a year, and nothing of the one it needs."""
    money: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    for budget in tables.budgets:
        money[budget.department_id, budget.fund_id, budget.year or 1] += budget.envelope
    for fund in tables.funds:
        if not fund.needs_fund or not fund.needs_share:
            continue
        for (department, held, year), envelope in sorted(money.items()):
            if held == fund.fund_id and envelope and not money.get((department, fund.needs_fund, year)):
                what = (
                    f"{department} has {float(envelope):g} of {held} in year "
                    f"{year}, which pays only beside {fund.needs_fund}, and nothing of that"
                )
                mend = (
                    f"write an envelope of {fund.needs_fund}, or expect it to lie idle but for what is carried or moved"
                )
                yield fault("W16", "budgets.csv", "envelope", what, mend, value=float(envelope))


def _reforms(tables: Tables) -> Iterator[InputFault]:
    funded = {budget.fund_id for budget in tables.budgets if budget.envelope}
    for row in tables.enabling:
        mend = "expect that it only costs; a plan without it is never worse"
        if not row.opens_fund and not row.training_added:
            what = f"{row.investment_id} opens no fund and adds to no training"
            yield fault("W17", "enabling.csv", "opens_fund", what, mend, row=row.row)
        elif works_from(row) > tables.settings.project_years:
            what = f"{row.investment_id} works from year {works_from(row)} on, after the project"
            yield fault("W17", "enabling.csv", "lag_years", what, mend, row=row.row, value=row.lag_years)
        elif row.opens_fund and row.opens_fund not in funded and not row.training_added:
            what = f"{row.investment_id} opens {row.opens_fund}, of which budgets.csv has nothing"
            yield fault("W17", "enabling.csv", "opens_fund", what, mend, row=row.row, value=row.opens_fund)


def _quick_wins(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    for cluster in tables.clusters:
        if not cluster.early_gain_floor:
            continue
        most = sum(
            (
                cell.households
                * max((offer.income_gain or 0 for offer in cell.offers if offer.pays_at_once), default=0)
                for cell in cells
                if cell.cluster_id == cluster.cluster_id
            ),
            start=Fraction(0),
        )
        if most < cluster.early_gain_floor * tables.settings.money_unit:
            what = (
                f"all households of {cluster.cluster_id} together gain at most {_typed(tables, most)} a year at "
                "once, so it is never opened"
            )
            value = float(cluster.early_gain_floor)
            yield fault("W18", "clusters.csv", "early_gain_floor", what, "lower it", row=cluster.row, value=value)


def _typed(tables: Tables, rupees: Fraction) -> str:
    """An amount as the tables write it, in their unit of money."""
    return f"{float(rupees / tables.settings.money_unit):g}"
