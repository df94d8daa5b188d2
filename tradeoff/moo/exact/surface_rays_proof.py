"""Writes a certified surface that goes on without end as `certificate.json`: corners, planes, facets, directions.

Corners, planes and facets stand there as of any surface (`surface_proof.py`), but for the directions in which it goes
on: they are told, with the way of the columns that may be gone for ever, or the objective that gets worse. The layout
stands in docs/certificate.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tradeoff.moo.exact.bounded_weights import Direction
from tradeoff.moo.exact.certificate import sparse, writable
from tradeoff.moo.exact.certify_endless import Ray
from tradeoff.moo.exact.surface_proof import SurfaceProof

SCHEMA = "tradeoff/certificate-surface-rays/1"


@dataclass(frozen=True, kw_only=True)
class SurfaceRaysProof:
    """What is certified of a surface that goes on without end."""

    surface: SurfaceProof
    """Points, planes and facets, whose corners from the number of points on are the directions."""
    directions: tuple[Direction, ...]
    rays: tuple[Ray, ...]

    def values(self) -> list[tuple[Fraction, ...]]:
        """The points in the users' senses and units."""
        return self.surface.values()

    @writable()
    def as_dict(self) -> dict[str, object]:
        """The content of certificate.json.

        Raises SolverError where numbers are too long to be written.
        """
        return self.surface.as_dict() | {
            "schema": SCHEMA,
            "directions": [self._direction(direction) for direction in self.directions],
            "rays": [{"point": point, "direction": direction} for point, direction in self.rays],
        }

    def _direction(self, direction: Direction) -> dict[str, object]:
        """A direction as its user reads it, so much of it that the first objective which betters goes by 1."""
        if direction.columns is None:
            return {"worse": direction.moves.index(Fraction(1))}
        objectives = self.surface.programme.objectives
        moved = [one.scale * move for one, move in zip(objectives, direction.moves, strict=True)]
        unit = next(-move for move in moved if move < 0)
        return {
            "moves": [str(one.sign * move / unit) for one, move in zip(objectives, moved, strict=True)],
            "way": sparse([value / unit for value in direction.columns]),
        }
