"""The slider over budgets: it stands at those that were solved, and between them nothing is drawn or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.test_report import Opened, in_browser


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clusters at three budgets; at the largest there is no choice (docs/budgets.md works it out by hand)."""
    path = tmp_path_factory.mktemp("budgets") / "report.html"
    own = tradeoff.read_scenario("three-clusters")
    found = tradeoff.compare(
        [own, *(tradeoff.with_budget(own, one) for one in ("46 lakh", "1.85 crore"))], "depth-breadth"
    )
    tradeoff.write_report(found.frontiers[0], path, budgets=[found])
    return path


@in_browser
def test_solved_budgets_are_told_and_others_are_not(browser: Any, page_path: Path) -> None:
    """By hand: 1,100 with none deep to 258 all deep at Rs 31 lakh; 1,200 and 1,195 of 1,200 at Rs 1.85 crore."""
    opened = Opened(browser, page_path)
    assert opened.text("#budget-label") == "Budget of all years: Rs 31 lakh"
    told = (
        "With Rs 31 lakh the plans go from 1,100 poor households reached and 0 poor households with sufficient support"
    )
    assert opened.text("#budget-told").startswith(told)
    opened.page.locator("#budget").fill("500")
    # Half way from 31 to 185 lakh.
    assert "Rs 1.08 crore is not solved here" in opened.text("#budget-told")
    assert '--budget "1.08 crore"' in opened.text("#budget-told")
    assert opened.page.locator("#budget").get_attribute("aria-valuetext") == "Rs 1.08 crore, not solved here"
    assert opened.page.locator("#budget-solved [aria-pressed=true]").count() == 0
    assert opened.page.locator("#budget-told").inner_text().count("1,100") == 0
    opened.page.locator("#budget-solved button", has_text="Rs 1.85 crore").click()
    assert opened.page.locator("#budgets-chart").is_hidden()
    assert "there is no choice" in opened.text("#budget-none")
    assert "1,200 poor households reached and 1,195 poor households with sufficient support" in opened.text(
        "#budget-none"
    )
    opened.page.locator("#budget-solved button", has_text="Rs 46 lakh").click()
    assert opened.page.locator("#budgets-chart").is_visible()
    assert opened.page.locator("#budget-none").is_hidden()
    faint = "[...document.querySelectorAll('#budgets-chart .mark-line path')].map((one) => one.getAttribute('opacity'))"
    opened.page.wait_for_function(f"{faint}.includes('0.2')")
    assert sorted(one or "1" for one in opened.page.evaluate(faint)) == ["0.2", "1"]
    opened.page.wait_for_timeout(400)
    assert opened.page.url.endswith("&budget=4600000")
    opened.close()
