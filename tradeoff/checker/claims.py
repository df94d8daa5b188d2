"""Checks a certificate: is every point attained, every line certified, every rate, order, count and gap right?

Both objectives are minimised here: u, then v. A line says `alpha u + beta v >= value` for all plans, alpha + beta = 1.

    exact    line 0 has beta = 0 and goes through the first point, line k through the points k - 1 and k, the last line
             has alpha = 0 and goes through the last point; beta rises strictly. Then nothing lies beyond any chord,
             every point is a corner, and none is weakly efficient.
             Where a ray goes on from an end, the line there is that on which the ray lies (`rays.py`).
    bounded  every point has a line with both weights above 0, so it is efficient; the lines of two neighbours meet in a
             tip, beyond which there is nothing. max_gap is the largest share of both ranges from a tip to its chord.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tradeoff.checker.basis import Basis
from tradeoff.checker.rays import NO_RAYS, Pair, Ray, Rays, check_rays
from tradeoff.checker.reading import Programme, UnreadableError, get, number, positions, require

SCHEMA, WITH_RAYS = "tradeoff/certificate/1", "tradeoff/certificate-rays/1"
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as the certificate has it."""

    weights: Pair
    value: Fraction
    point: int
    letters: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a certificate has been found to hold."""

    kind: str
    max_gap: Fraction
    names: tuple[str, str]
    values: list[Pair]
    """The points as their user reads them."""
    rates: list[Fraction | None]
    """The rate before the first point, of every edge, and after the last; None where no ray goes on."""
    rays: int


def check_certificate(data: Any, tell: Tell, *, file: str = "certificate.json") -> Checked:
    """Recompute every claim of a certificate of two objectives.

    Args:
        data: What the file holds.
        tell: Called now and then with how far the check has come.
        file: The file's name, for messages.

    Raises:
        UnreadableError: Something cannot be read.
        RefusedError: A claim is false; it is the first that is.
    """
    place = file
    schema = get(data, "schema", str, place)
    if schema not in (SCHEMA, WITH_RAYS):
        raise UnreadableError(
            f"{place}: the schema is {schema[:40]!r}, not {SCHEMA}; check it with the version it is of"
        )
    kind, gap = get(data, "kind", str, place), number(get(data, "max_gap", str, place), f"{place}, max_gap")
    require(kind in ("exact", "bounded"), f"the kind is {kind[:40]!r}, neither exact nor bounded")
    points = get(data, "points", list, place)
    require(len(points) > 0, "there is no point")
    require(get(data, "count", int, place) == len(points), "the count is not the number of points")
    programme = Programme(get(data, "programme", dict, place), file=file)
    letters = [get(point, "basis", str, f"{place}, point {i}") for i, point in enumerate(points)]
    lines = [_read_line(line, letters, f"{place}, line {k}") for k, line in enumerate(get(data, "lines", list, place))]
    reached = _check_bases(programme, letters, lines, tell)
    values = [_check_values(programme, f"{place}, point {i}", point, reached[i]) for i, point in enumerate(points)]
    for (u, v), (next_u, next_v) in pairwise(reached):
        require(
            u < next_u and v > next_v, "points do not go from the best of the first objective to that of the second"
        )
    rays = NO_RAYS
    if schema == WITH_RAYS:
        require(kind == "exact", "the kind is bounded, and a frontier with rays is certified whole")
        rays = check_rays(programme, get(data, "rays", list, place), len(points), file)
    _check_lines(lines, reached, rays)
    true_gap = _exact_gap(lines, reached) if kind == "exact" else _bounded_gap(lines, reached)
    require(gap == true_gap, f"max_gap is not what points and lines leave, {float(true_gap):.6g}")
    first, second = programme.objectives
    moves = [None, *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(reached)), None]
    moves[0], moves[-1] = (None if ray is None else ray.move for ray in rays)
    rates = [None if move is None else -move[1] * second.scale / (move[0] * first.scale) for move in moves]
    for i, (point, left, right) in enumerate(zip(points, rates[:-1], rates[1:], strict=True)):
        for key, rate in (("rate_left", left), ("rate_right", right)):
            require(_optional(point, key, f"{place}, point {i}") == rate, f"{key} of point {i} is wrong")
    names = first.name, second.name
    count = sum(ray is not None for ray in rays)
    return Checked(kind=kind, max_gap=gap, names=names, values=values, rates=rates, rays=count)


def _read_line(data: Any, letters: list[str], place: str) -> Line:
    weights = [number(weight, place) for weight in get(data, "weights", list, place)]
    require(
        len(weights) == 2 and min(weights) >= 0 and sum(weights) == 1, f"{place}: weights must be two that add to 1"
    )
    (point,) = positions([data.get("point")], len(letters), place)
    basis = data.get("basis")
    own = basis if isinstance(basis, str) else letters[positions([basis], len(letters), place)[0]]
    value = number(get(data, "value", str, place), place)
    return Line(weights=(weights[0], weights[1]), value=value, point=point, letters=own)


def _check_bases(programme: Programme, letters: list[str], lines: list[Line], tell: Tell) -> list[Pair]:
    """What every point's basis attains, and that every line is certified; each basis is factorised once a side."""
    by_basis: dict[str, list[int]] = defaultdict(list)
    for k, line in enumerate(lines):
        by_basis[line.letters].append(k)
    reached = []
    for i, own in enumerate(letters):
        tell(f"point {i + 1} of {len(letters)}")
        basis = Basis(programme, own, f"point {i}")
        x, denominator = basis.plan()
        u, v = (
            Fraction(sum(cost * x[j] for j, cost in objective.costs.items()), denominator * objective.factor)
            for objective in programme.objectives
        )
        reached.append((u, v))
        _prove_lines(basis, lines, by_basis.pop(own, []))
    for done, (own, numbers) in enumerate(by_basis.items(), start=1):
        tell(f"further basis {done} of {len(by_basis)}")
        _prove_lines(Basis(programme, own, f"line {numbers[0]}"), lines, numbers)
    return reached


