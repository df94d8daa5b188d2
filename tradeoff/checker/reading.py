"""Reads the linear programme a certificate.json holds, strictly: nothing is guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

_NUMBER = re.compile(r"-?[0-9]+(/[0-9]*[1-9][0-9]*)?")


_LONGEST = 2**17
"""Bits of a common denominator: certificates need hundreds, and sums over more could be made to take for ever."""


class UnreadableError(Exception):
    """A file is missing or broken; the message says where, and what to do."""


class RefusedError(Exception):
    """A claim is false."""


def require(holds: bool, claim: str) -> None:
    """Raise RefusedError with the claim that does not hold."""
    if not holds:
        raise RefusedError(claim)


def get(data: Any, key: str, kind: type, place: str) -> Any:
    """A value of a JSON object, of the kind it must be.

    Args:
        data: The object.
        key: Which of its values.
        kind: The type it must have.
        place: Where the object stands, for the message.

    Raises:
        UnreadableError: The key is missing, or its value is of another kind.
    """
    if (
        not isinstance(data, dict)
        or not isinstance(data.get(key), kind)
        or isinstance(data[key], bool) is not (kind is bool)
    ):
        raise UnreadableError(f"{place}: {key!r} is missing or of the wrong kind; write the result anew")
    return data[key]


def number(value: object, place: str) -> Fraction:
    """A fraction written as text; raises UnreadableError."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise UnreadableError(f"{place}: {told(value)} is no fraction such as 5/3; write the result anew")
    try:
        return Fraction(value)
    except ValueError as error:
        raise UnreadableError(f"{place}: {error}") from None


def told(value: object) -> str:
    """What stands somewhere, as much of it as fits a sentence; lists within lists could not even be printed."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return repr(str(value)[:40])


def limits(values: Sequence[object], place: str) -> list[Fraction | None]:
    """Bounds, None where there is none; raises UnreadableError."""
    return [None if value is None else number(value, place) for value in values]


def positions(values: Sequence[object], below: int, place: str) -> list[int]:
    """Positions of a list, from 0.

    Args:
        values: What the file holds.
        below: How long the list is.
        place: Where the positions stand, for the message.

    Raises:
        UnreadableError: One of them is no position of the list.
    """
    for value in values:
        if type(value) is not int or not 0 <= value < below:
            raise UnreadableError(f"{place}: {told(value)} is not the position of anything there")
    return [value for value in values if type(value) is int]


def common(values: Iterable[Fraction], place: str) -> int:
    """The least common denominator; raises UnreadableError where it is absurdly long."""
    low = 1
    for denominator in {value.denominator for value in values}:
        low = math.lcm(low, denominator)
        if low.bit_length() > _LONGEST:
            raise UnreadableError(f"{place}: the fractions have no common denominator of a sensible length")
    return low


def sparse(data: Any, below: int, place: str) -> dict[int, Fraction]:
    """Numbers by position, as `indices` and `values`; what is left out is 0.

    Args:
        data: The object that holds both lists.
        below: How many positions there are.
        place: Where it stands, for the message.

    Raises:
        UnreadableError: The lists do not fit each other, or hold something else.
    """
    indices = positions(get(data, "indices", list, place), below, place)
    values = [number(value, place) for value in get(data, "values", list, place)]
    if len(values) != len(indices) or len(set(indices)) < len(indices):
        raise UnreadableError(f"{place}: there must be one value for each index, and each index once")
    return dict(zip(indices, values, strict=True))


class Programme:
    """The linear programme of a certificate; rows and costs times their denominators, so that all entries are whole."""

    def __init__(self, data: Any, *, file: str = "certificate.json", aims: int = 2) -> None:
        """Read it.

        Args:
            data: What the file has as `programme`.
            file: The file's name, for messages.
            aims: How many objectives it must have.

        Raises:
            UnreadableError: It is none.
            RefusedError: It has another number of objectives.
        """
        place = f"{file}, programme"
        self.width = len(get(data, "columns", list, place))
        height = len(get(data, "rows", list, place))
        for key in ("columns", "rows"):
            if not all(name is None or isinstance(name, str) for name in data[key]):
                raise UnreadableError(
                    f"{place}: the names of {key} must be texts, or null for none; write the result anew"
                )
        self.lower = limits(get(data, "lower", list, place), place)
        self.upper = limits(get(data, "upper", list, place), place)
        row_lower = limits(get(data, "row_lower", list, place), place)
        row_upper = limits(get(data, "row_upper", list, place), place)
        values = [number(value, place) for value in get(data, "values", list, place)]
        indices = positions(get(data, "indices", list, place), self.width, place)
        starts = positions(get(data, "starts", list, place), len(values) + 1, place)
        lengths = {len(self.lower) - self.width, len(self.upper) - self.width, len(row_lower) - height}
        lengths |= {len(row_upper) - height, len(starts) - height - 1, len(indices) - len(values)}
        if lengths != {0} or starts[0] != 0 or starts[-1] != len(values) or sorted(starts) != starts:
            raise UnreadableError(f"{place}: lists of lengths that do not fit each other; write the result anew")
        self.rows: list[dict[int, int]] = []
        self.factors: list[int] = []
        """What each row was multiplied by."""
        for i, (begin, end) in enumerate(pairwise(starts)):
            factor = common(values[begin:end], place)
            self.factors.append(factor)
            self.rows.append(_whole(indices[begin:end], values[begin:end], factor, place))
            for sides, bound in ((self.lower, row_lower[i]), (self.upper, row_upper[i])):
                sides.append(None if bound is None else bound * factor)
        self.columns: list[list[tuple[int, int]]] = [[] for _ in range(self.width)]
        for i, row in enumerate(self.rows):
            for j, value in row.items():
                self.columns[j].append((i, value))
        objectives = get(data, "objectives", list, place)
        require(len(objectives) == aims, f"the programme must have {aims} objectives, not {len(objectives)}")
        self.objectives = [Objective(objective, self.width, file) for objective in objectives]


class Objective:
    """An objective: what its user reads, and its costs when it is minimised."""

    def __init__(self, data: Any, width: int, file: str) -> None:
        place = f"{file}, objectives"
        self.name: str = get(data, "name", str, place)
        if not self.name.isprintable():
            raise UnreadableError(f"{place}: the name {self.name[:40]!r} cannot be printed")
        sense = get(data, "sense", str, place)
        if sense not in ("max", "min"):
            raise UnreadableError(f"{place}: the sense {sense[:40]!r} is neither max nor min")
        self.sign = -1 if sense == "max" else 1
        self.scale = number(get(data, "scale", str, place), place)
        self.constant = number(get(data, "constant", str, place), place)
        require(self.scale > 0, f"the scale of {self.name} is not above 0")
        values = [self.sign * number(value, place) for value in get(data, "values", list, place)]
        indices = positions(get(data, "indices", list, place), width, place)
        if len(values) != len(indices):
            raise UnreadableError(f"{place}: {self.name} has not as many values as indices")
        self.factor = common(values, place)
        self.costs = _whole(indices, values, self.factor, place)

    def shown(self, minimised: Fraction) -> Fraction:
        """A minimised value as its user reads it."""
        return self.scale * (self.sign * minimised + self.constant)


def _whole(indices: Sequence[int], values: Sequence[Fraction], factor: int, place: str) -> dict[int, int]:
    row = {j: value.numerator * (factor // value.denominator) for j, value in zip(indices, values, strict=True)}
    if len(row) < len(indices):
        raise UnreadableError(f"{place}: a column stands twice in one row")
    return row
