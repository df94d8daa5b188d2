"""A frontier that was saved and then edited: what contradicts the rest of the file is refused, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.test_every_kind import KINDS, traced

Edit = Callable[[dict[str, Any]], Any]


def bend(**asked: Any) -> tradeoff.Frontier:
    """The corners (10, 4), (8, 8), (4, 10): 2 x + y <= 24 and x + 2 y <= 24, up to ten of each."""
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x", 0, 10), problem.add_variable("y", 0, 10)
    problem += 2 * x + y <= 24
    problem += x + 2 * y <= 24
    return tradeoff.trace(problem, {"a": +x, "b": +y}, sense={"a": "max", "b": "max"}, **asked)


def put(*place: Any, to: Any) -> Edit:
    """Another value at a place."""

    def edit(said: dict[str, Any]) -> None:
        at: Any = said
        for name in place[:-1]:
            at = at[name]
        at[place[-1]] = to

    return edit


def move(place: int, x: float, y: float, **rest: float) -> Edit:
    """A point somewhere else."""
    return lambda said: said["points"][place].update(x=x, y=y, **rest)


def refused(found: tradeoff.Frontier, edit: Edit, words: str, folder: Path) -> None:
    """It is loaded as it was saved, and refused as it was edited."""
    path = folder / "kept.json"
    found.save(path)
    assert tradeoff.Frontier.load(path) == found
    said = json.loads(path.read_text())
    edit(said)
    path.write_text(json.dumps(said))
    with pytest.raises(ValueError, match=words) as told:
        tradeoff.Frontier.load(path)
    assert "save the frontier again" in str(told.value)


LINE: dict[str, tuple[Edit, str]] = {
    "certified": (put("certificate", "certified", to=True), r"certified is true, and points\[0\]\.exact has no"),
    "exact with a gap": (put("certificate", "max_gap", to=1e308), r"kind is 'exact' beside max_gap 1e\+308"),
    "bounded without": (put("certificate", "kind", to="bounded"), r"kind is 'bounded' beside max_gap 0\.0"),
    "one rate": (
        put("points", 1, "rate_left", to=-77),
        r"points\[1\]\.rate_left: -77.* is not points\[0\]\.rate_right",
    ),
    "a rate at an end": (put("points", 0, "rate_left", to=9), r"points\[0\]\.rate_left: 9.*no ray begins there"),
    "no rate": (
        lambda said: [said["points"][0].update(rate_right=None), said["points"][1].update(rate_left=None)],
        r"points\[0\]\.rate_right: there is none, and an edge",
    ),
    "a wrong rate": (
        lambda said: [said["points"][0].update(rate_right=3), said["points"][1].update(rate_left=3)],
        r"points\[0\]\.rate_right: 3.* is not that of its edge, 2",
    ),
    "a great weight": (put("points", 1, "weight_from", to=1e308), r"points\[1\]\.weight_from: 1e\+308"),
    "another weight": (put("points", 1, "weight_from", to=0.5), r"points\[1\]\.weight_from: 0\.5 is not that of"),
    "a weight of an end": (put("points", 2, "weight_to", to=0.9), r"points\[2\]\.weight_to: 0\.9 is not 1\.0"),
    "another normal": (put("edges", 0, "normal", to=[0.2, 0.8]), r"edges\[0\]\.normal: .* is not that of its points"),
    "no normal": (put("edges", 0, "normal", to=[1.5, -0.5]), r"edges\[0\]\.normal: .* no shares that add to 1"),
    "another edge": (put("edges", 1, "points", to=[0, 2]), r"edges\[1\]\.points: \[0, 2\] are not \[1, 2\]"),
    "no edge": (lambda said: said["edges"].pop(), "edges has 1 entries where 2 join the points"),
    "beaten": (move(2, 4, -10), r"points\[2\]\.y: -10.* is worse than that of the point before"),
    "inwards": (move(1, 5, 5), r"points\[1\] lies behind the straight line|points\[1\]"),
    "a name of a column": (put("objectives", 0, to="rate_left"), r"objectives\[0\]: 'rate_left' is a column"),
    "a name no title holds": (put("objectives", 0, to="a\0"), r"objectives\[0\]: an objective's name is .*x00"),
    "of whole numbers": (put("points", 1, "supported", to=True), r"points\[1\]\.supported: a frontier of shape 'line'"),
    "steps": (
        put("steps", to=[{"start": 10, "end": 4, "best": 4, "best_at_end": 4, "checked": True}]),
        "steps: a frontier of shape 'line' has none",
    ),
}


@pytest.mark.parametrize("name", LINE)
def test_of_a_line(name: str, tmp_path: Path) -> None:
    """Kind and gap, rates, weights, normals, the order of points and the way they bend."""
    refused(bend(), *LINE[name], tmp_path)


BOUND: dict[str, tuple[Edit, str]] = {
    "a smaller gap": (
        put("certificate", "max_gap", to=1e-6),
        r"certificate\.outer\[\d\] lies 0.* and max_gap is 1e-06",
    ),
    "more than all": (put("certificate", "max_gap", to=1.5), r"max_gap: 1\.5 is more than all of the ranges"),
    "no outer bound": (put("certificate", "outer", to=[]), r"certificate\.outer is empty beside max_gap"),
    "from elsewhere": (put("certificate", "outer", 0, to=[12, 0]), r"certificate\.outer does not begin and end with"),
    "within": (
        lambda said: put("certificate", "outer", 1, to=[4, 0])(said),
        r"certificate\.outer does not go|lies beyond certificate\.outer",
    ),
}


@pytest.mark.parametrize("name", BOUND)
def test_of_a_line_to_a_gap(name: str, tmp_path: Path) -> None:
    """The outer bound goes from end to end, beyond all points and no farther from them than the gap."""
    refused(bend(exact=True).thinned(2), *BOUND[name], tmp_path)


FRACTIONS: dict[str, tuple[Edit, str]] = {
    "of another point": (put("points", 1, "exact", to=["9", "8"]), r"points\[1\]\.x: 8\.0 is not the fraction '9'"),
    "not certified": (put("certificate", "certified", to=False), r"points\[0\]\.exact has fractions, and"),
    "of another rate": (
        put("points", 1, "exact_rate_left", to="3"),
        r"points\[1\]\.exact_rate_left: 3 is not the slope",
    ),
    "none": (put("points", 0, "exact_rate_right", to=None), r"points\[0\]\.exact_rate_right: None is not the slope"),
    "of another weight": (
        lambda said: [said["points"][0].update(weight_to=0.34), said["points"][1].update(weight_from=0.34)],
        r"points\[0\]\.weight_to: 0\.34 is not that of its edge, 0\.333",
    ),
    "close by": (
        lambda said: [said["points"][1].update(x=8 + 1e-9, exact=["8", "8"])],
        r"points\[1\]\.x: 8\.000000001 is not the fraction '8'",
    ),
}


@pytest.mark.parametrize("name", FRACTIONS)
def test_of_fractions(name: str, tmp_path: Path) -> None:
    """They are the floats beside them, and rates of each other."""
    refused(bend(certify=True), *FRACTIONS[name], tmp_path)


KIND: list[tuple[str, Edit, str]] = [
    ("surface", put("certificate", "certified", to=True), r"certified is true, and points\[0\]\.exact has no"),
    ("surface", put("edges", 0, "normal", to=[0.1, 0.1, 0.8]), r"edges\[0\]\.normal is not that of|lies beyond"),
    ("surface", put("points", 1, "x", to=-9), r"points|edges"),
    ("surface", lambda said: put("edges", 0, "points", to=[0, 0, 1])(said), r"edges\[0\]\.points: .* a point twice"),
    (
        "surface, certified",
        put("points", 1, "exact", to=["9", "8", "7"]),
        r"points\[1\]\.x: .* is not the fraction '9'",
    ),
    ("four", put("certificate", "certified", to=True), "nothing of this shape is certified"),
    ("four", put("certificate", "max_gap", to=0), "kind is 'bounded' beside max_gap 0"),
    ("four", put("points", 1, "w", to=-9), r"points|edges"),
    ("steps", put("certificate", "certified", to=True), "nothing of this shape is certified"),
    (
        "steps",
        put("certificate", "stopped", to="time limit"),
        "kind is 'exact' beside max_gap 0.*stopped by 'time limit'",
    ),
    ("steps", put("points", 1, "bound", to=-9), r"points\[1\]\.bound: -9.* is worse than the point"),
    (
        "steps",
        put("points", 1, "efficient", to=False),
        r"points\[1\]\.efficient is false, and no search was stopped, or to a gap",
    ),
    (
        "steps",
        lambda said: [point.update(supported=not point["supported"]) for point in said["points"][1:2]],
        r"points\[1\]\.supported is (true|false), and it lies above (a|no) chord",
    ),
    ("steps", put("points", 0, "supported", to=False), r"points\[0\]\.supported is false, and it lies above no chord"),
    ("steps", put("points", 0, "bound", to=99), r"points\[0\]\.bound: 99.* (leaves room|is worse)"),
    ("steps", put("points", 0, "bound", to=-99), r"points\[0\]\.bound: -99.* (leaves room|is worse)"),
    ("points", put("points", 1, "bound", to=99), r"points\[1\]\.bound: 99.* (leaves room|is worse)"),
    ("steps", put("solutions", 0, "is_only", to=True), r"solutions\[0\]\.is_only: over whole numbers nobody looks"),
    ("points", put("solutions", 0, "is_only", to=False), r"solutions\[0\]\.is_only: over whole numbers nobody looks"),
    ("steps", put("points", 1, "y", to=-9), r"points\[1\]: points\[0\] is better in something, and worse in nothing"),
    (
        "steps",
        put("points", 0, "rate_right", to=2),
        r"points\[0\]\.rate_right: a frontier of shape 'staircase' has none",
    ),
    ("steps", put("steps", 0, "checked", to=False), r"steps\[0\]\.checked is false, and certificate\.kind is 'exact'"),
    ("steps", put("steps", 0, "start", to=-9), r"steps\[0\]\.start: -9.* is not where the one before ends"),
    ("steps", put("steps", to=[]), "steps do not end at the last of the points"),
    ("levels", put("steps", 0, "best_at_end", to=99), r"steps\[0\]"),
    ("steps and segments", lambda said: said["steps"][0].pop("ends"), r"steps\[0\]\.ends are not those of a straight"),
    ("points", move(1, 1, 0, z=-1), r"points\[1\]: points\[\d\] is better in something"),
    ("points", put("points", 1, "bound", to=-9), r"points\[1\]\.bound: -9.* is worse than the point"),
    ("points", put("certificate", "max_gap", to=0.1), "kind is 'exact' beside max_gap 0.1"),
    ("ray", put("rays", 0, "rate", to=7), r"rays\[0\]\.rate: 7.* is not that of its direction"),
    ("two rays", put("rays", 0, "point", to=2), r"rays\[0\]\.point: 2 is not the end that it betters"),
    ("two rays", put("points", 0, "rate_left", to=1), r"points\[0\]\.rate_left: 1.* that of its ray is"),
    ("two rays", put("points", 0, "weight_from", to=0), "beside rays there are none"),
    ("rays, certified", put("points", 0, "exact_rate_left", to=None), r"points\[0\]"),
]


@pytest.mark.parametrize(("kind", "edit", "words"), KIND)
def test_of_every_shape(kind: str, edit: Edit, words: str, tmp_path: Path) -> None:
    """Bounds, steps, triangles and rays fit the points that they are of."""
    refused(traced(kind), edit, words, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_thinned_is_loaded_too(kind: str, tmp_path: Path) -> None:
    """As every kind is that `trace` returns (`test_every_kind`)."""
    found = traced(kind)
    for count in range(2, 8):
        try:
            few = found.thinned(count)
        except ValueError:
            continue
        few.save(tmp_path / "few.json")
        assert tradeoff.Frontier.load(tmp_path / "few.json") == few


@pytest.mark.parametrize(
    ("edge", "part", "value"), [(2, "rays", [1, 0]), (2, "points", [1, 2]), (2, "normal", [0.3, 0.5, 0.2])]
)
def test_a_facet_without_an_end_is_held_against_its_rays(
    edge: int, part: str, value: list[float], tmp_path: Path
) -> None:
    """The third facet of docs/rays.md lies between both rays: they begin at its points, and it does not weigh them."""
    problem = pulp.LpProblem()
    x, y, z = (problem.add_variable(name, 0) for name in "xyz")
    problem += 2 * x + y + z >= 6
    problem += x + 2 * y + z >= 6
    problem += x + y + 2 * z >= 6
    three = {"f1": x - 3 * y - 2 * z, "f2": x + 2 * y + z, "f3": y + 2 * z}
    path = tmp_path / "kept.json"
    tradeoff.trace(problem, three, sense=dict.fromkeys(three, "min")).save(path)
    tradeoff.Frontier.load(path, problem, three)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert len(kept["edges"][edge]["rays"]) == 2
    kept["edges"][edge][part] = value
    path.write_text(json.dumps(kept), encoding="utf-8")
    if (part, value) == ("rays", [1, 0]):
        assert len(tradeoff.Frontier.load(path).rays) == 2  # The same two, in another order.
        return
    with pytest.raises(ValueError, match=rf"edges\[{edge}\]|lies beyond"):
        tradeoff.Frontier.load(path)
