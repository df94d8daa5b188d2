"""Says how sure a plan is: what it delivers over the ranges its tables state, when nothing in it is decided anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tradeoff.advice.delivered import Delivered, deliver
from tradeoff.advice.draws import drawn, own_figures
from tradeoff.advice.kept_plan import KeptPlan, decision_of, keep, require_plan_of
from tradeoff.advice.ranges_stated import Ranges, ranges_stated
from tradeoff.advice.swings import Swing, swings
from tradeoff.errors import TradeoffError, shown
from tradeoff.moo.lp.model import Floats
from tradeoff.programme.decision import Decision, SavedPlan
from tradeoff.programme.plan import Plan
from tradeoff.programme.programme import published, units
from tradeoff.programme.read_plan import read_plan
from tradeoff.scenario.arguments import require_whole
from tradeoff.scenario.required import require_scenario
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import all_of, say
from tradeoff.workers import Workers, require_workers, shared

if TYPE_CHECKING:
    import pandas as pd

DRAWS, SEED = 500, 1
PERCENTILES = (5, 50, 95)
_CHUNK = 50
"""Draws worked out at once, however many workers there are: the same arrays give the same bytes."""
_SAME = 1e-9
"""Relative difference up to which two ways of working out a plan agree: files hold twelve digits."""
Told = Callable[[int, int], None]
"""Called with draws done and draws wanted."""


@dataclass(frozen=True, kw_only=True)
class Overspent:
    """A purse, or the agents' months of a year, that is asked for more than it has in some draws."""

    department: str
    """Blank for agents' months."""
    fund: str
    year: int
    share: float
    """Of the draws, in which it is asked for more than it has."""
    median: float
    """What is asked beyond, over all draws: rupees, or months."""
    high: float
    """The same in the 95th of a hundred draws."""


@dataclass(frozen=True, kw_only=True)
class Stress:
    """What a kept plan delivers over draws, against what it promises."""

    scenario: Scenario
    seed: int
    asked: int
    """Draws that were asked for."""
    draws: int
    """Draws that were worked out: all, but where Ctrl-C ended it."""
    ranges: Ranges
    promised: Mapping[str, float]
    """Every offered aim in its unit, at the tables' own figures."""
    at_own_figures: Mapping[str, float]
    """The same worked out as the draws are; less than promised where the plan breaks limits already."""
    delivered: Mapping[str, tuple[float, ...]] = field(repr=False)
    """By aim, what each draw delivers."""
    not_listed: tuple[float, ...] = field(repr=False)
    """By draw, households of the plan that are on no list."""
    purses: tuple[Overspent, ...]
    months: tuple[Overspent, ...]
    within_purses: float
    """Share of the draws in which no purse is asked for more than it has."""
    within_months: float
    """Share of the draws in which agents have the time for all that purses pay for."""
    swings: tuple[Swing, ...] = field(repr=False)
    """What each doubtful figure does by itself."""

    def __repr__(self) -> str:
        return f"<Stress of a plan of {self.scenario.name!r}: {self.draws} draws>"

    def between(self, aim: str) -> tuple[float, float, float]:
        """What the 5th, 50th and 95th of a hundred draws deliver of an aim."""
        low, middle, high = (published(float(one)) for one in np.percentile(self.delivered[aim], PERCENTILES))
        return low, middle, high

    @property
    def is_cut(self) -> bool:
        """Whether it was interrupted before all draws were done."""
        return self.draws < self.asked

    @property
    def aims(self) -> pd.DataFrame:
        """A row an aim: promised, then the 5th, 50th and 95th of a hundred draws, and the unit of all four."""
        import pandas as pd

        return pd.DataFrame(aim_records(self))

    @property
    def overspent(self) -> pd.DataFrame:
        """A row a purse: share of draws in which it is overspent, rupees beyond it in the 50th and 95th of a hundred.

        Purses that no draw overspends are left out.
        """
        import pandas as pd

        return pd.DataFrame([vars(one) for one in self.purses], columns=list(Overspent.__dataclass_fields__))

    @property
    def by_draw(self) -> pd.DataFrame:
        """A row a draw, a column an aim."""
        import pandas as pd

        return pd.DataFrame(dict(self.delivered))


def stress(
    plan: SavedPlan | Plan | str | Path,
    *,
    scenario: Scenario | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    workers: Workers = 1,
    told: Told | None = None,
) -> Stress:
    """What a plan delivers when doubtful figures are anything within the ranges stated, and nothing is decided anew.

    People who are not on the list are not served, and a purse that is asked for more than it has cuts its lines in
    proportion; see `delivered.py`. The same seed gives the same draws.

    Args:
        plan: What `read_plan` returns, its folder, or what `frontier.plan` or `plan_at` returns.
        scenario: What it is a plan of; None: as the plan itself says.
        draws: How many, at least 1.
        seed: A whole number from 0.
        workers: Processes to share the draws among, or a Dask cluster as `dask://HOST:PORT`; the figures are the same.
        told: Called now and then with draws done and draws wanted.

    Raises:
        KeyboardInterrupt: Ctrl-C came before a draw was done; later it keeps what is done.
        ScenarioError: The tables are wrong; it lists every problem.
        SolverError: What nobody decides, such as which fund pays, could not be found.
        ValueError: A number of draws, a seed or workers that cannot be, or what is no plan.

    Example:
        >>> import tradeoff
        >>> pilots = tradeoff.read_scenario("orissa-pilots")
        >>> plan = tradeoff.plan_at(pilots, "depth-breadth", breadth=700)
        >>> found = tradeoff.stress(plan, draws=100)
        >>> found.draws, round(found.promised["breadth"]), found.between("breadth")[0] < 700
        (100, 700, True)
    """
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    require_workers(workers)
    return stress_kept(keep(*_asked(plan, scenario)), draws=draws, seed=seed, workers=workers, told=told)


