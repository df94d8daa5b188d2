"""Turns a solver's values of an action plan's columns into exact ones: whole decisions, and money that adds up.

    z_o = a whole number of rupees for every fund but the one that pays most;  that one pays X - the others' sum

In words: decisions are the whole numbers that the solver's values stand for. What is bought is worked out of them in
fractions, transfers and money kept are whole rupees, and what several funds pay together is exactly what was bought.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from tradeoff.programme.allocation import round_to_sum
from tradeoff.programme.columns import CarriedOver, MovedIn, MovedOut, Paid
from tradeoff.programme.draft import RUPEES_IN_LAKH, RowKind
from tradeoff.programme.programme import Programme
from tradeoff.programme.whole_parts import RUPEE, step_of


def whole_values(programme: Programme, values: Mapping[str, float]) -> dict[str, Fraction]:
    """The exact value of every column, by name; nothing is checked.

    Args:
        programme: Whose columns.
        values: What a solver found, by name; a column that is left out rests on its lower bound.
    """
    found: dict[str, Fraction] = {}
    lowest = {variable.name: variable.lowBound or 0.0 for variable in programme.problem.variables()}
    for column in programme.columns:
        value = values.get(column.name, lowest.get(column.name, 0.0))
        step = step_of(column.key)
        if step is not None:
            found[column.name] = step * round(value / float(step))
        elif isinstance(column.key, CarriedOver):
            found[column.name] = RUPEE * round(value * RUPEES_IN_LAKH)
    found |= _moved(programme, values)
    return found | _paid(programme, values, found)


def _moved(programme: Programme, values: Mapping[str, float]) -> dict[str, Fraction]:
    """Transfers in whole rupees, each department giving or receiving; they add up within a fund and year."""
    names: dict[tuple[str, int], dict[str, dict[type, str]]] = defaultdict(lambda: defaultdict(dict))
    for column in programme.columns:
        key = column.key
        if isinstance(key, MovedIn | MovedOut):
            names[key.fund_id, key.year][key.department_id][type(key)] = column.name
    found: dict[str, Fraction] = {}
    for places in names.values():
        net = [
            RUPEES_IN_LAKH * (values.get(name.get(MovedIn, ""), 0.0) - values.get(name.get(MovedOut, ""), 0.0))
            for name in places.values()
        ]
        for name, rupees in zip(places.values(), round_to_sum(net, 0), strict=True):
            for kind, amount in ((MovedIn, rupees), (MovedOut, -rupees)):
                if kind in name:
                    found[name[kind]] = RUPEE * max(0, amount)
    return found


def _paid(programme: Programme, values: Mapping[str, float], decided: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What each fund pays for an activity: whole rupees, and the fund that pays most the rest."""
    kinds = {column.name: column.key for column in programme.columns}
    found: dict[str, Fraction] = {}
    for meaning, row in zip(programme.rows, programme.exact_rows, strict=True):
        paying = [column.name for column in row.terms if isinstance(kinds[column.name], Paid)]
        if meaning.kind is not RowKind.FUND or not paying:
            continue
        bought = -sum(
            (factor * decided[column.name] for column, factor in row.terms.items() if column.name in decided),
            start=Fraction(0),
        )
        parts = {name: RUPEE * math.floor(values.get(name, 0.0) * RUPEES_IN_LAKH + 0.5) for name in paying}
        most = max(paying, key=lambda name: parts[name])
        parts[most] = bought - sum((part for name, part in parts.items() if name != most), start=Fraction(0))
        found |= parts
    return found
