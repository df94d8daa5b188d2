"""Times three objectives over whole numbers against the textbook's loop on the same HiGHS, on one thread.

    python benchmarks/kirlik_sayin.py                # minutes: instances of other projects, and some drawn by seed
    python benchmarks/kirlik_sayin.py --rounds 3

The loop (Kirlik and Sayin 2014) keeps rectangles of the first two objectives: in the one of largest area it minimises
the third objective within the upper corner, then the sum of all with the third held; a new point splits the rectangles,
an old one or none discards them. It asks in one of two ways: `checked`, through the solver that settles every bound as
ours does, or `trusting`, which takes HiGHS's first word.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import pulp

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.lp.branch_and_cut import Question
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.integer_solver import IntegerSolver
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.whole_three.lattice import count_in_steps
from tradeoff.moo.whole_three.trace_points import trace_points

Values = tuple[float, float, float]
Ask = Callable[[Floats, Values], Values | None]
"""The three objectives of an optimum of a cost within limits; None where there is none."""
_NO_LIMIT = float("inf")
_ROOM = 0.9
"""Steps by which an answer may lie above its bound; the same for the loop as for ours."""
LARGE = {"pyaugmecon_3kp50", "morepo-kirlik14_ILP_p-3_n-20_m-10_ins-1"}
PEERS = Path(__file__).parent.parent / "tests" / "peers_three"


def kirlik_sayin(model: Model, *, checked: bool) -> set[Values]:
    """The nondominated points of three objectives, in steps, minimised (Kirlik and Sayin 2014)."""
    lattice = count_in_steps(model)
    solver = IntegerSolver(lattice.model, *model.objectives)
    return _loop(_checked(solver) if checked else _trusting(solver), list(lattice.model.costs))


def _loop(ask: Ask, costs: list[Floats]) -> set[Values]:
    total = np.sum(costs, axis=0)
    least, most = [], []
    for k in range(2):
        low, high = ask(costs[k], (_NO_LIMIT,) * 3), ask(-costs[k], (_NO_LIMIT,) * 3)
        if low is None or high is None:
            return set()
        least.append(low[k])
        most.append(high[k] + 1)
    points: set[Values] = set()
    rectangles = [((least[0], least[1]), (most[0], most[1]))]
    while rectangles:
        corner = max((upper for _, upper in rectangles), key=lambda u: (u[0] - least[0]) * (u[1] - least[1]))
        point = ask(costs[2], (corner[0] - 1, corner[1] - 1, _NO_LIMIT))
        if point is not None:
            point = ask(total, (corner[0] - 1, corner[1] - 1, point[2]))
            if point is None:
                raise SolverError("HiGHS contradicts itself")
        done = (least[0], least[1]) if point is None else (point[0], point[1])
        if point is not None and point not in points:
            points.add(point)
            rectangles = [part for rectangle in rectangles for part in _split(rectangle, done)]
        rectangles = [
            (lower, upper)
            for lower, upper in rectangles
            if not (lower[0] >= done[0] and lower[1] >= done[1] and upper[0] <= corner[0] and upper[1] <= corner[1])
        ]
    return points


_Corner = tuple[float, float]


def _split(rectangle: tuple[_Corner, _Corner], at: _Corner) -> list[tuple[_Corner, _Corner]]:
    """A rectangle cut along both coordinates of a point, where these pass through it."""
    (left, low), (right, high) = rectangle
    xs = [left, at[0], right] if left < at[0] < right else [left, right]
    ys = [low, at[1], high] if low < at[1] < high else [low, high]
    return [((a, c), (b, d)) for a, b in pairwise(xs) for c, d in pairwise(ys)]


def _checked(solver: IntegerSolver) -> Ask:
    def ask(cost: Floats, limits: Values) -> Values | None:
        try:
            answer = solver.minimise(cost, most_u=limits[0], most_v=limits[1], most_more=(limits[2],), gap=_ROOM)
        except InfeasibleError:
            return None
        return _values(solver, answer.x)

    return ask


def _trusting(solver: IntegerSolver) -> Ask:
    way = {"presolve": "choose", "random_seed": 0, "mip_root_presolve_only": False}

    def ask(cost: Floats, limits: Values) -> Values | None:
        said = solver.ask(Question(cost=cost, most=limits, gap=_ROOM, share=0.0), way, None)
        return None if said.x is None else _values(solver, said.x)

    return ask


def _values(solver: IntegerSolver, x: Floats) -> Values:
    first, second, third = (float(round(float(cost @ x))) for cost in solver.model.costs)
    return first, second, third


def read_peer(path: Path) -> Model:
    """An instance of another project, from its file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", data["lb"], data["ub"], cat=data["cat"]) for j in range(data["nvar"])]
    for terms, sense, limit in data["rows"]:
        total = pulp.LpAffineExpression({x[j]: value for j, value in terms})
        problem += {"<=": total <= limit, ">=": total >= limit, "==": total == limit}[sense]
    aims = {f"f{k}": pulp.LpAffineExpression({x[j]: c for j, c in terms}) for k, terms in enumerate(data["objectives"])}
    return from_pulp(problem, aims, dict(zip(aims, map(Sense, data["sense"]), strict=True)), whole=True)


