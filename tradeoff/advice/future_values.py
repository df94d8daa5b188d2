"""Works out in fractions what a plan has of an aim in every future: values, means, the worst, and regret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tradeoff.advice.future_plans import Best, Worths
from tradeoff.programme.columns import Enrolled
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.futures import FutureWorth
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import Programme, exact_money_scale, published
from tradeoff.scenario.futures import FutureCase

_SAME = 1e-7
"""Share of the best up to which a plan is as good as it; HiGHS is no closer to the truth."""


@dataclass(frozen=True, kw_only=True)
class InFutures:
    """What one plan has of one aim; in the aim's unit."""

    plan: str
    aim: str
    stated: float
    """By the tables as they are."""
    values: Mapping[str, float]
    """By future."""
    regrets: Mapping[str, float]
    """By future, what it has less than the best plan there; below 0 where it breaks a limit or floor."""
    mean: float | None
    """None where the futures have no probabilities."""
    worst_share_mean: float | None
    """The mean of the worst share of the probability, likewise."""

    @property
    def worst(self) -> float:
        """What it has in the future in which it has least."""
        return min(self.values.values())

    @property
    def worst_in(self) -> str | None:
        """That future, the first by id of several; None where it has the same in all."""
        return _first(self.values, self.worst)

    @property
    def greatest_regret(self) -> float:
        """What it misses in the future in which it misses most."""
        return max(self.regrets.values())

    @property
    def regret_in(self) -> str | None:
        """That future, likewise; None where it misses the same in all."""
        return _first(self.regrets, self.greatest_regret)


@dataclass(frozen=True, kw_only=True)
class Look:
    """Works out what plans have of aims in every future."""

    programme: Programme
    worths: Worths
    best: Best
    share: Fraction
    likely: Mapping[str, Fraction]

    def at(self, name: str, plan: Plan | SavedPlan, aim: str) -> InFutures:
        """One plan and aim.

        Args:
            name: What the plan is called.
            plan: The plan, of which the households enrolled count.
            aim: The aim.
        """
        households = _households(plan)
        scale = exact_money_scale(self.programme.scenario, aim)

        def value(worth: FutureWorth) -> Fraction:
            return scale * sum((worth.worth(aim, key) * count for key, count in households.items()), start=Fraction(0))

        base = FutureWorth(FutureCase(future_id="", probability=None, scenario=self.programme.scenario, outcomes=()))
        values = {future: value(worth) for future, worth in self.worths.items()}
        return InFutures(
            plan=name,
            aim=aim,
            stated=published(float(value(base))),
            values={future: published(float(had)) for future, had in values.items()},
            regrets={future: _regret(self.best[aim, future], float(had)) for future, had in values.items()},
            mean=published(float(worst_share_mean(values, self.likely, Fraction(1)))) if self.likely else None,
            worst_share_mean=(
                published(float(worst_share_mean(values, self.likely, self.share))) if self.likely else None
            ),
        )


def worst_share_mean(
    values: Mapping[str, Fraction], probabilities: Mapping[str, Fraction], share: Fraction
) -> Fraction:
    """The mean of the worst share of the probability; with a share of 1 the mean.

    Args:
        values: By future.
        probabilities: Of each future, 1 together.
        share: Above 0 and at most 1; a future that lies across its end counts with the part inside.
    """
    left, total = share, Fraction(0)
    for future in sorted(values, key=lambda name: values[name]):
        part = min(left, probabilities[future])
        total, left = total + part * values[future], left - part
    return total / share


def _households(plan: Plan | SavedPlan) -> Mapping[Enrolled, Fraction]:
    if isinstance(plan, SavedPlan):
        return plan.decision.households
    return {
        Enrolled(str(row["cluster"]), str(row["segment"]), str(row["level"]), int(str(row["year"]))): Fraction(
            str(row["households"])
        )
        for row in plan.records["households"]
    }


def _first(figures: Mapping[str, float], wanted: float) -> str | None:
    """The first future with a figure; None where all have it."""
    if len(set(figures.values())) == 1:
        return None
    return next(future for future, figure in figures.items() if figure == wanted)


def _regret(best: float, value: float) -> float:
    missed = best - value
    return 0.0 if abs(missed) <= _SAME * max(abs(best), abs(value)) else published(missed)
