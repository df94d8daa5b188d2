"""Plans for action beside the plans with a name: found, told and marked, or said to be missing.

three-clusters has Rs 31 lakh, in thousands of rupees 3,100. Entry costs 2, 3 and 4 a household in handloom, handicraft
and forest, sufficient support 14, 12 and 20; they list 500, 300 and 400 poor households. The most depth in shares is
3100 / 12 = 258 1/3, all of it in handicraft; whole, 258 cost 3,096, and the 4 left enrol two of handloom: breadth 260.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

import tradeoff
from tests.independent.folders import write_folder
from tests.test_page_reach import violations
from tests.test_report import Opened, in_browser
from tests.test_scenario import SMALL
from tradeoff.advice.named_action_words import named_action_lines, named_action_sentences
from tradeoff.cli import commands
from tradeoff.cli.heads import head_words
from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier import named_actions
from tradeoff.frontier.named_actions import Missing
from tradeoff.reports.action import named_action_rows
from tradeoff.words.spoken import in_language


@pytest.fixture(scope="module")
def frontier() -> tradeoff.ScenarioFrontier:
    """The outlook."""
    return tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")


@pytest.fixture(scope="module")
def actions(frontier: tradeoff.ScenarioFrontier) -> tuple[tradeoff.NamedAction, ...]:
    """The plans for action beside its broad, middle and deep."""
    return tradeoff.plans_for_action(frontier)


def test_each_plan_with_a_name_has_its_plan_for_action(actions: tuple[tradeoff.NamedAction, ...]) -> None:
    assert [(one.named.word, one.reached) for one in actions] == [
        ("broad", {"breadth": 1100, "depth": 0}),
        ("middle", {"breadth": 675, "depth": 175}),
        ("deep", {"breadth": 260, "depth": 258}),
    ]
    alone = tradeoff.plan_for_action(actions[2].frontier.scenario, "depth-breadth", breadth=actions[2].named.x)
    found = actions[2].found
    assert found is not None
    assert found.plan.records["households"] == alone.plan.records["households"]


def test_the_distance_is_told_in_both_aims_with_the_bound(actions: tuple[tradeoff.NamedAction, ...]) -> None:
    # 260 of breadth leave 12 d + 2 (260 - d) <= 3100 in shares: d = 258; at 258 1/3 of breadth it is 258 1/3 itself.
    _, middle, deep = named_action_lines(actions)
    assert middle.startswith("middle: The outlook has no more of either aim with as much of the other.")
    assert deep == (
        "deep: With as much breadth the outlook has 0.333 more poor households with sufficient support; with as much "
        "depth it has no more poor households reached. It is shown that no plan of this form has more with as much "
        "breadth: what lies between it and the bound of 258 poor households with sufficient support, a gap of 0.13%, is "
        "out of its reach."
    )


def test_heads_and_plans_of_their_table_are_in_french(actions: tuple[tradeoff.NamedAction, ...]) -> None:
    """Names of aims stay as they are typed; what no plan has is said in the same language."""
    unfound = (*actions[:2], replace(actions[2], found=None, missing=Missing.UNFOUND))
    with in_language("fr"):
        rows = named_action_rows(unfound)
        heads = [head_words(head) for head in rows[0]]
    assert heads == [
        *("plan", "breadth, perspective", "breadth, action", "depth, perspective", "depth, action", "borne", "écart")
    ]
    assert [row["plan"] for row in rows] == ["large", "milieu", "profond"]
    assert (rows[2]["breadth, action"], rows[2]["depth, action"]) == ("aucun", "aucun")


def test_a_plan_below_the_level_says_so(actions: tuple[tradeoff.NamedAction, ...]) -> None:
    """Asked for a breadth of 1,102, the plan with 1,100 is the nearest below, and short of it by two."""
    broad = actions[0]
    assert broad.found is not None
    short = replace(broad, found=replace(broad.found, level=1102.0))
    assert named_action_sentences(short)[0] == (
        "No plan of this form was found with as much breadth as the outlook: the nearest below is short of it by 2 poor "
        "households reached."
    )


@pytest.mark.parametrize(
    ("error", "missing", "told"),
    [
        (InfeasibleError("none"), Missing.NONE, "It is shown that no plan of this form keeps all limits"),
        (SolverError("cut"), Missing.UNFOUND, "No plan of this form was found and checked in 7 seconds, nor was it"),
        (KeyboardInterrupt(), Missing.UNASKED, "Not looked for: the run was interrupted before."),
    ],
)
def test_where_none_is_found_that_is_said_and_the_outlook_is_not_put_in_its_place(
    frontier: tradeoff.ScenarioFrontier,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: BaseException,
    missing: Missing,
    told: str,
) -> None:
    def fail(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(named_actions, "whole_plan_of", fail)
    found = tradeoff.plans_for_action(frontier, time_limit=7)
    assert [(one.found, one.reached, one.missing) for one in found] == [(None, None, missing)] * 3
    assert all(line.split(": ", 1)[1].startswith(told) for line in named_action_lines(found))
    page = tmp_path / "page.html"
    tradeoff.write_report(frontier, page, actions=found)
    text = page.read_text(encoding="utf-8")
    assert text.count(told.replace("'", "&#39;")) == 3
    assert data_of(text)["pairs"][0]["actions"] is False
    drawn = tradeoff.charts.frontier(frontier, found).to_dict()
    assert not [layer for layer in drawn["layer"] if layer["mark"]["type"] == "square"]


def test_ctrl_c_keeps_the_plans_found(frontier: tradeoff.ScenarioFrontier, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second search is interrupted: the first plan stays, the third is not asked for."""
    asked = []
    search = named_actions.whole_plan_of

    def interrupted(*given: Any, **more: Any) -> object:
        asked.append(given)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return search(*given, **more)

    monkeypatch.setattr(named_actions, "whole_plan_of", interrupted)
    found = tradeoff.plans_for_action(frontier)
    assert [one.missing for one in found] == [None, Missing.UNASKED, Missing.UNASKED]
    assert len(asked) == 2


