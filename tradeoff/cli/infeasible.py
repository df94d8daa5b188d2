"""From "no plan satisfies the limits" to which limits clash, wherever a command solves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tradeoff.errors import InfeasibleError

if TYPE_CHECKING:
    from tradeoff.scenario.scenario import Scenario


@contextmanager
def explained(scenario: Scenario) -> Iterator[None]:
    """Turn an `InfeasibleError` of a programme into one that names the limits and by how much they are short."""
    from tradeoff.advice.clashes import explain_clash
    from tradeoff.programme.programme import build_programme

    try:
        yield
    except InfeasibleError:
        raise InfeasibleError(f"{scenario.name}: {explain_clash(build_programme(scenario))}") from None
