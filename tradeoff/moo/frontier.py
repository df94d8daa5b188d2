"""Holds the `Frontier` a caller reads: points, solutions, steps or facets, certificate, and what it can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradeoff.errors import InfeasibleError
from tradeoff.moo import measures, tables
from tradeoff.moo.arguments import require_position
from tradeoff.moo.at_level import Levels, Reached, Span, marked_objectives, read_levels, remark_on
from tradeoff.moo.drawer import charted, drawn
from tradeoff.moo.ends_known import require_ends
from tradeoff.moo.found_at import at_stored_point, found_at
from tradeoff.moo.keep.load import load
from tradeoff.moo.keep.problem import levels_of
from tradeoff.moo.keep.write import save, save_proof
from tradeoff.moo.lp.options import Options, read_options
from tradeoff.moo.measures import Knee, Nadir
from tradeoff.moo.pieces import Certificate, Facet, Point, Ray, Shape, Solution, Step
from tradeoff.moo.thinned.thin import thinned
from tradeoff.moo.whole_levels import WholeLevels
from tradeoff.moo.within import within

if TYPE_CHECKING:
    import pandas as pd
    import pulp

    from tradeoff.moo.biobjective.line import Line
    from tradeoff.moo.exact.proofs import AnyProof
    from tradeoff.moo.lp.model import Floats


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The frontier of two, three or four objectives over a programme."""

    objectives: tuple[str, ...]
    senses: tuple[str, ...]
    """"max" or "min", for each objective."""
    certificate: Certificate
    extreme_points: tuple[Point, ...]
    """From the best to the worst of the first objective. Over whole numbers, every point found."""
    shape: Shape = Shape.LINE
    edges: tuple[Facet, ...] = field(default=(), repr=False)
    """Of a line its edges, of a surface its triangles (and efficient edges that border none)."""
    stretches: tuple[Step, ...] = field(default=(), repr=False)
    """Of a frontier over whole numbers what lies between its points."""
    rays: tuple[Ray, ...] = ()
    """Of two or three objectives over a linear programme, where one has no bound: the edges without an end."""
    line: Line | None = field(default=None, repr=False, compare=False)
    """Of two objectives over a linear programme: what answers further questions between the points."""
    _solve: Callable[[int], Solution] = field(repr=False, compare=False)
    """The values of the problem's variables at a point, worked out when they are asked for."""
    proof: AnyProof | None = field(default=None, repr=False, compare=False)
    """The programme and every claim in exact fractions, where the frontier is certified."""
    _programme: Levels | WholeLevels | None = field(default=None, repr=False, compare=False)
    """The programme, for questions at levels; None of a frontier that was loaded without its problem."""

    def __repr__(self) -> str:
        count, told = len(self.extreme_points), self.certificate
        points = "1 point" if count == 1 else f"{count} points"
        rays = "" if not self.rays else ", 1 ray" if len(self.rays) == 1 else f", {len(self.rays)} rays"
        ended = f", stopped: {told.stopped}" if told.stopped else ""
        names = ", ".join(self.objectives)
        return f"<Frontier of {names}: {points}{rays}, {told.kind}, max_gap {told.max_gap:.3g}{ended}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @property
    def points(self) -> pd.DataFrame:
        """A row a point: the objectives, then for a line rate_left, rate_right, weight_from and weight_to, and over
        whole numbers bound and supported, or of three objectives efficient (see `Point`), as of two where a search
        ended early, or to a gap, and some may yet be bettered.
        """
        return tables.point_table(self.objectives, self.shape, self.extreme_points)

    @property
    def facets(self) -> pd.DataFrame:
        """A row an edge of a line or a triangle of a surface: its points by position, and its normal. A facet without
        an end has two rays, `ray_0` and `ray_1` by position, and the one or two points they begin at (see `Facet`).

        `normal_...` is how much each objective weighs on it, in its own unit, all above 0 and of unit sum: giving up
        one unit of a buys normal_a / normal_b units of b. Of a surface without triangles it has no rows: what joins
        the points of that are lines, in `edges`, and what is given up on one is the difference of its two points.
        """
        return tables.facet_table(self.objectives, self.edges)

    @property
    def steps(self) -> pd.DataFrame:
        """A row a stretch between points of a frontier over whole numbers: see `Step`."""
        return tables.step_table(self.stretches)

    @property
    def outer(self) -> pd.DataFrame:
        """The corners of the outer bound of a line, beyond which no solution lies, in the order of the points.

        Raises ValueError for a surface, and over whole numbers.
        """
        measures.require_no_rays(self.rays, "the outer bound")
        if self.shape is not Shape.LINE:
            raise ValueError(
                f"a frontier of shape {str(self.shape)!r} has no outer line; its certificate holds the gap"
            )
        corners = self.certificate.outer or [point.values for point in self.extreme_points]
        return tables.outer_table(self.objectives, corners)

    def solution(self, position: int) -> dict[str, float]:
        """The values of the problem's variables at one point, by name; position 0 is the best of the first objective.

        A point may have many solutions; which one is given depends on the point alone (over whole numbers, on the
        solver's version too). It is solved for when asked, and kept.

        Raises IndexError for a position that is not there, ValueError for none, SolverError if the solver loses it.
        """
        return dict(self._solve(self._at(position)).values)

    def is_only(self, position: int) -> bool | None:
        """Whether `solution(position)` is checked to be the only one by objectives and ranks; None where nobody looked.

        Raises IndexError for a position that is not there, ValueError for none, SolverError if the solver loses it.
        """
        return self._solve(self._at(position)).is_only

    def _at(self, position: int) -> int:
        """A position from the beginning, for one that may count from the end."""
        count, position = len(self.extreme_points), require_position(position)
        if not -count <= position < count:
            raise IndexError(f"there is no point {position}; the frontier has {count}, numbered from 0 to {count - 1}")
        return position % count

    @property
    def ideal(self) -> dict[str, float]:
        """The best of each objective by itself; in general no solution has all of them.

        Raises ValueError where the points were found at chosen levels, without both ends, and over whole numbers where
        the ends were found to a gap and are not known to be the best.
        """
        self._require_ends()
        return self._named(measures.ideal(self._minimised()))

    @property
    def payoff(self) -> pd.DataFrame:
        """A row an objective: the point that is best in it, then in the others in their order.

        Raises ValueError as `ideal` does.
        """
        import pandas as pd

        self._require_ends()
        rows = [self.extreme_points[place].values for place in measures.payoff(self._minimised())]
        return pd.DataFrame(rows, columns=list(self.objectives), index=[f"best {name}" for name in self.objectives])

    def nadir_bounds(self) -> Nadir:
        """The worst of each objective over efficient solutions, and whether it is that or only a bound.

        Of two objectives the two ends have it, and it is exact but where a gap was asked for over whole numbers. Of
        more it is the worst of the points found: the nadir is as bad as this or worse, and is this where the points
        are all there are, which is known over whole numbers, and of a surface where it is certified.

        Raises ValueError as `ideal` does.
        """
        self._require_ends()
        knows_all = self.certificate.certified if self.shape is Shape.SURFACE else self.certificate.kind == "exact"
        exact = self.shape is Shape.LINE or knows_all
        return Nadir(values=self._named(measures.nadir(self._minimised())), is_exact=exact)

    def knee(self) -> Knee | None:
        """The point farthest from the line, or of three objectives the plane, between what is best in one objective and
        worst in the others; None where none lies off it.

        The objectives count as shares of their ranges, so it moves with the ends: a place to start reading, no advice.
        Of points found for a gap it is the farthest of these.

        Raises ValueError for four objectives, and as `ideal` does.
        """
        self._require_ends()
        return measures.knee(self._minimised())

    def hypervolume(self, reference: Mapping[str, float]) -> float:
        """The size of what the frontier dominates, up to a reference, in the product of the objectives' units.

        Of a line or a surface it is the whole set that solutions dominate, mixtures of points included; over whole
        numbers what steps dominate (Zitzler and Thiele 1998).

        Args:
            reference: For every objective a value as bad as counts, in its unit and sense.

        Raises:
            ValueError: The reference names other objectives, or is better than a point in one.
        """
        measures.require_no_rays(self.rays, "the hypervolume")
        worst = measures.read_reference(reference, self.objectives, self.senses)
        points = self._minimised()
        measures.require_worst(points, worst, self.objectives, self.senses)
        if self.shape is Shape.POINTS:
            return measures.by_points(points, worst)
        if self.shape is not Shape.STEPS:
            return measures.dominated(points, worst)
        u, v = self._signs().tolist()
        steps = [(u * step.start, u * step.end, v * step.best, v * step.best_at_end) for step in self.stretches]
        return measures.under_steps(points, steps, worst)

    def spacing(self) -> float:
        """How unevenly the points lie: 0 where each is as far from its nearest as any other (Schott 1995)."""
        measures.require_no_rays(self.rays, "the spacing")
        return measures.spacing(self._minimised())

    def thinned(self, max_points: int) -> Frontier:
        """At most so many points, the ends among them: of two objectives those that leave the least gap, of more those
        that stand out the most. `max_gap` states what may better them.

        Raises ValueError for fewer than there are ends, with rays, and at chosen levels; see docs/keep.md.
        """
        return replace(self, **thinned(self, max_points))

    def plan(self, /, **at: float) -> Reached:
        """The solution at a level: at least so good in what is named, then the best of the rest in their order.

        Two objectives over a linear programme are solved for between the points too, whatever the gap; over whole
        numbers it is the best of what was found. Beyond the worst end the end itself is given.

        Args:
            at: One objective or more, but not all, by name, or `x`, `y`, `z`, `w` by place, and its level in its unit.

        Raises:
            InfeasibleError: No solution is as good.
            UnboundedError: Of three objectives, the two that are left have no bound at the level.
            SolverError: The solver gave up.
            ValueError: Another objective is named, none or all of them, or the frontier was loaded and would have to
                be solved, the level being that of none of its points.
        """
        levels = read_levels(at, self.objectives)
        if self.shape in (Shape.STEPS, Shape.POINTS):
            found = self.objectives, self.senses, self.extreme_points, self.stretches, self.solution
            return found_at(levels, *found, complete=self.certificate.kind == "exact")
        if not isinstance(self._programme, Levels):
            return at_stored_point(levels, self.objectives, self.extreme_points, self.solution)
        best = {} if self.rays else self.ideal
        for name, level in levels.items():
            if best and measures.is_beyond(level, best[name], self._signs()[self.objectives.index(name)]):
                raise InfeasibleError(
                    f"no solution reaches {level:,.10g} of {name!r}: the best is {best[name]:,.10g}. "
                    "Ask for that or worse."
                )
        reached = self._programme.reached(levels)
        return replace(reached, remark=remark_on(reached, levels, dict(zip(self.objectives, self.senses, strict=True))))

    def within(
        self,
        share: float,
        what: str | pulp.LpVariable | pulp.LpAffineExpression,
        /,
        *,
        time_limit: float | None = None,
        **at: float,
    ) -> Span:
        """The least and the most of something over all solutions nearly as good as the one at a level.

        Args:
            share: How much worse they may be in each objective, as a share of its range over the points.
            what: A variable, its name, or an expression of the problem.
            time_limit: Over whole numbers the seconds that both ends may take together; an end that is not known by
                then is flagged.
            at: The level, as for `plan`.

        Raises:
            InfeasibleError: No solution is as good as the level.
            SolverError: The solver gave up, or its answers do not agree.
            ValueError: The share is none, points were found at chosen levels, or as for `plan`.
        """
        return within(self, self._programme, share, what, at, time_limit)

    def chart(self, marked: Mapping[str, Reached] | None = None, units: Mapping[str, str] | None = None) -> Any:
        """An Altair chart: a line, points and steps, or of three objectives each two of them and parallel axes.

        What may yet be bettered is dashed: the line that nothing lies beyond, steps under which something may hide; so
        are rays, which go on.

        Args:
            marked: What `plan` gave, to be marked with the words it is listed under; None for nothing.
            units: What objectives are counted in, by name, such as `{"cost": "million euro"}`; None: not said.

        Raises:
            ImportError: The packages that draw are not installed.
            ValueError: A unit is of no objective, or what is marked is of another frontier.
        """
        return charted(self, marked_objectives({} if marked is None else marked), {} if units is None else units)

    def save(self, path: str | Path) -> None:
        """Write the frontier with the solution of each point: as JSON, or its points alone as CSV, by the suffix.

        The file appears whole or not at all. Schema `tradeoff/moo-frontier/1`, see docs/keep.md.

        Raises ValueError for another suffix, OSError where the file cannot be written.
        """
        save(self, Path(path))

    def save_proof(self, path: str | Path) -> None:
        """Write what is certified as `certificate.json`, for `tradeoff verify` to recompute; see docs/certificate.md.

        Raises ValueError where nothing is certified, SolverError where numbers are too long, OSError as `save` does.
        """
        save_proof(self, Path(path))

    @classmethod
    def load(
        cls,
        path: str | Path,
        problem: pulp.LpProblem | None = None,
        objectives: Mapping[str, pulp.LpAffineExpression] | None = None,
        *,
        solver_options: Options | None = None,
    ) -> Frontier:
        """A frontier that was saved as JSON: all that it tells; with its problem it can be asked anew.

        Args:
            path: The file.
            problem: The problem that was traced, for `plan` and `within`; None where they are not needed.
            objectives: Its objectives by name, as they were traced.
            solver_options: Options of HiGHS for what is asked anew, as for `trace`; the file keeps none.

        Raises:
            OSError: There is no such file, or none that is regular, may be read and has at most 64 megabytes.
            ValueError: It is no frontier, or of another problem; the place and the mend are named.
        """
        kept = load(Path(path))
        options = read_options(solver_options)
        programme = None if problem is None and objectives is None else levels_of(kept, problem, objectives, options)
        return cls(**kept.parts, _solve=kept, _programme=programme)

    def _require_ends(self) -> None:
        """Refuse numbers of the whole frontier where only levels of it were asked for, or it has no end."""
        measures.require_no_rays(self.rays, "the best and the worst of each objective, and what is measured by them,")
        require_ends(self.shape, self.certificate, self.extreme_points)

    def _signs(self) -> Floats:
        return measures.signs_of(self.senses)

    def _minimised(self) -> Floats:
        """The points, a row each, every objective with less being better."""
        return measures.as_rows([point.values for point in self.extreme_points]) * self._signs()

    def _named(self, minimised: Floats) -> dict[str, float]:
        return dict(zip(self.objectives, (minimised * self._signs() + 0.0).tolist(), strict=True))
