"""Tells by level how many rupees of income a household has for a rupee of cost: see `scenario/returns.py`."""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.scenario.horizon import ordinal
from tradeoff.scenario.returns import income_a_rupee
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


@dataclass(frozen=True, kw_only=True)
class LevelReturn:
    """Rupees of income a rupee at one level: the least and the most over the cells that it is offered to."""

    level: str
    least: float
    least_in: str
    """A cell that has the least, as `cluster/segment`; of several the first."""
    most: float
    most_in: str
    cells: int
    """Cells in which both the income and a cost are known."""


def returns(scenario: Scenario) -> tuple[LevelReturn, ...]:
    """Rupees of income a rupee by level, lowest level first; empty where no income is known."""
    clusters = {cluster.cluster_id: cluster for cluster in scenario.clusters}
    found: dict[str, list[tuple[float, str]]] = {}
    order: dict[str, tuple[float, str]] = {}
    for cell in scenario.cells:
        for offer in cell.offers:
            rate = income_a_rupee(scenario.settings, clusters[cell.cluster_id], offer)
            if rate is not None:
                found.setdefault(offer.level_id, []).append((float(rate), f"{cell.cluster_id}/{cell.segment_id}"))
                order.setdefault(offer.level_id, (float(offer.order), offer.level_id))
    told = []
    for level in sorted(found, key=order.__getitem__):
        least, most = min(found[level], key=lambda rate: rate[0]), max(found[level], key=lambda rate: rate[0])
        told.append(
            LevelReturn(
                level=level, least=least[0], least_in=least[1], most=most[0], most_in=most[1], cells=len(found[level])
            )
        )
    return tuple(told)


def returns_sentence(scenario: Scenario) -> str:
    """What the table of rupees a rupee counts, in one sentence."""
    last = ordinal(scenario.settings.horizon_years)
    return say(
        "income until the {last} year of a household that joins in {name}, poor or not, on the cost "
        "of its level alone; opening, facilitation, training and reforms come on top",
        last=last,
        name=scenario.settings.years.name(1),
    )
