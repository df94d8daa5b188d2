"""Holds who draws what Jupyter shows of scenarios, plans and frontiers; the rooms that hold these import no charts."""

from __future__ import annotations

from collections.abc import Callable

Drawer = Callable[[object], str]

_drawers: list[Drawer] = []


def register(drawer: Drawer) -> None:
    """Let `drawer` make the HTML from now on."""
    _drawers[:] = [drawer]


def drawn(thing: object) -> str | None:
    """A thing as HTML; None, with which Jupyter shows its `repr`, where nobody draws."""
    return _drawers[0](thing) if _drawers else None
