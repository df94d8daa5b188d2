"""One limit of each measure and scope, both senses, each on a case solved on paper.

The base case: two clusters, A (department p, district N, sector x, 100 majority households) and B (department q,
district S, sector y, 100), two years, entry costs 1 and counts as reached, intensive costs 4 and counts as deep as
well. Each department has 40 a year. Without limits the greatest reach is 160 (40 a year and department), and the
greatest depth 40 (10 a year and department).
"""

from __future__ import annotations

from pathlib import Path

import pytest

import tradeoff
from tests.independent.folders import settings, write_folder

BASE = {
    "settings": settings(project_years=2, horizon_years=4),
    "clusters": "cluster_id name department_id district sector sector_type\nA Aname p N x traditional\nB Bname q S y competitive",
    "segments": "cluster_id segment_id households poor_share majority women_share sc_share st_share minority_share\n"
    "A maj 100 1 1 0.2 0.1 0.3 0.4\nB maj 100 1 1 0.6 0.5 0.1 0",
    "activities": "activity_id name scope unit_cost\nnetwork Network household 1\nskills Skills household 3",
    "levels": "level_id order name reached deep participation dimensions\nentry 1 Entry 1 0 1 health\n"
    "intensive 2 Intensive 1 1 1 voice;health",
    "level_contents": "level_id activity_id quantity_per_household\nentry network 1\nintensive network 1\nintensive skills 1",
    "effects": "level_id income_gain value_added lag_years persistence\nentry 1 2 0 1\nintensive 3 5 0 1",
    "budgets": "department_id year envelope\np 1 40\np 2 40\nq 1 40\nq 2 40",
}
HEAD = (
    "limit_id measure cluster_id department_id district sector sector_type segment_id level_id group activity_id fund_id "
    "year sense value"
)


def best(tmp_path: Path, limit: str, objective: str, **tables: str) -> float:
    """The greatest value of an objective under one limit: `measure key=value ... sense value`."""
    measure, *scope, sense, value = limit.split()
    given = dict(part.split("=") for part in scope)
    keys = HEAD.split()[2:-2]
    line = " ".join(["L", measure, *(given.get(key, "-") for key in keys), sense, value])
    folder = write_folder(tmp_path / "limits", {**BASE, "limits": f"{HEAD}\n{line}", **tables})
    return tradeoff.Study(tradeoff.read_scenario(folder)).best(objective).objectives[objective]


