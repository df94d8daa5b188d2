"""Publishes a polyline of two objectives as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Chain, Chord
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.frontier import Certificate, Facet, Frontier, Kind, Point, Solution
from tradeoff.moo.lp.highs import solver_versions

PROVED = 1e-9
"""A frontier with less than this share of both ranges beyond it is called exact."""


_SHORT = 1e-5
"""Share of both ranges below which the difference of two points has fewer good digits than the weights between them."""


def line_frontier(
    search: Search, chain: Chain, *, exact: bool, proof: Proof | None, oracle: ExactOracle | None
) -> Frontier:
    """The frontier of two objectives over a linear programme.

    Raises SolverError if every breakpoint was asked for and an edge could not be proved.
    """
    model = search.solver.model
    ranks = id_ranks(model.columns)

    @cache
    def solve(position: int) -> Solution:
        try:
            chosen = search.solution(chain.vertices[position], [ranks])
        except SolverError:
            # Two corners can differ in fractions and be one in floats; then the plan is that of the proof.
            if proof is None or oracle is None:
                raise
            basis = oracle.read(proof.chain.points[position].statuses)
            values = {name: float(basis.value(place)) for place, name in enumerate(model.columns)}
            return Solution(values=values, is_only=None)
        return Solution(values=model.by_name(chosen.x), is_only=chosen.is_only)

    certificate, points = make_certificate(search, chain, exact=exact), read_points(search, chain)
    range_u, range_v = search.ranges
    edges = []
    for i, chord in enumerate(chain.chords):
        weights = search.normal(chord.a, chord.b)
        edges.append(Facet(points=(i, i + 1), normal=_unit_sum(weights[0] / range_u, weights[1] / range_v)))
    return Frontier(
        objectives=(search.first, search.second),
        certificate=certified(certificate, proof) if proof else certificate,
        extreme_points=with_fractions(points, proof) if proof else points,
        edges=tuple(edges),
        _solve=solve,
        proof=proof,
    )


def make_certificate(search: Search, chain: Chain, *, exact: bool) -> Certificate:
    """The certificate of a finished search, with its outer bound in the objectives' own units.

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
        solves=search.sums,
        method=str(chain.found),
        solver="HiGHS",
        versions=solver_versions(),
        stopped=chain.stopped,
        outer=_outer(search, chain),
    )


def _outer(search: Search, chain: Chain) -> tuple[tuple[float, float], ...]:
    """The ends, and the tip beyond each chord whose lines leave room."""
    if not chain.gap:
        return ()
    corners = [(chain.vertices[0].u, chain.vertices[0].v)]
    for chord in chain.chords:
        tip = search.tip(chord)
        corners += [tip] if tip else []
        corners.append((chord.b.u, chord.b.v))
    model = search.solver.model
    return tuple((model.published(search.first, u), model.published(search.second, v)) for u, v in corners)


def read_points(search: Search, chain: Chain) -> tuple[Point, ...]:
    """The points of a chain from best x to best y; rates come from values without constants, to keep their digits."""
    model = search.solver.model
    rates = [_rate(search, chord) for chord in chain.chords]
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


def _rate(search: Search, chord: Chord) -> float:
    """The slope of a chord: from its two points, or where they nearly meet from the weights that prove the edge."""
    a, b, (range_u, range_v) = chord.a, chord.b, search.ranges
    if chord.edge and b.u - a.u < _SHORT * range_u and a.v - b.v < _SHORT * range_v:
        return chord.line_a[0] / range_u / (chord.line_a[1] / range_v)
    return (a.v - b.v) / (b.u - a.u)


def _weights(chain: Chain) -> list[tuple[float, float]]:
    """From which weight of v to which every vertex is known to be the best."""
    lines = [0.0, *(side for chord in chain.chords for side in (chord.line_a[1], chord.line_b[1])), 1.0]
    return list(zip(lines[::2], lines[1::2], strict=True))


def certified(certificate: Certificate, proof: Proof) -> Certificate:
    """A certificate that vouches for a proof in exact arithmetic."""
    kind = Kind.BOUNDED if proof.chain.gap else Kind.EXACT
    return replace(certificate, kind=kind, max_gap=float(proof.chain.gap), certified=True)


def with_fractions(points: tuple[Point, ...], proof: Proof) -> tuple[Point, ...]:
    """Points with their exact fractions beside, and floats that are these fractions rounded once."""
    rates = proof.rates()
    return tuple(
        replace(
            point,
            x=float(values[0]),
            y=float(values[1]),
            rate_left=None if left is None else float(left),
            rate_right=None if right is None else float(right),
            exact=(values[0], values[1]),
            exact_rate_left=left,
            exact_rate_right=right,
        )
        for point, values, left, right in zip(points, proof.values(), [None, *rates], [*rates, None], strict=True)
    )


def _unit_sum(*weights: float) -> tuple[float, ...]:
    total = sum(weights)
    return tuple(weight / total for weight in weights)
