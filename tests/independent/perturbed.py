"""Draws a scenario like another: sizes, costs, poor shares and envelopes times factors drawn from a seed.

What evidence gives is round, and round figures hide what rounding does: most ties among plans survive it. Factors with
fifteen digits leave ties that hold in fractions and fail in floats.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from tradeoff.scenario.scenario import Cell, Scenario

_DIGITS = 15


def perturbed(scenario: Scenario, seed: int) -> Scenario:
    """The scenario with other figures: cluster by cluster the households (lognormal, 0.25), the costs (lognormal, 0.1)
    and the poor shares (0.8 to 1.2, at most all poor), and every envelope by the same factor (0.8 to 1.25).
    """
    rng = np.random.default_rng(seed)
    factors = {
        cluster.cluster_id: tuple(
            _exact(factor) for factor in (rng.lognormal(0, 0.25), rng.lognormal(0, 0.1), rng.uniform(0.8, 1.2))
        )
        for cluster in scenario.clusters
    }
    money = _exact(rng.uniform(0.8, 1.25))
    cells = tuple(_cell(cell, *factors[cell.cluster_id]) for cell in scenario.cells)
    budgets = tuple(row.model_copy(update={"envelope": row.envelope * money}) for row in scenario.budgets)
    # No table holds such cells, so that they and the rows are put in as if they were resolved together.
    tables = replace(scenario.resolved.tables, budgets=budgets)
    resolved = replace(scenario.resolved, tables=tables, cells=cells)
    return replace(scenario, cells=cells, budgets=budgets, resolved=resolved)


def _exact(factor: float) -> Fraction:
    return Fraction(f"{factor:.{_DIGITS}f}")


def _cell(cell: Cell, households: Fraction, cost: Fraction, poor: Fraction) -> Cell:
    return replace(
        cell,
        households=cell.households * households,
        poor_share=None if cell.poor_share is None else min(Fraction(1), cell.poor_share * poor),
        offers=tuple(replace(offer, cost=offer.cost * cost) for offer in cell.offers),
    )
