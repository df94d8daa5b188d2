"""The section "At least" of a page: its linear programme against another solver's, and the page as people use it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tradeoff
from tests.test_floor_plans import draw, lowering, mixed
from tests.test_page_reach import violations
from tests.test_report import Opened, in_browser
from tradeoff.frontier.floor_plans import FloorPlans, plans_of
from tradeoff.reports.vendor import SOLVER, script_of

PAGE = Path(tradeoff.__file__).parent / "reports" / "page"
ASK = """questions => questions.map(([points, aim, floors]) => {
  const most = floors.map((_, i) => Math.max(...points.map((point) => point[i])));
  const shares = points.map((point) => point.map((value, i) => value / most[i]));
  return bestMixture(shares, aim, floors.map((floor, i) => (floor === null ? null : floor / most[i])));
})"""


@in_browser
def test_the_programme_of_the_page_is_that_of_another_solver(browser: Any) -> None:
    """A hundred questions, aims in units from a millionth to a billion: the same most, the same floors out of reach."""
    draws = np.random.default_rng(16)
    asked, wanted = [], []
    for _ in range(100):
        points = draws.random((int(draws.integers(2, 40)), 6)) ** 2
        aim, floors = draw(draws, 6)
        points /= points.max(axis=0)
        units = 10.0 ** draws.integers(-6, 10, size=6)
        told = [None if np.isinf(floor) else float(floor * unit) for floor, unit in zip(floors, units, strict=True)]
        asked.append([(points * units).tolist(), aim, told])
        wanted.append((points, aim, floors))
    context = browser.new_context(offline=True)
    page = context.new_page()
    own = (PAGE / "best_mixture.js").read_text(encoding="utf-8")
    page.add_script_tag(content=script_of(SOLVER))
    page.add_script_tag(content=f"{own}\nwindow.bestMixture = bestMixture;")
    answers = page.evaluate(ASK, asked)
    context.close()
    refused = 0
    for answer, (points, aim, floors) in zip(answers, wanted, strict=True):
        best = mixed(points, aim, floors)
        weights = np.zeros(len(points))
        for part in answer["parts"]:
            weights[part["at"]] = part["weight"]
        values = weights @ points
        assert weights.sum() == pytest.approx(1)
        assert (values >= floors - answer["lowered"] - 1e-6).all()
        if best is None:
            refused += 1
            assert answer["lowered"] == pytest.approx(lowering(points, floors), abs=1e-6)
        else:
            assert answer["lowered"] == 0
            assert values[aim] == pytest.approx(best, abs=1e-6)
    assert 5 < refused < 95


@pytest.fixture(scope="module")
def found() -> tuple[list[tradeoff.ScenarioFrontier], FloorPlans]:
    """All six aims; a few plans are added."""
    study = tradeoff.Study(tradeoff.read_scenario("three-pairs"))
    frontiers = [study.frontier(trade) for trade in study.scenario.trades]
    return frontiers, tradeoff.plans_for_floors(frontiers, plans=40)


@pytest.fixture(scope="module")
def page_path(
    found: tuple[list[tradeoff.ScenarioFrontier], FloorPlans], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Their page."""
    path = tmp_path_factory.mktemp("floors") / "report.html"
    tradeoff.write_report(found[0], path, floors=found[1])
    return path


def type_floor(opened: Opened, aim: str, words: str) -> None:
    """Type a floor and leave the field."""
    opened.page.locator(f"#floor-{aim}").fill(words)
    opened.page.locator(f"#floor-{aim}").press("Enter")
    opened.page.locator(f"#floor-{aim}").blur()
    opened.page.wait_for_timeout(300)


def digits(words: str) -> float:
    """The figure in words such as `this mixture: 1,518`."""
    return float(re.sub(r"[^\d.]", "", words))


