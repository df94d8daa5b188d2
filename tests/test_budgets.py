"""One scenario at several budgets, from cases solved on paper.

three-clusters has 500 households in handloom (entry 2, intensive 14 thousand), 300 in handicraft (3, 12) and 400 in the
forest (4, 20). Rs 31 lakh: (1100, 0), (800, 400/3), (675, 175), (775/3, 775/3). Rs 46 lakh: (1200, 1100/9), (800, 300),
(2600/7, 2600/7). All at the intensive level cost 7,000 + 3,600 + 8,000 = 18,600 thousand.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_cli import clash
from tests.test_scenario import SMALL
from tradeoff.advice.budgets import round_levels
from tradeoff.programme.purses import envelopes
from tradeoff.scenario.amounts import read_budget, read_budgets

CRORE, LAKH = 10**7, 10**5


@pytest.fixture(scope="module")
def three() -> tradeoff.Scenario:
    """three-clusters: one envelope of 3,100 thousand."""
    return tradeoff.read_scenario("three-clusters")


@pytest.fixture(scope="module")
def pairs() -> tradeoff.Scenario:
    """three-pairs: 700 and 1,300 thousand in each of three years, Rs 60 lakh in all."""
    return tradeoff.read_scenario("three-pairs")


@pytest.mark.parametrize(
    ("text", "rupees", "share"),
    [
        ("20 crore", 20 * CRORE, None),
        ("2.5 lakh", 250_000, None),
        ("400000000 rupees", 40 * CRORE, None),
        (" Rs 1  crore ", CRORE, None),
        ("Rs. 5000", 5000, None),
        ("₹3 lakhs", 3 * LAKH, None),
        ("7 thousand", 7000, None),
        ("0.1 rupee", Fraction(1, 10), None),
        ("80%", None, Fraction(4, 5)),
        ("33.3 %", None, Fraction(333, 1000)),
    ],
)
def test_a_budget_in_words(text: str, rupees: Fraction | None, share: Fraction | None) -> None:
    """Exact rupees, or an exact share."""
    assert (read_budget(text).rupees, read_budget(text).share) == (rupees, share)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("20", "'20' has no unit; write a number with its unit and no separators inside it, such as 20 crore"),
        ("2,50,000 rupees", "'2' has no unit"),
        ("2,50,000 rupees; 3 lakh", "'2,50,000 rupees' is not a plain number with its unit; write"),
        ("20 million", "'20 million' is counted in no unit known here; write"),
        ("Rs 80%", "is counted in no unit known here"),
        ("0 crore", "'0 crore' is no budget: it is not above zero"),
        ("-5%", "'-5%' is no budget"),
        ("nan crore", "'nan crore' is not a budget"),
        ("", "'' is not a budget"),
        ("20 crore,", "'' is not a budget"),
        ("20 crore, 2000 lakh", "'2000 lakh' stands twice; name each budget once"),
    ],
)
def test_what_is_no_budget(text: str, told: str) -> None:
    """The value and the mend."""
    with pytest.raises(ValueError) as error:
        read_budgets(text)
    assert told in str(error.value)
    assert "\t" not in str(error.value)


def test_envelopes_in_proportion(pairs: tradeoff.Scenario) -> None:
    """Rs 20 lakh are a third: 700/3 and 1300/3 thousand a year, as fractions; the base keeps its own."""
    third = tradeoff.with_budget(pairs, "20 lakh")
    assert {row.envelope for row in third.budgets} == {Fraction(700, 3), Fraction(1300, 3)}
    assert sum(envelopes(third).values()) == third.rupees == 20 * LAKH
    assert pairs.rupees == 60 * LAKH
    assert third.name == "three-pairs-at-20-lakh"
    assert len({pairs.data_hash, third.data_hash, tradeoff.with_budget(pairs, "21 lakh").data_hash}) == 3
    assert third.based_on == "three-pairs"
    assert [(c.table, c.key, c.column, c.before) for c in third.changes[:1]] == [
        ("budgets", "department_id=textiles, year=2026-27", "envelope", "700")
    ]
    assert third.changes[0].after == "233.333333333"
    assert len(third.changes) == 6
    assert tradeoff.with_budget(pairs, "100%").changes == ()
    assert tradeoff.with_budget(third, "300%").rupees == 60 * LAKH


def test_it_is_the_scenario_that_its_tables_would_make(three: tradeoff.Scenario) -> None:
    """Rs 46 lakh in memory and in a variant's file: one frontier, certified; at 81 lakh money is short no longer (W9)."""
    asked = tradeoff.with_budget(three, "46 lakh")
    frontier = tradeoff.trace_frontier(asked, "depth-breadth", certify=True)
    assert [point.exact for point in frontier.extreme_points] == [
        (1200, Fraction(1100, 9)), (800, 300), (Fraction(2600, 7), Fraction(2600, 7)),
    ]  # fmt: skip
    read = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters-more-money"), "depth-breadth")
    assert [(p.x, p.y) for p in read.extreme_points] == [(p.x, p.y) for p in frontier.extreme_points]
    assert "W9" not in {remark.code for remark in asked.remarks}
    assert "W9" in {remark.code for remark in tradeoff.with_budget(three, "186.1 lakh").remarks}


