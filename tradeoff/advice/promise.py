"""Says beside a headline what the ranges leave of what a plan promises, or which doubtful rows state no range.

Some two hundred draws of a plan that is kept take less than a second, so nobody has to ask for them. Nothing is said
where every row is measured or on record; and nothing is promised of what lies between plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tradeoff.advice.kept_plan import decision_of, keep
from tradeoff.advice.ranges_stated import Ranges, ranges_stated
from tradeoff.advice.ranges_words import unranged, unranged_places
from tradeoff.advice.stress import PERCENTILES, Stress, aim_records, stress_kept
from tradeoff.advice.stress_words import ASKS_FOR_MORE, asks_for_more, ends_sentence, promise_sentence
from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.named_plans import NamedPlan
from tradeoff.frontier.scenario_frontier import ScenarioFrontier
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import Programme
from tradeoff.words.spoken import all_of, say, say_of

DRAWS = 200


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What the ranges leave of a plan's aims."""

    ranges: Ranges
    found: Stress | None
    """None where no figure that a plan depends on states a range."""


def promise_of(plan: Plan, programme: Programme | None = None) -> Promise | None:
    """What the ranges leave of a plan that is kept; None where no figure is doubtful.

    Args:
        plan: In shares or whole.
        programme: Its scenario's own, in shares, where somebody has built it already.

    Raises:
        KeyboardInterrupt: Ctrl-C came before all draws were done.
        SolverError: What nobody decides, such as which fund pays, could not be found.
    """
    scenario = plan.scenario if programme is None else programme.scenario
    ranges = ranges_stated(scenario)
    if not ranges.figures:
        return Promise(ranges=ranges, found=None) if unranged(ranges) else None
    found = stress_kept(keep(scenario, decision_of(plan), programme), draws=DRAWS)
    if found.is_cut:
        raise KeyboardInterrupt
    return Promise(ranges=ranges, found=found)


def named_promises(frontier: ScenarioFrontier) -> tuple[tuple[NamedPlan, Promise], ...]:
    """The same of each plan with a name of a frontier; nothing where its search was cut short or nothing is doubtful.

    Args:
        frontier: In shares.
    """
    if frontier.certificate.stopped:
        return ()
    programme = frontier.study.programme
    return tuple(
        (named, promise)
        for named in frontier.named_plans
        if (promise := promise_of(frontier.named_plan(named), programme)) is not None
    )


def end_promises(frontier: ScenarioFrontier | WholeScenarioFrontier | None) -> dict[str, Promise]:
    """By aim, the same of the plan with the most of it; nothing as in `named_promises`, nor without a frontier.

    Args:
        frontier: In shares, or with clusters that open whole; None where there is no plan.
    """
    if frontier is None or frontier.certificate.stopped:
        return {}
    if isinstance(frontier, ScenarioFrontier):
        study = frontier.study
        first, last = (study.plan(frontier.end(aim)) for aim in (frontier.x, frontier.y))
    else:
        study = frontier.outlook.study
        first, last = frontier.plans[0], frontier.plans[-1]
    ends = {frontier.x: first, frontier.y: last}
    return {aim: found for aim, plan in ends.items() if (found := promise_of(plan, study.programme)) is not None}


def promise_sentences(promise: Promise, aims: Sequence[str]) -> Iterator[str]:
    """Promise against delivery of some aims, and how it was found; or that nobody can tell, and which rows lack what.

    Args:
        promise: What `promise_of` returns.
        aims: By name.
    """
    if promise.found is not None:
        yield from (promise_sentence(promise.found, aim) for aim in aims)
    yield from how_found(promise)


def how_found(promise: Promise) -> Iterator[str]:
    """How promise and delivery are to be read, and which doubtful rows state no range.

    Args:
        promise: What `promise_of` returns.
    """
    found, rows = promise.found, unranged(promise.ranges)
    if found is None:
        yield say(
            "How much of this would be delivered if doubtful figures are wrong cannot be told: none states a range. "
            "Doubtful rows (grade {grades}): {rows}.",
            grades=all_of(sorted({one.grade for one in rows})),
            rows=unranged_places(promise.ranges),
        )
        return
    yield say("Nothing is decided anew. {ends}", ends=ends_sentence(found))
    if asks_for_more(found):
        yield say(ASKS_FOR_MORE)
    if rows:
        yield say_of(
            len(rows),
            "{count} doubtful row states no range and stays as it is ({tables}).",
            "{count} doubtful rows state no range and stay as they are ({tables}).",
            tables=promise.ranges.placed(", ".join(dict.fromkeys(f"{one.table}.csv" for one in rows))),
        )


def promise_rows(promise: Promise, aims: Sequence[str]) -> Iterator[dict[str, str]]:
    """A row an aim for people: promised, then the 5th, 50th and 95th of a hundred draws; none without a range.

    Args:
        promise: What `promise_of` returns.
        aims: By name.
    """
    found = promise.found
    for aim in aims if found is not None else ():
        assert found is not None
        low, middle, high = (bare_figure(found.scenario, aim, value) for value in found.between(aim))
        promised = bare_figure(found.scenario, aim, found.promised[aim])
        yield {"aim": aim, "promised": promised, "lower": low, "median": middle, "upper": high}


def ends_json(promised: Mapping[str, Promise]) -> dict[str, object]:
    """For programs, what `end_promises` found, each with its own aim's sentences: `most_breadth`, `most_depth`."""
    return {f"most_{aim}": promise_json(promise, (aim,)) for aim, promise in promised.items()}


def promise_json(promise: Promise | None, aims: Sequence[str]) -> dict[str, object] | None:
    """The same for programs, every aim in its unit; None where nothing is doubtful.

    Args:
        promise: What `promise_of` returns.
        aims: Those whose sentences are told.
    """
    if promise is None:
        return None
    found = promise.found
    return {
        "draws": 0 if found is None else found.draws,
        "seed": None if found is None else found.seed,
        "percentiles": list(PERCENTILES),
        "figures": len(promise.ranges.figures),
        "aims": [] if found is None else aim_records(found),
        "not_stated": {
            table: [one.row for one in rows]
            for table, rows in groupby(unranged(promise.ranges), key=lambda one: one.table)
        },
        "sentences": list(promise_sentences(promise, aims)),
    }
