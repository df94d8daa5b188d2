"""Finds what is wrong with the tiles of districts: two on one place (E1), or a place that no page has (E8)."""

from __future__ import annotations

from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.resolved import Tables
from tradeoff.words.spoken import say

MOST_TILES = 24
"""Columns and rows of the map of tiles: with more, no tile on a screen is wide enough to be read."""


def check_districts(tables: Tables) -> Iterator[InputFault]:
    """Every tile that cannot be drawn where the table puts it."""
    first: dict[tuple[int, int], str] = {}
    for one in tables.districts:
        for column in ("tile_column", "tile_row"):
            place = getattr(one, column)
            if not 1 <= place <= MOST_TILES:
                what = say("tiles are counted from 1 to {most}", most=MOST_TILES)
                mend = "count from the tile in the far north-west, which is 1, 1"
                yield fault("E8", "districts.csv", column, what, mend, row=one.row, value=place)
        there = first.setdefault((one.tile_column, one.tile_row), one.district)
        if there != one.district:
            what = say("{district} lies on the tile of {there}", district=one.district, there=there)
            mend = "give each district a tile of its own"
            yield fault("E1", "districts.csv", "tile_column", what, mend, row=one.row, value=one.tile_column)
