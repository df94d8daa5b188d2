"""The page as an adviser opens it: in a browser, without a network."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder
from tests.test_scenario import SMALL

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: the page is not looked at")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Opened:
    """A page that is open, and what it logged or asked the network for."""

    def __init__(self, browser: Any, path: Path, *, width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]", timeout=30_000)

    def text(self, selector: str) -> str:
        """The words of an element."""
        return str(self.page.inner_text(selector))

    def dot(self, chart: str = "#main-chart") -> tuple[float, float]:
        """Where the plan's dot stands on a chart, in pixels."""
        box = self.page.locator(f"{chart} path[fill='#d55e00']").first.bounding_box()
        return box["x"], box["y"]

    def slide(self, share: float) -> None:
        """Move the slider to a share of its way."""
        self.page.locator("#level").fill(str(round(1000 * share)))
        self.page.wait_for_timeout(150)

    def close(self) -> None:
        """Nothing was logged as an error, nothing fetched."""
        assert self.faults == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:"))] == []
        self.context.close()


@pytest.fixture(scope="module")
def pairs_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the scenario with all three choices."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    tradeoff.write_report([study.frontier(trade) for trade in study.scenario.trades], path)
    return path


@in_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_slider_moves_everything_together(browser: Any, pairs_page: Path, width: int) -> None:
    """Dot, figures, sentences, bars, people and the dots on the other charts; nothing is wider than the screen."""
    opened = Opened(browser, pairs_page, width=width)
    shown = ("#figures", "#rates", "#bars-activity", "#served", "#levels", "#level-label", "#other-charts")
    before, dot = [opened.text(part) for part in shown], opened.dot()
    opened.slide(0.1)
    after, moved = [opened.text(part) for part in shown], opened.dot()
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert moved[0] < dot[0]
    assert moved[1] < dot[1]
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@in_browser
def test_every_choice_and_the_keyboard(browser: Any, pairs_page: Path) -> None:
    """Arrow keys choose the pair and move the level; the buttons go from breakpoint to breakpoint."""
    opened = Opened(browser, pairs_page)
    for trade in ("today-tomorrow", "participation-selectivity"):
        opened.page.locator("#choices input:checked").press("ArrowRight")
        opened.page.wait_for_selector(f"body[data-ready='{trade}']")
    label = opened.text("#level-label")
    opened.page.locator("#level").press("ArrowLeft")
    assert opened.text("#level-label") != label
    opened.page.locator("#back").click()
    assert "2,688 majority households" in opened.text("#level-label")
    opened.close()


@in_browser
def test_what_the_page_says_is_what_the_plan_says(browser: Any, tmp_path: Path) -> None:
    """At 900 of three-clusters: half way between 1,100 and ... on the first edge, 100 forest households left."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    path = tmp_path / "report.html"
    tradeoff.write_report(frontier, path)
    opened = Opened(browser, path)
    low, high = 775 / 3, 1100.0
    opened.slide((900 - low) / (high - low))
    plan = frontier.plan(breadth=900)
    assert "At least 900 poor households reached" in opened.text("#level-label")
    assert f"{plan.objectives['depth']:.0f}" in opened.text("#figures")
    assert "Reaching 100 more poor households costs about 44 households" in opened.text("#rates")
    assert opened.page.locator("#others").is_hidden()
    assert opened.page.locator("#choices").is_hidden()
    opened.close()


@in_browser
def test_names_cannot_run_script(browser: Any, tmp_path: Path) -> None:
    """A cluster whose name would end the script and run its own."""
    evil = "</script><img src=x onerror=document.title='run'><script>document.title='run'</script>{{7*7}}"
    folder = write_folder(tmp_path / "evil", SMALL)
    (folder / "clusters.csv").write_text(
        f'cluster_id,name,department_id,poor_households\nbarpali,"{evil}",d,100\nsonepur,Sonepur,d,50\n'
    )
    (folder / "scenario.yaml").write_text(f'title: "{evil}"\n')
    path = tmp_path / "report.html"
    tradeoff.write_report(tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth"), path)
    opened = Opened(browser, path)
    opened.slide(0.5)
    assert opened.page.title() == evil
    assert opened.page.locator("img").count() == 0
    opened.close()


@in_browser
def test_one_point_gets_a_page_too(browser: Any, tmp_path: Path) -> None:
    """With money for everybody there is no choice: the slider rests, and the page says so."""
    tables = {**SMALL, "settings": settings(), "budgets": "department_id year envelope\nd 1 9000"}
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(write_folder(tmp_path / "rich", tables)), "depth-breadth")
    assert len(frontier.plans) == 1
    path = tmp_path / "report.html"
    tradeoff.write_report(frontier, path)
    opened = Opened(browser, path)
    assert opened.page.locator("#level").is_disabled()
    assert "no choice to make here" in opened.text("#rates")
    assert "leaves Rs 75 lakh unspent" in opened.text("#unspent")
    opened.close()


def test_the_page_is_the_same_every_time_and_asks_for_nothing(pairs_page: Path, tmp_path: Path) -> None:
    """Same bytes; a strict policy; no address outside the bundled library's own texts."""
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    tradeoff.write_report([study.frontier(trade) for trade in study.scenario.trades], tmp_path / "again.html")
    page = pairs_page.read_text(encoding="utf-8")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert "script-src &#39;sha256-" in policy[1]
    assert len(page) < 3_000_000
    data = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert data is not None
    assert [pair["trade"] for pair in json.loads(data[1])["pairs"]] == [*study.scenario.trades]


def test_a_report_names_its_suffixes(tmp_path: Path) -> None:
    """Other kinds of report do not work yet, and say so."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
    with pytest.raises(ValueError, match=r"report\.pdf ends with \.pdf; a report ends with \.html"):
        tradeoff.write_report(frontier, tmp_path / "report.pdf")
    with pytest.raises(ValueError, match="no frontier"):
        tradeoff.write_report([], tmp_path / "report.html")