def draw_knapsack(count: int, seed: int) -> Model:
    """A 0/1 knapsack: three gains and a weight of 1 to 100 each, half of all weight allowed."""
    rng = random.Random(f"knapsack {count} {seed}")
    problem = pulp.LpProblem()
    x = [problem.add_variable(f"x{j}", cat="Binary") for j in range(count)]
    weights = [rng.randint(1, 100) for _ in x]
    problem += pulp.lpSum(w * c for w, c in zip(weights, x, strict=True)) <= sum(weights) // 2
    aims = {f"f{k}": pulp.LpAffineExpression({c: rng.randint(1, 100) for c in x}) for k in range(3)}
    return from_pulp(problem, aims, dict.fromkeys(aims, Sense.MAX), whole=True)


def draw_assignment(size: int, seed: int) -> Model:
    """An assignment problem with three costs of 1 to 20 a pair."""
    rng = random.Random(f"assignment {size} {seed}")
    problem = pulp.LpProblem()
    x = [[problem.add_variable(f"x{i}_{j}", cat="Binary") for j in range(size)] for i in range(size)]
    for i in range(size):
        problem += pulp.lpSum(x[i]) == 1
        problem += pulp.lpSum(row[i] for row in x) == 1
    aims = {f"f{k}": pulp.LpAffineExpression({c: rng.randint(1, 20) for row in x for c in row}) for k in range(3)}
    return from_pulp(problem, aims, dict.fromkeys(aims, Sense.MIN), whole=True)


def main() -> None:
    """Measure, and print a row an instance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1, help="times each is measured; the median counts")
    parser.add_argument("--only", default="", help="instances whose name holds this")
    parser.add_argument("--large", action="store_true", help="with the two largest of other projects: hours")
    asked = parser.parse_args()
    models = {path.stem: read_peer(path) for path in sorted(PEERS.glob("*.json"))}
    if not asked.large:
        models = {name: model for name, model in models.items() if name not in LARGE}
    models |= {f"knapsack {count}, seed {seed}": draw_knapsack(count, seed) for count in (15, 20) for seed in (0, 1)}
    models |= {f"assignment {size}, seed {seed}": draw_assignment(size, seed) for size in (5, 6) for seed in (0, 1)}
    print("| instance | points | ours s | loop, checked s | ratio | loop, trusting s | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    ratios = []
    for name, model in models.items():
        if asked.only in name:
            ways: list[Callable[[Model], int]] = [
                lambda model: len(trace_points(model).points),
                lambda model: len(kirlik_sayin(model, checked=True)),
                lambda model: len(kirlik_sayin(model, checked=False)),
            ]
            (points, ours), (same, loop), (_, trusting) = (_timed(way, model, asked.rounds) for way in ways)
            remark = "" if points == same else f" (loop: {same})"
            ratios.append(ours / loop)
            cells = [f"{points}{remark}", f"{ours:.2f}", f"{loop:.2f}", f"{ours / loop:.2f}"]
            print("|", " | ".join([name, *cells, f"{trusting:.2f}", f"{ours / trusting:.2f}"]), "|", flush=True)
    print(f"\nmedian ratio to the checked loop: {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")


def _timed(way: Callable[[Model], int], model: Model, rounds: int) -> tuple[int, float]:
    """What a way finds, and the median of its CPU seconds."""
    times, points = [], 0
    for _ in range(rounds):
        begun = time.process_time()
        try:
            points = way(model)
        except SolverError as error:
            print(f"  {error}", file=sys.stderr)
            return 0, float("nan")
        times.append(time.process_time() - begun)
    return points, statistics.median(times)


if __name__ == "__main__":
    main()
