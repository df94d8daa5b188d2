"""Divides spending over the purses that pay it: departments, years, funds and transfers.

    (C5)  X_dot + out_dot - in_dot + k_dot - k_do,t-1  <=  E_dot        department d, fund o, year t            [lakh]
          sum over o of z_daot = X_dat,  X_dot = sum over a of z_daot       where there are several funds
    (C6)  sum over o of out_dot  <=  theta_d sum over o of E_dot
          sum over d of out_dot = sum over d of in_dot                      money moved keeps its fund

In words: every department lives within its year's money, which lapses but for what `carry_over.py` lets it keep (k); a
fund pays only what it may; of a department's envelope at most the share theta may move to others. A fund that a reform
opens is empty before. With one fund nothing is to be divided and z is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import pulp

from tradeoff.programme.columns import CarriedOver, MovedIn, MovedOut, Paid
from tradeoff.programme.draft import Draft, RowKind, Terms, add_term, in_lakh
from tradeoff.programme.openings import years
from tradeoff.programme.spending import Spending
from tradeoff.scenario.reforms import is_open
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import RUPEES

ALL = "ALL"
"""The department_id of one purse that everybody shares."""


def purse_of(scenario: Scenario) -> dict[str, str]:
    """The purse that pays for each cluster: its department's, or the one of all."""
    shared = any(budget.department_id == ALL for budget in scenario.budgets)
    return {cluster.cluster_id: ALL if shared else cluster.department_id for cluster in scenario.clusters}


def payer(purses: Mapping[str, str], term: Spending) -> str:
    """The purse that pays a term of spending; `purses` is that of each cluster."""
    return term.paid_by or purses[term.cluster_id]


def funds(scenario: Scenario) -> tuple[str, ...]:
    """The funds that budgets name, sorted; one blank fund where they name none."""
    return tuple(sorted({budget.fund_id for budget in scenario.budgets}))


def envelopes(scenario: Scenario) -> dict[tuple[str, str, int], Fraction]:
    """Rupees of every department, fund and year, zeros included; nothing of a fund before a reform opens it."""
    money: dict[tuple[str, str, int], Fraction] = {
        (department, fund, year): Fraction(0)
        for department in sorted({budget.department_id for budget in scenario.budgets})
        for fund in funds(scenario)
        for year in years(scenario)
    }
    for budget in scenario.budgets:
        year = 1 if budget.year is None else budget.year
        if is_open(scenario, budget.fund_id, year):
            money[budget.department_id, budget.fund_id, year] += budget.envelope * scenario.settings.money_unit
    return money


def divided_by_envelopes(scenario: Scenario) -> dict[int, dict[str, Fraction]]:
    """By year, the share of each purse in what the state as a whole pays: as its envelopes of that year, all funds.

    Equal shares where no purse has any.
    """
    sums: dict[int, dict[str, Fraction]] = {}
    for (department, _, year), rupees in envelopes(scenario).items():
        of_year = sums.setdefault(year, {})
        of_year[department] = of_year.get(department, Fraction(0)) + rupees
    totals = {year: sum(of_year.values(), start=Fraction(0)) for year, of_year in sums.items()}
    return {
        year: {
            department: rupees / totals[year] if totals[year] else Fraction(1, len(of_year))
            for department, rupees in of_year.items()
        }
        for year, of_year in sums.items()
    }


def may_pay(scenario: Scenario, fund: str, activity_id: str) -> bool:
    """Whether a fund may pay for an activity; an activity that names no fund takes money from any.

    Args:
        scenario: Whose activities.
        fund: The fund's id.
        activity_id: The activity's id.
    """
    for activity in scenario.activities:
        if activity.activity_id == activity_id and activity.eligible_funds:
            return fund in {part.strip() for part in activity.eligible_funds.split(";")}
    return True


def add_purses(draft: Draft, scenario: Scenario, spending: list[Spending]) -> None:
    """Add columns z, out and in, and rows C5 and C6.

    Args:
        draft: The programme so far, with the columns that money is spent on.
        scenario: Whose departments, funds and budgets.
        spending: Every term of spending.
    """
    money = envelopes(scenario)
    _add_transfers(draft, scenario, money)
    purse = purse_of(scenario)
    by_activity: dict[tuple[str, str, int], Terms] = defaultdict(dict)
    for term in spending:
        terms = by_activity[payer(purse, term), term.activity_id, term.year]
        add_term(terms, term.column, term.lakh)
    paid: dict[tuple[str, str, int], Terms] = {key: {} for key in money}
    if len(funds(scenario)) == 1:
        (fund,) = funds(scenario)
        for (department, _, year), terms in by_activity.items():
            for column, lakh in terms.items():
                add_term(paid[department, fund, year], column, lakh)
    else:
        _divide_over_funds(draft, scenario, by_activity, paid)
    for (department, fund, year), envelope in money.items():
        terms = paid[department, fund, year]
        add_term(terms, draft.column(MovedOut(department, fund, year)), Fraction(1))
        add_term(terms, draft.column(MovedIn(department, fund, year)), Fraction(-1))
        add_term(terms, draft.column(CarriedOver(department, fund, year)), Fraction(1))
        add_term(terms, draft.column(CarriedOver(department, fund, year - 1)), Fraction(-1))
        keys = {"department": department, "fund": fund, "year": str(year)}
        draft.add_row(RowKind.PURSE, keys, terms, "<=", in_lakh(envelope), unit=RUPEES, shown=envelope)


def _divide_over_funds(
    draft: Draft,
    scenario: Scenario,
    by_activity: dict[tuple[str, str, int], Terms],
    paid: dict[tuple[str, str, int], Terms],
) -> None:
    for (department, activity, year), terms in sorted(by_activity.items(), key=lambda item: item[0]):
        division = {column: -lakh for column, lakh in terms.items()}
        for fund in funds(scenario):
            if may_pay(scenario, fund, activity):
                column = draft.add_column(Paid(department, activity, fund, year))
                division[column] = Fraction(1)
                paid[department, fund, year][column] = Fraction(1)
        keys = {"department": department, "activity": activity, "year": str(year)}
        draft.add_row(RowKind.FUND, keys, division, "=", Fraction(0), unit=RUPEES)


def _add_transfers(draft: Draft, scenario: Scenario, money: dict[tuple[str, str, int], Fraction]) -> None:
    shares = {department.department_id: department.transfer_out_max_share for department in scenario.departments}
    purses = sorted({department for department, _, _ in money})
    givers = [department for department in purses if shares.get(department)]
    if not givers or len(purses) == 1:
        return
    for year in years(scenario):
        moved: dict[str, list[pulp.LpVariable]] = {giver: [] for giver in givers}
        for fund in funds(scenario):
            balance: Terms = {}
            for department in purses:
                if department in moved:
                    out = draft.add_column(MovedOut(department, fund, year))
                    moved[department].append(out)
                    balance[out] = Fraction(1)
                balance[draft.add_column(MovedIn(department, fund, year))] = Fraction(-1)
            row = {"fund": fund, "year": str(year)}
            draft.add_row(RowKind.FUND, row, balance, "=", Fraction(0), unit=RUPEES)
        for giver, columns in moved.items():
            total = sum((money[giver, fund, year] for fund in funds(scenario)), start=Fraction(0))
            ceiling = shares[giver] * total
            row = {"department": giver, "year": str(year)}
            terms = {column: Fraction(1) for column in columns}
            draft.add_row(RowKind.TRANSFER, row, terms, "<=", in_lakh(ceiling), unit=RUPEES, shown=ceiling)
