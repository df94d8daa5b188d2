"""Counts how many clusters a plan takes in at once, a share at a time, so that the most can be asked for.

    theta_c  <=  1,    sum over s, k, t of pi_cs h_cskt  >=  a theta_c sum over s of pi_cs N_cs          [households]

In words: a cluster counts whole where the share a of its poor joins, and in part where fewer do. The most of the sum of
theta is no less than the number of clusters that any plan takes in whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pulp

from tradeoff.programme.measured import enrolled
from tradeoff.programme.programme import Measured, Programme


def taken_together(programme: Programme, cluster_ids: Iterable[str], share: Fraction) -> Measured:
    """How many of some clusters are taken in; adds a column and a row a cluster to the programme's problem.

    Args:
        programme: One of the caller's own: its problem is added to.
        cluster_ids: Which clusters.
        share: Of the poor on a cluster's list who join where it counts whole.
    """
    cells = programme.scenario.cells
    counted = []
    for place, cluster_id in enumerate(cluster_ids):
        poor = sum((c.households * (c.poor_share or 0) for c in cells if c.cluster_id == cluster_id), Fraction(0))
        if not poor:
            continue
        column = programme.problem.add_variable(f"counted{place}", 0.0, 1.0)
        joined = enrolled(programme, [cluster_id], poor=True).expression
        row = pulp.LpConstraint(float(share * poor) * column - joined, pulp.LpConstraintLE, f"counted_row{place}", 0.0)
        programme.problem.addConstraint(row)
        counted.append(column)
    return Measured(expression=pulp.LpAffineExpression(dict.fromkeys(counted, 1.0)))
