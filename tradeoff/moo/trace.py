"""Traces the frontier of two, three or four expressions over any PuLP problem."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pulp

from tradeoff.errors import UnboundedError
from tradeoff.moo.arguments import read_levels_asked, read_objectives, read_senses, read_wish, require_names
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import read_problem
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.logged import LOGGER, logged
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.near_bounds import with_near_bounds
from tradeoff.moo.lp.options import Options, read_options
from tradeoff.moo.lp.small_switches import with_small_switches
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.method import Method, choose_method
from tradeoff.moo.publish.points import points_frontier
from tradeoff.moo.publish.staircase import staircase_frontier
from tradeoff.moo.publish.surface import surface_frontier
from tradeoff.moo.trace_line import FOR_SEARCH, trace_line
from tradeoff.moo.trace_rays import trace_rays
from tradeoff.moo.trace_surface_rays import trace_surface_rays
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.moo.whole_three.trace_points import trace_points


def trace(
    problem: pulp.LpProblem,
    objectives: Mapping[str, pulp.LpAffineExpression],
    *,
    sense: Mapping[str, str],
    gap: float | None = None,
    exact: bool = False,
    certify: bool = False,
    whole: bool = False,
    levels: Sequence[float] | None = None,
    step: float | None = None,
    method: str | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
    solver_options: Options | None = None,
) -> Frontier:
    """Every efficient extreme point between two, three or four objectives, or enough of them for a stated gap.

    Args:
        problem: A PuLP problem; its own objective is ignored, and it is left as found.
        objectives: Two, three or four expressions by name; four over a linear programme, to a gap.
            Variables that occur in no constraint count too.
        sense: "max" or "min" for each objective.
        gap: No feasible solution betters what is drawn by more than this share of all ranges at once. Left out it is
            0.001, of four objectives 0.01, and over whole numbers 0.
        exact: Find every breakpoint instead, or raise; not of four.
        certify: Certify points, rates and gap in exact rational arithmetic, or raise; `frontier.proof` holds
            what was certified. Three objectives need `exact` with it. It is done unasked where
            `exact` has to solve segment after segment, or a range is too small beside its objective for floats.
        whole: Let the problem have 0/1 and integer variables. The frontier is then one of points and steps; of
            three objectives, which may then count no continuous variable, one of points.
        levels: Find instead the best of the second objective at these levels of the first: at least so much where it
            is maximised, at most so much where it is minimised. For `whole`, or with `method="epsilon"`.
        step: The same at levels this share of the first objective's range apart, such as 0.01.
        method: "parametric", "sandwich", "epsilon", "boxes" or "quadrants", where the choice is not left to what
            was measured; see docs/methods.md.
        time_limit: Seconds after which the search ends with the points found so far (`certificate.stopped`); with
            `certify` half of it is for certifying, which ends with the points certified so far (a surface with
            SolverError).
        progress: Called now and then with weighted sums optimised, points, and what is left: the gap, or for exact the
            share of weights.
        solver_options: Options of HiGHS by its own names, such as `{"threads": 2, "mip_heuristic_effort": 0.2}`: those
            that say how a solve goes about it; see docs/methods.md. None for what was measured.

    Returns:
        The frontier, from the best to the worst of the first objective. Where one of two or three linear objectives has
        no bound but a weighted sum has, it has `rays`, and whatever `gap` was asked for every extreme point.

    Raises:
        InfeasibleError: No solution satisfies all constraints, or none reaches a level.
        UnboundedError: An objective has no bound; the error names it. Of two or three linear objectives only where
            levels are asked for, no weighted sum has a bound either, or the frontier has no extreme point.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The arguments do not fit each other, or the problem holds what is not modelled: integer variables
            without `whole`, sets of kind SOS, no variable at all.

    Example:
        >>> import pulp, tradeoff
        >>> problem = pulp.LpProblem()
        >>> many = problem.add_variable("many", 0, 10)
        >>> well = problem.add_variable("well", 0, 10)
        >>> problem += many + 3 * well <= 12
        >>> frontier = tradeoff.trace(problem, {"many": many, "well": 1 * well}, sense={"many": "max", "well": "max"})
        >>> [(point.x, round(point.y, 9)) for point in frontier.extreme_points]
        [(10.0, 0.666666667), (0.0, 4.0)]

    Two objectives: weighted sums on the segment of largest gap (Aneja and Nair 1979; Cohon 1978), for `exact` the
    parametric simplex method (Gass and Saaty 1955). Three: a sandwich of inner hull and outer planes (Bokrantz and
    Forsgren 2013). Whole numbers: whole steps (Mavrotas 2009), or weighted sums, then boxes between (Soylu and Yildiz
    2016); three: quadrants, shrunk at every point (Boland, Charkhgard and Savelsbergh 2017).
    """
    expressions = read_objectives(problem, objectives)
    senses = read_senses(expressions, sense)
    levels = read_levels_asked(levels)
    asked = read_wish(
        expressions,
        gap=gap,
        exact=exact,
        certify=certify,
        whole=whole,
        levels=levels,
        step=step,
        time_limit=time_limit,
        method=method,
    )
    way = choose_method(asked, method)
    options = read_options(solver_options)
    model = with_small_switches(with_near_bounds(from_pulp(problem, expressions, senses, whole=whole)))
    model = replace(model, solver_options=options)
    require_names(model.columns)
    if way in (Method.BOXES, Method.EPSILON):
        first, second = expressions
        found = trace_integer(
            model,
            first,
            second,
            gap=asked.gap or 0.0,
            levels=levels,
            step=step,
            time_limit=time_limit,
            boxes=method == Method.BOXES,
            progress=progress,
        )
        return staircase_frontier(model, found)
    if way is Method.QUADRANTS:
        points = trace_points(model, gap=asked.gap or 0.0, time_limit=time_limit, progress=progress)
        return points_frontier(model, points, exact=exact)
    solver = Solver(model, wide=certify)
    until = None if time_limit is None else time.monotonic() + time_limit
    solver.stop_after(time_limit)

    def fractions() -> ExactOracle:
        return ExactOracle(solver, read_problem(problem, expressions, senses, model.columns))

    if len(expressions) > 2:
        progress = logged(progress)
        wanted = "exact" if exact else f"gap {asked.gap:g}"
        size = len(model.columns), len(model.row_names)
        LOGGER.info("%s against each other, %s: %d columns, %d rows", ", ".join(expressions), wanted, *size)
        if certify and time_limit is not None:
            solver.stop_after(time_limit * FOR_SEARCH)
        try:
            surface = trace_surface(solver, list(expressions), gap=asked.gap or 0.0, exact=exact, progress=progress)
        except UnboundedError:
            if len(expressions) > 3:
                raise
            exact_programme = read_problem(problem, expressions, senses, model.columns)
            return trace_surface_rays(model, exact_programme, certify=certify, until=until, progress=progress)
        solver.stop_after(None if until is None or not certify else until - time.monotonic())
        try:
            drawn = surface_frontier(solver, surface, exact=exact, oracle=fractions() if certify else None)
        finally:
            solver.stop_after(None)
        LOGGER.info("%r, %d solves", drawn, drawn.certificate.solves)
        return drawn
    first, second = expressions
    try:
        return trace_line(
            solver,
            first,
            second,
            ties=[id_ranks(model.columns)],
            fractions=fractions,
            gap=asked.gap,
            certify=certify,
            method=method,
            progress=progress,
        )
    except UnboundedError:
        exact_programme = read_problem(problem, expressions, senses, model.columns)
    return trace_rays(model, exact_programme, certify=certify, method=method, until=until, progress=progress)


def solve_once(
    problem: pulp.LpProblem,
    objective: pulp.LpAffineExpression,
    sense: str,
    *,
    solver_options: Options | None = None,
) -> dict[str, float]:
    """One optimum of an objective over a problem.

    Args:
        problem: A PuLP problem; its own objective is ignored, and it is left as found.
        objective: The expression.
        sense: "max" or "min".
        solver_options: Options of HiGHS, as for `trace`; None for what was measured.

    Returns:
        The variables' values by name.

    Raises:
        InfeasibleError: No solution satisfies all constraints.
        UnboundedError: The objective has no bound.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The problem holds what is not modelled.
    """
    options = read_options(solver_options)
    expressions = {"objective": pulp.LpAffineExpression(objective)}
    model = with_near_bounds(from_pulp(problem, expressions, {"objective": Sense(sense)}))
    require_names(model.columns)
    solver = Solver(replace(model, solver_options=options))
    optimum = solver.minimise(solver.model.cost("objective"))
    return dict(zip(solver.model.columns, optimum.x.tolist(), strict=True))
