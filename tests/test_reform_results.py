"""What is saved and shown of a reform that is still to be decided: a folder a combination, one page for all of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_report import Opened, in_browser

TRADE = ("--trade", "depth-breadth")
ENDS = {"none-made": [(200, 0), (50, 50)], "rules-made": [(280, 0), (70, 70)]}
"""200 of money for places at 1 or at 4; 60 + 100 + 120 with a reform that costs 40 and opens 120."""


def undecided(folder: Path, *, own: int = 100) -> Path:
    """A reform that costs 40 of year 1's own money and opens 120 in year 2."""
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households\nA A d 500",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nfull 2 Full 1 1",
        "costs": "level_id cost_per_household\nentry 1\nfull 4",
        "funds": "fund_id name\nown Own\nscheme Scheme",
        "budgets": f"department_id fund_id year envelope\nd own 1 {own}\nd own 2 100\nd scheme 1 7\nd scheme 2 120",
        "enabling": "investment_id name cost made opens_fund paid_by\nrules New_rules 40 decide scheme d",
    }
    return write_folder(folder, tables)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario in `state`, and both frontiers in `saved` as the command saved them, certified."""
    place = tmp_path_factory.mktemp("place")
    run("frontier", str(undecided(place / "state")), *TRADE, "--exact", "--certify", "--out", str(place / "saved"))
    return place


@pytest.fixture
def saved(tmp_path: Path, place: Path) -> Path:
    """A copy of what was saved, to change."""
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    return tmp_path / "saved"


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def ends_of(points: list[dict[str, float]]) -> list[tuple[float, float]]:
    return [(pytest.approx(p["breadth"], abs=1e-9), pytest.approx(p["depth"], abs=1e-9)) for p in points]


def test_a_folder_for_each_combination_and_the_union_of_them(saved: Path) -> None:
    """`frontiers`, one each, with the folder it stands in; the union is labelled, and certified as nothing."""
    together = load(saved / "frontiers.json")
    assert {part["folder"]: ends_of(part["points"]) for part in together["frontiers"]} == ENDS
    assert [part["decided"] for part in together["frontiers"]] == [{"rules": False}, {"rules": True}]
    assert together["union"]["certified"] is False
    assert [part["decided"] for part in together["union"]["stretches"]] == [{"rules": True}]
    for name, ends in ENDS.items():
        own = load(saved / name / "frontier.json")
        assert ends_of(own["points"]) == ends
        assert own["certificate"]["certified"] is True
        assert (saved / name / "certificate.json").is_file()
        told = run("check", str(saved / name), "--number", "1").stdout
        assert "nothing is different" in told
        assert "It keeps every limit." in told
    rows = (saved / "points.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows] == ["reforms", "none made", "none made", "rules made", "rules made"]
    assert (saved / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert "under 2 combinations of reforms" in (saved / "chart.svg").read_text()


def test_verify_recomputes_each_of_them(saved: Path) -> None:
    """Every folder is certified by itself, and nothing is said of the union but what it is."""
    told = run("verify", str(saved)).stdout
    for name in ENDS:
        assert f"{name}: Certified in exact fractions: 2 points are the whole frontier of breadth and depth" in told
    assert "The union of these frontiers is drawn from them and not certified as one." in told


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("rules-made/points.csv", "280", "281", "points.csv has been changed since manifest.json was written"),
        ("rules-made/manifest.json", "exact", "other", "rules-made/manifest.json has been changed since manifest.json"),
        ("frontiers.json", "280", "281", "frontiers.json has been changed since manifest.json was written"),
    ],
)
def test_verify_refuses_what_was_changed(saved: Path, name: str, before: str, after: str, told: str) -> None:
    """A figure in any of the files."""
    path = saved / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert told in run("verify", str(saved), code=6).stderr


def test_verify_refuses_a_union_that_claims_more(saved: Path) -> None:
    """Even where the manifest agrees with it."""
    import hashlib

    for change, told in (
        (('certified": false', 'certified": true'), "says that the union is certified"),
        (('"depth": 70', '"depth": 71'), "frontiers.json and rules-made/frontier.json differ in points"),
    ):
        text = (saved / "frontiers.json").read_text(encoding="utf-8")
        whole = text.replace(*change)
        assert whole != text
        (saved / "frontiers.json").write_text(whole, encoding="utf-8")
        manifest = load(saved / "manifest.json")
        manifest["files"]["frontiers.json"] = hashlib.sha256(whole.encode()).hexdigest()
        (saved / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        assert told in run("verify", str(saved), code=6).stderr
        (saved / "frontiers.json").write_text(text, encoding="utf-8")


def test_overwrite_takes_the_old_results_and_leaves_other_files(tmp_path: Path, saved: Path) -> None:
    """Folders that are empty then go; a file of somebody's stays, with its folder."""
    (saved / "none-made" / "mine.txt").write_text("kept")
    one = ("frontier", str(tmp_path / "state"), *TRADE, "--out", str(saved))
    assert "is not empty" in run(*one, code=7).stderr
    run(*one, "--overwrite", "--reform", "rules=yes")
    assert load(saved / "frontier.json")["reforms"] == {"rules": True}
    assert sorted(path.name for path in saved.iterdir() if path.is_dir()) == ["none-made", "scenario"]
    assert [path.name for path in (saved / "none-made").iterdir()] == ["mine.txt"]
    run(*one, "--overwrite")
    assert not (saved / "scenario").exists()
    assert not (saved / "frontier.json").exists()
    assert (saved / "none-made" / "mine.txt").read_text() == "kept"
    run("verify", str(saved))


