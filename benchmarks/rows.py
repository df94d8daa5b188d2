"""From what was measured to rows of the table: a ratio, the goal it is held against, and what was found equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.measure import Outcome

AT_LEAST, AT_MOST = "at least", "at most"
Points = Sequence[Sequence[float]]
_SAME_LINE, _SAME_CORNER = 1e-9, 1e-7
"""Lines and corners that differ by less, in shares of the ranges and of the largest value, are the same."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table."""

    group: str
    work: str
    ours: float | None = None
    """CPU seconds."""
    other: str = ""
    """What it is held against."""
    theirs: float | None = None
    """CPU seconds."""
    ratio: float | None = None
    unit: str = ""
    """What the ratio counts, in words."""
    goal: tuple[str, float] | None = None
    remark: str = ""
    memory: float | None = None
    """Peak of our process, MB."""
    missing: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        if self.goal is None or self.ratio is None:
            return None
        return self.ratio >= self.goal[1] if self.goal[0] == AT_LEAST else self.ratio <= self.goal[1]

    def markdown(self) -> str:
        """The row in Markdown."""
        if self.missing:
            return f"| {self.work} | | {self.other} | | not available | | {self.missing.replace('|', '/')} |"
        goal = "" if self.goal is None else f"{self.goal[0]} {self.goal[1]:g}: {'met' if self.met else '**missed**'}"
        memory = "" if self.memory is None else f"{self.memory:,.0f} MB"
        remark = "; ".join(part for part in (self.remark, memory) if part)
        ratio = "" if self.ratio is None else f"{_short(self.ratio)} {self.unit}"
        cells = (self.work, _short(self.ours), self.other, _short(self.theirs), ratio, goal, remark)
        return f"| {' | '.join(cells)} |"


HEAD = "| work | CPU s | against | its CPU s | result | goal | remarks |\n| --- | --- | --- | --- | --- | --- | --- |"


def _short(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def faster(
    group: str, work: str, ours: Outcome, other: str, theirs: Outcome, goal: tuple[str, float] | None, remark: str = ""
) -> Row:
    """How many times faster ours is."""
    return _compared(group, work, (ours, theirs), other, (theirs.seconds, ours.seconds), "times faster", goal, remark)


def as_long(
    group: str, work: str, ours: Outcome, other: str, theirs: Outcome, goal: tuple[str, float] | None, remark: str = ""
) -> Row:
    """How many times as long ours takes."""
    return _compared(group, work, (ours, theirs), other, (ours.seconds, theirs.seconds), "times as long", goal, remark)


def _compared(
    group: str,
    work: str,
    outcomes: tuple[Outcome, Outcome],
    other: str,
    parts: tuple[float, float],
    unit: str,
    goal: tuple[str, float] | None,
    remark: str,
) -> Row:
    ours, theirs = outcomes
    if missing := ours.missing or theirs.missing:
        return Row(group=group, work=work, other=other, goal=goal, missing=missing)
    return Row(
        group=group,
        work=work,
        ours=ours.seconds,
        other=other,
        theirs=theirs.seconds,
        ratio=parts[0] / parts[1],
        unit=unit,
        goal=goal,
        remark=remark,
        memory=ours.memory,
    )


def counted(
    group: str, work: str, ours: Outcome, number: float, unit: str, goal: tuple[str, float] | None, remark: str = ""
) -> Row:
    """A number that is held against a goal by itself."""
    if ours.missing:
        return Row(group=group, work=work, goal=goal, missing=ours.missing)
    return Row(
        group=group,
        work=work,
        ours=ours.seconds,
        ratio=number,
        unit=unit,
        goal=goal,
        remark=remark,
        memory=ours.memory,
    )


def agreement(ours: Points, theirs: Points) -> str:
    """Whether two lists are the same vertices, in words: as many, in the same places, on the same line.

    A program that finds corners where supporting lines meet has flat ones less exactly along the line than across it.
    """
    near, far = np.array(ours), np.array(theirs)
    off = max(distance_from(theirs, ours), distance_from(ours, theirs))
    if near.shape == far.shape:
        size = np.abs(far).max(axis=0)
        # Along the line x falls and y rises, so that their difference orders points however steep the line is.
        near, far = (points[np.argsort(points[:, 1] / size[1] - points[:, 0] / size[0])] for points in (near, far))
        apart = float((np.abs(near - far) / size).max())
        if off <= _SAME_LINE and apart <= _SAME_CORNER:
            return f"the same {len(near):,} vertices: lines to {off:.0e} of the ranges, corners to {apart:.0e}"
    return f"{len(near):,} vertices against {len(far):,}; the lines are {off:.0e} of the ranges apart"


def distance_from(points: Points, frontier: Points) -> float:
    """The farthest any point lies from the line through a frontier: the shorter way of two, along x or along y.

    In shares of the frontier's ranges; beyond its ends the line goes on level and upright.
    """
    line, found = np.array(sorted(map(tuple, frontier))), np.array(points)
    span = np.ptp(line, axis=0)
    span[span == 0] = 1.0
    upright = line[::-1]
    by_y = np.abs(found[:, 1] - np.interp(found[:, 0], line[:, 0], line[:, 1])) / span[1]
    by_x = np.abs(found[:, 0] - np.interp(found[:, 1], upright[:, 1], upright[:, 0])) / span[0]
    return float(np.minimum(by_x, by_y).max(initial=0.0))


def hypervolume(points: Points, *, straight: bool) -> float:
    """The area between the origin and points to be maximised: under the line through them, or under their steps."""
    best: list[tuple[float, float]] = []
    for x, y in sorted(((float(x), float(y)) for x, y in points), reverse=True):
        if x > 0 and y > 0 and (not best or y > best[-1][1]):
            best.append((x, y))
    area, before = 0.0, 0.0
    for position, (x, y) in enumerate(best):
        if straight and position:
            left = best[position - 1]
            area += (y - before) * (x + left[0]) / 2
        else:
            area += (y - before) * x
        before = y
    return area


def as_json(row: Row) -> Mapping[str, object]:
    """The row in plain values."""
    return {
        "group": row.group,
        "work": row.work,
        "cpu_seconds": row.ours,
        "against": row.other,
        "its_cpu_seconds": row.theirs,
        "result": row.ratio,
        "unit": row.unit,
        "goal": None if row.goal is None else {"relation": row.goal[0], "value": row.goal[1], "met": row.met},
        "remark": row.remark,
        "peak_memory_mb": row.memory,
        "not_available": row.missing,
    }
