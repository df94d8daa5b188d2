"""At which value a doubtful figure changes the advice: by hand, and by typing the values into the tables anew."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.folders import shuffle_rows
from tradeoff.advice.ranges_stated import Doubtful
from tradeoff.advice.switches import Switch, moved
from tradeoff.advice.switching import _Question
from tradeoff.cli import commands


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two clusters of 60, 9,000 rupees; entry costs 100 in c1 and 110 in c2, sufficient support 300 and 400."""
    tables = {
        "settings": "key,value\nproject_years,1\nhorizon_years,2\nmoney_unit,rupee\n",
        "departments": "department_id,name\nd,D\n",
        "clusters": "cluster_id,name,department_id,poor_households\nc1,One,d,60\nc2,Two,d,60\n",
        "levels": "level_id,order,name,reached,deep\nentry,1,Entry,1,0\nfull,2,Full,1,1\n",
        "costs": "cluster_id,level_id,cost_per_household,low,high\n"
        "c1,entry,100,80,130\nc2,entry,110,,\nc1,full,300,,\nc2,full,400,360,450\n",
        "budgets": "department_id,envelope,low,high\nd,9000,7000,10000\n",
    }
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def type_in(folder: Path, target: Path, switch: Switch, at: float) -> Path:
    """A copy of a folder with the figures of a switch typed in as they are at a place."""
    shuffle_rows(folder, target, 0)
    for one, value in zip(switch.figures, switch.values(at), strict=True):
        path = target / f"{one.table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if all(row.get(column, "") in (cell, "") for column, cell in one.where):
                row["value" if one.table == "settings" else one.column] = f"{Decimal(repr(value)):f}"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


def funded(folder: Path) -> set[str]:
    """The clusters that the plan at 60 households reached funds."""
    plan = tradeoff.plan_at(tradeoff.read_scenario(folder), "depth-breadth", breadth=60)
    return {str(row["cluster"]) for row in plan.records["money"]}


def test_by_hand_where_the_advice_turns(small: Path, tmp_path: Path) -> None:
    # 60 households at least: all in c1 at entry, 6,000, and what is left lifts 15 of them at 200. Above 110 an entry is
    # cheaper in c2: it enters, a third of the way from 100 to 130. Below 6,000 rupees nobody reaches 60: 3,000 less,
    # one and a half of the way to the low. At 320 (two ways to 360) sufficient support is still dearer in c2.
    found = tradeoff.switching(tradeoff.read_scenario(small), "depth-breadth", breadth=60)
    cost, budget = found.found
    assert cost.what == "costs.csv, c1, *, entry, cost_per_household"
    assert cost.still < 1 / 3 < cost.at < cost.still + 0.001
    assert "c2 enters" in cost.why
    assert budget.what == "budgets.csv, d, envelope"
    assert budget.at < -1.5 <= budget.still < budget.at + 0.001
    assert budget.why == ("no plan reaches the level",)
    assert [one.place for figures in found.steady for one in figures] == ["costs.csv, c2, *, full, cost_per_household"]
    assert funded(type_in(small, tmp_path / "still", cost, cost.still)) == {"c1"}
    assert funded(type_in(small, tmp_path / "there", cost, cost.at)) == {"c1", "c2"}
    assert funded(type_in(small, tmp_path / "enough", budget, budget.still)) == {"c1"}
    with pytest.raises(tradeoff.InfeasibleError):
        funded(type_in(small, tmp_path / "less", budget, budget.at))


def test_ranks_do_not_depend_on_units_or_on_the_order_of_rows(small: Path, tmp_path: Path) -> None:
    found = tradeoff.switching(tradeoff.read_scenario(small), "depth-breadth", breadth=60)
    other = shuffle_rows(small, tmp_path / "other", 3)
    for table in ("costs", "budgets"):
        path = other / f"{table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            for column in ("cost_per_household", "envelope", "low", "high"):
                if row.get(column):
                    row[column] = str(Decimal(row[column]) / 1000)
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    settings = other / "settings.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("rupee", "thousand"), encoding="utf-8")
    again = tradeoff.switching(tradeoff.read_scenario(other), "depth-breadth", breadth=60)
    assert [(one.what, one.why) for one in again.found] == [(one.what, one.why) for one in found.found]
    assert [one.at for one in again.found] == pytest.approx([one.at for one in found.found], abs=0.001)


