"""Random mixed-integer programmes as the engine takes them, each with what trying everything finds at its corners."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.independent.mixed_programme import as_problem, draw, try_everything
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.model import Model, Sense


def programmes(count: int) -> Iterator[tuple[int, Model, list[tuple[Fraction, Fraction]]]]:
    """Random programmes with bounded ends: seed, model, and the least v at the u of every corner, all tried."""
    seed = 0
    while count:
        seed += 1
        programme = draw(seed)
        truth = try_everything(programme)
        if not truth.hulls or truth.unbounded:
            continue
        problem, objectives = as_problem(programme)
        model = from_pulp(problem, objectives, dict.fromkeys(objectives, Sense.MIN), whole=True)
        corners = sorted({u for hull in truth.hulls for u, _ in hull})
        count -= 1
        yield seed, model, [(u, best) for u in corners if (best := truth.best_second(u)) is not None]
