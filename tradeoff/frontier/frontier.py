"""From a chain of extreme points to the `Frontier` a caller reads: points, rates, solutions, certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.errors import SolverError
from tradeoff.frontier.search import Chain, Search, Stopped
from tradeoff.frontier.solver import solver_versions

if TYPE_CHECKING:
    import pandas as pd

    from tradeoff.frontier.certificate import Proof

PROVED = 1e-9
"""A frontier with less than this share of both ranges beyond it is called exact."""


class Kind(StrEnum):
    """What a certificate vouches for."""

    EXACT = "exact"
    """No chord has anything beyond 1e-9 of the ranges, in floating point; no rational certificate."""
    BOUNDED = "bounded"
    """No feasible plan betters the drawn line by more than `max_gap` of both ranges at once."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """How good a frontier is proved to be."""

    kind: Kind
    max_gap: float
    """Share of both ranges (between the lexicographic ends) by which a plan could still better the line."""
    solves: int
    """Weighted sums optimised to find the points, each with the stages that choose among its optima."""
    method: str
    """How the points were found."""
    solver: str
    versions: Mapping[str, str]
    stopped: Stopped
    """Blank, or why the search ended early; the points found until then are efficient all the same."""
    certified: bool = False
    """Whether points, lines and gap are proved in exact rational arithmetic; then `exact` means a gap of 0."""

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
            "certified": self.certified,
        }


def certify(chain: Chain, solves: int, *, exact: bool) -> Certificate:
    """The certificate of a finished search.

    Raises SolverError if every breakpoint was asked for and an edge could not be proved.
    """
    kind = Kind.EXACT if chain.gap <= PROVED else Kind.BOUNDED
    if exact and kind is Kind.BOUNDED and not chain.stopped:
        raise SolverError(
            f"the frontier could not be proved: something may lie beyond it by {chain.gap:.1e} of the ranges. "
            "Ask for a gap instead of the exact frontier, or write amounts in a larger unit."
        )
    return Certificate(
        kind=kind,
        max_gap=chain.gap,
        solves=solves,
        method=str(chain.method),
        solver="HiGHS simplex",
        versions=solver_versions(),
        stopped=chain.stopped,
    )


@dataclass(frozen=True, kw_only=True)
class Point:
    """An efficient extreme point in its user's senses, with the exchange rates of its two edges."""

    x: float
    y: float
    rate_left: float | None
    """Improvement of y for each unit of x given up, on the edge towards better x; None at that end."""
    rate_right: float | None
    """The same on the edge towards better y; None at that end."""
    weight_from: float
    """Least weight of y, between 0 and 1 and with both objectives in shares of their ranges, that makes it the best."""
    weight_to: float
    """Greatest such weight; where the frontier is bounded, the greatest that is known."""
    exact: tuple[Fraction, Fraction] | None = None
    """x and y as fractions, where the frontier is certified."""
    exact_rate_left: Fraction | None = None
    exact_rate_right: Fraction | None = None


def read_points(search: Search, chain: Chain) -> tuple[Point, ...]:
    """The points of a chain from best x to best y; rates come from values without constants, to keep their digits."""
    model = search.solver.model
    rates = [(a.v - b.v) / (b.u - a.u) for a, b in zip(chain.vertices, chain.vertices[1:], strict=False)]
    return tuple(
        Point(
            x=model.published(search.first, vertex.u),
            y=model.published(search.second, vertex.v),
            rate_left=left,
            rate_right=right,
            weight_from=weights[0],
            weight_to=weights[1],
        )
        for vertex, left, right, weights in zip(
            chain.vertices, [None, *rates], [*rates, None], _weights(chain), strict=True
        )
    )


def _weights(chain: Chain) -> list[tuple[float, float]]:
    """From which weight of v to which every vertex is known to be the best."""
    lines = [0.0, *(side for chord in chain.chords for side in (chord.line_a[1], chord.line_b[1])), 1.0]
    return list(zip(lines[::2], lines[1::2], strict=True))


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The frontier of two objectives over any linear programme."""

    objectives: tuple[str, str]
    certificate: Certificate
    extreme_points: tuple[Point, ...]
    """From the best to the worst of the first objective."""
    _solve: Callable[[int], dict[str, float]] = field(repr=False, compare=False)
    """The values of the problem's variables at a point, worked out when they are asked for."""
    proof: Proof | None = field(default=None, repr=False, compare=False)
    """The programme and every claim in exact fractions, where the frontier is certified."""

    @property
    def points(self) -> pd.DataFrame:
        """A row an extreme point: the objectives, rate_left and rate_right, weight_from and weight_to."""
        import pandas as pd

        x, y = self.objectives
        return pd.DataFrame(
            {
                x: [point.x for point in self.extreme_points],
                y: [point.y for point in self.extreme_points],
                "rate_left": pd.array([point.rate_left for point in self.extreme_points], dtype="Float64"),
                "rate_right": pd.array([point.rate_right for point in self.extreme_points], dtype="Float64"),
                "weight_from": [point.weight_from for point in self.extreme_points],
                "weight_to": [point.weight_to for point in self.extreme_points],
            }
        )

    def solution(self, position: int) -> dict[str, float]:
        """The values of the problem's variables at one point, by name; position 0 is the best of the first objective.

        A point may have many solutions; which one is given depends on the point alone. It is solved for when asked, and
        kept.

        Raises IndexError for a position that is not there, SolverError if the solver loses the point.
        """
        return dict(self._solve(range(len(self.extreme_points))[position]))
