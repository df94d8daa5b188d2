"""From a seed to a random scenario with every table filled: lives, people, method, money and rules in one folder."""

from __future__ import annotations

import random
from pathlib import Path

from tests.independent.random_life import add_life
from tests.independent.random_rules import add_columns, add_rules
from tests.independent.random_scenario import write_random


def write_everything(folder: Path, seed: int, *, clusters: int = 3, years: int = 3) -> Path:
    """What both write, and what only stands where both do: training that reforms add, and who may pay for training."""
    write_random(folder, seed, clusters=clusters, years=years)
    add_life(folder, seed, years=years)
    add_rules(folder, seed)
    rng = random.Random(seed + 2)
    centre = {"training_added": "0.3", "year": rng.choice(["", "2"]), "lag_years": "0"}
    nothing = {"training_added": "", "year": ""}
    add_columns(folder, "enabling", lambda row: centre if row["investment_id"] == "centre" else nothing)
    with (folder / "activities.csv").open("a", encoding="utf-8") as stream:
        stream.write(
            f"training,Training,,,,{rng.choice(['own', 'own;scheme'])}\nfacilitation,Facilitation,,,,own;scheme\n"
        )
    (folder / "futures.csv").write_text(
        "future_id,probability,outcome,multiply\nplain,1/2,,\nboom,1/2,tomorrow,1.5\n", encoding="utf-8"
    )
    (folder / "districts.csv").write_text("district,tile_column,tile_row\nD0,1,1\nD1,1,2\n", encoding="utf-8")
    # What is asked for at least may be out of reach where people and method are scarce as well.
    add_columns(folder, "limits", lambda row: {"value": "0"} if row["limit_id"] in ("some", "dims") else {})
    return folder
