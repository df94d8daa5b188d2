"""Certificates with rays: what is true is verified, and every false ray is refused by its place."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent import enumerate_rays
from tests.independent.command_line import run
from tests.test_certify_rays import SENSES, WITH_RAYS, traced
from tests.test_checker_surface_files import paths
from tradeoff.checker.claims import Checked, check_certificate
from tradeoff.checker.folder import check_folder
from tradeoff.checker.reading import RefusedError, UnreadableError
from tradeoff.moo.exact.rays_proof import RaysProof

F = Fraction
Data = dict[str, Any]


def quiet(how_far: str) -> None:
    """Progress nobody looks at."""


def check(data: Data) -> Checked:
    """What the checker makes of a certificate once it has been a file."""
    return check_certificate(json.loads(json.dumps(data)), quiet)


def paper() -> Data:
    """Ex01 of bensolve: over 2x + y >= 6 and x + 2y >= 6 make x - y and x + y small; corners (-6, 6) and (0, 4).

    From (0, 6) on y betters the first by 1 and costs 1 of the second, so half of each weighs nothing along the ray:
    (x - y)/2 + (x + y)/2 = x >= 0. Of the edge 1 to 3: (x - y)/4 + 3 (x + y)/4 = x + y/2 >= 3. And
    x + y >= 4, a third of both rows.
    """
    programme = {
        "columns": ["x", "y"],
        "lower": ["0", "0"],
        "upper": [None, None],
        "rows": [None, None],
        "row_lower": ["6", "6"],
        "row_upper": [None, None],
        "starts": [0, 2, 4],
        "indices": [0, 1, 0, 1],
        "values": ["2", "1", "1", "2"],
        "objectives": [
            {"name": name, "sense": "min", "scale": "1", "constant": "0", "indices": [0, 1], "values": values}
            for name, values in (("f1", ["1", "-1"]), ("f2", ["1", "1"]))
        ],
    }
    return {
        "schema": "tradeoff/certificate-rays/1",
        "kind": "exact",
        "max_gap": "0",
        "count": 2,
        "programme": programme,
        "points": [
            {"values": ["-6", "6"], "rate_left": "1", "rate_right": "1/3", "basis": "lblb"},
            {"values": ["0", "4"], "rate_left": "1/3", "rate_right": None, "basis": "bbll"},
        ],
        "lines": [
            {"weights": ["1/2", "1/2"], "value": "0", "point": 0, "basis": 0},
            {"weights": ["1/4", "3/4"], "value": "3", "point": 0, "basis": 0},
            {"weights": ["0", "1"], "value": "4", "point": 1, "basis": 1},
        ],
        "rays": [{"point": 0, "direction": ["-1", "1"], "way": {"indices": [1], "values": ["1"]}}],
    }


def test_on_paper() -> None:
    """All of it worked out by hand; in thousandths of f2, so that its user reads it in another unit."""
    checked = check(paper())
    assert (checked.values, checked.rates, checked.rays) == ([(-6, 6), (0, 4)], [1, F(1, 3), None], 1)
    data = paper()
    data["programme"]["objectives"][1]["scale"] = "1000"
    data["points"][0].update(values=["-6", "6000"], rate_left="1000", rate_right="1000/3")
    data["points"][1].update(values=["0", "4000"], rate_left="1000/3")
    data["rays"][0]["direction"] = ["-1", "1000"]
    assert check(data).rates == [1000, F(1000, 3), None]


def ray(data: Data, **changed: Any) -> None:
    """Change the ray of the certificate on paper."""
    data["rays"][0].update(changed)


def way(*columns: int) -> Data:
    """A way as a certificate has it."""
    return {"indices": list(range(len(columns))), "values": [str(value) for value in columns]}


def dropped(data: Data) -> None:
    """The ray is gone, and the best of f1 is said to be at the first corner."""
    data.update(schema="tradeoff/certificate/1")
    del data["rays"]
    data["points"][0]["rate_left"] = None
    data["lines"][0].update(weights=["1", "0"], value="-6")


def bent(data: Data) -> None:
    """A way that costs 3 for 1, 1 of x with 2 of y, and a rate that fits it."""
    ray(data, direction=["-1", "3"], way=way(1, 2))
    data["points"][0]["rate_left"] = "3"


def bent_with_its_line(data: Data) -> None:
    """The same, and the line said to be the one it lies on: 3 of f1 to 1 of f2, at (-18 + 6) / 4."""
    bent(data)
    data["lines"][0].update(weights=["3/4", "1/4"], value="-3")


def is_at_half(data: Data) -> None:
    """A cheaper way: f1 betters by 1 at 1/2, with x falling by 1/4."""
    ray(data, direction=["-1", "1/2"], way=way(F(-1, 4), F(3, 4)))
    data["points"][0]["rate_left"] = "1/2"


FALSE: dict[str, tuple[Callable[[Data], None], str]] = {
    "dropped": (dropped, "point 0: its prices do not certify the line"),
    "dropped and not missed": (lambda data: data["rays"].clear(), "has 0 rays"),
    "dropped, its line kept": (
        lambda data: data.update(schema="tradeoff/certificate/1"),
        "the first line does not certify the best of the first objective",
    ),
    "bent": (bent, "ray 0 does not lie on the first line"),
    "bent with its line": (bent_with_its_line, "point 0: its prices do not certify the line"),
    "cheaper": (is_at_half, "ray 0: its way runs against a lower bound of column 0"),
    "bent in words": (lambda data: ray(data, direction=["-1", "3"]), "ray 0 does not go where it says"),
    "flipped": (lambda data: ray(data, direction=["1", "-1"], way=way(0, -1)), "ray 0: its way runs against a lower"),
    "flipped in words": (lambda data: ray(data, direction=["1", "-1"]), "ray 0 does not go where it says"),
    "moved": (lambda data: ray(data, point=1), "ray 0 does not begin at the first point"),
    "of another length": (
        lambda data: ray(data, direction=["-2", "2"], way=way(0, 2)),
        "ray 0 does not better f1 by 1",
    ),
    "no move": (lambda data: ray(data, direction=["0", "0"], way=way()), "ray 0 does not better one objective"),
    "worse in both": (
        lambda data: data["rays"].append({"point": 1, "direction": ["1", "1"], "way": way(1)}),
        "ray 1 does not better one objective and worsen the other",
    ),
    "twice": (lambda data: data["rays"].append(data["rays"][0]), "ray 1 is the second on which f1 betters"),
    "where there is none": (
        lambda data: data["rays"].append({"point": 1, "direction": ["3", "-1"], "way": way(1, -2)}),
        "ray 1: its way runs against a lower bound of column 1",
    ),
    "three": (lambda data: data["rays"].extend(2 * data["rays"]), "has 3 rays"),
    "to a gap": (lambda data: data.update(kind="bounded"), "a frontier with rays is certified whole"),
    "another rate": (lambda data: data["points"][0].update(rate_left="2"), "rate_left of point 0 is wrong"),
    "an end": (lambda data: data["points"][0].update(rate_left=None), "rate_left of point 0 is wrong"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_ray_is_refused_by_its_place(name: str) -> None:
    """On paper, each in the way that is nearest to being believed."""
    data = paper()
    spoil, words = FALSE[name]
    spoil(data)
    with pytest.raises(RefusedError, match=words):
        check(data)


@pytest.mark.parametrize("instead", [None, "gone", -1, 7, 1.5, "x", "1/0", "-9", "9", "1" * 5000, [], [[]], {}, True])
def test_every_entry_of_a_ray_counts(instead: Any) -> None:
    """Whatever is missing or another is refused in words."""
    for path in paths(paper()["rays"]):
        data = paper()
        at: Any = data["rays"]
        for key in path[:-1]:
            at = at[key]
        if instead == "gone":
            del at[path[-1]]
        else:
            at[path[-1]] = instead
        with pytest.raises((RefusedError, UnreadableError)):
            check(data)


@cache
def certified(seed: int) -> Data:
    """The certificate of a random programme."""
    proof = traced(seed).proof
    assert isinstance(proof, RaysProof)
    data: Data = json.loads(json.dumps(proof.as_dict()))
    return data


@pytest.mark.parametrize("seed", WITH_RAYS)
def test_of_random_programmes(seed: int) -> None:
    """Corners and rates that brute force finds, recomputed from the file."""
    true, signs = enumerate_rays.answer(enumerate_rays.draw(seed)), SENSES[seed % 3]
    checked = check(certified(seed))
    values = [tuple(sign * value for sign, value in zip(signs, at, strict=True)) for at in checked.values]
    assert values == true.points
    assert (checked.rates[0], checked.rates[-1]) == (true.start, true.end)
    assert checked.rays == (true.start is not None) + (true.end is not None)


def restated(data: Data, k: int, columns: dict[int, Fraction]) -> bool:
    """Let a ray go another way, and say what it does then and at which rate; whether it says another thing now."""
    objectives = data["programme"]["objectives"]
    moves = [
        sum((F(c) * columns.get(j, F(0)) for j, c in zip(o["indices"], o["values"], strict=True)), F(0))
        for o in objectives
    ]
    signs = [-1 if o["sense"] == "max" else 1 for o in objectives]
    better = 0 if signs[0] * F(data["rays"][k]["direction"][0]) < 0 else 1
    size = abs(moves[better]) or F(1)
    direction = [str(move / size) for move in moves]
    is_another = direction != data["rays"][k]["direction"]
    kept = sorted(j for j, value in columns.items() if value)
    data["rays"][k] |= {
        "direction": direction,
        "way": {"indices": kept, "values": [str(columns[j] / size) for j in kept]},
    }
    if all(moves):
        end, side = (0, "rate_left") if better == 0 else (-1, "rate_right")
        data["points"][end][side] = str(abs(moves[1] / moves[0]))
    return is_another


def going(data: Data, k: int) -> dict[int, Fraction]:
    """The way of a ray, by column."""
    found = data["rays"][k]["way"]
    return dict(zip(found["indices"], map(F, found["values"]), strict=True))


def spoilt(data: Data, seed: int) -> list[Data]:
    """The certificate with a ray dropped, bent to either side, flipped, moved, and with one more, each in its own copy."""
    rng, found = random.Random(seed), []

    def spoil(change: Callable[[Data, int], object]) -> None:
        changed = copy.deepcopy(data)
        if change(changed, rng.randrange(len(data["rays"]))) is not False:
            found.append(changed)

    def drop(it: Data, k: int) -> None:
        del it["rays"][k]
        if not it["rays"]:
            it["schema"] = "tradeoff/certificate/1"

    spoil(drop)
    for by in (F(1), F(-1), F(1, 10**12), F(-1, 10**12)):
        j = rng.randrange(len(data["programme"]["columns"]))
        spoil(lambda it, k, j=j, by=by: restated(it, k, going(it, k) | {j: going(it, k).get(j, F(0)) + by}))  # type: ignore[misc]
    spoil(lambda it, k: restated(it, k, {j: -value for j, value in going(it, k).items()}))
    spoil(lambda it, k: it["rays"][k].update(point=it["count"] if it["rays"][k]["point"] else it["count"] - 1 or 1))
    spoil(lambda it, k: it["rays"].append(it["rays"][k]))
    return found


def test_more_than_a_hundred_false_rays() -> None:
    """Of random programmes; the message names the ray, or the line that there has to be in its place."""
    tried = [data for seed in WITH_RAYS for data in spoilt(certified(seed), seed)]
    assert len(tried) > 100
    for data in tried:
        with pytest.raises((RefusedError, UnreadableError), match=r"ray \d|has 3 rays|the (first|last) line"):
            check(data)


def test_written_and_verified_as_a_user_would(tmp_path: Path) -> None:
    """`save_proof` and `verify`; a bent ray ends with 6."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem += 2 * x + y >= 6
    problem += x + 2 * y >= 6
    aims = {"f1": x - y, "f2": x + y}
    file = tmp_path / "certificate.json"
    tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), certify=True).save_proof(file)
    words = "2 points and 1 ray without an end are the whole frontier of f1 and f2; no plan lies beyond it"
    assert words in run("verify", str(file)).stdout
    assert words in check_folder(tmp_path, quiet)[0]
    data = json.loads(file.read_text(encoding="utf-8"))
    bent(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    assert "Refused: certificate.json, ray 0 does not lie on the first line" in run("verify", str(file), code=6).stderr
