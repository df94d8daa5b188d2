"""Turns a plan with whole decisions into plain records, and into a folder of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tradeoff.advice.named_action_words import named_action_sentences
from tradeoff.advice.promise import Promise
from tradeoff.advice.wording import bare_figure
from tradeoff.frontier.action_plan import ActionPlan
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.programme.form import Form
from tradeoff.reports.folder import plan_files, write_files
from tradeoff.reports.tables import plan_json
from tradeoff.words.spoken import hundredths, say

_HEADS = {Form.WHOLE: "{aim}, whole", Form.ACTION: "{aim}, action"}
"""Of the columns that say what plans with whole decisions have of an aim."""


def action_json(found: ActionPlan, promise: Promise | None = None) -> dict[str, object]:
    """A plan with whole decisions as `tradeoff/plan/2`, with what it loses against the outlook.

    Args:
        found: The plan.
        promise: What `promise_of` says of it; None where nobody asked or nothing is doubtful.
    """
    return {
        **plan_json(found.frontier, found.plan, at={found.aim: found.level}, promise=promise),
        **_against_outlook(found),
        "outlook": dict(found.outlook.objectives),
        "missed": [
            {"kind": str(miss.row.kind), **dict(miss.row.keys), "sense": miss.row.sense, "off_by": float(miss.by)}
            for miss in found.missed
        ],
    }


def named_action_records(actions: Sequence[NamedAction]) -> list[dict[str, object]]:
    """A record a plan with a name: its outlook, its plan with whole decisions, loss, bound and gap; for programs."""
    return [
        {
            "id": one.named.id,
            "word": one.named.word,
            "form": str(one.form),
            "outlook": {one.frontier.x: one.named.x, one.frontier.y: one.named.y},
            "reached": one.reached,
            "missing": None if one.missing is None else str(one.missing),
            **({} if one.found is None else _against_outlook(one.found)),
            "sentences": list(named_action_sentences(one)),
        }
        for one in actions
    ]


def _against_outlook(found: ActionPlan) -> dict[str, object]:
    return {
        "shortfall": found.shortfall,
        "loss": dict(found.loss),
        "bound": found.bound,
        "bound_from": str(found.bound_from),
        "gap": found.gap,
        "checked": found.checked,
    }


def named_action_rows(actions: Sequence[NamedAction]) -> list[dict[str, str]]:
    """The same for people: a row a plan, both aims in the outlook and in its plan, in words, and the gap."""
    rows = []
    for one in actions:
        row = {"plan": say(one.named.word)}
        for aim, outlook in ((one.frontier.x, one.named.x), (one.frontier.y, one.named.y)):
            has = say("none") if one.reached is None else bare_figure(one.frontier.scenario, aim, one.reached[aim])
            row |= {
                say("{aim}, outlook", aim=aim): bare_figure(one.frontier.scenario, aim, outlook),
                say(_HEADS[one.form], aim=aim): has,
            }
        found = one.found
        bound = "" if found is None else bare_figure(one.frontier.scenario, found.other, found.bound)
        rows.append({**row, "bound": bound, "gap": "" if found is None else hundredths(found.gap, ".2f")})
    return rows


def write_action_folder(
    found: ActionPlan,
    folder: Path,
    *,
    limits: Mapping[str, object] | None = None,
    promise: Promise | None = None,
    overwrite: bool = False,
) -> None:
    """Save the tables of a plan with whole decisions with a manifest.

    Args:
        found: The plan.
        folder: Where to write.
        limits: What `limits_json` says of the outlook, for `plan.json` and `prices.csv`; None for neither.
        promise: What `promise_of` says of the plan, for `plan.json`; None where nobody asked or nothing is doubtful.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder holds something already (unless `overwrite`) or cannot be written.
    """
    files = plan_files(found.frontier.scenario, found.plan, {**action_json(found, promise), **(limits or {})})
    write_files(folder, files, found.frontier, certified=False, overwrite=overwrite)
