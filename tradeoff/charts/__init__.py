"""Draws Altair charts of frontiers and plans; solves nothing, saves nothing and fetches nothing.

Exports: `frontier`, `compare_frontiers`, `stack`, `allocation`, `tornado`.
"""

from __future__ import annotations

from tradeoff.charts.allocation import allocation
from tradeoff.charts.frontier import compare_frontiers, frontier, stack
from tradeoff.charts.tornado import tornado

__all__ = ["allocation", "compare_frontiers", "frontier", "stack", "tornado"]
