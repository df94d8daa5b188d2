"""Solves a model with integer columns for a cost row, to a bound that is believed: the door to integer solves.

HiGHS's word alone is no proof. With presolve and without it has called solutions optimal that are not, and programmes
infeasible that are not, where a limit passes hardly beside a corner. So what it says of a bound, or of there being
nothing, is an opinion, and an answer leaves in one of two ways:

    proof      a plain branch and bound over linear programmes reaches the same bound (`branch_bound.py`)
    agreement  where that would take too long, two solves with other presolve, seed and restarts say the same, and no
               solution that is known from earlier answers lies below

A solve returns the integer columns, whole, and the bound; what the other columns should be is asked of a linear
programme, in `fixed_integers.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.branch_and_cut import BranchAndCut, Opinion, Question, Way
from tradeoff.moo.lp.branch_bound import UnsettledError
from tradeoff.moo.lp.model import Floats, Model
from tradeoff.moo.lp.stopping import CutOffError

LOST = 1e-6
"""Share of what an objective adds up by which a value may exceed its bound once integer columns are made whole."""
_NO_LIMIT = float("inf")
_WAYS: tuple[Way, ...] = (
    {"presolve": "choose", "random_seed": 0, "mip_root_presolve_only": False},
    {"presolve": "off", "random_seed": 0, "mip_root_presolve_only": False},
    {"presolve": "off", "random_seed": 1, "mip_root_presolve_only": True},
    {"presolve": "choose", "random_seed": 2, "mip_root_presolve_only": True},
)
"""How HiGHS is asked, in turn, until an answer is checked or two agree; the first is the quickest by far."""
_EFFORT = 2_000
"""Simplex iterations that a proof by plain branch and bound may take, beside twice what branch and cut took; where that
took more, none is begun: without cuts none was measured to come to an end there (docs/performance.md)."""
_FUTILE = 3
"""Proofs given up after which a programme counts as too large for any."""


class ContradictionError(SolverError):
    """A solution was found where an answer that left before says that there is none."""


@dataclass(frozen=True, kw_only=True)
class Incumbent:
    """The optimum of one solve, in the user's units."""

    x: Floats
    """The columns; the integer ones are whole."""
    bound: float
    """No solution within the limits of the solve has a lower cost than this."""


@dataclass(frozen=True, kw_only=True)
class _Known:
    """A solution met in the course of a search, and what it has of the objectives."""

    x: Floats
    values: tuple[float, ...]