def stress_kept(
    kept: KeptPlan, *, draws: int, seed: int = SEED, workers: Workers = 1, told: Told | None = None
) -> Stress:
    """The same of a plan that is kept already.

    Args:
        kept: What `keep` returns.
        draws: As for `stress`.
        seed: As for `stress`.
        workers: As for `stress`.
        told: As for `stress`.
    """
    ranges = ranges_stated(kept.scenario)
    own = deliver(kept, ranges.figures, own_figures(ranges))
    _keep_to_the_tables(kept, own)
    parts = []
    try:
        chunks = _chunks(kept, ranges, seed=seed, draws=draws)
        with closing(shared(_worked_out, chunks, workers)) as worked:
            for part in worked:
                parts.append(part)
                if told is not None:
                    told(sum(len(one.asked) for one in parts), draws)
    except KeyboardInterrupt:
        if not parts:
            raise
    return _summed_up(kept, ranges, own, parts, seed=seed, asked=draws)


def _asked(plan: SavedPlan | Plan | str | Path, scenario: Scenario | None) -> tuple[Scenario, Decision]:
    if scenario is not None:
        require_scenario(scenario)
    if isinstance(plan, Plan):
        asked = plan.scenario if scenario is None else scenario
        require_plan_of(plan, asked)
        return asked, decision_of(plan)
    if not isinstance(plan, SavedPlan | str | Path):
        raise ValueError(
            say("{plan} is no plan; give what read_plan, plan_at or frontier.plan returns", plan=shown(plan))
        )
    saved = plan if isinstance(plan, SavedPlan) else read_plan(plan, scenario=scenario)
    return saved.scenario, saved.decision


def _keep_to_the_tables(kept: KeptPlan, own: Delivered) -> None:
    """Refuse to draw where the plan at the tables' own figures is not what its programme says it is."""
    whole = not float(own.not_listed[0])
    wrong = [] if not whole or _same(float(own.asked[0]), kept.spent) else ["money"]
    if whole and not any(map(np.any, (*own.overspent.values(), *own.months_short.values()))):
        wrong += [name for name, value in kept.promised.items() if not _same(float(own.aims[name][0]), value)]
    if wrong:
        raise TradeoffError(
            say(
                "{name}: {wrong} of the plan come out otherwise than its programme has them; this is a fault "
                "of tradeoff, please report it with the scenario",
                name=kept.scenario.name,
                wrong=all_of(wrong),
            )
        )


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(1.0, abs(one), abs(other))


@dataclass(frozen=True, kw_only=True)
class _Chunk:
    """Draws that are worked out at once, with all that they need."""

    kept: KeptPlan
    ranges: Ranges
    seed: int
    draws: Sequence[int]


def _chunks(kept: KeptPlan, ranges: Ranges, *, seed: int, draws: int) -> list[_Chunk]:
    return [
        _Chunk(kept=kept, ranges=ranges, seed=seed, draws=range(first, min(first + _CHUNK, draws)))
        for first in range(0, draws, _CHUNK)
    ]


def _worked_out(chunk: _Chunk) -> Delivered:
    return deliver(chunk.kept, chunk.ranges.figures, drawn(chunk.ranges, seed=chunk.seed, draws=chunk.draws))


def _summed_up(
    kept: KeptPlan, ranges: Ranges, own: Delivered, parts: Sequence[Delivered], *, seed: int, asked: int
) -> Stress:
    purses = {key: np.concatenate([part.overspent[key] for part in parts]) for key in own.overspent}
    months = {year: np.concatenate([part.months_short[year] for part in parts]) for year in own.months_short}
    done = sum(len(part.asked) for part in parts)
    return Stress(
        scenario=kept.scenario,
        seed=seed,
        asked=asked,
        draws=done,
        ranges=ranges,
        promised={name: published(value) for name, value in kept.promised.items()},
        at_own_figures={name: published(float(value[0])) for name, value in own.aims.items()},
        delivered={
            name: tuple(published(value) for value in np.concatenate([part.aims[name] for part in parts]).tolist())
            for name in own.aims
        },
        not_listed=tuple(published(value) for part in parts for value in part.not_listed.tolist()),
        purses=tuple(_overspent(*key, values) for key, values in purses.items() if np.any(values)),
        months=tuple(_overspent("", "", year, values) for year, values in months.items() if np.any(values)),
        within_purses=_without(purses.values(), done),
        within_months=_without(months.values(), done),
        swings=swings(kept, ranges),
    )


def _overspent(department: str, fund: str, year: int, values: Floats) -> Overspent:
    _, middle, high = np.percentile(values, PERCENTILES)
    return Overspent(
        department=department,
        fund=fund,
        year=year,
        share=published(float(np.mean(values > 0))),
        median=published(float(middle)),
        high=published(float(high)),
    )


def _without(columns: Iterable[Floats], done: int) -> float:
    """The share of draws in which nothing is missing anywhere."""
    missing = np.zeros(done, dtype=bool)
    for values in columns:
        missing |= values > 0
    return published(float(np.mean(~missing)))


def aim_records(found: Stress) -> list[dict[str, object]]:
    """A record an aim: promised, low, median, high, and the unit of all four."""
    records: list[dict[str, object]] = []
    words = units(found.scenario)
    for name, value in found.promised.items():
        low, middle, high = found.between(name)
        records.append(
            {"aim": name, "promised": value, "low": low, "median": middle, "high": high, "unit": words[name]}
        )
    return records
