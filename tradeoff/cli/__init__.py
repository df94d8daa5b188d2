"""Turns what is typed into one call of the library and prints what comes back: a file a command, no logic."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from tradeoff.cli.failures import told
from tradeoff.cli.language import in_words, language_option
from tradeoff.cli.listing import list_scenarios, new_scenario
from tradeoff.cli.signals import INTERRUPTED, TERMINATED, ended_by, heed_the_end, ignore_the_end
from tradeoff.cli.streams import open_streams, tell
from tradeoff.money import spell
from tradeoff.scenario.objectives import PAIRS
from tradeoff.words.spoken import say

_LATER = {
    "check": (
        "tradeoff.cli.check",
        "check_scenario",
        "Tell every problem of a scenario at once, and what its choices are.",
    ),
    "frontier": ("tradeoff.cli.frontier", "show_frontier", "Find every efficient plan between two aims."),
    "plan": ("tradeoff.cli.plan", "show_plan", "Show the plan at one point of a frontier."),
    "why": ("tradeoff.cli.why", "explain", "Say why a cluster is funded in a plan or not, and what would change that."),
    "stress": ("tradeoff.cli.stress", "stress_plan", "Say how sure a plan is, over the ranges its tables state."),
    "compare": ("tradeoff.cli.compare", "compare_scenarios", "Say what one scenario costs against another."),
    "futures": (
        "tradeoff.cli.futures",
        "show_futures",
        "Show what plans are worth in each future, and the best by a rule.",
    ),
    "verify": ("tradeoff.cli.verify", "verify_folder", "Recompute every claim of a saved, certified frontier."),
    "report": ("tradeoff.cli.report", "report_scenario", "Write a page with charts, plans and sentences."),
}


class _Commands(click.Group):
    """The commands in the order of a planner's work; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["list", "new", *_LATER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _LATER:
            from importlib import import_module

            module, name, _ = _LATER[cmd_name]
            return in_words(getattr(import_module(module), name))
        found = super().get_command(ctx, cmd_name)
        if found is None:
            from difflib import get_close_matches

            names = self.list_commands(ctx)
            close = get_close_matches(cmd_name, names, n=1)
            hint = (
                say("Did you mean {close}?", close=close[0])
                if close
                else say("There are {names}.", names=", ".join(names))
            )
            ctx.fail(say("there is no command {cmd_name!r}. {hint}", cmd_name=cmd_name, hint=hint))
        return None if found is None else in_words(found)


def _help() -> str:
    first, *others = (pair.heading for pair in PAIRS.values())
    choices = ", ".join([first, *(f"{words[0].lower()}{words[1:]}" for words in others)])
    return f"""Make {spell(len(PAIRS))} choices explicit when a fixed budget helps clusters of poor households.

    {choices}: `tradeoff` finds every efficient plan between the
    two aims of a choice, says how good the frontier is and what one more of this costs in that.

    \b
    Start with:
      tradeoff list
      tradeoff report three-clusters --out report.html

    SCENARIO is a folder of CSV files, a workbook, or the name of a shipped scenario.
    """


@click.group(
    cls=_Commands,
    help=_help(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="tradeoff", message="tradeoff %(version)s")
def commands() -> None:
    """All commands."""


commands.params.append(language_option())
commands.add_command(list_scenarios)
commands.add_command(new_scenario)


def main() -> None:
    """The command line; every failure is told in words, with its own exit code."""
    open_streams()
    try:
        heed_the_end()
        code = told(commands)
    except KeyboardInterrupt:
        # Before anything was begun.
        tell(say("Interrupted; nothing was written."))
        code = ended_by(INTERRUPTED)
    ignore_the_end()
    if code in (INTERRUPTED, TERMINATED):
        # After an interrupt inside `exec` (imports are full of it) CPython would kill itself, whoever caught it.
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
