"""Make the three choices of pro-poor cluster development explicit: depth or breadth, today or tomorrow, participation
or selectivity.

The flow: `read_scenario` turns tables into a checked scenario; `trace_frontier` turns it into every efficient plan
between two aims, with a certificate; `frontier.plan` gives the allocation at any point; `charts` and `write_report`
show it. `trace` does the same for any PuLP problem of your own. Errors: `ScenarioError`, `InfeasibleError`,
`UnboundedError`, `SolverError`, all of them `TradeoffError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tradeoff import drawer
from tradeoff.moo import drawer as moo_drawer

if TYPE_CHECKING:
    from tradeoff import charts
    from tradeoff.advice.claims import Claim
    from tradeoff.advice.clashes import Clash, Infeasibility, explain_infeasible
    from tradeoff.advice.compare import Comparison, compare
    from tradeoff.advice.fresh_optima import FreshOptima, fresh_optima
    from tradeoff.advice.futures import Futures, futures
    from tradeoff.advice.how_sure import HowSure, how_sure
    from tradeoff.advice.loosening import LeastChange, Loosening
    from tradeoff.advice.no_regret import NoRegret, no_regret
    from tradeoff.advice.plan_check import PlanCheck, check_plan
    from tradeoff.advice.plan_differences import PlanDifferences, plan_differences
    from tradeoff.advice.prices import Prices, prices
    from tradeoff.advice.ranges import MoneyRange, money_ranges
    from tradeoff.advice.rates import rates, rates_along
    from tradeoff.advice.stress import Stress, stress
    from tradeoff.advice.switches import Switches
    from tradeoff.advice.switching import switching
    from tradeoff.advice.why import Why, why
    from tradeoff.advice.why_plan import why_plan
    from tradeoff.errors import (
        InfeasibleError,
        InputFault,
        ScenarioError,
        SolverError,
        TradeoffError,
        UnboundedError,
    )
    from tradeoff.frontier.action_plan import ActionPlan, plan_for_action
    from tradeoff.frontier.aims import AimsPlan, plan_for_aims
    from tradeoff.frontier.cheapest import CheapestPlan, cheapest_plan
    from tradeoff.frontier.floor_plans import FloorPlans, plans_for_floors
    from tradeoff.frontier.named_actions import NamedAction, plans_for_action
    from tradeoff.frontier.plan_at import plan_at
    from tradeoff.frontier.reform_study import ReformFrontiers, trace_reforms
    from tradeoff.frontier.study import ScenarioFrontier, Study, trace_frontier
    from tradeoff.frontier.sweep import sweep
    from tradeoff.frontier.whole_study import WholeScenarioFrontier, trace_whole_frontier
    from tradeoff.moo.frontier import Frontier
    from tradeoff.moo.method import Method
    from tradeoff.moo.pieces import Certificate
    from tradeoff.moo.trace import trace
    from tradeoff.programme.decision import SavedPlan
    from tradeoff.programme.plan import Plan
    from tradeoff.programme.read_plan import read_plan
    from tradeoff.reports.write import write_report
    from tradeoff.scenario import Scenario, copy_scenario, read_scenario, shipped_scenarios, with_budget

__version__ = "0.1.0"


def _draw(thing: object) -> str:
    """What Jupyter shows of a thing; the charts are imported when the first one is shown."""
    html: str = import_module("tradeoff.reports.display").html_of(thing)
    return html


def _chart(thing: object, marked: Mapping[str, Mapping[str, float]], units: Mapping[str, str]) -> Any:
    """The chart of a frontier of the engine, likewise."""
    return import_module("tradeoff.charts.found").found(thing, marked, units)


for _room in (drawer, moo_drawer):
    _room.register(_draw)
moo_drawer.register_charter(_chart)

_HOMES = {
    "ActionPlan": "tradeoff.frontier.action_plan",
    "AimsPlan": "tradeoff.frontier.aims",
    "CheapestPlan": "tradeoff.frontier.cheapest",
    "cheapest_plan": "tradeoff.frontier.cheapest",
    "plan_for_action": "tradeoff.frontier.action_plan",
    "NamedAction": "tradeoff.frontier.named_actions",
    "plans_for_action": "tradeoff.frontier.named_actions",
    "plans_for_floors": "tradeoff.frontier.floor_plans",
    "plan_for_aims": "tradeoff.frontier.aims",
    "NoRegret": "tradeoff.advice.no_regret",
    "no_regret": "tradeoff.advice.no_regret",
    "PlanCheck": "tradeoff.advice.plan_check",
    "PlanDifferences": "tradeoff.advice.plan_differences",
    "plan_differences": "tradeoff.advice.plan_differences",
    "why_plan": "tradeoff.advice.why_plan",
    "SavedPlan": "tradeoff.programme.decision",
    "check_plan": "tradeoff.advice.plan_check",
    "read_plan": "tradeoff.programme.read_plan",
    "Certificate": "tradeoff.moo.pieces",
    "Claim": "tradeoff.advice.claims",
    "Clash": "tradeoff.advice.clashes",
    "Comparison": "tradeoff.advice.compare",
    "Futures": "tradeoff.advice.futures",
    "futures": "tradeoff.advice.futures",
    "FloorPlans": "tradeoff.frontier.floor_plans",
    "Frontier": "tradeoff.moo.frontier",
    "Infeasibility": "tradeoff.advice.clashes",
    "InfeasibleError": "tradeoff.errors",
    "LeastChange": "tradeoff.advice.loosening",
    "Loosening": "tradeoff.advice.loosening",
    "Plan": "tradeoff.programme.plan",
    "Prices": "tradeoff.advice.prices",
    "Method": "tradeoff.moo.method",
    "MoneyRange": "tradeoff.advice.ranges",
    "InputFault": "tradeoff.errors",
    "ReformFrontiers": "tradeoff.frontier.reform_study",
    "Scenario": "tradeoff.scenario",
    "ScenarioError": "tradeoff.errors",
    "ScenarioFrontier": "tradeoff.frontier.study",
    "SolverError": "tradeoff.errors",
    "Stress": "tradeoff.advice.stress",
    "stress": "tradeoff.advice.stress",
    "Study": "tradeoff.frontier.study",
    "Switches": "tradeoff.advice.switches",
    "switching": "tradeoff.advice.switching",
    "TradeoffError": "tradeoff.errors",
    "UnboundedError": "tradeoff.errors",
    "Why": "tradeoff.advice.why",
    "WholeScenarioFrontier": "tradeoff.frontier.whole_study",
    "compare": "tradeoff.advice.compare",
    "copy_scenario": "tradeoff.scenario",
    "money_ranges": "tradeoff.advice.ranges",
    "plan_at": "tradeoff.frontier.plan_at",
    "prices": "tradeoff.advice.prices",
    "rates": "tradeoff.advice.rates",
    "rates_along": "tradeoff.advice.rates",
    "explain_infeasible": "tradeoff.advice.clashes",
    "FreshOptima": "tradeoff.advice.fresh_optima",
    "fresh_optima": "tradeoff.advice.fresh_optima",
    "HowSure": "tradeoff.advice.how_sure",
    "how_sure": "tradeoff.advice.how_sure",
    "read_scenario": "tradeoff.scenario",
    "shipped_scenarios": "tradeoff.scenario",
    "sweep": "tradeoff.frontier.sweep",
    "trace": "tradeoff.moo.trace",
    "trace_frontier": "tradeoff.frontier.study",
    "trace_reforms": "tradeoff.frontier.reform_study",
    "trace_whole_frontier": "tradeoff.frontier.whole_study",
    "why": "tradeoff.advice.why",
    "with_budget": "tradeoff.scenario",
    "write_report": "tradeoff.reports.write",
}

__all__ = [
    "ActionPlan",
    "AimsPlan",
    "Certificate",
    "CheapestPlan",
    "Claim",
    "Clash",
    "Comparison",
    "FloorPlans",
    "FreshOptima",
    "Frontier",
    "Futures",
    "HowSure",
    "Infeasibility",
    "InfeasibleError",
    "InputFault",
    "LeastChange",
    "Loosening",
    "Method",
    "MoneyRange",
    "NamedAction",
    "NoRegret",
    "Plan",
    "PlanCheck",
    "PlanDifferences",
    "Prices",
    "ReformFrontiers",
    "SavedPlan",
    "Scenario",
    "ScenarioError",
    "ScenarioFrontier",
    "SolverError",
    "Stress",
    "Study",
    "Switches",
    "TradeoffError",
    "UnboundedError",
    "WholeScenarioFrontier",
    "Why",
    "charts",
    "cheapest_plan",
    "check_plan",
    "compare",
    "copy_scenario",
    "explain_infeasible",
    "fresh_optima",
    "futures",
    "how_sure",
    "money_ranges",
    "no_regret",
    "plan_at",
    "plan_differences",
    "plan_for_action",
    "plan_for_aims",
    "plans_for_action",
    "plans_for_floors",
    "prices",
    "rates",
    "rates_along",
    "read_plan",
    "read_scenario",
    "shipped_scenarios",
    "stress",
    "sweep",
    "switching",
    "trace",
    "trace_frontier",
    "trace_reforms",
    "trace_whole_frontier",
    "why",
    "why_plan",
    "with_budget",
    "write_report",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `import tradeoff` costs nothing."""
    if name == "charts":
        return import_module("tradeoff.charts")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'tradeoff' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
