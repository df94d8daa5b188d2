"""Gathers what a page shows of a saved plan: where it stands beside the outlook, its money, and whom it serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tradeoff.advice.plan_check import PlanCheck
from tradeoff.advice.standing import Standing, distance_sentences, doubts
from tradeoff.advice.wording import bare_figure, cluster_names, purse_names, solved, year_name
from tradeoff.money import format_number, format_rupees
from tradeoff.scenario.objectives import find_pair
from tradeoff.words.spoken import say


def plan_on_page(standings: Sequence[Standing]) -> dict[str, Any] | None:
    """What a page shows of a plan; None where it shows none.

    Args:
        standings: Where one and the same plan stands, one a choice.
    """
    if not standings:
        return None
    check = standings[0].check
    return {
        "name": check.plan.name,
        "form": str(check.plan.form),
        "choices": [(say(find_pair(one.frontier.trade).heading), distance_sentences(one)) for one in standings],
        "doubts": doubts(check),
        "aims": [row for one in standings for row in _aims(one)],
        "departments": _departments(check),
        "years": _years(check),
        "clusters": _clusters(check),
        "households": format_number(sum(map(float, check.plan.decision.households.values()))),
        "spent": format_rupees(check.spent),
    }


def _aims(one: Standing) -> list[dict[str, str]]:
    """Of both aims: what the plan has, and how much more shares reach with as much of the other."""
    return [
        {
            "aim": say(aim),
            "value": bare_figure(one.plan.scenario, aim, value),
            "more": _more(one, aim, one.lost.get(aim)),
        }
        for aim, value in one.reached.items()
    ]


def _more(one: Standing, aim: str, lost: float | None) -> str:
    """By how much shares have more of an aim than the plan: nothing, so much, or less."""
    if lost is None:
        return say("out of reach")
    if lost == 0:
        return say("no more")
    by = solved(one.plan.scenario, aim, abs(lost))
    return say("less {by}", by=by) if lost < 0 else by


def _departments(check: PlanCheck) -> list[tuple[str, str]]:
    names, money = purse_names(check.plan.scenario), _sums(check, 0)
    return [(names.get(key, key), format_rupees(float(rupees))) for key, rupees in sorted(money.items())]


def _years(check: PlanCheck) -> list[tuple[str, str]]:
    scenario, money = check.plan.scenario, _sums(check, 3)
    years = range(1, scenario.settings.project_years + 1)
    return [(year_name(scenario, year), format_rupees(float(money.get(str(year), 0)))) for year in years]


def _clusters(check: PlanCheck) -> list[tuple[str, str, str]]:
    """Name, households and money of each cluster that gets anything, the most money first."""
    money = _sums(check, 1)
    joined: dict[str, Fraction] = defaultdict(Fraction)
    for enrolled, count in check.plan.decision.households.items():
        joined[enrolled.cluster_id] += count
    names = cluster_names(check.plan.scenario) | {"": say("The state as a whole")}
    served = [key for key in names if money.get(key) or joined.get(key)]
    order = sorted(served, key=lambda key: (-money.get(key, Fraction(0)), key))
    return [
        (names[key], format_number(float(joined.get(key, 0))), format_rupees(float(money.get(key, 0)))) for key in order
    ]


def _sums(check: PlanCheck, place: int) -> dict[str, Fraction]:
    """Rupees by one column of the key: department, cluster, activity or year."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for key, rupees in check.worked.money.items():
        found[str(key[place])] += rupees
    return found
