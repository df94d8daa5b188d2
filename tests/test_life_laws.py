"""Signs: what takes away can never help, what allows can never hurt, on random scenarios with every table filled."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import tradeoff
from tests.independent.random_everything import write_everything
from tests.independent.random_rules import add_columns, append
from tests.test_joining import AIMS, greatest
from tradeoff.programme.programme import build_programme

Change = Callable[[Path], None]


def changed(table: str, column: str, change: dict[str, str] | str) -> Change:
    """A change of a column: one text for all rows, or by what stands there."""

    def apply(folder: Path) -> None:
        path = folder / f"{table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            found = list(csv.DictReader(stream))
        for row in found:
            row[column] = change if isinstance(change, str) else change.get(row.get(column, ""), row.get(column, ""))
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(found[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)

    return apply


def without(table: str) -> Change:
    """The table taken out."""
    return lambda folder: (folder / f"{table}.csv").unlink()


def several(*changes: Change) -> Change:
    """One change after the other."""

    def apply(folder: Path) -> None:
        for change in changes:
            change(folder)

    return apply


def limited(line: str) -> Change:
    """One limit more, as it stands in the file."""
    return lambda folder: append(folder, "limits", line)


def own_money(share: str) -> Change:
    """Own money cut to a share of what it was; the schemes' stays."""

    def cut(row: dict[str, str]) -> dict[str, str]:
        return {"envelope": f"{float(row['envelope']) * float(share):.12g}"} if row["fund_id"] == "own" else {}

    return lambda folder: add_columns(folder, "budgets", cut)


def shown_by(cluster: str) -> Change:
    """One pilot, which has not been opened before."""
    return lambda folder: add_columns(
        folder, "clusters", lambda row: {"role": "pilot" if row["cluster_id"] == cluster else "roll_out"}
    )


BETTER: dict[str, Change] = {
    "no gate": changed("levels", "trust_gate", ""),
    "no wait": changed("levels", "after_years", "0"),
    "no link of method": changed("replication", "starts_per_pilot", "99"),
    "others follow at once": changed("replication", "lag_years", "0"),
    "no end of posts": changed("agents", "posts", ""),
    "more training": changed("agents", "training_capacity", {"0": "0.2", "0.1": "0.3"}),
    "reforms train more": changed("enabling", "training_added", {"0.3": "2"}),
    "pilots coach": changed("replication", "agents_per_pilot_year", {"": "1", "1": "2"}),
    "nobody leaves": changed("agents", "attrition", "0"),
    "no floor on early gains": changed("clusters", "early_gain_floor", ""),
    "no end of outside money": without("exit"),
    "nothing to carry on": several(changed("clusters", "post_cost", ""), changed("departments", "post_funds", "")),
    "more may be kept": changed("departments", "carry_over_share", "0.6"),
    "more may be moved": changed("departments", "transfer_out_max_share", "0.5"),
    "no limits": without("limits"),
}
"""What takes a limit away, adds people or allows more; each can only help."""
WORSE: dict[str, Change] = {
    "a ceiling": limited("tight,clusters,,,,,<=,1.4,,,"),
    "a floor": limited("least,households,,,leaders,,>=,1,,,"),
    "a gate on the first level": changed("levels", "trust_gate", {"": "3", "25": "3"}),
    "a higher floor on early gains": changed("clusters", "early_gain_floor", {str(n): str(n + 60) for n in range(10)}),
    "less outside money": changed("exit", "external_share_max", "0.1"),
}
"""What takes away; none can help."""
RICH = several(own_money("20"), without("limits"), changed("agents", "posts", ""))
PREMISES: dict[str, Change] = {
    **dict.fromkeys(("no end of outside money", "less outside money"), own_money("0.3")),
    **dict.fromkeys(
        ("no link of method", "more training", "reforms train more", "pilots coach", "nobody leaves"), RICH
    ),
    "others follow at once": several(RICH, shown_by("c1")),
}
"""What makes a rule matter, before and after its change: outside money where own money is short, people and method where
money is not."""


@cache
def bests(seed: int, *changes: Change) -> dict[str, float] | None:
    """The most of each aim of a random scenario after some changes; None: no plan is left."""
    with TemporaryDirectory() as top:
        folder = write_everything(Path(top) / "everything", seed)
        for change in changes:
            change(folder)
        return greatest(build_programme(tradeoff.read_scenario(folder)))


def assert_sign(name: str, seeds: range) -> int:
    """No aim moves the other way; how often one moves."""
    moved = 0
    for seed in seeds:
        premise = [PREMISES[name]] if name in PREMISES else []
        plain, other = bests(seed, *premise), bests(seed, *premise, (BETTER | WORSE)[name])
        better, worse = (other, plain) if name in BETTER else (plain, other)
        if worse is None:
            moved += better is not None
            continue
        assert better is not None, seed
        for aim in AIMS:
            error = 1e-6 * (1 + abs(worse[aim]))
            assert better[aim] >= worse[aim] - error, (seed, aim)
            moved += better[aim] > worse[aim] + error
    return moved


@pytest.mark.parametrize("name", [*BETTER, *WORSE])
def test_a_change_has_its_sign(name: str) -> None:
    """On five scenarios, and on at least one of them it matters."""
    assert assert_sign(name, range(5))


@pytest.mark.slow
@pytest.mark.parametrize("name", [*BETTER, *WORSE])
def test_a_change_has_its_sign_on_more(name: str) -> None:
    """On forty scenarios more."""
    assert assert_sign(name, range(5, 45))
