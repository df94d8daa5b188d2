"""CPU a cluster of reading, remarking on and building `orissa` side by side with itself, as ratios to one of it.

    python benchmarks/reading.py              # 150, 1,500 and 6,000 clusters
    python benchmarks/reading.py 1 4

Each size runs in a process of its own, three times; of the rounds the least counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measure import ONE_THREAD
from benchmarks.tiled import write_tiled

TOP = Path(__file__).parent.parent
ROUNDS = 3
STEPS = ("read", "remarks", "build")
_SOURCE = """
import json, sys, time
import tradeoff
from tradeoff.programme.programme import build_programme

marks = [time.process_time()]
scenario = tradeoff.read_scenario(sys.argv[1])
marks.append(time.process_time())
scenario.remarks
marks.append(time.process_time())
build_programme(scenario)
marks.append(time.process_time())
print(json.dumps([len(scenario.clusters), *(end - start for start, end in zip(marks, marks[1:]))]))
"""


def measured(folder: Path) -> tuple[int, list[float]]:
    """Clusters of a scenario, and the CPU seconds of each step."""
    run = [sys.executable, "-c", _SOURCE, str(folder)]
    environment = {"PYTHONPATH": str(TOP), **ONE_THREAD}
    rounds = []
    for _ in range(ROUNDS):
        done = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True, env=environment)
        clusters, *seconds = json.loads(done.stdout)
        rounds.append(seconds)
    return int(clusters), [min(step) for step in zip(*rounds, strict=True)]


def main() -> None:
    """Print the table in Markdown."""
    copies = [int(word) for word in sys.argv[1:]] or [1, 10, 40]
    print("| clusters | " + " | ".join(f"{step}: CPU s | a cluster, ratio" for step in STEPS) + " |")
    print("| --- |" + " --- | --- |" * len(STEPS))
    first: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in copies:
            clusters, seconds = measured(write_tiled("orissa", count, Path(folder) / str(count)))
            each = [step / clusters for step in seconds]
            first = first or each
            cells = (f"{step:.2f} | {one / base:.2f}" for step, one, base in zip(seconds, each, first, strict=True))
            print(f"| {clusters:,} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
