"""The checker: it accepts what is true, refuses what is false, and says where what it cannot read is broken."""

from __future__ import annotations

import ast
import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.independent.command_line import run
from tradeoff.checker.claims import check_certificate
from tradeoff.checker.folder import check_folder
from tradeoff.checker.linear import solve
from tradeoff.checker.reading import RefusedError, UnreadableError

TOP = Path(__file__).parent.parent
Data = dict[str, Any]


def quiet(how_far: str) -> None:
    """Progress nobody looks at."""


def paper() -> Data:
    """As much x, and as much y, from x + y <= 4, both at most 3; x beyond 2 takes as much of h: (3, 1) and (1, 3)."""
    programme = {
        "columns": ["x", "y", "h"],
        "lower": ["0", "0", "0"],
        "upper": ["3", "3", "1"],
        "rows": ["sum", "more"],
        "row_lower": [None, None],
        "row_upper": ["4", "2"],
        "starts": [0, 2, 4],
        "indices": [0, 1, 0, 2],
        "values": ["1", "1", "1", "-1"],
        "objectives": [
            {"name": name, "sense": "max", "scale": "1", "constant": "0", "indices": [j], "values": ["1"]}
            for j, name in enumerate("xy")
        ],
    }
    return {
        "schema": "tradeoff/certificate/1",
        "kind": "exact",
        "max_gap": "0",
        "count": 2,
        "programme": programme,
        "points": [
            {"values": ["3", "1"], "rate_left": None, "rate_right": "1", "basis": "ubuub"},
            {"values": ["1", "3"], "rate_left": "1", "rate_right": None, "basis": "bulub"},
        ],
        "lines": [
            {"weights": ["1", "0"], "value": "-3", "point": 0, "basis": 0},
            {"weights": ["1/2", "1/2"], "value": "-2", "point": 0, "basis": "bbluu"},
            {"weights": ["0", "1"], "value": "-3", "point": 1, "basis": 1},
        ],
    }


def test_a_certificate_written_on_paper() -> None:
    """Two corners, three lines, all prices worked out by hand."""
    checked = check_certificate(paper(), quiet)
    assert (checked.values, checked.rates, checked.kind) == ([(3, 1), (1, 3)], [None, 1, None], "exact")


def test_a_point_on_an_edge_is_refused() -> None:
    """(2, 2) is attained and every line is certified; but it is no corner."""
    data = paper()
    data["points"].insert(1, {"values": ["2", "2"], "rate_left": "1", "rate_right": "1", "basis": "bbluu"})
    data["count"] = 3
    data["lines"].insert(2, {"weights": ["1/2", "1/2"], "value": "-2", "point": 1, "basis": 1})
    data["lines"][3].update(point=2, basis=2)
    with pytest.raises(RefusedError, match="a point lies on the straight line of its neighbours"):
        check_certificate(data, quiet)


def test_a_weakly_efficient_point_is_refused() -> None:
    """(3, 0) has the most of x, and less y than (3, 1)."""
    data = paper()
    data["points"].insert(0, {"values": ["3", "0"], "rate_left": None, "rate_right": "1", "basis": "ulubb"})
    data["count"] = 3
    for line in data["lines"]:
        line["point"] += 1
        line["basis"] = line["basis"] + 1 if isinstance(line["basis"], int) else line["basis"]
    with pytest.raises(RefusedError, match="points do not go from the best"):
        check_certificate(data, quiet)


def test_an_end_that_is_not_the_best_is_refused() -> None:
    """(3, 1) alone, with lines through it: that of most y is not certified by its prices, whatever it claims."""
    data = paper()
    data.update(points=[data["points"][0] | {"rate_right": None}], count=1)
    data["lines"] = [data["lines"][0], {"weights": ["0", "1"], "value": "-1", "point": 0, "basis": 0}]
    with pytest.raises(RefusedError, match="prices do not certify the line"):
        check_certificate(data, quiet)


def test_something_that_rests_at_zero_between_its_bounds_certifies_nothing() -> None:
    """The letter z is for what has no bounds; at a fixed column it would hide what the column costs."""
    data = paper()
    data["programme"]["lower"][2] = data["programme"]["upper"][2] = "1"
    data["points"][0]["basis"] = "ubzub"
    with pytest.raises(RefusedError):
        check_certificate(data, quiet)


