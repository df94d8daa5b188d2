"""Compares with what others do: other tools, loops by hand, and the loop an expert would write."""

from __future__ import annotations

from benchmarks.instance import PAIRS
from benchmarks.rows import AT_LEAST, Row, agreement, distance_from, faster, hypervolume
from benchmarks.setting import HEAVY, Setting, named


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
                faster("bensolve", f"{clusters} clusters, {named(pair)}: exact", ours, "bensolve", theirs, goal, remark)
            )
    return rows


def loops(setting: Setting) -> list[Row]:
    """What an analyst writes by hand."""
    sizes, pair = setting.sizes, PAIRS[0]
    source = setting.instance(sizes.large)
    works = {
        "gap 0.001": setting.work("bounded", source=source, pair=pair, gap=1e-3),
        "every breakpoint": setting.work("exact", source=source, pair=pair),
    }
    for solver in ("cbc", "highs"):
        works[solver] = setting.work("loop", source=source, pair=pair, solver=solver, points=sizes.points, rounds=HEAVY)
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
            work = f"{sizes.large} clusters, {named(pair)}: {ours}"
            rows.append(faster("loops", work, done[ours], other, done[solver], held, off))
    return rows


def rival(setting: Setting) -> list[Row]:
    """The loop an expert writes on one hot HiGHS model, against ours with numba and without."""
    sizes = setting.sizes
    source = setting.instance(sizes.large)
    rows = []
    for pair in PAIRS:
        works = {
            (what, compiled): setting.work(task, source=source, pair=pair, compiled=compiled, **more)
            for what, task, more in (("gap 0.001", "bounded", {"gap": 1e-3}), ("every breakpoint", "exact", {}))
            for compiled in (True, False)
        }
        tasks = {f"{what} {compiled}": work for (what, compiled), work in works.items()}
        done = setting.measure({**tasks, "loop": setting.work("expert", source=source, pair=pair, points=sizes.points)})
        for what, compiled in works:
            held = {("gap 0.001", False): (AT_LEAST, 3.0), ("every breakpoint", True): (AT_LEAST, 2.0)}
            off, exact = "", done["every breakpoint True"]
            if not (done["loop"].missing or exact.missing):
                apart = distance_from(done["loop"].facts["points"], exact.facts["points"])
                off = f"its points lie on our line to {apart:.0e} of the ranges"
            how = "with numba" if compiled else "without numba"
            work = f"{sizes.large} clusters, {named(pair)}: {what}, {how}"
            other = f"one hot HiGHS model, {sizes.points} points"
            ours = done[f"{what} {compiled}"]
            rows.append(faster("rival", work, ours, other, done["loop"], held.get((what, compiled)), off))
    return rows


def augmecon(setting: Setting) -> list[Row]:
    """A grid of epsilon-constraints by pyaugmecon."""
    sizes, pair = setting.sizes, PAIRS[0]
    source = setting.instance(sizes.middle)
    done = setting.measure(
        {
            "exact": setting.work("exact", source=source, pair=pair, rounds=HEAVY),
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
    work = f"{sizes.middle} clusters, {named(pair)}: exact"
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
    work = f"{sizes.small} clusters, {named(pair)}: exact"
    return [faster("nsga", work, ours, f"pymoo NSGA-II, {sizes.seconds} s", theirs, None, share)]
