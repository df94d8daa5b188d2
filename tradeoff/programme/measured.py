"""Names what may be asked of a programme beside the aims: what a purse or a cluster spends, whom a cluster reaches."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tradeoff.programme.columns import Enrolled, Paid
from tradeoff.programme.draft import RUPEES_IN_LAKH, Terms, add_term, as_expression
from tradeoff.programme.programme import Measured, Programme
from tradeoff.programme.purses import envelopes, funds, payer, purse_of
from tradeoff.scenario.scenario import Cell, Offer


def purse_money(programme: Programme, department_id: str, fund_id: str) -> Measured:
    """Rupees that a department spends of a fund, all years together.

    Args:
        programme: Of which scenario.
        department_id: Whose purse; `ALL` where there is one.
        fund_id: Which of its funds; blank where budgets name none.
    """
    terms: Terms = {}
    if len(funds(programme.scenario)) > 1:
        variables = {variable.name: variable for variable in programme.problem.variables()}
        for column in programme.columns:
            key = column.key
            if isinstance(key, Paid) and (key.department_id, key.fund_id) == (department_id, fund_id):
                add_term(terms, variables.get(column.name), Fraction(1))
    else:
        purses = purse_of(programme.scenario)
        for term in programme.spending:
            if payer(purses, term) == department_id:
                add_term(terms, term.column, term.lakh)
    return Measured(expression=as_expression(terms), scale=RUPEES_IN_LAKH)


def purse_name(department_id: str, fund_id: str) -> str:
    """The name of a purse's spending among what may be asked for."""
    return f"purse:{department_id}:{fund_id}"


def purse_measures(programme: Programme) -> dict[str, Measured]:
    """What each purse spends, all years together, by its name."""
    purses = sorted({purse[:2] for purse in envelopes(programme.scenario)})
    return {purse_name(*purse): purse_money(programme, *purse) for purse in purses}


def cluster_money(programme: Programme, cluster_ids: Iterable[str]) -> Measured:
    """Rupees that the clusters named get together, all years: households, facilitation, start-up."""
    terms: Terms = {}
    wanted = set(cluster_ids)
    for term in programme.spending:
        if term.cluster_id in wanted:
            add_term(terms, term.column, term.lakh)
    return Measured(expression=as_expression(terms), scale=RUPEES_IN_LAKH)


def cluster_poor(programme: Programme, cluster_ids: Iterable[str]) -> Measured:
    """Poor households reached in the clusters named, all years together."""
    wanted = set(cluster_ids)
    offers: dict[tuple[str, str, str], tuple[Cell, Offer]] = {
        (cell.cluster_id, cell.segment_id, offer.level_id): (cell, offer)
        for cell in programme.scenario.cells
        if cell.cluster_id in wanted
        for offer in cell.offers
    }
    variables = {variable.name: variable for variable in programme.problem.variables()}
    terms: Terms = {}
    for column in programme.columns:
        if isinstance(column.key, Enrolled) and column.key[:3] in offers:
            cell, offer = offers[column.key[:3]]
            if offer.reached and cell.poor_share:
                add_term(terms, variables.get(column.name), cell.poor_share)
    return Measured(expression=as_expression(terms))


def enrolled(programme: Programme, cluster_ids: Iterable[str], *, poor: bool = False) -> Measured:
    """Households that enrol in the clusters named at any level, all years together.

    Args:
        programme: Of which scenario.
        cluster_ids: Where.
        poor: Count poor households alone.
    """
    wanted = set(cluster_ids)
    shares = {
        (cell.cluster_id, cell.segment_id): (cell.poor_share or Fraction(0)) if poor else Fraction(1)
        for cell in programme.scenario.cells
        if cell.cluster_id in wanted
    }
    variables = {variable.name: variable for variable in programme.problem.variables()}
    terms: Terms = {}
    for column in programme.columns:
        if isinstance(column.key, Enrolled) and column.key[:2] in shares:
            add_term(terms, variables.get(column.name), shares[column.key[:2]])
    return Measured(expression=as_expression(terms))


def activity_money(programme: Programme, activity_id: str) -> Measured:
    """Rupees that are spent on an activity, in all clusters and by the state, all years together."""
    terms: Terms = {}
    for term in programme.spending:
        if term.activity_id == activity_id:
            add_term(terms, term.column, term.lakh)
    return Measured(expression=as_expression(terms), scale=RUPEES_IN_LAKH)
