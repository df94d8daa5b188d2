"""The checker on surfaces of three objectives: what is true passes, each of many false surfaces is refused."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.enumerate_surface import enumerate_surface
from tests.independent.oracles import THREE, exactly, read_oracle
from tests.independent.tiers import spread
from tests.test_certify_whole import written
from tests.test_surface_drawn import RICH, draw
from tradeoff.checker.folder import check_folder
from tradeoff.checker.reading import RefusedError, UnreadableError
from tradeoff.checker.surfaces import CheckedSurface, check_surface

F = Fraction
Data = dict[str, Any]


def quiet(how_far: str) -> None:
    """Progress nobody looks at."""


def check(data: Data) -> CheckedSurface:
    """What the checker makes of a certificate once it has been a file."""
    return check_surface(json.loads(json.dumps(data)), quiet)


def paper() -> Data:
    """From a + 2 b + 4 c <= 8 as much as possible of each: (8, 0, 0), (0, 4, 0), (0, 0, 2), and one triangle between.

    Minimised, -a - 2 b - 4 c >= -8 is the plane of all three points: a price of -1 for the row. Every other plane has
    some of these weights and 0 for the rest, and reaches to infinity there: beside an edge along one objective, beside
    the best of one objective along the two others.
    """
    programme = {
        "columns": ["a", "b", "c"],
        "lower": ["0", "0", "0"],
        "upper": [None, None, None],
        "rows": ["budget"],
        "row_lower": [None],
        "row_upper": ["8"],
        "starts": [0, 3],
        "indices": [0, 1, 2],
        "values": ["1", "2", "4"],
        "objectives": [
            {"name": name, "sense": "max", "scale": "1", "constant": "0", "indices": [j], "values": ["1"]}
            for j, name in enumerate("abc")
        ],
    }

    def plane(weights: str, price: str) -> Data:
        return {
            "weights": weights.split(),
            "value": str(8 * F(price)),
            "prices": {"indices": [0], "values": [price]},
        }

    facets = [(0, 1, 2), (0, 5, 1), (0, 2, 4), (1, 3, 2), (0, 4, 5), (1, 5, 3), (2, 3, 4)]
    return {
        "schema": "tradeoff/certificate-surface/1",
        "count": 3,
        "programme": programme,
        "points": [
            {"values": values.split(), "plan": {"indices": [j], "values": [max(values.split())]}}
            for j, values in enumerate(("8 0 0", "0 4 0", "0 0 2"))
        ],
        "planes": [
            plane("1 2 4", "-1"), plane("1 2 0", "-1"), plane("1 0 4", "-1"), plane("0 1 2", "-1/2"),
            plane("1 0 0", "-1"), plane("0 1 0", "-1/2"), plane("0 0 1", "-1/4"),
        ],
        "facets": [{"corners": list(facet), "plane": k} for k, facet in enumerate(facets)],
        "edges": [],
    }  # fmt: skip


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


@pytest.mark.parametrize("instead", [None, "gone", -1, 7, 1.5, "x", "1/0", "-1", "9", "1" * 5000, [], [[]], {}, True])
def test_every_entry_counts(instead: Any) -> None:
    """Whatever entry is missing or another is refused in words, but for names, and two bounds that no plan touches."""
    data = paper()
    for path in paths(data):
        changed = copy.deepcopy(data)
        at: Any = changed
        for key in path[:-1]:
            at = at[key]
        if instead == "gone":
            del at[path[-1]]
        elif at[path[-1]] == instead:
            continue
        else:
            at[path[-1]] = instead
        is_name = path[-1] == "name" or (len(path) == 3 and path[1] in ("columns", "rows"))
        if is_name or (len(path) == 3 and (path[1], instead) in (("upper", "9"), ("row_lower", "-1"))):
            continue
        with pytest.raises((RefusedError, UnreadableError)):
            check(changed)


def paths(data: Any) -> list[tuple[Any, ...]]:
    """The way to every entry, lists and objects included."""
    keys = list(data) if isinstance(data, dict) else list(range(len(data))) if isinstance(data, list) else []
    return [(key, *rest) for key in keys for rest in [(), *paths(data[key])]]


def nested(depth: int) -> str:
    """Lists within lists."""
    return "[" * depth + "]" * depth


DAMAGED: list[tuple[str, str]] = [
    ("", "not sound JSON"),
    (json.dumps(paper())[:-40], "not sound JSON"),
    (json.dumps(paper()).replace('"count": 3', '"count": 3, "count": 3'), "a key stands twice"),
    (json.dumps(paper()).replace('"count": 3', '"count": NaN'), "NaN is no number"),
    (json.dumps(paper()).replace('"count": 3', f'"count": {"9" * 5000}'), "not sound JSON"),
    (json.dumps(paper()).replace('"count": 3', f'"count": {nested(100_000)}'), "not sound JSON"),
    *(
        (json.dumps(paper()).replace('"-8"', nested(depth)), "not sound JSON|wrong kind")
        for depth in (5, 400, 700, 990)
    ),
    *(
        (json.dumps(paper()).replace('"8"', nested(depth)), "not sound JSON|no fraction")
        for depth in (5, 400, 700, 990)
    ),
    (json.dumps(paper() | {"edges": [5]}), "town.json, edges: '5' is no pair of points"),
    (json.dumps(paper() | {"edges": [[0, 1], [0, 1]]}), "an edge stands twice"),
    (json.dumps(paper()).replace('"name": "a"', r'"name": "\ud800"'), "cannot be printed"),
    (json.dumps(paper()).replace("-surface/1", "-surface/9"), "the schema is"),
    ('{"schema": "tradeoff/moo-frontier/1"}', "the schema is 'tradeoff/moo-frontier/1'"),
    (json.dumps(paper()).replace('"8"', '"8/' + "7" * 4200 + '1"'), "of the wrong kind|worth|no fraction|town.json"),
]


@pytest.mark.parametrize(("text", "words"), DAMAGED, ids=range(len(DAMAGED)))
def test_damaged_files_are_told_in_words(tmp_path: Path, text: str, words: str) -> None:
    """With the file's name and the place."""
    (tmp_path / "town.json").write_text(text, encoding="utf-8")
    with pytest.raises((UnreadableError, RefusedError), match=words):
        check_folder(tmp_path / "town.json", quiet)


