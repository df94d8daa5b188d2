"""How sure a plan is: draws, a plan that is kept, and what it delivers, against an independent recomputation."""

from __future__ import annotations

import csv
import json
import random
import shutil
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.folders import shuffle_rows
from tests.independent.kept_plan import Given, delivered
from tests.independent.random_everything import write_everything
from tests.independent.random_rules import add_columns
from tradeoff.advice.delivered import deliver
from tradeoff.advice.draws import at_quantiles, drawn, own_figures
from tradeoff.advice.kept_plan import KeptPlan, decision_of, keep
from tradeoff.advice.ranges_stated import NOT_OF_A_FIGURE, NOT_STATED, Doubtful, ranges_stated
from tradeoff.cli import commands
from tradeoff.programme.programme import build_programme

RANGED = {
    "segments": "households",
    "activities": "unit_cost",
    "costs": "cost_per_household",
    "budgets": "envelope",
    "level_contents": "quantity_per_household",
    "enabling": "cost",
    "clusters": "sector_outlook",
    "agents": "in_post",
    "settings": "value",
}
SETTINGS = ("facilitation_cost", "agent_availability")


def with_ranges(folder: Path, seed: int) -> Path:
    """Ranges for every figure there is, some of them wide; and few sources, so that some move together."""
    rng = random.Random(seed)

    def ends(row: dict[str, str], column: str) -> dict[str, str]:
        blank = {"low": "", "high": "", "source": "", "grade": "D"}
        if not row.get(column) or (column == "value" and row["key"] not in SETTINGS):
            return blank
        value, down, up = Decimal(row[column]), Decimal(rng.randint(3, 10)), Decimal(rng.randint(10, 18))
        # Where there is less than planned something must be cut.
        up = Decimal(11) if column in ("envelope", "households", "in_post") else up
        low, high = sorted([value * down / 10, value * up / 10])
        high = min(high, Decimal(1)) if row.get("key") == "agent_availability" else high
        return {"low": str(low), "high": str(high), "source": rng.choice(["", "", "survey", "census"]), "grade": "D"}

    settings = [{"key": "agent_availability", "value": "0.8"}]
    with (folder / "settings.csv").open("a", encoding="utf-8") as stream:
        stream.write("".join(f"{row['key']},{row['value']}\n" for row in settings))
    for table, column in RANGED.items():
        add_columns(folder, table, lambda row, column=column: ends(row, column))  # type: ignore[misc]
    with (folder / "effects.csv").open(newline="", encoding="utf-8") as stream:
        head = next(csv.reader(stream))
    assert "low" not in head
    add_columns(
        folder,
        "effects",
        lambda row: {
            f"{column}_{end}": str(Decimal(row[column]) * Decimal(factor))
            for column in ("income_gain", "value_added")
            for end, factor in (("low", "0.5"), ("high", "1.4"))
        },
    )
    return folder


def middle_plan(folder: Path) -> tuple[tradeoff.Scenario, KeptPlan]:
    """The scenario of a folder, and a plan half-way between the ends of its first choice."""
    scenario = tradeoff.read_scenario(folder)
    frontier = tradeoff.Study(scenario).frontier("depth-breadth", gap=0.99, choose=False)
    level = (frontier.extreme_points[0].x + frontier.extreme_points[-1].x) / 2
    return scenario, keep(scenario, decision_of(frontier.plan(breadth=level)))


