"""From a chain of extreme points to the `Frontier` a caller reads: points, rates, solutions, certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from tradeoff.errors import SolverError
from tradeoff.frontier.search import Chain, Search, Stopped
from tradeoff.frontier.solver import solver_versions

if TYPE_CHECKING:
    import pandas as pd

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
    """Linear programmes solved to find the points."""
    solver: str
    versions: Mapping[str, str]
    stopped: Stopped
    """Blank, or why the search ended early; the points found until then are efficient all the same."""

    def as_dict(self) -> dict[str, object]:
        """The certificate in plain values, for JSON."""
        return {
            "kind": str(self.kind),
            "max_gap": self.max_gap,
            "solves": self.solves,
            "solver": self.solver,
            "versions": dict(self.versions),
            "stopped": str(self.stopped),
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


def read_points(search: Search, chain: Chain) -> tuple[Point, ...]:
    """The points of a chain from best x to best y; rates come from values without constants, to keep their digits."""
    model = search.solver.model
    rates = [(a.v - b.v) / (b.u - a.u) for a, b in zip(chain.vertices, chain.vertices[1:], strict=False)]
    return tuple(
        Point(
            x=model.value(search.first, vertex.x),
            y=model.value(search.second, vertex.x),
            rate_left=left,
            rate_right=right,
        )
        for vertex, left, right in zip(chain.vertices, [None, *rates], [*rates, None], strict=True)
    )


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The frontier of two objectives over any linear programme."""

    objectives: tuple[str, str]
    certificate: Certificate
    extreme_points: tuple[Point, ...]
    """From the best to the worst of the first objective."""
    solutions: tuple[Mapping[str, float], ...] = field(repr=False)
    """Values of the problem's variables by name, one mapping a point."""

    @property
    def points(self) -> pd.DataFrame:
        """A row an extreme point: the objectives, then rate_left and rate_right."""
        import pandas as pd

        x, y = self.objectives
        return pd.DataFrame(
            {
                x: [point.x for point in self.extreme_points],
                y: [point.y for point in self.extreme_points],
                "rate_left": pd.array([point.rate_left for point in self.extreme_points], dtype="Float64"),
                "rate_right": pd.array([point.rate_right for point in self.extreme_points], dtype="Float64"),
            }
        )

    def solution(self, position: int) -> dict[str, float]:
        """The values of the problem's variables at one point, by name; position 0 is the best of the first objective.

        Raises IndexError for a position that is not there.
        """
        return dict(self.solutions[position])