class IntegerSolver(BranchAndCut):
    """The one door to optima over whole numbers; it remembers solutions, and holds its answers against them."""

    def __init__(self, model: Model, first: str, second: str, *more: str) -> None:
        """Hand the programme to HiGHS, with a row for each objective named.

        Raises SolverError if it will not take it, or where coefficients span too much to be trusted.
        """
        super().__init__(model, first, second, *more)
        self._costs = tuple(model.cost(name) for name in (first, second, *more))
        self._known: list[_Known] = []
        self._claims: list[tuple[Question, float]] = []
        """The bounds that left, and what they are of; inf where it was said that there is nothing."""
        self._ways = _WAYS
        self._given_up = 0

    def minimise(
        self,
        cost: Floats,
        *,
        most_u: float = _NO_LIMIT,
        most_v: float = _NO_LIMIT,
        most_more: tuple[float, ...] = (),
        gap: float = 0.0,
        share: float = 0.0,
    ) -> Incumbent:
        """Minimise a cost row within limits of the objectives.

        Args:
            cost: The cost row, in the user's units.
            most_u: What the first objective may be at most.
            most_v: What the second may be at most.
            most_more: What each of those beyond may be at most, where there are any.
            gap: How far the answer may lie above its own bound, in units of the cost.
            share: The same as a share of the answer; the bound holds either way.

        Raises:
            InfeasibleError: No solution keeps all rows and limits.
            UnboundedError: The cost has no bound; the objective is not named.
            CutOffError: Time is up.
            SolverError: The solver gave up, or its answers do not agree.
        """
        question = Question(cost=cost, most=(most_u, most_v, *most_more), gap=gap, share=share)
        opinions: list[Opinion] = []
        error = SolverError("HiGHS contradicts itself, whichever way it is asked")
        for way in self._ways:
            try:
                opinions.append(self.ask(question, way, self._best(question, opinions) if opinions else None))
            except (CutOffError, UnboundedError):
                raise
            except SolverError as refused:
                error = refused
                continue
            best = self._best(question, opinions)
            settled = self._prove(question, opinions[-1], best) or self._agree(question, opinions, best)
            if settled is not None:
                return self._answer(question, *settled)
        raise error

    def known(self, cost: Floats, *most: float) -> Incumbent:
        """What is known of a question that was cut off: the best solution met, and the bound of the linear relaxation.

        The bound is worked out from prices (`weak_duality.py`), whatever branch and cut had said by then.

        Args:
            cost: The cost row, in the user's units.
            most: What each objective may be at most.

        Raises:
            CutOffError: No solution was met.
            SolverError: A solution was reached where an answer that left before says that there is none.
        """
        question = Question(cost=cost, most=most, gap=0.0, share=0.0)
        if (begun := self.begun(question)) is not None:
            self.learn(begun)
        best = self._best(question, ())
        if best is None:
            raise CutOffError
        try:
            bound = self.relaxation.relaxed(cost, most).bound
        except UnsettledError:
            bound = -np.inf
        return Incumbent(x=best, bound=min(bound, float(cost @ best)))

    def learn(self, x: Floats) -> None:
        """Remember a solution, integer columns whole, that answers are held against.

        Raises ContradictionError where an answer that left before says that there is none so good.
        """
        values = tuple(float(cost @ x) for cost in self._costs)
        self._known.append(_Known(x=x, values=values))
        # What tolerances alone may have let in is no contradiction.
        values = tuple(value + self.noise(cost, x) for value, cost in zip(values, self._costs, strict=True))
        for question, bound in self._claims:
            least = bound - LOST * self.size(question.cost, x)
            if _is_within(values, question.most) and float(question.cost @ x) < least:
                raise ContradictionError("HiGHS found a solution where it had ruled that out")

    @property
    def met(self) -> list[Floats]:
        """The columns of every solution met, integer ones whole."""
        return [known.x for known in self._known]

    def distrust(self) -> None:
        """Forget the bounds that left, keep the solutions, and ask without presolve first from now on."""
        self._claims.clear()
        self._ways = (*_WAYS[1:], _WAYS[0])
        self._given_up = 0

    def _answer(self, question: Question, x: Floats | None, bound: float) -> Incumbent:
        self._claims.append((question, bound))
        if x is None:
            raise InfeasibleError("no solution satisfies all constraints together")
        if bound == -np.inf:
            raise UnboundedError("the objective has no bound")
        self.learn(x)
        return Incumbent(x=x, bound=min(bound, float(question.cost @ x)))

    def _prove(self, question: Question, opinion: Opinion, best: Floats | None) -> tuple[Floats | None, float] | None:
        """The best solution and its bound by plain branch and bound; None where that is too long."""
        if self._given_up >= _FUTILE or opinion.iterations > _EFFORT:
            return None
        loose = max(opinion.loose, question.gap)
        try:
            proof = self.relaxation.prove(
                question.cost,
                question.most,
                best,
                slack=lambda x: loose + self.noise(question.cost, x),
                effort=_EFFORT + 2 * opinion.iterations,
                seconds_left=self.seconds_left,
            )
        except UnsettledError:
            self._given_up += 1
            return None
        return (proof.x, proof.bound) if proof.x is not None or proof.bound == np.inf else None

    def _agree(
        self, question: Question, opinions: Sequence[Opinion], best: Floats | None
    ) -> tuple[Floats | None, float] | None:
        """The best solution and the lowest bound of two opinions that it does not refute; None while there are none."""
        if best is None:
            standing = [opinion for opinion in opinions if opinion.bound == np.inf]
            return (None, np.inf) if len(standing) > 1 else None
        value = float(question.cost @ best)
        room = max(question.gap, question.share * abs(value)) + LOST * self.size(question.cost, best)
        most = value + self.noise(question.cost, best)
        bounds = [opinion.bound for opinion in opinions if value - room <= opinion.bound <= most]
        return (best, min(bounds)) if len(bounds) > 1 else None

    def _best(self, question: Question, opinions: Sequence[Opinion]) -> Floats | None:
        """The best solution known; of those that tell from it nothing but tolerances, the last that a solve found."""
        found = [opinion.x for opinion in reversed(opinions) if opinion.x is not None]
        within = [known.x for known in self._known if _is_within(known.values, question.most)]
        best: Floats | None = None
        least = np.inf
        for x in (*found, *within):
            value = float(question.cost @ x)
            if best is None or value < least - self.noise(question.cost, best):
                best, least = x, value
        return best


def _is_within(values: tuple[float, ...], most: tuple[float, ...]) -> bool:
    return all(value <= limit for value, limit in zip(values, most, strict=True))
