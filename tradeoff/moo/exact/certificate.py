"""Writes a certified frontier as `certificate.json`: the programme once, and a basis for every claim.

The file lets anyone recompute every claim without solving anything: which columns and rows are basic determines the
solution and the prices, and their signs prove the rest (see `basis.py`). Numbers are fractions as text, "p/q". What
the file promises and how it is laid out stands in docs/certificate.md; `tradeoff/checker/` reads it and shares no
code with this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain as chained

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import CLOSED, Search
from tradeoff.moo.biobjective.polyline import Found, Polyline
from tradeoff.moo.exact.certified import CertifiedLine, CertifiedPolyline, rebuild
from tradeoff.moo.exact.certify import MOST_POINTS, certify_polyline
from tradeoff.moo.exact.oracle import ExactOracle
from tradeoff.moo.exact.rational import ExactObjective, ExactProgramme, Limit
from tradeoff.moo.lp.stopping import CutOffError, Progress, Stopped

SCHEMA = "tradeoff/certificate/1"


@contextmanager
def writable() -> Iterator[None]:
    """A context in which numbers of more digits than Python writes raise SolverError, which says so."""
    try:
        yield
    except ValueError as error:
        raise SolverError(f"the certificate cannot be written: {error}") from None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A programme in exact numbers and what is certified of its frontier."""

    programme: ExactProgramme
    polyline: CertifiedPolyline

    def values(self) -> list[tuple[Fraction, ...]]:
        """The points in the users' senses and units."""
        return [
            tuple(o.published(value) for o, value in zip(self.programme.objectives, (p.u, p.v), strict=True))
            for p in self.polyline.points
        ]

    def rates(self) -> list[Fraction]:
        """The rate of every edge: improvement of the second objective for each unit of the first given up."""
        first, second = self.programme.objectives
        return [rate * second.scale / first.scale for rate in self.polyline.rates]

    @writable()
    def as_dict(self) -> dict[str, object]:
        """The content of certificate.json.

        Raises SolverError where numbers are too long to be written.
        """
        own = [point.statuses for point in self.polyline.points]
        return {
            "schema": SCHEMA,
            "kind": "bounded" if self.polyline.gap else "exact",
            "max_gap": str(self.polyline.gap),
            "count": len(own),
            "programme": written_programme(self.programme),
            "points": self.written_points(),
            "lines": [_written_line(line, own) for line in self.polyline.lines],
        }

    def written_points(self) -> list[dict[str, object]]:
        """The points as certificates hold them."""
        rates, own = [str(rate) for rate in self.rates()], [point.statuses for point in self.polyline.points]
        return [
            {"values": [str(value) for value in values], "rate_left": left, "rate_right": right, "basis": basis}
            for values, left, right, basis in zip(self.values(), [None, *rates], [*rates, None], own, strict=True)
        ]


def written_programme(programme: ExactProgramme) -> dict[str, object]:
    """A programme as certificates hold it: names, bounds, and the matrix by rows."""
    position = {name: j for j, name in enumerate(programme.columns)}
    starts = [0]
    for row in programme.rows:
        starts.append(starts[-1] + len(row.terms))
    return {
        "columns": list(programme.columns),
        "lower": [_limit(bound) for bound in programme.lower],
        "upper": [_limit(bound) for bound in programme.upper],
        "rows": [row.name for row in programme.rows],
        "row_lower": [_limit(row.lower) for row in programme.rows],
        "row_upper": [_limit(row.upper) for row in programme.rows],
        "starts": starts,
        "indices": [position[name] for row in programme.rows for name in row.terms],
        "values": [str(v) for v in chained.from_iterable(row.terms.values() for row in programme.rows)],
        "objectives": [_written_objective(objective, position) for objective in programme.objectives],
    }


def sparse(values: Sequence[Fraction]) -> dict[str, object]:
    """Numbers by position, what is 0 left out."""
    kept = [(k, value) for k, value in enumerate(values) if value]
    return {"indices": [k for k, _ in kept], "values": [str(value) for _, value in kept]}


def _written_objective(objective: ExactObjective, position: dict[str, int]) -> dict[str, object]:
    return {
        "name": objective.name,
        "sense": str(objective.sense),
        "scale": str(objective.scale),
        "constant": str(objective.constant),
        "indices": [position[name] for name in objective.terms],
        "values": [str(value) for value in objective.terms.values()],
    }


def _written_line(line: CertifiedLine, own: list[str]) -> dict[str, object]:
    return {
        "weights": [str(1 - line.share), str(line.share)],
        "value": str(line.height),
        "point": line.point,
        "basis": line.point if line.statuses == own[line.point] else line.statuses,
    }


def _limit(bound: Limit) -> str | None:
    return None if bound is None else str(bound)


def certify_unasked(
    fractions: Callable[[], ExactOracle],
    search: Search,
    polyline: Polyline,
    *,
    exact: bool,
    progress: Progress | None = None,
) -> tuple[Proof | None, Polyline]:
    """Trace in exact arithmetic what floats alone may miss, though nobody asked for a certificate.

    That is where every breakpoint is wanted and segment after segment had to be solved, since a parametric run could
    not be checked; and where the two ends differ by less than floats resolve beside what the objectives add up.

    Args:
        fractions: Makes the oracle, where it is needed.
        search: The search that found the polyline.
        polyline: Its points and segments, in floats.
        exact: Whether every breakpoint is wanted.
        progress: As for `certify_polyline`.

    Returns:
        The proof, None where floats were enough, and the polyline.

    Raises:
        SolverError: Something could not be certified.
    """
    if search.is_resolved:
        solved = polyline.found is Found.SANDWICH and len(search.ends) > 1 and not polyline.stopped
        if not (exact and solved and len(polyline.vertices) <= MOST_POINTS):
            return None, polyline
    try:
        proof, certified = certify_frontier(fractions(), search, polyline, exact=exact, progress=progress)
        ended = certified.stopped
    except (CutOffError, KeyboardInterrupt) as error:
        if not search.is_resolved:
            raise
        search.solver.recover()
        ended = Stopped.TIME_LIMIT if isinstance(error, CutOffError) else Stopped.INTERRUPTED
    if search.is_resolved and ended:
        # What floats have checked is all there, and says that it ended early.
        return None, replace(polyline, stopped=ended)
    return (None, polyline) if len(certified.vertices) == 1 else (proof, certified)


def certify_frontier(
    oracle: ExactOracle, search: Search, polyline: Polyline, *, exact: bool, progress: Progress | None = None
) -> tuple[Proof, Polyline]:
    """Certify a polyline in exact arithmetic.

    A bounded search that closed every segment is certified as an exact one.

    Args:
        oracle: Gives exact optima of the programme.
        search: The search that found the polyline.
        polyline: Its points and segments, in floats.
        exact: Whether every breakpoint is wanted.
        progress: As for `certify_polyline`; None for nobody.

    Returns:
        The proof, and the polyline of the certified points in floats.

    Raises:
        SolverError: Something could not be certified.
    """
    closed = polyline.gap <= CLOSED and not polyline.stopped and len(polyline.vertices) <= MOST_POINTS
    wanted = closed or (exact and not polyline.stopped)
    certified = certify_polyline(oracle, search, polyline, exact=wanted, progress=progress)
    return Proof(programme=oracle.programme, polyline=certified), rebuild(search, polyline, certified)
