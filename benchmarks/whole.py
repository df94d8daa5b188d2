"""From the instances of other projects' suites over whole numbers to a table: our CPU time against the textbook loop's.

    python -m benchmarks.whole                    # those that take under 30 s each way: an hour
    python -m benchmarks.whole --only 2KP         # whose names hold this
    python -m benchmarks.whole --patience 100     # the longer ones too

Every instance is traced as `trace(..., whole=True)` does and by the loop of `epsilon_loop.py`, once checking every
solve by another, as we do, and once trusting it; all in one process, on one thread, in turns. What they find must be
the same points. Handing the programme over from PuLP is in no figure. An instance that takes longer is left out and
named; each has a process of its own, those with few points and columns come first.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.epsilon_loop import Loop
from benchmarks.measure import ONE_THREAD
from tests.independent.peers import INSTANCES, over_whole_numbers, read
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense

Row = tuple[int, int, float, float, float]
"""Points, our solves, and CPU seconds of ours, of the loop that checks, and of the one that trusts."""
TICK = 0.001
"""CPU seconds that some clocks do not tell from none."""
LONG = 1.0
"""CPU seconds of the loop above which an instance counts among the long ones."""


def main() -> None:
    """Measure, and print a row an instance and what they come to."""
    asked = _arguments()
    if asked.one:
        print(json.dumps(_row(asked.one, asked.patience, asked.turns)))
        return
    print("| instance | points | ours, CPU s | programmes | loop twice | loop once | ours / twice | ours / once |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    names = sorted((name for name in over_whole_numbers() if asked.only in name), key=_size)
    rows = [row for name in names if (row := _apart(name, asked)) is not None]
    for label, chosen in (("all", rows), (f"loop above {LONG:g} s", [row for row in rows if row[3] > LONG])):
        for against, place in (("twice", 3), ("once", 4)):
            ratios = [row[2] / row[place] for row in chosen]
            if ratios:
                print(
                    f"{label}, against the loop {against}: {len(ratios)} instances, median "
                    f"{statistics.median(ratios):.2f}, worst {max(ratios):.2f}"
                )


def _size(name: str) -> int:
    """Roughly how long an instance takes, in no unit: columns times points."""
    data: Any = INSTANCES[name]
    points = data["expected"] if isinstance(data["expected"], int) else len(data["expected"])
    return int(points * data["nvar"])


def _apart(name: str, asked: argparse.Namespace) -> Row | None:
    """The row of an instance, measured in a process of its own and printed; None where it is left out."""
    command = [sys.executable, "-m", "benchmarks.whole", "--one", name, "--turns", str(asked.turns)]
    command += ["--patience", str(asked.patience)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD})
    row: Row | None = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
    if row is None:
        why = "takes too long" if done.returncode in (0, -signal.SIGPROF) else done.stderr.strip().splitlines()[-1:]
        print(f"left out: {name}: {why}", file=sys.stderr, flush=True)
        return None
    points, solves, ours, twice, once = row
    print(
        f"| {name} | {points} | {ours:.2f} | {solves} | {twice:.2f} | {once:.2f} | {ours / twice:.2f} | "
        f"{ours / once:.2f} |",
        flush=True,
    )
    return row


def _row(name: str, patience: float, turns: int) -> Row:
    """Points, our solves, and CPU seconds of ours and of both loops, the least of the turns.

    The process ends where a way takes longer than `patience`.
    """
    instance = read(name)
    senses = {aim: Sense(sense) for aim, sense in instance.sense.items()}
    model = from_pulp(instance.problem, instance.objectives, senses, whole=True)
    ways: list[Callable[[Model], tuple[int, set[tuple[int, int]]]]] = [_ours, _twice, _once]
    seconds = [float("inf")] * len(ways)
    found: list[tuple[int, set[tuple[int, int]]]] = []
    for _ in range(turns):
        found = []
        for place, way in enumerate(ways):
            started = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, patience)
            found.append(way(model))
            signal.setitimer(signal.ITIMER_PROF, 0.0)
            seconds[place] = min(seconds[place], max(time.process_time() - started, TICK))
    points = [solved[1] for solved in found]
    if not points[0] == points[1] == points[2]:
        raise RuntimeError(f"{name}: the points differ")
    ours, twice, once = seconds
    return len(points[0]), found[0][0], ours, twice, once


def _ours(model: Model) -> tuple[int, set[tuple[int, int]]]:
    chain = trace_integer(model, "first", "second")
    return chain.solves, {(round(point.u), round(point.v)) for point in chain.points}


def _twice(model: Model) -> tuple[int, set[tuple[int, int]]]:
    loop = Loop(model, twice=True)
    return loop.solves, {(round(u), round(v)) for u, v in loop.points()}


def _once(model: Model) -> tuple[int, set[tuple[int, int]]]:
    loop = Loop(model, twice=False)
    return loop.solves, {(round(u), round(v)) for u, v in loop.points()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare with the textbook loop over whole numbers.")
    parser.add_argument("--only", default="", help="instances whose names hold this (all)")
    parser.add_argument("--patience", type=float, default=30, help="leave out what takes longer one way, CPU s (30)")
    parser.add_argument("--turns", type=int, default=1, help="how often each is measured; the least counts (1)")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
