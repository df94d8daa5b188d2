"""From any PuLP problem and two or three expressions to their frontier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulp

from tradeoff.moo.biobjective.find_frontier import find_frontier
from tradeoff.moo.exact.certificate import needs_proof, prove
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import read_problem
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.integer.trace_integer import find_whole
from tradeoff.moo.lp.from_pulp import hand_over
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.publish.polyline import line_frontier
from tradeoff.moo.publish.staircase import whole_frontier
from tradeoff.moo.publish.surface import surface_frontier
from tradeoff.moo.triobjective.sandwich import trace_surface

_GAP = 0.001
"""The gap of a linear programme where none is asked for."""


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
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Every efficient extreme point between two or three objectives, or enough of them for a stated gap.

    Args:
        problem: A PuLP problem; its own objective is ignored, and it is left as found.
        objectives: Two or three expressions by name. Variables that occur in no constraint count too.
        sense: "max" or "min" for each objective.
        gap: No feasible plan betters what is drawn by more than this share of all ranges at once. Left out it is 0.001,
            and over whole numbers 0.
        exact: Find every breakpoint instead, or raise.
        certify: Prove points, rates and gap in exact rational arithmetic, or raise; of two objectives `frontier.proof`
            holds the proof. Three objectives need `exact` with it. It is done unasked where `exact` has to solve chord
            after chord, since floats have lost their way there.
        whole: Let the problem have 0/1 and integer variables. The frontier is then one of points and steps.
        levels: Over whole numbers, find instead the best of the second objective at these levels of the first: at least
            so much where it is maximised, at most so much where it is minimised.
        step: The same at levels this share of the first objective's range apart, such as 0.01.
        time_limit: Seconds after which the search ends with the points found so far (`certificate.stopped`).
        progress: Called now and then with weighted sums optimised, points, and what is left: the gap, or for exact the
            share of weights.

    Returns:
        The frontier, from the best to the worst of the first objective.

    Raises:
        InfeasibleError: No solution satisfies all constraints, or none reaches a level.
        UnboundedError: An objective has no bound; the error names it.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The arguments do not fit each other, or the problem has integer variables and `whole` is not set.

    Example:
        >>> import pulp, tradeoff
        >>> problem = pulp.LpProblem()
        >>> many = problem.add_variable("many", 0, 10)
        >>> well = problem.add_variable("well", 0, 10)
        >>> problem += many + 3 * well <= 12
        >>> frontier = tradeoff.trace(problem, {"many": many, "well": 1 * well}, sense={"many": "max", "well": "max"})
        >>> [(point.x, round(point.y, 9)) for point in frontier.extreme_points]
        [(10.0, 0.666666667), (0.0, 4.0)]

    Two objectives: weighted sums on the chord of largest gap (Aneja and Nair 1979; Cohon 1978), for `exact` the
    parametric simplex method (Gass and Saaty 1955). Three: a sandwich of inner hull and outer planes (Bokrantz and
    Forsgren 2013). Whole numbers: weighted sums, then boxes between (Haimes 1971; Soylu and Yildiz 2016).
    """
    expressions = {name: pulp.LpAffineExpression(expression) for name, expression in objectives.items()}
    senses = _read_senses(expressions, sense)
    _require_arguments(expressions, gap=gap, exact=exact, certify=certify, whole=whole, levels=levels, step=step)
    model = hand_over(problem, expressions, senses, whole=whole)
    if whole:
        asked = 0.0 if exact or gap is None else gap
        first, second = expressions
        chain = find_whole(
            model, first, second, gap=asked, levels=levels, step=step, time_limit=time_limit, progress=progress
        )
        return whole_frontier(model, chain)
    solver = Solver(model)
    solver.stop_after(time_limit)
    asked = _GAP if gap is None else gap

    def fractions() -> ExactOracle:
        return ExactOracle(solver, read_problem(problem, expressions, senses, model.columns))

    if len(expressions) > 2:
        surface = trace_surface(solver, list(expressions), gap=asked, exact=exact, progress=progress)
        solver.stop_after(None)
        return surface_frontier(solver, surface, exact=exact, oracle=fractions() if certify else None)
    first, second = expressions
    search, line = find_frontier(solver, first, second, gap=None if exact else asked, progress=progress)
    solver.stop_after(None)
    proof = oracle = None
    if certify or (exact and needs_proof(search, line)):
        oracle = fractions()
        proof, line = prove(oracle, search, line, exact=exact, progress=progress)
    return line_frontier(search, line, exact=exact, proof=proof, oracle=oracle)


def _require_arguments(
    objectives: Mapping[str, object],
    *,
    gap: float | None,
    exact: bool,
    certify: bool,
    whole: bool,
    levels: Sequence[float] | None,
    step: float | None,
) -> None:
    if gap is not None and not 0 < gap < 1 and not (whole and gap == 0):
        raise ValueError(f"gap is {gap}; it is a share of the ranges between 0 and 1, such as 0.001")
    if whole and len(objectives) > 2:
        raise ValueError("three objectives are given; over whole numbers a frontier is traced between two")
    if certify and len(objectives) > 2 and not exact:
        raise ValueError("certify is set; the gap of a surface is not proved in fractions. Ask for exact=True with it")
    if whole and certify:
        raise ValueError("certify is set; over whole numbers there is no rational certificate, only proven bounds")
    if not whole and (levels is not None or step is not None):
        raise ValueError("levels and step ask for values over whole numbers; set whole=True, or leave them out")
    if exact and (levels is not None or step is not None):
        raise ValueError("exact asks for every piece of the frontier; leave out levels and step, or exact")


def _read_senses(objectives: Mapping[str, object], sense: Mapping[str, str]) -> dict[str, Sense]:
    if len(objectives) not in (2, 3):
        count = f"{len(objectives)} objectives are" if len(objectives) != 1 else "one objective is"
        raise ValueError(f"{count} given; a frontier is traced between two or three")
    if set(sense) != set(objectives):
        raise ValueError(f"sense names {sorted(sense)}; give 'max' or 'min' for each of {sorted(objectives)}")
    wrong = [f"{name}={value!r}" for name, value in sense.items() if value not in list(Sense)]
    if wrong:
        raise ValueError(f"sense {wrong[0]} is neither 'max' nor 'min'")
    return {name: Sense(sense[name]) for name in objectives}


def solve_once(problem: pulp.LpProblem, objective: pulp.LpAffineExpression, sense: str) -> dict[str, float]:
    """The values by name at one optimum of `objective` over `problem`; raises as `trace` does."""
    expressions = {"objective": pulp.LpAffineExpression(objective)}
    solver = Solver(hand_over(problem, expressions, {"objective": Sense(sense)}))
    optimum = solver.minimise(solver.model.cost("objective"))
    return dict(zip(solver.model.columns, optimum.x.tolist(), strict=True))
