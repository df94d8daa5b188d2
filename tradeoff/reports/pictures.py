"""Saves charts as pictures, without a browser and without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from tradeoff.errors import visible
from tradeoff.reports.whole import write_whole

_SCALE = 2.0


class Chart(Protocol):
    """What a picture is made of: anything that gives its Vega-Lite specification."""

    def to_dict(self) -> dict[str, object]:
        """The Vega-Lite specification."""


def as_svg(chart: Chart) -> bytes:
    """The chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_specification(chart))).encode()


def as_png(chart: Chart) -> bytes:
    """The chart as PNG, twice the size of the screen's points."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_specification(chart), scale=_SCALE))


def _specification(chart: Chart) -> str:
    """The Vega-Lite specification as JSON, without controls in names: the converter aborts the process at them."""
    return json.dumps(_shown(chart.to_dict()))


def _shown(value: Any) -> Any:
    """A value of a specification with each text as it can be seen, keys as well: fields are named by them."""
    if isinstance(value, str):
        # An escape with a backslash would be undone by Vega, which reads names as parts of its expressions.
        return value if value.isprintable() else "".join(map(_letter, value))
    if isinstance(value, dict):
        return {_shown(key): _shown(one) for key, one in value.items()}
    return list(map(_shown, value)) if isinstance(value, list | tuple) else value


def _letter(one: str) -> str:
    return one if one == "\n" or visible(one) == one else f"⟨{ord(one):x}⟩"


def save_picture(chart: Chart, path: Path) -> None:
    """Save a chart by suffix, `.svg` or `.png`; whole or not at all.

    Raises ValueError for another suffix, OSError where it cannot be written.
    """
    writers = {".svg": as_svg, ".png": as_png}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ValueError(f"{path.name} ends with {path.suffix or 'nothing'}; write .svg or .png")
    write_whole(path, writer(chart))
