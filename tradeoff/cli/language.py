"""Reads `--lang`, and has commands speak the language it names: what they print, and their help."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from itertools import pairwise

import click

from tradeoff.words.catalogue import ENGLISH_CODE, languages
from tradeoff.words.spoken import again, language

_FLAG = "--lang"


def asked_language(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, wherever `--lang` stands on it; English where it names none we have.

    It is looked up before anything is parsed, so that wrong usage is told in it too.
    """
    after = [b for a, b in pairwise(arguments) if a == _FLAG]
    joined = [a.removeprefix(f"{_FLAG}=") for a in arguments if a.startswith(f"{_FLAG}=")]
    return next((code for code in (*after, *joined) if code in languages()), ENGLISH_CODE)


def language_option() -> click.Option:
    """`--lang`: which language is spoken; `asked_language` has seen to it already."""
    return click.Option(
        [_FLAG],
        type=click.Choice(languages()),
        default=ENGLISH_CODE,
        show_default=True,
        expose_value=False,
        help="Speak this language.",
    )


def in_words(command: click.Command) -> click.Command:
    """A command with `--lang`, and with its help in the language spoken."""
    spoken = copy(command)
    spoken.params = [*command.params, language_option()]
    if language().code == ENGLISH_CODE:
        return spoken
    spoken.help, spoken.short_help = again(command.help), again(command.short_help)
    spoken.params = [copy(param) for param in spoken.params]
    for param in spoken.params:
        if isinstance(param, click.Option):
            param.help = again(param.help)
    return spoken
