"""What may lie in a folder that somebody has sent: refused with the file's name and exit 3, at once, never read wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tradeoff import door
from tradeoff.scenario.settings import MOST_YEARS

SHIPPED = tradeoff.shipped_scenarios()[-2].path.parent / "three-clusters"
posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes and devices are of POSIX systems")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder with a small scenario."""
    shutil.copytree(SHIPPED, tmp_path / "plan")
    return tmp_path / "plan"


def told(folder: Path) -> str:
    """What is told of a scenario that is refused."""
    done = run("check", str(folder), code=3)
    assert done.stdout == ""
    return done.stderr


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one, pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        one.bind(path.name)


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a named pipe": (os.mkfifo, "a named pipe"),
    "a folder": (Path.mkdir, "a folder"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "a device"),
    "a loop": (lambda path: path.symlink_to(path.name), "a link that leads to itself"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "a link to nothing"),
    "a link to a pipe": (lambda path: (os.mkfifo(path.parent / "p"), path.symlink_to("p")), "a named pipe"),
    "a socket": (_socket, "a socket"),
}


@posix
@pytest.mark.parametrize("name", ["budgets.csv", "limits.csv", "scenario.yaml"])
@pytest.mark.parametrize("kind", KINDS)
def test_only_regular_files_are_read(kind: str, name: str, plan: Path) -> None:
    """Whether the table was needed or not, and without waiting for an answer that never comes."""
    make, words = KINDS[kind]
    (plan / name).unlink(missing_ok=True)
    make(plan / name)
    assert re.search(rf"{re.escape(name)}(, row 1)?: cannot be opened \({words}\)", told(plan))


@posix
def test_a_link_to_a_table_is_followed(plan: Path, tmp_path: Path) -> None:
    """As who keeps one table for several scenarios does."""
    (plan / "budgets.csv").rename(tmp_path / "kept-elsewhere.csv")
    (plan / "budgets.csv").symlink_to("../kept-elsewhere.csv")
    assert tradeoff.read_scenario(plan).budgets == tradeoff.read_scenario(SHIPPED).budgets


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("limit.csv", "no table has this name"),
        ("Scenario.YAML", "rename it to scenario.yaml"),
        ("scenario.yml", "rename it to scenario.yaml"),
        ("changes.yaml", "move it elsewhere"),
        ("limits.tsv", "save it as limits.csv"),
        ("limits.csv.txt", "save it as limits.csv"),
        ("plan.xlsx", "name the workbook itself"),
        ("plan.ods", "name the workbook itself"),
    ],
)
def test_a_file_that_would_be_left_out_without_a_word_is_refused(name: str, words: str, plan: Path) -> None:
    (plan / name).write_text("limit_id,measure,sense,value\na,households,<=,1\n")
    assert f"{name}: " in told(plan)
    assert words in told(plan)


def test_a_table_in_capitals_is_read_and_said(plan: Path) -> None:
    """The limit holds, whatever the case of the file's name."""
    (plan / "LIMITS.CSV").write_text("limit_id,measure,sense,value\na,households,<=,100\n")
    scenario = tradeoff.read_scenario(plan)
    assert [row.value for row in scenario.limits] == [100]
    assert any("LIMITS.CSV" in str(reading) for reading in scenario.readings)


@pytest.mark.parametrize(
    "name", ["README", "notes.md", "notes.txt", "build.py", ".hidden.csv", ".~lock.budgets.csv#", "~$plan.xlsx"]
)
def test_notes_programs_hidden_files_and_locks_are_let_be(name: str, plan: Path) -> None:
    (plan / name).write_bytes(b"\0\xff anything")
    assert tradeoff.read_scenario(plan).budgets == tradeoff.read_scenario(SHIPPED).budgets


def test_a_file_larger_than_any_table_is_refused_unread(plan: Path) -> None:
    """A sparse file of a terabyte: none of it is read."""
    with (plan / "limits.csv").open("wb") as file:
        file.truncate(1 << 40)
    assert "limits.csv: cannot be opened (larger than 32 megabytes)" in told(plan)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    monkeypatch.setattr(door, "_refuse_other_kinds", lambda *_: None)
    with pytest.raises(OSError, match="larger than 9 bytes"):
        door.read_plain(path, most=9)


