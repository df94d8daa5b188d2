"""Whom the page reaches: readers of screens, keyboards, small screens, the dark, and names that mean harm."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import write_folder
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
AXE = files("axe_playwright_python").joinpath("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TURNED = "\u202e"
LONG = "Kalahandimahasanghathana" * 8


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the scenario with all three choices."""
    path = tmp_path_factory.mktemp("reach") / "report.html"
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    tradeoff.write_report([study.frontier(trade) for trade in study.scenario.trades], path)
    return path


def violations(opened: Opened) -> list[str]:
    """What axe finds against WCAG 2.2 AA, rule and place."""
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", WCAG)
    assert found["passes"], "axe looked at nothing"
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


@in_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_nothing(browser: Any, page_path: Path, width: int, scheme: str) -> None:
    """With everything unfolded, light and dark, wide and narrow; a grey that is too pale is found."""
    opened = Opened(browser, page_path, width=width)
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    opened.page.wait_for_timeout(100)
    assert violations(opened) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.evaluate("document.documentElement.style.setProperty('--muted', '#999999')")
    assert any(found.startswith("color-contrast") for found in violations(opened)) == (scheme == "light")
    opened.close()


@in_browser
@pytest.mark.parametrize(("width", "tall", "parts"), [(1280, 800, ("#level", "#figures")), (390, 844, ("#level",))])
def test_the_first_screen_holds_title_chart_and_level(
    browser: Any, page_path: Path, width: int, tall: int, parts: tuple[str, ...]
) -> None:
    """The title says what one more costs at the plan that is shown first, the middle one."""
    opened = Opened(browser, page_path, width=width)
    for part in ("#plan-title", "#main-chart svg", *parts):
        box = opened.page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= tall, part
    assert opened.text("#plan-title").startswith("Reaching 50 more poor households costs about")
    assert opened.page.locator("[data-named=middle]").get_attribute("aria-pressed") == "true"
    assert "you are here" in opened.text("#main-chart")
    opened.close()


@in_browser
def test_at_200_percent_nothing_runs_over(browser: Any, page_path: Path) -> None:
    """1280 by 800 enlarged twice, every choice, everything unfolded; a heading that does not break is found."""
    opened = Opened(browser, page_path, width=640, height=400, scale=2)
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for trade in ("depth-breadth", "today-tomorrow", "participation-selectivity"):
        opened.page.wait_for_selector(f"body[data-ready='{trade}']")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 640, trade
        opened.page.locator("#choices input:checked").press("ArrowRight")
    opened.page.evaluate("document.querySelector('h1').style.minWidth = '700px'")
    assert opened.page.evaluate("document.documentElement.scrollWidth") > 640
    opened.close()


@in_browser
def test_marks_are_silent_and_one_region_speaks(browser: Any, page_path: Path) -> None:
    """The chart is one picture with words; what moved is said once, politely."""
    opened = Opened(browser, page_path)
    assert opened.page.locator(".chart svg:not([aria-hidden=true])").count() == 0
    assert opened.page.locator("[aria-live=polite]").count() == 1
    opened.slide(0.5)
    opened.page.set_viewport_size({"width": 700, "height": 900})
    opened.page.wait_for_timeout(400)
    assert opened.page.locator(".chart svg").count() == 3
    assert opened.page.locator(".chart svg:not([aria-hidden=true])").count() == 0
    assert opened.text("#announce").startswith(opened.text("#level-label"))
    assert opened.page.get_attribute("html", "lang") == "en"
    assert opened.page.get_attribute("html", "dir") == "ltr"
    opened.close()


@in_browser
def test_four_sheets_hold_every_choice(browser: Any, page_path: Path) -> None:
    """On A4, with each choice and its plans with a name; what is only for the hand is left out."""
    opened = Opened(browser, page_path)
    printed = opened.page.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    opened.page.emulate_media(media="print")
    for heading in ("Depth or breadth", "Today or tomorrow", "Participation or selectivity"):
        assert heading in opened.text(".side-by-side")
    assert opened.page.locator("#download").is_hidden()
    opened.close()


@in_browser
def test_in_the_dark_words_have_no_edge_and_no_column_breaks_a_word(browser: Any, page_path: Path) -> None:
    """An edge of the colour of the paper eats thin letters; "househo" above "lds" is no heading."""
    opened = Opened(browser, page_path, width=390)
    opened.page.emulate_media(color_scheme="dark")
    edges = "[...document.querySelectorAll('.chart svg text')].map((each) => getComputedStyle(each).stroke)"
    assert set(opened.page.evaluate(edges)) == {"none"}
    wraps = "[...document.querySelectorAll('thead th')].map((each) => getComputedStyle(each).overflowWrap)"
    assert set(opened.page.evaluate(wraps)) == {"normal"}
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.close()


@in_browser
def test_long_words_break_and_names_turn_nothing(browser: Any, tmp_path: Path) -> None:
    """A name of 200 letters fits a screen of 320 pixels, and an override ends before the page begins."""
    folder = write_folder(tmp_path / "long", SMALL)
    (folder / "clusters.csv").write_text(
        f"cluster_id,name,department_id,district,poor_households\nbarpali,{LONG},d,{LONG},100\nsonepur,Sonepur,d,x,50\n"
    )
    (folder / "scenario.yaml").write_text(f'title: "{LONG}"\nquestion: "{LONG}"\n')
    path = tmp_path / "report.html"
    # A table with such a letter is refused; a title made in memory may hold it.
    scenario = replace(tradeoff.read_scenario(folder), title=f"{TURNED}{LONG}")
    tradeoff.write_report(tradeoff.trace_frontier(scenario, "depth-breadth"), path)
    assert TURNED not in path.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0]
    opened = Opened(browser, path, width=320)
    opened.page.locator("#cluster-table summary").click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert LONG in opened.text("#cluster-rows").replace("\n", "")
    opened.close()
