"""From a random scenario folder to one with every rule of money filled as well; feasible by construction."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

from tests.independent.folders import write_folder
from tests.independent.random_scenario import write_random

Cells = dict[str, str]


def add_columns(folder: Path, table: str, change: Callable[[Cells], Cells]) -> None:
    """Give every row of a table what `change` says of it, in columns of its own."""
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        rows = [row | change(row) for row in csv.DictReader(stream)]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def append(folder: Path, table: str, *lines: str) -> None:
    """Add rows as they stand in the file."""
    with (folder / f"{table}.csv").open("a", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def write_rules(folder: Path, seed: int, *, clusters: int = 3, years: int = 2) -> Path:
    """A random scenario (in thousands) with matching, money kept, cost shares, quick wins, exit, reforms, new limits."""
    return add_rules(write_random(folder, seed, clusters=clusters, years=years), seed)


def add_rules(folder: Path, seed: int) -> Path:
    """The same for a folder that is there, of two years and more."""
    rng = random.Random(seed + 1)
    add_columns(
        folder, "departments", lambda row: {"carry_over_share": rng.choice(["0.1", "0.3"]), "post_funds": "1.5"}
    )
    add_columns(
        folder,
        "clusters",
        lambda row: {
            "sector_type": "traditional" if row["sector"] == "weaving" else "competitive",
            "early_gain_floor": "" if row["status"] == "pilot" else str(rng.randint(1, 9)),
            "post_cost": "1",
        },
    )
    add_columns(folder, "segments", lambda row: {"ability_to_pay": rng.choice(["", "0.5", "1.5", "3"])})
    add_columns(
        folder,
        "funds",
        lambda row: (
            {"needs_fund": "", "needs_share": "", "external": "0"}
            if row["fund_id"] == "own"
            else {"needs_fund": "own", "needs_share": rng.choice(["0.2", "0.4"]), "external": "1"}
        ),
    )
    add_columns(folder, "levels", lambda row: {"dimensions": "voice; health" if row["level_id"] == "entry" else ""})
    append(folder, "activities", "enabling,Reforms,,,,")
    # The pilot's department keeps its clusters within what it will pay: the pilot and half another.
    write_folder(
        folder,
        {
            "cost_shares": "activity_id segment_id year programme_share\n"
            f"network - - {rng.choice(['0.8', '1'])}\nskills majority 2 0.7\nskills - 1 0.9\ndesign - - 0.98",
            "exit": "year external_share_max\n1 0.9\n2 0.4",
            "enabling": "investment_id name cost years made opens_fund lag_years paid_by\n"
            f"rules Rules {rng.randint(2, 5)} 2 yes scheme {rng.choice(['0', '1'])} -\n"
            f"centre Centre {rng.randint(1, 3)} 1 yes - - {rng.choice(['-', 'd0'])}\nidle Idle 50 1 no - - -",
        },
    )
    limits = [
        "dims,dimension:voice,,,,,>=,0.5,,,",
        "open,clusters,,,,,<=,2.3,,,",
        "early,clusters,,,,1,<=,2.1,,,",
        "time,agent_months,*,,,,<=,30,,,",
        "kind,money,,,,,<=,150,competitive,,",
        "half,money,,,,,<=,120,,women,",
        "all,money,,,,,<=,500,,,",
        "few,households,,,,,<=,60,,women,",
        "reforms,money,,,,,<=,60,,,enabling",
    ]
    path = folder / "limits.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    assert head == "limit_id,measure,cluster_id,sector,segment_id,year,sense,value"
    path.write_text(
        "\n".join([f"{head},sector_type,group,activity_id", *(f"{row},,," for row in rows), *limits]) + "\n"
    )
    return folder
