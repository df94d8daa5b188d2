"""What other programs do with an instance: bensolve, AUGMECON and NSGA-II, each from the same arrays.

Run by `measure.py` in the environment that `peers.py` makes; it knows nothing of the project but the arrays' file. Only
the peer's own work is timed, not the filling of its structures.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.measure import Clock, answer

_LARGER = 2.0**10

Done = tuple[Clock, dict[str, Any]]


def _read(path: str) -> tuple[csr_matrix, dict[str, np.ndarray]]:
    with np.load(path) as file:
        parts = dict(file)
    shape = (len(parts["row_lower"]), len(parts["lower"]))
    return csr_matrix((parts.pop("values"), parts.pop("indices"), parts.pop("starts")), shape=shape), parts


def bensolve(path: str) -> Done:
    """Every vertex of the upper image (Loehne and Weissing 2017), through benpy.

    It passes over corners that stand out by less than 1e-7, and benpy cannot set that: larger numbers find them too.
    """
    import benpy

    rows, parts = _read(path)
    problem = benpy.vlpProblem(
        B=rows,
        a=parts["row_lower"],
        b=parts["row_upper"],
        l=parts["lower"],
        s=parts["upper"],
        P=csr_matrix(parts["costs"] * _LARGER),
        opt_dir=1,
        options={**benpy.vlpProblem().default_options, "message_level": 0},
    )
    with Clock() as clock:
        found = benpy.solve(problem)
    image = found.Primal
    vertices = np.asarray(image.vertex_value)[np.asarray(image.vertex_type) == 1]
    return clock, {"points": (-vertices / _LARGER).tolist()}


def augmecon(path: str, points: int) -> Done:
    """A grid of epsilon-constraints (Mavrotas 2009), by pyaugmecon over Pyomo and GLPK."""
    import pyomo.environ as pyomo
    from pyaugmecon import PyAugmecon

    if shutil.which("glpsol") is None:
        raise RuntimeError("GLPK's solver is missing (Debian: glpk-utils)")
    rows, parts = _read(path)
    model = pyomo.ConcreteModel()
    indices = range(rows.shape[1])
    bounds = np.where(np.isinf(ends := np.stack([parts["lower"], parts["upper"]], axis=1)), None, ends).tolist()
    model.x = pyomo.Var(indices, bounds=lambda _, j: tuple(bounds[j]))
    model.row = pyomo.ConstraintList()
    for i in range(rows.shape[0]):
        entries = slice(rows.indptr[i], rows.indptr[i + 1])
        body = pyomo.quicksum(
            float(value) * model.x[int(j)] for j, value in zip(rows.indices[entries], rows.data[entries], strict=True)
        )
        low, high = float(parts["row_lower"][i]), float(parts["row_upper"][i])
        if low == high:
            model.row.add(body == low)
        elif np.isinf(low):
            model.row.add(body <= high)
        else:
            model.row.add(body >= low)
    model.obj_list = pyomo.ObjectiveList()
    for cost in parts["costs"]:
        worth = pyomo.quicksum(float(-cost[j]) * model.x[int(j)] for j in np.flatnonzero(cost))
        model.obj_list.add(expr=worth, sense=pyomo.maximize)
    for position in range(len(parts["costs"])):
        model.obj_list[position + 1].deactivate()
    options = {
        "grid_points": points,
        "solver_name": "glpk",
        "solver_io": None,
        "cpu_count": 1,
        "output_excel": False,
        "name": "benchmark",
    }
    run = PyAugmecon(model, options, {"MIPGap": None, "NonConvex": None})
    with Clock() as clock:
        run.solve()
    return clock, {"points": [list(map(float, point)) for point in run.get_pareto_solutions()]}


def nsga(path: str, seconds: int, seed: int) -> Done:
    """What NSGA-II (Deb and others 2002) has found after some CPU time, by pymoo, feasibility first.

    Columns that an equality gives from the others are put in; the start is spread between nothing and the most that
    each row alone allows. No repair is written for it.
    """
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.core.termination import Termination
    from pymoo.optimize import minimize

    matrix, limits, costs, highest = _inequalities(path)

    class Programme(Problem):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(
                n_var=len(highest), n_obj=len(costs), n_ieq_constr=len(limits), xl=np.zeros(len(highest)), xu=highest
            )

        def _evaluate(self, x: np.ndarray, out: dict[str, np.ndarray], *_: object, **__: object) -> None:
            out["F"] = x @ costs.T
            out["G"] = (matrix @ x.T).T - limits

    class Spent(Termination):  # type: ignore[misc]
        """CPU time, so that a busy machine takes nothing away."""

        def _update(self, _: object) -> float:
            return (time.process_time() - began) / seconds

    random = np.random.default_rng(seed)
    start = random.uniform(0, 1, (100, len(highest))) * random.uniform(0, 1, (100, 1)) ** 3 * highest
    began = time.process_time()
    with Clock() as clock:
        found = minimize(Programme(), NSGA2(pop_size=100, sampling=start), Spent(), seed=seed, verbose=False)
    points = [] if found.F is None else (-np.atleast_2d(found.F)).tolist()
    return clock, {"points": points, "generations": int(found.algorithm.n_gen)}


def _inequalities(path: str) -> tuple[csr_matrix, np.ndarray, np.ndarray, np.ndarray]:
    """Rows `A x <= b` and costs over the columns that no equality gives, and the most of each column."""
    rows, parts = _read(path)
    equal = np.flatnonzero(parts["row_lower"] == parts["row_upper"])
    width = rows.shape[1]
    given: dict[int, int] = {}
    for i in equal:
        entries = slice(rows.indptr[i], rows.indptr[i + 1])
        # The column with a minus sign is what the others add up to.
        given[int(rows.indices[entries][rows.data[entries] < 0][0])] = int(i)
    free = np.array([j for j in range(width) if j not in given])
    place = {int(j): position for position, j in enumerate(free)}
    builder = csr_matrix((np.ones(len(free)), (free, np.arange(len(free)))), shape=(width, len(free))).tolil()
    for column, i in given.items():
        entries = slice(rows.indptr[i], rows.indptr[i + 1])
        own = rows.data[entries][rows.indices[entries] == column][0]
        for j, value in zip(rows.indices[entries], rows.data[entries], strict=True):
            if j != column:
                builder[column, place[int(j)]] = -value / own
    full = builder.tocsr()
    kept = np.setdiff1d(np.arange(rows.shape[0]), equal)
    body = rows[kept] @ full
    low, high = parts["row_lower"][kept], parts["row_upper"][kept]
    above, below = np.isfinite(high), np.isfinite(low)
    bounded = [j for j in given if np.isfinite(parts["upper"][j])]
    stacked = [body[above], -body[below], full[bounded]]
    matrix = csr_matrix(np.vstack([part.toarray() for part in stacked]))
    limits = np.concatenate([high[above], -low[below], parts["upper"][bounded]])
    highest = parts["upper"][free].copy()
    for i in range(matrix.shape[0]):
        entries = slice(matrix.indptr[i], matrix.indptr[i + 1])
        if (matrix.data[entries] > 0).all():
            most = limits[i] / matrix.data[entries]
            highest[matrix.indices[entries]] = np.minimum(highest[matrix.indices[entries]], most)
    unbounded = ~np.isfinite(highest)
    highest[unbounded] = np.nanmax(highest[~unbounded])
    return matrix, limits, parts["costs"] @ full.toarray(), highest


if __name__ == "__main__":
    answer({"bensolve": bensolve, "augmecon": augmecon, "nsga": nsga})