def test_a_scenario_without_money_has_no_proportions(tmp_path: Path) -> None:
    """Nothing times anything is nothing; a share of it is."""
    none = write_folder(tmp_path / "none", {**SMALL, "budgets": "department_id year envelope\nd 1 0"})
    scenario = tradeoff.read_scenario(none)
    with pytest.raises(ValueError, match=r"all envelopes of none are 0, so none can be a part of 1 lakh; fill in"):
        tradeoff.with_budget(scenario, "1 lakh")
    assert tradeoff.with_budget(scenario, "50%").rupees == 0


def test_what_each_further_lakh_buys(three: tradeoff.Scenario) -> None:
    """Rs 15 lakh more. In the middle of the first chart, at x = (1100 + 775/3) / 2:

    before 400/3 + (800 - x)/3, after 300 + (800 - x)/6. At 1100: 0 and 300 - 300 * (300 - 1100/9)/400 = 1500/9.
    At 775/3, below the least x of Rs 46 lakh, 775/3 and 2600/7. The most x grows by 100 in 15 steps.
    """
    found = tradeoff.compare([tradeoff.with_budget(three, "46 lakh"), three], "depth-breadth")
    assert found.labels == ("Rs 46 lakh", "Rs 31 lakh")
    middle = (1100 + 775 / 3) / 2
    expected = [
        (middle, 400 / 3 + (800 - middle) / 3, 300 + (800 - middle) / 6),
        (1100, 0, 1500 / 9),
        (775 / 3, 775 / 3, 2600 / 7),
    ]
    assert [(step.smaller, step.larger, step.each) for step in found.further] == [
        ("Rs 31 lakh", "Rs 46 lakh", LAKH)
    ] * 3
    for step, (level, before, after) in zip(found.further, expected, strict=True):
        assert (step.level, step.before, step.after) == pytest.approx((level, before, after), rel=1e-9)
        assert step.buys == pytest.approx((after - before) / 15, rel=1e-9)
        assert step.more_x == pytest.approx(100 / 15, rel=1e-9)
    assert found.sentences == (
        "There is a choice at Rs 46 lakh and Rs 31 lakh.",
        "From Rs 31 lakh to Rs 46 lakh, with at least 679 households of breadth, each further Rs 1 lakh on average buys "
        "about 10 households of depth; the most breadth grows by about 7 households each.",
    )
    # Both ends of the range of all together, round numbers between them: the most depth of Rs 31 lakh is at 775/3.
    assert found.levels == pytest.approx((775 / 3, *range(300, 1201, 100)), rel=1e-9)
    at = found.table.set_index("breadth")
    # On the edges of Rs 31 lakh: 175 + (675 - x)/5, 400/3 + (800 - x)/3, 4/9 (1100 - x).
    assert at.loc[[400, 700, 1000], "Rs 31 lakh"].tolist() == pytest.approx([230, 500 / 3, 400 / 9], rel=1e-9)
    assert at["Rs 31 lakh"].isna().tolist() == [False] * 10 + [True]
    assert at.loc[1200, "Rs 46 lakh"] == pytest.approx(1100 / 9, rel=1e-9)
    assert found.more_money["buys_depth"].tolist() == [step.buys for step in found.further]


