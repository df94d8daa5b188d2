"""The checker on surfaces of three objectives: what is true passes, each of many false surfaces is refused."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.enumerate_surface import enumerate_surface
from tests.independent.oracles import THREE, exactly, read_oracle
from tests.independent.paper_surface import Data, check, paper
from tests.independent.tiers import spread
from tests.test_certify_whole import written
from tests.test_surface_drawn import RICH, draw
from tradeoff.checker.reading import RefusedError

F = Fraction


def certificate(drawn_by: int) -> Data:
    """The certificate of a drawn programme, as it is written."""
    return copy.deepcopy(_certificate(drawn_by))


@cache
def _certificate(drawn_by: int) -> Data:
    problem, objectives = written(draw(drawn_by))
    frontier = tradeoff.trace(problem, objectives, sense=dict.fromkeys("fgh", "min"), exact=True, certify=True)
    assert frontier.proof is not None
    return frontier.proof.as_dict()


def test_a_surface_written_on_paper() -> None:
    """Three corners, one triangle, seven facets, all prices and turns worked out by hand."""
    checked = check(paper())
    assert checked.values == [(8, 0, 0), (0, 4, 0), (0, 0, 2)]
    assert (checked.triangles, checked.facets, checked.edges) == (1, 7, 0)
    first, second = checked.sentences()
    assert first == (
        "Certified in exact fractions: 3 points and 1 triangle are the whole surface of a, b and c; "
        "no plan lies beyond it."
    )
    assert "7 facets, those to infinity among them, close up without a hole." in second


@pytest.mark.parametrize("seed", spread(range(100, 600), one_in=25))
def test_what_is_certified_passes(seed: int) -> None:
    """The points of the certificate are those of trying every vertex, and the checker accepts the file."""
    checked = check(certificate(seed))
    assert sorted(checked.values) == enumerate_surface(*draw(seed))


@pytest.mark.parametrize(("path", "data"), THREE, ids=[path.stem for path, _ in THREE])
def test_known_surfaces_pass(path: Path, data: dict[str, Any]) -> None:
    """Objectives to be maximised, with constants, fractions, flat surfaces and single points."""
    problem, objectives, senses = read_oracle(data)
    frontier = tradeoff.trace(problem, objectives, sense=senses, exact=True, certify=True)
    assert frontier.proof is not None
    checked = check(frontier.proof.as_dict())
    assert sorted(checked.values) == sorted(tuple(map(exactly, point)) for point in data["expected"]["points"])


Change = Callable[[Data, random.Random], str]
"""Makes a certificate false; what the refusal must say."""


def drop_a_facet(data: Data, rng: random.Random) -> str:
    """Drop a facet, and its plane where it has no other."""
    facets, planes = data["facets"], data["planes"]
    plane = facets.pop(rng.randrange(len(facets)))["plane"]
    if all(facet["plane"] != plane for facet in facets):
        del planes[plane]
        for facet in facets:
            facet["plane"] -= facet["plane"] > plane
    return "hole|is a corner of no facet"


def flip_a_facet(data: Data, rng: random.Random) -> str:
    """Turn a facet the other way round."""
    facet = rng.choice(data["facets"])
    a, b, c = facet["corners"]
    facet["corners"] = [a, c, b]
    return r"facet \d+ is turned the wrong way round"


def move_a_facet(data: Data, rng: random.Random) -> str:
    """Let a facet go to another point than it should."""
    facet = rng.choice(data["facets"])
    others = sorted(set(range(len(data["points"]))) - set(facet["corners"]))
    facet["corners"][rng.randrange(3)] = rng.choice(others)
    return r"facet \d+|facets \d+ and \d+ overlap|hole"


def double_a_facet(data: Data, rng: random.Random) -> str:
    """Write a facet twice."""
    data["facets"].append(copy.deepcopy(rng.choice(data["facets"])))
    return r"facets \d+ and \d+ overlap"


def move_a_plane(data: Data, rng: random.Random) -> str:
    """Say that a plane lies a little beyond where its prices have it."""
    plane = rng.choice(data["planes"])
    plane["value"] = str(F(plane["value"]) + F(rng.choice((-1, 1)), 10**9))
    return r"plane \d+: its prices show another value"


def move_a_point(data: Data, rng: random.Random) -> str:
    """Say that a point is worth a little more or less than its plan."""
    values = rng.choice(data["points"])["values"]
    at = rng.randrange(3)
    values[at] = str(F(values[at]) + F(rng.choice((-1, 1)), 10**9))
    return r"point \d+ is not worth what it says"


def move_a_point_and_its_plan(data: Data, rng: random.Random) -> str:
    """Halve a plan, and say truly what that is worth: it can be had, but is no corner."""
    costly = [point for point in data["points"] if point["plan"]["values"] and any(map(F, point["values"]))]
    point = rng.choice(costly)
    for part, key in ((point, "values"), (point["plan"], "values")):
        part[key] = [str(F(value) / 2) for value in part[key]]
    return r"facet \d+: point \d+ does not lie on its plane"


def overstep(data: Data, rng: random.Random) -> str:
    """Double the plan of a point, and say truly what that would be worth."""
    rows, points = data["programme"], data["points"]
    full = [point for point in points if spent(rows, point)]
    point = rng.choice(full)
    for part in (point, point["plan"]):
        part["values"] = [str(F(value) * 2) for value in part["values"]]
    return r"point \d+: its plan oversteps a limit of row \d+"


def spent(programme: Data, point: Data) -> bool:
    """Whether the plan of a point uses up a row, so that twice as much is too much."""
    x = dict(zip(point["plan"]["indices"], map(F, point["plan"]["values"]), strict=True))
    starts, entries = programme["starts"], list(zip(programme["indices"], programme["values"], strict=True))
    for i, bound in enumerate(programme["row_upper"]):
        used = sum(F(value) * x.get(j, 0) for j, value in entries[starts[i] : starts[i + 1]])
        if 0 < F(bound) == used:
            return True
    return False


def turn_a_price(data: Data, rng: random.Random) -> str:
    """Turn the sign of a multiplier: the row then has no such side, or a column no such bound."""
    prices = rng.choice([plane["prices"] for plane in data["planes"] if plane["prices"]["values"]])
    at = rng.randrange(len(prices["values"]))
    prices["values"][at] = str(-F(prices["values"][at]))
    return r"plane \d+: its prices need an? (lower|upper) bound of (row|column) \d+, which has none"


def lower_a_price(data: Data, rng: random.Random) -> str:
    """Halve a multiplier: some column then gains more than the rows take, and has no end."""
    prices = rng.choice([plane["prices"] for plane in data["planes"] if plane["prices"]["values"]])
    at = rng.randrange(len(prices["values"]))
    prices["values"][at] = str(F(prices["values"][at]) / 2)
    return r"plane \d+: its prices (need an? upper bound of column \d+|show another value)"


def loosen_a_row(data: Data, rng: random.Random) -> str:
    """Let a row of the programme allow more: what its price shows is then another value."""
    used = {i for plane in data["planes"] for i in plane["prices"]["indices"]}
    row = rng.choice(sorted(used))
    data["programme"]["row_upper"][row] = str(F(data["programme"]["row_upper"][row]) + F(1, 7))
    return r"plane \d+: its prices show another value"


def change_a_cost(data: Data, rng: random.Random) -> str:
    """Change what a column that some plan uses is worth."""
    used = sorted({j for point in data["points"] for j in point["plan"]["indices"]})
    objective = rng.choice([o for o in data["programme"]["objectives"] if set(o["indices"]) & set(used)])
    at = objective["indices"].index(rng.choice(sorted(set(objective["indices"]) & set(used))))
    objective["values"][at] = str(F(objective["values"][at]) - 1)
    return r"point \d+ is not worth what it says"


def invent_an_edge(data: Data, rng: random.Random) -> str:
    """Name an edge that is none, or leave one out."""
    edges = data["edges"]
    if edges:
        edges.pop(rng.randrange(len(edges)))
    else:
        edges.append([0, len(data["points"]) - 1])
    return "the edges are not the efficient ones"


CHANGES: tuple[Change, ...] = (
    drop_a_facet, flip_a_facet, move_a_facet, double_a_facet, move_a_plane, move_a_point, move_a_point_and_its_plan,
    overstep, turn_a_price, lower_a_price, loosen_a_row, change_a_cost, invent_an_edge,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(change.__name__))
@pytest.mark.parametrize("number", range(12))
def test_false_surfaces_are_refused(change: Change, number: int) -> None:
    """Each of 156, by its place."""
    data = certificate(RICH[number % len(RICH)])
    words = change(data, random.Random(number))
    with pytest.raises(RefusedError, match=words):
        check(data)
