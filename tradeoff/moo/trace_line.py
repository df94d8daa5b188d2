"""Traces two objectives over a linear programme that is on its solver already: found, certified, chosen, published."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np

from tradeoff.moo.biobjective.find_frontier import find_frontier
from tradeoff.moo.biobjective.line import Line
from tradeoff.moo.exact.certificate import Proof, certify_frontier, certify_unasked
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.frontier import Frontier
from tradeoff.moo.lp.logged import LOGGER, logged
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.solver import Solver
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped
from tradeoff.moo.publish.polyline import polyline_frontier

FOR_SEARCH = 0.5
"""Share of a time limit that the search may take where what it finds is certified after it."""
_GRACE = 1.0
"""Seconds that certifying may take at the least after Ctrl-C in the search; else as many as the search took."""


def trace_line(
    solver: Solver,
    first: str,
    second: str,
    *,
    ties: Sequence[Floats],
    fractions: Callable[[], ExactOracle],
    gap: float | None,
    certify: bool = False,
    method: str | None = None,
    choose: bool = False,
    progress: Progress | None = None,
) -> Frontier:
    """The frontier of two of a solver's objectives; its time limit is over when this returns.

    Args:
        solver: The programme; `first` and `second` are among its objectives.
        first: The objective u.
        second: The objective v.
        ties: Cost rows that decide among equally good solutions in turn, the ranks last.
        fractions: Makes the oracle of both objectives, where exact arithmetic is needed.
        gap: A share of both ranges; None for every breakpoint.
        certify: Certify points, edges and gap in exact arithmetic, or raise.
        method: "parametric" or "sandwich"; None for the one that was measured to be the sooner.
        choose: Solve for the solution of every point now; Ctrl-C meanwhile leaves the points that have theirs.
        progress: Called now and then with weighted sums, points, and what is left; while solutions are chosen, with the
            points that have theirs.

    Raises:
        UnboundedError: An objective has no bound; it is named.
        SolverError: Something could not be checked, or certified; and what the solver raises.
    """
    exact = gap is None
    fractions = cache(fractions)
    progress = logged(progress)
    model = solver.model
    LOGGER.info("%s against %s: %d columns, %d rows", first, second, len(model.columns), len(model.row_names))
    proof: Proof | None
    begun, left = time.monotonic(), solver.require_time()
    if certify:
        solver.stop_after(left * FOR_SEARCH)
    try:
        search, polyline = find_frontier(solver, first, second, gap=gap, method=method, progress=progress)
        spent = time.monotonic() - begun
        solver.stop_after(max(spent, _GRACE) if polyline.stopped is Stopped.INTERRUPTED else left - spent)
        if certify:
            try:
                proof, polyline = certify_frontier(fractions(), search, polyline, exact=exact, progress=progress)
            except CutOffError:
                if polyline.stopped is Stopped.INTERRUPTED:
                    raise KeyboardInterrupt from None
                raise
        else:
            proof, polyline = certify_unasked(fractions, search, polyline, exact=exact, progress=progress)
    finally:
        solver.stop_after(None)
    attained = None if proof is None else partial(_attained, fractions(), proof)
    line = Line(search, polyline, ties, attained=attained)
    if choose:
        line.choose_all(may_stop=proof is None, progress=progress)
    found = polyline_frontier(line, exact=exact, proof=proof)
    LOGGER.info("%r, %d solves", found, found.certificate.solves)
    return found


def _attained(oracle: ExactOracle, proof: Proof, position: int) -> Floats:
    """The columns of the basis that attains a certified point."""
    basis = oracle.read(proof.polyline.points[position].statuses)
    width = len(oracle.programme.columns)
    return np.array([float(basis.value(place)) for place in range(width)])
