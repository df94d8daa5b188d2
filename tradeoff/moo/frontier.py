"""Holds the `Frontier` a caller reads: points, solutions, steps or facets, certificate, and what it can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradeoff.errors import InfeasibleError
from tradeoff.moo import keep, measures
from tradeoff.moo.at_level import Levels, Reached, Span
from tradeoff.moo.drawer import charted, drawn
from tradeoff.moo.found_at import found_at
from tradeoff.moo.measures import Knee, Nadir
from tradeoff.moo.pieces import Certificate, Facet, Point, Shape, Solution, Step

if TYPE_CHECKING:
    import pandas as pd
    import pulp

    from tradeoff.moo.biobjective.line import Line
    from tradeoff.moo.exact.certificate import Proof
    from tradeoff.moo.lp.model import Floats


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """The frontier of two or three objectives over a programme."""

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
    line: Line | None = field(default=None, repr=False, compare=False)
    """Of two objectives over a linear programme: what answers further questions between the points."""
    _solve: Callable[[int], Solution] = field(repr=False, compare=False)
    """The values of the problem's variables at a point, worked out when they are asked for."""
    proof: Proof | None = field(default=None, repr=False, compare=False)
    """The programme and every claim in exact fractions, where a line is certified."""
    _programme: Levels | None = field(default=None, repr=False, compare=False)
    """The linear programme, for questions at levels; None over whole numbers, and of a frontier that was loaded."""

    def __repr__(self) -> str:
        count, kind, gap = len(self.extreme_points), self.certificate.kind, self.certificate.max_gap
        return f"<Frontier of {', '.join(self.objectives)}: {count} points, {kind}, max_gap {gap:.3g}>"

    def _repr_html_(self) -> str | None:
        return drawn(self)

    @property
    def points(self) -> pd.DataFrame:
        """A row a point: the objectives, then for a line rate_left, rate_right, weight_from and weight_to, and over
        whole numbers bound and supported, or of three objectives efficient (see `Point`), as of two where a search
        ended early.
        """
        import pandas as pd

        columns: dict[str, object] = {
            name: [point.values[i] for point in self.extreme_points] for i, name in enumerate(self.objectives)
        }
        if self.shape is Shape.LINE:
            for rate in ("rate_left", "rate_right"):
                columns[rate] = pd.array([getattr(point, rate) for point in self.extreme_points], dtype="Float64")
        extra = {
            Shape.LINE: ["weight_from", "weight_to"],
            Shape.SURFACE: [],
            Shape.STEPS: ["bound", "supported"],
            Shape.POINTS: ["bound", "efficient"],
        }
        if self.shape is Shape.STEPS and not all(point.efficient for point in self.extreme_points):
            extra[self.shape].append("efficient")
        for name in extra[self.shape]:
            found = [getattr(point, name) for point in self.extreme_points]
            columns[name] = pd.array(found, dtype="boolean") if name in ("supported", "efficient") else found
        return pd.DataFrame(columns)

    @property
    def facets(self) -> pd.DataFrame:
        """A row an edge of a line or a triangle of a surface: its points by position, and its normal.

        `normal_...` is how much each objective weighs on it, in its own unit, all above 0 and of unit sum: giving up
        one unit of a buys normal_a / normal_b units of b.
        """
        import pandas as pd

        corners = len(self.objectives)
        full = [facet for facet in self.edges if len(facet.points) == corners]
        columns: dict[str, object] = {
            f"point_{k}": pd.array([facet.points[k] for facet in full], dtype="int64") for k in range(corners)
        }
        for k, name in enumerate(self.objectives):
            columns[f"normal_{name}"] = pd.array([facet.normal[k] for facet in full], dtype="float64")
        return pd.DataFrame(columns)

    @property
    def steps(self) -> pd.DataFrame:
        """A row a stretch between points of a frontier over whole numbers: see `Step`."""
        import pandas as pd

        names = ("start", "end", "best", "best_at_end", "checked")
        return pd.DataFrame({name: [getattr(step, name) for step in self.stretches] for name in names})

    @property
    def outer(self) -> pd.DataFrame:
        """The corners of the outer bound of a line, beyond which no solution lies, in the order of the points.

        Raises ValueError for a surface, and over whole numbers.
        """
        import pandas as pd

        if self.shape is not Shape.LINE:
            raise ValueError(
                f"a frontier of shape {str(self.shape)!r} has no outer line; its certificate holds the gap"
            )
        corners = self.certificate.outer or [point.values for point in self.extreme_points]
        return pd.DataFrame(corners, columns=list(self.objectives))

    def solution(self, position: int) -> dict[str, float]:
        """The values of the problem's variables at one point, by name; position 0 is the best of the first objective.

        A point may have many solutions; which one is given depends on the point alone (over whole numbers, on the
        solver's version too). It is solved for when asked, and kept.

        Raises IndexError for a position that is not there, SolverError if the solver loses the point.
        """
        return dict(self._solve(self._at(position)).values)

    def is_only(self, position: int) -> bool | None:
        """Whether `solution(position)` is checked to be the only one by objectives and ranks; None where nobody looked.

        Raises IndexError for a position that is not there, SolverError if the solver loses the point.
        """
        return self._solve(self._at(position)).is_only

    def _at(self, position: int) -> int:
        """A position from the beginning, for one that may count from the end."""
        count = len(self.extreme_points)
        if not -count <= position < count:
            raise IndexError(f"there is no point {position}; the frontier has {count}, numbered from 0 to {count - 1}")
        return position % count

    @property
    def ideal(self) -> dict[str, float]:
        """The best of each objective by itself; in general no solution has all of them."""
        return self._named(measures.ideal(self._minimised()))

    @property
    def payoff(self) -> pd.DataFrame:
        """A row an objective: the point that is best in it, then in the others in their order."""
        import pandas as pd

        rows = [self.extreme_points[place].values for place in measures.payoff(self._minimised())]
        return pd.DataFrame(rows, columns=list(self.objectives), index=[f"best {name}" for name in self.objectives])

    def nadir_bounds(self) -> Nadir:
        """The worst of each objective over efficient solutions, and whether it is that or only a bound.

        Of two objectives the two ends have it. Of three, points may be missing until the frontier is exact: then the
        nadir is as bad as this or worse.
        """
        exact = len(self.objectives) == 2 or self.certificate.kind == "exact"
        return Nadir(values=self._named(measures.nadir(self._minimised())), is_exact=exact)

    def knee(self) -> Knee | None:
        """The point farthest from the straight line between the two ends; None where none lies off it.

        Both objectives count as shares of their ranges, so it moves with the ends: a place to start reading, no advice.
        Of points found for a gap it is the farthest of these.

        Raises ValueError for three objectives.
        """
        if len(self.objectives) != 2:
            raise ValueError(f"a knee is of two objectives; this frontier has {len(self.objectives)}")
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
        if set(reference) != set(self.objectives):
            wanted, given = ", ".join(self.objectives), ", ".join(reference) or "nothing"
            raise ValueError(f"a reference names {wanted}, each with a value as bad as counts; it names {given}")
        worst = self._signs() * [float(reference[name]) for name in self.objectives]
        points = self._minimised()
        for name, most, value in zip(self.objectives, worst, self._named(measures.nadir(points)).values(), strict=True):
            if not most * 0 == 0 or most < max(points[:, self.objectives.index(name)]):
                raise ValueError(f"the reference of {name!r} is better than a point with {value:g}; give that or worse")
        if self.shape is Shape.POINTS:
            return measures.by_points(points, worst)
        if self.shape is not Shape.STEPS:
            return measures.dominated(points, worst)
        signs = self._signs()
        steps = [
            (step.start * signs[0], step.end * signs[0], step.best * signs[1], step.best_at_end * signs[1])
            for step in self.stretches
        ]
        return measures.under_steps(points, steps, worst)

    def spacing(self) -> float:
        """How unevenly the points lie: 0 where each is as far from its nearest as any other (Schott 1995)."""
        return measures.spacing(self._minimised())

    def plan(self, **at: float) -> Reached:
        """The solution at a level: at least so good in what is named, then the best of the rest in their order.

        Two objectives over a linear programme are solved for between the points too, whatever the gap; over whole
        numbers it is the best of what was found. Beyond the worst end the end itself is given.

        Args:
            at: One objective (of three, one or two) by name, or `x`, `y`, `z` by place, and its level in its unit.

        Raises:
            InfeasibleError: No solution is as good.
            SolverError: The solver gave up.
            ValueError: Another objective is named, none or all of them, or the frontier was loaded and would have to
                be solved.
        """
        levels = self._levels(at)
        if self.shape in (Shape.STEPS, Shape.POINTS):
            return found_at(levels, self.objectives, self.senses, self.extreme_points, self.stretches, self.solution)
        if self._programme is None:
            raise ValueError("a frontier that was loaded answers for its points alone; trace the problem again")
        best = self.ideal
        for name, level in levels.items():
            if measures.is_beyond(level, best[name], self._sign(name)):
                raise InfeasibleError(f"no solution reaches {level:,.10g} of {name!r}: the best is {best[name]:,.10g}")
        return self._programme.reached(levels)

    def within(self, share: float, what: str | pulp.LpVariable | pulp.LpAffineExpression, **at: float) -> Span:
        """The least and the most of something over all solutions nearly as good as the one at a level.

        Args:
            share: How much worse they may be in each objective, as a share of its range over the points.
            what: A variable, its name, or an expression of the problem.
            at: The level, as for `plan`.

        Raises:
            InfeasibleError: No solution is as good as the level.
            ValueError: The share is none, or as for `plan`.
        """
        if not 0 <= share < 1:
            raise ValueError(f"share is {share}; it is a share of the ranges, 0 or more and below 1")
        if self._programme is None:
            raise ValueError("near-optimal ranges are solved for; over whole numbers, and once loaded, there are none")
        reached, (wide, signs) = self.plan(**at), (self._ranges(), self._signs())
        held = {
            name: self._programme.minimised(name, reached.objectives[name] + sign * share * size)
            for name, sign, size in zip(self.objectives, signs.tolist(), wide.tolist(), strict=True)
        }
        cost, constant = self._programme.cost_of(what)
        found = self._programme.span(cost, held)
        return Span(least=found.least + constant, most=found.most + constant)

    def chart(self) -> Any:
        """An Altair chart: a line, points and steps, or of three objectives each two of them and parallel axes.

        Raises ImportError where the packages that draw are not installed.
        """
        return charted(self)

    def save(self, path: str | Path) -> None:
        """Write the frontier with the solution of each point: as JSON, or its points alone as CSV, by the suffix.

        The file appears whole or not at all. Schema `tradeoff/moo-frontier/1`, see docs/keep.md.

        Raises ValueError for another suffix, OSError where the file cannot be written.
        """
        path = Path(path)
        keep.require_suffix(path)
        plain: dict[str, Any] = {}
        if path.suffix == ".json":
            solutions = [self._solve(place) for place in range(len(self.extreme_points))]
            plain = {
                "objectives": list(self.objectives),
                "senses": list(self.senses),
                "shape": str(self.shape),
                "certificate": self.certificate.as_dict(),
                "points": keep.plain_points(self.extreme_points),
                "edges": [asdict(facet) for facet in self.edges],
                "steps": [asdict(step) for step in self.stretches],
                "solutions": [asdict(solution) for solution in solutions],
            }
        keep.save(path, self.points, plain)

    @classmethod
    def load(cls, path: str | Path) -> Frontier:
        """A frontier that was saved as JSON: all that it tells, but nothing new can be solved for.

        Raises ValueError where the file is no such frontier; it names the place and the mend.
        """
        kept = keep.load(Path(path))
        return cls(**kept.parts, _solve=kept)

    def _levels(self, at: Mapping[str, float]) -> dict[str, float]:
        places = dict(zip("xyz", self.objectives, strict=False))
        levels = {name if name in self.objectives else places.get(name, name): float(v) for name, v in at.items()}
        if strange := [name for name in levels if name not in self.objectives]:
            raise ValueError(f"there is no objective {strange[0]!r}; there are {', '.join(self.objectives)}")
        if not 0 < len(levels) < len(self.objectives) or len(levels) < len(at):
            raise ValueError(f"name one of {', '.join(self.objectives)} with its level, and leave one to be the best")
        if wrong := [name for name, level in levels.items() if level * 0 != 0]:
            raise ValueError(f"the level of {wrong[0]!r} is no finite number")
        return levels

    def _signs(self) -> Floats:
        return measures.signs_of(self.senses)

    def _sign(self, name: str) -> float:
        return float(self._signs()[self.objectives.index(name)])

    def _minimised(self) -> Floats:
        """The points, a row each, every objective with less being better."""
        return measures.as_rows([point.values for point in self.extreme_points]) * self._signs()

    def _ranges(self) -> Floats:
        points = self._minimised()
        return measures.nadir(points) - measures.ideal(points)

    def _named(self, minimised: Floats) -> dict[str, float]:
        return dict(zip(self.objectives, (minimised * self._signs() + 0.0).tolist(), strict=True))