def test_rows_and_columns_have_an_end(plan: Path) -> None:
    (plan / "limits.csv").write_text("limit_id\n" + "\n" * 100_001)
    assert "limits.csv: more than 100000 rows" in told(plan)
    (plan / "limits.csv").write_text("," * 5_000 + "\n")
    assert "limits.csv" in told(plan)


NUMBERS = {
    "400 digits": ("9" * 400, "15 significant digits|larger"),
    "a one with 400 zeros": ("1" + "0" * 400, "letters long"),
    "399 zeros": ("1" + "0" * 398, "larger than any amount"),
    "5,000 digits": ("7" * 5_000, "letters long"),
    "1e99": ("1e99", "larger than any amount"),
    "1e999999999": ("1e999999999", "not a number"),
    "1e-99": ("1e-99", "smaller than anything"),
    "1e-400": ("1e-400", "not a number"),
    "400 places": ("0." + "0" * 398 + "1", "letters long"),
    "a fraction": ("1" * 390 + "/7", "larger than any amount"),
    "-1e99": ("-1e99", "larger than any amount|below zero"),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_magnitudes_that_nothing_has_are_refused(number: str, plan: Path) -> None:
    """In a table and in a change, in one line that people can read."""
    text, words = NUMBERS[number]
    (plan / "budgets.csv").write_text(f"department_id,year,envelope\nindustries,1,{text}\n")
    found = told(plan)
    assert re.search(words, found)
    assert max(map(len, found.splitlines())) < 400
    (plan / "budgets.csv").unlink()
    for path in plan.glob("*.csv"):
        path.unlink()
    change = (
        f"based_on: three-clusters\nchanges:\n- {{table: budgets, where: {{}}, column: envelope, multiply: {text}}}\n"
    )
    (plan / "scenario.yaml").write_text(change)
    assert max(map(len, told(plan).splitlines())) < 400


@pytest.mark.parametrize("key", ["project_years", "horizon_years"])
@pytest.mark.parametrize("years", ["101", "1000000000", "1e9", "9" * 5_000])
def test_years_have_an_end(key: str, years: str, plan: Path) -> None:
    rows = {"project_years": "1", "horizon_years": "2", key: years}
    (plan / "settings.csv").write_text("key,value\n" + "".join(f"{name},{value}\n" for name, value in rows.items()))
    row = f"settings.csv, row {2 + (key == 'horizon_years')}"
    assert any(f"{row}, {column}" in told(plan) for column in (key, "value"))
    assert MOST_YEARS == 100


YAML = {
    "alias": ("title: &a Hills\nquestion: *a\n", 1, "named to be used elsewhere"),
    "tag": ("title: !!python/object/apply:os.system [ls]\n", 1, "says of what kind"),
    "octal": ("title: 0o1700\n", 1, "may be a number or a text"),
    "hexadecimal": ("title: 0x10\n", 1, "may be a number or a text"),
    "underscores": ("title: 1_000\n", 1, "may be a number or a text"),
    "null": ("title: null\n", 1, "not a text"),
    "true": ("title: true\n", 1, "not a text"),
    "twice": ("title: a\nname: b\ntitle: c\n", 3, "stands twice"),
    "deep": ("changes: " + "[" * 50_000, 1, "deep"),
    "deep keys": ("changes: " + "{a: " * 50_000, 1, "deep"),
    "documents": ("title: a\n---\ntitle: b\n", 2, "second document"),
    "directive": ("%YAML 1.1\n---\ntitle: b\n", 2, "directive"),
    "odd key": ("? [a]\n: b\n", 1, "a key that is no word"),
    "control": ("title: a\nquestion: \x1b[31m\n", 2, "cannot be shown"),
    "escaped control": ('title: a\nquestion: "\\e[31m"\n', 2, "U+001B"),
    "bidi": ('title: a\nquestion: "\\u202e"\n', 2, "U+202E"),
    "line separator": ('title: a\nquestion: "a\\Lb"\n', 2, "U+2028"),
    "long": (f"title: a\nquestion: {'x' * 5_000}\n", 2, "letters long"),
    "no text": ("title: [a, b]\n", 1, "not a text"),
    "tab": ("title: a\n\tname: b\n", 2, ""),
    "half a letter": ('title: "\\uD800"\n', 1, ""),
    "too large": ("title: a\n" + "# comment\n" * 200_000, 1, "larger than 256 kilobytes"),
    "no UTF-8": ("title: B\udcfcro\n", 1, "not written as UTF-8"),
}


@pytest.mark.parametrize("odd", YAML)
def test_yaml_says_what_it_shows_and_no_more(odd: str, plan: Path) -> None:
    text, line, words = YAML[odd]
    (plan / "scenario.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    found = told(plan)
    assert f"scenario.yaml, row {line}" in found
    assert words in found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12345678901234.5", "12345678901234.5"),
        ("0.1", "0.1"),
        ("31e2", "31e2"),
        ('"007"', "007"),
        ("2026-11-26", "2026-11-26"),
        ("'null'", "null"),
        ('"0o1700"', "0o1700"),
        ("no", "no"),
        ('""', ""),
    ],
)
def test_a_value_in_yaml_is_the_text_that_stands_there(written: str, read: str, plan: Path) -> None:
    """Digit for digit; what YAML alone would read otherwise is a text where it is typed as one."""
    from tradeoff.scenario.describe import read_description

    (plan / "scenario.yaml").write_text(
        f"based_on: b\nchanges:\n- {{table: t, where: {{}}, column: c, set: {written}}}\n"
    )
    problems: list[tradeoff.errors.InputFault] = []
    assert [change.set_to for change in read_description(plan, problems).changes] == [read]
    assert not problems


