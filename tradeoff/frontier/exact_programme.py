"""Reads a scenario's programme into exact rational numbers, for certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tradeoff.moo.exact.rational import ExactObjective, ExactProgramme, ExactRow, exact_limit, without_fixed_costs
from tradeoff.moo.lp.model import Sense
from tradeoff.programme.programme import Programme


def read_programme(programme: Programme, scales: Mapping[str, Fraction], columns: Sequence[str]) -> ExactProgramme:
    """The exact programme of a scenario with some of its objectives.

    Args:
        programme: The programme, with its rows and objectives in fractions.
        scales: For each objective wanted, the units its user reads in one unit of the programme.
        columns: Names of the variables in the order of the model that the solver has.
    """
    problem = programme.problem
    rows = []
    for constraint, exact in zip(problem.constraints(), programme.exact_rows, strict=True):
        terms = {variable.name: value for variable, value in exact.terms.items() if value}
        lower, upper = (exact.bound if keeps else None for keeps in (constraint.sense >= 0, constraint.sense <= 0))
        rows.append(ExactRow(name=constraint.name, terms=terms, lower=lower, upper=upper))
    objectives = [
        ExactObjective(
            name=name,
            sense=Sense.MAX,
            terms={v.name: value for v, value in programme.exact_objectives[name].items() if value},
            constant=Fraction(0),
            scale=scale,
        )
        for name, scale in scales.items()
    ]
    variables = {variable.name: variable for variable in problem.variables()}
    limits = [(exact_limit(variables[name].lowBound), exact_limit(variables[name].upBound)) for name in columns]
    found = ExactProgramme(
        columns=tuple(columns),
        lower=tuple(low for low, _ in limits),
        upper=tuple(high for _, high in limits),
        rows=tuple(rows),
        objectives=tuple(objectives),
    )
    return without_fixed_costs(found)
