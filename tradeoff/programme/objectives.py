"""From cells and offers to the six objectives, each a linear function of the households enrolled.

    breadth        B  = sum of pi_cs beta_k h                        [poor households reached]
    depth          D  = sum of pi_cs delta_csk h                     [poor households given sufficient support]
    today          T0 = sum of pi^y_csk h  sum over u = t+l..P of gamma r^(u-t-l) / (1+rho)^(u-1)        [money]
    tomorrow       T1 = the same over u = P+1..H, discounted to year P+1                                 [money]
    participation  P  = sum over majority cells of chi_k h           [majority households taking part directly]
    selectivity    S  = sum of (v + v_spill) h                       [money a year, reference year]

pi: poor share of the cell; beta, delta, chi: whether the level counts; pi^y: share of the gain that goes to the poor;
gamma: yearly gain; l: lag in years; r: persistence x (1 + sector outlook); rho: discount rate; t: year of enrolment;
P, H: project years and horizon. Today and tomorrow part calendar years between them, so no rupee is counted twice.
"""

from __future__ import annotations

from fractions import Fraction

import pulp

from tradeoff.programme.draft import ColumnKind, Draft, Terms, in_lakh
from tradeoff.programme.openings import years
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.settings import Settings

MONEY_OBJECTIVES = frozenset({"today", "tomorrow", "selectivity"})


def gain_windows(offer: Offer, *, outlook: Fraction, year: int, settings: Settings) -> tuple[Fraction, Fraction]:
    """Rupees one household enrolled in `year` gains inside and after the project's years, all gainers together."""
    if offer.income_gain is None or offer.persistence is None:
        return Fraction(0), Fraction(0)
    retention = offer.persistence * (1 + outlook)
    first, last, horizon = year + offer.lag_years, settings.project_years, settings.horizon_years
    discount = 1 + settings.discount_rate
    today = tomorrow = Fraction(0)
    for benefit_year in range(first, horizon + 1):
        gain = offer.income_gain * retention ** (benefit_year - first)
        if benefit_year <= last:
            today += gain / discount ** (benefit_year - 1)
        else:
            tomorrow += gain / discount ** (benefit_year - last - 1)
    return today, tomorrow


def worth(cell: Cell, offer: Offer, *, outlook: Fraction, year: int, settings: Settings) -> dict[str, Fraction]:
    """What one household enrolled in `year` adds to each objective; households, or rupees."""
    poor = Fraction(0) if cell.poor_share is None else cell.poor_share
    share = poor if offer.poor_share_of_gain is None else offer.poor_share_of_gain
    today, tomorrow = gain_windows(offer, outlook=outlook, year=year, settings=settings)
    return {
        "breadth": poor * offer.reached,
        "depth": poor * (offer.deep or 0),
        "today": share * today,
        "tomorrow": share * tomorrow,
        "participation": Fraction(bool(cell.majority and offer.participation)),
        "selectivity": (offer.value_added or Fraction(0)) + (offer.spill_value_added or Fraction(0)),
    }


def objective_terms(draft: Draft, scenario: Scenario) -> dict[str, Terms]:
    """The terms of every objective the scenario offers; households, or lakh of rupees."""
    outlooks = {cluster.cluster_id: cluster.sector_outlook for cluster in scenario.clusters}
    terms: dict[str, Terms] = {name: {} for name in scenario.objectives}
    for cell in scenario.cells:
        for offer in cell.offers:
            for year in years(scenario):
                keys = (cell.cluster_id, cell.segment_id, offer.level_id, str(year))
                column = draft.column(ColumnKind.HOUSEHOLDS, *keys)
                if column is None:
                    continue
                values = worth(cell, offer, outlook=outlooks[cell.cluster_id], year=year, settings=scenario.settings)
                for name, sums in terms.items():
                    sums[column] = in_lakh(values[name]) if name in MONEY_OBJECTIVES else values[name]
    return terms


def as_expression(terms: Terms) -> pulp.LpAffineExpression:
    """Exact terms as PuLP takes them; zeros stay out."""
    return pulp.LpAffineExpression({column: float(value) for column, value in terms.items() if value})
