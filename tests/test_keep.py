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
    cat = "Integer" if kind in ("steps", "points") else "Continuous"
    goods = [problem.add_variable(name, 0, 4, cat=cat) for name in "abc"]
    problem += goods[0] + 2 * goods[1] + 3 * goods[2] <= 9
    count = 3 if kind in ("surface", "points") else 2
    objectives = {variable.name: 1 * variable for variable in goods[:count]}
    sense = dict.fromkeys(objectives, "max")
    asked: dict[str, Any] = {
        "steps": {"whole": True},
        "points": {"whole": True},
        "certified": {"exact": True, "certify": True},
    }.get(kind, {})
    return tradeoff.trace(problem, objectives, sense=sense, **asked)


def mixed() -> tradeoff.Frontier:
    """Points, level steps and straight segments, some of which begin or end where no point is."""
    problem = pulp.LpProblem()
    t, b = problem.add_variable("t", 0, 2), problem.add_variable("b", cat="Binary")
    problem += t <= 2 - 2 * b
    return tradeoff.trace(problem, {"a": t + b, "b": 4 - t - 1.5 * b}, sense={"a": "min", "b": "min"}, whole=True)


KINDS = ("line", "certified", "surface", "steps", "points")


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


def test_segments_are_kept_with_both_ends(tmp_path: Path) -> None:
    """Over whole numbers a loaded frontier answers at every level as it did: on a segment by the mixture of its ends."""
    found = mixed()
    found.save(tmp_path / "kept.JSON")
    back = tradeoff.Frontier.load(tmp_path / "kept.JSON")
    for level in (0.5, 1.25, 1.75):
        assert back.plan(a=level) == found.plan(a=level)
    assert back.plan(a=1.75).values == pytest.approx({"t": 1.75, "b": 0})
    assert pickle.loads(pickle.dumps(back)) == pickle.loads(pickle.dumps(found)) == found


def goods(most: float = 9, factor: float = 1) -> tuple[pulp.LpProblem, dict[str, pulp.LpAffineExpression]]:
    """The problem behind `traced("line")`, or another."""
    problem = pulp.LpProblem()
    a, b, c = (problem.add_variable(name, 0, 4) for name in "abc")
    problem += a + 2 * b + 3 * c <= most
    return problem, {"a": factor * a, "b": +b}


def test_with_its_problem_it_can_be_asked_anew(tmp_path: Path) -> None:
    """At levels between the points, and for ranges; another problem is told apart."""
    found = traced("line")
    found.save(tmp_path / "kept.json")
    back = tradeoff.Frontier.load(tmp_path / "kept.json", *goods())
    assert back == found
    assert answers(back) == answers(found)
    less, objectives = goods(7)
    for problem, named, words in (
        (less, objectives, "solution 0 of the file is none of the problem given"),
        (*goods(factor=2), "'a' at solution 0 is 4 in the file and 8 in the problem given"),
        (
            goods()[0],
            {"a": goods()[1]["a"], "few": goods()[1]["b"]},
            "the objectives given are a, few, those of the file a, b",
        ),
        (goods()[0], None, "objectives is None"),
        (None, goods()[1], "the problem is None"),
    ):
        with pytest.raises(ValueError, match=words):
            tradeoff.Frontier.load(tmp_path / "kept.json", problem, named)
    roomier = pulp.LpProblem()
    a, b, c = (roomier.add_variable(name, 0, 4 + (name == "b")) for name in "abc")
    roomier += a + 2 * b + 3 * c <= 10
    with pytest.raises(ValueError, match="the best of 'b' is 4 in the file and 5 in the problem given"):
        tradeoff.Frontier.load(tmp_path / "kept.json", roomier, {"a": +a, "b": +b})
    other = pulp.LpProblem()
    a, b = (other.add_variable(name, 0, 4) for name in "ab")
    other += a + 2 * b <= 9
    with pytest.raises(ValueError, match="do not have the same variables: 'c'"):
        tradeoff.Frontier.load(tmp_path / "kept.json", other, {"a": +a, "b": +b})


def test_a_loaded_frontier_says_what_it_cannot(tmp_path: Path) -> None:
    """Nothing new can be solved for; over whole numbers nothing has to be."""
    for kind in ("line", "steps"):
        traced(kind).save(tmp_path / f"{kind}.json")
    with pytest.raises(ValueError, match="answers for its points alone"):
        tradeoff.Frontier.load(tmp_path / "line.json").plan(a=2)
    steps = tradeoff.Frontier.load(tmp_path / "steps.json")
    assert steps.plan(a=2).objectives == traced("steps").plan(a=2).objectives


@pytest.mark.parametrize("kind", ["line", "certified", "surface"])
def test_a_loaded_frontier_answers_at_its_points_as_a_solve_does(kind: str, tmp_path: Path) -> None:
    """At the levels of all objectives but one of every point; beside them, or of fewer, it would have to be solved for."""
    found = traced(kind)
    found.save(tmp_path / "kept.json")
    back = tradeoff.Frontier.load(tmp_path / "kept.json")
    for place, point in enumerate(back.extreme_points):
        for best in range(len(back.objectives)):
            at = {name: point.values[k] for k, name in enumerate(back.objectives) if k != best}
            told, solved = back.plan(**at), found.plan(**at)
            assert told.objectives == pytest.approx(solved.objectives, rel=1e-9, abs=1e-9)
            assert told.values == back.solution(place)
            assert told.values == pytest.approx(solved.values, rel=1e-9, abs=1e-9)
            with pytest.raises(ValueError, match="answers for its points alone"):
                back.plan(**{name: level + 1e-6 for name, level in at.items()})
    with pytest.raises(ValueError, match="answers for its points alone"):
        back.within(0.1, "a", **at)


