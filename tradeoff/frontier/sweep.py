"""Asks one question of a scenario under many sets of changes, and lays all answers in one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from numbers import Real
from typing import TYPE_CHECKING, Any

from tradeoff.errors import InfeasibleError, InputFault, ScenarioError, SolverError, shown
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.refusals import require_decided, require_shares
from tradeoff.frontier.study import ScenarioFrontier, trace_frontier
from tradeoff.moo.arguments import require_gap, require_seconds
from tradeoff.moo.lp.stopping import Progress
from tradeoff.scenario.arguments import require_several
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    import pandas as pd

Changes = Sequence[Mapping[str, object]]
_Row = dict[str, object]


def sweep(
    scenario: Scenario,
    trade: str,
    changes: Mapping[str, Changes] | Sequence[Changes],
    *,
    at: float | Sequence[float] | None = None,
    gap: float = 0.001,
    exact: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Trace a scenario's frontier under each set of changes, and lay their points, or their plans at a level, together.

    Args:
        scenario: What `read_scenario` returns; an empty set of changes stands for it as it is.
        trade: The choice, such as "depth-breadth".
        changes: Sets of changes by label, each as for `Scenario.with_changes`; of a list the labels are "1", "2", ...
        at: A level of x or several, in its unit: a row for the plan at each instead of one for every point.
        gap: A share of both ranges, as in `trace_frontier`.
        exact: Find every breakpoint instead.
        time_limit: Seconds for each set, after which it is what is found by then; None for no limit.
        progress: Called as in `trace_frontier`, for each set in turn; None for nobody.

    Returns:
        A row a set and point. change: its label; state: "plan", "no plan" where no plan satisfies the limits or none
        reaches the level, "not solved" where the solver gave up; remark: why, or what to know; plan: the point's
        number (blank at a level); at: the level asked; then x, y, rate_left and rate_right (y for one unit of x, at
        points), the other aims, rupees of all envelopes, and of the certificate kind, max_gap and stopped.

    Raises:
        ScenarioError: Changes cannot be made, or open clusters whole, or leave reforms to decide; before any
            solve, with the faults of all sets.
        ValueError: There is no set, the choice is unknown or lacks its data, or an argument is out of its range.

    Example:
        >>> import tradeoff
        >>> cut = {"table": "budgets", "where": {}, "column": "envelope", "multiply": 0.8}
        >>> sets = {"as it is": [], "a fifth less": [cut]}
        >>> found = tradeoff.sweep(tradeoff.read_scenario("three-clusters"), "depth-breadth", sets, at=800)
        >>> found[["change", "state", "breadth", "depth"]].round(1).values.tolist()
        [['as it is', 'plan', 800.0, 133.3], ['a fifth less', 'plan', 800.0, 64.4]]
    """
    require_gap(gap, exact=False)
    require_seconds(time_limit)
    x, y = axes_of(scenario, trade)
    levels = None if at is None else _levels(at)
    rows: list[_Row] = []
    for label, asked in _scenarios(scenario, trade, changes).items():
        row: _Row = {"change": label, "rupees": float(asked.rupees)}
        try:
            frontier = trace_frontier(asked, trade, gap=gap, exact=exact, time_limit=time_limit, progress=progress)
        except (InfeasibleError, SolverError) as error:
            places: list[_Row] = [{}] if levels is None else [{"at": level} for level in levels]
            rows += [row | place | _failed(error) for place in places]
            continue
        rows += [row | found for found in (_points(frontier) if levels is None else _plans(frontier, levels))]
    return _table(rows, [x, y, *(name for name in scenario.objectives if name not in (x, y))], levels)


def _levels(at: object) -> list[float]:
    given: list[Any] = list(at) if isinstance(at, Sequence) and not isinstance(at, str) else [at]
    if strange := [level for level in given if isinstance(level, bool) or not isinstance(level, Real)]:
        raise ValueError(say("at holds {given}; give levels as plain numbers, as 800", given=shown(strange[0])))
    return [float(level) for level in given]


def _scenarios(
    scenario: Scenario, trade: str, changes: Mapping[str, Changes] | Sequence[Changes]
) -> dict[str, Scenario]:
    """Every scenario asked about, by label; nothing is solved before all are right."""
    if isinstance(changes, str) or not isinstance(changes, Mapping | Sequence):
        raise ValueError(say("changes is {given}; give sets of changes, by label or in a list", given=shown(changes)))
    if isinstance(changes, Mapping):
        sets = {str(label): asked for label, asked in changes.items()}
    else:
        sets = {str(number): asked for number, asked in enumerate(changes, start=1)}
    for label, asked in sets.items():
        require_several(asked, f"changes[{label!r}]")
    if not sets or len(sets) < len(changes):
        raise ValueError("give at least one set of changes, each with a label of its own")
    problems: list[InputFault] = []
    found = {}
    for label, asked in sets.items():
        try:
            found[label] = scenario.with_changes(asked, name=f"{scenario.name}, {label}" if asked else None)
            require_shares(found[label])
            require_decided(found[label])
        except ScenarioError as error:
            problems += [replace(problem, file=f"{label}: {problem.file}") for problem in error.problems]
    if problems:
        raise ScenarioError(scenario.name, problems)
    for changed in found.values():
        axes_of(changed, trade)
    return found


def _failed(error: InfeasibleError | SolverError) -> _Row:
    return {"state": "no plan" if isinstance(error, InfeasibleError) else "not solved", "remark": str(error)}


def _certified(frontier: ScenarioFrontier) -> _Row:
    certificate = frontier.certificate
    return {"kind": str(certificate.kind), "max_gap": certificate.max_gap, "stopped": str(certificate.stopped)}


def _points(frontier: ScenarioFrontier) -> Iterator[_Row]:
    for record in frontier.points.to_dict("records"):
        yield {"state": "plan", **{str(name): value for name, value in record.items()}, **_certified(frontier)}


def _plans(frontier: ScenarioFrontier, levels: Sequence[float]) -> Iterator[_Row]:
    for level in levels:
        row = {"at": level, **_certified(frontier)}
        try:
            plan = frontier.plan(**{frontier.x: level})
        except (InfeasibleError, SolverError) as error:
            yield row | _failed(error)
        else:
            yield row | {"state": "plan", "remark": plan.remark, **plan.objectives}


def _table(rows: list[_Row], aims: Sequence[str], levels: Sequence[float] | None) -> pd.DataFrame:
    """The rows with columns of one type each, the same columns whatever was found."""
    import pandas as pd

    first, second, *others = aims
    at_points = ("rate_left", "rate_right") if levels is None else ()
    numbers = (first, second, *at_points, *others, "rupees", "max_gap")
    place = "plan" if levels is None else "at"
    last = ("rupees", "kind", "max_gap", "stopped", "remark")
    order = ("change", "state", place, first, second, *at_points, *others, *last)
    table = pd.DataFrame(
        {name: [row.get(name, None if name in (*numbers, place) else "") for row in rows] for name in order}
    )
    kinds = {**dict.fromkeys(numbers, "Float64"), place: "Int64" if levels is None else "Float64"}
    return table.astype(kinds)