@pytest.mark.slow
@in_browser
def test_floors_are_answered_shown_and_kept_in_the_address(
    browser: Any, found: tuple[list[tradeoff.ScenarioFrontier], FloorPlans], page_path: Path
) -> None:
    """The most of breadth above two floors is SciPy's over the stored plans; cards show it; a link brings it back."""
    frontiers, plans = found
    sizes = np.array(plans.most)
    points = np.array([[p.objectives[aim] for aim in plans.aims] for p in [*plans_of(frontiers), *plans.added]]) / sizes
    floors = np.full(6, -np.inf)
    place = {aim: at for at, aim in enumerate(plans.aims)}
    opened = Opened(browser, page_path)
    type_floor(opened, "depth", "100")
    type_floor(opened, "today", "20 lakh")
    money_unit = frontiers[0].scenario.settings.money_unit
    floors[place["depth"]] = 100 / sizes[place["depth"]]
    floors[place["today"]] = 2_000_000 / float(money_unit) / sizes[place["today"]]
    best = mixed(points, place["breadth"], floors)
    assert best is not None
    told = digits(opened.text("#floor-has-breadth"))
    assert told == pytest.approx(best * sizes[place["breadth"]], abs=0.6)
    assert digits(opened.text("#floor-has-depth")) >= 99.5
    assert "keeps these floors" in opened.text("#floors-answer")
    assert opened.text("#plan-title").startswith("With the floors set below, up to")
    assert f"{told:,.0f}" in opened.text("#figures")
    assert opened.page.locator("#costs").is_hidden()
    assert opened.page.locator("#binding").is_hidden()
    assert "made of figures alone" in opened.text("#holds-for")
    opened.page.wait_for_timeout(400)
    address, figures, bars = opened.page.url, opened.text("#figures"), opened.text("#bars-cluster")
    opened.slide(0.4)
    assert opened.page.locator("#binding").is_visible()
    assert "The level was moved" in opened.text("#floors-answer")
    opened.close()
    again = Opened(browser, page_path)
    again.page.goto("about:blank")
    again.page.goto(address)
    again.page.locator("#floors-answer", has_text="keeps these floors").wait_for()
    assert (again.text("#figures"), again.text("#bars-cluster")) == (figures, bars)
    again.page.locator("#floors-clear").click()
    assert again.text("#floors-answer") == "No floor is set."
    again.close()


@pytest.mark.slow
@in_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light"), (320, "light")])
def test_the_section_reaches_everybody(browser: Any, page_path: Path, width: int, scheme: str) -> None:
    """By keyboard, in the dark, on a small screen: axe finds nothing; what is refused comes with its command."""
    opened = Opened(browser, page_path, width=width)
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.locator("#floor-slide-breadth").focus()
    for _ in range(5):
        opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(400)
    assert digits(opened.page.locator("#floor-breadth").input_value()) == 8  # five thousandths of 1,600
    for aim, words in (("breadth", "1500"), ("depth", "160"), ("selectivity", "1 crore")):
        type_floor(opened, aim, words)
    assert opened.text("#floors-answer").startswith("No mixture of the plans stored here keeps these floors.")
    assert "impossible" not in opened.text("#floors")
    asked = opened.text("#floors-command")
    assert asked == 'tradeoff plan three-pairs --aim breadth=1500 --aim depth=160 --aim "selectivity=1 crore"'
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    opened.page.wait_for_timeout(100)
    assert violations(opened) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    type_floor(opened, "depth", "5000")
    assert opened.text("#floors-fault").startswith("No plan has more than 164")
    type_floor(opened, "depth", "many")
    assert opened.text("#floors-fault") == "Write a figure, such as 1,180."
    type_floor(opened, "depth", "")
    type_floor(opened, "today", "1,5 lakh")
    assert opened.text("#floors-fault") == "Write a figure, such as 25 lakh."
    opened.close()


@pytest.mark.slow
@in_browser
def test_a_floor_that_cannot_be_asked_for_leaves_no_answer_to_another(browser: Any, page_path: Path) -> None:
    """While a field holds what is no floor nothing is answered, whatever is changed elsewhere; then all of it is."""
    opened = Opened(browser, page_path)
    type_floor(opened, "depth", "120")
    opened.page.wait_for_timeout(400)
    assert "keeps these floors" in opened.text("#floors-answer")
    none = "Nothing is answered until the floor of"
    type_floor(opened, "depth", "500")
    assert opened.text("#floors-fault") == "No plan has more than 164 poor households with sufficient support."
    assert opened.text("#floors-answer").startswith(none)
    assert opened.page.locator("#floor-depth").get_attribute("aria-invalid") == "true"
    type_floor(opened, "breadth", "300")
    opened.page.wait_for_timeout(400)
    assert opened.text("#floors-answer").startswith(none)
    type_floor(opened, "depth", "120")
    opened.page.wait_for_timeout(400)
    assert "keeps these floors" in opened.text("#floors-answer")
    assert opened.text("#floors-fault") == ""
    assert opened.page.locator("#floor-depth").get_attribute("aria-invalid") == "false"
    opened.close()


@pytest.mark.slow
def test_what_was_reached_stands_on_the_page_and_in_its_data(
    found: tuple[list[tradeoff.ScenarioFrontier], FloorPlans], page_path: Path
) -> None:
    text = page_path.read_text(encoding="utf-8")
    data = json.loads(text.split('id="data">')[1].split("</script>")[0])["floors"]
    reached = found[1].reached
    assert data["measured"]["asked"] == reached.asked == 200
    assert data["measured"]["usual"] == reached.usual
    assert f"plans of this scenario keep {reached.met} of them" in text
    assert "MIT License" in text
