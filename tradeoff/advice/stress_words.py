"""Says in words and as JSON how sure a plan is: promise against delivery, what is overspent, what moves it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tradeoff.advice.figure_units import unit_of, units_words
from tradeoff.advice.ranges_stated import NOT_STATED
from tradeoff.advice.stress import Overspent, Stress, aim_records
from tradeoff.advice.swings import Swing, ranked
from tradeoff.advice.wording import bare_figure, between, purse_names, year_name
from tradeoff.money import format_number, format_rupees
from tradeoff.programme.programme import units
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import clauses, headed, say, say_of, told_share

MOST_SWINGS = 10
"""Figures shown: those that move an aim most."""
_MOST_PURSES = 5

HOW_TO_READ = (
    "How to read it: each bar is what the plan delivers where this figure alone is anywhere between its low "
    "(orange) and its high (blue); the line is what is promised. The longer the bar, "
    "the sooner the figure should be measured."
)
"""Of a tornado chart, for whoever has never seen one."""
PROMISED = "{aim}: promised {promised}; {low} to {high} in nine of ten draws over the ranges stated."
ASKS_FOR_MORE = "The plan asks for more than there is at the tables' own figures already; `tradeoff check` says where."


def stress_sentences(found: Stress) -> Iterator[str]:
    """What was found, a sentence each."""
    if found.is_cut:
        yield say(
            "Interrupted: {draws} of {asked} draws are done.",
            draws=format_number(found.draws),
            asked=format_number(found.asked),
        )
    if not found.ranges.figures:
        yield say(
            "No figure states a range that a plan depends on, so nothing was drawn. {left}", left=_left_words(found)
        ).rstrip()
        return
    yield from (promise_sentence(found, aim) for aim in found.promised)
    yield ends_sentence(found)
    if asks_for_more(found):
        yield say(ASKS_FOR_MORE)
    yield from _limits(found)
    if left := _left_words(found):
        yield left


def promise_sentence(found: Stress, aim: str) -> str:
    """Promise against delivery: `today: promised Rs 40 crore; Rs 31 crore to Rs 44 crore in nine of ten draws ...`."""
    lower, _, upper = found.between(aim)
    scenario = found.scenario
    low, high = between(scenario, aim, lower, upper)
    promised = bare_figure(scenario, aim, found.promised[aim])
    return say(PROMISED, aim=say(aim), promised=promised, low=low, high=high)


def ends_sentence(found: Stress) -> str:
    """How often what is delivered lies beyond the ends that are told."""
    return say_of(
        len(found.ranges.figures),
        "Of {draws} draws of the {count} figure with a range, at most about 5% deliver less than the lower of both "
        "ends, and at most about 5% more than the upper.",
        "Of {draws} draws of the {count} figures with a range, at most about 5% deliver less than the lower of both "
        "ends, and at most about 5% more than the upper.",
        draws=format_number(found.draws),
    )


def asks_for_more(found: Stress) -> bool:
    """Whether the plan breaks limits before anything is drawn."""
    return any(found.at_own_figures[aim] < value * (1 - 1e-9) for aim, value in found.promised.items())


def _limits(found: Stress) -> Iterator[str]:
    yield say(
        "In {within_purses} of the draws no purse is asked for more than it has.",
        within_purses=told_share(found.within_purses),
    )
    for one in sorted(found.purses, key=lambda one: (-one.share, -one.high))[:_MOST_PURSES]:
        rupees = format_rupees(one.high)
        yield say(
            "{purse} is overspent in {share} of the draws{by}.",
            purse=purse_words(one, found.scenario),
            share=told_share(one.share),
            by=_by(rupees, one),
        )
    for one in found.months:
        months = say_of(one.high, "{months} agent-month", "{months} agent-months", months=format_number(one.high))
        when = year_name(found.scenario, one.year)
        yield say(
            "Agents have too little time in {when} in {share} of the draws{by}.",
            when=when,
            share=told_share(one.share),
            by=_by(months, one),
        )
    if any(found.not_listed):
        share = sum(1 for one in found.not_listed if one > 0) / found.draws
        yield (
            say(
                "In {share} of the draws some of the households planned for are on no list: {draws} households on the "
                "average of all draws.",
                share=told_share(share),
                draws=format_number(sum(found.not_listed) / found.draws),
            )
        )


def _by(amount: str, one: Overspent) -> str:
    """By how much, where more than 5 draws of 100 are."""
    return say(", in 5% of all draws by {amount} or more", amount=amount) if one.high else ""


def purse_words(one: Overspent, scenario: Scenario) -> str:
    """A purse in words, by the names its tables give it: `Department of Textiles (Central schemes), 2026-27`."""
    names = {**purse_names(scenario), "ALL": say("The purse of all departments")}
    funds = {row.fund_id: row.name for row in scenario.funds}
    fund = f" ({funds.get(one.fund, one.fund)})" if one.fund else ""
    return f"{names.get(one.department, one.department)}{fund}, {year_name(scenario, one.year)}"


def _left_words(found: Stress) -> str:
    """How many rows stay as they are, and why; blank where none does."""
    counts = Counter(one.why for one in found.ranges.left)
    parts = []
    for why, count in sorted(counts.items(), key=lambda item: (item[0] != NOT_STATED, item[0])):
        tables = sorted({f"{one.table}.csv" for one in found.ranges.left if one.why == why})
        parts.append(f"{format_number(count)} ({headed(say(why), found.ranges.placed(', '.join(tables)))})")
    return say("Rows left as they are: {parts}.", parts=clauses(parts)) if parts else ""


SWING_COLUMNS = ("figure", "low", "high", "unit", "at_low", "at_high", "grade", "source")
"""Of the table of what each figure does by itself."""


def swing_records(found: Stress, aim: str, most: int | None = MOST_SWINGS) -> list[dict[str, object]]:
    """The figures that move an aim most by themselves: their ends and unit, and what the plan delivers at both.

    Args:
        found: What `stress` returns.
        aim: By its name.
        most: How many; None for all that move it.
    """
    return [
        {
            "figure": one.what,
            "low": _end(one, "low"),
            "high": _end(one, "high"),
            "unit": units_words(one.figures, found.scenario),
            "at_low": one.at_low[aim],
            "at_high": one.at_high[aim],
            "grade": one.grade,
            "source": one.sources,
        }
        for one in ranked(found.swings, aim)[:most]
    ]


def _end(one: Swing, end: str) -> float | None:
    """The end of a figure's range; None of several figures, which have no common one."""
    return float(getattr(one.figures[0], end)) if len(one.figures) == 1 else None


