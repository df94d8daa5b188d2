"""From a seed to a small scenario folder with every table filled; feasible by construction (only mild floors)."""

from __future__ import annotations

import random
from pathlib import Path

from tests.independent.folders import settings, write_folder


def write_random(folder: Path, seed: int, *, clusters: int = 3, years: int = 2, money_unit: str = "thousand") -> Path:
    """A random scenario: 2 departments, 2 funds, 2 segments, 3 levels, gates, agents, limits, transfers."""
    rng = random.Random(seed)
    scale = {"rupee": 1000, "thousand": 1, "lakh": 0.01, "crore": 0.0001}[money_unit]

    def money(low: float, high: float) -> str:
        return f"{rng.randint(int(low * 10), int(high * 10)) / 10 * scale:.7f}".rstrip("0").rstrip(".")

    def share() -> str:
        return f"{rng.randint(1, 9) / 10:g}"

    names = [f"c{i}" for i in range(clusters)]
    sectors = ["weaving", "machines"]
    cluster_lines = [
        f"{c} Name_{c} d{i % 2} D{i % 2} {sectors[i % 2]} {rng.choice(['-0.05', '0', '0.03'])} "
        f"{rng.choice(['-', money(20, 60)])} {rng.randint(0, 3)} {rng.choice([0, 0.5])} {rng.randint(3, 12)} "
        f"{rng.choice(['0', '0.2'])} {'pilot' if i == 0 else 'candidate'} {rng.choice(['-', '1'])}"
        for i, c in enumerate(names)
    ]
    segment_lines = [
        f"{c} {s} {rng.randint(20, 90) if s == 'majority' else rng.randint(2, 8)} "
        f"{share() if s == 'majority' else '0.1'} {int(s == 'majority')} {rng.choice(['1', '1.2'])} {share()} {share()}"
        for c in names
        for s in ("majority", "leaders")
    ]
    costs = [
        f"{rng.choice(names)} majority standard {money(4, 9)} - 1 1",
        f"{names[-1]} leaders innovation {money(30, 60)} {rng.choice(['-', '0.4'])} {rng.choice([0, 1])} 1",
    ]
    effects = [
        f"* * majority entry {money(0.5, 1)} {money(1, 2)} 0 0 0.8 -",
        f"* * majority standard {money(2, 4)} {money(2, 5)} {money(0, 1)} {rng.randint(0, 1)} 0.9 -",
        f"* * majority intensive {money(5, 9)} {money(5, 9)} 0 1 0.95 -",
        f"* weaving majority intensive {money(5, 9)} {money(4, 8)} 0 1 0.9 {share()}",
        f"* * leaders innovation {money(5, 20)} {money(50, 99)} {money(5, 20)} 1 0.9 0.2",
    ]
    budgets = [
        f"d{d} {o} {t} {money(60, 160) if o == 'own' else money(20, 80)}"
        for d in range(2)
        for o in ("own", "scheme")
        for t in range(1, years + 1)
    ]
    agents = [f"{t} {'-' if t == 1 else rng.randint(40, 80)} {3 if t == 1 else '-'}" for t in range(1, years + 1)]
    limits = [
        f"women share:women - - - - >= {rng.choice(['0.05', '0.1'])}",
        f"ceiling households * - - - <= {rng.randint(20, 60)}",
        f"machines money - machines - - <= {money(100, 200)}",
        f"some poor_households - - majority 1 >= {rng.randint(0, 1)}",
    ]
    return write_folder(
        folder,
        {
            "settings": settings(
                project_years=years,
                horizon_years=years + 4,
                money_unit=money_unit,
                facilitation_cost=money(1, 3),
                discount_rate=rng.choice(["0", "0.05"]),
            ),
            "departments": "department_id name transfer_out_max_share\nd0 North 0.1\nd1 South 0",
            "clusters": "cluster_id name department_id district sector sector_outlook start_up_cost "
            "start_up_agent_months min_facilitation_months max_facilitation_months min_coverage status latest_start\n"
            + "\n".join(cluster_lines),
            "segments": "cluster_id segment_id households poor_share majority cost_factor women_share sc_share\n"
            + "\n".join(segment_lines),
            "activities": "activity_id name scope unit_cost agent_months_per_unit eligible_funds\n"
            f"network Network household {money(1, 2)} 0.02 own\n"
            f"skills Skills household {money(3, 6)} 0.05 own;scheme\n"
            f"workshop Workshop household {money(9, 19)} 0.1 scheme\n"
            f"design Design household {money(30, 50)} 0.5 -\n"
            f"study Study cluster {money(10, 30)} 0 own",
            "levels": "level_id segment_id order name reached deep participation trust_gate\n"
            "entry majority 1 Entry 1 0 1 -\n"
            f"standard majority 2 Standard 1 {rng.choice(['0', '0.2'])} 1 {rng.choice(['-', '15'])}\n"
            f"intensive majority 3 Intensive 1 1 1 {rng.choice(['-', '6'])}\n"
            "innovation leaders 4 Innovation 0 0 0 -",
            "level_contents": "level_id activity_id quantity_per_household\nentry network 1\nstandard network 1\n"
            "standard skills 1\nintensive network 1\nintensive skills 1\nintensive workshop 1\ninnovation design 1\n"
            "start_up study 1",
            "costs": "cluster_id segment_id level_id cost_per_household agent_months_per_household offered confirmed\n"
            + "\n".join(costs),
            "effects": "cluster_id sector segment_id level_id income_gain value_added spill_value_added lag_years "
            "persistence poor_share_of_gain\n" + "\n".join(effects),
            "funds": "fund_id name\nown Own\nscheme Scheme",
            "budgets": "department_id fund_id year envelope\n" + "\n".join(budgets),
            "agents": "year agent_months in_post\n" + "\n".join(agents),
            "limits": "limit_id measure cluster_id sector segment_id year sense value\n" + "\n".join(limits),
            "evidence": "ref citation\nbook A_book",
        },
    )