def test_the_line_between_a_choice_and_none(three: tradeoff.Scenario) -> None:
    """S thousand below 18,600: with breadth 1,200, s/16 lose depth; for depth, s/20 are left out of the forest.

    Breadth falls by s/20 of 1,200: 1 % at s = 240, 240 thousand less than all. Just above the line there is a choice.
    """
    budgets = [tradeoff.with_budget(three, text) for text in ("1.83 crore", "183.6 lakh", "1.84 crore", "1.85 crore")]
    found = tradeoff.compare(budgets, "depth-breadth")
    assert found.ends["state"].tolist() == ["choice", "choice", "no choice", "no choice"]
    for row, short in zip(found.ends.to_dict("records"), (300, 240, 200, 100), strict=True):
        assert (row["most_breadth"], row["depth_then"]) == pytest.approx((1200, 1200 - short / 16), rel=1e-9)
        assert (row["most_depth"], row["breadth_then"]) == pytest.approx((1200 - short / 20,) * 2, rel=1e-9)
        assert row["fall_of_breadth"] == pytest.approx(short / 20 / 1200, rel=1e-7)
        assert row["fall_of_depth"] == pytest.approx((short / 16 - short / 20) / (1200 - short / 20), rel=1e-7)
    assert (
        found.sentences[0]
        == "There is a choice at Rs 1.83 crore and Rs 1.836 crore, and none at Rs 1.84 crore and Rs 1.85 crore."
    )
    assert found.sentences[2] == (
        "No choice at Rs 1.85 crore: the plan with the most breadth has 1,200 households of breadth and 1,194 households "
        "of depth, the plan with the most depth has 1,195 households and 1,195 households. From one to the other breadth "
        "falls by 0.42% and depth by 0.1%, both by less than 1%."
    )


def test_a_budget_below_a_floor(pairs: tradeoff.Scenario) -> None:
    """The forest's floor of 100 costs 1.44 a household and 120/800 of its opening: 1.59 thousand each.

    Of Rs 2 lakh industries have 65 %, and a tenth of the other 35 % may move there: 137 thousand, for 86.2 of the 100.
    """
    found = tradeoff.compare([tradeoff.with_budget(pairs, text) for text in ("2 lakh", "30 lakh")], "depth-breadth")
    assert found.ends["state"].tolist() == ["no plan", "choice"]
    assert found.drawn_labels == ("Rs 30 lakh",)
    (short,) = found.members[0].shortfalls
    assert short.startswith("limits.csv, row 3, limit forest_floor: households at least 100 in Hill forest gatherers")
    assert short.endswith(f"short by {100 - 137 / 1.59:.0f} households")
    assert found.sentences[0].startswith(
        "Rs 2 lakh: no plan satisfies all limits together. The least change that works:"
    )
    assert found.further == ()
    with pytest.raises(tradeoff.InfeasibleError, match="three-pairs-at-1-lakh: no plan satisfies"):
        tradeoff.compare([tradeoff.with_budget(pairs, text) for text in ("1 lakh", "2 lakh")], "depth-breadth")


def test_what_cannot_be_compared(three: tradeoff.Scenario) -> None:
    """One alone, one twice, the same money twice, another unit of money, a choice without data."""
    with pytest.raises(ValueError, match="at least two"):
        tradeoff.compare([three], "depth-breadth")
    with pytest.raises(ValueError, match="one scenario stands twice"):
        tradeoff.compare([three, three], "depth-breadth")
    with pytest.raises(ValueError, match="Rs 31 lakh stands twice"):
        tradeoff.compare([three, tradeoff.with_budget(three, "100%")], "depth-breadth")
    with pytest.raises(ValueError, match="today-tomorrow"):
        tradeoff.compare([three, tradeoff.with_budget(three, "50%")], "today-tomorrow")


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [
        (1195, 1200, (1195, 1196, 1197, 1198, 1199, 1200)),
        (166.7, 1200, (200, 400, 600, 800, 1000, 1200)),
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (7, 7, (7,)),
        (0, 0, (0,)),
        (1162, 4276, (1500, 2000, 2500, 3000, 3500, 4000)),
    ],
)
def test_round_levels(low: float, high: float, levels: tuple[float, ...]) -> None:
    """Steps of 1, 2 or 5 and zeros."""
    assert round_levels(low, high) == levels


