"""Files as large and as bad as the door lets in: each is read or refused within a gigabyte and ten seconds of work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import tradeoff
from tests.fuzz.run import ENDS, LONGEST
from tests.independent.workbooks import padded, put, repacked, saved

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="what a process took is told by POSIX systems")
MEGABYTE = 1 << 20
MOST = {".xlsx": 500 * MEGABYTE}
"""Of memory, by the suffix of what is read."""
ELSE = 1_000 * MEGABYTE
SHEET = "xl/worksheets/sheet5.xml"
ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">'.encode() for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


def _table(content: bytes) -> Callable[[Path], Path]:
    def make(place: Path) -> Path:
        source = next(one.path for one in tradeoff.shipped_scenarios() if one.name == "three-clusters")
        shutil.copytree(source, place / "plan")
        (place / "plan" / "budgets.csv").write_bytes(content)
        return place / "plan"

    return make


def _file(name: str, content: Callable[[], bytes]) -> Callable[[Path], Path]:
    def make(place: Path) -> Path:
        (place / name).write_bytes(content())
        return place / name

    return make


def _yaml(place: Path) -> Path:
    folder = _table(b"department_id,year,envelope\n")(place)
    (folder / "scenario.yaml").write_bytes(b"changes:\n" + b"- {}\n" * 50_000)
    return folder


def _book(place: Path) -> Path:
    return saved(place / "whole.xlsx")


def _entities(place: Path) -> Path:
    declared = {SHEET: lambda part: part.replace(b"<worksheet", ENTITIES + b"]><worksheet", 1)}
    return repacked(_book(place), place / "entities.xlsx", declared)


HEAD = b"department_id,year,envelope\n"
CHECKED: dict[str, Callable[[Path], Path]] = {
    "rows of blanks": _table(HEAD + b",,\n" * 99_000),
    "rows of faults": _table(HEAD + b"nobody,x,y\n" * 99_000),
    "rows alike": _table(HEAD + b"industries,1,5\n" * 99_000),
    "other names": _table(HEAD + b"".join(b"nobody%d,1,5\n" % number for number in range(99_000))),
    "a row of commas": _table(HEAD + b"," * 31 * MEGABYTE),
    "rows of commas": _table(HEAD + (b"," * 70 + b"\n") * 99_000),
    "a cell": _table(HEAD + b'"' + b"x" * 31 * MEGABYTE),
    "quotation marks": _table(HEAD + b'"' * 31 * MEGABYTE),
    "digits": _table(HEAD + b"industries,1," + b"9" * 31 * MEGABYTE),
    "changes": _yaml,
    "a bomb": lambda place: padded(_book(place), place / "bomb.xlsx", SHEET, megabytes=2_000),
    # More than a workbook may take, were it unpacked.
    "a small bomb": lambda place: padded(_book(place), place / "bomb.xlsx", SHEET, megabytes=600),
    "entities": _entities,
    "the last cell": lambda place: saved(place / "stray.xlsx", put("clusters", "XFD1048576", "x")),
}
VERIFIED: dict[str, Callable[[Path], Path]] = {
    "lists": _file("certificate.json", lambda: b'{"a":[' + b"[]," * 5_900_000 + b"0]}"),
    "objects": _file("certificate.json", lambda: b'{"a":[' + b"{}," * 2_900_000 + b"0]}"),
    "numbers": _file("certificate.json", lambda: b'{"a":[' + b"0.123456789012345," * 5_900_000 + b"0]}"),
    "too many lists": _file("certificate.json", lambda: b'{"a":[' + b"[]," * 80_000_000 + b"0]}"),
    "a text": _file("certificate.json", lambda: b'{"a":"' + b"x" * 250 * MEGABYTE + b'"}'),
    "digits of a number": _file("certificate.json", lambda: b'{"a":' + b"9" * 250 * MEGABYTE + b"}"),
}


TELL = """
import json, os, subprocess, sys
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
    said = process.stderr.read().decode()
    _, status, took = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, said, took.ru_maxrss, took.ru_utime]))
"""
"""A process counts as its own what its parent had when it was started, so a small one starts it."""


def within_bounds(path: Path, command: str) -> None:
    """Run a command on it: it ends in words, and took no more than is promised."""
    asked = [sys.executable, "-m", "tradeoff", command, str(path)]
    small = subprocess.run([sys.executable, "-S", "-c", TELL, *asked], stdout=subprocess.PIPE, check=True)
    code, said, peak, seconds = json.loads(small.stdout)
    assert code in ENDS, said[:500]
    assert "Traceback" not in said
    assert len(said) < 1_000_000
    # On Linux in kilobytes, on a Mac in bytes.
    memory = peak * (1 if sys.platform == "darwin" else 1024)
    assert memory < MOST.get(path.suffix, ELSE), f"{memory / MEGABYTE:.0f} megabytes"
    assert seconds < LONGEST, f"{seconds:.0f} seconds"


@pytest.mark.parametrize("kind", ["rows of faults", "a small bomb", "entities", "the last cell"])
def test_some_of_it(kind: str, tmp_path: Path) -> None:
    within_bounds(CHECKED[kind](tmp_path), "check")


def test_four_thousand_purses_are_looked_through_in_seconds(tmp_path: Path) -> None:
    """The smallest case of "rows alike", and of rows unlike: each was held against each, 25 seconds of work."""
    for rows in (b"industries,1,5\n" * 4_000, b"".join(b"industries,1,%d\n" % number for number in range(4_000))):
        folder = _table(HEAD + rows)(tmp_path)
        before = time.process_time()
        with pytest.raises(tradeoff.ScenarioError, match="the same"):
            tradeoff.read_scenario(folder)
        assert time.process_time() - before < 5
        shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHECKED)
def test_what_is_checked(kind: str, tmp_path: Path) -> None:
    within_bounds(CHECKED[kind](tmp_path), "check")


@pytest.mark.slow
@pytest.mark.parametrize("kind", VERIFIED)
def test_what_is_verified(kind: str, tmp_path: Path) -> None:
    within_bounds(VERIFIED[kind](tmp_path), "verify")
