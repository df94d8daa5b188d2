"""Finds every piece of a frontier over whole numbers, one by one, and checks that nothing hides between.

Weighted sums reach only what lies on the convex hull (the *supported* points); the rest hides above its segments. So:

1. Ends: best u, then best v with a row u <= u*; and the other way round.
2. Supported points: minimise along the normal of every segment of the hull, until nothing lies below any (Aneja and
   Nair 1979).
3. Between. Under a falling piece from p to q: minimise along its normal within the box u <= q.u, v <= p.v. Under a step
   that leaves p: minimise u subject to v <= p.v - delta, then v with that u held (Haimes, Lasdon and Wismer 1971;
   Mavrotas 2009). Each either finds whole numbers not seen before, or rules out that anything is hidden there.

Whatever whole numbers are found, their whole slice joins the picture (`fixed_integers.py`, `envelope.py`), so nothing
is found twice and the search ends when the finitely many that matter are seen (Fattahi and Turkay 2018; Soylu and
Yildiz 2016).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.integer.ends import Ends
from tradeoff.moo.integer.envelope import SAME, EnvelopeEdge, Piece, envelope
from tradeoff.moo.integer.fixed_integers import AttainedPoint, frontier_with_integers_fixed
from tradeoff.moo.integer.ruled_out import CLOSED, ROUNDED, Gap, SupportingLine
from tradeoff.moo.integer.supported import hull_of
from tradeoff.moo.lp.integer_solver import Incumbent, IntegerSolver
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.stopping import Progress

_NO_LIMIT = float("inf")


class BeyondEndError(SolverError):
    """A sum has its least beyond an end that was found to a gap: how low it lies between the ends is not known."""


class BoxSearch:
    """The search for every piece between two ends; what is found and ruled out can be read at any moment."""

    def __init__(self, solver: IntegerSolver, ends: Ends, gap: float, progress: Progress | None) -> None:
        self.solver, self.ends = solver, ends
        self._progress = progress
        self._allowed = max(gap, CLOSED)
        self._gap = gap
        self.cost_u, self.cost_v = solver.model.cost(solver.first), solver.model.cost(solver.second)
        self._range_u, self._range_v = ends.ranges
        self.grain_u, self.grain_v = (_grain(cost, solver.model.integer) for cost in (self.cost_u, self.cost_v))
        self.step_u = max(gap, self.grain_u / 2 / self._range_u or CLOSED)
        self.step_v = max(gap, self.grain_v / 2 / self._range_v or CLOSED)
        """Shares of the ranges by which one solution must better another to be looked for."""
        self._fine_u = self.grain_u / 2 / self._range_u or CLOSED
        self._fine_v = self.grain_v / 2 / self._range_v or CLOSED
        """The same to be told from it, whatever gap was asked for."""
        self.pieces: list[Piece] = []
        self.lines: list[SupportingLine] = []
        self.gaps: list[Gap] = []
        self.gap = 0.0
        """Share of both ranges by which something may still lie below what was checked."""
        self.boxed: list[tuple[float, float]] = []
        """Points in shares that have the least u in a box, and then the least v: nothing betters them."""
        self._seen: set[bytes] = set()
        self._edges = 0

    def run(self) -> None:
        """Find everything, and rule out the rest.

        Raises CutOffError, KeyboardInterrupt or SolverError; what was found until then stays.
        """
        self.begin()
        while segment := self.open_segment():
            self.look_below(*segment, everywhere=True)
        while (width_item := self._open_item()) is not None:
            self._settle(width_item)
        self.require_checked()

    def begin(self) -> None:
        """Let both ends join."""
        self.add(self.ends.a.find())
        self.add(self.ends.b.find())

    def require_checked(self) -> None:
        """Raises SolverError where more is left than was asked for."""
        if self.gap > self._allowed * ROUNDED:
            raise SolverError(
                f"the frontier could not be checked: something may lie beyond it by {self.gap:.1e} of the ranges. Ask "
                "for a larger gap, or write smaller bounds where a whole number switches an amount on."
            )

    def shares(self, u: float, v: float) -> tuple[float, float]:
        """A point in shares of the ranges, from the best of each."""
        return (u - self.ends.a.u) / self._range_u, (v - self.ends.b.v) / self._range_v

    def values(self, u: float, v: float) -> tuple[float, float]:
        """Shares of the ranges back in the units of the objectives."""
        return self.ends.a.u + u * self._range_u, self.ends.b.v + v * self._range_v

    def is_settled(self, piece: Piece, *, to_gap: bool = True) -> bool:
        """Whether a line settles a falling piece, or a supported point; a piece too short to tell needs none.

        Args:
            piece: The piece.
            to_gap: Whether something may lie below it by the gap that was asked for; else nothing may.
        """
        short = self._allowed if to_gap else CLOSED
        if not piece.is_point and min(piece.to_u - piece.from_u, piece.from_v - piece.to_v) <= short:
            return True
        ends = [(piece.from_u, piece.from_v), (piece.to_u, piece.to_v)]
        return any(
            all(line.holds(u, v) for u, v in ends)
            and (line.everywhere or not piece.is_point)
            and (to_gap or line.is_tight)
            for line in self.lines
        )

    def is_empty(self, from_u: float, to_u: float, v: float) -> bool:
        """Whether nothing is hidden under a step.

        Args:
            from_u: Where the step begins, in shares of the range.
            to_u: Where it ends.
            v: Its height, in shares of the range.
        """
        return any(
            gap.from_u <= from_u + SAME and gap.to_u >= to_u - SAME and gap.v >= v - self.step_v - SAME
            for gap in self.gaps
        )

    def _report(self) -> None:
        if self._progress is not None:
            self.tell(sum(width for width, _ in self._open_items()))

    def tell(self, left: float) -> None:
        """Say how far the search is, with the share of the range that is left."""
        if self._progress is not None:
            self._progress(self.solver.solves, len(self.pieces), min(1.0, left))

    def minimise(
        self, cost: Floats, *, most_u: float = _NO_LIMIT, most_v: float = _NO_LIMIT, gap: float = 0.0
    ) -> Incumbent:
        """The least cost within limits that leave room for a solution already known, as `IntegerSolver` has it.

        Args:
            cost: The cost row, an entry a column.
            most_u: What u may be at most.
            most_v: What v may be at most.
            gap: How far the answer may lie above its bound, in units of the cost.

        Raises:
            CutOffError: Time is up.
            SolverError: The solver gave up, or its answers do not agree.
        """
        try:
            return self.solver.minimise(cost, most_u=most_u, most_v=most_v, gap=gap)
        except (InfeasibleError, UnboundedError) as error:
            # Both ends are known by now, and every limit here leaves room for a solution already found.
            raise SolverError(f"HiGHS contradicts itself: {error}") from None

    def add(self, x: Floats) -> bool:
        """Let the slice of whole numbers join; whether that changed anything."""
        key = x[self.solver.model.integer].tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        a, b = self.ends.a, self.ends.b
        most_u = b.u + self.solver.noise(self.cost_u, b.find())
        most_v = a.v + self.solver.noise(self.cost_v, a.find())
        corners = frontier_with_integers_fixed(self.solver, x, most_u=most_u, most_v=most_v)
        edges = [self._edge(p, q) for p, q in pairwise(corners)] or [self._edge(p, p) for p in corners]
        self._require_no_contradiction(edges)
        merged = envelope([*self.pieces, *(Piece(edge=e, from_u=e.from_u, to_u=e.to_u) for e in edges)])
        before = [(piece.edge.number, piece.from_u, piece.to_u) for piece in self.pieces]
        self.pieces = merged
        return before != [(piece.edge.number, piece.from_u, piece.to_u) for piece in merged]

    def _require_no_contradiction(self, edges: list[EnvelopeEdge]) -> None:
        """Refuse a solution where it was ruled out that there is one."""
        for u, v in (corner for edge in edges for corner in ((edge.from_u, edge.from_v), (edge.to_u, edge.to_v))):
            below = any(
                line.w_u * u + line.w_v * v < line.bound - CLOSED
                and (line.everywhere or (u < line.to_u - CLOSED and v < line.from_v - CLOSED))
                for line in self.lines
            )
            beyond = min(u, v) < -CLOSED - self.ends.beyond
            if beyond or below or any(u < gap.bound - CLOSED and v <= gap.v for gap in self.gaps):
                raise SolverError("HiGHS found a solution where it had ruled that out")

    def _edge(self, p: AttainedPoint, q: AttainedPoint) -> EnvelopeEdge:
        (from_u, from_v), (to_u, to_v) = self.shares(p.u, p.v), self.shares(q.u, q.v)
        if to_u - from_u <= SAME:
            p, from_u, from_v = q, to_u, to_v
        elif from_v - to_v <= SAME:
            q, to_u, to_v = p, from_u, from_v
        self._edges += 1
        return EnvelopeEdge(number=self._edges, from_u=from_u, from_v=from_v, to_u=to_u, to_v=to_v, a=p, b=q)

    def open_segment(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The widest segment of the hull that no line settles."""
        segments = [
            (p, q)
            for p, q in pairwise(hull_of(self.pieces))
            if not any(line.everywhere and line.holds(*p) and line.holds(*q) for line in self.lines)
        ]
        return max(segments, key=lambda segment: segment[1][0] - segment[0][0], default=None)

    def look_below(self, p: tuple[float, float], q: tuple[float, float], *, everywhere: bool) -> None:
        """Minimise along a segment's normal, everywhere or in its box: a line, or whole numbers not seen before.

        Args:
            p: The end with the better u.
            q: The end with the better v.
            everywhere: Whether the line is to hold everywhere, or in the segment's box alone.
        """
        total = p[1] - q[1] + q[0] - p[0]
        w_u, w_v = (p[1] - q[1]) / total, (q[0] - p[0]) / total
        a_u, b_v = self.ends.a.u / self._range_u, self.ends.b.v / self._range_v
        cost = w_u / self._range_u * self.cost_u + w_v / self._range_v * self.cost_v
        most_u = most_v = _NO_LIMIT
        if not everywhere:
            # Just inside the ends: what begins there belongs to the neighbours, and may lie below this line.
            most_u, most_v = self.values(q[0] - CLOSED / 2, p[1] - CLOSED / 2)
        found = self.minimise(cost, most_u=most_u, most_v=most_v, gap=self._gap)
        height, bound = w_u * p[0] + w_v * p[1], found.bound - w_u * a_u - w_v * b_v
        beyond = height - bound
        if beyond < -CLOSED:
            raise SolverError("HiGHS called a solution optimal that is worse than one already known")
        is_new = beyond > self._allowed and self.add(found.x)
        if beyond > self._allowed and not is_new and self.ends.beyond > 0:
            raise BeyondEndError("a weighted sum has its least beyond an end; find the ends without a gap")
        if not is_new:
            self.gap = max(self.gap, beyond if beyond > CLOSED else 0.0)
            self.lines.append(
                SupportingLine(
                    w_u=w_u,
                    w_v=w_v,
                    height=height,
                    bound=bound,
                    from_u=p[0],
                    from_v=p[1],
                    to_u=q[0],
                    everywhere=everywhere,
                )
            )
        self._report()

    def _open_items(self) -> list[tuple[float, int]]:
        """What is not settled yet: falling pieces (2 i) and the steps after them (2 i + 1), with their widths."""
        items = [
            (piece.to_u - piece.from_u, 2 * i)
            for i, piece in enumerate(self.pieces)
            if not piece.is_point and not self.is_settled(piece)
        ]
        for i, (piece, after) in enumerate(pairwise(self.pieces)):
            if self.is_open(piece, after):
                items.append((after.from_u - piece.to_u, 2 * i + 1))
        return items

    def is_open(self, piece: Piece, after: Piece) -> bool:
        """Whether something may hide under the step between two neighbouring pieces."""
        wide = after.from_u - piece.to_u > self.step_u and piece.to_v > self.step_v
        return wide and not self.is_empty(piece.to_u, after.from_u, piece.to_v)

    def is_bare(self, piece: Piece, after: Piece) -> bool:
        """Whether it is checked that nothing at all, whatever the gap, lies under the step between two pieces."""
        if after.from_u - piece.to_u <= self._fine_u or (piece.to_v <= self._fine_v and self.ends.is_best_b):
            return True
        return any(
            gap.from_u <= piece.to_u + SAME
            and min(gap.to_u, gap.bound + self._fine_u) >= after.from_u - SAME
            and gap.v >= piece.to_v - self._fine_v - SAME
            for gap in self.gaps
        )

    def _open_item(self) -> int | None:
        return max(self._open_items(), default=(0.0, None))[1]

    def _settle(self, item: int) -> None:
        piece = self.pieces[item // 2]
        if item % 2 == 0:
            self.look_below((piece.from_u, piece.from_v), (piece.to_u, piece.to_v), everywhere=False)
        else:
            self.look_under_step(piece)

    def look_under_step(self, piece: Piece) -> None:
        """The least u that betters the step: where it was known to be, or whole numbers not seen before."""
        v = piece.to_v - self.step_v
        target = self._first_reaching(v)
        found = self.minimise(self.cost_u, most_v=self.values(0.0, v)[1], gap=self._gap * self._range_u)
        bound = self.shares(found.bound, 0.0)[0]
        if bound > target + CLOSED:
            raise SolverError("HiGHS called a solution optimal that is worse than one already known")
        progress = bound < target - self.step_u and self.add(found.x)
        nearer = self._first_reaching(v) if progress else target
        if nearer < target - SAME:
            least = nearer - bound <= self.step_u
            if least:
                # That nothing lies under the step up to here is known by now, and need not be asked again.
                self.gaps.append(Gap(from_u=piece.to_u, to_u=nearer, v=v, bound=bound))
            found = self.minimise(self.cost_v, most_u=self.values(nearer + CLOSED, 0.0)[0])
            self.add(found.x)
            if least and not self._gap:
                self.boxed.append(self.shares(float(self.cost_u @ found.x), float(self.cost_v @ found.x)))
        else:
            self.gap = max(self.gap, min(target - bound, v) if bound < target - self.step_u else 0.0)
            self.gaps.append(Gap(from_u=piece.to_u, to_u=target, v=v, bound=bound))
        self._report()

    def _first_reaching(self, v: float) -> float:
        """The least u known to reach a v, as the solver does: what is a hair short of it does."""
        for piece in self.pieces:
            if piece.from_v <= v + SAME:
                return piece.from_u
            if piece.to_v <= v + SAME:
                edge = piece.edge
                share = min(1.0, (edge.from_v - v) / (edge.from_v - edge.to_v))
                return edge.from_u + share * (edge.to_u - edge.from_u)
        raise SolverError("HiGHS lost the end of the frontier")


def _grain(cost: Floats, integer: np.ndarray) -> float:
    """The distance between neighbouring values of an objective with whole coefficients of integer columns; else 0."""
    used = cost[cost != 0]
    if not len(used) or not integer[cost != 0].all() or (used != np.round(used)).any():
        return 0.0
    return float(np.gcd.reduce(np.abs(used).astype(np.int64)))
