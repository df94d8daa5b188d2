"""Finds the least and the most money that something gets in all plans nearly as good at both aims.

    least, most  M_c   subject to   f_i >= (1 - e) f_i*   for both aims, and whatever keeps plans in

In words: what a cluster gets in one best plan is no finding where a plan within 2% gives it nothing, or twice as much.
Two solves each; nothing is read off the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.standpoint import Standpoint, eased
from tradeoff.advice.subjects import SPENT, Subject, cluster_subject
from tradeoff.errors import shown
from tradeoff.frontier.required import require_frontier
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.frontier.what_if import WhatIf
from tradeoff.money import format_rupees
from tradeoff.scenario.arguments import require_by_name, require_several, require_shares
from tradeoff.scenario.raw import did_you_mean
from tradeoff.words.spoken import say

WITHIN = (0.01, 0.02, 0.05)
"""How much less of both aims a plan may have to count as nearly as good."""
BETWEEN = "In all plans within {share}% of both aims, {name} gets between {least} and {most}."
JUST = "In all plans within {share}% of both aims, {name} gets {most}."
NOTHING = "In no plan within {share}% of both aims does {name} get anything."
_SAME = 1e-6
"""Share of a sum by which its two ends differ where there is one amount."""
_BEYOND = 0.01
"""Share of a sum by which a claim is tried beyond it, with a rupee more, where no plan goes beyond."""
_INSIDE = 1e-6
"""Share of an end by which it is asked a hair inside: at the end itself a rounding decides whether there is a plan."""


@dataclass(frozen=True, kw_only=True)
class MoneyRange:
    """Rupees that a subject gets at least and at most in all plans within a share of both aims."""

    subject: Subject
    within: float
    least: float
    most: float


def money_ranges(
    frontier: ScenarioFrontier,
    clusters: Iterable[str] | None = None,
    *,
    at: Mapping[str, float],
    within: Sequence[float] = WITHIN,
) -> tuple[MoneyRange, ...]:
    """The least and most rupees that clusters get in all plans nearly as good as the one at a level.

    Args:
        frontier: What `trace_frontier` returns.
        clusters: Their ids; None for every cluster.
        at: One of the two aims with its level, as in `frontier.plan`.
        within: Shares of both aims by which a plan may fall short of them.

    Raises:
        InfeasibleError: No plan reaches the level.
        ValueError: There is no such cluster, the aim is not the frontier's, or its level or a share cannot be read.

    Example:
        >>> import tradeoff
        >>> frontier = tradeoff.trace_frontier(tradeoff.read_scenario("three-clusters"), "depth-breadth")
        >>> found = tradeoff.money_ranges(frontier, ["forest"], at={"breadth": 800}, within=[0.02])
        >>> [(round(one.least, -3), round(one.most, -3)) for one in found]
        [(0.0, 288000.0)]
    """
    require_frontier(frontier)
    require_by_name(at, "at")
    require_shares(within, "within")
    if clusters is not None:
        require_several(clusters, "clusters")
    ids = [cluster.cluster_id for cluster in frontier.scenario.clusters] if clusters is None else list(clusters)
    known = {cluster.cluster_id for cluster in frontier.scenario.clusters}
    if strange := [one for one in ids if not isinstance(one, str) or one not in known]:
        raise ValueError(
            say(
                "{name} has no cluster called {cluster}{hint}",
                name=frontier.scenario.name,
                cluster=shown(strange[0]),
                hint=did_you_mean(str(strange[0]), known) or frontier.scenario.placed(say("; clusters.csv lists them")),
            )
        )
    subjects = [cluster_subject(frontier.scenario, cluster_id) for cluster_id in ids]
    plan = frontier.plan(**dict(at))
    programme = frontier.study.programme
    measures = {subject.subject_id: subject.measures(programme)[SPENT] for subject in subjects}
    # Nobody's id is the name of an aim: aims are in lower case words that ids may have too, so they are set apart.
    asked = WhatIf(programme, measures={f"{SPENT} {name}": measured for name, measured in measures.items()})
    levels = {name: eased(plan.objectives[name]) for name in (frontier.x, frontier.y)}
    found = []
    for subject in subjects:
        measure = f"{SPENT} {subject.subject_id}"
        for share in within:
            held = {name: (1 - share) * level for name, level in levels.items()}
            found.append(_range(subject, share, asked.least(measure, held), asked.most(measure, held)))
    return tuple(found)


def _range(subject: Subject, share: float, least: float | None, most: float | None) -> MoneyRange:
    # The plan itself keeps what is held.
    assert least is not None
    assert most is not None
    return MoneyRange(subject=subject, within=share, least=max(0.0, least), most=max(0.0, most))


def range_claims(stand: Standpoint, within: Sequence[float] = WITHIN) -> tuple[Claim, ...]:
    """The least and most a subject gets in plans nearly as good as the one that is looked from.

    Args:
        stand: The plan, and the subject.
        within: Shares of both aims.
    """
    claims = []
    for share in within:
        held = stand.within(share)
        found = _range(stand.subject, share, stand.ask(SPENT, held, least=True), stand.ask(SPENT, held))
        claims.append(_claim(stand, found))
    return tuple(claims)


def _claim(stand: Standpoint, found: MoneyRange) -> Claim:
    is_one = found.most - found.least <= _SAME * found.most + 1
    template = NOTHING if found.most < 1 else JUST if is_one else BETWEEN
    return Claim(
        kind=Kind.RANGE,
        template=template,
        words={
            "share": f"{100 * found.within:g}",
            "name": stand.subject.name,
            "least": format_rupees(found.least) if found.least >= 1 else say("nothing"),
            "most": format_rupees(found.most),
        },
        figures={"within": found.within, "least": found.least, "most": found.most},
        expected=tuple(_ends(stand, found)),
    )


def _ends(stand: Standpoint, found: MoneyRange) -> Iterable[Expected]:
    """That plans reach both ends, and that none goes beyond: more would take more of the other aim, or cannot be."""
    unit = float(stand.scenario.settings.money_unit)
    levels = stand.within(found.within)
    least_other, held = levels.pop(stand.other), levels

    def asked(sense: str, rupees: float) -> Question:
        change = stand.subject.with_money(sense, f"{rupees / unit:.15g}")
        return Question(scenario=stand.scenario, most=stand.other, at_least=tuple(held.items()), changes=(change,))

    for sense, rupees, outward in ((">=", found.most, 1.0), ("<=", found.least, -1.0)):
        if rupees < 1 and outward < 0:
            continue
        inside = rupees * (1 - outward * _INSIDE)
        kept = {SPENT: inside}
        there = stand.ask(stand.other, {**held, **kept}) if outward > 0 else stand.ask(stand.other, held, at_most=kept)
        yield exactly(asked(sense, inside), there)
        beyond = asked(sense, rupees + outward * (_BEYOND * rupees + 1))
        yield Expected(question=beyond, low=0.0, high=least_other, or_no_plan=True)
