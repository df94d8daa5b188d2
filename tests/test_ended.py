"""Commands that write, ended at any step of their writing: what lies there is as before or whole, and the words are true."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tradeoff
from tests.test_plan_kills import is_whole

ENDED = """
import json, os, sys
import tradeoff.cli.plan, tradeoff.cli.frontier, tradeoff.cli.report, tradeoff.reports.folder, tradeoff.charts, tradeoff.reports.page
from tradeoff.cli import commands
from tradeoff.cli.failures import told
from tradeoff.cli.signals import heed_the_end

arguments, parent = json.loads(sys.argv[1])

def run(step, sign):
    left = [step]

    def watch(event, given):
        if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"):
            if given and isinstance(given[0], (str, os.PathLike)) and str(given[0]).startswith(parent):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), sign)

    sys.addaudithook(watch)
    heed_the_end()
    os._exit(told(commands, arguments))

for line in sys.stdin:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(write, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            run(*json.loads(line))
        finally:
            os._exit(1)
    os.close(write)
    said = os.fdopen(read).read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said]), flush=True)
"""
"""Runs a command again and again, a signal sent each time at the step of its writing that is asked for."""
SHIPPED = next(one.path for one in tradeoff.shipped_scenarios() if one.name == "three-clusters")
CHOICE = ("three-clusters", "--trade", "depth-breadth")


def _is_page(path: Path) -> bool:
    return path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def _is_copy(path: Path) -> bool:
    return {one.name: one.read_bytes() for one in path.iterdir()} == {
        one.name: one.read_bytes() for one in SHIPPED.iterdir()
    }


COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[Path], bool]]] = {
    "report": (("report", "three-clusters", "--out", "OUT"), (), _is_page),
    "frontier": (("frontier", *CHOICE, "--out", "OUT"), ("--overwrite",), is_whole),
    "plan": (("plan", *CHOICE, "--at", "breadth=800", "--out", "OUT"), ("--overwrite",), is_whole),
    "new": (("new", "three-clusters", "OUT"), (), _is_copy),
}
"""Each with what replaces what stands there, and whether what stands there is whole."""
SIGNS = {"KILL": -9, "TERM": 143, "INT": 130}


def ended(command: str, sign: str, place: Path, steps: list[int]) -> None:
    """End a command at each of these steps; nothing is lost, and what is said is so."""
    arguments, over, is_sound = COMMANDS[command]
    out = place / ("page.html" if command == "report" else "out")
    how = json.dumps([[str(out) if one == "OUT" else one for one in (*arguments, *over)], str(place)])
    with subprocess.Popen(
        [sys.executable, "-c", ENDED, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as runs:
        assert runs.stdin is not None
        assert runs.stdout is not None
        for step in steps:
            before = out.stat().st_ino if out.exists() else None
            runs.stdin.write(json.dumps([step, signal.Signals[f"SIG{sign}"].value]) + "\n")
            runs.stdin.flush()
            code, said = json.loads(runs.stdout.readline())
            assert code in (0, SIGNS[sign], 7 if command == "new" and before else 0), said
            assert "Traceback" not in said
            assert not out.exists() or is_sound(out)
            after = out.stat().st_ino if out.exists() else None
            if "nothing was written" in said:
                assert after == before
            if "was written, whole" in said or (command != "new" and code == 0):
                assert after not in (None, before)
        runs.stdin.close()


QUICK = [("new", sign) for sign in SIGNS]
"""To load what solves and draws takes seconds, and so the rest is slow."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize(("command", "sign"), QUICK)
def test_ended_at_some_steps(command: str, sign: str, tmp_path: Path) -> None:
    rng = random.Random(f"{command} {sign}")
    ended(command, sign, tmp_path, [rng.randrange(1, 30) for _ in range(10)])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("command", COMMANDS)
def test_ended_at_two_hundred_steps(command: str, sign: str, tmp_path: Path) -> None:
    rng = random.Random(f"many {command} {sign}")
    ended(command, sign, tmp_path, [rng.randrange(1, 16 if command in ("report", "new") else 160) for _ in range(200)])
