"""From any PuLP problem and two expressions to their frontier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pulp

from tradeoff.frontier.canonical import canonical_solution, id_ranks
from tradeoff.frontier.certificate import certified, prove, with_fractions
from tradeoff.frontier.exact import find_frontier
from tradeoff.frontier.frontier import Frontier, read_points
from tradeoff.frontier.frontier import certify as certificate_of
from tradeoff.frontier.handover import Sense, hand_over
from tradeoff.frontier.oracle import ExactOracle
from tradeoff.frontier.rational import read_problem
from tradeoff.frontier.search import Progress
from tradeoff.frontier.solver import Solver


def trace(
    problem: pulp.LpProblem,
    objectives: Mapping[str, pulp.LpAffineExpression],
    *,
    sense: Mapping[str, str],
    gap: float = 0.001,
    exact: bool = False,
    certify: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Every efficient extreme point between two objectives of a linear programme, or enough of them for a stated gap.

    Args:
        problem: A PuLP problem; its own objective is ignored, and it is left as found.
        objectives: Two expressions by name. Variables that occur in no constraint count too.
        sense: "max" or "min" for each objective.
        gap: No feasible plan betters the drawn line by more than this share of both ranges at once.
        exact: Find every breakpoint instead, or raise.
        certify: Prove points, rates and gap in exact rational arithmetic, or raise; `frontier.proof` holds the proof.
        time_limit: Seconds after which the search ends with the points found so far (`certificate.stopped`).
        progress: Called now and then with solves, points, and what is left: the gap, or for exact the share of weights.

    Returns:
        The frontier, from the best to the worst of the first objective.

    Raises:
        InfeasibleError: No solution satisfies all constraints.
        UnboundedError: An objective has no bound; the error names it.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: The arguments do not fit each other, or the problem has integer variables.

    Example:
        >>> import pulp, tradeoff
        >>> problem = pulp.LpProblem()
        >>> many = problem.add_variable("many", 0, 10)
        >>> well = problem.add_variable("well", 0, 10)
        >>> problem += many + 3 * well <= 12
        >>> frontier = tradeoff.trace(problem, {"many": many, "well": 1 * well}, sense={"many": "max", "well": "max"})
        >>> [(point.x, round(point.y, 9)) for point in frontier.extreme_points]
        [(10.0, 0.666666667), (0.0, 4.0)]

    The method is dichotomic search by largest gap (Aneja and Nair 1979; Cohon 1978), each solve hot-started.
    """
    expressions = {name: pulp.LpAffineExpression(expression) for name, expression in objectives.items()}
    senses = _read_senses(expressions, sense)
    if not 0 < gap < 1:
        raise ValueError(f"gap is {gap}; it is a share of the ranges between 0 and 1, such as 0.001")
    first, second = expressions
    solver = Solver(hand_over(problem, expressions, senses))
    if time_limit is not None:
        solver.stop_after(time_limit)
    search, chain = find_frontier(solver, first, second, gap=None if exact else gap, progress=progress)
    solver.stop_after(None)
    proof = None
    if certify:
        oracle = ExactOracle(solver, read_problem(problem, expressions, senses, solver.model.columns))
        proof, chain = prove(oracle, search, chain, exact=exact, progress=progress)
    ranks = id_ranks(solver.model.columns)

    @cache
    def solve(position: int) -> dict[str, float]:
        x = canonical_solution(search, chain.vertices[position], [ranks])
        return dict(zip(solver.model.columns, x.tolist(), strict=True))

    certificate, points = certificate_of(chain, search.sums, exact=exact), read_points(search, chain)
    return Frontier(
        objectives=(first, second),
        certificate=certified(certificate, proof) if proof else certificate,
        extreme_points=with_fractions(points, proof) if proof else points,
        _solve=solve,
        proof=proof,
    )


def _read_senses(objectives: Mapping[str, object], sense: Mapping[str, str]) -> dict[str, Sense]:
    if len(objectives) != 2:
        raise ValueError(f"{len(objectives)} objectives are given; a frontier is traced between two")
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