@pytest.mark.parametrize("seed", range(10))
def test_elimination_multiplied_out(seed: int) -> None:
    """The rows times the solution are the right-hand sides; rows that depend on each other are found out."""
    rng = random.Random(seed)
    size = rng.randint(1, 30)
    rows = [{i: 50, **{rng.randrange(size): rng.choice((-3, 2, 7, 50)) for _ in range(3)}} for i in range(size)]
    rights = [[rng.randint(-99, 99), rng.randint(-99, 99)] for _ in range(size)]
    found = solve([dict(row) for row in rows], [list(right) for right in rights], 2)
    for k, x in enumerate(found):
        assert [sum(a * x[j] for j, a in row.items()) for row in rows] == [right[k] for right in rights]
    with pytest.raises(RefusedError, match="depend on each other"):
        solve([{0: 1, 1: 2}, {0: 2, 1: 4}], [[1], [1]], 1)
    assert solve([], [], 2) == [[], []]


def nodes(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a JSON document."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in inner for found in nodes(value, (*path, key)))]


def test_malformed_certificates_are_told_in_words() -> None:
    """Every value of a certificate, replaced by something of another kind or gone: an error in words, never another."""
    for path in nodes(paper())[1:]:
        for instead in (None, True, -1, 10**9, 1.5, "x", "1/0", [], {}, [[]], "gone"):
            data = paper()
            at: Any = data
            for key in path[:-1]:
                at = at[key]
            if instead == "gone":
                del at[path[-1]]
            else:
                at[path[-1]] = instead
            try:
                check_certificate(data, quiet)
            except (RefusedError, UnreadableError):
                continue
            assert data == paper() or path[-1] == "name" or path[-2] in NAMES, (path, instead)


NAMES = ("columns", "rows", "lower", "upper", "row_lower")
"""Names say nothing; a bound that no plan touches may go."""


def write(folder: Path, certificate: str | bytes) -> Path:
    """A folder with a certificate and nothing else."""
    folder.mkdir()
    (folder / "certificate.json").write_bytes(certificate.encode() if isinstance(certificate, str) else certificate)
    return folder


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not sound JSON"),
        ('{"schema": "tradeoff/certificate/1"', "not sound JSON"),
        ('{"a": 1, "a": 2}', "a key stands twice"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 100_000, "not sound JSON"),
        (b"\xff\xfe", "not sound JSON"),
        ("[]", "holds no JSON object"),
        ("{}", "'schema' is missing"),
        ('{"schema": "tradeoff/certificate/9"}', "the schema is 'tradeoff/certificate/9'"),
        (json.dumps(paper() | {"max_gap": "1" * 5000}), "certificate.json, max_gap"),
    ],
)
def test_broken_files_are_told_in_words(tmp_path: Path, text: str | bytes, words: str) -> None:
    """With the file's name and what to do."""
    with pytest.raises(UnreadableError, match=words):
        check_folder(write(tmp_path / "result", text), quiet)


def test_a_certificate_alone_is_enough(tmp_path: Path) -> None:
    """No manifest, no tables: the certificate is checked all the same."""
    (sentence,) = check_folder(write(tmp_path / "result", json.dumps(paper())), quiet)
    assert (
        sentence == "Certified in exact fractions: 2 points are the whole frontier of x and y; no plan lies beyond it."
    )


