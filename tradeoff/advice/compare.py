"""Compares the frontiers of several scenarios: what one costs against another at the same x."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradeoff.advice.wording import about, figure
from tradeoff.frontier.study import ScenarioFrontier
from tradeoff.programme.programme import published

if TYPE_CHECKING:
    import pandas as pd

STEPS = 5
_NO_DIFFERENCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Several frontiers of one trade side by side."""

    trade: str
    x: str
    y: str
    scenarios: tuple[str, ...]
    ends: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    """For each scenario its point of most x and its point of most y."""
    levels: tuple[float, ...]
    """Equal steps of x over the range that all frontiers share; empty where they share none."""
    values: tuple[tuple[float, ...], ...]
    """For each scenario, y at each level."""
    sentences: tuple[str, ...]

    @property
    def table(self) -> pd.DataFrame:
        """A row a level: x, then y of each scenario."""
        import pandas as pd

        columns = dict(zip(self.scenarios, self.values, strict=True))
        return pd.DataFrame({self.x: self.levels, **columns})


def compare(frontiers: Sequence[ScenarioFrontier]) -> Comparison:
    """Both ends of each frontier, and y of each at five equal steps of the common x-range.

    Raises ValueError for fewer than two frontiers, different trades or different money units.
    """
    if len(frontiers) < 2:
        raise ValueError("a comparison needs at least two scenarios")
    first = frontiers[0]
    if len({frontier.trade for frontier in frontiers}) > 1:
        raise ValueError("the frontiers are of different trades")
    if len({frontier.units[first.x] + frontier.units[first.y] for frontier in frontiers}) > 1:
        raise ValueError("the scenarios count money in different units; give them the same money_unit")
    low = max(frontier.extreme_points[-1].x for frontier in frontiers)
    high = min(frontier.extreme_points[0].x for frontier in frontiers)
    levels = tuple(published(low + (high - low) * i / (STEPS - 1)) for i in range(STEPS)) if low <= high else ()
    if low == high:
        levels = levels[:1]
    values = tuple(
        tuple(frontier.plan(**{first.x: level}).objectives[first.y] for level in levels) for frontier in frontiers
    )
    return Comparison(
        trade=first.trade,
        x=first.x,
        y=first.y,
        scenarios=tuple(frontier.scenario.name for frontier in frontiers),
        ends=tuple(
            ((f.extreme_points[0].x, f.extreme_points[0].y), (f.extreme_points[-1].x, f.extreme_points[-1].y))
            for f in frontiers
        ),
        levels=levels,
        values=values,
        sentences=tuple(_sentences(frontiers, levels, values)),
    )


def _sentences(
    frontiers: Sequence[ScenarioFrontier], levels: tuple[float, ...], values: tuple[tuple[float, ...], ...]
) -> list[str]:
    base = frontiers[0]
    if not levels:
        return ["The frontiers share no common range: no level is within reach of all of them."]
    middle = len(levels) // 2
    sentences = []
    for frontier, found in zip(frontiers[1:], values[1:], strict=True):
        level = figure(base.scenario, base.x, levels[middle])
        difference = found[middle] - values[0][middle]
        if abs(difference) <= _NO_DIFFERENCE * (1 + abs(values[0][middle])):
            told = f"gives the same {base.y} as"
        else:
            word = "gives" if difference > 0 else "costs"
            told = f"{word} {about(base.scenario, base.y, abs(difference))} of {base.y} against"
        sentences.append(f"At the same {base.x} of {level}, {frontier.scenario.name} {told} {base.scenario.name}.")
        most = frontier.extreme_points[0].x - base.extreme_points[0].x
        if abs(most) > _NO_DIFFERENCE * (1 + abs(base.extreme_points[0].x)):
            word = "more" if most > 0 else "less"
            sentences.append(
                f"The most {base.x} that {frontier.scenario.name} can have is "
                f"{about(base.scenario, base.x, abs(most))} {word} than in {base.scenario.name}."
            )
    return sentences
