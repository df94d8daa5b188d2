"""The same instance written as PuLP's documentation writes problems: sums of products, and `problem += ...`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pulp

from benchmarks.instance import Builder, Columns, Floats


class IdiomaticBuilder(Builder):
    """A builder that spells every row with lpSum."""

    def row(
        self,
        columns: Columns,
        values: Floats | float,
        sense: int,
        bound: float,
        extra: Sequence[tuple[pulp.LpVariable, float]] = (),
    ) -> None:
        """One row, as one writes it."""
        total = self.total(columns, values, extra)
        limit = round(float(bound), 3)
        name = f"r{next(self.numbers)}"
        if sense == pulp.LpConstraintLE:
            self.problem += total <= limit, name
        elif sense == pulp.LpConstraintGE:
            self.problem += total >= limit, name
        else:
            self.problem += total == limit, name

    def total(
        self, columns: Columns, values: Floats | float, extra: Sequence[tuple[pulp.LpVariable, float]] = ()
    ) -> pulp.LpAffineExpression:
        """A sum of products."""
        every = np.broadcast_to(values, columns.shape).ravel().tolist()
        terms = [value * column for column, value in zip(columns.ravel().tolist(), every, strict=True)]
        return pulp.lpSum(terms + [value * column for column, value in extra])
