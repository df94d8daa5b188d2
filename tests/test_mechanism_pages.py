"""Each page on a mechanism shows it in a scenario of its own: the scenario runs, and gives what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_oracles import best

PAGES = sorted((Path(__file__).parent.parent / "docs" / "mechanisms").glob("*.md"))
SAID = re.compile(r"Greatest (\w+): ([\d.]+)\.$", re.MULTILINE)
FILE = re.compile(r"^(\w+)\.csv$", re.MULTILINE)


def write_block(folder: Path, block: str) -> Path:
    """A folder of the tables of a block: the name of each file on a line of its own, its rows below."""
    folder.mkdir()
    _, *parts = FILE.split(block)
    for name, rows in zip(parts[::2], parts[1::2], strict=True):
        (folder / f"{name}.csv").write_text(rows.lstrip("\n"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_it_says(tmp_path: Path, page: Path) -> None:
    """Formula, words, data and what goes wrong stand on it; its scenario gives its figure."""
    text = page.read_text(encoding="utf-8")
    for part in ("In words:", "**Data.**", "**What goes wrong.**"):
        assert part in text, part
    found = [(aim, float(figure)) for aim, figure in SAID.findall(text)]
    blocks = [block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if FILE.search(block)]
    assert len(blocks) == len(found)
    for number, (block, (aim, figure)) in enumerate(zip(blocks, found, strict=True)):
        assert best(write_block(tmp_path / str(number), block), aim) == pytest.approx(figure, rel=1e-9)


def test_most_pages_have_a_scenario() -> None:
    """Six of lives and people at least."""
    assert sum(bool(SAID.search(page.read_text(encoding="utf-8"))) for page in PAGES) >= 6
