"""From a solver and two objectives to every efficient extreme point, or to as many as a stated gap needs.

Both objectives are minimised here; u is the first, v the second. The efficient set of a linear programme with two
objectives is a convex chain of segments, falling from the point A (best u, then best v) to the point B (best v, then
best u). Its corners are found by weighted sums (Aneja and Nair 1979): minimise a u + b v with (a, b) normal to a chord
of known points; what lies below the chord is a new corner, and if nothing does, the chord is an edge.

Every solve also gives a line that no plan can cross, a u + b v >= the optimum. Two neighbours and their two lines
enclose the triangle in which all unknown efficient points of that chord must lie (Cohon 1978; Rote 1992). With its tip
O and ranges R_u, R_v between the ends, the *gap* of the chord is

    t = largest t such that O + t (R_u, R_v) lies on the chord,

in words: no feasible plan is better than the drawn line by more than the share t of both ranges at once. It is
symmetric in the axes. The chord with the largest gap is solved next, so `gap` is reached with few solves, and gap 0
means that every edge is proved.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.polyline import Chain, Chord, Vertex, Weights
from tradeoff.moo.canonical import Chosen, canonical_solution
from tradeoff.moo.lp.lexicographic import find_end, lexicographic
from tradeoff.moo.lp.model import Floats, dot
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped

CLOSED = 1e-10
"""A chord with less than this share of both ranges beyond it is an edge: floats resolve no finer."""
_ONE_LINE = 1e-15
"""Sine of the angle between two lines below which they are one."""
_ROUNDING = 1e-14
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
        self.is_resolved = True
        """Whether two ends that floats cannot tell apart are one to the last digit, as far as floats show."""
        if range_u <= _SAME * sizes[0] or range_v <= _SAME * sizes[1]:
            self.ends = [a]
            self.is_resolved = range_u <= _ROUNDING * sizes[0] or range_v <= _ROUNDING * sizes[1]
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
        """The one plan that stands for a point; cost rows `ties` decide among equals in turn, the ranks last.

        Raises SolverError if the plan is not worth what the point is, and what the solver raises.
        """
        worth = [(self._cost_u, vertex.u), (self._cost_v, vertex.v)]
        return canonical_solution(self.solver, self.costs(vertex.stages), ties, worth=worth, start=vertex.basis)

    def _at(self, x: Floats, stages: tuple[Weights, ...], basis: Statuses) -> Vertex:
        """The vertex of a weighted sum's optimum, which is counted."""
        self.sums += 1
        return Vertex(u=dot(self._cost_u, x), v=dot(self._cost_v, x), stages=stages, basis=basis)

    def chord(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> Chord:
        """Two neighbours with the weights known to make each the best, and the gap that leaves."""
        gap = self._gap(a, b, line_a, line_b)
        if gap <= CLOSED:
            # The lines leave nothing beyond the chord, so its own direction, which lies between, makes both the best.
            weight = min(max(self.normal(a, b)[1], line_a[1]), line_b[1])
            line_a = line_b = (1 - weight, weight)
        return Chord(a=a, b=b, line_a=line_a, line_b=line_b, gap=gap)

    def normal(self, a: Vertex, b: Vertex) -> Weights:
        """The weights, of shares of the ranges, under which two points are equally good."""
        p, q = (a.v - b.v) / self._range_v, (b.u - a.u) / self._range_u
        return p / (p + q), q / (p + q)

    def _height(self, weights: Weights, vertex: Vertex) -> float:
        return weights[0] * vertex.u / self._range_u + weights[1] * vertex.v / self._range_v

    def _gap(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> float:
        """The gap of a chord: how far the tip of its triangle lies beyond it, along the diagonal of both ranges."""
        tip = self._tip(a, b, line_a, line_b)
        if tip is None:
            return 0.0
        normal = self.normal(a, b)
        on_chord = normal[0] * (b.u - a.u) / self._range_u
        return max(0.0, on_chord - normal[0] * tip[0] - normal[1] * tip[1])

    def _tip(self, a: Vertex, b: Vertex, line_a: Weights, line_b: Weights) -> tuple[float, float] | None:
        """Where the two lines of a chord meet, in shares of the ranges from the corner (u of A, v of B).

        Such coordinates keep the digits of small triangles. None where the lines are one.
        """
        turn = line_a[0] * line_b[1] - line_a[1] * line_b[0]
        if turn <= _ONE_LINE:
            return None
        high = line_a[1] * (a.v - b.v) / self._range_v
        wide = line_b[0] * (b.u - a.u) / self._range_u
        return (high * line_b[1] - wide * line_a[1]) / turn, (line_a[0] * wide - line_b[0] * high) / turn

    def tip(self, chord: Chord) -> tuple[float, float] | None:
        """The point beyond a chord that no plan reaches but none is proved to miss, as (u, v); None for an edge."""
        tip = None if chord.gap == 0 else self._tip(chord.a, chord.b, chord.line_a, chord.line_b)
        return None if tip is None else (chord.a.u + tip[0] * self._range_u, chord.b.v + tip[1] * self._range_v)

    def _split(self, chord: Chord) -> tuple[Chord, ...]:
        """Solve the chord's own direction: two chords if a point lies below it, else the chord with what is proved."""
        normal = self.normal(chord.a, chord.b)
        near_a = normal[1] - chord.line_a[1] < chord.line_b[1] - normal[1]
        new = self.vertex((normal, (1.0, 0.0)), start=(chord.a if near_a else chord.b).basis)
        beyond = self._height(normal, chord.a) - self._height(normal, new)
        if beyond < -_SAME * (1 + abs(self._height(normal, chord.a))):
            raise SolverError("HiGHS called a plan optimal that is worse than one already known")
        if beyond <= CLOSED or not chord.a.u < new.u < chord.b.u:
            gap = beyond if beyond > CLOSED else 0.0
            return (Chord(a=chord.a, b=chord.b, line_a=normal, line_b=normal, gap=gap, edge=True),)
        return (
            self.chord(chord.a, new, chord.line_a, normal),
            self.chord(new, chord.b, normal, chord.line_b),
        )

    def run(self, gap: float, *, progress: Progress | None = None) -> Chain:
        """Find extreme points until no plan can lie beyond the chain by more than `gap` (a share of both ranges).

        A time limit or Ctrl-C ends the search early, with what is proved so far.
        """
        if len(self.ends) == 1:
            return Chain(vertices=self.ends, gap=0.0)
        a, b = self.ends
        root = self.chord(a, b, (1.0, 0.0), (0.0, 1.0))
        # What each chord was split into; set in one step, so that Ctrl-C at any moment leaves a whole chain.
        parts_of: dict[int, tuple[Chord, ...]] = {}
        stopped = Stopped.NO
        try:
            self._refine(root, parts_of, max(gap, CLOSED), progress)
        except CutOffError:
            stopped = Stopped.TIME_LIMIT
        except KeyboardInterrupt:
            stopped = Stopped.INTERRUPTED
        return self._without_collinear(_leaves(root, parts_of), stopped)

    def _refine(
        self, root: Chord, parts_of: dict[int, tuple[Chord, ...]], gap: float, progress: Progress | None
    ) -> None:
        waiting = [(-root.gap, 0, root)]
        points = 2
        while waiting and -waiting[0][0] > gap:
            chord = heapq.heappop(waiting)[2]
            parts = self._split(chord)
            parts_of[id(chord)] = parts
            for order, part in enumerate(parts, start=2 * len(parts_of)):
                if not part.edge and part.gap > gap:
                    heapq.heappush(waiting, (-part.gap, order, part))
            points += len(parts) - 1
            if progress is not None:
                progress(self.sums, points, -waiting[0][0] if waiting else 0.0)

    def _without_collinear(self, chords: list[Chord], stopped: Stopped) -> Chain:
        """Drop points on the straight line of their neighbours; they are no corners."""
        kept = [chords[0]]
        for chord in chords[1:]:
            before = kept[-1]
            normal = self.normal(before.a, chord.b)
            bulge = self._height(normal, before.a) - self._height(normal, chord.a)
            if bulge > CLOSED:
                kept.append(chord)
            else:
                gap = max(before.gap, chord.gap)
                lines = {"line_a": before.line_a, "line_b": chord.line_b}
                kept[-1] = Chord(a=before.a, b=chord.b, **lines, gap=gap, edge=before.edge and chord.edge)
        vertices = [kept[0].a, *(chord.b for chord in kept)]
        return Chain(vertices=vertices, gap=max(chord.gap for chord in kept), stopped=stopped, chords=kept)

    def only(self, chain: Chain, kept: Sequence[int], stopped: Stopped) -> Chain:
        """The chain through some of its vertices alone, both ends among them, with the gaps that this leaves."""
        chords = [chain.chords[i] if j == i + 1 else self._across(chain, i, j) for i, j in pairwise(kept)]
        gap = max((chord.gap for chord in chords), default=0.0)
        vertices = [chain.vertices[i] for i in kept]
        return replace(chain, vertices=vertices, chords=chords, gap=gap, stopped=stopped, all=chain.all or chain)

    def _across(self, chain: Chain, i: int, j: int) -> Chord:
        """The chord between two vertices of a chain, with the lines known beyond it."""
        return self.chord(chain.vertices[i], chain.vertices[j], chain.chords[i].line_a, chain.chords[j - 1].line_b)

    def gap_across(self, chain: Chain, i: int, j: int) -> float:
        """The gap that is left where the vertices between two of a chain are left out."""
        return chain.chords[i].gap if j == i + 1 else self._across(chain, i, j).gap

    def edge_at(self, chain: Chain, u: float) -> tuple[Vertex, Vertex]:
        """The true edge of the frontier over u: its two extreme points, found by closing the chord around u."""
        if len(chain.vertices) == 1:
            return chain.vertices[0], chain.vertices[0]
        chords = (chain.all or chain).chords
        chord = next((c for c in chords if u <= c.b.u), chords[-1])
        while chord.gap > CLOSED and not chord.edge:
            parts = self._split(chord)
            chord = next((part for part in parts if u <= part.b.u), parts[-1])
        return chord.a, chord.b


def _leaves(root: Chord, parts_of: dict[int, tuple[Chord, ...]]) -> list[Chord]:
    """The chords that were not split, from A to B."""
    leaves, stack = [], [root]
    while stack:
        chord = stack.pop()
        parts = parts_of.get(id(chord))
        if parts is None:
            leaves.append(chord)
        else:
            stack.extend(reversed(parts))
    return leaves
