"""Tells how many rupees of income a household has for a rupee that its level costs, if it joins in the first year.

    sum over ages a = lag .. H-1 of gamma (pi (1 + g))^(a - lag) / (1 + rho)^a, over c

In words: all income of the household, poor or not, until its H-th year, on the cost of the level alone. Opening,
facilitation, training and reforms come on top. gamma: `income_gain` in rupees a year; pi: `persistence`; g: the
cluster's `sector_outlook`; rho: `discount_rate`; H: `horizon_years`; c: rupees the level costs, the household's own
contribution included.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Cell, Offer, Tables
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.tables import Cluster
from tradeoff.words.spoken import figures, say

_WHOLE = 1_000
"""From here on a rate is told without decimals."""
MOST_CREDIBLE = 25
"""Rupees of income a rupee above which a level is remarked on.

Ten years of a gain as large as the whole cost come to 10; what gives more than twice that is more likely credited with
the effect of a larger programme than the one whose cost stands beside it.
"""


def income(settings: Settings, cluster: Cluster, offer: Offer) -> Fraction | None:
    """Rupees a household that joins in year 1 gains until the horizon; None where gain or persistence is not known.

    Args:
        settings: Horizon and discount rate.
        cluster: Whose sector grows or shrinks.
        offer: The level it joins at.
    """
    if offer.income_gain is None or offer.persistence is None:
        return None
    kept, discount = offer.persistence * (1 + cluster.sector_outlook), 1 + settings.discount_rate
    return offer.income_gain * _gained(kept, discount, offer.lag_years, settings.horizon_years)


@lru_cache(maxsize=1024)
def _gained(kept: Fraction, discount: Fraction, lag: int, horizon: int) -> Fraction:
    """Rupees until the horizon for a gain of 1 that begins after the lag; alike for most clusters of a sector."""
    return sum((kept ** (age - lag) / discount**age for age in range(lag, horizon)), start=Fraction(0))


def income_a_rupee(settings: Settings, cluster: Cluster, offer: Offer) -> Fraction | None:
    """Rupees of income for a rupee of the level's cost; None where the income is not known or the cost is 0.

    Args:
        settings: Horizon and discount rate.
        cluster: Whose sector grows or shrinks.
        offer: The level a household joins at.
    """
    gained = income(settings, cluster, offer)
    return None if gained is None or not offer.cost else gained / offer.cost


def is_free(cell: Cell, offer: Offer) -> bool:
    """Whether a level costs a cell nothing since its households' factor of cost is 0, of which is told there."""
    return cell.segment.cost_factor == 0 and offer.is_factored


def remark_returns(tables: Tables, cells: tuple[Cell, ...]) -> Iterator[InputFault]:
    """W22: levels that give more income a rupee than anybody should believe, one remark a row of effects and level."""
    clusters = {cluster.cluster_id: cluster for cluster in tables.clusters}
    found: dict[tuple[int, str], list[tuple[Fraction | None, Cell, Offer]]] = {}
    for cell in cells:
        for offer in cell.offers:
            gained = income(tables.settings, clusters[cell.cluster_id], offer)
            if is_free(cell, offer):
                continue
            if offer.effect is not None and gained and gained > MOST_CREDIBLE * offer.cost:
                rate = gained / offer.cost if offer.cost else None
                found.setdefault((offer.effect.row, offer.level_id), []).append((rate, cell, offer))
    for (row, level_id), places in sorted(found.items()):
        rate, cell, offer = max(places, key=lambda place: (place[0] is None, place[0] or 0))
        rounded = 0.0 if rate is None else float(f"{float(rate):.3g}")
        times = figures(rounded, ",.0f" if rounded >= _WHOLE else "g")
        gives = say("income at no cost") if rate is None else say("{rate} rupees of income a rupee", rate=times)
        others = say(" and in {count} more", count=len(places) - 1) if len(places) > 1 else ""
        what = say(
            "{level_id} gives {gives} in {cluster_id}/{segment_id}{others}, above {most_credible}",
            level_id=level_id,
            gives=gives,
            cluster_id=cell.cluster_id,
            segment_id=cell.segment_id,
            others=others,
            most_credible=MOST_CREDIBLE,
        )
        mend = (
            "credit a level with an effect only if it holds all that the studied programme gave; check the units of "
            "gain and cost"
        )
        typed = f"{float(offer.income_gain or 0) / float(tables.settings.money_unit):g}"
        yield fault("W22", "effects.csv", "income_gain", what, mend, row=row, value=typed)
