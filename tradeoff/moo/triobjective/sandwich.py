"""Finds the surface of efficient points of three objectives, exact or to a stated gap; of four to a gap.

All objectives are minimised. The efficient points of a linear programme with three objectives form a bounded
surface of facets (where the objectives conflict less: of edges, or one point). It is enclosed between two polyhedra,
each reaching to infinity where everything is worse (the sandwich of Rennen, van Dam and den Hertog 2011; Bokrantz and
Forsgren 2013; the outer half is Benson 1998, its dual Hamel, Loehne and Rudloff 2014, by weights Przybylski, Gandibleux
and Ehrgott 2010):

    inner   conv(points found) + C          all of it can be had
    outer   {y : w_k . y >= c_k}            c_k = min of the weighted sum w_k over all solutions: nothing lies below

The weights solved next are normal to the inner facet that the outer polyhedron lies furthest beyond: a point comes out,
or the facet is checked. In shares of the ranges between the lexicographic ends the *gap* is

    t = smallest t such that outer + t (1, 1, ..) lies inside inner,

in words: no feasible solution is better than the drawn surface by more than the share t of all ranges at once.

Every solve is lexicographic: the weighted sum, then single objectives over its optima until the point is determined.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import permutations

import numpy as np

from tradeoff.errors import SolverError, UnboundedError
from tradeoff.moo.biobjective.dichotomic import CLOSED, ROUNDING
from tradeoff.moo.lp.lexicographic import lexicographic, require_bounds
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.optimum import Optimum
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped
from tradeoff.moo.triobjective.hull import Indices, choose_facets, measure_gaps, span_inner, true_corners
from tradeoff.moo.triobjective.surface import (
    Surface,
    SurfacePoint,
    Triple,
    draw_surface,
    later_objectives,
    point_stages,
    units,
    weighted_cost,
)
from tradeoff.moo.triobjective.tableau import WalkError
from tradeoff.moo.triobjective.walk import Walk
from tradeoff.moo.triobjective.walked import Walked

_SAME = 1e-9
"""Relative difference up to which a value counts as unchanged."""
_FINE = CLOSED / 2
"""Half of what floats resolve is left to the search, half to corners too flat to be kept."""
_PROVED = 0.9 * _FINE
"""A facet with no more than this beyond it is checked; below `_FINE`, so that it stays so when it is measured again."""
_EQUAL: Triple = (1 / 3, 1 / 3, 1 / 3)


def trace_surface(
    solver: Solver, names: Sequence[str], *, gap: float, exact: bool, progress: Progress | None = None
) -> Surface:
    """The efficient extreme points of three or four objectives, or enough of them for a stated gap.

    Args:
        solver: A solver whose model has the objectives; it is left with the whole model.
        names: Three or four objectives of the model, all minimised as the model holds them.
        gap: No feasible solution betters the drawn surface by more than this share of all ranges at once.
        exact: Go on until every facet is checked (at most 1e-10 of the ranges beyond it), whatever `gap` says.
        progress: Called after every solve with programmes solved, points found and the gap that is left.

    Returns:
        The surface. After a time limit or Ctrl-C it holds what is checked by then and its gap, and `stopped` says so.

    Raises:
        InfeasibleError: No solution satisfies all constraints.
        UnboundedError: An objective has no bound; the error names it.
        CutOffError, KeyboardInterrupt: Time was up before the ends were known, without which a gap has no meaning.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: There are not three objectives, or four for a gap.
    """
    if len(names) not in ((3,) if exact else (3, 4)) or len(set(names)) < len(names):
        raise ValueError(
            f"a surface is of three different objectives, or four to a gap; got {', '.join(names) or 'none'}"
        )
    sandwich = Sandwich(solver, names)
    stopped = Stopped.NO
    try:
        if exact:
            sandwich.walk(progress)
        sandwich.refine(_FINE if exact else max(gap - _FINE, _FINE), progress=progress)
    except CutOffError:
        stopped = Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        solver.recover()
        stopped = Stopped.INTERRUPTED
    return sandwich.draw(stopped)


class Sandwich:
    """The points and supporting planes of the objectives on one solver, from the lexicographic ends on."""

    def __init__(self, solver: Solver, names: Sequence[str]) -> None:
        self.solver = solver
        self.names = tuple(names)
        self.sums = 0
        """Weighted sums asked for, the lexicographic ends included."""
        self._before = solver.solves
        self._costs = [solver.model.cost(name) for name in names]
        self._points: list[SurfacePoint] = []
        self._planes: list[tuple[Triple, float]] = []
        self._starts: list[tuple[Triple, Statuses]] = []
        """A basis that is optimal for each weights solved."""
        self._ideal, self._ranges = np.zeros(len(names)), np.ones(len(names))
        self._units = units(len(names))
        self._flat: set[int] = set()
        """Objectives that are the same at all ends."""
        self._find_ends()

    def _find_ends(self) -> None:
        sizes, turned_over = np.zeros((2, len(self.names)))
        # What minimises an objective alone, and how many solves there were by then.
        solved: dict[int, tuple[Optimum, int]] = {}
        for order in permutations(range(len(self.names))):
            try:
                x = self._find_end(order, solved)
            except UnboundedError:
                require_bounds(self.solver, self.names)
                raise
            self._points.append(SurfacePoint(values=self._values(x), stages=tuple(self._units[i] for i in order)))
            sizes = np.maximum(sizes, [float(np.abs(cost) @ np.abs(x)) for cost in self._costs])
            turned_over = np.maximum(turned_over, self.solver.model.turned_over(self._costs, x))
        found = np.array([point.values for point in self._points])
        self._ideal = found.min(axis=0)
        self._ranges = found.max(axis=0) - self._ideal
        self._require_resolved(sizes)
        self._planes = [(unit, 0.0) for unit in self._units]
        # Where an objective is 0 but for rounding, rounding is no range, and its size none to measure by.
        flat = self._ranges <= np.maximum(_SAME * sizes, ROUNDING * turned_over)
        sizes = np.where(_SAME * sizes <= ROUNDING * turned_over, turned_over, sizes)
        self._flat = set(np.flatnonzero(flat).tolist())
        if self._flat:
            self._measure_flat(sizes)

    def _find_end(self, order: Sequence[int], solved: dict[int, tuple[Optimum, int]]) -> Floats:
        """The columns that are best in the objectives in turn; `solved` is looked up and added to."""
        best = order[0]
        optimum, solves = solved.get(best, (None, 0))
        # Where nothing was solved since, the solver stands there still.
        if optimum is not None and (optimum.is_only or solves == self.solver.solves):
            self.sums += 1
        else:
            # From one first objective to the next a cold start is the shorter way.
            optimum = self._minimise(self._units[best], fresh=list(order[1:]) == sorted(order[1:]))
            optimum = replace(optimum, is_only=self.solver.is_only_optimum(optimum))
            solved[best] = optimum, self.solver.solves
        return optimum.x if optimum.is_only else self._determine(optimum, self._units[best], order[1:])

    def _require_resolved(self, sizes: Floats) -> None:
        """Refuse an objective whose range, or a part of it that counts, floats do not see beside what it adds up."""
        for name, cost, reach, size in zip(self.names, self._costs, self._ranges, sizes, strict=True):
            faint = self.solver.scaled.faint(self.solver.model, cost)
            if faint > _SAME * reach or ROUNDING * size < reach <= _SAME * size:
                raise SolverError(
                    f"the objective {name!r} counts something that floats lose beside the rest of it. Leave out what "
                    "cannot matter, or take it for an objective of its own in place of the large amounts."
                )

    def _measure_flat(self, sizes: Floats) -> None:
        """Give an objective that is best at every end a range: it may still be worse between them."""
        flat = sorted(self._flat)
        self._ranges[flat] = np.where(sizes[flat] > 0, sizes[flat], 1.0)
        if self._is_point:
            # One point has the best of everything: where all objectives but one never conflict, nor does that one.
            del self._points[1:]
            return
        weights = np.full(len(self.names), 1 / (len(self.names) - len(flat)))
        weights[flat] = 0.0
        self._solve(weights)
        spreads = np.ptp([point.values for point in self._points], axis=0)
        for i in flat:
            if spreads[i] > _SAME * self._ranges[i]:
                self._ranges[i] = spreads[i]

    @property
    def _is_point(self) -> bool:
        return len(self._flat) > len(self.names) - 2

    def _values(self, x: Floats) -> Triple:
        return tuple(dot(cost, x) for cost in self._costs)

    def _shares(self, values: Sequence[Triple]) -> Floats:
        """Values in shares of the ranges, from the ideal point on."""
        shares: Floats = (np.array(values) - self._ideal) / self._ranges
        return shares

    def _cost(self, weights: Sequence[float]) -> Floats:
        return weighted_cost(weights, self._ranges, self._costs)

    def _known(self) -> Floats:
        return self._shares([point.values for point in self._points])

    def _minimise(self, weights: Triple, *, fresh: bool = False) -> Optimum:
        """An optimum of a weighted sum, from the basis of the most similar weights."""
        if fresh or self.solver.starts_afresh:
            self.solver.forget()
        else:
            distances = np.abs(np.array([known for known, _ in self._starts]) - weights).sum(axis=1)
            self.solver.start_from(self._starts[int(distances.argmin())][1])
        optimum = self.solver.minimise(self._cost(weights))
        self.sums += 1
        # Before later stages move on over the face: the basis that these weights alone single out.
        self._starts.append((weights, self.solver.basis()))
        return optimum

    def _determine(self, optimum: Optimum, weights: Triple, rest: Sequence[int]) -> Floats:
        """Of the optima of a weighted sum the one that is best in the objectives `rest`, in turn."""
        return lexicographic(self.solver, [self._cost(weights), *(self._costs[i] for i in rest)], solved=optimum).x

    def _solve(self, weights: Floats) -> bool:
        """Minimise a weighted sum: a new point and its plane, or the plane that the known ones lie on; says which."""
        sum_of = tuple(weights.tolist())
        optimum = self._minimise(sum_of)
        value = float(weights @ self._shares([self._values(optimum.x)])[0])
        height = float((self._known() @ weights).min())
        if value > height + _SAME * (1 + abs(height)):
            raise SolverError("HiGHS called a solution optimal that is worse than one already known")
        if height - value <= _PROVED:
            self._planes.append((sum_of, value))
            return False
        x = self._determine(optimum, sum_of, later_objectives(sum_of))
        point = SurfacePoint(values=self._values(x), stages=point_stages(sum_of))
        share = self._shares([point.values])[0]
        self._require_above_planes(share)
        self._planes.append((sum_of, min(value, float(weights @ share))))
        self._points.append(point)
        return True

    def _require_above_planes(self, share: Floats) -> None:
        weights, values = self._split_planes()
        if (weights @ share < values - _SAME * (1 + np.abs(values))).any():
            raise SolverError("HiGHS called a solution optimal that is worse than one found later")

    def _split_planes(self) -> tuple[Floats, Floats]:
        return np.array([weights for weights, _ in self._planes]), np.array([value for _, value in self._planes])

    def walk(self, progress: Progress | None = None) -> None:
        """Find the points by a walk from basis to basis, and check their planes; what it misses `refine` finds.

        Raises what the solver raises; what was found until then is kept.
        """
        if self._is_point or self.solver.scaled.wide:
            return
        self.solver.forget()
        optimum = self.solver.minimise(self._cost(_EQUAL))
        try:
            walked = Walked(self.solver, self._costs, self._ranges, optimum)
        except WalkError:
            return

        def pause(walk: Walk) -> None:
            self.solver.require_time()
            if progress is not None:
                progress(self.solver.solves - self._before, len(walk.solutions), max(1 - walk.covered, 0.0))

        with suppress(WalkError):
            try:
                walked.run(np.array(_EQUAL), pause)
            finally:
                self._take(walked)

    def _take(self, walked: Walked) -> None:
        """Keep the points of a walk and the planes that their prices check."""
        if not walked.walk.cells:
            return
        found, known = walked.points(), self._known()
        shares = (found.values - self._ideal) / self._ranges
        apart = np.abs(shares[:, None] - known).max(axis=2)
        same, alike = np.nonzero(apart <= _SAME)
        new = np.flatnonzero(apart.min(axis=1) > _SAME)
        numbers = np.concatenate([np.full(len(known), -1), found.numbers[new]])
        numbers[alike] = found.numbers[same]
        rows = zip(found.values[new].tolist(), [point_stages(found.weights[i]) for i in new.tolist()], strict=True)
        points = [*self._points, *(SurfacePoint(values=tuple(row), stages=stages) for row, stages in rows)]
        every = np.vstack([known, shares[new]])
        twice = np.flatnonzero(np.tril(np.abs(known[:, None] - known).max(axis=2) <= _PROVED, -1).any(axis=1))
        order = np.array([i for i in _order(every).tolist() if i not in twice], dtype=np.int64)
        self._points, every, numbers = [points[i] for i in order.tolist()], every[order], numbers[order]
        planes = walked.facet_planes(span_inner(every), numbers) if walked.walk.complete else walked.corner_planes()
        where = np.full(len(walked.walk.solutions), -1)
        where[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
        at = where[planes.points]
        told = (at >= 0) & (np.count_nonzero(planes.weights, axis=1) > 1)
        weights = planes.weights[told]
        values = (weights * every[at[told]]).sum(axis=1) - planes.losses[told]
        self._planes += zip(map(tuple, weights.tolist()), values.tolist(), strict=True)
        self.sums += len(values)

    def refine(self, gap: float, *, progress: Progress | None = None) -> None:
        """Solve the weights of the facet with the largest gap until none is above `gap`.

        Raises SolverError where floating point cannot resolve the surface to `gap`, and what the solver raises.
        """
        closed: list[Floats] = []
        while not self._is_point:
            inner = span_inner(self._known())
            gaps = measure_gaps(inner, *self._split_planes())
            if progress is not None:
                progress(self.solver.solves - self._before, len(self._points), float(gaps.max()))
            if gaps.max() <= gap:
                return
            chosen = choose_facets(inner, gaps, gap)
            if any(np.abs(inner.weights[chosen[0]] - weights).max() < _PROVED for weights in closed):
                raise SolverError("floating point resolves this surface no finer; ask for a wider gap")
            closed = [weights for weights in inner.weights[chosen] if not self._solve(weights)]

    def draw(self, stopped: Stopped) -> Surface:
        """What is known by now."""
        shares = self._known()
        order = _order(shares)
        kept = order[true_corners(shares[order], _FINE)]
        return draw_surface(
            names=self.names,
            points=[self._points[i] for i in kept],
            shares=shares[kept],
            planes=self._split_planes(),
            ideal=self._ideal,
            ranges=self._ranges,
            sums=self.sums,
            solves=self.solver.solves - self._before,
            stopped=stopped,
        )


def _order(shares: Floats) -> Indices:
    """Positions of points from the best of the first objective to its worst, then by the second and on."""
    return np.lexsort(np.round(shares, 9).T[::-1])
