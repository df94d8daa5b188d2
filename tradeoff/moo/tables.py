"""Says the pieces of a frontier as data frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradeoff.moo.pieces import Facet, Point, Shape, Step

if TYPE_CHECKING:
    import pandas as pd

_EXTRA: dict[Shape, tuple[str, ...]] = {
    Shape.LINE: ("rate_left", "rate_right", "weight_from", "weight_to"),
    Shape.SURFACE: (),
    Shape.STEPS: ("bound", "supported"),
    Shape.POINTS: ("bound", "efficient"),
}
_RATES = ("rate_left", "rate_right")
_FLAGS = ("supported", "efficient")


def point_table(objectives: Sequence[str], shape: Shape, points: Sequence[Point]) -> pd.DataFrame:
    """A row a point; see `Frontier.points`.

    Args:
        objectives: Their names.
        shape: What the frontier is made of.
        points: From the best of the first objective.
    """
    import pandas as pd

    extra = _EXTRA[shape]
    if shape is Shape.STEPS and not all(point.efficient for point in points):
        extra = (*extra, "efficient")
    columns: dict[str, object] = {name: [point.values[i] for point in points] for i, name in enumerate(objectives)}
    for name in extra:
        found = [getattr(point, name) for point in points]
        if name in _RATES:
            columns[name] = pd.array(found, dtype="Float64")
        else:
            columns[name] = pd.array(found, dtype="boolean") if name in _FLAGS else found
    return pd.DataFrame(columns)


def facet_table(objectives: Sequence[str], edges: Sequence[Facet]) -> pd.DataFrame:
    """A row an edge of a line or a facet of a surface; see `Frontier.facets`."""
    import pandas as pd

    corners = len(objectives)
    full = [facet for facet in edges if facet.normal]
    endless = any(facet.rays for facet in full)
    columns: dict[str, object] = {}
    for k in range(corners):
        found = [facet.points[k] if k < len(facet.points) else None for facet in full]
        columns[f"point_{k}"] = pd.array(found, dtype="Int64" if endless else "int64")
    for k in range(2 if endless else 0):
        columns[f"ray_{k}"] = pd.array([facet.rays[k] if facet.rays else None for facet in full], dtype="Int64")
    for k, name in enumerate(objectives):
        columns[f"normal_{name}"] = pd.array([facet.normal[k] for facet in full], dtype="float64")
    return pd.DataFrame(columns)


def step_table(steps: Sequence[Step]) -> pd.DataFrame:
    """A row a stretch over whole numbers."""
    import pandas as pd

    names = ("start", "end", "best", "best_at_end", "checked")
    return pd.DataFrame({name: [getattr(step, name) for step in steps] for name in names})


def outer_table(objectives: Sequence[str], corners: Sequence[Sequence[float]]) -> pd.DataFrame:
    """A row a corner of the outer bound of a line."""
    import pandas as pd

    return pd.DataFrame(list(corners), columns=list(objectives))