@pytest.mark.parametrize(
    ("limit", "objective", "expected"),
    [
        # households: at most 50 in all; at least 150 leaves 10 for lifting 10/3 each 3 (160 - 150 = 10 of money).
        ("households <= 50", "breadth", 50),
        ("households >= 150", "depth", 10 / 3),
        # exactly 60 households: money 160, of which 60 for entry; 100 lift 100/3 households by 3 each.
        ("households = 60", "depth", 100 / 3),
        # by cluster: A at most 20, B its 80; A at least 80 spends all its money on entry, B can still lift 20.
        ("households cluster_id=A <= 20", "breadth", 100),
        ("households cluster_id=A >= 80", "depth", 20),
        # `*`: each cluster at most 30; each at least 80.
        ("households cluster_id=* <= 30", "breadth", 60),
        ("households cluster_id=* >= 80", "depth", 0),
        ("households department_id=p <= 10", "breadth", 90),
        ("households department_id=p >= 80", "depth", 20),
        ("households district=S <= 10", "breadth", 90),
        ("households district=S >= 80", "depth", 20),
        ("households sector=x <= 10", "breadth", 90),
        ("households sector=x >= 80", "depth", 20),
        ("households segment_id=maj <= 50", "breadth", 50),
        ("households segment_id=maj >= 160", "depth", 0),
        # by level: 10 intensive cost 40 and leave 120 for entry; at most 5 intensive.
        ("households level_id=intensive >= 10", "breadth", 130),
        ("households level_id=intensive <= 5", "depth", 5),
        # by year: 10 in year 1, 80 in year 2; at least 80 in year 1 leaves year 2 to lift 20.
        ("households year=1 <= 10", "breadth", 90),
        ("households year=1 >= 80", "depth", 20),
        ("households year=* <= 30", "breadth", 60),
        ("households cluster_id=A year=2 <= 10", "breadth", 130),
        # poor households count with their share, here 1.
        ("poor_households <= 50", "breadth", 50),
        ("poor_households cluster_id=B >= 80", "depth", 20),
        # money, in thousand rupees: 50 in all; A at most 20; at least 60 on A changes nothing (A can spend 80).
        ("money <= 50", "breadth", 50),
        ("money cluster_id=A <= 20", "breadth", 100),
        ("money cluster_id=A >= 60", "breadth", 160),
        ("money department_id=q <= 20", "breadth", 100),
        ("money district=N <= 20", "breadth", 100),
        ("money sector=y <= 20", "breadth", 100),
        ("money year=2 <= 20", "breadth", 100),
        ("money segment_id=maj <= 50", "breadth", 50),
        # money on intensive at least 60: 15 households, 100 left for entry.
        ("money level_id=intensive >= 60", "breadth", 115),
        ("money level_id=intensive <= 60", "depth", 15),
        # by activity: skills at least 30 are 10 intensive households, which cost 40 in all.
        ("money activity_id=skills >= 30", "breadth", 130),
        ("money activity_id=skills <= 30", "depth", 10),
        ("money activity_id=network <= 50", "breadth", 50),
        # objectives: depth at least 20 costs 80 and leaves 80; breadth at most 30 leaves room for 30 deep.
        ("objective:depth >= 20", "breadth", 100),
        ("objective:depth <= 7", "depth", 7),
        ("objective:breadth <= 30", "depth", 30),
        ("objective:breadth >= 100", "depth", 20),
        ("objective:participation <= 30", "breadth", 30),
        ("objective:participation cluster_id=A >= 80", "depth", 20),
        # today: entry gains 1 a year from enrolment on: 80 in year 1 gain 2 each, 80 in year 2 gain 1: 240 at most.
        ("objective:today <= 120", "today", 120),
        ("objective:today >= 240", "breadth", 160),
        # tomorrow (years 3 and 4): entry gains 2, intensive 6 a household; per rupee 2 against 1.5: 320 at most.
        ("objective:tomorrow <= 100", "tomorrow", 100),
        ("objective:tomorrow >= 320", "breadth", 160),
        # selectivity: entry 2, intensive 5; per rupee 2 against 1.25: 320 at most.
        ("objective:selectivity <= 60", "selectivity", 60),
        ("objective:selectivity >= 320", "depth", 0),
        # shares: women are 0.2 in A and 0.6 in B. At least half: B/(A+B) >= 3/4, B = 80, A = 80/3.
        ("share:women >= 0.5", "breadth", 80 + 80 / 3),
        # At most 0.3: B/(A+B) <= 1/4, A = 80, B = 80/3.
        ("share:women <= 0.3", "breadth", 80 + 80 / 3),
        ("share:women = 0.4", "breadth", 160),
        # Scheduled Castes 0.1 and 0.5: exactly 0.4 is three of B to one of A.
        ("share:sc = 0.4", "breadth", 80 + 80 / 3),
        ("share:sc <= 0.2", "breadth", 80 + 80 / 3),
        # Scheduled Tribes 0.3 and 0.1: at least 0.25 is three of A to one of B.
        ("share:st >= 0.25", "breadth", 80 + 80 / 3),
        # Minorities 0.4 and 0: at least 0.3 is three of A to one of B.
        ("share:minority >= 0.3", "breadth", 80 + 80 / 3),
        ("share:minority level_id=intensive >= 0.3", "depth", 20 + 20 / 3),
        # by type of sector: A is traditional, B competitive.
        ("households sector_type=competitive <= 10", "breadth", 90),
        ("households sector_type=* <= 30", "breadth", 60),
        ("money sector_type=traditional <= 20", "breadth", 100),
        # of a group, each household by its share: women 0.2 in A and 0.6 in B.
        ("households group=women <= 24", "breadth", 80 + 40 / 3),
        ("households group=women cluster_id=B <= 6", "breadth", 90),
        # Minorities: 0.4 A <= 8, so A is 20; women: 0.2 x 20 + 0.6 B <= 8.
        ("households group=* <= 8", "breadth", 20 + 20 / 3),
        ("money group=women <= 24", "breadth", 80 + 40 / 3),
        ("money group=sc cluster_id=A >= 8", "breadth", 160),
        # clusters open by the last year, or by a year: 100 households each.
        ("clusters <= 1.5", "breadth", 150),
        ("clusters year=1 <= 0.5", "breadth", 130),
        ("clusters year=* <= 1.2", "breadth", 120),
        ("clusters cluster_id=A <= 0.3", "breadth", 110),
        ("clusters sector_type=* <= 0.3", "breadth", 60),
        # dimensions: voice at the intensive level only, health at both.
        ("dimension:voice >= 10", "breadth", 130),
        ("dimension:health <= 50", "breadth", 50),
        ("dimension:voice cluster_id=A year=2 <= 3", "depth", 33),
    ],
)  # fmt: skip
def test_limit(tmp_path: Path, limit: str, objective: str, expected: float) -> None:
    """The value on paper stands beside each case."""
    assert best(tmp_path, limit, objective) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        # Own money 20, scheme 20 a year and department; at most 30 of scheme money in all: 80 + 30.
        ("money fund_id=scheme <= 30", 110),
        ("money fund_id=scheme department_id=p <= 0", 120),
        ("money fund_id=scheme year=1 <= 0", 120),
        ("money fund_id=* <= 60", 120),
        # At least 70 of scheme money: it can pay 80, so nothing changes.
        ("money fund_id=scheme >= 70", 160),
        ("money fund_id=own activity_id=network <= 10", 90),
    ],
)
def test_limit_on_a_fund(tmp_path: Path, limit: str, expected: float) -> None:
    """Two funds that may pay anything; entry costs 1 a household."""
    budgets = "\n".join(f"{d} {o} {t} 20" for d in "pq" for o in ("own", "scheme") for t in (1, 2))
    tables = {
        "funds": "fund_id name\nown Own\nscheme Scheme",
        "budgets": f"department_id fund_id year envelope\n{budgets}",
    }
    assert best(tmp_path, limit, "breadth", **tables) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        # 25 months for 100 households where a cluster is opened in year 2: 20 for the 80 that its money allows.
        ("agent_months <= 10", 40),
        ("agent_months <= 20", 80),
        ("agent_months cluster_id=A <= 10", 40 + 80),
        # 40 at entry for 40 of money; the 120 left are 30 intensive, which take no time at entry.
        ("agent_months level_id=entry <= 4", 40 + 30),
        ("agent_months year=1 <= 0", 80),
    ],
)
def test_limit_on_agents_time(tmp_path: Path, limit: str, expected: float) -> None:
    """Opening a cluster takes 10 months, its facilitation 5 a year, a household a tenth; each of the two may have its own."""
    clusters = BASE["clusters"].splitlines()
    months = " start_up_agent_months min_facilitation_months"
    tables = {
        "clusters": "\n".join([clusters[0] + months, *(line + " 10 5" for line in clusters[1:])]),
        "costs": "level_id agent_months_per_household\nentry 0.1\nintensive 0.1",
    }
    assert best(tmp_path, limit, "breadth", **tables) == pytest.approx(expected, rel=1e-9)
