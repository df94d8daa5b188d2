"""CPU of a draw of `tradeoff stress` against reading and building the scenario anew, for the plan in the middle.

python benchmarks/stress.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import tradeoff
from tradeoff.advice.delivered import deliver
from tradeoff.advice.draws import drawn
from tradeoff.advice.kept_plan import decision_of, keep
from tradeoff.advice.ranges_stated import ranges_stated
from tradeoff.programme.programme import build_programme

DRAWS = {"orissa-pilots": 500, "orissa": 200}
ROUNDS = 3


def anew(name: str) -> float:
    """CPU seconds of reading a scenario and building its programme."""
    begun = time.process_time()
    build_programme(tradeoff.read_scenario(name))
    return time.process_time() - begun


def a_draw(name: str, draws: int) -> float:
    """CPU seconds of a draw, of that many."""
    scenario = tradeoff.read_scenario(name)
    frontier = tradeoff.Study(scenario).frontier("depth-breadth", gap=0.99, choose=False)
    level = (frontier.extreme_points[0].x + frontier.extreme_points[-1].x) / 2
    kept, ranges = keep(scenario, decision_of(frontier.plan(breadth=level))), ranges_stated(scenario)
    begun = time.process_time()
    deliver(kept, ranges.figures, drawn(ranges, seed=1, draws=range(draws)))
    return (time.process_time() - begun) / draws


def main() -> None:
    """Print the table in Markdown; of the rounds the least counts."""
    print("| scenario | draws | read and build: CPU s | a draw: CPU ms | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for name, draws in DRAWS.items():
        whole = min(anew(name) for _ in range(ROUNDS))
        one = min(a_draw(name, draws) for _ in range(ROUNDS))
        print(f"| {name} | {draws} | {whole:.2f} | {1000 * one:.2f} | {whole / one:,.0f} |")


if __name__ == "__main__":
    main()
