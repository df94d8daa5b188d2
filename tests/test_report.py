"""The page as an adviser opens it: in a browser, without a network."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.conftest import CHROMIUM
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_scenario import SMALL
from tradeoff.advice.ceiling import ceiling

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: the page is not looked at")


class Opened:
    """A page that is open, and what it logged or asked the network for."""

    def __init__(self, browser: Any, path: Path, *, width: int = 1280, height: int = 900, scale: int = 1) -> None:
        size = {"width": width, "height": height}
        self.context = browser.new_context(viewport=size, device_scale_factor=scale)
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
    opened.page.locator("#level").press("End")
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
    assert "Reaching 50 more poor households costs about 22 households" in opened.text("#rates")
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
    """With money for everybody there is no choice: the page says so, and draws no line, slider or rate."""
    tables = {**SMALL, "settings": settings(), "budgets": "department_id year envelope\nd 1 9000"}
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(write_folder(tmp_path / "rich", tables)), "depth-breadth")
    assert len(frontier.plans) == 1
    path = tmp_path / "report.html"
    tradeoff.write_report(frontier, path)
    opened = Opened(browser, path)
    assert_no_choice(opened)
    assert opened.text("#opening").startswith("No choice here: with Rs 90 lakh one plan is best at both")
    assert "leaves Rs 75 lakh unspent" in opened.text("#unspent")
    opened.close()


def assert_no_choice(opened: Opened) -> None:
    """Words stand in the chart's place, and nothing can be slid or exchanged."""
    assert opened.text("#no-choice").startswith("No choice here")
    for part in ("#main-chart", "#plan", "#costs"):
        assert opened.page.locator(part).is_hidden(), part
    assert opened.page.locator("#main-chart svg").count() == 0


@in_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_two_ends_that_are_one_plan(browser: Any, tmp_path: Path, width: int) -> None:
    """three-clusters a lakh short of everything: (1200, 1193.75) and (1195, 1195), both falls under 1 %.

    Beside it Rs 31 lakh, with its line and its ends, and what is told of both.
    """
    three = tradeoff.read_scenario("three-clusters")
    nearly = tradeoff.with_budget(three, "1.85 crore")
    compared = tradeoff.compare([three, nearly], "depth-breadth")
    path = tmp_path / "report.html"
    tradeoff.write_report(tradeoff.trace_frontier(nearly, "depth-breadth"), path, budgets=[compared])
    opened = Opened(browser, path, width=width)
    assert_no_choice(opened)
    ends = opened.text("#no-choice-ends")
    for words in ("the most breadth\n1,200 poor households reached\n1,194 poor", "the most depth\n1,195 poor"):
        assert words in ends
    assert "1,200" in opened.text("#figures")
    assert "every plan between" not in opened.page.content().partition("<script")[0]
    table = opened.text("#budgets-ends")
    assert "Rs 31 lakh\t1,100\t0\t258\t258" in table
    assert "Rs 1.85 crore: no choice\t1,200\t1,194\t1,195\t1,195" in table
    assert opened.text("#budgets-words").splitlines() == list(compared.sentences)
    assert opened.page.locator("#budgets-chart svg").count() == 1
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@in_browser
def test_budgets_stand_at_each_choice(browser: Any, tmp_path: Path) -> None:
    """`report --budget`, one of them below a floor; the section follows the choice, and is none where nothing is asked."""
    scenario = tradeoff.read_scenario("three-pairs")
    compared = [
        tradeoff.compare(
            [tradeoff.with_budget(scenario, "2 lakh"), tradeoff.with_budget(scenario, "20 lakh"), scenario], trade
        )
        for trade in scenario.trades
    ]
    path = tmp_path / "report.html"
    run("report", "three-pairs", "--budget", "20 lakh, 2 lakh", "--no-at-least", "--out", str(path))
    opened = Opened(browser, path)
    assert opened.text("#budgets-words").splitlines() == list(compared[0].sentences)
    assert "short by 14 households" in opened.text("#budgets-words")
    assert "Rs 2 lakh: no plan\t–" in opened.text("#budgets-ends")
    opened.page.locator("#choices input:checked").press("ArrowRight")
    opened.page.wait_for_selector(f"body[data-ready='{scenario.trades[1]}']")
    assert opened.text("#budgets-words").splitlines() == list(compared[1].sentences)
    opened.close()


def budgets_on(page: Path) -> list[str]:
    """The budgets that the first choice of a page shows."""
    data = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert data is not None
    return [row["label"] for row in (json.loads(data[1])["pairs"][0]["budgets"] or {"rows": []})["rows"]]


def test_budgets_shown_unless_others_are_asked_for(tmp_path: Path) -> None:
    """The setting, what the command says instead, the page's own budget among them, and nothing where neither speaks."""
    named = write_folder(tmp_path / "named", {**SMALL, "settings": settings(budgets_shown="1lakh;200%")})
    silent = write_folder(tmp_path / "silent", SMALL)
    for folder, more, expected in (
        (named, [], ["Rs 1 lakh", "Rs 3 lakh", "Rs 6 lakh"]),
        (named, ["--budget", "2 lakh"], ["Rs 2 lakh", "Rs 3 lakh"]),
        (named, ["--budget", "2 lakh, 100%"], ["Rs 2 lakh", "Rs 3 lakh"]),
        (silent, [], []),
    ):
        page = tmp_path / "page.html"
        run("report", str(folder), "--no-at-least", "--out", str(page), *more)
        assert budgets_on(page) == expected


def test_budgets_of_another_scenario_are_refused(tmp_path: Path) -> None:
    """They are of the one that is reported on."""
    three = tradeoff.read_scenario("three-clusters")
    other = tradeoff.read_scenario("three-clusters-more-money")
    frontier = tradeoff.trace_frontier(three, "depth-breadth")
    for scenarios in ([three, other], [other, tradeoff.with_budget(other, "50%")]):
        with pytest.raises(ValueError, match="budgets are of the scenario reported on"):
            tradeoff.write_report(
                frontier, tmp_path / "page.html", budgets=[tradeoff.compare(scenarios, "depth-breadth")]
            )
    assert not (tmp_path / "page.html").exists()


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


def test_the_ceiling_stands_beside_the_headline(tmp_path: Path) -> None:
    """What the tables alone allow is on the page, in the words of `check`."""
    scenario = tradeoff.read_scenario("orissa-pilots")
    path = tmp_path / "page.html"
    tradeoff.write_report(tradeoff.trace_frontier(scenario, "depth-breadth"), path)
    page = html.unescape(path.read_text(encoding="utf-8"))
    said = ceiling(scenario).sentences
    assert said
    # All four run already: none is opened, in whatever year.
    assert not any("is opened in year" in sentence for sentence in said)
    assert all(sentence in page for sentence in said)


def test_remarks_on_the_page_are_sentences(tmp_path: Path) -> None:
    """What and where, without the mend of whoever types the tables."""
    path = tmp_path / "page.html"
    tradeoff.write_report(tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth"), path)
    page = html.unescape(path.read_text(encoding="utf-8").partition("<script")[0])
    assert "<li>In costs.csv: all costs are assumptions (grades D and E, or none).</li>" in page
    assert "charts say so" not in page
    assert "->" not in page
