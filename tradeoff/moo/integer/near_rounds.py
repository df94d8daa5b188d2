"""Closes in on levels at which a solution and a bound are known: round after round, the widest gap first.

    branch    branching on sums raises the bound, by weak duality alone (`sum_tree.py`)
    cross     integer columns on which the level, its neighbours and the linear optimum agree stay; the few others are
              searched for a better solution
    refine    branching at the second objective's end, whose bound holds everywhere, then where the gap is least, until
              half of all levels are near enough as a share of the range too
    end       the same rounds at the first objective's end, where few solutions are and little is gained
    search    HiGHS's branch and cut, and the same by another way: a bound counts when both say it

Crossing solutions: Rothberg (2007); with the linear optimum: Danna, Rothberg and Le Pape (2005).
"""

from __future__ import annotations

import math

import numpy as np

from tradeoff.moo.integer.near_search import ENOUGH, LONGEST, NO_LIMIT, Place, Search
from tradeoff.moo.integer.near_trees import Trees
from tradeoff.moo.lp.model import Floats

_PART = 0.5
"""Share of the time for a level that its first search has; the rest is for the other way."""
_AGREES = 1e-6
"""Distance from a whole number below which a column of a linear optimum agrees with solutions."""
_NEIGHBOURS = 2
"""Levels to each side whose solutions are crossed."""
_CONTENT = 1e-3
"""Share of its value within which crossing is content."""
_CROSSING = 200
"""Nodes of its search."""
_NODES = (80, 80, 240)
"""Nodes that branching divides at a level, round after round; before the last a better solution is looked for."""
_AT_END = 40
"""The same at the first objective's end, where few solutions are and little is gained."""
_REFINED = 0.5
"""Share of the levels whose gap is to be small as a share of the range too."""
_FINER = 0.2
"""Share of that gap that is gone for at the second objective's end, first of all: what is ruled out there is so at
every level, and no level holds anything up there."""
_REFINING = 120
"""Nodes that branching divides for that at a level, before the next nearest is tried."""


def close_in(search: Search, trees: Trees) -> None:
    """Raise bounds and better solutions until every level is near enough or nothing more can be done.

    Args:
        search: What is known after every level was filled once.
        trees: The tree of each level.

    Raises:
        CutOffError: Time is up.
    """
    for number, nodes in enumerate(_NODES, 1):
        _round(search, trees, nodes, is_last=number == len(_NODES))
    _refine(search, trees)
    for number in range(1, len(_NODES) + 1):
        _round(search, trees, _AT_END, is_last=number == len(_NODES), at_end=True)
    # What was found at the end may have made the range of the second objective less.
    _refine(search, trees)
    _search_on(search)


def _round(search: Search, trees: Trees, nodes: int, *, is_last: bool, at_end: bool = False) -> None:
    """Branch at every level that is not near enough, in the last round after a better solution was looked for.

    Args:
        search: What is known.
        trees: The tree of each level.
        nodes: How many nodes are divided at a level.
        is_last: Whether no round comes after.
        at_end: Whether it is for the first objective's end rather than for all other levels.
    """
    seen: set[float] = set()
    while waiting := _waiting(search, seen, at_end=at_end):
        place = _widest(waiting)
        seen.add(place.most)
        if is_last:
            search.learn(_crossed(search, place))
        seconds = search.seconds_left() / len(waiting)
        trees.raise_bound(place, within=ENOUGH * search.share * abs(place.v), nodes=nodes, seconds=seconds)
        search.told(1)


def _waiting(search: Search, seen: set[float], *, at_end: bool = False) -> list[Place]:
    """The levels that are not near enough, apart from those seen; the first objective's end stands for itself."""
    return [
        place
        for place in search.places
        if not place.is_done
        and place.gap > search.share
        and place.most not in seen
        and place.x is not None
        and place.is_end is at_end
    ]


def _widest(places: list[Place]) -> Place:
    """The level of the widest gap, the loosest of those."""
    return max(places, key=lambda place: (place.gap, place.most))


def _crossed(search: Search, place: Place) -> Floats | None:
    """A solution with what the level, its neighbours and the linear optimum agree on; None where none was met."""
    most = place.most, NO_LIMIT
    relaxed = search.solver.relax(search.cost_v, most).x
    if relaxed is None or place.x is None:
        return None
    ordered = sorted(search.places, key=lambda place: place.most)
    at = ordered.index(place)
    near = [other.x for other in ordered[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1] if other.x is not None]
    whole = np.round(place.x)
    agree = np.abs(relaxed - whole) <= _AGREES
    for x in near:
        agree &= np.abs(x - whole) < 0.5
    held = np.where(agree, whole, np.nan)
    return search.solver.search(
        search.cost_v, most, start=None, held=held, share=_CONTENT, seconds=search.seconds_left(), nodes=_CROSSING
    ).x


def _search_on(search: Search) -> None:
    """Branch and cut where the gap is widest, until every level is near enough or nothing more can be done."""
    # What the second objective has at the first one's end may be close to nothing, and no share of that near enough.
    while waiting := _waiting(search, set()):
        place = _widest(waiting)
        left = search.seconds_left()
        slice_ = left / len(waiting) if np.isfinite(left) else LONGEST
        most, goal = (place.most, NO_LIMIT), ENOUGH * search.share
        said = search.solver.search(search.cost_v, most, start=place.x, share=goal, seconds=_PART * slice_)
        search.learn(said.x)
        if said.bound > place.bound:
            left = search.seconds_left()
            slice_ = min(left, slice_)
            again = search.solver.confirm(search.cost_v, most, start=place.x, share=goal, seconds=(1 - _PART) * slice_)
            search.learn(again.x)
            search.rule_out(place.most, min(said.bound, again.bound))
        place.is_done = True
        search.told(1)


def _refine(search: Search, trees: Trees) -> None:
    """Raise the bounds that are nearest, until half of all are near enough as a share of the range too."""
    values = [place.v for place in search.places if place.x is not None]
    most = search.share * (max(values) - min(values))
    seen: set[float] = set()
    while True:
        near = sum(place.v - place.bound <= most for place in search.places)
        left = [place for place in search.places if place.v - place.bound > most and place.most not in seen]
        if near >= math.ceil(_REFINED * len(search.places)) or not left or most <= 0:
            return
        place = min(left, key=lambda place: (place.most < NO_LIMIT, place.v - place.bound, place.most))
        seen.add(place.most)
        seconds = search.seconds_left() / len(left)
        within = (_FINER if place.most == NO_LIMIT else ENOUGH) * most
        trees.raise_bound(place, within=within, nodes=_REFINING, seconds=seconds)
        search.told(0)
