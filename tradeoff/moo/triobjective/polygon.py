"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight wall a column (Ehrgott 2005, chapter 7). Only a few of the walls
leave an edge; they are found by walking along them, from one to the next that stands in the way, once around (Jarvis
1973).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradeoff.moo.lp.model import Floats

BORDERS = 3
"""The triangle's own walls, where some weight is 0, come before those of columns."""
_PARALLEL = 1e-9
"""Walls at a smaller angle are parallel; where they are so near to one another, they are one."""
_SHORT = 1e-10
"""An edge that is no longer is a corner."""
_LEAST_AREA = 1e-19
"""Of a polygon that has an inside, as a share of the triangle."""
_MOST_EDGES = 1000
_TRIANGLE = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0], [0.0, 0.0, 1.0]])

Triple = tuple[float, float, float]
Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Polygon(NamedTuple):
    """Where a basis is optimal: corners in turn, and which wall each edge is on."""

    corners: tuple[Triple, ...]
    """Unit-sum weights."""
    walls: tuple[int, ...]
    """Of the edge from each corner to the next: the borders 0 to 2 of the triangle, then the columns' own."""
    area: float
    """As a share of the triangle."""

    @property
    def middle(self) -> Triple:
        """The mean of the corners."""
        count = len(self.corners)
        a, b, c = (sum(part) / count for part in zip(*self.corners, strict=True))
        return a, b, c


def walk_around(walls: Floats, inside: Floats, towards: Floats) -> Polygon | None:
    """The weights w of the triangle with `w . walls >= 0`; None if they have no inside.

    Args:
        walls: 3 x walls, each of unit length.
        inside: Weights that keep all walls, maybe on some of them.
        towards: A direction, of zero sum, that leads further inside.
    """
    return walk_around_all(walls[None], inside[None], towards[None])[0]


def walk_around_all(walls: Floats, inside: Floats, towards: Floats) -> list[Polygon | None]:
    """As `walk_around`, of many sets of equally many walls side by side.

    Args:
        walls: Sets x 3 x walls, each of unit length.
        inside: Sets x 3.
        towards: Sets x 3.
    """
    rays = _Rays(_in_the_plane(walls), inside[:, :2])
    length, first = rays.to_next(towards[:, :2])
    begun = length > _SHORT
    rounds = _Rounds(len(walls))
    wall = rays.lines(first)
    start, around = wall[:, :3], ~begun
    for _ in range(_MOST_EDGES):
        if np.count_nonzero(around) * 2 > len(around):
            # Those that are back go round once more with the others, until they are too many.
            left = (~around).nonzero()[0]
            if not len(left):
                break
            rays.keep(left)
            rounds.keep(left)
            start, wall, around = start[left], wall[left], around[left]
        length, number = rays.to_next(wall[:, 3:])
        rounds.note(rays.places, number, length, around)
        wall = rays.lines(number)
        around = around | (np.abs(wall[:, :3] - start).sum(axis=1) <= _PARALLEL)
    is_around = begun.copy()
    is_around[rounds.going[~around]] = False
    return rounds.polygons(is_around)


def _in_the_plane(walls: Floats) -> Floats:
    """Sets x 5 x (borders and walls): p, q, r of p x + q y + r >= 0, and which way to go along with it on the left."""
    plane = np.empty((len(walls), 5, BORDERS + walls.shape[2]))
    plane[:, :3, :BORDERS] = _TRIANGLE
    # x and y are the first two weights; the third is what they leave of 1.
    plane[:, :3, BORDERS:] = walls
    plane[:, :2, BORDERS:] -= walls[:, 2:]
    p, q = plane[:, 0], plane[:, 1]
    sizes = np.sqrt(p * p + q * q)
    sizes[sizes == 0] = 1.0
    plane[:, 3], plane[:, 4] = q / sizes, -p / sizes
    return plane


