"""Worked examples with exact answers, read from scenario folders as a planner would write them, to 1e-9."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder

H1_CLUSTERS = "cluster_id name department_id poor_households\nHL HL d 500\nHC HC d 300\nNT NT d 400"
H1_COSTS = """cluster_id level_id cost_per_household
HL entry 2\nHL standard 5\nHL intensive 14
HC entry 3\nHC standard 8\nHC intensive 12
NT entry 4\nNT standard 8\nNT intensive 20"""


def levels(*credits: str) -> str:
    """Three levels with these credits towards depth."""
    names = ("entry", "standard", "intensive")
    lines = [f"{name} {i} {name} 1 {credit}" for i, (name, credit) in enumerate(zip(names, credits, strict=True))]
    return "level_id order name reached deep\n" + "\n".join(lines)


def points(folder: Path, trade: str = "depth-breadth") -> list[tuple[float, float]]:
    """The exact frontier of a folder."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), trade, exact=True)
    assert frontier.certificate.kind == "exact"
    return [(point.x, point.y) for point in frontier.extreme_points]


def assert_points(found: list[tuple[float, float]], expected: str) -> None:
    """`expected` is `x y; x y; ...` in fractions."""
    wanted = [tuple(map(Fraction, pair.split())) for pair in expected.split(";")]
    assert len(found) == len(wanted)
    for point, (x, y) in zip(found, wanted, strict=True):
        assert point == (pytest.approx(float(x), rel=1e-9, abs=1e-9), pytest.approx(float(y), rel=1e-9, abs=1e-9))


@pytest.mark.parametrize(
    ("credits", "budget", "expected"),
    [
        (("0", "0.5", "1"), 3100, "1100 0; 800 200; 700 250; 550 300"),
        (("0", "0.5", "1"), 4600, "1200 550/3; 1100 250; 950 325; 800 1150/3; 675 425"),
        (("0", "0", "1"), 3100, "1100 0; 800 400/3; 675 175; 775/3 775/3"),
        (("0", "0", "1"), 4600, "1200 1100/9; 800 300; 2600/7 2600/7"),
        (("0", "0", "1"), 8000, "1200 450; 800 1750/3; 4300/7 4300/7"),
    ],
)
def test_depth_or_breadth(tmp_path: Path, credits: tuple[str, ...], budget: int, expected: str) -> None:
    """H1: three clusters and three levels; partial credits (H1a, H1b) and strict ones (H1c)."""
    tables = {
        "settings": settings(),
        "clusters": H1_CLUSTERS,
        "levels": levels(*credits),
        "costs": H1_COSTS,
        "budgets": f"department_id year envelope\nd 1 {budget}",
    }
    assert_points(points(write_folder(tmp_path / "h1", tables)), expected)


def test_rates_are_ratios_of_unit_costs(tmp_path: Path) -> None:
    """H1c, 31 lakh: forest entry 4 buys 4/9 of a handicraft lift of 9; then 3/9; then handloom entry 2 / (12 - 2)."""
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth", exact=True)
    rates = frontier.points["rate_right"].dropna().tolist()
    assert rates == [pytest.approx(4 / 9, rel=1e-9), pytest.approx(1 / 3, rel=1e-9), pytest.approx(1 / 5, rel=1e-9)]


