"""Ways to move on the page and to carry off what it shows: each gives the same plan, and only what holds for it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL


@pytest.fixture(scope="module")
def frontier() -> tradeoff.ScenarioFrontier:
    """Breadth from 258 to 1,100 households, a breakpoint at 700."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


@pytest.fixture(scope="module")
def page_path(frontier: tradeoff.ScenarioFrontier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("moves") / "report.html"
    tradeoff.write_report(frontier, path)
    return path


def type_level(opened: Opened, words: str) -> None:
    """Type a level and leave the field."""
    opened.page.locator("#typed").fill(words)
    opened.page.locator("#typed").press("Enter")
    opened.page.locator("#typed").blur()


@in_browser
def test_pointer_typed_level_slider_and_address_agree(browser: Any, page_path: Path) -> None:
    """A click where the dot stood brings back its plan; the address opens at its level; slips are told."""
    opened = Opened(browser, page_path)
    type_level(opened, "900")
    assert opened.text("#level-label") == "At least 900 poor households reached"
    figures, dot = opened.text("#figures"), opened.page.locator("#main-chart path[fill='#d55e00']").first.bounding_box()
    opened.page.wait_for_timeout(400)
    address = opened.page.url
    assert address.endswith("#choice=depth-breadth&level=900")
    opened.page.locator("[data-named=x-end]").click()
    assert opened.text("#figures") != figures
    opened.page.mouse.click(dot["x"] + dot["width"] / 2, dot["y"] + 40)
    reached = int("".join(filter(str.isdigit, opened.text("#level-label"))))
    assert abs(reached - 900) <= 3  # a pixel is 1.7 households
    for slip, words in (
        ("5000", "go from 258 to 1,100"),
        *((slip, "such as 1,180") for slip in ("many", "2 lakh", "700,5", "7,00", "1,1,00")),
    ):
        type_level(opened, slip)
        assert words in opened.text("#typed-fault")
    opened.close()
    again = Opened(browser, page_path)
    again.page.goto(address)
    again.page.locator("#level-label", has_text="900").wait_for()
    assert again.text("#figures") == figures
    again.close()


@in_browser
def test_between_plans_figures_are_mixed_and_sentences_stay(
    browser: Any, frontier: tradeoff.ScenarioFrontier, page_path: Path
) -> None:
    """A quarter of the way between two points: money by cluster is theirs in that share, sentences name their plan."""
    opened = Opened(browser, page_path)
    high, low = frontier.extreme_points[0], frontier.extreme_points[1]
    type_level(opened, f"{high.x - (high.x - low.x) / 4:.6f}")
    ends = [plan.money.groupby("activity")["amount"].sum() for plan in frontier.plans[:2]]
    mixed = ends[0].mul(0.75).add(ends[1].mul(0.25), fill_value=0)
    shown = opened.page.locator("#bars-activity tbody tr").count()
    assert shown == int((mixed > 0.5).sum())
    assert "The plan shown lies between two solved plans" in opened.text("#holds-for")
    assert "and not for the plan shown" in opened.text("#holds-for")
    assert opened.text("#binding-title") == "Used up in the nearest solved plan"
    assert opened.page.locator("#limits").is_hidden()
    assert opened.page.locator("#named button").all_inner_texts() == ["deep", "middle", "broad"]  # as the slider runs
    opened.page.locator("[data-named=x-end]").click()
    assert opened.text("#holds-for") == "These hold for the plan called broad, with 1,100 poor households reached."
    assert opened.text("#binding-title") == "Used up"
    opened.close()


@in_browser
def test_bars_keep_their_scale(browser: Any, frontier: tradeoff.ScenarioFrontier, page_path: Path) -> None:
    """A bar's share of its cell is its money's share of the most that any point spends on one activity."""
    most = max(plan.money.groupby("activity")["amount"].sum().max() for plan in frontier.plans)
    opened = Opened(browser, page_path)
    for name, plan in (("x-end", frontier.plans[0]), ("y-end", frontier.plans[-1])):
        opened.page.locator(f"[data-named={name}]").click()
        width = opened.page.locator("#bars-activity i").first.evaluate("bar => parseFloat(bar.style.width)")
        assert width == pytest.approx(100 * plan.money.groupby("activity")["amount"].sum().max() / most, abs=0.01)
    opened.close()


@in_browser
def test_clusters_are_found_sorted_and_carried_off(browser: Any, tmp_path: Path) -> None:
    """By district and sector as by name; `aria-sort` says how; in the file no cell runs as a formula."""
    folder = write_folder(tmp_path / "small", SMALL)
    (folder / "clusters.csv").write_text(
        "cluster_id,name,department_id,district,sector,poor_households\n"
        'barpali,"=HYPERLINK(""x"")",d,Bargarh,weaving,100\nsonepur,Sonepur,d,Subarnapur,brass,50\n'
    )
    path = tmp_path / "report.html"
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth")
    tradeoff.write_report(frontier, path)
    opened = Opened(browser, path)
    opened.page.locator("#cluster-table summary").click()
    for wanted, found in (("bargarh", 1), ("brass", 1), ("sonepur", 1), ("", 2), ("nowhere", 0)):
        opened.page.locator("#cluster-search").fill(wanted)
        assert opened.page.locator("#cluster-rows tr").count() == found, wanted
    opened.page.locator("#cluster-search").fill("")
    for way in ("ascending", "descending"):
        opened.page.locator("[data-sort=district]").click()
        assert opened.page.locator("th[aria-sort=ascending], th[aria-sort=descending]").count() == 1
        assert opened.page.locator("th:has([data-sort=district])").get_attribute("aria-sort") == way
    assert opened.text("#cluster-rows tr:first-child").startswith("Sonepur\tSubarnapur\tbrass")
    opened.page.locator("#cluster-search").fill("sonepur")
    opened.page.wait_for_timeout(400)
    assert opened.page.url.endswith("&find=sonepur&sort=district-down")
    opened.page.reload()
    opened.page.locator("body[data-ready]").wait_for()
    assert opened.page.locator("#cluster-rows tr").count() == 1
    assert opened.page.locator("th:has([data-sort=district])").get_attribute("aria-sort") == "descending"
    opened.page.locator("#cluster-search").fill("")
    opened.page.locator("[data-named=x-end]").click()
    with opened.page.expect_download() as waiting:
        opened.page.locator("#download").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []
    paid = {row["name"]: int(row["value"]) for row in rows if row["table"] == "money by cluster"}
    money = frontier.plans[0].money
    assert paid['\'=HYPERLINK("x")'] == money[money["cluster"] == "barpali"]["amount"].sum()
    assert sum(paid.values()) == money["amount"].sum()
    opened.close()


@in_browser
def test_a_sentence_is_copied_with_what_it_rests_on(browser: Any, page_path: Path) -> None:
    """What one more costs, of which scenario, at which plan, and that it is an assumption."""
    opened = Opened(browser, page_path)
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.locator("#copy").click()
    opened.page.locator("#copied", has_text=re.compile(".")).wait_for()
    words = opened.page.evaluate("navigator.clipboard.readText()")
    assert words.startswith(opened.text("#plan-title"))
    assert "poor households reached" in words
    assert opened.page.locator("#stamp").inner_text().lower() in words.lower()
    opened.close()
