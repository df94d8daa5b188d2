"""Holds the `Frontier` a caller reads: points, rates, solutions, steps or facets, certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.moo.drawer import drawn
from tradeoff.moo.lp.stopping import Stopped

if TYPE_CHECKING:
    import pandas as pd

    from tradeoff.moo.biobjective.line import Line
    from tradeoff.moo.exact.certificate import Proof


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
    versions: Mapping[str, str]
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
    """Over whole numbers: whether a weighted sum is checked to reach it; None where nobody looked (at levels)."""
    efficient: bool | None = None
    """Of three objectives over whole numbers: whether it is checked that nothing is as good in all and better in one;
    only a search that was stopped may return a point that is not."""
    exact: tuple[Fraction, ...] | None = None
    """x and y (and z) as fractions, where the frontier is certified."""
    exact_rate_left: Fraction | None = None
    exact_rate_right: Fraction | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """The objectives in their order."""
        return (self.x, self.y) if self.z is None else (self.x, self.y, self.z)


class Shape(StrEnum):
    """What a frontier is made of."""

    LINE = "line"
    """Two objectives over a linear programme: extreme points joined by straight edges."""
    SURFACE = "surface"
    """Three objectives over a linear programme: extreme points joined by triangles."""
    STEPS = "staircase"
    """Two objectives over whole numbers: points, level steps between them, and straight segments here and there."""
    POINTS = "points"
    """Three objectives over whole numbers: points, with nothing attainable between them."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """An edge of a line, or a triangle of a surface."""

    points: tuple[int, ...]
    """Positions among the extreme points."""
    normal: tuple[float, ...]
    """How much each objective weighs on it, in its own unit and sense: all above 0, unit sum."""


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
    """Whether nothing better is hidden there."""


@dataclass(frozen=True, kw_only=True)
class Solution:
    """The values of a problem's variables by name, and whether no others are as good (None: not looked at)."""

    values: dict[str, float]
    is_only: bool | None


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The frontier of two or three objectives over a programme."""

    objectives: tuple[str, ...]
    certificate: Certificate
    extreme_points: tuple[Point, ...]
    """From the best to the worst of the first objective. Over whole numbers, every point found."""
    shape: Shape = Shape.LINE
    edges: tuple[Facet, ...] = field(default=(), repr=False)
    """Of a line its edges, of a surface its triangles (and efficient edges that border none)."""
    stretches: tuple[Step, ...] = field(default=(), repr=False)
    """Of a frontier over whole numbers what lies between its points."""
    line: Line | None = field(default=None, repr=False, compare=False)
    """Of two objectives over a linear programme: what answers further questions between the points."""
    _solve: Callable[[int], Solution] = field(repr=False, compare=False)
    """The values of the problem's variables at a point, worked out when they are asked for."""
    proof: Proof | None = field(default=None, repr=False, compare=False)
    """The programme and every claim in exact fractions, where a line is certified."""

    def __repr__(self) -> str:
        count, kind, gap = len(self.extreme_points), self.certificate.kind, self.certificate.max_gap
        return f"<Frontier of {', '.join(self.objectives)}: {count} points, {kind}, max_gap {gap:.3g}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @property
    def points(self) -> pd.DataFrame:
        """A row a point: the objectives, then for a line rate_left, rate_right, weight_from and weight_to, and over
        whole numbers bound and supported, of three objectives bound and efficient (see `Point`).
        """
        import pandas as pd

        columns: dict[str, object] = {
            name: [point.values[i] for point in self.extreme_points] for i, name in enumerate(self.objectives)
        }
        if self.shape is Shape.LINE:
            for rate in ("rate_left", "rate_right"):
                columns[rate] = pd.array([getattr(point, rate) for point in self.extreme_points], dtype="Float64")
        extra = {
            Shape.LINE: ("weight_from", "weight_to"),
            Shape.SURFACE: (),
            Shape.STEPS: ("bound", "supported"),
            Shape.POINTS: ("bound", "efficient"),
        }
        for name in extra[self.shape]:
            found = [getattr(point, name) for point in self.extreme_points]
            columns[name] = pd.array(found, dtype="boolean") if name in ("supported", "efficient") else found
        return pd.DataFrame(columns)

    @property
    def facets(self) -> pd.DataFrame:
        """A row an edge of a line or a triangle of a surface: its points by position, and its normal.

        `normal_...` is how much each objective weighs on it, in its own unit, all above 0 and of unit sum: giving up
        one unit of a buys normal_a / normal_b units of b.
        """
        import pandas as pd

        corners = len(self.objectives)
        full = [facet for facet in self.edges if len(facet.points) == corners]
        columns: dict[str, object] = {
            f"point_{k}": pd.array([facet.points[k] for facet in full], dtype="int64") for k in range(corners)
        }
        for k, name in enumerate(self.objectives):
            columns[f"normal_{name}"] = pd.array([facet.normal[k] for facet in full], dtype="float64")
        return pd.DataFrame(columns)

    @property
    def steps(self) -> pd.DataFrame:
        """A row a stretch between points of a frontier over whole numbers: see `Step`."""
        import pandas as pd

        names = ("start", "end", "best", "best_at_end", "checked")
        return pd.DataFrame({name: [getattr(step, name) for step in self.stretches] for name in names})

    @property
    def outer(self) -> pd.DataFrame:
        """The corners of the outer bound of a line, beyond which no solution lies, in the order of the points.

        Raises ValueError for a surface, and over whole numbers.
        """
        import pandas as pd

        if self.shape is not Shape.LINE:
            raise ValueError(
                f"a frontier of shape {str(self.shape)!r} has no outer line; its certificate holds the gap"
            )
        corners = self.certificate.outer or [point.values for point in self.extreme_points]
        return pd.DataFrame(corners, columns=list(self.objectives))

    def solution(self, position: int) -> dict[str, float]:
        """The values of the problem's variables at one point, by name; position 0 is the best of the first objective.

        A point may have many solutions; which one is given depends on the point alone (over whole numbers, on the
        solver's version too). It is solved for when asked, and kept.

        Raises IndexError for a position that is not there, SolverError if the solver loses the point.
        """
        return dict(self._solve(self._at(position)).values)

    def is_only(self, position: int) -> bool | None:
        """Whether `solution(position)` is checked to be the only one by objectives and ranks; None where nobody looked.

        Raises IndexError for a position that is not there, SolverError if the solver loses the point.
        """
        return self._solve(self._at(position)).is_only

    def _at(self, position: int) -> int:
        """A position from the beginning, for one that may count from the end."""
        count = len(self.extreme_points)
        if not -count <= position < count:
            raise IndexError(f"there is no point {position}; the frontier has {count}, numbered from 0 to {count - 1}")
        return position % count