@pytest.mark.parametrize("value", ["null", "~", "", "0o1700", "0x10", "1_000", "true", ".inf", "!!str 5", "*a"])
def test_a_value_that_is_none_is_refused(value: str, plan: Path) -> None:
    for path in plan.glob("*.csv"):
        path.unlink()
    where = "table: settings, where: {key: money_unit}, column: value"
    (plan / "scenario.yaml").write_text(f"based_on: three-clusters\nchanges:\n- {{{where}, set: {value}}}\n")
    assert "scenario.yaml, row 3" in told(plan)


PLAN = {
    "plan.json": '{"form": ["outlook"]}',
    "plan.json ": '{"form": "outlook", "form": "whole"}',
    "plan.json  ": '{"form": "outlook", "floors": NaN}',
    "plan.json   ": "[" * 100_000,
    "plan.json    ": '{"reforms": {"a": "no"}}',
    "plan.json     ": '{"floors": [1]}',
}


@pytest.mark.parametrize("name", PLAN)
def test_a_plan_is_read_as_strictly(name: str, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "allotment"
    plan.rename(tmp_path / "scenario")
    folder.mkdir()
    (tmp_path / "scenario").rename(folder / "scenario")
    (folder / "households.csv").write_text("cluster_id,segment_id,level_id,year,households\nforest,all,entry,1,10\n")
    (folder / "openings.csv").write_text("cluster_id,year,opened\nforest,1,1\n")
    assert run("check", str(folder)).stdout
    (folder / name.strip()).write_text(PLAN[name])
    assert "plan.json: " in told(folder)
    (folder / "plan.json").unlink()
    os.mkfifo(folder / "plan.json")
    assert "plan.json: cannot be opened (a named pipe)" in told(folder)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certified frontier, as a folder."""
    folder = tmp_path_factory.mktemp("results") / "frontier"
    run("frontier", "three-clusters", "--trade", "depth-breadth", "--certify", "--out", str(folder))
    return folder


@posix
@pytest.mark.parametrize("name", ["certificate.json", "frontier.json", "manifest.json", "points.csv", "chart.svg"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_result_is_verified_as_strictly(kind: str, name: str, result: Path, tmp_path: Path) -> None:
    """Never a wait, and what is no file is not taken for one that is missing."""
    copy = tmp_path / "copy"
    shutil.copytree(result, copy)
    (copy / name).unlink()
    KINDS[kind][0](copy / name)
    done = run("verify", str(copy), code=3)
    assert done.stdout == ""


JSON = {
    "deep": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "NaN": '{"schema": NaN}',
    "infinity": '{"schema": -Infinity}',
    "twice": '{"schema": 1, "schema": 2}',
    "long number": '{"schema": ' + "9" * 5_000 + "}",
    "a list": "[]",
    "nothing": "",
    "half": '{"schema": "tradeoff/certifi',
    "no text": "\udcff\udcfe",
}


@pytest.mark.parametrize("odd", JSON)
def test_a_certificate_that_is_no_sound_json_is_refused(odd: str, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_bytes(JSON[odd].encode("utf-8", "surrogateescape"))
    assert "proof.json" in run("verify", str(tmp_path / "proof.json"), code=3).stderr
