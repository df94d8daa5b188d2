"""Saves charts as pictures, without a browser and without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from tradeoff.reports.whole import write_whole

_SCALE = 2.0


class Chart(Protocol):
    """What a picture is made of: anything that gives its Vega-Lite specification."""

    def to_dict(self) -> dict[str, object]:
        """The Vega-Lite specification."""


def as_svg(chart: Chart) -> bytes:
    """The chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()))).encode()


def as_png(chart: Chart) -> bytes:
    """The chart as PNG, twice the size of the screen's points."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(json.dumps(chart.to_dict()), scale=_SCALE))


def save_picture(chart: Chart, path: Path) -> None:
    """Save a chart by suffix, `.svg` or `.png`; whole or not at all.

    Raises ValueError for another suffix, OSError where it cannot be written.
    """
    writers = {".svg": as_svg, ".png": as_png}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ValueError(f"{path.name} ends with {path.suffix or 'nothing'}; write .svg or .png")
    write_whole(path, writer(chart))
