"""Says what a run of the benchmarks is asked for: sizes, seed, rounds, and who takes part."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import Outcome, Work, measure, run_once
from benchmarks.peers import Peers

HEAVY = 1
"""Rounds of work that takes minutes."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Clusters of the instances, and how much is asked of the slow ones."""

    small: int = 15
    middle: int = 30
    large: int = 150
    huge: int = 1500
    copies: int = 10
    """Of `orissa`, side by side."""
    points: int = 50
    """Of the loops by hand."""
    grid: int = 3
    """Of AUGMECON."""
    seconds: int = 40
    """Of NSGA-II."""


QUICK = Sizes(small=1, middle=1, large=1, huge=3, copies=2, points=5, grid=2, seconds=2)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run is asked for."""

    sizes: Sizes
    seed: int
    rounds: int
    peers: Peers
    folder: Path
    """For files that the works share."""

    def instance(self, clusters: int) -> str:
        """The name of an instance, as tasks read it."""
        return f"instance:{clusters}:{self.seed}"

    def work(self, task: str, *, rounds: int | None = None, **arguments: Any) -> Work:
        """Work in the project's environment."""
        return Work(task=task, arguments=arguments, rounds=self.rounds if rounds is None else rounds)

    def peer(self, name: str, task: str, source: str, pair: tuple[str, ...], **arguments: Any) -> Work:
        """Work in the peers' environment, on the arrays of an instance."""
        missing = self.peers.missing[name]
        path = Path(tempfile.mkdtemp(dir=self.folder)) / "arrays.npz"
        if not missing:
            missing = run_once(self.work("write_arrays", source=source, pair=pair, path=str(path)), "arrays").missing
        return Work(
            task=task,
            arguments={"path": str(path), **arguments},
            script="peer_tasks.py",
            python=self.peers.python,
            rounds=HEAVY,
            missing=missing,
        )

    def measure(self, works: Mapping[str, Work]) -> dict[str, Outcome]:
        """Work that takes turns."""
        return measure(works, seed=self.seed)


def named(pair: tuple[str, str]) -> str:
    """A pair of objectives in words."""
    return "/".join(pair)
