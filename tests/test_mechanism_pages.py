"""Each page on a mechanism shows it in a scenario of its own: the scenario runs, and gives what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
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
    for part in ("In words:", "**Passage.**", "**Data.**", "**What goes wrong.**"):
        assert part in text, part
    found = [(aim, float(figure)) for aim, figure in SAID.findall(text)]
    blocks = [block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if FILE.search(block)]
    assert len(blocks) == len(found)
    for number, (block, (aim, figure)) in enumerate(zip(blocks, found, strict=True)):
        assert best(write_block(tmp_path / str(number), block), aim) == pytest.approx(figure, rel=1e-9)


def test_every_page_has_a_scenario() -> None:
    """Each page shows what it is about."""
    assert [page.stem for page in PAGES if not SAID.search(page.read_text(encoding="utf-8"))] == []


def test_every_mechanism_has_a_page() -> None:
    """Each file of the programme that is one; those named otherwise stand on the page of what they are part of."""
    of_page = {"method": "pilots", "joining": "waits", "owed": "accompaniment", "objectives": "tomorrow"}
    build = (Path(tradeoff.__file__).parent / "programme" / "programme.py").read_text(encoding="utf-8")
    called = set(
        re.findall(r"^    (\w+),$", build.split("from tradeoff.programme import (")[1].split(")")[0], re.MULTILINE)
    )
    rest = {"agents", "openings"}
    assert {of_page.get(name, name) for name in called - rest} <= {page.stem for page in PAGES}


def test_the_ceiling_is_what_check_says(tmp_path: Path) -> None:
    """The figure on its page, before anything is solved."""
    page = next(page for page in PAGES if page.stem == "ceiling").read_text(encoding="utf-8")
    (block,) = [block for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) if FILE.search(block)]
    said = run("check", str(write_block(tmp_path / "ceiling", block))).stdout
    assert "1 agent of year 1 can accompany 2 clusters at a time." in " ".join(said.split())
    assert "By people at most about 2 of 3 clusters can be accompanied" in " ".join(said.split())
