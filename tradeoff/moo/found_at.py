"""Answers at a level over whole numbers from what was found: a point, or a mixture on a straight segment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tradeoff.errors import InfeasibleError
from tradeoff.moo import measures
from tradeoff.moo.at_level import Reached
from tradeoff.moo.pieces import Point, Step


def found_at(
    levels: Mapping[str, float],
    objectives: Sequence[str],
    senses: Sequence[str],
    points: Sequence[Point],
    steps: Sequence[Step],
    solution: Callable[[int], dict[str, float]],
) -> Reached:
    """The best of the objectives that are not held, in their order, of what was found.

    Args:
        levels: For some objectives how good at least, in their units and senses.
        objectives: Their names.
        senses: "max" or "min" for each.
        points: What was found.
        steps: What lies between points of two objectives.
        solution: Gives the variables at a point.

    Raises:
        InfeasibleError: Nothing that was found is as good.
    """
    signs = measures.signs_of(senses)
    rows = measures.as_rows([point.values for point in points]) * signs
    held = {objectives.index(name): float(signs[objectives.index(name)] * level) for name, level in levels.items()}
    able = [i for i in range(len(rows)) if all(rows[i, k] <= level for k, level in held.items())]
    if not able:
        words = " and ".join(f"{level:,.10g} of {name!r}" for name, level in levels.items())
        best = " and ".join(f"{v:,.10g}" for v in (measures.ideal(rows) * signs)[list(held)].tolist())
        raise InfeasibleError(f"no solution that was found reaches {words}: the best is {best}")
    rest = [k for k in range(rows.shape[1]) if k not in held]
    best_point = min(able, key=lambda i: (*rows[i, rest], *rows[i]))
    ((first, level), *_) = held.items()
    for a, b in _slopes(points, steps):
        share = measures.between(rows[[a, b], first], level)
        values = (1 - share) * rows[a] + share * rows[b]
        if share and values[1 - first] < rows[best_point, 1 - first]:
            ends = solution(a), solution(b)
            mixed = {column: (1 - share) * ends[0][column] + share * ends[1][column] for column in ends[0]}
            return Reached(objectives=dict(zip(objectives, (values * signs).tolist(), strict=True)), values=mixed)
    there = dict(zip(objectives, points[best_point].values, strict=True))
    return Reached(objectives=there, values=solution(best_point))


def _slopes(points: Sequence[Point], steps: Sequence[Step]) -> list[tuple[int, int]]:
    """The points of two objectives between which a straight segment is attainable."""
    at = {(point.x, point.y): place for place, point in enumerate(points)}
    ends = [((step.start, step.best), (step.end, step.best_at_end)) for step in steps if step.best != step.best_at_end]
    return [(at[a], at[b]) for a, b in ends if a in at and b in at]
