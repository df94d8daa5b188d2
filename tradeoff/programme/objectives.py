"""Counts what a household enrolled adds to each aim: every aim is a linear function of the households enrolled.

    breadth        B  = sum of pi_cs beta_k h                        [poor households reached]
    depth          D  = sum of pi_cs delta_csk h                     [poor households given sufficient support]
    today          T0 = sum of pi^y_csk h  sum over years u = t+l..P of gamma r^(u-t-l) / (1+rho)^(u-1)       [money]
    tomorrow       T1 = sum of pi^y_csk h  sum over ages a = max(P,l)..H-1 of gamma r^(a-l) / (1+rho)^(a-P)   [money]
    participation  P  = sum over majority cells of chi_k h           [majority households taking part directly]
    selectivity    S  = sum of (v + v_spill) h                       [money a year, reference year]

pi: poor share of the cell; beta, delta, chi: whether the level counts; pi^y: share of the gain that goes to the poor;
gamma: yearly gain; l: lag in years; r: persistence x (1 + sector outlook); rho: discount rate; t: year of enrolment;
P, H: project years and horizon.

In words: today is income in the project's calendar years. Tomorrow is income in the years P+1..H counted from a
household's own enrolment, whatever its year, so that helping later never looks better: enrolling later never raises
today and leaves tomorrow as it is. No rupee is counted twice; the years of late joiners between the project's end and
their own year P+1 count in neither (benefits within the project's life against durable ones: UNIDO (2010) section 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Draft, Terms, in_lakh
from tradeoff.programme.openings import years
from tradeoff.scenario import objectives
from tradeoff.scenario.objectives import find_aim, find_registered
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import Cluster

_ZERO = Fraction(0)


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
        return self.cell.poor_share or _ZERO

    @property
    def today(self) -> Fraction:
        """Rupees gained by the poor within the project's years."""
        settings, offer = self.settings, self.offer
        if not (gain := self._gain):
            return _ZERO
        first = self.year + offer.lag_years
        return gain * _kept_from(first, settings.project_years, self._retention, 1 + settings.discount_rate)

    @property
    def tomorrow(self) -> Fraction:
        """Rupees gained by the poor in the years after that are counted, whatever the year of enrolment."""
        settings = self.settings
        if not (gain := self._gain):
            return _ZERO
        # A household enrolled in year 1 is as old as the project.
        first, last, horizon = 1 + self.offer.lag_years, settings.project_years, settings.horizon_years
        return gain * _kept_between(first, last, horizon, self._retention, 1 + settings.discount_rate)

    @property
    def _gain(self) -> Fraction:
        """Rupees the poor gain in the first year of gain; nothing where gain or persistence is not known."""
        offer = self.offer
        if not offer.income_gain or offer.persistence is None:
            return _ZERO
        return offer.income_gain * (self.poor if offer.poor_share_of_gain is None else offer.poor_share_of_gain)

    @property
    def _retention(self) -> Fraction:
        return (self.offer.persistence or _ZERO) * (1 + self.cluster.sector_outlook)


@lru_cache(maxsize=4096)
def _kept_from(first: int, last: int, retention: Fraction, discount: Fraction) -> Fraction:
    """Years' gains in years `first` to `last`, the first whole, in values of year 1."""
    return sum((retention ** (year - first) / discount ** (year - 1) for year in range(first, last + 1)), start=_ZERO)


@lru_cache(maxsize=4096)
def _kept_between(first: int, last: int, horizon: int, retention: Fraction, discount: Fraction) -> Fraction:
    """Years' gains in years `last` + 1 to `horizon` of one that begins in year `first`, as of `last` + 1."""
    counted = range(max(first, last + 1), horizon + 1)
    return sum((retention ** (year - first) / discount ** (year - last - 1) for year in counted), start=_ZERO)


def _value_added(enrolment: Enrolment) -> Fraction:
    offer = enrolment.offer
    return (offer.value_added or _ZERO) + (offer.spill_value_added or _ZERO)


TERMS: dict[str, Callable[[Enrolment], Fraction]] = {
    objectives.BREADTH.name: lambda one: one.poor * one.offer.reached,
    objectives.DEPTH.name: lambda one: one.poor * (one.offer.deep or 0),
    objectives.TODAY.name: lambda one: one.today,
    objectives.TOMORROW.name: lambda one: one.tomorrow,
    objectives.PARTICIPATION.name: lambda one: Fraction(bool(one.cell.majority and one.offer.participation)),
    objectives.SELECTIVITY.name: _value_added,
}
"""What one household enrolled adds to each aim of `scenario/objectives.py`: in the aim's unit, money in rupees."""
SAME_EVERY_YEAR = frozenset(
    {
        objectives.BREADTH.name,
        objectives.DEPTH.name,
        objectives.TOMORROW.name,
        objectives.PARTICIPATION.name,
        objectives.SELECTIVITY.name,
    }
)
"""Aims to which a household adds the same whatever its year of enrolment: counted once an offer."""


def worth(aim: str, enrolment: Enrolment) -> Fraction:
    """What one household enrolled adds to an aim, in the programme's units: money in lakh."""
    return counting(aim)(enrolment)


def counting(aim: str) -> Callable[[Enrolment], Fraction]:
    """What counts an aim, in the programme's units: money in lakh."""
    count = find_registered("aim with terms in programme/objectives.py", aim, TERMS)
    return (lambda one: in_lakh(count(one))) if find_aim(aim).unit.is_money else count


def objective_terms(draft: Draft, scenario: Scenario) -> dict[str, Terms]:
    """The terms of every aim the scenario offers; households and the like, or lakh of rupees."""
    terms: dict[str, Terms] = {name: {} for name in scenario.objectives}
    counts = [(counting(name), name in SAME_EVERY_YEAR, sums) for name, sums in terms.items()]
    for cluster in scenario.clusters:
        for cell in scenario.cells_of(cluster.cluster_id):
            for offer in cell.offers:
                enrolments = []
                for year in years(scenario):
                    column = draft.column(Enrolled(cell.cluster_id, cell.segment_id, offer.level_id, year))
                    if column is not None:
                        one = Enrolment(cluster=cluster, cell=cell, offer=offer, year=year, settings=scenario.settings)
                        enrolments.append((column, one))
                for count, same, sums in counts if enrolments else ():
                    if same:
                        sums.update(dict.fromkeys((column for column, _ in enrolments), count(enrolments[0][1])))
                    else:
                        sums.update((column, count(one)) for column, one in enrolments)
    return terms
