"""Asks one question of a scenario under many sets of changes, and lays all answers in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from numbers import Real
from typing import TYPE_CHECKING, Any

from tradeoff.errors import InfeasibleError, InputFault, ScenarioError, SolverError, shown
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.refusals import require_decided, require_shares
from tradeoff.frontier.study import ScenarioFrontier, trace_frontier
from tradeoff.moo.arguments import require_flags, require_gap, require_seconds
from tradeoff.moo.lp.stopping import Progress, Stopped
from tradeoff.scenario.arguments import require_several
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say
from tradeoff.workers import Workers, require_workers, shared

if TYPE_CHECKING:
    import pandas as pd

Changes = Sequence[Mapping[str, object]]
_Row = dict[str, object]
Told = Callable[[int, int], None]
"""Called with sets done and sets there are."""


def sweep(
    scenario: Scenario,
    trade: str,
    changes: Mapping[str, Changes] | Sequence[Changes],
    *,
    at: float | Sequence[float] | None = None,
    gap: float = 0.001,
    exact: bool = False,
    time_limit: float | None = None,
    workers: Workers = 1,
    progress: Progress | None = None,
    told: Told | None = None,
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
        workers: Processes to share the sets among, or a Dask cluster as `dask://HOST:PORT`; the table is the same.
        progress: Called as in `trace_frontier`, for each set in turn, by one worker alone; None for nobody.
        told: Called with sets done and sets there are.

    Returns:
        A row a set and point. change: its label; state: "plan", "no plan" where no plan satisfies the limits or none
        reaches the level, "not solved" where the solver gave up, "not asked" where Ctrl-C came before; remark: why, or
        what to know; plan: the point's number (blank at a level); at: the level asked; then x, y, rate_left and
        rate_right (y for one unit of x, at points), the other aims, rupees of all envelopes, and of the certificate
        kind, max_gap and stopped.

    Raises:
        KeyboardInterrupt: Ctrl-C came before a set was done; later it keeps what is done.
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
    require_flags(exact=exact)
    require_gap(gap, exact=False)
    require_seconds(time_limit)
    require_workers(workers)
    if progress is not None and workers != 1:
        raise ValueError(say("progress is told by one worker alone; give told, or leave out workers"))
    x, y = axes_of(scenario, trade)
    levels = None if at is None else _levels(at)
    jobs = [
        _Job(
            label=label,
            scenario=asked,
            trade=trade,
            levels=levels,
            gap=gap,
            exact=exact,
            time_limit=time_limit,
            progress=progress,
        )
        for label, asked in _scenarios(scenario, trade, changes).items()
    ]
    done: list[list[_Row]] = []
    try:
        with closing(shared(_answer, jobs, workers)) as answers:
            for rows in answers:
                done.append(rows)
                if told is not None:
                    told(len(done), len(jobs))
                if any(row.get("stopped") == Stopped.INTERRUPTED for row in rows):
                    break
    except KeyboardInterrupt:
        if not done:
            raise
    found = [row for rows in done for row in rows]
    left: _Row = {"state": "not asked", "remark": say("interrupted before it was asked")}
    found += [row | left for job in jobs[len(done) :] for row in job.places]
    return _table(found, [x, y, *(name for name in scenario.objectives if name not in (x, y))], levels)


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One set of changes, with all that its answer needs."""

    label: str
    scenario: Scenario
    """With the changes made."""
    trade: str
    levels: Sequence[float] | None
    gap: float
    exact: bool
    time_limit: float | None
    progress: Progress | None

    @property
    def places(self) -> list[_Row]:
        """What every row of the set says first: one for all points, or one a level."""
        row: _Row = {"change": self.label, "rupees": float(self.scenario.rupees)}
        return [row] if self.levels is None else [row | {"at": level} for level in self.levels]


def _answer(job: _Job) -> list[_Row]:
    """The rows of a set: its points, its plans at the levels, or why there is none."""
    try:
        frontier = trace_frontier(
            job.scenario,
            job.trade,
            gap=job.gap,
            exact=job.exact,
            time_limit=job.time_limit,
            progress=job.progress,
        )
    except (InfeasibleError, SolverError) as error:
        return [row | _failed(error) for row in job.places]
    if job.levels is None:
        return [job.places[0] | point for point in _points(frontier)]
    return [row | plan for row, plan in zip(job.places, _plans(frontier, job.levels), strict=True)]


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
