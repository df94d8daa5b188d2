"""Holds the parts of a frontier over whole numbers against each other: points, their bounds, and the steps between.

    point   no other one is as good in everything and better in something, but where it is told not to be efficient
    bound   no worse than the point's own last objective, and where all is exact no better
    hull    no point lies above it that is told to be supported; where all is exact none on it that is told not to be
    steps   from the first point to the last, end to end, none rising; no point lies below one that is checked

all objectives minimised, but for noise (see `rows`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from tradeoff.moo.keep.checks import NotThatError
from tradeoff.moo.keep.rows import Rows, require_unbeaten
from tradeoff.moo.pieces import Certificate, Kind, Step

_ON_HULL = 1e-8
"""Share of the range of the last objective within which a point lies on a chord; what is told not to is 1e-7 off."""


def require_whole_points(rows: Rows, certificate: Certificate) -> None:
    """That no point is beaten, and no bound worse than its point.

    Args:
        rows: The points.
        certificate: What vouches for them.

    Raises:
        NotThatError: One is; its place is named.
    """
    require_unbeaten(rows, ties=True)
    last = len(rows.signs) - 1
    for place, (point, row) in enumerate(zip(rows.points, rows.values, strict=True)):
        # Of two objectives a gap leaves points that may be bettered, of three only a search that ended early does.
        if point.efficient is False and not certificate.stopped and (certificate.kind is Kind.EXACT or last > 1):
            raise NotThatError(f"points[{place}].efficient is false, and no search was stopped, or to a gap")
        bound = None if point.bound is None else rows.signs[last] * point.bound
        if certificate.kind is Kind.EXACT and (bound is None or bound < row[last] - 2 * rows.noise[last]):
            raise NotThatError(
                f"points[{place}].bound: {point.bound!r} leaves room at the point, {point.values[last]!r}, and "
                "certificate.kind is 'exact'"
            )
        if bound is not None and bound > row[last] + rows.noise[last]:
            raise NotThatError(
                f"points[{place}].bound: {point.bound!r} is worse than the point, {point.values[last]!r}"
            )


def require_steps(rows: Rows, steps: Sequence[Step], certificate: Certificate, variables: Collection[str]) -> None:
    """That points and steps are those of a staircase.

    Args:
        rows: The points.
        steps: What lies between.
        certificate: What vouches for them.
        variables: The names of the problem's variables.

    Raises:
        NotThatError: They are not; the place is named.
    """
    require_whole_points(rows, certificate)
    noise_u, noise_v = rows.noise.tolist()
    at, height = rows.values[0].tolist()
    for place, step in enumerate(steps):
        (start, best), (end, best_at_end) = (
            (rows.signs * pair).tolist() for pair in ((step.start, step.best), (step.end, step.best_at_end))
        )
        if abs(start - at) > noise_u:
            raise NotThatError(f"steps[{place}].start: {step.start!r} is not where the one before ends")
        if end < start - noise_u or best > height + noise_v or best_at_end > best + noise_v:
            raise NotThatError(f"steps[{place}] goes back, or from better to worse")
        if certificate.kind is Kind.EXACT and not step.checked:
            raise NotThatError(f"steps[{place}].checked is false, and certificate.kind is 'exact'")
        if not step.is_level and (step.mixture is None or step.mixture(0.0).keys() != variables):
            raise NotThatError(f"steps[{place}].ends are not those of a straight segment of these variables")
        at, height = end, best_at_end
    if abs(at - rows.values[-1, 0]) > noise_u:
        raise NotThatError("steps do not end at the last of the points")
    _require_drawn(rows, steps)
    _require_supported(rows, steps, certificate)


def _require_supported(rows: Rows, steps: Sequence[Step], certificate: Certificate) -> None:
    """That no point is told to be supported that lies above a chord of what is attained; nor the other way round.

    What lies above no chord of a thinned frontier, or of one to a gap, may lie above one of points that are not there.
    """
    sloping = [pair for s in steps if not s.is_level for pair in ((s.start, s.best), (s.end, s.best_at_end))]
    attained = np.concatenate([rows.values, np.array(sloping).reshape(-1, 2) * rows.signs])
    hull: list[tuple[float, float]] = []
    for u, v in sorted(map(tuple, attained.tolist())):
        if hull and u == hull[-1][0]:
            continue
        while len(hull) > 1 and _turns_right(hull[-2], hull[-1], (u, v)):
            hull.pop()
        hull.append((u, v))
    across, height = np.array(hull).T
    noise_u, noise_v = rows.noise
    least = np.interp(rows.values[:, 0], across, height)
    # As u itself is known to its noise alone, so is the height of a chord there.
    room = noise_v + np.interp(rows.values[:, 0] - noise_u, across, height) - least
    on_it = _ON_HULL * np.ptp(rows.values[:, 1])
    for place, (point, above) in enumerate(zip(rows.points, rows.values[:, 1] - least, strict=True)):
        if point.supported and above > room[place]:
            raise NotThatError(f"points[{place}].supported is true, and it lies above a chord of two others")
        if point.supported is False and certificate.kind is Kind.EXACT and above <= on_it:
            raise NotThatError(f"points[{place}].supported is false, and it lies above no chord of two others")


def _turns_right(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> bool:
    """Whether the way from a over b to c does not turn to the left."""
    return (b[0] - a[0]) * (c[1] - a[1]) <= (c[0] - a[0]) * (b[1] - a[1])


def _require_drawn(rows: Rows, steps: Sequence[Step]) -> None:
    """That a step is what the best point or segment before it has, and no point is better than what is checked."""
    noise_u, noise_v = rows.noise.tolist()
    places, ends = rows.values[:, 0], [(rows.signs * (step.end, step.best_at_end)).tolist() for step in steps]
    # The best that points up to each have; of points that are efficient each is better than the one before.
    best_of_points = np.minimum.accumulate(rows.values[:, 1])
    best_of_segments = np.inf
    for place, step in enumerate(steps):
        start, end = float(rows.signs[0] * step.start), ends[place][0]
        best = float(rows.signs[1] * step.best)
        before = int(np.searchsorted(places, start + noise_u, side="right")) - 1
        attained = min(float(best_of_points[before]) if before >= 0 else np.inf, best_of_segments)
        if step.is_level and (best < attained - noise_v or (step.checked and best > attained + noise_v)):
            raise NotThatError(f"steps[{place}].best: {step.best!r} is not that of the points up to there")
        if not step.is_level:
            best_of_segments = min(best_of_segments, ends[place][1])
        if step.checked:
            inside = slice(before + 1, int(np.searchsorted(places, end - noise_u)))
            share = (places[inside] - start) / (end - start)
            below = rows.values[inside, 1] < best + share * (ends[place][1] - best) - noise_v
            if below.any():
                at = before + 1 + int(np.argmax(below))
                raise NotThatError(f"points[{at}] is better than steps[{place}], which is checked")
