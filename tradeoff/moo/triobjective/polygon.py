"""Cuts out of the triangle of weights the polygon where a basis is optimal.

Weights of three objectives, none below 0 and of unit sum, form a triangle. A basis is optimal where every nonbasic
column's reduced cost keeps its sign: one straight wall a column (Ehrgott 2005, chapter 7). Only a few of the walls
leave an edge; they are found by walking along them, from one to the next that stands in the way, once around (Jarvis
1973).
"""

from __future__ import annotations

from dataclasses import dataclass

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
_FEW_EDGES = 12
"""Room for the corners of a polygon to begin with."""
_TURN = np.array([1.0, -1.0])
_TRIANGLE = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0], [0.0, 0.0, 1.0]])

Triple = tuple[float, float, float]
Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Polygon:
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
    # In the plane of the first two weights a wall reads p x + q y + r >= 0.
    plane = np.empty((len(walls), 3, BORDERS + walls.shape[2]))
    plane[:, :, :BORDERS] = _TRIANGLE
    plane[:, :, BORDERS:] = walls
    plane[:, :2, BORDERS:] -= walls[:, 2:]
    rays = _Rays(plane, inside[:, :2])
    length, first = rays.to_next(towards[:, :2])
    rounds = _Rounds(len(walls))
    # Which sets are not yet around, and where each began.
    going = (length > _SHORT).nonzero()[0]
    rays.keep(going)
    start = wall = rays.lines(first[going])
    for _ in range(_MOST_EDGES):
        if not len(going):
            break
        # The inside is to the left.
        length, number = rays.to_next(wall[:, 1::-1] * _TURN)
        rounds.note(going, rays.places, number, length)
        wall = rays.lines(number)
        around = np.abs(wall - start).sum(axis=1) <= _PARALLEL
        if around.any():
            rounds.is_around[going[around]] = True
            left = (~around).nonzero()[0]
            rays.keep(left)
            going, start, wall = going[left], start[left], wall[left]
    return rounds.polygons()


class _Rays:
    """A place within each set of walls, from where one goes on to the next wall that stands in the way."""

    def __init__(self, plane: Floats, places: Floats) -> None:
        self._plane = plane
        self._rays = np.zeros((len(plane), 2, 3))
        self._rays[:, 0, :2], self._rays[:, 0, 2] = places, 1.0

    @property
    def places(self) -> Floats:
        """Sets x 2."""
        places: Floats = self._rays[:, 0, :2]
        return places

    def keep(self, sets: Positions) -> None:
        """Go on with some of the sets."""
        if len(sets) < len(self._plane):
            self._plane, self._rays = self._plane[sets], self._rays[sets]

    def lines(self, numbers: Positions) -> Floats:
        """Of each set one wall."""
        lines: Floats = self._plane[np.arange(len(numbers)), :, numbers]
        return lines

    def to_next(self, directions: Floats) -> tuple[Floats, Positions]:
        """Go in directions (sets x 2) up to the first wall in the way: how far off it was, and which it is."""
        rays = self._rays
        sizes = np.sqrt((directions * directions).sum(axis=1, keepdims=True))
        sizes[sizes == 0] = 1.0
        rays[:, 1, :2] = directions / sizes
        seen = rays @ self._plane
        room, rates = seen[:, 0], seen[:, 1]
        reach = np.full(rates.shape, -np.inf)
        np.divide(room, rates, out=reach, where=rates < -_PARALLEL)
        numbers = reach.argmax(axis=1)
        lengths = np.maximum(-reach[np.arange(len(reach)), numbers], 0.0)
        rays[:, 0, :2] += lengths[:, None] * rays[:, 1, :2]
        return lengths, numbers


class _Rounds:
    """The corners met by now of each set, and the wall that leads on from each."""

    def __init__(self, sets: int) -> None:
        self.is_around = np.zeros(sets, dtype=np.bool_)
        """Which sets are back where they began."""
        self._counts = np.zeros(sets, dtype=np.int64)
        self._corners = np.zeros((sets, _FEW_EDGES, 2))
        self._walls = np.zeros((sets, _FEW_EDGES), dtype=np.int64)

    def note(self, sets: Positions, places: Floats, walls: Positions, lengths: Floats) -> None:
        """Take the next corner of some sets; where the way to it was short, its wall takes the last one's place.

        Args:
            sets: Which.
            places: Their corners, sets x 2.
            walls: The wall met there, by number.
            lengths: How far off it was from the last.
        """
        new = (lengths > _SHORT) | (self._counts[sets] == 0)
        self._counts[sets] += new
        at = self._counts[sets] - 1
        if at.max() == self._walls.shape[1]:
            self._corners = np.concatenate([self._corners, np.zeros_like(self._corners)], axis=1)
            self._walls = np.concatenate([self._walls, np.zeros_like(self._walls)], axis=1)
        self._walls[sets, at] = walls
        self._corners[sets[new], at[new]] = places[new]

    def polygons(self) -> list[Polygon | None]:
        """What has been gone around, where it has an inside."""
        counts, corners = self._counts, self._corners
        x, y = (corners - corners[:, :1]).transpose(2, 0, 1)
        cross = x[:, :-1] * y[:, 1:] - y[:, :-1] * x[:, 1:]
        real = np.arange(1, corners.shape[1]) < counts[:, None]
        areas = np.where(real, cross, 0.0).sum(axis=1)
        weights = np.concatenate([corners, 1.0 - corners.sum(axis=2, keepdims=True)], axis=2)
        np.maximum(weights, 0.0, out=weights)
        weights /= weights.sum(axis=2, keepdims=True)
        has_inside = self.is_around & (areas > _LEAST_AREA)
        columns = (has_inside, counts, weights, self._walls, areas)
        polygons: list[Polygon | None] = []
        for known, count, rows, numbers, area in zip(*(column.tolist() for column in columns), strict=True):
            met = tuple([(a, b, c) for a, b, c in rows[:count]])
            polygons.append(Polygon(corners=met, walls=tuple(numbers[:count]), area=area) if known else None)
        return polygons
