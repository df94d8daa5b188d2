"""Counts what a household enrolled adds to each aim: every aim is a linear function of the households enrolled.

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

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import pulp

from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Draft, Terms, in_lakh
from tradeoff.programme.openings import years
from tradeoff.scenario import objectives
from tradeoff.scenario.objectives import find_aim, find_registered
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import Cluster


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One household enrolled: where, at which level, and when."""

    cluster: Cluster
    cell: Cell
    offer: Offer
    year: int
    settings: Settings

    @property
    def poor(self) -> Fraction:
        """The share of the household that counts as poor."""
        return self.cell.poor_share or Fraction(0)

    @cached_property
    def gains(self) -> tuple[Fraction, Fraction]:
        """Rupees gained by the poor within the project's years, and after them."""
        share = self.poor if self.offer.poor_share_of_gain is None else self.offer.poor_share_of_gain
        outlook = self.cluster.sector_outlook
        today, tomorrow = gain_windows(self.offer, outlook=outlook, year=self.year, settings=self.settings)
        return share * today, share * tomorrow


def gain_windows(offer: Offer, *, outlook: Fraction, year: int, settings: Settings) -> tuple[Fraction, Fraction]:
    """Rupees one household gains inside and after the project's years, all gainers together.

    Args:
        offer: The level it is enrolled at; nothing is gained where gain or persistence is not known.
        outlook: Growth of its sector, a share a year.
        year: The project year of its enrolment.
        settings: The project's years, its horizon and the discount rate.
    """
    if offer.income_gain is None or offer.persistence is None:
        return Fraction(0), Fraction(0)
    today, tomorrow = _windows(
        offer.persistence * (1 + outlook),
        year + offer.lag_years,
        (settings.project_years, settings.horizon_years),
        1 + settings.discount_rate,
    )
    return offer.income_gain * today, offer.income_gain * tomorrow


@lru_cache(maxsize=4096)
def _windows(retention: Fraction, first: int, ends: tuple[int, int], discount: Fraction) -> tuple[Fraction, Fraction]:
    """The same for a gain of one rupee from the year `first` on; few offers differ in what this depends on."""
    last, horizon = ends
    today = tomorrow = Fraction(0)
    for benefit_year in range(first, horizon + 1):
        gain = retention ** (benefit_year - first)
        if benefit_year <= last:
            today += gain / discount ** (benefit_year - 1)
        else:
            tomorrow += gain / discount ** (benefit_year - last - 1)
    return today, tomorrow


def _value_added(enrolment: Enrolment) -> Fraction:
    offer = enrolment.offer
    return (offer.value_added or Fraction(0)) + (offer.spill_value_added or Fraction(0))


TERMS: dict[str, Callable[[Enrolment], Fraction]] = {
    objectives.BREADTH.name: lambda one: one.poor * one.offer.reached,
    objectives.DEPTH.name: lambda one: one.poor * (one.offer.deep or 0),
    objectives.TODAY.name: lambda one: one.gains[0],
    objectives.TOMORROW.name: lambda one: one.gains[1],
    objectives.PARTICIPATION.name: lambda one: Fraction(bool(one.cell.majority and one.offer.participation)),
    objectives.SELECTIVITY.name: _value_added,
}
"""What one household enrolled adds to each aim of `scenario/objectives.py`: in the aim's unit, money in rupees."""


def worth(aim: str, enrolment: Enrolment) -> Fraction:
    """What one household enrolled adds to an aim, in the programme's units: money in lakh."""
    value = find_registered("aim with terms in programme/objectives.py", aim, TERMS)(enrolment)
    return in_lakh(value) if find_aim(aim).unit.is_money else value


def objective_terms(draft: Draft, scenario: Scenario) -> dict[str, Terms]:
    """The terms of every aim the scenario offers; households and the like, or lakh of rupees."""
    terms: dict[str, Terms] = {name: {} for name in scenario.objectives}
    for cluster in scenario.clusters:
        for cell in scenario.cells_of(cluster.cluster_id):
            for offer in cell.offers:
                for year in years(scenario):
                    column = draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))
                    if column is not None:
                        one = Enrolment(cluster=cluster, cell=cell, offer=offer, year=year, settings=scenario.settings)
                        for name, sums in terms.items():
                            sums[column] = worth(name, one)
    return terms


def as_expression(terms: Terms) -> pulp.LpAffineExpression:
    """Exact terms as PuLP takes them; zeros stay out."""
    return pulp.LpAffineExpression({column: float(value) for column, value in terms.items() if value})
