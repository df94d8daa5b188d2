"""Writes a certified frontier with rays as `certificate.json`: points and lines, and the way each ray goes.

Points and lines are certified between the weighted sums at both ends. Said in the objectives themselves, the line of a
sum at an end is that on which the ray lies, and no solution is below it; a way of the columns that may be gone for ever
shows that all of the ray is attained. The layout stands in docs/certificate.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tradeoff.moo.exact.certificate import Proof, sparse, writable
from tradeoff.moo.exact.certified import CertifiedLine, CertifiedPoint
from tradeoff.moo.exact.rational import ExactProgramme
from tradeoff.moo.exact.recessions import Ways

SCHEMA = "tradeoff/certificate-rays/1"
EndWeights = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
"""Of the first and the second objective in the sum at either end, the best of the first objective first."""


@dataclass(frozen=True, kw_only=True)
class RaysProof:
    """What is certified of a frontier that goes on without end on one side, or on both."""

    between: Proof
    """Points, and the lines from that of the first ray, or end, to that of the last."""
    ways: Ways

    def values(self) -> list[tuple[Fraction, ...]]:
        """The points in the users' senses and units."""
        return self.between.values()

    def rates(self) -> list[Fraction | None]:
        """The rate before the first point, of every edge, and after the last; None where no ray goes on."""
        first, second = self.between.programme.objectives
        start, end = self.ways
        unit = second.scale / first.scale
        return [
            None if start is None else start.cost * unit,
            *self.between.rates(),
            None if end is None else unit / end.cost,
        ]

    @writable()
    def as_dict(self) -> dict[str, object]:
        """The content of certificate.json.

        Raises SolverError where numbers are too long to be written.
        """
        rates = [None if rate is None else str(rate) for rate in self.rates()]
        points = self.between.written_points()
        for point, left, right in zip(points, rates, rates[1:], strict=False):
            point.update(rate_left=left, rate_right=right)
        return self.between.as_dict() | {"schema": SCHEMA, "points": points, "rays": self._rays()}

    def _rays(self) -> list[dict[str, object]]:
        """The rays as their user reads them, so much of each way that the one objective betters by 1."""
        objectives, last = self.between.programme.objectives, len(self.between.polyline.points) - 1
        rays: list[dict[str, object]] = []
        for better, (way, point) in enumerate(zip(self.ways, (0, last), strict=True)):
            if way is not None:
                moves = (Fraction(-1), way.cost) if better == 0 else (way.cost, Fraction(-1))
                unit = objectives[better].scale
                shown = [str(o.sign * o.scale * move / unit) for o, move in zip(objectives, moves, strict=True)]
                rays.append(
                    {"point": point, "direction": shown, "way": sparse([value / unit for value in way.columns])}
                )
        return rays


def rays_proof(programme: ExactProgramme, sums: Proof, weights: EndWeights, ways: Ways) -> RaysProof:
    """What is certified of two objectives, from what is of the weighted sums at both ends of their frontier.

    Args:
        programme: The programme with the two objectives.
        sums: Points and lines, certified between the sums.
        weights: What the sums are.
        ways: The cheapest ways without end, on which the sums stay as they are.
    """
    polyline = replace(
        sums.polyline,
        points=tuple(_point(point, weights) for point in sums.polyline.points),
        lines=tuple(_line(line, weights) for line in sums.polyline.lines),
    )
    return RaysProof(between=Proof(programme=programme, polyline=polyline), ways=ways)


def _point(point: CertifiedPoint, weights: EndWeights) -> CertifiedPoint:
    """By Cramer's rule: the sums are known, and so is what they weigh."""
    (a, b), (c, d) = weights
    turn = a * d - b * c
    low, high = (_weighed(share, weights) for share in point.window)
    return replace(
        point,
        u=(point.u * d - b * point.v) / turn,
        v=(a * point.v - point.u * c) / turn,
        window=(low[1] / sum(low), high[1] / sum(high)),
    )


def _line(line: CertifiedLine, weights: EndWeights) -> CertifiedLine:
    of_first, of_second = _weighed(line.share, weights)
    total = of_first + of_second
    return replace(line, share=of_second / total, height=line.height / total)


def _weighed(share: Fraction, weights: EndWeights) -> tuple[Fraction, Fraction]:
    """How much each objective weighs where the second sum has a share."""
    (a, b), (c, d) = weights
    return (1 - share) * a + share * c, (1 - share) * b + share * d
