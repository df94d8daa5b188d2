"""Renders one self-contained HTML page: no network, no foreign script, the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import escape

from tradeoff.money import format_number
from tradeoff.reports.isolated import setting_apart, written
from tradeoff.reports.page.packed import packed
from tradeoff.reports.page.said import apart, code, said, spoken_by_script
from tradeoff.reports.page_actions import actions_on_page
from tradeoff.reports.page_data import page_data, static_data
from tradeoff.reports.page_floors import floors_on_page
from tradeoff.reports.page_fonts import SOURCE, Font, fonts_for, style_of
from tradeoff.reports.page_named import side_by_side
from tradeoff.reports.page_plan import plan_on_page
from tradeoff.reports.page_stress import funded_on_page, promises, stress_on_page, untold
from tradeoff.reports.story import Story
from tradeoff.reports.vendor import SOLVER, script_of
from tradeoff.words.spoken import language, told_share

_HERE = Path(__file__).parent
_SCRIPTS = (
    "words",
    "address",
    "mixture",
    "charts",
    "sections",
    "stress",
    "clusters",
    "districts",
    "budgets",
    "carry",
    "best_mixture",
    "floors",
    "main",
)
"""The page's own script in parts, in the order in which they need each other."""
_STYLES = ("page", "districts", "stress", "floors")
_GLOBALS = "window.vegaEmbed = vegaEmbed;"
"""What the bundled library hands to the page's own script."""


def render_page(story: Story) -> str:
    """The page that shows what is told of a scenario."""
    beside = [one.scenario for choice in story.choices if choice.beside for one in choice.beside.frontiers]
    with setting_apart([story.scenario, *beside]):
        return _page(story)


def _page(story: Story) -> str:
    """The page; whoever calls this says whose names are set apart."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from tradeoff.advice.evidence import GRADES, KINDS

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=written,
    )
    environment.globals |= {"say": said, "apart": apart, "code": code, "count": format_number, "told_share": told_share}
    data = page_data(story) | {"promises": promises(story), "funded": funded_on_page(story)}
    data["floors"] = floors_on_page(story)
    scripts = [_charting_library(), *([script_of(SOLVER)] if data["floors"] else []), own_script()]
    words = spoken_by_script(scripts[-1])
    carried = packed(data) | ({"spoken": words} if words else {})
    template = environment.get_template("page.html.j2")
    page = template.render(
        data=data,
        data_json=_inert(carried),
        spoken=language(),
        fixed=static_data(story),
        saved=plan_on_page([one.standing for one in story.choices if one.standing]),
        actions=actions_on_page(story),
        stressed=stress_on_page(story),
        untold=untold(story),
        side_by_side=side_by_side(story),
        grade_names=GRADES,
        kind_names=KINDS,
        scripts=scripts,
        style=_style(()),
        policy=_policy(scripts, ()),
    )
    # Which letters there are is known when everything is written.
    return _with_fonts(page, fonts, scripts) if (fonts := fonts_for(page)) else page


def _with_fonts(page: str, fonts: tuple[Font, ...], scripts: Sequence[str]) -> str:
    """A page written without fonts with them in its head, which is where its policy and its style first stand."""
    page = page.replace(escape(_policy(scripts, ())), escape(_policy(scripts, fonts)), 1)
    return page.replace(_style(()), _style(fonts), 1)


def _style(fonts: tuple[Font, ...]) -> str:
    """The page's style sheets, and the fonts that it needs."""
    return "\n".join([*((_HERE / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES), style_of(fonts)])


@cache
def _charting_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, bundled by vl-convert."""
    import vl_convert

    return str(vl_convert.javascript_bundle(_GLOBALS)).replace("</script", "<\\/script")


def own_script() -> str:
    """The page's own script, its names to itself."""
    parts = [(_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return "\n".join(['"use strict";', "(() => {", *parts, "})();"])


def _policy(scripts: Sequence[str], fonts: tuple[Font, ...]) -> str:
    """Nothing may be fetched, and no script may run but the ones written here; a font only from the page itself."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    rules = (
        "default-src 'none'",
        f"script-src {hashes}",
        "style-src 'unsafe-inline'",
        "img-src data:",
        *([SOURCE] if fonts else []),
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _inert(data: dict[str, Any]) -> str:
    """JSON that cannot end its script element, whatever a cluster is called."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
