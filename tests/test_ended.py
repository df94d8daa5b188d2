"""Commands ended at any step: what lies there is as before or whole, nothing is lost or left, and the words are true."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

import tradeoff
from tests.independent.struck import CALL, End, Struck
from tests.test_futures import h2
from tradeoff.whole_folder import restore

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
SHIPPED = next(one.path for one in tradeoff.shipped_scenarios() if one.name == "three-clusters")
CHOICE = ("three-clusters", "--trade", "depth-breadth")
AT = (*CHOICE, "--at", "breadth=800")
SIGNS = {"KILL": -9, "TERM": 143, "INT": 130}
MINE = "a scenario with futures"
"""Stands for a folder: none that is shipped has any."""
NOTE = "notes.txt"
"""A file of the user's own among the results."""


def is_whole(folder: Path) -> bool:
    """Whether a folder holds what its manifest lists, byte for byte, and beside it at most the user's note."""
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    own = ("manifest.json", NOTE)
    there = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file() and p.name not in own}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == files


def _is_page(path: Path) -> bool:
    return path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def _is_book(path: Path) -> bool:
    return len(openpyxl.load_workbook(path).sheetnames) > 1


def _is_copy(path: Path) -> bool:
    return {one.name: one.read_bytes() for one in path.iterdir()} == {
        one.name: one.read_bytes() for one in SHIPPED.iterdir()
    }


@dataclass(frozen=True, kw_only=True)
class Writer:
    """A command that writes."""

    arguments: tuple[str, ...]
    out: str
    is_sound: Callable[[Path], bool]
    over: tuple[str, ...] | None = ()
    """What lets it replace what stands there; None where nothing does."""


WRITERS = {
    "report": Writer(
        arguments=("report", "three-clusters", "--no-at-least", "--out"), out="page.html", is_sound=_is_page
    ),
    "report-book": Writer(arguments=("report", "three-clusters", "--out"), out="page.xlsx", is_sound=_is_book),
    "frontier": Writer(arguments=("frontier", *CHOICE, "--out"), out="out", is_sound=is_whole, over=("--overwrite",)),
    "plan": Writer(arguments=("plan", *AT, "--out"), out="out", is_sound=is_whole, over=("--overwrite",)),
    "plan-book": Writer(arguments=("plan", *AT, "--out"), out="out.xlsx", is_sound=_is_book, over=("--overwrite",)),
    "new": Writer(arguments=("new", "three-clusters"), out="out", is_sound=_is_copy, over=None),
    "new-book": Writer(arguments=("new", "three-clusters"), out="out.xlsx", is_sound=_is_book, over=None),
}
CASES = [(name, stood) for name, one in WRITERS.items() for stood in (False, True) if one.over is not None or not stood]
"""Each command, where nothing stood and over an earlier result."""


NOWHERE = "none"
"""Where a command that only prints writes nothing."""


def _clear(out: Path) -> None:
    shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)


def _number(out: Path) -> int | None:
    return out.stat().st_ino if out.exists() else None


def ended(runs: Struck, command: str, stood: bool, sign: str, place: Path, steps: Iterable[int]) -> int:
    """End a command at each of these steps of its writing until one is beyond its last; how many ended it."""
    writer = WRITERS[command]
    out = place / writer.out
    asked = [*writer.arguments, str(out), *((writer.over or ()) if stood else ())]
    cut = 0
    for step in steps:
        if not stood:
            _clear(out)
        elif not out.exists():
            assert runs.run(asked, place).code == 0
        if stood and out.is_dir():
            (out / NOTE).write_text("mine")
        before = _number(out)
        end = runs.run(asked, place, step, sign)
        assert end.code in (0, SIGNS[sign]), end
        told_truly(end, out, before)
        if stood and not out.exists():
            # Between the two renames: whoever comes next finds what stood there.
            assert restore(out)
            assert _number(out) == before
        assert not out.exists() or writer.is_sound(out), step
        assert not stood or not out.is_dir() or (out / NOTE).read_text() == "mine"
        cut += end.code != 0
        leave_nothing(runs, asked, out, writer)
        if end.code == 0:
            assert end.steps < step
            break
    return cut


def told_truly(end: End, out: Path, before: int | None) -> None:
    """What is said is so; without words nothing is known but that there was no traceback."""
    assert "Traceback" not in end.said
    assert "fault of tradeoff" not in end.said
    if "nothing was written" in end.said:
        assert _number(out) == before
    if "was written, whole" in end.said or (end.code == 0 and out.name != NOWHERE):
        assert _number(out) not in (None, before)


