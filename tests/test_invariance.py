"""The same programme said another way has the same frontier and the same plans; a run cut short says only what is
checked.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import count, pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

import tradeoff
from tests.independent.agreement import check
from tests.independent.exact_frontier import Answer, solve
from tests.independent.random_programme import Aim, Line, Programme, draw, in_pulp
from tests.independent.tiers import spread
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.canonical import id_ranks
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp import solver as door
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver

F = Fraction
FAMILIES = ("clusters", "dense", "sparse", "degenerate", "equalities")
PROGRAMMES = spread(FAMILIES, range(40, 46), one_in=3)
Plan = dict[str, float]
every = pytest.mark.parametrize(("family", "seed"), PROGRAMMES)


def trace(programme: Programme, **order: list[int]) -> Frontier:
    """The exact frontier; `columns` and `rows` in another order."""
    problem, objectives, senses = in_pulp(programme, **order)
    return tradeoff.trace(problem, objectives, sense=senses, exact=True)


def points(frontier: Frontier) -> list[tuple[float, float]]:
    """Its extreme points."""
    return [(point.x, point.y) for point in frontier.extreme_points]


def plans(frontier: Frontier) -> list[Plan]:
    """The plan of every point."""
    return [frontier.solution(i) for i in range(len(frontier.extreme_points))]


def assert_same_points(found: list[tuple[float, float]], wanted: list[tuple[float, float]]) -> None:
    """Equal, point by point, to nine digits of the largest value."""
    assert len(found) == len(wanted)
    for k in (0, 1):
        size = max(abs(point[k]) for point in wanted) or 1.0
        assert [point[k] for point in found] == pytest.approx([point[k] for point in wanted], rel=1e-9, abs=1e-9 * size)


def assert_same_plans(found: list[Plan], wanted: list[Plan]) -> None:
    """Equal, column by column, to eight digits of the largest amount."""
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        size = max(map(abs, other.values())) or 1.0
        assert {name: one.get(name, 0.0) for name in other} == pytest.approx(other, rel=1e-8, abs=1e-8 * size)


@every
@pytest.mark.parametrize("unit", [F(1), F(1, 10**5), F(1, 10**7)], ids=("rupees", "lakh", "crore"))
def test_the_unit_of_money_does_not_matter(family: str, seed: int, unit: Fraction) -> None:
    """All rows and the second objective in money, written in 5 x 10^5 rupees a unit, or as so many lakh or crore."""
    programme = draw(seed, family)
    factor = 500_000 * unit
    rows = [
        Line({j: v * factor for j, v in row.terms.items()}, row.sense, row.bound * factor) for row in programme.rows
    ]
    f, g = programme.aims
    in_money = Aim(g.name, g.sense, [c * factor for c in g.costs], g.constant * factor)
    plain, other = trace(programme), trace(programme._replace(rows=rows, aims=(f, in_money)))
    assert_same_points(points(other), [(x, y * float(factor)) for x, y in points(plain)])
    assert_same_plans(plans(other), plans(plain))
    rates = [point.rate_right for point in plain.extreme_points[:-1]]
    found = [point.rate_right for point in other.extreme_points[:-1]]
    assert found == pytest.approx([rate * float(factor) for rate in rates if rate is not None], rel=1e-6)


@every
def test_the_unit_of_the_columns_does_not_matter(family: str, seed: int) -> None:
    """Every column counted in a unit of its own, a thousandth to a thousand: the same frontier."""
    programme = draw(seed, family)
    random_unit = random.Random(seed)
    unit = [F(10) ** random_unit.randint(-3, 3) for _ in programme.lower]
    other = programme._replace(
        lower=[None if b is None else b * u for b, u in zip(programme.lower, unit, strict=True)],
        upper=[None if b is None else b * u for b, u in zip(programme.upper, unit, strict=True)],
        rows=[Line({j: v / unit[j] for j, v in row.terms.items()}, row.sense, row.bound) for row in programme.rows],
        aims=tuple(a._replace(costs=[c / u for c, u in zip(a.costs, unit, strict=True)]) for a in programme.aims),
    )
    assert_same_points(points(trace(other)), points(trace(programme)))


@every
def test_the_order_of_rows_and_columns_does_not_matter(family: str, seed: int) -> None:
    """Rows shuffled, columns shuffled, names kept: the same frontier and plans."""
    programme = draw(seed, family)
    rows, columns = list(range(len(programme.rows))), list(range(len(programme.lower)))
    random.Random(seed).shuffle(rows)
    random.Random(seed).shuffle(columns)
    plain = trace(programme)
    for order in ({"rows": rows}, {"columns": columns}, {"rows": rows, "columns": columns}):
        shuffled = trace(programme, **order)
        assert_same_points(points(shuffled), points(plain))
        assert_same_plans(plans(shuffled), plans(plain))


@every
def test_swapped_objectives_mirror_the_frontier(family: str, seed: int) -> None:
    """The second objective first: the points from the other end, inverse rates, the other weight, the same plans."""
    programme = draw(seed, family)
    plain, swapped = trace(programme), trace(programme._replace(aims=programme.aims[::-1]))
    assert_same_points([(y, x) for x, y in reversed(points(swapped))], points(plain))
    assert_same_plans(plans(swapped)[::-1], plans(plain))
    for there, back in zip(plain.extreme_points, reversed(swapped.extreme_points), strict=True):
        assert (there.weight_from, there.weight_to) == pytest.approx(
            (1 - back.weight_to, 1 - back.weight_from), abs=1e-8
        )
        for rate, inverse in ((there.rate_left, back.rate_right), (there.rate_right, back.rate_left)):
            assert (rate is None) == (inverse is None)
            if rate is not None and inverse is not None:
                assert rate * inverse == pytest.approx(1, rel=1e-6)


@every
def test_negated_objectives_negate_the_frontier(family: str, seed: int) -> None:
    """Max f is min -f, for either objective and both: the same points with their sign turned, the same plans."""
    programme = draw(seed, family)
    plain = trace(programme)

    def turned(aim: Aim) -> Aim:
        other = {"max": "min", "min": "max"}[aim.sense]
        return Aim(aim.name, other, [-cost for cost in aim.costs], -aim.constant)

    for signs in ((-1, 1), (1, -1), (-1, -1)):
        aims = tuple(turned(aim) if sign < 0 else aim for aim, sign in zip(programme.aims, signs, strict=True))
        other = trace(programme._replace(aims=(aims[0], aims[1])))
        assert points(other) == [(signs[0] * x, signs[1] * y) for x, y in points(plain)]
        assert plans(other) == plans(plain)
        assert [point.rate_right for point in other.extreme_points] == [p.rate_right for p in plain.extreme_points]


BYTES = """
import tradeoff
from tests.independent.random_programme import draw, in_pulp
for family in ("clusters", "sparse", "equalities"):
    for how in ({"exact": True}, {"gap": 0.01}):
        problem, objectives, senses = in_pulp(draw(44, family))
        frontier = tradeoff.trace(problem, objectives, sense=senses, **how)
        print(repr(frontier.extreme_points), frontier.certificate.as_dict())
        print([sorted(frontier.solution(i).items()) for i in range(len(frontier.extreme_points))])
