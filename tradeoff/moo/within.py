"""Finds between what an expression lies over all solutions nearly as good as one: near-optimal ranges.

least and most of an expression  with no objective worse than at a solution by more than a share of its range

In words: what every good solution has in common, and where there is freedom (modelling to generate alternatives; Brill,
Chang and Hopkins 1982). The solution is that of a level, as `plan` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.moo import measures
from tradeoff.moo.arguments import require_seconds
from tradeoff.moo.at_level import Levels, Span, cost_of
from tradeoff.moo.ends_known import may_miss_ends
from tradeoff.moo.found_at import LOADED
from tradeoff.moo.lp.model import Model
from tradeoff.moo.pieces import Shape
from tradeoff.moo.whole_levels import WholeLevels

if TYPE_CHECKING:
    import pulp

    from tradeoff.moo.frontier import Frontier


def within(
    frontier: Frontier,
    programme: Levels | WholeLevels | None,
    share: float,
    what: str | pulp.LpVariable | pulp.LpAffineExpression,
    at: Mapping[str, float],
    time_limit: float | None,
) -> Span:
    """The least and the most of something over all solutions nearly as good as the one at a level.

    Args:
        frontier: The frontier.
        programme: What it is of; None of one that was loaded without.
        share: How much worse they may be in each objective, as a share of its range over the points.
        what: A variable, its name, or an expression of the problem.
        at: The level, by objective.
        time_limit: Seconds for both ends over whole numbers; None for as long as they take.

    Raises:
        InfeasibleError: No solution is as good as the level.
        SolverError: The solver gave up, or its answers do not agree.
        ValueError: The share is none, the ranges are not known, nothing else is named, or as for `plan`.
    """
    measures.require_no_rays(frontier.rays, "a share of the ranges")
    if not isinstance(share, Real) or not 0 <= share < 1:
        raise ValueError(f"share is {share!r}; it is a share of the ranges, 0 or more and below 1")
    require_seconds(time_limit)
    if programme is None:
        raise ValueError(LOADED)
    model = programme.model
    if frontier.shape is Shape.STEPS and may_miss_ends(frontier.certificate, frontier.extreme_points):
        raise ValueError("points were found at chosen levels, and the ends may not be among them; trace it whole")
    values = measures.as_rows([point.values for point in frontier.extreme_points])
    worse = measures.signs_of(frontier.senses) * np.ptp(values, axis=0)
    ranges = dict(zip(frontier.objectives, worse.tolist(), strict=True))
    cost, constant = cost_of(model, what)
    reached = frontier.plan(**at)
    held = {name: model.minimised(name, value + share * ranges[name]) for name, value in reached.objectives.items()}
    if isinstance(programme, Levels):
        if time_limit is not None:
            raise ValueError(
                "time_limit is of whole numbers; a linear programme has each end in one solve. Leave it out"
            )
        found = programme.span(cost, held)
    else:
        found = programme.span(cost, held, [reached.values, *_keeping(frontier, model, held)], time_limit)
    ends = ("least", "most", "least_bound", "most_bound")
    return replace(found, **{end: getattr(found, end) + constant for end in ends})


def _keeping(frontier: Frontier, model: Model, held: Mapping[str, float]) -> list[dict[str, float]]:
    """The solutions of the points that are as good."""
    places = [
        place
        for place, point in enumerate(frontier.extreme_points)
        if all(
            model.minimised(name, value) <= held[name]
            for name, value in zip(frontier.objectives, point.values, strict=True)
        )
    ]
    return [frontier.solution(place) for place in places]
