"""From pieces of work to their CPU seconds and peak memory: each in a process of its own, on one thread, taking turns.

A piece of work is a script with arguments in JSON. The script times what is compared (and only that: reading and
drawing the instance are not), its own CPU time and that of the processes it starts, and writes down what it found.
Works that are compared run in rounds; the order within a round is drawn anew each time, so that a busy neighbour on the
machine is nobody's in particular. Of several rounds the least time counts: what else the machine does only adds.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
_KILO = 1024
"""`ru_maxrss` counts kilobytes on Linux."""
_PATIENCE = 3600
"""Seconds after which a piece of work is given up."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work: a function of `script`, which `python` runs with `arguments`."""

    task: str
    arguments: Mapping[str, Any]
    script: str = "tasks.py"
    python: str = sys.executable
    rounds: int = 3
    missing: str = ""
    """Why it cannot be done here; blank if it can."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a piece of work took and found, or why it could not be done."""

    seconds: float = 0.0
    """CPU, the least of the rounds."""
    memory: float = 0.0
    """Peak of the whole process, MB."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What it found, of the first round."""
    rounds: int = 0
    missing: str = ""


def measure(works: Mapping[str, Work], *, seed: int) -> dict[str, Outcome]:
    """Every piece of work, in rounds of a random order."""
    order = random.Random(seed)
    outcomes: dict[str, Outcome] = {}
    for turn in range(max((work.rounds for work in works.values()), default=0)):
        names = [name for name, work in works.items() if turn < work.rounds]
        order.shuffle(names)
        for name in names:
            before = outcomes.get(name)
            if before is None or not before.missing:
                outcomes[name] = _joined(before, run_once(works[name], name))
    return outcomes


def run_once(work: Work, name: str) -> Outcome:
    """One piece of work in a process of its own."""
    if work.missing:
        return Outcome(missing=work.missing)
    print(f"  {name} ...", end="", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [work.python, str(HERE / work.script), work.task, json.dumps(dict(work.arguments)), str(answer)]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                timeout=_PATIENCE,
                check=False,
                env={**os.environ, **ONE_THREAD},
            )
        except subprocess.TimeoutExpired:
            outcome = Outcome(missing=f"did not end within {_PATIENCE} s")
        else:
            if done.returncode or not answer.exists():
                words = [line for line in done.stderr.splitlines() if line.strip()]
                reason = words[-1].strip() if words else f"ended with status {done.returncode}"
                outcome = Outcome(missing=reason[:200])
            else:
                outcome = Outcome(**json.loads(answer.read_text(encoding="utf-8")), rounds=1)
    said = outcome.missing or f"{outcome.seconds:.3f} CPU s, {outcome.memory:.0f} MB"
    print(f" {said}", file=sys.stderr, flush=True)
    return outcome


def _joined(before: Outcome | None, now: Outcome) -> Outcome:
    if before is None or now.missing:
        return now
    return Outcome(
        seconds=min(before.seconds, now.seconds),
        memory=max(before.memory, now.memory),
        facts=before.facts,
        rounds=before.rounds + 1,
    )


class Clock:
    """CPU seconds between `with clock:` and its end, of this process and of the children it waited for."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> Clock:
        self._start = _cpu()
        return self

    def __exit__(self, *error: object) -> None:
        self.seconds += _cpu() - self._start


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def answer(tasks: Mapping[str, Callable[..., tuple[Clock, dict[str, Any]]]]) -> None:
    """The main function of a script of tasks: do the one that is asked for, and write down what it took and found."""
    _, task, arguments, path = sys.argv
    # Solvers written in C print where Python's redirection does not reach.
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    clock, facts = tasks[task](**json.loads(arguments))
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found = {"seconds": clock.seconds, "memory": max(peaks) / _KILO, "facts": facts}
    Path(path).write_text(json.dumps(found), encoding="utf-8")
