"""Reads plain values into the pieces of a frontier, each once it is seen to be what belongs there."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from tradeoff.moo.lp.stopping import Stopped
from tradeoff.moo.pieces import Kind, Step

Reader = Callable[[Any], Any]
_FRACTION = re.compile(r"-?\d{1,4000}(/\d{1,4000})?")
"""A text such as 1e999999999 would be a fraction too, of a billion digits."""


class NotThatError(ValueError):
    """Something of a file is not what belongs there: its place, and what stands there."""


def at(said: Mapping[str, Any], name: str, read: Reader) -> Any:
    """An entry of an object, read.

    Args:
        said: The object.
        name: The entry's name.
        read: What reads it.

    Raises:
        NotThatError: It is missing, or not what belongs there.
    """
    if name not in said:
        raise NotThatError(f"{name} is missing")
    try:
        return read(said[name])
    except NotThatError as wrong:
        raise NotThatError(_joined(name, wrong)) from None


def entries(read: Reader) -> Reader:
    """What reads a list whose entries are read alike."""

    def each(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise NotThatError(f"{shown(value)} is no list")
        found = []
        for place, entry in enumerate(value):
            try:
                found.append(read(entry))
            except NotThatError as wrong:
                raise NotThatError(_joined(f"[{place}]", wrong)) from None
        return found

    return each


def made(kind: type) -> Reader:
    """What reads an object into one of the pieces."""

    def read(value: Any) -> Any:
        said = mapping(value)
        names = {one.name for one in fields(kind)}
        if strange := sorted(said.keys() - names):
            raise NotThatError(f".{strange[0]:.40} is no part of it")
        parts = {}
        for name, given in said.items():
            try:
                parts[name] = _PARTS[name](given)
            except NotThatError as wrong:
                raise NotThatError(_joined(f".{name}", wrong)) from None
        try:
            return kind(**parts)
        except TypeError as error:
            raise NotThatError(str(error).rpartition("() ")[2]) from None

    return read


def step(value: Any) -> Step:
    """What lies between two points; of a straight segment with the variables at both ends."""
    said = dict(mapping(value))
    ends = said.pop("ends", None)
    found: Step = made(Step)(said)
    if ends is None:
        return found
    known = at({"ends": ends}, "ends", entries(_by_name(number)))
    if len(known) != 2 or known[0].keys() != known[1].keys():
        raise NotThatError(".ends: a segment has two ends, with the same variables")
    return Step(**{**{one.name: getattr(found, one.name) for one in fields(Step)}, "mixture": _Mixture(*known)})


@dataclass(frozen=True)
class _Mixture:
    """The variables along a straight segment, from what they are at its ends."""

    a: dict[str, float]
    b: dict[str, float]

    def __call__(self, share: float) -> dict[str, float]:
        if share >= 1:
            return dict(self.b)
        return {name: value + share * (self.b[name] - value) for name, value in self.a.items()}


def mapping(value: Any) -> Mapping[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise NotThatError(f"{shown(value)} is no object")
    return value


def text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise NotThatError(f"{shown(value)} is no text")
    return value


def number(value: Any) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotThatError(f"{shown(value)} is no finite number")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise NotThatError(f"{shown(value)} is no finite number")
    return found


def one_of(*words: str) -> Reader:
    """What reads one of some words."""

    def read(value: Any) -> str:
        if value not in words:
            raise NotThatError(f"{shown(value)} is none of {', '.join(word or 'nothing' for word in words)}")
        return str(value)

    return read


def shown(value: Any) -> str:
    """What stands there, as much of it as fits a sentence."""
    words = repr(value) if not isinstance(value, int) or abs(value) < 10**40 else "so large a number"
    return words if len(words) <= 40 else words[:37] + "..."


def _joined(place: str, wrong: NotThatError) -> str:
    return f"{place}{'' if str(wrong)[:1] in '[.' else ': '}{wrong}"


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotThatError(f"{shown(value)} is no count")
    return value


def _share(value: Any) -> float:
    if number(value) < 0:
        raise NotThatError(f"{shown(value)} is below 0")
    return number(value)


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotThatError(f"{shown(value)} is neither true nor false")
    return value


def _fraction(value: Any) -> Fraction:
    if not _FRACTION.fullmatch(text(value)) or re.search(r"/0+$", value):
        raise NotThatError(f"{shown(value)} is no fraction, such as 280/18")
    return Fraction(value)


def _or_none(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _by_name(read: Reader) -> Reader:
    def each(value: Any) -> dict[str, Any]:
        return {name: at(mapping(value), name, read) for name in mapping(value)}

    return each


def _tuple_of(read: Reader) -> Reader:
    each = entries(read)
    return lambda value: tuple(each(value))


def _pair(value: Any) -> tuple[float, ...]:
    found: tuple[float, ...] = _tuple_of(number)(value)
    if len(found) != 2:
        raise NotThatError(f"{shown(value)} is no pair")
    return found


_PARTS: dict[str, Reader] = {
    **dict.fromkeys(("x", "y", "start", "end", "best", "best_at_end"), number),
    **dict.fromkeys(("z", "w", "rate_left", "rate_right", "weight_from", "weight_to", "bound"), _or_none(number)),
    **dict.fromkeys(("exact_rate_left", "exact_rate_right"), _or_none(_fraction)),
    **dict.fromkeys(("supported", "is_only", "efficient"), _or_none(_bool)),
    **dict.fromkeys(("certified", "checked"), _bool),
    **dict.fromkeys(("method", "solver"), text),
    "max_gap": _share,
    "exact": _or_none(_tuple_of(_fraction)),
    "points": _tuple_of(_count),
    "normal": _tuple_of(number),
    "values": _by_name(number),
    "point": _count,
    "direction": _tuple_of(number),
    "rays": _tuple_of(_count),
    "variables": _by_name(number),
    "rate": _or_none(_share),
    "versions": _by_name(text),
    "solves": _count,
    "kind": lambda value: Kind(one_of(*Kind)(value)),
    "stopped": lambda value: Stopped(one_of(*Stopped)(value)),
    "outer": _tuple_of(_pair),
    "mixture": lambda value: one_of()(value),
}
"""How each part of a piece is read, by its name."""
