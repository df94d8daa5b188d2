"""Refuses what is no scenario; a name or a folder is not read unasked."""

from __future__ import annotations

import os

from tradeoff.errors import shown
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import say


def require_scenario(given: object) -> None:
    """Raise ValueError for what is no scenario, such as the name of one."""
    if isinstance(given, Scenario):
        return
    if isinstance(given, str | os.PathLike):
        raise ValueError(
            say("{given} is a name and no scenario; give read_scenario({given}) in its place", given=shown(given))
        )
    raise ValueError(say("{given} is no scenario; give what read_scenario returns", given=shown(given)))
