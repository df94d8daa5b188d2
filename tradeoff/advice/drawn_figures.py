"""Works out what a household costs, asks of agents and adds to each aim when figures are other than the tables say.

The formulae are those of `scenario/cells.py`, `scenario/contributions.py` and `programme/objectives.py`, over arrays:
an entry a draw. `stress.py` holds the two against each other before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tradeoff.advice.ranges_stated import Doubtful, row_key
from tradeoff.moo.lp.model import Floats
from tradeoff.programme.spending import START_UP
from tradeoff.scenario import objectives as aims
from tradeoff.scenario.cells import SUPPORT, WHOLE_CLUSTER, MostSpecific, Place
from tradeoff.scenario.contributions import cost_share
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.scenario.tables import Activity, Cluster, Cost, LevelContent, Row

Drawn = Floats | float
"""A figure by draw; a plain number where no draw varies it."""


@dataclass(frozen=True, kw_only=True)
class Household:
    """What one household at a level costs the programme and takes of agents' time, by draw."""

    rupees: Mapping[str, Drawn]
    """By activity, without what the household brings itself."""
    months: Drawn


class DrawnFigures:
    """The figures of a scenario, some of them by draw."""

    def __init__(self, scenario: Scenario, figures: Sequence[Doubtful], values: Floats) -> None:
        """Put drawn values in the place of figures.

        Args:
            scenario: Whose tables.
            figures: Which figures are varied, n of them.
            values: Their values, of shape (draws, n).
        """
        self.scenario = scenario
        self.draws = len(values)
        self.unit = float(scenario.settings.money_unit)
        self._values = values
        self._places = {(one.table, one.key, one.column): place for place, one in enumerate(figures)}

    def of(self, row: Row, column: str) -> Drawn:
        """A figure of a row; what is blank is 0."""
        place = self._places.get((row.TABLE, row_key(row), column))
        if place is not None:
            return self._values[:, place]
        return float(getattr(row, column) or 0)

    def setting(self, key: str) -> Drawn:
        """A figure of `settings`."""
        place = self._places.get(("settings", f"key={key}", key))
        return float(getattr(self.scenario.settings, key)) if place is None else self._values[:, place]

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {row.activity_id: row for row in self.scenario.activities}

    @cached_property
    def _costs(self) -> MostSpecific[Cost]:
        return MostSpecific(self.scenario.costs)

    @cached_property
    def clusters(self) -> dict[str, Cluster]:
        """The clusters by id."""
        return {row.cluster_id: row for row in self.scenario.clusters}

    def listed(self, cell: Cell) -> Drawn:
        """The households of a cell."""
        if cell.segment_id == WHOLE_CLUSTER and cell.segment.row == self.clusters[cell.cluster_id].row:
            return self.of(self.clusters[cell.cluster_id], "poor_households")
        return self.of(cell.segment, "households")

    def household(self, cell: Cell, offer: Offer, year: int) -> Household:
        """What one household costs and takes.

        Args:
            cell: Where it lives.
            offer: The level it joins at.
            year: The project year in which it joins.
        """
        cluster = self.clusters[cell.cluster_id]
        cost = self._costs.find(
            Place(
                cluster_id=cell.cluster_id,
                sector=cluster.sector,
                segment_id=cell.segment_id,
                level_id=offer.level_id,
            )
        )
        parts = self._parts(offer.level_id)
        total = _sum(parts.values())
        rupees: dict[str, Drawn]
        if cost is not None and cost.cost_per_household is not None:
            rupees = _divided(self.of(cost, "cost_per_household") * self.unit, parts, total, SUPPORT)
        else:
            rupees = {name: float(cell.segment.cost_factor) * part * self.unit for name, part in parts.items()}
        if cost is not None and cost.agent_months_per_household is not None:
            months: Drawn = float(cost.agent_months_per_household)
        else:
            months = _sum(
                self.of(row, "quantity_per_household") * float(self._activities[row.activity_id].agent_months_per_unit)
                for row in self._contents(offer.level_id)
                if row.activity_id in self._activities
            )
        return Household(rupees=self._without_brought(cell, rupees, year), months=months)

    def start_up(self, cluster: Cluster) -> dict[str, Drawn]:
        """Rupees by activity that it costs to open a whole cluster."""
        parts = {
            row.activity_id: self.of(row, "quantity_per_household")
            * self.of(self._activities[row.activity_id], "unit_cost")
            for row in self._contents(START_UP)
        }
        total = _sum(parts.values())
        cost = total if cluster.start_up_cost is None else self.of(cluster, "start_up_cost")
        return _divided(cost * self.unit, parts, total, START_UP)

    def worths(self, cell: Cell, offer: Offer, year: int) -> dict[str, Drawn]:
        """What one household adds to every offered aim, in its unit; money in the scenario's unit.

        Args:
            cell: Where it lives.
            offer: The level it joins at.
            year: The project year in which it joins.
        """
        poor = 1.0 if cell.segment_id == WHOLE_CLUSTER else self.of(cell.segment, "poor_share")
        poor = float(cell.poor_share or 0) if isinstance(poor, float) else poor
        effect = offer.effect
        gain = 0.0 if effect is None else self.of(effect, "income_gain")
        value = 0.0 if effect is None else self.of(effect, "value_added")
        found: dict[str, Drawn] = {
            aims.BREADTH.name: poor * float(offer.reached),
            aims.DEPTH.name: poor * self._credit(cell, offer, gain),
            aims.PARTICIPATION.name: float(bool(cell.majority and offer.participation)),
            aims.SELECTIVITY.name: value + (0.0 if effect is None else float(effect.spill_value_added or 0)),
        }
        found |= self._incomes(cell, offer, year, gain, poor)
        return {name: found[name] for name in self.scenario.objectives}

    def _credit(self, cell: Cell, offer: Offer, gain: Drawn) -> Drawn:
        if offer.level.deep is not None:
            return float(offer.level.deep)
        gap = cell.segment.poverty_gap
        if gap is None or offer.income_gain is None:
            return 0.0
        return np.greater_equal(gain, float(gap)).astype(float)

    def _incomes(self, cell: Cell, offer: Offer, year: int, gain: Drawn, poor: Drawn) -> dict[str, Drawn]:
        """Income of the poor within the project's years, and in those after that are counted."""
        settings = self.scenario.settings
        if offer.income_gain is None or offer.persistence is None:
            return {aims.TODAY.name: 0.0, aims.TOMORROW.name: 0.0}
        share = poor if offer.poor_share_of_gain is None else float(offer.poor_share_of_gain)
        keeps = float(offer.persistence) * (1.0 + self.of(self.clusters[cell.cluster_id], "sector_outlook"))
        discount, last = 1.0 + float(settings.discount_rate), settings.project_years
        today = _years(keeps, range(last - year - offer.lag_years + 1), discount, year + offer.lag_years - 1)
        # A household enrolled in year 1 is as old as the project.
        first = 1 + offer.lag_years
        begins = max(first, last + 1)
        ages = range(begins - first, settings.horizon_years - first + 1)
        tomorrow = _years(keeps, ages, discount, begins - last - 1)
        return {aims.TODAY.name: gain * share * today, aims.TOMORROW.name: gain * share * tomorrow}

    def _contents(self, level_id: str) -> list[LevelContent]:
        return self._contents_by_level.get(level_id, [])

    @cached_property
    def _contents_by_level(self) -> dict[str, list[LevelContent]]:
        found: dict[str, list[LevelContent]] = {}
        for row in self.scenario.level_contents:
            found.setdefault(row.level_id, []).append(row)
        return found

    def _parts(self, level_id: str) -> dict[str, Drawn]:
        """What the contents of a level cost before any factor, by activity, in the scenario's unit of money."""
        return {
            row.activity_id: self.of(row, "quantity_per_household") * self.of(activity, "unit_cost")
            for row in self._contents(level_id)
            if (activity := self._activities.get(row.activity_id)) is not None and activity.scope == "household"
        }

    def _without_brought(self, cell: Cell, rupees: dict[str, Drawn], year: int) -> dict[str, Drawn]:
        """What is left to the programme when a household brings what it can to what asks for a share."""
        ability = cell.segment.ability_to_pay
        asked = [name for name in rupees if cost_share(self.scenario, name, cell.segment_id, year) is not None]
        if not asked or not ability:
            return rupees
        whole = _sum(rupees[name] for name in asked)
        brought = np.minimum(float(ability) * self.unit, whole)
        left = 1.0 - np.divide(brought, whole, out=np.zeros_like(brought), where=np.asarray(whole) > 0)
        return {name: amount * left if name in asked else amount for name, amount in rupees.items()}


