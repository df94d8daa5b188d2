"""Finds which limits keep a funded subject in a plan: they are taken away, and the plan is solved again.

Where no plan leaves the subject out, a minimal set of limits with which none does keeps it in (`minimal_clashes.py`).
Where some plans do, and have less of the other aim, a limit keeps it in if without that limit a plan as good leaves it
out. A level is named only where plans with less of its aim could leave the subject out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradeoff.advice.claims import Claim, Expected, Kind, Question, exactly
from tradeoff.advice.clash_names import group_name, is_in_table, limit_of, name_of
from tradeoff.advice.forcing import lost_words
from tradeoff.advice.minimal_clashes import Names, Verdict, find_minimal_clashes
from tradeoff.advice.standpoint import Changes, Standpoint
from tradeoff.advice.wording import figure, listing
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.words.spoken import say

KEPT = "{name} is kept in by {limits}: no plan that keeps this leaves it out."
KEPT_TOGETHER = "{name} is kept in by {limits} together: no plan that keeps all of these leaves it out."
KEPT_HERE = "{name} is kept in by {limits}: no plan that keeps this, and has {level} of {held}, leaves it out."
KEPT_HERE_TOGETHER = (
    "{name} is kept in by {limits} together: no plan that keeps all of these, and has {level} of {held}, leaves it out."
)
FREED = "Without {limit_ids}, leaving {name} out costs {lost} of {other} at the same {held}."
FREED_AT_ONCE = "Without {limit_ids}, a plan as good leaves {name} out."
NOT_FREED = "Without {limit_ids}, still no plan with {level} of {held} leaves {name} out."
OUT_WITHOUT = "{limit} keeps {name} in: without it and with nothing else changed, a plan as good leaves {name} out."
_MOST = 3
"""Sets of limits that are told, each of which keeps it in by itself."""
_QUESTIONS = 60
"""Sets of limits that are tried at most."""


@dataclass(frozen=True, kw_only=True)
class KeptIn:
    """What keeps a subject in."""

    claims: tuple[Claim, ...] = ()
    limit_ids: tuple[str, ...] = ()
    """The limits that keep it in where no plan leaves it out."""
    frees: bool = False
    """Whether some plan at the level leaves it out without them."""

    @property
    def freed(self) -> Changes:
        """The changes that take these limits away."""
        return _without(self.limit_ids)


def kept_in(stand: Standpoint) -> KeptIn:
    """Which limits keep a funded subject in its plan; nothing where none does, or where it is in by chance."""
    if not stand.is_needed():
        return KeptIn()
    rows: dict[str, list[RowMeaning]] = defaultdict(list)
    for row in stand.frontier.study.programme.rows:
        if row.kind is RowKind.LIMIT and is_in_table(limit_of(row, stand.scenario)):
            rows[dict(row.keys)["limit_id"]].append(row)
    if stand.most_without() is not None:
        return KeptIn(claims=tuple(claim for name in rows for claim in _alone(stand, name, rows[name])))
    return _clashing(stand, rows)


def _without(limit_ids: Sequence[str]) -> Changes:
    return tuple({"table": "limits", "where": {"limit_id": name}, "remove": True} for name in limit_ids)


def _alone(stand: Standpoint, name: str, rows: Sequence[RowMeaning]) -> Sequence[Claim]:
    """That without one limit a plan as good leaves the subject out, where that is so."""
    gone = _without([name])
    found = stand.gain(stand.change(gone, touches=None))
    if found is None or found[0] > stand.least_gain:
        return ()
    words = {"limit": _words(stand, rows), "name": stand.subject.name}
    return (Claim(kind=Kind.ENTRY, template=OUT_WITHOUT, words=words, expected=(stand.adds_nothing(gone),)),)


def _clashing(stand: Standpoint, rows: Mapping[str, Sequence[RowMeaning]]) -> KeptIn:
    """The sets of limits with which no plan leaves the subject out; none where money, people or rules alone do so."""
    anywhere = stand.most_without(anywhere=True) is None

    def is_possible(kept: Names) -> bool:
        gone = _without([name for name in rows if name not in kept])
        change = stand.change(gone, touches=None) if gone else None
        return stand.most_without(change, anywhere=anywhere) is not None

    def ask(kept: Names) -> Verdict:
        return Verdict(is_possible=is_possible(kept), core=kept)

    found = find_minimal_clashes(tuple(rows), ask, most=_MOST, questions=_QUESTIONS)
    if not found.clashes or not all(found.clashes):
        return KeptIn()
    together = frozenset[str]().union(*found.clashes)
    limit_ids = tuple(name for name in rows if name in together)
    claims = [_kept(stand, rows, clash, anywhere=anywhere) for clash in found.clashes]
    if found.more is not False:
        return KeptIn(claims=tuple(claims))
    freed = _freed(stand, limit_ids)
    return KeptIn(claims=(*claims, freed), limit_ids=limit_ids, frees=freed.template != NOT_FREED)


def _kept(stand: Standpoint, rows: Mapping[str, Sequence[RowMeaning]], clash: Names, *, anywhere: bool) -> Claim:
    """That with these limits, and none of the others, no plan leaves the subject out."""
    alone, together = (KEPT, KEPT_TOGETHER) if anywhere else (KEPT_HERE, KEPT_HERE_TOGETHER)
    others = _without([name for name in rows if name not in clash])
    question = Question(
        scenario=stand.scenario,
        most=stand.other,
        at_least=() if anywhere else ((stand.held, stand.floor),),
        changes=(*others, stand.subject.left_out()),
    )
    limits = listing([_words(stand, rows[name]) for name in rows if name in clash], most=len(clash))
    return Claim(
        kind=Kind.ENTRY,
        template=alone if len(clash) == 1 else together,
        words={**_where(stand), "limits": limits},
        figures={"limits": float(len(clash))},
        expected=(exactly(question, None),),
    )


def _freed(stand: Standpoint, limit_ids: Sequence[str]) -> Claim:
    """What leaving the subject out costs where the limits that keep it in are taken away."""
    gone = _without(limit_ids)
    change = stand.change(gone, touches=None)
    words = {**_where(stand), "limit_ids": limits_words(limit_ids)}
    without = stand.most_without(change)
    expected: Expected
    if without is None:
        expected = exactly(stand.question(*gone, stand.subject.left_out()), None)
        return Claim(kind=Kind.COST, template=NOT_FREED, words=words, expected=(expected,))
    lost = (stand.most(change) or 0.0) - without
    if lost <= stand.least_gain:
        return Claim(kind=Kind.COST, template=FREED_AT_ONCE, words=words, expected=(stand.adds_nothing(gone),))
    words["lost"] = lost_words(stand.scenario, stand.other, lost)
    return Claim(
        kind=Kind.COST,
        template=FREED,
        words=words,
        figures={"lost_other": lost},
        expected=(stand.adds(gone, lost),),
    )


def limits_words(limit_ids: Sequence[str]) -> str:
    """Limits by their ids: `limit five and limit three`."""
    return listing([say("limit {limit_id}", limit_id=name) for name in limit_ids], most=len(limit_ids))


def _where(stand: Standpoint) -> dict[str, str]:
    return {
        "name": stand.subject.name,
        "held": say(stand.held),
        "other": say(stand.other),
        "level": figure(stand.scenario, stand.held, stand.level),
    }


def _words(stand: Standpoint, rows: Sequence[RowMeaning]) -> str:
    """A limit with its row in the table."""
    return name_of(rows[0], stand.scenario) if len(rows) == 1 else group_name(rows, stand.scenario)