def test_today_or_tomorrow(tmp_path: Path) -> None:
    """H2: three sectors whose gains come and go at different times, over three years and a horizon of eight."""
    tables = {
        "settings": settings(project_years=3, horizon_years=8),
        "clusters": "cluster_id name department_id sector_outlook poor_households\n"
        "HL HL d -0.2 400\nNT NT d 0 300\nEN EN d 0 100",
        "levels": "level_id order name reached deep\nmarket 1 Market 1 0\nskills 2 Skills 1 0\ntechno 3 Technology 1 1",
        "costs": "cluster_id level_id cost_per_household offered\nHL market 4 1\nHL skills 6 1\nHL techno - 0\n"
        "NT market 4 1\nNT skills 10 1\nNT techno - 0\nEN market - 0\nEN skills 20 1\nEN techno 20 1",
        "effects": "cluster_id level_id income_gain lag_years persistence poor_share_of_gain\n"
        "HL market 8 0 0.625 1\nHL skills 8 1 0.625 1\nNT market 2 0 1 1\nNT skills 4 1 1 1\n"
        "EN skills 12 1 1 1\nEN techno 15 3 1 1",
        "budgets": "department_id year envelope\nd 1 4000\nd 2 0\nd 3 0",
    }
    expected = "8840 7375; 8600 7775; 7000 18775/2; 4600 21775/2; 6200/3 35500/3"
    assert_points(points(write_folder(tmp_path / "h2", tables), "today-tomorrow"), expected)


H3 = {
    "settings": settings(),
    "clusters": "cluster_id name department_id\nHL HL d\nEN EN d",
    "segments": "cluster_id segment_id households majority poor_share\n"
    "HL maj 500 1 1\nHL lead 20 0 0\nEN maj 200 1 1\nEN lead 15 0 0",
    "levels": "level_id segment_id order name reached deep participation\n"
    "network maj 1 Network 1 0 1\nskills maj 2 Skills 1 1 1\ninnov lead 3 Innovation 1 0 0",
    "costs": "cluster_id segment_id level_id cost_per_household agent_months_per_household confirmed\n"
    "HL maj network 3 1 0\nHL maj skills 8 1 0\nHL lead innov 60 4 0\n"
    "EN maj network 5 2 0\nEN maj skills 12 2 0\nEN lead innov 100 8 0",
    "effects": "cluster_id segment_id level_id value_added spill_value_added\nHL maj network 2 0\nHL maj skills 10 0\n"
    "HL lead innov 90 30\nEN maj network 4 0\nEN maj skills 18 0\nEN lead innov 220 80",
    "budgets": "department_id year envelope\nd 1 4000",
    "agents": "year agent_months\n1 800",
}


def test_participation_or_selectivity(tmp_path: Path) -> None:
    """H3: majority and leaders, money and agents' time both scarce."""
    expected = "650 4820; 7750/13 88000/13; 590 6960; 500 7500; 1300/3 23300/3; 325/3 8850"
    assert_points(points(write_folder(tmp_path / "h3", H3), "participation-selectivity"), expected)


def test_start_up_costs_as_shares(tmp_path: Path) -> None:
    """H4, share form: three clusters with start-up costs, opened to 1/7, 11/28 and 5/7 where fractional."""
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households start_up_cost\nA A d 200 300\nB B d 300 400\nC C d 400 500",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
        "costs": "cluster_id level_id cost_per_household\nA entry 2\nA intensive 10\nB entry 2\nB intensive 8\n"
        "C entry 1\nC intensive 12",
        "budgets": "department_id year envelope\nd 1 2000",
    }
    folder = write_folder(tmp_path / "h4", tables)
    assert_points(points(folder), "5100/7 0; 700 50/3; 3625/7 825/7; 1500/7 1500/7")
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), "depth-breadth", exact=True)
    opened = [
        {row.cluster: round(row.opened, 9) for row in plan.openings.itertuples() if row.opened < 1 - 1e-9}
        for plan in frontier.plans
    ]
    fractions = sorted(share for shares in opened for share in shares.values())
    assert fractions == [pytest.approx(float(Fraction(f)), abs=1e-9) for f in ("1/7", "11/28", "5/7")]


def best(folder: Path, objective: str) -> float:
    """The greatest value of one objective."""
    return tradeoff.Study(tradeoff.read_scenario(folder)).best(objective).objectives[objective]


