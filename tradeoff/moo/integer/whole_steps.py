"""Finds every point of a frontier whose two objectives are whole, one programme a point, from best u to best v.

    minimise  u + rho v   with  v <= v of the last point - its grain,   rho = grain of u / (2 (height + grain of v))

in words: the best u that betters the last point in v, and of those the best v. With rho v below the grain of u all
along the height that is left, no v outweighs a whole u (the augmentation of Mavrotas 2009, whose weight is exact here).
One bound settles both: that nothing lies between the two points, and that the new one is efficient. Where the weight
would be too small to tell that, the two are asked one after the other (Haimes, Lasdon and Wismer 1971).

One weighted sum without limits comes first: steps alone would never look beyond an end that is wrong.
"""

from __future__ import annotations

import math
from itertools import pairwise

from tradeoff.moo.integer.box_search import BoxSearch
from tradeoff.moo.integer.envelope import SAME, Piece
from tradeoff.moo.integer.ruled_out import Gap
from tradeoff.moo.lp.model import dot

_ROUNDED = 1e-6
"""Share of a grain that tolerances may add to a bound before it is rounded up to a whole value."""


def search_whole_steps(search: BoxSearch) -> None:
    """Find every point, and rule out the rest.

    Raises CutOffError, KeyboardInterrupt or SolverError; what was found until then stays.
    """
    search.begin()
    # The last end is the best u at the best v: a step one grain above it has nothing below, and is not asked for.
    search.gaps.append(Gap(from_u=0.0, to_u=1.0, v=search.step_v, bound=1.0))
    if segment := search.open_segment():
        search.look_below(*segment, everywhere=True)
    reached = 0.0
    while (piece := _first_open(search, reached)) is not None:
        reached = piece.to_u
        _settle(search, piece)
        search.tell(1 - reached)
    search.tell(0.0)
    search.require_checked()


def _first_open(search: BoxSearch, reached: float) -> Piece | None:
    """The first point whose step reaches beyond a u, in shares, and is not settled; None where none is left."""
    for piece, after in pairwise(search.pieces):
        if after.from_u > reached + SAME and search.is_open(piece, after):
            return piece
    return None


def _settle(search: BoxSearch, piece: Piece) -> None:
    """Find the point after a point, and rule out that anything lies between."""
    v = piece.to_v - search.step_v
    most_v = search.values(0.0, v)[1]
    rho = search.grain_u / 2 / (most_v - search.ends.bound_b + search.grain_v)
    cost = search.cost_u + rho * search.cost_v
    if rho * search.grain_v < search.solver.noise(cost, search.ends.a.find()):
        # Noise would hide a whole v. (Were one hidden all the same, the next step, which has no limit on u, meets it.)
        search.look_under_step(piece)
        return
    found = search.minimise(cost, most_v=most_v)
    u_n, v_n = dot(search.cost_u, found.x), dot(search.cost_v, found.x)
    least_u = _up(found.bound - rho * most_v, search.grain_u)
    least_v = _up((found.bound - u_n) / rho, search.grain_v)
    if abs(least_u - u_n) > search.grain_u / 2 or abs(least_v - v_n) > search.grain_v / 2:
        search.look_under_step(piece)
        return
    search.add(found.x)
    point = search.shares(u_n, v_n)
    search.boxed.append(point)
    search.gaps.append(Gap(from_u=piece.to_u, to_u=point[0], v=v, bound=point[0]))


def _up(value: float, grain: float) -> float:
    """The least multiple of a grain that a bound leaves."""
    return grain * math.ceil(value / grain - _ROUNDED)
