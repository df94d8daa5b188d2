"""Certifies a polyline found in floating point in exact rational arithmetic, or raises.

Floats only propose. Every point gets a basis that attains it exactly, and the exact window of weights for which that
basis proves it the best. An exact frontier then needs a line along every segment: mostly the windows of its two ends
have it already; else the exact optimum along the segment's exact normal is the segment's own value, or a point below it
that floats missed. That is put in, and its two segments are looked at in turn (Aneja and Nair 1979, in exact
arithmetic). A bounded frontier needs lines until the gap, in fractions, is what was asked for. Points on the straight
line of their neighbours are dropped.

The ends come first, then the points halfway between those that are certified. So certifying may end early too, by a
time limit or Ctrl-C: the points by then, with their windows of weights, leave a gap that is certified as well.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, zip_longest

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Polyline, Vertex
from tradeoff.moo.biobjective.polyline import Weights as RangeWeights
from tradeoff.moo.exact.basis import ExactBasis
from tradeoff.moo.exact.certified import CertifiedLine, CertifiedPoint, CertifiedPolyline, normal_share, triangle_gap
from tradeoff.moo.exact.lu import SingularKernelError
from tradeoff.moo.exact.oracle import ExactOptimum, ExactOracle
from tradeoff.moo.exact.rational import exact_number
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped

MOST_POINTS = 2000
"""Points of an exact frontier that are certified; more is days of somebody's time, or gigabytes of certificate."""
_MEASURED = 5
"""Points timed before saying what more than that would cost."""
_ROUNDED = 1 + 1e-9
"""What rounding may do to a gap that was computed in floats."""


def certify_polyline(
    oracle: ExactOracle, search: Search, polyline: Polyline, *, exact: bool, progress: Progress | None = None
) -> CertifiedPolyline:
    """Certify a polyline: every breakpoint if `exact`, else that no solution betters it by more than the gap it claims.

    Args:
        oracle: Exact optima of the two objectives of the search, in its order.
        search: The search that found the polyline.
        polyline: Its points and segments, in floats.
        exact: Whether nothing at all may lie beyond it.
        progress: Called after every point with solves, points and the share of the points that is left.

    Raises:
        CutOffError: The time limit was over before both ends were certified; Ctrl-C is KeyboardInterrupt until then.
        SolverError: Something could not be certified, or there are more than `MOST_POINTS` breakpoints.
    """
    certifier = _Certifier(oracle, search)
    if exact and len(polyline.vertices) > MOST_POINTS:
        _refuse(certifier, polyline)
    try:
        return _certify(certifier, search, polyline, exact=exact, progress=progress)
    except (CutOffError, KeyboardInterrupt) as ended:
        by_time = isinstance(ended, CutOffError)
        oracle.solver.recover()
        with oracle.solver.untimed():
            begun = certifier.begun(Stopped.TIME_LIMIT if by_time else Stopped.INTERRUPTED)
        if begun is not None:
            return begun
        if by_time:
            raise CutOffError(
                f"the time limit ended certifying before both ends were certified; the search had its "
                f"{len(polyline.vertices):,} points. Allow more time, or ask for no certificate"
            ) from None
        raise


def _certify(
    certifier: _Certifier, search: Search, polyline: Polyline, *, exact: bool, progress: Progress | None
) -> CertifiedPolyline:
    points = certifier.attain(polyline.vertices, progress)
    if exact or len(points) == 1:
        return certifier.close(points)
    hints = [_exact_share(search, side) for segment in polyline.segments for side in (segment.line_a, segment.line_b)]
    return certifier.bound(points, hints, exact_number(polyline.gap * _ROUNDED))


def _refuse(certifier: _Certifier, polyline: Polyline) -> None:
    begun = time.process_time()
    certifier.attain(polyline.vertices[:_MEASURED], None)
    minutes = (time.process_time() - begun) / _MEASURED * len(polyline.vertices) / 60
    raise SolverError(
        f"the exact frontier has {len(polyline.vertices):,} points; certifying them would take about {minutes:,.0f} "
        f"minutes, and at most {MOST_POINTS:,} are certified. Ask for a gap instead of the exact frontier, or for no "
        "certificate."
    )


def _exact_share(search: Search, shares: RangeWeights) -> Fraction:
    """The share of v, between the objectives as they are, of weights of shares of the ranges."""
    range_u, range_v = search.ranges
    alpha, beta = exact_number(shares[0] / range_u), exact_number(shares[1] / range_v)
    return beta / (alpha + beta)


