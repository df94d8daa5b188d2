"""Refuses arguments of another kind than a function takes, in words that name the argument, its value and the mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from tradeoff.errors import shown
from tradeoff.words.spoken import say


def require_path(given: object, what: str) -> None:
    """Raise ValueError for what is no path.

    Args:
        given: What was given.
        what: What the path is of, in the language that is spoken.
    """
    if not isinstance(given, str | os.PathLike):
        raise ValueError(
            say("{given} is no {what}; give a text or a Path that names it", given=shown(given), what=what)
        )


def require_several(given: object, name: str) -> None:
    """Raise ValueError for a single thing, a text among them, where a list of several is asked for.

    Args:
        given: What was given.
        name: What the argument is called.
    """
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise ValueError(say("{name} is {given}, which is no list; write {name}=[...]", name=name, given=shown(given)))


def require_by_name(given: object, name: str) -> None:
    """Raise ValueError for what is not listed by names, as a dictionary is.

    Args:
        given: What was given.
        name: What the argument is called.
    """
    if not isinstance(given, Mapping):
        raise ValueError(
            say("{name} is {given}; list it by name, as in {name}={{...: ...}}", name=name, given=shown(given))
        )
