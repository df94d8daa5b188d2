"""Says which limits clash where a command finds that no plan satisfies them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tradeoff.errors import InfeasibleError
from tradeoff.words.spoken import headed

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


@contextmanager
def explained(scenario: Scenario) -> Iterator[None]:
    """Make a frontier's errors speak to whoever typed the command.

    A choice without data is wrong usage; limits that cannot hold together are named, with what they are short by.
    """
    from tradeoff.advice.clashes import explain_infeasible
    from tradeoff.frontier.floors import UnreachedFloorError

    try:
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except UnreachedFloorError:
        raise
    except InfeasibleError as error:
        try:
            found = explain_infeasible(scenario)
        except ValueError:
            # A level that nothing reaches, or clusters that must open whole: the limits are not what clashes.
            raise InfeasibleError(str(error)) from None
        raise InfeasibleError(headed(scenario.name, str(found))) from None
