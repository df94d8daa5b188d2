"""Other scenarios beside the one that a page is on: their frontiers over each other, named, told and in a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import tradeoff
from tests.test_page_reach import violations
from tests.test_report import Opened, in_browser
from tradeoff.cli import commands

OTHER = "three-clusters-more-money"


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the command writes it."""
    path = tmp_path_factory.mktemp("beside") / "page.html"
    asked = ["report", "three-clusters", "--beside", OTHER, "--no-at-least", "--out", str(path)]
    done = CliRunner().invoke(commands, asked)
    assert done.exit_code == 0, done.output
    return path


def beside_of(path: Path) -> dict[str, Any]:
    """What the page's script reads of its only choice."""
    text = path.read_text(encoding="utf-8")
    (pair,) = json.loads(text.split('id="data">')[1].split("</script>")[0])["pairs"]
    found: dict[str, Any] = pair["beside"]
    return found


def test_both_scenarios_are_drawn_named_and_told(page_path: Path) -> None:
    """By hand 1,100 reached with none deep, and 258 1/3 all deep, as docs/budgets.md has it of the first."""
    shown = beside_of(page_path)
    named = [row["label"] for row in shown["rows"]]
    assert len(named) == 2
    own = shown["rows"][0]["ends"]
    assert own[0] == pytest.approx([1100, 0], abs=1e-6)
    assert own[1] == pytest.approx([775 / 3, 775 / 3])
    assert shown["sentences"]
    words = [layer for layer in shown["chart"]["layer"] if layer["mark"]["type"] == "text"]
    assert {layer["data"]["values"][0]["scenario"] for layer in words} == set(named)
    # The one with more money lies higher, and its name above its line.
    higher = next(layer for layer in words if layer["data"]["values"][0]["scenario"] == named[1])
    assert higher["mark"]["dy"] < 0
    # Of lines that are named beside them no layer has a legend; Vega complains where some have.
    assert all(layer["encoding"]["color"]["legend"] is None for layer in shown["chart"]["layer"])


def test_the_scenario_of_the_page_stands_first(tmp_path: Path) -> None:
    own, other = (tradeoff.read_scenario(name) for name in ("three-clusters", OTHER))
    found = tradeoff.compare([other, own], "depth-breadth")
    with pytest.raises(ValueError, match="stands first beside others"):
        tradeoff.write_report(found.frontiers[1], tmp_path / "page.html", beside=[found])


@pytest.mark.slow
@in_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_section_reaches_everybody(browser: Any, page_path: Path, width: int, scheme: str) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    opened = Opened(browser, page_path, width=width)
    opened.page.emulate_media(color_scheme=scheme)
    assert opened.page.locator("#beside-chart").is_visible()
    assert "1,100" in opened.text("#beside-ends")
    assert violations(opened) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()
