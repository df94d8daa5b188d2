"""Solves square sparse systems of whole numbers exactly, by elimination that leaves them whole."""

from __future__ import annotations

import heapq
import math
from fractions import Fraction

from tradeoff.checker.reading import RefusedError

_LONG = 64
"""Bits of an entry from which a row is worth dividing by what its entries share."""


def solve(rows: list[dict[int, int]], rights: list[list[int]], count: int) -> list[list[Fraction]]:
    """Solve a square system of whole numbers for several right-hand sides by sparse elimination.

    Rows stay whole: each is multiplied before it is subtracted from, and divided by what its entries share. The next
    pivot is in the shortest row or column, so that whatever is triangular costs nothing.

    Args:
        rows: The entries of each row by column; used up.
        rights: The right-hand sides of each row; used up.
        count: How many right-hand sides there are.

    Raises:
        RefusedError: The system has no single solution.
    """
    holders: list[set[int]] = [set() for _ in rows]
    for i, row in enumerate(rows):
        for j in row:
            holders[j].add(i)
    queue = [(len(row), 0, i) for i, row in enumerate(rows)] + [(len(rows), 1, j) for j, rows in enumerate(holders)]
    heapq.heapify(queue)
    steps: list[tuple[int, int]] = []
    gone: tuple[set[int], set[int]] = (set(), set())
    while len(steps) < len(rows):
        if not queue:
            raise RefusedError("a basis is none: its columns depend on each other")
        length, kind, at = heapq.heappop(queue)
        if at in gone[kind] or length != len(holders[at] if kind else rows[at]) or not length:
            continue
        p, q = (
            (min(holders[at], key=lambda i: len(rows[i])), at)
            if kind
            else (at, min(rows[at], key=lambda j: len(holders[j])))
        )
        steps.append((p, q))
        gone[0].add(p)
        gone[1].add(q)
        for j in rows[p]:
            holders[j].discard(p)
        for i in holders[q]:
            _subtract(rows, rights, holders, i, p, q)
            heapq.heappush(queue, (len(rows[i]), 0, i))
        for j in rows[p]:
            heapq.heappush(queue, (len(holders[j]), 1, j))
        holders[q] = set()
    return [_substitute(rows, [right[k] for right in rights], steps) for k in range(count)]


def _subtract(
    rows: list[dict[int, int]], rights: list[list[int]], holders: list[set[int]], i: int, p: int, q: int
) -> None:
    row, pivot = rows[i], rows[p][q]
    entry = row.pop(q)
    share = math.gcd(entry, pivot)
    times, less = pivot // share, entry // share
    if times != 1:
        for j in row:
            row[j] *= times
    for j, value in rows[p].items():
        if j == q:
            continue
        new = row.get(j, 0) - less * value
        if new:
            row[j] = new
            holders[j].add(i)
        else:
            row.pop(j, None)
            holders[j].discard(i)
    rights[i] = [times * mine - less * other for mine, other in zip(rights[i], rights[p], strict=True)]
    if any(value.bit_length() > _LONG for value in row.values()):
        content = math.gcd(*row.values(), *rights[i])
        if content > 1:
            rows[i] = {j: value // content for j, value in row.items()}
            rights[i] = [value // content for value in rights[i]]


def _substitute(rows: list[dict[int, int]], right: list[int], steps: list[tuple[int, int]]) -> list[Fraction]:
    x = [Fraction(0)] * len(rows)
    for p, q in reversed(steps):
        rest = sum((value * x[j] for j, value in rows[p].items() if j != q and x[j]), Fraction(0))
        x[q] = (right[p] - rest) / rows[p][q]
    return x
