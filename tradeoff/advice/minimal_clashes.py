"""Finds minimal clashes: sets of limits that cannot hold together while all but any one of them can.

A clash is shrunk to a minimal one by the deletion filter (Chinneck 2008, section 6.2): each limit is left out in turn,
and stays out if the rest still clash. The next clash avoids those known: whatever limits are left out, one of each
known clash must be among them (Reiter 1987, A theory of diagnosis from first principles), so the limits beside each set
that hits all known clashes are tried, and where they clash, shrunk (Liffiton, Previti, Malik and Marques-Silva 2016,
Fast, flexible MUS enumeration). When all such sets have been tried there are no more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Names = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether some limits can hold together."""

    is_possible: bool
    core: Names = frozenset()
    """Of limits that cannot: some that cannot by themselves."""
    broken: Names = frozenset()
    """Of limits that can: which of the others the plan found does not keep."""


@dataclass(frozen=True, kw_only=True)
class MinimalClashes:
    """The minimal clashes that were looked for."""

    clashes: tuple[Names, ...]
    more: bool | None
    """Whether there are more; None where the search was cut short before that was known."""


def find_minimal_clashes(
    names: Sequence[str], ask: Callable[[Names], Verdict], *, most: int, questions: int
) -> MinimalClashes:
    """The first minimal clashes among some limits.

    Args:
        names: The limits, in the order in which they are to be kept: the last are left out first.
        ask: Says of some of them whether they can hold together.
        most: How many clashes to find.
        questions: How many times to ask for the next clash before giving up.
    """
    known: list[Names] = []
    corrections: list[Names] = []
    """Sets of limits without which the rest hold together."""
    everything = frozenset(names)
    waiting = deque([frozenset[str]()])
    seen = set(waiting)
    while waiting:
        out = waiting.popleft()
        if any(correction <= out for correction in corrections):
            continue
        clash = next((clash for clash in known if not clash & out), None)
        if clash is None:
            if questions <= 0:
                return MinimalClashes(clashes=tuple(known), more=None)
            questions -= 1
            verdict = ask(everything - out)
            if verdict.is_possible:
                corrections.append(verdict.broken & out or out)
                continue
            if len(known) == most:
                return MinimalClashes(clashes=tuple(known), more=True)
            clash = _shrink([name for name in names if name in verdict.core], ask)
            known.append(clash)
        following = [out | {name} for name in sorted(clash) if out | {name} not in seen]
        seen.update(following)
        waiting.extend(following)
        if len(seen) > _MOST_SETS:
            return MinimalClashes(clashes=tuple(known), more=None)
    return MinimalClashes(clashes=tuple(known), more=False)


_MOST_SETS = 20_000
"""Hitting sets kept in mind; five clashes of a hundred limits have more than anybody would wait for."""


def _shrink(clash: list[str], ask: Callable[[Names], Verdict]) -> Names:
    """A minimal clash within one."""
    left = frozenset(clash)
    for name in reversed(clash):
        if name in left:
            verdict = ask(left - {name})
            if not verdict.is_possible:
                left = verdict.core
    return left
