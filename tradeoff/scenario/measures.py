"""Registers the measures a limit can be set on: their names, units and words, and the keys that narrow them.

This is the one place that names them. What a measure counts stands under its kind in `tradeoff/programme/limits.py`;
importing `tradeoff.programme` fails where one half is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.scenario.objectives import AIMS, find_registered
from tradeoff.scenario.units import AGENT_MONTHS, CLUSTERS, HOUSEHOLDS, RUPEES, SHARE, Unit
from tradeoff.words.spoken import say

_SHARES = {
    "women": "share of women",
    "sc": "share of SC",
    "st": "share of ST",
    "minority": "share of minorities",
}
GROUPS = tuple(_SHARES)
"""The groups whose share of a cell's households may be known."""
_SERVED = {
    "voice": "poor households: voice",
    "health": "poor households: health",
    "education": "poor households: education",
    "vulnerability": "poor households: vulnerability",
}
DIMENSIONS = tuple(_SERVED)
"""What a level may serve beside income; never added up into one."""

PLACE_KEYS = ("cluster_id", "department_id", "district", "sector", "sector_type")
HOUSEHOLD_KEYS = ("segment_id", "level_id", "group")
"""What narrows a limit to households, so that what serves a whole cluster stays outside."""
KEYS = (*PLACE_KEYS, *HOUSEHOLD_KEYS, "activity_id", "fund_id", "year")
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
    dimension: str = ""
    """The dimension it counts, where it counts one."""

    @property
    def name(self) -> str:
        """As the table `limits` writes it."""
        of = self.aim or self.group or self.dimension
        return f"{self.kind}:{of}" if of else self.kind


HOUSEHOLDS_ENROLLED = Measure(kind="households", unit=HOUSEHOLDS, words="households", keys=(*_OF_HOUSEHOLDS, "group"))
POOR_HOUSEHOLDS = Measure(kind="poor_households", unit=HOUSEHOLDS, words="poor households", keys=_OF_HOUSEHOLDS)
MONEY = Measure(kind="money", unit=RUPEES, words="money", keys=KEYS)
CLUSTERS_OPEN = Measure(kind="clusters", unit=CLUSTERS, words="clusters open", keys=(*PLACE_KEYS, "year"))
AGENTS_TIME = Measure(kind="agent_months", unit=AGENT_MONTHS, words="agent-months", keys=_OF_HOUSEHOLDS)
OBJECTIVE = "objective"
"""The kind of the measures that count an aim."""
SHARE_OF_GROUP = "share"
"""The kind of the measures that are a group's share of the households enrolled."""
DIMENSION = "dimension"
"""The kind of the measures that count poor households at levels which serve a dimension."""

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        HOUSEHOLDS_ENROLLED,
        POOR_HOUSEHOLDS,
        MONEY,
        CLUSTERS_OPEN,
        AGENTS_TIME,
    )
}
"""The measures that are of no aim, group or dimension, by name."""


def all_measures() -> dict[str, Measure]:
    """Every measure by its name: those above, one an aim, one a group, one a dimension."""
    aims = [
        Measure(kind=OBJECTIVE, aim=aim.name, unit=aim.unit, words=aim.name, keys=_OF_HOUSEHOLDS)
        for aim in AIMS.values()
    ]
    shares = [
        Measure(
            kind=SHARE_OF_GROUP,
            group=group,
            unit=SHARE,
            words=say(words),
            keys=_OF_HOUSEHOLDS,
        )
        for group, words in _SHARES.items()
    ]
    served = [
        Measure(
            kind=DIMENSION,
            dimension=name,
            unit=HOUSEHOLDS,
            words=say(words),
            keys=_OF_HOUSEHOLDS,
        )
        for name, words in _SERVED.items()
    ]
    return MEASURES | {measure.name: measure for measure in (*aims, *shares, *served)}


def dimensions_of(text: str) -> tuple[str, ...]:
    """The dimensions that a cell of `levels` names, separated by `;`."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def find_measure(name: str) -> Measure:
    """The measure of that name; raises LookupError, with those there are, for an unknown one."""
    return find_registered("measure", name, all_measures())
