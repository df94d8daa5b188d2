"""Claims of every kind asked again through the public door: by seed over small scenarios, and slowly everywhere."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import tradeoff
from tests.independent.random_everything import write_everything
from tests.independent.random_life import write_random_life
from tests.independent.random_rules import write_rules
from tradeoff.advice.claims import Claim, Kind, Question, Served
from tradeoff.advice.findings import findings
from tradeoff.advice.forcing import forcing_claims
from tradeoff.advice.limits import limits_of
from tradeoff.advice.rates import rates_along, rates_at
from tradeoff.advice.standpoint import stand
from tradeoff.advice.subjects import cluster_subject
from tradeoff.cli import commands
from tradeoff.scenario.objectives import PAIRS, find_aim

SEED = 20261125
A_KIND = 20
"""Claims of each kind that are asked again quickly."""
SMALL = ("three-clusters", "three-pairs")
ROUNDS = 12
"""Plans that are looked at for claims; of kinds that are rare in small scenarios there are fewer than asked for."""
SHIPPED = [found.name for found in tradeoff.shipped_scenarios()]
ON_DISK = 12
"""Questions that are asked of the command, after the tables were edited on disk."""
FULL = 6
"""Kinds of which the small scenarios have twenty."""
LEVELS = 5
"""Levels between the ends of each choice that are looked at slowly, beside its named plans."""
A_QUESTION = 8
"""Claims of each answer that are asked again of a large or a random scenario."""
SOLVED: dict[tuple[int, str], tuple[tradeoff.Scenario, float | None]] = {}
"""Answers by scenario and question; the scenario is kept, so that no other takes its number."""
WRITERS = (write_everything, write_rules, write_random_life)


@cache
def frontier_of(name: str, trade: str) -> tradeoff.ScenarioFrontier:
    """A frontier of a shipped scenario, all of its reforms made."""
    scenario = tradeoff.read_scenario(name)
    scenario = scenario.with_reforms({row.investment_id: True for row in scenario.enabling})
    return tradeoff.trace_frontier(scenario, trade, gap=0.01)


def said_at(frontier: tradeoff.ScenarioFrontier, level: float, *, first: int | None = None) -> Iterator[Claim]:
    """What is printed of one plan: prices, idle money, rates."""
    at = {frontier.x: level}
    priced, idle = limits_of(frontier, frontier.plan(**at), at, first=first)
    yield from (*priced.claims, *idle, *rates_at(frontier, level))


def said_of(frontier: tradeoff.ScenarioFrontier) -> Iterator[Claim]:
    """What is printed of a frontier: whether there is a choice, and what steps along it cost."""
    yield from rates_along(frontier)
    yield from (found.claim for found in findings(frontier.study) if found.claim is not None)


def said_why(frontier: tradeoff.ScenarioFrontier, cluster_id: str, level: float) -> tuple[Claim, ...]:
    """What is printed of one cluster at a level."""
    return tradeoff.why(frontier, cluster_id, at={frontier.x: level}).claims


def said_costs(frontier: tradeoff.ScenarioFrontier, level: float) -> Iterator[Claim]:
    """What is printed of every cluster at a level on what taking it in, or leaving it out, costs."""
    for row in frontier.scenario.clusters:
        subject = cluster_subject(frontier.scenario, row.cluster_id)
        yield from forcing_claims(stand(frontier, subject, frontier.x, level))


def wrong(claims: list[Claim]) -> list[tuple[str, tuple[str, ...]]]:
    """Those that are false when they are asked again, with what is true instead."""
    verdicts = [(str(claim), claim.check()) for claim in claims]
    return [(sentence, verdict.instead) for sentence, verdict in verdicts if not verdict.holds]


def sample(claims: list[Claim], dice: random.Random, count: int) -> list[Claim]:
    """So many of those that a question was solved for."""
    there = [claim for claim in claims if claim.expected]
    return dice.sample(there, min(count, len(there)))


@cache
def small_claims() -> dict[Kind, list[Claim]]:
    """Claims of small scenarios by kind, at levels by seed, until there are enough of each."""
    dice = random.Random(SEED)
    found: defaultdict[Kind, list[Claim]] = defaultdict(list)
    wanted = [kind for kind in Kind if kind is not Kind.FACT]
    trades = [(name, trade) for name in SMALL for trade in tradeoff.read_scenario(name).trades]
    for _ in range(ROUNDS):
        frontier = frontier_of(*dice.choice(trades))
        low, high = frontier.extreme_points[-1].x, frontier.extreme_points[0].x
        level = dice.choice([low, high, dice.uniform(low, high)])
        cluster = dice.choice(frontier.scenario.clusters).cluster_id
        claims = [*said_at(frontier, level, first=3), *said_of(frontier), *said_why(frontier, cluster, level)]
        for claim in (*claims, *said_costs(frontier, level)):
            if claim.expected:
                found[claim.kind].append(claim)
    return {kind: dice.sample(found[kind], min(A_KIND, len(found[kind]))) for kind in wanted if found[kind]}


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What several claims ask alike is solved once."""
    for kind in (Question, Served):
        monkeypatch.setattr(kind, "answer", solved_once(kind.answer))


def solved_once(honest: Callable[[Any], float | None]) -> Callable[[Any], float | None]:
    """The same answers, each solved for when it is first asked for."""

    def answer(asked: Question | Served) -> float | None:
        scenario, rest = asked.scenario, replace(asked, scenario=None)
        key = (id(scenario), repr(rest))
        if key not in SOLVED:
            SOLVED[key] = (scenario, honest(asked))
        return SOLVED[key][1]

    return answer


