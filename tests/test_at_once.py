"""Two runs that write to one place at once: one whole result stands there, and who did not write it was told."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from tests.test_ended import AT, is_whole
from tradeoff.moo.keep.whole_file import write_whole
from tradeoff.whole_folder import restore, whole_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
Writer = Callable[..., int]
OWN = "note.txt"
"""A file of the user's own, which stays."""


def _folder(place: Path, who: int, many: int, pause: float, gate: Barrier) -> int:
    """Write a folder of so many files that all say who wrote them; 1 where that was refused."""
    stands = place.is_dir()

    def start(filled: Path) -> None:
        filled.mkdir()
        for one in place.iterdir() if stands else ():
            if one.name == OWN:
                (filled / OWN).write_text(one.read_text())

    gate.wait()
    time.sleep(pause)
    try:
        with whole_folder(place, start, replace=stands) as filled:
            for number in range(many):
                (filled / f"{number}").write_text(str(who))
    except OSError as error:
        return 1 if str(place) in str(error) else 2
    return 0


def _file(place: Path, who: int, many: int, pause: float, gate: Barrier) -> int:
    gate.wait()
    time.sleep(pause)
    write_whole(place, str(who).encode() * many * 1_000)
    return 0


def _ended(write: Writer, *given: Any) -> None:
    os._exit(write(*given))


def both(write: Writer, place: Path, rng: random.Random) -> list[int]:
    """Two that write at once, of different sizes; how each ended."""
    context = get_context("fork")
    gate = context.Barrier(2)
    runs = [
        context.Process(target=_ended, args=(write, place, who, 3 + who, rng.random() / 200, gate)) for who in (0, 1)
    ]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    return [one.exitcode or 0 for one in runs]


def folders(place: Path, seeds: Iterable[int]) -> None:
    """Where nothing stood, and over what one of them wrote before."""
    for seed in seeds:
        if seed % 3 == 0 and place.exists():
            for one in place.iterdir():
                one.unlink()
            place.rmdir()
        elif place.exists():
            (place / OWN).write_text("mine")
        before = (place / OWN).exists()
        codes = both(_folder, place, random.Random(seed))
        assert set(codes) <= {0, 1}
        assert 0 in codes
        assert not restore(place)
        found = {one.name: one.read_text() for one in place.iterdir()}
        assert found.pop(OWN, None) == ("mine" if before else None)
        (who,) = set(found.values())
        assert codes[int(who)] == 0
        assert len(found) == 3 + int(who)
        assert list(place.parent.iterdir()) == [place]


def files(place: Path, seeds: Iterable[int]) -> None:
    """The last one stands, whole."""
    for seed in seeds:
        assert both(_file, place, random.Random(seed)) == [0, 0]
        assert place.read_bytes() in (b"0" * 3_000, b"1" * 4_000)
        assert list(place.parent.iterdir()) == [place]


def test_two_at_once(tmp_path: Path) -> None:
    (tmp_path / "folders").mkdir()
    (tmp_path / "files").mkdir()
    folders(tmp_path / "folders" / "plan", range(8))
    files(tmp_path / "files" / "page.html", range(5))


@pytest.mark.slow
def test_two_at_once_a_hundred_times(tmp_path: Path) -> None:
    (tmp_path / "folders").mkdir()
    (tmp_path / "files").mkdir()
    folders(tmp_path / "folders" / "plan", range(100))
    files(tmp_path / "files" / "page.html", range(100))


@pytest.mark.slow
def test_two_commands_at_once(tmp_path: Path) -> None:
    """As people do it: two windows, one folder."""
    out = tmp_path / "plan"
    for over in ([], *[["--overwrite"]] * 9):
        asked = [sys.executable, "-m", "tradeoff", "plan", *AT, "--out", str(out), *over]
        runs = [subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [one.communicate()[1] for one in runs]
        assert {0} <= {one.returncode for one in runs} <= {0, 7}, said
        assert is_whole(out)
        assert list(tmp_path.iterdir()) == [out]
