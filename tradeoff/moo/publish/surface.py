"""Publishes a surface of three or four objectives as the `Frontier` a caller reads, in the user's senses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tradeoff.errors import SolverError
from tradeoff.moo.at_level import Levels
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.exact.certify_surface import certify_surface
from tradeoff.moo.exact.certify_whole import certify_whole
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import exact_number
from tradeoff.moo.exact.surface_proof import SurfaceProof
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.highs import solver_versions
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import CutOffError, require_end
from tradeoff.moo.pieces import Certificate, Facet, Kind, Point, Shape, Solution
from tradeoff.moo.publish.polyline import RESOLVED
from tradeoff.moo.publish.senses import senses_of
from tradeoff.moo.triobjective.surface import Surface, solve_point

_WHOLE = "a surface is certified whole or not at all. Allow more time, or ask for no certificate"


def surface_frontier(solver: Solver, surface: Surface, *, exact: bool, oracle: ExactOracle | None) -> Frontier:
    """The frontier of three or four objectives over a linear programme.

    Args:
        solver: The solver, with the programme on it.
        surface: What the search found, minimised.
        exact: Whether every facet was asked for.
        oracle: Certifies every point and triangle in fractions; None where floats are enough.

    Raises:
        SolverError: All of it was asked for and something could not be checked, or not certified.
    """
    model = solver.model
    kind = Kind.EXACT if surface.gap <= RESOLVED else Kind.BOUNDED
    if exact and kind is Kind.BOUNDED and not surface.stopped:
        raise SolverError(
            f"the surface could not be certified: something may lie beyond it by {surface.gap:.1e} of the ranges. "
            "Ask for a gap instead of the exact surface, or write amounts in a larger unit."
        )
    columns = zip(*(found.values for found in surface.points), strict=True)
    shown = [model.published_all(name, column) for name, column in zip(surface.names, columns, strict=True)]
    points = []
    for x, y, z, *more in zip(*shown, strict=True):
        points.append(Point(x=x, y=y, z=z, w=more[0] if more else None))
    proof = None if oracle is None else _certified(oracle, surface)
    if proof is not None:
        points = [replace(point, exact=exact) for point, exact in zip(points, proof.values(), strict=True)]
    return Frontier(
        objectives=surface.names,
        senses=senses_of(model, surface.names),
        certificate=Certificate(
            kind=kind,
            max_gap=surface.gap,
            solves=surface.sums,
            method="sandwich of weighted sums, inner hull and outer planes",
            solver="HiGHS",
            versions=solver_versions(),
            stopped=surface.stopped,
            certified=proof is not None,
        ),
        extreme_points=tuple(points),
        shape=Shape.SURFACE,
        edges=(
            *(Facet(points=facet.points, normal=facet.normal) for facet in surface.facets),
            *(Facet(points=edge, normal=()) for edge in surface.edges),
        ),
        proof=proof,
        _programme=Levels(model, surface.names),
        _solve=_Solutions(solver, surface),
    )


class _Solutions:
    """The values of the problem's variables at each point, solved for when they are asked for, and kept."""

    def __init__(self, solver: Solver, surface: Surface) -> None:
        self._solver, self._surface = solver, surface
        self._known: dict[int, Solution] = {}

    def __call__(self, position: int) -> Solution:
        if position not in self._known:
            model = self._solver.model
            chosen = solve_point(self._solver, self._surface, position, [id_ranks(model.columns)])
            self._known[position] = Solution(values=model.by_name(chosen.x), is_only=chosen.is_only)
        return self._known[position]


def _threes(simplices: Iterable[tuple[int, ...]]) -> list[tuple[int, int, int]]:
    """Triangles as such: only surfaces of three objectives are certified."""
    return [(p, q, r) for p, q, r in simplices]


def _certified(oracle: ExactOracle, surface: Surface) -> SurfaceProof:
    """What certifies a surface in fractions, once points, triangles and the whole are certified.

    Raises KeyboardInterrupt or CutOffError where either ended the search, and so nothing whole can be certified.
    """
    require_end(surface.stopped, f"the time limit ended the search, and {_WHOLE}")
    stages = []
    for point in surface.points:
        weights = [
            [exact_number(weight / size) for weight, size in zip(stage, surface.ranges, strict=True)]
            for stage in point.stages
        ]
        stages.append([(a, b, c) for a, b, c in weights])
    try:
        certified = certify_surface(oracle, stages, _threes(facet.points for facet in surface.facets))
        whole = certify_whole(oracle, certified, _threes(surface.rest), surface.edges)
    except CutOffError:
        raise CutOffError(f"the time limit ended certifying, though the search was done, and {_WHOLE}") from None
    return SurfaceProof(programme=oracle.programme, whole=whole)
