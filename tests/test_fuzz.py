"""What is read is spoilt from seeds, and every command on it ends in words: a few hundred here, thousands by `-m slow`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.run import ENDS, End, ends
from tests.independent.struck import Struck

MANY = {"folder": 300, "certificate": 150, "workbook": 40, "saved": 300}
SLOW = 5_000


@pytest.mark.parametrize("kind", MANY)
def test_whatever_is_spoilt_the_end_is_in_words(kind: str, tmp_path: Path) -> None:
    """A code that is no bug's, in seconds, without warnings or letters that a terminal obeys."""
    found = list(ends(kind, range(MANY[kind]), tmp_path))
    assert [str(end) for end in found if end.fault] == []
    # Not all was refused, nor all read: of certificates some are read and false.
    assert {3, 6 if kind == "certificate" else 0} <= {end.code for end in found} <= ENDS


@pytest.mark.slow
@pytest.mark.parametrize("kind", MANY)
def test_thousands_end_in_words(kind: str, tmp_path: Path) -> None:
    assert [str(end) for end in ends(kind, range(SLOW), tmp_path) if end.fault] == []


def require_alike(end: End, code: int, said: str) -> None:
    """What ended in this process ends so in one of its own."""
    assert code == end.code
    assert "Traceback" not in said
    assert "Warning" not in said


def test_some_end_so_in_a_process_of_their_own(runs: Struck, tmp_path: Path) -> None:
    """Nothing is leaked past Python, by whichever library."""
    for end in list(ends("folder", range(1_000, 1_400, 20), tmp_path)):
        apart = runs.run(end.command, tmp_path)
        require_alike(end, apart.code, apart.said)


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(1_000, 1_400, 200), id="two"),
        pytest.param(range(1_000, 1_400, 20), id="twenty", marks=pytest.mark.slow),
    ],
)
def test_some_end_so_in_a_process_that_starts_from_nothing(seeds: range, tmp_path: Path) -> None:
    """As people run it."""
    for end in list(ends("folder", seeds, tmp_path)):
        command = [sys.executable, "-m", "tradeoff", *end.command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        require_alike(end, done.returncode, done.stdout + done.stderr)


def test_an_archive_that_points_before_its_begin_is_a_damaged_workbook(tmp_path: Path) -> None:
    """Found by the sixth workbook: it was told as wrong usage."""
    (end,) = ends("workbook", range(6, 7), tmp_path)
    assert end.code == 3
    assert "missing or damaged" in end.said
