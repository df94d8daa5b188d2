"""Orissa's tables: every row sourced and graded, every figure what its evidence and its rule give."""

from __future__ import annotations

import csv
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest

F = Fraction
TOP = Path(__file__).parent.parent / "scenarios"
FOLDERS = ["orissa", "orissa-pilots"]
Rows = list[dict[str, str]]


def read(folder: str, table: str) -> Rows:
    """The rows of a table as typed."""
    with (TOP / folder / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def tables(folder: str) -> dict[str, Rows]:
    """Every table but the evidence."""
    return {path.stem: read(folder, path.stem) for path in (TOP / folder).glob("*.csv") if path.stem != "evidence"}


def evidence(folder: str) -> dict[str, dict[str, str]]:
    """Cited figures by ref."""
    return {row["ref"]: row for row in read(folder, "evidence")}


def cited(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """The evidence and the rules a row names."""
    parts = [part.strip() for part in row["source"].split(";")]
    rules = [part.removeprefix("rule ") for part in parts if part.startswith("rule ")]
    return [part for part in parts if not part.startswith("rule ")], rules


def figure(known: dict[str, dict[str, str]], ref: str) -> Fraction:
    """The cited figure."""
    return F(known[ref]["figure"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_has_a_source_a_grade_and_its_range(folder: str) -> None:
    """A row graded D or E that holds a figure has low and high; each ref and each rule is there; no effect beats C."""
    known = evidence(folder)
    readme = (TOP / "orissa" / "README.md").read_text()
    for name, rows in tables(folder).items():
        for row in rows:
            refs, rules = cited(row)
            assert row["grade"] in "BCDE"
            assert row["grade"], (name, row)
            assert all(ref in known for ref in refs), (name, row)
            assert refs or rules, (name, row)
            for rule in rules:
                assert re.search(rf"\b{rule}\b", readme), rule
            designed = "no figure" in row["note"]
            if row["grade"] in "DE" and not designed:
                assert row["low"] != "", (name, row)
                assert row["high"] != "", (name, row)
                assert F(row["low"]) <= F(row["high"]), (name, row)
    assert {row["grade"] for row in read(folder, "effects")} <= {"C", "D", "E"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_evidence_says_who_when_where_and_how_good(folder: str) -> None:
    """Author, year, place, grade and citation; and nothing that no row cites but the yardsticks the README names."""
    used = {ref for rows in tables(folder).values() for row in rows for ref in cited(row)[0]}
    readme = (TOP / "orissa" / "README.md").read_text()
    for row in read(folder, "evidence"):
        for column in ("ref", "citation", "author", "year", "place", "grade", "source"):
            assert row[column], (column, row)
        assert row["ref"] in used or f"`{row['ref']}`" in readme, row["ref"]
        if row["low"]:
            assert F(row["low"]) <= F(row["figure"]) <= F(row["high"]), row


def test_which_clusters() -> None:
    """150 in 30 districts: 85 handicraft, 20 handloom, 17 forest produce, 10 engineering, 14 agro, 4 other; 4 pilots."""
    clusters = read("orissa", "clusters")
    count = {sector: sum(row["sector"] == sector for row in clusters) for sector in {row["sector"] for row in clusters}}
    assert count == {
        "handicraft": 85,
        "handloom": 20,
        "forest_produce": 17,
        "engineering": 10,
        "agro": 14,
        "other_industry": 4,
    }
    assert len({row["district"] for row in clusters}) == 30
    pilots = {row["cluster_id"] for row in clusters if row["status"] == "pilot"}
    assert pilots == {"hl_bargarh", "stone_puri_konark", "eng_rourkela", "sal_sundargarh"}
    assert {row["cluster_id"] for row in read("orissa-pilots", "clusters")} == pilots


@pytest.mark.parametrize("folder", FOLDERS)
def test_households_follow_from_evidence_and_rule(folder: str) -> None:
    """Each cluster's households from the cited size by its rule; leaders by their share; poor share by the district."""
    known = evidence(folder)
    sectors = {row["cluster_id"]: row["sector"] for row in read(folder, "clusters")}
    medians = {"handloom": 450, "handicraft": 75, "forest_produce": 300, "engineering": 1950}
    half, whole = F(1, 2), F(1)
    by_cluster: dict[str, dict[str, dict[str, str]]] = {}
    for row in read(folder, "segments"):
        by_cluster.setdefault(row["cluster_id"], {})[row["segment_id"]] = row
    for cluster, cells in by_cluster.items():
        sector = sectors[cluster]
        refs, rules = cited(cells["majority"])
        sizes = [figure(known, ref) for ref in refs if ref.startswith("s_")]
        head = 1 if sector == "forest_produce" else half
        expected = {
            "size_median": lambda sector=sector: F(medians.get(sector, 600)),
            "size_families": lambda sizes=sizes: sizes[0],
            "size_members": lambda sizes=sizes: sizes[0],
            "size_artisans": lambda sizes=sizes: sizes[0] * half,
            "size_scheme_coverage": lambda sizes=sizes, head=head: sizes[0] * 3 * head,
            "size_units_engineering": lambda sizes=sizes: sizes[0] * 26,
            "size_units_other": lambda sizes=sizes: sizes[0] * 10,
        }[rules[0]]()
        total = F(cells["majority"]["households"]) + F(cells["leaders"]["households"])
        assert total == expected, cluster
        share = {"engineering": F("0.038"), "handloom": F("0.008")}.get(sector, F("0.02"))
        assert abs(F(cells["leaders"]["households"]) - expected * share) <= F("0.05"), cluster
        (mpi,) = [figure(known, ref) for ref in refs if ref.startswith("mpi_")]
        factor = F("1.2") if sector in ("handloom", "handicraft", "forest_produce") else F("0.55")
        poor = min(whole, mpi * factor)
        assert abs(F(cells["majority"]["poor_share"]) - poor) <= F("0.00005"), cluster
        assert cells["leaders"]["poor_share"] == "0"
        for kind, column in (("sc_", "sc_share"), ("st_", "st_share")):
            (figure_,) = [figure(known, ref) for ref in refs if ref.startswith(kind)]
            assert F(cells["majority"][column]) == figure_
        women = [figure(known, ref) for ref in refs if ref.startswith(("w_", "women_"))]
        assumed = {"forest_produce": F("0.9"), "engineering": F("0.15")}.get(sector, F("0.3"))
        assert F(cells["majority"]["women_share"]) == (women[0] if women else assumed), cluster
        if rules[0] == "size_median":
            spread = math.exp(0.9)
            low, high = F(cells["majority"]["low"]), F(cells["majority"]["high"])
            assert float(low) == pytest.approx(float(expected * (1 - share)) / spread, abs=1)
            assert float(high) == pytest.approx(float(expected * (1 - share)) * spread, abs=1)


@pytest.mark.parametrize("folder", FOLDERS)
def test_outlooks_follow_from_evidence(folder: str) -> None:
    """The sector's assumed growth; 0 where none is known."""
    known = evidence(folder)
    for row in read(folder, "clusters"):
        refs, _ = cited(row)
        growth = [figure(known, ref) for ref in refs if ref.startswith("g_")]
        assert F(row["sector_outlook"]) == (growth[0] if growth else 0)


@pytest.mark.parametrize("folder", FOLDERS)
def test_costs_follow_from_evidence(folder: str) -> None:
    """The arithmetic of each unit cost, from its cited norms (rupees)."""
    known = evidence(folder)

    def f(ref: str) -> Fraction:
        return figure(known, ref)

    lakh = 100_000
    groups = (f("nrlm_form") + (f("nrlm_rf_lo") + f("nrlm_rf_hi")) / 2) / 10
    camp = f("c_trust_camp") * lakh
    expected = {
        "network": groups,
        "camp": camp / 75,
        "fund": f("nrlm_cif"),
        "health": f("c_health") * lakh / 250 + f("c_glasses"),
        "skills": F(11_000),
        "fair": f("od_fair_part") * lakh / 10,
        "buyer": f("c_fair_nat") * lakh / 75 / 3,
        "facility": F(40_000),
        "design": F(round(f("c_design") * lakh / 35)),
        "soft": F(round(f("msecdp_soft") * lakh / 75)),
        "study": f("msecdp_dsr") * lakh,
        "opening": camp,
        "institutions": f("c_bds") * lakh,
    }
    found = {row["activity_id"]: F(row["unit_cost"]) for row in read(folder, "activities") if row["unit_cost"]}
    assert found == expected
    # Rounded figures lie among the norms they cite.
    assert f("nrlm_train") <= 11_000 <= f("od_skill_weaver")
    assert abs(found["facility"] - f("sfurti_avg_artisan")) <= 1_000
    settings = {row["key"]: row["value"] for row in read(folder, "settings")}
    assert F(settings["facilitation_cost"]) == f("c_cda") * lakh / 12


@pytest.mark.parametrize("folder", FOLDERS)
def test_effects_follow_from_evidence(folder: str) -> None:
    """Gain = baseline x sum of gains; persistence = kept shares weighted by gain; leaders' value added."""
    known = evidence(folder)
    gains = {
        "network": ("a_networks", "p_networks"),
        "health": ("a_social", "p_social"),
        "skills": ("a_skills", "p_skills"),
        "fair": ("a_mkt_fair", "p_mkt_fair"),
        "buyer": ("a_mkt", "p_mkt_buyer"),
        "design": ("a_inst", "p_inst"),
        "facility": ("a_cfc", "p_cfc"),
    }
    sectors = {row["cluster_id"]: row["sector"] for row in read(folder, "clusters")}
    poor = {row["cluster_id"]: row["poor_share"] for row in read(folder, "segments") if row["segment_id"] == "majority"}
    contents: dict[str, list[str]] = {}
    for row in read(folder, "level_contents"):
        contents.setdefault(row["level_id"], []).append(row["activity_id"])

    def gain(activity: str) -> Fraction:
        value = figure(known, gains[activity][0])
        return value * figure(known, "a_cfc_work") if activity == "facility" else value

    for row in read(folder, "effects"):
        sector = sectors.get(row["cluster_id"], row["sector"])
        baseline = {
            "handloom": lambda: figure(known, "handloom_hh_income"),
            "handicraft": lambda: F(36_000),
            "forest_produce": lambda: F(36_000),
        }.get(sector, lambda: F(72_000))()
        if row["segment_id"] == "leaders":
            a_worker = figure(known, "rourkela_turnover") * 100_000 / figure(known, "rourkela_employment")
            value = round(a_worker, -3) * 26 * F("0.2") * figure(known, "a_inst")
            assert F(row["value_added"]) == round(value)
            assert F(row["spill_value_added"]) == round(value * figure(known, "spill"))
            continue
        # Camps and the community fund are part of what the studied groups had: their gain is in that of the network.
        parts = [activity for activity in contents[row["level_id"]] if activity not in ("camp", "fund")]
        total = sum((gain(a) for a in parts), F(0))
        assert abs(F(row["income_gain"]) - baseline * total) <= F(1, 2)
        assert row["value_added"] == row["income_gain"]
        kept = sum((gain(a) * figure(known, gains[a][1]) for a in parts), F(0)) / total
        assert abs(F(row["persistence"]) - kept) <= F("0.00005")
        assert row["lag_years"] == "1"
        if sector == "engineering":
            assert abs(F(row["poor_share_of_gain"]) - F(poor[row["cluster_id"]]) * F("0.6")) <= F("0.00005")
        else:
            assert row["poor_share_of_gain"] == ""


def test_what_a_level_holds_costs_and_gives() -> None:
    """A handloom household enrolled in year 1: cost, gain as a share of income, rupees of income a rupee until year 10.

    The figures are those of the README's arithmetic, before growth. Of a facility place the household brings 4,000.
    """
    unit = {row["activity_id"]: F(row["unit_cost"]) for row in read("orissa", "activities") if row["unit_cost"]}
    baseline = figure(evidence("orissa"), "handloom_hh_income")
    found = {}
    for level in ("entry", "skills", "linked", "facility"):
        rows = [row for row in read("orissa", "level_contents") if row["level_id"] == level]
        cost = sum(F(row["quantity_per_household"]) * unit[row["activity_id"]] for row in rows)
        (effect,) = [r for r in read("orissa", "effects") if (r["sector"], r["level_id"]) == ("handloom", level)]
        gain, kept, lag = F(effect["income_gain"]), F(effect["persistence"]), int(effect["lag_years"])
        income = gain * sum(kept ** (age - lag) for age in range(lag, 10))
        found[level] = (cost, round(gain / baseline, 2), float(income / cost))
    costs = {level: (cost, share) for level, (cost, share, _) in found.items()}
    assert costs == {
        "entry": (5_800, F("0.18")),
        "skills": (19_800, F("0.35")),
        "linked": (33_371, F("0.53")),
        "facility": (73_371, F("0.60")),
    }
    for level, (least, most) in {
        "entry": (6, 7),
        "skills": (2.7, 3),
        "linked": (3.3, 3.5),
        "facility": (1.6, 1.8),
    }.items():
        assert least <= found[level][2] <= most, level


def test_what_counts_as_the_method() -> None:
    """`linked` is the first level with all five kinds; none joins before its cluster has been open so long; who brings what."""
    kinds = {row["activity_id"]: row["kind"] for row in read("orissa", "activities")}
    held: dict[str, set[str]] = {}
    for row in read("orissa", "level_contents"):
        held.setdefault(row["level_id"], set()).add(kinds[row["activity_id"]])
    whole = {"network", "linkage", "skills", "support_institution", "finance"}
    levels = {row["level_id"]: row for row in read("orissa", "levels")}
    assert [level for level in ("entry", "skills", "linked", "facility") if whole <= held[level]] == [
        "linked",
        "facility",
    ]
    assert [level for level, row in levels.items() if row["deep"] == "1"] == ["linked", "facility"]
    waits = {level: row["after_years"] for level, row in levels.items()}
    assert waits == {"entry": "0", "skills": "0", "linked": "1", "facility": "2", "innovation": "0"}
    known = evidence("orissa")
    own = {
        (row["activity_id"], row["segment_id"]): 1 - F(row["programme_share"]) for row in read("orissa", "cost_shares")
    }
    quarter = 1 - figure(known, "msecdp_soft_share")
    assert own == {
        ("facility", "majority"): figure(known, "sfurti_own"),
        ("design", "leaders"): quarter,
        ("soft", "leaders"): quarter,
    }
    means = {(row["segment_id"], row["ability_to_pay"]) for row in read("orissa", "segments")}
    assert means == {("majority", "4000"), ("leaders", "10476")}


def test_money_people_method_and_rules() -> None:
    """Rs 12 crore a year, by listed households to Rs 1,000, 40:60; 43 officers who leave and are trained; 82 starts."""
    clusters = {row["cluster_id"]: row["department_id"] for row in read("orissa", "clusters")}
    listed: dict[str, Fraction] = {}
    for row in read("orissa", "segments"):
        department = clusters[row["cluster_id"]]
        listed[department] = listed.get(department, F(0)) + F(row["households"])
    for year in "12345":
        rows = [row for row in read("orissa", "budgets") if row["year"] == year]
        money = {(row["department_id"], row["fund_id"]): F(row["envelope"]) for row in rows}
        assert sum(money.values()) == 120_000_000
        for department, households in listed.items():
            own, centre = money[department, "state"], money[department, "centre"]
            assert abs(own + centre - 120_000_000 * households / sum(listed.values())) <= 1_000
            assert 60 * own == 40 * centre
    known = evidence("orissa")
    assert [row["in_post"] for row in read("orissa", "agents")] == ["43", "", "", "", ""]
    assert figure(known, "od_officers") == 43
    (method,) = read("orissa", "replication")
    assert F(method["starts_per_pilot"]) == (figure(known, "od_clusters_target") - 4) / 4
    assert F(method["high"]) == (figure(known, "ori_150") - 4) / 4
    school, rules = read("orissa", "enabling")
    assert F(school["cost"]) == figure(known, "c_repl") * 100_000
    assert (school["made"], rules["made"], rules["opens_fund"]) == ("yes", "yes", "centre")
    (centre,) = [row for row in read("orissa", "funds") if row["fund_id"] == "centre"]
    assert F(centre["needs_share"]) == 1 - figure(known, "msecdp_soft_share")
    pays = {row["activity_id"]: row["eligible_funds"] for row in read("orissa", "activities")}
    states_own = {activity for activity, funds in pays.items() if funds == "state"}
    assert states_own == {"camp", "health", "opening", "institutions", "facilitation", "training", "enabling"}
    assert all(funds == "state; centre" for activity, funds in pays.items() if activity not in states_own)
    pilots = {F(row["envelope"]) for row in read("orissa-pilots", "budgets")}
    assert pilots == {F(round(figure(evidence("orissa-pilots"), "c_unido") * 100_000 / 3, -3))}


def test_pilots_are_the_same_rows() -> None:
    """Lists of the four pilots are those of the state scenario."""
    state = {(row["cluster_id"], row["segment_id"]): row for row in read("orissa", "segments")}
    assert all(state[row["cluster_id"], row["segment_id"]] == row for row in read("orissa-pilots", "segments"))
