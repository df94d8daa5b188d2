"""Packs a page's data so that nothing is written twice: sentences once, figures to the digits that are shown.

The page's own script (`mixture.js`) unpacks it. Texts come out without signs that turn the direction of what follows.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from tradeoff.reports.isolated import isolated

_DIGITS = 9
"""Significant digits of a figure of an aim: the page shows at most seven, and mixes two of them."""


def packed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What `page_data` returns, as the page carries it."""
    places = {key: place for place, key in enumerate(data["clusters"])}
    levels = {key: place for place, key in enumerate(data["levels"])}
    texts: dict[str, int] = {}
    first = data["pairs"][0]["plans"][0]

    def plan(full: Mapping[str, Any]) -> dict[str, Any]:
        money = full["money"]
        return {
            "values": {name: float(f"{value:.{_DIGITS}g}") for name, value in full["values"].items()},
            "money": {key: money[key] for key in ("activity", "year", *(["fund"] if data["funds"] else []))},
            "cluster": [part for key, amount in money["cluster"].items() for part in (places[key], amount)],
            "households": [
                part
                for key, counts in full["households"].items()
                for level, count in counts.items()
                for part in (places[key], levels[level], tenths(count))
            ],
            "opened": [part for key, share in full["opened"].items() for part in (places[key], round(share, 4))],
            "districts": full["districts"],
            "served": [[tenths(row["served"]), tenths(row["sufficient"])] for row in full["served"]],
            "levels": [[tenths(row[key]) for key in ("households", "poor", "sufficient")] for row in full["levels"]],
            **{
                kind: [texts.setdefault(words, len(texts)) for words in full[kind]]
                for kind in ("binding", "unspent", "closed")
            },
        }

    pairs = [
        {
            **pair,
            "plans": [plan(one) for one in pair["plans"]],
            "named": [{**one, "plan": one["plan"] and plan(one["plan"])} for one in pair["named"]],
        }
        for pair in data["pairs"]
    ]
    groups = [{"name": row["name"], "listed": row["listed"]} for row in first["served"]]
    kinds = [row["name"] for row in first["levels"]]
    floors = data["floors"] and {**data["floors"], "plans": _squeezed([plan(one) for one in data["floors"]["plans"]])}
    whole = {**data, "pairs": pairs, "floors": floors, "groups": groups, "levelRows": kinds, "texts": list(texts)}
    calmed: dict[str, Any] = _calmed(whole)
    return calmed


def _squeezed(plans: Sequence[Mapping[str, Any]]) -> str:
    """Plans that are seldom looked at, a sixth of the size: what a browser's `DecompressionStream` unpacks."""
    text = json.dumps(_calmed(plans), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def tenths(count: float | None) -> float | None:
    """To a tenth; nearer where that would be a half, which the page would then round away from what it is."""
    if count is None:
        return None
    tenth = round(count, 1)
    return tenth if tenth % 1 != 0.5 else float(f"{count:.{_DIGITS}g}")


def _calmed(part: Any) -> Any:
    """The same plain values with every text calmed, and names in it set apart."""
    if isinstance(part, str):
        return isolated(part)
    if isinstance(part, Mapping):
        return {isolated(str(key)): _calmed(value) for key, value in part.items()}
    return [_calmed(one) for one in part] if isinstance(part, (list, tuple)) else part
