"""Walks by compiled loops and by array calls against each other.

What numba compiles does not check its indices; `test_indices_stay_inside` does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import count, pairwise
from pathlib import Path

import numpy as np
import pulp
import pytest

import tradeoff
from benchmarks.instance import PAIRS, make_instance
from tests.independent.agreement import ROADS, check
from tests.independent.tiers import spread
from tests.test_faults import SLIPS, cases
from tradeoff.moo import method
from tradeoff.moo.biobjective import parametric_frontier
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.simplex import engine, jit
from tradeoff.moo.simplex import product_form as product


def trace(*, gap: float | None = None) -> tradeoff.Frontier:
    """A small drawn instance."""
    found = make_instance(2, seed=7)
    objectives = found.pair(*PAIRS[0])
    how = {"exact": True} if gap is None else {"gap": gap}
    return tradeoff.trace(found.problem, objectives, sense=dict.fromkeys(PAIRS[0], "max"), **how)  # type: ignore[arg-type]


def points(frontier: tradeoff.Frontier) -> list[tuple[float, float]]:
    """The corners."""
    return [(point.x, point.y) for point in frontier.extreme_points]


F = Fraction


def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every programme count as large."""
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(method, "LARGE", 0)


def test_both_walk_to_the_same_corners(monkeypatch: pytest.MonkeyPatch) -> None:
    """By arrays, by loops from the first pivot, and by loops from the hundredth."""
    monkeypatch.setattr(engine, "LONG", 10**9)
    by_arrays = trace()
    assert len(by_arrays.extreme_points) > 200
    monkeypatch.setattr(engine, "LONG", 100)
    later = trace()
    as_large(monkeypatch)
    by_loops = trace()
    for other in (later, by_loops):
        assert other.certificate.method == "parametric simplex"
        np.testing.assert_allclose(points(other), points(by_arrays), rtol=1e-10)