class _Certifier:
    """What proves points and segments, one after another, and keeps the lines it has certified."""

    def __init__(self, oracle: ExactOracle, search: Search) -> None:
        self._oracle, self._search = oracle, search
        self._through: dict[tuple[Fraction, Fraction], dict[Fraction, str]] = {}
        """By point: the shares of the lines certified through it, and the basis that proves each."""
        self._known: dict[tuple[Fraction, Fraction], CertifiedPoint] = {}
        """Every point certified so far."""

    def attain(self, vertices: Sequence[Vertex], progress: Progress | None) -> list[CertifiedPoint]:
        """The exact points behind vertices, from best u, each certified efficient, and both ends."""
        for done, position in enumerate(_halfway(len(vertices)), start=1):
            self._keep(self._attained(vertices[position]))
            if done == min(2, len(vertices)):
                self._with_ends(self._found())
            if progress is not None:
                progress(self._oracle.solver.solves, done, 1 - done / len(vertices))
        return self._found()

    def begun(self, why: Stopped) -> CertifiedPolyline | None:
        """What is certified by now, with the gap that it leaves; None where an end is not.

        Args:
            why: Why it ended early.
        """
        points = self._found()
        if not points or Fraction(0) not in self._lines(points[0]) or Fraction(1) not in self._lines(points[-1]):
            return None
        polyline = self._corners(points)
        gap = max((self._gap(polyline, a, b) for a, b in pairwise(polyline)), default=Fraction(0))
        return replace(self._finish(polyline, gap), stopped=why)

    def _found(self) -> list[CertifiedPoint]:
        return sorted(self._known.values(), key=lambda point: point.u)

    def _keep(self, point: CertifiedPoint) -> CertifiedPoint:
        return self._known.setdefault((point.u, point.v), point)

    def _attained(self, vertex: Vertex) -> CertifiedPoint:
        self._oracle.solver.require_time()
        try:
            basis = self._oracle.propose(self._search.costs(vertex.stages))
            if not basis.overstepped() and _is_efficient(basis):
                return _read(basis, vertex.stages)
        except SingularKernelError:
            pass
        return _read(self._minimum(_exact_share(self._search, vertex.stages[0])).basis, vertex.stages)

    def _minimum(self, share: Fraction) -> ExactOptimum:
        self._oracle.solver.require_time()
        return self._oracle.minimise((1 - share, share))

    def _lines(self, point: CertifiedPoint) -> dict[Fraction, str]:
        return self._through.setdefault((point.u, point.v), dict.fromkeys(point.window, point.statuses))

    def _hold(self, share: Fraction, statuses: str, points: Sequence[CertifiedPoint], height: Fraction) -> bool:
        """Keep a line for the points it passes through; whether there are any."""
        touched = [point for point in points if point.height(share) == height]
        for point in touched:
            self._lines(point).setdefault(share, statuses)
        return bool(touched)

    def _below(self, share: Fraction, *points: CertifiedPoint) -> CertifiedPoint | None:
        """Certify a line through one of the points; a better point where there is one, else None."""
        for point in points:
            known = self._lines(point).get(share)
            if known or point.window[0] <= share <= point.window[1]:
                self._hold(share, known or point.statuses, points, point.height(share))
                return None
        optimum = self._minimum(share)
        if self._hold(share, optimum.basis.statuses, points, optimum.height):
            return None
        if min(point.height(share) for point in points) < optimum.height:
            raise SolverError("a certified optimum is worse than a certified point; this must not happen")
        new = self._keep(_read(optimum.basis, ()))
        self._hold(share, new.statuses, [new], optimum.height)
        return new

    def _with_ends(self, points: Sequence[CertifiedPoint]) -> list[CertifiedPoint]:
        """The points, and both ends certified; an end that floats missed is put in."""
        first, last = self._below(Fraction(0), points[0]), self._below(Fraction(1), points[-1])
        return [*([first] if first else []), *points, *([last] if last else [])]

    def close(self, points: Sequence[CertifiedPoint]) -> CertifiedPolyline:
        """The whole frontier: every segment certified to be an edge, or split."""
        first, *rest = self._with_ends(points)
        kept, waiting = [first], rest[::-1]
        while waiting:
            new = self._below(normal_share(kept[-1], waiting[-1]), kept[-1], waiting[-1])
            if new is None:
                kept.append(waiting.pop())
            else:
                _require_between(kept[-1], new, waiting[-1])
                waiting.append(new)
        return self._finish(self._corners(kept), Fraction(0))

    def bound(self, points: Sequence[CertifiedPoint], hints: Sequence[Fraction], limit: Fraction) -> CertifiedPolyline:
        """Points and lines that leave no more than `limit` beyond any segment; further points where it takes them.

        Args:
            points: From the best u to the best v.
            hints: Shares of v that floats found useful; those that lie between the lines of a segment are tried first.
            limit: A share of both ranges.

        Raises:
            SolverError: The gap could not be certified.
        """
        polyline = self._corners(self._with_ends(points))
        position = 0
        while position < len(polyline) - 1:
            a, b = polyline[position], polyline[position + 1]
            if self._gap(polyline, a, b) <= limit:
                position += 1
                continue
            low, high = max(self._lines(a)), min(self._lines(b))
            share = next((hint for hint in hints if low < hint < high), normal_share(a, b))
            new = self._below(share, a, b)
            if new is not None:
                _require_between(a, new, b)
                polyline.insert(position + 1, new)
        polyline = self._corners(polyline)
        gap = max((self._gap(polyline, a, b) for a, b in pairwise(polyline)), default=Fraction(0))
        if gap > limit:
            raise SolverError("the gap could not be certified in exact arithmetic")
        # Nothing is left: then the same points are certified as a whole frontier.
        return self._finish(polyline, gap) if gap else self.close(polyline)

    def _gap(self, polyline: Sequence[CertifiedPoint], a: CertifiedPoint, b: CertifiedPoint) -> Fraction:
        ranges = polyline[-1].u - polyline[0].u, polyline[0].v - polyline[-1].v
        return triangle_gap(a, b, max(self._lines(a)), min(self._lines(b)), ranges)

    def _corners(self, points: Sequence[CertifiedPoint]) -> list[CertifiedPoint]:
        """The points that are not on the straight line of their neighbours, which inherit its line."""
        kept = [points[0]]
        for point, after in zip_longest(points[1:], points[2:]):
            if after is not None and normal_share(kept[-1], point) == (share := normal_share(point, after)):
                # The neighbours are as good under this share, and what is dropped is the best under no other.
                self._below(share, point, kept[-1], after)
            else:
                kept.append(point)
        return kept

    def _finish(self, points: Sequence[CertifiedPoint], gap: Fraction) -> CertifiedPolyline:
        """The lines that prove it: one for each end and edge of an exact polyline, the outermost of every point
        else.
        """
        lines = []
        for position, point in enumerate(points):
            through = self._lines(point)
            low, high = min(through), max(through)
            for share in sorted({low, high} if gap or position == 0 else {high}):
                line = CertifiedLine(share=share, point=position, height=point.height(share), statuses=through[share])
                lines.append(line)
        return CertifiedPolyline(points=tuple(points), lines=tuple(lines), gap=gap)


