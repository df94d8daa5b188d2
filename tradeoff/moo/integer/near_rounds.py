"""Closes in on levels at which a solution and a bound are known: round after round, the widest gap first.

    branch    branching on sums raises the bound, by weak duality alone (`sum_tree.py`)
    cross     integer columns on which the level, its neighbours and the linear optimum agree stay; the few others are
              searched for a better solution
    end       the same rounds at the first objective's end, where few solutions are and little is gained
    refine    branching at the second objective's end, whose bound holds everywhere, then crossing and branching where
              the gap is least, until half of the levels between are near enough as a share of the range too
    last      a few nodes more wherever a level is not as near as that
    search    HiGHS's branch and cut, and the same by another way: a bound counts when both say it

Crossing solutions: Rothberg (2007); with the linear optimum: Danna, Rothberg and Le Pape (2005).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from tradeoff.moo.integer.near_search import ENOUGH, LONGEST, NO_LIMIT, Place, Search
from tradeoff.moo.integer.near_trees import Trees
from tradeoff.moo.lp.model import Floats

_PART = 0.5
"""Share of the time for a level that its first search has; the rest is for the other way."""
_AGREES = 1e-6
"""Distance from a whole number below which a column of a linear optimum agrees with solutions."""
_CLOSE = 0.8
"""Share of the gap asked that is gone for last of all, a little further than needed: where a level is easy branch and
cut left to itself comes as near."""
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
"""Share of the levels between the ends whose gap is to be small as a share of the range too."""
_FINER = 0.2
"""Share of that gap that is gone for at the second objective's end, first of all: what is ruled out there is so at
every level, and no level holds anything up there."""
_REFINING, _REFINING_END = (10, 40, 80), (120,)
"""Nodes that branching divides for that at a level, turn after turn, before the nearest is looked for again; and at the
second objective's end."""


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
    turns: Counter[float] = Counter()
    _refine(search, trees, turns, search.places[:1])
    for number in range(1, len(_NODES) + 1):
        _round(search, trees, _AT_END, is_last=number == len(_NODES), at_end=True)
    # What is found at the first end may make the range of the second objective less, so that levels come after it.
    _refine(search, trees, turns, search.places)
    _last_turn(search, trees)
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


def _refine(search: Search, trees: Trees, turns: Counter[float], places: Sequence[Place]) -> None:
    """Better what is nearest, until half of the levels between the ends are near enough as a share of the range too.

    Args:
        search: What is known.
        trees: The tree of each level.
        turns: How often each level had its turn before.
        places: What may be bettered.
    """
    while left := [place for place in _unrefined(search) if place in places and turns[place.most] < _turns(place)]:
        place = min(left, key=lambda place: (place.most < NO_LIMIT, place.v - place.bound, place.most))
        turn, is_second_end = turns[place.most], place.most == NO_LIMIT
        turns[place.most] += 1
        # Where a looser level rules out more than its own tree does, a better solution is what a level lacks.
        crossed = turn == 1 and trees.is_behind(place)
        if crossed:
            search.learn(_crossed(search, place))
        trees.raise_bound(
            place,
            within=ENOUGH * _goal(search, place),
            nodes=(_REFINING_END if is_second_end else _REFINING)[turn],
            seconds=search.seconds_left() / len(left),
            dives=is_second_end or (turn > 0 and not crossed),
        )
        search.told(0)


def _last_turn(search: Search, trees: Trees) -> None:
    """Divide a few nodes more where a level is not near enough as a share of the range, or barely so in itself."""
    goals = [
        (min(_goal(search, place), _CLOSE * search.share * abs(place.v)), place)
        for place in search.places
        if not place.is_end
    ]
    far = [(goal, place) for goal, place in goals if place.v - place.bound > goal]
    for goal, place in sorted(far, key=lambda one: -one[1].most):
        within, seconds = ENOUGH * goal, search.seconds_left() / len(far)
        trees.raise_bound(place, within=within, nodes=_REFINING[0], seconds=seconds, dives=False)
        search.told(0)


def _turns(place: Place) -> int:
    """How many turns it has among what is refined."""
    return len(_REFINING_END if place.most == NO_LIMIT else _REFINING)


def _unrefined(search: Search) -> list[Place]:
    """The second end and the levels that are to come nearer; none where half of these are near enough."""
    between = [place for place in search.places if place.most < NO_LIMIT and not place.is_end]
    far = [place for place in search.places if not place.is_end and place.v - place.bound > _goal(search, place)]
    near = len(between) - sum(place.most < NO_LIMIT for place in far)
    return [] if near >= math.ceil(_REFINED * len(between)) or search.range_v <= 0 else far


def _goal(search: Search, place: Place) -> float:
    """How far apart solution and bound may lie, as a share of the second objective's range."""
    return (_FINER if place.most == NO_LIMIT else 1.0) * search.share * search.range_v
