"""Saves a frontier as JSON, or its points as CSV, and reads the JSON back.

    {"schema": "tradeoff/moo-frontier/1", "objectives", "senses", "shape", "certificate", "points", "edges", "steps",
     "solutions": [{"values": {variable: value}, "is_only"}]}

A file appears whole or not at all: it is written beside its place under a name of its own, and then renamed. What is
read is checked before anything is made of it.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradeoff.moo.lp.stopping import Stopped
from tradeoff.moo.pieces import Certificate, Facet, Kind, Point, Shape, Solution, Step

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "tradeoff/moo-frontier/1"
_SUFFIXES = (".json", ".csv")
_Reader = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was read: the parts of a frontier, and the solution of each of its points."""

    parts: Mapping[str, Any]
    solutions: tuple[Solution, ...]

    def __call__(self, position: int) -> Solution:
        """The solution of a point."""
        return self.solutions[position]


def save(path: Path, points: pd.DataFrame, plain: Mapping[str, Any]) -> None:
    """Write a frontier.

    Args:
        path: Where; its suffix says as what.
        points: What goes into CSV.
        plain: What goes into JSON.

    Raises:
        ValueError: The suffix is another.
    """
    require_suffix(path)
    if path.suffix == ".csv":
        text = points.to_csv(index=False, lineterminator="\n")
    else:
        text = json.dumps({"schema": SCHEMA, **plain}, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def require_suffix(path: Path) -> None:
    """Raise ValueError for a file that is neither JSON nor CSV by its name."""
    if path.suffix not in _SUFFIXES:
        raise ValueError(f"a frontier is saved as .json or .csv; {path.name} is neither")


def plain_points(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Points as plain values: fractions as text, and None for what is no finite number."""
    return [{name: _plain(value) for name, value in asdict(point).items()} for point in points]


def load(path: Path) -> Kept:
    """The parts of a frontier that was saved as JSON.

    Raises ValueError where it is none; the place, what stands there and the mend are named.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: no JSON ({error}); save the frontier again") from None
    try:
        return _kept(said)
    except _NotThatError as wrong:
        raise ValueError(f"{path}: {wrong}; save the frontier again") from None


class _NotThatError(ValueError):
    """Something of a file is not what belongs there."""


def _kept(said: Any) -> Kept:
    top = _mapping(said, "the file")
    if top.get("schema") != SCHEMA:
        raise _NotThatError(f"schema is {top.get('schema')!r}, not {SCHEMA!r}")
    objectives = tuple(_list(top, "objectives", _text))
    senses = tuple(_list(top, "senses", _one_of("max", "min")))
    points = _list(top, "points", _made(Point))
    wanted = {"objectives": len(objectives) in (2, 3), "senses": len(senses) == len(objectives), "points": bool(points)}
    for name, holds in wanted.items():
        if not holds:
            raise _NotThatError(f"{name} has {len(top[name])} entries, which is no frontier's")
    for place, point in enumerate(points):
        if len(point.values) != len(objectives):
            raise _NotThatError(f"points[{place}] has {len(point.values)} values for {len(objectives)} objectives")
    solutions = _list(top, "solutions", _made(Solution))
    if len(solutions) != len(points):
        raise _NotThatError(f"solutions has {len(solutions)} entries for {len(points)} points")
    parts = {
        "objectives": objectives,
        "senses": senses,
        "shape": Shape(_at(top, "shape", _one_of(*Shape))),
        "certificate": _at(top, "certificate", _made(Certificate)),
        "extreme_points": tuple(points),
        "edges": tuple(_list(top, "edges", _made(Facet))),
        "stretches": tuple(_list(top, "steps", _made(Step))),
    }
    for place, facet in enumerate(parts["edges"]):
        if not all(0 <= corner < len(points) for corner in facet.points):
            raise _NotThatError(f"edges[{place}].points names a point that is not there")
    return Kept(parts=parts, solutions=tuple(solutions))


def _at(said: Mapping[str, Any], name: str, read: _Reader) -> Any:
    if name not in said:
        raise _NotThatError(f"{name} is missing")
    try:
        return read(said[name])
    except _NotThatError as wrong:
        raise _NotThatError(f"{name}{'' if str(wrong)[:1] in '[.' else ': '}{wrong}") from None


def _list(said: Mapping[str, Any], name: str, read: _Reader) -> list[Any]:
    found: list[Any] = _at(said, name, _entries(read))
    return found


def _entries(read: _Reader) -> _Reader:
    def each(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _NotThatError(f"{value!r:.40} is no list")
        found = []
        for place, entry in enumerate(value):
            try:
                found.append(read(entry))
            except _NotThatError as wrong:
                raise _NotThatError(f"[{place}]{'' if str(wrong)[:1] in '[.' else ': '}{wrong}") from None
        return found

    return each


def _made(kind: type) -> _Reader:
    """Reads a mapping into one of the pieces."""

    def read(value: Any) -> Any:
        said = _mapping(value, "an entry")
        names = {one.name for one in fields(kind)}
        if strange := sorted(said.keys() - names):
            raise _NotThatError(f".{strange[0]} is no part of it")
        made = {}
        for name, given in said.items():
            try:
                made[name] = _PARTS[name](given)
            except _NotThatError as wrong:
                raise _NotThatError(f".{name}: {wrong}") from None
        try:
            return kind(**made)
        except TypeError as error:
            raise _NotThatError(str(error).rpartition("() ")[2]) from None

    return read


def _mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _NotThatError(f"{what} is {value!r:.40} and no object")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _NotThatError(f"{value!r:.40} is no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _NotThatError(f"{value!r:.40} is no finite number")
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _NotThatError(f"{value!r:.40} is no count")
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _NotThatError(f"{value!r:.40} is neither true nor false")
    return value


def _fraction(value: Any) -> Fraction:
    try:
        return Fraction(_text(value))
    except (ValueError, ZeroDivisionError):
        raise _NotThatError(f"{value!r:.40} is no fraction") from None


def _one_of(*words: str) -> _Reader:
    def read(value: Any) -> str:
        if value not in words:
            raise _NotThatError(f"{value!r:.40} is none of {', '.join(words)}")
        return str(value)

    return read


def _or_none(read: _Reader) -> _Reader:
    return lambda value: None if value is None else read(value)


def _by_name(read: _Reader) -> _Reader:
    return lambda value: {str(name): read(given) for name, given in _mapping(value, "it").items()}


def _tuple_of(read: _Reader) -> _Reader:
    each = _entries(read)
    return lambda value: tuple(each(value))


_PARTS: dict[str, _Reader] = {
    **dict.fromkeys(("x", "y", "max_gap", "start", "end", "best", "best_at_end"), _number),
    **dict.fromkeys(("z", "rate_left", "rate_right", "weight_from", "weight_to", "bound"), _or_none(_number)),
    **dict.fromkeys(("exact_rate_left", "exact_rate_right"), _or_none(_fraction)),
    **dict.fromkeys(("supported", "is_only", "efficient"), _or_none(_bool)),
    **dict.fromkeys(("checked", "certified"), _bool),
    **dict.fromkeys(("method", "solver"), _text),
    "exact": _or_none(_tuple_of(_fraction)),
    "points": _tuple_of(_count),
    "normal": _tuple_of(_number),
    "values": _by_name(_number),
    "versions": _by_name(_text),
    "solves": _count,
    "kind": lambda value: Kind(_one_of(*Kind)(value)),
    "stopped": lambda value: Stopped(_one_of(*Stopped)(value)),
    "outer": _tuple_of(_tuple_of(_number)),
}
"""How each part of a piece is read, by its name."""


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
