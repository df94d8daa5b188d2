"""Says what changes of a frontier of which some points are kept: certificate, points and their solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tradeoff.moo.pieces import Kind, Solution

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier


@dataclass(frozen=True)
class Places:
    """The solution of a point that was kept."""

    whole: Frontier
    kept: tuple[int, ...]

    def __call__(self, position: int) -> Solution:
        """Asked of the frontier as it was."""
        place = self.kept[position]
        return Solution(values=self.whole.solution(place), is_only=self.whole.is_only(place))


def kept_parts(frontier: Frontier, kept: Sequence[int], gap: float, *, kind: Kind = Kind.BOUNDED) -> dict[str, Any]:
    """What changes whatever the shape: nothing of it is certified in fractions any more.

    Args:
        frontier: As it was.
        kept: The positions of the points that stay, in order.
        gap: By which share of all ranges at once a solution may better what is left.
        kind: What the certificate vouches for.
    """
    count = len(frontier.extreme_points)
    certificate = replace(
        frontier.certificate,
        kind=kind,
        # From the end that is best in an objective no solution betters it, and so none betters all by their ranges.
        max_gap=min(gap, 1.0),
        method=f"{frontier.certificate.method}; thinned to {len(kept)} of {count} points",
        certified=False,
    )
    return {
        "certificate": certificate,
        "extreme_points": tuple(
            replace(frontier.extreme_points[place], exact=None, exact_rate_left=None, exact_rate_right=None)
            for place in kept
        ),
        "line": None,
        "proof": None,
        "_solve": Places(frontier, tuple(kept)),
    }
