"""Holds what is known of a frontier of two objectives: extreme points and the segments between neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.lp.stopping import Stopped

Weights = tuple[float, float]
"""Of the two objectives, each in shares of its range between the ends."""


class Found(StrEnum):
    """How a frontier was found."""

    SANDWICH = "sandwich of weighted sums"
    PARAMETRIC = "parametric simplex"


@dataclass(frozen=True, kw_only=True)
class Vertex:
    """An efficient extreme point, and the weighted sums that single it out, in lexicographic order."""

    u: float
    v: float
    stages: tuple[Weights, ...]
    basis: Statuses | None = field(default=None, repr=False, compare=False)
    """Where the solver stood, for the next solve nearby to start from."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Two neighbours, A with the better u and B with the better v, and a supporting line through each."""

    a: Vertex
    b: Vertex
    line_a: Weights
    line_b: Weights
    gap: float
    edge: bool = False
    """Its own direction has been solved and nothing lies below it."""


@dataclass(kw_only=True)
class Polyline:
    """What a search has found so far: points from best u to best v, and what may still lie beyond them."""

    vertices: list[Vertex]
    gap: float
    stopped: Stopped = Stopped.NO
    segments: list[Segment] = field(default_factory=list)
    found: Found = Found.SANDWICH
    all: Polyline | None = None
    """The polyline that this one is a part of, where some of the points known were left out."""
