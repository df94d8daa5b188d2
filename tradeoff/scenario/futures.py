"""Makes the table `futures` into cases: each with tables of its own, and factors on what households add to an aim."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tradeoff.scenario.future_rows import changes_of, probabilities, rows_by_future
from tradeoff.scenario.objectives import TOMORROW
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Cluster, Future
from tradeoff.words.spoken import say


@dataclass(frozen=True, kw_only=True)
class FutureCase:
    """One future: what it is called, how likely it is said to be, and what is otherwise in it."""

    future_id: str
    probability: Fraction | None
    """None where no future has one."""
    scenario: Scenario
    """The tables as they are in it; what may be done is the base's."""
    outcomes: tuple[Future, ...]
    """The rows that multiply what households add to an aim; all that match count."""

    def factor(self, aim: str, cluster: Cluster, segment_id: str, level_id: str) -> Fraction:
        """What a household's addition to an aim is multiplied by.

        Args:
            aim: The aim.
            cluster: Where it lives.
            segment_id: Its segment.
            level_id: The level it is enrolled at.
        """
        place = (cluster.cluster_id, cluster.sector, segment_id, level_id)
        found = Fraction(1)
        for row in self.outcomes:
            keys = (row.cluster_id, row.sector, row.segment_id, row.level_id)
            if row.outcome == aim and all(key in ("", value) for key, value in zip(keys, place, strict=True)):
                found *= Fraction(1) if row.multiply is None else row.multiply
        return found


def futures_of(scenario: Scenario) -> tuple[FutureCase, ...]:
    """The futures of a scenario, by id.

    Raises:
        ScenarioError: The tables are wrong as they are in a future; it names the row of `futures`.
        ValueError: The scenario has no futures.
    """
    if not scenario.futures:
        raise ValueError(
            say(
                "{name} has no futures: the table futures.csv is missing or empty. Write a row for each way "
                "in which gains may turn out, such as future_id bust, outcome {TOMORROW_name}, multiply 0.5",
                name=scenario.name,
                TOMORROW_name=TOMORROW.name,
            )
        )
    likely = probabilities(scenario.futures)
    found = []
    for future_id, rows in rows_by_future(scenario).items():
        wanted = [change for row in rows for change in changes_of(row)]
        name = f"{scenario.name}, {future_id}"
        changed = scenario.changed_by(wanted, name=name) if wanted else scenario
        outcomes = tuple(row for row in rows if row.outcome)
        found.append(
            FutureCase(future_id=future_id, probability=likely.get(future_id), scenario=changed, outcomes=outcomes)
        )
    return tuple(found)
