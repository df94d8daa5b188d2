"""The pictures of `docs/keep.md` are what its script draws today: the same words, sizes and marks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.independent.scripts import load_script
from tradeoff.reports.pictures import as_svg

DOCS = Path(__file__).parent.parent / "docs"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


DRAW: Any = load_script(DOCS / "draw_town.py")


def labels(svg: str) -> list[str]:
    """What is written and what each mark stands for, numbers to four places: the last ones differ by machine."""
    found = re.findall(r"<text[^>]*>([^<]*)</text>", svg) + re.findall(r'aria-label="([^"]*)"', svg)
    assert len(found) > 20, "a picture without words is no picture"
    return [NUMBER.sub(lambda number: f"{float(number[0]) + 0.0:.4g}", text) for text in found]


def require_as_drawn(kept: Path, chart: Any) -> None:
    """A picture that is kept says what would be drawn now, and is as large."""
    before, now = kept.read_text(encoding="utf-8"), as_svg(chart).decode()
    assert labels(now) == labels(before)
    size = re.compile(r'viewBox="[^"]*"')
    assert size.findall(now) == size.findall(before)


@pytest.mark.parametrize("name", sorted(DRAW.PICTURES))
def test_a_picture_is_as_it_would_be_drawn(name: str) -> None:
    """`python docs/draw_town.py` mends it."""
    require_as_drawn(DOCS / name, DRAW.PICTURES[name]())


def test_every_picture_of_the_town_has_a_drawer() -> None:
    """None is left that nobody can draw again, and each is shown."""
    assert sorted(DRAW.PICTURES) == sorted(path.name for path in DOCS.glob("town*.svg"))
    page = (DOCS / "keep.md").read_text(encoding="utf-8")
    assert all(f"]({name})" in page for name in DRAW.PICTURES)
