"""Holds a frontier that was saved against the problem that it is said to be of, so that it can be asked anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tradeoff.moo.arguments import read_objectives, require_names
from tradeoff.moo.at_level import Levels
from tradeoff.moo.ends_known import may_miss_ends
from tradeoff.moo.exact.bounded_weights import bounded_weights
from tradeoff.moo.exact.rational import ExactProgramme, read_problem
from tradeoff.moo.exact.recessions import recessions
from tradeoff.moo.keep.load import Kept
from tradeoff.moo.keep.optima import SAME, require_linear, require_same, require_whole
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense
from tradeoff.moo.lp.near_bounds import with_near_bounds
from tradeoff.moo.lp.options import Options
from tradeoff.moo.lp.small_switches import with_small_switches
from tradeoff.moo.pieces import Shape
from tradeoff.moo.whole_levels import WholeLevels

if TYPE_CHECKING:
    import pulp


def levels_of(kept: Kept, problem: Any, objectives: Any, options: Options) -> Levels | WholeLevels:
    """What answers questions at levels of a frontier that was read.

    Args:
        kept: What was read.
        problem: The PuLP problem that was traced.
        objectives: Its objectives by name, as they were traced.
        options: Of HiGHS, as `read_options` returns them.

    Raises:
        InfeasibleError, UnboundedError, SolverError: The best of an objective over whole numbers cannot be had.
        ValueError: The problem is another, or points were found at chosen levels, where nothing new is solved for.
    """
    whole = kept.parts["shape"] in (Shape.STEPS, Shape.POINTS)
    points = kept.parts["extreme_points"]
    if kept.parts["shape"] is Shape.STEPS and may_miss_ends(kept.parts["certificate"], points):
        raise ValueError("points at chosen levels answer from what was found; load them without their problem")
    names, senses = kept.parts["objectives"], kept.parts["senses"]
    expressions = read_objectives(problem, objectives)
    if set(expressions) != set(names):
        raise ValueError(f"the objectives given are {', '.join(expressions)}, those of the file {', '.join(names)}")
    model = from_pulp(
        problem,
        {name: expressions[name] for name in names},
        {name: Sense(sense) for name, sense in zip(names, senses, strict=True)},
        whole=whole,
    )
    model = replace(with_small_switches(with_near_bounds(model)), solver_options=options)
    require_names(model.columns)
    _require_solutions(kept, model)
    levels = WholeLevels(model=model, names=names) if whole else Levels(model, names)
    values = np.array([point.values for point in points])
    endless = _require_rays(kept, problem, model, expressions) if kept.parts["rays"] else set()
    for place, name in enumerate(names):
        if name in endless:
            continue
        told = values[:, place].min() if senses[place] == "min" else values[:, place].max()
        room = kept.parts["certificate"].max_gap * float(np.ptp(values[:, place])) if whole else 0.0
        require_same(f"the best of {name!r}", levels.best(name), float(told), room)
    if isinstance(levels, WholeLevels):
        require_whole(kept, levels)
    else:
        require_linear(kept, levels)
    return levels


def _require_solutions(kept: Kept, model: Model) -> None:
    """That the solutions of the file are solutions of the problem, and worth in it what the file says."""
    for place, (point, solution) in enumerate(zip(kept.parts["extreme_points"], kept.solutions, strict=True)):
        if solution.values.keys() != set(model.columns):
            strange = sorted(solution.values.keys() ^ set(model.columns))[0]
            raise ValueError(f"file and problem do not have the same variables: {strange!r}; give the one traced")
        x = np.array([solution.values[name] for name in model.columns])
        if model.violation(x) > SAME or (x[model.integer] != np.round(x[model.integer])).any():
            raise ValueError(f"solution {place} of the file is none of the problem given; give the one traced")
        for name, told in zip(kept.parts["objectives"], point.values, strict=True):
            require_same(f"{name!r} at solution {place}", model.value(name, x), told)


def _require_rays(
    kept: Kept, problem: pulp.LpProblem, model: Model, expressions: Mapping[str, pulp.LpAffineExpression]
) -> set[str]:
    """That the rays of the file are those of the problem; the objectives that better along them."""
    names, rays = kept.parts["objectives"], kept.parts["rays"]
    senses = {name: Sense(sense) for name, sense in zip(names, kept.parts["senses"], strict=True)}
    programme = read_problem(problem, {name: expressions[name] for name in names}, senses, model.columns)
    if len(names) > 2:
        return _require_directions(kept, model, programme)
    ways = recessions(model, programme, until=None)
    endless = set()
    for place, (name, way) in enumerate(zip(names, ways, strict=True)):
        told = next((ray.rate for ray in rays if model.signs[place] * ray.direction[place] < 0), None)
        if (way is None) != (told is None):
            raise ValueError(f"{name!r} has a bound in one of file and problem, and none in the other")
        if way is not None and told is not None:
            require_same(f"the rate without end of {name!r}", float(way.cost if place == 0 else 1 / way.cost), told)
            endless.add(name)
    return endless


def _require_directions(kept: Kept, model: Model, programme: ExactProgramme) -> set[str]:
    """Of three objectives, that the rays of the file go in the directions of the problem; those that better."""
    names, told = kept.parts["objectives"], {ray.direction for ray in kept.parts["rays"]}
    endless: set[str] = set()
    for way in bounded_weights(model, programme, until=None).ways:
        direction, _ = way.published(model)
        near = [one for one in told if np.allclose(one, direction, rtol=SAME, atol=0)]
        if not near:
            moves = ", ".join(f"{move:,.6g} of {name!r}" for name, move in zip(names, direction, strict=True))
            raise ValueError(
                f"the problem given goes on without end by {moves}, and the file does not; give the one traced"
            )
        told -= set(near)
        endless |= {name for name, move in zip(names, way.moves, strict=True) if move < 0}
    if told:
        moves = ", ".join(f"{move:,.6g} of {name!r}" for name, move in zip(names, min(told), strict=True))
        raise ValueError(
            f"the file goes on without end by {moves}, and the problem given does not; give the one traced"
        )
    return endless