def test_the_command_in_every_form(tmp_path: Path) -> None:
    """All three choices; figures are those of `frontier` on a folder with these envelopes; words on stderr."""
    arguments = ("compare", "three-pairs", "--budget", "120%, 2 lakh,60 lakh")
    data = json.loads(run(*arguments, "--format", "json").stdout)
    assert data["schema"] == "tradeoff/compare/1"
    assert [choice["trade"] for choice in data["choices"]] == list(tradeoff.read_scenario("three-pairs").trades)
    folder = shutil.copytree(Path(__file__).parent.parent / "scenarios" / "three-pairs", tmp_path / "more")
    rows = (folder / "budgets.csv").read_text().replace(",700,", ",840,").replace(",1300,", ",1560,")
    (folder / "budgets.csv").write_text(rows)
    for choice in data["choices"]:
        assert [end["state"] for end in choice["ends"]] == ["no plan", "choice", "choice"]
        assert [end["rupees"] for end in choice["ends"]] == [2 * LAKH, 60 * LAKH, 72 * LAKH]
        frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), choice["trade"])
        assert choice["ends"][2]["points"] == [[point.x, point.y] for point in frontier.extreme_points]
        assert choice["ends"][0]["shortfalls"][0].endswith("short by 14 households")
        assert choice["further"][0]["from"] == "Rs 60 lakh"
    done = run(*arguments, "--trade", "today-tomorrow", "--out", str(tmp_path / "chart.svg"))
    assert "Today or tomorrow, at each budget:" in done.stdout
    assert "Depth or breadth" not in done.stdout
    assert "each further Rs 1 lakh on average buys about" in done.stdout
    assert "Wrote" in done.stderr
    assert (tmp_path / "chart.svg").read_text().count("Rs 72 lakh") > 0
    table = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))
    assert {row["trade"] for row in table} == {choice["trade"] for choice in data["choices"]}
    out_of_reach = [row for row in table if row["state"] == "choice" and not row["most"]]
    assert {row["rupees"] for row in out_of_reach} == {"6000000"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("three-clusters", "--budget", "20"), "--budget: '20' has no unit; write a number with its unit"),
        (("three-clusters", "three-pairs", "--budget", "50%"), "name one"),
        (("three-clusters", "--budget", "100%,31 lakh"), "--budget: Rs 31 lakh stands twice"),
        (("three-clusters", "three-pairs"), "name the choice: --trade depth-breadth or"),
        (("three-clusters", "--trade", "today-tomorrow", "--budget", "50%"), "effects.csv has no income_gain"),
    ],
)
def test_slips(arguments: tuple[str, ...], told: str) -> None:
    """Wrong usage, in words."""
    assert told in run("compare", *arguments, code=2).stderr


def test_no_budget_that_can_be_met(tmp_path: Path) -> None:
    """Floors of 30, 30 and 45 households at 1 each: 100 thousand are 5 short, and so is a ceiling of 55 on the first two."""
    done = run("compare", str(clash(tmp_path)), "--budget", "1 lakh, 2 lakh", code=4)
    assert "clash-at-1-lakh: no plan satisfies all limits together" in done.stderr
    assert "clash-at-2-lakh: no plan satisfies all limits together" in done.stderr
    assert done.stdout == ""
    plain = run("compare", str(clash(tmp_path)), "three-clusters", "--trade", "depth-breadth", code=4)
    assert "Loosening any one of these alone ends it as well:" in plain.stderr


def test_budgets_shown_is_a_setting(tmp_path: Path) -> None:
    """A list in one cell; what cannot be read is told with its row."""
    folder = write_folder(tmp_path / "plan", {**SMALL, "settings": settings(budgets_shown="1crore;80%")})
    assert [budget.text for budget in tradeoff.read_scenario(folder).settings.budgets_shown] == ["1crore", "80%"]
    write_folder(tmp_path / "bad", {**SMALL, "settings": settings(budgets_shown="20;1crore")})
    with pytest.raises(tradeoff.ScenarioError) as error:
        tradeoff.read_scenario(tmp_path / "bad")
    (problem,) = error.value.problems
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "settings.csv",
        5,
        "budgets_shown",
        "20;1crore",
    )
    assert problem.what == "'20' has no unit"
    assert problem.mend.startswith("write a number with its unit")
