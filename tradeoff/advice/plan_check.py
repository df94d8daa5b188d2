"""Checks a plan: works out again what it reaches and costs, and says what is stated otherwise and what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tradeoff.advice.broken import broken_sentences
from tradeoff.advice.difference import Difference
from tradeoff.advice.stated import differences
from tradeoff.advice.wording import figure, listing
from tradeoff.advice.worked import Worked, work_out
from tradeoff.money import format_rupees
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.form import Form
from tradeoff.programme.read_plan import read_plan
from tradeoff.words.spoken import headed, say, say_of

_NOISE = 1e-9
"""Of a level, the share that twelve published digits leave."""


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """What a plan reaches of all aims, what it costs, what is stated otherwise, and what it breaks."""

    plan: SavedPlan
    worked: Worked
    differences: tuple[Difference, ...]
    broken: tuple[str, ...]
    """Each limit or rule that it does not keep, with the amount."""

    @property
    def aims(self) -> dict[str, float]:
        """Every offered aim, in its unit."""
        return {name: float(value) for name, value in self.worked.aims.items()}

    @property
    def spent(self) -> float:
        """All money, in rupees."""
        return float(self.worked.spent)

    def __str__(self) -> str:
        return "\n".join(check_lines(self))


def check_plan(plan: SavedPlan | str | Path) -> PlanCheck:
    """What a plan reaches and costs, what its files state otherwise, and which limits it breaks.

    Args:
        plan: What `read_plan` returns, or its folder.

    Raises:
        ScenarioError: Its tables are wrong; it lists every problem.
        SolverError: What nobody decides could not be found.

    Example:
        >>> import tradeoff
        >>> print(tradeoff.check_plan("sanctioned"))  # doctest: +SKIP
    """
    saved = plan if isinstance(plan, SavedPlan) else read_plan(plan)
    worked = work_out(saved.scenario, saved.decision, whole=saved.form is not Form.OUTLOOK)
    broken = broken_sentences(worked.broken, saved.scenario, saved.decision)
    return PlanCheck(
        plan=saved,
        worked=worked,
        differences=tuple(differences(saved, worked)),
        broken=(*broken, *_not_whole(saved)),
    )


def check_lines(check: PlanCheck) -> Iterator[str]:
    """All that was found, a line each."""
    scenario = check.plan.scenario
    if check.plan.readings:
        yield say("Read, though written otherwise:")
    yield from (f"- {reading}" for reading in check.plan.readings)
    yield from other_tables(check)
    for name, value in check.aims.items():
        yield headed(say(name), figure(scenario, name, value))
    yield say("money: {spent}", spent=format_rupees(check.spent))
    yield from lost_level(check)
    for table in check.worked.found:
        name = _called(table, check.plan)
        yield say("{name} is not there; it is taken as what breaks least, and of that costs least.", name=name)
    if check.differences:
        yield say("What is stated and what follows differ:")
        yield from (f"- {one}" for one in check.differences)
    elif check.plan.stated:
        tables = _all_called(check.plan)
        yield say("Every figure stated in {tables} follows from what is decided; nothing is different.", tables=tables)
    if check.broken:
        yield say("The plan breaks:")
        yield from (f"- {sentence}." for sentence in check.broken)
    else:
        yield say("It keeps every limit.")


def other_tables(check: PlanCheck) -> Iterator[str]:
    """That the tables of its scenario are no longer those that a plan was made from, where it says which these were."""
    if check.plan.is_of_other_tables:
        yield say(
            "The tables of {scenario} are no longer those that this plan was made from: it is held against them as "
            "they are now.",
            scenario=check.plan.scenario.name,
        )


def lost_level(check: PlanCheck) -> Iterator[str]:
    """The level that a plan was made for, where it has less of it since; nothing where it never reached it."""
    scenario, stated = check.plan.scenario, check.plan.stated.get("aims", {})
    for aim, level in check.plan.asked.items():
        reached = float(stated.get((aim,), {}).get("value", level))
        had, wanted = check.aims[aim], min(level, reached)
        if wanted - had > _NOISE * max(1.0, abs(wanted)):
            yield say(
                "It was made for {level} of {aim}, and has {short} less since.",
                level=figure(scenario, aim, wanted),
                aim=say(aim),
                short=figure(scenario, aim, wanted - had),
            )


def _all_called(plan: SavedPlan) -> str:
    """All tables that state figures, by their files or sheets."""
    names = [table if plan.folder.is_file() else f"{table}.csv" for table in plan.stated]
    told = listing(names, most=len(names))
    return say_of(len(names), "the sheet {told}", "the sheets {told}", told=told) if plan.folder.is_file() else told


def _called(table: str, plan: SavedPlan) -> str:
    """A table of a plan by its file, or by its sheet where the plan is a workbook."""
    return say("the sheet {file}", file=table) if plan.folder.is_file() else f"{table}.csv"


def _not_whole(saved: SavedPlan) -> Iterator[str]:
    """What is a fraction although the form says that it is whole."""
    if saved.form is Form.OUTLOOK:
        return
    said, named = say("the plan's form is {form}", form=saved.form), saved.scenario.settings.years
    for opened, share in saved.decision.openings.items():
        if share.denominator != 1:
            yield say(
                "{cluster_id} is open to {share:.6g} in {name}, and {said}",
                cluster_id=opened.cluster_id,
                share=float(share),
                name=named.name(opened.year),
                said=said,
            )
    if saved.form is Form.ACTION:
        for enrolled, count in saved.decision.households.items():
            if count.denominator != 1:
                place = ", ".join((*enrolled[:3], named.shown(enrolled.year)))
                yield say(
                    "{count:.6g} households enrol at {place}, and {said}", count=float(count), place=place, said=said
                )


def check_json(check: PlanCheck) -> Mapping[str, object]:
    """What was found as `tradeoff/plan-check/1`; money in rupees."""
    return {
        "schema": "tradeoff/plan-check/1",
        "scenario": check.plan.scenario.name,
        "data_hash": check.plan.scenario.data_hash,
        "tables_changed": check.plan.is_of_other_tables,
        "form": str(check.plan.form),
        "asked": dict(check.plan.asked),
        "readings": [{**vars(reading), "reading": str(reading)} for reading in check.plan.readings],
        "aims": check.aims,
        "spent": check.spent,
        "found": list(check.worked.found),
        "differences": [vars(one) for one in check.differences],
        "broken": [
            {
                "kind": str(one.row.kind),
                **dict(one.row.keys),
                "sense": one.row.sense,
                "by": float(one.by),
                "unit": "rupees" if one.counts_money else one.row.unit.many,
            }
            for one in check.worked.broken
        ],
        "sentences": list(check.broken),
    }