def given(kept: KeptPlan) -> Given:
    """A kept plan as the independent code takes it: columns, and who pays what."""
    unit = Fraction(kept.scenario.settings.money_unit)
    columns = {("h", *map(str, key)): Fraction(value) for key, value in kept.households.items()}
    opened: dict[str, Fraction] = {}
    for row in kept.scenario.clusters:
        for year in range(1, kept.scenario.settings.project_years + 1):
            opened.setdefault(row.cluster_id, Fraction(0))
            opened[row.cluster_id] += Fraction(kept.newly_opened.get((row.cluster_id, year), 0.0))
            columns["u", row.cluster_id, str(year)] = opened[row.cluster_id]
    columns |= {("f", *map(str, key)): Fraction(value) for key, value in kept.months.items()}
    columns |= {("r", str(year)): Fraction(value) for year, value in kept.trained.items()}
    moved = {key: Fraction(value) for key, value in kept.moved_in.items()}
    moved |= {key: -Fraction(value) for key, value in kept.moved_out.items()}
    return Given(
        columns=columns,
        fund_shares={
            (d, a, str(t)): {o: Fraction(share) for o, share in shares.items()}
            for (d, a, t), shares in kept.fund_shares.items()
        },
        received={(d, o, str(t)): value / unit for (d, o, t), value in moved.items()},
        carried={(d, o, str(t)): Fraction(value) / unit for (d, o, t), value in kept.carried_out.items()},
    )


def type_in(folder: Path, target: Path, figures: tuple[Doubtful, ...], values: np.ndarray) -> Path:  # type: ignore[type-arg]
    """A copy of a folder with drawn values typed into its cells, digit by digit."""
    shutil.copytree(folder, target)
    for table in {one.table for one in figures}:
        path = target / f"{table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for one, value in zip(figures, values, strict=True):
            if one.table == table:
                rows[one.row - 2]["value" if table == "settings" else one.column] = f"{Decimal(float(value)):f}"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


def compare(folder: Path, seed: int, draws: int, top: Path) -> int:
    """Hold both ways of working out draws against each other; how many draws cut something."""
    with_ranges(folder, seed)
    scenario, kept = middle_plan(folder)
    ranges = ranges_stated(scenario)
    assert {one.table for one in ranges.figures} >= {"segments", "activities", "budgets", "effects", "settings"}
    own = deliver(kept, ranges.figures, own_figures(ranges))
    for name, promised in kept.promised.items():
        assert own.aims[name][0] == pytest.approx(promised, rel=1e-11, abs=1e-9)
    assert not any(map(np.any, (*own.overspent.values(), *own.months_short.values(), own.not_listed)))
    values = drawn(ranges, seed=seed, draws=range(draws))
    found = deliver(kept, ranges.figures, values)
    unit, cut = float(scenario.settings.money_unit), 0
    for draw in range(draws):
        right = delivered(folder, type_in(folder, top / f"{seed}-{draw}", ranges.figures, values[draw]), given(kept))
        for name in scenario.objectives:
            assert found.aims[name][draw] == pytest.approx(float(right.aims[name]), rel=1e-9, abs=1e-7), (
                seed,
                draw,
                name,
            )
        for (d, o, t), over in right.overspent.items():
            assert found.overspent[d, o, int(t)][draw] == pytest.approx(float(over) * unit, rel=1e-9, abs=1e-3)
        assert set(found.months_short) == {int(t) for t in right.months_short}
        for t, short in right.months_short.items():
            assert found.months_short[int(t)][draw] == pytest.approx(float(short), rel=1e-9, abs=1e-9)
        assert found.not_listed[draw] == pytest.approx(float(right.not_listed), rel=1e-9, abs=1e-9)
        cut += any(right.overspent.values()) or bool(right.not_listed)
    return cut


def test_a_plan_under_draws_is_what_independent_code_makes_of_the_tables(tmp_path: Path) -> None:
    assert sum(compare(write_everything(tmp_path / f"s{seed}", seed), seed, 3, tmp_path) for seed in range(3)) >= 4


@pytest.mark.slow
def test_draws_of_two_hundred_scenarios_are_what_independent_code_makes_of_the_tables(tmp_path: Path) -> None:
    assert sum(compare(write_everything(tmp_path / f"s{seed}", seed), seed, 2, tmp_path) for seed in range(200)) >= 200


def test_nothing_but_seed_and_number_tell_a_draw() -> None:
    ranges = ranges_stated(tradeoff.read_scenario("orissa-pilots"))
    values = drawn(ranges, seed=7, draws=range(40))
    assert np.array_equal(drawn(ranges, seed=7, draws=[3, 39]), values[[3, 39]])
    assert not np.array_equal(drawn(ranges, seed=8, draws=range(40)), values)
    low, high = (np.array([getattr(one, end) for one in ranges.figures]) for end in ("low", "high"))
    assert ((low <= values) & (values <= high)).all()