def data_of(text: str) -> Any:
    """What a page's script reads."""
    return json.loads(text.split('<script type="application/json" id="data">')[1].split("</script>")[0])


def squares(spec: dict[str, Any]) -> list[tuple[float, float]]:
    """Where the marks of plans for action stand."""
    (layer,) = [layer for layer in spec["layer"] if layer["mark"].get("type") == "square"]
    rows = layer["data"].get("values") or spec["datasets"][layer["data"]["name"]]
    return [(row["breadth"], row["depth"]) for row in rows]


def test_the_charts_mark_them_beside_the_outlook(
    frontier: tradeoff.ScenarioFrontier, actions: tuple[tradeoff.NamedAction, ...], tmp_path: Path
) -> None:
    """On the picture of the folder, on the page, and nowhere where they were not asked for."""
    places = [(1100, 0), (675, 175), (260, 258)]
    chart = tradeoff.charts.frontier(frontier, actions).to_dict()
    assert squares(chart) == places
    assert "squares: the plans with a name for action" in str(chart["title"]["subtitle"])
    page = tmp_path / "page.html"
    tradeoff.write_report(frontier, page, actions=actions)
    assert squares(data_of(page.read_text(encoding="utf-8"))["pairs"][0]["chart"]) == places
    tradeoff.write_report(frontier, page)
    bare = page.read_text(encoding="utf-8")
    assert "sanctioned" not in bare
    assert "square" not in str(data_of(bare)["pairs"][0]["chart"]["layer"])


def test_actions_of_another_frontier_are_refused(actions: tuple[tradeoff.NamedAction, ...], tmp_path: Path) -> None:
    other = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters-more-money"), "depth-breadth")
    with pytest.raises(ValueError, match="of the frontiers reported on"):
        tradeoff.write_report(other, tmp_path / "page.html", actions=actions)
    with pytest.raises(ValueError, match="has the form action or whole, not 'outlook'"):
        tradeoff.plans_for_action(other, form="outlook")


