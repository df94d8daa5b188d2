"""Holds who draws a frontier, as what Jupyter shows and as a chart; the engine itself draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Drawer = Callable[[object], str]
Charter = Callable[[object, Mapping[str, Mapping[str, float]], Mapping[str, str]], Any]

_drawers: list[Drawer] = []
_charters: list[Charter] = []


def register(drawer: Drawer) -> None:
    """Let `drawer` make the HTML from now on."""
    _drawers[:] = [drawer]


def register_charter(charter: Charter) -> None:
    """Let `charter` make the charts from now on."""
    _charters[:] = [charter]


def drawn(thing: object) -> str | None:
    """A thing as HTML; None, with which Jupyter shows its `repr`, where nobody draws."""
    return _drawers[0](thing) if _drawers else None


def charted(thing: object, marked: Mapping[str, Mapping[str, float]], units: Mapping[str, str]) -> Any:
    """A chart of a thing.

    Args:
        thing: What is drawn.
        marked: Values of its objectives to be marked, by the words beside them.
        units: What its objectives are counted in, by name; of those left out it is not said.

    Raises:
        ImportError: Nobody draws.
    """
    if not _charters:
        raise ImportError("nothing here draws charts; import tradeoff, with Altair installed")
    return _charters[0](thing, marked, units)