def _sum(parts: Iterable[Drawn]) -> Drawn:
    total: Drawn = 0.0
    for part in parts:
        total = total + part
    return total


def _divided(cost: Drawn, parts: Mapping[str, Drawn], total: Drawn, rest: str) -> dict[str, Drawn]:
    """A cost divided as its parts are; all of it on `rest` where they are nothing.

    Args:
        cost: What is divided.
        parts: By activity.
        total: Their sum.
        rest: The activity that takes money without contents.
    """
    if not np.any(total):
        return {rest: cost}
    there = np.asarray(total) > 0
    shares = {name: np.divide(part, total, out=np.zeros(np.shape(total)), where=there) for name, part in parts.items()}
    return {name: cost * share for name, share in shares.items()}


def _years(keeps: Drawn, ages: range, discount: float, discounted: int) -> Drawn:
    """The sum over ages of what is kept of a first year's gain, discounted.

    Args:
        keeps: The share kept from a year to the next.
        ages: Years since the first gain.
        discount: 1 and the rate of discount.
        discounted: The years by which the first of these ages is discounted.
    """
    total: Drawn = 0.0
    kept: Drawn = 1.0
    for age in range(ages.stop):
        if age in ages:
            total = total + kept / discount ** (discounted + age - ages.start)
        kept = kept * keeps
    return total
