"""Finds what nobody decides in a plan: which fund pays what, what is kept for next year, what a table leaves open.

    first  min  sum of what is bought and no fund pays
    then   min  sum over all other rows of (what the row is missed by) / (its own value)
    then   min  money, where a table of decisions is left out

In words: what is bought is paid, if any fund may; then as little as possible is broken, each row counted in shares of
itself. The elastic programme of Chinneck (2008, section 6.1) with the decisions fixed; see `elastic.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from tradeoff.errors import InfeasibleError, SolverError, UnboundedError
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.lexicographic import lexicographic
from tradeoff.moo.lp.solver import Solver
from tradeoff.programme.draft import RowKind
from tradeoff.programme.elastic import loosen, own_size
from tradeoff.programme.programme import Programme, published
from tradeoff.words.spoken import say


def fill(programme: Programme, decided: Mapping[str, Fraction], *, cheapest: bool) -> dict[str, Fraction]:
    """The columns that are not decided, by name.

    Args:
        programme: Its rows, all of which may give.
        decided: The decided columns by name.
        cheapest: Whether the least money decides among what breaks as little.

    Raises:
        SolverError: The solver gave up.
    """
    free = [column.name for column in programme.columns if column.name not in decided]
    if not free:
        return {}
    asked = {
        meaning.name: meaning
        for meaning, row in zip(programme.rows, programme.exact_rows, strict=True)
        if any(column.name not in decided for column in row.terms)
    }
    sizes = {name: own_size(row) or 1.0 for name, row in asked.items()}
    without = frozenset(row.name for row in programme.rows) - asked.keys()
    elastic = loosen(programme, sizes, without=without)
    model = from_pulp(elastic.problem, {}, {})
    place = {name: position for position, name in enumerate(model.columns)}
    lower, upper = model.lower.copy(), model.upper.copy()
    for name, value in decided.items():
        if name in place:
            lower[place[name]] = upper[place[name]] = float(value)
    unpaid, missed, money = (np.zeros(len(model.columns)) for _ in range(3))
    for name, slacks in elastic.slacks.items():
        for slack, _ in slacks:
            if asked[name].kind is RowKind.FUND:
                unpaid[place[slack]] = 1.0
            else:
                missed[place[slack]] = 1.0
    for column, lakh in programme.money.items() if cheapest else ():
        if column.name in place:
            money[place[column.name]] = lakh
    try:
        optimum = lexicographic(Solver(replace(model, lower=lower, upper=upper)), [unpaid, missed, money])
    except (InfeasibleError, UnboundedError) as error:
        # Every row may give and nothing costs less than nothing: only trouble with numbers ends so.
        raise SolverError(say("what follows from the plan could not be found: {error}", error=error)) from None
    values = model.by_name(optimum.x)
    return {name: Fraction(published(values.get(name, 0.0))) for name in free}
