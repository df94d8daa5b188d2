"""Says which clusters, districts and levels are funded wherever one stands on a frontier: there is no regret in them.

    share = (sum over edges on which it is funded of their length in x) / (x at one end - x at the other)

In words: between two neighbouring breakpoints the plan is a mixture of the plans of both, so whatever one of them funds
is funded all along the open edge. Nothing is sampled: the shares are as exact as the breakpoints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tradeoff.advice.every_plan import every_plan_shares
from tradeoff.advice.wording import listing
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.moo.pieces import Kind
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

CLUSTER, DISTRICT, LEVEL = SORTS = ("cluster", "district", "level")
_SERVED = 1e-6
"""Households below which a level is not used: what a solver's tolerance leaves of lists of a million."""
_NAMED = 30
COLUMNS = ("sort", "name", "share", "every")
_Thing = tuple[str, str]
"""Its sort and name."""


@dataclass(frozen=True, kw_only=True)
class Funded:
    """Over how much of a frontier something is funded."""

    sort: str
    """`cluster`, `district` or `level`."""
    name: str
    share: float
    """Of the range of x, between 0 and 1, over which the plan that stands for each point funds it."""
    every: float | None = None
    """Over which every equally good plan funds it; None where it was not asked, and of districts and levels."""


@dataclass(frozen=True, kw_only=True)
class NoRegret:
    """Over which share of the range of x each cluster, district and level is funded; most first."""

    trade: str
    x: str
    x_range: tuple[float, float]
    """The least and the most x of the frontier."""
    shares: tuple[Funded, ...]

    def __repr__(self) -> str:
        return f"<NoRegret, {self.trade}: {len(self.core)} clusters funded all along>"

    @property
    def core(self) -> tuple[str, ...]:
        """The clusters that are funded all along the frontier."""
        return tuple(one.name for one in self.shares if one.sort == CLUSTER and one.share == 1)

    @property
    def table(self) -> pd.DataFrame:
        """A row a cluster, district or level: sort, name, share."""
        import pandas as pd

        return pd.DataFrame([vars(one) for one in self.shares], columns=list(COLUMNS))

    @property
    def sentence(self) -> str:
        """Which clusters are funded wherever one stands."""
        if not self.core:
            return say("No cluster is funded wherever one stands on {trade}.", trade=self.trade)
        return say(
            "Funded wherever one stands on {trade}: {core}.",
            trade=self.trade,
            core=listing(list(self.core), most=_NAMED),
        )


def no_regret(frontier: ScenarioFrontier, *, every: bool = False) -> NoRegret:
    """Over which share of a frontier each cluster, district and level is funded by the plan that stands for each point.

    With `every` also the share over which every equally good plan funds a cluster, by two solves an edge and cluster.
    Where a frontier is a single point the share is 1 for what its plan funds, and 0 for the rest.

    Raises ValueError for a frontier that does not hold every breakpoint.

    Example:
        >>> import tradeoff
        >>> clusters = tradeoff.read_scenario("three-clusters")
        >>> found = tradeoff.no_regret(tradeoff.trace_frontier(clusters, "depth-breadth", exact=True))
        >>> found.core
        ('handicraft', 'handloom')
    """
    require_frontier(frontier)
    certificate = frontier.certificate
    if certificate.kind is not Kind.EXACT or certificate.stopped:
        raise ValueError(say("the frontier does not hold every breakpoint; trace it with exact=True"))
    points, plans = frontier.extreme_points, frontier.plans
    sets = [frozenset(_funded(plan, frontier.scenario)) for plan in plans]
    wide = points[0].x - points[-1].x
    lengths: dict[_Thing, list[float]] = {thing: [] for thing in _all(frontier.scenario)}
    whole = []
    for (a, first), (b, second) in pairwise(zip(points, sets, strict=True)):
        whole.append(a.x - b.x)
        for thing in first | second:
            lengths[thing].append(a.x - b.x)
    if wide:
        # What is funded on every edge is funded all along, whatever the lengths add up to.
        shares = {thing: 1.0 if parts == whole else sum(parts) / wide for thing, parts in lengths.items()}
    else:
        shares = {thing: float(thing in sets[0]) for thing in lengths}
    certain = every_plan_shares(frontier) if every else {}
    found = [
        Funded(sort=sort, name=name, share=published(share), every=certain.get(name) if sort == CLUSTER else None)
        for (sort, name), share in shares.items()
    ]
    return NoRegret(
        trade=frontier.trade,
        x=frontier.x,
        x_range=(points[-1].x, points[0].x),
        shares=tuple(sorted(found, key=lambda one: (SORTS.index(one.sort), -one.share, one.name))),
    )


def _all(scenario: Scenario) -> Iterator[_Thing]:
    for cluster in scenario.clusters:
        yield CLUSTER, cluster.cluster_id
        if cluster.district:
            yield DISTRICT, cluster.district
    for level in scenario.levels:
        yield LEVEL, level.level_id


def _funded(plan: Plan, scenario: Scenario) -> Iterator[_Thing]:
    """What a plan funds: a cluster that gets money, its district, and a level at which somebody is served."""
    districts: Mapping[str, str] = {row.cluster_id: row.district for row in scenario.clusters}
    for row in plan.records["money"]:
        cluster = str(row["cluster"])
        if cluster:
            yield CLUSTER, cluster
            if districts[cluster]:
                yield DISTRICT, districts[cluster]
    for row in plan.records["households"]:
        if float(str(row["households"])) > _SERVED:
            yield LEVEL, str(row["level"])


def no_regret_json(found: NoRegret) -> Mapping[str, object]:
    """What was found, as plain values."""
    return {
        "trade": found.trade,
        "x": found.x,
        "x_range": list(found.x_range),
        "core": list(found.core),
        "shares": [vars(one) for one in found.shares],
    }
