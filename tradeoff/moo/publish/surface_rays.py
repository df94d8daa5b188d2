"""Publishes a surface that goes on without end as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tradeoff.moo.at_level import Levels
from tradeoff.moo.canonical import Chosen
from tradeoff.moo.exact.bounded_weights import BoundedWeights, Direction
from tradeoff.moo.exact.surface_rays_proof import SurfaceRaysProof
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.stopping import Stopped
from tradeoff.moo.pieces import Certificate, Facet, Kind, Point, Ray, Shape, Solution
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.triobjective.endless import Joined


@dataclass(frozen=True)
class _Solutions:
    """The values of the problem's variables at each point."""

    known: tuple[Solution, ...]

    def __call__(self, position: int) -> Solution:
        return self.known[position]


def endless_frontier(
    model: Model,
    weights: BoundedWeights,
    joined: Joined,
    solutions: Sequence[Chosen],
    *,
    gap: float,
    sums: int,
    proof: SurfaceRaysProof | None,
) -> Frontier:
    """The frontier of three objectives of which one has no bound.

    Args:
        model: The programme.
        weights: Those with a bounded sum.
        joined: The extreme points, and where the surface goes on.
        solutions: Of each point the one that stands for it.
        gap: By how much something may lie beyond, in shares of the ranges of sums.
        sums: Weighted sums minimised.
        proof: What is certified of it; None where nothing is.
    """
    names, surface = model.objectives, joined.surface
    points = []
    for chosen in solutions:
        x, y, z = (model.value(name, chosen.x) for name in names)
        points.append(Point(x=x, y=y, z=z))
    if proof is not None:
        every = zip(points, proof.values(), strict=True)
        points = [replace(one, x=float(v[0]), y=float(v[1]), z=float(v[2]), exact=v) for one, v in every]
    place_of = {pair: place for place, pair in enumerate(surface.rays)}
    edges = [
        Facet(points=triangle.corners, normal=_own(triangle.weights, joined.ranges))
        for triangle in surface.triangles
        if triangle.is_efficient
    ]
    edges += [
        Facet(
            points=tuple(sorted(facet.corners)),
            normal=_own(facet.weights, joined.ranges),
            rays=tuple(sorted(place_of[pair] for pair in facet.rays)),
        )
        for facet in surface.facets
        if facet.is_efficient
    ]
    return Frontier(
        objectives=names,
        senses=senses_of(model, names),
        certificate=Certificate(
            kind=Kind.EXACT,
            max_gap=gap,
            solves=sums,
            method="sandwiches of weighted sums that have a bound, and directions in exact fractions",
            solver="HiGHS",
            versions=solver_versions(),
            stopped=Stopped.NO,
            certified=proof is not None,
        ),
        extreme_points=tuple(points),
        shape=Shape.SURFACE,
        edges=(*edges, *(Facet(points=edge, normal=()) for edge in surface.edges)),
        rays=tuple(_ray(model, point, weights.sides[side]) for point, side in surface.rays),
        proof=proof,
        _programme=Levels(model, names),
        _solve=_Solutions(tuple(Solution(values=model.by_name(one.x), is_only=one.is_only) for one in solutions)),
    )


def _own(weights: Sequence[float], ranges: Floats) -> tuple[float, ...]:
    """A normal of shares in the objectives' own units, unit sum."""
    normal = np.array(weights) / ranges
    return tuple((normal / normal.sum()).tolist())


def _ray(model: Model, point: int, along: Direction) -> Ray:
    direction, columns = along.published(model)
    return Ray(point=point, direction=direction, variables=model.by_name(columns))
