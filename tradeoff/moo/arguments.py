"""Reads what `trace` is called with, and says in plain words what does not fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Real
from operator import index
from typing import SupportsIndex
from unicodedata import category

import numpy as np
import pulp

from tradeoff.moo.lp.model import Sense
from tradeoff.moo.method import Method, Wish

TAKEN = frozenset({"rate_left", "rate_right", "weight_from", "weight_to", "bound", "supported", "efficient"})
"""Columns of `Frontier.points` beside the objectives."""
_ASKED = frozenset({"time_limit"})
"""What `Frontier.within` is asked by name beside levels."""
_UNWRITTEN = {"Cc", "Cs", "Zl", "Zp"}
"""Control letters, halves of letters, what breaks a line or a paragraph, as Unicode sorts them: none is in a title."""
GAP = 0.001
"""The gap of a linear programme where none is asked for."""
GAP_OF_FOUR = 0.01
"""The same of four objectives, whose points grow about as 1 / gap."""


def read_objectives(problem: object, objectives: object) -> dict[str, pulp.LpAffineExpression]:
    """The objectives as expressions by name.

    Raises ValueError where the problem is none of PuLP's, or an objective is no expression.
    """
    if not isinstance(problem, pulp.LpProblem):
        raise ValueError(f"the problem is {_what(problem)}; give a pulp.LpProblem")
    if not isinstance(objectives, Mapping):
        raise ValueError(f"objectives is {_what(objectives)}; give the expressions by name, as in {{'cost': 3 * x}}")
    if len(objectives) < 2:
        count = "no objective is" if not objectives else "one objective is"
        raise ValueError(
            f"{count} given; a frontier is traced between two, three or four. For one, solve the problem itself"
        )
    if len(objectives) > 4:
        raise ValueError(
            f"{len(objectives)} objectives are given; a frontier is traced between two, three or four, for of more the "
            "points become too many to find or to read. Make the others constraints with a floor or a ceiling, such as "
            "problem += jobs >= 100, or add up those that are worth the same"
        )
    return {name: read_objective(name, expression) for name, expression in objectives.items()}


def read_objective(name: object, expression: object) -> pulp.LpAffineExpression:
    """One objective as an expression; a number or a variable will do.

    Raises ValueError for anything else. In PuLP a constraint is made of an expression, and `x <= 3` would be x - 3.
    """
    require_name(name)
    if isinstance(expression, pulp.LpConstraint):
        raise ValueError(f"the objective {name!r} is a constraint; give the expression alone, without <=, >= or ==")
    if isinstance(expression, pulp.LpAffineExpression | pulp.LpVariable) or _is_number(expression):
        return pulp.LpAffineExpression(expression)
    raise ValueError(f"the objective {name!r} is {_what(expression)}; give a PuLP expression, as in 3 * x + y")


def require_name(name: object) -> None:
    """Refuse what cannot name an objective: it is a column of tables, a title of axes, and how a level is given.

    Raises ValueError.
    """
    if not isinstance(name, str):
        raise ValueError(f"an objective is named by {_what(name)}; name it by a text")
    if not name.strip():
        raise ValueError(f"an objective is called {name!r}; give it a name that can be read, such as 'cost'")
    if name in TAKEN:
        raise ValueError(f"an objective is called {name!r}, as a column of the points is; give it another name")
    if name in _ASKED:
        raise ValueError(
            f"an objective is called {name!r}, as what `Frontier.within` takes beside levels is; give it another name"
        )
    require_line(name, "an objective's name")


def require_line(words: str, what: str) -> None:
    """Refuse words that do not stand in one line: they are titles of axes, heads of columns and texts of files.

    Raises ValueError, with the letter that is in the way.
    """
    wrong = next((letter for letter in words if category(letter) in _UNWRITTEN), None)
    if wrong is not None:
        raise ValueError(
            f"{what} is {words!r:.60}, and holds {wrong!r}, which no title can show; write it in one line of letters"
        )


def require_flags(**flags: object) -> None:
    """Refuse what is neither true nor false: a text such as 'no' would count as true.

    Raises ValueError.
    """
    for name, value in flags.items():
        if not isinstance(value, bool | np.bool_):
            raise ValueError(f"{name} is {_what(value)}; it is True or False")


def require_names(variables: Sequence[object]) -> None:
    """Refuse a variable without a name, by which solutions could not tell it.

    Raises ValueError.
    """
    if not all(variables):
        raise ValueError(
            "a variable of the problem has no name, and solutions are told by name; give each one of its own, as in "
            "problem.add_variable('built')"
        )


def read_levels_asked(levels: object) -> list[float] | None:
    """Levels of the first objective as a list; None where none are asked for.

    Raises ValueError where they are no sequence of numbers.
    """
    if levels is None:
        return None
    # An array, a series or a column of a table does as well as a list; what is in no order does not.
    given = levels.tolist() if hasattr(levels, "tolist") else levels
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise ValueError(f"levels is {_what(levels)}; give a list of levels of the first objective, as in [10, 20.5]")
    if not all(_is_number(level) for level in given):
        raise ValueError("levels holds what is no number; give levels of the first objective, as in [10, 20.5]")
    return [float(level) for level in given]


def read_senses(objectives: Mapping[str, object], sense: object) -> dict[str, Sense]:
    """Whether each objective is maximised or minimised.

    Raises ValueError where one is missing, unknown, or no objective.
    """
    names = sorted(objectives)
    if not isinstance(sense, Mapping):
        example = ", ".join(f"{name!r}: 'max'" for name in objectives)
        raise ValueError(f"sense is {_what(sense)}; give 'max' or 'min' for each objective, as in {{{example}}}")
    if set(sense) != set(objectives):
        raise ValueError(f"sense names {sorted(map(str, sense))}; give 'max' or 'min' for each of {names}")
    wrong = [f"{name}={value!r}" for name, value in sense.items() if value not in list(Sense)]
    if wrong:
        raise ValueError(f"sense {wrong[0]} is neither 'max' nor 'min'")
    return {name: Sense(sense[name]) for name in objectives}


def read_wish(
    objectives: Mapping[str, object],
    *,
    gap: float | None,
    exact: bool,
    certify: bool,
    whole: bool,
    levels: Sequence[float] | None,
    step: float | None,
    time_limit: float | None,
    method: str | None,
) -> Wish:
    """What is asked of a frontier, as far as it decides the method.

    Args:
        objectives: The expressions by name.
        gap: A share of all ranges; None where none is asked for.
        exact: Whether every breakpoint is wanted.
        certify: Whether exact fractions are wanted.
        whole: Whether columns may have to be whole numbers.
        levels: Levels of the first objective, in its own unit; None where none are asked for.
        step: The distance of levels as a share of the first objective's range; None where none are asked for.
        time_limit: In seconds; None for none.
        method: The method asked for by name; None where it is left to what was measured.

    Raises:
        ValueError: One is out of its range, or two do not fit each other.
    """
    require_flags(exact=exact, certify=certify, whole=whole)
    if len(objectives) > 3:
        _require_of_four(whole=whole, exact=exact, certify=certify)
    require_gap(gap, exact=exact, least=0.0 if whole else None)
    require_seconds(time_limit)
    require_step(step)
    if certify and len(objectives) > 2 and not exact:
        raise ValueError("certify is set; the gap of a surface is not certified in fractions. Ask for exact=True too")
    if whole and certify:
        raise ValueError(
            "certify is set; over whole numbers there is no rational certificate, only bounds checked in floats"
        )
    at_levels = levels is not None or step is not None
    if at_levels and len(objectives) > 2:
        count = "three" if len(objectives) == 3 else "four"
        raise ValueError(f"levels and step are of two objectives; {count} are given")
    if at_levels and certify:
        raise ValueError("certify is set; levels have bounds checked in floats, no certificate. Leave out one of them")
    if at_levels and not whole and method != Method.EPSILON:
        raise ValueError(
            "levels and step ask for values over whole numbers; set whole=True, or method='epsilon', or leave them out"
        )
    if exact and at_levels:
        raise ValueError("exact asks for every piece of the frontier; leave out levels and step, or exact")
    wanted = gap if gap is not None or exact or whole or at_levels else (GAP if len(objectives) < 4 else GAP_OF_FOUR)
    return Wish(objectives=len(objectives), whole=whole, gap=wanted, levels=at_levels, timed=time_limit is not None)


def _require_of_four(*, whole: bool, exact: bool, certify: bool) -> None:
    """Refuse what is not offered of four objectives.

    Args:
        whole: Whether columns may have to be whole numbers.
        exact: Whether every breakpoint is wanted.
        certify: Whether exact fractions are wanted.

    Raises:
        ValueError: One of them is asked for; what to do instead is named.
    """
    if whole:
        raise ValueError(
            "whole is set, and four objectives are given; over whole numbers a frontier is traced between two or "
            "three. Make one of them a constraint with a floor or a ceiling, or leave out whole where parts may be had"
        )
    for name, is_asked in (("exact", exact), ("certify", certify)):
        if is_asked:
            raise ValueError(
                f"{name} is set, and four objectives are given; of four the surface is found to a gap, not exactly. "
                "Ask for a gap such as 0.01 instead, or make one of them a constraint with a floor or a ceiling"
            )


def require_gap(gap: object, *, exact: bool, least: float | None = None) -> None:
    """Refuse a gap that is no share, or one beside `exact`.

    Args:
        gap: What was given; None where nothing was.
        exact: Whether every breakpoint is asked for too.
        least: A share that is allowed though it is 0; None where there is none.

    Raises:
        ValueError: The gap is no share between 0 and 1, or stands beside `exact`.
    """
    if gap is None:
        return
    if not _is_number(gap):
        raise ValueError(f"gap is {_what(gap)}; it is a share of the ranges, a float between 0 and 1 such as 0.001")
    number = float(gap)  # type: ignore[arg-type]
    if not 0 < number < 1 and number != least:
        raise ValueError(f"gap is {gap}; it is a share of the ranges between 0 and 1, such as 0.001")
    if exact and number != least:
        raise ValueError(f"gap is {gap} beside exact=True; exact leaves no gap. Ask for one of the two")


def require_step(step: object) -> None:
    """Refuse a step that is no number; None is none.

    Raises ValueError.
    """
    if step is not None and not _is_number(step):
        raise ValueError(f"step is {_what(step)}; it is a share of the range above 0 and up to 1, such as 0.01")


def require_position(position: object) -> int:
    """The position of a point as a whole number; ValueError for anything else."""
    if isinstance(position, bool) or not isinstance(position, SupportsIndex):
        raise ValueError(f"a point is asked for by {_what(position)}; give its position, a whole number from 0")
    return index(position)


def require_seconds(time_limit: object) -> None:
    """Refuse a time limit that is no number of seconds above 0; None is no limit.

    Raises ValueError.
    """
    if time_limit is None:
        return
    if not _is_number(time_limit) or math.isnan(float(time_limit)) or float(time_limit) < 0:  # type: ignore[arg-type]
        words = _what(time_limit) if not _is_number(time_limit) else f"{time_limit}"
        raise ValueError(f"time_limit is {words}; it is a number of seconds, or None for no limit")


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _what(value: object) -> str:
    """A value and its kind, in words."""
    if value is None:
        return "None"
    text = repr(value)
    return f"{text if len(text) <= 40 else text[:37] + '...'}, a {type(value).__name__}"
