"""What the project and plain PuLP do with an instance: each function times its work and says what it found.

Run by `measure.py`, in the project's own environment.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent.parent))

import highspy
import numpy as np
import pulp

import tradeoff
from benchmarks.idiomatic import IdiomaticBuilder
from benchmarks.instance import PAIRS, Builder, Instance, build, draw, make_instance
from benchmarks.measure import Clock, answer
from benchmarks.rival import epsilon_loop
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.find_frontier import find_frontier
from tradeoff.moo.biobjective.polyline import Polyline
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.simplex import engine
from tradeoff.moo.triobjective.sandwich import trace_surface
from tradeoff.programme.programme import build_programme

Done = tuple[Clock, dict[str, Any]]


def load(source: str, names: list[str]) -> Instance:
    """The problem and the wanted objectives of "instance:CLUSTERS:SEED", or of a scenario's name or folder."""
    if source.startswith("instance:"):
        _, clusters, seed = source.split(":")
        found = make_instance(int(clusters), seed=int(seed))
        return Instance(problem=found.problem, objectives={name: found.objectives[name] for name in names})
    programme = build_programme(tradeoff.read_scenario(source))
    return Instance(problem=programme.problem, objectives={name: programme.objectives[name] for name in names})


def arrays(found: Instance) -> Model:
    """The instance in arrays."""
    return from_pulp(found.problem, found.objectives, dict.fromkeys(found.objectives, Sense.MAX))


def warm() -> Done:
    """Have the loops compiled, so that this is in no measurement; what it takes is only said."""
    with Clock() as clock, mock.patch.object(engine, "LARGE", 0):
        found = load("instance:1:7", list(PAIRS[0]))
        tradeoff.trace(found.problem, found.objectives, sense=dict.fromkeys(PAIRS[0], "max"), exact=True)
    return clock, {"compiled": engine.compiled() is not None}


def exact(source: str, pair: list[str], *, compiled: bool = True) -> Done:
    """Every breakpoint; by array calls alone where compiled loops are not wanted."""
    found = load(source, pair)
    if not compiled:
        engine.compiled = lambda: None
    with Clock() as clock:
        frontier = tradeoff.trace(found.problem, found.objectives, sense=dict.fromkeys(pair, "max"), exact=True)
    certificate = frontier.certificate
    points = [(point.x, point.y) for point in frontier.extreme_points]
    return clock, {"points": points, "method": certificate.method, "gap": certificate.max_gap}


def bounded(source: str, pair: list[str], gap: float, *, compiled: bool = True) -> Done:
    """A frontier to a gap; by array calls alone where compiled loops are not wanted."""
    found = load(source, pair)
    if not compiled:
        engine.compiled = lambda: None
    with Clock() as clock:
        solver = Solver(arrays(found))
        search, chain = find_frontier(solver, *pair, gap=gap)
    return clock, _bounded(solver, search, chain, gap)


def unled(source: str, pair: list[str], gap: float, *, hot: bool) -> Done:
    """The same without a walk: every sum starts from the nearest known basis, or forgets the one before."""
    found = load(source, pair)
    with Clock() as clock:
        solver = Solver(arrays(found), hot=hot)
        search = Search(solver, *pair)
        chain = search.run(gap)
    return clock, _bounded(solver, search, chain, gap)


def _bounded(solver: Solver, search: Search, chain: Polyline, gap: float) -> dict[str, Any]:
    if chain.gap > gap or chain.stopped:
        raise RuntimeError(f"the gap is {chain.gap:.1e}, not {gap:.1e}")
    return {"gap": chain.gap, "points": len(chain.vertices), "programmes": solver.solves, "sums": search.sums}


def surface(source: str, names: list[str], gap: float) -> Done:
    """Three objectives with a bound."""
    found = load(source, names)
    with Clock() as clock:
        drawn = trace_surface(Solver(arrays(found)), names, gap=gap, exact=False)
    if drawn.gap > gap or drawn.stopped:
        raise RuntimeError(f"the gap is {drawn.gap:.1e}, not {gap:.1e}")
    facts = {"sums": drawn.sums, "programmes": drawn.solves, "points": len(drawn.points), "facets": len(drawn.facets)}
    return clock, facts


