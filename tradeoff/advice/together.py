"""Says how many of the clusters a plan leaves out could be taken in together, at little cost in both aims.

One solve maximises their number in shares: its value is a bound that no plan betters, and the clusters that its plan
takes in whole are as many as one plan does take in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from tradeoff.advice.claims import TOLERANCE, Claim, Expected, Kind, Question, exactly
from tradeoff.advice.forcing import SHARE
from tradeoff.advice.not_funded import not_funded
from tradeoff.advice.served import enrolments, listed_poor
from tradeoff.advice.standpoint import Standpoint
from tradeoff.advice.subjects import cluster_subject
from tradeoff.frontier.what_if import WhatIf
from tradeoff.money import format_number
from tradeoff.programme.programme import build_programme
from tradeoff.programme.together import taken_together
from tradeoff.scenario.changes import exact_text

WITHIN = 0.02
"""How much less of both aims is given up for them."""
SOME = (
    "Of the {left_out} clusters not funded in this plan, {taken} can be taken in together, each with a tenth of its "
    "listed poor, within {share}% of both aims; no plan takes in more than {bound}."
)
ONE_OF_THEM = (
    "Of what this plan leaves out, one cluster can be taken in with a tenth of its listed poor within {share}% of "
    "both aims, and no plan takes in more than {bound}."
)
NONE_OF_THEM = (
    "Of what this plan leaves out, no cluster can be taken in with a tenth of its listed poor within {share}% of both "
    "aims."
)
_COUNT = "together"


def together_claims(stand: Standpoint) -> tuple[tuple[Claim, ...], int]:
    """How many clusters that the plan leaves out one plan nearly as good takes in, and the solves it took."""
    left_out = [cluster.cluster_id for cluster in not_funded(stand.plan, stand.scenario)]
    listed = listed_poor(stand.scenario)
    left_out = [cluster_id for cluster_id in left_out if listed[cluster_id]]
    if not left_out:
        return (), 0
    programme = build_programme(stand.scenario)
    measured = taken_together(programme, left_out, SHARE)
    asked = WhatIf(programme, measures={_COUNT: measured})
    held = stand.within(WITHIN)
    bound, plan = asked.most(_COUNT, held), asked.plan(_COUNT, held)
    # The plan itself keeps what is held.
    assert bound is not None
    assert plan is not None
    joined = dict.fromkeys(left_out, 0.0)
    for cell, _, _, count in enrolments(plan, stand.scenario):
        if cell.cluster_id in joined:
            joined[cell.cluster_id] += count * float(cell.poor_share or 0)
    wanted = {cluster_id: float(SHARE) * listed[cluster_id] for cluster_id in left_out}
    taken = [cluster_id for cluster_id in left_out if joined[cluster_id] >= wanted[cluster_id] * (1 - TOLERANCE)]
    most = math.floor(bound + TOLERANCE)
    if most and not taken:
        # Several in part, and nothing is known of any one of them.
        return (), asked.solves
    claim = Claim(
        kind=Kind.RANGE,
        template=SOME if len(taken) > 1 else ONE_OF_THEM if taken else NONE_OF_THEM,
        words={
            "left_out": format_number(len(left_out)),
            "taken": format_number(len(taken)),
            "share": f"{100 * WITHIN:g}",
            "bound": format_number(most),
        },
        figures={"left_out": float(len(left_out)), "taken": float(len(taken)), "bound": bound},
        expected=(_together(stand, taken),) if taken else tuple(_not_one(stand, one) for one in left_out),
    )
    return (claim,), asked.solves


def _together(stand: Standpoint, taken: list[str]) -> Expected:
    """That one plan within the share takes in all of them."""
    changes: list[Mapping[str, object]] = []
    for place, cluster_id in enumerate(taken):
        subject = cluster_subject(stand.scenario, cluster_id)
        amount = exact_text(SHARE * subject.listed * _SHORT) or "0"
        changes.append(subject.taken_in(amount, limit_id=f"taken_in_{place}"))
    levels = stand.within(WITHIN)
    other = levels.pop(stand.other)
    question = Question(
        scenario=stand.scenario, most=stand.other, at_least=tuple(levels.items()), changes=tuple(changes)
    )
    return Expected(question=question, low=other, high=max(other, stand.ends[stand.other]))


def _not_one(stand: Standpoint, cluster_id: str) -> Expected:
    """That no plan within the share takes in one of them."""
    subject = cluster_subject(stand.scenario, cluster_id)
    change = subject.taken_in(exact_text(SHARE * subject.listed) or "0")
    levels = tuple(stand.within(WITHIN).items())
    return exactly(Question(scenario=stand.scenario, most=stand.other, at_least=levels, changes=(change,)), None)


_SHORT = Fraction(999_999, 1_000_000)
"""What a solver's tolerance may leave short of a tenth."""
