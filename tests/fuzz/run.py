"""Runs commands on what was spoilt, in this process, and says how each ended.

`python -m tests.fuzz.run 5000 [SEED [KIND...]]` runs so many of each kind and prints what is no end in words.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click
import pulp

import tradeoff
from tests.fuzz.spoil import spoil_folder, spoil_json, spoil_workbook
from tests.independent.tiny_scenario import write_tiny
from tradeoff.cli import commands
from tradeoff.cli.failures import told
from tradeoff.errors import ScenarioError, visible

ENDS = frozenset({0, 2, 3, 4, 5, 6, 7})
"""The exit codes that are no bug and no interrupt."""
LONGEST = 10.0
"""Seconds of processor time."""


@dataclass(frozen=True, kw_only=True)
class End:
    """How a command ended on something spoilt."""

    kind: str
    seed: int
    command: tuple[str, ...]
    code: int
    seconds: float
    said: str

    @property
    def fault(self) -> str:
        """What is wrong with the end; blank where it is one in words."""
        if self.code not in ENDS:
            return f"exit {self.code}"
        if self.seconds > LONGEST:
            return f"{self.seconds:.0f} seconds"
        if "Traceback" in self.said or "Warning" in self.said:
            return "not in words"
        letters = [letter for letter in self.said if not letter.isprintable() and letter not in "\n\u200c\u200d\xa0"]
        return f"prints {letters[0]!r}" if letters else ""

    def __str__(self) -> str:
        return f"{self.kind} {self.seed}: {self.fault}: {' '.join(self.command)}\n{self.said[-600:]}"


def ends(kind: str, seeds: range, place: Path) -> Iterator[End]:
    """Spoil something from each seed and run a command on it.

    Args:
        kind: `folder`, `certificate`, `workbook` or `saved`.
        seeds: One for each.
        place: A folder to work in.
    """
    make = {"folder": _folders, "certificate": _certificates, "workbook": _workbooks, "saved": _saved}[kind]
    for seed, command in make(seeds, place):
        out, err = io.StringIO(), io.StringIO()
        begun = time.process_time()
        with redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings():
            warnings.simplefilter("error")
            code = told(_load if kind == "saved" else commands, command)
        seconds = time.process_time() - begun
        said = out.getvalue() + err.getvalue()
        yield End(kind=kind, seed=seed, command=command, code=code, seconds=seconds, said=said)


def _folders(seeds: range, place: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    sources = [write_tiny(place / f"tiny{i}", i) for i in range(3)]
    everything = tradeoff.shipped_scenarios()[0].path
    for seed in seeds:
        rng = random.Random(seed)
        source = everything if rng.random() < 0.15 else rng.choice(sources)
        folder = spoil_folder(source, place / f"folder{seed}", seed)
        yield seed, ("check", str(folder), "--format", rng.choice(("table", "json", "csv")))


def _certificates(seeds: range, place: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    result = place / "result"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        told(commands, ["frontier", "three-clusters", "--trade", "depth-breadth", "--certify", "--out", str(result)])
    whole = (result / "certificate.json").read_bytes()
    for seed in seeds:
        path = place / f"certificate{seed}.json"
        path.write_bytes(spoil_json(whole, seed))
        yield seed, ("verify", str(path))


def _workbooks(seeds: range, place: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    whole = tradeoff.copy_scenario("three-clusters", place / "whole.xlsx").read_bytes()
    for seed in seeds:
        path = place / f"workbook{seed}.xlsx"
        path.write_bytes(spoil_workbook(whole, seed))
        yield seed, ("check", str(path))


@click.command()
@click.argument("path")
def _load(path: str) -> None:
    """Load a saved frontier as a script does: it answers, or is refused with `ValueError`, which is told with 3."""
    try:
        frontier = tradeoff.Frontier.load(path)
        click.echo(visible(f"{frontier.points.to_string()} {frontier.solution(0)} {frontier!r}"))
    except (ValueError, OSError) as error:
        raise ScenarioError(str(error), []) from error


def _saved(seeds: range, place: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    kinds = [saved_frontier(count, place / f"whole{count}.json") for count in (2, 3)]
    for seed in seeds:
        path = place / f"saved{seed}.json"
        path.write_bytes(spoil_json(kinds[seed % len(kinds)], seed))
        yield seed, (str(path),)


def saved_frontier(count: int, path: Path) -> bytes:
    """What is saved of a small frontier of so many objectives."""
    problem = pulp.LpProblem()
    goods = [problem.add_variable(name, 0, 4) for name in "abc"]
    problem += goods[0] + 2 * goods[1] + 3 * goods[2] <= 9
    objectives = {variable.name: 1 * variable for variable in goods[:count]}
    tradeoff.trace(problem, objectives, sense=dict.fromkeys(objectives, "max")).save(path)
    return path.read_bytes()


def main() -> int:
    """Run as many of each kind as the command line says."""
    many, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    faults = 0
    for kind in sys.argv[3:] or ("folder", "certificate", "workbook", "saved"):
        codes: Counter[int] = Counter()
        longest = 0.0
        with tempfile.TemporaryDirectory() as place:
            for end in ends(kind, range(first, first + many), Path(place)):
                codes[end.code] += 1
                longest = max(longest, end.seconds)
                if end.fault:
                    faults += 1
                    sys.stdout.write(f"{end}\n")
        sys.stdout.write(f"{kind}: {many} from seed {first}, longest {longest:.1f} s, {dict(sorted(codes.items()))}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
