"""The pictures of `docs/workbook.md` show what its commands write today."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.independent.scripts import load_script

DOCS = Path(__file__).parent.parent / "docs"


DRAW: Any = load_script(DOCS / "draw_workbook.py")
KEPT = json.loads((DOCS / "workbook-pictures.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbooks of the page, as the commands make them now."""
    found: dict[str, Path] = DRAW.make_workbooks(tmp_path_factory.mktemp("workbooks"))
    return found


@pytest.mark.parametrize("name", sorted(DRAW.PICTURES))
def test_a_picture_shows_what_is_written_today(made: dict[str, Path], name: str) -> None:
    """Its text, which was written down when it was drawn, is that of the sheet; `python docs/draw_workbook.py` mends it."""
    workbook, sheet, rows = DRAW.PICTURES[name]
    assert DRAW.texts_of(made[workbook], sheet, rows) == KEPT[name]["rows"]
    assert hashlib.sha256((DOCS / name).read_bytes()).hexdigest() == KEPT[name]["sha256"]


def test_every_picture_is_shown_and_light() -> None:
    """None is left that nobody can draw again."""
    there = sorted(path.name for path in DOCS.glob("workbook*.png"))
    assert there == sorted(DRAW.PICTURES) == sorted(KEPT)
    page = (DOCS / "workbook.md").read_text(encoding="utf-8")
    assert all(f"]({name})" in page for name in there)
    assert sum((DOCS / name).stat().st_size for name in there) < 200_000


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")), reason="LibreOffice or poppler is not installed"
)
def test_a_picture_can_be_drawn_again(made: dict[str, Path], tmp_path: Path) -> None:
    """As wide as the one that is kept, to a few dots: fonts differ by machine."""
    workbook, sheet, rows = DRAW.PICTURES["workbook-households.png"]
    DRAW.draw(made[workbook], sheet, rows, tmp_path / "drawn.png")
    widths = [
        int.from_bytes(path.read_bytes()[16:20]) for path in (tmp_path / "drawn.png", DOCS / "workbook-households.png")
    ]
    assert abs(widths[0] - widths[1]) < 60
