"""Tells an exception: words on stderr, an exit code, and, with `--format json`, an error object on stdout.

Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 the scenario is wrong, 4 no plan satisfies the limits, 5 an objective has
no bound, 6 the solver gave up, 7 cannot write, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from tradeoff.errors import ScenarioError, TradeoffError

BUG, USAGE, CANNOT_WRITE, INTERRUPTED = 1, 2, 7, 130


def told(commands: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run a command; tell what goes wrong and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = any(
        a == "--format=json" or (a == "--format" and b == "json") for a, b in zip(given, [*given[1:], ""], strict=True)
    )
    try:
        code = commands.main(given, prog_name="tradeoff", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        if as_json:
            _print_json(USAGE, [error.format_message()])
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing was written.", err=True)
        return INTERRUPTED
    except TradeoffError as error:
        return _tell(error.exit_code, error, as_json)
    except BrokenPipeError:
        # Whoever reads our output has had enough (`tradeoff ... | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _tell(CANNOT_WRITE, error, as_json)
    except Exception as error:
        if os.environ.get("TRADEOFF_DEBUG"):
            raise
        words = f"This is a fault of tradeoff, not of your files: {type(error).__name__}: {error}"
        return _tell(BUG, TradeoffError(f"{words}\nSet TRADEOFF_DEBUG=1 to see where it happened."), as_json)
    return code if isinstance(code, int) else 0


def _tell(code: int, error: Exception, as_json: bool) -> int:
    if as_json:
        _print_json(code, [str(part) for part in error.problems] if isinstance(error, ScenarioError) else [str(error)])
    click.echo(str(error), err=True)
    return code


def _print_json(code: int, problems: list[str]) -> None:
    import json

    click.echo(json.dumps({"schema": "tradeoff/error/1", "exit": code, "problems": problems}, ensure_ascii=False))
