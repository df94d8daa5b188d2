"""Solves the plan anew under each draw, and counts in how many of these optima a cluster would be funded.

A plan that is kept says what is delivered; optima drawn anew say how far the choice of clusters itself hangs on figures
that nobody measured. They promise more than anybody can deliver, since whoever draws them knows the figures first: what
they reach is never told, only whom they fund.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradeoff.advice.draws import drawn
from tradeoff.advice.ranges_stated import Doubtful, Ranges, ranges_stated
from tradeoff.advice.stress import SEED, Told
from tradeoff.advice.switches import typed_in
from tradeoff.errors import InfeasibleError, ScenarioError
from tradeoff.frontier.plan_at import ENDS_ALONE
from tradeoff.frontier.study import Study
from tradeoff.money import format_number
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published
from tradeoff.scenario.arguments import require_whole
from tradeoff.scenario.levels import AimLevel, read_level
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say
from tradeoff.workers import Workers, require_workers, shared

if TYPE_CHECKING:
    import pandas as pd

OPTIMA = 50
COLUMNS = ("cluster", "own_plan", "optima", "share")


@dataclass(frozen=True, kw_only=True)
class FundedOften:
    """In how many fresh optima a cluster is funded."""

    cluster: str
    own_plan: bool
    """Whether the plan at the tables' own figures funds it."""
    optima: int
    share: float
    """Of all draws, those that no plan reaches among them."""


