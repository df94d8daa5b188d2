"""Finds gains that would grow by themselves year after year (E9), by the outlook of the sectors they are in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import text_of
from tradeoff.scenario.references import RawTables
from tradeoff.scenario.resolved import Tables
from tradeoff.scenario.settings_checks import is_doubling
from tradeoff.scenario.told import Told
from tradeoff.scenario.written_numbers import PLAIN
from tradeoff.words.spoken import say

_FASTEST_GROWTH = Fraction(105, 100)
"""Yearly retention of a gain above this is a slip of the pen, not a growing sector."""


def check_retention(tables: Tables, raw: RawTables, told: Told) -> Iterator[InputFault]:
    """Gains that would grow by themselves; outlooks are taken from rows that are wrong elsewhere too.

    Args:
        tables: The typed tables.
        raw: The same as text.
        told: What could not be read of them.
    """
    read = {cluster.row: cluster.sector_outlook for cluster in tables.clusters}
    outlooks: dict[tuple[str, str], list[tuple[Fraction, int]]] = {}
    for number, cells in raw["clusters"].rows if "clusters" in raw else ():
        text = text_of(cells, "sector_outlook") or "0"
        outlook = read.get(number)
        if number not in read and PLAIN.fullmatch(text):
            outlook = Fraction(text)
        # Of an outlook that cannot be meant is told already, where it stands.
        if outlook is None or is_doubling(outlook):
            continue
        for keys in product(("*", text_of(cells, "cluster_id")), ("*", text_of(cells, "sector"))):
            outlooks.setdefault(keys, []).append((outlook, number))
    if not told.is_whole("clusters"):
        outlooks = {key: growth for key, growth in outlooks.items() if "" not in key}
    everywhere = outlooks.get(("*", "*"), [(Fraction(0), 0)]) if told.is_whole("clusters") else []
    blamed: set[int] = set()
    for effect in tables.effects:
        places = outlooks.get((effect.cluster_id, effect.sector), everywhere)
        if not places or effect.persistence is None:
            continue
        growth = max(places)[0]
        if effect.persistence * (1 + growth) <= _FASTEST_GROWTH:
            continue
        if effect.persistence > 1:
            what = say(
                "with a sector outlook of {growth:g} the gain grows by more than 5% a year", growth=float(growth)
            )
            mend = "write the share of the gain kept after a year, at most about 1"
            yield fault("E9", "effects.csv", "persistence", what, mend, row=effect.row, value=float(effect.persistence))
            continue
        # Where no more than all is kept, the sectors alone make the gain grow.
        for outlook, row in places:
            if effect.persistence * (1 + outlook) > _FASTEST_GROWTH and row not in blamed:
                blamed.add(row)
                what = "gains in effects.csv would grow by more than 5% a year with it"
                mend = "write growth a share a year, such as 0.02 or -0.01"
                yield fault("E9", "clusters.csv", "sector_outlook", what, mend, row=row, value=f"{float(outlook):g}")
