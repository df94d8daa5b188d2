"""Levels of whole openings at the size of a state, against a plain loop of HiGHS with the same programme and time.

    python -m benchmarks.whole_orissa [--in FOLDER] [--only-ours] [today-tomorrow ...]

Ours runs first: 18 levels between the ends, and these, to its own content. FOLDER is another scenario, such as a tiled
one (`benchmarks/tiled.py`). The loop then takes the same levels of the
first objective, tightest last, each as long as our whole run took by the processor divided by 20, HiGHS as it comes,
from the solution of the level before; its bound is HiGHS's word. Gaps are shares of the bound of the second objective.
"""

from __future__ import annotations

import argparse
import statistics
import time

import highspy
import numpy as np

import tradeoff
from tradeoff.frontier.axes import axes_of
from tradeoff.frontier.opening_sums import opening_sums
from tradeoff.moo.integer.near_levels import trace_near
from tradeoff.moo.integer.result import IntegerLevel
from tradeoff.moo.lp.branch_and_cut import BranchAndCut
from tradeoff.moo.lp.from_pulp import from_pulp
from tradeoff.moo.lp.highs import pass_model, quiet_highs
from tradeoff.moo.lp.model import Floats, Model, Sense
from tradeoff.moo.lp.scaling import scale
from tradeoff.programme.programme import build_programme, money_scale
from tradeoff.scenario.scenario import Scenario

LEVELS = 20
"""18 between the ends, and these."""
_SHARE = 0.01
_FIRST = 8
"""Reports of progress until both ends and five levels are there: one an end, and one a level, the first end's too."""
_TRADES = ("depth-breadth", "today-tomorrow", "participation-selectivity")


def programme_of(scenario: Scenario, trade: str) -> tuple[Model, list[object]]:
    """The integer programme of a trade, and what each of its columns decides."""
    names = axes_of(scenario, trade)
    programme = build_programme(scenario.with_openings("whole"))
    expressions = {name: programme.objectives[name] for name in names}
    scales = {name: money_scale(scenario, name) for name in names}
    model = from_pulp(programme.problem, expressions, dict.fromkeys(names, Sense.MAX), scales=scales, whole=True)
    keys = {column.name: column.key for column in programme.columns}
    return model, [keys[name] for name in model.columns]


def loop(model: Model, levels: list[float], seconds: float) -> list[float]:
    """The gap at each level by HiGHS alone, tightest first; inf where it met no solution.

    Args:
        model: The integer programme.
        levels: What the first objective is at most, from the loosest.
        seconds: CPU seconds a level.
    """
    boxed = BranchAndCut(model, *model.objectives).boxed
    scaled = scale(boxed, certifiable=False)
    highs = quiet_highs(mip_rel_gap=_SHARE)
    pass_model(highs, boxed, scaled)
    cost, row = model.cost(model.objectives[1]), len(boxed.row_names) - 2
    columns = np.arange(len(cost), dtype=np.int32)
    highs.changeColsCost(len(columns), columns, scaled.cost(cost))
    known: Floats | None = None
    gaps: list[float] = []
    for level in levels:
        highs.clearSolver()
        highs.changeRowBounds(row, -np.inf, level * scaled.row_scale[row])
        if known is not None:
            start = highspy.HighsSolution()
            start.col_value = known.tolist()
            highs.setSolution(start)
        _stop_after(highs, seconds)
        highs.run()
        info = highs.getInfo()
        met = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        known = np.array(highs.getSolution().col_value) if met else known
        value, bound = info.objective_function_value, info.mip_dual_bound
        gaps.insert(0, max(0.0, value - bound) / abs(bound) if met and np.isfinite(bound) else np.inf)
    return gaps


def _stop_after(highs: highspy.Highs, seconds: float) -> None:
    """End a solve after so much time of the processor, on a machine that may be busy with other work."""
    begun = time.process_time()

    def ask(_kind: object, _message: str, _told: object, given: object, _data: object) -> None:
        if time.process_time() - begun > seconds:
            given.user_interrupt = True  # type: ignore[attr-defined]

    highs.setCallback(ask, None)
    highs.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)


def main() -> None:
    """Print, by trade, CPU seconds and the gaps of both."""
    words = argparse.ArgumentParser()
    words.add_argument("--in", dest="folder", default="orissa")
    words.add_argument("--only-ours", action="store_true")
    words.add_argument("trades", nargs="*", default=_TRADES)
    asked = words.parse_args()
    scenario = tradeoff.read_scenario(asked.folder)
    scenario = scenario.with_reforms({row.investment_id: True for row in scenario.enabling})
    for trade in asked.trades:
        model, keys = programme_of(scenario, trade)
        at, taken = ours(scenario, model, keys, trade)
        if asked.only_ours:
            continue
        theirs = loop(model, [level.u for level in reversed(at)], taken / LEVELS)
        show("loop", theirs)
        gaps = [gap_of(level) for level in at]
        print(f"  larger than the loop's at {sum(a > b for a, b in zip(gaps, theirs, strict=True))} levels", flush=True)


def ours(scenario: Scenario, model: Model, keys: list[object], trade: str) -> tuple[list[IntegerLevel], float]:
    """Trace and print a trade; returns its levels, tightest first, and the CPU seconds they took.

    Args:
        scenario: Whose programme it is.
        model: The programme.
        keys: What each column decides.
        trade: Its name, to be printed.
    """
    begun = time.process_time()
    told: list[float] = []

    def note(_solves: int, _found: int, _left: float) -> None:
        told.append(time.process_time() - begun)

    found = trace_near(
        model, *model.objectives, share=_SHARE, levels=LEVELS, sums=opening_sums(scenario, keys), progress=note
    )
    taken = time.process_time() - begun
    at = sorted(found.levels, key=lambda level: level.u)
    width = found.points[0].v - found.points[-1].v
    end = found.points[-1]
    print(f"{trade}: {taken:.0f} CPU seconds, {len(at)} levels below the second end")
    print(f"  both ends and five levels after {told[_FIRST - 1]:.0f} s, every level once after {told[LEVELS]:.0f} s")
    print(f"  gap at the second end {100 * (end.v - end.bound) / abs(end.bound):.2f} %")
    show("ours", [gap_of(level) for level in at])
    show("of the range", [(level.point.v - level.bound) / width for level in at])
    return at, taken


def gap_of(level: IntegerLevel) -> float:
    """How far a solution may be from the best at its level, as a share of the bound."""
    return (level.point.v - level.bound) / abs(level.bound)


def show(name: str, gaps: list[float]) -> None:
    """Print gaps, the first end's first."""
    shown = " ".join(f"{100 * gap:.2f}" for gap in gaps)
    print(
        f"  {name:12} median {100 * statistics.median(gaps):.2f} %, most {100 * max(gaps):.2f} %: {shown}", flush=True
    )


if __name__ == "__main__":
    main()
