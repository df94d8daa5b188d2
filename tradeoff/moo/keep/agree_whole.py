"""Holds the parts of a frontier over whole numbers against each other: points, their bounds, and the steps between.

    point   no other one is as good in everything and better in something, but where it is told not to be efficient
    bound   no worse than the point's own last objective
    steps   from the first point to the last, end to end, none rising; no point lies below one that is checked

all objectives minimised, but for noise (see `rows`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from tradeoff.moo.keep.checks import NotThatError
from tradeoff.moo.keep.rows import Rows, require_unbeaten
from tradeoff.moo.pieces import Certificate, Kind, Step


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
        if point.bound is not None and rows.signs[last] * point.bound > row[last] + rows.noise[last]:
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
