"""Finds the frontier of two objectives of a linear programme, by the method that serves the wish."""

from __future__ import annotations

from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.parametric_frontier import parametric_frontier
from tradeoff.moo.biobjective.polyline import Polyline
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import Progress
from tradeoff.moo.method import STATE, Method, Wish, choose_method
from tradeoff.moo.simplex import engine
from tradeoff.moo.simplex.start import RunError


def find_frontier(
    solver: Solver,
    first: str,
    second: str,
    *,
    gap: float | None,
    method: str | None = None,
    progress: Progress | None = None,
) -> tuple[Search, Polyline]:
    """Corners enough for a gap, or every corner.

    Args:
        solver: The programme, with its time limit.
        first: The objective u, minimised.
        second: The objective v.
        gap: A share of both ranges; None for every corner.
        method: "parametric" or "sandwich"; None for the one that was measured to be the sooner. A parametric run that
            cannot be checked is thrown away, and segments are solved instead.
        progress: Called now and then with weighted sums, points, and what is left.

    A time limit or Ctrl-C ends the search with what is checked by then.

    Raises:
        UnboundedError: An objective has no bound; it is named.
        ValueError: The method is unknown or serves something else; and what the solver raises.
    """
    columns = len(solver.model.columns)
    # Up to there it makes no difference, and loading numba takes as long as a small frontier.
    compiled = columns > STATE and method is None and engine.compiled() is not None
    wish = Wish(objectives=2, gap=gap, timed=solver.is_timed, columns=columns, compiled=compiled)
    if choose_method(wish, method) is Method.PARAMETRIC:
        try:
            return parametric_frontier(solver, first, second, gap=gap, progress=progress)
        except RunError:
            pass
    search = Search(solver, first, second)
    return search, search.run(gap or 0.0, progress=progress)
