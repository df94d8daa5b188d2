"""Time and memory of the commands on `orissa`, as ratios to one cold HiGHS solve of the same programme.

    python benchmarks/orissa.py

Each command runs in a process of its own, on one thread. CPU seconds move with the machine; the ratios move less.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MEGA = 1024
"""`ru_maxrss` counts kilobytes on Linux."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of `work`, done in a forked child so that peaks do not add up."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"the measured work ended with status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGA


def command(*arguments: str) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of one command."""

    def run() -> None:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execve(sys.executable, [sys.executable, "-m", "tradeoff", *arguments], {**os.environ, **ONE_THREAD})

    return measured(run)


def cold_solve() -> tuple[float, float]:
    """CPU seconds of one HiGHS solve (its defaults, most breadth) and the peak memory (MB) of the process around it."""
    source = """
import resource, time
import pulp
import tradeoff
from tradeoff.programme.programme import build_programme

programme = build_programme(tradeoff.read_scenario("orissa"))
problem = programme.problem
problem.sense = pulp.LpMaximize
problem.setObjective(programme.objectives["breadth"])
solver = pulp.HiGHS(msg=False, threads=1)
solver.createAndConfigureSolver(problem)
solver.buildSolverModel(problem)
started = time.process_time()
problem.solverModel.run()
used, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(used, peak, len(problem.variables()), len(problem.constraints()))
"""
    done = subprocess.run(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **ONE_THREAD}
    )
    seconds, memory, columns, rows = done.stdout.split()[-4:]
    print(f"One cold HiGHS solve: {float(seconds):.3f} CPU s of {columns} columns and {rows} rows; baseline 1.\n")
    return float(seconds), float(memory) / MEGA


def solves(*arguments: str) -> int:
    """Solves of HiGHS that a command takes, each counted as it goes through the one door to it."""
    source = """
import sys
from tradeoff.cli import commands
from tradeoff.moo.lp.solver import Solver

count, honest = [0], Solver.minimise


def minimise(self, cost):
    count[0] += 1
    return honest(self, cost)


Solver.minimise = minimise
try:
    commands(sys.argv[1:])
finally:
    print(count[0], file=sys.stderr)
"""
    run = [sys.executable, "-c", source, *arguments]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ, **ONE_THREAD})
    return int(done.stderr.split()[-1])


def main() -> None:
    """Print the table in Markdown."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds, memory = cold_solve()
    pairs = ("depth-breadth", "today-tomorrow", "participation-selectivity")
    rows = [("one cold HiGHS solve", seconds, memory), ("`tradeoff list` (start-up alone)", *command("list"))]
    rows.append(("`check orissa`", *command("check", "orissa")))
    rows += [(f"`frontier orissa --trade {pair}`", *command("frontier", "orissa", "--trade", pair)) for pair in pairs]
    rows.append(
        (
            f"`frontier orissa --trade {pairs[0]} --exact`",
            *command("frontier", "orissa", "--trade", pairs[0], "--exact"),
        )
    )
    at = ("--trade", pairs[0], "--at", "breadth=12000")
    for told in (("plan", "orissa", *at), ("why", "orissa", "hl_kotpad", *at), ("why", "orissa", "appl_42mouza", *at)):
        name = f"`{' '.join(told)}`, {solves(*told)} solves"
        rows.append((name, *command(*told)))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        rows.append(
            ("`report orissa` (three frontiers and the page)", *command("report", "orissa", "--out", str(page)))
        )
    print("| work | CPU time, ratio | peak memory, ratio |\n| --- | --- | --- |")
    for name, used, peak in rows:
        print(f"| {name} | {used / seconds:.1f} | {peak / memory:.2f} |")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    print(f"\n{time.strftime('%d %B %Y')}, {machine}.")


if __name__ == "__main__":
    main()
