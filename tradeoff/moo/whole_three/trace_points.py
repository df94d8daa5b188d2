"""Traces the complete nondominated set of three objectives over whole numbers, by shrinking quadrants.

The third objective is swept from its best: the next point is the best of the quadrant with the least bound, and its
quadrants are split there (`quadrants.py`, after Boland, Charkhgard and Savelsbergh 2017). A quadrant whose bound a
known point meets is answered without a solve, the others with one (`questions.py`): n points take at most 2 n + 1
programmes, and eight for the ends. Every point is efficient once it is found, wherever the search ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from tradeoff.errors import SolverError
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.logged import LOGGER, logged
from tradeoff.moo.lp.model import Floats, Model, dot
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped
from tradeoff.moo.whole_three.lattice import Lattice, count_in_steps
from tradeoff.moo.whole_three.quadrants import Staircase
from tradeoff.moo.whole_three.questions import Found, Questions

_WORST_VIOLATION = 1e-7
"""Relative overstepping of a row in the user's units beyond which a point is not published."""


@dataclass(frozen=True, kw_only=True)
class WholePoint:
    """A point of three objectives over whole numbers, all minimised."""

    values: tuple[float, float, float]
    bound: float
    """Checked: no solution as good in the first two objectives has the third below this."""
    efficient: bool
    """Whether it is checked that no solution is as good in all objectives and better in one."""
    x: Floats = field(repr=False, compare=False)
    """The columns, integer ones exactly whole."""


@dataclass(frozen=True, kw_only=True)
class WholePoints:
    """The nondominated points of three objectives over whole numbers, from the best first objective."""

    points: tuple[WholePoint, ...]
    gap: float
    """No solution betters all points by more than this share of all ranges at once; 0 where the set is complete."""
    solves: int
    """Integer programmes solved."""
    stopped: Stopped
    """Blank, or why the search ended early; what is there is checked all the same."""


def trace_points(
    model: Model, *, gap: float = 0.0, time_limit: float | None = None, progress: Progress | None = None
) -> WholePoints:
    """The nondominated points of the three objectives of a programme with integer columns.

    Args:
        model: What `from_pulp(..., whole=True)` returns, with three objectives that count integer columns alone.
        gap: No solution betters all points by more than this share of all ranges at once; 0 for every point.
        time_limit: Seconds after which the search ends with the points found by then (`stopped`).
        progress: Called after every answer with solves, points, and what is left, from 1 to 0.

    Raises:
        InfeasibleError: No solution satisfies all constraints.
        UnboundedError: An objective has no bound; the error names it.
        CutOffError: The time was over before the ends were known.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: An objective counts a column that need not be whole.
    """
    lattice = count_in_steps(model)
    solver = IntegerSolver(lattice.model, *lattice.model.objectives)
    solver.stop_after(time_limit)
    progress = logged(progress)
    LOGGER.info(
        "%s against each other over whole numbers: %d columns, %d rows",
        ", ".join(model.objectives),
        len(model.columns),
        len(model.row_names),
    )
    try:
        return _Search(model, lattice, solver, gap, progress).run()
    except CutOffError:
        raise
    except SolverError:
        # Answers that contradict each other do not say which of them is wrong: all are asked for again, another way.
        LOGGER.info("answers contradict each other: asked again, another way")
        solver.distrust()
        return _Search(model, lattice, solver, gap, progress).run()


class _Search:
    """One sweep over the quadrants."""

    def __init__(
        self, model: Model, lattice: Lattice, solver: IntegerSolver, gap: float, progress: Progress | None
    ) -> None:
        self._model, self._lattice, self._solver = model, lattice, solver
        self._gap, self._progress = gap, progress
        self._questions = Questions(solver, lattice, self._tell)
        self._stairs: Staircase | None = None
        self._apart = (1.0, 1.0, 1.0)
        self._told = 1.0

    def run(self) -> WholePoints:
        self._questions.find_ends()
        first, second, third = (max(1.0, math.floor(self._gap * size)) for size in self._ranges().tolist())
        self._apart = first, second, third
        self._stairs = Staircase(self._questions.ideal, (first, second))
        stopped = Stopped.NO
        try:
            self._questions.find_greatest()
            self._sweep(self._stairs)
        except CutOffError:
            stopped = Stopped.TIME_LIMIT
        except KeyboardInterrupt:
            stopped = Stopped.INTERRUPTED
        if stopped:
            self._questions.keep_met()
        found = self._undominated()
        left = self._left()
        points = sorted((self._published(point) for point in found), key=lambda point: point.values)
        ended = f", stopped: {stopped}" if stopped else ""
        LOGGER.info("%d points, %d solves, gap %.3g%s", len(points), self._solver.solves, left, ended)
        return WholePoints(points=tuple(points), gap=left, solves=self._solver.solves, stopped=stopped)

    def _sweep(self, stairs: Staircase) -> None:
        while (position := stairs.next()) is not None:
            quadrant = stairs.quadrants[position]
            if quadrant.best is not None:
                stairs.split(quadrant.best)
                continue
            known = self._questions.known(quadrant, quadrant.least + self._apart[2] - 1)
            answer = (known, quadrant.least) if known is not None else self._questions.best(quadrant)
            if answer is None:
                stairs.close(position)
            else:
                stairs.answer(position, answer[0].values, answer[1])

    def _undominated(self) -> list[Found]:
        """What is found, without what something else that is found dominates: begun, or less than a step apart."""
        found = list(self._questions.found.values())
        if self._lattice.is_exact and all(point.efficient for point in found):
            return found
        values = np.array([point.values for point in found])
        beaten = [((values <= row).all(axis=1) & (values < row).any(axis=1)).any() for row in values]
        return [point for point, worse in zip(found, beaten, strict=True) if not worse]

    def _ranges(self) -> Floats:
        """How far the points found range in each objective, in steps; 1 where all have the same."""
        values = np.array(list(self._questions.found))
        ranges: Floats = values.max(axis=0) - np.array(self._questions.ideal)
        return np.where(ranges > 0, ranges, 1.0)

    def _left(self) -> float:
        """The share of all ranges by which a solution may better every point found."""
        if self._stairs is None:
            return 1.0
        ranges = self._ranges()
        whole = np.array(self._lattice.is_whole)
        hidden = np.where(whole, np.array(self._apart) - 1, np.array(self._apart)) / ranges
        found = np.array(list(self._questions.found))
        return float(max(hidden.max(), self._stairs.left(found, ranges)))

    def _tell(self) -> None:
        if self._progress is not None:
            # Ranges grow with what is found, and so a share of them may too; what is left is told as the least so far.
            self._told = min(self._told, self._left())
            self._progress(self._solver.solves, len(self._questions.found), self._told)

    def _published(self, found: Found) -> WholePoint:
        """A point in the units of its objectives, checked once more against every row, bound and whole number."""
        x = found.x
        integer = x[self._model.integer]
        if (
            not np.isfinite(x).all()
            or (integer != np.round(integer)).any()
            or self._model.violation(x) > _WORST_VIOLATION
        ):
            raise SolverError("a solution of the frontier did not survive the check of its rows")
        if words := self._model.unresolved(x):
            raise SolverError(f"a solution of the frontier is not resolved: {words}. Write amounts in larger units")
        first, second, third = (dot(cost, x) for cost in self._model.costs)
        closed = found.bound >= found.values[2]
        bound = third if closed else min(third, found.bound * self._lattice.steps[2])
        return WholePoint(values=(first, second, third), bound=bound, efficient=found.efficient, x=x)
