"""Sets two plans beside each other: what each has of every aim, and who gets more or less, where and when.

Figures are worked out from what each plan decides, in exact fractions; what its files state is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tradeoff.advice.plan_check import PlanCheck, check_plan
from tradeoff.advice.wording import cluster_names, purse_names
from tradeoff.programme.decision import SavedPlan
from tradeoff.programme.programme import units
from tradeoff.scenario.reforms import answers
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import MONEY_UNITS
from tradeoff.scenario.write import scenario_files
from tradeoff.words.spoken import say

_SAME = Fraction(1, 10**9)
"""Relative difference up to which two figures are one: files hold twelve digits."""


@dataclass(frozen=True, kw_only=True)
class PlanDifference:
    """One figure that both plans have, or one of them."""

    of: str
    """`aim`, `department`, `cluster`, or `plan` for all of it."""
    id: str
    """Which; blank for all of it."""
    name: str
    figure: str
    """What is counted: `value`, `money`, `households`, `opened` (the share open in the last year)."""
    unit: str
    first: float
    second: float

    @property
    def difference(self) -> float:
        """What the second has more than the first; 0 for what rounding leaves of nothing."""
        more = self.second - self.first
        return 0.0 if abs(more) <= _SAME * max(abs(self.first), abs(self.second)) else more


@dataclass(frozen=True, kw_only=True)
class PlanDifferences:
    """Two plans beside each other."""

    first: PlanCheck
    second: PlanCheck
    tables: tuple[str, ...]
    """Tables in which their scenarios differ; `reforms` and `floors` where those differ. None for one scenario."""
    rows: tuple[PlanDifference, ...]
    """Of every aim and of all money; of departments and clusters those that differ."""


def plan_differences(first: SavedPlan | str | Path, second: SavedPlan | str | Path) -> PlanDifferences:
    """What a second plan has more or less than a first.

    Args:
        first: What `read_plan` returns, or its folder.
        second: Another, of the same scenario or of one whose figures alone differ.

    Raises:
        ScenarioError: The tables of one are wrong.
        SolverError: What nobody decides could not be found.
        ValueError: Aims, units or years are not the same, so that nothing can be compared.

    Example:
        >>> import tradeoff
        >>> tradeoff.plan_differences("sanctioned", "revised").rows  # doctest: +SKIP
    """
    one, other = check_plan(first), check_plan(second)
    here, there = one.plan.scenario, other.plan.scenario
    _require_comparable(one.plan, other.plan)
    return PlanDifferences(first=one, second=other, tables=_tables(here, there), rows=tuple(_rows(one, other)))


def _unit_words(money_unit: Fraction) -> str:
    """The name of a money unit, or the rupees in it."""
    return next(
        (name for name, worth in MONEY_UNITS.items() if worth == money_unit),
        say("{money_unit} rupees", money_unit=money_unit),
    )


def _require_comparable(first: SavedPlan, second: SavedPlan) -> None:
    here, there = first.scenario, second.scenario
    known = {cluster.cluster_id for cluster in there.clusters}
    for what, one, other in (
        (say("aims and units"), dict(units(here)), dict(units(there))),
        (say("money units"), _unit_words(here.settings.money_unit), _unit_words(there.settings.money_unit)),
        (say("years"), here.settings.project_years, there.settings.project_years),
        (say("first years"), here.settings.years.name(1), there.settings.years.name(1)),
    ):
        if one != other:
            raise ValueError(
                say(
                    "{folder} and {second_folder} have different {what} ({one} and {other}), so that their "
                    "figures cannot be compared; name two plans of one scenario",
                    folder=first.folder,
                    second_folder=second.folder,
                    what=what,
                    one=one,
                    other=other,
                )
            )
    if known.isdisjoint(cluster.cluster_id for cluster in here.clusters):
        raise ValueError(
            say(
                "{folder} is a plan of {name}, and {second_folder} of {there_name}: they have no cluster in "
                "common; name two plans of one scenario",
                folder=first.folder,
                name=here.name,
                second_folder=second.folder,
                there_name=there.name,
            )
        )


def _tables(here: Scenario, there: Scenario) -> tuple[str, ...]:
    """The tables in which two scenarios differ, then their reforms and floors."""
    one, other = ({n: c for n, c in scenario_files(s).items() if n.endswith(".csv")} for s in (here, there))
    found = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    found += ["reforms"] if answers(here) != answers(there) else []
    return tuple(found + (["floors"] if here.floors != there.floors else []))


def _rows(one: PlanCheck, other: PlanCheck) -> Iterator[PlanDifference]:
    unit = units(one.plan.scenario)
    for aim, value in one.worked.aims.items():
        yield _row("aim", aim, aim, "value", unit[aim], value, other.worked.aims[aim])
    counted = [sum(check.plan.decision.households.values(), start=Fraction(0)) for check in (one, other)]
    yield _row("plan", "", "all", "money", "INR", one.worked.spent, other.worked.spent)
    yield _row("plan", "", "all", "households", "households", *counted)
    # A name that only the second scenario has is its own.
    purses = purse_names(other.plan.scenario) | purse_names(one.plan.scenario)
    names = cluster_names(other.plan.scenario) | cluster_names(one.plan.scenario) | {"": say("The state as a whole")}
    yield from _by_key("department", "money", "INR", purses, *(_money(check, 0) for check in (one, other)))
    yield from _by_key("cluster", "money", "INR", names, *(_money(check, 1) for check in (one, other)))
    joined = (_households(check) for check in (one, other))
    yield from _by_key("cluster", "households", "households", names, *joined)
    yield from _by_key("cluster", "opened", "share", names, *(_opened(check) for check in (one, other)))


def _by_key(
    of: str,
    figure: str,
    unit: str,
    names: Mapping[str, str],
    first: Mapping[str, Fraction],
    second: Mapping[str, Fraction],
) -> Iterator[PlanDifference]:
    """A row a key of two tables whose figures differ, the greatest difference first.

    Args:
        of: What the keys are of.
        figure: What is counted.
        unit: In which unit.
        names: By key.
        first: The first plan's figures by key; a key that is not there has 0.
        second: The second's.
    """
    nothing = Fraction(0)
    pairs = {key: (first.get(key, nothing), second.get(key, nothing)) for key in {*first, *second}}
    for key, (one, other) in sorted(pairs.items(), key=lambda item: (-abs(item[1][1] - item[1][0]), item[0])):
        if abs(one - other) > _SAME * max(abs(one), abs(other)):
            yield _row(of, key, names.get(key, key), figure, unit, one, other)


def _row(of: str, key: str, name: str, figure: str, unit: str, one: Fraction, other: Fraction) -> PlanDifference:
    return PlanDifference(of=of, id=key, name=name, figure=figure, unit=unit, first=float(one), second=float(other))


def _money(check: PlanCheck, place: int) -> dict[str, Fraction]:
    """Rupees by one column of the key: department or cluster."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for key, rupees in check.worked.money.items():
        found[str(key[place])] += rupees
    return found


