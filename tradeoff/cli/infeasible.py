"""Says which limits clash where a command finds that no plan satisfies them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tradeoff.errors import InfeasibleError

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


@contextmanager
def explained(scenario: Scenario) -> Iterator[None]:
    """Make a frontier's errors speak to whoever typed the command.

    A choice without data is wrong usage; limits that cannot hold together are named, with what they are short by.
    """
    from tradeoff.advice.clashes import explain_clash, least_change
    from tradeoff.frontier.floors import UnreachedFloorError
    from tradeoff.programme.programme import build_programme
    from tradeoff.scenario.reforms import combinations

    try:
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except UnreachedFloorError:
        raise
    except InfeasibleError as error:
        # Of reforms to decide, the first combination makes none.
        programme = build_programme(combinations(scenario)[0].with_openings("share"))
        if scenario.settings.openings == "whole" and not least_change(programme):
            raise InfeasibleError(str(error)) from None
        raise InfeasibleError(f"{scenario.name}: {explain_clash(programme)}") from None
