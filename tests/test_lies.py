"""More than 300 certificates with at least one false claim each: none is accepted."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

import tradeoff
from tests.independent.oracles import TWO, read_oracle
from tradeoff.checker.claims import check_certificate
from tradeoff.checker.reading import RefusedError

F = Fraction
Data = dict[str, Any]
TINY = F(1, 10**30)
MUTATIONS = 315


def quiet(how_far: str) -> None:
    """Progress nobody looks at."""


@cache
def certificates() -> dict[str, Data]:
    """Certificates of both kinds: textbooks, rupees, scenarios."""
    found = {}
    for path, data in TWO:
        if path.stem[:4] in ("dm01", "lp03", "lp09", "sp21"):
            for name, asked in (("exact", {"exact": True}), ("bounded", {"gap": 0.1})):
                problem, objectives, senses = read_oracle(data)
                frontier = tradeoff.trace(problem, objectives, sense=senses, certify=True, **asked)
                assert frontier.proof is not None
                found[f"{path.stem} {name}"] = frontier.proof.as_dict()
    for name, trade, gap in (("three-clusters", "depth-breadth", 0.001), ("three-pairs", "today-tomorrow", 0.05)):
        scenario = tradeoff.trace_frontier(tradeoff.read_scenario(name), trade, gap=gap, certify=True)
        assert scenario.proof is not None
        found[name] = scenario.proof.as_dict()
    return {name: json.loads(json.dumps(data)) for name, data in found.items()}


def nudged(text: str, by: Fraction = TINY) -> str:
    """A fraction as text, moved a little."""
    return str(F(text) + by)


def scaled(texts: list[str | None], by: Fraction = 1 + F(1, 10**9)) -> list[str | None]:
    """Fractions as texts, each a little larger in size."""
    return [None if text is None else str(F(text) * by) for text in texts]


def drop_point(rng: random.Random, data: Data) -> None:
    """One point less; what is left counts right."""
    at = rng.randrange(len(data["points"]))
    del data["points"][at]
    data["count"] -= 1
    for line in data["lines"]:
        for key in ("point", "basis"):
            if isinstance(line[key], int) and line[key] >= max(at, 1):
                line[key] -= 1


def drop_point_and_its_lines(rng: random.Random, data: Data) -> None:
    """An inner point less, with its lines, and rates that fit: something lies beyond the new segment, or more than
    stated.
    """
    inner = range(1, len(data["points"]) - 1)
    if not inner:
        return drop_point(rng, data)
    at = rng.choice(inner) if data["kind"] == "exact" else widest(data)
    del data["points"][at]
    data["count"] -= 1
    data["lines"] = [line for line in data["lines"] if line["point"] != at]
    for line in data["lines"]:
        for key in ("point", "basis"):
            if isinstance(line[key], int) and line[key] >= at:
                line[key] -= 1
    before, after = data["points"][at - 1], data["points"][at]
    (x, y), (next_x, next_y) = ([F(v) for v in point["values"]] for point in (before, after))
    first, second = data["programme"]["objectives"]
    assert first["sense"] == second["sense"]
    before["rate_right"] = after["rate_left"] = str(abs((next_y - y) / (next_x - x)))
    return None


def widest(data: Data) -> int:
    """An inner point beside the segment that decides the gap: the gap can only grow without it."""
    points = [[F(v) for v in point["values"]] for point in data["points"]]
    ranges = [abs(points[0][k] - points[-1][k]) for k in (0, 1)]
    lines = [(F(line["weights"][0]), F(line["value"]), line["point"]) for line in data["lines"]]
    gaps = {}
    for (p, one, a), (r, two, b) in pairwise(lines):
        if a != b:
            turn = p * (1 - r) - r * (1 - p)
            tip = ((one * (1 - r) - two * (1 - p)) / turn, (two * p - one * r) / turn) if turn else None
            u, v = ([slope_parts(data, k)[i] for k in (a, b)] for i in (0, 1))
            normal = v[0] - v[1], u[1] - u[0]
            height = normal[0] * u[0] + normal[1] * v[0]
            low = height if tip is None else normal[0] * tip[0] + normal[1] * tip[1]
            gaps[a] = (height - low) / sum(n * r for n, r in zip(normal, ranges, strict=True))
    at = max(gaps, key=lambda a: gaps[a])
    return at if at > 0 else at + 1


def nudge_value(rng: random.Random, data: Data) -> None:
    """A value is off by 1e-30."""
    point = rng.choice(data["points"])
    k = rng.randrange(2)
    point["values"][k] = nudged(point["values"][k])


def wrong_rate(rng: random.Random, data: Data) -> None:
    """A rate is off by 1e-30, or missing, or there where there is none."""
    point, key = rng.choice(data["points"]), rng.choice(("rate_left", "rate_right"))
    point[key] = "1" if point[key] is None else rng.choice((nudged(point[key]), None))


def other_basis(rng: random.Random, data: Data) -> None:
    """A point has the basis of another plan."""
    one, other = rng.sample(data["points"], 2)
    one["basis"] = other["basis"]


def no_basis(rng: random.Random, data: Data) -> None:
    """One letter less is basic, or where none is, one more."""
    point = rng.choice(data["points"])
    basics = [k for k, letter in enumerate(point["basis"]) if letter == "b"]
    at, letter = (rng.choice(basics), rng.choice("luz")) if basics else (0, "b")
    point["basis"] = point["basis"][:at] + letter + point["basis"][at + 1 :]


def move_line(rng: random.Random, data: Data) -> None:
    """A line is turned outwards by 1e-30 about its point: nothing certifies it there."""
    line = rng.choice([line for line in data["lines"] if "0" not in line["weights"]])
    through = [other for other in data["lines"] if other["point"] == line["point"]]
    share = F(line["weights"][1])
    out = 1 if line is through[-1] else -1
    share += out * TINY
    old = F(line["value"])
    # About its point: only the engine knows u and v; the two lines through a point, or a segment, give them away.
    line["weights"] = [str(1 - share), str(share)]
    line["value"] = str(old if rng.random() < 0.5 else old + out * TINY * slope(data, line["point"]))


def slope(data: Data, position: int) -> Fraction:
    """How fast the weighted sum at a point grows with the share: v - u."""
    u, v = slope_parts(data, position)
    return v - u


def slope_parts(data: Data, position: int) -> tuple[Fraction, Fraction]:
    """The point as it is minimised."""
    u, v = (
        (F(value) / F(o["scale"]) - F(o["constant"])) * (-1 if o["sense"] == "max" else 1)
        for value, o in zip(data["points"][position]["values"], data["programme"]["objectives"], strict=True)
    )
    return u, v


def relax_line(rng: random.Random, data: Data) -> None:
    """A line of a bounded frontier is turned inwards about its point: it is true, and leaves more than is stated."""
    if data["kind"] == "exact":
        return nudge_line(rng, data)
    at = widest(data)
    beside = [(at - 1, -1), (at, 0), (at, -1), (at + 1, 0)]
    for point, which in beside:
        if 0 <= point < len(data["points"]):
            line = [line for line in data["lines"] if line["point"] == point][which]
            share = F(line["weights"][1])
            if 0 < share < 1:
                moved = share + (TINY if which == 0 else -TINY)
                line["weights"] = [str(1 - moved), str(moved)]
                line["value"] = str(F(line["value"]) + (moved - share) * slope(data, point))
    return None


def nudge_line(rng: random.Random, data: Data) -> None:
    """A line is moved by 1e-30."""
    line = rng.choice(data["lines"])
    line["value"] = nudged(line["value"], rng.choice((TINY, -TINY)))


def drop_line(rng: random.Random, data: Data) -> None:
    """A line that something rests on is gone: the first, the last, or any of an exact frontier."""
    del data["lines"][rng.randrange(len(data["lines"])) if data["kind"] == "exact" else rng.choice((0, -1))]


def line_of_another(rng: random.Random, data: Data) -> None:
    """A line is certified by a plan that lies elsewhere."""
    count = len(data["points"])
    choices = [
        (line, other)
        for line in data["lines"]
        for other in range(count)
        if other not in (line["point"] - 1, line["point"], line["point"] + 1)
    ]
    if not choices:
        return nudge_line(rng, data)
    line, other = rng.choice(choices)
    line["basis"] = other
    return None


def more_money(rng: random.Random, data: Data) -> None:
    """Every limit is a billionth larger."""
    programme = data["programme"]
    for key in ("row_lower", "row_upper", "lower", "upper"):
        programme[key] = scaled(programme[key])


def tighter_bound(rng: random.Random, data: Data) -> None:
    """A column must be larger than it is in any plan."""
    programme = data["programme"]
    at = rng.randrange(len(programme["columns"]))
    programme["lower"][at], programme["upper"][at] = str(10**15), None


def other_costs(rng: random.Random, data: Data) -> None:
    """Every worth of an objective is a billionth larger."""
    objective = rng.choice(data["programme"]["objectives"])
    objective["values"] = scaled(objective["values"])


def other_matrix(rng: random.Random, data: Data) -> None:
    """Everything uses a billionth more; where nothing is used, limits are larger."""
    if not data["programme"]["values"]:
        more_money(rng, data)
    data["programme"]["values"] = scaled(data["programme"]["values"])


def other_unit(rng: random.Random, data: Data) -> None:
    """An objective is read in another unit, from another zero, or the other way round."""
    objective = rng.choice(data["programme"]["objectives"])
    change = rng.randrange(3)
    if change == 0:
        objective["scale"] = str(F(objective["scale"]) * 2)
    elif change == 1:
        objective["constant"] = nudged(objective["constant"])
    else:
        objective["sense"] = "min" if objective["sense"] == "max" else "max"


def wrong_count(rng: random.Random, data: Data) -> None:
    """One more, or one less, than there are."""
    data["count"] += rng.choice((-1, 1))


def other_kind(rng: random.Random, data: Data) -> None:
    """What is bounded is called exact, and the other way round."""
    if data["kind"] == "exact":
        data["kind"], data["max_gap"] = "bounded", rng.choice(("0", "1/1000"))
    else:
        data["kind"], data["max_gap"] = "exact", rng.choice(("0", "0", data["max_gap"]))
        if rng.random() < 0.7:
            last = {line["point"]: line for line in data["lines"]}
            data["lines"] = [data["lines"][0], *last.values()]


def other_gap(rng: random.Random, data: Data) -> None:
    """A gap that is not there, or lower than it is."""
    gap = F(data["max_gap"])
    data["max_gap"] = str(TINY if gap == 0 else rng.choice((gap - TINY, gap / 2, F(0), gap + TINY)))


def twice(rng: random.Random, data: Data) -> None:
    """A point stands twice."""
    at = rng.randrange(len(data["points"]))
    data["points"].insert(at, copy.deepcopy(data["points"][at]))
    data["count"] += 1
    for line in data["lines"]:
        for key in ("point", "basis"):
            if isinstance(line[key], int) and line[key] > at:
                line[key] += 1


def swapped(rng: random.Random, data: Data) -> None:
    """Two points in the wrong order."""
    i, j = rng.sample(range(len(data["points"])), 2)
    data["points"][i], data["points"][j] = data["points"][j], data["points"][i]


LIES: tuple[Callable[[random.Random, Data], None], ...] = (
    drop_point,
    drop_point_and_its_lines,
    nudge_value,
    wrong_rate,
    other_basis,
    no_basis,
    move_line,
    relax_line,
    nudge_line,
    drop_line,
    line_of_another,
    more_money,
    tighter_bound,
    other_costs,
    other_matrix,
    other_unit,
    wrong_count,
    other_kind,
    other_gap,
    twice,
    swapped,
)


def test_both_kinds_are_accepted() -> None:
    """Every certificate as it is written; there are exact and bounded ones with several points."""
    kinds = Counter(data["kind"] for data in certificates().values() if len(data["points"]) > 2)
    assert min(kinds["exact"], kinds["bounded"]) >= 3
    for name, data in certificates().items():
        checked = check_certificate(data, quiet)
        assert (checked.kind, str(checked.max_gap)) == (data["kind"], data["max_gap"]), name


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_false_claims_are_refused(lie: Callable[[random.Random, Data], None]) -> None:
    """More than 300 certificates, each with at least one false claim: none passes."""
    passed = []
    for seed in range(MUTATIONS // len(LIES)):
        rng = random.Random(f"{lie.__name__} {seed}")
        name = list(certificates())[seed % len(certificates())]
        data = copy.deepcopy(certificates()[name])
        lie(rng, data)
        assert data != certificates()[name]
        try:
            check_certificate(data, quiet)
        except RefusedError:
            continue
        passed.append((seed, name))
    assert passed == []
