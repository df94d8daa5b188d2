"""Rules and values of futures on random scenarios, against an exact simplex over a programme written a second time."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.exact import maximise, value
from tests.independent.folders import write_folder
from tests.independent.naive import Column, Row, Terms, build, read
from tests.independent.random_scenario import write_random

F = Fraction
SHARE = F(2, 5)
LIKELY = {"bad": F(1, 5), "base": F(1, 2), "good": F(3, 10)}


def edited(source: Path, target: Path, table: str, change: Callable[[dict[str, str]], dict[str, str]]) -> Path:
    """A copy of a folder with the rows of one table changed by hand."""
    target.mkdir()
    for path in source.glob("*.csv"):
        rows = read(source, path.stem)
        rows = [change(row) for row in rows] if path.stem == table else rows
        with (target / path.name).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return target


def aims_by_hand(folder: Path, seed: int, aim: str) -> tuple[dict[str, Terms], str]:
    """An aim by future over the columns of the naive programme, and the table that says the same."""
    rng = random.Random(seed)
    times, lost, outlook = F(rng.randint(2, 19), 10), F(rng.randint(1, 9), 10), rng.choice(["-0.15", "0.02"])

    def less(row: dict[str, str]) -> dict[str, str]:
        here = row["level_id"] == "standard"
        return row | ({"income_gain": str(F(row["income_gain"]) * times)} if here else {})

    def slower(row: dict[str, str]) -> dict[str, str]:
        return row | ({"sector_outlook": outlook} if row["sector"] == "machines" else {})

    good = build(edited(folder, folder.parent / f"good{seed}", "effects", less)).objectives[aim]
    bad = build(edited(folder, folder.parent / f"bad{seed}", "clusters", slower)).objectives[aim]
    weaving = {row["cluster_id"] for row in read(folder, "clusters") if row["sector"] == "weaving"}
    bad = {
        column: worth * (lost if column[1] in weaving and column[3] == "intensive" else 1)
        for column, worth in bad.items()
    }
    table = (
        "future_id probability table sector level_id column outcome multiply set\n"
        f"good 0.3 effects - standard income_gain - {float(times)} -\n"
        f"bad 0.2 clusters machines - sector_outlook - - {outlook}\n"
        f"bad - - weaving intensive - {aim} {float(lost)} -\nbase 0.5 - - - - - - -"
    )
    return {"bad": bad, "base": build(folder).objectives[aim], "good": good}, table


def best_by_rule(folder: Path, aims: dict[str, Terms], rule: str) -> Fraction:
    """The best a rule can have, solved in fractions: its own figure, regret with a minus."""
    programme = build(folder)
    level: Column = ("level",)
    decided = [*programme.columns, ("one",)]
    rows = [*programme.rows, Row("one", {("one",): F(1)}, "=", F(1))]
    rows += [Row(f"most {column}", {column: F(1)}, "<=", F(1)) for column in decided if column[0] == "u"]
    as_it_is, columns = list(rows), [*decided, level]
    objective: Terms = {level: F(1)}
    if rule == "mean":
        objective = {}
        for future, terms in aims.items():
            for column, worth in terms.items():
                objective[column] = objective.get(column, F(0)) + LIKELY[future] * worth
    for future, terms in aims.items():
        short: Column = ("short", future)
        if rule == "worst":
            rows.append(Row(future, terms | {level: F(-1)}, ">=", F(0)))
        elif rule == "cvar":
            columns.append(short)
            rows.append(Row(future, terms | {level: F(-1), short: F(1)}, ">=", F(0)))
            objective[short] = -LIKELY[future] / SHARE
        elif rule == "regret":
            most = value(terms, maximise(decided, as_it_is, terms))
            rows.append(Row(future, terms | {level: F(1)}, ">=", most))
            objective = {level: F(-1)}
    return value(objective, maximise(columns, rows, objective))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 8))])
def test_rules_find_what_an_exact_simplex_finds(tmp_path: Path, seed: int) -> None:
    """Tomorrow in three futures, tables and outcomes changed: four rules, and every value of every plan."""
    folder = write_random(tmp_path / "s", seed, clusters=2, years=1)
    aims, table = aims_by_hand(folder, seed, "tomorrow")
    scenario = tradeoff.read_scenario(write_folder(folder, {"futures": table}))
    rules = ["mean", "worst", "cvar", "regret"]
    found = tradeoff.futures(scenario, "today-tomorrow", rules=rules, aim="tomorrow", worst_share=SHARE)
    by_rule = dict(zip(rules, list(found.plans)[-4:], strict=True))
    for rule, plan in by_rule.items():
        one = found.of(plan, "tomorrow")
        got = {"mean": one.mean, "worst": one.worst, "cvar": one.worst_share_mean, "regret": -one.greatest_regret}[rule]
        assert got == pytest.approx(float(best_by_rule(folder, aims, rule)), rel=1e-8, abs=1e-6), rule
    for name, plan in found.plans.items():
        assert isinstance(plan, tradeoff.Plan)
        for future, terms in aims.items():
            enrolled = sum(
                terms.get(("h", row.cluster, row.segment, row.level, str(row.year)), F(0)) * F(str(row.households))
                for row in plan.households.itertuples()
            )
            assert found.of(name, "tomorrow").values[future] == pytest.approx(float(enrolled), rel=1e-9)
