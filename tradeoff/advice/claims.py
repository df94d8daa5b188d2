"""Holds what is said of a plan or a frontier together with the questions that were solved for it.

A claim is a sentence, its figures, and what each question must answer if it is true. `Claim.check` asks the questions
again through the public door: it edits the scenario, solves it anew, and compares. What cannot be asked is not claimed.

Sentences are message ids with named placeholders, whole ones: another language translates them as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.frontier.plan_at import plan_at
from tradeoff.frontier.study import Study
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say

TOLERANCE = 1e-6
"""Share of a figure by which two solves of one question may differ, beside as much of the figure's own unit."""

ROUNDING = 1e-8
"""Share of an answer by which two solves may differ in rounding alone: a smaller change of it is none."""

_ROOM = 1e-9
"""Share of a level that rounding may have put on it."""


class Kind(StrEnum):
    """What a claim speaks of; docs/claims.md says how each is solved."""

    CHOICE = "choice"
    RATE = "rate"
    PRICE = "price"
    IDLE = "idle"
    SHARE = "share"
    """Who is served, and where, in a plan."""
    ENTRY = "entry"
    """What would take a cluster into a plan."""
    COST = "cost"
    """What taking it in costs."""
    RANGE = "range"
    """What all plans nearly as good have in common."""
    FACT = "fact"
    """What a table says; nothing is solved for it."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to a scenario, after some changes: the most of an aim where others are held at a level."""

    scenario: Scenario = field(repr=False)
    most: str
    """Of which aim."""
    at_least: tuple[tuple[str, float], ...] = ()
    """Aims held, and their levels in the units of `points`."""
    changes: tuple[Mapping[str, object], ...] = ()
    """Changes made to the tables first, as `Scenario.with_changes` takes them."""

    def answer(self) -> float | None:
        """The answer, solved anew from the tables; None where no plan keeps what is held.

        Raises ScenarioError where the changes are wrong, and as `Study.best` does.
        """
        asked = self.scenario.with_changes(list(self.changes)) if self.changes else self.scenario
        # A floor in force that asks for more stays.
        held = {name: max(level, float(asked.floors.get(name, 0))) for name, level in self.at_least}
        if held:
            with suppress(SolverError, InfeasibleError):
                return self._most(asked, held)
        # At the very end of a frontier a level is reached or missed by a rounding, which solvers cannot always tell.
        try:
            return self._most(asked, {name: level - _ROOM * abs(level) for name, level in held.items()})
        except InfeasibleError:
            return None

    def _most(self, asked: Scenario, held: Mapping[str, float]) -> float:
        return Study(asked.with_floors(held) if held else asked).best(self.most).objectives[self.most]


@dataclass(frozen=True, kw_only=True)
class Served:
    """The question how many households of a cluster the plan of a choice at a level enrols, after some changes."""

    scenario: Scenario = field(repr=False)
    trade: str
    at: tuple[str, float]
    """The aim held, and its level."""
    cluster_id: str
    changes: tuple[Mapping[str, object], ...] = ()

    def answer(self) -> float | None:
        """The answer, solved anew from the tables; None where no plan reaches the level."""
        asked = self.scenario.with_changes(list(self.changes)) if self.changes else self.scenario
        level: dict[str, Any] = dict([self.at])
        try:
            plan = plan_at(asked, self.trade, **level)
        except InfeasibleError:
            return None
        served = plan.households
        return float(served.loc[served["cluster"] == self.cluster_id, "households"].sum())


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a question answers if the claim is true: a figure between two ends, or no plan at all."""

    question: Question | Served
    minus: Question | Served | None = None
    """A second question, whose answer is taken off; None for none."""
    low: float | None = None
    """None, as `high`, where no plan is expected to keep what is held."""
    high: float | None = None
    or_no_plan: bool = False
    """Whether no plan at all is as expected too."""

    def asked(self) -> tuple[float | None, float]:
        """What is found when it is asked again, and the size of what was taken off, whose rounding is in it."""
        answer = self.question.answer()
        other = 0.0 if self.minus is None else self.minus.answer()
        return (None, 0.0) if answer is None or other is None else (answer - other, abs(other))

    def holds(self, found: float | None, size: float = 0.0) -> bool:
        """Whether an answer is as expected.

        Args:
            found: The answer; None for no plan.
            size: Of what was taken off it.
        """
        if found is None or self.low is None or self.high is None:
            return found is None and (self.low is None or self.or_no_plan)
        room = TOLERANCE * (1 + max(abs(self.low), abs(self.high))) + ROUNDING * size
        return self.low - room <= found <= self.high + room


def exactly(question: Question | Served, figure: float | None) -> Expected:
    """That a question answers one figure; None that no plan keeps what is held."""
    return Expected(question=question, low=figure, high=figure)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What asking again made of a claim."""

    holds: bool
    instead: tuple[str, ...]
    """What is true instead, a line an answer that is another; empty where all hold."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence with its figures, and the questions that were solved for it."""

    kind: Kind
    template: str
    """The sentence, with `{name}` where a word or figure goes."""
    then: tuple[str, ...] = ()
    """Sentences behind it, in the same way."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What goes there, as people read it, in the language that was spoken."""
    figures: Mapping[str, float] = field(default_factory=dict)
    """The figures as solved, in the units of `points`; money of tables in rupees."""
    expected: tuple[Expected, ...] = ()
    """What must be answered if it is true; empty for what a table says as it stands."""

    def __str__(self) -> str:
        return " ".join(say(sentence, **self.words) for sentence in (self.template, *self.then))

    def check(self) -> Verdict:
        """Ask every question again through the public door, and say whether the claim is true or what is instead.

        Raises as `Question.answer` does.
        """
        instead = []
        for expected in self.expected:
            found, size = expected.asked()
            if not expected.holds(found, size):
                instead.append(_told(expected, found))
        return Verdict(holds=not instead, instead=tuple(instead))


def _told(expected: Expected, found: float | None) -> str:
    wanted = say("no plan") if expected.low is None else f"{expected.low:.10g}"
    if expected.low != expected.high:
        wanted += say(" to {high:.10g}", high=expected.high)
    if expected.or_no_plan:
        wanted += say(", or no plan")
    question = expected.question
    what = (
        say("the most {most}", most=question.most)
        if isinstance(question, Question)
        else say("households of {cluster_id}", cluster_id=question.cluster_id)
    )
    held = question.at_least if isinstance(question, Question) else (question.at,)
    at = all_of(say("{name} at least {level:.10g}", name=name, level=level) for name, level in held)
    changed = say(" after {change}", change=[dict(change) for change in question.changes]) if question.changes else ""
    if expected.minus is not None:
        what = say("what {what} differs by", what=what)
    answer = say("no plan") if found is None else f"{found:.10g}"
    held_at = say(" with {levels}", levels=at) if at else ""
    return say(
        "{what}{at}{changed} is {answer}, not {wanted}",
        what=what,
        at=held_at,
        changed=changed,
        answer=answer,
        wanted=wanted,
    )


def sentences(claims: Iterable[Claim]) -> tuple[str, ...]:
    """What claims say, in turn."""
    return tuple(map(str, claims))
