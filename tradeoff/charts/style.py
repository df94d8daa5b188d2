"""Holds the look that all charts share: colours that colour-blind readers tell apart; planners' have Indian digits."""

from __future__ import annotations

from typing import Any

from tradeoff.words.catalogue import ENGLISH
from tradeoff.words.spoken import language

LINE = "#0b5394"
ACCENT = "#d55e00"
MUTED = "#6b7280"
GRID = "#e5e7eb"
INK = "#1f2937"
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
"""Okabe and Ito (2008), in an order that separates neighbours."""
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"

PLAIN: dict[str, Any] = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "titlePadding": 10,
    },
    "title": {"fontSize": 15, "fontWeight": 600, "anchor": "start", "color": INK, "subtitleColor": MUTED},
    "legend": {"labelFontSize": 12, "titleFontSize": 12},
    "range": {"category": list(PALETTE)},
}
"""Of any problem: thousands in threes, as Vega writes them."""
CONFIG: dict[str, Any] = {
    **PLAIN,
    "locale": {
        "number": {"decimal": ".", "thousands": ",", "grouping": [3, 2, 2, 2, 2, 2, 2], "currency": ["Rs ", ""]}
    },
}
"""Of a scenario: lakh and crore."""


def config() -> dict[str, Any]:
    """The look of a scenario's charts, with the signs of the language that is spoken."""
    spoken = language()
    if spoken is ENGLISH:
        return CONFIG
    groups = [3, 2, 2, 2, 2, 2, 2] if spoken.grouping == ENGLISH.grouping else [3]
    signs = {"decimal": spoken.decimal, "thousands": spoken.group, "grouping": groups, "currency": ["", ""]}
    return {**CONFIG, "locale": {"number": signs}}