"""


def test_the_same_input_gives_the_same_bytes() -> None:
    """Twice in two fresh processes with other hashes of strings: every digit of points, certificate and plans."""
    top = Path(__file__).parent.parent
    said = [
        subprocess.run(
            [sys.executable, "-c", BYTES],
            cwd=top,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(top)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert b"Point(" in said[0]


@every
def test_a_second_run_gives_the_same_digits(family: str, seed: int) -> None:
    """In the same process, after other programmes."""
    first = trace(draw(seed, family))
    trace(draw(seed + 1, family))
    second = trace(draw(seed, family))
    assert repr(second.extreme_points) == repr(first.extreme_points)
    assert plans(second) == plans(first)


@every
def test_a_point_has_one_plan(family: str, seed: int) -> None:
    """However the point was found: by the walk, within a gap, segment by segment, or with every solve from scratch."""
    programme = draw(seed, family)
    problem, objectives, senses = in_pulp(programme)
    exact = trace(programme)
    rough = tradeoff.trace(problem, objectives, sense=senses, gap=0.05)
    known = dict(zip(points(exact), plans(exact), strict=True))
    found = list(zip(points(rough), plans(rough), strict=True))
    for hot in (True, False):
        solver = Solver(from_pulp(problem, objectives, {name: Sense(way) for name, way in senses.items()}), hot=hot)
        search = Search(solver, *objectives)
        for vertex in search.run(0.0).vertices:
            x = search.solution(vertex, [id_ranks(solver.model.columns)]).x
            at = [
                solver.model.published(name, value)
                for name, value in zip(objectives, (vertex.u, vertex.v), strict=True)
            ]
            found.append(((at[0], at[1]), dict(zip(solver.model.columns, x.tolist(), strict=True))))
    for point, plan in found:
        nearest = min(known, key=lambda other: abs(other[0] - point[0]) + abs(other[1] - point[1]))
        assert_same_points([point], [nearest])
        assert_same_plans([plan], [known[nearest]])


CUT = [
    (programme, solve(programme)) for programme in (draw(17, "sparse"), draw(44, "clusters"), draw(61, "equalities"))
]
ROADS = {"exact": {"exact": True}, "bounded": {"gap": 0.001}}
roads = pytest.mark.parametrize("road", ROADS)
Progress = Callable[[int, int, float], None]


def run_cut(
    programme: Programme, road: str, *, progress: Progress | None, time_limit: float | None = None
) -> Frontier | None:
    """A run that may be cut short; None where it ended with an error."""
    problem, objectives, senses = in_pulp(programme)
    try:
        return tradeoff.trace(
            problem,
            objectives,
            sense=senses,
            progress=progress,
            time_limit=time_limit,
            **ROADS[road],  # type: ignore[arg-type]
        )
    except (tradeoff.SolverError, KeyboardInterrupt):
        return None


def assert_checked(programme: Programme, truth: Answer, frontier: Frontier) -> None:
    """Every point is an exact extreme point, and nothing lies beyond the line by more than the gap it claims."""
    assert check(programme, truth, frontier, whole=False) == []
    assert frontier.certificate.kind == ("exact" if frontier.certificate.max_gap <= 1e-9 else "bounded")


@roads
def test_ctrl_c_at_every_report_of_progress(road: str) -> None:
    """What is returned is checked, and says that it was interrupted; later interrupts never leave a larger gap."""
    for programme, truth in CUT:
        gaps = []
        for moment in count(1):
            calls = count(1)

            def interrupt(*_: object, calls: count[int] = calls, moment: int = moment) -> None:
                if next(calls) == moment:
                    raise KeyboardInterrupt

            frontier = run_cut(programme, road, progress=interrupt)
            assert frontier is not None
            assert_checked(programme, truth, frontier)
            if not frontier.certificate.stopped:
                break
            assert frontier.certificate.stopped == "interrupted"
            gaps.append(frontier.certificate.max_gap)
        assert moment > 1
        assert all(later <= sooner + 1e-9 for sooner, later in pairwise(gaps))


@roads
def test_time_is_up_at_every_look_at_the_clock(monkeypatch: pytest.MonkeyPatch, road: str) -> None:
    """Either an error, before both ends are known, or what is checked, and the certificate says why it ended."""
    for programme, truth in CUT:
        errors, stops = 0, 0
        for moment in range(2, 400):
            looks = count(1)

            def clock(looks: count[int] = looks, moment: int = moment) -> float:
                return 1e6 if next(looks) >= moment else 0.0

            monkeypatch.setattr(door, "time", SimpleNamespace(monotonic=clock))
            frontier = run_cut(programme, road, progress=None, time_limit=1000.0)
            if frontier is None:
                errors += 1
                continue
            assert_checked(programme, truth, frontier)
            if not frontier.certificate.stopped:
                break
            assert frontier.certificate.stopped == "time limit"
            stops += 1
        else:
            raise AssertionError("a run never ends")
        assert errors > 0
        assert stops > 0 or road == "exact"


@roads
def test_ctrl_c_at_every_solve(monkeypatch: pytest.MonkeyPatch, road: str) -> None:
    """In the midst of a solve: the interrupt goes on to the caller, or what is checked is returned."""
    honest = door.Solver._read
    for programme, truth in CUT:
        for moment in range(1, 400):
            calls = count(1)

            def read(self: Solver, calls: count[int] = calls, moment: int = moment) -> object:
                if next(calls) == moment:
                    raise KeyboardInterrupt
                return honest(self)

            monkeypatch.setattr(door.Solver, "_read", read)
            frontier = run_cut(programme, road, progress=None)
            if frontier is not None:
                assert_checked(programme, truth, frontier)
                if not frontier.certificate.stopped:
                    break
        else:
            raise AssertionError("a run never ends")
