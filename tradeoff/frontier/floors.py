"""Tells which floor is out of reach where no plan keeps them all, and what the most there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tradeoff.errors import InfeasibleError, SolverError
from tradeoff.moo.lp.stopping import CutOffError
from tradeoff.scenario.floors import without_floors
from tradeoff.scenario.levels import greatest_words, level_words
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradeoff.frontier.study import Study

_NEARLY = 1e-7
"""So near the best, in shares of it, a floor leaves a programme that floats cannot tell from one without plans."""


class UnreachedFloorError(InfeasibleError):
    """No plan keeps a floor; `aim` is of what, and `best` the most there is of it."""

    def __init__(self, message: str, *, aim: str, best: float) -> None:
        super().__init__(message)
        self.aim, self.best = aim, best


@contextmanager
def floors_told(scenario: Scenario, study: Callable[[Scenario], Study]) -> Iterator[None]:
    """Make an InfeasibleError name the floor that no plan keeps, where the scenario without floors has plans.

    So close to the best that the solver gives up instead, a floor is named just the same.

    Args:
        scenario: With its floors.
        study: Makes the study of a scenario.
    """
    try:
        yield
    except (UnreachedFloorError, CutOffError):
        raise
    except (InfeasibleError, SolverError):
        if (unreached := _unreached(scenario, study)) is None:
            raise
    else:
        return
    raise unreached


def _unreached(scenario: Scenario, study: Callable[[Scenario], Study]) -> UnreachedFloorError | None:
    """The first floor beyond the most of its aim that plans with the floors before it have."""
    kept = without_floors(scenario)
    words: list[str] = []
    for aim, floor in scenario.floors.items():
        try:
            best = study(kept).most(aim)
        except InfeasibleError:
            return None
        wanted = level_words(float(floor), aim, scenario)
        if float(floor) > best - _NEARLY * abs(best):
            others = say(" with at least {words}", words=all_of(words)) if words else ""
            return UnreachedFloorError(
                say(
                    "no plan of {name} reaches the floor of {wanted} of {aim}{others}: the greatest is "
                    "{greatest}. Ask for that or less.",
                    name=scenario.name,
                    wanted=wanted,
                    aim=say(aim),
                    others=others,
                    greatest=greatest_words(best, aim, scenario),
                ),
                aim=aim,
                best=best,
            )
        kept = kept.with_floors({aim: floor})
        words.append(say("{wanted} of {aim}", wanted=wanted, aim=say(aim)))
    return None
