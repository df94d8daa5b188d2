"""From evidence, places and lists to the tables of `orissa` that would be tedious by hand, and to `orissa-pilots`.

    python scenarios/orissa/build.py

Written anew: `effects.csv`, `budgets.csv`, the column `ability_to_pay` of `segments.csv`, and, where it stands beside
this folder, every table of `orissa-pilots`. The other tables are typed, each row with its derivation. The rules are
those of README.md, named in each row's `source`. Nothing is read from a frontier.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
PILOTS = HERE.parent / "orissa-pilots"

Row = dict[str, str]
LAKH = 100_000
YEARS = 5
BUDGET = 600_000_000
"""Rupees over all years (rule budget)."""
CENTRE = Fraction(60, 100)
"""The centre's part of every envelope (rule funds)."""
PILOT_YEARS = 3
ENDS = ("source", "grade", "low", "high", "note")
"""The last columns of every row."""


def read(path: Path) -> list[Row]:
    """The rows of a table as typed."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def write(folder: Path, table: str, rows: Iterable[Row]) -> None:
    """A table, its columns those of its first row."""
    rows = list(rows)
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


EVIDENCE = {row["ref"]: row for row in read(HERE / "evidence.csv")}


def figure(ref: str, column: str = "figure") -> Fraction:
    """The cited figure, or its `low` or `high`."""
    return Fraction(EVIDENCE[ref][column])


def plain(number: Fraction | int, places: int = 0) -> str:
    """A plain decimal of at most so many places."""
    text = f"{float(round(Fraction(number), places)):.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ends(source: str, grade: str, low: Fraction | int, high: Fraction | int, note: str) -> Row:
    """The last columns: where a row comes from, how good it is, its range, a note."""
    return dict(zip(ENDS, (source, grade, plain(low), plain(high), note), strict=True))


# Effects ----------------------------------------------------------------------------------------------------------

GAINS = {
    "network": ("a_networks", "p_networks"),
    "health": ("a_social", "p_social"),
    "skills": ("a_skills", "p_skills"),
    "fair": ("a_mkt_fair", "p_mkt_fair"),
    "buyer": ("a_mkt", "p_mkt_buyer"),
    "design": ("a_inst", "p_inst"),
    "facility": ("a_cfc", "p_cfc"),
}
"""What an activity adds to income, and the share kept a year later. What camps and the fund give is in `network`."""

BASELINES = {
    "agro": (Fraction(72_000), "E"),
    "engineering": (Fraction(72_000), "E"),
    "forest_produce": (Fraction(36_000), "D"),
    "handicraft": (Fraction(36_000), "D"),
    "handloom": (figure("handloom_hh_income"), "D"),
    "other_industry": (Fraction(72_000), "E"),
}
"""Yearly income of a household in rupees (rule baseline), and the grade of what is derived from it."""


def contents() -> dict[str, list[str]]:
    """Activities of each level that change income, as `level_contents.csv` has them."""
    found: dict[str, list[str]] = {}
    for row in read(HERE / "level_contents.csv"):
        if row["level_id"] not in ("start_up", "innovation") and row["activity_id"] in GAINS:
            found.setdefault(row["level_id"], []).append(row["activity_id"])
    return found


def gain_of(activity: str, column: str = "figure") -> Fraction:
    """Share of income that an activity adds; of a common facility, times the chance that it works."""
    works = figure("a_cfc_work", column) if activity == "facility" else Fraction(1)
    return figure(GAINS[activity][0], column) * works


def majority_effect(cluster: str, sector: str, level: str, poor_share_of_gain: str) -> Row:
    """Gain = baseline x sum of the gains of the activities; kept share weighted by gain (rule effects)."""
    baseline, grade = BASELINES[sector]
    parts = contents()[level]
    low, value, high = (
        baseline * sum((gain_of(activity, column) for activity in parts), Fraction(0))
        for column in ("low", "figure", "high")
    )
    total = sum((gain_of(activity) for activity in parts), Fraction(0))
    kept = sum(gain_of(activity) * figure(GAINS[activity][1]) for activity in parts) / total
    refs = ["handloom_hh_income"] if sector == "handloom" else []
    for activity in parts:
        refs += [*GAINS[activity], *(["a_cfc_work"] if activity == "facility" else [])]
    row = {"cluster_id": cluster, "sector": sector if cluster == "*" else "*", "segment_id": "majority"}
    row |= {"level_id": level}
    for measure in ("income_gain", "value_added"):
        row |= {measure: plain(value), f"{measure}_low": plain(low), f"{measure}_high": plain(high)}
    row |= {"spill_value_added": "0", "lag_years": "1", "persistence": plain(kept, 4)}
    row |= {"poor_share_of_gain": poor_share_of_gain}
    return row | ends("; ".join([*refs, "rule effects"]), grade, low, high, "value added taken as the income gain")


def leaders_effect(sector: str) -> Row:
    """The value added of a leader firm, its half and its double (rule value_added_leaders)."""
    baseline, _ = BASELINES[sector]
    a_worker = round(figure("rourkela_turnover") * LAKH / figure("rourkela_employment"), -3)
    value = a_worker * 26 * Fraction(2, 10) * figure("a_inst")
    row = {"cluster_id": "*", "sector": sector, "segment_id": "leaders", "level_id": "innovation"}
    for name, column in (("income_gain", "figure"), ("income_gain_low", "low"), ("income_gain_high", "high")):
        row[name] = plain(baseline * figure("a_inst", column))
    row |= {"value_added": plain(value), "value_added_low": plain(value / 2), "value_added_high": plain(value * 2)}
    row |= {"spill_value_added": plain(value * figure("spill")), "lag_years": "0"}
    row |= {"persistence": plain(figure("p_inst"), 4), "poor_share_of_gain": "0"}
    source = "rourkela_turnover; rourkela_employment; rourkela_units; a_inst; p_inst; spill; rule value_added_leaders"
    note = "value added of a leader firm: no figure in the data; placeholder"
    return row | ends(source, "E", value / 2, value * 2, note)


def effects(clusters: list[Row], segments: list[Row]) -> list[Row]:
    """By sector; in engineering by cluster, where the poor take less than their share of the gain."""
    poor = {row["cluster_id"]: Fraction(row["poor_share"]) for row in segments if row["segment_id"] == "majority"}
    present = [sector for sector in BASELINES if any(row["sector"] == sector for row in clusters)]
    rows = []
    for sector in present:
        if sector != "engineering":
            rows += [majority_effect("*", sector, level, "") for level in contents()]
    for cluster in clusters:
        if cluster["sector"] == "engineering":
            share = plain(poor[cluster["cluster_id"]] * Fraction(6, 10), 4)
            rows += [majority_effect(cluster["cluster_id"], "engineering", level, share) for level in contents()]
    return rows + [leaders_effect(sector) for sector in present]


# Lists and money --------------------------------------------------------------------------------------------------


def with_means(segments: list[Row]) -> list[Row]:
    """Lists with what a household can bring (rule own_contribution): all that `cost_shares.csv` asks of its segment."""
    cost = {row["activity_id"]: row["unit_cost"] for row in read(HERE / "activities.csv")}
    means: dict[str, Fraction] = {}
    for row in read(HERE / "cost_shares.csv"):
        asked = Fraction(cost[row["activity_id"]]) * (1 - Fraction(row["programme_share"]))
        means[row["segment_id"]] = means.get(row["segment_id"], Fraction(0)) + asked
    found = []
    for row in segments:
        front = {column: value for column, value in row.items() if column not in ENDS}
        front["ability_to_pay"] = plain(means[row["segment_id"]])
        last = {column: row[column] for column in ENDS}
        last["source"] = row["source"].removesuffix("; rule own_contribution") + "; rule own_contribution"
        found.append(front | last)
    return found


def budgets(clusters: list[Row], segments: list[Row]) -> list[Row]:
    """Each year a fifth, by listed households to Rs 1,000 (what rounding leaves, to the largest), then by fund."""
    of = {row["cluster_id"]: row["department_id"] for row in clusters}
    listed = dict.fromkeys(sorted(set(of.values())), Fraction(0))
    for row in segments:
        listed[of[row["cluster_id"]]] += Fraction(row["households"])
    a_year = BUDGET // (YEARS * 1000)
    thousands = {department: int(a_year * share / sum(listed.values())) for department, share in listed.items()}
    thousands[max(thousands, key=thousands.__getitem__)] += a_year - sum(thousands.values())
    rows = []
    for department, total in thousands.items():
        for fund, share in (("centre", CENTRE), ("state", 1 - CENTRE)):
            money = total * 1000 * share
            source = "raj_per_cluster; ihds_avg_cluster; rule budget; rule funds"
            note = "by listed households; no budget was found. Range: Rs 20 to 100 crore at this split"
            last = ends(source, "E", money / 3, money * 5 / 3, note)
            for year in range(1, YEARS + 1):
                row = {"department_id": department, "fund_id": fund, "year": str(year), "envelope": plain(money)}
                rows.append(row | last)
    return rows


# The two folders --------------------------------------------------------------------------------------------------


def build_state() -> None:
    """`orissa`."""
    clusters, segments = read(HERE / "clusters.csv"), with_means(read(HERE / "segments.csv"))
    write(HERE, "segments", segments)
    write(HERE, "effects", effects(clusters, segments))
    write(HERE, "budgets", budgets(clusters, segments))


def build_pilots() -> None:
    """`orissa-pilots`: the rows of the four pilots, one purse a department, an agent each (rule pilots)."""
    clusters = [row for row in read(HERE / "clusters.csv") if row["status"] == "pilot"]
    places = {row["cluster_id"] for row in clusters}
    segments = [row for row in read(HERE / "segments.csv") if row["cluster_id"] in places]
    write(PILOTS, "clusters", clusters)
    write(PILOTS, "segments", segments)
    write(PILOTS, "effects", effects(clusters, segments))
    for table in ("departments", "levels", "level_contents", "cost_shares"):
        write(PILOTS, table, read(HERE / f"{table}.csv"))
    bought = [row for row in read(HERE / "activities.csv") if row["unit_cost"]]
    write(PILOTS, "activities", [{c: v for c, v in row.items() if c != "eligible_funds"} for row in bought])
    own = {
        "project_years": {"value": str(PILOT_YEARS), "source": "pp_unido_dfid; rule pilots"},
        "horizon_years": {"value": "8"},
    }
    settings = [row for row in read(HERE / "settings.csv") if row["key"] != "budgets_shown"]
    write(PILOTS, "settings", [row | own.get(row["key"], {}) for row in settings])
    money, low, high = (round(figure("c_unido", c) * LAKH / PILOT_YEARS, -3) for c in ("figure", "low", "high"))
    purse = ends("c_unido; rule pilots", "D", low, high, "Rs 80 lakh a pilot over three years, one pilot a department")
    people = ends("rule pilots", "D", 2, 8, "an agent works daily in each pilot")
    years = [str(year) for year in range(1, PILOT_YEARS + 1)]
    keys = [(row["department_id"], year) for row in read(HERE / "departments.csv") for year in years]
    write(PILOTS, "budgets", [{"department_id": d, "year": y, "envelope": plain(money)} | purse for d, y in keys])
    write(PILOTS, "agents", [{"year": year, "in_post": str(len(clusters))} | people for year in years])
    tables = [path for path in PILOTS.glob("*.csv") if path.stem != "evidence"]
    cited = {part.strip() for path in tables for row in read(path) for part in row["source"].split(";")}
    write(PILOTS, "evidence", [row for ref, row in EVIDENCE.items() if ref in cited])


def main() -> None:
    """Write both folders anew."""
    build_state()
    if PILOTS.is_dir():
        build_pilots()


if __name__ == "__main__":
    main()
