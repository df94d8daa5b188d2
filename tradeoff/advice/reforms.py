"""Says of the frontiers of combinations of reforms where which is best, and what it costs or brings."""

from __future__ import annotations

from dataclasses import replace

from tradeoff.advice.claims import Claim, Kind
from tradeoff.advice.compare import side_by_side
from tradeoff.advice.compared import Compared
from tradeoff.advice.findings import WHATEVER, Finding, Findings, look
from tradeoff.advice.wording import figure, listing
from tradeoff.errors import InfeasibleError
from tradeoff.frontier.reform_study import ReformFrontiers
from tradeoff.frontier.study import Study
from tradeoff.money import format_rupees
from tradeoff.moo.lp.stopping import Watch
from tradeoff.scenario.reforms import combination_name, combinations, decided_in, to_decide
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

NO_PLAN = "no plan satisfies all limits."


def findings_by_reform(scenario: Scenario, *, watch: Watch | None = None) -> Findings:
    """What the tests find in a scenario; with reforms to decide, in each combination: told once, with where it holds.

    Args:
        scenario: The scenario; openings in shares.
        watch: How long it may take, and who is told after each solve; None for no limit.

    Raises:
        InfeasibleError: No combination has a plan.
    """
    if not to_decide(scenario):
        return look(Study(scenario), watch=watch)
    tests: list[tuple[str, Finding]] = []
    together: list[tuple[str, Finding]] = []
    failures, is_cut = [], False
    for one in combinations(scenario):
        name = combination_name(decided_in(scenario, one))
        try:
            found = look(Study(one), watch=watch)
        except InfeasibleError as error:
            failures.append(error)
            none = Claim(kind=Kind.CHOICE, template=NO_PLAN)
            found = Findings(tests=(Finding(code="T0", objectives=(), claim=none),), together=())
        is_cut |= found.is_cut
        tests += [(name, finding) for finding in found.tests]
        together += [(name, finding) for finding in found.together]
    if len(failures) == len(combinations(scenario)):
        raise failures[0]
    count = len(combinations(scenario))
    return Findings(tests=_told_once(tests, count), together=_told_once(together, count), is_cut=is_cut)


def _told_once(found: list[tuple[str, Finding]], of: int) -> tuple[Finding, ...]:
    """Findings that say the same under several combinations as one, which names them or says that it holds in all."""
    alike: dict[tuple[str, tuple[str, ...], str], list[tuple[str, Finding]]] = {}
    for name, finding in found:
        alike.setdefault((finding.code, finding.objectives, str(finding.claim)), []).append((name, finding))
    once = []
    for same in alike.values():
        names = [name for name, _ in same]
        where = WHATEVER if len(names) == of else listing(names, most=of)
        once.append(replace(same[0][1], combination=where))
    return tuple(once)


def reform_sentences(found: ReformFrontiers) -> tuple[str, ...]:
    """The price of each combination against the first, at equal x; where which has most; which cannot be had."""
    scenario = found.scenario
    names = {tuple(one.reforms.items()): one.name for one in found.alternatives}
    costs = [
        say("{name} costs {cost} in all.", name=one.name, cost=format_rupees(float(one.cost)))
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
        span = say("At {high}", high=figure(scenario, found.x, high))
        if low != high:
            span = say("From {high} to {low}", high=figure(scenario, found.x, high), low=figure(scenario, found.x, low))
        best.append(
            say(
                "{span} of {x}, most {y} is had with {name}.",
                span=span,
                x=say(found.x),
                y=say(found.y),
                name=names[tuple(part.reforms.items())],
            )
        )
    if any(one.frontier.certificate.max_gap for one in found.alternatives):
        best.append(say("Which has most is told from the lines as drawn, each within its own gap."))
    lost = [
        say("With {combination} no plan satisfies all limits.", combination=combination_name(reforms))
        for reforms in found.impossible
    ]
    last = say(
        "Each combination is a programme of its own: there is nothing between two of them, and no share of a reform."
    )
    return (*costs, *priced, *best, *lost, last)
