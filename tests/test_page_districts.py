"""Districts on the page: tiles laid out as the table says, figures by hand, colours that can be read, keys that walk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL

CLUSTERS = (
    "cluster_id,name,department_id,district,poor_households\n"
    "barpali,Barpali,d,Bargarh,100\nsonepur,Sonepur,d,Subarnapur,50\nelsewhere,Elsewhere,d,,50\n"
)
TILES = "district,tile_column,tile_row,grade\nBargarh,1,1,E\nSubarnapur,2,1,E\nBalangir,2,2,E\n"


@pytest.fixture(scope="module")
def frontier(tmp_path_factory: pytest.TempPathFactory) -> tradeoff.ScenarioFrontier:
    """Three clusters, of which one lies in no district; three tiles, of which one has no cluster."""
    folder = write_folder(tmp_path_factory.mktemp("tiles") / "small", SMALL)
    (folder / "clusters.csv").write_text(CLUSTERS, encoding="utf-8")
    (folder / "districts.csv").write_text(TILES, encoding="utf-8")
    return tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth")


@pytest.fixture(scope="module")
def page_path(frontier: tradeoff.ScenarioFrontier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    tradeoff.write_report(frontier, path)
    return path


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)`, as WCAG 2.2 defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@in_browser
def test_tiles_lie_as_the_table_says_and_follow_the_plan(
    browser: Any, frontier: tradeoff.ScenarioFrontier, page_path: Path
) -> None:
    """Bargarh west of Subarnapur, Balangir below; money and households are those of the Python door's plan."""
    opened = Opened(browser, page_path)
    opened.page.locator("[data-named=x-end]").click()
    boxes = {
        name: opened.page.locator(".tile", has_text=name).bounding_box()
        for name in ("Bargarh", "Subarnapur", "Balangir")
    }
    assert boxes["Bargarh"]["x"] < boxes["Subarnapur"]["x"] == boxes["Balangir"]["x"]
    assert boxes["Bargarh"]["y"] == boxes["Subarnapur"]["y"] < boxes["Balangir"]["y"]
    money = frontier.plans[0].money.groupby("cluster")["amount"].sum()
    reached = frontier.plans[0].households.groupby("cluster")["households"].sum()
    opened.page.locator("#tile-measures label", has_text="households reached").click()
    assert f"{reached['barpali']:.0f}" in opened.text(".tile:has-text('Bargarh')")
    opened.page.locator(".tile", has_text="Bargarh").click()
    rupees, share = f"{money['barpali'] / 1e5:.3g}", reached["barpali"]
    assert opened.text("#tile-told").startswith(
        f"Bargarh: {share:.0f}% of the listed poor households reached, {share:.0f} of 100; Rs {rupees} lakh in all"
    )
    assert f"Rs {money['elsewhere'] / 1e5:.3g} lakh of this plan is for the state as a whole" in opened.text(
        "#tile-rest"
    )
    assert "The layout is assumed." in opened.text("#district-section")
    opened.page.locator("#district-details summary").click()
    rows = opened.page.locator("#districts tr")
    assert [rows.nth(place).locator("th").inner_text() for place in range(3)] == ["Balangir", "Bargarh", "Subarnapur"]
    opened.page.wait_for_timeout(400)
    assert opened.page.url.endswith("&tiles=reached&district=Bargarh")
    address = opened.page.url
    opened.close()
    again = Opened(browser, page_path)
    again.page.goto("about:blank")
    again.page.goto(address)
    again.page.locator("body[data-ready]").wait_for()
    assert again.page.locator(".tile[aria-pressed=true]").inner_text().startswith("Bargarh")
    assert "Poor households reached" in again.text("#tile-legend-title")
    again.close()


@in_browser
def test_one_tile_is_in_the_way_of_the_keyboard_and_arrows_go_on(browser: Any, page_path: Path) -> None:
    """East, south, west: Balangir has nothing west of it on its row, so Bargarh comes; nobody is listed in Balangir."""
    opened = Opened(browser, page_path)
    assert opened.page.locator(".tile[tabindex='0']").count() == 1
    opened.page.locator(".tile[tabindex='0']").focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft"):
        opened.page.keyboard.press(key)
        walked.append(opened.page.evaluate("document.activeElement.querySelector('.long').textContent"))
    assert walked == ["Subarnapur", "Balangir", "Bargarh", "Bargarh"]
    opened.page.locator(".tile", has_text="Balangir").focus()
    assert opened.text("#tile-told") == "Balangir: no poor household is listed there."
    assert opened.page.locator(".tile.unlisted strong").inner_text() == "–"
    opened.close()


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_class_can_be_read(browser: Any, page_path: Path, scheme: str) -> None:
    """At least 4.5 to 1, in all classes, of which this plan shows few; and nothing overflows 320 pixels."""
    opened = Opened(browser, page_path, width=320)
    opened.page.emulate_media(color_scheme=scheme)
    for name in ("in-0", "in-1", "in-2", "in-3", "in-4", "in-5", "unlisted"):
        found = opened.page.evaluate(
            "name => { const tile = document.querySelector('#tiles .tile'); tile.className = `tile ${name}`;"
            " const shown = getComputedStyle(tile); return [shown.color, shown.backgroundColor]; }",
            name,
        )
        assert contrast(*found) >= 4.5, (name, found)
    assert opened.page.locator("#tiles .short").first.inner_text() == "Bar"
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    opened.close()
