"""Answers a question that adds columns and rows of its own to a scenario's programme: one plan, chosen by its ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradeoff.frontier.ties import MONEY, MONTHS, ties
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.model import Sense
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.statuses import Statuses
from tradeoff.programme.programme import Programme, money_scale
from tradeoff.programme.reference import Posed
from tradeoff.words.spoken import say

_ASKED = "asked"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found to a question."""

    values: Mapping[str, float]
    """Of all columns that are not 0, by name."""
    basis: Statuses
    """Where the solver stood, for a like question to start from."""
    solves: int


def answer(programme: Programme, question: Posed, *, then: Sequence[str] = (), start: Statuses | None = None) -> Answer:
    """The least of a question's objective, and of its plans the one that the ties leave.

    Args:
        programme: The scenario's programme, over whose columns the question is posed.
        question: Its rows, and columns of its own.
        then: Objectives, or `ties.MONEY`, that decide among equals before the tie order does.
        start: The basis of a like question, to start from; None: from scratch.

    Raises:
        InfeasibleError: No plan satisfies all rows.
        SolverError: The solver gave up, or its answer did not survive the check.
    """
    asked = {_ASKED: question.objective} | {say("then {i}", i=i): part for i, part in enumerate(question.then)}
    expressions = {**programme.objectives, MONEY: programme.money, MONTHS: programme.months, **asked}
    senses = dict.fromkeys(expressions, Sense.MIN) | dict.fromkeys(programme.objectives, Sense.MAX)
    scales = {name: money_scale(programme.scenario, name) for name in programme.objectives}
    model = from_pulp(question.problem, expressions, senses, scales=scales)
    solver = Solver(model)
    stages = [*map(model.cost, (*asked, *then)), *ties(programme, model, then)]
    x = lexicographic(solver, stages, start=start).x
    values = {name: float(value) for name, value in zip(model.columns, x, strict=True) if value}
    return Answer(values=values, basis=solver.basis(), solves=solver.solves)
