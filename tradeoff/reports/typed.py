"""Writes commands that a page tells its reader to type: on the scenario as named, with what it was asked with."""

from __future__ import annotations

import os
import shlex
import subprocess

from tradeoff.reports.story import Story
from tradeoff.scenario.changes import cell_text


def quoted(word: str) -> str:
    """A word as the shell of this machine takes it, in quotes where it needs them."""
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)


def typed_on(story: Story, command: str) -> str:
    """A command on the scenario of a page, to which its own options are added.

    Args:
        story: What the page tells; the command has the reforms and floors that it was asked with.
        command: Its name, such as `plan`.
    """
    scenario, tables = story.scenario, story.scenario.resolved
    parts = ["tradeoff", command, quoted(scenario.name if story.typed is None else story.typed)]
    if tables.raw.get("enabling") is not tables.as_read.get("enabling"):
        parts += [f"--reform {quoted(f'{row.investment_id}={row.made}')}" for row in scenario.enabling]
    parts += [f"--floor {quoted(f'{aim}={cell_text(floor)}')}" for aim, floor in scenario.floors.items()]
    return " ".join(parts)
