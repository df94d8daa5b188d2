"""Traces a frontier over whole numbers as points, straight segments and steps, each checked.

Over whole numbers the frontier is not convex and has gaps: between two neighbouring solutions there is usually nothing.
So it is drawn from three kinds of things, from best u to best v (both minimised):

    points    a dot each, attainable and efficient
    segments  a straight line each: every point of it is attainable, by the mixture of its two ends' columns
    steps     a level line from the u where a solution stands to the u where the next begins, at that solution's v:
              whoever accepts that much u gets this v and no better

Never a straight line between two points unless a segment says so. What is found is every piece (`whole_steps.py`, after
Mavrotas 2009; `box_search.py`, after Soylu and Yildiz 2016), or the best v at chosen levels of u
(`epsilon_constraint.py`, Haimes, Lasdon and Wismer 1971). Which search serves is decided in `method.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.integer.box_search import BeyondEndError, BoxSearch
from tradeoff.moo.integer.ends import Ends, find_ends
from tradeoff.moo.integer.epsilon_constraint import Answer, end_answer, solve_levels
from tradeoff.moo.integer.outline import outline_levels, outline_search
from tradeoff.moo.integer.result import (
    IntegerFrontier,
    IntegerLevel,
    IntegerPoint,
    IntegerSegment,
    IntegerStep,
    make_point,
)
from tradeoff.moo.integer.whole_steps import search_whole_steps
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.logged import LOGGER, logged
from tradeoff.moo.lp.model import Model
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped
from tradeoff.moo.method import WholeSearch, choose_whole_search

_FINEST = 1e-5
"""The least share of a range by which levels may be apart."""
_ONE = 1e-9
"""Share of what an objective adds up below which its two ends are one."""


def trace_integer(
    model: Model,
    first: str,
    second: str,
    *,
    gap: float = 0.0,
    levels: Sequence[float] | None = None,
    step: float | None = None,
    time_limit: float | None = None,
    boxes: bool = False,
    progress: Progress | None = None,
) -> IntegerFrontier:
    """The frontier of two objectives of a programme with integer columns.

    Args:
        model: What `from_pulp(..., whole=True)` returns; without integer columns it is solved all the same.
        first: The objective u.
        second: The objective v.
        gap: No solution betters what is drawn by more than this share of both ranges at once; 0 for every piece.
        levels: Find instead the best of the second objective at these levels of the first, in its user's sense: at
            least so much where it is maximised, at most so much where it is minimised.
        step: The same at levels this share of the range apart, 0.01 for a hundred steps.
        time_limit: Seconds after which the search ends with what is checked by then (`stopped`).
        boxes: Search every piece by boxes, even where steps would be sooner.
        progress: Called now and then with solves, points, and what is left, from 1 to 0.

    Returns:
        Points, segments, steps and levels, u and v as minimised; `Model.published` turns them into the user's terms.

    Raises:
        InfeasibleError: No solution satisfies all constraints, or none reaches a level; the level is named.
        UnboundedError: An objective has no bound; the error names it.
        CutOffError: The time was over before both ends were known.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The arguments do not fit each other.
    """
    _require_arguments(gap, levels, step)
    solver = IntegerSolver(model, first, second)
    solver.stop_after(time_limit)

    def find() -> IntegerFrontier:
        found = _find(
            solver,
            gap=gap,
            levels=levels,
            step=step,
            boxes=boxes,
            timed=time_limit is not None,
            progress=progress,
        )
        LOGGER.info("%d points, %d solves, gap %.3g%s", len(found.points), found.solves, found.gap, _ended(found))
        return found

    progress = logged(progress)
    size = len(model.columns), int(model.integer.sum()), len(model.row_names)
    LOGGER.info("%s against %s over whole numbers: %d columns, %d of them whole, %d rows", first, second, *size)
    try:
        return find()
    except CutOffError:
        raise
    except SolverError:
        # Answers that contradict each other do not say which of them is wrong: all are asked for again, another way.
        LOGGER.info("answers contradict each other: asked again, another way")
        solver.distrust()
        return find()


def _ended(found: IntegerFrontier) -> str:
    return f", stopped: {found.stopped}" if found.stopped else ""


def _find(
    solver: IntegerSolver,
    *,
    gap: float,
    levels: Sequence[float] | None,
    step: float | None,
    boxes: bool,
    timed: bool,
    progress: Progress | None,
    ends: Ends | None = None,
) -> IntegerFrontier:
    model, first, second = solver.model, solver.first, solver.second
    ends = ends or find_ends(solver, gap)
    range_u, range_v = ends.ranges
    sizes = [solver.size(model.cost(name), end.find()) for name, end in ((first, ends.b), (second, ends.a))]
    alike = [wide <= _ONE * size for wide, size in zip((range_u, range_v), sizes, strict=True)]
    for name, size, is_alike in zip((first, second), sizes, alike, strict=True):
        if is_alike:
            _require_steps(model, name, size)
    single = any(alike)
    if single:
        # What tells the two is noise, and no share can be taken of it.
        ends = replace(ends, b=ends.a)
    if levels is not None or step is not None:
        asked = _minimised(model, first, levels) if levels is not None else _at_steps(model, first, ends, step or 1.0)
        return _trace_levels(solver, ends, asked, gap, progress)
    if single:
        return _frontier(solver, [_end_point(solver, ends, last=False)], gap=gap)
    search = BoxSearch(solver, ends, gap, progress)
    whole_values = search.grain_u > 0 and search.grain_v > 0
    way = choose_whole_search(whole_values=whole_values, gap=gap, timed=timed, boxes=boxes)
    try:
        return _trace_all(search, way, gap)
    except BeyondEndError:
        LOGGER.info("a weighted sum has its least beyond an end to a gap: ends are found without one")
        ends = find_ends(solver, 0.0)
        return _find(solver, gap=gap, levels=levels, step=step, boxes=boxes, timed=timed, progress=progress, ends=ends)


def _require_steps(model: Model, name: str, size: float) -> None:
    """Refuse to call the ends one where one whole column more or less is lost in the sum as well.

    Raises SolverError.
    """
    steps = np.abs(model.cost(name)[model.integer])
    if (steps[steps > 0] <= _ONE * size).any():
        raise SolverError(
            f"the ends of {name!r} differ by no more than {_ONE:g} of the {size:.3g} it adds up, and so may points "
            "that count one whole unit more: floats do not tell them apart. Count it from a level nearby, such as "
            "v - 1e9, or write amounts in larger units"
        )


def _require_arguments(gap: float, levels: Sequence[float] | None, step: float | None) -> None:
    if not 0 <= gap < 1:
        raise ValueError(f"gap is {gap}; it is a share of the ranges, 0 or more and below 1")
    if levels is not None and step is not None:
        raise ValueError("levels and step are given; choose one")
    if step is not None and not 0 < step <= 1:
        raise ValueError(f"step is {step}; it is a share of the range above 0 and up to 1, such as 0.01")
    if step is not None and step < _FINEST:
        raise ValueError(f"step is {step}; that many levels are no picture. Ask for {_FINEST:g} or more, or for levels")
    if levels is not None and not len(levels):
        raise ValueError("levels is empty; give at least one level of the first objective")


def _minimised(model: Model, first: str, levels: Sequence[float]) -> list[tuple[float, float]]:
    """Levels as asked, and as u minimised."""
    asked = [(float(level), model.minimised(first, float(level))) for level in levels]
    wrong = [level for level, _ in asked if not abs(level) < float("inf")]
    if wrong:
        raise ValueError(f"level {wrong[0]} is not a finite number")
    return asked


def _frontier(
    solver: IntegerSolver,
    points: Sequence[IntegerPoint],
    *,
    segments: Sequence[IntegerSegment] = (),
    steps: Sequence[IntegerStep] = (),
    levels: Sequence[IntegerLevel] = (),
    gap: float = 0.0,
    stopped: Stopped = Stopped.NO,
    method: str = str(WholeSearch.BOXES),
) -> IntegerFrontier:
    return IntegerFrontier(
        points=tuple(points),
        segments=tuple(segments),
        steps=tuple(steps),
        levels=tuple(levels),
        gap=gap,
        solves=solver.solves,
        stopped=stopped,
        method=method,
    )


def _end_point(solver: IntegerSolver, ends: Ends, *, last: bool) -> IntegerPoint:
    """An end; that it is supported, as the best of an objective is, and efficient is known where no gap is left."""
    end = end_answer(ends, last=last)
    found = make_point(solver.model, solver.first, solver.second, end.x, bound=end.bound, supported=end.is_best or None)
    return replace(found, efficient=end.is_best)


def _at_steps(model: Model, first: str, ends: Ends, step: float) -> list[tuple[float, float]]:
    """Levels a share of the range apart, from the best u to the u of the other end."""
    count = math.ceil(1 / step - _ONE) if ends.ranges[0] else 0
    us = [ends.a.u + min(1.0, i * step) * ends.ranges[0] for i in range(count)] + [ends.b.u]
    return [(model.published(first, u), u) for u in us]


def _trace_all(search: BoxSearch, way: WholeSearch, gap: float) -> IntegerFrontier:
    solver, ends = search.solver, search.ends
    by_steps = way is WholeSearch.STEPS
    LOGGER.info("ends known after %d solves; %s", solver.solves, way)
    stopped = _stopped(lambda: search_whole_steps(search) if by_steps else search.run())
    if len(search.pieces) < 2 and stopped:
        points = [_end_point(solver, ends, last=last) for last in (False, True)]
        step = IntegerStep(from_u=points[0].u, to_u=points[1].u, v=points[0].v, checked=False)
        return _frontier(solver, points, steps=[step], gap=1.0, stopped=stopped, method=str(way))
    points, segments, steps, left = outline_search(search, is_complete=not stopped and not gap)
    left = max(left, gap, ends.beyond)
    return _frontier(solver, points, segments=segments, steps=steps, gap=left, stopped=stopped, method=str(way))


def _trace_levels(
    solver: IntegerSolver, ends: Ends, asked: Sequence[tuple[float, float]], gap: float, progress: Progress | None
) -> IntegerFrontier:
    answers: list[Answer] = []
    best = min(u for _, u in asked)
    slack = solver.slack(solver.model.cost(solver.first), ends.a.find())
    if best < ends.least_u - slack:
        level = next(level for level, u in asked if u == best)
        most = solver.model.published(solver.first, ends.a.u)
        raise InfeasibleError(
            f"no solution reaches {level:,.10g} of {solver.first!r}: the best is {most:,.10g}. Ask for that or worse."
        )
    stopped = _stopped(lambda: solve_levels(solver, ends, [u for _, u in asked], gap, answers, progress))
    outermost = [end_answer(ends, last=last) for last in (False, True)]
    if stopped:
        answers += outermost
    by_level = {answer.level: answer for answer in answers}
    made: dict[int, IntegerPoint] = {}
    for answer in sorted(answers, key=lambda answer: answer.level):
        if id(answer.x) not in made:
            made[id(answer.x)] = _answer_point(solver, ends, answer)
    levels = [
        IntegerLevel(
            level=level, u=u, point=made[id(by_level[u].x)], bound=min(by_level[u].bound, made[id(by_level[u].x)].v)
        )
        for level, u in asked
        if u in by_level
    ]
    ordered = sorted(answers, key=lambda answer: answer.level)
    steps, _ = outline_levels(ordered, [made[id(answer.x)] for answer in ordered], ends.ranges)
    # Both ends are checked. What may hide between them and the levels counts, though it was not asked for.
    for answer in outermost:
        made.setdefault(id(answer.x), _answer_point(solver, ends, answer))
    whole = sorted([*answers, *outermost], key=lambda answer: answer.level)
    _, left = outline_levels(whole, [made[id(answer.x)] for answer in whole], ends.ranges)
    drawn = {id(answer.x) for answer in answers}
    points = sorted((point for name, point in made.items() if name in drawn), key=lambda point: point.u)
    return _frontier(
        solver,
        points,
        steps=steps,
        levels=levels,
        gap=max(left, gap, ends.beyond),
        stopped=stopped,
        method=str(WholeSearch.LEVELS),
    )


def _answer_point(solver: IntegerSolver, ends: Ends, answer: Answer) -> IntegerPoint:
    for last, end in ((False, ends.a), (True, ends.b)):
        if answer.x is end.find():
            return _end_point(solver, ends, last=last)
    found = make_point(solver.model, solver.first, solver.second, answer.x, bound=answer.bound, supported=None)
    return replace(found, efficient=answer.is_best)


def _stopped(work: Callable[[], None]) -> Stopped:
    """Do the work; why it ended early, if it did."""
    try:
        work()
    except CutOffError:
        return Stopped.TIME_LIMIT
    except KeyboardInterrupt:
        return Stopped.INTERRUPTED
    return Stopped.NO
