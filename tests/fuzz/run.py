"""Runs commands on what was spoilt, in this process, and says how each ended.

`python -m tests.fuzz.run 5000 [SEED]` runs so many of each kind and prints what is no end in words.
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

import tradeoff
from tests.fuzz.spoil import spoil_folder, spoil_json, spoil_workbook
from tests.independent.tiny_scenario import write_tiny
from tradeoff.cli import commands
from tradeoff.cli.failures import told

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
        kind: `folder`, `certificate` or `workbook`.
        seeds: One for each.
        place: A folder to work in.
    """
    make = {"folder": _folders, "certificate": _certificates, "workbook": _workbooks}[kind]
    for seed, command in make(seeds, place):
        out, err = io.StringIO(), io.StringIO()
        begun = time.process_time()
        with redirect_stdout(out), redirect_stderr(err), warnings.catch_warnings():
            warnings.simplefilter("error")
            code = told(commands, command)
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


def main() -> int:
    """Run as many of each kind as the command line says."""
    many, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    faults = 0
    for kind in ("folder", "certificate", "workbook"):
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