def cold(source: str, pair: list[str], *, interior: bool) -> Done:
    """The best of each of `pair` by HiGHS alone with its defaults, or by its interior point method with crossover."""
    model = arrays(load(source, pair))
    clock = Clock()
    best, iterations = {}, 0
    for name, cost in zip(model.objectives, model.costs, strict=True):
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        if interior:
            highs.setOptionValue("solver", "ipm")
        _pass(highs, model, cost)
        with clock:
            highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(
                f"HiGHS did not find the best {name}: {highs.modelStatusToString(highs.getModelStatus())}"
            )
        best[name] = -highs.getInfo().objective_function_value
        iterations += highs.getInfo().simplex_iteration_count
    return clock, {"best": best, "iterations": iterations}


def _pass(highs: highspy.Highs, model: Model, cost: np.ndarray) -> None:
    status = highs.passModel(
        len(model.columns),
        len(model.row_names),
        len(model.values),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        cost,
        model.lower,
        model.upper,
        model.row_lower,
        model.row_upper,
        model.starts,
        model.indices,
        model.values,
        np.zeros(len(model.columns), dtype=np.int32),
    )
    if status != highspy.HighsStatus.kOk:
        raise RuntimeError(f"HiGHS did not take the programme: {status}")


def loop(source: str, pair: list[str], solver: str, points: int) -> Done:
    """What an analyst writes by hand: the best of one objective for ever higher floors on the other.

    One problem is kept and only the floor moves, which is less than most such loops do; PuLP hands it over each time.
    """
    found = load(source, pair)
    first, second = (found.objectives[name] for name in pair)
    problem = found.problem
    problem.sense = pulp.LpMaximize
    door = pulp.PULP_CBC_CMD(msg=False, threads=1) if solver == "cbc" else pulp.HiGHS(msg=False, threads=1)

    def best(objective: pulp.LpAffineExpression) -> None:
        problem.setObjective(objective)
        status = problem.solve(door)
        if status != pulp.LpStatusOptimal:
            raise RuntimeError(f"PuLP and {solver} say {pulp.LpStatus[status]}")

    with Clock() as clock:
        best(first)
        low = pulp.value(second)
        best(second)
        floors = np.linspace(low, pulp.value(second), points)
        floor = pulp.LpConstraint(second, pulp.LpConstraintGE, "floor", float(floors[0]))
        problem.addConstraint(floor)
        reached = []
        # A hair below the greatest value, which no solver reaches twice to the last digit.
        for level in floors - 1e-7 * np.abs(floors):
            floor.changeRHS(float(level))
            best(first)
            reached.append((pulp.value(first), pulp.value(second)))
    return clock, {"points": reached}


def expert(source: str, pair: list[str], points: int) -> Done:
    """The loop an expert writes on one HiGHS model, PuLP's problem handed over once, by our arrays."""
    found = load(source, pair)
    with Clock() as clock:
        reached = epsilon_loop(arrays(found), points)
    return clock, {"points": reached}


def handing_over(source: str, pair: list[str], *, ours: bool) -> Done:
    """A PuLP problem into HiGHS: by our arrays with scaling, or by PuLP's own `buildSolverModel`."""
    found = load(source, pair[:1])
    if ours:
        with Clock() as clock:
            Solver(arrays(found))
        return clock, {}
    found.problem.sense = pulp.LpMaximize
    found.problem.setObjective(found.objectives[pair[0]])
    solver = pulp.HiGHS(msg=False, threads=1)
    solver.createAndConfigureSolver(found.problem)
    with Clock() as clock:
        solver.buildSolverModel(found.problem)
    return clock, {}


def building(clusters: int, seed: int, *, idiomatic: bool) -> Done:
    """The instance as a PuLP problem: the fast legal way, or with lpSum."""
    drawn = draw(clusters, activities=10, levels=3, years=5, seed=seed)
    with Clock() as clock:
        built = build(drawn, IdiomaticBuilder() if idiomatic else Builder())
    model = arrays(built)
    shape = (len(model.row_names), len(model.columns), len(model.values))
    return clock, {"shape": shape, "sum": float(np.abs(model.values).sum())}


def write_arrays(source: str, pair: list[str], path: str) -> Done:
    """The instance in arrays in a file, for peers; every objective minimised."""
    model = arrays(load(source, pair))
    parts = {name: getattr(model, name) for name in ("lower", "upper", "row_lower", "row_upper", "starts", "indices")}
    np.savez(path, **parts, values=model.values, costs=np.array(model.costs))
    return Clock(), {"shape": (len(model.row_names), len(model.columns), len(model.values))}


if __name__ == "__main__":
    answer(
        {
            "warm": warm,
            "exact": exact,
            "bounded": bounded,
            "unled": unled,
            "surface": surface,
            "cold": cold,
            "loop": loop,
            "expert": expert,
            "handing_over": handing_over,
            "building": building,
            "write_arrays": write_arrays,
        }
    )