def test_a_run_is_thinned_to_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Corners of the whole frontier, both ends among them, fewer than segments need, and no more beyond than is
    said.
    """
    plain = trace(gap=0.001)
    as_large(monkeypatch)
    whole, thinned = trace(), trace(gap=0.001)
    assert thinned.certificate.method == "parametric simplex"
    kept = [points(whole).index(point) for point in points(thinned)]
    assert [kept[0], kept[-1]] == [0, len(points(whole)) - 1]
    assert len(kept) <= len(points(plain))
    assert 0.0005 < thinned.certificate.max_gap <= 0.001
    (x_a, y_a), (x_b, y_b) = points(whole)[0], points(whole)[-1]
    shares = np.array([((x - x_b) / (x_a - x_b), (y - y_a) / (y_b - y_a)) for x, y in points(whole)])
    drawn = shares[kept][::-1]
    for share in shares:
        # Along the diagonal, down to the drawn line.
        beyond = max([0.0, *(step for step in np.linspace(0, 0.002, 201) if above(drawn, share - step))])
        assert beyond <= thinned.certificate.max_gap + 1e-5


def above(line: np.ndarray, point: np.ndarray) -> bool:
    """Whether a point lies beyond a line that falls from left to right."""
    return bool(point[1] > np.interp(point[0], line[:, 0], line[:, 1]))


def gap_of_segment(corners: Sequence[tuple[F, F]], i: int, j: int) -> F:
    """The gap of the triangle between a segment and the lines of the edges that leave and reach it, in fractions."""
    (a_u, a_v), (b_u, b_v) = corners[i], corners[j]
    if j == i + 1:
        return F(0)
    (p_u, p_v), (q_u, q_v) = corners[i + 1], corners[j - 1]
    slope_a, slope_b = (p_v - a_v) / (p_u - a_u), (b_v - q_v) / (b_u - q_u)
    u = (b_v - a_v + slope_a * a_u - slope_b * b_u) / (slope_a - slope_b)
    v = a_v + slope_a * (u - a_u)
    range_u, range_v = corners[-1][0] - corners[0][0], corners[0][1] - corners[-1][1]
    slope = (b_v - a_v) / (b_u - a_u)
    return (a_v + slope * (u - a_u) - v) / (range_v - slope * range_u)


@pytest.mark.parametrize("gap", [0.3, 0.05, 0.01, 0.002])
def test_thinning_leaves_the_fewest_points_that_keep_the_middle(gap: float) -> None:
    """Against every subset: corners of a quarter circle of twelve, in fractions; the seventh bulges most."""
    corners = [(F(k, 12) ** 2 * 7, (1 - F(k, 12)) ** 2 * 3) for k in range(13)]
    problem = pulp.LpProblem()
    u, v = problem.add_variable("u", 0, 7), problem.add_variable("v", 0, 3)
    for (a_u, a_v), (b_u, b_v) in pairwise(corners):
        problem += (a_v - b_v) * u + (b_u - a_u) * v >= (a_v - b_v) * a_u + (b_u - a_u) * a_v
    frontier = tradeoff.trace(
        problem, {"u": u + 0, "v": v + 0}, sense={"u": "min", "v": "min"}, gap=gap, method="parametric"
    )
    fewest = {0: 1}
    for j in range(1, 13):
        from_middle = range(6 if j > 6 else 0, j)
        fewest[j] = 1 + min(fewest[i] for i in from_middle if gap_of_segment(corners, i, j) <= gap)
    assert len(frontier.extreme_points) == fewest[12]
    kept = [corners.index(min(corners, key=lambda c, x=x: abs(c[0] - x))) for x, _ in points(frontier)]  # type: ignore[misc]
    assert frontier.certificate.max_gap == pytest.approx(
        float(max(gap_of_segment(corners, i, j) for i, j in pairwise(kept))), rel=1e-9
    )


def test_what_highs_does_not_find_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where HiGHS finds another optimum than the run at a point that is kept, the run is thrown away."""
    plain = trace(gap=0.001)
    as_large(monkeypatch)
    honest = parametric_frontier.checked_by_highs
    monkeypatch.setattr(parametric_frontier, "checked_by_highs", lambda *arguments: honest(*arguments) * (1 + 1e-6))
    found = trace(gap=0.001)
    assert found.certificate.method == "sandwich of weighted sums"
    assert points(found) == points(plain)


def test_later_questions_to_a_frontier_along_a_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level between two points, on paper: at 900 households 1/3 of the way from 800 to 1,100, depth 400/3 x 2/3."""
    as_large(monkeypatch)
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", gap=0.01)
    plan = frontier.plan(breadth=900)
    assert plan.objectives["breadth"] == pytest.approx(900)
    assert plan.objectives["depth"] == pytest.approx(400 / 3 * 2 / 3)
    assert frontier.most(900) == pytest.approx(400 / 3 * 2 / 3)


def test_ctrl_c_on_the_way_to_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the run has found by then leaves, said as such."""
    as_large(monkeypatch)
    found = make_instance(2, seed=7)

    calls = count(1)

    def interrupt(solves: int, points: int, left: float) -> None:
        assert (solves, points) == (1, 1)
        assert 0 < left < 1
        if next(calls) == 5:
            raise KeyboardInterrupt

    frontier = tradeoff.trace(
        found.problem,
        found.pair(*PAIRS[0]),
        sense=dict.fromkeys(PAIRS[0], "max"),
        gap=0.001,
        progress=interrupt,
    )
    assert frontier.certificate.stopped == "interrupted"
    assert 0.001 < frontier.certificate.max_gap < 1
    assert len(frontier.extreme_points) > 50