@pytest.mark.usefixtures("once")
def test_claims_of_each_kind_hold() -> None:
    """Twenty of each that is not rare, drawn by seed over the small scenarios."""
    drawn = small_claims()
    assert sum(len(claims) == A_KIND for claims in drawn.values()) >= FULL
    assert {kind: wrong(claims) for kind, claims in drawn.items() if wrong(claims)} == {}


@pytest.mark.usefixtures("once")
def test_a_false_claim_is_found() -> None:
    """Each claim that was drawn turns false where what it expects is moved."""
    for kind, claims in small_claims().items():
        (expected, *_) = claims[0].expected
        found, size = expected.asked()
        assert expected.holds(found, size), kind
        if found is not None:
            assert not expected.holds(None), kind
            assert expected.high is not None
            assert not expected.holds(expected.high + 1 + abs(expected.high)), kind


def answered_on_disk(folder: Path, question: Question) -> float | None:
    """The answer of the command on a variant that says the same changes in its file; None where there is no plan."""
    folder.mkdir()
    base = question.scenario.based_on or question.scenario.name
    said = {"title": "A what-if", "question": "?", "based_on": base, "changes": [dict(one) for one in question.changes]}
    (folder / "scenario.yaml").write_text(json.dumps(said, default=str), encoding="utf-8")
    ((aim, level),) = question.at_least
    units = tradeoff.read_scenario(folder).settings.money_unit
    words = f"{level * float(units):.17g} rupees" if find_aim(aim).unit.is_money else f"{level:.17g}"
    trade = next(pair.name for pair in PAIRS.values() if {aim, question.most} == {pair.x, pair.y})
    asked = ("plan", str(folder), "--trade", trade, "--at", f"{aim}={words}", "--format", "json")
    done = CliRunner().invoke(commands, asked)
    if isinstance(done.exception, tradeoff.InfeasibleError):
        return None
    assert done.exit_code == 0, done.output
    return float(json.loads(done.stdout)["objectives"][question.most])


def test_the_command_on_edited_tables_answers_alike(tmp_path: Path) -> None:
    """A sample by seed: the tables edited on disk as a question has it, and `tradeoff plan` run on them anew."""
    dice = random.Random(SEED)
    drawn = small_claims()
    asked = [
        expected
        for kind in (Kind.PRICE, Kind.IDLE, Kind.ENTRY)
        for claim in drawn.get(kind, [])
        for expected in claim.expected
        if isinstance(expected.question, Question)
        and expected.question.changes
        and len(expected.question.at_least) == 1
        and expected.minus is None
    ]
    for place, expected in enumerate(dice.sample(asked, min(ON_DISK, len(asked)))):
        assert isinstance(expected.question, Question)
        found = answered_on_disk(tmp_path / str(place), expected.question)
        assert expected.holds(found), (expected, found)


def levels_of(frontier: tradeoff.ScenarioFrontier) -> list[float]:
    """Both ends and the middle, and levels evenly between."""
    low, high = frontier.extreme_points[-1].x, frontier.extreme_points[0].x
    between = [low + (high - low) * (place + 1) / (LEVELS + 1) for place in range(LEVELS)]
    return [*(plan.x for plan in frontier.named_plans), *between]


@pytest.mark.slow
@pytest.mark.parametrize("place", range(3 + LEVELS))
@pytest.mark.parametrize("trade", ["depth-breadth", "today-tomorrow", "participation-selectivity"])
@pytest.mark.parametrize("name", SHIPPED)
def test_claims_of_shipped_scenarios_hold(name: str, trade: str, place: int) -> None:
    """What `tradeoff plan` and `tradeoff why` print at one plan; of small scenarios all, of large ones a sample."""
    scenario = tradeoff.read_scenario(name)
    if trade not in scenario.trades:
        pytest.skip("the scenario has no data for this choice")
    frontier = frontier_of(name, trade)
    levels = levels_of(frontier)
    if place >= len(levels):
        pytest.skip("this choice has no middle, or one plan only")
    level, dice = levels[place], random.Random(f"{SEED} {name} {trade} {place}")
    cluster = dice.choice(frontier.scenario.clusters).cluster_id
    answers = [
        list(said_at(frontier, level, first=5)),
        list(said_why(frontier, cluster, level)),
        [] if place else list(said_of(frontier)),
    ]
    is_small = len(scenario.clusters) <= max(len(tradeoff.read_scenario(small).clusters) for small in SMALL)
    for claims in answers:
        assert wrong(sample(claims, dice, len(claims) if is_small else A_QUESTION)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_claims_of_random_scenarios_hold(tmp_path: Path, seed: int) -> None:
    """Every table filled, by seed: each question at one level of one choice, by either aim, and why of one cluster."""
    dice = random.Random(f"{SEED} {seed}")
    folder = None
    for attempt in range(seed, seed + 10**6, 1000):
        write = dice.choice(WRITERS)
        folder = write(tmp_path / str(attempt), attempt, clusters=dice.randint(1, 4), years=dice.randint(2, 3))
        try:
            scenario = tradeoff.read_scenario(folder)
        except tradeoff.ScenarioError:
            # Few clusters leave tables that speak of what is not there.
            continue
        break
    frontier = tradeoff.trace_frontier(scenario, dice.choice(scenario.trades), gap=0.02)
    low, high = frontier.extreme_points[-1].x, frontier.extreme_points[0].x
    level = dice.choice([low, high, 0.9 * low, dice.uniform(low, high)])
    cluster = dice.choice(scenario.clusters).cluster_id
    answers = [
        list(said_at(frontier, level)),
        list(said_of(frontier)),
        list(said_why(frontier, cluster, level)),
    ]
    for claims in answers:
        assert wrong(sample(claims, dice, A_QUESTION)) == []
