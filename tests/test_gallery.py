"""The README's picture and the gallery are what their script draws today: the same words, sizes and marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.independent.scripts import load_script
from tests.test_town_pictures import require_as_drawn

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"
DRAW: Any = load_script(DOCS / "draw_gallery.py")
QUICK = "frontier.svg"


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == QUICK else [pytest.mark.slow]) for name in sorted(DRAW.PICTURES)]
)
def test_a_picture_is_as_it_would_be_drawn(name: str) -> None:
    """`python docs/draw_gallery.py` mends it."""
    require_as_drawn(DOCS / name, DRAW.PICTURES[name]())


def test_every_picture_is_shown() -> None:
    """In the gallery, and the first in the README; none is left that nobody can draw again."""
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert all(f"]({name})" in page for name in DRAW.PICTURES)
    assert {path.name for path in DOCS.glob("gallery-*.svg")} == set(DRAW.PICTURES) - {QUICK}
    assert f"](docs/{QUICK})" in (TOP / "README.md").read_text(encoding="utf-8")
