"""Turns frontiers and plans into plain records: what JSON and CSV files hold, figure for figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tradeoff.moo.keep.cells import harmless

if TYPE_CHECKING:
    from tradeoff.advice.claims import Claim
    from tradeoff.advice.prices import Prices
    from tradeoff.advice.promise import Promise
    from tradeoff.frontier.reform_study import ReformFrontiers
    from tradeoff.frontier.study import ScenarioFrontier
    from tradeoff.frontier.whole_study import WholeScenarioFrontier
    from tradeoff.programme.plan import Plan
    from tradeoff.scenario.scenario import Scenario

Record = Mapping[str, object]
FILE_COLUMNS: Mapping[str, str] = {
    "department": "department_id",
    "cluster": "cluster_id",
    "segment": "segment_id",
    "level": "level_id",
    "activity": "activity_id",
    "fund": "fund_id",
}
"""What columns of a plan's tables are called in files: as the tables of a scenario call them."""
_DIGITS = 12
"""Significant digits of a figure in files; a solver's answer has no more that mean anything."""


def point_records(frontier: ScenarioFrontier) -> list[dict[str, object]]:
    """A record a point: plan, x, y, rates, the other objectives."""
    others = [name for name in frontier.scenario.objectives if name not in (frontier.x, frontier.y)]
    return [
        {
            "plan": position,
            frontier.x: point.x,
            frontier.y: point.y,
            "rate_left": point.rate_left,
            "rate_right": point.rate_right,
            **{name: objectives[name] for name in others},
            "only_plan": only,
        }
        for position, (point, objectives, only) in enumerate(
            zip(frontier.extreme_points, frontier.plan_objectives, frontier.only_plans, strict=True)
        )
    ]


def plan_records(plan: Plan, table: str) -> list[Record]:
    """The records of one of a plan's tables, in the order of its columns, by the names that files have for them."""
    from tradeoff.programme.plan import TABLE_COLUMNS

    columns = TABLE_COLUMNS[table]
    return [{FILE_COLUMNS.get(column, column): record[column] for column in columns} for record in plan.records[table]]


def with_named_years(records: Iterable[Record], scenario: Scenario) -> list[Record]:
    """Records with their years by name, where the scenario names them; JSON keeps numbers."""
    years = scenario.settings.years
    if years.first is None:
        return list(records)
    return [{**row, "year": years.shown(int(str(row["year"])))} if "year" in row else row for row in records]


def with_typed_years(records: Iterable[Record], scenario: Scenario) -> list[Record]:
    """Records with their years as the scenario's tables have them: by name where somebody typed names, else by number.

    Files of numbers stay what programs read, and who types `2026-27` is answered so.
    """
    return with_named_years(records, scenario) if scenario.has_named_years else list(records)


def aim_records(plan: Plan, scenario: Scenario) -> list[Record]:
    """A record an aim: what the plan reaches of it, and its unit."""
    from tradeoff.programme.programme import units

    unit = units(scenario)
    return [{"aim": name, "value": value, "unit": unit[name]} for name, value in plan.objectives.items()]


def file_columns(table: str) -> list[str]:
    """The columns of one of a plan's tables as files have them."""
    from tradeoff.programme.plan import TABLE_COLUMNS

    return [FILE_COLUMNS.get(column, column) for column in TABLE_COLUMNS[table]]


def frontier_json(frontier: ScenarioFrontier) -> dict[str, object]:
    """The frontier as `tradeoff/frontier/1`; where `choice` is false there is nothing to choose between its ends."""
    from tradeoff.advice.choice import is_choice

    return {
        "schema": "tradeoff/frontier/1",
        **head(frontier),
        "choice": is_choice(frontier),
        "certificate": frontier.certificate.as_dict(),
        "points": point_records(frontier),
    }


def reforms_json(found: ReformFrontiers, folders: Sequence[str] = ()) -> dict[str, object]:
    """The frontiers of every combination of reforms as `tradeoff/frontier/1`: `frontiers`, and their `union`.

    `folders` names the folder that each is saved in; none where they are not saved.
    """
    saved = [{"folder": name} for name in folders] or [{} for _ in found.alternatives]
    return {
        "schema": "tradeoff/frontier/1",
        "scenario": found.scenario.name,
        **floors_kept(found.scenario),
        "data_hash": found.scenario.data_hash,
        "trade": found.trade,
        "x": found.x,
        "y": found.y,
        "units": dict(found.units),
        "frontiers": [
            {
                **where,
                "decided": dict(one.reforms),
                "cost_of_reforms": float(one.cost),
                **{name: value for name, value in frontier_json(one.frontier).items() if name != "schema"},
            }
            for one, where in zip(found.alternatives, saved, strict=True)
        ],
        "impossible": [dict(reforms) for reforms in found.impossible],
        "union": {
            "certified": False,
            "note": "the best of the frontiers above at each level; nothing is certified of them as one",
            "stretches": [
                {"decided": dict(part.reforms), "points": [{found.x: x, found.y: y} for x, y in part.points]}
                for part in found.union
            ],
        },
    }