def _households(check: PlanCheck) -> dict[str, Fraction]:
    found: dict[str, Fraction] = defaultdict(Fraction)
    for enrolled, count in check.plan.decision.households.items():
        found[enrolled.cluster_id] += count
    return found


def _opened(check: PlanCheck) -> dict[str, Fraction]:
    """The share open in the last year."""
    last = check.plan.scenario.settings.project_years
    return {opened.cluster_id: share for opened, share in check.plan.decision.openings.items() if opened.year == last}


def differences_json(found: PlanDifferences) -> dict[str, object]:
    """Two plans beside each other as `tradeoff/plan-differences/1`; money in rupees."""
    return {
        "schema": "tradeoff/plan-differences/1",
        "plans": [
            {
                "folder": str(check.plan.folder),
                "scenario": check.plan.scenario.name,
                "data_hash": check.plan.scenario.data_hash,
                "form": str(check.plan.form),
                "broken": list(check.broken),
            }
            for check in (found.first, found.second)
        ],
        "tables": list(found.tables),
        "rows": [{**vars(row), "difference": row.difference} for row in found.rows],
    }


def differences_sentences(found: PlanDifferences) -> Iterator[str]:
    """What is to be known beside the figures: other tables, and limits that one of them breaks."""
    if found.tables:
        yield say(
            "They are of different scenarios, in {tables}: each is worked out in its own.",
            tables=", ".join(found.tables),
        )
    for check in (found.first, found.second):
        if check.broken:
            count = len(check.broken)
            limits = say("{count} limits", count=count) if count > 1 else say("a limit")
            yield say(
                "{name} breaks {limits}; `tradeoff check` names what is broken and by how much.",
                name=check.plan.name,
                limits=limits,
            )