def stress_json(found: Stress) -> Mapping[str, object]:
    """What was found as `tradeoff/stress/1`; aims in their units, money of purses in rupees."""
    scenario = found.scenario
    return {
        "schema": "tradeoff/stress/1",
        "scenario": scenario.name,
        "data_hash": scenario.data_hash,
        "seed": found.seed,
        "draws": found.draws,
        "draws_asked": found.asked,
        "units": units(scenario),
        "aims": aim_records(found),
        "at_own_figures": dict(found.at_own_figures),
        "within_purses": found.within_purses,
        "within_months": found.within_months,
        "purses": [vars(one) for one in found.purses],
        "months": [
            {"year": one.year, "share": one.share, "median": one.median, "high": one.high} for one in found.months
        ],
        "swings": [_swing_json(one, scenario) for one in found.swings],
        "left": [vars(one) for one in found.ranges.left],
        "sentences": list(stress_sentences(found)),
    }


def _swing_json(one: Swing, scenario: Scenario) -> Mapping[str, object]:
    return {
        "what": one.what,
        "figures": [
            {key: value for key, value in vars(part).items() if key not in ("group", "source", "grade", "where")}
            | {"unit": unit_of(part, scenario)}
            for part in one.figures
        ],
        "grade": one.grade,
        "source": one.sources,
        "at_low": dict(one.at_low),
        "at_high": dict(one.at_high),
    }