def test_openings_over_years(tmp_path: Path) -> None:
    """O1: 100 households, start-up 100, cost 1, envelopes 75 and 75.

    Opened to u1 in year 1 and u2 in all: 100 u1 + h1 <= 75 and 100 (u2 - u1) + h2 <= 75, h1 <= 100 u1, h1 + h2 <=
    100 u2: at most 150 is spent, half on opening: 75 households.
    """
    tables = {
        "settings": settings(project_years=2, horizon_years=3),
        "clusters": "cluster_id name department_id poor_households start_up_cost\nA A d 100 100",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\nA entry 1",
        "budgets": "department_id year envelope\nd 1 75\nd 2 75",
    }
    assert best(write_folder(tmp_path / "o1", tables), "breadth") == pytest.approx(75, rel=1e-9)


@pytest.mark.parametrize(("coverage", "expected"), [("0.5", "50 0; 450/29 10000/29"), ("-", "50 0; 0 500")])
def test_minimum_coverage(tmp_path: Path, coverage: str, expected: str) -> None:
    """O2: half of 110 households, or nothing: leaders alone are too few."""
    tables = {
        "settings": settings(),
        "clusters": f"cluster_id name department_id min_coverage\nA A d {coverage}",
        "segments": "cluster_id segment_id households majority poor_share\nA maj 100 1 1\nA lead 10 0 0",
        "levels": "level_id segment_id order name reached deep participation\nnet maj 1 Net 1 1 1\ninn lead 2 Inn 1 0 0",
        "costs": "cluster_id segment_id level_id cost_per_household\nA maj net 1\nA lead inn 10",
        "effects": "cluster_id segment_id level_id value_added\nA maj net 0\nA lead inn 100",
        "budgets": "department_id year envelope\nd 1 50",
    }
    assert_points(points(write_folder(tmp_path / "o2", tables), "participation-selectivity"), expected)


@pytest.mark.parametrize(("funds", "expected"), [(True, "100 25; 40 40"), (False, "200 0; 40 40")])
def test_funds_with_rules(tmp_path: Path, funds: bool, expected: str) -> None:
    """O3: scheme money pays skills only, so the last 100 of it cannot buy networks; pooled it could."""
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\nA A d 200",
        "activities": "activity_id name scope unit_cost eligible_funds\n"
        + ("network Network household 1 own\nskills Skills household 4 own;scheme" if funds else
           "network Network household 1 -\nskills Skills household 4 -"),
        "levels": "level_id order name reached deep\nentry 1 Entry 1 0\nintensive 2 Intensive 1 1",
        "level_contents": "level_id activity_id quantity_per_household\nentry network 1\nintensive network 1\n"
        "intensive skills 1",
        "budgets": "department_id fund_id year envelope\nd own 1 100\nd scheme 1 100" if funds else
        "department_id year envelope\nd 1 200",
        **({"funds": "fund_id name\nown Own\nscheme Scheme"} if funds else {}),
    }  # fmt: skip
    assert_points(points(write_folder(tmp_path / "o3", tables)), expected)


@pytest.mark.parametrize(("floor", "expected"), [(None, "2000/47"), ("12", "1802/47")])
def test_trust_is_a_public_good(tmp_path: Path, floor: str | None, expected: str) -> None:
    """M1-1a and 1c: one stock of facilitation months, one gate a level; credits 1/2 and 1, money 1,000."""
    tables = {
        "settings": settings(facilitation_cost=35),
        "clusters": "cluster_id name department_id poor_households max_facilitation_months\nA A d 100 1000",
        "levels": "level_id order name reached deep trust_gate\nstandard 1 Standard 1 0.5 20\nintensive 2 Intensive 1 1 10",
        "costs": "cluster_id level_id cost_per_household\nA standard 10\nA intensive 30",
        "budgets": "department_id year envelope\nd 1 1000",
        **({"limits": f"limit_id measure level_id sense value\nneed households intensive >= {floor}"} if floor else {}),
    }
    value = best(write_folder(tmp_path / "m1", tables), "depth")
    assert value == pytest.approx(float(Fraction(expected)), rel=1e-9)


