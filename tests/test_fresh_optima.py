"""In how many plans solved anew a cluster is funded: against draws typed into the tables on disk, one by one."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.folders import shuffle_rows
from tests.test_switching import funded, small
from tradeoff.advice.draws import drawn
from tradeoff.advice.ranges_stated import ranges_stated
from tradeoff.cli import commands

__all__ = ["small"]
DRAWS = 12


def typed(folder: Path, target: Path, values: dict[tuple[str, str], float]) -> Path:
    """A copy of a folder with values in the main column of rows, by table and by the `low` of the row."""
    shuffle_rows(folder, target, 0)
    for table, column in (("costs", "cost_per_household"), ("budgets", "envelope")):
        path = target / f"{table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            if row["low"]:
                value = values[table, row["low"]]
                row[column] = f"{Decimal(f'{value:.12g}'):f}"
                row["low"] = row["high"] = ""
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


def test_each_optimum_is_that_of_the_tables_with_the_draw_typed_in(small: Path, tmp_path: Path) -> None:
    scenario = tradeoff.read_scenario(small)
    found = tradeoff.fresh_optima(scenario, "depth-breadth", draws=DRAWS, seed=3, breadth=75)
    ranges = ranges_stated(scenario)
    counts: Counter[str] = Counter()
    without = 0
    for draw, row in enumerate(drawn(ranges, seed=3, draws=range(DRAWS))):
        values = {(one.table, f"{one.low:g}"): float(value) for one, value in zip(ranges.figures, row, strict=True)}
        cost, envelope = values["costs", "80"], values["budgets", "7000"]
        # By hand: 75 households at least are 60 of the cheaper list and 15 of the other one.
        if envelope < 60 * min(cost, 110) + 15 * max(cost, 110):
            without += 1
            continue
        folder = typed(small, tmp_path / str(draw), values)
        plan = tradeoff.plan_at(tradeoff.read_scenario(folder), "depth-breadth", breadth=75)
        counts.update({str(one["cluster"]) for one in plan.records["money"]})
    assert 0 < without < DRAWS
    assert (found.asked, found.draws, found.no_plan, found.refused) == (DRAWS, DRAWS, without, 0)
    assert found.impossible == 0
    assert {one.cluster: one.optima for one in found.clusters} == {"c1": counts["c1"], "c2": counts["c2"]}
    assert all(one.share == pytest.approx(one.optima / DRAWS) for one in found.clusters)


def test_draws_in_which_no_limit_can_be_kept_are_told_apart(small: Path) -> None:
    """That 75 are reached at least is a limit here, so that whatever level is asked for, the same draws have no plan."""
    (small / "limits.csv").write_text("limit_id,measure,sense,value\nall,objective:breadth,>=,75\n", encoding="utf-8")
    found = tradeoff.fresh_optima(tradeoff.read_scenario(small), "depth-breadth", draws=DRAWS, seed=3, breadth=1)
    assert 0 < found.no_plan == found.impossible < DRAWS
    assert found.sentences[1] == f"In {found.impossible} of these no plan keeps the limits at all, whatever the level."


def test_the_plan_itself_where_no_figure_has_a_range(small: Path) -> None:
    for table in ("costs", "budgets"):
        path = small / f"{table}.csv"
        rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(row.rsplit(",", 2)[0] for row in rows) + "\n", encoding="utf-8")
    found = tradeoff.fresh_optima(tradeoff.read_scenario(small), "depth-breadth", draws=2, breadth=60)
    own = funded(small)
    assert {one.cluster for one in found.clusters if one.own_plan} == own
    assert {one.cluster: one.share for one in found.clusters} == {name: float(name in own) for name in ("c1", "c2")}


def test_ctrl_c_keeps_what_is_done(small: Path) -> None:
    def stop(done: int, wanted: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    found = tradeoff.fresh_optima(tradeoff.read_scenario(small), "depth-breadth", draws=5, told=stop, breadth=60)
    assert (found.asked, found.draws) == (5, 2)
    turns = tradeoff.switching(tradeoff.read_scenario(small), "depth-breadth", told=stop, breadth=60)
    assert (turns.asked, turns.done) == (3, 2)
    assert turns.sentences[0] == "Interrupted: 2 of 3 figures are done."


def test_the_command_prints_them_and_two_workers_find_the_same(small: Path) -> None:
    asked = ["stress", str(small), "--trade", "depth-breadth", "--at", "breadth=60", "--draws", "5", "--optima", "4"]
    asked += ["--switching", "--format"]
    alone = CliRunner().invoke(commands, [*asked, "json"])
    assert alone.exit_code == 0, alone.output
    assert '"optima": {' in alone.stdout
    assert CliRunner().invoke(commands, [*asked, "json", "--workers", "2"]).stdout == alone.stdout
    rows = CliRunner().invoke(commands, [*asked, "csv", "--table", "optima"]).stdout.splitlines()
    assert rows[0] == "cluster,own_plan,optima,share"
    assert rows[1].startswith("c1,")
    shown = CliRunner().invoke(commands, [*asked, "table"]).stdout
    assert "\nc1 " not in shown


def test_a_wrong_number_of_draws_is_told() -> None:
    clusters = tradeoff.read_scenario("three-clusters")
    for wrong in (0, True, 1.5):
        with pytest.raises(ValueError, match=r"draws is .*; it is a whole number from 1"):
            tradeoff.fresh_optima(clusters, "depth-breadth", draws=wrong, breadth=900)  # type: ignore[arg-type]
