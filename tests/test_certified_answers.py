"""Worked examples of every mechanism as exact fractions: what is certified equals what an exact simplex found by itself.

Each case is a folder of tables as a planner writes them. `L`, `M1-` and `M` name the worked example a value is from: lives
of clusters, mechanisms, and mechanisms added later; each was solved by an exact rational simplex outside this project.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import tradeoff
from tests.independent.command_line import run
from tests.independent.folders import settings, write_folder
from tests.test_horizon import L5, L5_POINTS, ONE_CLUSTER
from tests.test_life import ONE_AGENT, ONE_TRAINED, eight_clusters, gated, waiting
from tests.test_money_rules import PROGRESSIVE, carry_over, exits, fees, matching, quick_wins
from tests.test_oracles import H1_CLUSTERS, H1_COSTS, levels
from tests.test_people import M11, M11_QUICK, m11_runs, taught, trained
from tests.test_reforms import harmonise
from tradeoff.checker.claims import check_certificate

Write = Callable[[Path], Path]
Points = list[tuple[Fraction, ...]]


def fractions(text: str) -> Points:
    """Points written as `x y; x y; ...`."""
    return [tuple(map(Fraction, pair.split())) for pair in text.split(";")]


def tables(given: dict[str, str]) -> Write:
    """A folder of these tables."""
    return lambda folder: write_folder(folder / "tables", given)


def one_year_of_joining(lag: int, year: int) -> Write:
    """L4: a household joins in one year alone, the only one with money; gain 10, kept by half, P = 3, H = 6."""
    return tables(
        ONE_CLUSTER
        | {
            "clusters": "cluster_id name department_id poor_households\na A d 1",
            "settings": settings(project_years=3, horizon_years=6),
            "effects": f"level_id income_gain lag_years persistence\nentry 10 {lag} 0.5",
            "budgets": "department_id year envelope\n" + "\n".join(f"d {t} {int(t == year)}" for t in (1, 2, 3)),
        }
    )


def leaders() -> Write:
    """M8 without links: 1,500 for 20 leaders at 60 and 500 others at 3, who add 120 and 2."""
    return tables(
        {
            "settings": settings(),
            "clusters": "cluster_id name department_id\nA A d",
            "segments": "cluster_id segment_id households majority poor_share\nA maj 500 1 1\nA lead 20 0 0",
            "levels": "level_id segment_id order name reached deep participation\nnet maj 1 Net 1 1 1\ninn lead 2 Inn 1 0 0",
            "costs": "cluster_id segment_id level_id cost_per_household\nA maj net 3\nA lead inn 60",
            "effects": "cluster_id segment_id level_id value_added\nA maj net 2\nA lead inn 120",
            "budgets": "department_id year envelope\nd 1 1500",
        }
    )


def declining_sector() -> Write:
    """M13: three clusters and 3,100; handloom takes at most 3/10 of the money.

    The example limits it by what is spent, the table by an amount: 930 is 3/10 of the 3,100 that every efficient plan spends.
    """
    return tables(
        {
            "settings": settings(),
            "clusters": H1_CLUSTERS,
            "levels": levels("0", "0", "1"),
            "costs": H1_COSTS,
            "budgets": "department_id year envelope\nd 1 3100",
            "limits": "limit_id measure cluster_id sense value\ndeclining money HL <= 930",
        }
    )


CASES: dict[str, tuple[Write, str, str]] = {
    "L1 accompanied to the end": (lambda f: eight_clusters(f, ONE_AGENT), "breadth", "2"),
    "L1 two years": (lambda f: eight_clusters(f, ONE_AGENT, accompaniment_years=2), "breadth", "4"),
    "L1 two years, one trained a year": (
        lambda f: eight_clusters(f, ONE_TRAINED, accompaniment_years=2), "breadth", "8"),
    "L1 three years": (lambda f: eight_clusters(f, ONE_AGENT, accompaniment_years=3), "breadth", "2"),
    "L2 waits 0 years": (lambda f: waiting(f, 0), "depth-breadth", "100 100"),
    "L2 waits 1 year": (lambda f: waiting(f, 1), "depth-breadth", "100 50"),
    "L3 gate 20 a month": (lambda f: gated(f, "20"), "breadth", "600"),
    "L3 no gate": (lambda f: gated(f, "-"), "breadth", "800"),
    **{
        f"L4 lag {lag}, year {year}": (one_year_of_joining(lag, year), "today-tomorrow", f"{today} {tomorrow}")
        for lag, by_year, tomorrow in ((0, ("35/2", "15", "10"), "35/16"), (1, ("15", "10", "0"), "35/8"))
        for year, today in enumerate(by_year, start=1)
    },
    "L5 by age": (tables(L5), "today-tomorrow", L5_POINTS),
    "M1-2": (tables(dict(fees(PROGRESSIVE, "3"))), "breadth", "400/7"),
    "M1-9": (lambda f: taught(f, "1"), "breadth", "50"),
    "M1-9, two years later": (lambda f: taught(f, "2"), "breadth", "30"),
    "M3 training, capacity 3": (lambda f: trained(f, "3", "0"), "breadth", "155"),
    "M3 no training": (lambda f: trained(f, "0", "0"), "breadth", "96"),
    "M3 half of the agents leave": (lambda f: trained(f, "3", "0.5"), "breadth", "131"),
    "M6 floor 0": (tables(dict(quick_wins("0"))), "depth", "80"),
    "M6 floor 60": (tables(dict(quick_wins("60"))), "depth", "72"),
    "M8 without links": (leaders(), "selectivity", "2600"),
    "M10 nothing kept": (tables(dict(carry_over("0"))), "breadth", "80"),
    "M10 a quarter kept": (tables(dict(carry_over("0.25"))), "breadth", "185/2"),
    "M10 without matching": (tables(dict(matching("-"))), "breadth", "350"),
    "M10 matching 60:40": (tables(dict(matching("0.4"))), "breadth", "125"),
    "M13": (declining_sector(), "depth-breadth", "2165/2 0; 765 1270/9; 3875/6 1085/6; 775/3 775/3"),
    "M16 no exit rule": (tables(dict(exits("100", ()))), "breadth", "240"),
    "M16 external share 1, 1/2, 0": (tables(dict(exits("100", ("1", "0.5", "0")))), "breadth", "170"),
    "M16 departments carry 11": (tables(dict(exits("11", ()))), "breadth", "192"),
}  # fmt: skip
"""A folder, what is asked of it (a choice, or the best of an aim) and the answer. M6 is of a cluster of 92, since the floor
scales with the share opened; M3 and M11 of agents at work in every month (`agent_availability` 1)."""
TRADES = {"breadth": "depth-breadth", "depth": "depth-breadth", "selectivity": "participation-selectivity"}


def answer(found: Points, asked: str) -> Points:
    """What was asked of a certified frontier: all its points, or the end where an aim has its most."""
    if asked not in TRADES:
        return found
    return [found[0][:1] if asked == "breadth" else found[-1][1:]]


def assert_certified(folder: Path, asked: str, expected: Points) -> None:
    """The fractions of the certificate are the answer, its claims hold for the checker, and the figures are within 1e-9."""
    trade = TRADES.get(asked, asked)
    frontier = tradeoff.trace_frontier(tradeoff.read_scenario(folder), trade, exact=True, certify=True)
    assert frontier.proof is not None
    assert answer(frontier.proof.values(), asked) == expected
    assert check_certificate(json.loads(json.dumps(frontier.proof.as_dict())), lambda how_far: None).kind == "exact"
    in_floats = answer([(point.x, point.y) for point in frontier.extreme_points], asked)  # type: ignore[misc]
    for point, wanted in zip(in_floats, expected, strict=True):
        assert point == pytest.approx(tuple(map(float, wanted)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", list(CASES))
def test_certified_fractions_are_the_known_ones(tmp_path: Path, name: str) -> None:
    """To the last digit, whatever floats made of it."""
    write, asked, expected = CASES[name]
    assert_certified(write(tmp_path), asked, fractions(expected))


@pytest.mark.parametrize(("made", "expected"), [("no", "5"), ("yes", "40/9")])
def test_a_reform_as_fractions(tmp_path: Path, made: str, expected: str) -> None:
    """M1-10: 5 without it and 40/9 with it, so that 5 is the most; not the 10 that a sixth of a reform would open."""
    assert_certified(write_folder(tmp_path / "m1-10", harmonise(made)), "breadth", fractions(expected))


@pytest.mark.parametrize("name", [pytest.param(n, marks=() if n in M11_QUICK else pytest.mark.slow) for n in M11])
def test_people_method_money_and_rules_as_fractions(tmp_path: Path, name: str) -> None:
    """M11: clusters opened at most, the best over the combinations of reforms.

    A third cannot be written as a decimal: with one to 18 digits the answer is as near.
    """
    _, expected = M11[name]
    found = []
    for number, folder in enumerate(m11_runs(tmp_path, name)):
        scenario = tradeoff.read_scenario(folder)
        frontier = tradeoff.trace_frontier(scenario, "depth-breadth", exact=True, certify=True)
        assert frontier.proof is not None, number
        found.append(frontier.proof.values()[0][0])
    error = abs(max(found) - Fraction(expected))
    assert error <= (Fraction(1, 10**15) if name == "a third leaves" else 0)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in ("L5 by age", "M13") else pytest.mark.slow) for n in CASES]
)
def test_the_command_line_saves_the_same_fractions(tmp_path: Path, name: str) -> None:
    """`frontier --certify --out` and then `verify`: the fractions in certificate.json are the known ones."""
    write, asked, expected = CASES[name]
    folder = write(tmp_path)
    trade = TRADES.get(asked, asked)
    saved = tmp_path / "saved"
    run("frontier", str(folder), "--trade", trade, "--exact", "--certify", "--out", str(saved))
    certificate = json.loads((saved / "certificate.json").read_text(encoding="utf-8"))
    found = [tuple(Fraction(value) for value in point["values"]) for point in certificate["points"]]
    assert answer(found, asked) == fractions(expected)
    assert run("verify", str(saved)).returncode == 0


def test_a_wrong_answer_is_seen(tmp_path: Path) -> None:
    """One household more than is true fails the comparison."""
    for (name, (write, asked, expected)), more in itertools.product(list(CASES.items())[:2], (1, Fraction(1, 10**12))):
        wrong = [tuple(value + more for value in point) for point in fractions(expected)]
        with pytest.raises(AssertionError):
            assert_certified(write(tmp_path / name.replace(" ", "-")), asked, wrong)
