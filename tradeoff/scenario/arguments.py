"""Refuses arguments of another kind than a function takes, in words that name the argument, its value and the mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from numbers import Integral, Real

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


def require_each(given: object, name: str, kind: type, maker: str) -> None:
    """Raise ValueError for what is no list, or holds something that is not of a kind.

    Args:
        given: What was given.
        name: What the argument is called.
        kind: Of what each is.
        maker: What gives such things, as people write it.
    """
    require_several(given, name)
    assert isinstance(given, Iterable)
    for one in given:
        if not isinstance(one, kind):
            raise ValueError(
                say("{name} holds {given}; give what {maker} returns", name=name, given=shown(one), maker=maker)
            )


def require_whole(given: object, name: str, least: int) -> None:
    """Raise ValueError for what is no whole number, or less than the least there may be.

    Args:
        given: What was given.
        name: What the argument is called.
        least: 1 where there must be something, 0 where there may be nothing.
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or given < least:
        raise ValueError(
            say("{name} is {value}; it is a whole number from {least}", name=name, value=shown(given), least=least)
        )


def require_first(given: object, name: str) -> None:
    """Raise ValueError for what does not say how many of a list are wanted; None is all of them.

    Args:
        given: What was given.
        name: What the argument is called.
    """
    if given is None:
        return
    if isinstance(given, bool) or not isinstance(given, Integral) or given < 1:
        raise ValueError(
            say("{name} is {given}; give a whole number from 1, or None for all", name=name, given=shown(given))
        )


def require_shares(given: object, name: str) -> None:
    """Raise ValueError for what is no list of shares between 0 and 1.

    Args:
        given: What was given.
        name: What the argument is called.
    """
    require_several(given, name)
    assert isinstance(given, Iterable)
    for one in given:
        if isinstance(one, bool) or not isinstance(one, Real) or not 0 <= float(one) <= 1:
            raise ValueError(
                say("{name} holds {given}; give shares from 0 to 1, as 0.02 for 2%", name=name, given=shown(one))
            )
