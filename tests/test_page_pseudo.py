"""The page in a language two fifths longer than English: nothing overflows, and no word is cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.pseudo_language import in_pseudo_language
from tests.test_page_french import EVERYTHING
from tests.test_report import Opened, in_browser

CUT = """() => {
  const found = [];
  const called = (each) => `${each.tagName} ${each.id} ${each.textContent.trim().slice(0, 60)}`;
  for (const each of document.querySelectorAll("body *:not(script):not(style)")) {
    if (each.closest("svg, .visually-hidden, .skip, .scroll, .scroll-x") || !each.offsetParent) continue;
    const hides = getComputedStyle(each).overflowX !== "visible" || each.type === "text";
    if (hides && each.scrollWidth > each.clientWidth + 1) found.push(`cut: ${called(each)} ${each.value || ""}`);
    if (each.getBoundingClientRect().right > innerWidth + 1) found.push(`beyond the screen: ${called(each)}`);
  }
  for (const svg of document.querySelectorAll(".chart svg")) {
    const box = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll("text")) {
      const at = text.getBoundingClientRect();
      const outside = at.left < box.left - 1 || at.right > box.right + 1 || at.top < box.top - 1 || at.bottom > box.bottom + 1;
      if (at.width && (outside || text.textContent.includes("…"))) found.push(`of a chart: ${text.textContent}`);
    }
  }
  return found;
}"""
"""Boxes whose words do not fit, boxes beyond the screen, and words of charts outside of them."""


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the scenario with all three choices, also at a fifth more money."""
    path = tmp_path_factory.mktemp("pseudo") / "page.html"
    scenario = tradeoff.read_scenario("three-pairs")
    with in_pseudo_language():
        study = tradeoff.Study(scenario)
        more = tradeoff.with_budget(scenario, "120%")
        budgets = [tradeoff.compare([scenario, more], trade) for trade in scenario.trades]
        tradeoff.write_report([study.frontier(trade) for trade in scenario.trades], path, budgets=budgets)
    return path


@pytest.mark.slow
@in_browser
@pytest.mark.parametrize(("width", "tall"), [(1280, 800), (390, 844), (320, 700)])
def test_nothing_overflows_or_is_cut(browser: Any, page_path: Path, width: int, tall: int) -> None:
    """At every choice, with everything unfolded; a box that is made too narrow is found."""
    opened = Opened(browser, page_path, width=width)
    opened.page.set_viewport_size({"width": width, "height": tall})
    assert "ündlen" in opened.text("#plan-title")
    for trade in ("depth-breadth", "today-tomorrow", "participation-selectivity"):
        opened.page.locator(f"input[value='{trade}']").check(force=True)
        opened.page.wait_for_selector(f"body[data-ready='{trade}']")
        opened.page.evaluate(EVERYTHING)
        opened.page.wait_for_timeout(300)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, trade
        assert opened.page.evaluate(CUT) == [], trade
    opened.page.evaluate(
        "document.querySelector('#figures').style.cssText = 'width: 40px; overflow: hidden; white-space: nowrap'"
    )
    assert opened.page.evaluate(CUT)
    opened.close()