def test_the_checker_needs_nothing_but_python(tmp_path: Path) -> None:
    """It imports the standard library and itself, and runs where nothing is installed; exit codes 0, 2, 3, 6."""
    for path in sorted((TOP / "tradeoff" / "checker").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("tradeoff.checker."), name
    good = write(tmp_path / "good", json.dumps(paper()))
    bad = write(tmp_path / "bad", json.dumps(paper() | {"count": 3}))
    cases = (([str(good)], 0), ([], 2), ([str(tmp_path / "none")], 3), ([str(bad)], 6))
    for arguments, code in cases:
        done = subprocess.run(
            [sys.executable, "-S", "-m", "tradeoff.checker", *arguments],
            capture_output=True, text=True, cwd=TOP, check=False,
        )  # fmt: skip
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("scenario", "trade", "points"),
    [("three-clusters", "depth-breadth", "4 points"), ("orissa-pilots", "today-tomorrow", "points")],
)
def test_certify_and_verify_as_a_user_would(tmp_path: Path, scenario: str, trade: str, points: str) -> None:
    """A certified folder is accepted; the same folder with a figure changed is not, even where the manifest is
    mended.
    """
    run("frontier", scenario, "--trade", trade, "--certify", "--out", "result", folder=tmp_path)
    result = tmp_path / "result"
    done = run("verify", "result", folder=tmp_path)
    assert f"All {14 + tables_beside(result, scenario)} files are as manifest.json says." in done.stdout
    assert "Certified in exact fractions: " in done.stdout
    assert points in done.stdout
    assert done.stderr == ""
    frontier = json.loads((result / "frontier.json").read_text())
    assert frontier["certificate"]["certified"] is True
    x = frontier["points"][0][frontier["x"]]
    for name in ("points.csv", "frontier.json"):
        path = result / name
        before = path.read_text()
        figure = f"{x:.12g}" if name == "points.csv" else repr(x)
        path.write_text(before.replace(figure, "12345.5", 1))
        done = run("verify", "result", folder=tmp_path, code=6)
        assert f"Refused: {name} has been changed since manifest.json was written." in done.stderr
        mend_manifest(result, name)
        assert "Refused" in run("verify", "result", folder=tmp_path, code=6).stderr
        path.write_text(before)
        mend_manifest(result, name)
        run("verify", "result", folder=tmp_path)


def tables_beside(result: Path, scenario: str) -> int:
    """How many files of a shipped scenario lie beside its result, none missing."""
    names = {path.name for path in (result / "scenario").iterdir()}
    shipped = TOP / "scenarios" / scenario
    assert names == {"scenario.yaml", *(path.name for path in shipped.glob("*.csv"))}
    return len(names)


def mend_manifest(folder: Path, name: str) -> None:
    """Let the manifest say what a file is now."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_certify_without_a_folder_says_so(tmp_path: Path) -> None:
    """In words under the table, and in the JSON."""
    done = run("frontier", "three-clusters", "--trade", "depth-breadth", "--certify", folder=tmp_path)
    assert "certified in exact fractions: nothing lies beyond" in done.stdout
    done = run("frontier", "three-pairs", "--trade", "today-tomorrow", "--certify", "--gap", "0.2", folder=tmp_path)
    assert "certified in exact fractions" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_certificate_certifies_nothing(tmp_path: Path) -> None:
    """The hashes hold, and it says that nothing is certified; a missing file, or none at all, is exit 3."""
    run("frontier", "three-clusters", "--trade", "depth-breadth", "--out", "result", folder=tmp_path)
    done = run("verify", "result", folder=tmp_path)
    beside = tables_beside(tmp_path / "result", "three-clusters")
    assert f"All {13 + beside} files are as manifest.json says." in done.stdout
    assert "nothing is certified" in done.stdout
    (tmp_path / "result" / "money.csv").unlink()
    assert "money.csv: " in run("verify", "result", folder=tmp_path, code=3).stderr
    (tmp_path / "empty").mkdir()
    assert "holds neither manifest.json nor certificate.json" in run("verify", "empty", folder=tmp_path, code=3).stderr
    assert "is no folder" in run("verify", "nowhere", folder=tmp_path, code=3).stderr


def test_a_certificate_that_was_taken_away_is_missed(tmp_path: Path) -> None:
    """frontier.json still says that it is certified."""
    run("frontier", "three-clusters", "--trade", "depth-breadth", "--certify", "--out", "result", folder=tmp_path)
    result = tmp_path / "result"
    (result / "certificate.json").unlink()
    manifest = json.loads((result / "manifest.json").read_text())
    del manifest["files"]["certificate.json"]
    (result / "manifest.json").write_text(json.dumps(manifest))
    assert "there is no certificate.json" in run("verify", "result", folder=tmp_path, code=6).stderr
