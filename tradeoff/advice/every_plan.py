"""Finds over which share of a frontier every equally good plan funds a cluster, not only the one that stands for it.

    q = max x,  p = min x    over the plans of an edge that give the cluster nothing
    share = 1 - (sum over edges of q - p) / (x at one end - x at the other)

In words: the equally good plans along an edge are the optima of one weighting, so those among them that do without a
cluster reach an interval of x: two linear programmes find its ends, and where there is no such plan, every plan funds
it. The least money of a cluster is convex along an edge; nothing between p and q needs to be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from tradeoff.advice.standpoint import eased
from tradeoff.advice.subjects import SPENT, cluster_subject
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.what_if import WhatIf
from tradeoff.moo.pieces import Point
from tradeoff.programme.programme import Measured, Programme, money_scale, published

_POINT = 1e-6
"""Share of the range of x up to which plans without a cluster reach a point: levels are held a hair short."""


def every_plan_shares(frontier: ScenarioFrontier) -> Mapping[str, float]:
    """By cluster, the share of the range of x over which every equally good plan gives it money.

    Args:
        frontier: With every breakpoint, as `no_regret` asks.

    Raises:
        SolverError: The solver gave up.
    """
    scenario, programme = frontier.scenario, frontier.study.programme
    points = frontier.extreme_points
    measures = {
        _money(row.cluster_id): cluster_subject(scenario, row.cluster_id).measures(programme)[SPENT]
        for row in scenario.clusters
    }
    edges = list(pairwise(points)) or [(points[0], points[0])]
    measures |= {_edge(place): _weighted(frontier, programme, *ends) for place, ends in enumerate(edges)}
    asked = WhatIf(programme, measures=measures)
    wide = points[0].x - points[-1].x
    shares = {}
    for row in scenario.clusters:
        without = [_without(asked, frontier, place, ends, row.cluster_id) for place, ends in enumerate(edges)]
        if not wide:
            shares[row.cluster_id] = float(without[0] is None)
            continue
        parts = [part for part in without if part is not None and part > _POINT * wide]
        shares[row.cluster_id] = published(1.0 - sum(parts) / wide)
    return shares


def _money(cluster: str) -> str:
    return f"{SPENT} of cluster {cluster}"


def _edge(place: int) -> str:
    return f"weighting of edge {place}"


def _weights(first: Point, second: Point) -> tuple[float, float]:
    """What one of x and one of y count for, so that both ends of an edge come to the most, and what lies between."""
    long, high = first.x - second.x, second.y - first.y
    return (1.0 / long if long else 1.0), (1.0 / high if high else 1.0)


def _weighted(frontier: ScenarioFrontier, programme: Programme, first: Point, second: Point) -> Measured:
    parts = zip((frontier.x, frontier.y), _weights(first, second), strict=True)
    terms = [programme.objectives[aim] * (float(money_scale(frontier.scenario, aim)) * weight) for aim, weight in parts]
    return Measured(expression=terms[0] + terms[1])


def _without(
    asked: WhatIf, frontier: ScenarioFrontier, place: int, ends: tuple[Point, Point], cluster: str
) -> float | None:
    """How much of an edge plans reach that give a cluster nothing; None where there is no such plan on it.

    Args:
        asked: The programme, with the measures of all edges and clusters.
        frontier: Whose edges.
        place: Which edge.
        ends: Its points, the one with more x first.
        cluster: Its id.
    """
    first, second = ends
    of_x, of_y = _weights(first, second)
    held = {_edge(place): eased(of_x * first.x + of_y * first.y)}
    nothing = {_money(cluster): 0.0}
    least = asked.least(frontier.x, held, at_most=nothing)
    most = asked.most(frontier.x, held, at_most=nothing)
    if least is None or most is None:
        return None
    return max(0.0, min(most, first.x) - max(least, second.x))
