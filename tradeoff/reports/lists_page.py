"""Prints the lists of one plan for the office: a page of A4 sheets that needs no network and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tradeoff.advice.wording import figure, solved
from tradeoff.programme.form import Form
from tradeoff.programme.plan import Plan
from tradeoff.reports.isolated import setting_apart, written
from tradeoff.reports.office_lists import office_lists
from tradeoff.scenario.levels import level_words
from tradeoff.scenario.objectives import find_pair
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import language, say

_HERE = Path(__file__).parent / "page"
_TO_SIGN = {"order_number": "Order number", "order_date": "Date", "signature": "Signature"}
"""Columns of the lists that are filled in by hand."""
_FORMS = {
    Form.ACTION: "action plan: clusters, households, agents trained and rupees are whole, months of facilitation "
    "come in halves",
    Form.WHOLE: "whole openings: every cluster opens or does not; households come as fractions",
    Form.OUTLOOK: "outlook, in shares: to look at, not to sanction; `tradeoff plan --trade CHOICE --at AIM=LEVEL` "
    "gives what can be",
}


def lists_html(plan: Plan, scenario: Scenario, about: Mapping[str, object]) -> bytes:
    """The page of lists of a plan, the same bytes every time.

    Args:
        plan: The plan.
        scenario: What it is a plan of.
        about: What `plan.json` says of it.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=written,
    )
    style = (_HERE / "lists.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment.get_template("lists.html.j2")
    with setting_apart([scenario]):
        page: str = template.render(
            scenario=scenario,
            level=_level(plan, scenario, about),
            form=say(_FORMS[plan.form]),
            lists=office_lists(plan, scenario),
            to_sign=[say(_TO_SIGN[name]) for name in _TO_SIGN],
            say=say,
            spoken=language(),
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'",
        )
    return page.encode()


def _level(plan: Plan, scenario: Scenario, about: Mapping[str, Any]) -> str:
    """The choice, what the plan has of its aims and what it lacks of the level; of several aims, those asked."""
    trade = about.get("trade")
    aims = [about["x"], about["y"]] if trade else list(about.get("asked", plan.objectives))
    had = ", ".join(f"{say(aim)} {figure(scenario, aim, plan.objectives[aim])}" for aim in aims)
    if not trade:
        return say("Several aims: {had}", had=had)
    short = ""
    if about.get("shortfall"):
        ((aim, level),) = about["asked"].items()
        lacking = solved(scenario, aim, about["shortfall"])
        short = say(
            "; {lacking} short of the {level} of {aim} that was asked",
            lacking=lacking,
            level=level_words(level, aim, scenario),
            aim=say(aim),
        )
    return say("{heading}: {had}{short}", heading=say(find_pair(trade).heading), had=had, short=short)
