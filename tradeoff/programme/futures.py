"""Builds the programmes of futures: what a plan is worth in each, and the plan that a rule calls best.

    mean           max  sum over w of p_w f_w(x)
    worst          max  z                                           s.t.  z <= f_w(x)
    worst share    max  eta - 1/alpha sum over w of p_w e_w         s.t.  e_w >= eta - f_w(x),  e_w >= 0
    regret         min  r                                           s.t.  r >= f*_w - f_w(x),   r >= 0

f_w(x): an aim in future w, households or lakh; p_w: its probability; alpha: the share of the worst; e_w: how far a
future falls short of eta; f*_w: the most of the aim in that future. In words: on average; where things go worst; the
mean of the worst share of the probability (CVaR: Rockafellar and Uryasev 2000); the most that could be missed against
the best plan for the future that came. All plans keep the rows of the scenario as it is: what may be done is the same
in every future, and is decided before it is known which one comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pulp

from tradeoff.programme.columns import Enrolled
from tradeoff.programme.draft import Terms, as_expression
from tradeoff.programme.objectives import Enrolment, counting
from tradeoff.programme.programme import Programme
from tradeoff.programme.reference import Posed, copied
from tradeoff.scenario.futures import FutureCase
from tradeoff.scenario.objectives import find_aim

Expressions = Mapping[str, pulp.LpAffineExpression]
"""By future, an aim in it."""


class FutureWorth:
    """What a household enrolled adds to each aim in one future."""

    def __init__(self, case: FutureCase) -> None:
        self._case = case
        scenario = case.scenario
        self._clusters = {cluster.cluster_id: cluster for cluster in scenario.clusters}
        self._offers = {
            (cell.cluster_id, cell.segment_id, offer.level_id): (cell, offer)
            for cell in scenario.cells
            for offer in cell.offers
        }

    def worth(self, aim: str, key: Enrolled) -> Fraction:
        """In the programme's units, money in lakh; 0 for a level that is not offered there.

        Args:
            aim: The aim.
            key: Where the household is enrolled, at which level, and when.
        """
        place = (key.cluster_id, key.segment_id, key.level_id)
        if place not in self._offers:
            return Fraction(0)
        cell, offer = self._offers[place]
        cluster = self._clusters[key.cluster_id]
        one = Enrolment(cluster=cluster, cell=cell, offer=offer, year=key.year, settings=self._case.scenario.settings)
        return counting(aim)(one) * self._case.factor(aim, cluster, key.segment_id, key.level_id)


def aim_in(programme: Programme, aim: str, worth: FutureWorth) -> pulp.LpAffineExpression:
    """An aim in a future, over the columns of the scenario's own programme.

    Args:
        programme: The scenario's.
        aim: One that it offers.
        worth: Of the future.
    """
    find_aim(aim)
    columns = {variable.name: variable for variable in programme.problem.variables()}
    terms: Terms = {}
    for column in programme.columns:
        if isinstance(column.key, Enrolled) and column.name in columns and (each := worth.worth(aim, column.key)):
            terms[columns[column.name]] = each
    return as_expression(terms)


def best_mean(programme: Programme, aims: Expressions, probabilities: Mapping[str, Fraction]) -> Posed:
    """The programme of the plan with the greatest mean of an aim.

    Args:
        programme: The scenario's; it is left as it is.
        aims: The aim by future.
        probabilities: Of each future, 1 together.
    """
    return Posed(problem=copied(programme), objective=-_mean(aims, probabilities))


def best_worst(programme: Programme, aims: Expressions, probabilities: Mapping[str, Fraction]) -> Posed:
    """The programme of the plan with the most of an aim where it has least of it.

    Args:
        programme: The scenario's.
        aims: The aim by future.
        probabilities: Of each future, to choose among equals by the mean; empty: by the sum over the futures.
    """
    problem = copied(programme)
    least = problem.add_variable("least", None, None)
    for position, expression in enumerate(aims.values()):
        _add(problem, expression - least, pulp.LpConstraintGE, f"least{position}", 0.0)
    return Posed(problem=problem, objective=pulp.LpAffineExpression({least: -1.0}), then=(-_mean(aims, probabilities),))


def best_worst_share(
    programme: Programme, aims: Expressions, probabilities: Mapping[str, Fraction], share: Fraction
) -> Posed:
    """The programme of the plan with the greatest mean of the worst share of the probability.

    Args:
        programme: The scenario's.
        aims: The aim by future.
        probabilities: Of each future, 1 together.
        share: Alpha, above 0 and at most 1.
    """
    problem = copied(programme)
    level = problem.add_variable("level", None, None)
    objective: dict[pulp.LpVariable, float] = {level: -1.0}
    for position, (future, expression) in enumerate(aims.items()):
        short = problem.add_variable(f"short{position}", 0, None)
        _add(problem, expression - level + short, pulp.LpConstraintGE, f"short_by{position}", 0.0)
        if weight := float(probabilities[future] / share):
            objective[short] = weight
    return Posed(problem=problem, objective=pulp.LpAffineExpression(objective), then=(-_mean(aims, probabilities),))


def least_regret(
    programme: Programme, aims: Expressions, probabilities: Mapping[str, Fraction], best: Mapping[str, float]
) -> Posed:
    """The programme of the plan with the least greatest regret.

    Args:
        programme: The scenario's.
        aims: The aim by future.
        probabilities: Of each future, to choose among equals by the mean; empty: by the sum over the futures.
        best: The most of the aim in each future, in the programme's units.
    """
    problem = copied(programme)
    regret = problem.add_variable("regret", 0, None)
    for position, (future, expression) in enumerate(aims.items()):
        _add(problem, expression + regret, pulp.LpConstraintGE, f"regret{position}", best[future])
    return Posed(problem=problem, objective=pulp.LpAffineExpression({regret: 1.0}), then=(-_mean(aims, probabilities),))


def _mean(aims: Expressions, probabilities: Mapping[str, Fraction]) -> pulp.LpAffineExpression:
    """The mean of an aim; without probabilities its sum over the futures, which only decides among equals."""
    total: dict[pulp.LpVariable, float] = {}
    for future, expression in aims.items():
        weight = float(probabilities.get(future, Fraction(1)))
        for column, factor in expression.items():
            total[column] = total.get(column, 0.0) + weight * factor
    return pulp.LpAffineExpression(total)


def _add(problem: pulp.LpProblem, terms: pulp.LpAffineExpression, sense: int, name: str, bound: float) -> None:
    problem.addConstraint(pulp.LpConstraint(terms, sense, name, bound))