def _prove_lines(basis: Basis, lines: list[Line], numbers: list[int]) -> None:
    if not numbers:
        return
    prices = basis.prices()
    for k in numbers:
        require(
            basis.bound(prices, lines[k].weights) == lines[k].value, f"line {k} has another value than its prices say"
        )


def _check_values(programme: Programme, place: str, point: Any, reached: Pair) -> Pair:
    stated = [number(value, place) for value in get(point, "values", list, place)]
    shown = [o.shown(value) for o, value in zip(programme.objectives, reached, strict=True)]
    require(stated == shown, f"{place} is not worth what it says")
    return shown[0], shown[1]


def _check_lines(lines: list[Line], reached: list[Pair], rays: Rays) -> None:
    """Every line goes through its point; they turn from the first end to the last and skip no point."""
    require(len(lines) > 1, "there are not enough lines")
    for k, line in enumerate(lines):
        require(_height(line.weights, reached[line.point]) == line.value, f"line {k} does not go through its point")
    first, last = lines[0], lines[-1]
    _check_end(first, 0, rays[0], 1, "the first")
    _check_end(last, len(reached) - 1, rays[1], 0, "the last")
    for one, two in pairwise(lines):
        require(one.weights[1] <= two.weights[1], "the lines do not turn from the first objective to the second")
        require(two.point - one.point in (0, 1), "a point has no line")


def _check_end(line: Line, point: int, ray: Ray | None, none_of: int, which: str) -> None:
    """The line at an end goes through it and has nothing of the other objective, or has the ray that goes on there.

    Args:
        line: The first or the last.
        point: The point at that end.
        ray: What goes on there; None for nothing.
        none_of: The other objective.
        which: The end, for messages.
    """
    at_end = line.point == point
    if ray is None:
        best = "first" if none_of else "second"
        certifies = at_end and line.weights[none_of] == 0
        require(certifies, f"{which} line does not certify the best of the {best} objective")
        return
    lies = at_end and _height(line.weights, ray.move) == 0
    require(lies, f"{ray.place} does not lie on {which} line, so that something may be below it")


def _height(weights: Pair, point: Pair) -> Fraction:
    return weights[0] * point[0] + weights[1] * point[1]


def _exact_gap(lines: list[Line], reached: list[Pair]) -> Fraction:
    """Nothing: every chord lies on a line."""
    require(len(lines) == len(reached) + 1, "an exact frontier has a line for every edge and end")
    for k, (a, b) in enumerate(pairwise(reached), start=1):
        on_both = all(_height(lines[k].weights, point) == lines[k].value for point in (a, b))
        require(on_both, f"the chord after point {k - 1} is not certified: line {k} does not go through both its ends")
    for one, two in pairwise(lines):
        require(one.weights[1] < two.weights[1], "a point lies on the straight line of its neighbours")
    return Fraction(0)


def _bounded_gap(lines: list[Line], reached: list[Pair]) -> Fraction:
    inside = {line.point for line in lines if 0 < line.weights[1] < 1}
    require(inside == set(range(len(reached))), "a point has no line with both weights above 0")
    slopes = [(a[1] - b[1]) / (b[0] - a[0]) for a, b in pairwise(reached)]
    require(all(one > two for one, two in pairwise(slopes)), "a point lies on or above the line of its neighbours")
    ranges = reached[-1][0] - reached[0][0], reached[0][1] - reached[-1][1]
    gaps = [
        _tip_gap(one, two, reached[one.point], reached[two.point], ranges)
        for one, two in pairwise(lines)
        if one.point != two.point
    ]
    largest = max(gaps, default=Fraction(0))
    require(largest > 0, "nothing is left beyond the points: the frontier is exact, not bounded")
    return largest


def _tip_gap(one: Line, two: Line, a: Pair, b: Pair, ranges: Pair) -> Fraction:
    """How far beyond the chord two lines meet, in shares of both ranges at once."""
    (p, q), (r, s) = one.weights, two.weights
    turn = p * s - r * q
    if turn == 0:
        return Fraction(0)
    tip = (one.value * s - two.value * q) / turn, (two.value * p - one.value * r) / turn
    normal = a[1] - b[1], b[0] - a[0]
    return (_height(normal, a) - _height(normal, tip)) / _height(normal, ranges)


def _optional(point: Any, key: str, place: str) -> Fraction | None:
    if key not in point:
        raise UnreadableError(f"{place}: {key!r} is missing; write the result anew")
    return None if point[key] is None else number(point[key], place)
