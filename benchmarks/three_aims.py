"""Every corner between three objectives: a walk against the sandwich alone and against bensolve, in one run.

    python benchmarks/three_aims.py                              # minutes; a Markdown table on stdout
    python benchmarks/three_aims.py --quick                      # seconds: does it run
    python benchmarks/three_aims.py --peer /path/to/bin/python   # with benpy, of an environment of its own
    python benchmarks/three_aims.py --walk-only                  # without the sandwich alone, which takes longest

CPU seconds on one thread, the least of thirty, or of as many as fit into one CPU second and three at least, each
program in a process of its own. Instances: the boxes of bensolve's ex10 (a column for every triple of whole numbers up
to m), packings, coverings and transports of chosen sizes, and ten of which seeds 1 to 10 draw kind, size and numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measure import ONE_THREAD

_FEWEST, _MOST, _LONG = 3, 30, 1.0
"""Rounds at least and at most; between, they end after so many CPU seconds."""
_NO_BOUND = 1e30
Instance = dict[str, Any]
"""`rows` (a list each), `low`, `high` (of the rows), `upper` (of the columns, which begin at 0), `costs`, minimised."""


def box(most: int) -> Instance:
    """The unit box with a column for every triple of whole numbers from -most to most."""
    triples = list(product(range(-most, most + 1), repeat=3))
    costs = [[float(triple[k]) for triple in triples] for k in range(3)]
    return {"rows": [], "low": [], "high": [], "upper": [1.0] * len(triples), "costs": costs}


def packing(columns: int, rows: int, seed: int) -> Instance:
    """Three worths to be maximised under limits that bind half of what there is."""
    draw = random.Random(seed)
    matrix = [[draw.randint(1, 9) * int(draw.random() < 0.5) for _ in range(columns)] for _ in range(rows)]
    costs = [[-draw.randint(0, 20) for _ in range(columns)] for _ in range(3)]
    high = [sum(row) // 3 for row in matrix]
    return {"rows": matrix, "low": [-_NO_BOUND] * rows, "high": high, "upper": [1.0] * columns, "costs": costs}


def covering(columns: int, rows: int, seed: int) -> Instance:
    """Three costs of reaching every demand."""
    draw = random.Random(seed)
    matrix = [
        [draw.randint(1, 9) * int(draw.random() < 0.4) or int(j == 0) for j in range(columns)] for _ in range(rows)
    ]
    costs = [[draw.randint(1, 30) for _ in range(columns)] for _ in range(3)]
    low = [draw.randint(10, 50) for _ in range(rows)]
    return {"rows": matrix, "low": low, "high": [_NO_BOUND] * rows, "upper": [_NO_BOUND] * columns, "costs": costs}


def transport(sources: int, sinks: int, seed: int) -> Instance:
    """Three costs of carrying what sources have to what sinks need: many bases for each point."""
    draw = random.Random(seed)
    pairs = list(product(range(sources), range(sinks)))
    supply = [draw.randint(5, 20) for _ in range(sources)]
    need = [sum(supply) // sinks] * sinks
    need[0] += sum(supply) - sum(need)
    matrix = [[int(i == s) for i, _ in pairs] for s in range(sources)]
    matrix += [[int(j == s) for _, j in pairs] for s in range(sinks)]
    costs = [[draw.randint(1, 20) for _ in pairs] for _ in range(3)]
    ends = [*supply, *need]
    return {"rows": matrix, "low": ends, "high": ends, "upper": [_NO_BOUND] * len(pairs), "costs": costs}


_KINDS = {"packing": packing, "covering": covering, "transport": transport}


def drawn(seed: int) -> tuple[str, Callable[[], Instance]]:
    """A packing, a covering or a transport by name: the seed says which, how large, and with what numbers."""
    draw = random.Random(f"three aims {seed}")
    kind = draw.choice(sorted(_KINDS))
    if kind == "transport":
        size = draw.randint(4, 8), draw.randint(6, 12)
        return f"seed {seed}: transport, {size[0]} by {size[1]}", partial(transport, *size, seed)
    size = draw.randint(20, 60), draw.randint(8, 24)
    return f"seed {seed}: {kind}, {size[0]} columns, {size[1]} rows", partial(_KINDS[kind], *size, seed)


QUICK: dict[str, Callable[[], Instance]] = {
    "box, 1 (27 columns)": lambda: box(1),
    "packing, 20 columns, 8 rows": lambda: packing(20, 8, 1),
}
CHOSEN = QUICK | {
    "box, 2 (125 columns, q3m1)": lambda: box(2),
    "box, 3 (343 columns, ex10)": lambda: box(3),
    "packing, 40 columns, 10 rows": lambda: packing(40, 10, 2),
    "packing, 60 columns, 20 rows": lambda: packing(60, 20, 3),
    "packing, 100 columns, 20 rows": lambda: packing(100, 20, 4),
    "covering, 40 columns, 20 rows": lambda: covering(40, 20, 5),
    "covering, 60 columns, 40 rows": lambda: covering(60, 40, 6),
    "transport, 5 by 8": lambda: transport(5, 8, 7),
    "transport, 8 by 12": lambda: transport(8, 12, 8),
}
ALL = CHOSEN | dict(map(drawn, range(1, 11)))


def ours(instance: Instance, *, walk: bool) -> tuple[float, int]:
    """CPU seconds and corners, by `trace`; without a walk by the sandwich alone."""
    import pulp

    import tradeoff
    from tradeoff.moo.triobjective.sandwich import Sandwich

    if not walk:
        Sandwich.walk = lambda self, progress=None: None  # type: ignore[method-assign]
    problem = pulp.LpProblem()
    x = [
        problem.add_variable(f"x{j}", 0, None if most == _NO_BOUND else most)
        for j, most in enumerate(instance["upper"])
    ]
    for row, low, high in zip(instance["rows"], instance["low"], instance["high"], strict=True):
        total = pulp.LpAffineExpression({x[j]: float(a) for j, a in enumerate(row) if a})
        if low == high:
            problem += total == high
        elif high < _NO_BOUND:
            problem += total <= high
        else:
            problem += total >= low
    aims = {
        f"f{k}": pulp.LpAffineExpression(dict(zip(x, map(float, c), strict=True)))
        for k, c in enumerate(instance["costs"])
    }
    corners = 0

    def once() -> None:
        nonlocal corners
        corners = len(tradeoff.trace(problem, aims, sense=dict.fromkeys(aims, "min"), exact=True).extreme_points)

    return least(once, most=_MOST if walk else 1), corners


def least(once: Callable[[], None], *, most: int = _MOST) -> float:
    """The least CPU seconds of several rounds."""
    took: list[float] = []
    while len(took) < most and (len(took) < _FEWEST or sum(took) < _LONG):
        begun = time.process_time()
        once()
        took.append(time.process_time() - begun)
    return min(took)


def bensolve(instance: Instance) -> tuple[float, int]:
    """CPU seconds and corners, by bensolve through benpy."""
    import benpy
    from scipy.sparse import csr_matrix

    width = len(instance["upper"])
    rows = np.array(instance["rows"] or np.eye(width).tolist(), dtype=float)
    ends = [
        np.array(instance[side] or other, dtype=float)
        for side, other in (("low", [0.0] * width), ("high", [1.0] * width))
    ]
    upper = np.array(instance["upper"])
    low, high, most = (np.where(np.abs(part) >= _NO_BOUND, np.sign(part) * np.inf, part) for part in (*ends, upper))
    corners = 0

    def once() -> None:
        nonlocal corners
        problem = benpy.vlpProblem(
            B=csr_matrix(rows),
            a=low,
            b=high,
            l=np.zeros(width),
            s=most,
            P=csr_matrix(np.array(instance["costs"], dtype=float)),
            opt_dir=1,
            options={**benpy.vlpProblem().default_options, "message_level": 0},
        )
        corners = int((np.asarray(benpy.solve(problem).Primal.vertex_type) == 1).sum())

    return least(once), corners


WAYS: dict[str, Callable[[Instance], tuple[float, int]]] = {
    "walk": lambda instance: ours(instance, walk=True),
    "sandwich": lambda instance: ours(instance, walk=False),
    "bensolve": bensolve,
}


def measured(way: str, python: str, file: Path) -> tuple[float, int] | None:
    """What a way took and found in a process of its own; None where it cannot be done here."""
    command = [python, str(Path(__file__).resolve()), "--way", way, "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(_environment()))
    if done.returncode:
        print(f"{way}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    seconds, corners = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(corners)


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, **ONE_THREAD}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the smallest instances only")
    parser.add_argument("--walk-only", action="store_true", help="leave out the sandwich alone")
    parser.add_argument("--peer", default="", help="a Python that has benpy")
    parser.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        print(json.dumps(WAYS[asked.way](json.loads(asked.file.read_text()))))
        return
    print("| instance | corners | walk, CPU s | sandwich alone | times | bensolve | ours in bensolve's |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (QUICK if asked.quick else ALL).items():
            file = Path(folder) / "instance.json"
            file.write_text(json.dumps(make()))
            walk = measured("walk", sys.executable, file)
            alone = None if asked.walk_only else measured("sandwich", sys.executable, file)
            peer = measured("bensolve", asked.peer, file) if asked.peer else None
            print(row(name, walk, alone, peer), flush=True)


def row(
    name: str, walk: tuple[float, int] | None, alone: tuple[float, int] | None, peer: tuple[float, int] | None
) -> str:
    """A line of the table; corners that differ are told."""
    if walk is None:
        return f"| {name} | failed | | | | | |"
    cells = [name, f"{walk[1]:,}", f"{walk[0]:.3f}"]
    for other, share in ((alone, True), (peer, False)):
        if other is None:
            cells += ["", ""]
            continue
        told = f"{other[0]:.3f}" + ("" if other[1] == walk[1] else f" ({other[1]:,} corners)")
        cells += [told, f"{other[0] / walk[0]:.1f}" if share else f"{walk[0] / other[0]:.1f}"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
