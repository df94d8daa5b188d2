"""Says what plans are worth in each future of a scenario with their decision kept, and finds those best by a rule.

In words: a plan is decided before it is known which future comes, and is not changed then. Its value in each future is
worked out in fractions from the households it enrols; its regret there is what it has less than the best plan for that
future alone. Limits and floors are kept by the figures of the tables, the same in every future, and the plans that
regret and rules look at have openings in shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.advice.future_plans import Rule, best_in, plans_asked, rule_plan
from tradeoff.advice.future_values import InFutures, Look
from tradeoff.frontier.refusals import require_decided
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.futures import FutureWorth
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import build_programme, units
from tradeoff.scenario.arguments import require_several
from tradeoff.scenario.futures import futures_of
from tradeoff.scenario.levels import AimLevel
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import hundredths, say

if TYPE_CHECKING:
    import pandas as pd

_RULE_NAMES = {
    Rule.MEAN: "best mean",
    Rule.WORST: "best worst case",
    Rule.CVAR: "best mean of the worst {share}",
    Rule.REGRET: "least regret",
}
WORST_SHARE = Fraction(1, 2)
"""Of the probability, of which the mean is given where no other share is asked for: the worst half."""


@dataclass(frozen=True, kw_only=True)
class Futures:
    """Plans in the futures of a scenario; figures by aim in the units of `units`."""

    scenario: Scenario
    """With the floors that all plans are set against."""
    probabilities: Mapping[str, Fraction | None]
    """By future; all None where none has one."""
    worst_share: Fraction
    """The share of the probability whose mean is given."""
    rule_aim: str | None
    """The aim that the rules made best; None where no rule was asked for."""
    plans: Mapping[str, Plan | SavedPlan]
    """By name, those found by a rule last."""
    found: tuple[InFutures, ...] = field(repr=False)
    """By plan and aim."""
    best: Mapping[tuple[str, str], float] = field(repr=False)
    """By aim and future, the most of it that any plan has there."""

    @property
    def units(self) -> dict[str, str]:
        """The unit of each offered aim, in words."""
        return units(self.scenario)

    @property
    def has_probabilities(self) -> bool:
        """Whether the futures have them."""
        return None not in self.probabilities.values()

    def of(self, plan: str, aim: str) -> InFutures:
        """One plan and aim.

        Args:
            plan: Its name, as in `plans`.
            aim: An offered aim.

        Raises:
            KeyError: There is no such plan or aim.
        """
        for one in self.found:
            if (one.plan, one.aim) == (plan, aim):
                return one
        raise KeyError(f"{plan}, {aim}")

    @property
    def values(self) -> pd.DataFrame:
        """A row for each plan, aim and future: value, the best of any plan there, and regret."""
        import pandas as pd

        return pd.DataFrame.from_records(self.value_records)

    @property
    def summary(self) -> pd.DataFrame:
        """A row for each plan and aim: stated, mean, mean of the worst share, worst, greatest regret, and where."""
        import pandas as pd

        return pd.DataFrame.from_records(self.summary_records)

    @property
    def value_records(self) -> list[dict[str, object]]:
        """The rows of `values`."""
        return [
            {
                "plan": one.plan,
                "aim": one.aim,
                "future": future,
                "probability": None if (likely := self.probabilities[future]) is None else float(likely),
                "value": value,
                "best": self.best[one.aim, future],
                "regret": one.regrets[future],
            }
            for one in self.found
            for future, value in one.values.items()
        ]

    @property
    def summary_records(self) -> list[dict[str, object]]:
        """The rows of `summary`."""
        return [
            {
                "plan": one.plan,
                "aim": one.aim,
                "stated": one.stated,
                "mean": one.mean,
                "worst_share_mean": one.worst_share_mean,
                "worst": one.worst,
                "worst_in": one.worst_in,
                "greatest_regret": one.greatest_regret,
                "regret_in": one.regret_in,
            }
            for one in self.found
        ]


def futures(
    asked: Scenario | SavedPlan,
    trade: str | None = None,
    *,
    plans: Mapping[str, Plan | SavedPlan] | None = None,
    floors: Mapping[str, AimLevel] | None = None,
    rules: Sequence[str] = (),
    aim: str | None = None,
    worst_share: Fraction | float | str = WORST_SHARE,
    **at: AimLevel,
) -> Futures:
    """What plans are worth in each future of the table `futures`, with their decision kept.

    Args:
        asked: A scenario, or a saved plan of one.
        trade: The choice whose plan at a level, or whose named plans, are looked at; None for the first one offered,
            or with a saved plan or `plans` for none.
        plans: Plans to look at beside or in place of these, by name.
        floors: For some aims the least that the plans of rules and regrets keep, by the figures of the tables.
        rules: Of "mean", "worst", "cvar" and "regret": the plan best by each is found and looked at too.
        aim: Which aim the rules make best; None with a level: the other aim of the choice.
        worst_share: The share of the probability whose mean is "cvar", above 0 and at most 1.
        **at: One of the choice's two aims with its level, as in `plan_at`; it is a floor of rules and regrets too.

    Raises:
        InfeasibleError: No plan satisfies the limits, keeps the floors, or has as much.
        ScenarioError: The tables are wrong in a future, or leave reforms to decide.
        SolverError: The solver gave up, or its answer did not survive the check.
        ValueError: There are no futures, a rule or aim is unknown, or a rule asks for probabilities that are not given.

    Example:
        >>> import tradeoff
        >>> found = tradeoff.futures(tradeoff.read_scenario("my-plan"), "today-tomorrow", today=5000)  # doctest: +SKIP
        >>> found.summary  # doctest: +SKIP
    """
    if not isinstance(asked, SavedPlan):
        require_scenario(asked)
    require_several(rules, "rules")
    share = _share(worst_share)
    wanted = list(dict.fromkeys(_rule(name) for name in rules))
    scenario = (asked.scenario if isinstance(asked, SavedPlan) else asked).with_openings("share")
    require_decided(scenario)
    cases = {case.future_id: case for case in futures_of(scenario)}
    likely = {name: case.probability for name, case in cases.items() if case.probability is not None}
    _require_probabilities(wanted, likely, scenario)
    found = plans_asked(asked, trade, plans=plans, floors=floors or {}, at=at)
    rule_aim = _rule_aim(aim or found.other, found.scenario) if wanted else None
    programme = build_programme(found.scenario)
    worths = {name: FutureWorth(case) for name, case in cases.items()}
    best = best_in(programme, worths)
    looked_at = dict(found.plans)
    if rule_aim is not None:
        for rule in wanted:
            name = f"{say(_RULE_NAMES[rule], share=hundredths(float(share), '.3g'))}, {rule_aim}"
            looked_at[name] = rule_plan(programme, rule, rule_aim, worths, best, share=share, likely=likely)
    look = Look(programme=programme, worths=worths, best=best, share=share, likely=likely)
    return Futures(
        scenario=found.scenario,
        probabilities={name: case.probability for name, case in cases.items()},
        worst_share=share,
        rule_aim=rule_aim,
        plans=looked_at,
        found=tuple(look.at(name, plan, aim) for name, plan in looked_at.items() for aim in programme.objectives),
        best=best,
    )


def _rule(name: str) -> Rule:
    try:
        return Rule(name)
    except ValueError:
        raise ValueError(
            say(
                "there is no rule called {name!r}; there are {rule}{hint}",
                name=name,
                rule=", ".join(Rule),
                hint=did_you_mean(name, Rule),
            )
        ) from None


def _rule_aim(aim: str | None, scenario: Scenario) -> str:
    there = ", ".join(scenario.objectives)
    if aim is None:
        raise ValueError(
            say("a rule makes one aim best; name it, one of {there}, or hold the other at a level", there=there)
        )
    if aim not in scenario.objectives:
        raise ValueError(
            say(
                "{aim!r} is not offered here; there are {there}{hint}",
                aim=say(aim),
                there=there,
                hint=did_you_mean(aim, scenario.objectives),
            )
        )
    return aim


def _require_probabilities(rules: Sequence[Rule], likely: Mapping[str, Fraction], scenario: Scenario) -> None:
    if not likely and (needing := [rule for rule in rules if rule.needs_probabilities]):
        raise ValueError(
            scenario.placed(
                say(
                    "the futures of {name} have no probabilities, so that there is no {needing}; use {regret} or "
                    "{worst}, or write probabilities in futures.csv",
                    name=scenario.name,
                    needing=needing[0],
                    regret=Rule.REGRET,
                    worst=Rule.WORST,
                )
            )
        )


def _share(given: Fraction | float | str) -> Fraction:
    try:
        share = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise ValueError(
            say("a worst share of {given} is none; write one above 0 and at most 1, such as 0.5", given=given)
        )
    return share
