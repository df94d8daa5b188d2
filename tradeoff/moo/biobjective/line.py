"""Gives the solutions behind a polyline: the one that stands for each point, and mixtures of two between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from tradeoff.errors import SolverError
from tradeoff.moo.biobjective.dichotomic import Search
from tradeoff.moo.biobjective.polyline import Polyline, Vertex, Weights
from tradeoff.moo.canonical import Chosen
from tradeoff.moo.lp.model import Floats
from tradeoff.moo.lp.stopping import Progress, Stopped

_AT_POINT = 1e-9
"""Share of an edge from its end within which a level is the end's own: no mixture with a trace of the neighbour."""


class Line:
    """A polyline with the search that found it; solutions are solved for when they are asked for, and kept."""

    def __init__(
        self,
        search: Search,
        polyline: Polyline,
        ties: Sequence[Floats],
        *,
        attained: Callable[[int], Floats] | None = None,
    ) -> None:
        """Keep what is needed to ask again.

        Args:
            search: The search, on its solver.
            polyline: What it found.
            ties: Cost rows that decide among equally good solutions in turn, the ranks last.
            attained: Gives the columns that attain a point in exact arithmetic, where the polyline is certified.
        """
        self.search, self.polyline = search, polyline
        self._ties = ties
        self._attained = attained
        # Two corners can be one in floats; what singles each out tells them apart.
        self._known: dict[tuple[float, float, tuple[Weights, ...]], Chosen] = {}

    def chosen(self, position: int) -> Chosen:
        """The solution that stands for a point.

        Raises SolverError if the solver loses the point.
        """
        return self._solved(self.polyline.vertices[position])

    def _solved(self, vertex: Vertex) -> Chosen:
        key = vertex.u, vertex.v, vertex.stages
        if key not in self._known:
            self._known[key] = self._solve(vertex)
        return self._known[key]

    def _solve(self, vertex: Vertex) -> Chosen:
        """Ask the solver; where floats do not see all that is certified, the solution is the certificate's."""
        if self._attained is None:
            return self.search.solution(vertex, self._ties)
        at = next((i for i, own in enumerate(self.polyline.vertices) if own is vertex), None)
        if at is None:
            return self.search.solution(vertex, self._ties)
        if self.search.is_resolved:
            with suppress(SolverError):
                return self.search.solution(vertex, self._ties)
        return Chosen(x=self._attained(at), is_only=None)

    def choose_all(self, *, may_stop: bool, progress: Progress | None) -> None:
        """Solve for every point; Ctrl-C leaves the points that have their solution, once both ends have.

        Args:
            may_stop: Whether points may be left out then; else the interrupt goes on.
            progress: Called after each with sums, points that have their solution, and the share that has none.
        """
        last = len(self.polyline.vertices) - 1
        done: list[int] = []
        try:
            for position in dict.fromkeys((0, last, *range(last))):
                self.chosen(position)
                done.append(position)
                if progress is not None:
                    progress(self.search.sums, len(done), 1 - len(done) / (last + 1))
        except KeyboardInterrupt:
            if not (may_stop and {0, last} <= set(done)):
                raise
            self.search.solver.recover()
            self.polyline = self.search.only(self.polyline, sorted(done), Stopped.INTERRUPTED)

    def at(self, level: float, *, of_second: bool = False) -> Floats:
        """The columns of the best v with u at most `level`, between the ends; of the best u with v at most that much.

        Args:
            level: The most of the one objective.
            of_second: Whether that one is v.

        Raises:
            SolverError: The edge there cannot be closed.
        """
        a, b, share = self._on_edge(level, of_second)
        if share < _AT_POINT or share > 1 - _AT_POINT:
            return self._solved(a if share < _AT_POINT else b).x
        mixture: Floats = (1 - share) * self._solved(a).x + share * self._solved(b).x
        return mixture

    def best_at(self, level: float, *, of_second: bool = False) -> float:
        """The best v with u at most `level`, whatever the gap; or the best u with v at most that much.

        Args:
            level: The most of the one objective.
            of_second: Whether that one is v.

        Raises:
            SolverError: The edge there cannot be closed.
        """
        a, b, share = self._on_edge(level, of_second)
        return a.u + share * (b.u - a.u) if of_second else a.v + share * (b.v - a.v)

    def _on_edge(self, level: float, of_second: bool) -> tuple[Vertex, Vertex, float]:
        """The ends of the true edge over a level, and how far between them it lies, from 0 to 1."""
        a, b = self.search.edge_at(self.polyline, level, of_second=of_second)
        low, high = (a.v, b.v) if of_second else (a.u, b.u)
        return a, b, 0.0 if high == low else min(1.0, max(0.0, (level - low) / (high - low)))
