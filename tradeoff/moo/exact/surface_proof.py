"""Writes a certified surface of three objectives as `certificate.json`: a plan for every point, prices for every plane.

Bases are held, as with two objectives; what is written is what they say, the plan and the prices themselves, so that a
checker has to multiply only. The facets stand with all that reach to infinity, turned so that the inside is on one
side: how they meet tells that none is missing (see `certify_whole.py`). The layout stands in docs/certificate.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.moo.exact.basis import BASIC, ExactBasis
from tradeoff.moo.exact.certificate import sparse, writable, written_programme
from tradeoff.moo.exact.certify_whole import Plane, WholeSurface
from tradeoff.moo.exact.lu import fastest
from tradeoff.moo.exact.rational import ExactProgramme, IntegerForm, clear_denominators

SCHEMA = "tradeoff/certificate-surface/1"


@dataclass(frozen=True, kw_only=True)
class SurfaceProof:
    """A programme in exact numbers and what is certified of its surface."""

    programme: ExactProgramme
    whole: WholeSurface

    def values(self) -> list[tuple[Fraction, ...]]:
        """The points in the users' senses and units."""
        return [
            tuple(o.published(value) for o, value in zip(self.programme.objectives, point, strict=True))
            for point in self.whole.surface.points
        ]

    @writable()
    def as_dict(self) -> dict[str, object]:
        """The content of certificate.json.

        Raises SolverError where numbers are too long to be written.
        """
        form = clear_denominators(self.programme)
        factors = [math.lcm(*(v.denominator for v in row.terms.values())) for row in self.programme.rows]
        surface, planes = self.whole.surface, self.whole.planes
        place = {normal: k for k, normal in enumerate(planes)}
        return {
            "schema": SCHEMA,
            "count": len(surface.points),
            "programme": written_programme(self.programme),
            "points": [
                {"values": [str(value) for value in values], "plan": _plan(form, statuses)}
                for values, statuses in zip(self.values(), surface.statuses, strict=True)
            ],
            "planes": [_plane(form, factors, plane) for plane in planes.values()],
            "facets": [
                {"corners": list(corners), "plane": place[normal]} for corners, normal in self.whole.facets.items()
            ],
            "edges": [list(edge) for edge in self.whole.edges],
        }


def _plan(form: IntegerForm, statuses: str) -> dict[str, object]:
    """What a basis makes of the columns, those at 0 left out."""
    x = ExactBasis(form, statuses, fastest()).x
    return sparse([Fraction(value, x.denominator) for value in x.numerators[: form.width]])


def _plane(form: IntegerForm, factors: list[int], plane: Plane) -> dict[str, object]:
    """A plane with the prices of the rows as the programme has them, those of 0 left out."""
    basis = ExactBasis(form, plane.statuses, fastest())
    rests = plane.statuses[form.width :]
    prices = [
        Fraction(0) if letter == BASIC else factor * basis.price(plane.normal, form.width + i)
        for i, (factor, letter) in enumerate(zip(factors, rests, strict=True))
    ]
    return {
        "weights": [str(weight) for weight in plane.normal],
        "value": str(plane.height),
        "prices": sparse(prices),
    }