def leave_nothing(runs: Struck, asked: list[str], out: Path, writer: Writer) -> None:
    """After the next run that writes there nothing lies beside it."""
    if [one.name for one in out.parent.iterdir()] not in ([], [out.name]):
        again = [*asked, *(writer.over or ())] if out.exists() else asked
        if writer.over is None:
            _clear(out)
        assert runs.run(again, out.parent).code == 0
        assert [one.name for one in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("sign", SIGNS)
def test_ended_at_some_steps(runs: Struck, sign: str, tmp_path: Path) -> None:
    """Of the command that is done soonest; the rest is slow."""
    rng = random.Random(sign)
    assert ended(runs, "new", False, sign, tmp_path, sorted(rng.randrange(1, 30) for _ in range(10))) > 5


@pytest.mark.parametrize("command", ["frontier", "report"])
def test_killed_at_some_steps_over_an_earlier_result(runs: Struck, command: str, tmp_path: Path) -> None:
    """As `test_plan_kills.py` kills plans: ten of all the steps there are, which a run that is let be tells."""
    writer = WRITERS[command]
    asked = [*writer.arguments, str(tmp_path / writer.out), *(writer.over or ())]
    first, again = (runs.run(asked, tmp_path) for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    rng = random.Random(command)
    steps = [rng.randint(1, again.steps) for _ in range(10)]
    assert ended(runs, command, True, "KILL", tmp_path, steps) == 10


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("command", "stood"), CASES)
def test_ended_at_every_step(runs: Struck, command: str, stood: bool, sign: str, tmp_path: Path) -> None:
    assert ended(runs, command, stood, sign, tmp_path, range(1, 1_000)) > 4


COMMANDS = {
    **{name: (*one.arguments, one.out) for name, one in WRITERS.items()},
    "exact": ("report", "three-clusters", "--exact", "--no-at-least", "--out", "page.html"),
    "exact frontier": ("frontier", *CHOICE, "--exact", "--certify", "--out", "out"),
    "reforms": ("frontier", "invented-state", "--trade", "depth-breadth", "--gap", "0.1", "--out", "out"),
    "budgets": ("compare", "three-clusters", "--budget", "80%,120%"),
    "show": ("frontier", *CHOICE),
    "whole": ("frontier", *CHOICE, "--openings", "whole"),
    "stress": ("stress", *AT),
    "futures": ("futures", MINE, "--trade", "today-tomorrow", "--at", "middle"),
    "check": ("check", "three-clusters"),
    "compare": ("compare", "three-clusters", "three-clusters-more-money", "--trade", "depth-breadth"),
}


def struck(runs: Struck, command: str, sign: str, place: Path, moments: int) -> None:
    """End a command at so many of the calls that it makes, from the first to the last."""
    mine = place.with_name(f"{place.name}-mine")
    if MINE in COMMANDS[command]:
        h2(mine)
    asked = [str(place / one) if one.startswith(("out", "page")) else one for one in COMMANDS[command]]
    out = next((Path(one) for one in asked if one.startswith(str(place))), place / NOWHERE)
    asked = [str(mine) if one == MINE else one for one in asked]
    whole = runs.run(asked, place, kind=CALL)
    assert whole.code == 0, whole
    ends = set()
    for moment in range(moments):
        _clear(out)
        end = runs.run(asked, place, 1 + moment * whole.steps // moments, sign, CALL)
        assert end.code in (0, SIGNS[sign]), end
        told_truly(end, out, None)
        assert end.code == 0 or "nterrupted" in end.said, end
        assert [one.name for one in place.iterdir()] in ([], [out.name])
        ends.add(end.code)
    assert SIGNS[sign] in ends


@pytest.mark.parametrize("sign", ["TERM", "INT"])
@pytest.mark.parametrize("command", ["check", "whole"])
def test_struck_at_some_calls(runs: Struck, command: str, sign: str, tmp_path: Path) -> None:
    struck(runs, command, sign, tmp_path, 10)


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["TERM", "INT"])
@pytest.mark.parametrize("command", COMMANDS)
def test_struck_at_two_hundred_calls(runs: Struck, command: str, sign: str, tmp_path: Path) -> None:
    struck(runs, command, sign, tmp_path, 200)
