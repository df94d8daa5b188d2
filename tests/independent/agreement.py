"""From a random programme to every disagreement between the engine's three roads and the exact answer.

The engine answers in floats, so "equal" means up to 1e-8 of the amounts that are summed there; a corner that stands out
from its neighbours by less than 1e-9 of the ranges may be missing. Nothing else may.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple
from unittest import mock

import tradeoff
from tests.independent.exact_frontier import Answer, Point, slopes, solve, solve_between
from tests.independent.random_programme import Programme, in_pulp
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.pieces import Point as Found
from tradeoff.moo.simplex import engine

F = Fraction
GAP = 0.01
SHARP = F(1, 10**9)
"""Share of the ranges by which a corner must stand out to be owed."""
CLOSE = 1e-8
"""Share of the amounts summed by which a value may be off."""


class Verdict(NamedTuple):
    """What was found on a programme."""

    status: str
    points: int
    method: str
    """How the exact frontier was found; blank without one."""
    disagreements: list[str]


def examine(programme: Programme) -> Verdict:
    """Compare walks, dichotomic search and bounded searches with the exact answer, and with it the plan of one
    point.
    """
    truth = solve(programme)
    answers = {name: road(programme) for name, road in ROADS.items()}
    wrong = []
    for name, answer in answers.items():
        if isinstance(answer, Frontier):
            found = check(programme, truth, answer, whole=name not in TO_A_GAP)
        else:
            found = _check_refusal(truth, answer)
        wrong += [f"{name}: {text}" for text in found]
    run = answers["exact"]
    if not isinstance(run, Frontier):
        return Verdict(truth.status, 0, "", wrong)
    if not wrong and truth.points:
        wrong += check_plan(programme, truth, run, programme.seed % len(run.extreme_points))
    return Verdict(truth.status, len(run.extreme_points), run.certificate.method, wrong)


Outcome = Frontier | tradeoff.TradeoffError


def _walk(programme: Programme) -> Outcome:
    problem, objectives, senses = in_pulp(programme)
    try:
        return tradeoff.trace(problem, objectives, sense=senses, exact=True)
    except tradeoff.TradeoffError as error:
        return error


def _bounded(programme: Programme) -> Outcome:
    problem, objectives, senses = in_pulp(programme)
    try:
        return tradeoff.trace(problem, objectives, sense=senses, gap=GAP)
    except tradeoff.TradeoffError as error:
        return error


def _dichotomic(programme: Programme) -> Outcome:
    """Every segment solved, as where a run cannot be checked."""
    problem, objectives, senses = in_pulp(programme)
    try:
        return tradeoff.trace(problem, objectives, sense=senses, exact=True, method="sandwich")
    except tradeoff.TradeoffError as error:
        return error


def _compiled(programme: Programme) -> Outcome:
    """The walk in compiled loops from its first pivot on."""
    with mock.patch.object(engine, "LARGE", 0):
        return _walk(programme)


def _thinned(programme: Programme) -> Outcome:
    """A compiled run thinned to the gap, as on large programmes."""
    problem, objectives, senses = in_pulp(programme)
    try:
        with mock.patch.object(engine, "LARGE", 0):
            return tradeoff.trace(problem, objectives, sense=senses, gap=GAP, method="parametric")
    except tradeoff.TradeoffError as error:
        return error


ROADS: dict[str, Callable[[Programme], Outcome]] = {
    "exact": _walk,
    "compiled": _compiled,
    "dichotomic": _dichotomic,
    "bounded": _bounded,
    "thinned": _thinned,
}
TO_A_GAP = ("bounded", "thinned")
"""Roads that owe no more points than a gap needs."""


def _check_refusal(truth: Answer, error: tradeoff.TradeoffError) -> list[str]:
    if truth.status == "infeasible" and isinstance(error, tradeoff.InfeasibleError):
        return []
    if truth.status == "unbounded" and isinstance(error, tradeoff.UnboundedError):
        return [] if error.objective in truth.unbounded else [f"names {error.objective!r}, not {truth.unbounded}"]
    return [f"{type(error).__name__} ({error}) where the programme is {truth.status} with {len(truth.points)} points"]


def check(programme: Programme, truth: Answer, frontier: Frontier, *, whole: bool) -> list[str]:
    """What is wrong with a frontier; `whole` if every point is owed, else the promise of the bounded one is checked.

    A search that was stopped owes its ends, and an honest gap whatever its size.
    """
    stopped = bool(frontier.certificate.stopped)
    whole = whole and not stopped
    found = frontier.extreme_points
    if truth.status == "unbounded" and frontier.rays:
        return _check_rays(programme, truth, frontier)
    if truth.status != "optimal":
        return [f"{len(found)} points where the programme is {truth.status}"]
    noise = [_noise(programme, truth, k) for k in (0, 1)]
    matched: list[int] = []
    for point in found:
        near = [i for i, (x, y) in enumerate(truth.points) if _within(point, x, y, noise)]
        fresh = [i for i in near if not matched or i > matched[-1]]
        if not fresh:
            return [f"({point.x!r}, {point.y!r}) is no extreme point, or is out of order, of {_show(truth.points)}"]
        matched.append(fresh[0])
    wrong = []
    if matched[0] != 0 or matched[-1] != len(truth.points) - 1:
        wrong.append(f"an end is missing of {_show(truth.points)}")
    missing = [i for i in range(len(truth.points)) if i not in matched]
    if whole and any(_stands_out(truth.points, i) > SHARP for i in missing):
        wrong.append(f"points {missing} are missing of {_show(truth.points)}")
    return wrong or [
        *_check_rates(programme, truth, found, matched, noise),
        *_check_weights(programme, truth, found, noise, whole=whole and not missing),
        *(_check_gap(truth, matched, frontier.certificate.max_gap, 1.0 if stopped else GAP) if not whole else []),
    ]


def _check_rays(programme: Programme, truth: Answer, frontier: Frontier) -> list[str]:
    """Whether the objectives without a bound are those of the rays, and sums have one just up to their rates."""
    found = frontier.extreme_points
    rates: list[Fraction | None] = [None, None]
    for ray in frontier.rays:
        betters = [(by < 0) == (aim.sense == "min") for by, aim in zip(ray.direction, programme.aims, strict=True)]
        if betters.count(True) != 1 or ray.point != (0 if betters[0] else len(found) - 1):
            return [f"{ray} betters not one objective, or begins elsewhere than at its end"]
        rates[betters.index(True)] = F(ray.rate)
    if {aim.name for aim, rate in zip(programme.aims, rates, strict=True) if rate} != set(truth.unbounded):
        return [f"rays {frontier.rays} where {truth.unbounded} have no bound"]
    known = solve_between(programme, *rates)
    if known is None:
        return [f"rates {rates} are not those up to which weighted sums have a bound"]
    noise = [_noise(programme, known, k) for k in (0, 1)]
    same = len(found) == len(known.points) and all(
        _within(point, x, y, noise) for point, (x, y) in zip(found, known.points, strict=True)
    )
    return [] if same else [f"{[point.values for point in found]} where {_show(known.points)} is true"]


def _show(points: Sequence[Point]) -> str:
    return "[" + ", ".join(f"({float(x)}, {float(y)})" for x, y in points) + "]"


def _noise(programme: Programme, truth: Answer, k: int) -> float:
    """How far a value of an objective may be off: a share of the amounts that are summed."""
    aim = programme.aims[k]
    sums = [sum((abs(c * a) for c, a in zip(aim.costs, x, strict=True)), F(0)) for x in truth.plans]
    largest = max((abs(cost) for cost in aim.costs), default=F(0))
    values = [abs(point[k]) for point in truth.points]
    return CLOSE * float(max([*sums, *values, largest / 1000]))


def _within(point: Found, x: Fraction, y: Fraction, noise: Sequence[float]) -> bool:
    return abs(point.x - float(x)) <= noise[0] and abs(point.y - float(y)) <= noise[1]


def _shares(points: Sequence[Point]) -> list[Point]:
    """Both objectives as to be minimised, from 0 at their best to 1 at the other end."""
    (x_a, y_a), (x_b, y_b) = points[0], points[-1]
    return [((x - x_a) / (x_b - x_a), (y - y_b) / (y_a - y_b)) for x, y in points]


def _stands_out(points: Sequence[Point], i: int) -> Fraction:
    """How far a corner lies beyond the segment of its neighbours, as the engine measures gaps."""
    (u_a, v_a), (u, v), (u_b, v_b) = _shares(points)[i - 1 : i + 2]
    p, q = v_a - v_b, u_b - u_a
    return (p * (u_a - u) + q * (v_a - v)) / (p + q)


def _check_rates(
    programme: Programme, truth: Answer, found: Sequence[Found], matched: Sequence[int], noise: Sequence[float]
) -> list[str]:
    wanted = slopes(programme, [truth.points[i] for i in matched])
    wrong = []
    if found[0].rate_left is not None or found[-1].rate_right is not None:
        wrong.append("a rate beyond an end")
    for rate, (a, b), (i, j) in zip(wanted, pairwise(found), pairwise(matched), strict=True):
        wide = abs(float(truth.points[i][0] - truth.points[j][0]))
        allowed = 1e-9 * float(rate) + 2 * (noise[1] + float(rate) * noise[0]) / wide
        if a.rate_right is None or a.rate_right != b.rate_left or abs(a.rate_right - float(rate)) > allowed:
            wrong.append(f"rate {a.rate_right!r} and {b.rate_left!r} for {float(rate)!r} (+- {allowed:.1e})")
    return wrong


def _check_weights(
    programme: Programme, truth: Answer, found: Sequence[Found], noise: Sequence[float], *, whole: bool
) -> list[str]:
    """Each point is a best one at the ends and the middle of its weights; they cover all weights where all is known."""
    if len(truth.points) == 1:
        return [] if (found[0].weight_from, found[0].weight_to) == (0.0, 1.0) else ["the only point is not for all"]
    wrong = []
    (x_a, y_a), (x_b, y_b) = truth.points[0], truth.points[-1]
    slack = 4 * max(noise[0] / abs(float(x_b - x_a)), noise[1] / abs(float(y_b - y_a))) + 1e-9
    shares = [(float(u), float(v)) for u, v in _shares(truth.points)]
    for point in found:
        u, v = (point.x - float(x_a)) / float(x_b - x_a), (point.y - float(y_b)) / float(y_a - y_b)
        low, high = point.weight_from, point.weight_to
        if not 0 <= low <= high <= 1:
            wrong.append(f"weights {low!r} to {high!r}")
        for weight in (low, (low + high) / 2, high):
            best = min((1 - weight) * a + weight * b for a, b in shares)
            if (1 - weight) * u + weight * v > best + slack:
                wrong.append(f"({point.x}, {point.y}) is not the best at weight {weight!r} of {low!r} to {high!r}")
    if found[0].weight_from > 1e-9 or found[-1].weight_to < 1 - 1e-9:
        wrong.append(f"weights run from {found[0].weight_from!r} to {found[-1].weight_to!r}, not 0 to 1")
    for a, b in pairwise(found):
        apart = b.weight_from - a.weight_to
        # Where an edge is short, its own direction is known less well.
        edge = abs(a.x - b.x) / abs(float(x_b - x_a)) + abs(a.y - b.y) / abs(float(y_b - y_a))
        if apart < -slack / edge - 1e-9 or (whole and apart > slack / edge + 1e-9):
            wrong.append(f"weights {a.weight_to!r} and {b.weight_from!r} do not meet")
    return wrong


def _check_gap(truth: Answer, matched: Sequence[int], claimed: float, promised: float) -> list[str]:
    """No point lies beyond the drawn line by more than the stated share of both ranges at once."""
    if claimed > promised:
        return [f"gap {claimed} where {promised} was promised"]
    if len(truth.points) == 1:
        return []
    shares = _shares(truth.points)
    line = [shares[i] for i in matched]
    gap = F(claimed) + SHARP
    for u, v in ((a + gap, b + gap) for a, b in shares):
        if u >= 1:
            continue
        (u_a, v_a), (u_b, v_b) = next((a, b) for a, b in pairwise(line) if a[0] <= u <= b[0])
        if v < v_a + (v_b - v_a) * (u - u_a) / (u_b - u_a):
            return [f"a point lies beyond the line by more than the stated {claimed}"]
    return []


def check_plan(programme: Programme, truth: Answer, frontier: Frontier, position: int) -> list[str]:
    """The plan of a point is allowed and is worth what the point says."""
    plan = {int(name[1:]): value for name, value in frontier.solution(position).items()}
    x = [plan.get(j, 0.0) for j in range(len(programme.lower))]
    wrong = []
    for j, (low, high) in enumerate(zip(programme.lower, programme.upper, strict=True)):
        # A column that occurs nowhere is not the problem's.
        if j in plan and not (_at_most(low, x[j]) and _at_most(x[j], high)):
            wrong.append(f"x{j} = {x[j]!r} is not within {low} and {high}")
    for i, row in enumerate(programme.rows):
        activity = sum(float(v) * x[j] for j, v in row.terms.items())
        most = max((abs(float(v)) for v in row.terms.values()), default=1.0)
        summed = sum(abs(float(v) * x[j]) for j, v in row.terms.items())
        size = 1e-7 * (abs(float(row.bound)) + summed + most / 1000)
        short = activity < float(row.bound) - size and row.sense in (">=", "=")
        if short or (activity > float(row.bound) + size and row.sense in ("<=", "=")):
            wrong.append(f"row {i}: {activity!r} is not {row.sense} {float(row.bound)!r}")
    point = frontier.extreme_points[position]
    values = [
        sum(float(c) * a for c, a in zip(aim.costs, x, strict=True)) + float(aim.constant) for aim in programme.aims
    ]
    noise = [10 * _noise(programme, truth, k) for k in (0, 1)]
    if not _within(point, F(values[0]), F(values[1]), noise):
        wrong.append(f"the plan of ({point.x}, {point.y}) is worth {values}")
    return wrong


def _at_most(low: Fraction | float | None, high: Fraction | float | None) -> bool:
    return low is None or high is None or float(low) <= float(high) + 1e-7 * (1 + abs(float(high)))
