"""Says of the frontiers of combinations of reforms where which is best, and what it costs or brings."""

from __future__ import annotations

from dataclasses import replace

from tradeoff.advice.compare import side_by_side
from tradeoff.advice.compared import Compared
from tradeoff.advice.findings import Finding, findings
from tradeoff.advice.wording import figure, listing
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import Study
from tradeoff.money import format_rupees
from tradeoff.scenario.reforms import combination_name, combinations, decided_in, to_decide
from tradeoff.scenario.scenario import Scenario


def findings_by_reform(scenario: Scenario) -> tuple[Finding, ...]:
    """The tests of a scenario; with reforms to decide, those of each combination: told once, with where they hold.

    Raises InfeasibleError where no combination has a plan.
    """
    if not to_decide(scenario):
        return findings(Study(scenario))
    found: dict[Finding, list[str]] = {}
    failures = []
    for one in combinations(scenario):
        name = combination_name(decided_in(scenario, one))
        try:
            tests = findings(Study(one))
        except InfeasibleError as error:
            failures.append(error)
            tests = (Finding(code="T0", objectives=(), sentence="no plan satisfies all limits."),)
        for test in tests:
            found.setdefault(test, []).append(name)
    if len(failures) == len(combinations(scenario)):
        raise failures[0]
    return tuple(
        replace(test, sentence=f"{_where(names, len(combinations(scenario)))}: {test.sentence}")
        for test, names in found.items()
    )


def _where(names: list[str], of: int) -> str:
    """Under which combinations something holds: all of them, or which."""
    return "Whatever reforms are made" if len(names) == of else f"With {listing(names, most=of)}"


def reform_sentences(found: ReformFrontiers) -> tuple[str, ...]:
    """The price of each combination against the first, at equal x; where which has most; which cannot be had."""
    scenario = found.scenario
    names = {tuple(one.reforms.items()): one.name for one in found.alternatives}
    costs = [
        f"{one.name} costs {format_rupees(float(one.cost))} in all."
        for one in found.alternatives
        if any(one.reforms.values())
    ]
    priced: tuple[str, ...] = ()
    if len(found.alternatives) > 1:
        members = [
            Compared(scenario=one.frontier.scenario, frontier=one.frontier, combination=one.name)
            for one in found.alternatives
        ]
        priced = side_by_side(members, found.trade, [one.name for one in found.alternatives]).sentences
    best = []
    for part in found.union:
        (high, _), (low, _) = part.points[0], part.points[-1]
        span = f"At {figure(scenario, found.x, high)}"
        if low != high:
            span = f"From {figure(scenario, found.x, high)} to {figure(scenario, found.x, low)}"
        best.append(f"{span} of {found.x}, most {found.y} is had with {names[tuple(part.reforms.items())]}.")
    if any(one.frontier.certificate.max_gap for one in found.alternatives):
        best.append("Which has most is told from the lines as drawn, each within its own gap.")
    lost = [f"With {combination_name(reforms)} no plan satisfies all limits." for reforms in found.impossible]
    last = "Each combination is a programme of its own: there is nothing between two of them, and no share of a reform."
    return (*costs, *priced, *best, *lost, last)
