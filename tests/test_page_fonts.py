"""Names in Odia and Devanagari: drawn by fonts that the page carries, as they were released, and only where they occur."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL
from tradeoff.reports import page_fonts

TOP = Path(__file__).parent.parent
ODIA = "ବରପାଲି ବୁଣାକାର"
DEVANAGARI = "बरपाली बुनकर"


def page_with(tmp_path: Path, first: str, second: str) -> Path:
    """The page of two clusters that are called so."""
    folder = write_folder(tmp_path / "small", SMALL)
    (folder / "clusters.csv").write_text(
        f"cluster_id,name,department_id,poor_households\nbarpali,{first},d,100\nsonepur,{second},d,50\n",
        encoding="utf-8",
    )
    path = tmp_path / "report.html"
    tradeoff.write_report(tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth"), path)
    return path


@pytest.mark.parametrize(
    ("first", "second", "embedded"),
    [("Barpali", "Sonepur", 0), (ODIA, "Sonepur", 1), ("Barpali", DEVANAGARI, 1), (ODIA, DEVANAGARI, 2)],
)
def test_only_the_letters_that_occur_are_carried(tmp_path: Path, first: str, second: str, embedded: int) -> None:
    """One font a script; the policy lets fonts in only then, and only from the page itself."""
    page = page_with(tmp_path, first, second).read_text(encoding="utf-8")
    assert page.count("@font-face") == embedded
    assert ("; font-src data:" in page) == bool(embedded)
    assert 'content="default-src &#39;none&#39;' in page


@pytest.mark.parametrize("font", page_fonts.FONTS, ids=lambda font: font.script)
def test_fonts_are_those_that_were_released(font: page_fonts.Font) -> None:
    """By hash, with their licence beside them, and listed for who contributes."""
    folder = TOP / "tradeoff" / "reports" / "vendor"
    assert hashlib.sha256((folder / font.file).read_bytes()).hexdigest() == font.sha256
    assert "SIL Open Font License, Version 1.1" in (folder / font.licences[0]).read_text(encoding="utf-8")
    assert font.sha256 in (TOP / "CONTRIBUTING.md").read_text(encoding="utf-8")


@in_browser
def test_the_page_draws_such_names_with_its_own_fonts(browser: Any, tmp_path: Path) -> None:
    """A face is loaded only where a letter of its range is drawn; the policy complains of none of them."""
    opened = Opened(browser, page_with(tmp_path, ODIA, DEVANAGARI))
    opened.page.evaluate("document.fonts.ready")
    assert opened.page.evaluate("[...document.fonts].map((face) => face.status)") == ["loaded", "loaded"]
    opened.close()
