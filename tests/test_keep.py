"""A frontier that was saved, loaded, pickled or drawn: what it tells is what it told."""

from __future__ import annotations

import csv
import json
import os
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff


def traced(kind: str) -> tradeoff.Frontier:
    """A small frontier of each kind."""
    problem = pulp.LpProblem()
    cat = "Integer" if kind == "steps" else "Continuous"
    goods = [problem.add_variable(name, 0, 4, cat=cat) for name in "abc"]
    problem += goods[0] + 2 * goods[1] + 3 * goods[2] <= 9
    count = 3 if kind == "surface" else 2
    objectives = {variable.name: 1 * variable for variable in goods[:count]}
    sense = dict.fromkeys(objectives, "max")
    asked: dict[str, Any] = {"steps": {"whole": True}, "certified": {"exact": True, "certify": True}}.get(kind, {})
    return tradeoff.trace(problem, objectives, sense=sense, **asked)


KINDS = ("line", "certified", "surface", "steps")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_is_loaded(kind: str, tmp_path: Path) -> None:
    """Every point, edge, step and solution, the certificate and the measures, and the same bytes again."""
    found = traced(kind)
    found.save(tmp_path / "kept.json")
    back = tradeoff.Frontier.load(tmp_path / "kept.json")
    assert back == found
    assert back.points.equals(found.points)
    assert [back.solution(i) for i in range(len(back.points))] == [found.solution(i) for i in range(len(found.points))]
    assert back.is_only(0) == found.is_only(0)
    assert (back.ideal, back.spacing()) == (found.ideal, found.spacing())
    back.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "kept.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.json", "kept.json"]


def test_a_loaded_frontier_says_what_it_cannot(tmp_path: Path) -> None:
    """Nothing new can be solved for; over whole numbers nothing has to be."""
    for kind in ("line", "steps"):
        traced(kind).save(tmp_path / f"{kind}.json")
    with pytest.raises(ValueError, match="answers for its points alone"):
        tradeoff.Frontier.load(tmp_path / "line.json").plan(a=2)
    steps = tradeoff.Frontier.load(tmp_path / "steps.json")
    assert steps.plan(a=2).objectives == traced("steps").plan(a=2).objectives


def test_points_as_csv(tmp_path: Path) -> None:
    """The table of `points`; another suffix is refused, and nothing is left behind where there is no room."""
    found = traced("line")
    found.save(str(tmp_path / "points.csv"))
    with (tmp_path / "points.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["a"]) for row in rows] == found.points["a"].tolist()
    with pytest.raises(ValueError, match=r"\.json or \.csv; kept\.xlsx is neither"):
        found.save(tmp_path / "kept.xlsx")
    with pytest.raises(FileNotFoundError):
        found.save(tmp_path / "nowhere" / "kept.json")
    assert os.listdir(tmp_path) == ["points.csv"]


WRONG: dict[str, tuple[Any, str]] = {
    "schema": ("tradeoff/moo-frontier/9", "schema is 'tradeoff/moo-frontier/9'"),
    "objectives": ("ab", "objectives: 'ab' is no list"),
    "senses": (["max", "most"], r"senses\[1\]: 'most' is none of max, min"),
    "shape": ("blob", "shape: 'blob' is none of line"),
    "points": ([], "points has 0 entries"),
    "solutions": ([], "solutions has 0 entries for 2 points"),
    "certificate": ({"kind": "exact"}, "certificate: missing"),
    "edges": ([{"points": [0, 7], "normal": [0.5, 0.5]}], r"edges\[0\]\.points names a point that is not there"),
    "steps": ([{"start": "much"}], r"steps\[0\]\.start: 'much' is no finite number"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_no_frontier_is_refused(name: str, tmp_path: Path) -> None:
    """With the place, what stands there, and what to do; a part that is missing too."""
    path = tmp_path / "kept.json"
    traced("line").save(path)
    said = json.loads(path.read_text())
    value, words = WRONG[name]
    path.write_text(json.dumps({**said, name: value}))
    with pytest.raises(ValueError, match=words) as refused:
        tradeoff.Frontier.load(path)
    assert "save the frontier again" in str(refused.value)
    del said[name]
    path.write_text(json.dumps(said))
    with pytest.raises(ValueError, match=rf"{name} is"):
        tradeoff.Frontier.load(path)


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"schema": 1}', "\x00", "null"])
def test_what_is_no_json_object_is_refused(text: str, tmp_path: Path) -> None:
    """Never a traceback of the reader."""
    (tmp_path / "kept.json").write_text(text)
    with pytest.raises(ValueError, match="save the frontier again"):
        tradeoff.Frontier.load(tmp_path / "kept.json")


def answers(found: tradeoff.Frontier) -> tuple[Any, ...]:
    """What it answers where something has to be solved for."""
    return found.solution(0), found.plan(a=2).objectives, found.within(0.1, "c", a=2)


@pytest.mark.parametrize("kind", ["line", "surface"])
def test_a_pickled_frontier_answers_as_before(kind: str) -> None:
    """Here, and in another process."""
    found = traced(kind)
    assert answers(pickle.loads(pickle.dumps(found))) == answers(found)
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(answers, found).result() == answers(found)


@pytest.mark.parametrize("kind", KINDS)
def test_it_draws_itself(kind: str) -> None:
    """The axes carry the objectives' names."""
    drawn = json.dumps(traced(kind).chart().to_dict())
    assert all(f'"{name} (more is better)"' in drawn for name in ("a", "b"))
