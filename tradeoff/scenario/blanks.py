"""Finds blank cells that cells of the scenario rest on while these cannot be resolved yet, so that one pass tells all.

As long as a name or an envelope is blank nobody resolves what a household costs; a new workbook would be told its
yellow cells in two goes. Only what is missing whatever else is mended is told here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.raw import text_of
from tradeoff.scenario.references import RawTables
from tradeoff.scenario.told import Told
from tradeoff.words.spoken import say


def check_blanks(raw: RawTables, told: Told) -> Iterator[InputFault]:
    """Clusters that say nowhere how many households they have, and levels of which every row of costs is blank.

    Args:
        raw: The tables as text.
        told: What was told of them.
    """
    faulty = {(one.file, one.row) for one in told.problems if one.column in ("cluster_id", "level_id", None)}
    if "segments" not in told.unread and not _texts(raw, "segments", "cluster_id"):
        for number, cells in raw["clusters"].rows if "clusters" in raw else ():
            if not text_of(cells, "poor_households") and ("clusters.csv", number) not in faulty:
                yield households_blank(number)
    if told.knows("level_contents", "level_id"):
        made_up = _texts(raw, "level_contents", "level_id")
        rows = defaultdict(list)
        for number, cells in raw["costs"].rows if "costs" in raw else ():
            rows[text_of(cells, "level_id")].append((number, cells))
        for level_id, found in rows.items():
            if level_id not in made_up and not any(text_of(cells, "cost_per_household") for _, cells in found):
                offered = (number for number, cells in found if text_of(cells, "offered") != "0")
                yield from (cost_blank(level_id, number) for number in offered if ("costs.csv", number) not in faulty)


def households_blank(row: int) -> InputFault:
    """That the cluster of a row has no households."""
    what = "the cluster has no rows in segments.csv and no number of households here"
    mend = "write its poor households, or give it rows in segments.csv"
    return fault("E1", "clusters.csv", "poor_households", what, mend, row=row)


def cost_blank(level_id: str, row: int) -> InputFault:
    """That a level costs nobody knows what.

    Args:
        level_id: The level.
        row: The row of costs that should say it.
    """
    what = say(
        "the cell is blank, and level {level_id} has no contents that would say what it costs", level_id=level_id
    )
    mend = "write what a household costs, 0 if it is nothing; or take the level out with `offered` 0"
    return fault("E1", "costs.csv", "cost_per_household", what, mend, row=row)


def _texts(raw: RawTables, table: str, column: str) -> set[str]:
    return {text_of(cells, column) for _, cells in raw[table].rows} if table in raw else set()
