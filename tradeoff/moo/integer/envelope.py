"""Finds what is lowest among the slices of a frontier over whole numbers: straight pieces, points and jumps.

Both objectives are minimised and counted in shares of their ranges. A slice s reaches v = f_s(u), convex and falling
from its first corner to its last, level from there on, and infinite before. The frontier known so far is (after Soylu
and Yildiz 2016)

    F(u) = min over s of f_s(u),   efficient where F is falling or has just jumped down,

in words: whoever accepts u in the first objective gets F(u) in the second. Between its pieces F is level: a *step*.
Where two slices cross, or one begins below another, the frontier jumps or bends, and a piece may lose its end point to
an equally good one further left: that end is *open*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tradeoff.moo.integer.fixed_integers import AttainedPoint
from tradeoff.moo.lp.model import Floats

SAME = 1e-9
"""Share of a range below which two values are one."""


@dataclass(frozen=True, kw_only=True)
class EnvelopeEdge:
    """An edge of a slice, from better u to better v, in shares of the ranges; a point where both ends are one."""

    number: int
    from_u: float
    from_v: float
    to_u: float
    to_v: float
    a: AttainedPoint
    b: AttainedPoint

    def at(self, u: float) -> float:
        """The v that the edge reaches at u, between its ends."""
        if u <= self.from_u or self.to_u <= self.from_u:
            return self.from_v
        if u >= self.to_u:
            return self.to_v
        return self.from_v + self.share(u) * (self.to_v - self.from_v)

    def share(self, u: float) -> float:
        """How far along the edge u lies, from 0 to 1."""
        if self.to_u <= self.from_u:
            return 0.0
        return min(1.0, max(0.0, (u - self.from_u) / (self.to_u - self.from_u)))


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The part of an edge that is on the frontier; an open end is not, only everything up to it."""

    edge: EnvelopeEdge
    from_u: float
    to_u: float
    open_from: bool = False
    open_to: bool = False

    @property
    def is_point(self) -> bool:
        """Whether the piece is a single point."""
        return self.to_u <= self.from_u

    @property
    def from_v(self) -> float:
        """The second objective where the piece begins."""
        return self.edge.at(self.from_u)

    @property
    def to_v(self) -> float:
        """The second objective where the piece ends."""
        return self.edge.at(self.to_u)


def envelope(pieces: Sequence[Piece]) -> list[Piece]:
    """What is efficient among pieces, from best u to best v; of two that tie the earlier in the list stays."""
    arrays = np.array([(piece.from_u, piece.to_u, piece.from_v, piece.to_v) for piece in pieces]).T
    times = _times(arrays)
    at_times, inside_times = _values(arrays, times), _values(arrays, (times[:-1] + times[1:]) / 2)
    found: list[Piece] = []
    level, before = np.inf, -1
    for i, time in enumerate(times.tolist()):
        values = at_times[:, i]
        here = _first_lowest(values)
        jump = values[here] < level - SAME
        last = found[-1] if found else None
        if jump and last is not None and before >= 0:
            found[-1] = last = replace(last, open_to=True)
        after = _first_lowest(inside_times[:, i]) if i + 1 < len(times) else -1
        falling = after >= 0 and arrays[1, after] > time + SAME and arrays[1, after] > arrays[0, after]
        if falling:
            piece = pieces[after]
            # A piece that begins at the jump brings its own end; another one's point there would only repeat it.
            begins = jump and values[after] <= values[here] + SAME
            if jump and not begins:
                found.append(_point(pieces[here], time))
            goes_on = not jump and before >= 0 and last is not None and last.edge.number == piece.edge.number
            until = min(float(times[i + 1]), piece.to_u)
            if goes_on and last is not None:
                found[-1] = replace(last, to_u=until)
            else:
                is_open = not begins and (jump or before < 0)
                found.append(Piece(edge=piece.edge, from_u=max(time, piece.from_u), to_u=until, open_from=is_open))
            level = float(at_times[after, i + 1])
        else:
            if jump:
                found.append(_point(pieces[here], time))
            level = float(values[here]) if jump else min(level, float(values[here]))
        before = after if falling else -1
    return found


def _point(piece: Piece, time: float) -> Piece:
    at = min(max(time, piece.from_u), piece.to_u)
    return Piece(edge=piece.edge, from_u=at, to_u=at)


def _first_lowest(values: Floats) -> int:
    return int(np.argmax(values <= values.min() + SAME))


def _values(arrays: Floats, times: Floats) -> Floats:
    """What each piece reaches at each time (pieces x times)."""
    from_u, to_u, from_v, to_v = (part[:, None] for part in arrays)
    length = np.where(to_u > from_u, to_u - from_u, 1.0)
    share = np.clip((times[None, :] - from_u) / length, 0.0, 1.0)
    share = np.where(to_u > from_u, share, 1.0)
    return np.where(times[None, :] < from_u - SAME, np.inf, from_v + share * (to_v - from_v))


def _times(arrays: Floats) -> Floats:
    """The u of every end of a piece, and of every crossing that is not at one, in order."""
    from_u, to_u, from_v, to_v = arrays
    ends = _apart(np.sort(np.concatenate([from_u, to_u])))
    slope = np.divide(to_v - from_v, to_u - from_u, out=np.zeros_like(from_u), where=to_u > from_u)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Two falling pieces, and a falling piece with the level that another one leaves behind.
        both = (
            from_v[None, :] - from_v[:, None] + slope[:, None] * from_u[:, None] - slope[None, :] * from_u[None, :]
        ) / (slope[:, None] - slope[None, :])
        step = from_u[:, None] + (to_v[None, :] - from_v[:, None]) / slope[:, None]
    inside = (both > from_u[:, None]) & (both < to_u[:, None]) & (both > from_u[None, :]) & (both < to_u[None, :])
    beyond = (step > from_u[:, None]) & (step < to_u[:, None]) & (step > to_u[None, :])
    crossings = np.sort(np.concatenate([both[inside], step[beyond]]))
    right = np.searchsorted(ends, crossings)
    near_right = np.abs(ends[np.minimum(right, len(ends) - 1)] - crossings) <= SAME
    near_left = np.abs(crossings - ends[np.maximum(right - 1, 0)]) <= SAME
    return np.sort(np.concatenate([ends, _apart(crossings[~(near_left | near_right)])]))


def _apart(times: Floats) -> Floats:
    """Sorted times without those that hardly differ from the one before."""
    if not len(times):
        return times
    kept: Floats = times[np.concatenate([[True], np.diff(times) > SAME])]
    return kept