def test_without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs go on by arrays."""
    as_large(monkeypatch)
    with_numba = trace(), trace(gap=0.01)
    honest = engine.compiled.__wrapped__
    monkeypatch.setitem(sys.modules, "numba", None)
    for module in ("jit", "kernels_numba", "sparse_solves", "product_form"):
        monkeypatch.delitem(sys.modules, f"tradeoff.moo.simplex.{module}")
        monkeypatch.delattr(f"tradeoff.moo.simplex.{module}")
    # As in a new process: what was found before is not remembered.
    monkeypatch.setattr(engine, "compiled", honest)
    assert engine.compiled() is None
    for one, other in zip(with_numba, (trace(), trace(gap=0.01)), strict=True):
        np.testing.assert_allclose(points(one), points(other), rtol=1e-9)


def test_nowhere_to_keep_machine_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where numba finds no folder to write to, functions are compiled all the same."""
    honest = jit.numba.njit

    def njit(*functions: object, cache: bool = False, **options: object) -> object:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return honest(*functions, **options)

    monkeypatch.setattr(jit.numba, "njit", njit)
    assert jit.compiled(lambda x: x + 1)(1) == 2


@pytest.mark.parametrize(
    ("slip", "solve", "road"), spread(SLIPS, ["ftran", "btran"], ["compiled", "thinned"], one_in=3)
)
def test_a_slip_in_a_compiled_solve(monkeypatch: pytest.MonkeyPatch, solve: str, slip: str, road: str) -> None:
    """One solve of a walk is a little wrong, whichever it is: the points are right all the same, or none leaves."""
    honest = getattr(product, solve)
    for programme, truth in cases():
        for failing in count(1):
            calls = count(1)

            def slipping(*arguments: object, calls: count[int] = calls, failing: int = failing) -> object:
                found = honest(*arguments)
                if next(calls) == failing:
                    result = arguments[-1]
                    assert isinstance(result, np.ndarray)
                    used = slice(found) if solve == "ftran" else slice(None)
                    result[used] = SLIPS[slip](result[used].copy())
                return found

            monkeypatch.setattr(product, solve, slipping)
            answer = ROADS[road](programme)
            if isinstance(answer, Frontier):
                assert check(programme, truth, answer, whole=road == "compiled") == []
            if next(calls) <= failing:
                break


@pytest.mark.slow
def test_indices_stay_inside(tmp_path: Path) -> None:
    """The same solves and walks with numba's own look at every index."""
    names = ["test_solves_between_exchanges", "test_etas", "test_the_first", "test_both_walk", "test_a_run_is"]
    kernels = str(Path(__file__).with_name("test_kernels.py"))
    chosen = ["-k", " or ".join(names), "-m", "not slow", "-p", "no:cacheprovider", "-q", __file__, kernels]
    checked = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "pytest", *chosen], env=checked, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_problem_of_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """On paper: 20 of money; `many` costs 1, at most 10; `well` costs 4, at most 4: corners (10, 5/2) and (4, 4)."""
    as_large(monkeypatch)
    problem = pulp.LpProblem()
    many, well = problem.add_variable("many", 0, 10), problem.add_variable("well", 0, 4)
    problem += many + 4 * well <= 20
    frontier = tradeoff.trace(problem, {"many": many, "well": well}, sense={"many": "max", "well": "max"}, exact=True)
    assert points(frontier) == [(10, 2.5), (4, 4)]


def test_machine_code_of_an_earlier_version(tmp_path: Path) -> None:
    """An index of kept code that names a class which is gone is forgotten, not failed for."""
    code = (
        "import pathlib, pickle, sys\n"
        "import tradeoff.moo.simplex.kernels_numba as kernels, numpy as np\n"
        "kernels.update_reduced_costs(np.ones(2), np.ones(2), 1.0)\n"
        "for index in pathlib.Path(sys.argv[1]).rglob('*update_reduced_costs*.nbi'):\n"
        "    data = index.read_bytes()\n"
        "    index.write_bytes(data.replace(b'numpy', b'nympy').replace(b'numba.core', b'numba.gone'))\n"
        "    print(index.name)\n"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "update_reduced_costs" in done.stdout