def test_the_commands_find_them_where_they_are_asked_for(tmp_path: Path) -> None:
    """`frontier --form action` in words, JSON and picture; `report --form action` as page and as workbook."""
    asked = ["frontier", "three-clusters", "--trade", "depth-breadth", "--form", "action"]
    shown = CliRunner().invoke(commands, [*asked, "--out", str(tmp_path / "folder")])
    assert shown.exit_code == 0, shown.output
    assert re.search(r"deep +258 +260 +258 +258 +258 +0\.13%", shown.stdout)
    assert "for action" in (tmp_path / "folder" / "chart.svg").read_text(encoding="utf-8")
    told = json.loads(CliRunner().invoke(commands, [*asked, "--format", "json"]).stdout)["actions"]
    assert [one["reached"]["breadth"] for one in told] == [1100, 675, 260]
    assert told[2]["loss"]["depth"] == pytest.approx(1 / 3)
    for name in ("page.html", "book.xlsx"):
        made = CliRunner().invoke(
            commands, ["report", "three-clusters", "--form", "action", "--no-at-least", "--out", str(tmp_path / name)]
        )
        assert made.exit_code == 0, made.output
    assert "The plans with a name, as one can sanction them" in (tmp_path / "page.html").read_text(encoding="utf-8")
    cells = [
        [cell.value for cell in row] for row in load_workbook(tmp_path / "book.xlsx")["plans to sanction"].iter_rows()
    ]
    (deep,) = [row for row in cells if "deep" in row]
    assert 260 in deep
    assert 258 in deep


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["three-clusters", "--openings", "whole"], "leave out --openings whole"),
        (["invented-state"], "plans for action are found for one combination at a time"),
    ],
)
def test_plans_for_action_stand_beside_one_outlook(arguments: list[str], told: str) -> None:
    asked = ["frontier", *arguments, "--trade", "depth-breadth", "--form", "action"]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


@in_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_the_page_with_plans_for_action_reaches_everybody(
    browser: Any,
    frontier: tradeoff.ScenarioFrontier,
    actions: tuple[tradeoff.NamedAction, ...],
    tmp_path: Path,
    width: int,
    scheme: str,
) -> None:
    """Nothing for axe, nothing wider than the screen; the key names both marks; the level stays on the first screen."""
    page = tmp_path / "page.html"
    tradeoff.write_report(frontier, page, actions=actions)
    opened = Opened(browser, page, width=width)
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.wait_for_timeout(100)
    assert violations(opened) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "outlook, in shares" in opened.text("#action-key")
    assert "action: can be sanctioned" in opened.text("#action-key")
    box = opened.page.locator("#level").bounding_box()
    assert box["y"] + box["height"] <= 800
    assert len(re.findall(rb"/Type\s*/Page\b", opened.page.pdf(format="A4"))) <= 4
    opened.close()


@in_browser
def test_where_there_is_no_choice_the_one_plan_has_its_plan_for_action(browser: Any, tmp_path: Path) -> None:
    """Money for everybody: the table holds one plan, the key of the chart that is not there is hidden."""
    folder = write_folder(tmp_path / "rich", SMALL)
    text = (folder / "budgets.csv").read_text()
    (folder / "budgets.csv").write_text(re.sub(r",(\d+)\n", r",\g<1>0000\n", text))
    result = CliRunner().invoke(
        commands,
        [
            "report",
            str(folder),
            "--trade",
            "depth-breadth",
            "--form",
            "action",
            "--no-at-least",
            "--out",
            str(tmp_path / "p.html"),
        ],
    )
    assert result.exit_code == 0, result.output
    opened = Opened(browser, tmp_path / "p.html")
    assert opened.page.locator("#action-key").is_hidden()
    assert opened.page.locator("#actions tbody tr").count() == 1
    opened.close()


def test_a_plan_found_at_one_level_serves_another_where_it_is_better(
    frontier: tradeoff.ScenarioFrontier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deep gets no plan of its own.

    What was found for the middle has 675 of breadth and 175 of depth, and reaches the level of deep, 258 1/3. There the
    outlook has 258 1/3 - 175 more of depth.
    """
    search = named_actions.whole_plan_of

    def poor(outlook: Any, form: Any, at: Any, **more: Any) -> Any:
        if at["breadth"] < 300:
            raise SolverError("cut")
        return search(outlook, form, at, **more)

    monkeypatch.setattr(named_actions, "whole_plan_of", poor)
    _, _, deep = tradeoff.plans_for_action(frontier)
    assert deep.reached == {"breadth": 675, "depth": 175}
    assert deep.missing is None
    assert deep.found is not None
    assert deep.found.level == deep.named.x
    assert not deep.found.checked
    assert deep.found.loss == {"breadth": 0, "depth": pytest.approx(775 / 3 - 175)}
    assert deep.found.bound == pytest.approx(775 / 3)
    assert deep.found.shortfall == 0
