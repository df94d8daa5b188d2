"""From frontiers and plans to Altair charts; they solve nothing, save nothing and fetch nothing.

Exports: `frontier`, `compare_frontiers`, `allocation`.
"""

from __future__ import annotations

from tradeoff.charts.allocation import allocation
from tradeoff.charts.frontier import compare_frontiers, frontier

__all__ = ["allocation", "compare_frontiers", "frontier"]
