"""Holds what a frontier is made of: certificate, points, edges and facets, steps, solutions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tradeoff.moo.lp.stopping import Stopped


class Kind(StrEnum):
    """What a certificate vouches for."""

    EXACT = "exact"
    """No segment or facet has anything beyond 1e-9 of the ranges, in floating point; no rational certificate."""
    BOUNDED = "bounded"
    """No feasible solution betters the drawn line by more than `max_gap` of both ranges at once."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """How good a frontier is checked to be."""

    kind: Kind
    max_gap: float
    """Share of both ranges (between the lexicographic ends) by which a solution could still better the line."""
    solves: int
    """Weighted sums optimised to find the points, each with the stages that choose among its optima."""
    method: str
    """How the points were found."""
    solver: str
    versions: Mapping[str, str] = field(hash=False)
    stopped: Stopped
    """Blank, or why the search ended early; the points found until then are efficient all the same."""
    outer: tuple[tuple[float, float], ...] = field(default=(), repr=False)
    """Of two objectives over a linear programme: the corners of the outer bound, beyond which no solution lies, from
    the best x. The inner bound is the line through the points. Empty where the frontier is exact: then the two are
    one."""
    certified: bool = False
    """Whether points, edges or triangles, and the gap are certified in exact rational arithmetic; then `exact` means
    that nothing lies beyond any of them."""

    def as_dict(self) -> dict[str, object]:
        """The certificate in plain values, for JSON."""
        return {
            "kind": str(self.kind),
            "max_gap": self.max_gap,
            "solves": self.solves,
            "method": self.method,
            "solver": self.solver,
            "versions": dict(self.versions),
            "stopped": str(self.stopped),
            "outer": [list(corner) for corner in self.outer],
            "certified": self.certified,
        }


@dataclass(frozen=True, kw_only=True)
class Point:
    """An efficient extreme point in its user's senses, with the exchange rates of its two edges."""

    x: float
    y: float
    z: float | None = None
    """The third objective, where there is one."""
    w: float | None = None
    """The fourth."""
    rate_left: float | None = None
    """Improvement of y for each unit of x given up, on the edge towards better x; None at that end."""
    rate_right: float | None = None
    """The same on the edge towards better y; None at that end."""
    weight_from: float | None = None
    """Least weight of y, between 0 and 1 and with both objectives in shares of their ranges, that makes it the best."""
    weight_to: float | None = None
    """Greatest such weight; where the frontier is bounded, the greatest that is known."""
    bound: float | None = None
    """Over whole numbers, checked: no solution with x as good has a better y than this; of three objectives, none with
    x and y as good has a better z."""
    supported: bool | None = None
    """Over whole numbers: whether a weighted sum reaches it, true or false where that is checked; None where it is not
    known (at levels, to a gap, where a search ended early)."""
    efficient: bool | None = None
    """Over whole numbers: whether it is checked that nothing is as good in all and better in one; only a search that
    ended early, or of two objectives one to a gap, may return a point that is not."""
    exact: tuple[Fraction, ...] | None = None
    """x and y (and z) as fractions, where the frontier is certified."""
    exact_rate_left: Fraction | None = None
    exact_rate_right: Fraction | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """The objectives in their order."""
        return (self.x, self.y, *(value for value in (self.z, self.w) if value is not None))


class Shape(StrEnum):
    """What a frontier is made of."""

    LINE = "line"
    """Two objectives over a linear programme: extreme points joined by straight edges."""
    SURFACE = "surface"
    """Three or four objectives over a linear programme: extreme points joined by triangles, or tetrahedra."""
    STEPS = "staircase"
    """Two objectives over whole numbers: points, level steps between them, and straight segments here and there."""
    POINTS = "points"
    """Three objectives over whole numbers: points, with nothing attainable between them."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """An edge of a line, or a triangle of a surface (of four objectives a tetrahedron)."""

    points: tuple[int, ...]
    """Positions among the extreme points."""
    normal: tuple[float, ...]
    """How much each objective weighs on it, in its own unit and sense: all above 0, unit sum."""
    rays: tuple[int, ...] = ()
    """Of a facet without an end: positions among the rays of the two that are its sides; `points` are the one or two at
    which they begin, and the facet is all that these and both directions span."""


@dataclass(frozen=True, kw_only=True)
class Ray:
    """An edge without an end, on which an objective betters for ever: a solution plus any share of `variables`."""

    point: int
    """Position of the extreme point it begins at."""
    direction: tuple[float, ...]
    """The objectives along it, in their units and senses; the (first) one that betters goes by 1."""
    variables: dict[str, float] = field(repr=False, compare=False)
    """The problem's variables along it, by name; one of several that are as cheap, where there are."""
    rate: float | None = None
    """Of two objectives: improvement of the second for each unit of the first given up, as of edges."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """With the first objective from `start` up to `end`, the second is from `best` to `best_at_end`: level but where a
    straight segment of the frontier is attainable.
    """

    start: float
    end: float
    best: float
    best_at_end: float
    checked: bool
    """Whether it is checked that nothing better is hidden there, whatever gap was asked for."""
    mixture: Callable[[float], dict[str, float]] | None = field(default=None, repr=False, compare=False)
    """Of a straight segment: the problem's variables at a share of the way from `start` to `end`."""

    @property
    def is_level(self) -> bool:
        """Whether the second objective is the same all along."""
        return self.best == self.best_at_end


@dataclass(frozen=True, kw_only=True)
class Solution:
    """The values of a problem's variables by name, and whether no others are as good (None: not looked at)."""

    values: dict[str, float] = field(hash=False)
    is_only: bool | None
