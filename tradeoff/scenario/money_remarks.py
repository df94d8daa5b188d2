"""Remarks on money that waits for something.

W15 and W23 what households are asked for, see `cost_share_remarks.py`; W16 matching money with nothing beside it; W17
an investment that opens nothing within the project; W18 quick wins that no level can bring; W30 a fund of which a
department has rows in some years and none in others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tradeoff.errors import InputFault
from tradeoff.scenario.cost_share_remarks import remark_cost_shares
from tradeoff.scenario.faults import fault
from tradeoff.scenario.reforms import works_from
from tradeoff.scenario.resolved import Cell, Tables
from tradeoff.scenario.unit_slips import if_rupees
from tradeoff.scenario.units import as_typed
from tradeoff.words.spoken import say


def remark_money(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """All remarks on rules of money and reforms."""
    yield from remark_cost_shares(tables, cells)
    yield from _unmatched(tables)
    yield from _missing_years(tables)
    yield from _reforms(tables)
    yield from _quick_wins(tables, cells)


def _unmatched(tables: Tables) -> Iterator[InputFault]:
    """Departments that have money of a fund in a year, and nothing of the one it needs."""
    money: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    unit = tables.settings.money_unit
    for budget in tables.budgets:
        money[budget.department_id, budget.fund_id, budget.year or 1] += budget.envelope
    for fund in tables.funds:
        if not fund.needs_fund or not fund.needs_share:
            continue
        for (department, held, year), envelope in sorted(money.items()):
            if held == fund.fund_id and envelope and not money.get((department, fund.needs_fund, year)):
                what = say(
                    "{department} has {unit} of {held} in {year}, which pays only beside {needs_fund}, and "
                    "nothing of that",
                    department=department,
                    unit=as_typed(envelope * unit, unit),
                    held=say(held),
                    year=tables.settings.years.name(year),
                    needs_fund=fund.needs_fund,
                )
                mend = say(
                    "write an envelope of {needs_fund}, or expect it to lie idle but for what is carried or moved",
                    needs_fund=fund.needs_fund,
                )
                yield fault("W16", "budgets.csv", "envelope", what, mend, value=float(envelope))


def _missing_years(tables: Tables) -> Iterator[InputFault]:
    """Years without a row of a fund that a department has in other years: there is taken to be nothing of it."""
    held: dict[tuple[str, str], dict[int, Fraction]] = defaultdict(dict)
    for budget in tables.budgets:
        if budget.fund_id:
            held[budget.department_id, budget.fund_id][budget.year or 1] = budget.envelope
    for (department, fund), envelopes in sorted(held.items()):
        years = [year for year in range(1, tables.settings.project_years + 1) if year not in envelopes]
        most = max(envelopes.values())
        if years and most:
            named = tables.settings.years.names(years)
            other = as_typed(most * tables.settings.money_unit, tables.settings.money_unit)
            what = say(
                "{department} has no row of {fund} for {named}, and up to {other} in others; none is counted",
                department=department,
                fund=fund,
                named=named,
                other=say(other),
            )
            yield fault("W30", "budgets.csv", "year", what, "add the row; write 0 if there is no money")


def _reforms(tables: Tables) -> Iterator[InputFault]:
    funded = {budget.fund_id for budget in tables.budgets if budget.envelope}
    for row in tables.enabling:
        mend = "expect that it only costs; a plan without it is never worse"
        if not row.opens_fund and not row.training_added:
            what = say("{investment_id} opens no fund and adds to no training", investment_id=row.investment_id)
            yield fault("W17", "enabling.csv", "opens_fund", what, mend, row=row.row)
        elif works_from(row) > tables.settings.project_years:
            what = say(
                "{investment_id} works from {works_from} on, after the project",
                investment_id=row.investment_id,
                works_from=tables.settings.years.name(works_from(row)),
            )
            yield fault("W17", "enabling.csv", "lag_years", what, mend, row=row.row, value=row.lag_years)
        elif row.opens_fund and row.opens_fund not in funded and not row.training_added:
            what = say(
                "{investment_id} opens {opens_fund}, of which budgets.csv has nothing",
                investment_id=row.investment_id,
                opens_fund=row.opens_fund,
            )
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
            gain = as_typed(most, tables.settings.money_unit)
            what = say(
                "all households of {cluster_id} together gain at most {gain} a year at once, so it is never opened",
                cluster_id=cluster.cluster_id,
                gain=gain,
            )
            unit, floor = tables.settings.money_unit, cluster.early_gain_floor
            mend, value = say("lower it") + if_rupees(floor, unit, most / unit), float(floor)
            yield fault("W18", "clusters.csv", "early_gain_floor", what, mend, row=cluster.row, value=value)
