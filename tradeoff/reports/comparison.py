"""Writes a comparison as plain records: what JSON and CSV hold of it, figure for figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradeoff.words.spoken import hundredths, say_one

if TYPE_CHECKING:
    from tradeoff.advice.compare import Comparison
    from tradeoff.advice.promise import Promise

Record = dict[str, object]
_STATES = ("choice", "no choice", "no plan")


def level_records(comparison: Comparison) -> list[Record]:
    """A record a level: x, then the most y of each scenario; None where so much x is out of reach."""
    return [
        {comparison.x: level, **dict(zip(comparison.labels, values, strict=True))}
        for level, values in zip(comparison.levels, zip(*comparison.values, strict=True), strict=True)
    ]


def budget_records(comparison: Comparison) -> list[Record]:
    """A record a budget and level, for several choices below each other: which aims, and how much of each."""
    return [
        {
            "trade": comparison.trade,
            "scenario": member.scenario.name,
            "rupees": float(member.scenario.rupees),
            "state": member.state,
            "x": comparison.x,
            "at_least": level,
            "y": comparison.y,
            "most": value,
        }
        for member, values in zip(comparison.members, comparison.values, strict=True)
        for level, value in zip(comparison.levels, values, strict=True)
    ]


def shown_ends(comparison: Comparison) -> list[Record]:
    """A record a scenario for people: what it is called, whether it has a choice, both ends, the falls in percent."""
    from tradeoff.advice.compare import end_records

    falls = {f"fall_of_{comparison.x}", f"fall_of_{comparison.y}"}

    def told(name: str, value: object) -> object:
        if name == "state":
            return say_one(str(value), _STATES)
        return hundredths(value, ".2f") if name in falls and isinstance(value, float) else value

    return [
        {name: told(name, value) for name, value in record.items() if name != "rupees"}
        for record in end_records(comparison)
    ]


def comparison_json(comparison: Comparison, promised: Sequence[Mapping[str, Promise]] = ()) -> Record:
    """One comparison as an entry of `tradeoff/compare/1`.

    Args:
        comparison: What `compare` returns.
        promised: For each scenario what `end_promises` says of its frontier; none where nobody asked.
    """
    from tradeoff.advice.compare import further_records
    from tradeoff.advice.in_shares import shares_note
    from tradeoff.advice.promise import ends_json
    from tradeoff.reports.tables import floors_kept, reforms_made

    return {
        "trade": comparison.trade,
        "x": comparison.x,
        "y": comparison.y,
        "units": dict(comparison.units),
        **floors_kept(comparison.members[0].scenario),
        "ends": [
            {
                "scenario": member.scenario.name,
                "label": label,
                **reforms_made(member.scenario),
                **shares_note(member.scenario),
                "rupees": float(member.scenario.rupees),
                "data_hash": member.scenario.data_hash,
                "state": member.state,
                f"most_{comparison.x}": list(member.ends.most_x) if member.ends else None,
                f"most_{comparison.y}": list(member.ends.most_y) if member.ends else None,
                "falls": list(member.ends.falls) if member.ends else None,
                "shortfalls": list(member.shortfalls),
                "points": [[p.x, p.y] for p in member.frontier.extreme_points] if member.frontier else [],
                "promises": ends_json(by_aim),
            }
            for label, member, by_aim in zip(
                comparison.labels, comparison.members, promised or [{}] * len(comparison.members), strict=True
            )
        ],
        "levels": level_records(comparison),
        "further": further_records(comparison),
        "sentences": list(comparison.sentences),
    }