@dataclass(frozen=True, kw_only=True)
class FreshOptima:
    """In how many plans, each solved anew under its own draw, each cluster is funded; most first."""

    trade: str
    level: tuple[str, float]
    """The aim that is held, and its level, the same in every draw."""
    asked: int
    draws: int
    """Draws that were solved or found to have no plan: all, but where Ctrl-C ended it."""
    no_plan: int
    """Draws in which no plan reaches the level: nothing is funded there."""
    impossible: int
    """Those among them in which no plan keeps the limits, whatever the level."""
    refused: int
    """Draws that the tables do not take, such as shares that come to more than all: left out of `draws`."""
    clusters: tuple[FundedOften, ...]

    @property
    def table(self) -> pd.DataFrame:
        """A row a cluster: cluster, own_plan, optima, share."""
        import pandas as pd

        return pd.DataFrame(fresh_records(self), columns=list(COLUMNS))

    @property
    def is_cut(self) -> bool:
        """Whether it was interrupted before all draws were done."""
        return self.draws + self.refused < self.asked

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many draws were solved, and how many have no plan."""
        said = [
            say(
                "Solved anew under {draws} draws; in {no_plan} of them no plan reaches the level.",
                draws=format_number(self.draws),
                no_plan=format_number(self.no_plan),
            )
        ]
        if self.impossible:
            said.append(
                say(
                    "In {impossible} of these no plan keeps the limits at all, whatever the level.",
                    impossible=format_number(self.impossible),
                )
            )
        if self.is_cut:
            said.insert(
                0,
                say(
                    "Interrupted: {draws} of {asked} draws are done.",
                    draws=format_number(self.draws + self.refused),
                    asked=format_number(self.asked),
                ),
            )
        if self.refused:
            said.append(
                say(
                    "{asked} draws were asked for; the tables do not take {refused} of them.",
                    asked=format_number(self.asked),
                    refused=format_number(self.refused),
                )
            )
        return tuple(said)


@dataclass(frozen=True, kw_only=True)
class _Draw:
    """One draw, with all that its solve needs."""

    scenario: Scenario
    trade: str
    at: Mapping[str, AimLevel]
    figures: tuple[Doubtful, ...]
    values: tuple[float, ...]


def fresh_optima(
    scenario: Scenario,
    trade: str,
    *,
    draws: int = OPTIMA,
    seed: int = SEED,
    workers: Workers = 1,
    told: Told | None = None,
    **at: AimLevel,
) -> FreshOptima:
    """In how many plans, each the best at a level under its own draw of the doubtful figures, each cluster is funded.

    The draws are those of `stress` with the same seed.

    Args:
        scenario: With the reforms and floors of the plan; openings in shares.
        trade: The choice, such as "depth-breadth".
        draws: How many to solve, at least 1.
        seed: A whole number from 0.
        workers: Processes to share the solves among, or a Dask cluster as `dask://HOST:PORT`.
        told: Called with draws done and draws wanted.
        **at: The plan: one of the two aims with its level, as for `plan_at`.

    Raises:
        InfeasibleError: No plan reaches the level as the tables are.
        KeyboardInterrupt: Ctrl-C came before a draw was done; later it keeps what is done.
        ScenarioError: The scenario opens clusters whole, or leaves reforms to decide.
        ValueError: A number of draws, a seed or workers that cannot be, or the choice or level cannot be read.

    Example:
        >>> import tradeoff
        >>> pilots = tradeoff.read_scenario("orissa-pilots")
        >>> found = tradeoff.fresh_optima(pilots, "depth-breadth", draws=4, breadth=400)
        >>> found.draws, found.table.columns.tolist()
        (4, ['cluster', 'own_plan', 'optima', 'share'])
    """
    require_scenario(scenario)
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    require_workers(workers)
    frontier = Study(scenario).frontier(trade, gap=ENDS_ALONE, choose=False)
    plan = frontier.plan(**at)
    ((aim, _),) = at.items()
    jobs = _draws(scenario, trade, at, seed=seed, draws=draws)
    found: list[_Solved] = []
    try:
        with closing(shared(_solved, jobs, workers)) as worked:
            for one in worked:
                found.append(one)
                if told is not None:
                    told(len(found), draws)
    except KeyboardInterrupt:
        if not found:
            raise
    solved = [one for one in found if not one.is_refused]
    return FreshOptima(
        trade=trade,
        level=(aim, float(read_level(at[aim], aim, scenario))),
        asked=draws,
        draws=len(solved),
        no_plan=sum(1 for one in solved if one.clusters is None),
        impossible=sum(1 for one in solved if one.is_impossible),
        refused=len(found) - len(solved),
        clusters=_clusters(scenario, _funded(plan), solved),
    )


@dataclass(frozen=True, kw_only=True)
class _Solved:
    """What became of a draw."""

    clusters: frozenset[str] | None = None
    """Those that its best plan funds; None where no plan reaches the level."""
    is_impossible: bool = False
    """Whether no plan keeps its limits, whatever the level."""
    is_refused: bool = False
    """Whether the tables do not take it."""


def _draws(scenario: Scenario, trade: str, at: Mapping[str, AimLevel], *, seed: int, draws: int) -> list[_Draw]:
    ranges: Ranges = ranges_stated(scenario)
    values = drawn(ranges, seed=seed, draws=range(draws))
    return [
        _Draw(scenario=scenario, trade=trade, at=dict(at), figures=ranges.figures, values=tuple(map(float, row)))
        for row in values
    ]


def _solved(draw: _Draw) -> _Solved:
    """Whom the best plan at the level funds, with the figures of a draw typed into the tables."""
    changes = [typed_in(one, value) for one, value in zip(draw.figures, draw.values, strict=True)]
    try:
        changed = draw.scenario.with_changes(changes)
    except ScenarioError:
        return _Solved(is_refused=True)
    try:
        frontier = Study(changed).frontier(draw.trade, gap=ENDS_ALONE, choose=False)
    except InfeasibleError:
        return _Solved(is_impossible=True)
    try:
        return _Solved(clusters=_funded(frontier.plan(**draw.at)))
    except InfeasibleError:
        return _Solved()


def _funded(plan: Plan) -> frozenset[str]:
    return frozenset(str(row["cluster"]) for row in plan.records["money"] if row["cluster"])


def _clusters(scenario: Scenario, own: frozenset[str], solved: Sequence[_Solved]) -> tuple[FundedOften, ...]:
    """How often each cluster is funded, most first, then those of the plan itself."""
    counts = Counter(cluster for one in solved for cluster in one.clusters or ())
    found = [
        FundedOften(
            cluster=row.cluster_id,
            own_plan=row.cluster_id in own,
            optima=counts[row.cluster_id],
            share=published(counts[row.cluster_id] / len(solved)) if solved else 0.0,
        )
        for row in scenario.clusters
    ]
    return tuple(sorted(found, key=lambda one: (-one.optima, not one.own_plan, one.cluster)))


def fresh_records(found: FreshOptima) -> list[dict[str, object]]:
    """A record a cluster: cluster, own_plan, optima, share."""
    return [dict(vars(one)) for one in found.clusters]


def fresh_json(found: FreshOptima) -> Mapping[str, object]:
    """What was found, as plain values."""
    aim, level = found.level
    counts = {name: getattr(found, name) for name in ("asked", "draws", "no_plan", "impossible", "refused")}
    return {"trade": found.trade, "aim": aim, "level": level, **counts, "clusters": fresh_records(found)}