def plan_json(
    frontier: ScenarioFrontier, plan: Plan, *, at: Mapping[str, float] | None = None, promise: Promise | None = None
) -> dict[str, object]:
    """One plan as `tradeoff/plan/2`.

    Args:
        frontier: Whose plan.
        plan: The plan.
        at: The aim that was asked for, and its level; None where it was asked for otherwise.
        promise: What `promise_of` says of it; None where nobody asked or nothing is doubtful.
    """
    from tradeoff.advice.promise import promise_json

    return {
        "schema": "tradeoff/plan/2",
        "form": str(plan.form),
        **head(frontier),
        **({} if at is None else {"asked": dict(at)}),
        "objectives": dict(plan.objectives),
        "promise": promise_json(promise, (frontier.x, frontier.y)),
        "remark": plan.remark,
        **{table: plan_records(plan, table) for table in plan.records},
    }


def named_records(frontier: ScenarioFrontier) -> list[Record]:
    """A record a plan with a name: id, word, both aims, and which point it is, or null where it is none of them.

    There is none of a search that was cut short: the plan between the ends takes a solve more.
    """
    if frontier.certificate.stopped:
        return []
    return [
        {"id": named.id, "word": named.word, frontier.x: named.x, frontier.y: named.y, "plan": named.position}
        for named in frontier.named_plans
    ]


def price_records(priced: Prices) -> list[Record]:
    """A record a price: what it is of, one step, what a step more brings and a step less takes, and the change itself.

    `gain` is null where a step more cannot be, `loss` where a step less leaves no plan at that level.
    """
    return [
        {
            "of": price.resource.name,
            "step": price.resource.step,
            "gain": price.gain,
            "loss": price.loss,
            "holds_to": price.holds_to,
            "changes": [dict(change) for change in price.resource.changes(1)],
            "sentence": str(price.claim),
        }
        for price in (*priced.prices, *priced.worthless)
    ]


def claim_records(claims: Sequence[Claim]) -> list[Record]:
    """A record a claim: its kind, figures and sentence."""
    return [{"kind": str(claim.kind), "figures": dict(claim.figures), "sentence": str(claim)} for claim in claims]


def reforms_made(scenario: Scenario) -> dict[str, object]:
    """Whether each enabling investment is made, as `reforms`; nothing where there is none."""
    made = {row.investment_id: row.made == "yes" for row in scenario.enabling}
    return {"reforms": made} if made else {}


def floors_kept(scenario: Scenario) -> dict[str, object]:
    """The floor of each aim that has one, in its unit, as `floors`; nothing where there is none."""
    floors = {aim: float(floor) for aim, floor in scenario.floors.items()}
    return {"floors": floors} if floors else {}


def head(frontier: ScenarioFrontier | WholeScenarioFrontier) -> dict[str, object]:
    """What a frontier is of: scenario, choice, aims, units."""
    return {
        "scenario": frontier.scenario.name,
        **reforms_made(frontier.scenario),
        **floors_kept(frontier.scenario),
        "data_hash": frontier.scenario.data_hash,
        "trade": frontier.trade,
        "x": frontier.x,
        "y": frontier.y,
        "units": dict(frontier.units),
    }


def as_csv(records: Sequence[Record], columns: Sequence[str]) -> str:
    """Records as CSV with a header and LF line ends; a text a spreadsheet would run gets a quotation mark in front."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(columns), lineterminator="\n")
    writer.writerow({column: harmless(column) for column in columns})
    writer.writerows({key: _cell(value) for key, value in record.items()} for record in records)
    return out.getvalue()


def rounded(number: float) -> float:
    """A number as files have it; whole ones stay."""
    return float(f"{number:.{_DIGITS}g}") if isinstance(number, float) else number


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    return harmless(value) if isinstance(value, str) else value
