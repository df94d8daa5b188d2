"""From the instances of other projects' suites over whole numbers to a table: our CPU time against the textbook loop's.

    python -m benchmarks.whole                    # those whose loop takes under 10 s or so: minutes
    python -m benchmarks.whole --only 2KP         # whose names hold this
    python -m benchmarks.whole --patience 100     # the longer ones too

Every instance is traced as `trace(..., whole=True)` does and by the loop of `epsilon_loop.py`, once checking every
solve by another, as we do, and once trusting it; all in one process, on one thread, in turns. What they find must be
the same points. Handing the programme over from PuLP is in no figure.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.epsilon_loop import Loop
from tests.independent.peers import INSTANCES, over_whole_numbers, read
from tradeoff.moo.integer.trace_integer import trace_integer
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense

LONG = 1.0
"""CPU seconds of the loop above which an instance counts among the long ones."""


def main() -> None:
    """Measure, and print a row an instance and what they come to."""
    asked = _arguments()
    print("| instance | points | ours, CPU s | programmes | loop twice | loop once | ours / twice | ours / once |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    rows = [
        row
        for name in over_whole_numbers()
        if asked.only in name and (row := _row(name, asked.patience, asked.turns)) is not None
    ]
    for label, chosen in (("all", rows), (f"loop above {LONG:g} s", [row for row in rows if row[1] > LONG])):
        for against, place in (("twice", 1), ("once", 2)):
            ratios = [row[0] / row[place] for row in chosen]
            if ratios:
                print(
                    f"{label}, against the loop {against}: {len(ratios)} instances, median "
                    f"{statistics.median(ratios):.2f}, worst {max(ratios):.2f}"
                )


def _row(name: str, patience: float, turns: int) -> tuple[float, float, float] | None:
    """CPU seconds of ours and of both loops, the least of the turns; None where a loop would take too long."""
    instance = read(name)
    senses = {aim: Sense(sense) for aim, sense in instance.sense.items()}
    model = from_pulp(instance.problem, instance.objectives, senses, whole=True)
    if _too_long(name) > patience:
        return None
    ways: list[Callable[[Model], tuple[int, set[tuple[int, int]]]]] = [_ours, _twice, _once]
    seconds = [float("inf")] * len(ways)
    found: list[tuple[int, set[tuple[int, int]]]] = []
    for _ in range(turns):
        found = []
        for place, way in enumerate(ways):
            started = time.process_time()
            found.append(way(model))
            seconds[place] = min(seconds[place], time.process_time() - started)
    points = [solved[1] for solved in found]
    if not points[0] == points[1] == points[2]:
        raise RuntimeError(f"{name}: the points differ")
    ours, twice, once = seconds
    print(
        f"| {name} | {len(points[0])} | {ours:.2f} | {found[0][0]} | {twice:.2f} | {once:.2f} | {ours / twice:.2f} | "
        f"{ours / once:.2f} |",
        flush=True,
    )
    return ours, twice, once


def _too_long(name: str) -> float:
    """CPU seconds the loop is known to take roughly; those of 200 items take minutes."""
    published: Any = INSTANCES[name]["kind"]
    return 300.0 if published == "count" else 0.0


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
    parser.add_argument("--patience", type=float, default=30, help="leave out what takes longer, in seconds (30)")
    parser.add_argument("--turns", type=int, default=1, help="how often each is measured; the least counts (1)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
