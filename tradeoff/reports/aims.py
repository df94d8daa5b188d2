"""Turns what was found for several aims into lines, sentences, JSON and a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tradeoff
from tradeoff.advice.promise import Promise, promise_json
from tradeoff.advice.wording import bare_figure, solved
from tradeoff.frontier.aims import AimsPlan
from tradeoff.frontier.cheapest import CheapestPlan
from tradeoff.money import format_rupees, format_significant
from tradeoff.reports.folder import hashes_of, plan_files, write_whole
from tradeoff.reports.tables import Record, plan_records
from tradeoff.words.spoken import say

REACHED = "All of them are reached."
NEAREST = (
    "No plan reaches all of them. This one has the smallest of largest shortfalls, each a share of the most there is "
    "of its aim: {share}%."
)
RELEASES = "Asking 1% less of {aim} ({less}) would release most: {other} rises by {gain} (solved again)."
RELEASES_NOTHING = "Asking 1% less of any one of them brings no other that falls short nearer (each solved again)."
WITHIN = "Least money that reaches them: {spent} of the {envelopes} there are."
BEYOND = (
    "The money there is does not reach them. With every envelope {factor} times as large, {envelopes} in all, it does; "
    "{spent} of it is spent."
)
OUTLOOK = (
    "This plan is the outlook, in shares: to look at, not to sanction. `tradeoff plan --trade CHOICE --at AIM=LEVEL` "
    "gives one in whole clusters, households and rupees."
)
"""What form a plan for several aims has."""
AimsFound = AimsPlan | CheapestPlan
NO_PRICES = (
    "A price is what a step more brings of one aim at a level of another; a plan for several aims at once holds no one "
    "level. `tradeoff plan --trade CHOICE --at AIM=LEVEL` gives prices."
)
"""Why the plan of several aims has no `prices.csv`, in its `plan.json`."""


def aims_lines(found: AimsFound) -> tuple[Record, ...]:
    """A line an aim: asked, reached, and short by."""
    scenario, short = found.scenario, found.short if isinstance(found, AimsPlan) else {}
    return tuple(
        {
            "aim": aim,
            "asked": bare_figure(scenario, aim, asked),
            "reached": bare_figure(scenario, aim, found.reached[aim]),
            "short by": solved(scenario, aim, short[aim]) if short.get(aim) else say("nothing"),
        }
        for aim, asked in found.asked.items()
    )


def found_sentences(found: AimsFound) -> Iterator[str]:
    """What was found, in words, and in which form."""
    yield from aims_sentences(found) if isinstance(found, AimsPlan) else cheapest_sentences(found)
    yield say(OUTLOOK)


def aims_sentences(found: AimsPlan) -> Iterator[str]:
    """Whether all is reached, and else whose 1% would release most."""
    if found.is_reached:
        yield say(REACHED)
        return
    yield say(NEAREST, share=format_significant(-100 * found.margin))
    if not found.releases:
        return
    release = found.releases[0]
    if not release.gain:
        yield say(RELEASES_NOTHING)
        return
    # What is reached already may rise more, and nobody waits for it.
    rises = {
        aim: value - found.reached[aim]
        for aim, value in release.reached.items()
        if aim != release.aim and found.short[aim]
    }
    other = max(rises, key=lambda aim: rises[aim] / found.ranges[aim])
    yield say(
        RELEASES,
        aim=say(release.aim),
        less=solved(found.scenario, release.aim, release.less),
        other=say(other),
        gain=solved(found.scenario, other, rises[other]),
    )


def cheapest_sentences(found: CheapestPlan) -> Iterator[str]:
    """What the least money is, or by how much all of it would have to grow."""
    words = {"spent": format_rupees(found.spent), "envelopes": format_rupees(float(found.envelopes))}
    if found.factor == 1:
        yield say(WITHIN, **words)
    else:
        yield say(BEYOND, factor=format_significant(float(found.factor), 4), **words)


def aims_json(found: AimsFound, promise: Promise | None = None) -> dict[str, object]:
    """What was found, and its plan, as `tradeoff/plan/2`.

    Args:
        found: What was found.
        promise: What `promise_of` says of its plan; None where nobody asked or nothing is doubtful.
    """
    said: dict[str, object] = {"asked": dict(found.asked), "reached": dict(found.reached)}
    if isinstance(found, AimsPlan):
        said |= {"short_by": found.short, "margin": found.margin, "ranges": dict(found.ranges)}
        said["releases"] = [
            {"aim": say(one.aim), "less": one.less, "gain": one.gain, "reached": dict(one.reached)}
            for one in found.releases
        ]
    else:
        said |= {"factor": float(found.factor), "envelopes": float(found.envelopes), "spent": found.spent}
    return {
        "schema": "tradeoff/plan/2",
        "form": str(found.plan.form),
        "scenario": found.scenario.name,
        "data_hash": found.scenario.data_hash,
        "units": found.units,
        **said,
        "objectives": dict(found.plan.objectives),
        "promise": promise_json(promise, tuple(found.asked)),
        "no_prices": NO_PRICES,
        **{table: plan_records(found.plan, table) for table in found.plan.records},
    }


def write_aims_folder(
    found: AimsFound, folder: Path, *, promise: Promise | None = None, overwrite: bool = False
) -> None:
    """Save the tables of the plan with a manifest.

    Args:
        found: What was found.
        folder: Where to write.
        promise: As for `aims_json`.
        overwrite: Replace earlier results in the folder; other files in it stay.

    Raises:
        OSError: The folder is there and may not be replaced, or cannot be written.
    """
    files = plan_files(found.scenario, found.plan, aims_json(found, promise))
    manifest = {
        "schema": "tradeoff/manifest/1",
        "tradeoff": tradeoff.__version__,
        "scenario": found.scenario.name,
        "data_hash": found.scenario.data_hash,
        "asked": dict(found.asked),
        "files": hashes_of(files),
    }
    write_whole(folder, files, manifest, overwrite=overwrite)