def test_long_denominators_do_not_take_for_ever() -> None:
    """Three hundred fractions of 3,817 digits have a common denominator of a million; a larger file, of as many as it likes.

    Refused before it is worked out.
    """
    data = paper()
    many = 300
    data["programme"]["columns"] += [f"d{k}" for k in range(many)]
    data["programme"]["lower"] += ["0"] * many
    data["programme"]["upper"] += [None] * many
    data["programme"]["starts"][1] += many
    data["programme"]["indices"] += list(range(3, 3 + many))
    data["programme"]["values"] += [f"1/{3**8000 + k}" for k in range(many)]
    before = time.process_time()
    with pytest.raises(UnreadableError, match="no common denominator of a sensible length"):
        check(data)
    assert time.process_time() - before < 30


def test_written_and_verified_as_a_user_would(tmp_path: Path) -> None:
    """`save_proof` and `verify`, of three objectives and of two; a changed file ends with 6, what is none with 3."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0) for name in "abc")
    problem += a + 2 * b + 4 * c <= 8
    aims = {"a": a + 0, "b": b + 0, "c": c + 0}
    most = dict.fromkeys("abc", "max")
    frontier = tradeoff.trace(problem, aims, sense=most, exact=True, certify=True)
    file = tmp_path / "certificate.json"
    frontier.save_proof(file)
    assert "3 points and 1 triangle are the whole surface of a, b and c" in run("verify", str(file)).stdout
    assert "3 points and 1 triangle" in run("verify", str(tmp_path)).stdout
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace('"value": "-8"', '"value": "-9"'), encoding="utf-8")
    assert "Refused: certificate.json, plane" in run("verify", str(file), code=6).stderr
    file.write_text(good[:-9], encoding="utf-8")
    assert "not sound JSON" in run("verify", str(tmp_path), code=3).stderr
    two = tradeoff.trace(problem, {"a": a + 0, "b": b + 0}, sense=dict.fromkeys("ab", "max"), exact=True, certify=True)
    two.save_proof(file)
    assert "2 points are the whole frontier of a and b" in run("verify", str(file)).stdout
    with pytest.raises(ValueError, match="nothing of this frontier is certified"):
        tradeoff.trace(problem, aims, sense=most, exact=True).save_proof(file)
