"""Decides which method serves which wish: the one place that arbitrates.

    linear, every breakpoint          parametric simplex; where it cannot be checked, segment after segment
    linear, to a gap                  parametric simplex, thinned, where that was measured to be sooner; else a sandwich
    linear, at levels                 epsilon-constraint
    whole numbers, every piece        whole steps where both objectives are whole, without a gap or a time limit; else
                                      weighted sums, then boxes between
    whole numbers, at levels          epsilon-constraint
    three objectives, or four         sandwich
    three objectives, whole numbers   quadrants, each question one solve

Measured (docs/performance.md): from `LARGE` columns on and for gaps up to `FINE`, compiled runs past every corner take
less time than the sandwich and leave fewer points. By array calls they take as long on a state's programme and up to
twice as long on denser ones of its size; up to `STATE` columns they are taken all the same, so that a state's frontier
has the same points whatever is installed. A run that a time limit cuts short leaves a much larger gap than a sandwich.
Over whole numbers steps ask one programme a point, boxes two and more (`WholeSearch`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGE = 4_000
"""Columns from which a compiled run past every corner was measured to reach a fine gap sooner than a sandwich."""
STATE = 12_000
"""Columns up to which it is thinned without compiled loops too."""
FINE = 0.01
"""Gaps up to which it was."""


class WholeSearch(StrEnum):
    """How every piece of a frontier over whole numbers is looked for, as a certificate names it.

    Measured on 2KP50-11 (43 points), CPU seconds in one run of an earlier version: steps 9.1 with 47 programmes,
    supported points first and then steps 11.3 with 63, boxes 16.3 (docs/methods.md, docs/performance.md).
    """

    STEPS = "whole steps, one programme a point (branch and cut)"
    """Epsilon-constraint with a weight that settles both objectives at once (Mavrotas 2009)."""
    BOXES = "weighted sums, then boxes between (branch and cut)"
    """Supported points first (Aneja and Nair 1979), then what lies between (Soylu and Yildiz 2016)."""
    LEVELS = "epsilon-constraint at chosen levels (branch and cut)"
    """No search for every piece: the best of the second objective at each (Haimes, Lasdon and Wismer 1971)."""


def choose_whole_search(*, whole_values: bool, gap: float, timed: bool, boxes: bool) -> WholeSearch:
    """Which search finds every piece over whole numbers.

    Args:
        whole_values: Whether both objectives have whole coefficients, of integer columns alone.
        gap: A share of the ranges; 0 for every piece. For a gap steps would still visit every point.
        timed: Whether a time limit may stop it: steps would leave the far end bare.
        boxes: Whether boxes were asked for by name.
    """
    return WholeSearch.BOXES if boxes or timed or gap or not whole_values else WholeSearch.STEPS


class Method(StrEnum):
    """How a frontier is found, by its name in the literature."""

    PARAMETRIC = "parametric"
    """Every breakpoint by the parametric simplex method (Gass and Saaty 1955); for a gap, thinned to it."""
    SANDWICH = "sandwich"
    """Weighted sums where the gap is largest (Cohon 1978; Aneja and Nair 1979; Bokrantz and Forsgren 2013)."""
    EPSILON = "epsilon"
    """The best of the second objective at levels of the first (Haimes, Lasdon and Wismer 1971)."""
    BOXES = "boxes"
    """Over whole numbers: weighted sums, then every box between (Soylu and Yildiz 2016)."""
    QUADRANTS = "quadrants"
    """Three objectives over whole numbers: the best of the third in quadrants of the others, shrunk at every point
    (Boland, Charkhgard and Savelsbergh 2017)."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked of a frontier, as far as it decides the method."""

    objectives: int
    whole: bool = False
    """Whether columns may have to be whole numbers."""
    gap: float | None = None
    """A share of all ranges; None for every breakpoint or piece."""
    levels: bool = False
    """Whether values at levels of the first objective are asked for."""
    timed: bool = False
    columns: int = 0
    compiled: bool = False
    """Whether loops can be compiled here."""


def choose_method(wish: Wish, asked: str | None = None) -> Method:
    """The method that serves a wish; the one that is asked for, if it can.

    Raises ValueError for a name that is none, or a method that cannot serve the wish.
    """
    able = _able(wish)
    if asked is None:
        return able[0]
    if asked not in list(Method):
        raise ValueError(f"method={asked!r} is none; choose one of {', '.join(repr(str(name)) for name in Method)}")
    if asked not in able:
        serves = " or ".join(repr(str(name)) for name in able)
        raise ValueError(f"method={asked!r} cannot serve what is asked; {serves} does. {_REASONS[Method(asked)]}")
    return Method(asked)


_REASONS = {
    Method.PARAMETRIC: "The parametric simplex method takes two objectives over a linear programme, without levels.",
    Method.SANDWICH: "The sandwich takes two, three or four objectives over a linear programme, without levels.",
    Method.EPSILON: "Epsilon-constraint takes two objectives and needs levels or a step.",
    Method.BOXES: "Boxes serve two objectives over whole numbers (whole=True), without levels.",
    Method.QUADRANTS: "Quadrants serve three objectives over whole numbers (whole=True), without levels.",
}


def _able(wish: Wish) -> list[Method]:
    """The methods that serve a wish, the best first."""
    if wish.levels:
        return [Method.EPSILON]
    if wish.whole:
        return [Method.BOXES] if wish.objectives == 2 else [Method.QUADRANTS]
    if wish.objectives > 2:
        return [Method.SANDWICH]
    if wish.gap is None or _is_sooner_thinned(wish):
        return [Method.PARAMETRIC, Method.SANDWICH]
    return [Method.SANDWICH, Method.PARAMETRIC]


def _is_sooner_thinned(wish: Wish) -> bool:
    """Whether a run past every corner takes less time than to solve for the few that a gap needs, each from afar."""
    fine = wish.gap is not None and wish.gap <= FINE
    affordable = wish.compiled or wish.columns <= STATE
    return fine and wish.columns >= LARGE and affordable and not wish.timed
