"""Says what limits a plan: its rows without slack, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tradeoff.advice.rules import RULES, rule_sentences
from tradeoff.advice.wording import cluster_names, listing, purse_names, year_name
from tradeoff.money import exact_rupees, format_significant
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.programme.plan import Plan
from tradeoff.scenario.measures import find_measure
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.tables import Limit
from tradeoff.words.spoken import say

_IN_CLUSTERS = {
    RowKind.TRUST_GATE: "Facilitation allows no more households at the higher levels in {clusters}.",
    RowKind.SMALLEST: "No more households are served than make an opening worth it in {clusters}.",
    RowKind.COVERAGE: "Only as many households as an opened cluster must cover are served in {clusters}.",
    RowKind.JOINING: (
        "Everybody who can join while accompanied, and after the wait of a level, has joined in {clusters}."
    ),
    RowKind.EARLY_GAINS: "No more is gained at once than opening asks for in {clusters}.",
}
"""What a row says of its clusters, the most telling first."""
_MONTHS = {
    ("<=", ">="): "Facilitation can be neither longer nor shorter in {clusters}.",
    ("<=",): "Facilitation can be no longer in {clusters}.",
    (">=",): "Facilitation can be no shorter in {clusters}.",
}
"""What the bounds of facilitation say of the clusters at which they hold, in one year or another."""
_IN_YEARS = {
    RowKind.AGENTS: "The agents' months of {years} are used up.",
    RowKind.METHOD: "No more clusters can be opened by the method that pilots have shown by {years}.",
    RowKind.TRAINING: "As many agents as can be are trained in {years}.",
    RowKind.POSTS: "Every agent's post is filled in {years}.",
}
"""What a row says of its years."""
_ORDER = (
    RowKind.PURSE,
    *_IN_YEARS,
    RowKind.LIMIT,
    RowKind.TRANSFER,
    *RULES,
    RowKind.POPULATION,
    *_IN_CLUSTERS,
    RowKind.FACILITATION,
)
_DIGITS = 12
"""Significant digits of what a table gives: it is not rounded."""
_WORDS = {"<=": "at most", ">=": "at least", "=": "exactly"}


def binding_sentences(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What has no slack in a plan, most telling first: money, people, limits, lists, trust."""
    by_kind: dict[RowKind, list[RowMeaning]] = defaultdict(list)
    for row in plan.binding:
        by_kind[row.kind].append(row)
    if untold := by_kind.keys() - set(_ORDER):
        raise LookupError(f"advice/binding.py has no words for rows of {', '.join(sorted(untold))}")
    sentences: list[str] = []
    for kind in _ORDER:
        if by_kind[kind]:
            sentences += _say(kind, by_kind[kind], scenario)
    return tuple(sentences)


def limit_words(row: RowMeaning, scenario: Scenario) -> str:
    """One limit in words: its id, its bound in its unit, its place, its reason."""
    keys = dict(row.keys)
    names = cluster_names(scenario)
    scope = [names.get(value, value) for key, value in keys.items() if key not in ("limit_id", "year")]
    scope += [year_name(scenario, int(keys["year"]))] if "year" in keys else []
    words = bound_words(row, scenario)
    if scope:
        words += say(" in {scope}", scope=", ".join(scope))
    limit = _limit_of(row, scenario)
    return words + (f" ({limit.reason})" if limit.reason else "")


def bound_words(row: RowMeaning, scenario: Scenario) -> str:
    """One limit in words that hold wherever it applies: its id and its bound in its unit."""
    limit = _limit_of(row, scenario)
    if row.unit.is_money:
        bound = exact_rupees(row.bound)
    elif row.unit.is_share:
        bound = say("{share}%", share=format_significant(100 * row.bound, _DIGITS))
    else:
        bound = format_significant(row.bound, _DIGITS)
    return say(
        "limit {limit_id}: {words} {word} {bound}",
        limit_id=limit.limit_id,
        words=say(find_measure(limit.measure).words),
        word=say(_WORDS[row.sense]),
        bound=bound,
    )


def _limit_of(row: RowMeaning, scenario: Scenario) -> Limit:
    return next(limit for limit in scenario.limits if limit.limit_id == dict(row.keys)["limit_id"])


def _say(kind: RowKind, rows: list[RowMeaning], scenario: Scenario) -> list[str]:
    if kind is RowKind.LIMIT:
        return [
            say(
                "{limit}{limit2} is met with nothing to spare.",
                limit=limit_words(row, scenario)[0].upper(),
                limit2=limit_words(row, scenario)[1:],
            )
            for row in rows
        ]
    if kind is RowKind.PURSE:
        return _say_purses(rows, scenario)
    if kind in RULES:
        return rule_sentences(kind, rows, scenario)
    keys = [dict(row.keys) for row in rows]
    names = cluster_names(scenario)
    if kind in _IN_YEARS:
        return [say(_IN_YEARS[kind], years=listing([year_name(scenario, int(key["year"])) for key in keys]))]
    if kind is RowKind.TRANSFER:
        departments = sorted({purse_names(scenario).get(key["department"], key["department"]) for key in keys})
        return [say("{departments} may not move more money to others.", departments=listing(departments))]
    if kind is RowKind.FACILITATION:
        return _say_months(rows, names)
    clusters = sorted({names[key["cluster"]] for key in keys})
    if kind is RowKind.POPULATION:
        last = str(scenario.settings.project_years)
        lists = sorted({_list_name(key, names) for key in keys if key["year"] == last})
        return [say("Every household on the list is served: {lists}.", lists=listing(lists))] if lists else []
    return [say(_IN_CLUSTERS[kind], clusters=listing(clusters))]


def _say_months(rows: list[RowMeaning], names: Mapping[str, str]) -> list[str]:
    """Where facilitation has the most months that it may, the least that it must, or both."""
    senses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        keys = dict(row.keys)
        senses[names[keys["cluster"]], keys["year"]].add(row.sense)
    held = {ends: sorted({name for (name, _), found in senses.items() if found == set(ends)}) for ends in _MONTHS}
    return [say(_MONTHS[ends], clusters=listing(clusters)) for ends, clusters in held.items() if clusters]


def _list_name(keys: dict[str, str], names: dict[str, str]) -> str:
    segment = "" if keys["segment"] == "all" else f" ({keys['segment']})"
    return f"{names[keys['cluster']]}{segment}"


def _say_purses(rows: list[RowMeaning], scenario: Scenario) -> list[str]:
    names = purse_names(scenario)
    by_purse: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        keys = dict(row.keys)
        if row.bound:
            by_purse[keys["department"], keys["fund"]].append(int(keys["year"]))
    funds = {fund.fund_id: fund.name for fund in scenario.funds}
    sentences = []
    for (department, fund), years in sorted(by_purse.items()):
        name = names.get(department, department)
        money = (
            say("{fund} of {name}", fund=funds[fund], name=name)
            if fund in funds
            else say("The money of {name}", name=name)
        )
        all_years = len(years) == scenario.settings.project_years
        when = (
            ""
            if all_years and len(years) == 1
            else say(" in every year")
            if all_years
            else say(" in {years}", years=listing([year_name(scenario, year) for year in years]))
        )
        sentences.append(say("{money} is spent to the last rupee{when}.", money=money, when=when))
    return sentences
