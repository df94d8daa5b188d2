"""Finds every efficient extreme point of two objectives by weighted sums, or as many as a stated gap needs.

Both objectives are minimised here; u is the first, v the second. The efficient set of a linear programme with two
objectives is a convex polyline of segments, falling from the point A (best u, then best v) to the point B (best v, then
best u). Its corners are found by weighted sums (Aneja and Nair 1979): minimise a u + b v with (a, b) normal to a
segment of known points; what lies below the segment is a new corner, and if nothing does, the segment is an edge.

Every solve also gives a line that no solution can cross, a u + b v >= the optimum. Two neighbours and their two lines
enclose the triangle in which all unknown efficient points of that segment must lie (Cohon 1978; Rote 1992). With its
local ideal point O and ranges R_u, R_v between the ends, the *gap* of the segment is

    t = largest t such that O + t (R_u, R_v) lies on the segment,

in words: no feasible solution is better than the drawn line by more than the share t of both ranges at once. It is
symmetric in the axes. The segment with the largest gap is solved next, so `gap` is reached with few solves, and gap 0
means that every edge is checked.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.polyline import Polyline, Segment, Vertex, Weights
from tradeoff.moo.canonical import Chosen, canonical_solution
from tradeoff.moo.lp.lexicographic import find_end, lexicographic
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped

CLOSED = 1e-10
"""A segment with less than this share of both ranges beyond it is an edge: floats resolve no finer."""
_ONE_LINE = 1e-15
"""Sine of the angle between two lines below which they are one."""
ROUNDING = 1e-14
"""Share of what an objective adds up that adding up alone may leave of nothing."""
_SAME = 1e-9
"""Relative difference up to which an objective counts as unchanged between two stages."""


class Search:
    """The search for the frontier of two objectives on one solver."""

    def __init__(self, solver: Solver, first: str, second: str, *, ends: tuple[Floats, Floats] | None = None) -> None:
        """Find both ends, best in one objective and then in the other, unless their columns are given.

        Raises what the solver raises; an objective without a bound is named.
        """
        self.solver = solver
        self.first, self.second = first, second
        self._cost_u, self._cost_v = solver.model.cost(first), solver.model.cost(second)
        self._range_u = self._range_v = 1.0
        self.sums = 2
        """Weighted sums optimised so far, the ends counted; each with the stages that choose among its optima."""
        x_a, x_b = ends or (find_end(solver, first, second), None)
        basis_a = None if ends else solver.basis()
        if x_b is None:
            x_b = find_end(solver, second, first)
        basis_b = None if ends else solver.basis()
        u, v = self._cost_u, self._cost_v
        a = Vertex(u=dot(u, x_a), v=dot(v, x_a), stages=((1.0, 0.0), (0.0, 1.0)), basis=basis_a)
        b = Vertex(u=dot(u, x_b), v=dot(v, x_b), stages=((0.0, 1.0), (1.0, 0.0)), basis=basis_b)
        range_u, range_v = b.u - a.u, a.v - b.v
        sizes = [max(float(np.abs(cost) @ np.abs(x)) for x in (x_a, x_b)) for cost in (self._cost_u, self._cost_v)]
        self.is_resolved = not any(solver.scaled.faint(solver.model, cost) for cost in (self._cost_u, self._cost_v))
        """Whether floats see all that the objectives count, and two ends that they cannot tell apart are one."""
        if range_u <= _SAME * sizes[0] or range_v <= _SAME * sizes[1]:
            self.ends = [a]
            self.is_resolved &= range_u <= ROUNDING * sizes[0] or range_v <= ROUNDING * sizes[1]
        else:
            self._range_u, self._range_v = range_u, range_v
            self.ends = [a, b]

    @property
    def ranges(self) -> tuple[float, float]:
        """How far u and v range between the ends, in their units."""
        return self._range_u, self._range_v

    def costs(self, stages: Sequence[Weights]) -> list[Floats]:
        """The cost rows of the stages of a vertex; weights are shares of the ranges."""
        return [a / self._range_u * self._cost_u + b / self._range_v * self._cost_v for a, b in stages]

    def vertex(self, stages: tuple[Weights, ...], *, start: Statuses | None = None) -> Vertex:
        """The point that weighted sums single out in turn, starting from a basis; the solver is left at its own."""
        x = lexicographic(self.solver, self.costs(stages), start=start).x
        return self._at(x, stages, self.solver.basis())

    def solution(self, vertex: Vertex, ties: Sequence[Floats]) -> Chosen:
        """The one solution that stands for a point; cost rows `ties` decide among equals in turn, the ranks last.

        Raises SolverError if the solution is not worth what the point is, and what the solver raises.
        """
        worth = [(self._cost_u, vertex.u), (self._cost_v, vertex.v)]
        if vertex.basis is None and any(vertex is end for end in self.ends):
            # Come to from afar, prices that are rounding look like prices, and the face of an end like a smaller one.
            self.solver.forget()
        return canonical_solution(self.solver, self.costs(vertex.stages), ties, worth=worth, start=vertex.basis)

    def _at(self, x: Floats, stages: tuple[Weights, ...], basis: Statuses) -> Vertex:
        """The vertex of a weighted sum's optimum, which is counted."""
        self.sums += 1
        return Vertex(u=dot(self._cost_u, x), v=dot(self._cost_v, x), stages=stages, basis=basis)

    def segment(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> Segment:
        """Two neighbours with the weights known to make each the best, and the gap that leaves.

        Args:
            a: The neighbour with the better u.
            b: The neighbour with the better v.
            line_a: Weights of u and v, in shares of the ranges, for which a is the best.
            line_b: Such weights for b.
        """
        gap = self._gap(a, b, line_a, line_b)
        if gap <= CLOSED:
            # The lines leave nothing beyond the segment, so its own direction, which lies between, makes both the best.
            weight = min(max(self.normal(a, b)[1], line_a[1]), line_b[1])
            line_a = line_b = (1 - weight, weight)
        return Segment(a=a, b=b, line_a=line_a, line_b=line_b, gap=gap)

    def normal(self, a: Vertex, b: Vertex) -> Weights:
        """The weights, of shares of the ranges, under which two points are equally good."""
        p, q = (a.v - b.v) / self._range_v, (b.u - a.u) / self._range_u
        return p / (p + q), q / (p + q)

    def _height(self, weights: Weights, vertex: Vertex) -> float:
        return weights[0] * vertex.u / self._range_u + weights[1] * vertex.v / self._range_v

    def _gap(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> float:
        """How far the local ideal point of a segment's triangle lies beyond it, along the diagonal of both ranges."""
        local_ideal = self._local_ideal(a, b, line_a, line_b)
        if local_ideal is None:
            return 0.0
        normal = self.normal(a, b)
        on_segment = normal[0] * (b.u - a.u) / self._range_u
        return max(0.0, on_segment - normal[0] * local_ideal[0] - normal[1] * local_ideal[1])

    def _local_ideal(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> tuple[float, float] | None:
        """Where the two lines of a segment meet, in shares of the ranges from the corner (u of A, v of B).

        Such coordinates keep the digits of small triangles. None where the lines are one.
        """
        turn = line_a[0] * line_b[1] - line_a[1] * line_b[0]
        if turn <= _ONE_LINE:
            return None
        high = line_a[1] * (a.v - b.v) / self._range_v
        wide = line_b[0] * (b.u - a.u) / self._range_u
        return (high * line_b[1] - wide * line_a[1]) / turn, (line_a[0] * wide - line_b[0] * high) / turn

    def local_ideal(self, segment: Segment) -> tuple[float, float] | None:
        """The point beyond a segment that no solution betters, as (u, v); None where nothing lies beyond it."""
        a, b = segment.a, segment.b
        ideal = None if segment.gap == 0 else self._local_ideal(a, b, segment.line_a, segment.line_b)
        return None if ideal is None else (a.u + ideal[0] * self._range_u, b.v + ideal[1] * self._range_v)

    def _split(self, segment: Segment) -> tuple[Segment, ...]:
        """Solve a segment's own direction: two segments if a point lies below it, else the one, now an edge."""
        normal = self.normal(segment.a, segment.b)
        near_a = normal[1] - segment.line_a[1] < segment.line_b[1] - normal[1]
        new = self.vertex((normal, (1.0, 0.0)), start=(segment.a if near_a else segment.b).basis)
        beyond = self._height(normal, segment.a) - self._height(normal, new)
        if beyond < -_SAME * (1 + abs(self._height(normal, segment.a))):
            raise SolverError("HiGHS called a solution optimal that is worse than one already known")
        if beyond <= CLOSED or not segment.a.u < new.u < segment.b.u:
            gap = beyond if beyond > CLOSED else 0.0
            return (Segment(a=segment.a, b=segment.b, line_a=normal, line_b=normal, gap=gap, edge=True),)
        return (
            self.segment(segment.a, new, segment.line_a, normal),
            self.segment(new, segment.b, normal, segment.line_b),
        )

    def run(self, gap: float, *, progress: Progress | None = None) -> Polyline:
        """Find extreme points until no solution can lie beyond the polyline by more than `gap` (a share of both
        ranges).

        A time limit or Ctrl-C ends the search early, with what is checked so far.
        """
        if len(self.ends) == 1:
            return Polyline(vertices=self.ends, gap=0.0)
        a, b = self.ends
        root = self.segment(a, b, (1.0, 0.0), (0.0, 1.0))
        # What each segment was split into; set in one step, so that Ctrl-C at any moment leaves a whole polyline.
        parts_of: dict[int, tuple[Segment, ...]] = {}
        stopped = Stopped.NO
        try:
            self._refine(root, parts_of, max(gap, CLOSED), progress)
        except CutOffError:
            stopped = Stopped.TIME_LIMIT
        except KeyboardInterrupt:
            self.solver.recover()
            stopped = Stopped.INTERRUPTED
        return self._without_collinear(_leaves(root, parts_of), stopped)

    def _refine(
        self, root: Segment, parts_of: dict[int, tuple[Segment, ...]], gap: float, progress: Progress | None
    ) -> None:
        waiting = [(-root.gap, 0, root)]
        points = 2
        while waiting and -waiting[0][0] > gap:
            segment = heapq.heappop(waiting)[2]
            parts = self._split(segment)
            parts_of[id(segment)] = parts
            for order, part in enumerate(parts, start=2 * len(parts_of)):
                if not part.edge and part.gap > gap:
                    heapq.heappush(waiting, (-part.gap, order, part))
            points += len(parts) - 1
            if progress is not None:
                progress(self.sums, points, -waiting[0][0] if waiting else 0.0)

    def _without_collinear(self, segments: list[Segment], stopped: Stopped) -> Polyline:
        """Drop points on the straight line of their neighbours; they are no corners."""
        kept = [segments[0]]
        for segment in segments[1:]:
            before = kept[-1]
            normal = self.normal(before.a, segment.b)
            bulge = self._height(normal, before.a) - self._height(normal, segment.a)
            if bulge > CLOSED:
                kept.append(segment)
            else:
                gap = max(before.gap, segment.gap)
                lines = {"line_a": before.line_a, "line_b": segment.line_b}
                kept[-1] = Segment(a=before.a, b=segment.b, **lines, gap=gap, edge=before.edge and segment.edge)
        vertices = [kept[0].a, *(segment.b for segment in kept)]
        return Polyline(vertices=vertices, gap=max(segment.gap for segment in kept), stopped=stopped, segments=kept)

    def only(self, polyline: Polyline, kept: Sequence[int], stopped: Stopped) -> Polyline:
        """The polyline through some of its vertices alone, with the gaps that this leaves.

        Args:
            polyline: All that was found.
            kept: Positions of vertices, ascending, both ends among them.
            stopped: Why the search ended early, if it did.
        """
        segments = [polyline.segments[i] if j == i + 1 else self._across(polyline, i, j) for i, j in pairwise(kept)]
        gap = max((segment.gap for segment in segments), default=0.0)
        vertices = [polyline.vertices[i] for i in kept]
        return replace(
            polyline, vertices=vertices, segments=segments, gap=gap, stopped=stopped, all=polyline.all or polyline
        )

    def _across(self, polyline: Polyline, i: int, j: int) -> Segment:
        """The segment between two vertices of a polyline, with the lines known beyond it."""
        return self.segment(
            polyline.vertices[i], polyline.vertices[j], polyline.segments[i].line_a, polyline.segments[j - 1].line_b
        )

    def gap_across(self, polyline: Polyline, i: int, j: int) -> float:
        """The gap that is left where the vertices between two of a polyline are left out, a share of both ranges.

        Args:
            polyline: All that was found.
            i: The position of a vertex.
            j: That of a later one.
        """
        return polyline.segments[i].gap if j == i + 1 else self._across(polyline, i, j).gap

    def edge_at(self, polyline: Polyline, level: float, *, of_second: bool = False) -> tuple[Vertex, Vertex]:
        """The true edge of the frontier over a level: its two extreme points, found by closing the segment around it.

        Args:
            polyline: What was found so far.
            level: A value of u between the ends.
            of_second: Whether it is one of v instead.
        """
        if len(polyline.vertices) == 1:
            return polyline.vertices[0], polyline.vertices[0]

        def around(segments: Sequence[Segment]) -> Segment:
            beyond = (c for c in segments if (c.b.v <= level if of_second else level <= c.b.u))
            return next(beyond, segments[-1])

        segment = around((polyline.all or polyline).segments)
        while segment.gap > CLOSED and not segment.edge:
            segment = around(self._split(segment))
        return segment.a, segment.b


def _leaves(root: Segment, parts_of: dict[int, tuple[Segment, ...]]) -> list[Segment]:
    """The segments that were not split, from A to B."""
    leaves, stack = [], [root]
    while stack:
        segment = stack.pop()
        parts = parts_of.get(id(segment))
        if parts is None:
            leaves.append(segment)
        else:
            stack.extend(reversed(parts))
    return leaves