@pytest.mark.parametrize(("share", "expected"), [("0", "1525/2"), ("0.5", "64000/107"), ("0.6", "64000/113")])
def test_share_of_women(tmp_path: Path, share: str, expected: str) -> None:
    """M1-5: a floor on the share of women is met by serving fewer others."""
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id\nEN EN d\nNT NT d",
        "segments": "cluster_id segment_id households poor_share women_share\nEN all 700 1 0.05\nNT all 600 1 0.85",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\nEN entry 5\nNT entry 8",
        "budgets": "department_id year envelope\nd 1 4000",
        "limits": f"limit_id measure sense value\nwomen share:women >= {share}",
    }
    value = best(write_folder(tmp_path / "m5", tables), "breadth")
    assert value == pytest.approx(float(Fraction(expected)), rel=1e-9)


@pytest.mark.parametrize(("share", "expected"), [("0", 1500), ("0.1", 1600), ("1", 2250)])
def test_transfers_between_departments(tmp_path: Path, share: str, expected: float) -> None:
    """M1-7: the richer department may move none, a tenth or all of its 4,000 to the one with cheaper households."""
    tables = {
        "settings": settings(),
        "departments": f"department_id name transfer_out_max_share\nTH TH {share}\nHC HC 0",
        "clusters": "cluster_id name department_id poor_households\nA A TH 100000\nB B HC 2000",
        "levels": "level_id order name reached deep\nentry 1 Entry 1 1",
        "costs": "cluster_id level_id cost_per_household\nA entry 4\nB entry 2",
        "budgets": "department_id year envelope\nTH 1 4000\nHC 1 1000",
    }
    assert best(write_folder(tmp_path / "m7", tables), "breadth") == pytest.approx(expected, rel=1e-9)


def test_exclusive_levels(tmp_path: Path) -> None:
    """M1-11a with credits halved: 150 households, levels at 2, 5, 14 worth 1, 3/2, 2; half of 2150/9."""
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id poor_households\nA A d 150",
        "levels": levels("0.5", "0.75", "1"),
        "costs": "cluster_id level_id cost_per_household\nA entry 2\nA standard 5\nA intensive 14",
        "budgets": "department_id year envelope\nd 1 1000",
    }
    assert best(write_folder(tmp_path / "m11", tables), "depth") == pytest.approx(2150 / 18, rel=1e-9)


def test_a_leaflet_buys_the_trade_off_away(tmp_path: Path) -> None:
    """P1: with a leaflet at 0.1 as the level that counts as reached, depth hardly costs any reach."""
    tables = {
        "settings": settings(),
        "clusters": H1_CLUSTERS,
        "levels": levels("0", "0.5", "1") + "\nleaflet -1 Leaflet 1 0",
        "costs": H1_COSTS + "\nHL leaflet 0.1\nHC leaflet 0.1\nNT leaflet 0.1",
        "budgets": "department_id year envelope\nd 1 3100",
    }
    assert_points(points(write_folder(tmp_path / "p1", tables)), "1200 35050/119; 550 300")


def test_exits_by_stratum(tmp_path: Path) -> None:
    """E1: a head-count of exits serves the near-poor and the poor, and none of the ultra-poor; depth flags from
    gaps.
    """
    tables = {
        "settings": settings(),
        "clusters": "cluster_id name department_id\nA A d",
        "segments": "cluster_id segment_id households poor_share poverty_gap\nA near 300 1 2\nA poor 300 1 6\nA ultra 200 1 12",
        "levels": "level_id order name reached\nentry 1 Entry 1\nstandard 2 Standard 1\nintensive 3 Intensive 1",
        "costs": "cluster_id level_id cost_per_household\nA entry 2\nA standard 6\nA intensive 14",
        "effects": "level_id income_gain persistence\nentry 2 1\nstandard 6 1\nintensive 12 1",
        "budgets": "department_id year envelope\nd 1 2000",
    }
    study = tradeoff.Study(tradeoff.read_scenario(write_folder(tmp_path / "e1", tables)))
    plan = study.best("depth")
    assert plan.objectives["depth"] == pytest.approx(1600 / 3, rel=1e-9)
    assert "ultra" not in set(plan.households["segment"])
