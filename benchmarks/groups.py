"""What is compared: groups of work that take turns, and the rows each group gives."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.instance import PAIRS
from benchmarks.measure import Outcome, Work, measure, run_once
from benchmarks.peers import Peers
from benchmarks.rows import AT_LEAST, AT_MOST, Row, agreement, as_long, counted, distance_from, faster, hypervolume
from benchmarks.tiled import write_tiled

_TRIPLE = ("depth", "breadth", "tomorrow")
_HEAVY = 1
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
            rounds=_HEAVY,
            missing=missing,
        )

    def measure(self, works: Mapping[str, Work]) -> dict[str, Outcome]:
        """Work that takes turns."""
        return measure(works, seed=self.seed)


def building(setting: Setting) -> list[Row]:
    """Building a PuLP problem, and passing it to HiGHS."""
    size = setting.sizes.large
    source, pair = setting.instance(size), PAIRS[0]
    works = {
        "fast": setting.work("building", clusters=size, seed=setting.seed, idiomatic=False),
        "idiomatic": setting.work("building", clusters=size, seed=setting.seed, idiomatic=True),
        "hand over": setting.work("handing_over", source=source, pair=pair, ours=True),
        "buildSolverModel": setting.work("handing_over", source=source, pair=pair, ours=False),
    }
    done = setting.measure(works)
    facts = [done[name].facts for name in ("fast", "idiomatic")]
    same = "the same rows, columns and entries" if facts[0] == facts[1] else "NOT the same programme"
    return [
        faster(
            "building",
            f"{size} clusters as a PuLP problem, from dicts",
            done["fast"],
            "lpSum and `+=`",
            done["idiomatic"],
            (AT_LEAST, 2.5),
            same,
        ),
        faster(
            "building",
            f"{size} clusters from PuLP into HiGHS, scaled",
            done["hand over"],
            "`pulp.HiGHS().buildSolverModel`",
            done["buildSolverModel"],
            (AT_LEAST, 2.5),
        ),
    ]


def bensolve(setting: Setting) -> list[Row]:
    """Every vertex, against bensolve."""
    rows = []
    for clusters in dict.fromkeys((setting.sizes.small, setting.sizes.middle)):
        for pair in PAIRS:
            source = setting.instance(clusters)
            done = setting.measure(
                {
                    f"exact {pair[0]}, {clusters}": setting.work("exact", source=source, pair=pair),
                    f"bensolve {pair[0]}, {clusters}": setting.peer("benpy", "bensolve", source, pair),
                }
            )
            ours, theirs = done.values() if next(iter(done)).startswith("exact") else reversed(list(done.values()))
            both = not (ours.missing or theirs.missing)
            remark = agreement(ours.facts["points"], theirs.facts["points"]) if both else ""
            goal = (AT_LEAST, 20.0) if clusters == setting.sizes.middle else None
            rows.append(
                faster(
                    "bensolve", f"{clusters} clusters, {_named(pair)}: exact", ours, "bensolve", theirs, goal, remark
                )
            )
    return rows


def exact(setting: Setting) -> list[Row]:
    """Every vertex, against single solves of the same programme, and against a walk by array calls."""
    size, pair = setting.sizes.large, PAIRS[0]
    source, name = setting.instance(size), f"{size} clusters"
    rows = [row for pair in PAIRS for row in _exact(setting, source, pair, name, 1.2)]
    ways = {f"exact {pair[0]}": True, "by arrays": False}
    done = setting.measure(
        {way: setting.work("exact", source=source, pair=pair, compiled=compiled) for way, compiled in ways.items()}
    )
    ours, by_arrays = (done[way] for way in ways)
    return [*rows, faster("exact", f"{name}, {_named(pair)}: exact", ours, "the same without numba", by_arrays, None)]


def _exact(setting: Setting, source: str, pair: tuple[str, str], name: str, per_point: float) -> list[Row]:
    done = setting.measure(
        {
            f"exact {pair[0]}": setting.work("exact", source=source, pair=pair),
            f"payoff {pair[0]}": setting.work("cold", source=source, pair=pair, interior=False),
            f"interior {pair[0]}": setting.work("cold", source=source, pair=pair[:1], interior=True),
        }
    )
    ours, payoff, interior = (done[f"{what} {pair[0]}"] for what in ("exact", "payoff", "interior"))
    number = len(ours.facts.get("points", ()))
    remark = f"{number:,} points, {ours.facts.get('method')}"
    if not payoff.missing and number:
        found = [ours.facts["points"][0][0], ours.facts["points"][-1][1]]
        apart = max(abs(a - b) / abs(b) for a, b in zip(found, payoff.facts["best"].values(), strict=True))
        remark += f"; ends as HiGHS has them to {apart:.0e}"
    work = f"{name}, {_named(pair)}: exact"
    return [
        as_long("exact", work, ours, "its payoff table, HiGHS as it comes", payoff, (AT_MOST, 3.0), remark),
        as_long("exact", work, ours, "one interior point solve", interior, (AT_MOST, 25.0)),
        counted("exact", work, ours, 1e3 * ours.seconds / max(1, number), "ms a point", (AT_MOST, per_point)),
    ]


def gaps(setting: Setting) -> list[Row]:
    """Frontiers with a proven bound, hot and cold."""
    size = setting.sizes.large
    return [row for pair in PAIRS for row in _gaps(setting, setting.instance(size), pair, f"{size} clusters")]


def _gaps(setting: Setting, source: str, pair: tuple[str, str], name: str) -> list[Row]:
    done = setting.measure(
        {
            "gap 0.001": setting.work("bounded", source=source, pair=pair, gap=1e-3),
            "hot 0.001": setting.work("unled", source=source, pair=pair, gap=1e-3, hot=True, rounds=_HEAVY),
            "cold 0.001": setting.work("unled", source=source, pair=pair, gap=1e-3, hot=False, rounds=_HEAVY),
            "gap 0.0001": setting.work("bounded", source=source, pair=pair, gap=1e-4, rounds=_HEAVY),
        }
    )
    coarse, hot, cold, fine = (done[way] for way in ("gap 0.001", "hot 0.001", "cold 0.001", "gap 0.0001"))
    work = f"{name}, {_named(pair)}: gap 0.001"
    rows = [
        faster("gaps", f"{work}, hot starts", hot, "cold starts", cold, (AT_LEAST, 3.0), _sums(hot)),
        faster("gaps", work, coarse, "hot starts", hot, None, _sums(coarse)),
    ]
    for gap, outcome, most in ((1e-3, coarse, 35.0), (1e-4, fine, 130.0)):
        number = outcome.facts.get("sums", 0)
        work = f"{name}, {_named(pair)}: gap {gap:g}"
        rows.append(counted("gaps", work, outcome, number, "weighted sums", (AT_MOST, most), _sums(outcome)))
    return rows


def _sums(outcome: Outcome) -> str:
    facts = outcome.facts
    return f"{facts['points']} points, {facts['programmes']} programmes" if facts else ""


def surface(setting: Setting) -> list[Row]:
    """Three objectives."""
    rows = []
    for clusters in (setting.sizes.small, setting.sizes.large):
        source = setting.instance(clusters)
        work = setting.work("surface", source=source, names=_TRIPLE, gap=0.01, rounds=_HEAVY)
        done = setting.measure({f"three objectives, {clusters}": work}).popitem()[1]
        name = f"{clusters} clusters, {', '.join(_TRIPLE)}: gap 0.01"
        number = done.facts.get("sums", 0)
        remark = f"{_sums(done)}, {done.facts.get('facets', 0)} facets"
        rows.append(counted("surface", name, done, number, "weighted sums", (AT_MOST, 90.0), remark))
    return rows


def huge(setting: Setting) -> list[Row]:
    """Ten times the size, to one per cent and to the last corner."""
    size = setting.sizes.huge
    return _huge(setting, setting.instance(size), PAIRS[:1], f"{size} clusters")


def _huge(setting: Setting, source: str, pairs: tuple[tuple[str, str], ...], name: str) -> list[Row]:
    rows = []
    for pair in pairs:
        done = setting.measure(
            {
                "gap 0.01": setting.work("bounded", source=source, pair=pair, gap=0.01, rounds=_HEAVY),
                "exact": setting.work("exact", source=source, pair=pair, rounds=_HEAVY),
                "interior": setting.work("cold", source=source, pair=pair[:1], interior=True, rounds=_HEAVY),
            }
        )
        interior, ours = done["interior"], done["gap 0.01"]
        remarks = {
            "gap 0.01": f"{_sums(ours)}, {ours.facts.get('sums', 0)} weighted sums",
            "exact": f"{len(done['exact'].facts.get('points', ())):,} points, {done['exact'].facts.get('method')}",
        }
        for what, remark in remarks.items():
            work = f"{name}, {_named(pair)}: {what}"
            rows.append(as_long("huge", work, done[what], "one interior point solve", interior, None, remark))
    return rows


def orissa(setting: Setting) -> list[Row]:
    """The shipped scenario."""
    rows = []
    for pair in PAIRS:
        rows += _exact(setting, "orissa", pair, "`orissa`", 1.2)
        rows += _gaps(setting, "orissa", pair, "`orissa`")
    return rows


def tiled(setting: Setting) -> list[Row]:
    """The shipped scenario many times side by side."""
    copies = setting.sizes.copies
    folder = write_tiled("orissa", copies, setting.folder / "tiled" / f"orissa-{copies}")
    return _huge(setting, str(folder), PAIRS, f"`orissa` {copies} times")


def loops(setting: Setting) -> list[Row]:
    """What an analyst writes by hand."""
    sizes, pair = setting.sizes, PAIRS[0]
    source = setting.instance(sizes.large)
    works = {
        "gap 0.001": setting.work("bounded", source=source, pair=pair, gap=1e-3),
        "every breakpoint": setting.work("exact", source=source, pair=pair),
    }
    for solver in ("cbc", "highs"):
        works[solver] = setting.work(
            "loop", source=source, pair=pair, solver=solver, points=sizes.points, rounds=_HEAVY
        )
    done = setting.measure(works)
    rows = []
    for solver, name in (("cbc", "CBC"), ("highs", "HiGHS")):
        off = ""
        if not (done[solver].missing or done["every breakpoint"].missing):
            apart = distance_from(done[solver].facts["points"], done["every breakpoint"].facts["points"])
            off = f"its points lie on our line to {apart:.0e} of the ranges"
        for ours, goal in (("gap 0.001", 10.0), ("every breakpoint", 4.0)):
            held = (AT_LEAST, goal) if solver == "cbc" else None
            other = f"PuLP + {name}, {sizes.points} points by hand"
            work = f"{sizes.large} clusters, {_named(pair)}: {ours}"
            rows.append(faster("loops", work, done[ours], other, done[solver], held, off))
    return rows


def augmecon(setting: Setting) -> list[Row]:
    """A grid of epsilon-constraints by pyaugmecon."""
    sizes, pair = setting.sizes, PAIRS[0]
    source = setting.instance(sizes.middle)
    done = setting.measure(
        {
            "exact": setting.work("exact", source=source, pair=pair, rounds=_HEAVY),
            "pyaugmecon": setting.peer("pyaugmecon", "augmecon", source, pair, points=sizes.grid),
        }
    )
    ours, theirs = done["exact"], done["pyaugmecon"]
    off = ""
    if not (ours.missing or theirs.missing):
        points = theirs.facts["points"]
        off = (
            f"{len(ours.facts['points']):,} points against {len(points)}, "
            f"which lie on our line to {distance_from(points, ours.facts['points']):.0e} of the ranges"
        )
    work = f"{sizes.middle} clusters, {_named(pair)}: exact"
    return [faster("augmecon", work, ours, f"pyaugmecon with GLPK, {sizes.grid} grid points", theirs, None, off)]


def nsga(setting: Setting) -> list[Row]:
    """An evolutionary search by pymoo, by the share of the area it finds."""
    sizes, pair = setting.sizes, PAIRS[0]
    source = setting.instance(sizes.small)
    done = setting.measure(
        {
            "exact": setting.work("exact", source=source, pair=pair),
            "NSGA-II": setting.peer("pymoo", "nsga", source, pair, seconds=sizes.seconds, seed=setting.seed),
        }
    )
    ours, theirs = done["exact"], done["NSGA-II"]
    share = ""
    if not (ours.missing or theirs.missing):
        points = theirs.facts["points"]
        all_of_it = hypervolume(ours.facts["points"], straight=True)
        part = 100 * hypervolume(points, straight=False) / all_of_it
        share = (
            f"{len(points)} feasible points with {part:.0f} % of the area from the origin; plain encoding, no repair"
        )
    work = f"{sizes.small} clusters, {_named(pair)}: exact"
    return [faster("nsga", work, ours, f"pymoo NSGA-II, {sizes.seconds} s", theirs, None, share)]


def _named(pair: tuple[str, str]) -> str:
    return "/".join(pair)


GROUPS: Mapping[str, Callable[[Setting], list[Row]]] = {
    "building": building,
    "bensolve": bensolve,
    "exact": exact,
    "gaps": gaps,
    "surface": surface,
    "huge": huge,
    "orissa": orissa,
    "tiled": tiled,
    "loops": loops,
    "augmecon": augmecon,
    "nsga": nsga,
}
