"""Registers the measures a limit can be set on: their names, units and words, and the keys that narrow them.

This is the one place that names them. What a measure counts stands under its kind in `tradeoff/programme/limits.py`;
importing `tradeoff.programme` fails where one half is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.scenario.objectives import AIMS, find_registered
from tradeoff.scenario.units import HOUSEHOLDS, RUPEES, SHARE, Unit

GROUPS = ("women", "sc", "st", "minority")
"""The groups whose share of a cell's households may be known."""

PLACE_KEYS = ("cluster_id", "department_id", "district", "sector")
KEYS = (*PLACE_KEYS, "segment_id", "level_id", "activity_id", "fund_id", "year")
"""What a limit can be narrowed to: columns of the table `limits`."""
_OF_HOUSEHOLDS = (*PLACE_KEYS, "segment_id", "level_id", "year")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Something of which a limit sets a floor, a ceiling or the amount."""

    kind: str
    """Under which its terms stand; the whole name, or what precedes the colon in it."""
    unit: Unit
    words: str
    keys: tuple[str, ...]
    """The keys of a limit that it allows."""
    aim: str = ""
    """The aim it counts, where it counts one."""
    group: str = ""
    """The group whose share it is, where it is one."""

    @property
    def name(self) -> str:
        """As the table `limits` writes it."""
        of = self.aim or self.group
        return f"{self.kind}:{of}" if of else self.kind


HOUSEHOLDS_ENROLLED = Measure(kind="households", unit=HOUSEHOLDS, words="households", keys=_OF_HOUSEHOLDS)
POOR_HOUSEHOLDS = Measure(kind="poor_households", unit=HOUSEHOLDS, words="poor households", keys=_OF_HOUSEHOLDS)
MONEY = Measure(kind="money", unit=RUPEES, words="money", keys=KEYS)
OBJECTIVE = "objective"
"""The kind of the measures that count an aim."""
SHARE_OF_GROUP = "share"
"""The kind of the measures that are a group's share of the households enrolled."""

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        HOUSEHOLDS_ENROLLED,
        POOR_HOUSEHOLDS,
        MONEY,
    )
}
"""The measures that are neither of an aim nor of a group, by name."""


def all_measures() -> dict[str, Measure]:
    """Every measure by its name: those above, one an aim, one a group."""
    aims = [
        Measure(kind=OBJECTIVE, aim=aim.name, unit=aim.unit, words=aim.name, keys=_OF_HOUSEHOLDS)
        for aim in AIMS.values()
    ]
    shares = [
        Measure(kind=SHARE_OF_GROUP, group=group, unit=SHARE, words=f"share of {group}", keys=_OF_HOUSEHOLDS)
        for group in GROUPS
    ]
    return MEASURES | {measure.name: measure for measure in (*aims, *shares)}


def find_measure(name: str) -> Measure:
    """The measure of that name; raises LookupError, with those there are, for an unknown one."""
    return find_registered("measure", name, all_measures())
