"""From a count and a seed to the engine's disagreements with exact arithmetic on random programmes.

    python -m benchmarks.random_programmes --count 10000 --seed 1 --processes 2

Every programme is traced five ways (parametric run, the same in compiled loops, every segment, gap 0.01, the same as a
thinned run) and compared with an exact rational simplex: status, points, order, rates, weights, the promised gap, and
the plan of one point. Ends with status 1 if anything disagrees. The share of fallbacks says how often the run could
not be checked and every segment was solved instead.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.independent.agreement import Verdict, examine
from tests.independent.random_programme import draw
from tradeoff.moo.biobjective.polyline import Found

CHUNK = 50
"""Programmes a process takes at a time."""


def examine_seed(seed: int) -> tuple[int, str, Verdict, float]:
    """The verdict on a seed, its family and CPU seconds; an error nobody raised on purpose is a disagreement too."""
    started = time.process_time()
    programme = draw(seed)
    try:
        verdict = examine(programme)
    except Exception:  # whatever it is, the seed matters more than the run
        verdict = Verdict("crashed", 0, "", [traceback.format_exc(limit=-1)])
    return seed, programme.family, verdict, time.process_time() - started


def main() -> None:
    """Print every disagreement as it is found, then the counts."""
    parser = argparse.ArgumentParser(description="Compare the engine with exact arithmetic on random programmes.")
    parser.add_argument("--count", type=int, default=10_000, help="how many programmes (10,000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; the next have the next (1)")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (2)")
    asked = parser.parse_args()
    seeds = range(asked.seed, asked.seed + asked.count)
    statuses, methods, fallbacks = Counter[str](), Counter[str](), Counter[str]()
    disagreements, points, seconds = 0, 0, 0.0
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        for seed, family, verdict, used in pool.map(examine_seed, seeds, chunksize=CHUNK):
            statuses[verdict.status] += 1
            points += verdict.points
            seconds += used
            if verdict.points > 1:
                methods[verdict.method] += 1
                if verdict.method != Found.PARAMETRIC:
                    fallbacks[family] += 1
                    print(f"seed {seed} ({family}): the run could not be checked", flush=True)
            if verdict.disagreements:
                disagreements += 1
                print(f"seed {seed} ({family}):", *verdict.disagreements, sep="\n    ", flush=True)
    traced = sum(methods.values())
    print(f"{asked.count} programmes from seed {asked.seed}: {dict(statuses)}; {points} extreme points.")
    print(f"{traced} frontiers of two points or more: {dict(methods)}; fallbacks {dict(fallbacks)}.")
    print(f"{disagreements} disagreements; {seconds:.0f} CPU seconds.")
    sys.exit(1 if disagreements else 0)


if __name__ == "__main__":
    main()