def test_draws_are_triangular() -> None:
    # By hand: of low 0, figure 3 and high 12 a share 3/12 lies below the figure; 1 - 81/108 = 1/4 again at the figure,
    # and half of all at 12 - sqrt(0.5 * 12 * 9) = 12 - sqrt(54).
    one = Doubtful(table="t", key="k", column="c", row=2, value=3.0, low=0.0, high=12.0, source="", grade="D", group=0)
    found = at_quantiles([one], np.array([[0.0], [1 / 16], [0.25], [0.5], [1.0]]))
    assert found[:, 0].tolist() == pytest.approx([0.0, 1.5, 3.0, 12 - 54**0.5, 12.0], abs=1e-12)
    fixed = Doubtful(table="t", key="k", column="c", row=2, value=3.0, low=3.0, high=3.0, source="", grade="D", group=0)
    assert at_quantiles([fixed], np.array([[0.3]])).tolist() == [[3.0]]


def small(folder: Path) -> Path:
    """Two clusters of one department, one level: c1 is served whole and c2 in part; 100 a household, 9,000 in the purse."""
    tables = {
        "settings": "key,value\nproject_years,1\nhorizon_years,2\nmoney_unit,rupee\n",
        "departments": "department_id,name\nd,D\n",
        "clusters": "cluster_id,name,department_id,poor_households,grade,low,high,source\n"
        "c1,One,d,60,D,30,60,census\nc2,Two,d,60,C,,,\n",
        "levels": "level_id,order,name,reached,deep\nentry,1,Entry,1,0\nfull,2,Full,1,1\n",
        "costs": "level_id,cost_per_household,grade,low,high,source\n"
        "entry,100,D,100,200,\nfull,300,D,100,200,accounts\n",
        "budgets": "department_id,envelope,grade,low,high,source\nd,9000,D,4500,9000,census\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_by_hand_who_is_not_listed_is_not_served_and_a_purse_cuts_in_proportion(tmp_path: Path) -> None:
    scenario = tradeoff.read_scenario(small(tmp_path / "small"))
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=90)
    assert plan.objectives["breadth"] == 90
    kept, ranges = keep(scenario, decision_of(plan)), ranges_stated(scenario)
    assert [one.place for one in ranges.figures] == [
        "budgets.csv, d, envelope",
        "clusters.csv, c1, poor_households",
        "costs.csv, *, *, entry, cost_per_household",
    ]
    first = sum(count for key, count in kept.households.items() if key.cluster_id == "c1")
    served = min(first, 30) + 90 - first
    # Envelope, list of c1, cost of a household: what is left of the list costs 150 each of 4,500 rupees.
    found = deliver(
        kept, ranges.figures, np.array([[9000.0, 60.0, 100.0], [9000.0, 30.0, 100.0], [4500.0, 30.0, 150.0]])
    )
    assert found.aims["breadth"].tolist() == pytest.approx([90, served, 30])
    assert found.overspent["d", "", 1].tolist() == pytest.approx([0, 0, 150 * served - 4500])
    assert found.not_listed.tolist() == pytest.approx([0, 90 - served, 90 - served])


def test_rows_that_name_the_same_evidence_move_together_and_those_without_a_range_are_named(tmp_path: Path) -> None:
    ranges = ranges_stated(tradeoff.read_scenario(small(tmp_path / "small")))
    groups = {one.table: one.group for one in ranges.figures}
    assert groups["budgets"] == groups["clusters"] != groups["costs"]
    assert [(one.table, one.key, one.why) for one in ranges.left] == [
        ("clusters", "cluster_id=c2", NOT_STATED),
        ("costs", "cluster_id=*, segment_id=*, level_id=full", NOT_OF_A_FIGURE),
    ]