def _halfway(count: int) -> Iterator[int]:
    """Positions: both ends, then again and again those halfway between two that were given."""
    yield from dict.fromkeys((0, count - 1))
    parts = deque([(0, count - 1)])
    while parts:
        low, high = parts.popleft()
        if high - low > 1:
            middle = (low + high) // 2
            yield middle
            parts += [(low, middle), (middle, high)]


def _read(basis: ExactBasis, stages: tuple[RangeWeights, ...]) -> CertifiedPoint:
    """The point of a basis that is feasible.

    Raises SolverError where the basis does not prove it efficient.
    """
    window = basis.window
    if window is None or not _is_efficient(basis):
        raise SolverError("a point of the frontier could not be certified efficient in exact arithmetic")
    u, v = basis.values
    return CertifiedPoint(u=u, v=v, statuses=basis.statuses, window=window, stages=stages)


def _is_efficient(basis: ExactBasis) -> bool:
    """Whether the basis proves its solution the best for weights that are both above 0."""
    window = basis.window
    return window is not None and (window[0] < window[1] or 0 < window[0] < 1)


def _require_between(a: CertifiedPoint, new: CertifiedPoint, b: CertifiedPoint) -> None:
    if not a.u < new.u < b.u:
        raise SolverError("an exact optimum lies outside the segment it was looked for under; this must not happen")