def test_points_as_csv(tmp_path: Path) -> None:
    """The table of `points`; another suffix is refused, and nothing is left behind where there is no room."""
    found = traced("line")
    found.save(str(tmp_path / "points.csv"))
    with (tmp_path / "points.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["a"]) for row in rows] == found.points["a"].tolist()
    with pytest.raises(ValueError, match=r"\.json or \.csv; kept\.xlsx is neither"):
        found.save(tmp_path / "kept.xlsx")
    with pytest.raises(OSError, match=r"there is no folder .*nowhere; make it first"):
        found.save(tmp_path / "nowhere" / "kept.json")
    assert os.listdir(tmp_path) == ["points.csv"]


def test_no_objective_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    """One that is called like a formula stands in the header with a quotation mark in front; in JSON as it is."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0, 4) for name in "ab"]
    problem += pulp.lpSum(goods) <= 5
    objectives = {"=cmd|' /C calc'!A0": 1 * goods[0], "@b": 1 * goods[1]}
    found = tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max"))
    found.save(tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(newline="") as file:
        assert next(csv.reader(file))[:2] == ["'=cmd|' /C calc'!A0", "'@b"]
    found.save(tmp_path / "kept.json")
    assert tradeoff.Frontier.load(tmp_path / "kept.json").objectives == tuple(objectives)


WRONG: dict[str, tuple[Any, str]] = {
    "schema": ("tradeoff/moo-frontier/9", "schema is 'tradeoff/moo-frontier/9'"),
    "objectives": ("ab", "objectives: 'ab' is no list"),
    "senses": (["max", "most"], r"senses\[1\]: 'most' is none of max, min"),
    "shape": ("blob", "shape: 'blob' is none of line"),
    "points": ([], "points has 0 entries"),
    "solutions": ([], "solutions has 0 entries where 2"),
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


def places(said: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON text."""
    inner = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [at, *(place for name, value in inner for place in places(value, (*at, name)))]


@pytest.mark.parametrize("kind", ["certified", "surface", "mixed"])
def test_whatever_is_put_in_a_file_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    """At every place another value, or none: a sentence, or a frontier that still tells all it has."""
    (mixed() if kind == "mixed" else traced(kind)).save(tmp_path / "kept.json")
    text = (tmp_path / "kept.json").read_text()
    tried, words = 0, []
    for place in places(json.loads(text)):
        for value in (-1, 10**400, "1e99", [[0]]):
            said = json.loads(text)
            at = said
            for name in place[:-1]:
                at = at[name]
            if place:
                at[place[-1]] = value
            else:
                said = value
            (tmp_path / "kept.json").write_text(json.dumps(said))
            tried += 1
            try:
                back = tradeoff.Frontier.load(tmp_path / "kept.json")
            except ValueError as error:
                words.append(str(error))
                continue
            assert len(back.points) == len(back.extreme_points)
            assert back.facets.shape[1] == 2 * len(back.objectives)
            assert (len(back.steps), len(back.outer) if back.shape == "line" else 0) >= (0, 0)
            assert back.solution(0).keys() == back.solution(-1).keys()
    assert len(words) > 0.8 * tried
    assert all(str(tmp_path) in said and "save the frontier again" in said and len(said) < 400 for said in words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"schema": 1, "schema": 2}', "'schema' stands twice in one object"),
        ('{"schema": NaN}', "NaN is no number of JSON"),
        ("[" * 100_000, "lists within lists without end"),
        ("9" * 5000, "no JSON"),
    ],
)
def test_what_json_readers_let_pass(text: str, words: str, tmp_path: Path) -> None:
    """A name twice, numbers that are none, depths and lengths without end."""
    (tmp_path / "kept.json").write_text(text)
    with pytest.raises(ValueError, match=words):
        tradeoff.Frontier.load(tmp_path / "kept.json")


def test_an_interrupt_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half a file nor one beside it."""
    found = traced("line")
    found.save(tmp_path / "kept.json")
    before = (tmp_path / "kept.json").read_bytes()

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        traced("steps").save(tmp_path / "kept.json")
    monkeypatch.undo()
    assert (tmp_path / "kept.json").read_bytes() == before
    assert os.listdir(tmp_path) == ["kept.json"]
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(OSError, match="it is a folder; name a file"):
        found.save(tmp_path / "folder.json")


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


HOSTILE = {
    "a pipe": (os.mkfifo, OSError, r"cannot be opened \(a named pipe\)"),
    "a folder": (Path.mkdir, OSError, r"cannot be opened \(a folder\)"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), OSError, r"cannot be opened \(a device\)"),
    "a loop": (lambda path: path.symlink_to(path.name), OSError, "leads to itself"),
    "a terabyte": (lambda path: path.touch() or os.truncate(path, 1 << 40), OSError, "larger than 64 megabytes"),
    "too many": (lambda path: path.write_bytes(b"[" + b"[]," * 6_000_000 + b"0]"), ValueError, "more than 6000000"),
    "too deep": (lambda path: path.write_bytes(b"[" * 200_000), ValueError, "without end"),
    "no letters": (lambda path: path.write_bytes(b"\xff\xfe\x00"), ValueError, "no JSON"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes and devices are of POSIX systems")
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_bounded_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    make, error, words = HOSTILE[kind]
    path = tmp_path / "kept.json"
    make(path)
    with pytest.raises(error, match=words):
        tradeoff.Frontier.load(path)


def test_no_file_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is none"):
        tradeoff.Frontier.load(tmp_path / "kept.json")