def test_the_order_of_rows_and_the_unit_of_money_change_no_draw(tmp_path: Path) -> None:
    folder = with_ranges(write_everything(tmp_path / "one", 1), 1)
    ranges = ranges_stated(tradeoff.read_scenario(folder))
    other = ranges_stated(tradeoff.read_scenario(shuffle_rows(folder, tmp_path / "other", 5)))
    assert [(one.place, one.group) for one in ranges.figures] == [(one.place, one.group) for one in other.figures]
    assert np.array_equal(drawn(ranges, seed=1, draws=range(5)), drawn(other, seed=1, draws=range(5)))


def pilots(*options: str) -> str:
    """What `tradeoff stress` prints of a plan of the pilots."""
    asked = ["stress", "orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", *options]
    result = CliRunner().invoke(commands, asked)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_says_promise_against_delivery() -> None:
    words = pilots("--draws", "60")
    assert "- breadth: promised 700; " in words
    assert "households in nine of ten draws over the ranges stated." in words
    assert "(range not stated: level_contents.csv, levels.csv, segments.csv)" in words
    assert "budgets.csv, envelope of 12 rows" in words


def test_the_same_bytes_whoever_works_draws_out() -> None:
    alone = pilots("--draws", "120", "--format", "json")
    assert pilots("--draws", "120", "--format", "json", "--workers", "2") == alone
    found = json.loads(alone)
    assert found["schema"] == "tradeoff/stress/1"
    assert (found["draws"], found["draws_asked"], found["seed"]) == (120, 120, 1)
    rows = {row["aim"]: row for row in found["aims"]}
    assert rows["breadth"]["promised"] == 700
    assert rows["breadth"]["low"] < rows["breadth"]["median"] <= rows["breadth"]["high"] <= 700
    assert found["at_own_figures"] == {name: row["promised"] for name, row in rows.items()}


def test_a_saved_plan_is_stressed_as_the_plan_it_was_saved_from(tmp_path: Path) -> None:
    asked = ["plan", "orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", "--form", "outlook"]
    assert CliRunner().invoke(commands, [*asked, "--out", str(tmp_path / "plan")]).exit_code == 0
    saved = tradeoff.stress(tmp_path / "plan", draws=50)
    scenario = tradeoff.read_scenario("orissa-pilots")
    plan = tradeoff.plan_at(scenario, "depth-breadth", breadth=700)
    right = tradeoff.stress(plan, scenario=scenario, draws=50)
    for aim in scenario.objectives:
        assert saved.delivered[aim] == pytest.approx(right.delivered[aim], rel=1e-9)
    result = CliRunner().invoke(
        commands, ["stress", "--plan", str(tmp_path / "plan"), "--draws", "50", "--format", "csv"]
    )
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "aim,promised,low,median,high,unit"
    assert result.stdout.splitlines()[1].endswith(",households")


def test_without_a_range_nothing_is_said_to_be_sure() -> None:
    result = CliRunner().invoke(
        commands, ["stress", "three-clusters", "--trade", "depth-breadth", "--at", "breadth=900"]
    )
    assert result.exit_code == 0
    assert "nothing was drawn" in result.stdout
    assert "promised" not in result.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "say which plan"),
        (("orissa-pilots",), "say which plan"),
        (("orissa-pilots", "--trade", "depth-breadth"), "say which plan"),
        (("orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", "--number", "1"), "go with --plan"),
        (("orissa-pilots", "--trade", "depth-breadth", "--at", "breadth=700", "--draws", "0"), "--draws"),
    ],
)
def test_wrong_usage_says_what_is_meant(options: tuple[str, ...], words: str) -> None:
    result = CliRunner().invoke(commands, ["stress", *options])
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_draw_costs_a_twentieth_of_reading_and_building_anew() -> None:
    begun = time.process_time()
    scenario = tradeoff.read_scenario("orissa-pilots")
    build_programme(scenario)
    anew = time.process_time() - begun
    kept = keep(scenario, decision_of(tradeoff.plan_at(scenario, "depth-breadth", breadth=700)))
    ranges = ranges_stated(scenario)
    begun = time.process_time()
    deliver(kept, ranges.figures, drawn(ranges, seed=1, draws=range(500)))
    assert (time.process_time() - begun) / 500 < anew / 20