def test_where_one_combination_has_no_plan(tmp_path: Path) -> None:
    """40 of 30: only the frontier without it is there, and the other is named as impossible."""
    folder, saved, page = undecided(tmp_path / "poor", own=30), tmp_path / "saved", tmp_path / "page.html"
    run("frontier", str(folder), *TRADE, "--out", str(saved))
    assert [path.name for path in saved.iterdir() if path.is_dir()] == ["none-made"]
    assert load(saved / "frontiers.json")["impossible"] == [{"rules": True}]
    run("verify", str(saved))
    run("report", str(folder), "--no-at-least", "--out", str(page))
    data = page_data(page)
    assert [(row["label"], row["state"]) for row in data["pairs"][0]["reforms"]["rows"]] == [
        ("none made", "choice"),
        ("rules made", "no plan"),
    ]
    assert "those with none made, the one combination that has a plan" in page.read_text(encoding="utf-8")


def page_data(page: Path) -> Any:
    found = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return json.loads(found[1])


def test_the_page_stands_for_the_combination_with_the_most(tmp_path: Path) -> None:
    """Both aims have more with the rules; whichever is named with --reform stands alone."""
    folder, page = undecided(tmp_path / "state"), tmp_path / "page.html"
    run("report", str(folder), "--no-at-least", "--out", str(page), "--budget", "50%,100%")
    (pair,) = page_data(page)["pairs"]
    assert [(p["x"], p["y"]) for p in pair["points"]] == ENDS["rules-made"]
    assert [row["ends"] for row in pair["reforms"]["rows"]] == [
        [[pytest.approx(v, abs=1e-9) for v in end] for end in ends] for ends in ENDS.values()
    ]
    assert "rules made costs Rs 40,000 in all." in pair["reforms"]["sentences"]
    # Half of everything with the rules: 10 + 50 + 60.
    assert pair["budgets"]["rows"][0]["ends"][0] == [pytest.approx(120), pytest.approx(0, abs=1e-9)]
    text = page.read_text(encoding="utf-8")
    assert "Still to be decided: rules. Slider, plans and figures of this page are those with rules made" in text
    run("report", str(folder), "--no-at-least", "--out", str(page), "--reform", "rules=no")
    (pair,) = page_data(page)["pairs"]
    assert pair["reforms"] is None
    assert [(p["x"], p["y"]) for p in pair["points"]] == ENDS["none-made"]
    assert "Still to be decided" not in page.read_text(encoding="utf-8")


@in_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_lays_them_over_each_other(browser: Any, tmp_path: Path, width: int) -> None:
    """Two lines, their ends, their price in words."""
    page = tmp_path / "page.html"
    run("report", str(undecided(tmp_path / "state")), "--no-at-least", "--out", str(page))
    opened = Opened(browser, page, width=width)
    assert opened.page.locator("#reforms-chart svg").count() == 1
    assert "none made\t200\t0\t50\t50" in opened.text("#reforms-ends")
    assert "rules made\t280\t0\t70\t70" in opened.text("#reforms-ends")
    assert "rules made costs Rs 40,000 in all." in opened.text("#reforms-words")
    assert "those with rules made, the combination with the most depth" in opened.text("#stands-for")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_a_report_takes_the_reforms_of_its_own_frontiers(tmp_path: Path) -> None:
    """In Python: one of the alternatives, and all of them beside it."""
    found = tradeoff.trace_reforms(tradeoff.read_scenario(undecided(tmp_path / "state")), "depth-breadth")
    chosen = found.leading.frontier
    tradeoff.write_report(chosen, tmp_path / "page.html", reforms=[found])
    other = tradeoff.trace_frontier(chosen.scenario, "depth-breadth")
    with pytest.raises(ValueError, match="are not those reported on: take one of them"):
        tradeoff.write_report(other, tmp_path / "page.html", reforms=[found])


def test_an_investment_may_not_be_called_none(tmp_path: Path) -> None:
    """That is the combination without any."""
    folder = undecided(tmp_path / "state")
    table = (folder / "enabling.csv").read_text().replace("rules,", "none,")
    (folder / "enabling.csv").write_text(table)
    with pytest.raises(tradeoff.ScenarioError, match=r"investment_id: what the combination without any investment"):
        tradeoff.read_scenario(folder)


def test_what_holds_whatever_is_made_is_told_once(tmp_path: Path) -> None:
    """9,000 of own money for 500 households at 4: no choice and idle money with the rules and without."""
    folder = undecided(tmp_path / "state")
    (folder / "budgets.csv").write_text("department_id,fund_id,year,envelope\nd,own,1,9000\nd,scheme,2,120\n")
    told = [row["remark"] for row in load_check(folder)["findings"]]
    alike = [words for words in told if words.startswith("Whatever reforms are made: ")]
    assert alike
    assert len(told) == len({words.partition(": ")[2] for words in told})


def load_check(folder: Path) -> Any:
    return json.loads(run("check", str(folder), "--format", "json").stdout)


def test_whole_openings_want_one_combination(tmp_path: Path) -> None:
    """And say how to name it."""
    told = run("frontier", str(undecided(tmp_path / "state")), *TRADE, "--openings", "whole", code=2).stderr
    assert "openings whole are traced for one combination at a time; write --reform rules=yes, or no" in told