def test_values_that_tables_refuse_in_between_are_on_neither_side(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The advice turns at a third; where nothing can be asked from 0.30 to 0.36, it is not said to be the same there."""
    asked = _Question._differs

    def differs(self: _Question, figures: Sequence[Doubtful], at: float) -> list[str] | None:
        return None if 0.30 < at < 0.36 else asked(self, figures, at)

    monkeypatch.setattr(_Question, "_differs", differs)
    cost, _ = tradeoff.switching(tradeoff.read_scenario(small), "depth-breadth", breadth=60).found
    assert cost.still <= 0.30
    assert cost.at >= 0.36


def test_a_figure_is_never_moved_to_what_cannot_be() -> None:
    def one(table: str, column: str, value: float, low: float, high: float) -> Doubtful:
        return Doubtful(
            table=table, key="", column=column, row=2, value=value, low=low, high=high, source="", grade="", group=0
        )

    assert moved(one("segments", "households", 100, 20, 150), -2) == 0
    assert moved(one("segments", "poor_share", 0.8, 0.5, 0.95), 2) == 1
    assert moved(one("settings", "agent_availability", 0.85, 0.6, 0.95), 2) == 1
    assert moved(one("clusters", "sector_outlook", 0.01, -0.03, 0.02), -2) == pytest.approx(-0.07)
    assert moved(one("segments", "households", 100, 20, 150), 1) == 150
    # Between places every value is told with the decimals that tell it from the next place.
    assert moved(one("costs", "cost_per_household", 3000, 1500, 4700), 0.1234) == 3209.8
    # 0.1 + 0.25 * 0.03 is 0.10750000000000001 in floats, which tables refuse for its digits.
    assert moved(one("costs", "cost_per_household", 0.1, 0.08, 0.13), 0.25) == 0.1075


def test_the_command_says_which_figure_would_change_the_advice(small: Path, tmp_path: Path) -> None:
    asked = ["stress", str(small), "--trade", "depth-breadth", "--at", "breadth=60", "--draws", "10", "--switching"]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 0, result.output
    told = re.search(
        r"- If costs\.csv, c1, \*, entry, cost_per_household \(rupees\) is (\S+) instead of 100 "
        r"\(at (\S+) not yet\): c2 enters",
        result.stdout,
    )
    assert told
    # What is printed is what was solved, to the last digit.
    there, still = map(Decimal, told.groups())
    assert 109.98 < still <= 110 < there < 110.05
    for name, value, clusters in (("still", still, {"c1"}), ("there", there, {"c1", "c2"})):
        shuffle_rows(small, tmp_path / name, 0)
        costs = tmp_path / name / "costs.csv"
        costs.write_text(
            re.sub("(c1,entry,)100", rf"\g<1>{value}", costs.read_text(encoding="utf-8")), encoding="utf-8"
        )
        assert funded(tmp_path / name) == clusters
    assert "- 1 figure changes nothing at 2 times the range stated." in result.stdout
    # A third of the way to its high lies in the range, and nothing turns nearer.
    assert "- Measure first: costs.csv, c1, *, entry, cost_per_household." in result.stdout
    rows = CliRunner().invoke(commands, [*asked, "--format", "csv", "--table", "switching"]).stdout.splitlines()
    assert rows[0] == "figure,at,still,value,value_still,own,unit,grade,source,why"
    assert f",{there},{still},100,rupees,,,c2 enters" in rows[1]


@pytest.mark.slow
def test_every_turn_of_the_pilots_is_confirmed_by_editing_the_rows_on_disk(tmp_path: Path) -> None:
    shipped = Path(__file__).parent.parent / "scenarios" / "orissa-pilots"
    found = tradeoff.switching(tradeoff.read_scenario(shipped), "depth-breadth", breadth=700)
    own = clusters_at_700(shipped)
    assert own is not None
    assert len(found.found) >= 3
    for place, one in enumerate(found.found):
        assert abs(one.at - one.still) <= 0.001
        assert clusters_at_700(type_in(shipped, tmp_path / f"{place}-still", one, one.still)) == own
        assert clusters_at_700(type_in(shipped, tmp_path / f"{place}-there", one, one.at)) != own


def clusters_at_700(folder: Path) -> set[str] | None:
    """The clusters that the plan at 700 households reached funds; None where no plan reaches so many."""
    try:
        plan = tradeoff.plan_at(tradeoff.read_scenario(folder), "depth-breadth", breadth=700)
    except tradeoff.InfeasibleError:
        return None
    return {str(row["cluster"]) for row in plan.records["money"] if row["cluster"]}


def test_no_level_is_blamed_where_there_is_no_plan_at_all(small: Path, tmp_path: Path) -> None:
    """A limit asks for all 60 of c1, 6,000 at entry: with less money it cannot be kept, at 10 reached or at none."""
    folder = tmp_path / "floor"
    shutil.copytree(small, folder)
    (folder / "limits.csv").write_text("limit_id,measure,cluster_id,sense,value\nfloor,households,c1,>=,60\n")
    found = tradeoff.switching(tradeoff.read_scenario(folder), "depth-breadth", breadth=10)
    (budget,) = [one for one in found.found if one.what == "budgets.csv, d, envelope"]
    assert budget.why == ("there is no plan any more, at any level",)
