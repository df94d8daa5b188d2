"""What is compared: groups of work that take turns, and the rows each group gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.against import augmecon, bensolve, loops, nsga, rival
from benchmarks.instance import PAIRS
from benchmarks.measure import Outcome
from benchmarks.rows import AT_LEAST, AT_MOST, Row, as_long, counted, faster
from benchmarks.setting import HEAVY, Setting, named
from benchmarks.tiled import write_tiled

_TRIPLE = ("depth", "breadth", "tomorrow")


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
    return [*rows, faster("exact", f"{name}, {named(pair)}: exact", ours, "the same without numba", by_arrays, None)]


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
    work = f"{name}, {named(pair)}: exact"
    return [
        as_long("exact", work, ours, "its payoff table, HiGHS as it comes", payoff, (AT_MOST, 3.0), remark),
        as_long("exact", work, ours, "one interior point solve", interior, (AT_MOST, 25.0)),
        counted("exact", work, ours, 1e3 * ours.seconds / max(1, number), "ms a point", (AT_MOST, per_point)),
    ]


def gaps(setting: Setting) -> list[Row]:
    """Frontiers with a bound, hot and cold."""
    size = setting.sizes.large
    return [row for pair in PAIRS for row in _gaps(setting, setting.instance(size), pair, f"{size} clusters")]


def _gaps(setting: Setting, source: str, pair: tuple[str, str], name: str) -> list[Row]:
    done = setting.measure(
        {
            "gap 0.001": setting.work("bounded", source=source, pair=pair, gap=1e-3),
            "hot 0.001": setting.work("unled", source=source, pair=pair, gap=1e-3, hot=True, rounds=HEAVY),
            "cold 0.001": setting.work("unled", source=source, pair=pair, gap=1e-3, hot=False, rounds=HEAVY),
            "gap 0.0001": setting.work("bounded", source=source, pair=pair, gap=1e-4, rounds=HEAVY),
        }
    )
    coarse, hot, cold, fine = (done[way] for way in ("gap 0.001", "hot 0.001", "cold 0.001", "gap 0.0001"))
    work = f"{name}, {named(pair)}: gap 0.001"
    rows = [
        faster("gaps", f"{work}, hot starts", hot, "cold starts", cold, (AT_LEAST, 3.0), _sums(hot)),
        faster("gaps", work, coarse, "hot starts", hot, None, _sums(coarse)),
    ]
    for gap, outcome, most in ((1e-3, coarse, 35.0), (1e-4, fine, 130.0)):
        number = outcome.facts.get("sums", 0)
        work = f"{name}, {named(pair)}: gap {gap:g}"
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
        work = setting.work("surface", source=source, names=_TRIPLE, gap=0.01, rounds=HEAVY)
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
                "gap 0.01": setting.work("bounded", source=source, pair=pair, gap=0.01, rounds=HEAVY),
                "exact": setting.work("exact", source=source, pair=pair, rounds=HEAVY),
                "interior": setting.work("cold", source=source, pair=pair[:1], interior=True, rounds=HEAVY),
            }
        )
        interior, ours = done["interior"], done["gap 0.01"]
        remarks = {
            "gap 0.01": f"{_sums(ours)}, {ours.facts.get('sums', 0)} weighted sums",
            "exact": f"{len(done['exact'].facts.get('points', ())):,} points, {done['exact'].facts.get('method')}",
        }
        for what, remark in remarks.items():
            work = f"{name}, {named(pair)}: {what}"
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
    "rival": rival,
    "augmecon": augmecon,
    "nsga": nsga,
}
