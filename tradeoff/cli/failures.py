"""Tells an exception: words on stderr, an exit code, and, with `--format json`, an error object on stdout.

Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 the scenario is wrong, 4 no plan satisfies the limits, 5 an objective has
no bound, 6 the solver gave up, 7 cannot write, 130 interrupted, 141 nobody reads the output, 143 terminated.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from tradeoff.cli.language import asked_language
from tradeoff.cli.signals import INTERRUPTED, ended_by, hear_no_more, was_asked_to_end
from tradeoff.cli.streams import NOBODY_READS, Outputs, cannot_write, flush, leave_to_nobody, tell
from tradeoff.errors import ScenarioError, TradeoffError, shown, visible
from tradeoff.words.spoken import in_language, say

BUG, USAGE, CANNOT_WRITE = 1, 2, 7


def told(commands: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command; tell what goes wrong and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    outputs = Outputs(given)
    try:
        with in_language(asked_language(given)):
            code = _run(commands, given)
        flush()
        hear_no_more()
    except KeyboardInterrupt:
        code = _tell_interrupted(outputs)
    except BrokenPipeError:
        hear_no_more()
        # Whoever reads our output has had enough (`tradeoff ... | head`).
        leave_to_nobody()
        return NOBODY_READS
    except OSError as error:
        hear_no_more()
        leave_to_nobody()
        tell(cannot_write(error))
        return CANNOT_WRITE
    return ended_by(code)


def _run(commands: click.Command, given: list[str]) -> int:
    """Run a command and tell what goes wrong; raises OSError where that cannot even be printed."""
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
        _show(error)
        return USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
    except TradeoffError as error:
        return _tell(error.exit_code, error, as_json)
    except BrokenPipeError:
        raise
    except SystemExit:
        # What Click makes of a pipe that nobody reads.
        raise BrokenPipeError from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG and error.filename is not None:
            words = say("no file has a name as long as {name}; check what was typed", name=shown(str(error.filename)))
            return _tell(USAGE, TradeoffError(words), as_json)
        if error.filename is None and error.errno is not None:
            raise
        return _tell(CANNOT_WRITE, error, as_json)
    except Exception as error:
        if os.environ.get("TRADEOFF_DEBUG"):
            raise
        if was_asked_to_end():
            # What a library makes of a signal in the middle of it.
            raise KeyboardInterrupt from None
        words = say(
            "This is a fault of tradeoff, not of your files: {name}: {error}", name=type(error).__name__, error=error
        )
        return _tell(
            BUG, TradeoffError(say("{words}\nSet TRADEOFF_DEBUG=1 to see where it happened.", words=words)), as_json
        )
    return code if isinstance(code, int) else 0


def _tell_interrupted(outputs: Outputs) -> int:
    """Say what is true of the outputs; no signal that comes meanwhile cuts the words short."""
    hear_no_more()
    written = outputs.written()
    tell(
        say("Interrupted; {written} was written, whole.", written=written[0])
        if written
        else say("Interrupted; nothing was written.")
    )
    return INTERRUPTED


def _show(error: click.ClickException) -> None:
    """Say what is wrong with the command line, and what is right."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        usage = error.ctx.get_usage()
        tell(say("{usage}\nTry '{command_path} --help' for help.\n", usage=usage, command_path=error.ctx.command_path))
    tell(say("Error: {format_message}", format_message=error.format_message()))


def _tell(code: int, error: Exception, as_json: bool) -> int:
    if as_json:
        _print_json(code, [str(part) for part in error.problems] if isinstance(error, ScenarioError) else [str(error)])
    tell(str(error))
    return code


def _print_json(code: int, problems: list[str]) -> None:
    import json

    said = [visible(problem) for problem in problems]
    click.echo(json.dumps({"schema": "tradeoff/error/1", "exit": code, "problems": said}, ensure_ascii=False))
