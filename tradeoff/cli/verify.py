"""Runs `tradeoff verify`: every claim of a saved frontier, recomputed."""

from __future__ import annotations

from pathlib import Path

import click

from tradeoff.errors import SolverError, TradeoffError
from tradeoff.words.spoken import say


class UnreadableResultError(TradeoffError):
    """A file of a result is missing or broken."""

    exit_code = 3


_HELP = """Recompute every claim of the result at PATH, without the solver and without trusting it.

PATH is a folder that `tradeoff frontier --certify --out` wrote, or a file of `Frontier.save_proof`. In exact
fractions, with nothing but Python's own library: every point is attained by a plan that keeps all limits, no plan
lies beyond the frontier by more than is stated, every rate is right; a ray goes on for ever, and none is missing; a
surface of three objectives has no facet missing; all files are as the manifest lists them and show the same figures.
"""


@click.command("verify", help=_HELP)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
def verify_folder(path: Path) -> None:
    """Recompute every claim of the result at PATH, without the solver and without trusting it."""
    import sys

    from tradeoff.checker.folder import check_folder
    from tradeoff.checker.reading import RefusedError, UnreadableError

    on_terminal = sys.stderr.isatty()

    def tell(how_far: str) -> None:
        if on_terminal:
            click.echo(f"\r{how_far:<40}", nl=False, err=True)

    try:
        found = check_folder(path, tell)
    except UnreadableError as error:
        raise UnreadableResultError(str(error)) from None
    except RefusedError as error:
        raise SolverError(say("Refused: {error}.", error=error)) from None
    finally:
        tell("")
    for sentence in found:
        click.echo(sentence)
