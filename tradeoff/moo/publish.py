"""From what a method has found, minimised, to the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import Chain, Search
from tradeoff.moo.canonical import canonical_solution, id_ranks
from tradeoff.moo.exact.certificate import Proof, certified, with_fractions
from tradeoff.moo.exact.certify_surface import certify_surface
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import exact_number
from tradeoff.moo.frontier import (
    PROVED,
    Certificate,
    Facet,
    Frontier,
    Kind,
    Point,
    Shape,
    Solution,
    Step,
    read_points,
)
from tradeoff.moo.frontier import certify as certificate_of
from tradeoff.moo.integer.result import WholeChain
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.triobjective.surface import Surface, solve_point


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
            chosen = canonical_solution(search, chain.vertices[position], [ranks])
        except SolverError:
            # Two corners can differ in fractions and be one in floats; then the plan is that of the proof.
            if proof is None or oracle is None:
                raise
            basis = oracle.read(proof.chain.points[position].statuses)
            values = {name: float(basis.value(place)) for place, name in enumerate(model.columns)}
            return Solution(values=values, is_only=None)
        return Solution(values=_by_name(model, chosen.x), is_only=chosen.is_only)

    certificate, points = certificate_of(search, chain, exact=exact), read_points(search, chain)
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


def surface_frontier(solver: Solver, surface: Surface, *, exact: bool, oracle: ExactOracle | None) -> Frontier:
    """The frontier of three objectives over a linear programme; with an oracle every point and triangle is proved.

    Raises SolverError if all of it was asked for and something could not be proved.
    """
    model = solver.model
    kind = Kind.EXACT if surface.gap <= PROVED else Kind.BOUNDED
    if exact and kind is Kind.BOUNDED and not surface.stopped:
        raise SolverError(
            f"the surface could not be proved: something may lie beyond it by {surface.gap:.1e} of the ranges. "
            "Ask for a gap instead of the exact surface, or write amounts in a larger unit."
        )
    ranks = id_ranks(model.columns)

    @cache
    def solve(position: int) -> Solution:
        chosen = solve_point(solver, surface, position, [ranks])
        return Solution(values=_by_name(model, chosen.x), is_only=chosen.is_only)

    points = []
    for found in surface.points:
        x, y, z = (model.published(name, value) for name, value in zip(surface.names, found.values, strict=True))
        points.append(Point(x=x, y=y, z=z))
    if oracle is not None:
        points = [replace(point, exact=exact) for point, exact in zip(points, _fractions(oracle, surface), strict=True)]
    return Frontier(
        objectives=surface.names,
        certificate=Certificate(
            kind=kind,
            max_gap=surface.gap,
            solves=surface.sums,
            method="sandwich of weighted sums, inner hull and outer planes",
            solver="HiGHS",
            versions=solver_versions(),
            stopped=surface.stopped,
            certified=oracle is not None,
        ),
        extreme_points=tuple(points),
        shape=Shape.SURFACE,
        edges=(
            *(Facet(points=facet.points, normal=facet.normal) for facet in surface.facets),
            *(Facet(points=edge, normal=()) for edge in surface.edges),
        ),
        _solve=solve,
    )


def _fractions(oracle: ExactOracle, surface: Surface) -> list[tuple[Fraction, ...]]:
    """The points of a surface as fractions in the user's senses, once points and triangles are proved."""
    stages = []
    for point in surface.points:
        weights = [
            [exact_number(weight / size) for weight, size in zip(stage, surface.ranges, strict=True)]
            for stage in point.stages
        ]
        stages.append([(a, b, c) for a, b, c in weights])
    proved = certify_surface(oracle, stages, [facet.points for facet in surface.facets])
    objectives = oracle.programme.objectives
    return [
        tuple(objective.published(value) for objective, value in zip(objectives, values, strict=True))
        for values in proved.points
    ]


def whole_frontier(model: Model, chain: WholeChain) -> Frontier:
    """The frontier of two objectives over whole numbers."""
    first, second = model.objectives[:2]
    points = tuple(
        Point(
            x=model.published(first, point.u),
            y=model.published(second, point.v),
            bound=model.published(second, point.bound),
            supported=point.supported,
        )
        for point in chain.points
    )
    stretches = [
        (step.from_u, Step(**_ends(model, step.from_u, step.to_u, step.v, step.v), proved=step.proved))
        for step in chain.steps
    ]
    stretches += [
        (segment.a.u, Step(**_ends(model, segment.a.u, segment.b.u, segment.a.v, segment.b.v), proved=True))
        for segment in chain.segments
    ]
    return Frontier(
        objectives=(first, second),
        certificate=Certificate(
            kind=Kind.EXACT if chain.gap == 0 and not chain.stopped else Kind.BOUNDED,
            max_gap=chain.gap,
            solves=chain.solves,
            method=chain.method,
            solver="HiGHS",
            versions=solver_versions(),
            stopped=chain.stopped,
        ),
        extreme_points=points,
        shape=Shape.STEPS,
        stretches=tuple(step for _, step in sorted(stretches, key=lambda pair: pair[0])),
        _solve=lambda position: Solution(values=_by_name(model, chain.points[position].x), is_only=None),
    )


def _ends(model: Model, from_u: float, to_u: float, from_v: float, to_v: float) -> dict[str, float]:
    first, second = model.objectives[:2]
    return {
        "start": model.published(first, from_u),
        "end": model.published(first, to_u),
        "best": model.published(second, from_v),
        "best_at_end": model.published(second, to_v),
    }


def _by_name(model: Model, x: Floats) -> dict[str, float]:
    return dict(zip(model.columns, x.tolist(), strict=True))


def _unit_sum(*weights: float) -> tuple[float, ...]:
    total = sum(weights)
    return tuple(weight / total for weight in weights)