class _Rays:
    """A place within each set of walls, from where one goes on to the next wall that stands in the way."""

    def __init__(self, plane: Floats, places: Floats) -> None:
        self._rays = np.zeros((len(plane), 2, 3))
        self._rays[:, 0, :2], self._rays[:, 0, 2] = places, 1.0
        self._share(plane)

    def _share(self, plane: Floats) -> None:
        """Take these walls, and views of what is looked at again and again."""
        self._plane, self._lines, self._every = plane, plane[:, :3], np.arange(len(plane))
        self._here, self._way = self._rays[:, 0], self._rays[:, 1]
        self.places, self._direction = self._here[:, :2], self._way[:, :2]

    def keep(self, sets: Positions) -> None:
        """Go on with some of the sets."""
        self._rays = self._rays[sets]
        self._share(self._plane[sets])

    def lines(self, numbers: Positions) -> Floats:
        """Of each set one wall, as `_in_the_plane` has it."""
        lines: Floats = self._plane[self._every, :, numbers]
        return lines

    def to_next(self, directions: Floats) -> tuple[Floats, Positions]:
        """Go in directions (sets x 2) up to the first wall in the way: how far off it was, and which it is."""
        self._direction[:] = directions
        seen = self._rays @ self._lines
        rates = seen[:, 1]
        reach = np.full(rates.shape, -np.inf)
        np.divide(seen[:, 0], rates, out=reach, where=rates < -_PARALLEL)
        numbers = reach.argmax(axis=1)
        lengths = np.maximum(-reach[self._every, numbers], 0.0)
        self._here += lengths[:, None] * self._way
        return lengths, numbers


class _Rounds:
    """What was met on the way around each set: a corner a round, and the wall that leads on from it."""

    def __init__(self, sets: int) -> None:
        self.going = np.arange(sets)
        """Which sets are on their way."""
        self._sets = sets
        self._met: list[tuple[Floats, Positions, Floats, Flags]] = []
        self._parts: list[tuple[Positions, int]] = []
        """Which sets were on their way up to which round, but for the last rounds."""

    def keep(self, sets: Positions) -> None:
        """Go on with some of the sets on their way."""
        self._parts.append((self.going, len(self._met)))
        self.going = self.going[sets]

    def note(self, places: Floats, walls: Positions, lengths: Floats, around: Flags) -> None:
        """Take the next corners of the sets on their way.

        Args:
            places: Where they are, sets x 2.
            walls: The wall met there, by number.
            lengths: How far off it was from the last corner.
            around: Which sets are back where they began, so that this is none.
        """
        self._met.append((places.copy(), walls, lengths, around))

    def _rounds(self) -> tuple[Floats, Positions, Positions]:
        """Of every round and set: where it was, at which wall, and 0 for none, 1 for a corner, 2 where the way was so
        short that the wall alone is new.
        """
        rounds = len(self._met), self._sets
        every = np.zeros((*rounds, 2)), np.zeros(rounds, dtype=np.int64), np.zeros(rounds, dtype=np.int64)
        begin = 0
        for going, end in (*self._parts, (self.going, len(self._met))):
            if begin == end:
                continue
            places, walls, lengths, around = map(np.array, zip(*self._met[begin:end], strict=True))
            what = np.where(around, 0, np.where(lengths <= _SHORT, 2, 1))
            if begin == 0:
                what[0] = ~around[0]
            for whole, part in zip(every, (places, walls, what), strict=True):
                whole[begin:end, going] = part
            begin = end
        return every

    def polygons(self, is_around: Flags) -> list[Polygon | None]:
        """What has an inside of those sets that have been gone around."""
        if not self._met:
            return [None] * self._sets
        places, numbers, what = self._rounds()
        is_corner, is_met = what == 1, what > 0
        at = np.cumsum(is_corner, axis=0) - 1
        counts = at[-1] + 1
        corners, walls = np.zeros((self._sets, len(what), 2)), np.zeros((self._sets, len(what)), dtype=np.int64)
        # Round after round: of several walls in one corner the last one stays.
        rounds, sets = is_met.nonzero()
        walls[sets, at[rounds, sets]] = numbers[rounds, sets]
        rounds, sets = is_corner.nonzero()
        corners[sets, at[rounds, sets]] = places[rounds, sets]
        x, y = (corners - corners[:, :1]).transpose(2, 0, 1)
        cross = x[:, :-1] * y[:, 1:] - y[:, :-1] * x[:, 1:]
        areas = np.where(np.arange(1, len(what)) < counts[:, None], cross, 0.0).sum(axis=1)
        weights = np.concatenate([corners, 1.0 - corners.sum(axis=2, keepdims=True)], axis=2)
        np.maximum(weights, 0.0, out=weights)
        weights /= weights.sum(axis=2, keepdims=True)
        has_inside = is_around & (areas > _LEAST_AREA)
        every = [column.tolist() for column in (has_inside, counts, weights, walls, areas)]
        return [
            Polygon(tuple([(a, b, c) for a, b, c in rows[:count]]), tuple(own[:count]), area) if known else None
            for known, count, rows, own, area in zip(*every, strict=True)
        ]
