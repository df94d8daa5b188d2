"""Answers at a level over whole numbers from what was found: a point, or a mixture on a straight segment.

    at least so much of the one  ->  of the points that have it the one best in the other, as the steps are drawn

In words: nothing is solved, so an answer is as good as what was found. Whether it is the best there is stands in the
steps: a level that lies on one that is checked, or at a point that nothing betters, has no better answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from tradeoff.errors import InfeasibleError
from tradeoff.moo import measures
from tradeoff.moo.at_level import Reached
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.pieces import Point, Step

_SAME = 1e-9
"""Share of a level, or of a range, below which two values are one."""

LOADED = (
    "a frontier that was loaded answers for its points alone, and this would have to be solved for. Give its problem "
    "and objectives to Frontier.load, or trace the problem again"
)


def at_stored_point(
    levels: Mapping[str, float],
    objectives: Sequence[str],
    points: Sequence[Point],
    solution: Callable[[int], dict[str, float]],
) -> Reached:
    """The solution of a point whose level is asked for: none is better there, for no solution betters a point.

    Args:
        levels: For all objectives but one how good at least; of fewer the best of the rest may lie between points.
        objectives: Their names.
        points: What was found, of a linear programme.
        solution: Gives the variables at a point.

    Raises:
        ValueError: No point has these levels, so that it would have to be solved for.
    """
    held = {objectives.index(name): level for name, level in levels.items()}
    there = [i for i, point in enumerate(points) if all(point.values[k] == level for k, level in held.items())]
    if len(held) < len(objectives) - 1 or len(there) != 1:
        raise ValueError(LOADED)
    values = dict(zip(objectives, points[there[0]].values, strict=True))
    return Reached(objectives=values, values=solution(there[0]))


def found_at(
    levels: Mapping[str, float],
    objectives: Sequence[str],
    senses: Sequence[str],
    points: Sequence[Point],
    steps: Sequence[Step],
    solution: Callable[[int], dict[str, float]],
    *,
    complete: bool,
) -> Reached:
    """The best of the objectives that are not held, in their order, of what was found.

    Args:
        levels: For some objectives how good at least, in their units and senses.
        objectives: Their names.
        senses: "max" or "min" for each.
        points: What was found, from the best of the first objective.
        steps: What lies between points of two objectives.
        solution: Gives the variables at a point.
        complete: Whether the points are all there are.

    Raises:
        InfeasibleError: No solution is as good.
        ValueError: None that was found is, and there may be others.
    """
    signs = measures.signs_of(senses)
    rows = measures.as_rows([point.values for point in points]) * signs
    held = {objectives.index(name): float(signs[objectives.index(name)] * level) for name, level in levels.items()}
    able = [i for i in range(len(rows)) if all(rows[i, k] <= level + _hair(level) for k, level in held.items())]
    if not able:
        _refuse(levels, rows, list(held), signs, knows_all=complete)
    rest = [k for k in range(rows.shape[1]) if k not in held]
    best = min(able, key=lambda i: (*rows[i, rest], *rows[i]))
    values = dict(zip(objectives, points[best].values, strict=True))
    if len(objectives) > 2:
        return Reached(objectives=values, values=solution(best), checked=complete)
    ((first, level),) = held.items()
    drawn = [_minimised(step, signs) for step in steps]
    for step in drawn:
        share = measures.between((step.best, step.best_at_end) if first else (step.start, step.end), level)
        mixed = np.array([_mix(step.start, step.end, share), _mix(step.best, step.best_at_end, share)])
        if share and step.mixture is not None and mixed[1 - first] < rows[best, 1 - first]:
            there = dict(zip(objectives, (mixed * signs + 0.0).tolist(), strict=True))
            return Reached(objectives=there, values=step.mixture(share), checked=step.checked)
    checked = _is_checked(rows, drawn, points, best, first, level)
    return Reached(objectives=values, values=solution(best), checked=checked)


def _minimised(step: Step, signs: Floats) -> Step:
    """What lies between two points, both objectives minimised."""
    u, v = signs.tolist()
    return replace(step, start=u * step.start, end=u * step.end, best=v * step.best, best_at_end=v * step.best_at_end)


def _hair(level: float) -> float:
    """By how much a level may be missed through rounding alone."""
    return _SAME * (1 + abs(level))


def _mix(a: float, b: float, share: float) -> float:
    return a + share * (b - a)


def _is_checked(
    rows: Floats, drawn: Sequence[Step], points: Sequence[Point], best: int, first: int, level: float
) -> bool:
    """Whether nothing better than a point is hidden at a level that it serves."""
    is_exact = bool(points[best].efficient) and abs(rows[best, first] - level) <= _hair(level)
    last = len(points) - 1
    # An end is known to be the best where it is checked to be supported; at chosen levels, or to a gap, it may not be.
    is_end = best == (last if first == 0 else 0) and bool(points[best].supported)
    if is_exact or (is_end and points[best].efficient):
        return True
    # Of the first objective the level lies after the point; of the second the next better one ends before it.
    a, b = (best, best + 1) if first == 0 else (best - 1, best)
    if not (a >= 0 and b <= last):
        under = [s for s in drawn if first == 0 and s.start <= level <= s.end]
        return bool(under) and all(s.checked and s.is_level for s in under)
    end = level if first == 0 else float(rows[b, 0])
    under = [s for s in drawn if s.start < end and s.end > rows[a, 0]]
    length = sum(min(s.end, end) - max(s.start, float(rows[a, 0])) for s in under)
    hair_u, hair_v = (_SAME * np.ptp(rows, axis=0)).tolist()
    whole = end - rows[a, 0] - length <= hair_u
    # What a level touches by a rounding alone, as the open end of a segment may, says nothing of it.
    passed = all(
        s.checked and (s.is_level or end - s.start <= hair_u if first == 0 else s.best_at_end >= level - hair_v)
        for s in under
    )
    return whole and passed and bool(points[b].efficient or first == 0)


def _refuse(levels: Mapping[str, float], rows: Floats, held: list[int], signs: Floats, *, knows_all: bool) -> None:
    """Raise for levels that no point found has."""
    words = " and ".join(f"{level:,.10g} of {name!r}" for name, level in levels.items())
    best = " and ".join(f"{v:,.10g}" for v in (measures.ideal(rows) * signs + 0.0)[held].tolist())
    if not knows_all:
        raise ValueError(
            f"no point that was found has {words}, the best has {best}; there may be others. Trace it at that level, "
            "or without levels, gap and time limit"
        )
    together = " together" if len(levels) > 1 else ""
    by_itself = "by itself the best is" if len(levels) > 1 else "the best is"
    raise InfeasibleError(f"no solution reaches {words}{together}: {by_itself} {best}. Ask for that or worse.")
