"""Files of surfaces as a user has them: damaged in every way they are told in words, and sound ones are verified."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pulp
import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.paper_surface import check, paper, quiet
from tradeoff.checker.folder import check_folder
from tradeoff.checker.reading import RefusedError, UnreadableError


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
